"""What the chip holds of a network: its layers, and what its answers are called."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ...arrays import Array
from ...errors import UnsupportedError
from .layers import (
    Convolution,
    Dense,
    Depthwise,
    Layer,
    Network,
    Products,
    Table,
)
from .model_file import is_classifier
from .text import refused


@dataclass(frozen=True)
class Stored:
    """A network, and the classes of its outputs; None: its answers are numbers."""

    network: Network
    classes: Array | None

    @property
    def products(self) -> int:
        """Of an inference."""
        return sum(_products(layer) for layer in self.network.layers)

    @property
    def weights(self) -> int:
        """Of all layers."""
        held = (layer for layer in self.network.layers if isinstance(layer, Products))
        return sum(layer.weights.size for layer in held)


def _products(layer: Layer) -> int:
    height, width, _ = layer.shape
    if isinstance(layer, (Convolution, Depthwise)):
        return int(height * width * layer.weights.size)
    return int(layer.weights.size) if isinstance(layer, Dense) else 0


def flash(layer: Layer, dtype: str) -> int:
    """Bytes of a layer's constants."""
    if isinstance(layer, Products):
        number = 4 if dtype == "float" else 1
        outputs = len(layer.start)
        each = 4 if dtype == "float" else 4 + 4 + 1
        return _words(layer.weights.size * number + outputs * each)
    return 256 if isinstance(layer, Table) else 0


def _words(size: int) -> int:
    return -(-size // 4) * 4


def quantize(network: Network, dtype: str, classes: Sequence[Any] | None, scaled: bool) -> Stored:
    """The network as it is: a file says its numbers itself."""
    if dtype != network.dtype:
        raise UnsupportedError(
            f"dtype={dtype!r} does not fit {network.file}, which computes in {network.dtype}: "
            "leave dtype out, or export the network anew."
        )
    if scaled:
        raise UnsupportedError(
            f"calibrate= does not fit {network.file}, which has its scales in it: leave it out."
        )
    error = refused(network)
    if error is not None:
        raise error
    return Stored(network, _classes(network, classes))


def _classes(network: Network, classes: Sequence[Any] | None) -> Array | None:
    count = network.output.size
    if classes is None:
        return np.arange(count) if is_classifier(network) else None
    names = np.asarray(classes)
    if names.shape != (count,) or len(set(names.tolist())) != count:
        raise UnsupportedError(
            f"classes={list(classes)!r} does not name the {count} outputs of {network.file}: give "
            "one name for each, in their order."
        )
    if count < 2:
        raise UnsupportedError(
            f"{network.file} has one output, so that there is nothing to tell apart: leave "
            "classes= out, and compare the number that it gives."
        )
    return names
