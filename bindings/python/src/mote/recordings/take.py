"""What a caller calls recordings, as a list of them."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from . import files
from .recording import Recording, from_array
from .table import from_frame, same_rate


def take(recordings: Any, rate: float | None = None, time: str | None = None) -> list[Recording]:
    """One recording, or several: of one number of channels, one number type, one rate.

    An array of three axes is (recordings, rows, channels), of two (rows, channels), of one (rows,);
    a list or tuple has a recording an item; a DataFrame or a path is one.
    """
    taken = [_one(item, name, time) for item, name in _items(recordings)]
    if not taken:
        raise ValueError("expected at least one recording; got none.")
    _check_alike(taken)
    _check_rates(taken, rate)
    return taken


def _items(given: Any) -> list[tuple[Any, str]]:
    if isinstance(given, np.ndarray) and given.ndim == 3:
        return [(given[i], f"recording {i}") for i in range(len(given))]
    if isinstance(given, (list, tuple)):
        for i, item in enumerate(given):
            if isinstance(item, (int, float, list, tuple)):
                raise ValueError(
                    f"a list holds a recording an item: an array, a DataFrame or a path; item {i} "
                    f"is {_a(item)}. Pass np.asarray(...) of what is one recording."
                )
        return [(item, f"recording {i}") for i, item in enumerate(given)]
    return [(given, "the recording")]


def _one(item: Any, name: str, time: str | None) -> Recording:
    if isinstance(item, Recording):
        return item
    if isinstance(item, (str, os.PathLike)):
        return files.read(Path(item), time)
    if hasattr(item, "columns") and hasattr(item, "__getitem__"):
        return from_frame(item, name, time)
    if hasattr(item, "toarray"):
        raise ValueError(f"{name} is sparse, and samples are not: pass its toarray().")
    return from_array(item, name)


def _check_alike(taken: Sequence[Recording]) -> None:
    first = taken[0]
    for other in taken[1:]:
        if other.values.shape[1] != first.values.shape[1]:
            raise ValueError(
                f"all recordings must have the same channels; {first.name} has "
                f"{first.values.shape[1]}, {other.name} has {other.values.shape[1]}."
            )
        if other.values.dtype != first.values.dtype:
            raise ValueError(
                f"all recordings must have one number type; {first.name} has {first.values.dtype}, "
                f"{other.name} has {other.values.dtype}: use astype on one of them."
            )
        if None not in (first.columns, other.columns) and other.columns != first.columns:
            raise ValueError(
                f"all recordings must have the same columns in the same order; {first.name} has "
                f"{list(first.columns or ())}, {other.name} has {list(other.columns or ())}."
            )


def _check_rates(taken: Sequence[Recording], rate: float | None) -> None:
    if rate is not None and not (np.isfinite(rate) and rate > 0):
        raise ValueError(f"rate= must be the samples a second, above 0; got {rate}.")
    expected, by = rate, "rate="
    for recording in taken:
        if recording.rate is None:
            continue
        if expected is None:
            expected, by = recording.rate, recording.name
        if not same_rate(recording.rate, expected):
            factor = recording.rate / expected
            thousand = next((n for n in (1e-3, 1e-6, 1e-9) if same_rate(factor, n)), None)
            unit = {1e-3: "ms", 1e-6: "us", 1e-9: "ns"}.get(thousand or 0, "")
            cure = (
                f" Its times look like {unit}: name the column time_{unit}."
                if unit
                else " Resample it, or train on one rate: the features of another are others."
            )
            raise ValueError(
                f"{recording.name} has {recording.rate:.6g} samples a second, where {by} has "
                f"{expected:.6g}.{cure}"
            )


def _a(item: Any) -> str:
    return f"a {type(item).__name__}" if not isinstance(item, int) else "an int"
