"""Operators that take one number, or one of each input, and give one."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from ...arrays import Ints
from .building import Builder, Value, refuse
from .graph import Node
from .integers import logistic, multiplier, radius, rescaled, shifted, tanh
from .layers import Add, Concatenate, Multiply, Softmax, Table, Unary


def add(build: Builder, node: Node) -> None:
    """A sum or a difference. With one number, of int8, it is a table."""
    minus = node.operator == "SUB"
    if _with_number(build, node, lambda x, y: _sum(build, node, minus, x, y)):
        return
    values = _pair(build, node)
    factors, shifts = _common(build, node)
    scale, zero = build.made(node)
    places = tuple(value.layer for value in values)
    build.add(
        node,
        Add(
            node.name, places, values[0].shape, scale, zero, *build.clip(node),
            minus=minus, factors=factors, shifts=shifts,
        ),
    )  # fmt: skip


def multiply(build: Builder, node: Node) -> None:
    """A product. With one number, of int8, it is a table."""
    (first, _), (second, _), (scale, zero) = (
        _worth(build, node, 0), _worth(build, node, 1), build.made(node)
    )  # fmt: skip
    factor, shift = (0, 0) if build.dtype == "float" else multiplier(first * second / scale)
    if shift < (-14 if build.dtype == "int8" else 0):
        raise refuse(node, "has an output scale far below those of its inputs")
    if _with_number(build, node, lambda x, y: rescaled(x * y, factor, shift)):
        return
    values = _pair(build, node)
    places = tuple(value.layer for value in values)
    build.add(
        node,
        Multiply(
            node.name, places, values[0].shape, scale, zero, *build.clip(node),
            factor=factor, shift=shift,
        ),
    )  # fmt: skip


def concatenate(build: Builder, node: Node) -> None:
    values = [build.unpadded(node, i) for i in range(len(node.inputs))]
    values = [build.placed(node, i) for i in range(len(node.inputs))]
    axes = len(build.output(node).shape)
    if not values or int(node.options["axis"]) not in (-1, axes - 1):
        raise refuse(node, "joins another axis than that of the channels")
    if int(node.options["activation"]) != 0:
        raise refuse(node, "has an activation inside it")
    if len({value.shape[:2] for value in values}) != 1:
        raise refuse(node, f"joins shapes {[list(value.shape) for value in values]}")
    for i in range(len(values)):
        build.same_worth(node, i)
    height, width, _ = values[0].shape
    shape = height, width, sum(value.shape[2] for value in values)
    places = tuple(value.layer for value in values)
    build.add(node, Concatenate(node.name, places, shape, *build.made(node), *build.range))


def softmax(build: Builder, node: Node) -> None:
    value = build.unpadded(node, 0)
    beta = float(node.options["beta"])
    if value.shape[:2] != (1, 1):
        raise refuse(node, f"is of each of {value.shape[:2]} rows and columns: mote takes a vector")
    if not 0.0 < beta < 1e6:
        raise refuse(node, f"has beta {beta}")
    (given, _), (scale, zero) = build.taken(node, 0), build.made(node)
    factor = shift = least = 0
    if build.dtype == "int8":
        if scale != 1 / 256 or zero != -128:
            raise refuse(node, "has an output scale other than 1/256 from -128")
        factor, shift = multiplier(min(beta * given * 2.0**26, 2.0**31 - 1))
        if shift > 0:
            raise refuse(node, f"has an input scale of {given}, so that all outputs are one")
        least = -radius(5, -shift)
    if build.dtype == "int16":
        factor, shift = multiplier(beta * given / (10.0 / 65535.0))
    build.add(
        node,
        Softmax(
            node.name, (value.layer,), value.shape, scale, zero, *build.range,
            factor=factor, shift=shift, least=least, beta=beta,
        ),
    )  # fmt: skip


def unary(build: Builder, node: Node) -> None:
    """Of int8 a table, whatever it is."""
    value = build.unpadded(node, 0)
    (given, from_zero), (scale, zero) = build.taken(node, 0), build.made(node)
    low, high = build.range
    alpha = float(node.options.get("alpha", 0.0))
    if not abs(alpha) <= 1e4 or given / scale > 1e4:
        raise refuse(node, f"has alpha {alpha} and scales {given} and {scale}")
    if build.dtype == "int8":
        q = np.arange(-128, 128)
        out = _OF_INT8[node.operator](build, node, q - from_zero) + zero
        _table(build, node, value, out)
        return
    name = {"LEAKY_RELU": "leaky"}.get(node.operator, node.operator.lower())
    numbers: tuple[float, ...] = (alpha,) if name == "leaky" else ()
    if name == "relu6":
        name, high = "relu", 6.0
    if build.dtype == "int16":
        if name == "leaky":
            numbers = (*multiplier(given / scale), *_signed(given * alpha / scale))
        elif name in ("logistic", "tanh"):
            numbers = _steps(node, given)
        else:
            raise refuse(node, "stands alone in a network of int16: fuse it with the layer before")
    build.add(
        node,
        Unary(
            node.name, (value.layer,), value.shape, scale, zero, low, high,
            function=name, numbers=numbers,
        ),
    )  # fmt: skip


def requantize(build: Builder, node: Node) -> None:
    """The same values on another scale."""
    value = build.unpadded(node, 0)
    (given, from_zero), (scale, zero) = build.taken(node, 0), build.made(node)
    factor, shift = multiplier(given / scale)
    if shift < -14:
        raise refuse(node, "has an output scale far below that of its input")
    if build.dtype == "int8":
        _table(build, node, value, rescaled(np.arange(-128, 128) - from_zero, factor, shift) + zero)
        return
    build.add(
        node,
        Unary(
            node.name, (value.layer,), value.shape, scale, zero, *build.range,
            function="requantize", numbers=(factor, shift),
        ),
    )  # fmt: skip


def _table(build: Builder, node: Node, value: Value, out: Ints) -> None:
    low, high = build.clip(node)
    values = np.clip(out, low, high).astype(np.int8)
    scale, zero = build.made(node)
    build.add(
        node,
        Table(node.name, (value.layer,), value.shape, scale, zero, low, high, values=values),
    )


def _pair(build: Builder, node: Node) -> tuple[Value, Value]:
    """Two inputs of one shape."""
    if len(node.inputs) != 2:
        raise refuse(node, f"has {len(node.inputs)} inputs")
    for at in (0, 1):
        if node.inputs[at] not in build.values:
            raise refuse(node, "has a constant of several numbers: mote takes one, or a layer")
    first, second = build.unpadded(node, 0), build.unpadded(node, 1)
    if first.shape != second.shape:
        raise refuse(node, f"takes shapes {list(first.shape)} and {list(second.shape)}")
    return build.placed(node, 0), build.placed(node, 1)


def _worth(build: Builder, node: Node, at: int) -> tuple[float, int]:
    return build.taken(node, at)


def _with_number(build: Builder, node: Node, of: Callable[[Ints, Ints], Ints]) -> bool:
    """True when an input of int8 is one constant, and the operator has become a table."""
    held = [build.constant(node, at) for at in range(2)]
    if build.dtype != "int8" or not any(c is not None and c.size == 1 for c in held):
        return False
    at = 0 if held[0] is None else 1
    value, number = build.unpadded(node, at), held[1 - at]
    assert number is not None
    x = np.arange(-128, 128) - build.taken(node, at)[1]
    y = np.full(256, int(number.ravel()[0]) - build.taken(node, 1 - at)[1])
    out = of(x, y) if at == 0 else of(y, x)
    _table(build, node, value, out + build.made(node)[1])
    return True


def _common(build: Builder, node: Node) -> tuple[tuple[int, int, int], tuple[int, int, int]]:
    """Multipliers of both inputs, to twice the larger of their scales, and of the output."""
    if build.dtype == "float":
        return (0, 0, 0), (0, 0, 0)
    first, second, made = build.taken(node, 0)[0], build.taken(node, 1)[0], build.made(node)[0]
    twice = 2 * max(first, second)
    each = [
        multiplier(real)
        for real in (first / twice, second / twice, twice / (2.0 ** _bits(build) * made))
    ]
    if each[2][1] < 0:
        raise refuse(node, "has an output scale far below those of its inputs")
    (a, i), (b, j), (c, k) = each
    return (a, b, c), (i, j, k)


def _bits(build: Builder) -> int:
    return 15 if build.dtype == "int16" else 20


def _sum(build: Builder, node: Node, minus: bool, x: Ints, y: Ints) -> Ints:
    factors, shifts = _common(build, node)
    first = rescaled(x << _bits(build), factors[0], shifts[0])
    second = rescaled(y << _bits(build), factors[1], shifts[1])
    return rescaled(first - second if minus else first + second, factors[2], shifts[2])


def _curve(build: Builder, node: Node, x: Ints) -> Ints:
    """logistic and tanh: flat beyond a radius, and a polynomial inside."""
    upper = node.operator == "LOGISTIC"
    if build.made(node) != ((1 / 256, -128) if upper else (1 / 128, 0)):
        raise refuse(node, "has an output scale that is not that of its range")
    factor, shift = multiplier(build.taken(node, 0)[0] * 2.0**27)
    if not -30 <= shift <= 0:
        raise refuse(node, f"has an input scale of {build.taken(node, 0)[0]}")
    flat = radius(4, -shift)
    inside = np.where(np.abs(x) < flat, rescaled(np.clip(x, -flat, flat), factor, shift), 0)
    if upper:
        found, ends = shifted(logistic(inside), 23), (0, 255)
    else:
        found, ends = shifted(tanh(inside), 24), (-128, 127)
    found = np.clip(found, *ends)
    return np.where(x <= -flat, ends[0], np.where(x >= flat, ends[1], found))


def _leaky(build: Builder, node: Node, x: Ints) -> Ints:
    given, made, alpha = build.taken(node, 0)[0], build.made(node)[0], node.options["alpha"]
    above = rescaled(x, *multiplier(given / made))
    return np.where(x < 0, rescaled(x, *_signed(given * alpha / made)), above)


def _signed(real: float) -> tuple[int, int]:
    factor, shift = multiplier(abs(real)) if real != 0.0 else (0, 0)
    return (factor if real >= 0 else -factor), shift


def _relu(build: Builder, node: Node, x: Ints) -> Ints:
    (given, _), (made, zero) = build.taken(node, 0), build.made(node)
    if node.operator == "RELU6":
        # The reference clips and does not rescale.
        build.same_worth(node, 0)
        six = math.floor(float(np.float32(6.0) / np.float32(made)) + 0.5)
        return np.clip(x, 0, min(six, 127 - zero))
    factor, shift = multiplier(float(np.float32(given) / np.float32(made)))
    if shift < -14:
        raise refuse(node, "has an output scale far below that of its input")
    return np.maximum(rescaled(x, factor, shift), 0)


def _steps(node: Node, given: float) -> tuple[float, ...]:
    """What an int16 is multiplied with, and shifted by, for a table of steps of 1/24."""
    power = math.log2(given)
    if power == round(power) and round(power) == -12:
        return 3, 0
    real, left = given * 4096.0 * 3.0, 0
    while real <= 32767.0 / 2.0 and left <= 30:
        real, left = real * 2.0, left + 1
    if real > 2.0**31 - 1:
        raise refuse(node, f"has an input scale of {given}")
    return int(real), left


_OF_INT8: dict[str, Callable[[Builder, Node, Ints], Ints]] = {
    "LOGISTIC": _curve,
    "TANH": _curve,
    "LEAKY_RELU": _leaky,
    "RELU": _relu,
    "RELU6": _relu,
}
