"""Layers with weights, and those that only scale and shift channels."""

from __future__ import annotations

from typing import Any

import numpy as np

from ....arrays import Array, Floats
from .functions import of_option
from .making import Given, Making, Shape

_PADDINGS = ("valid", "same")


def channels_last(making: Making, given: Given, at: int, axes: int) -> None:
    """Raises where channels come first, or the input has other axes."""
    given.text("data_format", "channels_last", ("channels_last",))
    shape = making.shape(at)
    if len(shape) != axes + 2:
        raise given.refuse(f"takes {axes + 1} axes, and its input has shape {list(shape[1:])}")


def count(
    shape: Shape, axes: int, window: Shape, stride: Shape, dilation: Shape, padding: str
) -> Shape:
    """Rows and columns of what a window makes, or only columns of a sequence."""
    made = []
    for i in range(2 - axes, 2):
        given, reach = shape[i + axes - 1], (window[i] - 1) * dilation[i] + 1
        kept = given if padding == "same" else max(given - reach + 1, 0)
        made.append(-(-kept // stride[i]))
    return tuple(made)


def dense(making: Making, given: Given, at: int) -> int:
    units, shape = given.integer("units"), making.shape(at)
    held = _arrays(given, (shape[-1], units), bias=units)
    if len(shape) > 4:
        raise given.refuse(f"takes an input of shape {list(shape[1:])}")
    inputs = [at, *(making.constant(one, given) for one in (held[0].T, *held[1:]))]
    made = (*shape[:-1], units)
    out = making.node("FULLY_CONNECTED", given, inputs, made, activation=0, format=0)
    return of_option(making, given, out)


def _arrays(given: Given, *shapes: Shape, bias: int) -> list[Array]:
    """Kernels of these shapes, and a bias of so many where it is used."""
    more: list[Shape] = [(bias,)] if given.flag("use_bias", True) else []
    return given.weights(*shapes, *more)


def _geometry(making: Making, given: Given, at: int) -> tuple[int, dict[str, Any], int]:
    """The input, padded before where that is causal; window, stride and dilation; axes."""
    axes = 1 if given.kind.endswith("1D") else 2
    channels_last(making, given, at, axes)
    window = given.sides("kernel_size", axes)
    held: dict[str, Any] = {
        "window": window,
        "stride": given.sides("strides", axes, 1),
        "dilation": given.sides("dilation_rate", axes, 1),
        "padding": given.text("padding", "valid", _PADDINGS + ("causal",) * (axes == 1)),
    }
    if held["padding"] == "causal":
        before, shape = (window[1] - 1) * held["dilation"][1], making.shape(at)
        rows = making.constant(np.array([[0, 0], [before, 0], [0, 0]]), given)
        made = (1, shape[1] + before, shape[2])
        if before:
            at = making.node("PAD", given, [at, rows], made, "padding")
        held["padding"] = "valid"
    return at, held, axes


def _window(
    making: Making, given: Given, operator: str, inputs: list[int], channels: int, axes: int,
    held: dict[str, Any], part: str = "", **options: Any,
) -> int:  # fmt: skip
    sides = count(making.shape(inputs[0]), axes, **held)
    (down, right), (y, z), valid = held["stride"], held["dilation"], held["padding"] == "valid"
    return making.node(
        operator, given, inputs, (1, *sides, channels), part, stride_h=down, stride_w=right,
        dilation_h=y, dilation_w=z, padding=int(valid), activation=0, **options,
    )  # fmt: skip


def _shaped(held: dict[str, Any], axes: int, *more: int) -> Shape:
    """A kernel of the file: one axis where the layer has one."""
    return (*held["window"][2 - axes :], *more)


def convolution(making: Making, given: Given, at: int) -> int:
    at, held, axes = _geometry(making, given, at)
    channels, inputs = given.integer("filters"), making.shape(at)[-1]
    if given.integer("groups", 1) != 1:
        raise given.refuse("has groups: the nearest that works is a DepthwiseConv, or groups=1")
    kernel, *bias = _arrays(given, _shaped(held, axes, inputs, channels), bias=channels)
    kernel = np.moveaxis(kernel.reshape(*held["window"], inputs, channels), -1, 0)
    places = [at, *(making.constant(one, given) for one in (kernel, *bias))]
    out = _window(making, given, "CONV_2D", places, channels, axes, held)
    return of_option(making, given, out)


def _each(making: Making, given: Given, at: int, held: dict[str, Any], axes: int,
          kernel: Array, bias: list[Array], part: str = "") -> int:  # fmt: skip
    """A kernel a channel."""
    inputs, times = making.shape(at)[-1], kernel.shape[-1]
    kernel = kernel.reshape(1, *held["window"], inputs * times)
    places = [at, *(making.constant(one, given) for one in (kernel, *bias))]
    return _window(making, given, "DEPTHWISE_CONV_2D", places, inputs * times, axes, held, part,
                   multiplier=times)  # fmt: skip


def depthwise(making: Making, given: Given, at: int) -> int:
    at, held, axes = _geometry(making, given, at)
    inputs, times = making.shape(at)[-1], given.integer("depth_multiplier", 1)
    kernel, *bias = _arrays(given, _shaped(held, axes, inputs, times), bias=inputs * times)
    return of_option(making, given, _each(making, given, at, held, axes, kernel, bias))


def separable(making: Making, given: Given, at: int) -> int:
    """A kernel a channel, and then a mixture of channels."""
    at, held, axes = _geometry(making, given, at)
    inputs, times = making.shape(at)[-1], given.integer("depth_multiplier", 1)
    channels = given.integer("filters")
    first, second, *bias = _arrays(
        given, _shaped(held, axes, inputs, times), (1,) * axes + (inputs * times, channels),
        bias=channels,
    )  # fmt: skip
    between = _each(making, given, at, held, axes, first, [], "depthwise")
    mixed = second.reshape(1, 1, inputs * times, channels).transpose(3, 0, 1, 2)
    places = [between, *(making.constant(one, given) for one in (mixed, *bias))]
    plain = {"window": (1, 1), "stride": (1, 1), "dilation": (1, 1), "padding": "valid"}
    out = _window(making, given, "CONV_2D", places, channels, axes, plain, "pointwise")
    return of_option(making, given, out)


def affine(making: Making, given: Given, at: int, scale: Floats, shift: Floats) -> int:
    """Each channel times a number and plus one: folding.py makes it a part of a neighbour."""
    shape = making.shape(at)
    kernel = np.broadcast_to(scale, shape[-1:]).reshape(1, 1, 1, -1)
    held = (kernel, np.broadcast_to(shift, shape[-1:]))
    if not all(np.isfinite(one.astype(np.float32)).all() for one in held):
        raise given.refuse("scales or shifts by a number that is no finite float32")
    inputs = [at, *(making.constant(one, given) for one in held)]
    return making.node(
        "DEPTHWISE_CONV_2D", given, inputs, shape, stride_h=1, stride_w=1, dilation_h=1,
        dilation_w=1, padding=1, activation=0, multiplier=1,
    )  # fmt: skip


def _of_last(making: Making, given: Given, at: int) -> int:
    """Channels, where the layer works on the last axis."""
    axis, axes = given.get("axis", -1), len(making.shape(at))
    if axis not in (-1, axes - 1, [-1], [axes - 1], (-1,), (axes - 1,)):
        raise given.refuse(f"is along axis {axis!r:.40}, and mote takes the last one")
    return making.shape(at)[-1]


def batch_normalization(making: Making, given: Given, at: int) -> int:
    channels = _of_last(making, given, at)
    scaled, centred = given.flag("scale", True), given.flag("center", True)
    held = given.weights(*[(channels,)] * (2 + scaled + centred))
    gamma = held.pop(0) if scaled else np.ones(channels)
    beta = held.pop(0) if centred else np.zeros(channels)
    mean, variance = held
    spread = variance + given.real("epsilon", 1e-3)
    if (spread <= 0.0).any():
        raise given.refuse("has a variance that is not above 0")
    scale = gamma / np.sqrt(spread)
    return affine(making, given, at, scale, beta - mean * scale)


def normalization(making: Making, given: Given, at: int) -> int:
    shape: Shape = () if given.config.get("axis", -1) is None else (_of_last(making, given, at),)
    if given.get("mean") is not None:
        mean, variance = (_numbers(given, key, shape) for key in ("mean", "variance"))
    else:
        arrays = list(given.arrays())[:2]  # the third counts rows
        mean, variance = Given(given.kind, given.name, {}, lambda: arrays).weights(shape, shape)
    if (variance < 0.0).any():
        raise given.refuse("has a variance below 0")
    spread = np.maximum(np.sqrt(variance), 1e-7)
    if given.flag("invert", False):
        return affine(making, given, at, spread, mean)
    return affine(making, given, at, 1.0 / spread, -mean / spread)


def rescaling(making: Making, given: Given, at: int) -> int:
    shape = making.shape(at)[-1:]
    scale, shift = (_numbers(given, key, shape) for key in ("scale", "offset"))
    return affine(making, given, at, scale, shift)


def _numbers(given: Given, key: str, shape: Shape) -> Floats:
    """An option that is one number, or one a channel."""
    held = given.get(key, 0.0)
    if isinstance(held, dict) and isinstance(held.get("config"), dict):
        held = held["config"].get("value")
    try:
        found = np.asarray(held, np.float64)
        if found.size == 1:
            found = found.reshape(())
        found = np.array(np.broadcast_to(found.ravel() if found.ndim else found, shape))
    except (TypeError, ValueError, OverflowError):
        raise given.refuse(f"has {key} {held!r:.60}, and numbers were expected") from None
    if not np.isfinite(found).all():
        raise given.refuse(f"has {key} that is not finite")
    return found
