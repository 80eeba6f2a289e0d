"""What the chip holds of a linear model: floats, or integers of one scale."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...errors import UnsupportedError
from ...scaling import Scaling
from ..shared.units import LOGIT, decay
from ..shared.weights import in_units, smallest_unit
from .read import Ir


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
    weights, start = in_units(ir.weights, ir.start, scaling)
    # Clipped shares of all classes add up in 32 bits.
    unit = smallest_unit(
        dtype, weights, start, (ir.outputs + 1) / 2.0**30 if ir.link == "clipped" else 0.0
    )
    coarsest = {"softmax": 0.99 / LOGIT, "one_vs_rest": 0.99 / LOGIT, "clipped": 1.0}
    if unit >= coarsest.get(ir.link, np.inf):
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
