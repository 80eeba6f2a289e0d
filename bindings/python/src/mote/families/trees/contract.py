"""What a converted ensemble is held to: the estimator's answers, and how far it may differ."""

from __future__ import annotations

from typing import Any

import numpy as np

from ...arrays import Array, Bools, Floats
from ..base import Contract, Excuse, Samples, ask, seen
from .layout import thresholds
from .stored import Stored

_SUMS_OF_DOUBLES = 1e-12  # what scikit-learn's own sums may be off by


def contract(s: Stored, estimator: Any, samples: Samples) -> Contract:
    """The estimator's label and numbers; with hard leaves what most of its trees vote for."""
    prediction = ask(estimator, "predict", samples.given)
    promised: Array | None = prediction if s.has_labels else None
    numbers = _numbers(s, estimator, samples.given)
    if s.leaves.format == "hard":
        votes = _hard_votes(s, estimator, samples.given)
        assert s.ensemble.classes is not None
        promised, numbers = s.ensemble.classes[votes.argmax(axis=1)], votes / s.n_trees
        tie = np.asarray(prediction != promised)
    else:
        tie = _near_tie(s, estimator, samples.given)
    return Contract(
        prediction,
        promised,
        numbers,
        _bound(s, prediction),
        {
            "near a threshold": Excuse(_near_threshold(s, samples), numbers=True),
            "near a tie": Excuse(tie),
            "moved by float32": Excuse(
                _moved(s, estimator, samples),
                numbers=True,
                cure="fit on X.astype(np.float32), as chips measure, and none is moved",
            ),
        },
        ceiling=_ceiling(s, prediction),
    )


def _numbers(s: Stored, estimator: Any, X: Floats) -> Floats:
    """What the estimator's answer rests on: probabilities, anomaly scores or values."""
    if s.ensemble.is_classifier:
        return np.asarray(ask(estimator, "predict_proba", X), np.float64)
    method = "score_samples" if s.ensemble.link == "isolation" else "predict"
    return np.asarray(ask(estimator, method, X), np.float64)[:, None]


def _hard_votes(s: Stored, estimator: Any, X: Floats) -> Floats:
    """Votes a class when each tree of the estimator votes for the best class of its leaf."""
    assert s.ensemble.classes is not None
    votes = np.zeros((len(X), len(s.ensemble.classes)))
    rows = seen(estimator, X).astype(np.float32)
    for member in getattr(estimator, "estimators_", [estimator]):
        leaf = member.tree_.apply(rows)
        best = member.tree_.value[leaf, 0, :].argmax(axis=1)
        votes[np.arange(len(X)), best] += 1
    return votes


def _bound(s: Stored, prediction: Array) -> Floats:
    """Per row: how far a number may be from the estimator's."""
    e, error = s.ensemble, s.leaves.error
    if e.link == "exponential":
        return np.asarray(np.abs(prediction) * (1e-5 + np.expm1(error)))
    if e.link == "identity":
        return np.asarray(error + 1e-5 * np.abs(prediction))
    rounding = 1e-6 if s.float_probability else 2.0**-14
    if e.link == "isolation":
        bound = error * np.log(2.0) + rounding  # the slope of 2^-x is at most ln 2
    elif e.link == "votes":
        bound = error + rounding
    else:  # the slope of softmax is at most 1/2; each class brings the error of its exponential
        assert e.classes is not None
        bound = error / 2 + rounding * (2 + 2 * len(e.classes))
    return np.full(len(prediction), bound)


def _ceiling(s: Stored, prediction: Array) -> Floats | float:
    """What a bound must be below: 1 of a probability or score, a twentieth of a value."""
    if s.has_labels:
        return 1.0
    if s.ensemble.link == "exponential":
        return np.asarray(np.abs(prediction) / 20)
    held = [np.abs(tree.value[tree.left < 0]).max() for tree in s.ensemble.trees]
    start = float(np.abs(s.ensemble.base).max())
    return max(1e-5, (start + float(np.sum(held))) * s.ensemble.scale / 20)


def _sums(s: Stored, estimator: Any, X: Floats) -> Floats:
    """What the trees add up to, before it is a probability."""
    if not s.ensemble.raw_sums:
        return np.asarray(ask(estimator, "decision_function", X), np.float64)
    model = getattr(estimator, "model", estimator)
    sums = ask(model, "predict", seen(estimator, X), **s.ensemble.raw_sums)
    return np.asarray(sums, np.float64)


