"""XGBoost's estimators as ensembles, of the JSON that its models are documented to be saved as."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import numpy as np

from ...arrays import Floats
from ...errors import UnsupportedError
from .ensemble import Ensemble, Tree

_LINKS = {
    "reg:squarederror": "identity",
    "reg:squaredlogerror": "identity",
    "reg:absoluteerror": "identity",
    "reg:pseudohubererror": "identity",
    "reg:quantileerror": "identity",
    "count:poisson": "exponential",
    "reg:gamma": "exponential",
    "reg:tweedie": "exponential",
    "binary:logistic": "logistic",
    "multi:softprob": "softmax",
    "multi:softmax": "softmax",
}


def read(estimator: Any) -> Ensemble:
    """Margins are float32 sums in the order of the trees, which the chip repeats."""
    name = type(estimator).__name__
    booster = _kept(estimator)
    learner = json.loads(booster.save_raw("json"))["learner"]
    objective = learner["objective"]["name"]
    if objective not in _LINKS:
        raise UnsupportedError(
            f"{name} has objective={objective!r}, whose answer a chip does not work out: those "
            f"that convert are {', '.join(_LINKS)}."
        )
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
    weights = made.get("weight_drop", [1.0] * len(model["trees"]))
    link = _LINKS[objective]
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
    if any(tree["split_type"]):
        raise UnsupportedError(
            f"{name} splits on a categorical feature. Encode it as numbers (OneHotEncoder) and fit "
            "with enable_categorical=False."
        )
    left = np.array(tree["left_children"], np.int64)
    held = np.array(tree["split_conditions"], np.float32)
    leaf = left < 0
    below = np.nextafter(held, np.float32(-np.inf))
    return Tree(
        np.where(leaf, 0, np.array(tree["split_indices"], np.int64)),
        np.where(leaf, 0.0, below.astype(np.float64)),
        left,
        np.array(tree["right_children"], np.int64),
        (held * weight).astype(np.float64)[:, None],
        np.array(tree["sum_hessian"], np.float64),
    )


READERS = {
    f"xgboost.sklearn.{name}": read
    for name in ("XGBClassifier", "XGBRegressor", "XGBRFClassifier", "XGBRFRegressor")
}
