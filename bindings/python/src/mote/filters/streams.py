"""Filters that give a sample for a sample."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from ..arrays import Array
from ..host.series import Code, run
from ..host.types import NARROW
from .common import filtered, taps, whole

ONE_POLE = "mote::quantize<sample>(mote::smoothing{p[0]})"


def biquads(x: ArrayLike, sos: ArrayLike, *, axis: int = 0, settled: bool = False) -> Array:
    """`mote::biquad_cascade` with the rows of scipy.signal.butter(..., output="sos")."""
    rows = np.ascontiguousarray(sos, np.float64)
    if rows.ndim != 2 or rows.shape[1] != 6 or not len(rows) or not np.isfinite(rows).all():
        raise ValueError(f"sos must be finite, of shape (sections, 6); got shape {rows.shape}.")
    size = len(rows)
    ready = f"""mote::sos<{size}> design{{}};
  for (mote::section& s : design) {{ s = {{p[0], p[1], p[2], p[3], p[4], p[5]}}; p += 6; }}
  const auto taps = mote::quantize<sample>(design);
  if (!taps.valid()) return taps.inexact() ? 2 : 3;
  mote::biquad_cascade<sample, {size}> filter{{taps}};"""
    return filtered("biquad", ready, x, axis=axis, settled=settled, numbers=rows.ravel())


def fir(x: ArrayLike, b: ArrayLike, *, axis: int = 0, settled: bool = False) -> Array:
    """`mote::fir` with taps in scipy's order."""
    design, ready = taps(b)
    ready += f"\n  mote::fir<sample, {len(design)}> filter{{b}};"
    return filtered("fir", ready, x, axis=axis, settled=settled, numbers=design)


def one_pole(x: ArrayLike, alpha: float, *, axis: int = 0, settled: bool = False) -> Array:
    """`mote::one_pole`: y += alpha * (x - y). alpha: `smoothing_of`."""
    ready = f"mote::one_pole<sample> filter{{{ONE_POLE}}};"
    return filtered("one_pole", ready, x, axis=axis, settled=settled, numbers=[_alpha(alpha)])


def one_pole_highpass(x: ArrayLike, alpha: float, *, axis: int = 0, settled: bool = False) -> Array:
    """`mote::one_pole_highpass`: x less its low pass; removes the gravity of an accelerometer."""
    ready = f"mote::one_pole_highpass<sample> filter{{{ONE_POLE}}};"
    return filtered("one_pole", ready, x, axis=axis, settled=settled, numbers=[_alpha(alpha)])


def dc_blocker(x: ArrayLike, alpha: float, *, axis: int = 0, settled: bool = False) -> Array:
    """`mote::dc_blocker`: y[n] = x[n] - x[n-1] + (1 - alpha) y[n-1]."""
    ready = f"mote::dc_blocker<sample> filter{{{ONE_POLE}}};"
    return filtered("dc_blocker", ready, x, axis=axis, settled=settled, numbers=[_alpha(alpha)])


def pre_emphasis(
    x: ArrayLike, coefficient: float = 0.97, *, axis: int = 0, settled: bool = False
) -> Array:
    """`mote::pre_emphasis`: y[n] = x[n] - coefficient x[n-1], before the spectra of speech."""
    if not 0 <= coefficient <= 1:
        raise ValueError(f"the coefficient of a pre-emphasis is in [0, 1]; got {coefficient}.")
    ready = "mote::pre_emphasis<sample> filter{p[0]};"
    return filtered(
        "pre_emphasis", ready, x, NARROW, axis=axis, settled=settled, numbers=[coefficient]
    )


def envelope(x: ArrayLike, attack: float, release: float, *, axis: int = 0) -> Array:
    """`mote::envelope` with the alphas of attack and release."""
    ready = f"""mote::envelope<sample> filter{{{ONE_POLE},
      mote::quantize<sample>(mote::smoothing{{p[1]}})}};"""
    return filtered("envelope", ready, x, axis=axis, numbers=[_alpha(attack), _alpha(release)])


def rms_envelope(x: ArrayLike, alpha: float, *, axis: int = 0, settled: bool = False) -> Array:
    """`mote::rms_envelope`: the root of the smoothed square."""
    ready = f"mote::rms_envelope<sample> filter{{{ONE_POLE}}};"
    return filtered("envelope", ready, x, axis=axis, settled=settled, numbers=[_alpha(alpha)])


def comb_notch(x: ArrayLike, period: int, q: float, *, axis: int = 0) -> Array:
    """`mote::comb_notch`: rate / period and its multiples away."""
    return _comb("comb_notch", x, period, q, axis)


def comb_peak(x: ArrayLike, period: int, q: float, *, axis: int = 0) -> Array:
    """`mote::comb_peak`: rate / period and its multiples alone."""
    return _comb("comb_peak", x, period, q, axis)


def smoothing_of(*, seconds: float | None = None, hz: float | None = None, rate: float) -> float:
    """alpha of `mote::smoothing::time_constant(seconds, rate)` or `cutoff(hz, rate)`."""
    if (seconds is None) == (hz is None):
        raise ValueError("say seconds= or hz=, one of the two.")
    if not rate > 0 or (seconds is not None and not seconds >= 0):
        raise ValueError("a time is not below 0, and the sample rate above 0.")
    if hz is not None and not 0 < hz <= rate / 2:
        raise ValueError(f"a cutoff lies between 0 and half the sample rate; got {hz} of {rate}.")
    way = "time_constant" if hz is None else "cutoff"
    code = Code(
        ("mote/design/smoothing.hpp",),
        f"const double alpha = mote::smoothing::{way}(p[0], p[1]).alpha;",
        "y[0] = alpha;",
        "double",
    )
    _, found, _ = run(code, np.zeros((1, 1), np.int16), 1, [float(seconds or hz or 0), rate])
    return float(found[0, 0])


def _alpha(alpha: float) -> float:
    if not 2.0**-30 <= alpha <= 1:
        raise ValueError(f"alpha is from 2^-30 to 1; got {alpha}. smoothing_of gives it of a time.")
    return float(alpha)


def _comb(name: str, x: ArrayLike, period: int, q: float, axis: int) -> Array:
    if not q >= 2:
        raise ValueError(
            f"the teeth of a comb are at most half their distance wide: q >= 2, not {q}."
        )
    ready = (
        f"mote::{name}<sample, {whole(period, 'period')}> "
        "filter{mote::quantize<sample>(mote::comb_of_q(p[0]))};"
    )
    return filtered("comb", ready, x, axis=axis, numbers=[q])
