"""A recording: rows of samples, a column a channel, and where rows were lost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from ..arrays import Array, Ints


@dataclass(frozen=True)
class Recording:
    """Samples of shape (rows, channels) at an even rate."""

    values: Array
    name: str  # what messages call it: "recording 3"
    columns: tuple[str, ...] | None = None
    rate: float | None = None  # Hz, where it is known
    # The number of each row, counted with those that were lost before it; None: none was.
    places: Ints | None = None

    @property
    def row_numbers(self) -> Ints:
        return np.arange(len(self.values)) if self.places is None else self.places


def from_array(given: Any, name: str) -> Recording:
    """An array of shape (rows, channels), or (rows,) of one channel."""
    values = np.asarray(given)
    if values.ndim == 1:
        values = values[:, None]
    if values.ndim != 2:
        raise ValueError(
            f"{name} must have shape (rows, channels), or (rows,) of one channel; "
            f"got {values.shape}."
        )
    check_numbers(values, name)
    return Recording(values.astype(values.dtype.newbyteorder("="), copy=False), name)


def check_numbers(values: Array, name: str, columns: tuple[str, ...] | None = None) -> None:
    """Raises ValueError where a recording is empty, or holds what is no sample."""
    if values.size == 0:
        raise ValueError(f"{name} is empty: its shape is {values.shape}. Leave it out.")
    if values.dtype.kind not in "iuf":
        raise ValueError(
            f"{name} must hold integers or floats, as a sensor gives them; got {values.dtype}."
        )
    if values.dtype.kind == "f" and not np.isfinite(values).all():
        row, channel = map(int, np.argwhere(~np.isfinite(values))[0])
        where = channel if columns is None else repr(columns[channel])
        raise ValueError(
            f"{name} holds {values[row, channel]} at row {row}, channel {where}: cut the recording "
            "in two there, or fill the gap."
        )
