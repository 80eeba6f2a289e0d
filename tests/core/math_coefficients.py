#!/usr/bin/env python3
"""Fit the polynomials of math.hpp and trig.hpp, and check that these hold the very floats.

usage: math_coefficients.py <include folder>/mote/core
"""

import math
import pathlib
import sys
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Function = Callable[[Array], Array]


def series(terms: list[float]) -> Function:
    """The power series with these terms, constant first."""
    return lambda x: sum((t * x**k for k, t in enumerate(terms)), np.zeros_like(x))


def remez(f: Function, weight: Function, low: float, high: float, degree: int) -> Array:
    """Coefficients, constant first, of the polynomial with the least largest weighted error."""
    middle, half = (low + high) / 2, (high - low) / 2
    order = np.arange(degree + 2)
    x: Array = middle - half * np.cos(np.pi * order / (degree + 1))
    grid = middle - half * np.cos(np.linspace(0, np.pi, 20001))
    coefficients: Array = np.zeros(degree + 1)
    for _ in range(60):
        powers = x[:, None] ** np.arange(degree + 1)
        signs = np.where(order % 2 == 0, 1.0, -1.0) / weight(x)
        solution = np.linalg.solve(np.column_stack([powers, signs]), f(x))
        coefficients = solution[:-1].astype(np.float64)
        error = weight(grid) * (f(grid) - np.polyval(coefficients[::-1], grid))
        turns = np.flatnonzero(np.diff(np.sign(error)) != 0) + 1
        parts = np.split(np.arange(len(grid)), turns)
        peaks = [int(part[np.argmax(np.abs(error[part]))]) for part in parts]
        while len(peaks) > degree + 2:
            peaks.pop(0 if abs(error[peaks[0]]) < abs(error[peaks[-1]]) else -1)
        if len(peaks) < degree + 2 or np.max(np.abs(grid[peaks] - x)) < 1e-12:
            break
        x = grid[peaks]
    return coefficients


def log_tail(f: Array) -> Array:
    """(log(1 + f) - f + f^2/2) / f^3."""
    near_0 = series([(-1.0) ** k / (k + 3) for k in range(60)])(f)
    apart = np.where(f == 0, 1, f)
    return np.where(np.abs(f) > 0.05, (np.log1p(f) - f + f * f / 2) / apart**3, near_0)


def tanh_tail(z: Array) -> Array:
    """(tanh(x) - x) / x^3 at x^2 = z."""
    near_0 = series([-1 / 3, 2 / 15, -17 / 315, 62 / 2835, -1382 / 155925])(z)
    x = np.sqrt(np.where(z > 0.01, z, 1))
    return np.where(z > 0.01, (np.tanh(x) - x) / x**3, near_0)


def atan_tail(z: Array) -> Array:
    """(atan(x) - x) / x^3 at x^2 = z."""
    return series([(-1.0) ** (k + 1) / (2 * k + 3) for k in range(40)])(z)


def fits() -> dict[str, Array]:
    """Name -> coefficients. The weights make the error relative to the function's value."""
    ln_2 = math.log(2)
    fact = [float(math.factorial(k)) for k in range(30)]
    tiny = 1e-9  # keeps the weight above 0 where the value is fixed anyway
    quarter_pi = (math.pi / 4 + 1e-4) ** 2
    return {
        "exp2": remez(
            series([ln_2 ** (k + 1) / fact[k + 1] for k in range(18)]),
            lambda r: (np.abs(r) + tiny) * 2.0**-r,
            -0.5001,
            0.5001,
            5,
        ),
        "exp": remez(
            series([1 / fact[k + 2] for k in range(16)]),
            lambda r: (r * r + tiny) * np.exp(-r),
            -0.34668,
            0.34668,
            4,
        ),
        "log": remez(
            log_tail, lambda f: f * f + tiny, math.sqrt(0.5) - 1.0001, math.sqrt(2) - 0.9999, 8
        ),
        "tanh": remez(tanh_tail, lambda z: z + tiny, 0, 0.625**2, 4),
        "atan": remez(atan_tail, lambda z: z + tiny, 0, (math.sqrt(2) - 0.9999) ** 2, 3),
        "sin": remez(
            series([(-1.0) ** (k + 1) / fact[2 * k + 3] for k in range(10)]),
            lambda z: z + tiny,
            0,
            quarter_pi,
            3,
        ),
        "cos": remez(
            series([(-1.0) ** k / fact[2 * k + 4] for k in range(10)]),
            lambda z: z * z + tiny,
            0,
            quarter_pi,
            3,
        ),
    }


def main(folder: pathlib.Path) -> int:
    headers = ("math.hpp", "trig.hpp")
    text = "".join((folder / name).read_text() for name in headers)
    missing = 0
    for name, coefficients in fits().items():
        floats = [f"{np.float32(abs(c)):.9g}f" for c in coefficients]
        absent = [value for value in floats if value not in text]
        missing += len(absent)
        print(f"{name}: {' '.join(floats)}")
        for value in absent:
            print(f"{name}: expected {value} in the headers: put the fit there", file=sys.stderr)
    return 1 if missing else 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(pathlib.Path(sys.argv[1])))
