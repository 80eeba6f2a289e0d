"""What the chip holds of a support vector machine: floats, or integers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ...arrays import Array, Floats, Ints
from ...errors import UnsupportedError
from ...scaling import Scaling
from ..shared import steps
from ..shared.float32 import LARGEST
from ..shared.units import LOGIT
from ..shared.weights import in_units, smallest_unit
from .read import Ir


@dataclass(frozen=True)
class Stored:
    """The estimator as the chip holds it."""

    ir: Ir
    dtype: str
    scaling: Scaling | None
    vectors: Array  # of a linear kernel the weights, a row a sum
    factors: Array  # of a linear kernel none
    start: Array
    unit: float = 1.0  # of a sum
    # Of an rbf kernel in integers the numbers of mote::svm_similarity.
    factor: int = 0
    first: int = 0
    limit: int = 0
    shift: int = 0

    @property
    def reach(self) -> int:
        return int(np.abs(self.vectors.astype(np.int64)).max())

    @property
    def step(self) -> float:
        """What 1 of an integer feature is worth to the estimator."""
        ir = self.ir
        before = None if ir.scale is None else ir.stretch
        return steps.size_of(self.dtype, self.scaling, before, ir.n_features)

    @property
    def factor_unit(self) -> float:
        """What 1 of an integer factor is worth."""
        return self.unit * 2.0 ** (15 - shift_of(len(self.vectors)))


def shift_of(vectors: int) -> int:
    """By how much a chip shifts a sum of so many products of 30 bits."""
    return int(np.ceil(np.log2(vectors)))


def most(n_features: int) -> int:
    """The largest value of 16 bits of which squares of differences add up in 32 bits."""
    apart = min(32767, int(np.sqrt((2.0**32 - 2) / n_features)))
    return int(2 ** int(np.log2(apart + 1) - 1) - 1)


def quantize(ir: Ir, dtype: str, scaling: Scaling | None) -> Stored:
    """Raises UnsupportedError where a number format has no room for the model."""
    if ir.weights is not None:
        return _linear(ir, ir.weights, dtype, scaling)
    if dtype == "float":
        return _floats(ir)
    if ir.kernel != "rbf":
        raise UnsupportedError(
            f"dtype={dtype!r} does not fit kernel={ir.kernel!r}: its powers span more than an "
            "integer holds. Use dtype='float', or kernel='rbf' or 'linear'."
        )
    return _integers(ir, dtype, scaling)


def _linear(ir: Ir, weights: Floats, dtype: str, scaling: Scaling | None) -> Stored:
    none = np.zeros((0, 1))
    if dtype == "float":
        held, start = weights.astype(np.float32), ir.start.astype(np.float32)
        _check(held, start)
        return Stored(ir, dtype, scaling, held, none, start)
    weights, first = in_units(weights, ir.start, scaling)
    unit = smallest_unit(dtype, weights, first)
    return Stored(
        ir,
        dtype,
        scaling,
        np.rint(weights / unit).astype(dtype),
        none,
        np.rint(first / unit).astype(np.int32),
        unit,
    )


def _floats(ir: Ir) -> Stored:
    held = ir.vectors if ir.kernel == "rbf" else ir.gamma * ir.vectors
    vectors, factors = held.astype(np.float32), ir.factors.astype(np.float32)
    start = ir.start.astype(np.float32)
    _check(vectors, factors, start, np.array([ir.coef0], np.float32))
    if ir.kernel == "rbf" and not 1e-35 < ir.gamma < 1e35:
        raise UnsupportedError(
            f"gamma={ir.gamma:.3g} is beyond what float32 holds of squares: scale the features "
            "before fit."
        )
    for values in (ir.scale, ir.offset):
        if values is not None and not (np.abs(values) <= LARGEST).all():
            raise UnsupportedError(
                "a scaler before the vectors has a number beyond float32: scale otherwise."
            )
    return Stored(ir, "float", None, vectors, factors, start)


def _check(*held: Array) -> None:
    if not all(np.isfinite(numbers).all() for numbers in held):
        raise UnsupportedError(
            "a number of this support vector machine is beyond float32: scale the features or the "
            "target before fit."
        )


def _integers(ir: Ir, dtype: str, scaling: Scaling | None) -> Stored:
    vectors = steps.integers(ir.given, ir.stretch, dtype, scaling)
    least = Stored(ir, dtype, scaling, vectors, ir.factors, ir.start)
    rate = ir.gamma * LOGIT * least.step**2  # halvings of a square of a step
    if not 2.0**-59 < rate < 0.99:
        raise UnsupportedError(
            f"dtype={dtype!r} does not fit gamma={ir.gamma:.3g}: between samples one step apart "
            f"the kernel falls by {rate:.3g} halvings. Scale the features before fit, or use "
            "dtype='float'."
        )
    shift = 0
    while 16.0 / (rate * 2.0**shift) >= 2.0**18:
        shift += 1
    factor = round(rate * 2.0 ** (28 + shift))
    first = factor // 2 if shift else 0
    limit = (2**32 - 1 - first) // factor + 1
    turns = shift_of(len(vectors))
    largest, most = float(np.abs(ir.factors).max()), float(np.abs(ir.start).max())
    unit = max(largest / 32767 * 2.0 ** (turns - 15), most / (2.0**30 - 2))
    if not 1e-30 < unit < 1e30:
        raise UnsupportedError(
            f"the sums of this model are of the size {max(largest, most):.3g}, beyond what float32 "
            "tells of a unit: scale the target before fit."
        )
    unit = float(np.nextafter(np.float32(unit), np.float32(np.inf)))
    return Stored(
        ir,
        dtype,
        scaling,
        vectors,
        np.rint(ir.factors / (unit * 2.0 ** (15 - turns))).astype(np.int16),
        np.rint(ir.start / unit).astype(np.int32),
        unit,
        factor,
        first,
        limit,
        shift,
    )


def exact(stored: Stored, features: Array) -> Ints:
    """The sums of integers, (rows, sums), as every chip works them out."""
    x = features.astype(np.int64)
    if stored.ir.weights is not None:
        return np.asarray(x @ stored.vectors.astype(np.int64).T + stored.start.astype(np.int64))
    vectors, factors = stored.vectors.astype(np.int64), stored.factors.astype(np.int64)
    out = np.empty((len(x), len(stored.start)), np.int64)
    for i, row in enumerate(x):
        units = ((row - vectors) ** 2).sum(axis=1) >> stored.shift
        near = np.minimum(units, stored.limit - 1) * stored.factor + stored.first
        share = np.where(units < stored.limit, _exp2_q15(near >> 12), 0)
        out[i] = stored.ir.summed(share[None].astype(np.int64), factors)[0]
    return np.asarray((out >> shift_of(len(vectors))) + stored.start.astype(np.int64))


def _exp2_q15(x: Ints) -> Ints:
    """mote::exp2_q15, of x below 2^20."""
    whole, f = x >> 16, x & 0xFFFF
    slope = 55984 - ((f * 7242) >> 16)
    slope = 62802 - ((f * slope) >> 18)
    slope = 50616 - ((f * slope) >> 16)
    power = 0x80000000 - (f << 14) - ((f * slope) >> 3)
    return np.asarray((power + (1 << (15 + whole))) >> (16 + whole))
