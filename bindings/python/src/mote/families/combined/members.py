"""The models inside of a combined one, each asked as its own family asks it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from ...arrays import Array, Bools, Floats, Ints
from ...emit.literals import C_TYPE, comment, rows
from ...errors import UnsupportedError
from ...incoming import columns_of
from ...pipeline import prepared, searches, steps
from ...pipeline.columns import Column
from ...pipeline.reference import Reference
from ...scaling import Scaling
from ..base import Abi, AnyFamily, Body, Contract, Excuse, Facts, Samples

# An estimator, or what stands for it, and its family: registry.py has it.
Find = Callable[[Any], tuple[Any, AnyFamily]]


@dataclass(frozen=True)
class Member:
    """An estimator inside, as its family reads it."""

    name: str  # in words: of a header's comments, of figures and of what is refused
    estimator: Any  # its last step
    steps: tuple[Any, ...]  # those before it, in a Pipeline of its own
    names: Sequence[str] | None  # of the columns that these were fitted on
    family: AnyFamily
    ir: Any
    used: Ints  # which columns of the combined model's it takes


@dataclass(frozen=True)
class Held:
    """A member as the chip holds it."""

    member: Member
    stored: Any
    width: int  # columns of the combined model

    @property
    def facts(self) -> Facts:
        facts: Facts = self.member.family.facts(self.stored)
        return facts

    @property
    def abi(self) -> Abi:
        abi: Abi = self.member.family.abi(self.stored)
        return abi

    @property
    def picks(self) -> bool:
        """It takes not all columns, or in another order."""
        return not np.array_equal(self.member.used, np.arange(self.width))

    @property
    def flash(self) -> dict[str, int]:
        """Bytes of constants, by what they are."""
        own = {f"{self.member.name}: {part}": size for part, size in self.facts.parts.items()}
        if self.picks:
            own[f"{self.member.name}: the columns that it takes"] = (
                len(self.member.used) * _place_type(self.width)[1]
            )
        return own

    def contract(self, outer: Any, samples: Samples) -> Contract:
        """What the member alone is held to; `outer` is the whole, as it takes `samples.given`."""
        used = self.member.used
        inside = replace(
            samples,
            raw=samples.raw[:, used],
            seen=samples.seen[:, used],
            features=samples.features[:, used],
            off=None if samples.off is None else samples.off[:, used],
        )
        contract: Contract = self.member.family.contract(
            self.stored, reference(outer, self.member), inside
        )
        return contract

    def emit(self, space: str) -> tuple[Sequence[str], str]:
        """What it includes, and the namespace `space` with its constant `model`."""
        body: Body = self.member.family.emit(self.stored)
        parts = f"namespace parts {{\n\n{body.parts}\n}}  // namespace parts\n" * bool(body.parts)
        includes, name = list(body.includes), "model"
        more = ""
        if self.picks:
            name, kind = "whole", _place_type(self.width)[0]
            used = rows(map(str, self.member.used.tolist()))
            feature = C_TYPE[self.abi.feature]
            includes += ["mote/model/columns.hpp", "mote/model/prepared.hpp"]
            more = (
                f"inline constexpr mote::array<{kind}, {len(self.member.used)}> columns{{{{\n"
                f"{used}}}}};\n"
                f"inline constexpr mote::prepared<whole, mote::select_columns<{feature}, "
                f"{self.width}, columns>> model{{}};\n"
            )
        return includes, (
            f"{comment(self.member.name)}\nnamespace {space} {{\n{parts}"
            f"inline constexpr {body.type} {name}{body.value};\n{more}}}  // namespace {space}\n"
        )


def _place_type(width: int) -> tuple[str, int]:
    """What holds the place of a column, and its bytes."""
    return ("uint8_t", 1) if width <= 256 else ("uint16_t", 2)


def read(name: str, estimator: Any, width: int, find: Find) -> Member:
    """An estimator that was fitted on `width` columns. Raises UnsupportedError with its name."""
    name = re.sub(r"[\x00-\x1f\x7f]", " ", name)
    try:
        found = searches.best(estimator)
        *before, (_, last) = steps.flat(found) if steps.is_pipeline(found) else [("", found)]
        model, family = find(last)
        ir, used = family.read(model), np.arange(width)
        if before:
            ir, used = family.behind(ir, _columns(before, width))
    except UnsupportedError as error:
        raise UnsupportedError(f"member {name!r}: {error}") from None
    through = tuple(step for _, step in before)
    return Member(name, model, through, columns_of(found), family, ir, used)


def _columns(before: Sequence[tuple[str, Any]], width: int) -> Sequence[Column]:
    """What steps before a member alone make of the columns of the whole."""
    for name, step in before:
        if steps.takes_windows(step):
            raise UnsupportedError(
                f"the step {name!r} makes features of windows for this member alone: put it "
                "before the whole, in a Pipeline around it."
            )
    columns = steps.through(before, tuple(Column(i) for i in range(width)))
    base = prepared.mixing(columns)
    if base is not None or any(column.fill is not None for column in columns):
        step = "a SimpleImputer" if base is None else f"the step {base.name!r}"
        raise UnsupportedError(
            f"{step} stands before this member alone: put it before the whole, in a Pipeline "
            "around it."
        )
    return columns


def behind(members: Sequence[Member], columns: Sequence[Column]) -> tuple[tuple[Member, ...], Ints]:
    """The same of the user's columns, and which of these some member takes."""
    found = []
    for member in members:
        if member.steps and any(column.maps or column.rounds for column in columns):
            raise UnsupportedError(
                f"member {member.name!r} has a Pipeline of its own, and a scaler stands before "
                "the whole: scale once, before the whole."
            )
        try:
            if member.steps:
                ir, used = member.ir, np.array([columns[i].source for i in member.used], np.int64)
            else:
                ir, used = member.family.behind(member.ir, columns)
        except UnsupportedError as error:
            raise UnsupportedError(f"member {member.name!r}: {error}") from None
        found.append(replace(member, ir=ir, used=used))
    every = np.unique(np.concatenate([member.used for member in found]))
    return tuple(
        replace(member, used=np.searchsorted(every, member.used)) for member in found
    ), every


