"""The side that each split has for a missing number, as columns in which it is on that side.

A number v that stands for a missing one lies left of a split where v <= threshold. So all splits of
a column are served by one v that lies above the thresholds at which missing numbers go right, and
not above those at which they go left. Where there is none, the column is there twice: with a number
below all thresholds, and with one above.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from ...arrays import Array, Bools, Floats, Ints
from ...emit.literals import C_TYPE, floating, integer, rows
from ...scaling import INTEGER_RANGE
from . import layout
from .ensemble import Ensemble, Tree

_ENDLESS = 1e300  # what LightGBM writes for an infinite threshold


@dataclass(frozen=True)
class Sides:
    """What is done to a sample before the trees."""

    dtype: str
    given: int  # columns of a sample
    source: Ints  # of each column of the trees: which one of the sample it is
    number: float | None  # what is missing in a sample: NaN or an integer; None: nothing
    fills: Floats  # of each column of the trees: what stands for it
    marks: Floats  # of each: the number that is missing, too; NaN: none
    lowered: Bools  # of each: the highest integer is one less, so that it is not the fill

    @property
    def selects(self) -> bool:
        return not np.array_equal(self.source, np.arange(self.given))

    @property
    def flash(self) -> int:
        """Bytes of constants."""
        width, n = layout.feature_bytes(self.dtype), len(self.source)
        arrays = 2 * self._lowers + 2 * self._marks + (1 if self._imputes else 2 * self._replaces)
        places = n * (1 if self.given <= 256 else 2) if self.selects else 0
        if self._at_once and self._replaces:
            return places + (arrays - 1) * n * width + width
        return places + arrays * n * width

    @property
    def _imputes(self) -> bool:
        return self.number is not None and bool(np.isnan(self.number))

    @property
    def _lowers(self) -> bool:
        return bool(self.lowered.any())

    @property
    def _replaces(self) -> bool:
        """An integer is missing, and another stands for it somewhere."""
        number = self.number
        return number is not None and not np.isnan(number) and bool((self.fills != number).any())

    @property
    def _marks(self) -> bool:
        fills = np.isnan(self.marks) | (self.marks == self.fills)
        return not bool(fills.all()) and not self._is_number

    @property
    def _is_number(self) -> bool:
        """The number that is missing to the estimator is the one that is missing on the chip."""
        return self.number is not None and bool((self.marks == self.number).all())

    def rows(self, X: Array) -> Floats:
        """The trees' columns of samples in which NaN is missing."""
        out = np.asarray(X, np.float64)[:, self.source]
        if self._lowers:
            highest = INTEGER_RANGE[self.dtype][1]
            out = np.where(self.lowered & (out == highest), highest - 1, out)
        return np.where(np.isnan(out) | (out == self.marks), self.fills, out)

    @property
    def _at_once(self) -> bool:
        """Columns are chosen and filled by one stage."""
        return self.selects and not self._lowers and (self._imputes or self._replaces)

    @property
    def is_plain(self) -> bool:
        """Whether it is no more than numbers for one that is missing, as a file can say it."""
        return not self._lowers and not self._marks

    def emit(self) -> tuple[str, list[str]]:
        """Constants for the namespace `parts`, and the stages in their order."""
        kind = C_TYPE[self.dtype]
        text, stages = "", list[str]()
        if self.selects:
            held = "uint8_t" if self.given <= 256 else "uint16_t"
            text += _constant(held, "source", [str(i) for i in self.source])
            if not self._at_once:
                stages.append(f"mote::select_columns<{kind}, {self.given}, source>")
        if self._lowers:
            highest = INTEGER_RANGE[self.dtype][1]
            top = np.where(self.lowered, highest, 0)
            text += self._numbers("top", top) + self._numbers("below_top", top - self.lowered)
            stages.append(f"mote::replace_columns<{kind}, top, below_top>")
        if self._imputes or self._replaces:
            text += self._numbers("side", self.fills)
            stages.append(self._aside())
            text += self._absent()
        if self._marks:
            none = np.isnan(self.marks)
            text += self._numbers("mark", np.where(none, 0.0, self.marks))
            text += self._numbers("mark_side", np.where(none, 0.0, self.fills))
            stages.append(f"mote::replace_columns<{kind}, mark, mark_side>")
        return text, stages

    def _aside(self) -> str:
        """The stage that puts `side` where a number is missing."""
        kind = C_TYPE[self.dtype]
        if self._at_once:
            return f"mote::sided_columns<{kind}, {self.given}, source, side, absent>"
        if self._imputes:
            return "mote::impute_columns<side>"
        return f"mote::replace_columns<{kind}, absent, side>"

    def _absent(self) -> str:
        """The constant `absent`, as that stage takes it."""
        assert self.number is not None
        if self._at_once:
            number = floating(self.number) if self._imputes else integer(int(self.number))
            return f"inline constexpr {C_TYPE[self.dtype]} absent = {number};\n"
        if self._imputes:
            return ""
        return self._numbers("absent", np.full(len(self.source), self.number))

    def _numbers(self, name: str, values: Floats) -> str:
        written = floating if self.dtype == "float" else lambda value: integer(int(value))
        return _constant(C_TYPE[self.dtype], name, [written(value) for value in values])


def _constant(kind: str, name: str, values: Sequence[str]) -> str:
    return f"inline constexpr mote::array<{kind}, {len(values)}> {name}{{{{\n{rows(values)}}}}};\n"


@dataclass(frozen=True)
class _Column:
    """One column of the trees: splits of a feature that one fill serves."""

    source: int
    fill: float
    lowered: bool = False


@dataclass(frozen=True)
class _Splits:
    """Splits of one feature."""

    limit: Floats  # in the feature's type
    left: Bools  # where a missing number goes
    alone: Bools  # only missing numbers go right


