"""The arithmetic of integer layers, as docs/reference/networks.md states it: every core answers
these bits.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from ...arrays import Ints

RANGE = {"int8": (-128, 127), "int16": (-(2**15), 2**15 - 1)}


def multiplier(real: float) -> tuple[int, int]:
    """A positive number as factor * 2^(-31 - shift), with a factor of 31 bits."""
    fraction, exponent = math.frexp(real)
    factor = math.floor(fraction * 2**31 + 0.5)
    if factor == 2**31:
        factor, exponent = factor // 2, exponent + 1
    return (0, 0) if exponent < -31 else (factor, -exponent)


def rescaled(x: Any, factor: Any, shift: Any) -> Ints:
    """x times the multiplier, rounded twice: halves up to 2^-shift, then halves away from 0."""
    x, factor, shift = (np.asarray(v, np.int64) for v in (x, factor, shift))
    fine = (x * 2 ** np.maximum(-shift, 0) * factor + 2**30) >> 31
    right = np.maximum(shift, 0)
    half = np.where(right > 0, 2 ** np.maximum(right - 1, 0), 0)
    return np.asarray((fine + half - ((fine < 0) & (right > 0))) >> right)


def rescaled_wide(x: Any, factor: Any, shift: Any) -> Ints:
    """The rule of sums of int16: a factor of 15 bits, and one rounding."""
    x, factor, shift = (np.asarray(v, np.int64) for v in (x, factor, shift))
    narrow = np.where(factor < 0x7FFF0000, (factor + 2**15) >> 16, 0x7FFF)
    return np.asarray((x * narrow + 2 ** (14 + shift)) >> (15 + shift))


def product(x: Any, y: Any) -> Ints:
    """x * y / 2^31, halves up."""
    return np.asarray((np.asarray(x, np.int64) * np.asarray(y, np.int64) + 2**30) >> 31)


def shifted(x: Any, right: Any) -> Ints:
    """x / 2^right, halves away from 0."""
    x = np.asarray(x, np.int64)
    half = np.where(np.asarray(right) > 0, 2 ** np.maximum(np.asarray(right) - 1, 0), 0)
    return np.asarray(np.where(x < 0, -((-x + half) >> right), (x + half) >> right))


def _saturated(x: Ints) -> Ints:
    return np.clip(x, -(2**31), 2**31 - 1)


_EIGHTH = round(math.exp(-1 / 8) * 2**31)
_THIRD = round(2**31 / 3)
# e^-(2^k) for k = -2 ... 4, 31 bits below the point.
_POWERS = tuple(round(math.exp(-(2.0**k)) * 2**31) for k in range(-2, 5))


def exponential(x: Ints, bits: int = 26) -> Ints:
    """e^x of x <= 0 with so many bits below the point, the result with 31."""
    quarter = 2 ** (bits - 2)
    part = (x & (quarter - 1)) - quarter  # in [-1/4, 0)
    rest = part - x  # whole quarters
    y = part * 2 ** (31 - bits) + 2**28  # around -1/8
    square = product(y, y)
    cube, fourth = product(square, y), product(square, square)
    inner = shifted(product(shifted(fourth, 2) + cube, _THIRD) + square, 1)
    result = _EIGHTH + product(_EIGHTH, y + inner)
    for k, power in enumerate(_POWERS[: 33 - bits]):
        result = np.where((rest >> (bits - 2 + k)) & 1, product(result, power), result)
    return np.where(x == 0, 2**31 - 1, result)


def _half_reciprocal(x: Ints) -> Ints:
    """2 / (1 + x) of x in [0, 1] with 31 bits below the point, the result with 29: three steps of
    Newton.
    """
    half = (x + 2**31) // 2
    found = round(48 / 17 * 2**29) + product(half, -round(32 / 17 * 2**29))
    for _ in range(3):
        found = found + _saturated(product(found, 2**29 - product(half, found)) * 4)
    return np.asarray(found)


def reciprocal(x: Ints) -> Ints:
    """1 / (1 + x), of and with 31 bits below the point."""
    return _saturated(_half_reciprocal(x) * 2)


def logistic(x: Ints) -> Ints:
    """1 / (1 + e^-x) of x with 27 bits below the point, the result with 31."""
    upper = reciprocal(exponential(-np.abs(x), 27))
    return np.where(x == 0, 2**30, np.where(x > 0, upper, 2**31 - 1 - upper))


def tanh(x: Ints) -> Ints:
    """tanh of x with 27 bits below the point, the result with 31."""
    below = _half_reciprocal(exponential(-np.abs(x)))  # of -2|x| with 26 bits
    upper = _saturated((below - 2**29) * 4)
    return np.where(x == 0, 0, np.where(x > 0, upper, -upper))


def radius(bits: int, exponent: int) -> int:
    """From which distance on a function of numbers with `bits` before the point is flat."""
    return math.floor(math.ldexp(2**bits - 1, 31 - bits - exponent))


def softmax(x: Ints, factor: int, shift: int, least: int) -> Ints:
    """int8 along the last axis, 256 for 1 and -128 for 0."""
    distance = x - x.max(axis=-1, keepdims=True)
    near = distance >= least
    power = exponential(rescaled(np.where(near, distance, 0), factor, shift))
    total = np.where(near, shifted(power, 12), 0).sum(axis=-1, keepdims=True)
    room = 32 - np.frexp(total.astype(np.float64))[1].astype(np.int64)  # zeros above its first bit
    share = product(reciprocal(total * 2**room - 2**31), power)
    out = shifted(share, (12 - room) + 31 - 8) - 128
    return np.where(near, np.clip(out, -128, 127), -128)
