"""Normal curves with covariances, as families hold them: in doubles, and how far float32 is off.

The logarithm of the density of curve k is start[k] - |L[k] (x - mean[k])|^2, where L is the lower
triangle of 0.5 * precision = L' L. A diagonal covariance has a diagonal L. include/mote/model/bayes
has the same in C++.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ...arrays import Array, Bools, Floats, Ints
from ...emit.literals import floating, rows
from ...errors import UnsupportedError
from ...pipeline.columns import Column
from .float32 import LARGEST, LOWEST, TINY, UNIT
from .lines import lines_of

# With those of one feature as in GaussianNB.
REFUSED_INTEGERS = (
    "its densities are squares of distances over variances, which span far more than an integer "
    "holds. Use dtype='float'."
)


@dataclass(frozen=True)
class Curves:
    """An estimator's curves in doubles; what all share stands there once, for each."""

    name: str  # of the estimator
    mean: Floats  # (curves, features)
    factor: Floats  # (curves, features, features): L
    start: Floats  # (curves,)
    # What scikit-learn's own scaler of float32 may be off by, (roundings, reach) a feature: each
    # rounding is half a step of |x| + reach.
    slack: Floats | None = None
    # The size of the sum that scikit-learn rounds for the start, where it was fitted on float32.
    rough: float = 0.0

    @property
    def n_features(self) -> int:
        return int(self.mean.shape[1])

    def behind(self, columns: Sequence[Column]) -> tuple[Curves, Ints]:
        """Of z = a x + b: mean (mean - b) / a, and a factor whose columns are multiplied by a."""
        lines = lines_of(columns, self.name)
        mean = (self.mean - lines.shift) / lines.scale
        curves = replace(self, mean=mean, factor=self.factor * lines.scale, slack=lines.slack)
        return curves, lines.source

    def rounded(self) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]]:
        """Mean, factor and start as floats. Raises UnsupportedError where one is beyond them."""
        mean, factor = self.mean.astype(np.float32), self.factor.astype(np.float32)
        for what, held in (("mean", mean), ("precision", factor.astype(np.float64) ** 2)):
            if not (np.abs(held) < LARGEST).all():
                k, feature = np.argwhere(~(np.abs(held) < LARGEST))[0][[0, -1]]
                raise UnsupportedError(
                    f"the {what} of feature {feature} in curve {k} is beyond float32: scale the "
                    "features before fit."
                )
        return mean, factor, np.maximum(self.start, LOWEST).astype(np.float32)

    def sums(self, X: Floats) -> Floats:
        """The logarithms of the densities, (rows, curves), in doubles."""
        apart = X[:, None, :] - self.mean
        squares = (np.einsum("kij,rkj->rki", self.factor, apart) ** 2).sum(axis=2)
        return np.asarray(self.start - squares)

    def error(
        self, X: Floats, off: Floats | None, centre: Floats | None = None
    ) -> tuple[Floats, Bools]:
        """How far the chip's sums of each row may be from exact ones, and rows beyond float32.

        With u half a step: x and the mean are rounded, and so is their distance d, which makes it
        wrong by e = u (|x| + |mean| + |d|). A row of L brings |L| e, and one rounding more a term
        of its sum. The squares are added to the start, one rounding an addition, of all that was
        added so far (N. Higham, Accuracy and Stability, 3.1). `off` is how far x is from the
        estimator's, where the chip works it out. With a `centre` it is L (x - centre) that is
        computed, and L (mean - centre) that is held.
        """
        error, beyond = np.zeros((len(X), len(self.start))), np.zeros(len(X), bool)
        for k in np.flatnonzero(np.isfinite(self.start)):
            size, start = np.abs(self.factor[k]).T, abs(self.start[k])
            near = self.mean[k] if centre is None else centre
            distance = X - near
            wrong = UNIT * (np.abs(X) + np.abs(near) + np.abs(distance)) + TINY
            if off is not None:
                wrong = wrong + off
            if self.slack is not None:
                wrong += UNIT * self.slack[:, 0] * (np.abs(X) + self.slack[:, 1])
            part = np.abs((X - self.mean[k]) @ self.factor[k].T)
            terms = np.arange(2.0, self.n_features + 2.0)
            around = (np.abs(distance) + wrong) @ size
            lost = wrong @ size + UNIT * terms * around
            lost += TINY * (terms + np.abs(distance).sum(axis=1)[:, None])
            if centre is not None:
                held = np.abs((self.mean[k] - centre) @ self.factor[k].T)
                lost += UNIT * (held + around + part)
            most = (part + lost) ** 2 * (1.0 + 3.0 * UNIT) + TINY
            partial = start + np.cumsum(most, axis=1)
            error[:, k] = (most - part**2).sum(axis=1) + UNIT * (start + partial.sum(axis=1))
            error[:, k] += UNIT * self.rough
            largest = np.maximum(around, np.maximum(most, partial)).max(axis=1)
            beyond |= ~(largest < LARGEST) | (np.abs(X) > LARGEST).any(axis=1)
        return np.nan_to_num(error, nan=np.inf), beyond


def lower_triangle(matrix: Floats) -> Floats:
    """The lower triangle L with L' L = matrix' matrix, and a diagonal that is not negative."""
    n = matrix.shape[1]
    padded = np.vstack([matrix, np.zeros((max(0, n - len(matrix)), n))])
    upper: Floats = np.linalg.qr(padded[:, ::-1])[1]
    lower = upper[::-1, ::-1]
    return np.asarray(lower * np.where(np.diag(lower) < 0, -1.0, 1.0)[:, None])


def packed(factor: NDArray[np.float32]) -> NDArray[np.float32]:
    """The rows of L, each up to its diagonal."""
    return np.asarray(factor[np.tril_indices(len(factor))])


def listed(values: Array, indent: str = "      ") -> str:
    """The numbers of a `mote::array`."""
    return "{{\n" + rows((floating(value) for value in values), indent=indent) + "}}"


def between(mean: NDArray[np.float32], count: int) -> Array:
    """Samples between two means each."""
    random = np.random.default_rng(0)
    pairs = random.integers(len(mean), size=(2, count))
    share = random.random((count, 1), np.float32)
    return np.asarray(mean[pairs[0]] * share + mean[pairs[1]] * (1 - share))


def size_of_logs(logs: Floats) -> float:
    """What float32 rounds of a sum of logarithms; `logs` has the row of a curve each."""
    return float(np.abs(logs).sum(axis=1).max() * (logs.shape[1] + 2))