class _Plan:
    """The splits of each feature shared out among columns."""

    def __init__(self, dtype: str, number: float | None) -> None:
        self.number = number
        self.columns: list[_Column] = []
        low, high = INTEGER_RANGE.get(dtype, (-np.inf, np.nan))
        self.below, self.above = float(low), float(high)  # every threshold

    def add(self, feature: int, splits: _Splits, natural: bool) -> Ints:
        """The column of each split; `natural`: the number on the chip may stand for itself."""
        left, right, limit = splits.left, ~splits.left & ~splits.alone, splits.limit
        out = np.zeros(len(limit), np.int64)
        most = limit[left].min(initial=np.inf)  # a fill of all is at most this,
        least = limit[right].max(initial=-np.inf)  # and above this
        every = left | right
        if natural and self.number is not None and least < self.number <= most:
            fills = [(every, self.number)]
        elif left.any() and right.any() and least < most:
            fills = [(every, float(most))]
        else:
            fills = [(left, self.below), (right, self.above)]
        for of, fill in fills:
            if of.any():
                out[of] = self._column(_Column(feature, fill))
        if splits.alone.any():
            lowered = self.number != self.above
            out[splits.alone] = self._column(_Column(feature, self.above, lowered))
        return out

    def _column(self, column: _Column) -> int:
        if column not in self.columns:
            self.columns.append(column)
        return self.columns.index(column)


def apart(ensemble: Ensemble, dtype: str, number: float | None) -> tuple[Ensemble, Sides | None]:
    """The ensemble of columns in which missing numbers are on the side that each split has for
    them. `number` is what is missing on the chip, NaN or an integer; None where nothing is but the
    estimator's own marks.

    Of integers a threshold of infinity is one below the highest, which none exceeds but the fill.
    """
    marks = np.full(ensemble.n_features, np.nan) if ensemble.marks is None else ensemble.marks
    trees = ensemble.trees
    if number is None and np.isnan(marks).all():
        return ensemble, None
    if dtype != "float":
        trees = [_told(tree, *INTEGER_RANGE[dtype]) for tree in trees]
    at = [np.flatnonzero(tree.left >= 0) for tree in trees]
    if not sum(map(len, at)):
        return ensemble, None
    whole = replace(ensemble, trees=trees)
    limits = layout.thresholds(whole, dtype, None)
    feature, limit, left = (
        np.concatenate([of[i] for of, i in zip(held, at)])
        for held in (
            [tree.feature for tree in trees],
            [np.asarray(t, np.float64) for t in limits],
            [_sides(tree) for tree in trees],
        )
    )
    plan = _Plan(dtype, number)
    column = np.zeros(len(limit), np.int64)
    for f in np.unique(feature).tolist():
        of = feature == f
        alone = np.isposinf(limit[of]) & (dtype != "float")
        if number is None and np.isnan(marks[f]):  # none of it is missing
            column[of] = plan._column(_Column(f, 0.0))
        else:
            natural = bool(np.isnan(marks[f])) or marks[f] == number
            column[of] = plan.add(f, _Splits(limit[of], left[of], alone), natural)
    return _made(whole, at, plan, column, dtype, marks)


def _made(
    ensemble: Ensemble, at: list[Ints], plan: _Plan, column: Ints, dtype: str, marks: Floats
) -> tuple[Ensemble, Sides]:
    """The trees of the plan's columns, in the order of a sample where it has no two of one."""
    n = ensemble.n_features
    held = list(plan.columns)
    if len({c.source for c in held}) == len(held) and 2 * len(held) > n:  # none is chosen
        rest = 0.0 if plan.number is None or np.isnan(plan.number) else plan.number
        held += [_Column(f, rest) for f in range(n) if f not in {c.source for c in held}]
    order = sorted(range(len(held)), key=lambda i: held[i].source)
    place = np.argsort(order)
    source = np.array([held[i].source for i in order])
    trees, start = [], 0
    for tree, here in zip(ensemble.trees, at):
        feature = np.zeros_like(tree.feature)
        feature[here] = place[column[start : start + len(here)]]
        start += len(here)
        trees.append(replace(tree, feature=feature))
    return replace(ensemble, trees=trees, n_features=len(held)), Sides(
        dtype,
        n,
        source,
        plan.number,
        np.array([held[i].fill for i in order]),
        marks[source],
        np.array([held[i].lowered for i in order], bool),
    )


def _sides(tree: Tree) -> Bools:
    assert tree.missing_left is not None
    return tree.missing_left


def _told(tree: Tree, lowest: int, highest: int) -> Tree:
    """The same with an infinite threshold where nothing but missing numbers goes right, of these
    integers, and with no other.

    Where all go one way, the child is there instead of the split.
    """
    feature, threshold, left, right = (
        of.copy() for of in (tree.feature, tree.threshold, tree.left, tree.right)
    )
    value, weight, sides = tree.value.copy(), tree.weight.copy(), _sides(tree).copy()
    threshold[(threshold >= _ENDLESS) | ((np.floor(threshold) >= highest) & ~sides)] = np.inf
    threshold[(np.floor(threshold) < lowest) & sides] = -np.inf
    for node in np.flatnonzero((left >= 0) & np.isneginf(threshold) & sides).tolist():
        left[node], right[node] = right[node], left[node]
        threshold[node], sides[node] = np.inf, False
    for node in range(len(left) - 1, -1, -1):  # a child stands behind its parent
        while left[node] >= 0 and np.isinf(threshold[node]):
            if threshold[node] > 0 and not sides[node]:
                break
            child = (left if threshold[node] > 0 else right)[node]
            for of in (feature, threshold, left, right, value, weight, sides):
                of[node] = of[child]
    return Tree(feature, threshold, left, right, value, weight, sides)
