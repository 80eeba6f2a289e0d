"""VotingClassifier and VotingRegressor: what they vote with, and what they are held to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ...arrays import Array, Bools, Floats
from ...emit.literals import floating, integer, rows
from ...errors import UnsupportedError
from ...scaling import Scaling
from ..base import Abi, Body, Contract, Cure, Excuse, Facts, Output, Samples, ask
from ..shared.float32 import LARGEST, TINY, UNIT
from . import members
from .members import Held, Member

_ALL = frozenset({"flash", "ram", "instructions", "microseconds"})
_WHOLE = 65535  # the most that whole weights may sum up to
_SPREAD = 60000  # the sum of weights that are not whole


@dataclass(frozen=True)
class Ir:
    """Members, and how much each has to say."""

    kind: str  # hard, soft, mean
    classes: Array | None
    members: tuple[Member, ...]
    weights: Floats  # (members,)
    n_features: int


@dataclass(frozen=True)
class Stored:
    """The same as the chip holds it."""

    ir: Ir
    dtype: str
    members: tuple[Held, ...]
    weights: Array  # float32, uint16, int32; or float64, which stands as its bits
    unit: float = 1.0  # of a value or of a vote


def read(estimator: Any, find: members.Find) -> Ir:
    """Raises UnsupportedError where it has no equal on a chip."""
    named = [name for name, given in estimator.estimators if given not in (None, "drop")]
    kind = getattr(estimator, "voting", "mean")
    classes = getattr(estimator, "classes_", None)
    if kind != "mean" and (classes is None or isinstance(classes, list)):
        raise UnsupportedError(
            "this VotingClassifier has several labels a sample: fit one for each of them."
        )
    width = int(estimator.n_features_in_)
    held = [members.read(*each, width, find) for each in zip(named, estimator.estimators_)]
    for member in held:
        _check(kind, member, classes)
    weights = estimator._weights_not_none
    share = np.ones(len(held)) if weights is None else np.asarray(weights, np.float64)
    if not ((share >= 0.0).all() and 0.0 < share.sum() < np.inf):
        raise UnsupportedError(
            f"weights={weights!r} are not all finite, at least 0 and one of them above it: a vote "
            "of less than nothing is no vote. Fit with other weights."
        )
    return Ir(kind, classes, tuple(held), share, width)


def _check(kind: str, member: Member, classes: Array | None) -> None:
    name = type(member.estimator).__name__
    if kind == "mean":
        if not hasattr(member.estimator, "predict") or hasattr(member.estimator, "classes_"):
            raise UnsupportedError(f"member {member.name!r}, {name}, is no regression.")
        return
    own = getattr(member.estimator, "classes_", None)
    assert classes is not None
    if own is None or not np.array_equal(own, np.arange(len(classes))):
        raise UnsupportedError(
            f"member {member.name!r}, {name}, does not know all {len(classes)} classes: fit it on "
            "the same rows as the others."
        )


def quantize(ir: Ir, dtype: str, scaling: Scaling | None) -> Stored:
    held = members.quantize(ir.members, ir.n_features, dtype, scaling)
    if ir.kind == "hard":
        return Stored(ir, dtype, held, *_whole_or_bits(ir.weights))
    for each in held:
        _check_answer(ir, each, held[0])
    if ir.kind == "mean":
        share = ir.weights / ir.weights.sum()
        if held[0].abi.prediction.type == "float":
            return Stored(ir, dtype, held, share.astype(np.float32))
        # A sum of shares stays below 2^31 by more than each can be rounded up.
        most = 2.0**31 - 2 * len(held) - 2
        worth = share * np.array([each.abi.prediction.unit for each in held])
        unit = float(np.nextafter(np.float32(worth.sum() * 2.0**31 / most), np.float32(np.inf)))
        return Stored(ir, dtype, held, np.rint(worth / unit * 2.0**31).astype(np.int32), unit)
    if held[0].abi.probability.type == "float":  # type: ignore[union-attr]
        weights = ir.weights.astype(np.float32)
        if not (np.isfinite(weights).all() and weights.sum(dtype=np.float32) < LARGEST):
            raise UnsupportedError("the sum of weights is beyond float32: fit with smaller ones.")
        return Stored(ir, dtype, held, weights)
    whole = (ir.weights == np.rint(ir.weights)).all() and ir.weights.sum() <= _WHOLE
    spread = ir.weights if whole else np.rint(ir.weights / ir.weights.sum() * _SPREAD)
    return Stored(ir, dtype, held, spread.astype(np.uint16))


def _whole_or_bits(weights: Floats) -> tuple[Array, float]:
    """Whole numbers, or doubles whose sum is below 2, and what 1 of them is worth."""
    halves = 0  # weights such as 0.5 are whole in halves
    while halves < 8 and not (weights * 2.0**halves == np.rint(weights * 2.0**halves)).all():
        halves += 1
    whole = weights * 2.0**halves
    if (whole == np.rint(whole)).all() and whole.sum() <= _WHOLE:
        return whole.astype(np.uint16), 2.0**-halves
    unit = 2.0 ** np.floor(np.log2(weights.sum()))
    held = weights / unit
    if (held < 2.0**-900).any() and (held[held < 2.0**-900] > 0.0).any():
        raise UnsupportedError("a weight is less than 2^-900 of all: leave its member out.")
    return held, float(unit)


def _check_answer(ir: Ir, held: Held, first: Held) -> None:
    """Raises UnsupportedError where a member's answers are not as those of the others."""
    what = type(held.member.estimator).__name__
    if ir.kind == "soft":
        own, other = held.abi.probability, first.abi.probability
        if own is None:
            raise UnsupportedError(
                f"member {held.member.name!r}, {what}, gives no probabilities on a chip, and "
                "voting='soft' adds them: use voting='hard', or another member."
            )
    else:
        own, other = held.abi.prediction, first.abi.prediction
    if other is not None and own.type != other.type:
        raise UnsupportedError(
            f"member {held.member.name!r}, {what}, answers in {own.type} and "
            f"{first.member.name!r} in {other.type}: use dtype='float'."
        )


