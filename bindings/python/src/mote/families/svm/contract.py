"""What a converted support vector machine is held to, and how far its sums may be off.

Each sum of a chip is within a bound of the estimator's, which follows each rounding through the
kernel. A label is the estimator's but where a sum that its votes hang on may have the other sign:
of integers it is then what an exact computation with the chip's integers gives.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from ...arrays import Array, Bools, Floats
from ..base import Contract, Evidence, Excuse, Samples, ask, seen
from ..shared.float32 import EXP, LARGEST, TINY, UNIT
from . import stored as held
from .read import Ir
from .stored import Stored

_DOUBLE = 2.0**-52
_LSB = 2.6 * 2.0**-15  # of mote::exp2_q15, and of what a shift cuts off
_PIECE = 128  # rows at a time


@dataclass(frozen=True)
class _Sums:
    """Of each row and pair: the estimator's, and how far a chip's may be from them."""

    real: Floats
    error: Floats
    size: Floats  # of all that is added up
    beyond: Bools  # (rows,): a number on the way leaves float32


def contract(s: Stored, estimator: Any, samples: Samples) -> Contract:
    ir = s.ir
    s = held.quantize(ir, s.dtype, s.scaling)  # a promise hangs on no constant that was changed
    Z = np.asarray(seen(estimator, samples.given), np.float64)
    parts = [
        _sums(s, Z[at : at + _PIECE], samples, slice(at, at + _PIECE))
        for at in range(0, len(Z), _PIECE)
    ]
    sums = _Sums(*(np.concatenate(column) for column in zip(*(vars(p).values() for p in parts))))
    prediction = ask(estimator, "predict", samples.given)
    excused = {}
    if s.dtype == "float":
        excused["beyond float32"] = Excuse(sums.beyond, numbers=True)
    if ir.kind == "value":
        value = np.ravel(prediction).astype(np.float64)
        bound = sums.error[:, 0] + UNIT * np.abs(value)
        ceiling = np.maximum(sums.size[:, 0], 1e-30)
        numbers = np.where(sums.beyond, np.inf, value)[:, None]
        return Contract(value, None, numbers, bound, excused, ceiling=ceiling)
    scores, bound = _scores(ir, sums, estimator, samples)
    scores = np.where(sums.beyond[:, None], np.inf, scores)
    open_ = _may_differ(ir, sums)
    promised = prediction
    if s.dtype == "float":
        excused["near a tie"] = Excuse(open_)
    else:
        assert ir.classes is not None
        own = ir.classes[decided(ir, held.exact(s, samples.features))]
        promised = np.where(open_, own, prediction)
        excused["other votes of integers"] = Excuse(
            promised != prediction, cure="dtype='int16' or 'float'"
        )
    return Contract(
        prediction,
        promised,
        scores,
        bound.max(axis=1),
        excused,
        Evidence(scores, bound),
        ceiling=np.inf,
    )


def decided(ir: Ir, sums: Array) -> Array:
    """Places of classes, by the chip's own rule."""
    if ir.kind == "inlier":
        return np.asarray(sums[:, 0] > 0).astype(np.int64)
    if len(ir.counts) == 1:
        return np.asarray(sums[:, 0] >= 0).astype(np.int64)
    first = sums >= 0 if ir.surest else sums > 0
    votes, sure = _votes(ir, first), _sureness(ir, sums)
    if not ir.surest:
        return np.asarray(votes.argmax(axis=1))
    most = np.where(votes == votes.max(axis=1, keepdims=True), sure, -np.inf)
    return np.asarray(most.argmax(axis=1))


def _votes(ir: Ir, first: Bools) -> Array:
    """Of each class, where `first` says whose the vote of a pair is."""
    votes = np.zeros((len(first), len(ir.counts)), np.int64)
    for at, (i, j) in enumerate(ir.pairs):
        votes[:, i] += first[:, at]
        votes[:, j] += ~first[:, at]
    return votes


def _sureness(ir: Ir, sums: Array, sign: int = -1) -> Floats:
    """The sums for a class less those against it; with sign 1 all of them."""
    sure = np.zeros((len(sums), len(ir.counts)))
    for at, (i, j) in enumerate(ir.pairs):
        sure[:, i] += sums[:, at]
        sure[:, j] += sign * sums[:, at]
    return sure


