"""A .tflite file as a graph. It is data from outside: nothing in it is believed unchecked."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from ...arrays import Array
from ...errors import ReadError, UnsupportedError
from .flatbuffer import File, Table
from .graph import Graph, Node, Tensor
from .schema import IDENTIFIER, OPERATORS, OPTIONS, TYPES

MOST_BYTES = 1 << 26  # of a file: no chip of mote's has as much flash
MOST_NUMBERS = 1 << 24  # of a tensor
MOST_AXES = 8
_HELD = {"float32", "int8", "uint8", "int16", "int32", "int64"}


def read(data: bytes, name: str) -> Graph:
    """The graph of the file `data`, called `name` in messages."""
    if len(data) > MOST_BYTES:
        raise ReadError(f"{name} has {len(data):,} bytes, and mote reads up to {MOST_BYTES:,}.")
    if data[4:8] != IDENTIFIER:
        raise ReadError(
            f"{name} is no .tflite file: its bytes 4 to 7 are {data[4:8]!r}, and of one they are "
            f"{IDENTIFIER!r}. Pass what TFLiteConverter(...).convert() gave."
        )
    model = File(data, name).root()
    model.place = "Model"
    graphs = list(model.tables(2, "subgraphs"))
    if not graphs:
        raise ReadError(f"{name} holds no network: its list of subgraphs is empty.")
    codes = [_operator(code) for code in model.tables(1, "operator_codes")]
    buffers = list(model.tables(4, "buffers"))
    graph = _graph(graphs[0], name, codes, buffers)
    once = [node for node in graph.nodes if node.operator == "CALL_ONCE"]
    if not once:
        return graph
    at = int(once[0].options["graph"])
    if len(once) > 1 or not 0 < at < len(graphs):
        raise UnsupportedError(
            f"{name} begins with {len(once)} graphs, the first of number {at} of {len(graphs)}: "
            "mote reads one beside the network's own."
        )
    return replace(graph, start=_graph(graphs[at], name, codes, buffers))


def _graph(graph: Table, name: str, codes: list[str], buffers: list[Table]) -> Graph:
    tensors = tuple(_tensor(tensor, buffers) for tensor in graph.tables(0, "tensors"))
    nodes = tuple(
        _node(node, i, codes, len(tensors)) for i, node in enumerate(graph.tables(3, "operators"))
    )
    return Graph(
        name,
        tensors,
        nodes,
        _places(graph, 1, "inputs", len(tensors)),
        _places(graph, 2, "outputs", len(tensors)),
    )


def _operator(code: Table) -> str:
    # The first field was too narrow; what needs more than it holds has the other.
    old = code.number(0, "deprecated_builtin_code", "int8", 0)
    number = max(old, code.number(3, "builtin_code", "int32", 0))
    if number == 32:
        return f"CUSTOM {code.text(1, 'custom_code')!r}"
    return OPERATORS.get(number, f"number {number}")


def _tensor(table: Table, buffers: list[Table]) -> Tensor:
    file, place = table.file, table.place
    number = table.number(1, "type", "int8", 0)
    if number not in TYPES:
        raise file.refuse(f"{place}.type", table.at, f"is {number}, and there is no such type")
    dtype = TYPES[number]
    # A dimension that is free, as that of the batch, is 1 here.
    given = table.numbers(0, "shape", "int32", MOST_AXES)
    shape = () if given is None else tuple(int(n) for n in given)
    if any(n < 0 for n in shape) or math.prod(shape) > MOST_NUMBERS:
        raise file.refuse(
            f"{place}.shape", table.at, f"is {list(shape)}; mote takes up to {MOST_NUMBERS} numbers"
        )
    scale, zero, axis = _worth(table, shape)
    at = table.number(2, "buffer", "uint32", 0)
    if at >= max(len(buffers), 1):
        raise file.refuse(f"{place}.buffer", table.at, f"is {at} of {len(buffers)}")
    data = None
    if at > 0 and dtype in _HELD:
        data = _data(buffers[at], place, shape, dtype)
    return Tensor(shape, dtype, scale, zero, axis, data)


def _worth(table: Table, shape: tuple[int, ...]) -> tuple[Array, Array, int]:
    """Scales, zero points, and the axis of which they are."""
    none = np.zeros(0, np.float32), np.zeros(0, np.int64), 0
    held = table.table(4, "quantization")
    if held is None:
        return none
    scale = held.numbers(2, "scale", "float")
    if scale is None or len(scale) == 0:
        return none
    zero = held.numbers(3, "zero_point", "int64")
    zero = np.zeros(len(scale), np.int64) if zero is None or len(zero) == 0 else zero
    axis = held.number(6, "quantized_dimension", "int32", 0)
    if not (np.isfinite(scale) & (scale > 0.0)).all():
        raise table.file.refuse(f"{held.place}.scale", held.at, "is not above 0 and finite")
    if len(zero) not in (1, len(scale)) or (np.abs(zero) > 1 << 16).any():
        raise table.file.refuse(f"{held.place}.zero_point", held.at, "does not fit its scales")
    if len(scale) > 1 and not (0 <= axis < len(shape) and shape[axis] == len(scale)):
        raise table.file.refuse(
            f"{held.place}.quantized_dimension", held.at, f"has no {len(scale)} channels"
        )
    zero = np.broadcast_to(zero, scale.shape)
    return scale.astype(np.float32), zero.astype(np.int64), int(axis)


def _data(buffer: Table, place: str, shape: tuple[int, ...], dtype: str) -> Array | None:
    """The constant that a buffer holds; None: it is empty, and a node makes the tensor."""
    if buffer.number(1, "offset", "uint64", 0) > 1:
        raise UnsupportedError(
            f"{buffer.file.name} keeps {place} behind its tables, as files above 2 GB do: mote "
            "reads networks that fit a chip."
        )
    found = buffer.numbers(0, "data", "uint8", MOST_BYTES)
    if found is None or len(found) == 0:
        return None
    kind = np.dtype(dtype).newbyteorder("<")
    if len(found) != math.prod(shape) * kind.itemsize:
        raise buffer.file.refuse(
            f"{buffer.place}.data",
            buffer.at,
            f"has {len(found)} bytes, and {place} of {dtype}{list(shape)} needs "
            f"{math.prod(shape) * kind.itemsize}",
        )
    return np.frombuffer(found, kind).reshape(shape)


def _places(table: Table, field: int, name: str, tensors: int, least: int = 0) -> tuple[int, ...]:
    """Numbers of tensors; `least` is -1 where some may be left out."""
    found = table.numbers(field, name, "int32")
    places = () if found is None else tuple(int(at) for at in found)
    for at in places:
        if not least <= at < tensors:
            raise table.file.refuse(
                f"{table.place}.{name}", table.at, f"names tensor {at} of {tensors}"
            )
    return places


def _node(table: Table, index: int, codes: list[str], tensors: int) -> Node:
    at = table.number(0, "opcode_index", "uint32", 0)
    if at >= len(codes):
        raise table.file.refuse(
            f"{table.place}.opcode_index", table.at, f"is {at} of {len(codes)} operators"
        )
    operator, options = codes[at], {}
    if operator in OPTIONS:
        number, fields = OPTIONS[operator]
        kind = table.number(3, "builtin_options_type", "uint8", 0)
        held = table.table(4, "builtin_options")
        if held is not None and kind != number:
            raise table.file.refuse(
                f"{table.place}.builtin_options_type", table.at, f"is {kind}, not {number}"
            )
        for name, (field, scalar, default) in fields.items():
            if held is None:
                options[name] = default
            elif scalar == "text":
                options[name] = held.text(field, name)
            else:
                options[name] = held.number(field, name, scalar, default)
    return Node(
        operator,
        index,
        _places(table, 1, "inputs", tensors, -1),
        _places(table, 2, "outputs", tensors),
        options,
    )
