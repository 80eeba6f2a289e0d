"""Windows of blocks, cosine transforms, one frequency."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, DTypeLike

from ..arrays import Array
from ..host.series import Code, along, rows_along, run
from ..host.types import NARROW, SIGNED, WIDE, samples
from .scaled import Scaled, result

SHAPES = ("rectangular", "hann", "hamming", "blackman", "blackman_harris", "flat_top")
_DCT = "const mote::dct<sample, {}, {}, mote::dct_norm::{}> transform{{}};"


def window(
    shape: str | float, size: int, dtype: DTypeLike = np.float32, *, symmetric: bool = False
) -> Array:
    """The points of `mote::window`: scipy's get_window, of floats or of int16 and int32, where 1.0
    is the largest. `shape` is one of the names, or the beta of a Kaiser window.
    """
    like = samples(np.zeros((1, 1), dtype), WIDE, "dtype")
    code = Code(
        ("mote/transform/window.hpp",),
        "",
        "for (size_t i = 0; i < m; ++i) y[i] = taper[i];",
        "",
        taper(shape, size, symmetric=symmetric),
    )
    points: Array = run(code, like, size)[1][0]
    return points


def apply_window(x: ArrayLike, shape: str | float = "hann", *, axis: int = -1) -> Array:
    """Blocks times `mote::window`, periodic; rounded half up in integers."""
    rows, others = rows_along(samples(x, WIDE), axis)
    size = rows.shape[1]
    each = f"taper.process(mote::span<const sample, {size}>{{x}}, mote::span<sample, {size}>{{y}});"
    code = Code(("mote/transform/window.hpp",), "", each, "", taper(shape, size))
    return along(run(code, rows, size)[1], others, axis)


def dct(
    x: ArrayLike, coefficients: int | None = None, norm: str | None = "ortho", *, axis: int = -1
) -> Array | Scaled:
    """The first coefficients of `mote::dct`: scipy.fft.dct(x, norm=norm), of int16 `Scaled`."""
    rows, others = rows_along(samples(x, NARROW), axis)
    size = rows.shape[1]
    count = size if coefficients is None else coefficients
    each = (
        f"transform.process(mote::span<const sample, {size}>{{x}}, "
        f"mote::span<sample, {count}>{{y}});\n    exponent[0] = transform.exponent;"
    )
    ready = _DCT.format(size, count, _norm(norm))
    _, y, exponents = run(Code(("mote/transform/dct.hpp",), ready, each), rows, count)
    return result(y, exponents, others, axis, False)


def idct(
    x: ArrayLike | Scaled, size: int | None = None, norm: str | None = "ortho", *, axis: int = -1
) -> Array:
    """`mote::dct::inverse` to `size` samples, of coefficients as `dct` gives them; those that are
    missing are 0.
    """
    values = x.values if isinstance(x, Scaled) else np.asarray(x)
    axis = x.block_axis if isinstance(x, Scaled) else axis
    rows, others = rows_along(samples(values, NARROW), axis)
    count = rows.shape[1]
    size = count if size is None else size
    spans = f"mote::span<const sample, {count}>{{x}}, mote::span<sample, {size}>{{y}}"
    each = f"transform.inverse({spans});"
    code = Code(("mote/transform/dct.hpp",), _DCT.format(size, count, _norm(norm)), each)
    return along(run(code, rows, size)[1], others, axis)


def goertzel(x: ArrayLike, frequency: float, rate: float, *, axis: int = -1) -> Array | Scaled:
    """`mote::goertzel_bin` of blocks: the sum of x[n] exp(-2 pi i n frequency / rate) of each,
    complex64; of integers one `Scaled` pair.
    """
    if not 0 <= frequency <= rate / 2:
        raise ValueError(f"the frequency lies between 0 and rate / 2; got {frequency} of {rate}.")
    rows, others = rows_along(samples(x, SIGNED), axis)
    size = rows.shape[1]
    each = f"""const auto value = bin.value(mote::span<const sample, {size}>{{x}});
    y[0] = value.re;
    y[1] = value.im;
    exponent[0] = -bin.fraction_bits;"""
    code = Code(
        ("mote/transform/goertzel.hpp",),
        f"const mote::goertzel_bin<sample, {size}> bin{{p[0], p[1]}};",
        each,
        "" if rows.dtype == np.float32 else "int64",
    )
    _, y, exponents = run(code, rows, 2, [frequency, rate])
    if y.dtype == np.float32:
        return y.view(np.complex64).reshape(others)
    return Scaled(y.reshape(*others, 2), exponents.reshape(others), None, True)


def taper(shape: str | float, size: int, *, symmetric: bool = False) -> str:
    """C++ of a constant `taper`, a window of samples."""
    if isinstance(shape, str):
        if shape not in SHAPES:
            raise ValueError(
                f"a window is one of {', '.join(SHAPES)}, or the beta of Kaiser's; got {shape!r}."
            )
        curve = shape
    elif not shape >= 0:
        raise ValueError(f"the beta of Kaiser's window is 0 or more; got {shape}.")
    else:
        curve = f"kaiser({float(shape)!r})"
    ends = "symmetric" if symmetric else "periodic"
    return (
        f"inline constexpr mote::window<sample, {size}, mote::window_ends::{ends}> "
        f"taper{{mote::windows::{curve}}};"
    )


def _norm(norm: str | None) -> str:
    if norm not in ("ortho", None):
        raise ValueError(f"norm is 'ortho' or None, as scipy's; got {norm!r}.")
    return norm or "none"
