"""What stands behind the model of a Windowed, on the chip: its C++, and what verify finds of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from .. import quality
from ..arrays import Array, Bools
from ..decisions import distance, run
from ..emit.labels import named
from ..emit.literals import C_TYPE
from ..emit.pipeline import Windows
from ..errors import UnsupportedError
from ..families.base import Abi, Contract, Facts, Output
from ..run import RAW, real
from . import known
from .front import Front
from .windows import FromWindows, Given


def on_chip(front: Front, abi: Abi, facts: Facts) -> Windows | None:
    """The whole way of a header, from samples to decisions."""
    windows = front.on_chip
    if windows is None or front.windows is None or not (steps := front.windows.decide):
        return windows
    if steps.values:
        return replace(
            windows, decided=steps.code_of_values(C_TYPE[abi.prediction.type], "parts::")
        )
    assert facts.classes is not None
    if steps.by_probability and abi.probability is None:
        raise UnsupportedError(
            f"{type(front.model).__name__} gives no probabilities, which mote.SmoothProbabilities, "
            "mote.Hysteresis and mote.Reject take: use mote.Majority or mote.MinimalDuration."
        )
    probability = "float" if abi.probability is None else C_TYPE[abi.probability.type]
    names, _ = named(facts, unknown(front, facts))
    count = len(facts.classes)
    code = steps.code("label", f"label::{names[-1]}", probability, count, "parts::")
    if steps.distance is not None:
        known = front.windows.windowed.known_
        code = replace(
            code,
            near=f"parts::near, label::{names[-1]}",
            declarations=known.table(abi.feature, steps.distance) + code.declarations,
            includes=(*code.includes, distance.INCLUDE, "mote/pipeline/only_if.hpp"),
        )
    return replace(windows, decided=code, by_probability=steps.by_probability)


def unknown(front: Front, facts: Facts) -> str | None:
    """What windows of no class are called; None: each has one."""
    if front.windows is None or front.windows.decide.reject is None or facts.classes is None:
        return None
    return str(front.decided(facts.classes).tolist()[-1])


def found(
    front: Front,
    given: Given,
    rows: Array,
    decisions: Array,
    own: Mapping[str, Array],
    contract: Contract,
    truth: Array | None,
    value: Output,
) -> tuple[dict[str, str], list[str]]:
    """What the chip decided of raw samples, by what is held to what, and a sentence for each
    promise that is broken: its decisions are those of the C++ steps behind its own answers, bit
    for bit, and Python's but where probabilities are near to a tie or a limit.
    """
    assert front.windows is not None
    steps, windowed, count = front.windows.decide, front.windows.windowed, len(given.X)
    if steps.values:
        return _found_of_values(front.windows, given, decisions, own, contract, truth, value)
    names = steps.names(windowed.classes_)
    classes = len(windowed.classes_)
    answers = own["predict_proba"] if steps.by_probability else own["predict"][:, 0]
    near = unsure = None
    wrong: list[str] = []
    if steps.distance is not None:
        near, unsure, wrong = _near(windowed, given, rows, steps.distance)
    expected = run.decisions(steps, answers, given.recording, classes, near)
    same, broken = _as_its_own(decisions, expected)
    broken += wrong
    reference = windowed._places(given.X, given.recording, steps)
    identical = decisions[:, 0] == reference
    said = f"{int(identical.sum())} of {count} windows as Windowed decides"
    if truth is not None:
        right = float((names[decisions[:, 0]] == truth).mean())
        said += f", right on {100 * right:.1f} %"
    if steps.by_probability or unsure is not None:
        only = replace(steps, labels=())
        theirs = windowed._places(given.X, given.recording, only)
        numbers, bound = contract.numbers, _bound(contract)
        doubt = run.doubtful(only, numbers, given.recording, bound, near, unsure)
        own_only = run.decisions(only, answers, given.recording, classes, near)
        said += f", {int(doubt.sum())} near a tie or a limit"
        other = (own_only != theirs) & ~doubt
        if not steps.by_probability:  # of the model's label, which is verified by itself
            other &= (own_only == classes) != (theirs == classes)
        if other.any():
            broken.append(
                f"{int(other.sum())} of {count} windows are decided otherwise than by Python, and "
                f"not near a tie or a limit; the first is window {int(np.argmax(other))}. Please "
                "report this with the recordings."
            )
    return {
        RAW: f"the same bits on {int(same.sum())} of {count} rows",
        "decisions": said,
    }, broken


def _as_its_own(decisions: Array, expected: Array) -> tuple[Array, list[str]]:
    """Where the chip gives what the steps give behind its model's own answers."""
    same = decisions[:, 0] == expected
    if same.all():
        return same, []
    return same, [
        f"From raw samples the chip decides {int((~same).sum())} of {len(same)} windows otherwise "
        f"than the steps behind the model's own answers; the first is window "
        f"{int(np.argmin(same))}. Please report this with the recordings."
    ]


