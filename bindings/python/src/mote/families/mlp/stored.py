"""What the chip holds of a network: floats, or integers with a scale an output."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...arrays import Floats, Ints
from ...errors import UnsupportedError
from ...scaling import INTEGER_RANGE, Scaling
from ..shared.units import LOGIT, decay
from .read import Ir

HIDDEN_SUMS = 2.0**30 - 1  # what a sum of a hidden layer stays within, and one of the last
LAST_SUMS = 2.0**31 - 1
# The share of an integer's range that the samples of calibrate take: others may reach further.
USED = {"int8": 0.98, "int16": 0.5}
CURVE_BITS = {"logistic": 11, "tanh": 12}  # below the point at most, of what goes into the curve


@dataclass(frozen=True)
class Layer:
    """A layer as it is written, and what its integers are worth."""

    weights: NDArray[Any]  # (outputs, inputs)
    start: NDArray[Any]
    factors: Ints | None = None  # of a hidden layer of integers
    shifts: Ints | None = None
    unit: Floats | None = None  # of integers, what a unit of each sum is worth
    scale: Floats | None = None  # what a unit of each output is worth
    zero: int = 0  # which integer output stands for 0
    bits: int = 0  # below the point of what goes into a curve


@dataclass(frozen=True)
class Stored:
    """The layers of a network."""

    ir: Ir
    dtype: str
    scaling: Scaling | None
    layers: tuple[Layer, ...]

    @property
    def unit(self) -> float:
        """What a unit of the last sums is worth."""
        unit = self.layers[-1].unit
        return 1.0 if unit is None else float(unit[0])

    @property
    def decay(self) -> tuple[int, int]:
        """mote::decay of a unit: factor * 2^(-16 - shift) halvings."""
        return decay(self.unit * LOGIT)

    @property
    def entries(self) -> int:
        """Weights of all layers."""
        return sum(layer.weights.size for layer in self.layers)

    def bytes(self, layer: Layer) -> int:
        """Of a layer's constants in flash; what follows bytes begins at a word."""
        outputs, weights = len(layer.start), layer.weights.size * layer.weights.dtype.itemsize
        held = _words(4 * outputs + weights)
        return held + (0 if layer.factors is None else _words(5 * outputs))


