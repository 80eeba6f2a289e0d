"""Filters of the newest samples: medians, means, extremes."""

from __future__ import annotations

from numpy.typing import ArrayLike

from ..arrays import Array
from ..host.types import ALL, samples
from .common import filtered, whole


def median(x: ArrayLike, window: int = 3, *, axis: int = 0, settled: bool = False) -> Array:
    """`mote::median` of the newest `window` samples, an odd number."""
    return _moving("median", "median", x, window, axis, settled)


def hampel(
    x: ArrayLike, window: int = 5, deviations: float = 3, *, axis: int = 0, settled: bool = False
) -> Array:
    """`mote::hampel`: outliers replaced by the median; (window - 1) / 2 samples late."""
    if not 0 <= deviations <= 100:
        raise ValueError(f"an outlier lies 0 to 100 deviations away; got {deviations}.")
    ready = (
        f"mote::hampel<sample, {whole(window, 'window')}> "
        "filter{mote::quantize<sample>(mote::deviations{p[0]})};"
    )
    return filtered("hampel", ready, x, ALL, axis=axis, settled=settled, numbers=[deviations])


def moving_mean(x: ArrayLike, window: int, *, axis: int = 0, settled: bool = False) -> Array:
    """`mote::moving_mean` of the newest `window` samples, rounded half up in integers."""
    return _moving("moving", "moving_mean", x, window, axis, settled)


def moving_sum(x: ArrayLike, window: int, *, axis: int = 0, settled: bool = False) -> Array:
    """`mote::moving_sum`: int32 of samples of 8 and 16 bits, uint32 of those without a sign, int64
    of int32.
    """
    given = samples(x, ALL)
    sums = {"f": "float", "u": "uint32", "i": "int64" if given.itemsize == 4 else "int32"}
    output = sums[given.dtype.kind]
    return _moving("moving", "moving_sum", x, window, axis, settled, output)


def moving_min(x: ArrayLike, window: int, *, axis: int = 0, settled: bool = False) -> Array:
    """`mote::moving_min` of the newest `window` samples."""
    return _moving("moving_extreme", "moving_min", x, window, axis, settled)


def moving_max(x: ArrayLike, window: int, *, axis: int = 0, settled: bool = False) -> Array:
    """`mote::moving_max` of the newest `window` samples."""
    return _moving("moving_extreme", "moving_max", x, window, axis, settled)


def _moving(
    header: str, name: str, x: ArrayLike, window: int, axis: int, settled: bool, output: str = ""
) -> Array:
    ready = f"mote::{name}<sample, {whole(window, 'window')}> filter{{}};"
    return filtered(header, ready, x, ALL, axis=axis, settled=settled, output=output)
