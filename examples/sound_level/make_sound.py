#!/usr/bin/env python3
"""Write street.wav: 2.5 seconds of a street at 16 kHz, simulated: traffic, a bird, a door.

usage: make_sound.py
"""

import pathlib
import wave

import numpy as np

OUT = pathlib.Path(__file__).parent / "street.wav"
RATE = 16000


def main() -> None:
    random = np.random.default_rng(61672)
    t = np.arange(5 * RATE // 2) / RATE
    rumble = np.cumsum(random.normal(0, 1, t.size))  # falls by 6 dB an octave
    rumble -= np.convolve(rumble, np.ones(400) / 400, "same")  # and has nothing below 40 Hz
    traffic = 0.004 * rumble / rumble.std() + 0.0005 * random.normal(0, 1, t.size)
    traffic *= 1 + 3 * np.exp(-(((t - 1.0) / 0.4) ** 2))  # a car passes
    chirps = ((t % 0.35) < 0.08) & (t > 1.4) & (t < 2.4)
    bird = 0.02 * chirps * np.sin(2 * np.pi * (3800 * t + 60 * np.sin(2 * np.pi * 28 * t)))
    since = np.maximum(t - 0.4, 0)
    door = 0.7 * (t > 0.4) * np.exp(-since / 0.03) * np.sin(2 * np.pi * 140 * since)
    samples = np.clip(np.round(32768 * (traffic + bird + door)), -32768, 32767).astype("<i2")
    with wave.open(str(OUT), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(samples.tobytes())


if __name__ == "__main__":
    main()
