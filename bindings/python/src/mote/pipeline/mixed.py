"""Steps of which each column comes of several: what a chip works out before its model.

A `Mixed` is the step as it was fitted; `kept` gives the part of it that makes some of its columns.
A part knows its C++ and how far its numbers may be from scikit-learn's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from ..arrays import Floats, Ints
from ..emit.literals import floating, rows
from ..errors import UnsupportedError
from .columns import Column

U = 2.0**-24 * 1.001  # half a step of float32 at 1; the rest is for products of roundings
TINY = 2.0**-149  # what a product may lose below the normal floats


class Part(Protocol):
    """Some columns of a `Mixed`."""

    @property
    def mixed(self) -> Mixed: ...

    @property
    def takes(self) -> Ints:
        """Of what is before it, in rising order: the row that it is given."""

    @property
    def gives(self) -> Ints:
        """Of the columns of the step, in rising order."""

    @property
    def flash(self) -> int:
        """Bytes of constants."""

    def emit(self, n: int) -> tuple[str, list[str]]:
        """Constants, whose names end in `n`, and the C++ stages from `takes` to `gives`."""

    def error(self, x: Floats, off: Floats) -> Floats:
        """How far its numbers may be from scikit-learn's, (rows, gives), where it is given x
        within `off`, (rows, takes) both.
        """


@dataclass(frozen=True, eq=False)
class Mixed:
    """A fitted step, the columns that it is given, and how many it makes of them."""

    name: str
    step: Any
    given: tuple[Column, ...]
    width: int

    @property
    def columns(self) -> tuple[Column, ...]:
        rounds = self.given[0].rounds
        return tuple(Column(i, rounds=rounds, base=self) for i in range(self.width))

    @property
    def unit(self) -> float:
        """Half a step of what scikit-learn computes in."""
        return U if self.given[0].rounds else 2.0**-52

    def kept(self, wanted: Ints) -> Part:
        raise NotImplementedError

    def lines(self) -> tuple[Floats, Floats]:
        """Scale and offset of each column that is given."""
        for f, column in enumerate(self.given):
            if column.line is None:
                raise UnsupportedError(
                    f"the step {self.name!r} of the Pipeline, {type(self.step).__name__}, stands "
                    f"behind a scaler that clips (column {f}), which it cannot take in: use "
                    "clip=False."
                )
        lines = np.array([column.line for column in self.given], np.float64)
        return lines[:, 0], lines[:, 1]


@dataclass(frozen=True, eq=False)
class Projected(Mixed):
    """weights @ (x - mean): PCA, TruncatedSVD, LinearDiscriminantAnalysis."""

    weights: Floats  # (width, given)
    mean: Floats

    def kept(self, wanted: Ints) -> Part:
        return _Projection(self, wanted)


class _Projection:
    """A scaler before it is in its weights and means."""

    def __init__(self, mixed: Projected, wanted: Ints) -> None:
        scale, offset = mixed.lines()
        own = mixed.weights[wanted]
        live = np.flatnonzero((own != 0.0).any(axis=0))
        live = live if len(live) else np.array([0])
        self.mixed, self.gives = mixed, wanted
        sources = np.array([mixed.given[j].source for j in live], np.int64)
        self.takes, self._places = np.unique(sources, return_inverse=True)
        self._scale, self._offset = scale[live], offset[live]
        self._weights = own[:, live] * self._scale
        self._mean = (mixed.mean[live] - self._offset) / self._scale
        with np.errstate(over="ignore"):
            self._held = self._weights.astype(np.float32)
            self._held_mean = self._mean.astype(np.float32)
        if not (np.isfinite(self._held).all() and np.isfinite(self._held_mean).all()):
            raise UnsupportedError(
                f"the step {mixed.name!r} of the Pipeline, {type(mixed.step).__name__}, has a "
                "weight or a mean beyond float32: scale the columns before fit."
            )
        # What rounding them to float32 loses.
        self._lost = np.abs(self._weights - self._weights.astype(np.float32))
        self._lost_mean = np.abs(self._mean - self._mean.astype(np.float32))
        self._reach = np.array([mixed.given[j].reach for j in live])
        self._maps = max(len(mixed.given[j].maps) for j in live)

    @property
    def flash(self) -> int:
        return 4 * (self._held.size + self._held_mean.size)

    def emit(self, n: int) -> tuple[str, list[str]]:
        count, k = len(self._held_mean), len(self.gives)
        each = ",\n".join(
            f"    {{{{\n{rows(map(floating, row), indent='      ')}}}}}" for row in self._held.T
        )
        text = (
            f"{floats('mean', n, self._held_mean)}"
            f"inline constexpr mote::array<mote::array<float, {k}>, {count}> weights{n}{{{{\n"
            f"{each}}}}};\n"
        )
        chosen, stages = selected(self._places, len(self.takes), f"given{n}")
        return chosen + text, [*stages, f"mote::project_columns<float, mean{n}, weights{n}>"]

    def error(self, x: Floats, off: Floats) -> Floats:
        """Each weight and mean is rounded, each distance, product and sum (N. Higham, Accuracy and
        Stability, 3.1); and scikit-learn's own roundings, of sums that are not about the mean.
        """
        x, off = x[:, self._places], off[:, self._places]
        count = x.shape[1]
        distance = np.abs(x - self._mean)
        wrong = off + self._lost_mean
        wrong = wrong + U * (distance + wrong) + TINY
        reached = distance + wrong
        weights = np.abs(self._weights)
        own = wrong @ weights.T + reached @ self._lost.T
        own = own + (count + 2) * U * (reached @ (weights + self._lost).T) + TINY * (count + 1)
        size = np.abs(x) + np.abs(self._mean) + 2 * self._reach
        given = (count + 6 + 2 * self._maps) * self.mixed.unit * (size @ weights.T)
        return np.asarray(own + given)


def floats(name: str, n: int, values: Sequence[float] | Any) -> str:
    return (
        f"inline constexpr mote::array<float, {len(values)}> {name}{n}{{{{\n"
        f"{rows(map(floating, values))}}}}};\n"
    )


def selected(places: Ints, count: int, name: str) -> tuple[str, list[str]]:
    """The constant and the stage that take these of so many columns; none where it is all."""
    if np.array_equal(places, np.arange(count)):
        return "", []
    kind = "uint8_t" if count <= 256 else "uint16_t"
    text = (
        f"inline constexpr mote::array<{kind}, {len(places)}> {name}{{{{\n"
        f"{rows(map(str, places))}}}}};\n"
    )
    return text, [f"mote::select_columns<float, {count}, {name}>"]


# --- the steps of scikit-learn ----------------------------------------------------------------


def pca(name: str, step: Any, given: tuple[Column, ...]) -> tuple[Column, ...]:
    weights = np.asarray(step.components_, np.float64)
    if step.whiten:
        spread = np.sqrt(step.explained_variance_)
        weights = weights / np.maximum(spread, np.finfo(spread.dtype).eps)[:, None]
    mean = np.asarray(step.mean_, np.float64)
    return Projected(name, step, given, len(weights), weights, mean).columns


def truncated_svd(name: str, step: Any, given: tuple[Column, ...]) -> tuple[Column, ...]:
    weights = np.asarray(step.components_, np.float64)
    return Projected(name, step, given, len(weights), weights, np.zeros(len(given))).columns


def discriminant(name: str, step: Any, given: tuple[Column, ...]) -> tuple[Column, ...]:
    if step.solver == "lsqr":
        raise UnsupportedError(
            f"the step {name!r} of the Pipeline, LinearDiscriminantAnalysis(solver='lsqr'), has no "
            "transform: use solver='svd'."
        )
    weights = np.asarray(step.scalings_, np.float64).T[: step._max_components]
    mean = step.xbar_ if step.solver == "svd" else np.zeros(len(given))
    mean = np.asarray(mean, np.float64)
    return Projected(name, step, given, len(weights), weights, mean).columns
