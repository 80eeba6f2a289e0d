"""What the readers of operators share: the layers so far, and which tensor is which of them."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace

import numpy as np

from ...arrays import Array
from ...errors import UnsupportedError
from .graph import Graph, Node, Tensor
from .integers import RANGE
from .layers import Layer, Reshape, Shape, Window

Pair = tuple[int, int]
MOST_WEIGHTS = 1 << 24  # of all layers, each counted where it is used
MOST_SIDE = 255  # of a window, its stride and its dilation


def refuse(node: Node, what: str) -> UnsupportedError:
    """The error to raise: which operator, and what about it."""
    return UnsupportedError(f"{node.name} of this network {what}.")


def spatial(shape: tuple[int, ...], what: str) -> Shape:
    """A tensor's shape without the batch: a vector is 1 x 1 x n, a sequence 1 x time x channels."""
    if not 1 <= len(shape) <= 4 or (len(shape) > 1 and shape[0] != 1) or 0 in shape:
        raise UnsupportedError(
            f"{what} has shape {list(shape)}, and mote reads [1, n], [1, time, channels] and "
            "[1, height, width, channels]."
        )
    inner = shape if len(shape) == 1 else shape[1:]
    height, width, channels = (1,) * (3 - len(inner)) + inner
    return height, width, channels


@dataclass(frozen=True)
class Value:
    """A tensor: what a layer gives, in some shape, with padding that its reader has to add."""

    layer: int
    shape: Shape
    padding: tuple[Pair, Pair] = ((0, 0), (0, 0))


