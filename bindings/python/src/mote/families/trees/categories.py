"""Splits on sets of categories as thresholds: runs of whole numbers, of which each has two ends."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np

from ...arrays import Ints
from ...errors import UnsupportedError
from .ensemble import Tree

MOST_NODES = 2**14  # of one tree, with a copy of what is below a split for each run of its set


class _Range(NamedTuple):
    """Whole numbers of a feature that come here, and whether a missing one does."""

    low: float
    high: float
    missing: bool


_EVERY = _Range(-np.inf, np.inf, True)
Bounds = dict[int, _Range]


@dataclass
class _Made:
    """A tree that grows: nodes of the old one, or thresholds between two of them."""

    tree: Tree
    limits: Mapping[int, Ints]  # a split on a set: the ends of its runs, the first one's before it
    origin: list[int] = field(default_factory=list)
    threshold: list[float] = field(default_factory=list)
    left: list[int] = field(default_factory=list)
    right: list[int] = field(default_factory=list)
    missing_left: list[bool] = field(default_factory=list)

    def node(self, origin: int, threshold: float, missing_left: bool) -> int:
        self.origin.append(origin)
        self.threshold.append(threshold)
        self.missing_left.append(missing_left)
        self.left.append(-1)
        self.right.append(-1)
        return len(self.origin) - 1


def nested(name: str, tree: Tree, sets: Mapping[int, Ints]) -> Tree:
    """The tree in which a node of `sets` sends these categories left, and all others right.

    Missing numbers go where `missing_left` of the node says. Raises UnsupportedError where the
    copies below such splits grow beyond reason.
    """
    if not sets:
        return tree
    assert tree.missing_left is not None
    limits = {node: _ends(inside) for node, inside in sets.items()}
    made = _Made(tree, limits)
    # What is to be made: a node of the old tree, or some pieces of its set, and where it hangs.
    todo: list[tuple[int, tuple[int, int] | None, Bounds, int, bool]] = [(0, None, {}, -1, False)]
    while todo:
        node, pieces, bounds, parent, is_left = todo.pop()
        while True:  # past splits that are decided for all that comes here
            if node not in limits:
                break
            pieces = _reached(made, node, pieces, bounds)
            if pieces[0] < pieces[1]:
                break
            node, pieces = _child(tree, node, pieces[0]), None
        at = _add(made, node, pieces, bounds, todo)
        if parent >= 0:
            (made.left if is_left else made.right)[parent] = at
        if len(made.origin) > MOST_NODES:
            raise UnsupportedError(
                f"{name} splits on sets of categories, which a chip compares as runs of whole "
                f"numbers, and a tree of it takes more than {MOST_NODES:,} thresholds: number the "
                "categories so that like ones are neighbours (by the mean of y), allow fewer of "
                "them to a split, or encode them (OneHotEncoder) before fit."
            )
    origin = np.array(made.origin, np.int64)
    return Tree(
        tree.feature[origin],
        np.array(made.threshold),
        np.array(made.left, np.int64),
        np.array(made.right, np.int64),
        tree.value[origin],
        tree.weight[origin],
        np.array(made.missing_left, bool),
    )


def check_codes(name: str, tables: Iterable[Sequence[Any]]) -> None:
    """Raises UnsupportedError where a table's categories are not their own codes: a booster counts
    them from 0, and a chip is given numbers.
    """
    for listed in tables:
        if list(listed) != list(range(len(listed))):
            raise UnsupportedError(
                f"{name} was fitted on a table whose categories are not 0 to {len(listed) - 1}, "
                "and a chip is given numbers: fit on their codes (table[column].cat.codes)."
            )


def _ends(inside: Ints) -> Ints:
    """The largest number before each run, and its last: 1, 2 and 5 are 0, 2, 4, 5."""
    whole = np.unique(inside)
    breaks = np.flatnonzero(np.diff(whole) > 1)
    first = whole[np.concatenate([[0], breaks + 1])] if len(whole) else whole
    last = whole[np.concatenate([breaks, [len(whole) - 1]])] if len(whole) else whole
    return np.stack([first - 1, last], axis=1).ravel()


def _child(tree: Tree, node: int, piece: int) -> int:
    """Pieces lie outside the set and in it by turns."""
    return int((tree.left if piece % 2 else tree.right)[node])


def _home(tree: Tree, node: int, first: int, last: int) -> int | None:
    """The piece that missing numbers share; None: none of these is on their side."""
    assert tree.missing_left is not None
    inside = bool(tree.missing_left[node])
    return next((p for p in range(last, first - 1, -1) if (p % 2 == 1) == inside), None)


def _reached(
    made: _Made, node: int, pieces: tuple[int, int] | None, bounds: Bounds
) -> tuple[int, int]:
    """The first and the last piece of the set that what comes here can lie in."""
    ends = made.limits[node]
    if pieces is not None:
        return pieces
    come = bounds.get(int(made.tree.feature[node]), _EVERY)
    first = int(np.searchsorted(ends, come.low))
    last = int(np.searchsorted(ends, come.high))
    if come.missing and _home(made.tree, node, first, last) is None:
        return 0, len(ends)
    return first, last


def _add(
    made: _Made,
    node: int,
    pieces: tuple[int, int] | None,
    bounds: Bounds,
    todo: list[tuple[int, tuple[int, int] | None, Bounds, int, bool]],
) -> int:
    """One node more, and its children to be made."""
    tree = made.tree
    assert tree.missing_left is not None
    if tree.left[node] < 0:
        return made.node(node, 0.0, False)
    if pieces is None:
        at = made.node(node, float(tree.threshold[node]), bool(tree.missing_left[node]))
        todo.append((int(tree.right[node]), None, bounds, at, False))
        todo.append((int(tree.left[node]), None, bounds, at, True))
        return at
    first, last = pieces
    f = int(tree.feature[node])
    come = bounds.get(f, _EVERY)
    middle = (first + last) // 2  # the last piece on the left
    end = float(made.limits[node][middle])
    home = _home(tree, node, first, last)
    left_has = come.missing and home is not None and home <= middle
    at = made.node(node, end, left_has)
    low = {**bounds, f: _Range(come.low, min(come.high, end), left_has)}
    high = {**bounds, f: _Range(max(come.low, end + 1), come.high, come.missing and not left_has)}
    for part, here, is_left in (((middle + 1, last), high, False), ((first, middle), low, True)):
        whole = part[0] == part[1]
        child = _child(tree, node, part[0]) if whole else node
        todo.append((child, None if whole else part, here, at, is_left))
    return at
