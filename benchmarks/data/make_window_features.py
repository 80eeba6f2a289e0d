#!/usr/bin/env python3
"""Writes window_features.inc: what the features of motion_windows.inc are on the desk, where tests
hold each of them to its definition; chips are compared with it.

usage: make_window_features.py, with the Python package of this checkout installed
"""

import re
from pathlib import Path

import numpy as np

import mote

HERE = Path(__file__).parent
PLAIN = (
    "mean", "variance", "standard_deviation", "skewness", "kurtosis", "rms", "energy", "min", "max",
    "range", "median", "iqr", "mad", "zero_crossings", "mean_crossings", "slope", "peaks",
    "sum_of_differences", "quantile_0.9", "entropy_16", "autocorrelation_1", "magnitude_area",
    "correlation",
)  # fmt: skip
WORK = {
    "statistics": mote.Statistics(PLAIN),
    "moments": mote.Statistics(("mean", "standard_deviation", "skewness", "kurtosis")),
    "ranks": mote.Statistics(("median", "iqr", "mad", "quantile_0.9")),
    "spectral": mote.Spectrum(
        ("centroid", "spread", "rolloff", "dominant", "flatness", "entropy", "crest", "level"),
        bands=[(4, 13)],
    ),
    "series": mote.Catch22(),
}


def windows() -> np.ndarray:
    """Shape (10, 128, 3), int16."""
    text = (HERE / "motion_windows.inc").read_text(encoding="utf-8")
    rows = re.findall(r"^\{([^}]*)\}", text, re.MULTILINE)
    return np.array([row.split(",") for row in rows], np.int16).reshape(-1, 128, 3)


def main() -> None:
    out = ["// Made by make_window_features.py: a line is a window of motion_windows.inc."]
    X = windows()
    for sample, given in (("int16_t", X), ("float", (X / 1024).astype(np.float32))):
        for name, transformer in WORK.items():
            found = np.asarray(transformer.fit_transform(given))
            number = "float" if found.dtype.kind == "f" else "int32_t"
            out.append(f"constexpr {number} {name}_of_{sample}[] = {{")
            for row in found:
                texts = [f"{x:.9g}" for x in row]
                if number == "float":
                    texts = [f"{t if '.' in t or 'e' in t else t + '.0'}f" for t in texts]
                out.append(",".join(texts) + ",")
            out.append("};")
    (HERE / "window_features.inc").write_text("\n".join(out) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
