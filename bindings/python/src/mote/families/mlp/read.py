"""From a fitted estimator to layers of weights, in doubles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from ...arrays import Array, Floats
from ...errors import UnsupportedError

ACTIVATIONS = ("identity", "relu", "logistic", "tanh")


@dataclass(frozen=True)
class Ir:
    """The estimator in doubles: a matrix a layer, with a row an output."""

    classes: Array | None  # None: a regression
    activation: str  # of every hidden layer
    weights: tuple[Floats, ...]  # (outputs, inputs) each
    start: tuple[Floats, ...]  # (outputs,)
    # What scikit-learn's own scaler of float32 may be off by, (roundings, reach) a feature: each
    # rounding is half a step of |x| + reach.
    slack: Floats | None = None
    # (lowest, highest) of each output of each hidden layer, on the samples of calibrate.
    ranges: tuple[Floats, ...] | None = None

    @property
    def n_features(self) -> int:
        return int(self.weights[0].shape[1])

    @property
    def outputs(self) -> int:
        return len(self.start[-1])

    @property
    def shape(self) -> tuple[int, ...]:
        """Of the layers: "64-32-10"."""
        return (self.n_features, *(len(start) for start in self.start))

    def activate(self, sums: Floats) -> Floats:
        """What a hidden layer gives for its sums."""
        return activate(self.activation, sums)

    def layers(self, X: Floats) -> list[Floats]:
        """The outputs of each hidden layer, and the sums of the last one."""
        found = [X]
        for at, (weights, start) in enumerate(zip(self.weights, self.start)):
            sums = found[-1] @ weights.T + start
            found.append(self.activate(sums) if at + 1 < len(self.weights) else sums)
        return found[1:]


def activate(kind: str, sums: Floats) -> Floats:
    """As scikit-learn does, in doubles."""
    if kind == "relu":
        return np.maximum(sums, 0.0)
    if kind == "tanh":
        return np.tanh(sums)
    if kind == "logistic":
        return np.asarray(np.exp(-np.logaddexp(0.0, -sums)))
    return sums


def read(estimator: Any) -> Ir:
    """Raises UnsupportedError where the estimator has no equal."""
    kind = type(estimator).__name__
    classes = None
    if hasattr(estimator, "classes_"):
        classes = np.asarray(estimator.classes_)
        binarizer = getattr(estimator, "_label_binarizer", None)
        if binarizer is not None and binarizer.y_type_.startswith("multilabel"):
            raise UnsupportedError(
                f"{kind} was fitted on several labels a sample: fit one classifier a label, and "
                "convert each."
            )
    elif estimator.n_outputs_ > 1:
        raise UnsupportedError(
            f"{kind} was fitted on {estimator.n_outputs_} targets, and a network of the chip has "
            "one: fit one estimator a target, and convert each."
        )
    if classes is not None and len(classes) < 2:
        raise UnsupportedError(
            f"{kind} was fitted on one class, and there is nothing to tell apart: fit it on two or "
            "more."
        )
    if estimator.out_activation_ not in ("identity", "logistic", "softmax"):
        raise UnsupportedError(
            f"{kind}(loss={estimator.loss!r}) answers with an exponential, and a network of the "
            "chip with a sum: fit with loss='squared_error' on the logarithm of the target."
        )
    if estimator.activation not in ACTIVATIONS:
        raise UnsupportedError(
            f"{kind}(activation={estimator.activation!r}) is not known to mote: fit with one of "
            f"{', '.join(ACTIVATIONS)}."
        )
    weights = tuple(np.asarray(w, np.float64).T for w in estimator.coefs_)
    start = tuple(np.asarray(b, np.float64) for b in estimator.intercepts_)
    for at, numbers in enumerate(zip(weights, start)):
        if not all(np.isfinite(held).all() for held in numbers):
            raise UnsupportedError(
                f"a weight of layer {at + 1} of this {kind} is not finite, so that its answers are "
                "none: scale the features before fit."
            )
    return Ir(classes, estimator.activation, weights, start)
