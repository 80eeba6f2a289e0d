"""Rows or raw windows of the user as the chip gets them, and what its pipeline makes of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from .. import incoming
from ..arrays import Array, Bools
from ..families.base import Contract, Facts, Samples
from ..run import RAW, Runner
from .decided import found
from .front import Front
from .prepared import Preparation
from .windows import FromWindows, Given

BEFORE = "before the model"


@dataclass(frozen=True)
class Decided(Samples):
    """Raw samples behind the chip's own features, and what its chain decided."""

    decisions: Array = field(kw_only=True)
    given_as: Given = field(kw_only=True)


def from_rows(
    X: Any, front: Front, dtype: str, runner: Runner, scaled: bool, facts: Facts
) -> tuple[Samples, int]:
    """Rows of features, and how many of their values were clipped; `scaled`: by the header."""
    missing = facts.missing
    names = None if front.names is None else list(front.names)
    incoming.check_columns(X, names, "X", "model")
    may = _may_miss(front) if missing.number is None else np.ones(front.n_features, bool)
    given = incoming.numbers(X, front.n_features, may, missing.cure)
    raw = front.taken(given)
    incoming.check_whole(raw, facts.whole, front.used)
    if dtype == "float" or scaled:
        seen = raw.astype(np.float32)
        features, clipped = runner.quantize(raw) if scaled else (seen, 0)
        held = Samples(given, raw, seen.astype(np.float64), features)
    else:
        features, clipped = incoming.integers(raw, dtype, front.used, missing)
        held = Samples(given, raw, raw, features)
    return held if front.prepared is None else _filled(held, front, front.prepared), clipped


def _may_miss(front: Front) -> Bools | None:
    """Columns of the user's in which a number may be missing: those that are filled, and those
    that the model does not use. None: no column.
    """
    if front.prepared is None or front.used is None or not front.prepared.takes_nan:
        return None
    out = np.ones(front.n_features, bool)
    for i, fill in zip(front.used, front.prepared.fills):
        out[i] = fill is not None and bool(np.isnan(fill.missing))
    return out


def _filled(held: Samples, front: Front, prepared: Preparation) -> Samples:
    """The same with what stands for missing numbers; the chip is given them as they are."""
    raw = prepared.filled(held.raw)
    seen = raw.astype(np.float32).astype(np.float64)
    rounded = held.given.astype(np.float32).astype(np.float64)
    rounded[:, front.used] = seen
    return replace(held, raw=raw, seen=seen, rounded=rounded)


def from_windows(
    X: Any, front: Front, windows: FromWindows, dtype: str, runner: Runner
) -> tuple[Decided, int]:
    """Windows, the rows that the chip's features make of them, and how many values of these the
    model's type clips.
    """
    given = windows.given(X)
    raw = front.taken(windows.step.transform(given.X)).astype(np.float64)
    features, decisions = runner.pipeline(given.stream)
    if dtype == "float":
        seen = raw.astype(np.float32).astype(np.float64)
        off = np.abs(seen - raw)  # of integers beyond 2^24
        lost = off if off.any() else None
        return Decided(given.X, raw, seen, features, lost, decisions=decisions, given_as=given), 0
    clipped = int(incoming.integers(raw, dtype)[1])
    return Decided(given.X, raw, raw, features, decisions=decisions, given_as=given), clipped


def held(
    samples: Samples,
    front: Front,
    dtype: str,
    runner: Runner,
    own: Mapping[str, Array],
    contract: Contract,
    truth: Array | None,
) -> tuple[dict[str, Mapping[str, Array] | str], list[str]]:
    """What the chain decides on raw windows, and how near what the chip works out before its model
    is to the Pipeline's, by name; and a sentence for each promise that is broken.
    """
    ways: dict[str, Mapping[str, Array] | str] = {}
    broken = list[str]()
    if isinstance(samples, Decided):
        ways[RAW], broken = decided(samples, front, dtype)
        if front.windows is not None and front.windows.decide:
            given, decisions = samples.given_as, samples.decisions
            said, more = found(
                front, given, samples.features, decisions, own, contract, truth, runner.value
            )
            ways, broken = {**ways, **said}, broken + more
    if front.prepared is not None and front.prepared.parts:
        ways[BEFORE], more = _near(samples, front, front.prepared, runner)
        broken = broken + more
    return ways, broken


def _near(
    samples: Samples, front: Front, prepared: Preparation, runner: Runner
) -> tuple[str, list[str]]:
    """The rows that the chip makes for its model against scikit-learn's."""
    rows = runner.prepared(samples.features).astype(np.float64)
    inner = prepared.inner(samples, front.reference)
    assert inner.off is not None
    apart = np.abs(rows - inner.raw)
    wrong = np.argwhere(~(apart <= inner.off))
    last = prepared.parts[-1]
    if len(wrong):
        row, column = wrong[0]
        return "beyond their bound", [
            f"{len(np.unique(wrong[:, 0]))} of {len(rows)} rows have other columns behind the "
            f"step {last.mixed.name!r} on the chip than in the Pipeline; the first is row {row}, "
            f"column {last.gives[column]}: {rows[row, column]:g} instead of "
            f"{inner.raw[row, column]:g}, where {inner.off[row, column]:.3g} is allowed. Please "
            "report this with the row."
        ]
    share = np.divide(apart, inner.off, out=np.zeros_like(apart), where=inner.off > 0)
    count = rows.shape[1]
    return (
        f"{count} {'column' if count == 1 else 'columns'} within {np.nanmax(share):.2f} of the "
        f"bound, at most {apart.max():.3g} off"
    ), []


def decided(samples: Decided, front: Front, dtype: str) -> tuple[dict[str, Array], list[str]]:
    """What the whole chain decides on raw samples, and a sentence where its features are none of
    the Pipeline's.
    """
    features, decisions = samples.features, samples.decisions
    expected = (
        samples.raw.astype(np.float32)
        if dtype == "float"
        else incoming.integers(samples.raw, dtype)[0]
    )
    wrong = np.argwhere(features != expected)
    if len(wrong) == 0:
        return {"predict": decisions}, []
    row, column = wrong[0]
    names = front.columns_taken or ()
    return {"predict": decisions}, [
        f"{len(np.unique(wrong[:, 0]))} of {len(features)} windows have other features on the "
        f"chip than in the Pipeline; the first is window {row}, {names[column]}: "
        f"{features[row, column]} instead of {expected[row, column]}. Please report this with "
        "the window."
    ]
