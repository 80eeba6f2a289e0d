#!/usr/bin/env python3
"""Write tests/data/transform/*.hpp: windows, DCTs and STFTs as scipy and librosa compute them.

Needs numpy, scipy and librosa 0.11. The signal is made of integers by the same rule here and in
tests/data/signal.hpp: a chirp in noise, loud and then soft.
"""

import pathlib
from collections.abc import Iterable
from importlib.metadata import version

import librosa
import numpy as np
import scipy
from numpy.typing import NDArray
from scipy import fft
from scipy.signal import get_window

WINDOWS = {
    "rectangular": "boxcar",
    "hann": "hann",
    "hamming": "hamming",
    "blackman": "blackman",
    "blackman_harris": "blackmanharris",
    "flat_top": "flattop",
    "kaiser_5": ("kaiser", 5.0),
    "kaiser_14": ("kaiser", 14.0),
}


def signal(count: int) -> NDArray[np.int16]:
    """The first samples of mote_test::signal."""
    out = np.zeros(count, np.int16)
    noise, phase, step = 1, 0, 50_000_000
    for i in range(count):
        noise = (noise * 1664525 + 1013904223) & 0xFFFFFFFF
        phase = (phase + step) & 0xFFFFFFFF
        step += 400_000
        p = (phase >> 16) - 32768
        sine = (p * (32768 - abs(p))) >> 13  # a parabola beside a sine
        loudness = 3 * (i >> 11)  # 18 dB softer every 2048 samples
        value = ((sine * 20000) >> 15) + ((noise >> 20) - 2048)
        out[i] = max(-32768, min(32767, value >> loudness))
    return out


def numbers(values: Iterable[float], digits: int) -> str:
    """Comma separated, in lines of up to 100 columns."""
    text, line = [], "   "
    for value in values:
        item = f" {value:.{digits}g},"
        if len(line) + len(item) > 100:
            text.append(line)
            line = "   "
        line += item
    return "\n".join([*text, line])


def array(name: str, values: NDArray[np.float64], digits: int, kind: str = "double") -> str:
    flat = np.ravel(values)
    return f"inline constexpr {kind} {name}[{len(flat)}] = {{\n{numbers(flat, digits)}\n}};\n"


def write(folder: str, name: str, source: str, body: str) -> None:
    path = pathlib.Path(__file__).parent / folder / f"{name}.hpp"
    path.parent.mkdir(exist_ok=True)
    path.write_text(
        f"// Made by tests/data/make_{folder}_goldens.py with {source}.\n"
        "// clang-format off\n#pragma once\n\n"
        f"namespace golden {{\n\n{body}\n}}  // namespace golden\n"
    )


def windows() -> str:
    out = []
    for name, shape in WINDOWS.items():
        for n in (12, 13):
            out.append(array(f"{name}_periodic_{n}", get_window(shape, n, fftbins=True), 17))
            out.append(array(f"{name}_symmetric_{n}", get_window(shape, n, fftbins=False), 17))
    return "\n".join(out)


def cosines() -> str:
    out = []
    for n in (8, 13, 40):
        x = signal(n).astype(np.float64)
        out.append(array(f"dct_ortho_{n}", fft.dct(x, type=2, norm="ortho"), 12))
        out.append(array(f"dct_none_{n}", fft.dct(x, type=2), 12))
    x = signal(13).astype(np.float64)
    out.append(array("idct_none_13", fft.idct(x, type=2), 12))
    out.append(array("idct_ortho_13", fft.idct(x, type=2, norm="ortho"), 12))
    return "\n".join(out)


def frames() -> str:
    """librosa.stft of samples / 32768: three frames, real and imaginary part of each bin."""
    x = signal(300) / 32768.0
    out = []
    for name, center, hop in (("plain", False, 24), ("centered", True, 24)):
        bins = librosa.stft(
            x, n_fft=64, hop_length=hop, center=center, pad_mode="constant", dtype=np.complex128
        )
        picked = bins.T[:3]
        both = np.stack([picked.real, picked.imag], axis=-1)
        out.append(f"inline constexpr int stft_{name}_frames = {bins.shape[1]};\n")
        out.append(array(f"stft_{name}", both, 8))
    return "\n".join(out)


def main() -> None:
    write("transform", "windows", f"scipy {scipy.__version__}", windows())
    write("transform", "dct", f"scipy {scipy.__version__}", cosines())
    write("transform", "stft", f"librosa {version('librosa')}", frames())


if __name__ == "__main__":
    main()
