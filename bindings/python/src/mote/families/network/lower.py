"""From the graph of a file to layers: what only moves or renames numbers is folded away."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from ...errors import UnsupportedError
from . import curves, pointwise, pooling, products, slicing, variables
from .building import Builder, Value, refuse, spatial
from .graph import Graph, Node, Tensor
from .integers import RANGE
from .layers import Input, Layer, Network, Reshape
from .recent import moved_up

_READ: dict[str, Callable[[Builder, Node], None]] = {
    "CONV_2D": products.convolution,
    "DEPTHWISE_CONV_2D": products.depthwise,
    "FULLY_CONNECTED": products.dense,
    "AVERAGE_POOL_2D": pooling.pool,
    "MAX_POOL_2D": pooling.pool,
    "MEAN": pooling.mean,
    "ADD": pointwise.add,
    "SUB": pointwise.add,
    "MUL": pointwise.multiply,
    "CONCATENATION": pointwise.concatenate,
    "SOFTMAX": pointwise.softmax,
    "LOGISTIC": pointwise.unary,
    "TANH": pointwise.unary,
    "LEAKY_RELU": pointwise.unary,
    "RELU": pointwise.unary,
    "RELU6": pointwise.unary,
    "CURVE": curves.read,  # of Keras, and of no file of TensorFlow Lite
    "SPLIT_V": slicing.split,
}
_VIEWS = ("RESHAPE", "EXPAND_DIMS", "SQUEEZE")
_EDGES = ("PAD", "QUANTIZE", "DEQUANTIZE")
_SHAPES = ("SHAPE", "STRIDED_SLICE", "PACK")
_HINTS = {
    "UNIDIRECTIONAL_SEQUENCE_LSTM": "a recurrent layer",
    "SVDF": "a recurrent layer",
    "WHILE": "a loop, as TensorFlow writes recurrent layers",
}
MOST_NODES = 4096


def supported() -> str:
    """The operators that are read, in words."""
    known = {*_READ, *_VIEWS, *_EDGES, "STRIDED_SLICE", *variables.VARIABLES} - {"CURVE"}
    return ", ".join(sorted(known))


def lower(graph: Graph) -> Network:
    """The layers of a graph. Raises UnsupportedError where one has no equal."""
    if len(graph.inputs) != 1 or len(graph.outputs) != 1:
        raise UnsupportedError(
            f"{graph.file} has {len(graph.inputs)} inputs and {len(graph.outputs)} outputs, and "
            "mote reads networks with one of each: export the part between them."
        )
    if len(graph.nodes) > MOST_NODES:
        raise UnsupportedError(
            f"{graph.file} has {len(graph.nodes)} operators, and mote reads up to {MOST_NODES}."
        )
    for node in graph.nodes:
        known = node.operator in _READ or node.operator in (*_VIEWS, *_SHAPES, *_EDGES)
        if not known and node.operator not in variables.VARIABLES:
            what = _HINTS.get(node.operator)
            raise refuse(
                node,
                (f"is {what}, and " if what else "") + f"is not read yet. mote reads {supported()}",
            )
    build = _begin(graph)
    rings = variables.rings(graph)
    for node in graph.nodes:
        if node.index not in rings.passed:
            _node(build, node, rings)
    out = build.value(graph.outputs[0], "the network's output")
    if out.padding != ((0, 0), (0, 0)):
        raise UnsupportedError(f"{graph.file} ends in a PAD: leave it out.")
    last = build.layers[out.layer]
    if last is build.layers[0]:
        raise UnsupportedError(f"{graph.file} answers with its input: it has no layer.")
    build.layers, at = moved_up(build.layers, out.layer)
    return Network(graph.file, build.dtype, _used(build, at))


def _begin(graph: Graph) -> Builder:
    """A builder that has the input."""
    first = graph.inputs[0]
    given = graph.tensors[first]
    tensor = _behind_the_edge(graph, first)
    dtype = "float" if tensor.dtype == "float32" else tensor.dtype
    if dtype not in ("float", *RANGE):
        raise UnsupportedError(
            f"{graph.file} takes {tensor.dtype}: mote reads networks of int8, int16 and float32."
        )
    build = Builder(graph, dtype)
    shape = spatial(given.shape, f"the input of {graph.file}")
    scale, zero = (1.0, 0) if dtype == "float" else build.worth(tensor, "the input")
    low, high = build.range
    build.layers.append(Input("input", (), shape, scale, zero, low, high))
    build.values[first] = Value(0, shape)
    return build


def _behind_the_edge(graph: Graph, place: int) -> Tensor:
    """What the network computes with where its input is quantized first."""
    given = graph.tensors[place]
    if given.dtype in ("int8", "int16"):
        return given
    takers = [node for node in graph.nodes if place in node.inputs]
    if len(takers) == 1 and takers[0].operator == "QUANTIZE" and len(takers[0].outputs) == 1:
        return graph.tensors[takers[0].outputs[0]]
    return given


def _node(build: Builder, node: Node, rings: variables.Rings) -> None:
    if node.operator == "STRIDED_SLICE" and node.inputs[:1] and node.inputs[0] in build.values:
        slicing.part(build, node)
        return
    if node.operator in _SHAPES:
        # What a RESHAPE is told by these is the shape of its output in the file.
        build.opaque.update(node.outputs)
        return
    for place in node.outputs:
        if place in build.values or build.graph.tensors[place].data is not None:
            raise refuse(node, f"makes tensor {place}, which is there already")
    if node.index in rings.joins:
        variables.join(build, node, rings.joins[node.index])
    elif node.operator in _VIEWS:
        _view(build, node)
    elif node.operator == "PAD":
        _pad(build, node)
    elif node.operator in ("QUANTIZE", "DEQUANTIZE"):
        _edge(build, node)
    else:
        _READ[node.operator](build, node)


def _view(build: Builder, node: Node) -> None:
    """Another shape: an input has it from the first, and a sequence has one in any case."""
    value = build.input(node, 0)
    tensor = build.output(node)
    shape = spatial(tensor.shape, f"the output of {node.name}")
    if value.padding != ((0, 0), (0, 0)):
        top, bottom = value.padding[0]
        left, right = value.padding[1]
        height, width, channels = value.shape
        if shape != (height + top + bottom, width + left + right, channels):
            raise refuse(node, "follows a PAD and changes the shape: pad after it")
        build.values[node.outputs[0]] = value
        return
    if math.prod(shape) != math.prod(value.shape):
        raise refuse(node, f"makes {list(shape)} of {list(value.shape)}")
    build.values[node.outputs[0]] = replace(value, shape=shape)


def _pad(build: Builder, node: Node) -> None:
    value, tensor = build.input(node, 0), build.output(node)
    pads = build.constant(node, 1)
    before = build.tensor(node, 0).shape
    if pads is None or pads.shape != (len(before), 2) or pads.dtype not in (np.int32, np.int64):
        raise refuse(node, "has no constant list of how much to pad")
    rows = [tuple(int(n) for n in row) for row in pads]
    if any(not 0 <= n <= 1 << 16 for row in rows for n in row):
        raise refuse(node, f"pads by {rows}")
    inner = [(0, 0)] * (4 - len(rows)) + rows if len(rows) == 3 else rows
    if len(inner) != 4 or inner[0] != (0, 0) or inner[3] != (0, 0):
        raise refuse(node, "pads samples or channels; mote pads rows and columns")
    if tensor.shape != tuple(n + sum(row) for n, row in zip(before, rows)):
        raise refuse(node, f"makes {list(tensor.shape)} of {list(before)}")
    build.same_worth(node, 0)
    (top, bottom), (left, right) = value.padding
    more = (inner[1], inner[2])
    padding = (
        (top + more[0][0], bottom + more[0][1]),
        (left + more[1][0], right + more[1][1]),
    )
    build.values[node.outputs[0]] = replace(value, padding=padding)


def _edge(build: Builder, node: Node) -> None:
    """QUANTIZE and DEQUANTIZE at the ends of a network are left to the user, who has quantize()."""
    graph, source = build.graph, node.inputs[0] if node.inputs else -1
    value, made = build.input(node, 0), build.output(node)
    given = build.tensor(node, 0)
    if source == graph.inputs[0] and given.dtype in ("float32", "uint8"):
        if given.dtype == "uint8" and not _is_shifted(given, made):
            raise refuse(node, "brings uint8 to another scale: export with int8 inputs")
        build.values[node.outputs[0]] = value
    elif node.outputs[:1] == graph.outputs and made.dtype in ("float32", "uint8"):
        if made.dtype == "uint8" and not _is_shifted(made, given):
            raise refuse(node, "brings int8 to another scale: export with int8 outputs")
        build.values[node.outputs[0]] = value
    elif node.operator == "QUANTIZE" and given.dtype == made.dtype == build.dtype != "float":
        pointwise.requantize(build, node)
    else:
        raise refuse(
            node,
            f"turns {given.dtype} into {made.dtype} inside the network: mote reads networks of "
            "one type, so quantize all of it or nothing (files of int8 weights and float "
            "activations, 'dynamic range', are not read yet)",
        )


def _is_shifted(unsigned: Tensor, signed: Tensor) -> bool:
    """uint8 q is worth what int8 q - 128 is."""
    return (
        signed.dtype == "int8"
        and len(unsigned.scale) == len(signed.scale) == 1
        and bool(unsigned.scale[0] == signed.scale[0])
        and int(unsigned.zero[0]) - 128 == int(signed.zero[0])
    )


def _used(build: Builder, last: int) -> tuple[Layer, ...]:
    """The layers that the last one needs, at new places; an input in the shape it is used in."""
    needed = {0, last}
    for at in range(last, -1, -1):
        if at in needed:
            needed.update(build.layers[at].inputs)
    kept = sorted(needed)
    place = {at: i for i, at in enumerate(kept)}
    layers = [
        replace(build.layers[at], inputs=tuple(place[i] for i in build.layers[at].inputs))
        for at in kept
    ]
    readers = [layer for layer in layers if 0 in layer.inputs]
    shapes = {layer.shape for layer in readers if isinstance(layer, Reshape)}
    if len(shapes) == 1 and all(isinstance(layer, Reshape) for layer in readers):
        layers[0] = replace(layers[0], shape=shapes.pop())
    return _without_reshapes(layers)


def _without_reshapes(layers: list[Layer]) -> tuple[Layer, ...]:
    """Without those that change nothing."""
    place: dict[int, int] = {}
    kept: list[Layer] = []
    for at, layer in enumerate(layers):
        layer = replace(layer, inputs=tuple(place[i] for i in layer.inputs))
        if isinstance(layer, Reshape) and kept[layer.inputs[0]].shape == layer.shape:
            place[at] = layer.inputs[0]
            continue
        place[at] = len(kept)
        kept.append(layer)
    return tuple(kept)
