"""A graph in the making: layers of Keras are written in operators of TensorFlow Lite."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from ....arrays import Array
from ....errors import UnsupportedError
from ..building import MOST_WEIGHTS
from ..graph import Graph, Node, Tensor
from ..lower import MOST_NODES
from ..tflite import MOST_NUMBERS

Shape = tuple[int, ...]
MOST_INTEGER = 1 << 24  # of a configuration


@dataclass(frozen=True)
class Given:
    """A layer as its model has it: class, name, options, and how to come by its weights."""

    kind: str
    name: str
    config: Mapping[str, Any]
    arrays: Callable[[], Sequence[Array]]

    @property
    def label(self) -> str:
        """As messages call it, and comments of headers: nothing in it can end a line."""
        plain = re.sub(r"[^A-Za-z0-9_./-]", "?", self.name)[:64]
        return f"{_word(self.kind)} (layer {plain!r})"

    def refuse(self, what: str) -> UnsupportedError:
        """The error to raise: which layer, and what about it."""
        return UnsupportedError(f"{self.label} of this network {what}.")

    def get(self, key: str, default: Any = None) -> Any:
        """An option; one that is None counts as left out."""
        held = self.config.get(key)
        return default if held is None else held

    def integer(self, key: str, default: int | None = None, least: int = 1) -> int:
        held = self.get(key, default)
        if isinstance(held, bool) or not isinstance(held, int) or not least <= held <= MOST_INTEGER:
            raise self.refuse(f"has {key} {_shown(held)}, and a whole number was expected")
        return held

    def sides(self, key: str, axes: int, default: Any = None) -> tuple[int, int]:
        """One number, or one an axis, as height and width: of a sequence the height is 1."""
        held = self.get(key, default)
        each = list(held) if isinstance(held, (list, tuple)) else [held] * axes
        if len(each) != axes or not all(
            isinstance(n, int) and not isinstance(n, bool) and 1 <= n <= MOST_INTEGER for n in each
        ):
            raise self.refuse(f"has {key} {_shown(held)}, and {axes} whole numbers were expected")
        return (1, each[0]) if axes == 1 else (each[0], each[1])

    def real(self, key: str, default: float | None = None) -> float:
        held = self.get(key, default)
        if isinstance(held, bool) or not isinstance(held, (int, float)) or not abs(held) < 1e30:
            raise self.refuse(f"has {key} {_shown(held)}, and a finite number was expected")
        return float(held)

    def flag(self, key: str, default: bool) -> bool:
        held = self.get(key, default)
        if held not in (False, True):  # 0 and 1 are equal to them
            raise self.refuse(f"has {key} {_shown(held)}, and True or False was expected")
        return bool(held)

    def text(self, key: str, default: str, known: Sequence[str]) -> str:
        held = self.get(key, default)
        if not isinstance(held, str) or held not in known:
            raise self.refuse(
                f"has {key} {_shown(held)}, and mote reads {' and '.join(map(repr, known))}"
            )
        return held

    def weights(self, *shapes: Shape) -> list[Array]:
        """Its arrays, which must be of these shapes."""
        held = list(self.arrays())
        if [one.shape for one in held] != list(shapes):
            raise self.refuse(
                f"has weights of shapes {[list(one.shape) for one in held]}, and "
                f"{[list(one) for one in shapes]} were expected"
            )
        found = [np.asarray(one, np.float64) for one in held]
        if not all(np.isfinite(one.astype(np.float32)).all() for one in found):
            raise self.refuse("has a weight that is no finite float32")
        return found


def _word(kind: str) -> str:
    """A class as messages name it."""
    return re.sub(r"[^A-Za-z0-9_]", "?", kind)[:64]


def _shown(held: object) -> str:
    said = repr(held)
    return said if len(said) <= 60 else said[:57] + "..."


_NONE = np.zeros(0, np.float32), np.zeros(0, np.int64), 0


@dataclass
class Making:
    """Tensors and nodes so far."""

    file: str
    tensors: list[Tensor] = field(default_factory=list)
    nodes: list[Node] = field(default_factory=list)
    held: int = 0  # numbers of all constants

    def made(self, shape: Shape, given: Given | None = None) -> int:
        """A tensor that a node makes, or the input."""
        if any(n < 1 for n in shape) or math.prod(shape) > MOST_NUMBERS:
            what = f"makes numbers of shape {list(shape)}, and mote takes up to {MOST_NUMBERS:,}"
            raise UnsupportedError(f"{self.file} {what}.") if given is None else given.refuse(what)
        self.tensors.append(Tensor(shape, "float32", *_NONE, None))
        return len(self.tensors) - 1

    def shape(self, at: int) -> Shape:
        return self.tensors[at].shape

    def constant(self, data: Array, given: Given) -> int:
        """A tensor that the network holds: float32, or numbers of a shape."""
        self.held += data.size
        if self.held > MOST_WEIGHTS:
            raise given.refuse(f"has more weights, with those before it, than {MOST_WEIGHTS:,}")
        whole = data.dtype.kind in "iu"
        kept = np.ascontiguousarray(data, np.int32 if whole else np.float32)
        self.tensors.append(Tensor(kept.shape, str(kept.dtype), *_NONE, kept))
        return len(self.tensors) - 1

    def node(
        self, operator: str, given: Given, inputs: Sequence[int], shape: Shape, part: str = "",
        **options: Any,
    ) -> int:  # fmt: skip
        """An operator, and the tensor that it makes; `part` says which of several it is."""
        if len(self.nodes) >= MOST_NODES:
            raise UnsupportedError(f"{self.file} has more than {MOST_NODES} layers.")
        out = self.made(shape, given)
        label = given.label if not part else f"{given.label[:-1]}, {part})"
        self.nodes.append(Node(operator, len(self.nodes), tuple(inputs), (out,), options, label))
        return out

    def graph(self, first: int, last: int) -> Graph:
        return Graph(self.file, tuple(self.tensors), tuple(self.nodes), (first,), (last,))
