"""An envelope of one covariance: samples far from the mean are outliers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..arrays import Array, Floats, Ints
from ..emit import file
from ..emit.literals import floating
from ..errors import UnsupportedError
from ..pipeline.columns import Column
from ..scaling import Scaling
from .base import Abi, Body, Contract, Cure, Excuse, Facts, File, Option, Output, Samples, ask
from .shared.curves import REFUSED_INTEGERS, Curves, listed, lower_triangle, packed
from .shared.float32 import LARGEST, TINY, UNIT


@dataclass(frozen=True)
class Ir:
    """The estimator in doubles: one curve whose start is 0, so that its sum is the score."""

    curves: Curves
    limit: float  # the largest squared distance of an inlier

    @property
    def n_features(self) -> int:
        return self.curves.n_features


@dataclass(frozen=True)
class Stored:
    """The same as the chip holds it."""

    ir: Ir
    mean: NDArray[np.float32]
    factor: NDArray[np.float32]
    limit: float


class Mahalanobis:
    """scikit-learn's EllipticEnvelope."""

    name = "mahalanobis"
    estimators = ("sklearn.covariance.EllipticEnvelope",)
    converts = "EllipticEnvelope"
    options: Mapping[str, Option] = {}
    dtypes: Mapping[str, str] = dict.fromkeys(("int8", "int16", "int32"), REFUSED_INTEGERS)

    def read(self, estimator: Any) -> Ir:
        precision = np.asarray(estimator.precision_, np.float64)
        size = np.sqrt(np.diag(precision))  # without it the small eigenvalues would be lost
        size = np.where(size > 0.0, size, 1.0)
        value, vector = np.linalg.eigh((precision + precision.T) / 2.0 / np.outer(size, size))
        factor = lower_triangle(np.sqrt(np.maximum(value, 0.0))[:, None] * vector.T * size)
        mean = np.asarray(estimator.location_, np.float64)
        limit = -float(estimator.offset_)
        if not 0.0 <= limit < LARGEST:
            raise UnsupportedError(
                f"the limit of EllipticEnvelope is {limit:g}, and a squared distance is not below "
                "0 and fits float32: with it every sample is an outlier, or none. Fit with "
                "contamination above 0, or scale the features before fit."
            )
        return Ir(Curves(type(estimator).__name__, mean[None], factor[None], np.zeros(1)), limit)

    def behind(self, ir: Ir, columns: Sequence[Column]) -> tuple[Ir, Ints]:
        curves, source = ir.curves.behind(columns)
        return replace(ir, curves=curves), source

    def quantize(
        self, ir: Ir, dtype: str, scaling: Scaling | None, options: Mapping[str, Any]
    ) -> Stored:
        """The nearest floats. Raises UnsupportedError where one is beyond them."""
        mean, factor, _ = ir.curves.rounded()
        return Stored(ir, mean[0], factor[0], float(np.float32(ir.limit)))

    def facts(self, stored: Stored) -> Facts:
        n = len(stored.mean)
        return Facts(
            n_features=n,
            classes=np.array([-1, 1]),
            line=f"one mean and its covariance, {n} float features",
            parts={f"the mean and precisions of {n} features": 4 * (n + n * (n + 1) // 2 + 1)},
            work=f"one distance of {n} features",
            memory=f"{n} distances, floats",
            cures=(
                Cure(
                    "fewer features, as sklearn.decomposition.PCA makes them",
                    frozenset({"flash", "ram", "stack", "instructions", "microseconds"}),
                ),
            ),
            enumerators=("outlier", "inlier"),
        )

    def abi(self, stored: Stored) -> Abi:
        return Abi("float", Output("uint16"), score=Output("float"))

    def emit(self, stored: Stored) -> Body:
        n = len(stored.mean)
        return Body(
            ["mote/model/mahalanobis.hpp"],
            f"mote::mahalanobis<label, {n}>",
            f"{{{listed(stored.mean)},\n    {listed(packed(stored.factor))},\n"
            f"    {floating(stored.limit)}}}",
        )

    def file(self, stored: Stored) -> File | None:
        return file.loaded(
            f"mote::mahalanobis<uint8_t, {len(stored.mean)}>",
            "mote/model/mahalanobis.hpp",
            ["mahalanobis"],
            self.facts(stored),
            "float",
            None,
            [],
            [
                file.record("mean", stored.mean),
                file.record("factor", packed(stored.factor)),
                file.record("limit", stored.limit),
            ],
        )

    def contract(self, stored: Stored, estimator: Any, samples: Samples) -> Contract:
        """Labels and score_samples, each within what float32 can do to it."""
        prediction = ask(estimator, "predict", samples.given)
        score = np.asarray(ask(estimator, "score_samples", samples.given), np.float64)
        error, beyond = stored.ir.curves.error(samples.raw, samples.off)
        rounding = UNIT * stored.ir.limit + TINY
        near = np.abs(score + stored.ir.limit) <= error[:, 0] + rounding
        return Contract(
            prediction,
            prediction,
            score[:, None],
            error[:, 0],
            {"near a tie": Excuse(near), "beyond float32": Excuse(beyond, numbers=True)},
            ceiling=np.maximum(np.abs(score), stored.ir.limit) / 20.0,
        )

    def probes(self, stored: Stored, rows: int) -> Array | None:
        """Samples on both sides of the limit."""
        random = np.random.default_rng(0)
        n = len(stored.mean)
        towards: Floats = random.normal(size=(rows, n))
        towards *= np.sqrt(stored.ir.limit) / np.linalg.norm(towards, axis=1, keepdims=True)
        towards *= random.uniform(0.5, 1.5, (rows, 1))
        apart = np.linalg.solve(stored.ir.curves.factor[0], towards.T).T
        return np.asarray(stored.ir.curves.mean + apart, np.float32)
