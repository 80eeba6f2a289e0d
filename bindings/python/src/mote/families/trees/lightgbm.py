"""LightGBM's estimators as ensembles, of what its boosters dump."""

from __future__ import annotations

from typing import Any

import numpy as np

from ...arrays import Floats, Ints
from ...errors import UnsupportedError
from . import categories
from .ensemble import Ensemble, Tree

_LINKS = {
    "regression": "identity",
    "regression_l1": "identity",
    "huber": "identity",
    "fair": "identity",
    "quantile": "identity",
    "mape": "identity",
    "lambdarank": "identity",
    "rank_xendcg": "identity",
    "poisson": "exponential",
    "gamma": "exponential",
    "tweedie": "exponential",
    "binary": "logistic",
    "multiclass": "softmax",
}


def _link(name: str, model: dict[str, Any]) -> tuple[str, dict[str, str]]:
    """The link of a model's objective, and the options of that."""
    kind, *options = model["objective"].split()
    if kind not in _LINKS or "sqrt" in options:
        raise UnsupportedError(
            f"{name} has objective={model['objective']!r}, whose answer a chip does not work out: "
            f"those that convert are {', '.join(_LINKS)}, without reg_sqrt."
        )
    return _LINKS[kind], dict(option.split(":") for option in options if ":" in option)


def shape(booster: Any) -> tuple[str, int]:
    """The link of a booster, and how many sums it has."""
    model = booster.dump_model(num_iteration=1)
    return _link("Booster", model)[0], int(model["num_tree_per_iteration"])


def read(estimator: Any) -> Ensemble:
    """Sums of doubles; where training begins is in the leaves of the first trees."""
    name = type(estimator).__name__
    best = estimator.best_iteration_ if estimator.best_iteration_ > 0 else None
    model = estimator.booster_.dump_model(num_iteration=best)
    link, given = _link(name, model)
    outputs = int(model["num_tree_per_iteration"])
    categories.check_codes(name, estimator.booster_.pandas_categorical or ())
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
        marks=_zeros(model),
        categorical=frozenset(
            node["split_feature"]
            for tree in model["tree_info"]
            for node in _splits(tree["tree_structure"])
            if node["decision_type"] == "=="
        ),
        raw_sums={"raw_score": True},
    )


def _splits(root: dict[str, Any]) -> list[dict[str, Any]]:
    """Every split of a tree."""
    todo, out = [root], []
    while todo:
        node = todo.pop()
        if "split_feature" in node:
            out.append(node)
            todo += [node["left_child"], node["right_child"]]
    return out


def _zeros(model: dict[str, Any]) -> Floats:
    """Of each feature the number that is missing, too: 0, where zero_as_missing was given."""
    out = np.full(int(model["max_feature_idx"]) + 1, np.nan)
    for tree in model["tree_info"]:
        for node in _splits(tree["tree_structure"]):
            if node["missing_type"] == "Zero" and node["decision_type"] == "<=":
                out[node["split_feature"]] = 0.0
    return out


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
            todo += [(node["right_child"], at, right), (node["left_child"], at, left)]
    split = ["split_feature" in node for node in nodes]
    sets = {at: _set(node) for at, node in enumerate(nodes) if node.get("decision_type") == "=="}
    made = Tree(
        np.array([node.get("split_feature", 0) for node in nodes], np.int64),
        np.array(
            [
                node["threshold"] if s and at not in sets else 0.0
                for at, (node, s) in enumerate(zip(nodes, split))
            ],
            np.float64,
        ),
        np.array(left, np.int64),
        np.array(right, np.int64),
        np.array([[node.get("leaf_value", 0.0)] for node in nodes], np.float64),
        np.array([node.get("leaf_count", node.get("internal_count", 0)) for node in nodes], float),
        np.array([s and _missing_left(node) for node, s in zip(nodes, split)], bool),
    )
    return categories.nested(name, made, sets)


def _set(node: dict[str, Any]) -> Ints:
    return np.array([int(c) for c in str(node["threshold"]).split("||")], np.int64)


def _missing_left(node: dict[str, Any]) -> bool:
    """Where NaN goes: it is in no set, and 0 where training had none."""
    if node["decision_type"] == "==":
        return False
    if node["missing_type"] == "None":
        return bool(node["threshold"] >= 0.0)
    return bool(node["default_left"])


READERS = {
    f"lightgbm.sklearn.{name}": read for name in ("LGBMClassifier", "LGBMRegressor", "LGBMRanker")
}
