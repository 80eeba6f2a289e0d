"""Small .tflite files for tests: a writer of flatbuffers, and of networks in them."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from mote.families.network.model_file import NetworkFile, from_bytes
from mote.families.network.schema import OPERATORS, OPTIONS, TYPES

_CODE = {"int8": "b", "uint8": "B", "int32": "i", "uint32": "I", "float": "f", "int64": "q"}
_NUMBER = {name: number for number, name in OPERATORS.items()}
_TYPE = {name: number for number, name in TYPES.items()}


@dataclass
class T:
    """A table: by field, a pair (type, number), another table, a list of tables, or an array."""

    fields: dict[int, Any] = field(default_factory=dict)


def flatbuffer(root: T, identifier: bytes) -> bytes:
    """The bytes of a table and all that it points to, each behind what points to it; a table that
    several point to is written once.
    """
    placed: dict[int, int] = {}
    out = bytearray(struct.pack("<I", 0) + identifier)
    waiting: list[tuple[int, Any]] = [(0, root)]
    while waiting:
        at, held = waiting.pop(0)
        if placed.get(id(held), 0) > at:
            struct.pack_into("<I", out, at, placed[id(held)] - at)
            continue
        out += bytes(-len(out) % 16)
        if isinstance(held, T):
            place = placed[id(held)] = _table(out, held, waiting)
        elif isinstance(held, list):
            place = len(out)
            out += struct.pack("<I", len(held)) + bytes(4 * len(held))
            waiting += [(place + 4 + 4 * i, one) for i, one in enumerate(held)]
        else:
            data = held.encode() if isinstance(held, str) else held
            count, raw = len(data), data if isinstance(data, bytes) else data.tobytes()
            out += bytes(12)  # what follows the length begins at 16
            place = len(out)
            out += struct.pack("<I", count) + raw + b"\0"
        struct.pack_into("<I", out, at, place - at)
    return bytes(out)


def _table(out: bytearray, held: T, waiting: list[tuple[int, Any]]) -> int:
    count = max(held.fields, default=-1) + 1
    vtable = len(out)
    out += struct.pack("<HH", 4 + 2 * count, 0) + bytes(2 * count)
    out += bytes(-len(out) % 8)
    place = len(out)
    out += struct.pack("<i", place - vtable)
    for at, value in held.fields.items():
        if isinstance(value, tuple):
            kind, number = value
            size = struct.calcsize(_CODE[kind])
            out += bytes(-len(out) % size)
            struct.pack_into("<H", out, vtable + 4 + 2 * at, len(out) - place)
            out += struct.pack("<" + _CODE[kind], number)
        else:
            out += bytes(-len(out) % 4)
            struct.pack_into("<H", out, vtable + 4 + 2 * at, len(out) - place)
            waiting.append((len(out), value))
            out += bytes(4)
    struct.pack_into("<H", out, vtable + 2, len(out) - place)
    return place


@dataclass
class Writer:
    """A network in the making: tensors and operators by their numbers."""

    tensors: list[T] = field(default_factory=list)
    buffers: list[T] = field(default_factory=lambda: [T()])
    operators: list[T] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    inputs: list[int] = field(default_factory=list)
    outputs: list[int] = field(default_factory=list)
    begun: list[tuple[str, int]] = field(default_factory=list)  # variables, and what is put there

    def tensor(
        self,
        shape: tuple[int, ...],
        dtype: str = "int8",
        scale: Any = (),
        zero: Any = (),
        data: Any = None,
        axis: int = 0,
    ) -> int:
        """Another tensor; its number. `data` makes it a constant."""
        fields: dict[int, Any] = {
            0: np.array(shape, np.int32),
            1: ("int8", _TYPE[dtype]),
            2: ("uint32", 0 if data is None else len(self.buffers)),
            3: f"t{len(self.tensors)}",
        }
        if data is not None:
            self.buffers.append(T({0: np.asarray(data, dtype).tobytes()}))
        scale, zero = np.atleast_1d(scale), np.atleast_1d(zero)
        if len(scale):
            zero = zero if len(zero) else np.zeros(len(scale))
            fields[4] = T(
                {2: scale.astype(np.float32), 3: zero.astype(np.int64), 6: ("int32", axis)}
            )
        self.tensors.append(T(fields))
        return len(self.tensors) - 1

    def operator(self, name: str, inputs: list[int], outputs: list[int], **options: Any) -> None:
        """Another operator; options by the names of schema.py."""
        if name not in self.codes:
            self.codes.append(name)
        fields: dict[int, Any] = {
            0: ("uint32", self.codes.index(name)),
            1: np.array(inputs, np.int32),
            2: np.array(outputs, np.int32),
        }
        if name in OPTIONS:
            number, known = OPTIONS[name]
            fields[3] = ("uint8", number)
            held = {known[key]: value for key, value in options.items()}
            fields[4] = T(
                {at: v if kind == "text" else (kind, v) for (at, kind, _), v in held.items()}
            )
        self.operators.append(T(fields))

    def bytes(self) -> bytes:
        """The file."""
        start = self._start() if self.begun else None
        codes = codes_of(self.codes)
        graph = T(
            {
                0: self.tensors,
                1: np.array(self.inputs, np.int32),
                2: np.array(self.outputs, np.int32),
                3: self.operators,
                4: "main",
            }
        )
        graphs = [graph] if start is None else [graph, start]
        model = {0: ("uint32", 3), 1: codes, 2: graphs, 3: "made by a test", 4: self.buffers}
        return flatbuffer(T(model), b"TFL3")

    def _start(self) -> T:
        """The graph that CALL_ONCE names: it puts constants into variables."""
        other = Writer(buffers=self.buffers, codes=self.codes)
        none = np.zeros(0, np.int32)
        for name, place in self.begun:
            handle = other.tensor((), "resource")
            other.operator("VAR_HANDLE", [], [handle], container="", variable=name)
            other.tensors.append(self.tensors[place])
            other.operator("ASSIGN_VARIABLE", [handle, len(other.tensors) - 1], [])
        return T({0: other.tensors, 1: none, 2: none, 3: other.operators, 4: "start"})


def codes_of(operators: list[str]) -> list[T]:
    """The list of operators of a file."""
    return [
        T({0: ("int8", min(_NUMBER[c], 127)), 2: ("int32", 1), 3: ("int32", _NUMBER[c])})
        for c in operators
    ]


def single(
    name: str,
    shape: tuple[int, ...],
    given: tuple[float, int],
    made: tuple[float, int],
    dtype: str = "int8",
    out: tuple[int, ...] | None = None,
    **options: float,
) -> bytes:
    """A file of one operator that takes one tensor, with (scale, zero) of both ends."""
    file = Writer()
    file.inputs = [file.tensor(shape, dtype, *given)]
    file.outputs = [file.tensor(out or shape, dtype, *made)]
    file.operator(name, file.inputs, file.outputs, **options)
    return file.bytes()


class NetworkOf:
    """As an estimator whose fit gives a network's file: that of a perceptron of scikit-learn."""

    def __init__(self, perceptron: Any) -> None:
        self.perceptron = perceptron

    def fit(self, X: Any, y: Any) -> NetworkFile:
        reach = np.maximum(np.abs(X).max(axis=0), 1e-3)
        fitted = self.perceptron.fit(X / reach, y)
        file, wide = Writer(), X.shape[1]
        at = file.tensor((1, wide), "float32")
        file.inputs = [at]
        layers = list(zip(fitted.coefs_, fitted.intercepts_))
        for i, (weights, bias) in enumerate(layers):
            scale = reach[:, None] if i == 0 else 1.0
            held = file.tensor(weights.T.shape, "float32", data=(weights / scale).T)
            start = file.tensor(bias.shape, "float32", data=bias)
            made = file.tensor((1, len(bias)), "float32")
            last = i + 1 == len(layers)
            file.operator("FULLY_CONNECTED", [at, held, start], [made], activation=int(not last))
            at = made
        if hasattr(fitted, "classes_"):
            made = file.tensor((1, len(fitted.classes_)), "float32")
            file.operator("SOFTMAX", [at], [made], beta=1.0)
            at = made
        file.outputs = [at]
        return from_bytes(file.bytes(), "perceptron.tflite")
