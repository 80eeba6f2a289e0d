"""Refuses integer features for an ensemble whose splits cannot have come from such integers."""

from __future__ import annotations

import numpy as np

from ...arrays import Bools, Floats, Ints
from ...errors import UnsupportedError
from ...scaling import INTEGER_RANGE
from .ensemble import Ensemble, Tree

_CURE = (
    "Pass calibrate=X_train with dtype='int16' or 'int8' to have mote scale the features, or use "
    "dtype='float'."
)


def check(ensemble: Ensemble, dtype: str, source: Ints | None = None) -> None:
    """Raises UnsupportedError where the features were real, or exceed the type; `source` has the
    place in a sample of each column. A threshold of infinity asks whether a number is missing.

    Between integers a threshold is half an integer or a whole one, unless it was drawn at random;
    then still no path separates the same two neighbours twice; nor do two borders of one grid.
    """
    splits = [
        np.flatnonzero((tree.left >= 0) & np.isfinite(tree.threshold)) for tree in ensemble.trees
    ]
    if not sum(map(len, splits)):
        return
    feature = np.concatenate([t.feature[at] for t, at in zip(ensemble.trees, splits)])
    feature = feature if source is None else source[feature]
    threshold = np.concatenate([t.threshold[at] for t, at in zip(ensemble.trees, splits)])
    categories = np.isin(feature, sorted(ensemble.categorical))  # whole, whatever is asked twice
    if ensemble.one_grid:  # whose paths may have decided a split
        lost = _crowded(feature, threshold)
        what = "splits have the same two integers on their sides as another of their feature"
    elif ensemble.random_thresholds:
        lost = np.concatenate([_decided(t)[at] for t, at in zip(ensemble.trees, splits)])
        what = "splits have the same two integers on their sides as a split above them"
    else:
        lost = 2.0 * threshold != np.rint(2.0 * threshold)
        what = "thresholds are no middle of two integers"
    lost &= ~categories
    if lost.any():
        at = int(np.argmax(lost))
        raise UnsupportedError(
            f"dtype={dtype!r} expects an estimator that was fitted on integers, and this one was "
            f"fitted on real numbers: {int(lost.sum())} of its {len(lost)} {what}, the first "
            f"{threshold[at]:.6g} of feature {feature[at]}. {_CURE} If the chip is to have these "
            "integers, fit on them: np.rint(X)."
        )
    _check_range(feature, threshold, dtype)


def _check_range(feature: Ints, threshold: Floats, dtype: str) -> None:
    outside = _outside(threshold, dtype)
    if not outside.any():
        return
    lowest, highest = INTEGER_RANGE[dtype]
    at = int(np.argmax(np.where(outside, np.abs(threshold), -1.0)))
    wider = [t for t in INTEGER_RANGE if not _outside(threshold, t).any()]
    cure = f"Use dtype={wider[0]!r}, or calibrate=X_train." if wider else _CURE
    raise UnsupportedError(
        f"dtype={dtype!r} expects features from {lowest} to {highest}, and {int(outside.sum())} of "
        f"{len(outside)} thresholds are outside, so that these splits would be lost: the farthest "
        f"is {threshold[at]:.10g} of feature {feature[at]}. {cure}"
    )


def _outside(threshold: Floats, dtype: str) -> Bools:
    """Thresholds that no two integers of the type lie on both sides of."""
    lowest, highest = INTEGER_RANGE[dtype]
    return np.asarray((np.floor(threshold) < lowest) | (np.floor(threshold) >= highest))


def _crowded(feature: Ints, threshold: Floats) -> Bools:
    """Splits of which a feature has another between the same two integers."""
    borders = np.unique(np.stack([feature.astype(np.float64), threshold]), axis=1)
    places, counts = np.unique(np.floor(borders), axis=1, return_counts=True)
    crowded = {tuple(place) for place in places[:, counts > 1].T.tolist()}
    asked = zip(feature.tolist(), np.floor(threshold).tolist())
    return np.array([place in crowded for place in asked], bool)


def _decided(tree: Tree) -> Bools:
    """Per node: whether its path has decided its split for every integer."""
    out = np.zeros(len(tree.left), bool)
    stack: list[tuple[int, dict[int, tuple[float, float]]]] = [(0, {})]
    while stack:
        node, bounds = stack.pop()
        if tree.left[node] < 0:
            continue
        f, t = int(tree.feature[node]), float(np.floor(tree.threshold[node]))
        low, high = bounds.get(f, (-np.inf, np.inf))
        out[node] = t >= high or t < low
        stack.append((int(tree.left[node]), {**bounds, f: (low, min(high, t))}))
        stack.append((int(tree.right[node]), {**bounds, f: (max(low, t + 1.0), high)}))
    return out
