"""Filters that change the sample rate."""

from __future__ import annotations

from numpy.typing import ArrayLike

from ..arrays import Array
from ..host.types import WHOLE
from .common import COUNTED, filtered, length, taps, whole


def fir_decimate(
    x: ArrayLike, b: ArrayLike, factor: int, *, axis: int = 0, settled: bool = False
) -> Array:
    """`mote::fir_decimator`: every `factor`-th output, the first of the first sample."""
    design, ready = taps(b)
    ready += (
        f"\n  mote::fir_decimator<sample, {len(design)}, {whole(factor, 'factor')}> filter{{b}};"
    )
    count = length(x, axis)
    return filtered(
        "fir_resample",
        ready,
        x,
        axis=axis,
        settled=settled,
        numbers=design,
        process=COUNTED,
        count=-(-count // factor),
    )


def fir_interpolate(
    x: ArrayLike, b: ArrayLike, factor: int, *, axis: int = 0, settled: bool = False
) -> Array:
    """`mote::fir_interpolator`: `factor` outputs a sample."""
    design, ready = taps(b)
    ready += (
        f"\n  mote::fir_interpolator<sample, {len(design)}, {whole(factor, 'factor')}> filter{{b}};"
    )
    count = length(x, axis)
    return filtered(
        "fir_resample", ready, x, axis=axis, settled=settled, numbers=design, count=factor * count
    )


def resample(x: ArrayLike, up: int, down: int, *, axis: int = 0, settled: bool = False) -> Array:
    """`mote::fir_resampler` with `resampling_design<up, down>()`: the low pass of
    scipy.signal.resample_poly, whose first output here is number
    `resampling_delay = ceil(10 max(up, down) / down)`.
    """
    up, down = whole(up, "up"), whole(down, "down")
    ready = (
        f"mote::fir_resampler<sample, mote::resampling_length<{up}, {down}>, {up}, {down}> "
        f"filter{{mote::resampling_design<{up}, {down}>()}};"
    )
    count = -(-up * length(x, axis) // down)
    return filtered(
        "fir_resampler", ready, x, axis=axis, settled=settled, process=COUNTED, count=count
    )


def cic_decimate(
    x: ArrayLike, stages: int, factor: int, delay: int = 1, *, axis: int = 0, settled: bool = False
) -> Array:
    """`mote::cic_decimator`: output i ends with sample factor * (i + 1) - 1."""
    ready = _cic("cic_decimator", stages, factor, delay)
    count = length(x, axis) // factor
    return filtered(
        "cic", ready, x, WHOLE, axis=axis, settled=settled, process=COUNTED, count=count
    )


def cic_interpolate(
    x: ArrayLike, stages: int, factor: int, delay: int = 1, *, axis: int = 0, settled: bool = False
) -> Array:
    """`mote::cic_interpolator`: `factor` outputs a sample."""
    ready = _cic("cic_interpolator", stages, factor, delay)
    count = length(x, axis) * factor
    return filtered("cic", ready, x, WHOLE, axis=axis, settled=settled, count=count)


def _cic(name: str, stages: int, factor: int, delay: int) -> str:
    sizes = [whole(stages, "stages"), whole(factor, "factor"), whole(delay, "delay")]
    return f"mote::{name}<sample, {', '.join(map(str, sizes))}> filter{{}};"
