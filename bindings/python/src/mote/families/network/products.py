"""Operators that are sums of products: convolutions and fully connected layers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...arrays import Array, Ints
from .building import MOST_WEIGHTS, Builder, refuse, window
from .graph import Node, Tensor
from .integers import multiplier, rescaled
from .layers import Convolution, Dense, Depthwise, Window

MOST_START = {"int8": 2**31, "int16": 2**45}  # a bias, so that no sum leaves its integer


@dataclass(frozen=True)
class _Constants:
    """What each output begins with, and what it is multiplied with."""

    start: NDArray[Any]
    weights: NDArray[Any]
    factors: Ints
    shifts: Ints


def convolution(build: Builder, node: Node) -> None:
    value = build.placed(node, 0)
    weights = _weights(build, node, 4)
    channels, height, width, inputs = weights.shape
    if inputs != value.shape[2]:
        raise refuse(node, f"has groups: {inputs} of {value.shape[2]} channels a sum")
    shape, sides = window(node, height, width, value)
    held = _constants(build, node, weights, 0, (1, 2, 3), value.shape[2] * height * width)
    scale, zero = build.made(node)
    build.add(
        node,
        Convolution(
            node.name, (value.layer,), (*sides, channels), scale, zero, *build.clip(node),
            **vars(held), window=shape,
        ),
    )  # fmt: skip


def depthwise(build: Builder, node: Node) -> None:
    value = build.placed(node, 0)
    weights = _weights(build, node, 4)
    one, height, width, channels = weights.shape
    if one != 1 or channels % value.shape[2]:
        raise refuse(node, f"has weights {list(weights.shape)} for {value.shape[2]} channels")
    if node.options["multiplier"] not in (0, channels // value.shape[2]):
        raise refuse(node, f"has multiplier {node.options['multiplier']} and {channels} weights")
    shape, sides = window(node, height, width, value)
    held = _constants(build, node, weights, 3, (0, 1, 2), height * width)
    scale, zero = build.made(node)
    out = (node.name, (value.layer,), (*sides, channels), scale, zero, *build.clip(node))
    if value.shape[2] == 1 < channels:  # a convolution, whose sums go faster
        numbers = {**vars(held), "weights": held.weights.transpose(3, 1, 2, 0)}
        build.add(node, Convolution(*out, **numbers, window=shape))
        return
    numbers = {**vars(held), "weights": held.weights[0]}
    multiplier = channels // value.shape[2]
    build.add(node, Depthwise(*out, **numbers, window=shape, multiplier=multiplier))


def dense(build: Builder, node: Node) -> None:
    value = build.unpadded(node, 0)
    weights = _weights(build, node, 2)
    outputs, inputs = weights.shape
    height, width, channels = value.shape
    if node.options["format"] != 0:
        raise refuse(node, "has weights in the order of one processor: export it again")
    held = _constants(build, node, weights, 0, (1,), inputs)
    scale, zero = build.made(node)
    clip = build.clip(node)
    if inputs == height * width * channels:
        made = (1, 1, outputs)
        build.add(node, Dense(node.name, (value.layer,), made, scale, zero, *clip, **vars(held)))
        return
    if inputs != channels:
        raise refuse(node, f"has {inputs} weights a sum for {list(value.shape)}")
    value = build.placed(node, 0)  # one for each row and column: a window of 1 x 1
    numbers = {**vars(held), "weights": held.weights.reshape(outputs, 1, 1, inputs)}
    build.add(
        node,
        Convolution(
            node.name, (value.layer,), (height, width, outputs), scale, zero, *clip, **numbers,
            window=Window(1, 1),
        ),
    )  # fmt: skip


def _weights(build: Builder, node: Node, axes: int) -> Array:
    tensor = build.tensor(node, 1)
    wanted = "float32" if build.dtype == "float" else "int8"
    if tensor.dtype != wanted:
        raise refuse(
            node,
            f"has weights of {tensor.dtype} in a network of {build.dtype}: mote takes {wanted}"
            + (
                ", and no file of int8 weights and float activations ('dynamic range') yet: "
                "convert with a representative_dataset, or without optimizations"
                if build.dtype == "float"
                else ""
            ),
        )
    if tensor.data is None or tensor.data.ndim != axes or 0 in tensor.data.shape:
        raise refuse(node, f"has no constant weights of {axes} axes")
    build.weights += tensor.data.size
    if build.weights > MOST_WEIGHTS:
        raise refuse(node, f"has more weights, with those before it, than {MOST_WEIGHTS:,}")
    return tensor.data


def _constants(
    build: Builder, node: Node, weights: Array, axis: int, summed: tuple[int, ...], terms: int
) -> _Constants:
    """`axis`: of the weights, along which outputs are; `summed`: the others."""
    tensor = build.tensor(node, 1)
    outputs = weights.shape[axis]
    bias = build.constant(node, 2)
    if bias is None and len(node.inputs) > 2 and node.inputs[2] >= 0:
        raise refuse(node, "has a bias that is no constant")
    if bias is not None and bias.shape != (outputs,):
        raise refuse(node, f"has a bias {list(bias.shape)} for {outputs} outputs")
    if build.dtype == "float":
        start = np.zeros(outputs, np.float32) if bias is None else bias
        if start.dtype != np.float32 or not (
            np.isfinite(start).all() and np.isfinite(weights).all()
        ):
            raise refuse(node, "has a weight or a bias that is no finite float32")
        return _Constants(start, weights, np.zeros(0, np.int64), np.zeros(0, np.int64))
    _, zero = build.taken(node, 0)
    if bias is not None and bias.dtype not in (np.int32, np.int64):
        raise refuse(node, f"has a bias of {bias.dtype}")
    start = np.zeros(outputs, np.int64) if bias is None else bias.astype(np.int64)
    if (np.abs(start.astype(np.float64)) >= MOST_START[build.dtype]).any():
        raise refuse(node, f"has a bias beyond {MOST_START[build.dtype]:,}")
    wide = weights.astype(np.int64)
    start = start - zero * wide.sum(axis=summed)
    factors, shifts = _multipliers(build, node, tensor, axis, outputs)
    if build.dtype == "int8":
        flat = (factors == 0) | (np.abs(wide).sum(axis=summed) == 0)
        start, factors, shifts = _constant(build, node, flat, start, factors, shifts)
        if ((np.abs(start) + terms * 2**14) * 2.0 ** np.maximum(-shifts, 0) >= 2.0**30).any():
            raise refuse(node, "has sums that may reach 2^30, as far as the chip goes")
    return _Constants(start, weights, factors, shifts)


def _constant(
    build: Builder, node: Node, flat: Array, start: Ints, factors: Ints, shifts: Ints
) -> tuple[Ints, Ints, Ints]:
    """Where no input counts, numbers that are small: a multiplier of 1/4 of 4 times the output."""
    low, high = build.clip(node)
    zero = build.made(node)[1]
    out = np.clip(rescaled(start, factors, shifts), low - zero, high - zero).astype(np.int64)
    return (
        np.where(flat, 4 * out, start),
        np.where(flat, 2**30, factors),
        np.where(flat, 1, shifts),
    )


def _multipliers(
    build: Builder, node: Node, weights: Tensor, axis: int, outputs: int
) -> tuple[Ints, Ints]:
    """What a unit of each sum is, in units of the output."""
    given, made = build.taken(node, 0)[0], build.made(node)[0]
    scales = weights.scale.astype(np.float64)
    if len(scales) not in (1, outputs) or (weights.zero != 0).any():
        raise refuse(node, "has weights without a scale, or with a zero point that is not 0")
    if len(scales) > 1 and weights.axis != axis:
        raise refuse(node, f"has scales along axis {weights.axis} of its weights, not {axis}")
    if node.operator == "FULLY_CONNECTED" and len(scales) == 1:
        # The reference multiplies these two as floats.
        each = [float(np.float32(given) * weights.scale[0]) / made]
    else:
        each = [given * float(scale) / made for scale in scales]
    found = [multiplier(one) for one in each] * (outputs // len(each))
    if any(shift < -14 for _, shift in found):
        raise refuse(node, "has an output scale so small that every sum is beyond its range")
    factors, shifts = zip(*found)
    return np.array(factors, np.int64), np.array(shifts, np.int64)
