"""`python -m mote train gestures -o gesture.hpp`: from labelled recordings to one header."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import numpy as np

from ..arrays import Array
from ..chip.boards import find
from ..convert import convert
from ..recordings.cut import Windows, windows
from ..recordings.folder import load_folder

_PARTS = 5  # of the groups, each held out once


def add(commands: Any) -> None:
    """Adds the command to argparse's."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "train",
        help="labelled recordings to one header, with what it gets right",
        description="Cuts the recordings in FOLDER/LABEL/ into windows, computes features as the "
        "chip will, tries a forest on groups that were held out, trains it on all, proves that the "
        "chip's pipeline gives the same labels from raw samples, and writes its header.",
    )
    parser.add_argument("folder", type=Path, help="what `python -m mote record` wrote")
    parser.add_argument("-o", "--out", type=Path, required=True, metavar="MODEL.hpp")
    parser.add_argument("--rows", type=int, default=100, help="of a window (100)")
    parser.add_argument("--hop", type=int, help="rows from a window to the next (half of them)")
    parser.add_argument("--rate", type=float, metavar="HZ", help="that the recordings must have")
    parser.add_argument("--features", choices=["motion", "statistics"],
                        help="default: motion of 3 channels of int16, else statistics")  # fmt: skip
    parser.add_argument("--trees", type=int, default=10, help="of the forest (10)")
    parser.add_argument("--leaves", type=int, default=16, help="of a tree, at most (16)")
    parser.add_argument("--seed", type=int, default=0, help="of the forest")
    parser.add_argument("--board", action="append", metavar="NAME",
                        help="say what it costs on this board; may be repeated")  # fmt: skip
    parser.set_defaults(run=_run)


def _run(given: argparse.Namespace) -> int:
    from ..features.windowed import Windowed

    for board in given.board or ():
        find(board)
    if given.out.suffix not in (".hpp", ".h", ".hh"):
        raise ValueError(f"--out {given.out} must be a C++ header, .hpp: it has the whole way.")
    found = load_folder(given.folder)
    hop = max(1, given.rows // 2) if given.hop is None else given.hop
    cut = windows(
        found.recordings,
        found.labels,
        rows=given.rows,
        hop=hop,
        rate=given.rate,
        groups=found.groups,
    )
    labels = np.unique(found.labels)
    if len(labels) < 2:
        raise ValueError(
            f"{given.folder} has recordings of {str(labels[0])!r} alone: a model tells labels "
            "apart, so record another."
        )
    seconds = "" if cut.rate is None else f" ({given.rows / cut.rate:g} s)"
    lost = f", {cut.skipped} left out over lost rows" if cut.skipped else ""
    groups = len(np.unique(cut.groups))
    print(
        f"{len(found)} recordings of {len(labels)} labels in {groups} groups: {len(cut)} windows "
        f"of {given.rows} rows{seconds}, one each {hop}{lost}"
    )
    pipeline = _pipeline(cut, given)
    _try(pipeline, cut, labels, groups)
    trained = Windowed(pipeline, rows=given.rows, hop=hop, rate=given.rate)
    trained.fit(found.recordings, found.labels)
    model = convert(trained)
    print(model.verify(cut.X, cut.y))
    print(f"{repr(model)[1:-1]}\nwrote {model.save(given.out)}")
    if given.board:
        model.report(cut.X, given.board).print()
    return 0


def _pipeline(cut: Windows, given: argparse.Namespace) -> Any:
    from sklearn.ensemble import RandomForestClassifier
    from sklearn.pipeline import make_pipeline

    from ..features.motion import Motion
    from ..features.statistics import Statistics

    kind = given.features
    if kind is None:
        kind = "motion" if cut.X.shape[2] == 3 and cut.X.dtype == np.int16 else "statistics"
    features = Motion() if kind == "motion" else Statistics()
    forest = RandomForestClassifier(
        given.trees, max_leaf_nodes=given.leaves, random_state=given.seed, n_jobs=1
    )
    return make_pipeline(features, forest)


def _try(pipeline: Any, cut: Windows, labels: Array, groups: int) -> None:
    """Prints what the model says of groups that it has not seen."""
    from sklearn.model_selection import GroupKFold, cross_val_predict

    if groups < 2:
        print("accuracy: unknown, as all recordings are of one group: record more")
        return
    parts = min(_PARTS, groups)
    said = cross_val_predict(pipeline, cut.X, cut.y, groups=cut.groups, cv=GroupKFold(parts))
    right = said == cut.y
    of_groups = [float(right[cut.groups == group].mean()) for group in np.unique(cut.groups)]
    print(
        f"accuracy on groups that were held out: {right.mean():.3f} (of a group "
        f"{min(of_groups):.3f} to {max(of_groups):.3f})"
    )
    print(_table(np.asarray(cut.y), said, labels))


def _table(truth: Array, said: Array, labels: Array) -> str:
    """How many windows of each label got which: rows are what was done."""
    width = max(len(label) for label in labels) + 2
    count = max(width, 6)
    lines = [" " * width + "".join(f"{label:>{count}}" for label in labels)]
    for true in labels:
        cells = [int(((truth == true) & (said == label)).sum()) for label in labels]
        lines.append(f"{true:<{width}}" + "".join(f"{cell:>{count}}" for cell in cells))
    return "\n".join(lines)
