"""Gaussian naive Bayes: a mean and a precision for every feature of every class, in float."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..arrays import Array, Floats, Ints
from ..emit import file
from ..emit.literals import floating, rows
from ..errors import UnsupportedError
from ..pipeline.columns import Column
from ..scaling import Scaling
from .base import (
    Abi,
    Body,
    Contract,
    Cure,
    Facts,
    File,
    Option,
    Output,
    Samples,
    ask,
)
from .shared import likelihoods
from .shared.curves import between, size_of_logs
from .shared.float32 import LARGEST, LOWEST, TINY, UNIT
from .shared.lines import lines_of


@dataclass(frozen=True)
class Ir:
    """The estimator in doubles: a row a class."""

    classes: Array
    mean: Floats
    precision: Floats  # 0.5 / variance
    start: Floats  # (classes,): the logarithm of the likelihood at the means, and of the prior
    # What scikit-learn's own scaler of float32 may be off by, (roundings, reach) a feature: each
    # rounding is half a step of |x| + reach.
    slack: Floats | None = None
    # The size of the sum that scikit-learn rounds for the start, where it was fitted on float32 and
    # computes in it: then its answers are as far from exact arithmetic as the chip's.
    rough: float | None = None

    @property
    def n_features(self) -> int:
        return int(self.mean.shape[1])


@dataclass(frozen=True)
class Stored:
    """The same as the chip holds it."""

    ir: Ir
    mean: NDArray[np.float32]
    precision: NDArray[np.float32]
    start: NDArray[np.float32]


class NaiveBayes:
    """scikit-learn's GaussianNB."""

    name = "naive_bayes"
    estimators = ("sklearn.naive_bayes.GaussianNB",)
    converts = "GaussianNB"
    options: Mapping[str, Option] = {}
    dtypes: Mapping[str, str] = dict.fromkeys(
        ("int8", "int16", "int32"),
        "its likelihoods are squares of distances over variances, which span far more than an "
        "integer holds. Use dtype='float'.",
    )

    def read(self, estimator: Any) -> Ir:
        variance = np.asarray(estimator.var_, np.float64)
        flat = np.argwhere(~(variance > 0.0))
        if len(flat):
            k, feature = flat[0]
            raise UnsupportedError(
                f"feature {feature} of class {estimator.classes_[k]!s} has the variance "
                f"{variance[k, feature]:g}, so that no density can be told: fit with a larger "
                "var_smoothing, or leave the feature out."
            )
        prior = np.asarray(estimator.class_prior_, np.float64)
        if not (prior >= 0.0).all():
            k = int(np.flatnonzero(~(prior >= 0.0))[0])
            raise UnsupportedError(
                f"class {estimator.classes_[k]!s} has the prior {prior[k]:g}, and a probability is "
                "not negative: fit without negative sample weights."
            )
        start = np.where(prior > 0.0, np.log(prior), -np.inf)
        return Ir(
            estimator.classes_,
            np.asarray(estimator.theta_, np.float64),
            0.5 / variance,
            start - 0.5 * np.log(2.0 * np.pi * variance).sum(axis=1),
            rough=_rough(estimator),
        )

    def behind(self, ir: Ir, columns: Sequence[Column]) -> tuple[Ir, Ints]:
        """Of z = a x + b a squared distance over a variance is one of x, with mean (mean - b) / a
        and precision a^2 precision; the start is the estimator's, so that the sums are as well.
        """
        lines = lines_of(columns, "GaussianNB")
        mean, precision = (ir.mean - lines.shift) / lines.scale, ir.precision * lines.scale**2
        return replace(ir, mean=mean, precision=precision, slack=lines.slack), lines.source

    def quantize(
        self, ir: Ir, dtype: str, scaling: Scaling | None, options: Mapping[str, Any]
    ) -> Stored:
        """The nearest floats. Raises UnsupportedError where one is beyond them."""
        mean, precision = ir.mean.astype(np.float32), ir.precision.astype(np.float32)
        start = np.maximum(ir.start, LOWEST).astype(np.float32)
        for what, held in (("mean", np.isfinite(mean)), ("precision", np.isfinite(precision))):
            if not held.all():
                k, feature = np.argwhere(~held)[0]
                raise UnsupportedError(
                    f"the {what} of feature {feature} in class {ir.classes[k]!s} is beyond "
                    "float32: scale the features before fit."
                )
        if not (precision > 0).all():
            k, feature = np.argwhere(~(precision > 0))[0]
            raise UnsupportedError(
                f"the variance of feature {feature} in class {ir.classes[k]!s} is so large that "
                "its reciprocal is 0 in float32: scale the features before fit."
            )
        return Stored(ir, mean, precision, start)

    def facts(self, stored: Stored) -> Facts:
        k, n = stored.mean.shape
        held = f"the table of {n} means and precisions in {k} classes"
        but_stack = frozenset({"flash", "ram", "instructions", "microseconds"})
        return Facts(
            n_features=n,
            classes=stored.ir.classes,
            line=f"{k} classes, {n} float features",
            parts={held: 4 * k * (2 * n + 1)},
            work=f"{k} classes, of which each is held to all {n} features",
            memory=f"{k} sums of floats",
            cures=(Cure("fewer features, as sklearn.feature_selection picks them", but_stack),),
            details={"classes": k},
        )

    def abi(self, stored: Stored) -> Abi:
        k = len(stored.start)
        each = Output("float", columns=k)
        return Abi("float", Output("uint16"), each, each)

    def emit(self, stored: Stored) -> Body:
        k, n = stored.mean.shape
        held = ",\n".join(
            f"    {{{{{{\n{_listed(mean)}}}}}, {{{{\n{_listed(precision)}}}}}, {floating(start)}}}"
            for mean, precision, start in zip(stored.mean, stored.precision, stored.start)
        )
        return Body(
            ["mote/model/naive_bayes.hpp"],
            f"mote::gaussian_naive_bayes<label, {n}, {k}>",
            "{{{\n    // A class: means, precisions (0.5 / variance), logarithm of the likelihood "
            f"at the means\n{held}}}}}}}",
            entries=2 * k * n,
            longest=k * n,
        )

    def file(self, stored: Stored) -> File | None:
        (k, n), facts = stored.mean.shape, self.facts(stored)
        return file.loaded(
            f"mote::gaussian_naive_bayes<{file.label_type(facts)}, {n}, {k}>",
            "mote/model/naive_bayes.hpp",
            ["naive_bayes"],
            facts,
            "float",
            None,
            [k],
            (
                file.record("class", *numbers)
                for numbers in zip(stored.mean, stored.precision, stored.start)
            ),
        )

    def contract(self, stored: Stored, estimator: Any, samples: Samples) -> Contract:
        """Labels, probabilities and log likelihoods, each within what float32 can do to it."""
        sums = np.asarray(ask(estimator, "predict_joint_log_proba", samples.given), np.float64)
        error, beyond = _error(stored.ir, samples.raw, samples.off)
        rounds: float | Floats = 0.0
        if stored.ir.rough is not None:  # the estimator subtracts its likelihoods in float32
            held = sums[:, np.isfinite(stored.ir.start)]
            rounds = 2.0 * UNIT * (np.abs(held).max(axis=1) + 8.0)
        each = likelihoods.of_each(sums, error)
        return likelihoods.contract(estimator, samples, sums, error, beyond, each, rounds=rounds)

    def probes(self, stored: Stored, rows: int) -> Array | None:
        """Samples between the means of two classes each."""
        return between(stored.mean, rows)


