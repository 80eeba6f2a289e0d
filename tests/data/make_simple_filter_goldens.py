#!/usr/bin/env python3
"""Write tests/data/simple_filters/goldens.hpp: what scipy says of the simple filters.

usage: make_simple_filter_goldens.py

The input is int16, and the same for all: an impulse, a jump from end to end, noise of full scale, a
sweep, and silence.
"""

import pathlib
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage, signal

OUT = pathlib.Path(__file__).parent / "simple_filters" / "goldens.hpp"
RATE = 1000.0
Floats = NDArray[np.float64]


def samples() -> Floats:
    """280 samples of int16."""
    random = np.random.default_rng(5)
    impulse = np.zeros(40)
    impulse[3] = 32767
    jump = np.repeat([32767.0, -32768.0, 32767.0], 20)
    noise = random.integers(-32768, 32768, 80).astype(float)
    sweep = np.round(20000 * signal.chirp(np.arange(80) / RATE, 5, 0.08, 400))
    return np.concatenate([impulse, jump, noise, sweep, np.zeros(20)])


def follow(x: Floats, attack: float, release: float) -> Floats:
    """The envelope in exact arithmetic: scipy has none."""
    y = 0.0
    out = []
    for size in np.abs(x):
        y += (attack if size > y else release) * (size - y)
        out.append(y)
    return np.array(out)


def rolled(x: Floats, window: int, low: bool) -> Floats:
    """Minimum or maximum of the newest samples: the filter is centred, `origin` makes it causal."""
    function = ndimage.minimum_filter1d if low else ndimage.maximum_filter1d
    edge = np.inf if low else -np.inf
    result: Floats = function(x, window, mode="constant", cval=edge, origin=(window - 1) // 2)
    return result


def text(values: Iterable[float]) -> str:
    words = [np.format_float_positional(v, precision=7, trim="-") for v in values]
    words = [w if "." in w else w + ".0" for w in words]
    lines, line = [], " "
    for word in words:
        if len(line) + len(word) + 2 > 98:
            lines.append(line)
            line = " "
        line += f" {word},"
    return "\n".join([*lines, line])


def main() -> None:
    x = samples()
    quick = -np.expm1(-1 / (0.02 * RATE))
    b = 2 * np.sin(np.pi * 30 / RATE) ** 2
    edge = np.sqrt(b * (b + 2)) - b
    r = 0.99
    square = signal.lfilter([quick], [1, quick - 1], x**2)
    goldens: dict[str, Floats] = {
        "input": x,
        "low_time": signal.lfilter([quick], [1, quick - 1], x),
        "low_cutoff": signal.lfilter([edge], [1, edge - 1], x),
        "high_cutoff": signal.lfilter([1 - edge, edge - 1], [1, edge - 1], x),
        "blocked": signal.lfilter([1, -1], [1, -r], x),
        "comb_notch_8": signal.lfilter(*signal.iircomb(RATE / 8, 6, "notch", RATE), x),
        "comb_peak_8": signal.lfilter(
            *signal.iircomb(RATE / 8, 6, "peak", RATE, pass_zero=True), x
        ),
        "sum_7": signal.lfilter(np.ones(7), 1, x),
        "mean_7": signal.lfilter(np.ones(7) / 7, 1, x),
        "mean_16": signal.lfilter(np.ones(16) / 16, 1, x),
        "min_7": rolled(x, 7, True),
        "max_7": rolled(x, 7, False),
        "max_10": rolled(x, 10, False),
        "median_3": signal.medfilt(x, 3),
        "median_5": signal.medfilt(x, 5),
        "median_21": signal.medfilt(x, 21),
        "followed": follow(x, 0.5, quick),
        "rms": np.sqrt(square),
    }
    arrays = "\n".join(
        f"inline constexpr double {name}[length] = {{\n{text(values)}\n}};"
        for name, values in goldens.items()
    )
    OUT.write_text(
        "// goldens.hpp - made by tests/data/make_simple_filter_goldens.py with scipy.\n"
        "#pragma once\n\n#include <stddef.h>\n\nnamespace simple_filters {\n\n"
        f"inline constexpr double rate = {RATE}, time = 0.02, edge = 30.0, r = {r};\n"
        f"inline constexpr size_t length = {len(x)};\n{arrays}\n\n"
        "}  // namespace simple_filters\n"
    )


if __name__ == "__main__":
    main()
