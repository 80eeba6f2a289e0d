"""Weights and starts of sums of integers, in units of which no sum leaves 32 bits."""

from __future__ import annotations

import numpy as np

from ...arrays import Floats
from ...errors import UnsupportedError
from ...scaling import INTEGER_RANGE, Scaling
from .float32 import LARGEST

_SUMS = 2.0**31 - 1  # what a sum of integers stays within


def in_units(weights: Floats, start: Floats, scaling: Scaling | None) -> tuple[Floats, Floats]:
    """Weights (outputs, features) and starts for features in integer units."""
    if scaling is None:
        return weights, start
    scale, offset = scaling.scale.astype(np.float64), scaling.offset.astype(np.float64)
    return weights / scale, start + weights @ offset


def smallest_unit(dtype: str, weights: Floats, start: Floats, least: float = 0.0) -> float:
    """The smallest unit, a float32, in which weights fit their type and sums fit 32 bits; not below
    `least`.
    """
    lowest, highest = INTEGER_RANGE[dtype]
    n_features = weights.shape[1]
    rounding = n_features * -lowest / 2 + 1  # what rounding may add to a sum
    if rounding > _SUMS / 2:
        raise UnsupportedError(
            f"dtype={dtype!r} takes at most {int(_SUMS / -lowest):,} features, so that sums fit 32 "
            f"bits, and there are {n_features:,}: use dtype='float'."
        )
    reach = float((np.abs(weights).sum(axis=1) * -lowest + np.abs(start)).max())
    unit = max(float(np.abs(weights).max()) / highest, reach / (_SUMS - rounding), least)
    if unit == 0.0:
        return 1.0
    if not 1e-30 < unit < LARGEST:
        raise UnsupportedError(
            f"the sums of this model are of the size {reach:.3g}, beyond what float32 tells of a "
            "unit: scale the target before fit."
        )
    return float(np.nextafter(np.float32(unit), np.float32(np.inf)))
