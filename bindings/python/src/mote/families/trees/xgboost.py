"""XGBoost's estimators as ensembles, of the JSON that its models are documented to be saved as."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import numpy as np

from ...arrays import Floats, Ints
from ...errors import UnsupportedError
from . import categories
from .ensemble import Ensemble, Tree

_LINKS = {
    "reg:squarederror": "identity",
    "reg:squaredlogerror": "identity",
    "reg:absoluteerror": "identity",
    "reg:pseudohubererror": "identity",
    "reg:quantileerror": "identity",
    "rank:ndcg": "identity",
    "rank:map": "identity",
    "rank:pairwise": "identity",
    "count:poisson": "exponential",
    "reg:gamma": "exponential",
    "reg:tweedie": "exponential",
    "binary:logistic": "logistic",
    "multi:softprob": "softmax",
    "multi:softmax": "softmax",
}


def _learner(name: str, booster: Any) -> tuple[Mapping[str, Any], str]:
    """What a booster is saved as, and the link of its objective."""
    learner = json.loads(booster.save_raw("json"))["learner"]
    objective = learner["objective"]["name"]
    if objective not in _LINKS:
        raise UnsupportedError(
            f"{name} has objective={objective!r}, whose answer a chip does not work out: those "
            f"that convert are {', '.join(_LINKS)}."
        )
    return learner, _LINKS[objective]


def shape(booster: Any) -> tuple[str, int]:
    """The link of a booster, and how many sums it has."""
    learner, link = _learner("Booster", booster)
    return link, max(1, int(learner["learner_model_param"]["num_class"]))


def read(estimator: Any) -> Ensemble:
    """Margins are float32 sums in the order of the trees, which the chip repeats."""
    name = type(estimator).__name__
    booster = _kept(estimator)
    learner, link = _learner(name, booster)
    made = learner["gradient_booster"]
    if made["name"] == "gblinear":
        raise UnsupportedError(
            f"{name} has booster='gblinear', which is no tree: use 'gbtree', or a linear model."
        )
    if learner["learner_model_param"].get("num_target", "1") != "1":
        raise UnsupportedError(
            f"{name} was fitted on several targets; a model on the chip has one. Fit one estimator "
            "per target and convert each."
        )
    model = made["gbtree"]["model"] if made["name"] == "dart" else made["model"]
    held = model.get("cats", {}).get("enc", ())  # of a table, before XGBoost 3.1 none
    categories.check_codes(name, [one["values"] for one in held if one["values"]])
    weights = made.get("weight_drop", [1.0] * len(model["trees"]))
    of_output: list[list[Tree]] = [[] for _ in range(max(model["tree_info"]) + 1)]
    given = _margins(learner["learner_model_param"]["base_score"], link)
    base = np.array(np.broadcast_to(given, len(of_output)))  # before XGBoost 3.1 one for all
    for tree, output, weight in zip(model["trees"], model["tree_info"], weights):
        of_output[output].append(_tree(name, tree, np.float32(weight)))
    return Ensemble(
        [tree for each in zip(*of_output) for tree in each],
        int(estimator.n_features_in_),
        link,
        getattr(estimator, "classes_", None) if link in ("logistic", "softmax") else None,
        base,
        1.0,
        True,
        zero_is_first=link == "logistic",
        random_thresholds=True,
        marks=np.full(int(estimator.n_features_in_), float(estimator.missing)),
        categorical=frozenset(f for f, kind in enumerate(learner["feature_types"]) if kind == "c"),
        raw_sums={"output_margin": True},
    )


def _kept(estimator: Any) -> Any:
    """The trees that answer: up to the best ones, where fitting ended early."""
    booster = estimator.get_booster()
    best = getattr(booster, "best_iteration", None)
    stopped = getattr(estimator, "early_stopping_rounds", None) is not None
    return booster[: best + 1] if stopped and best is not None else booster


def _margins(base_score: str, link: str) -> Floats:
    """What sums begin with: base_score is a probability, or a value."""
    given = np.atleast_1d(np.array(json.loads(base_score), np.float32))
    if link == "logistic":
        given = -np.log(np.float32(1) / given - np.float32(1))
    elif link == "exponential":
        given = np.log(given)
    return given.astype(np.float64)


def _tree(name: str, tree: Mapping[str, Any], weight: np.float32) -> Tree:
    """Left is below the threshold, in float32: at most the float before it."""
    sets = _sets(tree)
    left = np.array(tree["left_children"], np.int64)
    right = np.array(tree["right_children"], np.int64)
    missing_left = np.array(tree["default_left"], bool)
    for node in sets:  # XGBoost sends what is in the set right
        left[node], right[node] = right[node], left[node]
        missing_left[node] ^= True
    held = np.array(tree["split_conditions"], np.float32)
    leaf = left < 0
    below = np.nextafter(held, np.float32(-np.inf))
    made = Tree(
        np.where(leaf, 0, np.array(tree["split_indices"], np.int64)),
        np.where(leaf, 0.0, below.astype(np.float64)),
        left,
        right,
        (held * weight).astype(np.float64)[:, None],
        np.array(tree["sum_hessian"], np.float64),
        missing_left,
    )
    return categories.nested(name, made, sets)


def _sets(tree: Mapping[str, Any]) -> dict[int, Ints]:
    """The categories of each split that has a set of them."""
    listed = np.array(tree["categories"], np.int64)
    ends = zip(tree["categories_nodes"], tree["categories_segments"], tree["categories_sizes"])
    return {node: listed[start : start + size] for node, start, size in ends}


READERS = {
    f"xgboost.sklearn.{name}": read
    for name in (
        "XGBClassifier",
        "XGBRegressor",
        "XGBRanker",
        "XGBRFClassifier",
        "XGBRFRegressor",
    )
}
