"""Networks from files as a family: what each of its files does for the converter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from ...arrays import Array, Ints
from ...errors import UnsupportedError
from ...pipeline.columns import Column
from ...scaling import Scaling
from ..base import Abi, Body, Contract, Cure, Facts, File, Option, Output, Samples
from . import reference, text
from .contract import contract
from .layers import Network
from .model_file import NetworkFile, is_classifier, own_numbers
from .others import compared
from .recent import calls_to_fill, remembers
from .stored import Stored, flash, quantize


class Networks:
    """Networks of Keras, and of files of TensorFlow Lite and Keras."""

    name = "network"
    estimators = ("mote.families.network.model_file.NetworkFile",)
    converts = "networks of Keras, and of .tflite, .keras and .h5 files (by their path)"
    options: Mapping[str, Option] = {
        "classes": Option(None, "the names of the outputs, in their order"),
    }
    dtypes: Mapping[str, str] = {
        "int32": "a network computes in int8 or float. Leave dtype out.",
    }

    def read(self, estimator: NetworkFile) -> Network:
        return estimator.network

    def behind(self, ir: Network, columns: Sequence[Column]) -> tuple[Network, Ints]:
        raise UnsupportedError("a network of a file has no Pipeline before it: convert it alone.")

    def quantize(
        self, ir: Network, dtype: str, scaling: Scaling | None, options: Mapping[str, Any]
    ) -> Stored:
        return quantize(ir, dtype, options["classes"], scaling is not None)

    def facts(self, stored: Stored) -> Facts:
        network = stored.network
        layers = len(network.layers) - 1
        ram = "mote::stream" if remembers(network) else "mote::workspace"
        parts = {
            f"layer {at}: {layer.name}": flash(layer, network.dtype)
            for at, layer in enumerate(network.layers)
            if flash(layer, network.dtype)
        }
        return Facts(
            n_features=network.input.size,
            classes=stored.classes,
            line=f"{layers} layers, {network.dtype} features, {stored.weights:,} weights",
            parts=parts,
            work=f"{stored.products:,} products of an input of a layer and a weight",
            memory=f"what the layers hand on is in a {ram}",
            cures=(
                Cure("a smaller network", frozenset({"flash", "instructions", "microseconds"})),
                Cure("layers with smaller outputs", frozenset({"ram"})),
            ),
            details={
                "layers": layers,
                "weights": stored.weights,
                "products": stored.products,
                **({"calls_to_fill": calls_to_fill(network)} if remembers(network) else {}),
            },
            ram=f"a {ram} of RAM",
            scaling=_scaling(network),
        )

    def abi(self, stored: Stored) -> Abi:
        """What the last layer gives, as it is."""
        network = stored.network
        last, stream = network.output, remembers(network)
        raw = Output(network.dtype, last.scale, last.size, last.zero)
        if network.dtype == "float":
            raw = Output("float", 1.0, last.size)
        if stored.classes is None:
            return Abi(network.dtype, raw, workspace=True, stream=stream)
        label = Output("uint16")
        if not is_classifier(network):
            return Abi(network.dtype, label, score=raw, workspace=True, stream=stream)
        held = network.layers[last.inputs[0]]
        score = Output(network.dtype, held.scale, held.size, held.zero)
        return Abi(network.dtype, label, raw, score, workspace=True, stream=stream)

    def emit(self, stored: Stored) -> Body:
        network = stored.network
        label = "void" if stored.classes is None else "label"
        includes = ["mote/nn/stream.hpp" if remembers(network) else "mote/nn/network.hpp"]
        if network.dtype == "float":
            includes.append("mote/nn/activation.hpp")
        return Body(
            includes,
            f"mote::network<{label}, parts::{text.last(network)}>",
            "{}",
            parts=text.parts(network),
        )

    def file(self, stored: Stored) -> File | None:
        return None

    def samples(self, stored: Stored, X: Any) -> tuple[Samples, int]:
        """Rows of any shape that fits, in real numbers or the network's own."""
        network = stored.network
        features, clipped = own_numbers(network, X)
        first = network.input
        worth = (features.astype(np.float64) - first.zero) * first.scale
        return Samples(worth, worth, worth, features), clipped

    def contract(self, stored: Stored, estimator: Any, samples: Samples) -> Contract:
        return contract(stored, samples)

    def compared(
        self, stored: Stored, estimator: NetworkFile, samples: Samples
    ) -> tuple[dict[str, str], list[str]]:
        """What interpreters answer that are installed, a line each."""
        if not estimator.data:
            return {}, []
        own = reference.run(stored.network, samples.features)
        said, broken = compared(estimator.data, stored.network.dtype, samples.features, own)
        if remembers(stored.network):
            said = {"rows": "in this order: each is a call of the stream", **said}
        return said, broken

    def probes(self, stored: Stored, rows: int) -> Array | None:
        return None


def _scaling(network: Network) -> str:
    """What a sample of the chip is, in words."""
    if network.dtype == "float":
        return "none: features as the network was trained on"
    return f"round(x / {text.number(network.input.scale)}) + {network.input.zero}"
