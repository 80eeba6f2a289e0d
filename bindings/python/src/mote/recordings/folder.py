"""The labelled recordings of a folder, as `python -m mote record` writes them."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ..arrays import Array
from .files import ENDINGS


@dataclass(frozen=True, eq=False)
class Folder:
    """Paths of recordings, and of each its label and its group."""

    recordings: list[Path]
    labels: Array
    groups: Array

    def __len__(self) -> int:
        return len(self.recordings)


def load_folder(folder: str | os.PathLike[str]) -> Folder:
    """The recordings in `folder/<label>/`: .npy, .csv and .wav files.

    Files of one name in several labels are a group: swipe/anna.csv and shake/anna.csv are the same
    person's, whom GroupKFold then keeps together. A name that is a number (001.npy) says nothing of
    that, and such a recording is a group of its own.
    """
    root = Path(folder)
    if not root.is_dir():
        raise FileNotFoundError(f"there is no folder {root}.")
    found = sorted(
        path
        for path in root.glob("*/*")
        if path.suffix.lower() in ENDINGS and not path.name.startswith(".")
    )
    if not found:
        raise ValueError(
            f"{root} holds no recording: expected {root}/<label>/<name>.npy, .csv or .wav, as "
            "`python -m mote record` writes them."
        )
    labels = [path.parent.name for path in found]
    groups = [
        f"{path.parent.name}/{path.stem}" if path.stem.isdigit() else path.stem for path in found
    ]
    return Folder(found, np.array(labels), np.array(groups))
