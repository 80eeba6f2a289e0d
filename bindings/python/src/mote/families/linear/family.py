"""Linear models as a family: what each of its files does for the converter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from ...arrays import Array, Ints
from ...emit import file
from ...emit.literals import C_TYPE, floating, integer, rows
from ...pipeline.columns import Column
from ...scaling import Scaling
from ..base import Abi, Body, Contract, Cure, Facts, File, Option, Output, Samples
from ..shared import weights
from ..shared.lines import lines_of
from . import stored as integers
from .contract import contract
from .read import READERS, Ir, read
from .stored import Stored


class Linear:
    """Linear and logistic regression, linear support vector machines, linear discriminants."""

    name = "linear"
    estimators = tuple(READERS)
    converts = (
        "LinearRegression, Ridge, Lasso, ElasticNet, Lars, LassoLars, OrthogonalMatchingPursuit "
        "(each with CV too), BayesianRidge, ARDRegression, SGD, PassiveAggressive (classifier and "
        "regressor), Huber, TheilSen, Quantile, RANSAC, Poisson, Gamma and Tweedie regressors, "
        "LinearSVR, LinearSVC, SGDOneClassSVM, LogisticRegression (CV), RidgeClassifier (CV), "
        "Perceptron, OneVsRest of these, LinearDiscriminantAnalysis, BernoulliNB, MultinomialNB, "
        "ComplementNB"
    )
    options: Mapping[str, Option] = {}
    dtypes: Mapping[str, str] = {
        "int32": "products of features of 32 bits do not fit its sums of 32 bits. Use "
        "dtype='float', or dtype='int16' with calibrate=."
    }

    def read(self, estimator: Any) -> Ir:
        return read(estimator)

    def behind(self, ir: Ir, columns: Sequence[Column]) -> tuple[Ir, Ints]:
        lines = lines_of(columns, "a linear model")
        folded, start, slack, used = weights.behind(ir.weights, ir.start, lines)
        return replace(ir, weights=folded, start=start, slack=slack), used

    def quantize(
        self, ir: Ir, dtype: str, scaling: Scaling | None, options: Mapping[str, Any]
    ) -> Stored:
        return integers.quantize(ir, dtype, scaling)

    def facts(self, stored: Stored) -> Facts:
        s, k, n = stored, stored.ir.outputs, stored.ir.n_features
        what = f"{s.dtype} features"
        rest = frozenset({"flash", "ram", "instructions", "microseconds"})
        cures = [Cure("fewer features, as sklearn.feature_selection picks them", rest)]
        if s.dtype == "float" and s.ir.link != "exponential":
            cures.insert(0, Cure("integer features: dtype='int16' with calibrate=", rest))
        elif s.dtype == "int16":
            cures.insert(0, Cure("dtype='int8', where the features allow it", rest))
        return Facts(
            n_features=n,
            classes=s.ir.classes,
            line=f"{k} output{'s' if k > 1 else ''} of {n} weights, {what}, link {s.ir.link}",
            parts={f"the table of {n} weights in {k} rows": s.bytes},
            work=f"{k} sums of {n} products",
            memory=f"{k} sums of 4 bytes",
            cures=tuple(cures),
            details={"outputs": k, "link": s.ir.link},
            enumerators=s.ir.enumerators,
        )

    def abi(self, stored: Stored) -> Abi:
        """Sums are floats, or integers in units."""
        s = stored
        kind = "float" if s.dtype == "float" else "int32"
        if s.ir.classes is None:
            return Abi(s.dtype, Output(kind, s.unit))
        probability = None
        if s.ir.has_probabilities:
            k = len(s.ir.classes)
            floats = s.dtype == "float"
            probability = Output("float", 1.0, k) if floats else Output("uint16", 1 / 32768, k)
        return Abi(s.dtype, Output("uint16"), probability, Output(kind, s.unit, s.ir.outputs))

    def emit(self, stored: Stored) -> Body:
        s, k, n = stored, stored.ir.outputs, stored.ir.n_features
        floats = s.dtype == "float"
        start = ", ".join(floating(b) if floats else integer(int(b)) for b in s.start.tolist())
        held = ",\n".join(
            rows(floating(w) if floats else integer(int(w)) for w in row.tolist())
            for row in s.weights
        )
        return Body(
            ["mote/model/linear.hpp"],
            _type(s, "label"),
            f"{{\n    {{{_units(s)}}},\n"
            "    // What the sums start from, and a row of weights each\n"
            f"    {{{{{start}}}}},\n    {{{{\n{held}}}}}}}",
            entries=k * n,
            longest=k * n,
        )

    def file(self, stored: Stored) -> File | None:
        s, facts = stored, self.facts(stored)
        units = [file.record("unit", np.float32(s.unit), *_whole_units(s))]
        outputs = zip(s.start, s.weights)
        return file.loaded(
            _type(s, file.label_type(facts)),
            "mote/model/linear.hpp",
            ["linear", s.ir.link],
            facts,
            s.dtype,
            s.scaling,
            [s.ir.outputs],
            [
                *(units if s.dtype != "float" else []),
                *(file.record("output", start, row) for start, row in outputs),
            ],
        )

    def contract(self, stored: Stored, estimator: Any, samples: Samples) -> Contract:
        return contract(stored, estimator, samples)

    def probes(self, stored: Stored, rows: int) -> Array | None:
        return weights.probes(stored.ir.weights, stored.dtype, rows)


def _type(s: Stored, label: str) -> str:
    """In C++, with labels of the type `label`."""
    held = "void" if s.ir.classes is None else label
    shape = f"{C_TYPE[s.dtype]}, {s.ir.n_features}, {s.ir.outputs}"
    return f"mote::linear_model<mote::link::{s.ir.link}, {held}, {shape}>"


def _whole_units(s: Stored) -> tuple[int, ...]:
    """What stands in mote::linear_units of integers behind the scale."""
    if s.has_decay:
        return s.decay
    return (s.one,) if s.ir.link == "clipped" else ()


def _units(s: Stored) -> str:
    """The initialiser of mote::linear_units."""
    if s.dtype == "float":
        return "{}"
    if s.has_decay:
        return f"{{{floating(s.unit)}, {{{s.decay[0]}, {s.decay[1]}}}}}"
    return ", ".join([f"{{{floating(s.unit)}", *(f"{n}u" for n in _whole_units(s))]) + "}"