def _rough(estimator: Any) -> float | None:
    if np.asarray(estimator.theta_).dtype != np.float32:
        return None
    return size_of_logs(np.log(2.0 * np.pi * np.asarray(estimator.var_, np.float64)))


def _listed(values: NDArray[np.float32]) -> str:
    return rows((floating(value) for value in values), indent="      ")


def _error(ir: Ir, X: Floats, off: Floats | None) -> tuple[Floats, Array]:
    """How far the chip's sum of each row and class may be from the estimator's, and rows whose
    sums are beyond float32.

    With u half a step: x and the mean are rounded, and so is their distance d, which makes it wrong
    by u (|x| + |mean| + |d|). The product d * d * precision brings three more roundings, and the
    sum one a feature, of all that was added so far (N. Higham, Accuracy and Stability, 3.1).
    `off` is how far x is from the estimator's, where the chip works it out.
    """
    error = np.zeros((len(X), len(ir.start)))
    beyond = np.zeros(len(X), bool)
    for k in np.flatnonzero(np.isfinite(ir.start)):
        mean, precision, start = ir.mean[k], ir.precision[k], ir.start[k]
        distance = np.abs(X - mean)
        term = distance**2 * precision
        wrong = UNIT * (np.abs(X) + np.abs(mean) + distance) + TINY
        if off is not None:
            wrong = wrong + off
        if ir.slack is not None:
            wrong += UNIT * ir.slack[:, 0] * (np.abs(X) + ir.slack[:, 1])
        most = (distance + wrong) ** 2 * precision * (1.0 + 3.0 * UNIT) + TINY * (1.0 + precision)
        partial = abs(start) + np.cumsum(most, axis=1)
        error[:, k] = (most - term).sum(axis=1) + UNIT * (abs(start) + partial.sum(axis=1))
        if ir.rough is not None:
            error[:, k] = 2.0 * error[:, k] + UNIT * ir.rough
        largest = np.maximum((distance + wrong) ** 2, partial).max(axis=1)
        beyond |= ~(largest < LARGEST) | (np.abs(X) > LARGEST).any(axis=1)
    return np.nan_to_num(error, nan=np.inf), beyond
