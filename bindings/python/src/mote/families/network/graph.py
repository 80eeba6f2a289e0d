"""A network as its file has it: tensors, and nodes that make some of others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...arrays import Array, Ints


@dataclass(frozen=True)
class Tensor:
    """Numbers of one shape and type; of integers what they are worth: scale * (q - zero)."""

    shape: tuple[int, ...]
    dtype: str
    scale: NDArray[np.float32]  # one of the tensor, one a channel, or none
    zero: Ints
    axis: int  # of which the channels are
    data: Array | None  # None: a node makes it, or it is the input


@dataclass(frozen=True)
class Node:
    """An operator: which tensors it takes and makes. A tensor of number -1 is left out. `label` is
    what messages call it, where that is not its operator.
    """

    operator: str
    index: int  # its place in the file
    inputs: tuple[int, ...]
    outputs: tuple[int, ...]
    options: Mapping[str, Any]
    label: str = ""

    @property
    def name(self) -> str:
        """As messages call it."""
        return self.label or f"{self.operator} (operator {self.index})"


@dataclass(frozen=True)
class Graph:
    """A network: its nodes stand in the order in which they run."""

    file: str  # the name of the file, for messages
    tensors: tuple[Tensor, ...]
    nodes: tuple[Node, ...]
    inputs: tuple[int, ...]
    outputs: tuple[int, ...]
    start: Graph | None = None  # what CALL_ONCE runs before the first call
