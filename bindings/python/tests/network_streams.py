"""A streaming network as TensorFlow writes one: variables that keep rows between calls."""

from __future__ import annotations

import numpy as np
from network_cases import RELU, VALID, Drawn, conv, dense, depthwise


class Variables:
    """Variables of a network in the making."""

    def __init__(self, net: Drawn) -> None:
        self.net = net
        self.count = 0
        net.file.operator("CALL_ONCE", [], [], graph=1)

    def ring(self, given: int, shape: tuple[int, ...], rows: int, *, drops: bool = False) -> int:
        """The last rows of a tensor; with `drops` the oldest is dropped before new ones come."""
        net, file, name = self.net, self.net.file, f"stream_{self.count}/states"
        self.count += 1
        kept = rows if drops else rows - shape[1]
        worth = net.worth.get(given)
        held = (1, kept, *shape[2:])
        zeros = np.full(held, 0 if worth is None else worth[1])
        first = file.tensor(held, net.dtype, *(worth or ()), data=zeros)
        file.begun.append((name, first))
        handle = file.tensor((), "resource")
        file.operator("VAR_HANDLE", [], [handle], container="", variable=name)
        read = net.add("READ_VARIABLE", [handle], held, worth=worth)
        if drops:
            read = self.last(read, held, kept - shape[1])
        made = (1, rows, *shape[2:])
        at = net.add("CONCATENATION", [read, given], made, worth=worth, axis=1, activation=0)
        last = at if drops else self.last(at, made, kept)
        file.operator("ASSIGN_VARIABLE", [handle, last], [])
        return at

    def last(self, given: int, shape: tuple[int, ...], rows: int) -> int:
        """The last rows, by a STRIDED_SLICE."""
        net, file = self.net, self.net.file
        ends = [
            file.tensor((len(shape),), "int32", data=numbers)
            for numbers in ([0, -rows, 0, 0], [0] * len(shape), [1] * len(shape))
        ]
        made = (1, rows, *shape[2:])
        return net.add(
            "STRIDED_SLICE", [given, *ends], made, worth=net.worth.get(given), begin_mask=13,
            end_mask=15,
        )  # fmt: skip

    def split(self, given: int, shape: tuple[int, ...], sides: list[int]) -> list[int]:
        """Some of the channels, and the others."""
        net, worth = self.net, self.net.worth.get(given)
        counts = net.file.tensor((len(sides),), "int32", data=sides)
        axis = net.file.tensor((), "int32", data=[-1])
        parts = [net.made((*shape[:3], side), worth) for side in sides]
        net.file.operator("SPLIT_V", [given, counts, axis], parts)
        return parts


def stream(dtype: str, seed: int) -> bytes:
    """Two rows a call; kernels of two sizes on parts of the channels; a decision on three rows."""
    net = Drawn(seed, dtype, (1, 2, 1, 5))
    kept = Variables(net)
    at = kept.ring(net.file.inputs[0], net.shape, 4)
    at, shape = conv(net, at, (1, 4, 1, 5), 8, (4, 1), (2, 1), padding=VALID, activation=RELU)
    at = kept.ring(at, shape, 5)
    parts = kept.split(at, (1, 5, 1, 8), [3, 5])
    parts[0] = kept.last(parts[0], (1, 5, 1, 3), 3)
    worth = net.worth.get(net.file.inputs[0])
    joined = []
    for part, channels, rows in ((parts[0], 3, 3), (parts[1], 5, 5)):
        part, _ = depthwise(net, part, (1, rows, 1, channels), 1, (rows, 1), padding=VALID)
        if worth is not None:
            part = net.add("QUANTIZE", [part], (1, 1, 1, channels), worth=worth)
        joined.append(part)
    at = net.add("CONCATENATION", joined, (1, 1, 1, 8), worth=worth, axis=-1, activation=0)
    at, shape = conv(net, at, (1, 1, 1, 8), 4, (1, 1))
    at = kept.ring(at, shape, 3, drops=True)
    to = net.file.tensor((2,), "int32", data=[1, 12])
    at = net.add("RESHAPE", [at, to], (1, 12), worth=net.worth.get(at))
    return net.done(dense(net, at, 12, 3))
