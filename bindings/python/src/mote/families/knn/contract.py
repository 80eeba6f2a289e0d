"""What neighbours on a chip are held to: distances on every row, and what follows from them.

Each distance of a chip is within a bound of the estimator's. The K nearest are the estimator's but
where the bounds of two distances overlap about the K-th place: such a row may have other
neighbours. Of integers the chip must then give what an exact search of its integers gives.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from ...arrays import Array, Bools, Floats
from ..base import Contract, Evidence, Excuse, Samples, ask, seen
from ..shared.float32 import UNIT as U
from . import outliers, search
from .read import Ir
from .rows import integers
from .stored import Stored

_DOUBLE = 2.0**-52
_LARGEST = 3.0e38
_PIECE = 128  # rows at a time


@dataclass(frozen=True)
class _Found:
    """Of each sample; `open`: neighbours that may be others are not all alike."""

    distances: Floats  # (rows, k)
    error: Floats  # (rows, k): how far these may be from a chip's
    answers: Floats  # (rows, k): of the neighbours
    open: Bools
    beyond: Bools  # no float32 holds a distance


def contract(stored: Stored, estimator: Any, samples: Samples) -> Contract:
    ir = stored.ir
    Z = np.asarray(seen(estimator, samples.given), np.float64)
    parts = [
        _found(stored, Z[at : at + _PIECE], _wrong(stored, samples, at))
        for at in range(0, len(Z), _PIECE)
    ]
    joined = _Found(*(np.concatenate(held) for held in zip(*(vars(p).values() for p in parts))))
    excused: dict[str, Excuse] = {
        "beyond float32": Excuse(joined.beyond, numbers=True),
    }
    if ir.metric == "cosine":
        excused["without an angle"] = Excuse(np.asarray(~Z.any(axis=1)), numbers=True)
    if ir.kind == "novelty":
        return Contract(
            joined.distances.mean(axis=1),
            None,
            joined.distances.mean(axis=1, keepdims=True),
            joined.error.max(axis=1) + (ir.k + 3) * U * joined.distances.max(axis=1),
            excused,
            ceiling=np.inf,
        )
    own = _own(stored, samples.features)
    if ir.kind == "outliers":
        return outliers.contract(
            stored, estimator, samples, joined.distances, joined.error, joined.answers,
            joined.open, own, excused,
        )  # fmt: skip
    if ir.kind == "centres":
        return _of_centres(stored, estimator, samples, joined, own, excused)
    if ir.kind == "regressor":
        return _of_values(stored, estimator, samples, joined, own, excused)
    return _of_classes(stored, estimator, samples, joined, own, excused)


def _of_classes(
    stored: Stored,
    estimator: Any,
    samples: Samples,
    found: _Found,
    own: tuple[Floats, Array] | None,
    excused: dict[str, Excuse],
) -> Contract:
    ir = stored.ir
    assert ir.classes is not None
    count = len(ir.classes)
    labels = found.answers.astype(np.int64)
    if ir.facts:  # condensed: what the rows that are left say
        numbers = search.votes(found.distances, labels, count, ir.by_distance)
    else:
        numbers = np.asarray(ask(estimator, "predict_proba", samples.given), np.float64)
    width = _widths(ir, found)
    change = np.zeros_like(numbers)
    np.add.at(change, (np.arange(len(labels))[:, None], labels), width)
    best = numbers.argmax(axis=1)
    reach = change + np.take_along_axis(change, best[:, None], axis=1)
    close = (numbers.max(axis=1, keepdims=True) - numbers <= reach) & (change > 0)
    close[np.arange(len(best)), best] = False
    may_differ = found.open | (close.any(axis=1) & ir.by_distance)
    bound = np.minimum(change.max(axis=1), 1.0) + (ir.k + 3) * U
    prediction = ask(estimator, "predict", samples.given)
    promised = np.asarray(ir.classes[best])
    if own is None:
        excused["near a tie"] = Excuse(may_differ, numbers=True)
    else:
        distances, places = own
        exact = search.votes(distances, ir.answers[places].astype(np.int64), count, ir.by_distance)
        numbers = np.where(may_differ[:, None], exact, numbers)
        least = (8 * ir.k + 8) * U if ir.by_distance else 2.0**-14
        bound = np.where(may_differ, least, bound + least)
        promised = np.where(may_differ, ir.classes[exact.argmax(axis=1)], promised)
        first = np.sort(exact, axis=1)[:, -2:]
        near = (first[:, -1] - first[:, 0] <= 2 * least) & (ir.by_distance and count > 1)
        excused["other neighbours of integers"] = Excuse(
            may_differ & ((promised != prediction) | near), cure="dtype='int16' or 'float'"
        )
    if ir.facts:
        excused["decided by rows left out"] = Excuse(promised != prediction)
    else:
        promised = np.where(may_differ, promised, prediction)
    evidence = Evidence(found.distances, found.error)
    return Contract(prediction, promised, numbers, bound, excused, evidence, ceiling=1.01)


def _of_centres(
    stored: Stored,
    estimator: Any,
    samples: Samples,
    found: _Found,
    own: tuple[Floats, Array] | None,
    excused: dict[str, Excuse],
) -> Contract:
    classes = stored.ir.classes
    assert classes is not None
    given: Any = samples.given.astype(np.float32) if stored.ir.single else samples.given
    prediction = ask(estimator, "predict", given)
    promised: Array = prediction
    if own is None:
        excused["near a tie"] = Excuse(found.open)
    else:
        promised = np.where(found.open, classes[own[1][:, 0]], prediction)
        excused["other neighbours of integers"] = Excuse(
            found.open & (promised != prediction), cure="dtype='int16' or 'float'"
        )
    bound = found.error[:, 0] + 4 * U * found.distances[:, 0]
    return Contract(prediction, promised, found.distances, bound, excused, ceiling=np.inf)


def _of_values(
    stored: Stored,
    estimator: Any,
    samples: Samples,
    found: _Found,
    own: tuple[Floats, Array] | None,
    excused: dict[str, Excuse],
) -> Contract:
    ir = stored.ir
    prediction = np.asarray(ask(estimator, "predict", samples.given), np.float64).reshape(-1)
    size = np.abs(found.answers).max(axis=1)
    apart = np.abs(found.answers - prediction[:, None])
    bound = (_widths(ir, found) * apart).sum(axis=1) + (2 * ir.k + 4) * U * size
    numbers = prediction
    if own is None:
        excused["near a tie"] = Excuse(found.open, numbers=True)
    else:
        distances, places = own
        exact = search.mean(distances, ir.answers[places], ir.by_distance)
        numbers = np.where(found.open, exact, prediction)
        size = np.maximum(size, np.abs(ir.answers[places]).max(axis=1))
        least = (8 * ir.k + 8) * U * size
        excused["other neighbours of integers"] = Excuse(
            found.open & (np.abs(exact - prediction) > bound + least),
            cure="dtype='int16' or 'float'",
        )
        bound = np.where(found.open, least, bound + least)
    return Contract(prediction, None, numbers[:, None], bound, excused, ceiling=np.inf)


def _found(stored: Stored, Z: Floats, wrong: Floats) -> _Found:
    """`wrong`: by how much each feature of Z and a row together may be off, (rows, features)."""
    ir, k = stored.ir, stored.ir.k
    distances = search.apart(Z, ir.rows, ir.metric)
    error = _error(stored, Z, distances, wrong)
    low, high = distances - error, distances + error
    places = search.nearest(distances, k)
    last = np.partition(high, k - 1, axis=1)[:, k - 1 : k]
    count = distances.shape[1]
    first = np.partition(low, k, axis=1)[:, k : k + 1] if k < count else np.full_like(last, np.inf)
    candidates = low <= last
    unsure = candidates & (high >= first)
    answers = np.broadcast_to(ir.answers, distances.shape)
    most = np.where(unsure, answers, -np.inf).max(axis=1)
    least = np.where(unsure, answers, np.inf).min(axis=1)
    largest = np.where(candidates, error, 0.0).max(axis=1, keepdims=True)
    squares = distances**2 if ir.metric == "euclidean" else distances
    return _Found(
        np.take_along_axis(distances, places, axis=1),
        np.repeat(largest, k, axis=1),
        ir.answers[places],
        unsure.any(axis=1) & (most != least) & (ir.kind != "novelty"),
        ~(squares.max(axis=1) < _LARGEST) | (np.abs(Z) > 1e18).any(axis=1),
    )


def _wrong(stored: Stored, samples: Samples, at: int) -> Floats:
    """Of each sample and feature, as the estimator sees them: what rounding does to it."""
    ir, rows = stored.ir, slice(at, at + _PIECE)
    raw = samples.raw[rows]
    if stored.dtype == "float":
        if ir.scale is None:
            wrong = U * np.abs(raw)
        else:
            assert ir.offset is not None and ir.slack is not None
            x, moved = np.abs(raw), np.abs(raw - ir.offset)
            wrong = U * np.abs(ir.scale) * (x + np.abs(ir.offset) + 3 * moved)
            wrong += U * np.abs(ir.scale) * ir.slack[:, 0] * (x + ir.slack[:, 1])
        if samples.off is not None:
            wrong = wrong + samples.off[rows] * ir.stretch
        return np.asarray(wrong)
    held = samples.features[rows].astype(np.float64)
    if stored.scaling is not None:
        scale = stored.scaling.scale.astype(np.float64)
        held = held / scale + stored.scaling.offset.astype(np.float64)
    return np.asarray(np.abs(held - raw) * ir.stretch)


def _wrong_rows(stored: Stored) -> Floats:
    """The same of the rows of the model."""
    ir = stored.ir
    if stored.dtype == "float":
        return np.asarray(U * np.abs(ir.rows))
    raw = ir.given
    held = integers(ir, stored.dtype, stored.scaling).astype(np.float64)
    if stored.scaling is not None:
        scale = stored.scaling.scale.astype(np.float64)
        held = held / scale + stored.scaling.offset.astype(np.float64)
    return np.asarray(np.abs(held - raw) * ir.stretch)


def _error(stored: Stored, Z: Floats, distances: Floats, wrong: Floats) -> Floats:
    """How far a chip's distance of each sample and row may be from the estimator's."""
    ir, n = stored.ir, stored.ir.n_features
    is_float = stored.dtype == "float"
    sums = (n / 2 + 4) * U if is_float else 4 * U  # of a chip's own sum and root, relative
    if ir.metric == "cosine":
        norm = np.maximum(np.linalg.norm(Z, axis=1, keepdims=True), 1e-300)
        off = np.linalg.norm(wrong, axis=1, keepdims=True) / norm + (n / 2 + 8) * U
        error = np.sqrt(2 * distances) * off + off**2 / 2 + distances * (2 * sums)
    else:
        rows = _wrong_rows(stored)
        order = {"euclidean": 2, "manhattan": 1, "chebyshev": np.inf}[ir.metric]
        off = np.linalg.norm(wrong, order, axis=1)[:, None] + np.linalg.norm(rows, order, axis=1)
        error = off + distances * {"euclidean": sums + U, "manhattan": 2 * sums}.get(
            ir.metric, 3 * U
        )
    # scikit-learn subtracts squares: x x - 2 x y + y y.
    squares = (Z**2).sum(axis=1)[:, None] + (ir.rows**2).sum(axis=1)
    step = 2 * U if ir.single else _DOUBLE
    theirs = 4 * (n + 2) * step * (squares if ir.metric == "euclidean" else distances)
    if ir.metric == "euclidean":
        with np.errstate(divide="ignore", invalid="ignore"):
            theirs = np.fmin(np.sqrt(theirs), theirs / distances)
    if ir.metric == "cosine":
        theirs = theirs + 4 * (n + 2) * _DOUBLE
    return np.asarray(error + theirs)


def _widths(ir: Ir, found: _Found) -> Floats:
    """By how much the share of each neighbour may change, where it counts by its distance."""
    if not ir.by_distance:
        return np.zeros_like(found.distances)
    d, e = found.distances, found.error
    with np.errstate(divide="ignore", invalid="ignore"):
        low = 1.0 / (d + e)
        high = np.where(d > e, 1.0 / (d - e), np.inf)
        share = search.weights(d, True)
        share = share / share.sum(axis=1, keepdims=True)
        others_high = high.sum(axis=1, keepdims=True) - np.where(np.isinf(high), 0.0, high)
        others_high = np.where(
            np.isinf(high) & (np.isinf(high).sum(axis=1, keepdims=True) == 1),
            np.where(np.isinf(high), 0.0, high).sum(axis=1, keepdims=True),
            others_high,
        )
        others_low = low.sum(axis=1, keepdims=True) - low
        least = np.where(np.isinf(others_high), 0.0, low / (low + others_high))
        most = np.where(np.isinf(high), 1.0, high / (high + others_low))
    return np.asarray(np.maximum(most - share, share - least).clip(0.0, 1.0))


def _own(stored: Stored, features: Array) -> tuple[Floats, Array] | None:
    """The neighbours among the chip's integers, exactly; None of float."""
    if stored.dtype == "float":
        return None
    ir = stored.ir
    rows = integers(ir, stored.dtype, stored.scaling).astype(np.int64)
    distances = np.empty((len(features), ir.k))
    places = np.empty((len(features), ir.k), np.int64)
    for i, x in enumerate(features.astype(np.int64)):
        apart = np.abs(x - rows)
        if ir.metric == "euclidean":
            whole = (apart * apart).sum(axis=1)
        else:
            whole = apart.sum(axis=1) if ir.metric == "manhattan" else apart.max(axis=1)
        places[i] = np.argsort(whole, kind="stable")[: ir.k]
        distances[i] = whole[places[i]]
    return (np.sqrt(distances) if ir.metric == "euclidean" else distances), places
