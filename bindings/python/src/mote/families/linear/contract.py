"""What a converted linear model is held to, and how far it may differ."""

from __future__ import annotations

from typing import Any

import numpy as np

from ...arrays import Bools, Floats
from ..base import Contract, Evidence, Excuse, Samples, ask
from ..shared.float32 import EXP, LARGEST, TINY, UNIT
from .stored import Stored

_DOUBLE = 2.0**-50  # what scikit-learn's own sums of doubles may be off by


def contract(s: Stored, estimator: Any, samples: Samples) -> Contract:
    """Labels, probabilities, sums and values, each within what the number format can do to it."""
    ir = s.ir
    prediction = ask(estimator, "predict", samples.given)
    error, reach = _error(s, samples)
    excused = {}
    if s.dtype == "float":
        beyond = np.asarray(~(reach < LARGEST).all(axis=1))
        beyond |= (np.abs(samples.raw) > LARGEST).any(axis=1)
        excused["beyond float32"] = Excuse(beyond, numbers=True)
    if ir.classes is None:
        value = np.ravel(prediction).astype(np.float64)
        numbers = value
        bound = error[:, 0] + UNIT * np.abs(value)
        ceiling: Floats | float = max(float(reach.max()) / 20, 1e-30)
        if ir.link == "exponential":
            bound = np.abs(value) * (np.expm1(np.minimum(error[:, 0], 700.0)) + EXP) + TINY
            ceiling = np.maximum(np.abs(value) / 20, 1e-30)
            excused["beyond float32"] = Excuse(beyond | ~(value < LARGEST / 2), numbers=True)
            numbers = np.where(
                value < LARGEST / 2, value, np.inf
            )  # as the chip's exponential has it
        return Contract(value, None, numbers[:, None], bound, excused, ceiling=ceiling)
    sums = _sums(s, estimator, samples)
    excused["near a tie"] = Excuse(_near_tie(sums, error))
    numbers, bound = sums, error.max(axis=1)
    if ir.has_probabilities:
        numbers = np.asarray(ask(estimator, "predict_proba", samples.given), np.float64)
        if ir.link == "clipped":
            changed = _clipped(sums, error, numbers)
        else:
            changed = _changed(numbers, error, ir.outputs)
        bound = np.minimum(changed + _rounding(s), 1.0)
        if ir.link == "one_vs_rest":  # scikit-learn loses digits of shares below 1e-300
            lost = sums.max(axis=1) < -700.0
            excused["below double"] = Excuse(lost, numbers=True)
    return Contract(
        prediction,
        prediction,
        numbers,
        bound,
        excused,
        Evidence(sums, error),
        ceiling=2.0 if ir.has_probabilities else np.inf,
    )


def _sums(s: Stored, estimator: Any, samples: Samples) -> Floats:
    """What the estimator adds up: its decision function, of naive Bayes joint log likelihoods."""
    if hasattr(estimator, "predict_joint_log_proba"):
        sums = np.asarray(ask(estimator, "predict_joint_log_proba", samples.given), np.float64)
    else:
        sums = np.asarray(ask(estimator, "decision_function", samples.given), np.float64)
    sums = sums[:, None] if sums.ndim == 1 else sums
    if sums.shape[1] < s.ir.outputs:  # a softmax of -d and d
        sums = np.concatenate([-sums, sums], axis=1)
    if s.ir.common is not None:
        row, start = s.ir.common
        sums = sums - (samples.raw @ row + start)[:, None]
    return sums


def _error(s: Stored, samples: Samples) -> tuple[Floats, Floats]:
    """How far each sum may be from the estimator's, and the size of what it adds up.

    With u half a step: sample, weight and product are rounded, and each of n sums, in any order, of
    at most all sizes (N. Higham, Accuracy and Stability, 3.1). Of integers a weight is off by half
    a unit, and a feature by what its own integer is off.
    """
    ir = s.ir
    size, start = np.abs(ir.weights).T, np.abs(ir.start)
    reach = np.abs(samples.raw) @ size + start
    own = _DOUBLE * (ir.n_features + 4) * reach
    if ir.common is not None:
        shared = np.abs(samples.raw) @ np.abs(ir.common[0]) + abs(ir.common[1])
        own = own + _DOUBLE * (ir.n_features + 4) * shared[:, None]
    if ir.slack is not None:
        own += (UNIT * ir.slack[:, 0] * (np.abs(samples.raw) + ir.slack[:, 1])) @ size
    if samples.off is not None:
        own += samples.off @ size
    if s.dtype == "float":
        return own + UNIT * (ir.n_features + 3) * reach + (ir.n_features + 1) * TINY, reach
    given = samples.features.astype(np.float64)
    off = np.abs(samples.raw - given)
    if s.scaling is not None:
        scale = s.scaling.scale.astype(np.float64)
        off = np.abs(s.scaling.real(samples.raw) - given) / scale
        size_of = np.abs(given / scale)
        own += _DOUBLE * (ir.n_features + 4) * (size_of @ size)
    units = (np.abs(given).sum(axis=1) + 1.0) / 2 * s.unit
    return own + off @ size + units[:, None], reach


def _near_tie(sums: Floats, error: Floats) -> Bools:
    """Rows whose label hangs on less than the error of the sums."""
    if sums.shape[1] == 1:
        return np.asarray(np.abs(sums[:, 0]) <= error[:, 0])
    first = sums.argmax(axis=1)[:, None]
    best, off = np.take_along_axis(sums, first, 1), np.take_along_axis(error, first, 1)
    return np.asarray((best - sums <= error + off).sum(axis=1) > 1)


def _changed(p: Floats, error: Floats, outputs: int) -> Floats:
    """By how much a probability may change where its odds do by a factor of at most e^d."""
    most = error.max(axis=1, keepdims=True)
    d = error if outputs == 1 else error + most
    grown = np.expm1(np.minimum(d, 700.0))
    return np.asarray((p * (1.0 - p) * grown).max(axis=1))


def _clipped(sums: Floats, error: Floats, p: Floats) -> Floats:
    """The same where shares are (1 + a sum, within -1 and 1) / 2."""
    if sums.shape[1] == 1:
        return np.asarray(error[:, 0] / 2)
    whole = (np.clip(sums, -1.0, 1.0) + 1.0).sum(axis=1)
    off = error.sum(axis=1)
    left = whole - off
    change = (error + p * off[:, None]).max(axis=1) / np.maximum(left, 1e-300)
    return np.asarray(np.where(left > 0.0, np.minimum(change, 1.0), 1.0))


def _rounding(s: Stored) -> float:
    """What the arithmetic of probabilities adds, of so many classes."""
    assert s.ir.classes is not None
    k = len(s.ir.classes)
    if s.dtype == "float":
        return 2.0 * EXP + (k + 4) * UNIT
    last = 2.0**-15
    if s.ir.link == "one_vs_rest":  # shares off by 5 of 2^15, of a sum of at least a half
        return (12 + 10 * k) * last
    if s.ir.link == "clipped":  # a logit of 1 is rounded to a unit
        return 2.0 * last + 2.0 * k * s.unit
    return (4 + 2 * k) * last
