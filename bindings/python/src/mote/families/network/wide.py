"""Functions of int16 numbers: tables of the reference, made from their formulas."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ...arrays import Array, Floats, Ints
from .integers import rescaled


def _sigmoid() -> Ints:
    """logistic(i / 24), 16 bits below the point, moved by half of what the line to the next is off
    in its middle; the last is 1, as all beyond it.
    """
    i = np.arange(257) / 24.0
    of, middle = 65536.0 / (1.0 + np.exp(-i)), 65536.0 / (1.0 + np.exp(-i[:-1] - 1 / 48))
    off = (of[:-1] + of[1:]) / 2 - middle
    found = np.floor(of[:-1] - off / 2 + 0.5).astype(np.int64)
    found[-1] = 65535
    return found


_SIGMOID = _sigmoid()


def unary(function: str, numbers: tuple[float, ...], x: Ints) -> Ints:
    """What a layer of one function gives for int16 numbers."""
    whole = [int(n) for n in numbers]
    if function == "requantize":
        return rescaled(x, *whole)
    if function == "leaky":
        return np.where(x < 0, rescaled(x, whole[2], whole[3]), rescaled(x, whole[0], whole[1]))
    factor, shift = whole
    at = (x * factor + (2 ** (shift - 1) if shift > 0 else 0)) >> shift
    return _logistic(at) if function == "logistic" else _tanh(at)


def _between(size: Ints, bits: int, top: int) -> Ints:
    """The table at `size`, which has so many bits below its steps; from its last step on `top`."""
    step, rest = np.minimum(size >> bits, 255), size & (2**bits - 1)
    low, high = _SIGMOID[step], _SIGMOID[np.minimum(step + 1, 255)]
    return np.where(step >= 255, top, (low << bits) + rest * (high - low))


def _logistic(x: Ints) -> Ints:
    found = _between(np.abs(x), 9, 0x7FFF << 10)
    return np.where(x >= 0, found + 2**9, 2**25 - found + 2**9 - 1) >> 10


def _tanh(x: Ints) -> Ints:
    found = _between(np.abs(x), 8, 0xFFFF << 8) - 2**23
    return np.where(x >= 0, found + 2**7, -found + 2**7 - 1) >> 8


def _lines(of: Callable[[Floats], Floats], first: float, last: float) -> Ints:
    """512 lines between points of a function into [-1, 1], each moved by half of what its middle
    is off. In float32, as the reference works them out.
    """
    step = np.float32((last - first) / 512)
    i = np.arange(513, dtype=np.float32)

    def units(x: Array) -> Array:
        return np.asarray(of(x.astype(np.float64)).astype(np.float32) * np.float32(2**15))

    ends = units(np.float32(first) + i * step)
    at = np.floor(ends + np.float32(0.5))
    middle = np.floor(units(np.float32(first) + i[:-1] * step + step / 2) + np.float32(0.5))
    line = np.floor((ends[1:] + at[:-1]) / 2 + np.float32(0.5))
    off = line - middle
    half = np.sign(off) * np.floor(np.abs(off) / 2 + np.float32(0.5))
    found = np.clip(np.append(at[:-1] - half, at[-1]), -32768, 32767)
    return np.asarray(found, np.int64)


_EXP = _lines(np.exp, -10.0, 0.0)
_ONE_OVER = _lines(lambda x: 1.0 / (1.0 + x), 0.0, 1.0)


def _looked_up(lines: Ints, x: Ints) -> Ints:
    at = 256 + (x >> 7)
    low = lines[at]
    return np.asarray(low + (((lines[at + 1] - low) * (x & 127) + 64) >> 7))


def softmax(x: Array, factor: int, shift: int) -> Ints:
    """int16 along the last axis, 32768 for 1."""
    distance = rescaled(x - x.max(axis=-1, keepdims=True), factor, shift)
    power = _looked_up(_EXP, np.clip(distance + 32767, -32768, 32767))
    total = power.sum(axis=-1, keepdims=True)
    room = 32 - np.frexp(total.astype(np.float64))[1].astype(np.int64)
    above = ((total << np.maximum(room - 1, 0)) + 2**13) >> 14
    share = _looked_up(_ONE_OVER, np.clip(above - 2**15 - 2**16, -32768, 32767))
    right = 31 - room
    return np.asarray(np.clip((power * share + 2 ** (right - 1)) >> right, 0, 32767))
