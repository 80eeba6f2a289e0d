"""The forests of the benchmarks as fitted scikit-learn estimators, and the rows they are run on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import RandomForestClassifier
from sklearn.tree import DecisionTreeClassifier
from sklearn.tree._tree import NODE_DTYPE, Tree

DATA = Path(__file__).resolve().parent / "data"
FEATURES, CLASSES = 64, 10
SCALE = {"forest_r10": 1, "forest_s10": 2047}  # of a pixel, 0 to 16


def forest(name: str) -> RandomForestClassifier:
    """One of SCALE: an estimator that predicts as the one that was fitted."""
    stored = json.loads((DATA / "digits_forest.json").read_text(encoding="utf-8"))
    proportions = np.zeros((len(stored["proportions"]), CLASSES))
    for row, held in zip(proportions, stored["proportions"]):
        row[[int(k) for k in held]] = list(held.values())
    trees = [_tree(tree, proportions, SCALE[name]) for tree in stored["trees"]]
    whole = _fitted(RandomForestClassifier(n_estimators=len(trees)))
    whole.estimator_ = DecisionTreeClassifier()
    whole.estimators_ = trees
    return whole


def rows(name: str) -> tuple[NDArray[np.int16], NDArray[np.int64]]:
    """200 samples for the forest called `name`, and their labels."""
    table = np.loadtxt(DATA / "digits_rows.csv", delimiter=",", skiprows=1, dtype=np.int64)
    return (table[:, 1:] * SCALE[name]).astype(np.int16), table[:, 0]


def _tree(
    stored: dict[str, list[float]], proportions: NDArray[np.float64], scale: int
) -> DecisionTreeClassifier:
    count = len(stored["left"])
    nodes = np.zeros(count, dtype=NODE_DTYPE)
    nodes["left_child"], nodes["right_child"] = stored["left"], stored["right"]
    nodes["feature"] = stored["feature"]
    nodes["threshold"] = np.array(stored["threshold"]) * scale
    nodes["n_node_samples"] = nodes["weighted_n_node_samples"] = 1
    values = np.zeros((count, 1, CLASSES))
    leaf = np.array(stored["leaf"])
    values[leaf >= 0, 0, :] = proportions[leaf[leaf >= 0]]
    state = {"max_depth": count, "node_count": count, "nodes": nodes, "values": values}
    tree = Tree(FEATURES, np.array([CLASSES], dtype=np.intp), 1)
    tree.__setstate__(state)
    fitted = _fitted(DecisionTreeClassifier())
    fitted.tree_ = tree
    return fitted


def _fitted(estimator: Any) -> Any:
    estimator.n_features_in_ = FEATURES
    estimator.n_outputs_ = 1
    estimator.classes_ = np.arange(CLASSES)
    estimator.n_classes_ = CLASSES
    return estimator
