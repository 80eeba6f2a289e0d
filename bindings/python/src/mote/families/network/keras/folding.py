"""Scales, shifts and clips of a graph become a part of the operators beside them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace

import numpy as np

from ....arrays import Array, Floats
from ..graph import Graph, Node, Tensor

_PRODUCTS = ("CONV_2D", "DEPTHWISE_CONV_2D", "FULLY_CONNECTED")
_CLIPS = {"RELU": 1, "RELU6": 3}
_CLIPPED = (*_PRODUCTS, "ADD", "SUB", "MUL", "AVERAGE_POOL_2D", "MAX_POOL_2D")


def folded(graph: Graph) -> Graph:
    """The same function, with fewer nodes."""
    work = _Work(graph, list(graph.tensors))
    return work.forwards(work.backwards())


@dataclass
class _Work:
    graph: Graph
    tensors: list[Tensor]
    renamed: dict[int, int] = field(default_factory=dict)

    def _uses(self, nodes: tuple[Node, ...] | list[Node]) -> Counter[int]:
        used = Counter(at for node in nodes for at in node.inputs)
        used.update(self.renamed.get(at, at) for at in self.graph.outputs)
        return used

    def backwards(self) -> list[Node]:
        """What follows an operator that nothing else follows becomes a part of it."""
        uses = self._uses(self.graph.nodes)
        made: dict[int, int] = {}  # by tensor, the place of the node that makes it
        kept: list[Node] = []
        for node in self.graph.nodes:
            source = node.inputs[0]
            inputs = tuple(self.renamed.get(at, at) for at in node.inputs)
            node = replace(node, inputs=inputs)
            before = made.get(inputs[0]) if uses[source] == 1 else None
            if before is not None and kept[before].options.get("activation") == 0:
                joined = self._joined(kept[before], node)
                if joined is not None:
                    kept[before] = joined
                    self.renamed[node.outputs[0]] = inputs[0]
                    continue
            made[node.outputs[0]] = len(kept)
            kept.append(node)
        return kept

    def _joined(self, before: Node, node: Node) -> Node | None:
        """Both nodes as one; None: they stay two."""
        if node.operator in _CLIPS and before.operator in _CLIPPED:
            clipped = {**before.options, "activation": _CLIPS[node.operator]}
            return replace(before, options=clipped)
        held = self._affine(node)
        if held is None or before.operator not in _PRODUCTS:
            return None
        scale, shift = held
        weights = self._numbers(before, 1)
        along = -1 if before.operator == "DEPTHWISE_CONV_2D" else 0
        each = scale.reshape([-1 if i == along % weights.ndim else 1 for i in range(weights.ndim)])
        return self._with(before, weights * each, self._bias(before, len(scale)) * scale + shift)

    def forwards(self, nodes: list[Node]) -> Graph:
        """What is before a sum of products becomes a part of it, where no padding is."""
        uses = self._uses(nodes)
        places = {at: i for i, node in enumerate(nodes) for at in node.inputs}
        dropped: set[int] = set()
        for i, node in enumerate(nodes):
            held = self._affine(node)
            if held is None or node.options["activation"] != 0:
                continue
            scale, shift = held
            at = node.outputs[0]
            while uses[at] == 1 and at in places and self._passes(nodes[places[at]], scale, shift):
                at = nodes[places[at]].outputs[0]
            if uses[at] != 1 or at not in places:
                continue
            behind = self._scaled(nodes[places[at]], scale, shift)
            if behind is not None:
                nodes[places[at]] = behind
                self.renamed[node.outputs[0]] = node.inputs[0]
                dropped.add(i)
        kept = []
        for i, node in enumerate(nodes):
            if i not in dropped:
                kept.append(replace(node, inputs=tuple(map(self._source, node.inputs))))
        outputs = tuple(map(self._source, self.graph.outputs))
        graph = self.graph
        return Graph(graph.file, tuple(self.tensors), tuple(kept), graph.inputs, outputs)

    def _source(self, at: int) -> int:
        while at in self.renamed:
            at = self.renamed[at]
        return at

    def _passes(self, node: Node, scale: Floats, shift: Floats) -> bool:
        """True where it is the same to scale behind the node."""
        if node.operator == "RESHAPE":
            return len({*scale.tolist()}) == 1 and len({*shift.tolist()}) == 1
        return node.operator == "PAD" and not shift.any()

    def _scaled(self, node: Node, scale: Floats, shift: Floats) -> Node | None:
        """A sum of products whose inputs are scaled and shifted; None: it is none, or pads."""
        if node.operator not in _PRODUCTS:
            return None
        weights = self._numbers(node, 1)
        pads = node.operator != "FULLY_CONNECTED" and node.options["padding"] == 0
        if pads and weights.shape[1:3] != (1, 1) and shift.any():
            return None
        inputs = weights.shape[-1]
        if node.operator == "DEPTHWISE_CONV_2D":
            inputs //= int(node.options["multiplier"])
        if len(scale) != inputs:  # behind a RESHAPE, and all are one number
            scale, shift = np.full(inputs, scale[0]), np.full(inputs, shift[0])
        if node.operator == "DEPTHWISE_CONV_2D":
            times = int(node.options["multiplier"])
            scale, shift = np.repeat(scale, times), np.repeat(shift, times)
            more = (weights * shift).sum(axis=(0, 1, 2))
        else:
            more = (weights * shift).reshape(len(weights), -1).sum(axis=1)
        return self._with(node, weights * scale, self._bias(node, len(more)) + more)

    def _affine(self, node: Node) -> tuple[Floats, Floats] | None:
        """Scale and shift of each channel; None: the node does something else."""
        if node.operator != "DEPTHWISE_CONV_2D" or node.options["multiplier"] != 1:
            return None
        weights = self._numbers(node, 1)
        steps = node.options["stride_h"], node.options["stride_w"]
        if weights.shape[:3] != (1, 1, 1) or steps != (1, 1):
            return None
        return weights.ravel(), self._bias(node, weights.size)

    def _numbers(self, node: Node, at: int) -> Array:
        data = self.tensors[node.inputs[at]].data
        assert data is not None
        return data.astype(np.float64)

    def _bias(self, node: Node, outputs: int) -> Floats:
        return self._numbers(node, 2) if len(node.inputs) > 2 else np.zeros(outputs)

    def _with(self, node: Node, weights: Array, bias: Array) -> Node:
        """The node with other numbers."""
        places = []
        for data in (weights, bias):
            held = replace(self.tensors[node.inputs[1]], shape=data.shape)
            # What is beyond float32 is refused by who reads the graph.
            with np.errstate(over="ignore"):
                self.tensors.append(replace(held, data=data.astype(np.float32)))
            places.append(len(self.tensors) - 1)
        return replace(node, inputs=(node.inputs[0], *places))
