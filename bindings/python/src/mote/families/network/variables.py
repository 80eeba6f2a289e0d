"""Variables of streaming networks: each is the last rows of a layer, kept for the next call."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ...errors import UnsupportedError
from .building import Builder, Value, refuse, spatial
from .graph import Graph, Node
from .recent import Recent
from .slicing import taken

VARIABLES = ("CALL_ONCE", "VAR_HANDLE", "READ_VARIABLE", "ASSIGN_VARIABLE")


@dataclass(frozen=True)
class Rings:
    """Operators that join what is kept with new rows, each with its input of new rows; and those
    that do nothing else than keeping.
    """

    joins: Mapping[int, int]
    passed: frozenset[int]


def rings(graph: Graph) -> Rings:
    """The variables of a network. Raises UnsupportedError where one is anything else than rows."""
    handles = [node for node in graph.nodes if node.operator == "VAR_HANDLE"]
    names = [str(node.options["variable"]) for node in handles]
    joins: dict[int, int] = {}
    passed = {node.index for node in graph.nodes if node.operator in VARIABLES}
    for handle, name in zip(handles, names):
        if names.count(name) > 1 or len(handle.outputs) != 1:
            raise refuse(handle, f"names the variable {name!r}, which another names too")
        _ring(graph, handle, joins, passed)
    held = {node.outputs[0] for node in handles}
    for node in graph.nodes:
        if node.operator in VARIABLES[2:] and node.inputs[:1] and node.inputs[0] not in held:
            raise refuse(node, "is of a variable that no VAR_HANDLE names")
    return Rings(joins, frozenset(passed))


def _ring(graph: Graph, handle: Node, joins: dict[int, int], passed: set[int]) -> None:
    """One variable: read, joined with new rows, of which the last are written back."""
    users = _readers(graph, handle.outputs[0])
    if [node.operator for node in users] != ["READ_VARIABLE", "ASSIGN_VARIABLE"]:
        raise _other(handle)
    read, write = users
    if len(read.outputs) != 1 or len(write.inputs) != 2:
        raise _other(handle)
    at, after = read.outputs[0], _readers(graph, read.outputs[0])
    kept = graph.tensors[at].shape
    if [node.operator for node in after] == ["STRIDED_SLICE"]:
        # The oldest rows are dropped before new ones are joined.
        dropped = taken(graph, after[0])
        if dropped is None or not _are_last(dropped[0], dropped[1], kept):
            raise _other(handle)
        passed.add(after[0].index)
        at, kept = after[0].outputs[0], dropped[1]
        after = _readers(graph, at)
    if [node.operator for node in after] != ["CONCATENATION"] or len(after[0].inputs) != 2:
        raise _other(handle)
    join = after[0]
    if join.inputs[0] != at or len(kept) not in (3, 4) or len(join.outputs) != 1:
        raise _other(handle)
    if int(join.options["axis"]) not in (1, 1 - len(kept)) or join.options["activation"] != 0:
        raise _other(handle)
    made = graph.tensors[join.outputs[0]].shape
    if write.inputs[1] != join.outputs[0]:
        last = next((n for n in graph.nodes if n.outputs == (write.inputs[1],)), None)
        if last is None or last.inputs[:1] != join.outputs or last.operator != "STRIDED_SLICE":
            raise _other(handle)
        rows = taken(graph, last)
        if rows is None or not _are_last(rows[0], rows[1], made) or rows[1][1] < kept[1]:
            raise _other(handle)
        passed.add(last.index) if len(_readers(graph, last.outputs[0])) == 1 else None
    _begins_with_zeros(graph, handle, read.outputs[0])
    joins[join.index] = join.inputs[1]


def _other(handle: Node) -> UnsupportedError:
    return refuse(
        handle,
        f"is the variable {handle.options['variable']!r}, which is used otherwise than in a stream "
        "of rows: mote reads variables that are read, joined with new rows along the time by a "
        "CONCATENATION, and written back as the last rows of that",
    )


def _readers(graph: Graph, place: int) -> list[Node]:
    return [node for node in graph.nodes if place in node.inputs]


def _are_last(begin: tuple[int, ...], shape: tuple[int, ...], of: tuple[int, ...]) -> bool:
    """True of the last rows, whole."""
    rest = (begin[0], *begin[2:]) == (0,) * (len(of) - 1) and shape[2:] == of[2:]
    return rest and begin[1] + shape[1] == of[1]


def _begins_with_zeros(graph: Graph, handle: Node, place: int) -> None:
    """The graph of CALL_ONCE must put into the variable what stands for 0."""
    name, start = handle.options["variable"], graph.start
    found = []
    if start is not None:
        same = [
            node.outputs
            for node in start.nodes
            if node.operator == "VAR_HANDLE" and node.options["variable"] == name
        ]
        found = [
            node.inputs[1]
            for node in start.nodes
            if node.operator == "ASSIGN_VARIABLE" and len(node.inputs) == 2
            and (node.inputs[0],) in same
        ]  # fmt: skip
    held, tensor = None, graph.tensors[place]
    if start is not None and len(found) == 1:
        held = start.tensors[found[0]].data
    zero = int(tensor.zero[0]) if len(tensor.zero) else 0
    if held is None or held.shape != tensor.shape or bool((held != zero).any()):
        raise refuse(
            handle,
            f"is the variable {name!r}, and the file does not begin it with what stands for 0 "
            f"({zero}) in each of its places, as mote's streams begin",
        )


def join(build: Builder, node: Node, fresh: int) -> None:
    """The last rows of a tensor, as a layer that remembers."""
    value = build.value(fresh, f"input 1 of {node.name}")
    for at in range(2):
        build.same_worth(node, at)
    shape = build.output(node).shape
    given = build.graph.tensors[fresh].shape
    if len(given) != len(shape) or given[2:] != shape[2:] or given[1] >= shape[1]:
        raise refuse(node, f"makes {list(shape)} of new rows {list(given)}")
    # Time goes down, of a series of [1, time, channels] too.
    width, channels = shape[2:] if len(shape) == 4 else (1, shape[2])
    value = build.shaped(node, value, (given[1], width, channels))
    worth = build.made(node)
    build.layers.append(
        Recent(node.name, (value.layer,), (shape[1], width, channels), *worth, *build.range)
    )
    made = Value(len(build.layers) - 1, spatial(shape, f"the output of {node.name}"))
    build.values[node.outputs[0]] = made
