#!/usr/bin/env python3
"""Write tests/data/designs/*.hpp: filter designs as scipy makes them, row by row.

usage: make_design_goldens.py

Needs scipy. The sections of the Audio EQ Cookbook are typed from its formulas here, as scipy has
none of them.
"""

import math
import pathlib
from typing import Any

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


def write(name: str, designs: dict[str, Rows]) -> None:
    body = "".join(
        f"inline constexpr mote::sos<{len(np.atleast_2d(rows))}> {design}{text(rows)};\n"
        for design, rows in designs.items()
    )
    (FOLDER / f"{name}.hpp").write_text(
        f"// Written by tests/data/make_design_goldens.py with scipy {scipy.__version__}.\n"
        '// clang-format off\n#pragma once\n\n#include "mote/design/sos.hpp"\n\n'
        f"namespace goldens::{name} {{\n\n{body}\n}}  // namespace goldens::{name}\n"
    )


def iir(kind: str, ripple: float | None) -> dict[str, Rows]:
    def make(order: int, edges: Any, shape: str, rate: float) -> Rows:
        rows: Rows = signal.iirfilter(
            order, edges, rp=ripple, btype=shape, ftype=kind, output="sos", fs=rate
        )
        return rows

    designs = {}
    for shape in ("lowpass", "highpass"):
        for name, (order, cutoff, rate) in LOW.items():
            designs[f"{shape}_{name}"] = make(order, cutoff, shape, rate)
    for shape in ("bandpass", "bandstop"):
        for name, (order, edges, rate) in BAND.items():
            designs[f"{shape}_{name}"] = make(order, edges, shape, rate)
    return designs


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
    write("butterworth", iir("butter", None))
    write("chebyshev", iir("cheby1", 0.5))
    write("rbj", cookbook(1000.0, 0.8, -7.5, 16000.0))


if __name__ == "__main__":
    main()
