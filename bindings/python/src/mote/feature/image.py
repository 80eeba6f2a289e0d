"""Pictures as a chip makes them of the lines of its camera."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from ..arrays import Array
from ..host.series import Code, run
from ..host.types import ALL, samples

_PIXELS = {
    "grey": 1,
    "rgb888": 3,
    "rgb565_big": 2,
    "rgb565_little": 2,
    "yuyv": 2,
    "uyvy": 2,
}
_WAYS = ("box", "bilinear")


def downscale(pictures: ArrayLike, height: int, width: int, *, way: str = "box") -> Array:
    """`mote::image::box_downscale`, or with way="bilinear" `bilinear_downscale`, of pictures of
    shape (..., height, width, channels), whose channels are there even where they are one.
    """
    given = samples(pictures, tuple(kind for kind in ALL if kind != "int32"), "pictures")
    if given.ndim < 3:
        raise ValueError(
            "pictures must have shape (..., height, width, channels), and grey ones 1 channel; got "
            f"{given.shape}."
        )
    if way not in _WAYS:
        raise ValueError(f"way is 'box' or 'bilinear'; got {way!r}.")
    shape = given.shape[-3:]
    if min(shape) < 1 or not (1 <= height <= shape[0] and 1 <= width <= shape[1]):
        raise ValueError(
            f"a picture is made smaller, or stays as it is: {shape[0]} x {shape[1]} becomes at "
            f"least 1 x 1 and at most that; got {height} x {width}."
        )
    small = (height, width, shape[2])
    down = f"mote::image::{way}_downscale<sample, {_shape(shape)}, {_shape(small)}>"
    each = (
        f"down.process(mote::span<const sample, {_size(shape)}>{{x}}, "
        f"mote::span<sample, {_size(small)}>{{y}});"
    )
    includes = (f"mote/feature/image/{way}_downscale.hpp", "mote/nn/network/shape.hpp")
    code = Code(includes, f"{down} down;", each)
    _, y, _ = run(code, given.reshape(-1, _size(shape)), _size(small))
    return y.reshape(*given.shape[:-3], *small)


def grey(lines: ArrayLike, pixels: str = "rgb888") -> Array:
    """`mote::image::to_grey` of bytes along the last axis: a byte a pixel."""
    rows, count = _lines(lines, pixels)
    return _turned("to_grey", pixels, rows, count)


def rgb(lines: ArrayLike, pixels: str = "rgb565_big") -> Array:
    """`mote::image::to_rgb` of bytes along the last axis: an axis of red, green and blue more."""
    rows, count = _lines(lines, pixels)
    found = _turned("to_rgb", pixels, rows, 3 * count)
    return found.reshape(*found.shape[:-1], count, 3)


def _lines(lines: ArrayLike, pixels: str) -> tuple[Array, int]:
    given = samples(lines, ("uint8",), "lines")
    if pixels not in _PIXELS:
        raise ValueError(f"pixels is one of {', '.join(_PIXELS)}; got {pixels!r}.")
    size = given.shape[-1] if given.ndim else 0
    whole = 4 if pixels in ("yuyv", "uyvy") else _PIXELS[pixels]
    if size == 0 or size % whole:
        raise ValueError(f"a line of {pixels} has a multiple of {whole} bytes; got {size}.")
    return given, size // _PIXELS[pixels]


def _turned(verb: str, pixels: str, lines: Array, results: int) -> Array:
    each = (
        f"mote::image::{verb}<mote::image::pixels::{pixels}>(mote::span<const uint8_t>{{x, n}}, "
        "mote::span<uint8_t>{y, m});"
    )
    code = Code(("mote/feature/image/pixels.hpp",), "", each)
    _, y, _ = run(code, lines.reshape(-1, lines.shape[-1]), results)
    return y.reshape(*lines.shape[:-1], results)


def _shape(shape: tuple[int, ...]) -> str:
    return f"mote::nn::shape<{', '.join(map(str, shape))}>"


def _size(shape: tuple[int, ...]) -> int:
    return int(np.prod(shape))
