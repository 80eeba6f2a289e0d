"""Runs a network in numpy: integers to the bits that every core must answer, floats in doubles."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from ...arrays import Array, Floats
from . import curves, integers, wide
from .layers import (
    Add,
    Concatenate,
    Convolution,
    Dense,
    Depthwise,
    Layer,
    Mean,
    Multiply,
    Network,
    Pool,
    Products,
    Reshape,
    Softmax,
    Table,
    Unary,
    Window,
)
from .recent import Part, Recent, run_part, run_recent


def run(network: Network, rows: Array) -> Array:
    """What the last layer gives for samples in the network's own numbers, a row each. Of a network
    that remembers they are calls in the order of time.
    """
    return every(network, rows)[-1].reshape(len(rows), -1)


def every(network: Network, rows: Array) -> list[Array]:
    """What each layer gives, (samples, height, width, channels)."""
    kind = np.float64 if network.dtype == "float" else np.int64
    found = [rows.astype(kind).reshape(len(rows), *network.input.shape)]
    for layer in network.layers[1:]:
        given = [found[at] for at in layer.inputs]
        zeros = [network.layers[at].zero for at in layer.inputs]
        found.append(_RUN[type(layer)](network.dtype, layer, given, zeros))
    return found


def _products(dtype: str, layer: Products, sums: Array) -> Array:
    """What the sums of a layer become; `sums` are without the start."""
    if dtype == "float":
        return _clipped(layer, sums + layer.start.astype(np.float64))
    rule = integers.rescaled if dtype == "int8" else integers.rescaled_wide
    whole = np.rint(sums).astype(np.int64) + layer.start
    return _clipped(layer, rule(whole, layer.factors, layer.shifts) + layer.zero)


def _clipped(layer: Layer, x: Array) -> Array:
    return np.asarray(np.clip(x, layer.lowest, layer.highest))


def _windows(x: Array, window: Window, sides: tuple[int, ...], fill: float) -> Array:
    """(samples, rows, columns, height, width, channels): what each output looks at, where what is
    beyond the edge is `fill`.
    """
    reach = [
        (count - 1) * stride + (side - 1) * dilation + 1
        for count, stride, side, dilation in zip(
            sides, window.stride, (window.height, window.width), window.dilation
        )
    ]
    held = np.full((len(x), *reach, x.shape[3]), fill, x.dtype)
    (top, left), (height, width) = window.padding, x.shape[1:3]
    height, width = min(height, reach[0] - top), min(width, reach[1] - left)
    held[:, top : top + height, left : left + width] = x[:, :height, :width]
    s, h, w, c = held.strides
    (down, right), (y, z) = window.stride, window.dilation
    return np.lib.stride_tricks.as_strided(
        held,
        (len(x), *sides, window.height, window.width, x.shape[3]),
        (s, h * down, w * right, h * y, w * z, c),
        writeable=False,
    )


def _convolution(dtype: str, layer: Convolution, given: list[Array], zeros: list[int]) -> Array:
    looked = _windows(given[0], layer.window, layer.shape[:2], zeros[0]).astype(np.float64)
    return _products(dtype, layer, np.tensordot(looked, layer.weights.astype(np.float64),
                                                ((3, 4, 5), (1, 2, 3))))  # fmt: skip


def _depthwise(dtype: str, layer: Depthwise, given: list[Array], zeros: list[int]) -> Array:
    looked = _windows(given[0], layer.window, layer.shape[:2], zeros[0]).astype(np.float64)
    sums = np.zeros((len(looked), *layer.shape))
    for y in range(layer.window.height):
        for x in range(layer.window.width):
            wide_ = np.repeat(looked[:, :, :, y, x], layer.multiplier, axis=-1)
            sums += wide_ * layer.weights[y, x].astype(np.float64)
    return _products(dtype, layer, sums)


def _dense(dtype: str, layer: Dense, given: list[Array], zeros: list[int]) -> Array:
    rows = given[0].reshape(len(given[0]), -1).astype(np.float64)
    sums = rows @ layer.weights.astype(np.float64).T
    return _products(dtype, layer, sums).reshape(len(rows), *layer.shape)


def _pool(dtype: str, layer: Pool, given: list[Array], zeros: list[int]) -> Array:
    real = _windows(given[0].astype(np.float64), layer.window, layer.shape[:2], np.nan)
    if not layer.average:
        out = np.nanmax(real, axis=(3, 4))
        return _clipped(layer, out if dtype == "float" else out.astype(np.int64))
    if dtype == "float":
        return _clipped(layer, np.nanmean(real, axis=(3, 4)))
    total = np.nansum(real, axis=(3, 4)).astype(np.int64)
    count = (~np.isnan(real)).sum(axis=(3, 4))
    return _clipped(layer, np.sign(total) * ((np.abs(total) + count // 2) // count))


def _mean(dtype: str, layer: Mean, given: list[Array], zeros: list[int]) -> Array:
    if dtype == "float":
        return np.asarray(given[0].mean(axis=(1, 2), keepdims=True))
    total = (given[0] - zeros[0]).sum(axis=(1, 2), keepdims=True)
    return _clipped(layer, integers.rescaled(total, layer.factor, layer.shift) + layer.zero)


def _add(dtype: str, layer: Add, given: list[Array], zeros: list[int]) -> Array:
    if dtype == "float":
        return _clipped(layer, given[0] - given[1] if layer.minus else given[0] + given[1])
    bits = 20 if dtype == "int8" else 15
    (f, g, h), (i, j, k) = layer.factors, layer.shifts
    first = integers.rescaled((given[0] - zeros[0]) << bits, f, i)
    second = integers.rescaled((given[1] - zeros[1]) << bits, g, j)
    total = first - second if layer.minus else first + second
    return _clipped(layer, integers.rescaled(total, h, k) + layer.zero)


def _multiply(dtype: str, layer: Multiply, given: list[Array], zeros: list[int]) -> Array:
    both = (given[0] - zeros[0]) * (given[1] - zeros[1])
    if dtype == "float":
        return _clipped(layer, both)
    return _clipped(layer, integers.rescaled(both, layer.factor, layer.shift) + layer.zero)


def _concatenate(dtype: str, layer: Concatenate, given: list[Array], zeros: list[int]) -> Array:
    return np.concatenate(given, axis=-1)


def _reshape(dtype: str, layer: Reshape, given: list[Array], zeros: list[int]) -> Array:
    return given[0].reshape(len(given[0]), *layer.shape)


def _table(dtype: str, layer: Table, given: list[Array], zeros: list[int]) -> Array:
    return np.asarray(layer.values.astype(np.int64)[given[0] + 128])


def _softmax(dtype: str, layer: Softmax, given: list[Array], zeros: list[int]) -> Array:
    if dtype == "int8":
        return integers.softmax(given[0], layer.factor, layer.shift, layer.least)
    if dtype == "int16":
        return wide.softmax(given[0], layer.factor, layer.shift)
    return softmax(given[0] * layer.beta)


def _unary(dtype: str, layer: Unary, given: list[Array], zeros: list[int]) -> Array:
    if dtype == "int16":
        return _clipped(layer, wide.unary(layer.function, layer.numbers, given[0]))
    return _clipped(layer, _FLOAT[layer.function](given[0], *layer.numbers))


def softmax(x: Floats) -> Floats:
    """Along the last axis, in doubles."""
    power = np.exp(x - x.max(axis=-1, keepdims=True))
    return np.asarray(power / power.sum(axis=-1, keepdims=True))


_FLOAT: dict[str, Callable[..., Floats]] = {
    "relu": lambda x: np.maximum(x, 0.0),
    "leaky": lambda x, alpha: np.where(x < 0.0, x * alpha, x),
    "logistic": curves.logistic,
    "tanh": np.tanh,
    **curves.CURVES,
}

_RUN: dict[type, Callable[[str, Any, list[Array], list[int]], Array]] = {
    Convolution: _convolution,
    Depthwise: _depthwise,
    Dense: _dense,
    Pool: _pool,
    Mean: _mean,
    Add: _add,
    Multiply: _multiply,
    Concatenate: _concatenate,
    Reshape: _reshape,
    Table: _table,
    Softmax: _softmax,
    Unary: _unary,
    Recent: run_recent,
    Part: run_part,
}
