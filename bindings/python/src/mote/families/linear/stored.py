"""What the chip holds of a linear model: floats, or integers of one scale."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...arrays import Floats
from ...errors import UnsupportedError
from ...scaling import INTEGER_RANGE, Scaling
from ..shared.float32 import LARGEST
from ..shared.units import LOGIT, decay
from .read import Ir

_SUMS = 2.0**31 - 1  # what a sum of integers stays within


@dataclass(frozen=True)
class Stored:
    """Weights and starts as they are written; of integers what a unit of a sum is worth."""

    ir: Ir
    dtype: str
    scaling: Scaling | None
    weights: NDArray[Any]  # (outputs, features)
    start: NDArray[Any]
    unit: float = 1.0

    @property
    def decay(self) -> tuple[int, int]:
        return decay(self.unit * LOGIT)

    @property
    def one(self) -> int:
        """Units of a logit of 1."""
        return round(1.0 / self.unit)

    @property
    def has_decay(self) -> bool:
        return self.dtype != "float" and self.ir.link in ("softmax", "one_vs_rest")

    @property
    def bytes(self) -> int:
        """Of the constant in flash."""
        own = 0 if self.dtype == "float" else 8 if self.ir.has_probabilities else 4
        return own + 4 * len(self.start) + self.weights.dtype.itemsize * self.weights.size


def quantize(ir: Ir, dtype: str, scaling: Scaling | None) -> Stored:
    """The nearest floats; or integers of the largest scale with which no sum leaves 32 bits."""
    if dtype == "float":
        held, first = ir.weights.astype(np.float32), ir.start.astype(np.float32)
        if not (np.isfinite(held).all() and np.isfinite(first).all()):
            raise UnsupportedError(
                "a weight or intercept is beyond float32: scale the features or the target "
                "before fit."
            )
        return Stored(ir, dtype, scaling, held, first)
    if ir.link == "exponential":
        raise UnsupportedError(
            f"dtype={dtype!r} does not fit a regression with a logarithmic link: its answer is an "
            "exponential, which integers do not hold. Use dtype='float'."
        )
    ir = ir.centred()
    weights, start = in_units(ir, scaling)
    unit = _unit(ir, dtype, weights, start)
    if ir.link in ("softmax", "one_vs_rest", "clipped") and unit * np.log2(np.e) >= 0.99:
        raise UnsupportedError(
            f"dtype={dtype!r} does not fit this model: a step of its integer sums is {unit:.3g} "
            "logits, so that probabilities would be 0 or 1. Scale the features before fit, or use "
            "dtype='float'."
        )
    kind = np.int8 if dtype == "int8" else np.int16
    return Stored(
        ir,
        dtype,
        scaling,
        np.rint(weights / unit).astype(kind),
        np.rint(start / unit).astype(np.int32),
        unit,
    )


def in_units(ir: Ir, scaling: Scaling | None) -> tuple[Floats, Floats]:
    """Weights and starts for features in integer units."""
    if scaling is None:
        return ir.weights, ir.start
    scale, offset = scaling.scale.astype(np.float64), scaling.offset.astype(np.float64)
    return ir.weights / scale, ir.start + ir.weights @ offset


def _unit(ir: Ir, dtype: str, weights: Floats, start: Floats) -> float:
    """The smallest unit, a float32, in which weights fit their type and sums fit 32 bits."""
    lowest, highest = INTEGER_RANGE[dtype]
    rounding = ir.n_features * -lowest / 2 + 1  # what rounding may add to a sum
    if rounding > _SUMS / 2:
        raise UnsupportedError(
            f"dtype={dtype!r} takes at most {int(_SUMS / -lowest):,} features, so that sums fit 32 "
            f"bits, and there are {ir.n_features:,}: use dtype='float'."
        )
    reach = float((np.abs(weights).sum(axis=1) * -lowest + np.abs(start)).max())
    unit = max(float(np.abs(weights).max()) / highest, reach / (_SUMS - rounding))
    if ir.link == "clipped":  # shares of all classes add up in 32 bits
        unit = max(unit, (ir.outputs + 1) / 2.0**30)
    if unit == 0.0:
        return 1.0
    if not 1e-30 < unit < LARGEST:
        raise UnsupportedError(
            f"the sums of this model are of the size {reach:.3g}, beyond what float32 tells of a "
            "unit: scale the target before fit."
        )
    return float(np.nextafter(np.float32(unit), np.float32(np.inf)))
