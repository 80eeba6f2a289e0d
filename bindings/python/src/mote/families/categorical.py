"""Naive Bayes of categories: a logarithm for every category of every feature, and class."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..arrays import Array, Floats, Ints
from ..emit import file
from ..emit.literals import C_TYPE, floating, integer, rows
from ..errors import UnsupportedError
from ..pipeline.columns import Column, unchanged
from ..scaling import INTEGER_RANGE, Scaling
from .base import Abi, Body, Contract, Cure, Facts, File, Option, Output, Samples, ask
from .shared import likelihoods
from .shared.float32 import UNIT
from .shared.units import LOGIT, decay


@dataclass(frozen=True)
class Ir:
    """The estimator in doubles."""

    classes: Array
    counts: Ints  # categories of each feature
    table: Floats  # (all categories, classes)
    start: Floats  # (classes,)

    @property
    def first(self) -> Ints:
        """The row of category 0 of each feature."""
        return np.cumsum(self.counts) - self.counts

    def places(self, X: Floats) -> Ints:
        """The row of each feature's category, (samples, features)."""
        return self.first + X.astype(np.int64)


@dataclass(frozen=True)
class Stored:
    """The same as the chip holds it; of integers what a unit of a sum is worth."""

    ir: Ir
    dtype: str
    table: NDArray[Any]
    start: NDArray[Any]
    unit: float = 1.0


