"""The integers of a network once more, in numpy: what every core must answer, bit for bit."""

from __future__ import annotations

import numpy as np

from ...arrays import Array, Ints
from ...scaling import INTEGER_RANGE
from .stored import CURVE_BITS, Layer, Stored


def sums(stored: Stored, features: Array) -> Ints:
    """The sums of the last layer for samples in integers."""
    x = features.astype(np.int64)
    for layer in stored.layers[:-1]:
        x = _hidden(stored, layer, _sums(layer, x))
    return _sums(stored.layers[-1], x)


def _sums(layer: Layer, x: Ints) -> Ints:
    return np.asarray(x @ layer.weights.astype(np.int64).T + layer.start.astype(np.int64))


def _hidden(stored: Stored, layer: Layer, given: Ints) -> Ints:
    """The sums of a hidden layer, brought to the scale of the next."""
    assert layer.factors is not None and layer.shifts is not None
    kind, dtype = stored.ir.activation, stored.dtype
    lowest, highest = INTEGER_RANGE[dtype]
    # Twice rounded: halves up to units of 2^-shift, then halves away from 0 to whole ones.
    fine = (given * layer.factors + 2**30) // 2**31
    half = 2 ** (layer.shifts - 1)
    size = (np.abs(fine) + half) // 2**layer.shifts
    whole = np.where(fine < 0, -size, size)
    if kind in CURVE_BITS:
        return curve(kind, dtype, layer.bits, np.clip(whole, -(2**15), 2**15 - 1))
    out = whole + layer.zero
    return np.asarray(np.clip(out, layer.zero if kind == "relu" else lowest, highest))


def curve(kind: str, dtype: str, bits: int, x: Ints) -> Ints:
    """logistic and tanh of integers with `bits` below the point."""
    below = _exp2(np.abs(x) * 47274 // 2 ** (bits - (1 if kind == "logistic" else 2)))
    whole = 32768 + below
    if kind == "logistic":
        above = (2**30 + whole // 2) // whole
        share = np.where(x < 0, 32768 - above, above)
        return np.minimum((share + 64) // 128 - 128, 127) if dtype == "int8" else _top(share)
    size = ((32768 - below) * 32768 + whole // 2) // whole
    if dtype == "int8":
        size = (size + 128) // 256
        return np.clip(np.where(x < 0, -size, size), -128, 127)
    return _top(np.where(x < 0, -size, size))


def _top(x: Ints) -> Ints:
    return np.minimum(x, 2**15 - 1)


def _exp2(x: Ints) -> Ints:
    """2^-x of Q16.16, 32768 for 1: the polynomial of mote::exp2_q15."""
    whole, f = x // 65536, x % 65536
    slope = 55984 - f * 7242 // 2**16
    slope = 62802 - f * slope // 2**18
    slope = 50616 - f * slope // 2**16
    power = 2**31 - f * 2**14 - f * slope // 8
    down = 2 ** np.minimum(whole + 16, 40)
    return np.where(whole > 15, 0, (power + down // 2) // down)
