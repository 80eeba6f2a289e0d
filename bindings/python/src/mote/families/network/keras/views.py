"""Layers that look at windows without weights, or only name the same numbers otherwise."""

from __future__ import annotations

import math

import numpy as np

from .making import Given, Making, Shape
from .products import channels_last, count

VALID = 1


def pool(making: Making, given: Given, at: int) -> int:
    axes = 1 if given.kind.endswith("1D") else 2
    channels_last(making, given, at, axes)
    window = given.sides("pool_size", axes, 2)
    stride = given.sides("strides", axes, list(window)[2 - axes :])
    padding = given.text("padding", "valid", ("valid", "same"))
    shape = making.shape(at)
    made = (*count(shape, axes, window, stride, (1, 1), padding), shape[-1])
    operator = "AVERAGE_POOL_2D" if given.kind.startswith("Average") else "MAX_POOL_2D"
    return making.node(
        operator, given, [at], (1, *made), padding=int(padding == "valid"), stride_h=stride[0],
        stride_w=stride[1], height=window[0], width=window[1], activation=0,
    )  # fmt: skip


def _kept(given: Given, axes: int, channels: int) -> Shape:
    """What is left of all rows and columns."""
    return (1,) * axes + (1, channels) if given.flag("keepdims", False) else (1, channels)


def global_average(making: Making, given: Given, at: int) -> int:
    axes = 1 if given.kind.endswith("1D") else 2
    channels_last(making, given, at, axes)
    along = making.constant(np.arange(1, axes + 1), given)
    return making.node("MEAN", given, [at, along], _kept(given, axes, making.shape(at)[-1]))


def global_max(making: Making, given: Given, at: int) -> int:
    axes = 1 if given.kind.endswith("1D") else 2
    channels_last(making, given, at, axes)
    shape = making.shape(at)
    height, width = (1, shape[1]) if axes == 1 else shape[1:3]
    made = (1,) * (axes + 1) + shape[-1:]
    out = making.node(
        "MAX_POOL_2D", given, [at], made, padding=VALID, stride_h=1, stride_w=1, height=height,
        width=width, activation=0,
    )  # fmt: skip
    return _named(making, given, out, _kept(given, axes, shape[-1]))


def _named(making: Making, given: Given, at: int, shape: Shape) -> int:
    """The same numbers in another shape."""
    if making.shape(at) == shape:
        return at
    return making.node("RESHAPE", given, [at], shape, "shape")


def flatten(making: Making, given: Given, at: int) -> int:
    return _named(making, given, at, (1, math.prod(making.shape(at))))


def reshape(making: Making, given: Given, at: int) -> int:
    target, size = given.get("target_shape"), math.prod(making.shape(at))
    whole = isinstance(target, (list, tuple)) and all(
        isinstance(n, int) and not isinstance(n, bool) and (n == -1 or n > 0) for n in target
    )
    if not whole or not 1 <= len(target) <= 3 or list(target).count(-1) > 1:
        raise given.refuse(f"has target_shape {target!r:.60}, and 1 to 3 numbers were expected")
    known = math.prod(n for n in target if n != -1)
    shape = tuple(size // known if n == -1 else n for n in target)
    if math.prod(shape) != size:
        raise given.refuse(f"makes {list(target)} of {list(making.shape(at)[1:])}")
    return _named(making, given, at, (1, *shape))


def zero_padding(making: Making, given: Given, at: int) -> int:
    axes = 1 if given.kind.endswith("1D") else 2
    channels_last(making, given, at, axes)
    held = given.get("padding", 1)
    each = [held] * axes if isinstance(held, int) else held
    if axes == 1 and isinstance(each, (list, tuple)) and len(each) == 2:
        each = [each]
    rows = []
    for one in each if isinstance(each, (list, tuple)) else ():
        pair = [one, one] if isinstance(one, int) else one
        if not isinstance(pair, (list, tuple)) or len(pair) != 2:
            break
        rows.append(list(pair))
    if len(rows) != axes or not all(isinstance(n, int) and 0 <= n <= 255 for r in rows for n in r):
        raise given.refuse(f"has padding {held!r:.60}, and numbers of 0 to 255 were expected")
    shape = making.shape(at)
    return pad(making, given, at, [[0, 0], *rows, [0, 0]], shape)


def pad(making: Making, given: Given, at: int, rows: list[list[int]], shape: Shape) -> int:
    made = tuple(n + sum(row) for n, row in zip(shape, rows))
    return making.node("PAD", given, [at, making.constant(np.array(rows), given)], made, "padding")
