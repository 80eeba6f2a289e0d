#!/usr/bin/env python3
"""Write readings.csv: what a 12-bit converter reads from a TMP36 in a living room, one a second.

usage: make_readings.py

The sensor gives 500 mV at 0 degrees Celsius and 10 mV a degree; the converter 4095 at 3.3 V. The
room is heated, and somebody opens a window. Added are noise of two counts, mains hum, and spikes
in three of a hundred readings, where a radio beside the sensor pulls the supply down.
"""

import pathlib

import numpy as np

OUT = pathlib.Path(__file__).parent / "readings.csv"
SECONDS = 600


def main() -> None:
    random = np.random.default_rng(36)
    t = np.arange(SECONDS)
    celsius = 19.0 + 3.5 * (1 - np.exp(-t / 150))
    window = t >= 380
    celsius -= window * 2.5 * (1 - np.exp(-(t - 380) / 40))
    counts = (500 + 10 * celsius) / 3300 * 4095
    counts += random.normal(0, 2, SECONDS) + 1.5 * np.sin(2 * np.pi * 0.31 * t)
    spikes = random.random(SECONDS) < 0.03
    counts += spikes * random.choice([-1, 1], SECONDS) * random.uniform(100, 900, SECONDS)
    readings = np.clip(np.round(counts), 0, 4095).astype(int)
    lines = [f"{second},{reading}" for second, reading in zip(t, readings, strict=True)]
    OUT.write_text("\n".join(["seconds,counts", *lines]) + "\n")


if __name__ == "__main__":
    main()
