"""Mixtures of normal curves: full, tied, diagonal and spherical covariances, each in its size."""

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
from .base import (
    Abi,
    Body,
    Contract,
    Cure,
    Evidence,
    Facts,
    File,
    Option,
    Output,
    Samples,
    ask,
)
from .shared import likelihoods
from .shared.curves import REFUSED_INTEGERS, Curves, between, listed, packed, size_of_logs
from .shared.float32 import EXP, UNIT

_ROW = {"full": "full_gaussian", "diag": "gaussian", "spherical": "spherical_gaussian"}


@dataclass(frozen=True)
class Ir:
    """The estimator in doubles."""

    curves: Curves
    covariance: str  # full, tied, diag or spherical: what the chip holds

    @property
    def n_features(self) -> int:
        return self.curves.n_features


@dataclass(frozen=True)
class Stored:
    """The same as the chip holds it; `centre` is of a tied covariance, whose means are L apart."""

    ir: Ir
    mean: NDArray[np.float32]
    factor: NDArray[np.float32]
    start: NDArray[np.float32]
    centre: NDArray[np.float32] | None


class Mixtures:
    """scikit-learn's GaussianMixture and BayesianGaussianMixture."""

    name = "gmm"
    estimators = (
        "sklearn.mixture.GaussianMixture",
        "sklearn.mixture.BayesianGaussianMixture",
    )
    converts = "GaussianMixture, BayesianGaussianMixture"
    options: Mapping[str, Option] = {}
    dtypes: Mapping[str, str] = dict.fromkeys(("int8", "int16", "int32"), REFUSED_INTEGERS)

    def read(self, estimator: Any) -> Ir:
        mean = np.asarray(estimator.means_, np.float64)
        k, n = mean.shape
        kind = estimator.covariance_type
        held = np.asarray(estimator.precisions_cholesky_, np.float64)
        if kind in ("full", "tied"):  # upper triangles U, with U U' the precision
            triangles = np.broadcast_to(np.swapaxes(held, -1, -2), (k, n, n))
        else:
            each = held if kind == "diag" else np.repeat(held[:, None], n, axis=1)
            triangles = each[:, :, None] * np.eye(n)
        logs = np.log(np.diagonal(triangles, axis1=1, axis2=2))
        start = _weights(estimator) + logs.sum(axis=1) - 0.5 * n * np.log(2.0 * np.pi)
        rough = size_of_logs(logs) if estimator.means_.dtype == np.float32 else 0.0
        name = type(estimator).__name__
        curves = Curves(name, mean, triangles * np.sqrt(0.5), start, rough=rough)
        return Ir(curves, kind)

    def behind(self, ir: Ir, columns: Sequence[Column]) -> tuple[Ir, Ints]:
        """A spherical covariance of scaled features is a diagonal one of what the user gives,
        where their scales differ.
        """
        curves, source = ir.curves.behind(columns)
        covariance = ir.covariance
        if covariance == "spherical":
            diagonal = np.abs(np.diagonal(curves.factor, axis1=1, axis2=2))
            if not (diagonal == diagonal[:, :1]).all():
                covariance = "diag"
        return replace(ir, curves=curves, covariance=covariance), source

    def quantize(
        self, ir: Ir, dtype: str, scaling: Scaling | None, options: Mapping[str, Any]
    ) -> Stored:
        """The nearest floats. Raises UnsupportedError where one is beyond them."""
        mean, factor, start = ir.curves.rounded()
        if ir.covariance != "tied":
            return Stored(ir, mean, factor, start, None)
        centre = ir.curves.mean.mean(axis=0).astype(np.float32)
        apart = (ir.curves.mean - centre) @ ir.curves.factor[0].T
        return Stored(ir, apart.astype(np.float32), factor, start, centre)

    def facts(self, stored: Stored) -> Facts:
        k, n = stored.mean.shape
        triangle, kind = n * (n + 1) // 2, stored.ir.covariance
        numbers = {
            "full": k * (n + triangle + 1),
            "tied": n + triangle + k * (n + 1),
            "diag": k * (2 * n + 1),
            "spherical": k * (n + 2),
        }[kind]
        covariance = {"diag": "diagonal"}.get(kind, kind)
        but_stack = frozenset({"flash", "ram", "instructions", "microseconds"})
        cures = [Cure("fewer components, n_components={fewer}", but_stack, k)]
        if kind in ("full", "tied"):
            cures.append(Cure('covariance_type="diag", if it is as accurate', but_stack))
        return Facts(
            n_features=n,
            classes=np.arange(k),
            line=f"{k} components, {n} float features, {covariance} covariance",
            parts={f"the means and {covariance} precisions of {k} components": 4 * numbers},
            work=f"{k} components, from each of which the distance is computed",
            memory=f"{k} log densities and {n} distances, floats",
            cures=tuple(cures),
            details={"components": k, "covariance": covariance},
            enumerators=tuple(f"component_{i}" for i in range(k)),
        )

    def abi(self, stored: Stored) -> Abi:
        each = Output("float", columns=len(stored.start))
        return Abi("float", Output("uint16"), each, Output("float"))

    def emit(self, stored: Stored) -> Body:
        k, n = stored.mean.shape
        kind, shared = stored.ir.covariance, ""
        if stored.centre is not None:
            held = [f"{{{listed(mean)}" for mean in stored.mean]
            shared = f"\n    {listed(stored.centre)},\n    {listed(packed(stored.factor[0]))},"
            parts, made = "mean, start", f"mote::tied_gaussian_mixture<label, {n}, {k}>"
        else:
            held = [
                f"{{{listed(mean)}, {self._precision(stored, i)}"
                for i, mean in enumerate(stored.mean)
            ]
            parts = "mean, precision, start"
            made = f"mote::gaussian_mixture<label, mote::{_ROW[kind]}<{n}>, {k}>"
        rows = ",\n".join(
            f"    {one}, {floating(start)}}}" for one, start in zip(held, stored.start)
        )
        value = f"{{{{}},{shared}\n    // A component: {parts}\n    {{{{\n{rows}}}}}}}"
        return Body(["mote/model/gmm.hpp"], made, value, entries=stored.mean.size)

    def _precision(self, stored: Stored, i: int) -> str:
        held = _held(stored, i)
        return floating(held[0]) if stored.ir.covariance == "spherical" else listed(held)

    def file(self, stored: Stored) -> File | None:
        (k, n), facts = stored.mean.shape, self.facts(stored)
        label, tied = file.label_type(facts), stored.centre is not None
        covariance = stored.ir.covariance
        records = [
            file.record(
                "component",
                stored.mean[i],
                *([] if tied else [_held(stored, i)]),
                float(stored.start[i]),
            )
            for i in range(k)
        ]
        if stored.centre is not None:
            kind = f"mote::tied_gaussian_mixture<{label}, {n}, {k}>"
            records.insert(0, file.record("centre", stored.centre))
            records.insert(1, file.record("factor", packed(stored.factor[0])))
        else:
            kind = f"mote::gaussian_mixture<{label}, mote::{_ROW[covariance]}<{n}>, {k}>"
        header, says = "mote/model/gmm.hpp", ["gmm", covariance]
        return file.loaded(kind, header, says, facts, "float", None, [k], records)

    def contract(self, stored: Stored, estimator: Any, samples: Samples) -> Contract:
        """Components, their probabilities and the log density, within what float32 can do."""
        curves = stored.ir.curves
        sums = curves.sums(samples.raw)
        centre = None if stored.centre is None else stored.centre.astype(np.float64)
        error, beyond = curves.error(samples.raw, samples.off, centre)
        density = np.asarray(ask(estimator, "score_samples", samples.given), np.float64)
        whole = np.logaddexp.reduce(sums, axis=1)
        up = np.logaddexp.reduce(sums + error, axis=1) - whole
        down = whole - np.logaddexp.reduce(sums - error, axis=1)
        reach = np.maximum(up, down) + EXP * (2.0 + np.log(len(stored.start)))
        reach += UNIT * (len(stored.start) + 2.0 + np.abs(whole))
        return likelihoods.contract(
            estimator,
            samples,
            sums,
            error,
            beyond,
            Evidence(density[:, None], np.nan_to_num(reach, nan=np.inf)[:, None]),
        )

    def probes(self, stored: Stored, rows: int) -> Array | None:
        """Samples between the means of two components each."""
        return between(stored.ir.curves.mean.astype(np.float32), rows)


