"""Recordings of files: .npy as the chip writes them, .csv, .wav."""

from __future__ import annotations

import csv
import wave
from dataclasses import replace
from pathlib import Path

import numpy as np

from ..arrays import Array
from .recording import Recording, from_array
from .table import from_columns

ENDINGS = (".csv", ".npy", ".wav")


def read(path: Path, time: str | None) -> Recording:
    """The recording of a file, by its ending."""
    if not path.is_file():
        raise FileNotFoundError(f"there is no file {path}.")
    ending = path.suffix.lower()
    if ending == ".npy":
        return from_array(np.load(path, allow_pickle=False), str(path))
    if ending == ".csv":
        return _csv(path, time)
    if ending == ".wav":
        return _wav(path)
    raise ValueError(f"cannot read {path.name!r}: the ending must be one of {', '.join(ENDINGS)}.")


def _csv(path: Path, time: str | None) -> Recording:
    """Columns by the names in the first line, or by none. Whole numbers are int16 where all of them
    fit, else int32; all others float32, as firmware would read them.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = [line for line in csv.reader(file) if line]
    named = bool(lines) and not all(map(_is_number, lines[0]))
    names = [name.strip() for name in lines.pop(0)] if named else []
    if not lines:
        raise ValueError(f"{path} holds no row.")
    width = len(names or lines[0])
    for i, line in enumerate(lines):
        if len(line) != width:
            raise ValueError(f"row {i} of {path} has {len(line)} columns, expected {width}.")
    if len(set(names)) != len(names):
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"{path} has two columns {twice!r}: give each a name of its own.")
    cells = np.array(lines)
    if not named:
        for row, column in np.argwhere(~np.vectorize(_is_number)(cells))[:1]:
            raise ValueError(
                f"row {row} of {path} has {str(cells[row, column])!r}, which is no number."
            )
        return from_array(_narrowed(cells.astype(np.float64)), str(path))
    columns = {name: _parsed(cells[:, i]) for i, name in enumerate(names)}
    recording = from_columns(columns, str(path), time)
    return replace(recording, values=_narrowed(recording.values))


def _parsed(cells: Array) -> Array:
    """Numbers where all cells are; texts where not."""
    try:
        return cells.astype(np.float64)
    except ValueError:
        return cells


def _narrowed(values: Array) -> Array:
    if (values == np.rint(values)).all():
        for kind in (np.int16, np.int32):
            if np.iinfo(kind).min <= values.min() and values.max() <= np.iinfo(kind).max:
                return values.astype(kind)
    return values.astype(np.float32)


def _wav(path: Path) -> Recording:
    """Samples of 8 and 16 bits as int8 and int16, of 24 and 32 as int32, in its upper bits."""
    try:
        with wave.open(str(path), "rb") as file:
            width, channels, rate = file.getsampwidth(), file.getnchannels(), file.getframerate()
            data = np.frombuffer(file.readframes(file.getnframes()), np.uint8)
    except (wave.Error, EOFError) as error:
        raise ValueError(f"{path} must be a .wav of PCM samples: {error}.") from None
    data = data[: len(data) // (width * channels) * width * channels]
    if width == 1:  # the only ones without a sign
        samples: Array = (data ^ 0x80).view(np.int8)
    elif width == 3:
        wide = np.zeros((len(data) // 3, 4), np.uint8)
        wide[:, 1:] = data.reshape(-1, 3)
        samples = wide.view("<i4").ravel()
    else:
        samples = data.view(f"<i{width}")
    native = samples.astype(samples.dtype.newbyteorder("="), copy=False).reshape(-1, channels)
    return replace(from_array(native, str(path)), rate=float(rate))


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
