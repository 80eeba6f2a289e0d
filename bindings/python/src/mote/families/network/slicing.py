"""Operators that take a part of a tensor."""

from __future__ import annotations

from .building import Builder, Value, refuse, spatial
from .graph import Graph, Node
from .recent import Part

Box = tuple[tuple[int, ...], tuple[int, ...]]  # where it begins, and its shape


def taken(graph: Graph, node: Node) -> Box | None:
    """What a STRIDED_SLICE takes, where it takes neighbours; None: it does more."""
    if len(node.inputs) != 4 or len(node.outputs) != 1:
        return None
    shape = graph.tensors[node.inputs[0]].shape
    held = [graph.tensors[at].data if at >= 0 else None for at in node.inputs[1:]]
    rank, options = len(shape), node.options
    if any(data is None or data.dtype.kind != "i" or data.shape != (rank,) for data in held):
        return None
    if any(options[name] for name in ("ellipsis_mask", "new_axis_mask", "shrink_axis_mask")):
        return None
    begin, sides = [], []
    for axis, side in enumerate(shape):
        first, end, step = (int(data[axis]) for data in held if data is not None)
        first, end = (n + side if n < 0 else n for n in (first, end))
        first = 0 if int(options["begin_mask"]) >> axis & 1 else min(max(first, 0), side)
        end = side if int(options["end_mask"]) >> axis & 1 else min(max(end, 0), side)
        if step != 1 or end <= first:
            return None
        begin.append(first)
        sides.append(end - first)
    return tuple(begin), tuple(sides)


def part(build: Builder, node: Node) -> None:
    """A STRIDED_SLICE of what layers give."""
    box = taken(build.graph, node)
    if box is None:
        raise refuse(node, "takes other than neighbours, or by what is no constant")
    build.unpadded(node, 0)
    build.same_worth(node, 0)
    if build.output(node).shape != box[1]:
        raise refuse(node, f"makes {list(build.output(node).shape)}, not {list(box[1])}")
    _take(build, node, build.value(node.inputs[0], node.name), 0, *box)


def split(build: Builder, node: Node) -> None:
    """SPLIT_V: neighbours along one axis, one part behind the other."""
    if len(node.inputs) != 3:
        raise refuse(node, f"has {len(node.inputs)} inputs")
    value = build.value(node.inputs[0], f"input 0 of {node.name}")
    if value.padding != ((0, 0), (0, 0)):
        raise refuse(node, "follows a PAD, and mote pads before convolutions only")
    shape = build.tensor(node, 0).shape
    counts, axes = build.constant(node, 1), build.constant(node, 2)
    if counts is None or axes is None or counts.dtype.kind != "i" or axes.dtype.kind != "i":
        raise refuse(node, "has no whole numbers that say how to split")
    if axes.size != 1 or counts.size != len(node.outputs):
        raise refuse(node, "has no constant list of parts, or no constant axis")
    axis, sides = int(axes.ravel()[0]), [int(n) for n in counts.ravel()]
    axis += len(shape) if axis < 0 else 0
    if sides.count(-1) == 1:
        sides[sides.index(-1)] = shape[axis] - sum(sides) - 1 if 0 <= axis < len(shape) else -1
    if not 0 < axis < len(shape) or min(sides) < 1 or sum(sides) != shape[axis]:
        raise refuse(node, f"splits axis {axis} of {list(shape)} into {sides}")
    for at, side in enumerate(sides):
        begin = [0] * len(shape)
        begin[axis] = sum(sides[:at])
        made = (*shape[:axis], side, *shape[axis + 1 :])
        tensor = build.graph.tensors[node.outputs[at]]
        worth = build.worth(tensor, f"output {at} of {node.name}")
        if tensor.shape != made or worth != build.taken(node, 0):
            raise refuse(node, f"makes {list(tensor.shape)} of another scale or shape")
        _take(build, node, value, at, tuple(begin), made)


def _take(
    build: Builder, node: Node, value: Value, at: int, begin: tuple[int, ...],
    shape: tuple[int, ...],
) -> None:  # fmt: skip
    """A box of the tensor whose value is given becomes output `at`."""
    if len(begin) < 2 or begin[0] != 0 or shape[0] != 1:
        raise refuse(node, "takes a part of the samples, and mote runs one at a time")
    value = build.shaped(node, value, value.shape)
    box = spatial(shape, f"output {at} of {node.name}")
    row, column, channel = (0,) * (4 - len(begin)) + begin[1:]
    held = build.layers[value.layer]
    worth = held.scale, held.zero, *build.range
    first = row, column, channel
    build.layers.append(Part(node.name, (value.layer,), box, *worth, begin=first))
    build.values[node.outputs[at]] = Value(len(build.layers) - 1, box)
