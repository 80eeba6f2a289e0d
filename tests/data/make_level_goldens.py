#!/usr/bin/env python3
"""Write tests/data/level/percentiles.hpp: a history of sound levels, and numpy's percentiles of it.

usage: make_level_goldens.py

Needs numpy. The history is a street: a background that wanders, and cars that pass.
"""

import pathlib

import numpy as np

FILE = pathlib.Path(__file__).parent / "level" / "percentiles.hpp"
PERCENT = (1, 5, 10, 50, 90, 95, 99)


def main() -> None:
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
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_text(
        f"// Written by tests/data/make_level_goldens.py with numpy {np.__version__}.\n"
        "// clang-format off\n#pragma once\n\n#include <stdint.h>\n\n"
        "namespace goldens::percentiles {\n\n"
        "// Hundredths of a dB.\n"
        f"inline constexpr int16_t levels[] = {{\n    " + ",\n    ".join(lines) + "};\n"
        f"inline constexpr uint8_t percent[] = {{{', '.join(map(str, PERCENT))}}};\n"
        f"inline constexpr int16_t exceeded[] = {{{', '.join(map(str, exceeded))}}};\n\n"
        "}  // namespace goldens::percentiles\n"
    )


if __name__ == "__main__":
    main()
