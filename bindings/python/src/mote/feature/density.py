"""The power of a whole recording by frequency, and how frames of features change."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from ..arrays import Array
from ..host.series import Code, rows_along, run
from ..host.types import NARROW, samples
from ..transform.blocks import taper
from ..transform.scaled import Scaled, result

_MOST_SEGMENTS = 16384  # of integers


def welch(
    x: ArrayLike,
    length: int = 256,
    overlap: int | None = None,
    *,
    rate: float = 1.0,
    window: str | float = "hann",
    scaling: str = "density",
    detrend: bool = True,
    axis: int = 0,
) -> Array:
    """`mote::welch`: scipy.signal.welch(x, rate, window, nperseg=length, noverlap=overlap) along
    `axis`: float32 powers of float32; of int16 what its integers are worth, float64. `overlap` is
    length // 2. `detrend`: take off the mean of each segment.
    """
    rows, others = rows_along(samples(x, NARROW), axis)
    shared = length // 2 if overlap is None else overlap
    if scaling not in ("density", "spectrum"):
        raise ValueError(f"scaling is 'density' or 'spectrum'; got {scaling!r}.")
    if not 0 <= shared < length or rows.shape[1] < length or not rate > 0:
        raise ValueError(
            f"welch takes segments of {length} of {rows.shape[1]} samples, an overlap of 0 to less "
            f"than that, and a rate above 0; got {shared} and {rate}."
        )
    real = rows.dtype == np.float32
    if not real and 1 + (rows.shape[1] - length) // (length - shared) > _MOST_SEGMENTS:
        raise ValueError(f"welch of integers takes {_MOST_SEGMENTS} segments: overlap less.")
    count = length // 2 + 1
    kind = (
        f"mote::welch<sample, {length}, {shared}, mote::welch_scaling::{scaling}, "
        f"mote::welch_detrend::{'constant' if detrend else 'none'}, taper>"
    )
    each = f"""{kind} density;
    density.add(mote::span<const sample>{{x, n}});
    exponent[0] = density.powers(mote::span<result, {count}>{{y}}).exponent();"""
    code = Code(
        ("mote/feature/welch.hpp",), "", each, "" if real else "uint32", taper(window, length)
    )
    _, y, exponents = run(code, rows, count)
    powers = result(y, exponents, others, axis, False)
    worth = powers.real if isinstance(powers, Scaled) else powers
    if scaling == "spectrum":
        return worth
    return np.asarray(worth / (np.float32(rate) if real else rate), worth.dtype)


def deltas(x: ArrayLike, width: int = 9, order: int = 1, *, axis: int = 0) -> Array:
    """`mote::deltas` of frames of features: those from the `width`-th on, so that frame i of the
    result is of frame i + width // 2. x has shape (frames, features); `axis` is that of the frames.
    """
    given = samples(x, NARROW)
    if given.ndim != 2:
        raise ValueError(f"x must have shape (frames, features); got {given.shape}.")
    frames = np.ascontiguousarray(np.moveaxis(given, axis, 0))
    count, features = frames.shape
    answers = max(0, count - width + 1)
    each = f"""mote::deltas<sample, {features}, {width}, {order}> change;
    for (size_t i = 0; i < n; i += {features}) {{
      if (!change.push(mote::span<const sample, {features}>{{x + i}})) continue;
      for (const sample value : change.frame()) *y++ = value;
    }}
    y -= m;"""
    code = Code(("mote/feature/deltas.hpp",), "", each)
    _, y, _ = run(code, frames.reshape(1, -1), answers * features)
    return np.moveaxis(y.reshape(answers, features), 0, axis)
