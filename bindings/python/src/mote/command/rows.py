"""Samples of a file: .csv with or without names of columns, .npy, or .npz with X and y."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from ..arrays import Array, Floats


class Named:
    """Samples of which the columns have names."""

    def __init__(self, data: Floats, columns: Sequence[str]) -> None:
        self.columns = list(columns)
        self._data = data

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Array:
        return np.array(self._data, dtype)


def read(
    path: Path, target: str | None, *, needs_target: bool = True
) -> tuple[Floats | Named, Array | None]:
    """Samples, and the right answers: the column `target`, by name or number from 0, or y of .npz.

    Without `needs_target` a file without that column has features only.
    """
    if not path.is_file():
        raise FileNotFoundError(f"there is no file {path}.")
    if path.suffix == ".npz":
        with np.load(path) as held:
            if "X" not in held:
                raise ValueError(f"{path} must hold an array X; it has {', '.join(held)}.")
            return held["X"], held.get("y")
    if path.suffix == ".npy":
        names, cells = None, np.load(path)
        if cells.ndim != 2:
            raise ValueError(f"{path} must hold rows of features; its shape is {cells.shape}.")
    elif path.suffix == ".csv":
        names, cells = _csv(path)
    else:
        raise ValueError(f"cannot read {path.name!r}: the ending must be .csv, .npy or .npz.")
    at = None if target is None else _place(path, target, names, cells.shape[1])
    if target is not None and at is None and needs_target:
        have = f"columns 0 to {cells.shape[1] - 1}" if names is None else ", ".join(names)
        raise ValueError(f"{path} has no column {target!r}: it has {have}.")
    kept = [i for i in range(cells.shape[1]) if i != at]
    data = _numbers(path, cells, kept, names)
    X = data if names is None else Named(data, [names[i] for i in kept])
    return X, None if at is None else _answers(cells[:, at])


def _csv(path: Path) -> tuple[list[str] | None, Array]:
    """The names of the columns where the first line has them, and the cells as texts."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = [line for line in csv.reader(file) if line]
    names = lines.pop(0) if lines and not all(map(_is_number, lines[0])) else None
    if not lines:
        raise ValueError(f"{path} holds no sample.")
    width = len(lines[0] if names is None else names)
    for i, line in enumerate(lines):
        if len(line) != width:
            raise ValueError(f"sample {i} of {path} has {len(line)} columns, expected {width}.")
    return names, np.array(lines, dtype=object)


def _place(path: Path, target: str, names: list[str] | None, width: int) -> int | None:
    if names is not None and target in names:
        return names.index(target)
    number = int(target) if target.lstrip("-").isdigit() else width
    return number % width if -width <= number < width else None


def _numbers(path: Path, cells: Array, kept: list[int], names: list[str] | None) -> Floats:
    try:
        return cells[:, kept].astype(np.float64)
    except ValueError:
        row, column = next((r, c) for r in range(len(cells)) for c in kept
                           if not _is_number(cells[r, c]))  # fmt: skip
        named = column if names is None else repr(names[column])
        raise ValueError(
            f"sample {row} of {path} has {cells[row, column]!r} in column {named}, which is no "
            "number: leave the column out, or name it as --target."
        ) from None


def _answers(cells: Array) -> Array:
    """Whole numbers, numbers, or texts: the first that all of them are."""
    if cells.dtype != object:
        whole = cells.dtype.kind == "f" and bool((cells == np.rint(cells)).all())
        return cells.astype(np.int64) if whole else cells
    for kind in (np.int64, np.float64):
        try:
            return cells.astype(kind)
        except ValueError:
            continue
    return cells.astype(str)


def _is_number(text: Any) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
