#!/usr/bin/env python3
"""Write tests/data/level/*.hpp: numpy's percentiles of levels, and the levels of noise by scipy.

usage: make_level_goldens.py

Needs scipy. The history of percentiles.hpp is a street: a background that wanders, and cars that
pass. noise.hpp has LAeq and LAFmax of a burst of noise, through the analog poles at eight times the
rate: nothing of mote's designs is in it.
"""

import pathlib

import numpy as np
import scipy
from scipy import signal

FOLDER = pathlib.Path(__file__).parent / "level"
PERCENT = (1, 5, 10, 50, 90, 95, 99)


def percentiles() -> None:
    random = np.random.default_rng(5)
    time = np.arange(1200) / 4
    background = -75 + 3 * np.sin(time / 40) + random.normal(0, 0.8, time.size)
    cars = [-30 - 4 * np.abs(time - at) for at in random.uniform(0, 300, 12)]
    energy = 10 ** (background / 10) + sum(10 ** (car / 10) for car in cars)
    levels = np.round(1000 * np.log10(energy)).astype(int)  # hundredths of a dB
    # The level exceeded in n percent of the time is the (100 - n)th percentile of statistics.
    exceeded = [round(float(np.percentile(levels, 100 - n))) for n in PERCENT]

    lines = [
        ", ".join(str(level) for level in levels[i : i + 16]) for i in range(0, levels.size, 16)
    ]
    (FOLDER / "percentiles.hpp").write_text(
        f"// Written by tests/data/make_level_goldens.py with numpy {np.__version__}.\n"
        "// clang-format off\n#pragma once\n\n#include <stdint.h>\n\n"
        "namespace goldens::percentiles {\n\n"
        "// Hundredths of a dB.\n"
        f"inline constexpr int16_t levels[] = {{\n    " + ",\n    ".join(lines) + "};\n"
        f"inline constexpr uint8_t percent[] = {{{', '.join(map(str, PERCENT))}}};\n"
        f"inline constexpr int16_t exceeded[] = {{{', '.join(map(str, exceeded))}}};\n\n"
        "}  // namespace goldens::percentiles\n"
    )


def noise(count: int) -> list[float]:
    """As tests/feature/level_test.cpp makes it: 16 bits, a quarter of full scale."""
    state = 1
    values = []
    for _ in range(count):
        state = (state * 1664525 + 1013904223) % 2**32
        values.append(round(32768 * 0.25 * ((state >> 8) / 8388608 - 1)) / 32768)
    return values


def levels(rate: int) -> tuple[int, int]:
    """LAeq and LAFmax in hundredths of dBFS: half a second of noise, half a second of silence."""
    finer = 8
    x = np.concatenate([noise(rate // 2), np.zeros(rate // 2)])
    x = signal.resample(np.concatenate([x, np.zeros(rate)]), 2 * rate * finer)[: rate * finer]
    poles = (
        -2 * np.pi * np.array([20.598997, 20.598997, 107.65265, 737.86223, 12194.217, 12194.217])
    )
    sos = signal.zpk2sos(*signal.bilinear_zpk([0] * 4, poles, 1.0, rate * finer))
    gain = abs(signal.sosfreqz(sos, [1000.0], fs=rate * finer)[1][0])
    power = 2 * (signal.sosfilt(sos, x) / gain) ** 2
    forget = np.exp(-1 / (rate * finer * 0.125))
    fast = signal.lfilter([1 - forget], [1, -forget], power)
    return round(1000 * np.log10(power.mean())), round(1000 * np.log10(fast.max()))


def noises() -> None:
    rows = ", ".join(
        f"{{{rate}, {leq}, {highest}}}"
        for rate, (leq, highest) in ((rate, levels(rate)) for rate in (16000, 48000))
    )
    (FOLDER / "noise.hpp").write_text(
        f"// Written by tests/data/make_level_goldens.py with scipy {scipy.__version__}.\n"
        "// clang-format off\n#pragma once\n\n#include <stdint.h>\n\n"
        "namespace goldens::noise {\n\n"
        "// Hundredths of a dBFS.\n"
        "struct row { uint32_t rate; int16_t leq, max; };\n"
        f"inline constexpr row rows[] = {{{rows}}};\n\n"
        "}  // namespace goldens::noise\n"
    )


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    percentiles()
    noises()


if __name__ == "__main__":
    main()
