"""LocalOutlierFactor: how densely a sample lies among its neighbours, and they among theirs."""

from __future__ import annotations

from typing import Any

import numpy as np

from ...arrays import Array, Floats
from ...errors import UnsupportedError
from ..base import Contract, Excuse, Samples, ask
from ..shared.float32 import LARGEST, UNIT
from .stored import Stored


def radii(stored: Stored) -> Floats:
    """Of each row, in the units of a chip's distances."""
    assert stored.ir.local is not None
    return stored.ir.local.radii[stored.ir.answers.astype(np.int64)] / stored.step


def densities(stored: Stored) -> Floats:
    assert stored.ir.local is not None
    return stored.ir.local.densities[stored.ir.answers.astype(np.int64)] * stored.step


def check(stored: Stored) -> None:
    """Raises UnsupportedError where a chip cannot hold a density."""
    low, held = float(np.finfo(np.float32).tiny), densities(stored)
    if not ((held >= low) & (held <= LARGEST)).all():
        raise UnsupportedError(
            "the density of a row of this LocalOutlierFactor is beyond float32: scale the features "
            "before fit."
        )


def constants(stored: Stored) -> list[float]:
    """What follows the rows, their radii and densities."""
    local = stored.ir.local
    assert local is not None
    return [local.least / stored.step, local.limit]


def contract(
    stored: Stored,
    estimator: Any,
    samples: Samples,
    distances: Floats,
    error: Floats,
    answers: Floats,
    may_differ: Array,
    own: tuple[Floats, Array] | None,
    excused: dict[str, Excuse],
) -> Contract:
    """Labels and score_samples. `distances`, `error` and `answers` are of the neighbours; rows of
    which these `may_differ` are held to the neighbours among the chip's integers, `own`.
    """
    ir, k = stored.ir, stored.ir.k
    assert ir.local is not None
    prediction = ask(estimator, "predict", samples.given)
    score = np.asarray(ask(estimator, "score_samples", samples.given), np.float64)
    apart, dense = _factors(stored, distances, answers)
    bound = dense * (error[:, 0] + UNIT * distances[:, -1]) + (3 * k + 12) * UNIT * apart * dense
    promised = prediction
    if own is None:
        excused["near a tie"] = Excuse(may_differ, numbers=True)
    else:
        apart, dense = _factors(stored, own[0] * stored.step, ir.answers[own[1]])
        exact, least = -apart * dense, (3 * k + 12) * UNIT * apart * dense
        score = np.where(may_differ, exact, score)
        bound = np.where(may_differ, least, bound + least)
        label = np.where(exact >= ir.local.limit, 1, -1)
        promised = np.where(may_differ, label, prediction)
        excused["other neighbours of integers"] = Excuse(
            may_differ & (promised != prediction), cure="dtype='int16' or 'float'"
        )
    near = np.abs(score - ir.local.limit) <= bound + UNIT * abs(ir.local.limit)
    excused["near the limit"] = Excuse(near)
    excused["beyond float32"] = Excuse(
        excused["beyond float32"].rows | ~(np.abs(score) < LARGEST), numbers=True
    )
    return Contract(prediction, promised, score[:, None], bound, excused, ceiling=np.inf)


def _factors(stored: Stored, distances: Floats, answers: Floats) -> tuple[Floats, Floats]:
    """The mean distance that a sample is reached from, and the mean density of its neighbours."""
    local = stored.ir.local
    assert local is not None
    places = answers.astype(np.int64)
    reached = np.maximum(distances, local.radii[places])
    return reached.mean(axis=1) + local.least, local.densities[places].mean(axis=1)
