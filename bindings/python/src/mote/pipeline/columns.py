"""A column that a model sees as a function of one that the user gives, and its inverse."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np

from ..arrays import Floats, Ints
from ..errors import UnsupportedError

_TOP = np.int64(0x7FEFFFFFFFFFFFFF)  # the bits of the largest double


@dataclass(frozen=True)
class Map:
    """A step of one column, in doubles and in scikit-learn's own order; it never falls.

    `line` is (scale, offset) where it is x * scale + offset, and None where it is no line.
    """

    run: Callable[[Floats], Floats]
    line: tuple[float, float] | None


@dataclass(frozen=True)
class Fill:
    """What stands for a missing number, both as they are before the steps of the column."""

    missing: float  # NaN, or the number that means so
    value: float


@dataclass(frozen=True)
class Column:
    """Column `source` of the user's, behind these steps; or of `base`, a step that makes each of
    its columns of several (mixed.py).

    `rounds`: it is of float32, which scikit-learn keeps from one operation to the next.
    """

    source: int
    maps: tuple[Map, ...] = ()
    rounds: bool = False
    base: Any = None
    fill: Fill | None = None

    def behind(self, step: Map) -> Column:
        return replace(self, maps=(*self.maps, step))

    def __call__(self, x: Floats) -> Floats:
        x = _float32(x) if self.rounds else x
        for step in self.maps:
            x = step.run(x)
            x = _float32(x) if self.rounds else x
        return x

    @property
    def line(self) -> tuple[float, float] | None:
        """(scale, offset) of the whole, where it is x * scale + offset."""
        scale, offset = 1.0, 0.0
        for step in self.maps:
            if step.line is None:
                return None
            scale, offset = scale * step.line[0], offset * step.line[0] + step.line[1]
        return scale, offset

    @property
    def roundings(self) -> tuple[float, float]:
        """(roundings, reach): each is half a step of |x| + reach; 0 of one that is of doubles."""
        return (2.0 * len(self.maps), self.reach) if self.rounds and self.maps else (0.0, 0.0)

    @property
    def reach(self) -> float:
        """How far from 0 of x lies what its steps add, where all of them are lines."""
        reach = 0.0
        for last in range(1, len(self.maps) + 1):
            line = replace(self, maps=self.maps[:last]).line
            assert line is not None
            reach = max(reach, abs(line[1] / line[0]))
        return reach


def shifted(by: float) -> Map:
    """x - by."""
    return Map(partial(_minus, by=by), (1.0, -by))


def divided(by: float) -> Map:
    """x / by."""
    return Map(partial(_over, by=by), (1.0 / by, 0.0))


def times(by: float) -> Map:
    """x * by."""
    return Map(partial(_times, by=by), (by, 0.0))


def clipped(low: float, high: float) -> Map:
    return Map(partial(np.clip, a_min=low, a_max=high), None)


# By name, so that a model that keeps its columns is pickled.
def _minus(x: Floats, by: float) -> Floats:
    return x - by


def _over(x: Floats, by: float) -> Floats:
    return x / by


def _times(x: Floats, by: float) -> Floats:
    return x * by


def unchanged(columns: Sequence[Column], model: str) -> Ints:
    """The user's columns that these are, for a model that takes no scaler in."""
    for f, column in enumerate(columns):
        if column.maps:
            raise UnsupportedError(
                f"{model} behind a scaler (feature {f}) is not converted: fit it on the features "
                "as the chip measures them."
            )
    return np.array([column.source for column in columns], np.int64)


def last_left(columns: Sequence[Column], limits: Floats, as_float32: bool) -> Floats:
    """For each column the largest double that it takes to `limits` or below: as it never falls, all
    below go the same way. By bisection over the bits, so that no rounding is left out.

    `as_float32`: what it gives is rounded to float32 before it is compared.
    """
    low = np.full(len(limits), -_TOP)  # goes left, or nothing does
    high = np.full(len(limits), _TOP)
    while (low < high).any():
        middle = (low | high) - ((low ^ high) >> 1)  # of two, the upper one
        x, y = _double(middle), np.empty(len(limits))
        with np.errstate(over="ignore"):
            for at, column in _runs(columns):
                y[at] = column(x[at])
            if as_float32:
                y = _float32(y)
        left = y <= limits
        low = np.where(left, middle, low)
        high = np.where(left, high, middle - 1)
    return _double(low)


def _runs(columns: Sequence[Column]) -> list[tuple[slice, Column]]:
    """Neighbours that are the same column."""
    out: list[tuple[slice, Column]] = []
    for i, column in enumerate(columns):
        if out and out[-1][1] is column:
            out[-1] = (slice(out[-1][0].start, i + 1), column)
        else:
            out.append((slice(i, i + 1), column))
    return out


def _double(order: np.ndarray[tuple[int], np.dtype[np.int64]]) -> Floats:
    """The doubles of which these are the places in their order, 0 for 0."""
    negative = order < 0
    bits = np.where(negative, -order, order)
    return np.where(negative, -1.0, 1.0) * bits.view(np.float64)


def _float32(x: Floats) -> Floats:
    return x.astype(np.float32).astype(np.float64)
