"""Sums of weighted features: a scaler in the weights, integers of them, samples to probe them."""

from __future__ import annotations

import numpy as np

from ...arrays import Array, Floats, Ints
from ...errors import UnsupportedError
from ...scaling import INTEGER_RANGE, Scaling
from .float32 import LARGEST
from .lines import Lines

_SUMS = 2.0**31 - 1  # what a sum of integers stays within


def behind(weights: Floats, start: Floats, lines: Lines) -> tuple[Floats, Floats, Floats, Ints]:
    """w (a x + b) is (w a) x + w b: weights (outputs, features) and starts for what the user gives,
    the slack of Lines, and which columns these are. Those of one source become one weight.
    """
    used, place = np.unique(lines.source, return_inverse=True)
    folded, slack = np.zeros((len(weights), len(used))), np.zeros((len(used), 2))
    start = start.copy()
    for f, at in enumerate(place):
        folded[:, at] += weights[:, f] * lines.scale[f]
        start += weights[:, f] * lines.shift[f]
        slack[at] = np.maximum(slack[at], lines.slack[f])
    return folded, start, slack, used


def probes(weights: Floats, dtype: str, rows: int) -> Array:
    """Integers over the whole range, its ends too; floats of which each has its say."""
    random = np.random.default_rng(0)
    shape = (rows, weights.shape[1])
    if dtype != "float":
        lowest, highest = INTEGER_RANGE[dtype]
        drawn = random.integers(lowest, highest + 1, shape)
        ends = random.choice([lowest, highest], shape)
        return np.where(random.random((rows, 1)) < 0.25, ends, drawn).astype(dtype)
    size = np.abs(weights).max(axis=0)
    reach = np.clip(1.0 / np.where(size > 0.0, size, 1.0), 1e-30, 1e30)
    return np.asarray(random.normal(size=shape) * reach, np.float32)


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