def _may_differ(ir: Ir, sums: _Sums) -> Bools:
    """Rows whose label hangs on a sum that may have the other sign."""
    near = np.abs(sums.real) <= sums.error
    if len(ir.counts) == 1:
        return np.asarray(near[:, 0])
    certain = _votes(ir, (sums.real > 0) & ~near)
    for at, (_, j) in enumerate(ir.pairs):  # the second has no vote of an open pair for sure
        certain[:, j] -= near[:, at]
    open_ = _sureness(ir, near.astype(np.float64), 1)
    best = _votes(ir, sums.real > 0).argmax(axis=1)[:, None]
    if not ir.surest:
        place = np.arange(len(ir.counts))
        lead = np.take_along_axis(certain, best, 1) - (certain + open_)
        rivals = (lead < 0) | ((lead == 0) & (place < best))
        rivals[np.arange(len(best)), best[:, 0]] = False
        return np.asarray(rivals.any(axis=1))
    votes = _votes(ir, sums.real >= 0)
    sure, error = _sureness(ir, sums.real), _sureness(ir, sums.error, 1)
    most = np.where(votes == votes.max(axis=1, keepdims=True), sure, -np.inf)
    best = most.argmax(axis=1)[:, None]
    lead = np.take_along_axis(certain, best, 1) - (certain + open_)
    by = np.take_along_axis(sure, best, 1) - sure
    within = error + np.take_along_axis(error, best, 1) + 1e-9 * np.abs(sure)
    rivals = (lead < 0) | ((lead == 0) & (by <= within))
    rivals[np.arange(len(best)), best[:, 0]] = False
    return np.asarray(rivals.any(axis=1))


def _scores(ir: Ir, sums: _Sums, estimator: Any, samples: Samples) -> tuple[Floats, Floats]:
    """The estimator's decision function, and how far a chip's may be from it."""
    scores = np.asarray(ask(estimator, "decision_function", samples.given), np.float64)
    scores = scores.reshape(len(scores), -1)
    if not ir.of_classes:
        return scores, sums.error
    near = np.abs(sums.real) <= sums.error
    open_ = _sureness(ir, near.astype(np.float64), 1)
    error, size = _sureness(ir, sums.error, 1), np.abs(_sureness(ir, sums.real))
    slope = 1.0 / (3.0 * (np.maximum(size - error, 0.0) + 1.0) ** 2)
    moved = error * slope + (len(ir.counts) + 4) * UNIT * (1.0 + size * slope)
    return scores, open_ + np.minimum(moved, 1.0) + UNIT * len(ir.counts)


def _sums(s: Stored, Z: Floats, samples: Samples, rows: slice) -> _Sums:
    ir = s.ir
    with np.errstate(over="ignore", invalid="ignore"):
        if ir.weights is not None:
            sums = _of_weights(s, ir.weights, Z, samples, rows)
        elif s.dtype == "float":
            sums = _of_floats(s, Z, samples, rows)
        else:
            sums = _of_integers(s, Z, samples, rows)
    error = np.nan_to_num(sums.error, nan=np.inf)
    return _Sums(sums.real, error, sums.size, sums.beyond)


def _of_weights(s: Stored, weights: Floats, Z: Floats, samples: Samples, rows: slice) -> _Sums:
    """As sums of linear models: each sample, weight, product and sum is rounded."""
    ir, n = s.ir, s.ir.n_features
    raw, size = samples.raw[rows], np.abs(weights).T
    real, reach = raw @ weights.T + ir.start, np.abs(raw) @ size + np.abs(ir.start)
    # The estimator adds up kernels of all vectors.
    theirs = ir.summed(np.abs(Z) @ np.abs(ir.vectors).T, np.abs(ir.factors))
    own = _DOUBLE * (n + len(ir.vectors) + 8) * (reach + theirs)
    if ir.slack is not None:
        own += (UNIT * ir.slack[:, 0] * (np.abs(raw) + ir.slack[:, 1])) @ size
    if samples.off is not None:
        own += samples.off[rows] @ size
    beyond = ~(reach < LARGEST).all(axis=1) | (np.abs(raw) > LARGEST).any(axis=1)
    if s.dtype == "float":
        return _Sums(real, own + UNIT * (n + 3) * reach + (n + 1) * TINY, reach, beyond)
    given = samples.features[rows].astype(np.float64)
    off = np.abs(raw - given)
    if s.scaling is not None:
        scale = s.scaling.scale.astype(np.float64)
        off = np.abs(s.scaling.real(raw) - given) / scale
        own += _DOUBLE * (n + 4) * (np.abs(given / scale) @ size)
    units = (np.abs(given).sum(axis=1) + 1.0) / 2 * s.unit
    return _Sums(real, own + off @ size + units[:, None], reach, beyond)