def _held(stored: Stored, i: int) -> NDArray[np.float32]:
    """The precision as the row of component `i` holds it."""
    if stored.ir.covariance == "full":
        return packed(stored.factor[i])
    squares = (np.diagonal(stored.ir.curves.factor[i]) ** 2).astype(np.float32)
    return squares[:1] if stored.ir.covariance == "spherical" else squares


def _weights(estimator: Any) -> Floats:
    """The logarithm of each component's weight, and what a Bayesian mixture adds to a density."""
    if not hasattr(estimator, "degrees_of_freedom_"):
        with np.errstate(divide="ignore"):
            return np.asarray(np.log(np.asarray(estimator.weights_, np.float64)))
    from scipy.special import digamma

    k, n = estimator.means_.shape
    held = estimator.weight_concentration_
    if estimator.weight_concentration_prior_type == "dirichlet_process":
        taken, left = (digamma(part) - digamma(held[0] + held[1]) for part in held)
        weights = taken + np.concatenate([[0.0], np.cumsum(left)[:-1]])
    else:
        weights = digamma(held) - digamma(np.sum(held))
    freedom = np.broadcast_to(np.asarray(estimator.degrees_of_freedom_, np.float64), (k,))
    spread = n * np.log(2.0) + digamma(0.5 * (freedom - np.arange(n)[:, None])).sum(axis=0)
    spread = spread - n * np.log(freedom) - n / np.asarray(estimator.mean_precision_)
    return np.asarray(weights + 0.5 * spread)
