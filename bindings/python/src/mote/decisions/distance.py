"""How far a window is from the classes of training: what fit finds, and its C++ table."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..arrays import Array, Bools, Floats, Ints
from ..emit.literals import C_TYPE, floating, integer, rows
from ..errors import UnsupportedError
from ..host.series import Code, run
from ..host.types import name_of

INCLUDE = "mote/pipeline/near_classes.hpp"
_STEP = 12**-0.5  # the deviation that rounding to whole numbers makes
_SHARE = 0.1  # of the deviation in all classes, which one has at least
_APART = 1 / 5000  # of what lies between the means: integers have no more room


@dataclass(frozen=True, eq=False)
class Known:
    """Means and standard deviations of features in each class; of a feature that varies in no class
    the deviations are 0, and it is left out.
    """

    columns: Ints  # among all features
    names: tuple[str, ...]
    means: Floats  # (classes, columns)
    deviations: Floats

    def distances(self, x: Array) -> Floats:
        """Of each row of these columns, from the nearest class."""
        used = self.deviations[0] > 0
        means, deviations = self.means[:, used], self.deviations[:, used]
        z = ((row[used] - means) / deviations for row in x.astype(np.float64))
        return np.array([np.sqrt((one**2).mean(axis=1)).min() for one in z])

    def near(self, x: Array, distance: float) -> Bools:
        """Of each row whether the C++ table says so."""
        kind = name_of(x.dtype)
        assert kind is not None
        each = f"y[0] = near(mote::span<const sample, {x.shape[1]}>{{x}}) ? 1 : 0;"
        code = Code((INCLUDE,), "", each, "uint16", self.table(kind, distance))
        _, said, _ = run(code, x, 1)
        return np.asarray(said[:, 0] != 0)

    def unsure(self, x: Array, rounded: Array, distance: float) -> Bools:
        """Rows of which a chip may say otherwise, that sees them `rounded`, in its own type."""
        used = self.deviations[0] > 0
        count = int(used.sum())
        float_of = (count + 6) * 2.0**-24 + np.sqrt(
            ((self.means[:, used] * 2.0**-24 / self.deviations[:, used]) ** 2).mean(axis=1)
        ).max() / distance
        bounds = (float_of if a.dtype.kind == "f" else count**0.5 / 16384 for a in (x, rounded))
        (one, its), (other, others) = (
            (self.distances(a) / distance, bound) for a, bound in zip((x, rounded), bounds)
        )
        low = np.minimum(one - its, other - others)
        high = np.maximum(one + its, other + others)
        return np.asarray((low <= 1) & (high >= 1))

    def table(self, kind: str, distance: float) -> str:
        """`near`, for rows of this type: mote::quantize writes the same."""
        limits = self.deviations * distance * np.sqrt((self.deviations[0] > 0).sum())
        shape = f"{C_TYPE[kind]}, {len(self.columns)}, {len(self.means)}"
        if kind == "float":
            entries = [
                [f"{{{floating(m)}, {floating(1 / w if w > 0 else 0)}}}" for m, w in zip(*one)]
                for one in zip(self.means, limits)
            ]
            ranges = ""
        else:
            low, width = self._ranges(kind, limits)
            entries = [
                [entry(*column) for column in zip(*one, width, self.names)]
                for one in zip(self.means, limits)
            ]
            each = rows(f"{{{integer(int(a))}, {int(b)}u}}" for a, b in zip(low, width))
            ranges = f",\n    {{{{\n{each}}}}}"
        classes = ",\n".join(f"    {{{{\n{rows(one)}}}}}" for one in entries)
        return (
            "/// Where the features of each class were in training.\n"
            f"inline constexpr mote::near_classes<{shape}> near{{{{{{\n{classes}}}}}{ranges}}};\n"
        )

    def _ranges(self, kind: str, limits: Floats) -> tuple[Floats, Floats]:
        """What a column begins with, and how far it goes, so that all classes lie within."""
        held = np.iinfo(kind)
        low = np.floor(np.clip((self.means - limits).min(axis=0), held.min, held.max))
        high = np.ceil(np.clip((self.means + limits).max(axis=0), held.min, held.max))
        out = limits[0] == 0
        low, high = np.where(out, held.min, low), np.where(out, held.max, high)
        return low, high - low


def entry(mean: float, limit: float, width: float, name: str) -> str:
    """A column of a class, of integers: see mote::near_classes::column."""
    if limit == 0:
        return "{0u, 0, 0, 16}"
    up = min(24, max(-16, 16 - math.frexp(limit)[1]))
    unit, size = limit * 2.0**up, width * 2.0**up
    if unit < 32768 or size >= 2**31:
        raise UnsupportedError(
            f"the classes lie too far apart in {name!r}, by how little they vary, for integers: "
            "use dtype='float'."
        )
    at = np.floor(mean * 2.0**up + (0.5 if up > 0 else 0))
    factor = min(65535, int(np.floor(2.0**31 / unit + 0.5)))
    return f"{{{int(at) % 2**32}u, {factor}, {max(up, 0)}, {max(-up, 0)}}}"


def known(x: Array, y: Ints, columns: Ints, names: Sequence[str]) -> Known:
    """Of rows of all features, those `names`, and of each row the place of its class. A class has
    at least a tenth of the deviation in all of them, and of whole numbers that of their rounding.
    """
    taken = x[:, columns].astype(np.float64)
    count = np.bincount(y)
    sums = np.zeros((len(count), len(columns)))
    np.add.at(sums, y, taken)
    means = sums / count[:, None]
    squares = np.zeros_like(sums)
    np.add.at(squares, y, (taken - means[y]) ** 2)
    own = np.sqrt(squares / np.maximum(count - 1, 1)[:, None])
    pooled = np.sqrt(squares.sum(axis=0) / max(len(y) - len(count), 1))
    least = np.maximum(_SHARE * pooled, _APART * np.ptp(means, axis=0))
    if x.dtype.kind != "f":
        least = np.maximum(least, _STEP)
    deviations = np.where(pooled > 0, np.maximum(own, least), 0.0)
    if not (pooled > 0).any():
        raise ValueError(
            "Reject(distance=...) needs features that vary within the classes: give fit several "
            "windows of each class."
        )
    return Known(columns, tuple(names[i] for i in columns), means, deviations)