def quantize(
    members: Sequence[Member], width: int, dtype: str, scaling: Scaling | None
) -> tuple[Held, ...]:
    """Each as its family holds it, with default options."""
    out = []
    for member in members:
        family = member.family
        why = family.dtypes.get(dtype)
        if why is not None:
            raise UnsupportedError(
                f"dtype={dtype!r} does not fit member {member.name!r}, "
                f"{type(member.estimator).__name__}: {why}"
            )
        own = None if scaling is None else picked(scaling, member.used)
        options = {name: option.default for name, option in family.options.items()}
        try:
            if own is not None and hasattr(family, "aligned"):
                wanted = family.aligned(member.ir, own).scale
                if not np.allclose(wanted, own.scale, rtol=1e-6, atol=0.0):  # but for rounding
                    raise UnsupportedError(
                        "its steps do not fit those of another member: use dtype='float'."
                    )
            stored = family.quantize(member.ir, dtype, own, options)
        except UnsupportedError as error:
            raise UnsupportedError(f"member {member.name!r}: {error}") from None
        out.append(Held(member, stored, width))
    return tuple(out)


def aligned(members: Sequence[Member], scaling: Scaling) -> Scaling:
    """Steps that fit every member that wants its own; `quantize` refuses where none do."""
    for member in members:
        if hasattr(member.family, "aligned"):
            own = member.family.aligned(member.ir, picked(scaling, member.used))
            scale = scaling.scale.copy()
            scale[member.used] = own.scale
            scaling = replace(scaling, scale=scale)
    return scaling


def picked(scaling: Scaling, used: Ints) -> Scaling:
    columns = tuple(scaling.columns[i] for i in used) if scaling.columns else scaling.columns
    return replace(scaling, offset=scaling.offset[used], scale=scaling.scale[used], columns=columns)


def reference(outer: Any, member: Member) -> Any:
    """The member, for rows as the whole takes them."""
    before = outer.steps if isinstance(outer, Reference) else ()
    names = outer.names if before else member.names
    return Reference((*before, *member.steps), member.estimator, names)


def merged(excuses: Sequence[tuple[str, Excuse]]) -> dict[str, Excuse]:
    """Excuses of one reason as one."""
    out: dict[str, Excuse] = {}
    for reason, excuse in excuses:
        held = out.get(reason)
        out[reason] = excuse if held is None else replace(held, rows=held.rows | excuse.rows)
    return out


def of_numbers(contracts: Sequence[Contract]) -> dict[str, Excuse]:
    """Rows on which some member's numbers may be any."""
    return merged(
        [
            (reason, excuse)
            for contract in contracts
            for reason, excuse in contract.excused.items()
            if excuse.numbers
        ]
    )


def open_rows(contract: Contract) -> Bools:
    """Rows on which a member's label may be another."""
    out = np.zeros(len(contract.numbers), bool)
    for excuse in contract.excused.values():
        out |= excuse.rows
    return out


def ranged(members: Sequence[Member], X: Floats) -> tuple[Member, ...]:
    """Each knows what its samples reach inside, where it wants to."""
    return tuple(
        replace(member, ir=member.family.ranged(member.ir, X[:, member.used]))
        if hasattr(member.family, "ranged")
        else member
        for member in members
    )


def probes(held: Sequence[Held], dtype: str, count: int) -> Array | None:
    """The members' in turn; a column that a member does not take is 0 in its."""
    kind = np.float32 if dtype == "float" else np.dtype(dtype)
    found = []
    for each in held:
        own = each.member.family.probes(each.stored, count)
        if own is not None:
            whole = np.zeros((count, each.width), kind)
            whole[:, each.member.used] = own
            found.append(whole)
    return np.stack(found, axis=1).reshape(-1, held[0].width)[:count] if found else None