def facts(s: Stored) -> Facts:
    inside = [(held.member.name, held.facts) for held in s.members]
    by = {"hard": "labels", "soft": "probabilities", "mean": "values"}[s.ir.kind]
    parts: dict[str, int] = {}
    for held in s.members:
        parts.update(held.flash)
    own = s.weights.itemsize * s.weights.size + (4 if s.ir.kind == "mean" else 0)
    parts["the weights of the members"] = own
    count = len(s.members)
    cures = [Cure(f"fewer members than {count}", _ALL)]
    cures += [Cure(f"{name}: {c.text}", c.helps, c.count) for name, f in inside for c in f.cures]
    whole = {int(h.member.used[i]) for h in s.members for i in h.facts.whole}
    listed = "; ".join(f"{name}: {f.line}" for name, f in inside)
    return Facts(
        n_features=s.ir.n_features,
        classes=s.ir.classes,
        line=f"{count} members vote by {by} ({listed})",
        parts=parts,
        code=tuple(f"{name}: {part}" for name, f in inside for part in f.code),
        branches=sum(f.branches for _, f in inside),
        work="; ".join(f"{name}: {f.work}" for name, f in inside),
        memory="what a member has there, one after the other, and the votes",
        cures=tuple(cures),
        details={"members": count, "voting": s.ir.kind},
        whole=tuple(sorted(whole)),
    )


def abi(s: Stored) -> Abi:
    ir, first = s.ir, s.members[0].abi
    if ir.kind == "mean":
        return Abi(s.dtype, Output(first.prediction.type, s.unit))
    assert ir.classes is not None
    k = len(ir.classes)
    if ir.kind == "hard":
        kind = "uint16" if s.weights.dtype == np.uint16 else "float"
        return Abi(s.dtype, Output("uint16"), score=Output(kind, s.unit, k))
    kind = "float" if s.weights.dtype == np.float32 else "uint16"
    unit = 1.0 if kind == "float" else 1 / 32768
    return Abi(s.dtype, Output("uint16"), Output(kind, unit, k))


def emit(s: Stored) -> Body:
    ir, n = s.ir, len(s.members)
    k = 0 if ir.classes is None else len(ir.classes)
    kind = s.weights.dtype
    name = {"float32": "float", "uint16": "uint16_t", "int32": "int32_t"}.get(kind.name, "")
    if ir.kind == "hard":
        name = name or "mote::binary64::bits"
        rule = f"mote::hard_voting<label, {k}, {n}, {name}>"
    elif ir.kind == "soft":
        rule = f"mote::soft_voting<label, {k}, {n}, {name}>"
    else:
        rule = f"mote::mean_voting<{n}, {name}>"
    if kind == np.float64:
        listed = rows(f"0x{bits:016x}u" for bits in s.weights.view(np.uint64).tolist())
    elif kind == np.float32:
        listed = rows(floating(weight) for weight in s.weights)
    else:
        listed = rows(integer(int(weight)) for weight in s.weights)
    scale = f", {floating(s.unit)}" if ir.kind == "mean" else ""
    includes, spaces = ["mote/model/combined/voting.hpp"], []
    for place, held in enumerate(s.members):
        more, space = held.emit(f"member_{place}")
        includes += more
        spaces.append(space)
    models = rows(f"parts::member_{place}::model" for place in range(n))
    return Body(
        includes,
        f"mote::voting<{rule},\n{models}>",
        f"{{{{\n    // The weight of each member\n    {{{{\n{listed}}}}}{scale}}}}}",
        "\n".join(spaces),
    )