def _found_of_values(
    windows: FromWindows,
    given: Given,
    decisions: Array,
    own: Mapping[str, Array],
    contract: Contract,
    truth: Array | None,
    value: Output,
) -> tuple[dict[str, str], list[str]]:
    """The same of a regressor: its values are those of the steps behind its own, bit for bit, and
    Python's within the largest bound of a window of the recording so far.
    """
    steps, answers = windows.decide, own["predict"][:, 0]
    same, broken = _as_its_own(decisions, run.values(steps, answers, given.recording))
    rows, said = len(same), real(decisions, value)[:, 0]
    apart = np.abs(said - windows.windowed._values(given.X, given.recording))
    theirs, ours = contract.numbers[:, 0], real(answers, value)
    unit = value.unit if value.type == "int32" else 0.0
    off = _bound(contract, np.abs(ours - theirs))
    allowed = run.allowed(
        steps, off, np.maximum(np.abs(theirs), np.abs(ours)), unit, given.recording
    )
    beyond = ~(apart <= allowed)
    if beyond.any():
        first = int(np.argmax(beyond))
        broken.append(
            f"{int(beyond.sum())} of {rows} windows have another value behind the steps than "
            f"Python's, beyond what the number formats allow; the first is window {first}, "
            f"{apart[first]:.3g} off where {allowed[first]:.3g} is allowed. Please report this "
            "with the recordings."
        )
    text = f"{int((~beyond).sum())} of {rows} windows within the bound of Windowed's values, at "
    text += f"most {apart.max():.3g} off (bound {allowed.max():.3g})"
    if truth is not None:
        text += f", R2 {quality.r2(truth, said):.4f}"
    return {RAW: f"the same bits on {int(same.sum())} of {rows} rows", "decisions": text}, broken


def _near(
    windowed: Any, given: Given, rows: Array, distance: float
) -> tuple[Bools, Bools, list[str]]:
    """Which windows the C++ says are near a class, of which that is not sure, and a sentence where
    a distance in double says otherwise.
    """
    own = known.rows(windowed, given.X)
    near = windowed.known_.near(rows, distance)
    unsure = windowed.known_.unsure(own, rows, distance)
    wrong = ~unsure & (near != (windowed.known_.distances(own) <= distance))
    broken = []
    if wrong.any():
        broken.append(
            f"{int(wrong.sum())} of {len(wrong)} windows are on the other side of the distance on "
            f"the chip; the first is window {int(np.argmax(wrong))}. Please report this with the "
            "recordings."
        )
    return near, unsure, broken


def _bound(contract: Contract, excused: Any = 1.0) -> Any:
    """How far numbers may be apart; `excused` where a row is excused with its numbers: of
    probabilities any, of values what they are.
    """
    bound = np.array(contract.bound, np.float64)
    for excuse in contract.excused.values():
        if excuse.numbers:
            bound[excuse.rows] = np.maximum(bound, excused)[excuse.rows]
    return bound
