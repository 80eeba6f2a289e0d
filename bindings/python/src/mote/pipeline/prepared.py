"""What a chip works out of a row before its model: fills for missing numbers, and mixed steps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from ..arrays import Array, Floats, Ints
from ..emit.literals import C_TYPE, floating, integer, rows
from ..errors import UnsupportedError
from ..families.base import Abi, AnyFamily, Body, Contract, Facts, File, Option, Output, Samples
from ..scaling import INTEGER_RANGE, Scaling
from .columns import Column, Fill
from .mixed import Mixed, Part


@dataclass(frozen=True, eq=False)
class Preparation:
    """Stages of C++ from the row that a chip is given to the one that the model takes."""

    dtype: str
    fills: tuple[Fill | None, ...]  # a column that the chip is given
    parts: tuple[Part, ...]

    @property
    def takes_nan(self) -> bool:
        return any(fill is not None and np.isnan(fill.missing) for fill in self.fills)

    @property
    def flash(self) -> dict[str, int]:
        """Bytes of constants, by what they are."""
        size = {"float": 4, "int8": 1, "int16": 2, "int32": 4}[self.dtype]
        kinds = len({bool(np.isnan(fill.missing)) for fill in self.fills if fill is not None})
        own = len(self.fills) * size * (kinds if self.takes_nan else 2 * kinds)
        if self.takes_nan and kinds == 2:
            own += len(self.fills) * size
        held = {"what stands for missing numbers": own} if kinds else {}
        for part in self.parts:
            kind = type(part.mixed.step).__name__
            held[f"the constants of {kind} ({part.mixed.name})"] = part.flash
        return held

    @property
    def line(self) -> str:
        """In a phrase, for the comment of a header."""
        said = [
            f"{type(part.mixed.step).__name__} ({len(part.gives)} of its {part.mixed.width} "
            f"columns, from {len(part.takes)})"
            for part in self.parts
        ]
        if any(fill is not None for fill in self.fills):
            said.insert(0, "fills for missing numbers")
        return ", ".join(said)

    def filled(self, raw: Floats) -> Floats:
        """Rows that the chip is given, with what stands for what is missing in them."""
        out: Floats = raw.copy()
        for f, fill in enumerate(self.fills):
            if fill is not None:
                nan = np.isnan(fill.missing)
                out[np.isnan(raw[:, f]) if nan else raw[:, f] == fill.missing, f] = fill.value
        return out

    def inner(self, samples: Samples, reference: Any) -> Samples:
        """The same rows as the model is given them, and how far the chip's may be from them."""
        x, off = samples.raw, np.abs(samples.seen - samples.raw)
        if not self.parts:
            return samples
        for part in self.parts:
            off = part.error(x, off)
            x = np.asarray(reference.seen(samples.given, part.mixed.step), np.float64)
            x = x[:, part.gives]
        return replace(samples, raw=x, seen=x.astype(np.float32).astype(np.float64), off=off)

    def emit(self) -> tuple[str, list[str]]:
        """Constants for the namespace `parts`, and the stages in their order."""
        text, stages = "", list[str]()
        for n, part in enumerate(self.parts, 1):
            more, some = part.emit(n)
            text, stages = text + more, stages + some
        fills, first = self._fills()
        return fills + text, first + stages

    def _fills(self) -> tuple[str, list[str]]:
        """NaN first, then numbers: none of what stands for NaN is one of these."""
        text, stages, kind = "", list[str](), C_TYPE[self.dtype]
        if self.takes_nan:
            values = [
                f.value if f is not None and np.isnan(f.missing) else np.nan for f in self.fills
            ]
            text += _constant("float", "fill", [floating(value) for value in values])
            stages.append("mote::impute_columns<fill>")
        numbers = [f if f is not None and not np.isnan(f.missing) else None for f in self.fills]
        if any(fill is not None for fill in numbers):
            written = floating if self.dtype == "float" else lambda value: integer(int(value))
            what = [0.0 if fill is None else fill.missing for fill in numbers]
            by = [0.0 if fill is None else fill.value for fill in numbers]
            text += _constant(kind, "missing", [written(value) for value in what])
            text += _constant(kind, "instead", [written(value) for value in by])
            stages.append(f"mote::replace_columns<{kind}, missing, instead>")
        return text, stages


def _constant(kind: str, name: str, values: Sequence[str]) -> str:
    return f"inline constexpr mote::array<{kind}, {len(values)}> {name}{{{{\n{rows(values)}}}}};\n"


def mixing(columns: Sequence[Column]) -> Mixed | None:
    """The last step before the model of which each column comes of several."""
    bases = {id(column.base): column.base for column in columns}
    assert len(bases) <= 1  # steps.py refuses what would mix them
    return next(iter(bases.values()), None)


