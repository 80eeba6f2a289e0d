"""Operators that look at windows or at all rows and columns, without weights."""

from __future__ import annotations

import math

from .building import Builder, refuse, window
from .graph import Node
from .integers import multiplier
from .layers import Mean, Pool


def pool(build: Builder, node: Node) -> None:
    build.unpadded(node, 0)
    value = build.placed(node, 0)
    shape, sides = window(node, int(node.options["height"]), int(node.options["width"]), value)
    scale, zero = build.same_worth(node, 0)
    build.add(
        node,
        Pool(
            node.name, (value.layer,), (*sides, value.shape[2]), scale, zero, *build.clip(node),
            window=shape, average=node.operator == "AVERAGE_POOL_2D",
        ),
    )  # fmt: skip


def mean(build: Builder, node: Node) -> None:
    """Over all rows and columns."""
    build.unpadded(node, 0)
    value = build.placed(node, 0)
    axes, given = build.constant(node, 1), len(build.tensor(node, 0).shape)
    wanted = set(range(1, given - 1))
    if given < 3 or axes is None or {int(a) % given for a in axes.ravel()} != wanted:
        raise refuse(node, "is a mean of some axes; mote takes one of all rows and columns")
    height, width, channels = value.shape
    (taken, _), (scale, zero) = build.taken(node, 0), build.made(node)
    factor = shift = 0
    count = height * width
    if build.dtype != "float":
        if count * (build.range[1] - build.range[0]) >= 2**31:
            raise refuse(node, f"adds {count:,} numbers, whose sum leaves 32 bits")
        factor, shift = multiplier(taken / scale)
        k = max(min(int(math.log2(count)), 32, 31 - shift), 0)
        factor, shift = (factor << k) // count, shift + k
        if shift < 0:
            raise refuse(node, "has an output scale below that of its input")
    build.add(
        node,
        Mean(
            node.name, (value.layer,), (1, 1, channels), scale, zero, *build.range,
            factor=factor, shift=shift,
        ),
    )  # fmt: skip
