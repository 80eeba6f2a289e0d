"""Support vector machines as a family: what each of its files does for the converter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from ...arrays import Array, Ints
from ...emit.literals import floating, integer, rows
from ...pipeline.columns import Column
from ...scaling import Scaling
from ..base import Abi, Body, Contract, Cure, Facts, File, Option, Output, Samples
from ..shared import steps, weights
from ..shared.lines import lines_of
from . import read, text
from .contract import contract
from .read import Ir
from .stored import Stored, most, quantize

_ALL = frozenset({"flash", "ram", "instructions", "microseconds"})


class Svm:
    """scikit-learn's SVC, NuSVC, SVR, NuSVR and OneClassSVM."""

    name = "svm"
    estimators = tuple(read.KINDS)
    converts = "SVC, NuSVC, SVR, NuSVR, OneClassSVM"
    options: Mapping[str, Option] = {}
    dtypes: Mapping[str, str] = {
        "int32": "the squares of its differences have 66 bits. Use dtype='int16' with calibrate=, "
        "or dtype='float'."
    }

    def read(self, estimator: Any) -> Ir:
        return read.read(estimator)

    def behind(self, ir: Ir, columns: Sequence[Column]) -> tuple[Ir, Ints]:
        """A scaler goes into the weights of a linear kernel. Before any other a chip scales a float
        sample as the Pipeline does; of integers the scale is in the steps (`aligned`).
        """
        lines = lines_of(columns, "support vector machine")
        if ir.weights is not None:
            folded, start, slack, used = weights.behind(ir.weights, ir.start, lines)
            return replace(ir, weights=folded, start=start, slack=slack), used
        if not any(column.maps for column in columns):
            return ir, lines.source
        offset = -lines.shift / lines.scale
        return replace(ir, offset=offset, scale=lines.scale, slack=lines.slack), lines.source

    def aligned(self, ir: Ir, scaling: Scaling) -> Scaling:
        if ir.weights is not None:
            return scaling
        step = steps.aligned(scaling, ir.stretch)
        # Of 16 bits no finer than squares of differences that add up in 32 bits allow.
        reach = float(np.abs(step.real(ir.given)).max())
        limit = most(ir.n_features)
        return step if reach <= limit else steps.aligned(step, ir.stretch, limit / reach)

    def quantize(
        self, ir: Ir, dtype: str, scaling: Scaling | None, options: Mapping[str, Any]
    ) -> Stored:
        return quantize(ir, dtype, scaling)

    def facts(self, stored: Stored) -> Facts:
        s, ir, n = stored, stored.ir, stored.ir.n_features
        count, sums = len(s.vectors), len(ir.start)
        width = s.vectors.dtype.itemsize
        enumerators = ("outlier", "inlier") if ir.kind == "inlier" else ()
        if ir.weights is not None:
            return Facts(
                n_features=n,
                classes=ir.classes,
                line=f"linear kernel, {sums} sum{'s' if sums > 1 else ''} of {n} {s.dtype} weights",
                parts={
                    f"the table of {n} weights in {sums} rows": width * s.vectors.size
                    + 4 * sums
                    + (0 if s.dtype == "float" else 4)
                },
                work=f"{sums} sums of {n} products",
                memory=f"{sums} sums of 4 bytes",
                cures=(Cure("fewer features, as sklearn.feature_selection picks them", _ALL),),
                details={"kernel": "linear", "sums": sums},
                enumerators=enumerators,
            )
        head = 4 * sums + 2 * len(ir.counts)
        head += (8 if ir.kernel == "rbf" else 4) if s.dtype == "float" else 20
        parts = {
            f"the {count:,} vectors of {n} features": width * s.vectors.size,
            "the factors of the vectors": s.factors.dtype.itemsize * s.factors.size,
            "the constants of the kernel and the sums": head,
        }
        if ir.scale is not None and s.dtype == "float":
            parts["the offset and scale of each feature"] = 8 * n
        fewer = "a smaller C" if ir.kind != "inlier" else "a smaller nu"
        cures = [Cure(f"fewer vectors, about {{fewer}}, as {fewer} or gamma gives", _ALL, count)]
        if ir.kernel == "rbf" and s.dtype != "int8":
            smaller = "int16" if s.dtype == "float" else "int8"
            cures.insert(0, Cure(f"dtype={smaller!r} with calibrate=", _ALL))
        return Facts(
            n_features=n,
            classes=ir.classes,
            line=f"{count:,} vectors of {n} {s.dtype} features, kernel {ir.kernel}, "
            f"{sums} sum{'s' if sums > 1 else ''}",
            parts=parts,
            work=f"{count:,} vectors, each with {n} differences or products and a kernel",
            memory=f"{sums} sums of {4 if s.dtype == 'float' else 8} bytes",
            cures=tuple(cures),
            details={"kernel": ir.kernel, "vectors": count, "sums": sums},
            enumerators=enumerators,
        )

    def abi(self, stored: Stored) -> Abi:
        """Sums are floats, or integers in units; numbers a class are floats."""
        s, ir = stored, stored.ir
        kind = "float" if s.dtype == "float" else "int32"
        if ir.kind == "value":
            return Abi(s.dtype, Output(kind, s.unit))
        if ir.of_classes:
            return Abi(s.dtype, Output("uint16"), score=Output("float", 1.0, len(ir.counts)))
        return Abi(s.dtype, Output("uint16"), score=Output(kind, s.unit, len(ir.start)))

    def emit(self, stored: Stored) -> Body:
        s, ir = stored, stored.ir
        n, count = ir.n_features, len(s.vectors)
        number = floating if s.dtype == "float" else _whole
        start = _listed(number(b) for b in s.start.tolist())
        vectors = ",\n".join(rows(map(number, row.tolist()), indent="      ") for row in s.vectors)
        scale = "" if s.dtype == "float" else floating(s.unit)
        if ir.weights is not None:
            kind = text.sums_type(s, "label")
            value = f"{{\n    {{{scale}}},\n    {start},\n    {{{{\n{vectors}}}}}}}"
            if ir.kind != "classes":
                return Body(
                    ["mote/model/linear.hpp"], kind, value, entries=count * n, longest=count * n
                )
            assert ir.classes is not None
            return Body(
                ["mote/model/linear.hpp", "mote/model/svm.hpp"],
                f"mote::svc_of_sums<parts::sums, label, {len(ir.classes)}{text.decision(ir)}>",
                "{}",
                f"inline constexpr {kind} sums{value};\n",
            )
        kind = text.cpp_type(s, "label")
        counts = ", ".join(map(str, ir.counts))
        head = f"{{{{{scale}}}, {_constants(s)}, {{{{{counts}}}}}, {start}}}"
        factors = _listed(number(f) for f in s.factors.ravel().tolist())
        value = f"{{\n    {head},\n    {factors},\n    {{{{\n{vectors}}}}}}}"
        if ir.scale is None or s.dtype != "float":
            return Body(["mote/model/svm.hpp"], kind, value, entries=count * n, longest=count * n)
        assert ir.offset is not None
        constants = "".join(
            f"inline constexpr mote::array<float, {n}> {name}{_listed(map(floating, values))};\n"
            for name, values in (("offset", ir.offset), ("scale", ir.scale))
        )
        return Body(
            ["mote/model/columns.hpp", "mote/model/prepared.hpp", "mote/model/svm.hpp"],
            "mote::prepared<parts::machine, mote::scale_columns<float, parts::offset, "
            "parts::scale>>",
            "{}",
            f"inline constexpr {kind} machine{value};\n{constants}",
        )

    def file(self, stored: Stored) -> File | None:
        return text.write(stored, self.facts(stored))

    def contract(self, stored: Stored, estimator: Any, samples: Samples) -> Contract:
        return contract(stored, estimator, samples)

    def probes(self, stored: Stored, rows: int) -> Array | None:
        """Vectors, and samples between two of them; of a linear kernel samples of any size."""
        s = stored
        if s.ir.weights is not None:
            return weights.probes(s.ir.weights, s.dtype, rows)
        random = np.random.default_rng(0)
        given = s.ir.given if s.dtype == "float" else s.vectors.astype(np.float64)
        pairs = random.integers(len(given), size=(2, rows))
        share = random.integers(3, size=(rows, 1)) / 2
        mixed = given[pairs[0]] * share + given[pairs[1]] * (1 - share)
        if s.dtype == "float":
            return np.asarray(mixed, np.float32)
        return np.asarray(np.trunc(mixed).astype(s.dtype))


def _whole(value: float) -> str:
    return integer(int(value))


def _listed(items: Iterable[str]) -> str:
    return f"{{{{\n{rows(items, indent='      ')}}}}}"


def _constants(s: Stored) -> str:
    """The initialiser of mote::svm_similarity."""
    held = text.kernel_constants(s).tolist()
    if s.ir.kernel != "rbf":
        return f"{{{{{floating(held[0])}}}}}"
    if s.dtype == "float":
        return f"{{{', '.join(map(floating, held))}}}"
    factor, first, limit, reach, shift = held
    return f"{{{factor}u, {first}u, {limit}u, {reach}, {shift}}}"
