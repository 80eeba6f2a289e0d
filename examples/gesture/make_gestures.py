"""Makes recordings of five gestures by simulation, as a board at the wrist would print them.

    python make_gestures.py gestures          # ten minutes in all; 1 s to make

Nobody moved an arm for these: a gesture is a curve of a few sines, of which each person has a size,
a pace and a way to hold the wrist, and each repetition varies. They stand in for recordings of your
own, which `python -m mote record` writes into the same folders: gestures/<gesture>/<person>.csv,
with columns time (s), x, y, z (counts of an accelerometer of 8192 a g, 50 rows a second).
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

RATE = 50.0  # rows a second
COUNTS = 8192.0  # of 1 g: an MPU-6050 at its range of 4 g
G = 9.81  # m/s^2
PEOPLE = ("anna", "ben", "cleo", "dan", "eve")
SECONDS = 24.0  # a person and gesture: 5 x 5 x 24 s are ten minutes
NOISE = 0.02  # g

Array = np.ndarray


def curve(gesture: str, phase: Array) -> Array:
    """Where the wrist is, in metres of a gesture of size 1; `phase` counts its repetitions."""
    turn = 2 * np.pi * phase
    zero = np.zeros_like(phase)
    if gesture == "circle":
        return np.stack([zero, 0.15 * np.cos(turn), 0.15 * np.sin(turn)], axis=1)
    if gesture == "swipe":  # to the side and back
        return np.stack([zero, 0.22 * np.sin(turn), 0.03 * np.cos(2 * turn)], axis=1)
    if gesture == "chop":  # up slowly, down fast
        return np.stack(
            [0.02 * np.sin(turn), zero, 0.18 * np.sin(turn + 0.5 * np.sin(turn))], axis=1
        )
    if gesture == "shake":  # small and fast
        return np.stack([0.03 * np.sin(3 * turn), 0.01 * np.sin(3 * turn), zero], axis=1)
    return np.stack([0.004 * np.sin(0.3 * turn), 0.004 * np.sin(0.2 * turn), zero], axis=1)  # still


GESTURES = ("circle", "swipe", "chop", "shake", "still")


def turned(angles: Array) -> Array:
    """How the wrist is held: a rotation about x, then y, then z, in radians."""
    matrix = np.eye(3)
    for axis, angle in enumerate(angles):
        c, s = np.cos(angle), np.sin(angle)
        turn = np.eye(3)
        i, j = (axis + 1) % 3, (axis + 2) % 3
        turn[[i, i, j, j], [i, j, i, j]] = c, -s, s, c
        matrix = turn @ matrix
    return matrix


def recording(
    gesture: str, rng: np.random.Generator, size: float, pace: float, hold: Array
) -> Array:
    """Counts of shape (rows, 3)."""
    fine = 8  # steps a row, since acceleration is the second difference of a place
    rows = int(SECONDS * RATE)
    steps = (rows + 2) * fine
    # The pace wanders by some percent, and so does the size.
    drift = np.cumsum(rng.normal(0, 0.004, steps))
    phase = np.cumsum(pace * np.exp(drift - drift.mean()) / (RATE * fine)) + rng.uniform()
    large = size * np.exp(0.15 * np.interp(np.arange(steps), np.linspace(0, steps, 25),
                                           rng.normal(0, 1, 25)))  # fmt: skip
    place = curve(gesture, phase) * large[:, None]
    step = 1 / (RATE * fine)
    moved = np.gradient(np.gradient(place, step, axis=0), step, axis=0)
    # The mean of a row's steps is the sensor's own low pass.
    moved = moved[: rows * fine].reshape(rows, fine, 3).mean(axis=1) / G
    seen = (moved + np.array([0, 0, 1])) @ turned(hold + rng.normal(0, 0.05, 3)).T
    seen = seen + rng.normal(0, NOISE, seen.shape)
    counts: Array = np.clip(np.rint(seen * COUNTS), -32768, 32767).astype(np.int16)
    return counts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    rng = np.random.default_rng(given.seed)
    for person in PEOPLE:
        size, pace = rng.uniform(0.8, 1.25), rng.uniform(0.9, 1.4)
        hold = rng.normal(0, 0.25, 3)
        for gesture in GESTURES:
            counts = recording(gesture, rng, size, pace, hold)
            folder = given.folder / gesture
            folder.mkdir(parents=True, exist_ok=True)
            time = np.arange(len(counts)) / RATE
            np.savetxt(folder / f"{person}.csv", np.column_stack([time, counts]), "%.2f,%d,%d,%d",
                       header="time,x,y,z", comments="")  # fmt: skip
    print(f"wrote {len(PEOPLE) * len(GESTURES)} recordings of {SECONDS:g} s to {given.folder}")


if __name__ == "__main__":
    main()
