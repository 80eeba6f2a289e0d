"""Lays an ensemble out as the table that include/mote/model/trees/splits.hpp walks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from ...arrays import Array, Floats
from ...errors import UnsupportedError
from ...scaling import INTEGER_RANGE, Scaling
from .ensemble import Ensemble, Tree
from .leaves import Leaves

ONWARD = None  # the outcome of a split that is not a leaf: the next entry
Outcome = int | float | None
Pair = tuple[Outcome, Outcome]


@dataclass(frozen=True)
class Split:
    threshold: int | np.float32
    feature: int
    left: Outcome
    right: Outcome
    distance: int  # splits in the left subtree, when both children are splits

    @property
    def is_fork(self) -> bool:
        return self.left is not ONWARD or self.right is not ONWARD


@dataclass(frozen=True)
class Table:
    """The arrays of a split_table, and the types they need."""

    index_bits: int
    own_slots: bool
    first_fork: int
    roots: list[tuple[int, int]]  # first split, first slot
    splits: list[tuple[int | np.float32, int, int]]  # threshold, byte offset, link
    slots: list[Outcome]
    flash: int  # bytes of the table


def feature_bytes(dtype: str) -> int:
    return {"int8": 1, "int16": 2, "int32": 4, "float": 4}[dtype]


def key(threshold: int | np.float32) -> int:
    """A threshold as the integer that mote::key orders it by."""
    if not isinstance(threshold, np.float32):
        return int(threshold)
    bits = int(threshold.view(np.int32))
    return bits ^ (0x7FFFFFFF if bits < 0 else 0)


def thresholds(ensemble: Ensemble, dtype: str, scaling: Scaling | None) -> list[Array]:
    """Per tree: the thresholds in the feature type, such that `x <= t` decides as scikit-learn.

    Integers: floor(t), as float64, may lie outside the type. float: the largest float not above t.
    """
    out: list[Array] = []
    for tree in ensemble.trees:
        if dtype == "float":
            with np.errstate(over="ignore"):  # of the largest float, too: np.where computes both
                near = tree.threshold.astype(np.float32)
                high = near.astype(np.float64) > tree.threshold
                below = np.where(high, np.nextafter(near, np.float32(-np.inf)), near)
            out.append(below + np.float32(0.0))  # -0.0 becomes +0.0
        elif scaling is not None:
            out.append(scaling.thresholds(tree.feature, tree.threshold, ensemble.compares_float32))
        elif dtype == "int32" and ensemble.compares_float32:
            out.append(_last_integer(tree.threshold))
        else:
            out.append(np.floor(tree.threshold))
    return out


def _last_integer(threshold: Floats) -> Floats:
    """The largest integer n with float32(n) <= threshold: beyond 2^24 float32 rounds integers."""
    with np.errstate(over="ignore"):
        below = np.floor(threshold).astype(np.float32)
        high = below.astype(np.float64) > threshold
        below = np.where(high, np.nextafter(below, np.float32(-np.inf)), below)
        above = np.nextafter(below, np.float32(np.inf)).astype(np.float64)
    middle = np.floor((below.astype(np.float64) + above) / 2)
    rounded = middle.astype(np.float32) > below
    return np.where(np.abs(threshold) < 2.0**24, np.floor(threshold), middle - rounded)


def preorder(tree: Tree, limit: Array, slot: Array, lowest: float, highest: float) -> list[Split]:
    """The splits of a tree that can matter, in preorder.

    Left out are splits that no sample of the type can take both ways (a threshold outside the
    type, or one that the path has already decided) and splits whose sides end in one same leaf.
    """
    # Down: bounds of each feature along the path decide which splits stay.
    kept: dict[int, tuple[int, int]] = {}
    order: list[int] = []

    def skip(node: int, low: dict[int, float], high: dict[int, float]) -> int:
        while tree.left[node] >= 0:
            f, t = int(tree.feature[node]), float(limit[node])
            if t >= high.get(f, highest):
                node = int(tree.left[node])
            elif t < low.get(f, lowest):
                node = int(tree.right[node])
            else:
                break
        return node

    top = skip(0, {}, {})
    stack: list[tuple[int, dict[int, float], dict[int, float]]] = [(top, {}, {})]
    while stack:
        node, low, high = stack.pop()
        order.append(node)
        if tree.left[node] < 0:
            continue
        f, t = int(tree.feature[node]), float(limit[node])
        left_high = {**high, f: t}
        right_low = {**low, f: float(np.nextafter(t, np.inf))}
        left = skip(int(tree.left[node]), low, left_high)
        right = skip(int(tree.right[node]), right_low, high)
        kept[node] = (left, right)
        stack.append((right, right_low, high))
        stack.append((left, low, left_high))

    # Up: equal leaves merge; what is left knows its size.
    leaf: dict[int, Outcome] = {}
    size: dict[int, int] = {}
    for node in reversed(order):
        if node not in kept:
            leaf[node], size[node] = slot[node].item(), 0
            continue
        left, right = kept[node]
        if left in leaf and right in leaf and leaf[left] == leaf[right]:
            leaf[node], size[node] = leaf[left], 0
        else:
            size[node] = 1 + size[left] + size[right]

    if top in leaf:  # a tree of one leaf: one split, the same leaf both ways
        return [Split(_value(limit, highest), 0, leaf[top], leaf[top], 0)]
    splits: list[Split] = []
    todo = [top]
    while todo:
        node = todo.pop()
        left, right = kept[node]
        splits.append(
            Split(
                _exact(limit[node]),
                int(tree.feature[node]),
                leaf.get(left, ONWARD),
                leaf.get(right, ONWARD),
                size[left],
            )
        )
        todo.extend(child for child in (right, left) if child not in leaf)
    return splits


def _exact(threshold: np.generic) -> int | np.float32:
    return threshold if isinstance(threshold, np.float32) else int(threshold.item())


def _value(limit: Array, highest: float) -> int | np.float32:
    return np.float32(0.0) if limit.dtype == np.float32 else int(min(highest, 0))


def trails(pairs: Sequence[Pair]) -> tuple[list[Outcome], dict[Pair, int]]:
    """A short sequence in which each pair occurs as neighbours, and the place of each pair.

    Pairs are the edges of a graph; the shortest sequence without repeated edges is an Eulerian
    trail per component, or several where degrees do not balance (Hierholzer, 1873).
    """
    edges = list(dict.fromkeys(pairs))
    follow: dict[Outcome, list[tuple[Outcome, bool]]] = {}
    surplus: dict[Outcome, int] = {}
    for a, b in edges:
        follow.setdefault(a, []).append((b, True))
        follow.setdefault(b, [])
        surplus[a] = surplus.get(a, 0) + 1
        surplus[b] = surplus.get(b, 0) - 1
    starts = [v for v, s in surplus.items() for _ in range(s)]
    ends = [v for v, s in surplus.items() for _ in range(-s)]
    for end, start in zip(ends, starts):
        follow[end].append((start, False))

    sequence: list[Outcome] = []
    for origin in [*starts, *follow]:
        if not follow[origin]:
            continue
        path: list[tuple[Outcome, bool]] = [(origin, False)]
        circuit: list[tuple[Outcome, bool]] = []
        while path:
            options = follow[path[-1][0]]
            if options:
                path.append(options.pop())
            else:
                circuit.append(path.pop())
        circuit.reverse()
        # A circuit: turn it so that it begins behind a joint between two trails, if it has one.
        steps = circuit[1:]
        joint = next((i for i, (_, real) in enumerate(steps) if not real), None)
        if joint is None:
            sequence.extend([origin, *(v for v, _ in steps)])
            continue
        vertex = steps[joint][0]
        sequence.append(vertex)
        sequence.extend(v for v, _ in [*steps[joint + 1 :], *steps[:joint]])
    place: dict[Pair, int] = {}
    for i, pair in enumerate(pairwise(sequence)):
        place.setdefault(pair, i)
    return sequence, {pair: place[pair] for pair in edges}


def build(
    ensemble: Ensemble, leaves: Leaves, dtype: str, scaling: Scaling | None, missing: bool = False
) -> Table:
    """The smallest table that holds the ensemble. Raises UnsupportedError if none does. `missing`:
    a column may have what is right of infinity, NaN or the highest integer.
    """
    limits = thresholds(ensemble, dtype, scaling)
    if dtype == "float":
        lowest, highest = -np.inf, np.nan if missing else np.inf
    else:
        lowest, highest = map(float, INTEGER_RANGE[dtype])
        limits = [np.where(missing & np.isposinf(held), highest - 1, held) for held in limits]
    trees = [
        preorder(tree, limit, slot, lowest, highest)
        for tree, limit, slot in zip(ensemble.trees, limits, leaves.slots)
    ]
    shared = trails([(s.left, s.right) for tree in trees for s in tree if s.is_fork])
    own = [trails([(s.left, s.right) for s in tree if s.is_fork]) for tree in trees]
    candidates = [
        table
        for bits in (8, 16)
        for slots in ([shared] * len(trees), own)
        if (table := _table(ensemble, trees, slots, slots is own, bits, leaves, dtype)) is not None
    ]
    if not candidates:
        raise UnsupportedError(
            "the ensemble is too large for a table with 16-bit links: a tree has more than about "
            "65,000 splits, or there are too many features. Limit max_leaf_nodes or max_depth."
        )
    return min(candidates, key=lambda table: table.flash)


def slot_bytes(ensemble: Ensemble, leaves: Leaves) -> int:
    if leaves.format == "hard":
        assert ensemble.classes is not None
        return _unsigned_bytes(len(ensemble.classes))
    if leaves.format in ("float", "int32"):
        return 4
    return 2 if leaves.format == "int16" else _unsigned_bytes(len(leaves.row_class))


def _unsigned_bytes(highest: int) -> int:
    return 1 if highest < 2**8 else 2 if highest < 2**16 else 4


def _table(
    ensemble: Ensemble,
    trees: list[list[Split]],
    slots: list[tuple[list[Outcome], dict[Pair, int]]],
    own: bool,
    bits: int,
    leaves: Leaves,
    dtype: str,
) -> Table | None:
    width = feature_bytes(dtype)
    largest = 2**bits - 1
    first_fork = (
        1 + max(s.distance for tree in trees for s in tree if not s.is_fork)
        if any(not s.is_fork for tree in trees for s in tree)
        else 1
    )
    last_code = max(max(place.values()) for _, place in slots)
    if (ensemble.n_features - 1) * width > largest or first_fork + last_code > largest:
        return None
    roots: list[tuple[int, int]] = []
    splits: list[tuple[int | np.float32, int, int]] = []
    all_slots: list[Outcome] = [] if own else list(slots[0][0])
    for tree, (sequence, place) in zip(trees, slots):
        roots.append((len(splits), len(all_slots) if own else 0))
        if own:
            all_slots.extend(sequence)
        for s in tree:
            link = first_fork + place[(s.left, s.right)] if s.is_fork else s.distance
            splits.append((s.threshold, s.feature * width, link))
    node = {(1, 8): 3, (2, 8): 4, (4, 8): 6, (1, 16): 6, (2, 16): 6, (4, 16): 8}[width, bits]
    offset = _unsigned_bytes(len(splits) + len(all_slots))
    flash = (
        len(splits) * node
        + len(all_slots) * slot_bytes(ensemble, leaves)
        + len(roots) * offset * (2 if own else 1)
    )
    return Table(bits, own, first_fork, roots, splits, all_slots, flash)
