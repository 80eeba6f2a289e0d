"""LightGBM's estimators as ensembles, of what its boosters dump."""

from __future__ import annotations

from typing import Any

import numpy as np

from ...errors import UnsupportedError
from .ensemble import Ensemble, Tree

_LINKS = {
    "regression": "identity",
    "regression_l1": "identity",
    "huber": "identity",
    "fair": "identity",
    "quantile": "identity",
    "mape": "identity",
    "poisson": "exponential",
    "gamma": "exponential",
    "tweedie": "exponential",
    "binary": "logistic",
    "multiclass": "softmax",
}


def read(estimator: Any) -> Ensemble:
    """Sums of doubles; where training begins is in the leaves of the first trees."""
    name = type(estimator).__name__
    best = estimator.best_iteration_ or None
    model = estimator.booster_.dump_model(num_iteration=best)
    kind, *options = model["objective"].split()
    if kind not in _LINKS or "sqrt" in options:
        raise UnsupportedError(
            f"{name} has objective={model['objective']!r}, whose answer a chip does not work out: "
            f"those that convert are {', '.join(_LINKS)}, without reg_sqrt."
        )
    given = dict(option.split(":") for option in options if ":" in option)
    link, outputs = _LINKS[kind], int(model["num_tree_per_iteration"])
    trees = [_tree(name, tree["tree_structure"]) for tree in model["tree_info"]]
    scale = float(given.get("sigmoid", 1.0))
    if model["average_output"]:
        scale *= outputs / len(trees)
    return Ensemble(
        trees,
        int(estimator.n_features_in_),
        link,
        getattr(estimator, "classes_", None) if link in ("logistic", "softmax") else None,
        np.zeros(outputs),
        scale,
        False,
        zero_is_first=link == "logistic",
        random_thresholds=True,
    )


def _tree(name: str, root: dict[str, Any]) -> Tree:
    nodes: list[dict[str, Any]] = []
    left: list[int] = []
    right: list[int] = []
    todo = [(root, -1, left)]
    while todo:
        node, parent, side = todo.pop()
        if parent >= 0:
            side[parent] = len(nodes)
        at = len(nodes)
        nodes.append(node)
        left.append(-1)
        right.append(-1)
        if "split_feature" in node:
            _check(name, node)
            todo += [(node["right_child"], at, right), (node["left_child"], at, left)]
    split = ["split_feature" in node for node in nodes]
    return Tree(
        np.array([node.get("split_feature", 0) for node in nodes], np.int64),
        np.array([node["threshold"] if is_split else 0.0 for node, is_split in zip(nodes, split)]),
        np.array(left, np.int64),
        np.array(right, np.int64),
        np.array([[node.get("leaf_value", 0.0)] for node in nodes], np.float64),
        np.array([node.get("leaf_count", node.get("internal_count", 0)) for node in nodes], float),
    )


def _check(name: str, node: dict[str, Any]) -> None:
    if node["decision_type"] != "<=":
        raise UnsupportedError(
            f"{name} splits on a categorical feature. Encode it as numbers (OneHotEncoder), and "
            "fit without categorical_feature."
        )
    if node["missing_type"] == "Zero":
        raise UnsupportedError(
            f"{name} takes 0 for a missing value, and a chip for a number: fit with "
            "zero_as_missing=False."
        )


READERS = {f"lightgbm.sklearn.{name}": read for name in ("LGBMClassifier", "LGBMRegressor")}
