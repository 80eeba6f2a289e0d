"""Recordings of tables: columns by name, one of them the time, which shows rate and gaps."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import numpy as np

from ..arrays import Array, Floats, Ints
from .recording import Recording, check_numbers

# The names of a column of times, and how many seconds a number in it is.
_TIME = re.compile(
    r"(?:t|time|timestamp|datetime)(?:[_ ]?\(?(s|ms|us|ns)\)?)?|(seconds|millis|micros)"
)
_UNITS = {"s": 1.0, "ms": 1e-3, "us": 1e-6, "ns": 1e-9}
_UNITS |= {"seconds": 1.0, "millis": 1e-3, "micros": 1e-6}
GAP = 1.5  # periods from a row to the next, from which on rows were lost
TOLERANCE = 0.02  # of a rate, which crystals and clocks keep within 1e-4, and people do not


def from_frame(frame: Any, name: str, time: str | None) -> Recording:
    """A DataFrame of pandas or polars: its time a column, or an index of times."""
    columns = {str(column): np.asarray(frame[column]) for column in frame.columns}
    index = getattr(frame, "index", None)
    if time is None and getattr(getattr(index, "dtype", None), "kind", "") in "mM" and len(frame):
        columns = {"time": np.asarray(index), **columns}
    return from_columns(columns, name, time)


def from_columns(columns: Mapping[str, Array], name: str, time: str | None) -> Recording:
    """Columns of one length. `time` names that of the times; None: it is known by its name."""
    if time is not None and time not in columns:
        raise ValueError(f"{name} has no column {time!r} for the time: it has {_listed(columns)}.")
    if time is None:
        time = next((column for column in columns if _TIME.fullmatch(column.lower())), None)
    channels = {column: values for column, values in columns.items() if column != time}
    for column, values in channels.items():
        if values.dtype.kind not in "iuf":
            raise ValueError(
                f"column {column!r} of {name} holds {values.dtype}, and a channel numbers: "
                "leave the column out."
            )
    names = tuple(channels)
    values = np.stack(list(channels.values()), axis=1) if channels else np.empty((0, 0))
    check_numbers(values, name, names)
    if time is None:
        return Recording(values, name, names)
    rate, places = even(_seconds(columns[time], time, name), name)
    return Recording(values, name, names, rate, places)


def even(seconds: Floats, name: str) -> tuple[float | None, Ints | None]:
    """The rate of times that are even but for gaps, and the number of each row, counted with those
    that the gaps took; None: there is no gap.
    """
    if len(seconds) < 2:
        return None, None
    steps = np.diff(seconds)
    if not (steps > 0).all():
        row = int(np.flatnonzero(~(steps > 0))[0]) + 1
        raise ValueError(
            f"the time of {name} must grow from row to row; it is {seconds[row]:.9g} s in row "
            f"{row}, after {seconds[row - 1]:.9g} s: sort the rows, and leave out those that are "
            "there twice."
        )
    # A median alone would be off where times were rounded to whole milliseconds.
    period = float(steps[steps < GAP * np.median(steps)].mean())
    ahead = np.where(steps < GAP * period, 1, np.rint(steps / period)).astype(np.int64)
    places = None if (ahead == 1).all() else np.concatenate([[0], np.cumsum(ahead)])
    return 1 / period, places


def same_rate(a: float, b: float) -> bool:
    return abs(a - b) <= TOLERANCE * max(abs(a), abs(b))


def _seconds(values: Array, column: str, name: str) -> Floats:
    """From the first row on."""
    if values.dtype.kind in "OUS":
        try:
            values = np.array([str(value) for value in values], "datetime64[ns]")
        except ValueError as error:
            raise ValueError(f"column {column!r} of {name} holds no times: {error}.") from None
    if values.dtype.kind in "mM":
        if np.isnat(values).any():
            row = int(np.flatnonzero(np.isnat(values))[0])
            raise ValueError(f"column {column!r} of {name} has no time in row {row}: leave it out.")
        elapsed = (values - values[:1]).astype("timedelta64[ns]").astype(np.int64)
        return elapsed.astype(np.float64) * 1e-9
    if values.dtype.kind not in "iuf" or not np.isfinite(values).all():
        raise ValueError(
            f"column {column!r} of {name} must hold times, as numbers or datetime64, in every row."
        )
    match = _TIME.fullmatch(column.lower())
    unit = (match[1] or match[2]) if match else None
    return (values - values[:1]).astype(np.float64) * _UNITS[unit or "s"]


def _listed(names: Mapping[str, Array]) -> str:
    return ", ".join(map(repr, names))