@dataclass
class Builder:
    """Layers in the making."""

    graph: Graph
    dtype: str
    layers: list[Layer] = field(default_factory=list)
    values: dict[int, Value] = field(default_factory=dict)
    weights: int = 0
    opaque: set[int] = field(default_factory=set)  # tensors that only say how to reshape

    @property
    def range(self) -> tuple[float, float]:
        """What a number of the network may be."""
        return RANGE.get(self.dtype, (-math.inf, math.inf))

    def value(self, place: int, what: str) -> Value:
        """The tensor of a number, which must have been made."""
        if place not in self.values:
            raise UnsupportedError(f"{what} is not made by an operator before it.")
        return self.values[place]

    def input(self, node: Node, at: int) -> Value:
        """What an operator takes."""
        if at >= len(node.inputs):
            raise refuse(node, f"has {len(node.inputs)} inputs")
        if len(node.outputs) != 1:
            raise refuse(node, f"has {len(node.outputs)} outputs")
        return self.value(node.inputs[at], f"input {at} of {node.name}")

    def unpadded(self, node: Node, at: int) -> Value:
        """What an operator takes that cannot pad."""
        value = self.input(node, at)
        if value.padding != ((0, 0), (0, 0)):
            raise refuse(node, "follows a PAD, and mote pads before convolutions only")
        return value

    def placed(self, node: Node, at: int) -> Value:
        """The same as a layer of that shape: operators that look at rows and columns need it."""
        value = self.input(node, at)
        return self.shaped(node, value, value.shape)

    def shaped(self, node: Node, value: Value, shape: Shape) -> Value:
        """The same as a layer of some shape."""
        held = self.layers[value.layer]
        if held.shape == shape:
            return replace(value, shape=shape)
        self.layers.append(
            Reshape(node.name, (value.layer,), shape, held.scale, held.zero, *self.range)
        )
        return Value(len(self.layers) - 1, shape, value.padding)

    def tensor(self, node: Node, at: int) -> Tensor:
        """Of an operator's inputs as the file has them."""
        if at >= len(node.inputs) or node.inputs[at] < 0:
            raise refuse(node, f"lacks input {at}")
        return self.graph.tensors[node.inputs[at]]

    def constant(self, node: Node, at: int) -> Array | None:
        """The numbers of a constant; None: it is left out, or no constant."""
        if at >= len(node.inputs) or node.inputs[at] < 0:
            return None
        return self.graph.tensors[node.inputs[at]].data

    def output(self, node: Node) -> Tensor:
        """Of an operator, as the file has it."""
        if len(node.outputs) != 1:
            raise refuse(node, f"has {len(node.outputs)} outputs")
        return self.graph.tensors[node.outputs[0]]

    def worth(self, tensor: Tensor, what: str) -> tuple[float, int]:
        """The scale and the zero of integers; of floats 1 and 0."""
        wanted = "float32" if self.dtype == "float" else self.dtype
        if tensor.dtype != wanted:
            raise UnsupportedError(
                f"{what} is {tensor.dtype} in a network of {wanted}: quantize all of it or nothing."
            )
        if self.dtype == "float":
            return 1.0, 0
        low, high = RANGE[self.dtype]
        if len(tensor.scale) != 1 or not low <= tensor.zero[0] <= high:
            raise UnsupportedError(f"{what} has no scale and zero point of {self.dtype}.")
        if self.dtype == "int16" and tensor.zero[0] != 0:
            raise UnsupportedError(
                f"{what} has zero point {tensor.zero[0]}, and of int16 it must be 0."
            )
        return float(tensor.scale[0]), int(tensor.zero[0])

    def add(self, node: Node, layer: Layer) -> None:
        """What an operator became. Its shape must be the one that the file has."""
        shape = spatial(self.output(node).shape, f"the output of {node.name}")
        if shape != layer.shape:
            raise refuse(node, f"makes {list(layer.shape)}, and the file says {list(shape)}")
        self.layers.append(layer)
        self.values[node.outputs[0]] = Value(len(self.layers) - 1, shape)

    def made(self, node: Node) -> tuple[float, int]:
        """What an output of an operator is worth."""
        return self.worth(self.output(node), f"the output of {node.name}")

    def taken(self, node: Node, at: int) -> tuple[float, int]:
        """What an input of an operator is worth."""
        return self.worth(self.tensor(node, at), f"input {at} of {node.name}")

    def same_worth(self, node: Node, at: int) -> tuple[float, int]:
        """The same, where input and output must agree."""
        if self.taken(node, at) != self.made(node):
            raise refuse(node, "has another scale or zero point at its output than at its input")
        return self.made(node)

    def clip(self, node: Node) -> tuple[float, float]:
        """What the outputs of an operator are clipped to: its activation, within their type."""
        kind = int(node.options.get("activation", 0))
        low, high = self.range
        scale, zero = self.made(node)
        if kind not in (0, 1, 2, 3):
            raise refuse(node, "has an activation inside it that is none of relu and relu6")
        if self.dtype == "float":
            return {0: (low, high), 1: (0.0, high), 2: (-1.0, 1.0), 3: (0.0, 6.0)}[kind]

        def of(real: float) -> int:
            ratio = np.float32(real) / np.float32(scale)
            return zero + int(np.copysign(np.floor(np.abs(np.float64(ratio)) + 0.5), ratio))

        if kind == 2:
            return max(low, of(-1.0)), min(high, of(1.0))
        return (low if kind == 0 else max(low, zero)), (min(high, of(6.0)) if kind == 3 else high)


def window(node: Node, height: int, width: int, value: Value) -> tuple[Window, Pair]:
    """The window of an operator, and how many rows and columns it gives."""
    options = node.options
    stride = int(options["stride_h"]), int(options["stride_w"])
    dilation = int(options.get("dilation_h", 1)), int(options.get("dilation_w", 1))
    if not all(1 <= n <= MOST_SIDE for n in (height, width, *stride, *dilation)):
        raise refuse(node, f"has a window {height} x {width}, stride {stride}, {dilation}")
    padding, sides = [], []
    for i, side in enumerate((height, width)):
        before, after = value.padding[i]
        given = value.shape[i] + before + after
        reach = (side - 1) * dilation[i] + 1
        if options["padding"] == 0:  # SAME
            count = -(-given // stride[i])
            before += max((count - 1) * stride[i] + reach - given, 0) // 2
        elif options["padding"] == 1:
            count = (given - reach) // stride[i] + 1
        else:
            raise refuse(node, f"has padding of kind {options['padding']}")
        if count < 1:
            raise refuse(node, f"has a window of {reach}, beyond the {given} that it looks at")
        if before >= reach or (count - 1) * stride[i] >= value.shape[i] + before:
            raise refuse(node, "has a window that sees nothing but padding")
        padding.append(before)
        sides.append(count)
    made = Window(height, width, stride, (padding[0], padding[1]), dilation)
    return made, (sides[0], sides[1])
