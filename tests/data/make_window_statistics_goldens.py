#!/usr/bin/env python3
"""Write tests/data/window_statistics/goldens.hpp: what numpy and scipy say of a window.

usage: make_window_statistics_goldens.py

Two channels of 96 rows of int16: a sweep in noise on a slope, and steps of few values.
"""

import pathlib

import numpy as np
import scipy.signal
import scipy.stats
from numpy.typing import NDArray

OUT = pathlib.Path(__file__).parent / "window_statistics" / "goldens.hpp"
ROWS = 96
Floats = NDArray[np.float64]


def window() -> Floats:
    random = np.random.default_rng(11)
    row = np.arange(ROWS)
    sweep = 9000 * scipy.signal.chirp(row, 0.01, ROWS, 0.2) + 40 * row - 3000
    steps = np.repeat(random.integers(-3, 4, ROWS // 4), 4) * 1000 + 300
    return np.round(np.stack([sweep + random.normal(0, 700, ROWS), steps], axis=1))


def correlation_at(x: Floats, lag: int) -> float:
    """statsmodels.tsa.stattools.acf(x)[lag]."""
    away = x - x.mean()
    return float(np.sum(away[lag:] * away[: len(x) - lag]) / np.sum(away**2))


def statistics(x: Floats) -> list[float]:
    counts = np.histogram(x, 16)[0]
    return [
        np.mean(x), np.var(x), np.std(x), scipy.stats.skew(x), scipy.stats.kurtosis(x),
        np.sqrt(np.mean(x**2)), np.mean(x**2), np.min(x), np.max(x), np.ptp(x), np.median(x),
        scipy.stats.iqr(x), scipy.stats.median_abs_deviation(x), np.count_nonzero(np.diff(x < 0)),
        np.count_nonzero(np.diff(x < np.mean(x))), np.polyfit(np.arange(len(x)), x, 1)[0],
        len(scipy.signal.find_peaks(x)[0]), np.sum(np.abs(np.diff(x))), np.quantile(x, 0.9),
        np.quantile(x, 0.123), scipy.stats.entropy(counts, base=2), correlation_at(x, 1),
        correlation_at(x, 5),
    ]  # fmt: skip


def main() -> None:
    rows = window()
    of_channels = [statistics(x) for x in rows.T]
    values = [value for pair in zip(*of_channels, strict=True) for value in pair]
    values += [np.corrcoef(rows.T)[0, 1], np.mean(np.sum(np.abs(rows), axis=1))]
    samples = [f"{int(v)}" for v in rows.ravel()]
    lines = ["    " + ", ".join(samples[i : i + 12]) for i in range(0, len(samples), 12)]
    text = ",\n".join(lines)
    numbers = ",\n".join(f"    {float(v)!r}" for v in values)
    OUT.write_text(
        "// goldens.hpp - made by tests/data/make_window_statistics_goldens.py with numpy, scipy.\n"
        "// clang-format off\n#pragma once\n\n#include <stddef.h>\n#include <stdint.h>\n\n"
        "namespace window_goldens {\n\n"
        f"inline constexpr size_t rows = {ROWS};\n"
        f"inline constexpr int16_t input[2 * rows] = {{\n{text}}};\n"
        f"inline constexpr double expected[{len(values)}] = {{\n{numbers}}};\n\n"
        "}  // namespace window_goldens\n"
    )


if __name__ == "__main__":
    main()
