"""From scikit-learn's support vector machines to plain numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from ...arrays import Array, Floats
from ...errors import UnsupportedError
from ..base import full_name

KINDS = {
    "sklearn.svm.SVC": "classes",
    "sklearn.svm.NuSVC": "classes",
    "sklearn.svm.SVR": "value",
    "sklearn.svm.NuSVR": "value",
    "sklearn.svm.OneClassSVM": "inlier",
}
KERNELS = ("linear", "poly", "rbf", "sigmoid")


@dataclass(frozen=True)
class Ir:
    """The estimator in doubles: its vectors class by class, each with a factor for every other.

    Of two classes there is one factor and one sum, above 0 for the second class. Of more a sum a
    pair of classes, above 0 for the first of the two.
    """

    kind: str  # "classes", "value" or "inlier"
    kernel: str
    gamma: float
    coef0: float
    degree: int
    vectors: Floats  # (vectors, features), as the model itself is given them
    factors: Floats  # (vectors, classes - 1)
    start: Floats  # a pair each
    counts: tuple[int, ...]  # vectors of each class; of two classes, of all
    classes: Array | None
    of_classes: bool = False  # scores are numbers a class
    surest: bool = False  # break_ties
    # What stands before the model is (x - offset) * scale of each column; None: nothing does.
    offset: Floats | None = None
    scale: Floats | None = None
    # What scikit-learn's own scaler of float32 may be off by, (roundings, reach) a feature.
    slack: Floats | None = None
    # Of a linear kernel, (sums, features), of the user's columns.
    weights: Floats | None = None

    @property
    def n_features(self) -> int:
        return int((self.vectors if self.weights is None else self.weights).shape[1])

    @property
    def given(self) -> Floats:
        """The vectors as the user gives them."""
        if self.scale is None or self.offset is None:
            return self.vectors
        return np.asarray(self.vectors / self.scale + self.offset)

    @property
    def stretch(self) -> Floats:
        """What a step of each of the user's columns is worth."""
        return np.ones(self.n_features) if self.scale is None else np.abs(self.scale)

    @property
    def pairs(self) -> list[tuple[int, int]]:
        """Of classes, in the order of the sums."""
        k = len(self.counts)
        return [(i, j) for i in range(k) for j in range(i + 1, k)]

    def summed(self, shares: Array, factors: Array | None = None) -> Array:
        """Factors times (rows, vectors), added up as the sums are: (rows, sums), without start."""
        factors = self.factors if factors is None else factors
        if len(self.counts) == 1:
            return np.asarray(shares @ factors)
        ends = np.cumsum((0, *self.counts))
        part = [
            shares[:, ends[g] : ends[g + 1]] @ factors[ends[g] : ends[g + 1]]
            for g in range(len(self.counts))
        ]
        return np.stack([part[i][:, j - 1] + part[j][:, i] for i, j in self.pairs], axis=1)


def read(estimator: Any) -> Ir:
    """Raises UnsupportedError where the estimator has no equal."""
    kind, name = KINDS[full_name(estimator)], type(estimator).__name__
    if estimator.kernel not in KERNELS:
        said = repr(estimator.kernel) if isinstance(estimator.kernel, str) else "a function"
        raise UnsupportedError(
            f"the kernel of this {name} is {said}, which a chip has no rows or code for: use "
            f"{', '.join(map(repr, KERNELS[:-1]))} or {KERNELS[-1]!r}."
        )
    if getattr(estimator, "probability", False) is True:
        raise UnsupportedError(
            f"{name}(probability=True), deprecated by scikit-learn 1.9, works probabilities out by "
            "an iteration over pairs of classes, from which its labels may differ: set "
            "probability=False, which changes no label of a fitted one, and take mote::score, its "
            "decision_function."
        )
    if not isinstance(estimator.support_vectors_, np.ndarray):
        raise UnsupportedError(
            f"{name} was fitted on a sparse matrix: fit it on an array, X.toarray()."
        )
    vectors = np.asarray(estimator.support_vectors_, np.float64)
    factors = np.asarray(estimator.dual_coef_, np.float64).T
    start = np.asarray(estimator.intercept_, np.float64)
    for what, numbers in (("vector", vectors), ("coefficient", factors), ("intercept", start)):
        if not np.isfinite(numbers).all():
            raise UnsupportedError(
                f"a {what} of this {name} is not finite, so that its answers are none: scale the "
                "features before fit."
            )
    classes = None
    counts: tuple[int, ...] = (len(vectors),)
    if kind == "classes":
        classes = np.asarray(estimator.classes_)
        if len(classes) > 2:
            counts = tuple(map(int, estimator.n_support_))
    elif kind == "inlier":
        classes = np.array([-1, 1])
    several = len(counts) > 1
    used = factors.any(axis=1)  # the others add nothing
    if not used.any():
        used[0] = True
    ends = np.cumsum((0, *counts))
    counts = tuple(int(used[ends[g] : ends[g + 1]].sum()) for g in range(len(counts)))
    ir = Ir(
        kind,
        estimator.kernel,
        float(estimator._gamma),
        float(estimator.coef0) if estimator.kernel in ("poly", "sigmoid") else 0.0,
        int(estimator.degree) if estimator.kernel == "poly" else 0,
        vectors[used],
        factors[used],
        start,
        counts,
        classes,
        several and estimator.decision_function_shape == "ovr",
        several and bool(estimator.break_ties),
    )
    if ir.kernel != "linear":
        if ir.kernel == "rbf" and not ir.gamma > 0.0:
            raise UnsupportedError(
                f"gamma={ir.gamma:g} of this {name} is not above 0, so that all samples are alike: "
                "fit with a larger gamma."
            )
        return ir
    weights = np.stack([ir.summed(column[None])[0] for column in ir.vectors.T], axis=1)
    return Ir(**{**vars(ir), "weights": weights})
