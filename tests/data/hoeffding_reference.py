"""A second implementation of mote::hoeffding_tree for integers, in Python's own whole numbers:
what the C++ test and every core are held to, bit for bit.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import isqrt

BINS, MOST = 16, 8 * 4096


def log2_q16(x: int) -> int:
    top = x.bit_length() - 1
    mantissa = (x << 31 >> top) if top < 32 else ((x >> (top - 31)) & 0xFFFFFFFF)
    f = mantissa >> 15 & 0xFFFF
    curve = 9727 - (f * 2959 >> 16)
    curve = 17510 - (f * curve >> 16)
    curve = 28961 - (f * curve >> 16)
    return (top << 16) + f + (((f * (0x10000 - f)) >> 14) * curve + 0x20000 >> 18)


def exp2_q15(x: int) -> int:
    whole, f = divmod(x, 65536)
    if whole > 15:
        return 0
    slope = 55984 - (f * 7242 >> 16)
    slope = 62802 - (f * slope >> 18)
    slope = 50616 - (f * slope >> 16)
    power = (1 << 31) - (f << 14) - (f * slope >> 3)
    return power + (1 << (15 + whole)) >> (16 + whole)


def toward_zero(a: int, b: int) -> int:
    return a // b if a >= 0 else -(-a // b)


def share_below(distance: int) -> int:
    size = abs(distance)
    odds = exp2_q15(size * (9441 + ((size * size >> 12) * 417 >> 12)) >> 8)
    beyond = (odds << 15) // (32768 + odds)
    return beyond if distance < 0 else 32768 - beyond


@dataclass
class Curve:
    sum: int = 0
    squares: int = 0

    def add(self, x: int) -> None:
        self.sum += x
        self.squares += x * x

    def halve(self, count: int) -> None:
        if count % 2:
            self.sum -= toward_zero(self.sum, count)
            self.squares -= self.squares // count
        self.sum = toward_zero(self.sum, 2)
        self.squares //= 2

    def deviation(self, count: int) -> int:
        square = (count * self.squares - self.sum * self.sum + count * count // 12) | 1
        shift = 0
        while square >> 50:
            square >>= 2
            shift += 1
        return isqrt(square) << shift

    def distance(self, count: int, x: int, middle: bool) -> int:
        away = x * count + (count // 2 if middle else 0) - self.sum
        size, unit, result = abs(away), self.deviation(count), MOST
        if size // 8 < unit:
            while unit >> 16:
                unit >>= 1
                size >>= 1
            result = min((size << 12) // unit, MOST)
        return -result if away < 0 else result


def impurity(weights: Sequence[int]) -> int:
    whole = sum(weights)
    return whole - sum(w * w for w in weights) // whole if whole else 0


def first_largest(values: Sequence[int]) -> int:
    return max(range(len(values)), key=lambda k: (values[k], -k))


class Watch:
    def __init__(self, features: int, classes: int) -> None:
        self.owner: int | None = None
        self.waited = self.wrong = self.bayes_wrong = 0
        self.seen = [0] * classes
        self.lowest, self.highest = [0] * features, [0] * features
        self.curves = [[Curve() for _ in range(classes)] for _ in range(features)]

    def add(self, x: Sequence[int], y: int) -> None:
        first = not any(self.seen)
        self.seen[y] += 1
        for i, value in enumerate(x):
            self.lowest[i] = value if first else min(value, self.lowest[i])
            self.highest[i] = value if first else max(value, self.highest[i])
            self.curves[i][y].add(value)

    def halve(self) -> None:
        for k, count in enumerate(self.seen):
            if count:
                for of in self.curves:
                    of[k].halve(count)
                self.seen[k] = count // 2

    def below(self, i: int, at: int) -> list[int]:
        """The share of each class at or below, Q15."""
        return [
            share_below(self.curves[i][k].distance(count, at, True)) if count else 0
            for k, count in enumerate(self.seen)
        ]

    def best_of(self, i: int) -> tuple[int, int]:
        low, high = self.lowest[i], self.highest[i]
        whole = [(count << 15) // sum(self.seen) for count in self.seen]
        best = (0, 0)
        ends = [low + (high - low) * b // BINS for b in range(1, BINS)] if low < high else []
        for at in dict.fromkeys(ends):
            left = [w * s >> 15 for w, s in zip(whole, self.below(i, at))]
            if not 328 <= sum(left) <= 32768 - 328:
                continue
            right = [w - one for w, one in zip(whole, left)]
            gain = impurity(whole) - impurity(left) - impurity(right)
            if gain > best[0]:
                best = (gain, at)
        return best

    def share_out(self, i: int, at: int) -> tuple[list[int], list[int]]:
        below = [count * s for count, s in zip(self.seen, self.below(i, at))]
        lower = [b + 16384 >> 15 for b in below]
        upper = [count - one for count, one in zip(self.seen, lower)]
        if not any(lower):
            lower[first_largest(below)] = 1
        if not any(upper):
            upper[first_largest([(c << 15) - b for c, b in zip(self.seen, below)])] = 1
        return lower, upper

    def likelihoods(self, x: Sequence[int]) -> list[int]:
        logs: list[int | None] = []
        for k, count in enumerate(self.seen):
            if not count:
                logs.append(None)
                continue
            log = log2_q16(count) // 16
            for i, value in enumerate(x):
                if self.lowest[i] == self.highest[i]:
                    continue
                of = self.curves[i][k]
                square = of.distance(count, value, False) ** 2 >> 12
                spread = log2_q16(of.deviation(count)) // 16 - log2_q16(count) // 16
                log -= (square * 1477 >> 11) + spread
            logs.append(log)
        most = max((log for log in logs if log is not None), default=0)
        return [0 if log is None else exp2_q15((most - log) << 4) for log in logs]


@dataclass
class Leaf:
    counts: list[int]
    wrong: int = 0
    watch: Watch | None = None


@dataclass
class Split:
    leaf: int
    feature: int
    at: int
    below: list[Split | int] = field(default_factory=list)


class HoeffdingTree:
    """What mote::hoeffding_tree<label, int16_t or int8_t, ...> does."""

    def __init__(
        self, features: int, classes: int, splits: int, watched: int, adaptive: bool,
        grace: int = 50, tie: int = 200, memory: int = 0xFFFF, doubt: int = 10,
    ) -> None:  # fmt: skip
        self.features, self.classes, self.capacity = features, classes, splits
        self.adaptive, self.grace, self.tie, self.memory = adaptive, grace, tie, memory
        self.doubt = doubt
        self.samples = 0
        self.splits: list[Split] = []
        self.leaves = [Leaf([0] * classes) for _ in range(splits + 1)]
        self.watches = [Watch(features, classes) for _ in range(watched)]

    def leaf_of(self, x: Sequence[int]) -> int:
        at: Split | int = self.splits[0] if self.splits else 0
        while isinstance(at, Split):
            at = at.below[x[at.feature] > at.at]
        return at

    def weigh(self, x: Sequence[int]) -> list[int]:
        leaf = self.leaves[self.leaf_of(x)]
        watch = leaf.watch
        if self.adaptive and watch and watch.bayes_wrong < watch.wrong:
            return watch.likelihoods(x)
        return leaf.counts

    def predict(self, x: Sequence[int]) -> int:
        return first_largest(self.weigh(x))

    def partial_fit(self, x: Sequence[int], y: int) -> None:
        place = self.leaf_of(x)
        leaf = self.leaves[place]
        wrong = leaf.counts[y] < max(leaf.counts)
        if sum(leaf.counts) >= self.memory:
            leaf.counts = [(count + 1) // 2 for count in leaf.counts]
        leaf.counts[y] += 1
        leaf.wrong = min(leaf.wrong + wrong, 0xFFFF)
        self.samples += 1
        if not self.adaptive and len(self.splits) == self.capacity:
            return
        if leaf.watch is None:
            self.find_watch(place)
        if leaf.watch is not None:
            self.look(place, leaf.watch, x, y, wrong)

    def find_watch(self, place: int) -> None:
        leaf = self.leaves[place]
        free = [watch for watch in self.watches if watch.owner is None]
        if free:
            watch = free[0]
        else:
            watch = min(self.watches, key=lambda one: self.leaves[one.owner or 0].wrong)
            other = self.leaves[watch.owner or 0]
            if leaf.wrong <= other.wrong + self.grace:
                return
            other.watch = None
            other.wrong = leaf.wrong = 0
            watch.__init__(self.features, self.classes)  # type: ignore[misc]
        watch.owner, leaf.watch = place, watch

    def look(self, place: int, watch: Watch, x: Sequence[int], y: int, wrong: bool) -> None:
        if self.adaptive:
            watch.wrong += wrong
            watch.bayes_wrong += first_largest(watch.likelihoods(x)) != y
        if sum(watch.seen) >= self.memory:
            watch.halve()
        watch.add(x, y)
        if len(self.splits) == self.capacity:
            return
        watch.waited += 1
        if watch.waited < self.grace:
            return
        watch.waited = 0
        if sum(count > 0 for count in watch.seen) < 2:
            return
        found = [watch.best_of(i) for i in range(self.features)]
        gains = [gain for gain, _ in found]
        best = first_largest(gains)
        second = max([gain for i, gain in enumerate(gains) if i != best], default=0)
        bound = isqrt(self.doubt * 5814540 // sum(watch.seen)) << 3
        tie = bound * 125 < self.tie * 4096
        if gains[best] and (tie or gains[best] - second > bound):
            self.cut(place, watch, best, found[best][1])

    def cut(self, place: int, watch: Watch, feature: int, at: int) -> None:
        lower, upper = watch.share_out(feature, at)
        made = Split(place, feature, at)
        for split in self.splits:
            split.below = [made if below == place else below for below in split.below]
        self.splits.append(made)
        made.below = [place, len(self.splits)]
        self.leaves[place] = Leaf(lower)
        self.leaves[len(self.splits)] = Leaf(upper)
        watch.__init__(self.features, self.classes)  # type: ignore[misc]

    def state(self, size: int) -> bytes:
        """The fields of mote::save, of samples of `size` bytes."""
        value = {1: "b", 2: "h"}[size]
        out = [struct.pack("<II", self.samples, len(self.splits))]
        for i in range(self.capacity):
            one = self.splits[i] if i < len(self.splits) else Split(0, 0, 0)
            out.append(struct.pack("<II" + value, one.leaf, one.feature, one.at))
        for leaf in self.leaves:
            out.append(struct.pack(f"<{self.classes}HH", *leaf.counts, leaf.wrong))
        for w in self.watches:
            owner = self.capacity + 1 if w.owner is None else w.owner
            out.append(struct.pack("<IHHH", owner, w.waited, w.wrong, w.bayes_wrong))
            out.append(struct.pack(f"<{self.classes}H", *w.seen))
            out.append(struct.pack(f"<{2 * self.features}{value}", *w.lowest, *w.highest))
            for of in w.curves:
                for c in of:
                    out.append(struct.pack("<iI" if size == 1 else "<iQ", c.sum, c.squares))
        return b"".join(out)
