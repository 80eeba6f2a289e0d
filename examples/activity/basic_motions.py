"""The recordings: BasicMotions, which the PyPI package aeon brings.

Four students wore a smart watch and stood, walked, ran and played badminton: 80 recordings of ten
seconds, ten rows a second, in the data set's own halves for training and test. A row has an
accelerometer (m/s^2, gravity already taken out by the watch) and a gyroscope (rad/s); what an
accelerometer says is used here, as a chip would read it: int16 counts of 8192 a g.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

RATE = 10.0  # rows a second
COUNTS = 8192 / 9.80665  # of 1 m/s^2: the range of 4 g of most accelerometers
AXES = ("x", "y", "z")


def recordings(part: str) -> tuple[list[NDArray[np.int16]], list[str]]:
    """Counts of shape (100, 3) and the activity of each; `part` is "TRAIN" or "TEST"."""
    found, labels = [], []
    for line in _lines(_folder() / f"BasicMotions_{part}.ts"):
        *channels, label = line.split(":")
        metres = np.array([channel.split(",") for channel in channels[:3]], float).T
        found.append(np.clip(np.rint(metres * COUNTS), -32768, 32767).astype(np.int16))
        labels.append(label.lower())
    return found, labels


def _folder() -> Path:
    """Where aeon keeps it; the package itself is not imported, which would want much beside it."""
    spec = importlib.util.find_spec("aeon")
    if spec is None or spec.origin is None:
        raise SystemExit("the recordings are missing: pip install --no-deps aeon")
    return Path(spec.origin).parent / "datasets" / "data" / "BasicMotions"


def _lines(path: Path) -> list[str]:
    """What follows @data."""
    text = path.read_text(encoding="utf-8").strip().splitlines()
    start = next(i for i, line in enumerate(text) if line.strip().lower() == "@data")
    return text[start + 1 :]
