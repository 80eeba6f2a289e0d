"""scikit-learn's AdaBoostClassifier of trees: each votes for a class, by its own weight."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from ...arrays import Floats
from ...errors import UnsupportedError
from .ensemble import Ensemble, Tree
from .scikit_learn import sklearn_tree


def ada_boost(estimator: Any) -> Ensemble:
    """Sums of weights, as boosting has them: a tree adds to each class its weight, or takes a part
    of it away. With two classes one sum is enough.
    """
    if getattr(estimator, "algorithm", "SAMME") == "SAMME.R":
        raise UnsupportedError(
            "AdaBoostClassifier(algorithm='SAMME.R') adds logarithms of probabilities, which "
            "scikit-learn has given up since: fit it with algorithm='SAMME'."
        )
    classes = np.asarray(estimator.classes_)
    if len(classes) < 2:
        raise UnsupportedError("AdaBoostClassifier saw one class: fit it on at least two.")
    members = estimator.estimators_
    for member in members:
        if not hasattr(member, "tree_"):
            raise UnsupportedError(
                f"AdaBoostClassifier of {type(member).__name__} is not converted: use DecisionTree "
                "or ExtraTree as its estimator."
            )
    weights = np.asarray(estimator.estimator_weights_, np.float64)[: len(members)]
    weights = weights / weights.sum()
    trees = [[_votes(m, w, k, classes) for m, w in zip(members, weights)] for k in _sums(classes)]
    base, kept = np.zeros(len(trees)), []
    for k, own in enumerate(trees):
        constant = [tree for tree in own if _is_constant(tree)]
        base[k] = sum(float(tree.value[tree.left < 0][0, 0]) for tree in constant)
        kept.append([tree for tree in own if not _is_constant(tree)])
    # Tree t belongs to class t modulo their number: those that lack one have a tree of 0.
    nothing = _nothing(trees[0][0])
    longest = max(1, *map(len, kept))
    filled = [own + [nothing] * (longest - len(own)) for own in kept]
    two = len(classes) == 2
    return Ensemble(
        [own[i] for i in range(longest) for own in filled],
        estimator.n_features_in_,
        "logistic" if two else "softmax",
        classes,
        base,
        1.0 if two else 1.0 / (len(classes) - 1),
        True,
        zero_is_first=two,
        random_thresholds=any(getattr(m, "splitter", "best") == "random" for m in members),
    )


def _sums(classes: Any) -> range:
    return range(1, 2) if len(classes) == 2 else range(len(classes))


def _votes(member: Any, weight: float, k: int, classes: Any) -> Tree:
    """What the tree adds to the sum of class k; of two classes both sums are one."""
    best = np.asarray(member.classes_)[member.tree_.value[:, 0, :].argmax(axis=1)]
    against = -weight / (len(classes) - 1)
    value = np.where(best == classes[k], weight, against)
    value = value * (2.0 if len(classes) == 2 else 1.0)
    return sklearn_tree(member.tree_, value[:, None], False)


def _is_constant(tree: Tree) -> bool:
    held: Floats = tree.value[tree.left < 0, 0]
    return bool((held == held[0]).all())


def _nothing(like: Tree) -> Tree:
    """A tree of one leaf, which adds 0."""
    first = slice(0, 1)
    leaf = np.array([-1])
    return replace(
        like,
        feature=np.zeros(1, np.int64),
        threshold=like.threshold[first],
        left=leaf,
        right=leaf,
        value=np.zeros((1, 1)),
        weight=like.weight[first],
    )


READERS = {"sklearn.ensemble.AdaBoostClassifier": ada_boost}
