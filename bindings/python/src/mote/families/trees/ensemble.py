"""Trees, of whatever fitted them, as one plain structure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ...arrays import Array, Bools, Floats, Ints


@dataclass(frozen=True)
class Tree:
    """One binary tree. Node 0 is the root; a leaf has left == -1. Left is taken when x <= t."""

    feature: Ints
    threshold: Floats
    left: Ints
    right: Ints
    value: Floats  # (nodes, classes) proportions for votes, (nodes, 1) otherwise
    weight: Floats  # training samples that reached the node
    missing_left: Bools | None = None  # where a missing number goes; None: none is answered


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
    marks: Floats | None = None  # a column: the number that is missing beside NaN; NaN: none is
    categorical: frozenset[int] = frozenset()  # columns of categories, which are whole numbers
    one_grid: bool = False  # all trees take the borders of a feature from one list
    symmetric: bool = False  # a level of a tree has one split, and all sums have the same splits
    raw_sums: Mapping[str, Any] = field(default_factory=dict)  # with which predict gives the sums

    @property
    def outputs(self) -> int:
        return len(self.base)

    @property
    def takes_missing(self) -> bool:
        """Whether the estimator answers rows with NaN."""
        return all(tree.missing_left is not None for tree in self.trees)

    @property
    def is_classifier(self) -> bool:
        return self.link in ("votes", "logistic", "softmax")
