"""Functions of one number that Keras has, beside those of which TensorFlow Lite has operators."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from ...arrays import Floats
from .building import Builder, refuse
from .graph import Node
from .layers import Table, Unary


def logistic(x: Floats) -> Floats:
    return np.asarray(np.exp(-np.logaddexp(0.0, -x)))


def _gelu(x: Floats) -> Floats:
    return np.asarray(x * 0.5 * np.vectorize(math.erfc, otypes=[float])(-x / math.sqrt(2.0)))


def _gelu_tanh(x: Floats) -> Floats:
    return np.asarray(x * 0.5 * (1.0 + np.tanh(math.sqrt(2.0 / math.pi) * (x + 0.044715 * x**3))))


def _selu(x: Floats) -> Floats:
    scale, alpha = 1.0507009873554805, 1.6732632423543772
    return scale * np.where(x > 0.0, x, alpha * np.expm1(np.minimum(x, 0.0)))


def _hard_sigmoid(x: Floats) -> Floats:
    return np.clip(x / 6.0 + 0.5, 0.0, 1.0)


CURVES: dict[str, Callable[..., Floats]] = {
    "elu": lambda x, alpha: np.where(x > 0.0, x, alpha * np.expm1(np.minimum(x, 0.0))),
    "selu": _selu,
    "gelu": _gelu,
    "gelu_tanh": _gelu_tanh,
    "silu": lambda x: x * logistic(x),
    "hard_silu": lambda x: x * _hard_sigmoid(x),
    "hard_sigmoid": _hard_sigmoid,
    "softplus": lambda x: np.logaddexp(0.0, x),
    "softsign": lambda x: x / (1.0 + np.abs(x)),
    "exponential": np.exp,
    "mish": lambda x: x * np.tanh(np.logaddexp(0.0, x)),
    "relu6": lambda x: np.clip(x, 0.0, 6.0),
}


def read(build: Builder, node: Node) -> None:
    """A curve of a layer: of int8 a table of the nearest numbers."""
    value = build.unpadded(node, 0)
    (given, from_zero), (scale, zero) = build.taken(node, 0), build.made(node)
    low, high = build.range
    name, numbers = str(node.options["curve"]), tuple(node.options["numbers"])
    if build.dtype == "float":
        ends = (0.0, 6.0) if name == "relu6" else (low, high)
        made = Unary(node.name, (value.layer,), value.shape, scale, zero, *ends,
                     function=name, numbers=numbers)  # fmt: skip
        build.add(node, made)
        return
    if build.dtype != "int8":
        raise refuse(node, f"is a curve, {name}, in a network of {build.dtype}: use dtype='int8'")
    real = CURVES[name]((np.arange(-128, 128) - from_zero) * given, *numbers)
    values = np.clip(np.rint(real / scale) + zero, low, high).astype(np.int8)
    table = Table(node.name, (value.layer,), value.shape, scale, zero, low, high, values=values)
    build.add(node, table)
