"""Integers with the exponent that a block of them shares, as mote::scaled has them."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ..arrays import Array
from ..host.series import along


class Scaled(NamedTuple):
    """Blocks of integers, each worth `values * 2.0 ** exponent`. Complex numbers are pairs: values
    has one axis more, of re and im.
    """

    values: Array
    exponent: Array  # int32, of the shape of values without the axis of the block (and of pairs)
    axis: int | None  # of the block; None: there is but one number
    pairs: bool = False

    @property
    def real(self) -> Array:
        """What they are worth: float64, or complex128 of pairs."""
        worth = self.values.astype(np.float64)
        if self.pairs:
            worth = worth[..., 0] + 1j * worth[..., 1]
        exponent = self.exponent
        return np.asarray(
            worth * 2.0 ** (exponent if self.axis is None else np.expand_dims(exponent, self.axis))
        )

    @property
    def block_axis(self) -> int:
        """The axis of the block, for what takes blocks."""
        if self.axis is None:
            raise ValueError("this is one number, and no block of them.")
        return self.axis


def as_pairs(y: Array) -> Array:
    """Rows of re, im, re, im, ... as rows of pairs."""
    return y.reshape(*y.shape[:-1], y.shape[-1] // 2, 2)


def result(
    y: Array, exponents: Array, others: tuple[int, ...], axis: int, pairs: bool
) -> Array | Scaled:
    """Rows of results along an axis: complex64 or float32 of floats, else `Scaled`."""
    ndim = len(others) + 1
    at = axis % ndim
    if y.dtype == np.float32:
        return along(y.view(np.complex64) if pairs else y, others, axis)
    exponent = exponents.reshape(others)
    if not pairs:
        return Scaled(along(y, others, at), exponent, at)
    split = as_pairs(y)
    both = np.stack([along(np.ascontiguousarray(split[..., i]), others, at) for i in (0, 1)], -1)
    return Scaled(both, exponent, at, True)