def _words(size: int) -> int:
    return -(-size // 4) * 4


def quantize(ir: Ir, dtype: str, scaling: Scaling | None) -> Stored:
    """The nearest floats; or integers of the finest scales with which no sum leaves its range."""
    if dtype == "float":
        layers = tuple(
            Layer(w.astype(np.float32), b.astype(np.float32)) for w, b in zip(ir.weights, ir.start)
        )
        if not all(np.isfinite(h).all() for x in layers for h in (x.weights, x.start)):
            raise UnsupportedError(
                "a weight or intercept is beyond float32: scale the features or the target "
                "before fit."
            )
        return Stored(ir, dtype, scaling, layers)
    if scaling is None or ir.ranges is None:
        raise UnsupportedError(
            f"dtype={dtype!r} of a network needs samples, which tell how far the outputs of its "
            f"layers reach: pass calibrate=X_train, or use dtype='float'."
        )
    held = []
    step = 1.0 / scaling.scale.astype(np.float64)  # what a unit of each input is worth
    first = ir.start[0] + ir.weights[0] @ scaling.offset.astype(np.float64)
    zero = 0
    for at, (weights, start) in enumerate(zip(ir.weights, (first, *ir.start[1:]))):
        last = at + 1 == len(ir.weights)
        layer = _layer(ir, dtype, weights * step, start, zero, None if last else ir.ranges[at])
        held.append(layer)
        if not last:
            assert layer.scale is not None
            step, zero = layer.scale, layer.zero
    stored = Stored(ir, dtype, scaling, tuple(held))
    if ir.classes is not None and stored.unit * LOGIT >= 0.99:
        raise UnsupportedError(
            f"dtype={dtype!r} does not fit this network: a step of its integer sums is "
            f"{stored.unit:.3g} logits, so that probabilities would be 0 or 1. Scale the features "
            "before fit, or use dtype='float'."
        )
    return stored


def _layer(
    ir: Ir, dtype: str, weights: Floats, start: Floats, zero_in: int, reach: Floats | None
) -> Layer:
    """Of weights for inputs in units, of which `zero_in` stands for 0; the last has no `reach`."""
    lowest, highest = INTEGER_RANGE[dtype]
    size = np.abs(weights)
    most = LAST_SUMS if reach is None else HIDDEN_SUMS
    rounding = weights.shape[1] * (abs(zero_in) - lowest) / 2 + 1  # what it may add to a sum
    if rounding > most / 2:
        raise UnsupportedError(
            f"dtype={dtype!r} takes at most {int(most / (abs(zero_in) - lowest)):,} inputs of a "
            f"layer, so that sums fit 32 bits, and there are {weights.shape[1]:,}: use "
            "dtype='float'."
        )
    sums = size.sum(axis=1) * (abs(zero_in) - lowest) + np.abs(start)
    unit = np.maximum(size.max(axis=1) / highest, sums / (most - rounding))
    if reach is None:
        unit = np.full_like(unit, np.nextafter(np.float32(unit.max()), np.float32(np.inf)))
        if not 1e-30 < unit[0] < 1e30:
            if unit.max() > 1e-30:
                raise UnsupportedError(
                    "the sums of this network are beyond what float32 tells of a unit: scale the "
                    "target before fit."
                )
            unit = np.ones_like(unit)
        return Layer(*_rounded(weights, start, unit, zero_in, dtype), unit=unit)
    zero, scale = _outputs(ir.activation, dtype, reach)
    bits, into = 0, scale
    if ir.activation in CURVE_BITS:
        bits = min(CURVE_BITS[ir.activation], int(np.floor(-np.log2(unit.max() * 2.0001))))
        if bits < 2:
            raise UnsupportedError(
                f"dtype={dtype!r} does not fit this network: a step of its integer sums goes "
                f"{unit.max():.3g} along the curve of {ir.activation}. Scale the features before "
                "fit, or use dtype='float'."
            )
        into = np.full_like(unit, 2.0**-bits)
    unit = np.maximum(unit, into * 2.0**-24)
    if not bits:
        into = scale = np.maximum(scale, 2.0001 * unit)  # a factor is below 1/2
    kept = _rounded(weights, start, unit, zero_in, dtype)
    share, exponent = np.frexp(unit / into)
    factors = np.rint(share * 2.0**31)
    carried = factors == 2.0**31
    factors, exponent = np.where(carried, 2.0**30, factors), exponent + carried
    whole = factors.astype(np.int64), -exponent.astype(np.int64)
    return Layer(*kept, *whole, unit, scale, zero, bits)


def _rounded(
    weights: Floats, start: Floats, unit: Floats, zero_in: int, dtype: str
) -> tuple[NDArray[Any], NDArray[Any]]:
    held = np.rint(weights / unit[:, None]).astype(np.int64)
    begin = np.rint(start / unit).astype(np.int64) - zero_in * held.sum(axis=1)
    return held.astype(dtype), begin.astype(np.int32)


def _outputs(activation: str, dtype: str, reach: Floats) -> tuple[int, Floats]:
    """Which integer stands for 0, and what a unit of each output is worth, as far as it reaches."""
    lowest, highest = INTEGER_RANGE[dtype]
    if activation in CURVE_BITS:
        bits = 15 if dtype == "int16" else 8 if activation == "logistic" else 7
        zero = lowest if bits == 8 else 0
        return zero, np.full(len(reach), 2.0**-bits)
    size = np.abs(reach).max(axis=1)
    if activation == "relu" and dtype == "int8":
        zero, steps = lowest, highest - lowest
    else:
        zero, steps = 0, highest
    return zero, np.where(size > 0.0, size, 1.0) / (USED[dtype] * steps)
