"""Trees, of whatever fitted them, as one plain structure."""

from __future__ import annotations

from dataclasses import dataclass

from ...arrays import Array, Floats, Ints


@dataclass(frozen=True)
class Tree:
    """One binary tree. Node 0 is the root; a leaf has left == -1. Left is taken when x <= t."""

    feature: Ints
    threshold: Floats
    left: Ints
    right: Ints
    value: Floats  # (nodes, classes) proportions for votes, (nodes, 1) otherwise
    weight: Floats  # training samples that reached the node


@dataclass(frozen=True)
class Ensemble:
    """What an estimator is made of, in float64 as the estimator holds it."""

    trees: list[Tree]
    n_features: int
    link: str  # votes, identity, exponential, logistic, softmax, isolation
    classes: Array | None
    base: Floats  # (outputs,), added once, in units of value
    scale: float  # value, logit or halvings of the score per unit of a sum
    compares_float32: bool  # the estimator rounds inputs to float32 before it compares
    zero_is_first: bool = False  # link logistic: a sum of exactly 0 is the first class
    ties: int = 0  # link isolation: 1, a score at the limit is an inlier; -1, an outlier
    random_thresholds: bool = False  # drawn at random, and not in the middle of two samples

    @property
    def outputs(self) -> int:
        return len(self.base)

    @property
    def is_classifier(self) -> bool:
        return self.link in ("votes", "logistic", "softmax")
