"""Quadratic discriminant analysis: a normal curve with its covariance for every class."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..arrays import Array, Floats, Ints
from ..emit import file
from ..emit.literals import floating
from ..pipeline.columns import Column
from ..scaling import Scaling
from .base import Abi, Body, Contract, Cure, Facts, File, Option, Output, Samples
from .shared import likelihoods
from .shared.curves import (
    REFUSED_INTEGERS,
    Curves,
    between,
    listed,
    lower_triangle,
    packed,
    size_of_logs,
)


@dataclass(frozen=True)
class Ir:
    """The estimator in doubles."""

    classes: Array
    curves: Curves

    @property
    def n_features(self) -> int:
        return self.curves.n_features


@dataclass(frozen=True)
class Stored:
    """The same as the chip holds it."""

    ir: Ir
    mean: NDArray[np.float32]
    factor: NDArray[np.float32]
    start: NDArray[np.float32]


class QuadraticDiscriminant:
    """scikit-learn's QuadraticDiscriminantAnalysis."""

    name = "qda"
    estimators = ("sklearn.discriminant_analysis.QuadraticDiscriminantAnalysis",)
    converts = "QuadraticDiscriminantAnalysis"
    options: Mapping[str, Option] = {}
    dtypes: Mapping[str, str] = dict.fromkeys(("int8", "int16", "int32"), REFUSED_INTEGERS)

    def read(self, estimator: Any) -> Ir:
        factor, logs = [], []
        for scale, rotation in zip(estimator.scalings_, estimator.rotations_):
            scale = np.asarray(scale, np.float64)
            rows = np.asarray(rotation, np.float64).T / np.sqrt(2.0 * scale)[:, None]
            factor.append(lower_triangle(rows))
            logs.append(np.log(scale).sum())
        prior = np.asarray(estimator.priors_, np.float64)
        with np.errstate(divide="ignore"):
            start = np.log(prior) - 0.5 * np.array(logs)
        mean = np.asarray(estimator.means_, np.float64)
        rough = size_of_logs(np.array(logs)[:, None]) if _single(estimator) else 0.0
        curves = Curves(type(estimator).__name__, mean, np.array(factor), start, rough=rough)
        return Ir(estimator.classes_, curves)

    def behind(self, ir: Ir, columns: Sequence[Column]) -> tuple[Ir, Ints]:
        curves, source = ir.curves.behind(columns)
        return replace(ir, curves=curves), source

    def quantize(
        self, ir: Ir, dtype: str, scaling: Scaling | None, options: Mapping[str, Any]
    ) -> Stored:
        """The nearest floats. Raises UnsupportedError where one is beyond them."""
        return Stored(ir, *ir.curves.rounded())

    def facts(self, stored: Stored) -> Facts:
        k, n = stored.mean.shape
        but_stack = frozenset({"flash", "ram", "instructions", "microseconds"})
        return Facts(
            n_features=n,
            classes=stored.ir.classes,
            line=f"{k} classes, {n} float features, a covariance each",
            parts={f"the means and precisions of {k} classes": 4 * k * (n + n * (n + 1) // 2 + 1)},
            work=f"{k} classes, from each of which the distance is computed",
            memory=f"{k} log densities and {n} distances, floats",
            cures=(
                Cure("fewer features, as sklearn.feature_selection picks them", but_stack),
                Cure("GaussianNB, if it is as accurate", but_stack),
            ),
            details={"classes": k},
        )

    def abi(self, stored: Stored) -> Abi:
        each = Output("float", columns=len(stored.start))
        return Abi("float", Output("uint16"), each, each)

    def emit(self, stored: Stored) -> Body:
        k, n = stored.mean.shape
        rows = ",\n".join(
            f"    {{{listed(mean)}, {listed(packed(factor))}, {floating(start)}}}"
            for mean, factor, start in zip(stored.mean, stored.factor, stored.start)
        )
        return Body(
            ["mote/model/mahalanobis.hpp"],
            f"mote::quadratic_discriminant<label, {n}, {k}>",
            "{{{\n    // A class: mean, factor of 0.5 / covariance, log density at the mean\n"
            f"{rows}}}}}}}",
            entries=stored.mean.size + k * len(packed(stored.factor[0])),
        )

    def file(self, stored: Stored) -> File | None:
        (k, n), facts = stored.mean.shape, self.facts(stored)
        return file.loaded(
            f"mote::quadratic_discriminant<{file.label_type(facts)}, {n}, {k}>",
            "mote/model/mahalanobis.hpp",
            ["qda"],
            facts,
            "float",
            None,
            [k],
            (
                file.record("class", mean, packed(factor), start)
                for mean, factor, start in zip(stored.mean, stored.factor, stored.start)
            ),
        )

    def contract(self, stored: Stored, estimator: Any, samples: Samples) -> Contract:
        """Labels, probabilities and log densities, each within what float32 can do to it."""
        curves = stored.ir.curves
        sums: Floats = curves.sums(samples.raw)
        error, beyond = curves.error(samples.raw, samples.off)
        each = likelihoods.of_each(sums, error)
        return likelihoods.contract(estimator, samples, sums, error, beyond, each)

    def probes(self, stored: Stored, rows: int) -> Array | None:
        """Samples between the means of two classes each."""
        return between(stored.mean, rows)


def _single(estimator: Any) -> bool:
    return bool(np.asarray(estimator.means_).dtype == np.float32)