class Categorical:
    """scikit-learn's CategoricalNB."""

    name = "categorical"
    estimators = ("sklearn.naive_bayes.CategoricalNB",)
    converts = "CategoricalNB"
    options: Mapping[str, Option] = {}
    dtypes: Mapping[str, str] = {
        "int32": "no feature has more categories than int16 numbers. Use dtype='int16' or 'int8'."
    }

    def read(self, estimator: Any) -> Ir:
        classes = np.asarray(estimator.classes_)
        if len(classes) < 2:
            raise UnsupportedError("CategoricalNB saw one class: fit it on at least two.")
        table = np.concatenate([held.T for held in estimator.feature_log_prob_])
        start = np.asarray(estimator.class_log_prior_, np.float64)
        if not (np.isfinite(table).all() and np.isfinite(start).all()):
            raise UnsupportedError(
                "a probability of this CategoricalNB is 0, so that a sum of logarithms is not "
                "finite: fit with alpha above 0, and no prior of 0."
            )
        counts = np.array([held.shape[1] for held in estimator.feature_log_prob_], np.int64)
        return Ir(classes, counts, np.asarray(table, np.float64), start)

    def behind(self, ir: Ir, columns: Sequence[Column]) -> tuple[Ir, Ints]:
        return ir, unchanged(columns, "CategoricalNB")

    def quantize(
        self, ir: Ir, dtype: str, scaling: Scaling | None, options: Mapping[str, Any]
    ) -> Stored:
        """The nearest floats; or integers of the smallest unit with which a logarithm fits."""
        if scaling is not None:
            raise UnsupportedError(
                "calibrate= scales numbers, and CategoricalNB takes categories as they are: leave "
                "calibrate out."
            )
        if dtype == "float":
            return Stored(ir, dtype, ir.table.astype(np.float32), ir.start.astype(np.float32))
        highest = INTEGER_RANGE[dtype][1]
        if (most := int(ir.counts.max())) > highest + 1:
            raise UnsupportedError(
                f"feature {int(ir.counts.argmax())} has {most:,} categories, and {dtype} numbers "
                f"{highest + 1:,}: use dtype='int16', or 'float'."
            )
        table, start = centred(ir)
        unit = max(float(np.abs(table).max()) / highest, float(np.abs(start).max()) / 2.0**30)
        unit = float(np.float32(max(unit, 1e-6)))
        kind = np.int8 if dtype == "int8" else np.int16
        held = np.clip(np.rint(table / unit), -highest, highest).astype(kind)
        return Stored(ir, dtype, held, np.rint(start / unit).astype(np.int32), unit)

    def facts(self, stored: Stored) -> Facts:
        ir = stored.ir
        n, k = len(ir.counts), len(ir.classes)
        size = stored.table.dtype.itemsize
        rest = frozenset({"flash", "ram", "instructions", "microseconds"})
        cures = [Cure("fewer categories a feature, of which rare ones are one", rest)]
        if stored.dtype != "int8":
            cures.insert(0, Cure("dtype='int8'", rest))
        return Facts(
            n_features=n,
            classes=ir.classes,
            line=f"{k} classes, {len(ir.table)} categories of {n} {stored.dtype} features",
            parts={f"the logarithms of {len(ir.table)} categories": size * ir.table.size + 4 * k},
            work=f"a sum of {n} logarithms a class",
            memory=f"{k} sums of 4 bytes",
            cures=tuple(cures),
            details={"classes": k, "categories": len(ir.table)},
        )

    def abi(self, stored: Stored) -> Abi:
        k, floats = len(stored.ir.classes), stored.dtype == "float"
        probability = Output("float", 1.0, k) if floats else Output("uint16", 1 / 32768, k)
        score = Output("float" if floats else "int32", stored.unit, k)
        return Abi(stored.dtype, Output("uint16"), probability, score)

    def emit(self, stored: Stored) -> Body:
        floats = stored.dtype == "float"

        def written(values: Any) -> list[str]:
            return [floating(v) if floats else integer(int(v)) for v in values.tolist()]

        factor, shift = (0, 0) if floats else decay(stored.unit * LOGIT)
        units = "" if floats else f"{floating(stored.unit)}, {{{factor}, {shift}}}"
        each = rows("{{" + ", ".join(written(row)) + "}}" for row in stored.table)
        return Body(
            ["mote/model/linear.hpp"],
            _type(stored, "label", "parts::categories"),
            f"{{\n    {{{units}}},\n    // What the sums start from, and of each category a row of "
            f"logarithms\n    {{{{{', '.join(written(stored.start))}}}}},\n    {{{{\n{each}}}}}}}",
            _categories(stored),
            entries=stored.table.size,
            longest=stored.table.size,
        )

    def file(self, stored: Stored) -> File | None:
        facts = self.facts(stored)
        records = [file.record("start", stored.start)]
        if stored.dtype != "float":
            units = (np.float32(stored.unit), *decay(stored.unit * LOGIT))
            records.insert(0, file.record("unit", *units))
        return file.loaded(
            _type(stored, file.label_type(facts), "categories"),
            "mote/model/linear.hpp",
            ["categorical_naive_bayes", *stored.ir.counts.tolist()],
            facts,
            stored.dtype,
            None,
            [len(stored.table)],
            [*records, *(file.record("category", row) for row in stored.table)],
            _categories(stored),
        )

    def contract(self, stored: Stored, estimator: Any, samples: Samples) -> Contract:
        """Labels, probabilities and sums: n logarithms, each off by what its format loses."""
        ir = stored.ir
        sums = np.asarray(ask(estimator, "predict_joint_log_proba", samples.given), np.float64)
        places = ir.places(samples.raw)
        n, k = len(ir.counts), len(ir.classes)
        beyond = np.zeros(len(sums), bool)
        if stored.dtype == "float":
            reach = np.abs(ir.table[places]).sum(axis=1) + np.abs(ir.start)
            error = (n + 2) * UNIT * reach
            return likelihoods.contract(
                estimator, samples, sums, error, beyond, likelihoods.of_each(sums, error)
            )
        table, start = centred(ir)
        error = (n + 1) * 0.5001 * stored.unit  # each is rounded to a unit
        error = error + 2.0**-44 * (np.abs(ir.table[places]).sum(axis=1) + np.abs(ir.start))
        own = table[places].sum(axis=1) + start
        return likelihoods.contract(
            estimator, samples, sums, error, beyond, likelihoods.of_each(own, error),
            rounds=(4 + 2 * k) * 2.0**-15,
        )  # fmt: skip

    def probes(self, stored: Stored, rows: int) -> Array | None:
        """Every category, and beside them what is none."""
        random = np.random.default_rng(0)
        ir, kind = stored.ir, np.float32 if stored.dtype == "float" else stored.dtype
        drawn = random.integers(-1, ir.counts + 1, (rows, len(ir.counts)))
        highest = INTEGER_RANGE[stored.dtype][1] if stored.dtype != "float" else 2**24
        return np.asarray(np.minimum(drawn, highest), kind)


def centred(ir: Ir) -> tuple[Floats, Floats]:
    """Without what all classes have in common, which a softmax does not see: finer in integers."""

    def middle(held: Floats) -> Floats:
        return np.asarray((held.max(axis=-1, keepdims=True) + held.min(axis=-1, keepdims=True)) / 2)

    return ir.table - middle(ir.table), ir.start - middle(ir.start)


def _type(stored: Stored, label: str, categories: str) -> str:
    """In C++, with labels of the type `label`; `categories` is the name of the counts."""
    shape = f"{C_TYPE[stored.dtype]}, {len(stored.ir.classes)}, {categories}"
    return f"mote::categorical_naive_bayes<{label}, {shape}>"


def _categories(stored: Stored) -> str:
    """How many categories each feature has, as a constant."""
    counts = stored.ir.counts
    kind = f"mote::array<uint16_t, {len(counts)}>"
    return f"inline constexpr {kind} categories{{{{\n{rows(map(str, counts))}}}}};\n"
