"""What a promise of likelihoods rests on: sums a class, each within an error, and their softmax."""

from __future__ import annotations

from typing import Any

import numpy as np

from ...arrays import Bools, Floats
from ..base import Contract, Evidence, Excuse, Samples, ask
from .float32 import EXP, LOWEST, UNIT


def contract(
    estimator: Any,
    samples: Samples,
    sums: Floats,
    error: Floats,
    beyond: Bools,
    evidence: Evidence,
    *,
    rounds: Floats | float = 0.0,
) -> Contract:
    """Labels, probabilities and `evidence`, each within what float32 can do to it.

    `sums` are the estimator's, (rows, classes), -inf of a class that never is; `error` is how far
    the chip's may be from them; `rounds` is what the estimator itself does to a sum in float32.
    """
    prediction = ask(estimator, "predict", samples.given)
    probability = np.asarray(ask(estimator, "predict_proba", samples.given), np.float64)
    possible: Bools = np.asarray(np.isfinite(sums).any(axis=0))
    # p changes by a factor of at most e^(error of its sum + largest error), and so does 1 - p.
    change = changed(sums, error + error.max(axis=1, keepdims=True))
    rounding = EXP + (len(possible) + 4) * UNIT + rounds
    first = sums.argmax(axis=1)[:, None]
    best, reach = (np.take_along_axis(held, first, axis=1) for held in (sums, error))
    rivals = (best - sums <= error + reach) & possible
    return Contract(
        prediction,
        prediction,
        probability,
        np.minimum(change.max(axis=1) + rounding, 1.0),
        {
            "near a tie": Excuse(rivals.sum(axis=1) > 1),
            "beyond float32": Excuse(beyond, numbers=True),
        },
        evidence,
        ceiling=2.0,  # where a probability may be any, the log likelihoods are still held
    )


def of_each(sums: Floats, error: Floats) -> Evidence:
    """Where `mote::score` gives the sums."""
    possible: Bools = np.asarray(np.isfinite(sums).any(axis=0))
    return Evidence(np.where(possible, sums, LOWEST), np.where(possible, error, np.inf))


def changed(sums: Floats, error: Floats) -> Floats:
    """By how much probabilities may change where each, and what it lacks to 1, changes by a factor
    of at most e^error: in logarithms, since both may be far below the smallest double.
    """
    shares = sums - np.logaddexp.reduce(sums, axis=1, keepdims=True)
    lacking = np.stack(
        [np.logaddexp.reduce(np.delete(shares, k, 1), axis=1) for k in range(len(sums.T))], axis=1
    )
    with np.errstate(divide="ignore"):
        grown = np.where(error > 40.0, error, np.log(np.expm1(np.minimum(error, 40.0))))
    change = np.exp(np.minimum(np.minimum(shares, lacking) + grown, 0.0))
    return np.asarray(np.nan_to_num(change, nan=1.0))
