#!/usr/bin/env python3
"""Write samples.csv: an accelerometer on a motor that gets worse, 1600 samples a second.

usage: make_samples.py

Three axes in counts of 1/4096 g, as a sensor of +-8 g gives them. The shaft turns 29.4 times a
second. Four blocks each of: a healthy motor; one whose rotor is out of balance, which shakes at the
speed of the shaft; one whose bearing has a crack in its outer ring, over which a ball rolls 89.6
times a second: each time the housing rings at 262 Hz, and at 655 Hz, which the filter takes out.
"""

import pathlib

import numpy as np
from numpy.typing import NDArray

OUT = pathlib.Path(__file__).parent / "samples.csv"
RATE = 1600
BLOCK = 512  # samples that give one spectrum
SHAFT, CRACK = 29.4, 89.6  # Hz
COUNTS = 4096 / 1000  # in a thousandth of g


def main() -> None:
    random = np.random.default_rng(89)
    n = 12 * BLOCK
    t = np.arange(n) / RATE
    state = np.arange(n) // (4 * BLOCK)
    turn = 2 * np.pi * SHAFT * t

    unbalance = np.where(state == 1, 260.0, 18.0)
    x = unbalance * np.sin(turn) + 9 * np.sin(2 * turn + 1)
    y = 0.8 * unbalance * np.cos(turn) + 7 * np.sin(2 * turn)
    z = 6 * np.sin(turn + 0.4)

    ringing = np.zeros(n)
    for hit in np.arange(8 * BLOCK / RATE, n / RATE, 1 / CRACK):
        after = t - hit - random.normal(0, 0.0002)
        ring = np.sin(2 * np.pi * 262 * after) + 0.8 * np.sin(2 * np.pi * 655 * after)
        ringing += np.where(after >= 0, ring * np.exp(-np.maximum(after, 0) / 0.004), 0)
    x += 150 * ringing
    z += 260 * ringing

    axes: list[NDArray[np.float64]] = [x, y, z - 1000]  # gravity
    noisy = np.stack([axis + random.normal(0, 8, n) for axis in axes], axis=1)
    counts = np.clip(np.round(noisy * COUNTS), -32768, 32767).astype(int)
    lines = [",".join(map(str, row)) for row in counts]
    OUT.write_text("\n".join(["x,y,z", *lines]) + "\n")


if __name__ == "__main__":
    main()
