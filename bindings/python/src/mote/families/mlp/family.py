"""Multi-layer perceptrons as a family: what each of its files does for the converter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from ...arrays import Array, Floats, Ints
from ...emit import file
from ...emit.literals import C_TYPE, floating, integer, rows
from ...pipeline.columns import Column
from ...scaling import Scaling
from ..base import Abi, Body, Contract, Cure, Facts, File, Option, Output, Samples
from ..shared import weights
from ..shared.lines import lines_of
from .contract import contract, ranges
from .read import Ir, read
from .stored import Layer, Stored, quantize


class Mlp:
    """scikit-learn's MLPClassifier and MLPRegressor."""

    name = "mlp"
    estimators = (
        "sklearn.neural_network.MLPClassifier",
        "sklearn.neural_network.MLPRegressor",
    )
    converts = "MLP (classifier and regressor)"
    options: Mapping[str, Option] = {}
    dtypes: Mapping[str, str] = {
        "int32": "products of 32 bits do not fit the sums of a layer. Use dtype='float', or "
        "dtype='int16' with calibrate=."
    }

    def read(self, estimator: Any) -> Ir:
        return read(estimator)

    def behind(self, ir: Ir, columns: Sequence[Column]) -> tuple[Ir, Ints]:
        """A scaler becomes a part of the first layer."""
        lines = lines_of(columns, "a network")
        first, start, slack, used = weights.behind(ir.weights[0], ir.start[0], lines)
        through, begin = (first, *ir.weights[1:]), (start, *ir.start[1:])
        return replace(ir, weights=through, start=begin, slack=slack), used

    def ranged(self, ir: Ir, X: Floats) -> Ir:
        """How far the outputs of each layer reach on the samples of calibrate."""
        return replace(ir, ranges=ranges(ir, X))

    def quantize(
        self, ir: Ir, dtype: str, scaling: Scaling | None, options: Mapping[str, Any]
    ) -> Stored:
        return quantize(ir, dtype, scaling)

    def facts(self, stored: Stored) -> Facts:
        s, ir = stored, stored.ir
        shape = "-".join(map(str, ir.shape))
        rest = frozenset({"flash", "ram", "instructions", "microseconds"})
        hidden = max(ir.shape[1:-1], default=0)
        cures = [Cure("smaller layers: hidden_layer_sizes", rest)]
        if s.dtype != "int8":
            cures.insert(0, Cure("integers: dtype='int8' with calibrate=", rest))
        parts = {
            f"layer {at + 1}: {layer.weights.shape[1]} x {len(layer.start)} weights": s.bytes(layer)
            for at, layer in enumerate(s.layers)
        }
        if s.dtype != "float":
            parts["what a unit of the sums is worth"] = 4 if ir.classes is None else 8
        return Facts(
            n_features=ir.n_features,
            classes=ir.classes,
            line=f"layers {shape}, {ir.activation}, {s.dtype} features, {s.entries:,} weights",
            parts=parts,
            work=f"{s.entries:,} products of a feature or an output and a weight",
            memory=f"the outputs of two layers, of at most {hidden}",
            cures=tuple(cures),
            details={"layers": ir.shape, "activation": ir.activation},
        )

    def abi(self, stored: Stored) -> Abi:
        """Sums are floats, or integers in units."""
        s = stored
        kind = "float" if s.dtype == "float" else "int32"
        sums = Output(kind, s.unit, s.ir.outputs)
        if s.ir.classes is None:
            return Abi(s.dtype, Output(kind, s.unit), score=sums)
        k = len(s.ir.classes)
        floats = s.dtype == "float"
        probability = Output("float", 1.0, k) if floats else Output("uint16", 1 / 32768, k)
        return Abi(s.dtype, Output("uint16"), probability, sums)

    def emit(self, stored: Stored) -> Body:
        s = stored
        label = "void" if s.ir.classes is None else "label"
        value = f"{{{_value(s, s.layers[-1])}}}"
        for layer in reversed(s.layers[:-1]):
            value = f"{{{_value(s, layer)},\n    {value}}}"
        return Body(
            ["mote/nn/mlp.hpp", "mote/model/model.hpp"],
            _kind(s, label),
            f"{{{{{_units(s)}}},\n    // Of each layer what the sums start from, and a row of "
            f"weights an output\n    {value}}}",
            entries=s.entries,
            longest=s.entries,
        )

    def file(self, stored: Stored) -> File | None:
        s, facts = stored, self.facts(stored)
        records = []
        if s.dtype != "float":
            more = () if s.ir.classes is None else s.decay
            records.append(file.record("unit", np.float32(s.unit), *more))
        records += [file.record("neuron", *each) for layer in s.layers for each in _neurons(layer)]
        return file.loaded(
            _kind(s, "void" if s.ir.classes is None else file.label_type(facts)),
            "mote/nn/mlp.hpp",
            [
                "mlp",
                *[s.ir.activation] * (len(s.layers) - 1),
                "sums",
                *(len(layer.start) for layer in s.layers),
                *(_format(layer) for layer in s.layers[:-1]),
                0,
            ],
            facts,
            s.dtype,
            s.scaling,
            [sum(len(layer.start) for layer in s.layers)],
            records,
        )

    def contract(self, stored: Stored, estimator: Any, samples: Samples) -> Contract:
        return contract(stored, estimator, samples)

    def probes(self, stored: Stored, rows: int) -> Array | None:
        return weights.probes(stored.ir.weights[0], stored.dtype, rows)


