"""What a program on a chip is measured with: rows or windows, as a file that it includes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..emit import line
from ..emit.literals import floating

MOST_ROWS = 200
MOST_BYTES = 32_000  # of samples: AVR reads them from the first 64 kB of flash
MOST_WINDOWS = 16  # that are run: a window takes up to a million cycles
BYTES = {"float": 4, "int8": 1, "int16": 2, "int32": 4, "uint8": 1, "uint16": 2}


def write(path: Path, rows: NDArray[Any] | None, model: line.Line) -> tuple[bool, str]:
    """Whether samples are in the file, or only how many to make; and which they are, in words."""
    if model.windows is None:
        return _rows(path, rows, model.features * BYTES[model.feature])
    shape = model.windows
    return _windows(path, rows, shape.rows * shape.channels * BYTES[shape.input], shape)


def _rows(path: Path, rows: NDArray[Any] | None, size: int) -> tuple[bool, str]:
    most = max(1, min(MOST_ROWS, MOST_BYTES // size))
    if rows is None or len(rows) == 0:
        made = min(64, most)
        path.write_text(str(made), encoding="utf-8")
        return False, f"{made} samples made up for the model"
    picked = rows[np.unique(np.linspace(0, len(rows) - 1, most).round().astype(int))]
    number: Callable[[Any], str] = floating if picked.dtype == np.float32 else _integer
    path.write_text(
        "".join("{{" + ", ".join(map(number, row)) + "}},\n" for row in picked), encoding="utf-8"
    )
    every = len(picked) == len(rows)
    return True, f"{len(picked)} {'' if every else f'of the {len(rows)} '}rows of X"


def _windows(
    path: Path, windows: NDArray[Any] | None, size: int, shape: line.Shape
) -> tuple[bool, str]:
    most = max(1, min(MOST_WINDOWS, MOST_BYTES // size))
    if windows is None or len(windows) == 0:
        random = np.random.default_rng(0)
        drawn = random.normal(0.0, 0.05, (min(8, most), shape.rows * shape.channels))
        if shape.input == "float":
            made = drawn.astype(np.float32)
        else:
            held = np.iinfo(shape.input)
            middle = (int(held.max) + int(held.min) + 1) // 2
            made = np.clip(middle + drawn * held.max, held.min, held.max).astype(shape.input)
        said = f"{len(made)} windows made up of noise"
    else:
        picked = np.unique(np.linspace(0, len(windows) - 1, most).round().astype(int))
        made = windows[picked].reshape(len(picked), -1)
        of = "" if len(picked) == len(windows) else f"of the {len(windows)} "
        said = f"{len(picked)} {of}windows of X"
    number: Callable[[Any], str] = floating if made.dtype == np.float32 else _integer
    path.write_text(
        "".join("{{" + ", ".join(map(number, row)) + "}},\n" for row in made), encoding="utf-8"
    )
    return True, said


def _integer(value: Any) -> str:
    return "-2147483647 - 1" if value == -(2**31) else str(int(value))
