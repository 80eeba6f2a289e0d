"""Turns the leaves of an ensemble into what the chip stores: classes, rows, or values."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np

from ...arrays import Array, Bools, Floats, Ints
from ...errors import UnsupportedError
from .ensemble import Ensemble, Tree

INT32_MAX = 2**31 - 1
_LARGEST = float(np.finfo(np.float32).max)
_SMALLEST = float(np.finfo(np.float32).tiny)  # of normal numbers

VOTE_FORMATS = ("auto", "hard", "soft8", "soft16", "exact")
VALUE_FORMATS = ("auto", "float", "int16", "int32")


@dataclass
class Leaves:
    """Leaves of all trees as slots: integers (class, row, units) or floats."""

    format: str  # hard, soft8, soft16, exact, float, int16, int32
    slots: list[Array]  # per tree, one per node; read at leaves only
    error: float  # largest difference from scikit-learn: of a probability, or of a sum
    row_class: Ints = field(default_factory=lambda: np.zeros(0, np.int64))
    row_value: Ints = field(default_factory=lambda: np.zeros(0, np.int64))
    row_last: Bools = field(default_factory=lambda: np.zeros(0, np.bool_))
    base: Array = field(default_factory=lambda: np.zeros(1))
    scale: float = 1.0
    rows: int = 0


def encode(ensemble: Ensemble, leaves: str, dtype: str, clusters: int | None) -> Leaves:
    """The leaves in the format asked for, or in the one that `auto` picks (see mote.convert)."""
    votes = ensemble.link == "votes"
    formats = VOTE_FORMATS if votes else VALUE_FORMATS
    if leaves not in formats:
        raise UnsupportedError(
            f"leaves={leaves!r} does not fit this estimator: its trees "
            f"{'vote' if votes else 'add values'}, so leaves is one of {', '.join(formats)}."
        )
    if clusters is not None and (not votes or leaves == "hard"):
        raise UnsupportedError(
            "leaf_clusters merges leaves that hold class proportions; "
            + ("with leaves='hard' there are none." if votes else "this estimator adds values.")
            + " Leave leaf_clusters=None."
        )
    if clusters is not None and not (isinstance(clusters, int) and 1 <= clusters <= 255):
        raise UnsupportedError(f"leaf_clusters is 1 to 255 leaves a class, got {clusters}.")
    if not votes:
        return _values(ensemble, leaves, dtype)
    if leaves != "hard":
        _check_proportions(ensemble)
    rows = [tree.value for tree in ensemble.trees]
    if clusters is not None:
        rows = _clustered(ensemble.trees, clusters)
    if leaves == "auto":
        pure = all(
            (row[tree.left < 0].max(axis=1) == 1.0).all() for row, tree in zip(rows, ensemble.trees)
        )
        leaves = "hard" if pure else "exact" if dtype == "float" else "soft16"
    return _hard(ensemble.trees) if leaves == "hard" else _soft(ensemble.trees, rows, leaves)


def _check_proportions(ensemble: Ensemble) -> None:
    """Raises UnsupportedError where a leaf holds what is no proportion."""
    held = np.concatenate([tree.value[tree.left < 0] for tree in ensemble.trees])
    wrong = np.argwhere((held < 0.0) | (held > 1.0 + 1e-9))
    if len(wrong):
        leaf, k = wrong[0]
        assert ensemble.classes is not None
        raise UnsupportedError(
            f"a leaf holds {held[leaf, k]:.6g} of class {ensemble.classes[k]!s}, and a proportion "
            "is from 0 to 1: negative sample weights do that. Fit without them, or use "
            "leaves='hard', where a leaf is its best class and there are no proportions."
        )


def _hard(trees: list[Tree]) -> Leaves:
    return Leaves("hard", [tree.value.argmax(axis=1) for tree in trees], 0.0)


def _proportions(row: Floats, one: int) -> Ints:
    """Integers nearest to row * one that sum to `one` (largest remainders get the rest)."""
    exact = row / row.sum() * one
    units: Ints = np.floor(exact).astype(np.int64)
    order = np.argsort(units - exact, kind="stable")
    units[order[: one - int(units.sum())]] += 1
    return units


def _soft(trees: list[Tree], rows: list[Floats], leaves: str) -> Leaves:
    one = {"soft8": 255, "soft16": 65535}.get(leaves)
    places: dict[bytes, int] = {}
    row_class: list[int] = []
    row_value: list[int] = []
    row_last: list[bool] = []
    slots: list[Array] = []
    error = 0.0
    for tree, values in zip(trees, rows):
        slot = np.zeros(len(values), np.int64)
        worst = 0.0
        for node in np.flatnonzero(tree.left < 0):
            if one is None:
                units = values[node].view(np.int64)  # the bits of the doubles
            else:
                units = _proportions(values[node], one)
                worst = max(worst, float(np.abs(units / one - tree.value[node]).max()))
            key = units.tobytes()
            if key not in places:
                places[key] = len(row_class)
                held = np.flatnonzero(units)
                row_class.extend(held.tolist())
                row_value.extend(units[held].tolist())
                row_last.extend([False] * (len(held) - 1) + [True])
            slot[node] = places[key]
        if one is None:
            changed = np.abs(values - tree.value)[tree.left < 0]
            worst = float(changed.max())
        slots.append(slot)
        error += worst / len(trees)
    return Leaves(
        leaves,
        slots,
        error,
        np.array(row_class),
        np.array(row_value),
        np.array(row_last),
        rows=len(places),
    )


def _clustered(trees: list[Tree], clusters: int) -> list[Floats]:
    """Leaf rows replaced by the nearest of `clusters` typical rows of their class."""
    from sklearn.cluster import KMeans

    at = [np.flatnonzero(tree.left < 0) for tree in trees]
    rows = np.concatenate([tree.value[i] for tree, i in zip(trees, at)])
    weight = np.concatenate([tree.weight[i] for tree, i in zip(trees, at)])
    winner = rows.argmax(axis=1)
    typical = rows.copy()
    for k in np.unique(winner):
        member = np.flatnonzero(winner == k)
        distinct = len(np.unique(rows[member], axis=0))
        if distinct <= clusters:
            continue
        means = KMeans(clusters, n_init=4, random_state=0).fit(
            rows[member], sample_weight=weight[member]
        )
        typical[member] = means.cluster_centers_[means.labels_]
    typical = np.clip(typical, 0.0, 1.0)
    typical[typical < 1e-12] = 0.0
    typical /= typical.sum(axis=1, keepdims=True)
    out = [tree.value.copy() for tree in trees]
    ends = np.cumsum([len(i) for i in at])
    for values, i, part in zip(out, at, np.split(typical, ends[:-1])):
        values[i] = part
    return out


def _values(ensemble: Ensemble, leaves: str, dtype: str) -> Leaves:
    trees, base = ensemble.trees, ensemble.base
    held = [tree.value[tree.left < 0, 0] for tree in trees]
    largest = max(float(np.abs(v).max()) for v in held)
    if leaves == "auto":
        exact = ensemble.link in ("logistic", "softmax", "isolation")
        leaves = "float" if dtype == "float" else "int32" if exact else "int16"
    if leaves == "float":
        return _float_values(ensemble, held, largest)
    if ensemble.link == "exponential":
        raise UnsupportedError(
            "a Poisson or gamma loss ends in an exponential, which integer leaves cannot hold. "
            "Use dtype='float', or leaves='float' to keep integer features."
        )
    outputs = len(base)
    reach = max(
        abs(float(base[k])) + sum(float(np.abs(v).max()) for v in held[k::outputs])
        for k in range(outputs)
    )
    most = INT32_MAX - len(trees) - 2
    _check_answers(ensemble, reach)
    unit = max(reach / most, largest / (32767 if leaves == "int16" else most))
    if ensemble.link == "identity":
        unit = max(unit, _SMALLEST / ensemble.scale)  # real() multiplies by a float
    if unit == 0.0:
        unit = 1.0
    if ensemble.link != "identity":
        unit = max(unit, 2.0**-40)
        if unit * ensemble.scale * np.log2(np.e) >= 1.0:
            raise UnsupportedError(
                "the trees add values so large that integer leaves cannot give probabilities. "
                "Use leaves='float'."
            )
    slots: list[Array] = []
    error = np.zeros(outputs)
    for t, tree in enumerate(trees):
        units = np.rint(tree.value[:, 0] / unit).astype(np.int64)
        leaf = tree.left < 0
        error[t % outputs] += float(np.abs(units[leaf] * unit - tree.value[leaf, 0]).max())
        slots.append(units)
    start = np.rint(base / unit).astype(np.int64)
    error += np.abs(start * unit - base)
    if ensemble.zero_is_first:
        start -= 1
        error += unit
    if ensemble.ties:  # beyond all errors, so that a tie is decided as in scikit-learn
        apart = np.ceil(error / unit).astype(np.int64) + 1
        start += ensemble.ties * apart
        error += apart * unit
    return Leaves(
        leaves,
        slots,
        float(error.max()) * ensemble.scale,
        base=start,
        scale=unit * ensemble.scale,
    )


def _check_answers(ensemble: Ensemble, reach: float) -> None:
    """Refuses a regression whose values may be more than float32 holds."""
    if ensemble.link == "identity" and reach * ensemble.scale >= _LARGEST:
        raise UnsupportedError(
            f"the trees add up to {reach * ensemble.scale:g}, beyond float32 (3.4e+38). Scale the "
            "target before fit."
        )


def _float_values(ensemble: Ensemble, held: list[Floats], largest: float) -> Leaves:
    if largest >= _LARGEST:
        raise UnsupportedError(
            f"a leaf holds {largest:g}, beyond float32. Scale the target before fit."
        )
    outputs = len(ensemble.base)
    reach = max(
        abs(float(ensemble.base[k])) + sum(float(np.abs(v).max()) for v in held[k::outputs])
        for k in range(outputs)
    )
    _check_answers(ensemble, reach)
    if ensemble.link == "identity" and reach >= _LARGEST / 2:  # a mean, of sums beyond float32
        smaller = 2.0 ** -np.ceil(np.log2(reach / _LARGEST) + 1)  # a power of two: no rounding
        trees = [replace(tree, value=tree.value * smaller) for tree in ensemble.trees]
        scaled = replace(
            ensemble, trees=trees, base=ensemble.base * smaller, scale=ensemble.scale / smaller
        )
        return _float_values(scaled, [v * smaller for v in held], largest * smaller)
    base = ensemble.base.astype(np.float32)
    if ensemble.zero_is_first:
        base = np.nextafter(base, np.float32(-np.inf))
    rounding = 2.0**-24
    reach = 0.0
    for k in range(outputs):
        part = [float(np.abs(v).max()) for v in held[k::outputs]]
        sums = abs(float(base[k])) + np.cumsum(part)
        reach = max(reach, float(np.sum(part) + np.sum(sums)) + abs(float(base[k])))
    error = reach * rounding
    if ensemble.ties:  # beyond all errors, so that a tie is decided as in scikit-learn
        apart = np.float32(ensemble.ties * 1.01 * error)
        base = np.nextafter(base + apart, np.float32(ensemble.ties * np.inf))
        error += float(np.abs(base - ensemble.base).max())
    if ensemble.link in ("logistic", "softmax") and error * ensemble.scale >= 1.0:
        raise UnsupportedError(
            f"the trees add values up to {largest:g}, of which float keeps too few digits to give "
            "a label or a probability. Fit with init=None and a smaller learning_rate, or scale "
            "the sample weights."
        )
    slots: list[Array] = [t.value[:, 0].astype(np.float32) for t in ensemble.trees]
    return Leaves("float", slots, error * ensemble.scale, base=base, scale=ensemble.scale)
