"""The grid that samples of one feature lie on: a sensor's resolution, or the decimals of a table.

A point is the double that a table of such samples holds, so that it is also known for values that
`calibrate` did not show: K / 10^digits as a decimal text is read, or origin + K * step where the
samples were scaled.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from .arrays import Bools, Floats, Ints

MOST_STEPS = 2**16 - 1
_MOST_DIGITS = 12
_FLOAT = 2.0**-24  # of a value: how far rounding to float32 may move it
_DOUBLE = 2.0**-50  # the same of a few operations on doubles
_NOISE = 2.0**-36  # of a range: what subtracting a mean may leave
_MOSTLY = 0.95  # of the distinct values: some tables hold a few of more digits


@dataclass(frozen=True)
class Grid:
    """Points `point(first)` to `point(last)`; the numbers go on beyond both."""

    first: int
    last: int
    step: float
    origin: float = 0.0
    every: int = 1  # of a decimal grid: K = k * every + rest
    rest: int = 0
    digits: int | None = None  # None: not decimal
    is_float: bool = False  # the samples were float32 already

    @property
    def steps(self) -> int:
        return self.last - self.first

    def point(self, k: Ints) -> Floats:
        if self.digits is None:
            points = self.origin + k.astype(np.float64) * self.step
        else:
            points = (k * self.every + self.rest).astype(np.float64) / 10.0**self.digits
        return points.astype(np.float32).astype(np.float64) if self.is_float else points

    def below(self, value: Floats) -> Ints:
        """The number of the point next to a value, one too high or too low at most."""
        far = np.floor((value - self.origin) / self.step)
        return np.clip(far, -(2.0**53), 2.0**53).astype(np.int64)


@dataclass(frozen=True)
class Column:
    """What `calibrate` showed of one feature."""

    seen: Floats  # distinct values, in order; none where there are more than a grid may have
    grid: Grid | None = None  # None: not one of at most so many steps

    def neighbours(self, threshold: Floats, as_float: bool) -> Neighbours:
        """The values next to thresholds, among those seen and those of the grid.

        `as_float`: a value is rounded to float32 before it is compared.
        """
        low, high = np.full(len(threshold), -np.inf), np.full(len(threshold), np.inf)
        if len(self.seen):
            compared = self.seen.astype(np.float32).astype(np.float64) if as_float else self.seen
            at = np.searchsorted(compared, threshold, side="right")
            low = np.where(at > 0, self.seen[np.maximum(at - 1, 0)], -np.inf)
            after = self.seen[np.minimum(at, len(self.seen) - 1)]
            high = np.where(at < len(self.seen), after, np.inf)
        on_grid = []
        if self.grid is not None:
            near = self.grid.below(threshold)
            for k in (near - 1, near, near + 1, near + 2):
                point = self.grid.point(k)
                compared = point.astype(np.float32).astype(np.float64) if as_float else point
                on_grid.append((point, compared <= threshold))
        return Neighbours(low, high, on_grid)


@dataclass(frozen=True)
class Neighbours:
    """Per threshold: the samples seen next below or on it and above it, and points around it."""

    low: Floats
    high: Floats
    points: list[tuple[Floats, Bools]] = field(default_factory=list)  # and whether they go left


def column(values: Floats, most: int, largest: float) -> Column:
    """What is known of a feature from its finite samples, of sizes up to `largest`; a grid of at
    most `most` steps, each longer than what rounding to float32 moves a sample by.
    """
    seen = np.unique(values)
    if len(seen) > MOST_STEPS + 1:
        return Column(seen[:0])
    grid = find(seen, most)
    return Column(seen, grid if grid and grid.step > 2.0 * _FLOAT * largest else None)


def find(seen: Floats, most: int) -> Grid | None:
    """The grid of distinct values in order: decimals first, else equal steps of any size, else
    decimals that some values have more of.
    """
    if len(seen) < 2:
        return None
    is_float = bool((seen.astype(np.float32) == seen).all())
    slack = np.abs(seen) * (_FLOAT if is_float else _DOUBLE)
    return (
        _decimal(seen, slack, is_float, most, 1.0)
        or _equal(seen, slack, is_float, most)
        or _decimal(seen, slack, is_float, most, _MOSTLY)
    )


def _decimal(seen: Floats, slack: Floats, is_float: bool, most: int, share: float) -> Grid | None:
    """The fewest digits that write such a share of the values."""
    for digits in range(_MOST_DIGITS + 1):
        scaled = seen * 10.0**digits
        if np.abs(scaled).max() > 2.0**52 or (slack * 10.0**digits).max() > 0.05:
            return None
        k = np.rint(scaled)
        written = np.abs(k / 10.0**digits - seen) <= slack
        if written.mean() >= share and written.sum() > 1:
            return _numbered(k[written].astype(np.int64), digits, is_float, most)
    return None


def _numbered(k: Ints, digits: int, is_float: bool, most: int) -> Grid | None:
    """Every decimal between the first and the last, if they are not too many."""
    every = 1 if k[-1] - k[0] <= most else int(np.gcd.reduce(np.diff(k)))
    first, last, rest = int(k[0]) // every, int(k[-1]) // every, int(k[0]) % every
    if last - first > most:
        return None
    unit = 10.0**digits
    return Grid(first, last, every / unit, rest / unit, every, rest, digits, is_float)


def _equal(seen: Floats, slack: Floats, is_float: bool, most: int) -> Grid | None:
    """Equal steps: what all distances between neighbours are multiples of."""
    reach = float(seen[-1] - seen[0])
    error = max(2.0 * float(slack.max()), _NOISE * reach)
    shortest = reach / most
    if not shortest > 8.0 * error:
        return None
    gaps = np.unique(np.diff(seen))
    step = _common(gaps, 8.0 * error, shortest / 2)
    if step is None:
        return None
    k = np.concatenate([[0.0], np.cumsum(np.rint(np.diff(seen) / step))])
    if k[-1] > most:
        return None
    for _ in range(3):  # the step from all values, and their numbers from that
        centred = k - k.mean()
        step = float(centred @ (seen - seen.mean()) / (centred @ centred))
        origin = float(seen.mean() - k.mean() * step)
        k = np.rint((seen - origin) / step)
    if k[-1] - k[0] > most or (np.abs(origin + k * step - seen) > 2.0 * error).any():
        return None
    return Grid(int(k[0]), int(k[-1]), step, origin, is_float=is_float)


def _common(gaps: Floats, error: float, shortest: float) -> float | None:
    """The longest step that all gaps, in order of length, are multiples of within the error."""
    step = float(gaps[0])
    for gap in gaps[1:].tolist():
        count = round(gap / step)
        rest = abs(gap - count * step)
        if rest <= error * max(1.0, count / 8):
            step = gap / count  # a longer distance knows the step better
            continue
        low, high = rest, step
        while low > error:  # Euclid's algorithm
            high, low = low, abs(high - round(high / low) * low)
        if high < shortest:
            return None
        step = gap / round(gap / high)
    return step
