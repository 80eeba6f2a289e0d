"""Fourier transforms, and what is made of their bins."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from ..arrays import Array
from ..host.series import Code, rows_along, run
from ..host.types import NARROW, WIDE, samples
from .blocks import taper
from .scaled import Scaled, result

_COPIED = """mote::array<sample, {size}> block;
    for (size_t i = 0; i < {size}; ++i) block[i] = x[i];
    """
_BINS = """const mote::bins spectrum{transformed};
    for (size_t k = 0; k < spectrum.size(); ++k) {
      y[2 * k] = spectrum[k].re;
      y[2 * k + 1] = spectrum[k].im;
    }
    exponent[0] = transformed.exponent();"""
_COMPLEX = """mote::array<mote::complex<sample>, {size}> block;
    for (size_t i = 0; i < {size}; ++i) block[i] = {{x[2 * i], x[2 * i + 1]}};
    const auto transformed = mote::{verb}(mote::scaled{{
        mote::span<mote::complex<sample>, {size}>{{block}}, static_cast<int>(*p++)}});
    for (size_t i = 0; i < {size}; ++i) {{
      y[2 * i] = transformed[i].re;
      y[2 * i + 1] = transformed[i].im;
    }}
    exponent[0] = transformed.exponent();"""
_INVERSE = """mote::array<sample, {size}> block;
    for (size_t i = 2; i < {size}; ++i) block[i] = x[i];
    block[0] = x[0];
    block[1] = x[{size}];
    const auto made = mote::irfft(mote::scaled{{mote::span<sample, {size}>{{block}},
                                              static_cast<int>(*p++)}});
    for (size_t i = 0; i < {size}; ++i) y[i] = made[i];
    exponent[0] = made.exponent();"""


def rfft(x: ArrayLike, *, axis: int = -1) -> Array | Scaled:
    """`mote::rfft` of blocks of 8 to 8192 real samples, a power of two: numpy's bins, complex64; of
    int16 and int32 `Scaled` pairs.
    """
    rows, others = rows_along(samples(x, WIDE), axis)
    each = _COPIED.format(size=rows.shape[1]) + "const auto transformed = mote::rfft(block);\n    "
    code = Code(("mote/transform/rfft.hpp",), "", each + _BINS)
    _, y, exponents = run(code, rows, rows.shape[1] + 2)
    return result(y, exponents, others, axis, True)


def irfft(bins: ArrayLike | Scaled, *, axis: int = -1) -> Array | Scaled:
    """`mote::irfft` of bins as `rfft` gives them."""
    rows, others, exponents, axis = _pairs_along(bins, axis)
    size = rows.shape[1] - 2
    code = Code(("mote/transform/rfft.hpp",), "", _INVERSE.format(size=size))
    _, y, after = run(code, rows, size, exponents)
    return result(y, after, others, axis, False)


def fft(x: ArrayLike | Scaled, *, axis: int = -1) -> Array | Scaled:
    """`mote::fft` of complex64, or of `Scaled` pairs."""
    return _fft("fft", x, axis)


def ifft(x: ArrayLike | Scaled, *, axis: int = -1) -> Array | Scaled:
    """`mote::ifft`, divided by the length."""
    return _fft("ifft", x, axis)


def power_spectrum(x: ArrayLike, *, axis: int = -1) -> Array | Scaled:
    """`mote::power_spectrum` of the rfft of blocks; of int16 `Scaled` uint32."""
    return _powers("power_spectrum", "uint32", x, axis)


def magnitude_spectrum(x: ArrayLike, *, axis: int = -1) -> Array | Scaled:
    """`mote::magnitude_spectrum` of the rfft of blocks; of int16 `Scaled` uint16."""
    return _powers("magnitude_spectrum", "uint16", x, axis)


def power_to_db(
    power: ArrayLike | Scaled,
    ref: float = 1.0,
    amin: float = 1e-10,
    top_db: float | None = 80.0,
    *,
    axis: int = -1,
) -> Array:
    """`mote::power_to_db` of each block, as librosa.power_to_db: float32 dB; of `Scaled` powers of
    int16 samples int16, dB * 256.
    """
    if not amin > 0 or not ref > 0:
        raise ValueError(f"ref and amin must be above 0; got {ref} and {amin}.")
    numbers = [ref, amin, -1.0 if top_db is None else top_db]
    if isinstance(power, Scaled):
        axis = power.block_axis
        rows, others = rows_along(power.values, axis)
        of, output, exponents = "int16_t", "int16", power.exponent.ravel()
    else:
        rows, others = rows_along(samples(power, ("float",), "power"), axis)
        of, output, exponents = "float", "float", np.zeros(len(rows))
    size = rows.shape[1]
    code = Code(
        ("mote/transform/spectrum.hpp",),
        f"const mote::power_to_db<{of}> level{{p[0], p[1], p[2]}};\n  p += 3;",
        f"level.process(mote::scaled{{mote::span<const sample, {size}>{{x}}, "
        f"static_cast<int>(*p++)}}, mote::span<result, {size}>{{y}});",
        output,
    )
    _, y, _ = run(code, rows, size, [*numbers, *exponents])
    return np.moveaxis(y.reshape(*others, size), -1, axis)


def stft(
    x: ArrayLike, length: int, hop: int | None = None, window: str | float = "hann"
) -> Array | Scaled:
    """`mote::stft` along the last axis: bins of shape (..., frames, length / 2 + 1), frame i from
    sample i * hop on, as librosa.stft(center=False).T. `hop` is length // 4 unless it is said.
    """
    rows, others = rows_along(samples(x, WIDE), -1)
    hop = length // 4 if hop is None else hop
    frames = max(0, 1 + (rows.shape[1] - length) // hop) if length > 0 and hop > 0 else 0
    each = f"""mote::stft<sample, {length}, {hop}, taper> spectra;
    mote::span<const sample> rest{{x, n}};
    result* to = y;
    for (size_t frame = 0; spectra.push(rest); ++frame) {{
      const auto transformed = spectra.frame();
      const mote::bins spectrum{{transformed}};
      for (size_t k = 0; k < spectrum.size(); ++k) {{
        *to++ = spectrum[k].re;
        *to++ = spectrum[k].im;
      }}
      exponent[frame] = transformed.exponent();
    }}"""
    code = Code(("mote/transform/stft.hpp",), "", each, "", taper(window, length))
    _, y, exponents = run(code, rows, frames * (length + 2), (), frames)
    return result(y.reshape(len(rows) * frames, length + 2), exponents, (*others, frames), -1, True)


def _fft(verb: str, x: ArrayLike | Scaled, axis: int) -> Array | Scaled:
    rows, others, exponents, axis = _pairs_along(x, axis)
    each = _COMPLEX.format(size=rows.shape[1] // 2, verb=verb)
    _, y, after = run(Code(("mote/transform/fft.hpp",), "", each), rows, rows.shape[1], exponents)
    return result(y, after, others, axis, True)


def _powers(verb: str, whole: str, x: ArrayLike, axis: int) -> Array | Scaled:
    rows, others = rows_along(samples(x, NARROW), axis)
    bins = rows.shape[1] // 2 + 1
    each = _COPIED.format(size=rows.shape[1]) + (
        f"exponent[0] = mote::{verb}(mote::bins(mote::rfft(block)), "
        f"mote::span<result, {bins}>{{y}}).exponent();"
    )
    output = "" if rows.dtype == np.float32 else whole
    _, y, exponents = run(Code(("mote/transform/spectrum.hpp",), "", each, output), rows, bins)
    return result(y, exponents, others, axis, False)


def _pairs_along(
    given: ArrayLike | Scaled, axis: int
) -> tuple[Array, tuple[int, ...], Sequence[float], int]:
    """Rows of re, im, re, im, ..., and the exponent of each."""
    if isinstance(given, Scaled):
        if not given.pairs:
            raise ValueError("these are no complex numbers: pass what rfft or fft returned.")
        parts = [rows_along(given.values[..., i], given.block_axis) for i in (0, 1)]
        rows = np.stack([part for part, _ in parts], -1)
        return (
            rows.reshape(len(rows), -1),
            parts[0][1],
            given.exponent.ravel().tolist(),
            given.block_axis,
        )
    x = np.asarray(given)
    if x.dtype != np.complex64:
        raise ValueError(
            f"expected complex64, or Scaled pairs of integers; got {x.dtype}: use "
            "x.astype(np.complex64)."
        )
    rows, others = rows_along(x, axis)
    pairs = samples(np.ascontiguousarray(rows).view(np.float32), ("float",))
    return pairs, others, [0.0] * len(rows), axis
