"""StackingClassifier and StackingRegressor: the answers of members are the row of a last model."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from ...arrays import Array, Floats
from ...errors import UnsupportedError
from ...incoming import columns_of
from ...pipeline.reference import Reference
from ...scaling import Scaling
from ..base import Abi, Body, Contract, Cure, Excuse, Facts, Samples, ask
from ..shared.float32 import UNIT
from . import members
from .members import Held, Member

_FAR = 1e30  # what a column may be off by where nothing is promised
_GIVES = {
    "predict_proba": "stacked_shares",
    "decision_function": "stacked_scores",
    "predict": "stacked_value",
}


@dataclass(frozen=True)
class Ir:
    classes: Array | None
    members: tuple[Member, ...]
    methods: tuple[str, ...]  # what the last model is given of each
    last: Member
    passthrough: bool
    width: int  # columns of the last model
    n_features: int


@dataclass(frozen=True)
class Stored:
    ir: Ir
    members: tuple[Held, ...]
    last: Held


def read(estimator: Any, find: members.Find) -> Ir:
    """Raises UnsupportedError where it has no equal on a chip."""
    named = [name for name, given in estimator.estimators if given != "drop"]
    classes = getattr(estimator, "classes_", None)
    if isinstance(classes, list):
        raise UnsupportedError(
            "this StackingClassifier has several labels a sample: fit one for each of them."
        )
    width = int(estimator.n_features_in_)
    held = tuple(members.read(*each, width, find) for each in zip(named, estimator.estimators_))
    final = estimator.final_estimator_
    for member in [*(m.estimator for m in held), final]:
        own = getattr(member, "classes_", None)
        if classes is None or own is None or np.array_equal(own, np.arange(len(classes))):
            continue
        raise UnsupportedError(
            f"{type(member).__name__} inside does not know all {len(classes)} classes: fit it on "
            "the same rows as the others."
        )
    columns = int(final.n_features_in_)
    last = members.read("the last model", final, columns, find)
    methods = tuple(estimator.stack_method_)
    return Ir(classes, held, methods, last, bool(estimator.passthrough), columns, width)


def quantize(ir: Ir, dtype: str, scaling: Scaling | None) -> Stored:
    if dtype != "float":
        raise UnsupportedError(
            f"dtype={dtype!r} does not fit a stack: the columns of its last model are of float. "
            "Use dtype='float'."
        )
    held = members.quantize(ir.members, ir.n_features, dtype, None)
    for each, method in zip(held, ir.methods):
        _check(ir, each, method)
    return Stored(ir, held, members.quantize((ir.last,), ir.width, dtype, None)[0])


def _check(ir: Ir, held: Held, method: str) -> None:
    """Raises UnsupportedError where a chip does not give what the last model is given."""
    abi = held.abi
    if method == "predict":
        wanted: Any = "float" if held.facts.classes is None else "uint16"
        good = abi.prediction.type == wanted
    elif method == "predict_proba":
        good = abi.probability is not None and abi.probability.type == "float"
    else:
        assert ir.classes is not None
        columns = 1 if len(ir.classes) == 2 else len(ir.classes)
        good = abi.score is not None and (abi.score.type, abi.score.columns) == ("float", columns)
    if not good:
        raise UnsupportedError(
            f"member {held.member.name!r}, {type(held.member.estimator).__name__}, has no {method} "
            "on a chip, which is what the last model is given: use another stack_method=, or "
            "another member."
        )


def facts(s: Stored) -> Facts:
    inside = [(held.member.name, held.facts) for held in (*s.members, s.last)]
    parts: dict[str, int] = {}
    for held in (*s.members, s.last):
        parts.update(held.flash)
    last = s.last.facts
    every = frozenset({"flash", "ram", "instructions", "microseconds"})
    count = len(s.members)
    cures = [Cure(f"fewer members than {count}", every)]
    cures += [Cure(f"{name}: {c.text}", c.helps, c.count) for name, f in inside for c in f.cures]
    return Facts(
        n_features=s.ir.n_features,
        classes=s.ir.classes,
        line=f"{count} members stacked ({'; '.join(f'{name}: {f.line}' for name, f in inside)})",
        parts=parts,
        code=tuple(f"{s.last.member.name}: {part}" for part in last.code),
        branches=last.branches,
        work="; ".join(f"{name}: {f.work}" for name, f in inside),
        memory=f"what a member has there, one after the other, and {s.ir.width} columns",
        cures=tuple(cures),
        details={"members": count, "last": type(s.last.member.estimator).__name__},
        whole=tuple(sorted({int(h.member.used[i]) for h in s.members for i in h.facts.whole})),
    )


def abi(s: Stored) -> Abi:
    return s.last.abi


def emit(s: Stored) -> Body:
    includes = ["mote/model/prepared.hpp", "mote/model/combined/stacked_columns.hpp"]
    spaces, given = [], []
    for place, (held, method) in enumerate(zip(s.members, s.ir.methods)):
        more, space = held.emit(f"member_{place}")
        includes += more
        spaces.append(space)
        given.append(f"mote::{_GIVES[method]}<parts::member_{place}::model>")
    more, space = s.last.emit("last")
    includes += more
    spaces.append(space)
    passes = "true" if s.ir.passthrough else "false"
    listed = ",\n    ".join(given)
    return Body(
        includes,
        f"mote::prepared<parts::last::model, mote::stacked_columns<{passes},\n    {listed}>>",
        "{}",
        "\n".join(spaces),
    )


def contract(s: Stored, estimator: Any, samples: Samples) -> Contract:
    """What the last model is held to, on columns that are off by what the members may be."""
    stack = estimator.model if isinstance(estimator, Reference) else estimator
    before = estimator.steps if isinstance(estimator, Reference) else ()
    names = estimator.names if isinstance(estimator, Reference) else columns_of(stack)
    outer = Reference((*before, stack), stack.final_estimator_, names)
    held = [each.contract(estimator, samples) for each in s.members]
    rows: Floats = np.asarray(outer.seen(samples.given), np.float64)
    offs = []
    excused = members.of_numbers(held)
    for each, own, method in zip(s.members, held, s.ir.methods):
        offs.append(_off(s, each, own, method, members.reference(estimator, each.member), samples))
        if method == "predict" and own.promised is not None:
            open_ = Excuse(members.open_rows(own), numbers=True)
            excused = members.merged([*excused.items(), ("near a tie of a member", open_)])
    if s.ir.passthrough:
        offs.append(UNIT * np.abs(samples.raw))
    off = np.minimum(np.nan_to_num(np.concatenate(offs, axis=1), nan=_FAR, posinf=_FAR), _FAR)
    seen = rows.astype(np.float32)
    inner = Samples(samples.given, rows, seen.astype(np.float64), seen, off)
    last = s.last.contract(outer, inner)
    merged = members.merged([*last.excused.items(), *excused.items()])
    if s.ir.classes is None or last.promised is None:
        return replace(last, excused=merged)
    classes = s.ir.classes
    return replace(
        last, prediction=classes[last.prediction], promised=classes[last.promised], excused=merged
    )


def _off(
    s: Stored, held: Held, own: Contract, method: str, theirs: Any, samples: Samples
) -> Floats:
    """How far the columns of a member may be from the estimator's."""
    rows = len(own.numbers)
    if method == "decision_function":
        assert own.evidence is not None
        scores = np.asarray(ask(theirs, method, samples.given), np.float64).reshape(rows, -1)
        return np.asarray(own.evidence.bound + np.abs(own.evidence.scores - scores))
    if method == "predict_proba":
        shares = np.asarray(ask(theirs, method, samples.given), np.float64)
        off = np.abs(own.numbers - shares) + own.bound[:, None]
        return np.asarray(off[:, 1:] if shares.shape[1] == 2 else off)
    if own.promised is None:
        return own.bound[:, None]
    assert s.ir.classes is not None
    other = (own.promised != own.prediction) | members.open_rows(own)
    return np.where(other, float(len(s.ir.classes)), 0.0)[:, None]
