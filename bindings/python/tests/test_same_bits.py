"""The features of integer windows have in Python the bits that every emulated core is held to."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import mote
from mote.features.statistics import PLAIN

TABLE = Path(__file__).resolve().parents[3] / "tests/target/checksum/checksums.csv"
ROWS, WINDOWS = 32, 8
STATISTICS = [*PLAIN, "entropy_16", "autocorrelation_3", "quantile_0.9", "magnitude_area"]
STEPS: dict[str, Any] = {
    "motion_few": mote.Motion(
        [
            "x_median",
            "x_entropy",
            "z_jerk_iqr",
            "l1_mean",
            "magnitude_squared_std",
            "l1_jerk_energy",
        ]
    ),
    "statistics_few": mote.Statistics(
        ["standard_deviation", "mad", "slope", "peaks", "magnitude_area"]
    ),
    "motion": mote.Motion(),
    "statistics": mote.Statistics([*STATISTICS, "correlation"]),
    "spectral": mote.Spectrum(
        ["centroid", "spread", "rolloff", "dominant", "flatness", "entropy", "crest", "level"],
        bands=[(2, 8)],
    ),
    "mel_features": mote.Mel(rate=8000, bands=10),
    "mfcc_features": mote.Mfcc(rate=8000, bands=10, coefficients=6),
}


def windows() -> np.ndarray:
    """Those of tests/target/checksum/windows.cpp."""
    state, out = 11, []
    for i in range(WINDOWS * ROWS * 3):
        for shift in (13, -17, 5):
            state ^= (state << shift if shift > 0 else state >> -shift) & 0xFFFFFFFF
        noise = state % 0xFFFF - 32767
        kind, row = i // (ROWS * 3) % 4, i // 3 % ROWS
        out.append((noise, noise >> 8, -32768 if row % 2 else 32767, -1234)[kind])
    return np.array(out, np.int16).reshape(WINDOWS, ROWS, 3)


def fnv(values: np.ndarray) -> int:
    """FNV-1a of the bytes, the lowest first."""
    state = 2166136261
    for byte in values.astype("<i4").tobytes():
        state = (state ^ byte) * 16777619 & 0xFFFFFFFF
    return state


@pytest.mark.slow
@pytest.mark.skipif(not TABLE.is_file(), reason="the checksums are in the repository")
@pytest.mark.parametrize("name", STEPS)
def test_integers_have_the_bits_of_every_core(name: str) -> None:
    with TABLE.open(encoding="utf-8", newline="") as file:
        held = {row["name"]: row["checksum"] for row in csv.DictReader(file)
                if row["program"] == "windows"}  # fmt: skip
    X = windows()
    step = STEPS[name].fit(X)
    found = step.transform(X)
    if name == "statistics":  # of the three correlations C++ asks for that of x and y
        found = found[:, :-2]
    assert f"{fnv(found):08x}" == held[name]
