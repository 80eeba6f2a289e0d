"""Nearest neighbours as a family: rows in float, int16 or int8, and what they stand for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from ...arrays import Array, Ints
from ...emit.literals import floating, rows
from ...errors import UnsupportedError
from ...pipeline.columns import Column
from ...scaling import Scaling
from ..base import Abi, Body, Contract, Cure, Facts, File, Option, Output, Samples
from ..shared import steps
from ..shared.lines import lines_of
from . import outliers, read, text
from .condense import chosen, condense
from .contract import contract
from .read import Ir
from .rows import floats, integers
from .stored import Stored

_ALL = frozenset({"flash", "ram", "instructions", "microseconds"})


class Knn:
    """scikit-learn's KNeighborsClassifier, KNeighborsRegressor and NearestNeighbors."""

    name = "knn"
    estimators = tuple(read.KINDS)
    converts = (
        "KNeighbors (classifier and regressor), NearestNeighbors as a novelty score, "
        "LocalOutlierFactor, NearestCentroid, KMeans, MiniBatchKMeans"
    )
    options: Mapping[str, Option] = {
        "condense": Option(
            None,
            'which rows of a classifier are left out ("edited": what its neighbours outvote, '
            '"condensed": what the others decide alike, or both in a tuple; None: no row)',
        ),
    }
    dtypes: Mapping[str, str] = {
        "int32": "the squares of its differences have 66 bits. Use dtype='int16' with calibrate=, "
        "or dtype='float'."
    }

    def read(self, estimator: Any) -> Ir:
        return read.read(estimator)

    def behind(self, ir: Ir, columns: Sequence[Column]) -> tuple[Ir, Ints]:
        """A chip scales a float sample as the Pipeline does; of integers the scale is in the steps
        (`aligned`).
        """
        lines = lines_of(columns, "a neighbour search")
        if not any(column.maps for column in columns):
            return ir, lines.source
        offset = -lines.shift / lines.scale
        return replace(ir, offset=offset, scale=lines.scale, slack=lines.slack), lines.source

    def aligned(self, ir: Ir, scaling: Scaling) -> Scaling:
        return steps.aligned(scaling, ir.stretch)

    def quantize(
        self, ir: Ir, dtype: str, scaling: Scaling | None, options: Mapping[str, Any]
    ) -> Stored:
        whole, ir = ir, condense(ir, chosen(options["condense"]))
        held = floats(ir) if dtype == "float" else integers(ir, dtype, scaling)
        answers: Array = ir.answers.astype(np.float32)
        if not np.isfinite(answers).all():
            raise UnsupportedError(
                "a value of the training is beyond float32: scale the target before fit."
            )
        stored = Stored(ir, dtype, scaling, held, answers, whole)
        if ir.kind == "outliers":
            outliers.check(stored)
        return stored

    def facts(self, stored: Stored) -> Facts:
        ir = stored.ir
        count, n = stored.rows.shape
        width = stored.rows.dtype.itemsize
        parts = {f"the {count:,} rows of {n} features": count * n * width}
        if ir.kind == "classifier":
            assert ir.classes is not None
            parts["the class of each row"] = count * (1 if len(ir.classes) <= 256 else 2)
        elif ir.kind == "regressor":
            parts["the value of each row"] = 4 * count
        elif ir.kind == "outliers":
            parts["the radius and density of each row"] = 8 * count
        if ir.scale is not None and stored.dtype == "float":
            parts["the offset and scale of each feature"] = 8 * n
        if ir.kind == "centres":
            return _facts_of_centres(stored, parts)
        line = f"{ir.k} nearest of {count:,} rows, {n} {stored.dtype} features, {ir.metric}"
        if ir.by_distance:
            line += ", weighted by distance"
        said = ir.facts
        cures = [Cure("fewer rows in fit, about {fewer} of them", _ALL, count)]
        if said:
            line += (
                f", {said['condensed']} from {said['rows_of_training']:,}: "
                f"{said['accuracy']:.1%} of the training rows right without themselves, "
                f"{said['accuracy_of_all_rows']:.1%} by all rows"
            )
        elif ir.kind == "classifier":
            cures.insert(0, Cure("condense=('edited', 'condensed'), with fewer rows", _ALL))
        if stored.dtype != "int8" and ir.metric != "cosine":
            smaller = "int16" if stored.dtype == "float" else "int8"
            cures.append(Cure(f"dtype={smaller!r} with calibrate=", _ALL))
        return Facts(
            n_features=n,
            classes=ir.classes,
            line=line,
            parts=parts,
            work=f"{count:,} rows, of which each is held to the sample until it is too far",
            memory=f"the {ir.k} nearest so far",
            cures=tuple(cures),
            details={"rows": count, "neighbours": ir.k, "metric": ir.metric, **said},
            enumerators=("outlier", "inlier") if ir.kind == "outliers" else (),
        )

    def abi(self, stored: Stored) -> Abi:
        ir = stored.ir
        if ir.kind == "classifier":
            assert ir.classes is not None
            exact = stored.dtype != "float" and not ir.by_distance
            kind, worth = ("uint16", 1 / 32768) if exact else ("float", 1.0)
            return Abi(
                stored.dtype,
                Output("uint16"),
                Output(kind, worth, len(ir.classes)),
                Output("float", stored.step, ir.k),
            )
        if ir.kind == "outliers":
            return Abi(stored.dtype, Output("uint16"), score=Output("float"))
        if ir.kind == "centres":
            return Abi(stored.dtype, Output("uint16"), score=Output("float", stored.step))
        return Abi(stored.dtype, Output("float", stored.step if ir.kind == "novelty" else 1.0))

    def emit(self, stored: Stored) -> Body:
        ir, (count, n) = stored.ir, stored.rows.shape
        is_float = stored.dtype == "float"
        header, kind = text.header(stored), text.cpp_type(stored, "label")
        answers = "{}"
        if ir.kind == "classifier":
            answers = _listed(f"label({int(y)})" for y in stored.answers)
        elif ir.kind == "regressor":
            answers = _listed(map(floating, stored.answers))
        elif ir.kind == "outliers":
            own = (outliers.radii(stored), outliers.densities(stored))
            answers = ",\n    ".join(_listed(map(floating, values)) for values in own)
            answers += "".join(f",\n    {floating(one)}" for one in outliers.constants(stored))
        written = [[floating(v) if is_float else str(int(v)) for v in row] for row in stored.rows]
        held = ",\n".join(f"    {{{{\n{rows(row, indent='      ')}}}}}" for row in written)
        listed = "" if ir.kind == "centres" else f"\n    {answers},"
        value = f"{{\n    {{{{\n{held}}}}},{listed}\n    {text.reach(stored) or 0}}}"
        if ir.scale is None or not is_float:
            return Body([header], kind, value, entries=count * n, longest=count * n)
        assert ir.offset is not None
        constants = "".join(
            f"inline constexpr mote::array<float, {n}> {name}{{{{\n"
            f"{rows(map(floating, values))}}}}};\n"
            for name, values in (("offset", ir.offset), ("scale", ir.scale))
        )
        return Body(
            [header, "mote/model/columns.hpp", "mote/model/prepared.hpp"],
            "mote::prepared<parts::neighbours, mote::scale_columns<float, parts::offset, "
            "parts::scale>>",
            "{}",
            f"inline constexpr {kind} neighbours{value};\n{constants}",
        )

    def file(self, stored: Stored) -> File | None:
        return text.write(stored, self.facts(stored))

    def contract(self, stored: Stored, estimator: Any, samples: Samples) -> Contract:
        return contract(stored, estimator, samples)

    def probes(self, stored: Stored, rows: int) -> Array | None:
        """Rows of the model, and samples between two of them."""
        random = np.random.default_rng(0)
        pairs = random.integers(len(stored.rows), size=(2, rows))
        share = random.integers(3, size=(rows, 1)) / 2
        held = stored.rows[pairs].astype(np.float64)
        if stored.dtype == "float" and stored.ir.scale is not None:
            assert stored.ir.offset is not None
            held = held / stored.ir.scale + stored.ir.offset
        mixed = held[0] * share + held[1] * (1 - share)
        return np.asarray(np.trunc(mixed) if stored.dtype != "float" else mixed).astype(
            np.float32 if stored.dtype == "float" else stored.dtype
        )


def _facts_of_centres(stored: Stored, parts: Mapping[str, int]) -> Facts:
    ir, (count, n) = stored.ir, stored.rows.shape
    return Facts(
        n_features=n,
        classes=ir.classes,
        line=f"{count} centres of {n} {stored.dtype} features, {ir.metric}",
        parts=parts,
        work=f"{count} centres, of which each is held to the sample until it is too far",
        memory="the nearest so far",
        cures=(Cure("fewer clusters, n_clusters={fewer}", _ALL, count),) if ir.clusters else (),
        details={"centres": count, "metric": ir.metric},
        enumerators=tuple(f"cluster_{k}" for k in range(count)) if ir.clusters else (),
    )


def _listed(items: Any) -> str:
    return f"{{{{\n{rows(items, indent='      ')}}}}}"