def behind(
    columns: Sequence[Column], used: Ints, dtype: str, *, scaled: bool, nan: bool
) -> tuple[Ints, Preparation | None]:
    """Which of the user's columns the chip is given, where the model takes `used` of what its own
    columns come from, and what is worked out of these. `nan`: one of them may be NaN.
    """
    parts: list[Part] = []
    base = mixing(columns)
    while base is not None:
        parts.insert(0, base.kept(used))
        used, columns = parts[0].takes, base.given
        base = mixing(columns)
    fills = tuple(_fill(columns, int(i), dtype, nan and not scaled) for i in used)
    if scaled and any(fill is not None for fill in fills):
        raise UnsupportedError(
            "calibrate= scales numbers before a missing one can be told by its value: use "
            "SimpleImputer(missing_values=np.nan), or leave calibrate out."
        )
    if not parts and not any(fill is not None for fill in fills):
        return used, None
    return used, Preparation(dtype, fills, tuple(parts))


def check_missing(preparation: Preparation, number: float | None) -> None:
    """Raises UnsupportedError where an integer is missing for the model alone: NaN is for both."""
    if number is not None and not np.isnan(number):
        raise UnsupportedError(
            f"missing={number:g} is told by the model, and {preparation.line} stands before it: "
            "leave the SimpleImputer out, whose work such trees do themselves."
        )


def _fill(columns: Sequence[Column], source: int, dtype: str, nan: bool) -> Fill | None:
    """What stands for a missing number of a user's column, as the chip's type holds it."""
    fills = [c.fill for c in columns if c.source == source and c.fill is not None]
    if not fills:
        return None
    fill = fills[0]
    if np.isnan(fill.missing):
        if not nan or dtype != "float":
            return None  # none is missing
    elif dtype == "float" and float(np.float32(fill.missing)) != fill.missing:
        raise UnsupportedError(
            f"column {source} is missing where it is {fill.missing!r}, which is no float32, in "
            "which a chip measures: mark it by a number that is, or by NaN."
        )
    if any(other.value != fill.value for other in fills):
        raise UnsupportedError(
            f"column {source} has two fills for a missing number, {fill.value:g} and "
            f"{next(f.value for f in fills if f.value != fill.value):g}: use one SimpleImputer."
        )
    if dtype != "float":
        low, high = INTEGER_RANGE[dtype]
        wrong = [v for v in (fill.missing, fill.value) if v != int(v) or not low <= v <= high]
        if wrong:
            raise UnsupportedError(
                f"column {source} is filled with {fill.value:g} where it is {fill.missing:g}, and "
                f"{wrong[0]:g} is no {dtype}: use SimpleImputer(strategy='most_frequent') or "
                "'constant', or dtype='float'."
            )
    return fill


@dataclass(frozen=True, eq=False)
class PreparedFamily:
    """A family whose models stand behind stages: what these change of what it brings."""

    family: AnyFamily
    preparation: Preparation

    @property
    def name(self) -> str:
        return str(self.family.name)

    @property
    def estimators(self) -> Sequence[str]:
        return list(self.family.estimators)

    @property
    def converts(self) -> str:
        return str(self.family.converts)

    @property
    def options(self) -> Mapping[str, Option]:
        return dict(self.family.options)

    @property
    def dtypes(self) -> Mapping[str, str]:
        return dict(self.family.dtypes)

    def read(self, estimator: Any) -> Any:
        return self.family.read(estimator)

    def behind(self, ir: Any, columns: Sequence[Column]) -> tuple[Any, Ints]:
        return self.family.behind(ir, columns)

    def quantize(
        self, ir: Any, dtype: str, scaling: Scaling | None, options: Mapping[str, Any]
    ) -> Any:
        return self.family.quantize(ir, dtype, scaling, options)

    def facts(self, stored: Any) -> Facts:
        facts = self.family.facts(stored)
        return replace(
            facts,
            n_features=len(self.preparation.fills),
            parts={**self.preparation.flash, **facts.parts},
        )

    def abi(self, stored: Any) -> Abi:
        abi = self.family.abi(stored)
        if not self.preparation.parts:
            return abi
        return replace(abi, prepared=Output("float", columns=self.family.facts(stored).n_features))

    def emit(self, stored: Any) -> Body:
        """The family's own model is `parts::decider`, a constant as it was."""
        body = self.family.emit(stored)
        text, stages = self.preparation.emit()
        named = ", ".join(f"parts::step{i}" for i in range(1, len(stages) + 1))
        return Body(
            [*body.includes, "mote/model/columns.hpp", "mote/model/prepared.hpp"],
            f"mote::prepared<parts::decider, {named}>",
            "{}",
            f"{body.parts}\n" * bool(body.parts)
            + f"inline constexpr {body.type} decider{body.value};\n"
            + text
            + "".join(f"using step{i} = {stage};\n" for i, stage in enumerate(stages, 1)),
        )

    def file(self, stored: Any) -> File | None:
        """A file holds the model alone, and not what is worked out before it."""
        if self.family.file(stored) is None:
            return None
        raise UnsupportedError(
            f"a model behind {self.preparation.line} is not loaded from a file: save a .hpp."
        )

    def contract(self, stored: Any, estimator: Any, samples: Samples) -> Contract:
        inner = self.preparation.inner(samples, estimator)
        contract: Contract = self.family.contract(stored, estimator, inner)
        return contract

    def probes(self, stored: Any, rows: int) -> Array | None:
        """The model's own, where they are rows that a chip is given."""
        return None if self.preparation.parts else self.family.probes(stored, rows)