def _near_tie(s: Stored, estimator: Any, X: Floats) -> Bools:
    """Rows whose label hangs on less than the error of the leaves."""
    e = s.ensemble
    exact = s.leaves.format == "exact" and s.clusters is None
    if not s.has_labels or exact:
        return np.zeros(len(X), bool)
    if e.link == "isolation":
        if all(len(tree.left) == 1 for tree in e.trees):
            return np.zeros(len(X), bool)
        decision = ask(estimator, "decision_function", X)
        gap = np.where(decision == 0.0, np.inf, np.abs(decision)) / np.log(2.0)
    elif e.link == "logistic":
        gap = np.abs(_sums(s, estimator, X)) * e.scale
    else:
        sums = _sums(s, estimator, X) if s.adds_values else ask(estimator, "predict_proba", X)
        if sums.shape[1] == 1:
            return np.zeros(len(X), bool)
        best = np.sort(sums, axis=1)[:, -2:]
        gap = (best[:, 1] - best[:, 0]) / 2 * (e.scale if s.adds_values else 1.0)
    return np.asarray(gap <= s.leaves.error + _SUMS_OF_DOUBLES)


def _moved(s: Stored, estimator: Any, samples: Samples) -> Bools:
    """Rows that the estimator answers otherwise when its input is rounded to float32."""
    same = np.array_equal(samples.seen, samples.raw, equal_nan=True)
    exact = s.ensemble.compares_float32 or same
    if samples.off is not None:  # which has the rounding of the sample in it
        return np.zeros(len(samples.raw), bool)
    if exact or s.scaling is not None:  # scaled, what counts is on which side the integer is
        return np.zeros(len(samples.raw), bool)
    numbers = _numbers(s, estimator, samples.given)
    rounded = samples.rounded
    if rounded is None:
        rounded = samples.given.astype(np.float32).astype(np.float64)
    change = np.abs(numbers - _numbers(s, estimator, rounded))
    return np.asarray((change > 1e-9 * np.abs(numbers)).any(axis=1))


def _near_threshold(s: Stored, samples: Samples) -> Bools:
    """Rows that lie on the other side of a threshold after scaling, somewhere on their path."""
    inputs = samples.seen if s.ensemble.compares_float32 else samples.raw
    near = np.zeros(len(inputs), bool)
    if samples.off is not None:
        if s.sides is None:
            return _within(s, samples.raw, samples.off)
        return _within(s, s.sides.rows(samples.raw), samples.off[:, s.sides.source])
    if s.scaling is None:
        return near
    units = s.scaling.real(samples.seen)
    quantized = samples.features.astype(np.float64)
    for tree, held in zip(s.ensemble.trees, thresholds(s.ensemble, s.dtype, s.scaling)):
        limit = np.asarray(held, np.float64)
        node = np.zeros(len(inputs), np.int64)
        rows = np.arange(len(inputs))
        while len(rows):
            rows = rows[tree.left[node[rows]] >= 0]
            at = node[rows]
            f = tree.feature[at]
            left = inputs[rows, f] <= tree.threshold[at]
            moved = left != (quantized[rows, f] <= limit[at])
            close = np.abs(units[rows, f] - (limit[at] + 0.5)) <= 1.01
            near[rows[moved & close]] = True
            node[rows] = np.where(left, tree.left[at], tree.right[at])
    return near


def _within(s: Stored, inputs: Floats, off: Floats) -> Bools:
    """Rows that come as near to a threshold, somewhere on their path, as they may be off."""
    near = np.zeros(len(inputs), bool)
    for tree in s.ensemble.trees:
        node = np.zeros(len(inputs), np.int64)
        rows = np.arange(len(inputs))
        while len(rows := rows[tree.left[node[rows]] >= 0]):
            at = node[rows]
            f = tree.feature[at]
            x, limit = inputs[rows, f], tree.threshold[at]
            near[rows[(np.abs(x - limit) <= off[rows, f]) & (off[rows, f] > 0)]] = True
            node[rows] = np.where(x <= limit, tree.left[at], tree.right[at])
    return near
