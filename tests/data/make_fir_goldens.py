#!/usr/bin/env python3
"""Write tests/data/fir/*.hpp: windowed-sinc designs and filtered samples as scipy makes them.

usage: make_fir_goldens.py

Needs scipy. The samples are integers that the tests make as well, so that only outputs are stored.
"""

import pathlib
from typing import Any

import numpy as np
import scipy
from numpy.typing import NDArray
from scipy import signal

FOLDER = pathlib.Path(__file__).parent / "fir"
Row = NDArray[np.float64]

# name: number of taps, edges, pass_zero, window, rate
DESIGNS: dict[str, tuple[int, Any, str, Any, float]] = {
    "lowpass_1": (1, 10.0, "lowpass", "hamming", 100.0),
    "lowpass_2": (2, 10.0, "lowpass", "hamming", 100.0),
    "lowpass_64": (64, 0.2, "lowpass", "hamming", 2.0),
    "lowpass_101_kaiser": (101, 3000.0, "lowpass", ("kaiser", 8.6), 48000.0),
    "lowpass_31_boxcar": (31, 12.0, "lowpass", "boxcar", 25.0),
    "highpass_63_hann": (63, 300.0, "highpass", "hann", 16000.0),
    "highpass_9": (9, 11.0, "highpass", "hamming", 25.0),
    "bandpass_64_blackman": (64, (300.0, 3400.0), "bandpass", "blackman", 16000.0),
    "bandpass_33": (33, (49.0, 51.0), "bandpass", "hamming", 1000.0),
    "bandstop_101": (101, (45.0, 55.0), "bandstop", "hamming", 1000.0),
    "bandstop_21_kaiser": (21, (1.0, 4.0), "bandstop", ("kaiser", 5.0), 25.0),
}


def samples(count: int, seed: int) -> Row:
    """The test's noise: the upper 16 bits of a linear congruential generator."""
    made = []
    for _ in range(count):
        seed = (seed * 1664525 + 1013904223) % 2**32
        made.append((seed >> 16) - 32768)
    return np.array(made, dtype=np.float64)


def row(name: str, values: Row) -> str:
    numbers = ", ".join(f"{x:.17g}" for x in values)
    return f"inline constexpr mote::array<double, {len(values)}> {name}{{{{\n    {numbers}}}}};\n"


def write(name: str, rows: dict[str, Row]) -> None:
    body = "".join(row(key, values) for key, values in rows.items())
    (FOLDER / f"{name}.hpp").write_text(
        f"// Written by tests/data/make_fir_goldens.py with scipy {scipy.__version__}.\n"
        '// clang-format off\n#pragma once\n\n#include "mote/core/array.hpp"\n\n'
        f"namespace goldens::{name} {{\n\n{body}\n}}  // namespace goldens::{name}\n"
    )


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    write(
        "firwin",
        {
            name: signal.firwin(taps, edges, pass_zero=kind, window=window, fs=rate)
            for name, (taps, edges, kind, window, rate) in DESIGNS.items()
        },
    )
    b = signal.firwin(23, 0.3)
    x = samples(40, 5)
    write(
        "filtered",
        {
            "b": b,
            "lfilter": signal.lfilter(b, [1.0], x),
            "down_3": signal.upfirdn(b, x, down=3)[:14],
            "up_4": signal.upfirdn(4 * b, x, up=4)[:160],
            "poly_3_2": signal.resample_poly(samples(200, 6), 3, 2)[:200],
            "poly_160_147": signal.resample_poly(samples(200, 6), 160, 147)[:180],
        },
    )


if __name__ == "__main__":
    main()
