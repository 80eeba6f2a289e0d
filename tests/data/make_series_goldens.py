#!/usr/bin/env python3
"""Write tests/data/series/goldens.hpp: what pycatch22 says of some series.

Needs numpy and pycatch22 1.0.2. Values are whole hundredths, so that float and double are given the
same numbers but for their last digits.
"""

import pathlib

import numpy as np
import pycatch22
from numpy.typing import NDArray

OUT = pathlib.Path(__file__).parent / "series" / "goldens.hpp"
Floats = NDArray[np.float64]


def kinds(n: int) -> list[Floats]:
    random = np.random.default_rng(n)
    at = np.arange(n)
    noise = random.normal(size=n)
    smooth = np.convolve(random.normal(size=n + 9), np.ones(10) / 10, "valid") * 3 + 100
    return [
        noise,
        np.cumsum(noise),
        np.sin(2 * np.pi * at / 17.3) + 0.1 * noise,
        smooth,
        np.where(at == n // 3, 100.0, 0.0) + 0.1 * noise,
        np.where((at // 7) % 2 == 0, 1.0, -1.0) + 0.2 * noise,
        random.integers(0, 4, n).astype(np.float64),
    ]


def main() -> None:
    text = (
        "// goldens.hpp - made by tests/data/make_series_goldens.py with pycatch22.\n"
        "// clang-format off\n#pragma once\n\n#include <stdint.h>\n\nnamespace series_goldens {\n\n"
        f"inline constexpr int kinds = {len(kinds(50))};\n"
    )
    for n in (50, 128, 250):
        inputs, outputs = [], []
        for x in kinds(n):
            hundredths = np.round(100 * x).astype(int)
            values = pycatch22.catch22_all([float(np.float32(v / 100)) for v in hundredths])
            inputs.append(", ".join(map(str, hundredths)))
            outputs.append(", ".join(f"{v:.9g}" for v in values["values"]))
        rows = "},\n    {".join(inputs)
        wanted = "},\n    {".join(outputs)
        text += f"inline constexpr int16_t input_{n}[kinds][{n}] = {{\n    {{{rows}}}}};\n"
        text += f"inline constexpr double expected_{n}[kinds][22] = {{\n    {{{wanted}}}}};\n"
    OUT.write_text(text + "\n}  // namespace series_goldens\n")


if __name__ == "__main__":
    main()
