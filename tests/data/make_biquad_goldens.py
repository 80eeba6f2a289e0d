"""Makes tests/data/biquad/goldens.hpp: designs, and what scipy's sosfilt makes of one input.

usage: make_biquad_goldens.py        (needs numpy and scipy)
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy import signal

OUT = Path(__file__).resolve().parent / "biquad" / "goldens.hpp"
Array = NDArray[np.float64]
SAMPLES = 96


def a_weighting(rate: float) -> Array:
    """IEC 61672-1, annex E: the bilinear transform of the analogue poles, 0 dB at 1 kHz."""
    corners = np.array([20.598997, 20.598997, 107.65265, 737.86223, 12194.217, 12194.217])
    sos = signal.zpk2sos(*signal.bilinear_zpk(np.zeros(4), -2 * np.pi * corners, 1, rate))
    _, response = signal.sosfreqz(sos, [1000.0], fs=rate)
    sos[0, :3] /= abs(response[0])
    return np.asarray(sos)


def any_a0(sos: Array) -> Array:
    """The same filter, each row multiplied by a number of its own."""
    return np.asarray(sos * np.array([[-2.5], [0.125]]))


DESIGNS: dict[str, Array] = {
    "a_weighting_16k": a_weighting(16000),
    "a_weighting_48k": a_weighting(48000),
    "highpass_2": signal.butter(2, 0.5, "highpass", fs=100, output="sos"),
    "highpass_4": signal.butter(4, 0.5, "highpass", fs=100, output="sos"),
    "band_narrow": signal.butter(4, [4, 8], "bandpass", fs=100, output="sos"),
    "band_wide": signal.butter(4, [300, 3000], "bandpass", fs=16000, output="sos"),
    "elliptic": signal.ellip(5, 0.5, 60, 0.3, output="sos"),
    "a0_of_any_size": any_a0(signal.butter(4, 0.2, output="sos")),
    "gain_of_100": signal.butter(2, 0.1, output="sos") * np.array([100, 100, 100, 1, 1, 1]),
}


def numbers(values: Array) -> str:
    return ", ".join(repr(float(v)) for v in values)


def main() -> None:
    x = np.random.default_rng(5).integers(-32768, 32768, SAMPLES)
    x[40:48] = 32767  # a step
    x[48:] = 0
    x[60] = -32768  # an impulse
    lines = [
        "// goldens.hpp - made by make_biquad_goldens.py: int16 samples, designs, and what scipy's",
        "// sosfilt makes of them in double.",
        "#pragma once",
        "",
        "#include <stdint.h>",
        "",
        '#include "mote/design/sos.hpp"',
        "",
        "namespace biquad_goldens {",
        "",
        f"inline constexpr mote::array<int16_t, {SAMPLES}> input{{{{{', '.join(map(str, x))}}}}};",
    ]
    for name, sos in DESIGNS.items():
        rows = ", ".join(f"{{{numbers(row)}}}" for row in sos)
        output = signal.sosfilt(sos / sos[:, 3:4], x.astype(float))
        lines += [
            "",
            f"namespace {name} {{",
            f"inline constexpr mote::sos<{len(sos)}> design{{{{{rows}}}}};",
            f"inline constexpr double output[{SAMPLES}] = {{{numbers(output.round(9))}}};",
            f"}}  // namespace {name}",
        ]
    lines += ["", "}  // namespace biquad_goldens", ""]
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
