#!/usr/bin/env python3
"""Write tests/data/fft/goldens.hpp: spectra of numpy.

usage: make_fft_goldens.py
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

TARGET = Path(__file__).with_name("fft") / "goldens.hpp"


def rows(values: np.ndarray) -> str:
    """C++ rows of three pairs each."""
    pairs = [f"{{{z.real:.9g}, {z.imag:.9g}}}" for z in values.astype(complex)]
    lines = [", ".join(pairs[i : i + 3]) for i in range(0, len(pairs), 3)]
    return ",\n    ".join(lines)


def main() -> None:
    random = np.random.default_rng(5)
    real = random.integers(-32768, 32768, 32)
    pairs = random.integers(-32768, 32768, 16) + 1j * random.integers(-32768, 32768, 16)
    integers = ", ".join(str(x) for x in real)
    complexes = ", ".join(f"{{{int(z.real)}, {int(z.imag)}}}" for z in pairs)
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(
        f"""// goldens.hpp - made by make_fft_goldens.py with numpy {np.__version__}: do not edit.
#pragma once

// clang-format off
namespace fft_goldens {{

struct bin {{
  double re, im;
}};

constexpr short real_samples[{len(real)}] = {{{integers}}};
constexpr bin rfft[{len(real) // 2 + 1}] = {{
    {rows(np.fft.rfft(real))}}};

constexpr bin complex_samples[{len(pairs)}] = {{{complexes}}};
constexpr bin fft[{len(pairs)}] = {{
    {rows(np.fft.fft(pairs))}}};
constexpr bin ifft[{len(pairs)}] = {{
    {rows(np.fft.ifft(pairs))}}};

}}  // namespace fft_goldens
""",
        encoding="utf-8",
    )


if __name__ == "__main__":
    main()
