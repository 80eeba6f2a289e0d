"""What stands before the trees, as a part of their thresholds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from ...arrays import Floats, Ints
from ...errors import UnsupportedError
from ...pipeline.columns import Column, last_left
from .ensemble import Ensemble


def behind(ensemble: Ensemble, columns: Sequence[Column]) -> tuple[Ensemble, Ints]:
    """The ensemble of the columns that the user gives: x <= t where scikit-learn's scaled x is at
    or below its threshold, for every double x. Columns without a split are left out.
    """
    feature = np.concatenate([tree.feature[tree.left >= 0] for tree in ensemble.trees])
    threshold = np.concatenate([tree.threshold[tree.left >= 0] for tree in ensemble.trees])
    source = np.array([column.source for column in columns], np.int64)
    used = np.unique(source[feature])
    if len(used) == 0:
        used = source[:1]  # trees without a split take a sample as well
    order = np.argsort(feature, kind="stable")
    folded = np.empty(len(threshold))
    folded[order] = last_left(
        [columns[i] for i in feature[order]], threshold[order], ensemble.compares_float32
    )
    marks = None if ensemble.marks is None else _marks(ensemble.marks, columns, used)
    trees, at = [], 0
    for tree in ensemble.trees:
        split = tree.left >= 0
        limit, place = tree.threshold.copy(), np.zeros_like(tree.feature)
        limit[split] = folded[at : at + split.sum()]
        place[split] = np.searchsorted(used, source[tree.feature[split]])
        at += int(split.sum())
        trees.append(replace(tree, threshold=limit, feature=place))
    # A threshold is no middle any more, and what it was compared with is part of it.
    return (
        replace(
            ensemble,
            trees=trees,
            n_features=len(used),
            compares_float32=False,
            random_thresholds=True,
            marks=marks,
            categorical=frozenset(
                int(np.searchsorted(used, source[f]))
                for f in _unscaled(ensemble.categorical, columns, "categories")
                if source[f] in used
            ),
        ),
        used,
    )


def _unscaled(features: Iterable[int], columns: Sequence[Column], what: str) -> Iterable[int]:
    """The same, or an UnsupportedError where a scaler stands before one of them."""
    for f in features:
        if columns[f].maps:
            raise UnsupportedError(
                f"column {columns[f].source} has {what} behind a scaler, which moves the numbers "
                "that are looked for: leave it out of the scaler (ColumnTransformer with "
                "remainder='passthrough')."
            )
        yield f


def _marks(marks: Floats, columns: Sequence[Column], used: Ints) -> Floats:
    """What is missing beside NaN in each of the user's columns."""
    out = np.full(len(used), np.nan)
    marked = np.flatnonzero(~np.isnan(marks)).tolist()
    for f in _unscaled(marked, columns, "a number that is missing"):
        out[used == columns[f].source] = marks[f]
    return out
