"""What a converted network is held to, and how far it may differ."""

from __future__ import annotations

from typing import Any

import numpy as np

from ...arrays import Floats
from ..base import Contract, Evidence, Excuse, Samples, ask
from ..shared import likelihoods
from ..shared.float32 import LARGEST, TINY, UNIT
from . import integers
from .read import Ir
from .stored import Layer, Stored

_DOUBLE = 2.0**-50  # what scikit-learn's own sums of doubles may be off by
_ROUNDED = 0.9  # units that two roundings and a rounded factor may be off by
_CURVE = {"int8": 1.01, "int16": 3.0}  # units that a curve of integers may be off by
_ULPS = {"identity": 0.0, "relu": 0.0, "tanh": 3.0, "logistic": 5.0}  # halves, of a float's curve


def contract(s: Stored, estimator: Any, samples: Samples) -> Contract:
    """Labels, probabilities and values within what the number format can do to them; the sums of
    integers are exactly those of numpy.
    """
    sums, error, reach = _follow(s, samples)
    beyond = np.zeros(len(sums), bool)
    if s.dtype == "float":
        beyond = ~(reach < LARGEST) | (np.abs(samples.raw) > LARGEST).any(axis=1)
        evidence = Evidence(sums, error)
    else:
        own: Floats = np.asarray(integers.sums(s, samples.features) * s.unit)
        evidence = Evidence(own, np.full_like(own, s.unit / 2))
    if s.ir.classes is None:
        value = np.ravel(ask(estimator, "predict", samples.given)).astype(np.float64)
        bound = error[:, 0] + UNIT * np.abs(value)
        excused = {"beyond float32": Excuse(beyond, numbers=True)} if s.dtype == "float" else {}
        return Contract(value, None, value[:, None], bound, excused, evidence, ceiling=np.inf)
    if s.ir.outputs == 1:
        none = np.zeros_like(sums)
        sums, error = np.concatenate([none, sums], 1), np.concatenate([none, error], 1)
    rounds = 0.0 if s.dtype == "float" else (4 + 2 * len(s.ir.classes)) * 2.0**-15
    found = likelihoods.contract(estimator, samples, sums, error, beyond, evidence, rounds=rounds)
    if s.dtype != "float":
        del found.excused["beyond float32"]  # type: ignore[attr-defined]
    return found


def _follow(s: Stored, samples: Samples) -> tuple[Floats, Floats, Floats]:
    """The last sums of the estimator, how far the chip's may be from them, and the size of what is
    added up anywhere.

    Each layer passes on what its inputs are off by, times its weights, and adds its own. Of floats,
    with u half a step: weight and product are rounded, and each of n sums, in any order, of at most
    all sizes (N. Higham, Accuracy and Stability, 3.1). Of integers: what the weights held are off
    by, two roundings, and what is beyond the range. A curve never falls, so that its ends tell what
    becomes of an error.
    """
    ir, x = s.ir, samples.raw
    off, reach = _given(s, samples), np.abs(x).max(axis=1, initial=0.0)
    for at, (weights, start) in enumerate(zip(ir.weights, ir.start)):
        size = np.abs(weights).T
        sums = x @ weights.T + start
        whole = (np.abs(x) + off) @ size + np.abs(start)
        reach = np.maximum(reach, whole.max(axis=1))
        n = weights.shape[1]
        error = off @ size + _DOUBLE * (n + 4) * whole
        last = at + 1 == len(ir.weights)
        if s.dtype == "float":
            error += UNIT * (n + 3) * whole + (n + 1) * TINY
        else:
            held = _held(s, at)
            error += (np.abs(x) + off) @ np.abs(held[0] - weights).T + np.abs(held[1] - start)
        if last:
            return sums, error, reach
        x, off = ir.activate(sums), _activated(s, s.layers[at], sums, error)
    raise AssertionError("a network has a last layer")


def _given(s: Stored, samples: Samples) -> Floats:
    """How far each feature may be from the estimator's."""
    size = np.abs(samples.raw)
    off = np.zeros_like(samples.raw) if samples.off is None else samples.off.copy()
    if s.ir.slack is not None:
        off += UNIT * s.ir.slack[:, 0] * (size + s.ir.slack[:, 1])
    if s.scaling is None:
        return off + UNIT * size + TINY
    scale, offset = s.scaling.scale.astype(np.float64), s.scaling.offset.astype(np.float64)
    return off + np.abs(samples.features / scale + offset - samples.raw)


def _held(s: Stored, at: int) -> tuple[Floats, Floats]:
    """Weights and start as the integers of a layer have them, for what its inputs are worth."""
    layer = s.layers[at]
    assert layer.unit is not None and s.scaling is not None
    weights = layer.weights.astype(np.float64)
    start = layer.start.astype(np.float64)
    if at == 0:
        step = 1.0 / s.scaling.scale.astype(np.float64)
        zero = -s.scaling.offset.astype(np.float64) / step
    else:
        before = s.layers[at - 1]
        assert before.scale is not None
        step, zero = before.scale, np.full(len(before.scale), float(before.zero))
    start = (start + weights @ zero) * layer.unit
    return weights * layer.unit[:, None] / step, start


def _activated(s: Stored, layer: Layer, sums: Floats, error: Floats) -> Floats:
    """What the outputs of a hidden layer are off by, where its sums are off by `error`."""
    ir = s.ir
    if s.dtype != "float" and layer.bits:
        step = 2.0**-layer.bits
        beyond = np.maximum(np.abs(sums) - 2.0**15 * step, 0.0)
        error = error + _ROUNDED * step + beyond
    value = ir.activate(sums)
    spread = np.maximum(ir.activate(sums + error) - value, value - ir.activate(sums - error))
    if s.dtype == "float":
        return np.asarray(spread + _ULPS[ir.activation] * UNIT * (np.abs(value) + spread))
    assert layer.scale is not None
    if layer.bits:
        return np.asarray(spread + _CURVE[s.dtype] * layer.scale)
    lowest, highest = _ends(s, layer)
    beyond = np.maximum(value - highest, 0.0) + np.maximum(lowest - value, 0.0)
    return np.asarray(spread + _ROUNDED * layer.scale + beyond)


def _ends(s: Stored, layer: Layer) -> tuple[Floats, Floats]:
    """What the integers of a layer's outputs reach."""
    assert layer.scale is not None
    kind = np.iinfo(layer.weights.dtype)
    return (kind.min - layer.zero) * layer.scale, (kind.max - layer.zero) * layer.scale


def ranges(ir: Ir, X: Floats) -> tuple[Floats, ...]:
    """(lowest, highest) of each output of each hidden layer on samples."""
    return tuple(np.stack([x.min(axis=0), x.max(axis=0)], 1) for x in ir.layers(X)[:-1])