def _of_floats(s: Stored, Z: Floats, samples: Samples, rows: slice) -> _Sums:
    ir, n = s.ir, s.ir.n_features
    raw = samples.raw[rows]
    wrong = UNIT * np.abs(raw) + TINY
    if ir.scale is not None:
        assert ir.offset is not None and ir.slack is not None
        x, moved = np.abs(raw), np.abs(raw - ir.offset)
        wrong = UNIT * np.abs(ir.scale) * (x + np.abs(ir.offset) + 3 * moved)
        wrong += UNIT * np.abs(ir.scale) * ir.slack[:, 0] * (x + ir.slack[:, 1])
    if samples.off is not None:
        wrong = wrong + samples.off[rows] * ir.stretch
    beyond = np.zeros(len(Z), bool)
    if ir.kernel == "rbf":
        square = _squares(Z, ir.vectors)
        apart = np.sqrt(square)
        off = np.linalg.norm(wrong, axis=1)[:, None]
        off = off + UNIT * (np.linalg.norm(ir.vectors, axis=1) + apart) + TINY
        change = ir.gamma * (2 * apart * off + off**2 + (n + 6) * UNIT * square)
        share = np.exp(-ir.gamma * square)
        error = share * (np.expm1(np.minimum(change, 700.0)) + EXP)
        error = np.minimum(error, 1.0) + 2.0**-126
    else:
        scaled = np.abs(ir.gamma * ir.vectors)
        sums = ir.gamma * (Z @ ir.vectors.T) + ir.coef0
        size = np.abs(Z) @ scaled.T + abs(ir.coef0)
        off = wrong @ scaled.T + UNIT * (n + 3) * size + (n + 1) * TINY
        beyond |= ~(size < LARGEST).all(axis=1)
        if ir.kernel == "poly":
            share = sums**ir.degree
            largest = np.abs(sums) + off
            with np.errstate(over="ignore"):
                error = largest**ir.degree - np.abs(share)
                error = error + (ir.degree + 1) * UNIT * largest**ir.degree + TINY
                beyond |= ~(largest**ir.degree < LARGEST).all(axis=1)
        else:
            share = np.tanh(sums)
            steepest = 1.0 - np.tanh(np.maximum(np.abs(sums) - off, 0.0)) ** 2
            error = np.minimum(off * steepest, 2.0) + 2 * EXP * np.abs(share) + TINY
    factors = np.abs(ir.factors)
    size = np.abs(share)
    # Sums go along the vectors of a class: the first is rounded in each of them.
    left = np.concatenate([np.arange(count, 0, -1) for count in ir.counts])
    added = left + 3.0 + len(ir.counts)
    whole = ir.summed(size + error, factors) + np.abs(ir.start)
    total = ir.summed(error + UNIT * added * (size + error), factors) + 3 * UNIT * whole
    # Exponents and powers of the estimator, and its sums of doubles.
    total += _DOUBLE * (len(ir.vectors) + 4 * n + 16) * whole
    if ir.kernel == "rbf":
        total += ir.summed(_DOUBLE * (n + 4) * share * (ir.gamma * square), factors)
    beyond |= ~(whole < LARGEST).all(axis=1) | (np.abs(raw) > LARGEST).any(axis=1)
    return _Sums(ir.summed(share) + ir.start, total, whole, beyond)


def _of_integers(s: Stored, Z: Floats, samples: Samples, rows: slice) -> _Sums:
    """A distance is off by what the integers of sample and vector are, a share by some 2^-15, and
    a factor by half a unit.
    """
    ir = s.ir
    off = np.linalg.norm(_off(s, samples.features[rows], samples.raw[rows]), axis=1)[:, None]
    if samples.off is not None:
        off = off + np.linalg.norm(samples.off[rows] * ir.stretch, axis=1)[:, None]
    off = off + np.linalg.norm(_off(s, s.vectors, ir.given), axis=1)
    square = _squares(Z, ir.vectors)
    apart = np.sqrt(square)
    share = np.exp(-ir.gamma * square)
    most = np.exp(-ir.gamma * np.maximum(apart - off, 0.0) ** 2)
    least = np.exp(-ir.gamma * (apart + off) ** 2)
    # The factor is rounded to some 14 bits.
    error = np.maximum(most - share, share - least) + share * (ir.gamma * square / 2 / s.factor)
    error += _LSB
    unit = s.factor_unit / 2
    factors = np.abs(ir.factors)
    total = ir.summed(error, factors + unit)
    total += ir.summed(share, np.full_like(factors, unit)) + 1.5 * s.unit
    size = ir.summed(share, factors) + np.abs(ir.start) + ir.summed(np.ones_like(share), factors)
    return _Sums(ir.summed(share) + ir.start, total, size, np.zeros(len(Z), bool))


def _off(s: Stored, integers: Array, raw: Floats) -> Floats:
    """How far integers are from what they stand for, as the estimator sees it."""
    real = integers.astype(np.float64)
    if s.scaling is not None:
        real = real / s.scaling.scale.astype(np.float64) + s.scaling.offset.astype(np.float64)
    return np.asarray(np.abs(real - raw) * s.ir.stretch)


def _squares(Z: Floats, vectors: Floats) -> Floats:
    """Of distances, (rows, vectors), without subtracting squares."""
    out = np.zeros((len(Z), len(vectors)))
    for f in range(Z.shape[1]):
        out += (Z[:, f, None] - vectors[:, f]) ** 2
    return out