def _kind(s: Stored, label: str) -> str:
    """The C++ type, with labels of the type `label`."""
    layers = ", ".join(_type(s, layer) for layer in s.layers)
    return f"mote::mlp<{label},\n    {layers}>"


def _format(layer: Layer) -> int:
    """Format of mote::dense: of integers the bits below the point of a curve, or what is 0."""
    return layer.bits or (layer.zero if layer.factors is not None else 0)


def _neurons(layer: Layer) -> Iterable[tuple[Any, ...]]:
    """Of each output its start and weights, and of integers of a hidden layer factor and shift."""
    if layer.factors is None or layer.shifts is None:
        return zip(layer.start, layer.weights)
    return zip(layer.start, layer.weights, layer.factors, layer.shifts)


def _type(s: Stored, layer: Layer) -> str:
    outputs, inputs = layer.weights.shape
    shape = f"{C_TYPE[s.dtype]}, {inputs}, {outputs}"
    if layer is s.layers[-1]:
        return f"mote::dense_sums<{shape}>"
    form = _format(layer)
    kind = f"mote::activation::{s.ir.activation}"
    return f"mote::dense<{kind}, {shape}{f', {form}' if form else ''}>"


def _value(s: Stored, layer: Layer) -> str:
    write = floating if s.dtype == "float" else lambda number: integer(int(number))
    start = rows(map(write, layer.start.tolist()))
    weights = ",\n".join(rows(map(write, row)) for row in layer.weights.tolist())
    products = f"{{{{{{\n{start}}}}}, {{{{\n{weights}}}}}}}"
    if layer is s.layers[-1]:
        return products
    if layer.factors is None or layer.shifts is None:
        return f"{{{products}, {{}}}}"
    factors = rows(str(int(f)) for f in layer.factors)
    shifts = rows(str(int(n)) for n in layer.shifts)
    return f"{{{products},\n    {{{{{{\n{factors}}}}}, {{{{\n{shifts}}}}}}}}}"


def _units(s: Stored) -> str:
    """The initialiser of mote::mlp_units."""
    if s.dtype == "float":
        return ""
    if s.ir.classes is None:
        return f"{{{floating(s.unit)}}}"
    return f"{{{floating(s.unit)}, {{{s.decay[0]}, {s.decay[1]}}}}}"
