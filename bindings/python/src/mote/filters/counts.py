"""Samples of one number type as those of another."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, DTypeLike

from ..arrays import Array
from ..host.series import Code, along, rows_along, run
from ..host.types import ALL, name_of, samples
from .common import filtered, whole


def convert(x: ArrayLike, dtype: DTypeLike) -> Array:
    """`mote::convert<To>`: full scale stays full scale, 1.0 is 32768 is 128; saturated."""
    to = _type(dtype)
    each = (
        "mote::convert<sample, result>(mote::span<const sample>{x, n}, mote::span<result>{y, m});"
    )
    rows, others = rows_along(samples(x, ALL), -1)
    _, y, _ = run(Code(("mote/filter/convert.hpp",), "", each, to), rows, rows.shape[1])
    return along(y, others, -1)


def linear_map(
    x: ArrayLike, scale: float, offset: float = 0, dtype: DTypeLike | None = None
) -> Array:
    """`mote::linear_map`: scale * x + offset, rounded half up and saturated in integers."""
    given = samples(x, ALL)
    to = _type(given.dtype if dtype is None else dtype)
    if not (abs(scale) < 2**30 and abs(offset) <= 2**31):
        raise ValueError(
            f"the scale is below 2^30 and the offset at most 2^31; got {scale} and {offset}."
        )
    return filtered(
        "linear_map",
        "const mote::linear_map<sample, result> filter{p[0], p[1]};",
        given,
        ALL,
        axis=-1,
        reset="",
        numbers=[scale, offset],
        output=to,
    )


def pdm(bits: ArrayLike, factor: int = 64, *, lsb_first: bool = False, axis: int = 0) -> Array:
    """`mote::pdm_decimator`: bytes of eight bits of a digital microphone to int16, one of each
    `factor` bits.
    """
    each_sample = whole(factor, "factor") // 8
    rows, others = rows_along(samples(bits, ("uint8",), "bits"), axis)
    if each_sample == 0 or rows.shape[1] % each_sample:
        raise ValueError(
            f"a sample takes {each_sample} bytes; got {rows.shape[1]}: leave out the last of them."
        )
    order = "lsb_first" if lsb_first else "msb_first"
    code = Code(
        ("mote/filter/pdm.hpp",),
        f"mote::pdm_decimator<{factor}, mote::bit_order::{order}> filter{{}};",
        "filter.reset();\n    "
        "filter.process(mote::span<const uint8_t>{x, n}, mote::span<int16_t>{y, m});",
        "int16",
    )
    _, y, _ = run(code, rows, rows.shape[1] // each_sample)
    return along(y, others, axis)


def _type(dtype: DTypeLike) -> str:
    found = name_of(dtype)
    if found is None:
        raise ValueError(
            "a chip has float32, int8, int16, int32, uint8 and uint16 samples; got "
            f"{np.dtype(dtype)}."
        )
    return found
