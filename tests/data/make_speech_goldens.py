#!/usr/bin/env python3
"""Write tests/data/speech/goldens.hpp: densities of scipy, deltas and pre-emphasis of librosa.

Needs numpy, scipy and librosa 0.11. The signal is that of make_transform_goldens.py.
"""

import pathlib

import librosa
import numpy as np
import scipy.signal
from make_transform_goldens import array, signal

OUT = pathlib.Path(__file__).parent / "speech" / "goldens.hpp"
SAMPLES, FRAMES, COEFFICIENTS = 1100, 24, 3


def main() -> None:
    x = signal(SAMPLES).astype(np.float64)
    frames = x[: FRAMES * COEFFICIENTS].reshape(FRAMES, COEFFICIENTS)
    arrays = [
        array(
            "density",
            scipy.signal.welch(x, nperseg=128, noverlap=64, window="hann")[1],
            9,
        ),
        array(
            "spectrum",
            scipy.signal.welch(
                x, nperseg=64, noverlap=50, window="hamming", scaling="spectrum", detrend=False
            )[1],
            9,
        ),
        array("delta", librosa.feature.delta(frames.T).T, 9),
        array("delta_5", librosa.feature.delta(frames.T, width=5).T, 9),
        array("second", librosa.feature.delta(frames.T, order=2).T, 9),
        array("emphasized", librosa.effects.preemphasis(x[:200], zi=[0.0]), 9),
    ]
    OUT.write_text(
        "// goldens.hpp - made by tests/data/make_speech_goldens.py with scipy and librosa.\n"
        "// clang-format off\n#pragma once\n\n#include <stddef.h>\n\nnamespace speech_goldens {\n\n"
        f"inline constexpr size_t samples = {SAMPLES}, frames = {FRAMES},\n"
        f"                        coefficients = {COEFFICIENTS};\n"
        + "\n".join(arrays)
        + "\n\n}  // namespace speech_goldens\n"
    )


if __name__ == "__main__":
    main()
