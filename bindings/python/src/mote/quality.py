"""How good a model is where the right answers are known: accuracy of labels, R2 of values."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from .arrays import Array

MOST_SHOWN = 6  # classes in a message


def answers(y: ArrayLike, rows: int, classes: Array | None) -> Array:
    """The right answers as an array, or a ValueError that says what y should have been.

    `classes` are a classifier's; None: the answers are values.
    """
    truth = np.asarray(y)
    if truth.shape != (rows,):
        raise ValueError(
            f"y must have shape {(rows,)}, one answer for each row of X; got {truth.shape}."
        )
    if classes is None:
        return _values(truth)
    if rows and not known(truth, classes).any():
        numbered = truth.dtype.kind in "iu" and truth.min() >= 0 and truth.max() < len(classes)
        raise ValueError(
            f"y must hold classes as the estimator was fitted on them: expected {_listed(classes)},"
            f" and none of y is one of these; got {_listed(_unique(truth))}. "
            + ("Pass model.classes_[y]." if numbered else "Pass y as it was passed to fit.")
        )
    return truth


def known(truth: Array, classes: Array) -> Array:
    """Which answers are a class of the model, as `==` sees it."""
    held = set(classes.tolist())
    return np.array([value in held for value in truth.tolist()], bool)


def accuracy(truth: Array, predicted: Array) -> float:
    """The share of right labels."""
    return float((truth == predicted).mean())


def r2(truth: Array, predicted: Array) -> float:
    """1 where every value is right, 0 where the mean of all would be as good; as scikit-learn's."""
    off = float(((truth - predicted) ** 2).sum())
    spread = float(((truth - truth.mean()) ** 2).sum())
    return 1.0 - off / spread if spread else float(off == 0.0)


def _values(truth: Array) -> Array:
    try:
        values = truth.astype(np.float64)
    except (TypeError, ValueError) as error:
        raise ValueError(f"y must hold numbers, the values of a regression: {error}.") from None
    if not np.isfinite(values).all():
        at = int(np.flatnonzero(~np.isfinite(values))[0])
        raise ValueError(f"y holds {values[at]} in row {at}: leave that row out.")
    return values


def _unique(values: Array) -> Array:
    return np.array(list(dict.fromkeys(values.tolist())), object)


def _listed(values: Array) -> str:
    shown = ", ".join(repr(value) for value in values.tolist()[:MOST_SHOWN])
    return shown if len(values) <= MOST_SHOWN else f"{shown} and {len(values) - MOST_SHOWN} more"
