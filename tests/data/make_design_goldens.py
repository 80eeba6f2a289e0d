#!/usr/bin/env python3
"""Write tests/data/designs/*.hpp: filter designs as scipy makes them, row by row.

usage: make_design_goldens.py

Needs scipy. The sections of the Audio EQ Cookbook are typed from its formulas here, as scipy has
none of them.
"""

import functools
import math
import pathlib
from collections.abc import Callable, Iterable

import numpy as np
import scipy
from numpy.typing import NDArray
from scipy import signal

FOLDER = pathlib.Path(__file__).parent / "designs"
Rows = NDArray[np.float64]

# name: order, edges, rate. The orders 1 to 4 are all there; a band as wide as it can be has two
# real poles for each real one of the low pass.
LOW = {
    "1": (1, 100.0, 1000.0),
    "2": (2, 0.5, 100.0),
    "3": (3, 3000.0, 16000.0),
    "4": (4, 8.0, 62.5),
    "5": (5, 20.0, 48000.0),
    "8": (8, 7900.0, 16000.0),
    "9": (9, 5.0, 25.0),
    "16": (16, 2000.0, 16000.0),
}
BAND = {
    "1": (1, (40.0, 60.0), 1000.0),
    "1_wide": (1, (1.0, 450.0), 1000.0),
    "2": (2, (0.5, 3.0), 25.0),
    "3_wide": (3, (100.0, 7000.0), 16000.0),
    "4": (4, (300.0, 3400.0), 16000.0),
    "5": (5, (49.0, 51.0), 1000.0),
    "8": (8, (500.0, 1000.0), 16000.0),
}


def text(rows: Rows) -> str:
    lines = ("     {" + ", ".join(f"{x:.17g}" for x in row) + "}," for row in np.atleast_2d(rows))
    return "{{\n" + "\n".join(lines) + "\n}}"


def write_header(name: str, include: str, lines: Iterable[str]) -> None:
    (FOLDER / f"{name}.hpp").write_text(
        f"// Written by tests/data/make_design_goldens.py with scipy {scipy.__version__}.\n"
        f'// clang-format off\n#pragma once\n\n#include "mote/{include}"\n\n'
        f"namespace goldens::{name} {{\n\n{''.join(lines)}\n}}  // namespace goldens::{name}\n"
    )


def write(name: str, designs: dict[str, Rows]) -> None:
    write_header(
        name,
        "design/sos.hpp",
        (
            f"inline constexpr mote::sos<{len(np.atleast_2d(rows))}> {design}{text(rows)};\n"
            for design, rows in designs.items()
        ),
    )


def write_taps(name: str, designs: dict[str, NDArray[np.float64]]) -> None:
    write_header(
        name,
        "core/array.hpp",
        (
            f"inline constexpr mote::array<double, {len(taps)}> {design}{{{{\n     "
            + ", ".join(f"{x:.17g}" for x in taps)
            + "}};\n"
            for design, taps in designs.items()
        ),
    )


def iir(make: Callable[..., Rows], *decibels: float, highest: int = 16) -> dict[str, Rows]:
    """Of every shape and edge: butter(order, edges, ...), cheby1(order, ripple, edges, ...)."""
    designs = {}
    for shapes, table in ((("lowpass", "highpass"), LOW), (("bandpass", "bandstop"), BAND)):
        for shape in shapes:
            for name, (order, edges, rate) in table.items():
                if order <= highest:
                    designs[f"{shape}_{name}"] = make(
                        order, *decibels, edges, shape, output="sos", fs=rate
                    )
    return designs


def bessel(norm: str) -> Callable[..., Rows]:
    return functools.partial(signal.bessel, norm=norm)


def notches() -> dict[str, Rows]:
    made = {}
    for name, make in (("notch", signal.iirnotch), ("peak", signal.iirpeak)):
        for frequency, q, rate in (
            (50.0, 10.0, 125.0),
            (50.0, 30.0, 16000.0),
            (23000.0, 2.0, 48000.0),
        ):
            b, a = make(frequency, q, fs=rate)
            made[f"{name}_{frequency:g}_{q:g}"] = np.concatenate([b, a])
    return made


def savitzky_golay() -> dict[str, NDArray[np.float64]]:
    return {
        f"taps_{taps}_{degree}_{derivative}": signal.savgol_coeffs(
            taps, degree, deriv=derivative, delta=spacing
        )
        for taps, degree, derivative, spacing in (
            (1, 0, 0, 1.0),
            (5, 2, 0, 1.0),
            (11, 3, 0, 1.0),
            (5, 4, 2, 0.5),
            (21, 5, 3, 2.0),
            (51, 4, 1, 0.01),
        )
    }


def cookbook(frequency: float, q: float, gain_db: float, rate: float) -> dict[str, Rows]:
    """Rows of the Audio EQ Cookbook, each divided by its a0."""
    w = 2 * math.pi * frequency / rate
    c, alpha = math.cos(w), math.sin(w) / (2 * q)
    a = 10 ** (gain_db / 40)
    root = 2 * math.sqrt(a) * alpha
    plain = (1 + alpha, -2 * c, 1 - alpha)
    rows = {
        "lowpass": ((1 - c) / 2, 1 - c, (1 - c) / 2, *plain),
        "highpass": ((1 + c) / 2, -(1 + c), (1 + c) / 2, *plain),
        "bandpass_skirt": (q * alpha, 0, -q * alpha, *plain),
        "bandpass": (alpha, 0, -alpha, *plain),
        "notch": (1, -2 * c, 1, *plain),
        "allpass": (1 - alpha, -2 * c, 1 + alpha, *plain),
        "peaking": (1 + alpha * a, -2 * c, 1 - alpha * a, 1 + alpha / a, -2 * c, 1 - alpha / a),
        "low_shelf": (
            a * ((a + 1) - (a - 1) * c + root),
            2 * a * ((a - 1) - (a + 1) * c),
            a * ((a + 1) - (a - 1) * c - root),
            (a + 1) + (a - 1) * c + root,
            -2 * ((a - 1) + (a + 1) * c),
            (a + 1) + (a - 1) * c - root,
        ),
        "high_shelf": (
            a * ((a + 1) + (a - 1) * c + root),
            -2 * a * ((a - 1) + (a + 1) * c),
            a * ((a + 1) + (a - 1) * c - root),
            (a + 1) - (a - 1) * c + root,
            2 * ((a - 1) - (a + 1) * c),
            (a + 1) - (a - 1) * c - root,
        ),
    }
    return {name: np.array(row) / row[3] for name, row in rows.items()}


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    write("butterworth", iir(signal.butter))
    write("chebyshev", iir(signal.cheby1, 0.5))
    write("chebyshev2", iir(signal.cheby2, 60.0, highest=9))
    write("elliptic", iir(signal.ellip, 0.5, 60.0, highest=9))
    write("bessel", iir(bessel("phase"), highest=9))
    write("bessel_magnitude", iir(bessel("mag"), highest=5))
    write("bessel_delay", iir(bessel("delay"), highest=5))
    write("notch", notches())
    write_taps("savitzky_golay", savitzky_golay())
    write("rbj", cookbook(1000.0, 0.8, -7.5, 16000.0))


if __name__ == "__main__":
    main()
