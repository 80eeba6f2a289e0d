"""Windows as a transformer takes them: of the number type and shape that it was fitted on."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..arrays import Array
from ..host.types import NUMPY, name_of, samples


def first_seen(X: Any, inputs: tuple[str, ...], owner: str) -> tuple[Array, str]:
    """The windows that fit is given, and the number type of their samples: one of `inputs`."""
    windows = samples(_shaped(X, owner), inputs, f"X of {owner}")
    kind = name_of(windows.dtype)
    assert kind is not None
    if windows.size == 0:
        raise ValueError(f"{owner} was given no window: X has shape {np.shape(X)}.")
    return windows, kind


def as_trained(X: Any, kind: str, shape: tuple[int, int], owner: str) -> Array:
    """Windows like those of fit. Integers of another type are taken where all of them fit."""
    windows = _shaped(X, owner)
    if windows.shape[1:] != shape:
        raise ValueError(
            f"{owner} was fitted on windows of {shape[0]} rows of {shape[1]} channels; got "
            f"{windows.shape[1]} of {windows.shape[2]}: cut them as those of fit."
        )
    wanted = np.dtype(NUMPY[kind])
    if windows.dtype == wanted or kind == "float":
        return samples(windows, (kind,), f"X of {owner}")
    if windows.dtype.kind not in "iu":
        raise ValueError(
            f"{owner} was fitted on samples of {wanted}, the counts of a sensor; got "
            f"{windows.dtype}: pass the counts themselves, or fit it on floats."
        )
    held = np.iinfo(wanted)
    if windows.size and not (held.min <= windows.min() and windows.max() <= held.max):
        worst = max(map(int, (windows.min(), windows.max())), key=abs)
        raise ValueError(
            f"{owner} was fitted on samples of {wanted}, which does not hold {worst}: fit it on "
            "the number type that the sensor gives."
        )
    return windows.astype(wanted)


def _shaped(X: Any, owner: str) -> Array:
    windows = np.asarray(X)
    if windows.ndim == 2:
        windows = windows[:, :, None]
    if windows.ndim != 3:
        raise ValueError(
            f"{owner} takes windows of shape (windows, rows, channels), or (windows, rows) of one "
            f"channel; got {windows.shape}. mote.windows cuts them from recordings."
        )
    return windows
