"""Cuts recordings into windows, as mote::frame does on the chip."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import ArrayLike

from ..arrays import Array, Ints
from .recording import Recording
from .take import take


@dataclass(frozen=True, eq=False)
class Windows:
    """Windows of recordings, and of each what is known of its recording."""

    X: Array  # (windows, rows, channels)
    y: Array | None  # the label of each window
    groups: Array  # its group: GroupKFold keeps those of one together
    recording: Ints  # the number of its recording
    start: Ints  # the row of its recording that it begins with
    recordings: int  # how many there were
    skipped: int  # windows that were left out, as the sensor had lost rows of them
    columns: tuple[str, ...] | None  # names of the channels, where they have any
    rate: float | None  # Hz, where it is known

    def __len__(self) -> int:
        return len(self.X)


def windows(
    recordings: Any,
    labels: ArrayLike | None = None,
    *,
    rows: int,
    hop: int,
    rate: float | None = None,
    groups: ArrayLike | None = None,
    time: str | None = None,
) -> Windows:
    """Cuts recordings into windows of `rows` rows, one each `hop` rows, as `mote::frame` does.

    `recordings`: an array (rows, channels), or (rows,) of one channel; an array (recordings, rows,
    channels); a list of such arrays, of any lengths; DataFrames; paths of .npy, .csv or .wav files.
    A column called time (time_ms, timestamp, ...), or as `time` says, shows rate and gaps: windows
    over a gap are skipped and counted. `labels` and `groups` have one a recording; without `groups`
    each recording is its own. `rate` in Hz is what recordings that know theirs are held to.
    """
    _check_size(rows, hop)
    taken = take(recordings, rate, time)
    for recording in taken:
        _check_length(recording, rows, recordings)
    own = np.arange(len(taken)) if groups is None else _one_each(groups, "groups", len(taken))
    y = None if labels is None else _one_each(labels, "labels", len(taken))
    starts = [whole_windows(recording.row_numbers, rows, hop) for recording in taken]
    counts = [len(found) for found, _ in starts]
    skipped = sum(count for _, count in starts)
    if sum(counts) == 0:
        raise ValueError(
            f"each of the {skipped} windows of {rows} rows lies over rows that the sensor lost: "
            "use fewer rows a window."
        )
    first = taken[0]
    X = np.empty((sum(counts), rows, first.values.shape[1]), first.values.dtype)
    at = 0
    for recording, (found, _) in zip(taken, starts):
        view = sliding_window_view(recording.values, rows, axis=0).swapaxes(1, 2)
        X[at : at + len(found)] = view[found]
        at += len(found)
    number = np.repeat(np.arange(len(taken)), counts)
    known = [recording.rate for recording in taken if recording.rate is not None]
    return Windows(
        X,
        None if y is None else y[number],
        own[number],
        number,
        np.concatenate([found for found, _ in starts]),
        len(taken),
        skipped,
        next((recording.columns for recording in taken if recording.columns is not None), None),
        rate if rate is not None else known[0] if known else None,
    )


def whole_windows(row_numbers: Ints, rows: int, hop: int) -> tuple[Ints, int]:
    """The first rows of the windows that no lost row is in, and how many others there are.

    Window i has the rows from i * hop on, counted with those that were lost.
    """
    last = int(row_numbers[-1])
    begins = np.arange(0, last + 2 - rows, hop)
    at = np.searchsorted(row_numbers, begins)
    end = np.minimum(at + rows, len(row_numbers)) - 1
    whole = (row_numbers[at] == begins) & (row_numbers[end] == begins + rows - 1)
    return at[whole], int(len(begins) - whole.sum())


def _check_size(rows: int, hop: int) -> None:
    for value, name in ((rows, "rows"), (hop, "hop")):
        if isinstance(value, bool) or not isinstance(value, (int, np.integer)) or value < 1:
            raise ValueError(f"{name} must be a whole number of rows, 1 or more; got {value!r}.")
    if hop > rows:
        raise ValueError(
            f"hop must be 1 to rows, as on the chip; got hop={hop}, rows={rows}. Leave out what "
            "lies between two windows: cut with hop=rows and take every other window."
        )


def _check_length(recording: Recording, rows: int, given: Any) -> None:
    length, channels = recording.values.shape
    if length >= rows:
        return
    cure = f"Use rows <= {length}, or leave it out."
    if channels >= rows and getattr(given, "ndim", 0) == 3:
        cure = (
            "An array of three axes is (recordings, rows, channels), and this one looks like "
            "(cases, channels, points): pass X.transpose(0, 2, 1)."
        )
    elif channels >= rows:
        cure = "Rows come first: pass its transpose, recording.T."
    raise ValueError(
        f"{recording.name} has {length} rows of {channels} channels, less than a window of {rows}. "
        + cure
    )


def _one_each(given: ArrayLike, name: str, count: int) -> Array:
    values = np.asarray(given)
    if values.ndim == 0 and count == 1:
        values = values[None]
    if values.shape != (count,):
        raise ValueError(
            f"{name} must have one for each recording, shape ({count},); got {values.shape}."
        )
    return values
