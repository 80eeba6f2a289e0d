"""Fewer rows that decide nearly alike: edited and condensed neighbours.

`edited` leaves out what its own neighbours outvote (D. L. Wilson, IEEE Trans. SMC 2, 1972), which
smooths the border. `condensed` keeps what the rows that are kept so far get wrong (P. E. Hart, IEEE
Trans. Information Theory 14, 1968), which leaves the border alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from ...arrays import Array, Floats, Ints
from ...errors import UnsupportedError
from .read import Ir
from .search import apart, nearest, votes

WAYS = ("edited", "condensed")


def chosen(option: Any) -> tuple[str, ...]:
    """The ways that `condense=` names, in their order."""
    named: Sequence[Any] = () if option is None else option
    if isinstance(option, str):
        named = (option,)
    if not isinstance(named, (list, tuple)) or any(way not in WAYS for way in named):
        raise UnsupportedError(
            f"condense={option!r} is none of its ways: use 'edited', 'condensed' or "
            "('edited', 'condensed')."
        )
    return tuple(named)


def condense(ir: Ir, ways: tuple[str, ...]) -> Ir:
    """The rows that are left, and what that costs on the rows of the training."""
    if not ways:
        return ir
    if ir.kind != "classifier":
        raise UnsupportedError(
            "condense= asks which rows the votes need, and only a KNeighborsClassifier has votes: "
            "leave it out."
        )
    labels, kept = ir.answers.astype(np.int64), np.arange(len(ir.rows))
    between = np.concatenate(
        [apart(ir.rows[at : at + 256], ir.rows, ir.metric) for at in range(0, len(ir.rows), 256)]
    )
    for way in ways:
        kept = (_edited if way == "edited" else _condensed)(between, labels, kept, ir)
    k = min(ir.k, len(kept))
    before = _right(between, labels, np.arange(len(labels)), ir, ir.k)
    after = _right(between, labels, kept, ir, k)
    return replace(
        ir,
        k=k,
        rows=ir.rows[kept],
        answers=ir.answers[kept],
        facts={
            "condensed": "+".join(ways),
            "rows_of_training": len(labels),
            "accuracy": after,
            "accuracy_of_all_rows": before,
        },
    )


def _right(between: Floats, labels: Ints, kept: Ints, ir: Ir, k: int) -> float:
    """The share of the rows of the training that `kept` name right, none of which asks itself."""
    return float((_named(between, labels, kept, ir, k) == labels).mean())


def _named(between: Floats, labels: Ints, kept: Ints, ir: Ir, k: int) -> Array:
    held = between[:, kept].copy()
    held[kept, np.arange(len(kept))] = np.inf
    k = min(k, max(1, len(kept) - 1))
    places = nearest(held, k)
    distances = np.take_along_axis(held, places, axis=1)
    classes = 0 if ir.classes is None else len(ir.classes)
    given = votes(distances, labels[kept][places], classes, ir.by_distance)
    return np.asarray(given.argmax(axis=1))


def _edited(between: Floats, labels: Ints, kept: Ints, ir: Ir) -> Ints:
    named = _named(between, labels, kept, ir, ir.k)[kept]
    left = kept[named == labels[kept]]
    return left if len(left) else kept


def _condensed(between: Floats, labels: Ints, kept: Ints, ir: Ir) -> Ints:
    """By the nearest row alone, as Hart has it; again until none is added."""
    store = [int(kept[0])]
    held = np.zeros(len(labels), bool)
    held[store] = True
    added = True
    while added:
        added = False
        for at in kept.tolist():
            if held[at]:
                continue
            near = store[int(between[at, store].argmin())]
            if labels[near] != labels[at]:
                store.append(at)
                held[at] = added = True
    return np.sort(np.array(store, np.int64))
