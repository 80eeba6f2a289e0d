"""Recordings as a chip gets them: one after the other, and where its sensor lost rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..arrays import Array
from ..host.types import samples
from .recording import Recording

BEGIN = np.iinfo(np.uintp).max  # in place of a number of lost rows: a recording begins


@dataclass(frozen=True, eq=False)
class Stream:
    """Rows of samples, and the pieces that they come in."""

    samples: Array  # (rows, channels)
    pieces: Array  # (pieces, 2) of uintp: rows that were lost before it, or BEGIN; its rows
    windows: int  # that Python cuts of them


def of_recordings(taken: Sequence[Recording], kind: str, windows: int) -> Stream:
    """Recordings whose samples are of the number type `kind`, as Python cuts `windows` of them."""
    pieces: list[tuple[int, int]] = []
    for recording in taken:
        numbers = recording.row_numbers
        ends = [*(np.flatnonzero(np.diff(numbers) != 1) + 1).tolist(), len(numbers)]
        begin, lost = 0, BEGIN
        for end in ends:
            pieces.append((lost, end - begin))
            if end < len(numbers):
                begin, lost = end, int(numbers[end] - numbers[end - 1]) - 1
    rows = np.concatenate([recording.values for recording in taken])
    return Stream(samples(rows, (kind,), "a recording"), np.array(pieces, np.uintp), windows)


def of_windows(X: Array) -> Stream:
    """Windows, each from a fresh start."""
    pieces = np.array([(BEGIN, X.shape[1])] * len(X), np.uintp)
    return Stream(X.reshape(-1, X.shape[2]), pieces, len(X))