def contract(s: Stored, estimator: Any, samples: Samples) -> Contract:
    """The estimator's label, probability or value, as far as the members keep to theirs."""
    held = [each.contract(estimator, samples) for each in s.members]
    prediction = ask(estimator, "predict", samples.given)
    if s.ir.kind == "hard":
        return _of_labels(s, held, prediction)
    if s.ir.kind == "mean":
        return _of_values(s, held, np.ravel(prediction).astype(np.float64))
    numbers = np.asarray(ask(estimator, "predict_proba", samples.given), np.float64)
    theirs = [members.reference(estimator, each.member) for each in s.members]
    apart = [  # of trees whose leaves vote, what they are held to are votes
        np.abs(own.numbers - np.asarray(ask(each, "predict_proba", samples.given))).max(axis=1)
        for own, each in zip(held, theirs)
    ]
    share = s.ir.weights / s.ir.weights.sum()
    bound = _weighed([own.bound + off for own, off in zip(held, apart)], share)
    if s.weights.dtype == np.float32:
        bound += UNIT * (2 * len(held) + 6)
    else:
        whole = s.weights.astype(np.float64)
        bound += np.abs(whole / whole.sum() - share).sum() + 1.6 * 2.0**-15
    excused = {**members.of_numbers(held), "near a tie": Excuse(near(numbers, bound))}
    return Contract(prediction, prediction, numbers, np.minimum(bound, 1.0), excused, ceiling=2.0)


def near(shares: Floats, bound: Floats) -> Bools:
    """Rows of which two classes may be the likeliest, where each share is within the bound."""
    rivals = shares.max(axis=1, keepdims=True) - shares <= 2.0 * bound[:, None]
    return np.asarray(rivals.sum(axis=1) > 1)


def _of_labels(s: Stored, held: Sequence[Contract], prediction: Array) -> Contract:
    """Votes of the labels that members promise; where one may have another, its weight is open."""
    assert s.ir.classes is not None
    rows, k = len(prediction), len(s.ir.classes)
    votes, open_ = np.zeros((rows, k)), np.zeros(rows)
    for own, weight in zip(held, s.ir.weights):
        votes[np.arange(rows), np.asarray(own.promised, np.int64)] += weight
        open_ += np.where(members.open_rows(own), weight, 0.0)
    promised = s.ir.classes[votes.argmax(axis=1)]
    hangs = near(votes, open_ * (1.0 + 1e-12)) & (open_ > 0.0)
    excused = {"near a tie of a member": Excuse(hangs)}
    other = promised != prediction  # a member's integers decide otherwise, or hard leaves
    if other.any():
        excused["other votes of members"] = Excuse(other)
    rounding = 0.0 if s.weights.dtype == np.uint16 else 2.0**-22 * float(s.ir.weights.sum())
    return Contract(prediction, promised, votes, open_ + rounding, excused, ceiling=np.inf)


def _of_values(s: Stored, held: Sequence[Contract], value: Floats) -> Contract:
    n, share = len(held), s.ir.weights / s.ir.weights.sum()
    bound = _weighed([own.bound for own in held], share)
    sizes = [np.abs(own.numbers[:, 0]) + own.bound for own in held]
    rounding = UNIT * (n + 4) * _weighed(sizes, share) + n * TINY
    if s.weights.dtype == np.int32:
        rounding += 1.1 * n * s.unit
    ceilings = [np.broadcast_to(own.ceiling, len(value)) for own in held]
    return Contract(
        value,
        None,
        value[:, None],
        bound + rounding,
        members.of_numbers(held),
        ceiling=_weighed(ceilings, share) + rounding,
    )


def _weighed(each: Sequence[Floats], share: Floats) -> Floats:
    """The mean by shares, of which a share of 0 takes no part, whatever its number."""
    columns = np.stack(each, axis=1)
    return np.asarray(np.where(share > 0.0, columns, 0.0) @ share)
