"""Neighbours in doubles, with the ties of mote."""

from __future__ import annotations

import numpy as np

from ...arrays import Array, Floats, Ints

_CDIST = {
    "euclidean": "euclidean", "manhattan": "cityblock", "chebyshev": "chebyshev",
    "cosine": "euclidean",
}  # fmt: skip


def apart(X: Floats, rows: Floats, metric: str) -> Floats:
    """How far each of X is from each row."""
    from scipy.spatial.distance import cdist  # comes with scikit-learn

    if metric == "cosine":
        X, rows = unit(X), unit(rows)
    held: Floats = cdist(X, rows, _CDIST[metric])
    return held * held / 2 if metric == "cosine" else held


def unit(X: Floats) -> Floats:
    """Rows of norm 1; of zeros, zeros."""
    norm = np.linalg.norm(X, axis=1, keepdims=True)
    return np.asarray(X / np.where(norm > 0, norm, 1.0))


def nearest(distances: Floats, k: int) -> Ints:
    """The places of the k smallest of each line, the first of equal ones first."""
    return np.asarray(np.argsort(distances, axis=1, kind="stable")[:, :k])


def weights(distances: Floats, by_distance: bool) -> Floats:
    """What each neighbour counts."""
    if not by_distance:
        return np.ones_like(distances)
    first = distances[:, :1]
    with np.errstate(divide="ignore", invalid="ignore"):
        shares = np.where(first > 0, first / distances, distances == 0)
    return np.asarray(shares, np.float64)


def votes(distances: Floats, labels: Array, classes: int, by_distance: bool) -> Floats:
    """The share of each class."""
    counted = weights(distances, by_distance)
    out = np.zeros((len(distances), classes))
    np.add.at(out, (np.arange(len(out))[:, None], labels), counted)
    return np.asarray(out / out.sum(axis=1, keepdims=True))


def mean(distances: Floats, values: Floats, by_distance: bool) -> Floats:
    counted = weights(distances, by_distance)
    return np.asarray((counted * values).sum(axis=1) / counted.sum(axis=1))
