#!/usr/bin/env python3
"""Writes motion_windows.inc: ten windows of 128 rows of an accelerometer, from BasicMotions.

usage: make_motion_windows.py <aeon/datasets/data/BasicMotions/BasicMotions_TRAIN.ts>

A recording there has 100 rows, so that a window is one and the first 28 rows of the next of the
same activity. Metres a second squared become what a sensor of 4 g full scale gives: 8192 a g.

motion_worst.inc is not written: it has the slowest windows that a search found for Cortex-M0, M4F
and M55. The search counted 1,200 hostile() windows on each core, then rounds of 300 mutated()
ones of the 60 slowest so far.
"""

import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

ROWS = 128
COUNTS = 8192 / 9.80665


def crowded(random: np.random.Generator) -> NDArray[np.int_]:
    """An axis of which many numbers fall into few of the bins between the smallest and largest."""
    kind = random.integers(0, 9)
    ends = [-32768, 32767]
    if kind == 0:
        x = random.choice(ends, ROWS)
    elif kind == 1:
        spikes = random.random(ROWS) < random.uniform(0.01, 0.3)
        x = np.where(spikes, random.choice(ends, ROWS), random.integers(-3, 4, ROWS))
    elif kind == 2:
        x = np.sign(random.normal(size=ROWS)) * 2.0 ** random.uniform(0, 15, ROWS)
    elif kind == 3:
        x = random.choice(random.integers(-32768, 32768, random.integers(2, 8)), ROWS)
    elif kind == 4:
        x = random.normal(0, random.choice([3, 30, 300]), ROWS)
        x[random.integers(0, ROWS, 2)] = ends
    elif kind == 5:
        swing = np.where(np.arange(ROWS) % 2, 32767, -32768)
        x = swing * random.random(ROWS) ** random.integers(1, 12)
    elif kind == 6:
        x = 32767 * random.random(ROWS) ** random.integers(2, 30)
    elif kind == 7:
        x = random.integers(-32768, 32768, ROWS)
    else:
        x, size = np.zeros(ROWS), 32767.0
        for i in range(ROWS):
            x[i] = size * random.choice([-1, 1])
            if i % random.integers(2, 12) == 0:
                size = max(size / 2, 1.0)
        x = random.permutation(x)
    axis: NDArray[np.int_] = np.clip(np.rint(x), -32768, 32767).astype(int)
    return axis


def nested(random: np.random.Generator) -> NDArray[np.int_]:
    """An axis of crowds in crowds: most of what is left lies 2 to 128 times nearer to a number."""
    x, done, size = np.zeros(ROWS), 0, 32767.0
    nearer, share = random.choice([2, 4, 16, 64, 128]), random.uniform(0.01, 0.4)
    while done < ROWS:
        more = min(max(1, int((ROWS - done) * share)), ROWS - done)
        signs = random.choice([-1, 1], more) if random.random() < 0.8 else 1
        x[done : done + more] = signs * size * random.uniform(0.5, 1, more)
        done, size = done + more, max(size / nearer, random.choice([1, 2, 3]))
    x = random.permutation(x) + random.choice([0, 0, -20000, 20000])
    axis: NDArray[np.int_] = np.clip(np.rint(x), -32768, 32767).astype(int)
    return axis


def slow(random: np.random.Generator) -> NDArray[np.int_]:
    return nested(random) if random.random() < 0.4 else crowded(random)


def hostile(seed: int) -> NDArray[np.int_]:
    """A window, of one such axis thrice or of three."""
    random = np.random.default_rng(seed)
    if random.random() < 0.5:
        axis = slow(random)
        return np.stack([axis, np.roll(axis, 1), axis[::-1]], 1)
    return np.stack([slow(random), slow(random), slow(random)], 1)


def mutated(
    window: NDArray[np.int_], other: NDArray[np.int_], random: np.random.Generator
) -> NDArray[np.int_]:
    """A window with an axis of another, a new one, shifted, in another order, partly nearer to 0,
    or with some numbers that are nearly others.
    """
    x, axis, some = window.copy(), random.integers(3), random.random(ROWS) < random.random() / 2
    kind = random.integers(0, 6)
    if kind == 0:
        x[:, axis] = other[:, random.integers(3)]
    elif kind == 1:
        x[:, axis] = slow(random)
    elif kind == 2:
        x[:, axis] = np.roll(x[:, axis], random.integers(1, ROWS))
    elif kind == 3:
        rows = np.flatnonzero(some)
        x[rows] = x[random.permutation(rows)]
    elif kind == 4:
        x[some, axis] //= random.choice([2, 4, 8, 16])
    else:
        for _ in range(random.integers(1, 12)):
            from_row, from_axis = random.integers(ROWS), random.integers(3)
            near = x[from_row, from_axis] + random.integers(-3, 4)
            x[random.integers(ROWS), random.integers(3)] = near
    inside: NDArray[np.int_] = np.clip(x, -32768, 32767)
    return inside


def main() -> None:
    text = Path(sys.argv[1]).read_text(encoding="utf-8")
    cases: dict[str, list[list[list[int]]]] = {}
    for line in text.splitlines():
        if not line or line[0] in "#@":
            continue
        *channels, activity = line.split(":")
        axes = [[round(float(v) * COUNTS) for v in c.split(",")] for c in channels[:3]]
        rows = [[max(-32768, min(32767, v)) for v in row] for row in zip(*axes, strict=True)]
        cases.setdefault(activity, []).append(rows)
    chosen = [
        (activity, place) for place in (0, 4, 7) for activity in cases if (activity, place) not in
        {("Standing", 7), ("Walking", 7)}
    ]  # fmt: skip
    out = ["// Made by make_motion_windows.py: a line is a window, x, y, z of 128 rows."]
    for activity, place in chosen:
        rows = (cases[activity][place] + cases[activity][place + 1])[:ROWS]
        out.append("{" + ",".join(str(v) for row in rows for v in row) + f"}},  // {activity}")
    here = Path(__file__).with_name("motion_windows.inc")
    here.write_text("\n".join(out) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
