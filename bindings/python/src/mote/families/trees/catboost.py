"""CatBoost's estimators as ensembles, of the JSON that its models are documented to be saved as."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from ...errors import UnsupportedError
from .ensemble import Ensemble, Tree

_VALUES = (
    "RMSE", "MAE", "Quantile", "LogLinQuantile", "MAPE", "RMSPE", "Lq", "Huber", "Expectile",
    "LogCosh", "Cox",
)  # fmt: skip
_RANKS = (
    "QueryRMSE", "QuerySoftMax", "QueryCrossEntropy", "PairLogit", "PairLogitPairwise",
    "YetiRank", "YetiRankPairwise", "LambdaMart", "StochasticFilter", "StochasticRank",
)  # fmt: skip
_LINKS = {
    **dict.fromkeys(_VALUES, "identity"),
    "Poisson": "exponential",
    "Tweedie": "exponential",
    "Logloss": "logistic",
    "CrossEntropy": "logistic",
    "Focal": "logistic",
    "MultiClass": "softmax",
    **dict.fromkeys(_RANKS, "identity"),
}
_PER_TARGET = "fit one estimator per target and convert each"
_CURES = {
    "MultiClassOneVsAll": "fit with loss_function='MultiClass'",
    "RMSEWithUncertainty": "fit with loss_function='RMSE'",
    "MultiRMSE": _PER_TARGET,
    "MultiRMSEWithMissingValues": _PER_TARGET,
    "MultiLogloss": _PER_TARGET,
    "MultiCrossEntropy": _PER_TARGET,
    "MultiQuantile": "fit one estimator per quantile and convert each",
}


def saved(booster: Any) -> Mapping[str, Any]:
    """What a booster is saved as; raises UnsupportedError where it has more than numbers."""
    name = type(booster).__name__
    if not booster.is_fitted():
        raise UnsupportedError(f"{name} is not fitted: call fit(X, y) before convert.")
    kinds = {
        "categories": booster.get_cat_feature_indices(),
        "text": booster.get_text_feature_indices(),
        "embeddings": booster.get_embedding_feature_indices(),
    }
    for kind, columns in kinds.items():
        if len(columns):
            raise UnsupportedError(
                f"{name} was fitted with {kind} in column {columns[0]}, of which CatBoost makes "
                "numbers by what it saw in training; a chip has no such table. Make numbers of "
                "that column before fit (OrdinalEncoder, TargetEncoder), or leave it out."
            )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "model.json")
        booster.save_model(str(path), format="json")
        return dict(json.loads(path.read_text(encoding="utf-8")))


def link(booster: Any, model: Mapping[str, Any]) -> str:
    """The link of a model."""
    name = type(booster).__name__
    loss = model["model_info"].get("params", {}).get("loss_function", {}).get("type")
    if loss is None:
        raise UnsupportedError(
            f"{name} does not say what its trees add up to: a sum of models (sum_models) has lost "
            "its loss_function. Convert what was fitted."
        )
    if loss not in _LINKS:
        cure = _CURES.get(loss, f"those that convert are {', '.join(_LINKS)}")
        raise UnsupportedError(
            f"{name} has loss_function={loss!r}, whose answer a chip does not work out: {cure}."
        )
    threshold = booster.get_probability_threshold() if _LINKS[loss] == "logistic" else 0.5
    if threshold != 0.5:
        raise UnsupportedError(
            f"{name} names its second class from a probability of {threshold:g} on, and a model on "
            "the chip from 0.5: call set_probability_threshold(0.5), and compare what "
            "predict_proba gives with that number on the chip."
        )
    return _LINKS[loss]


def read(estimator: Any) -> Ensemble:
    """Sums of doubles that begin with the bias. `estimator` is a boosters.CatBoostModel."""
    model = estimator.saved
    scale, bias = model["scale_and_bias"]
    base = np.atleast_1d(np.array(bias, np.float64))
    sides = np.ones(estimator.n_features_in_, bool)
    for column in model["features_info"]["float_features"]:
        sides[column["flat_feature_index"]] = column["nan_value_treatment"] != "AsTrue"
    if "oblivious_trees" in model:
        every = [_symmetric(tree, len(base)) for tree in model["oblivious_trees"]]
    else:
        every = [_grown(tree, len(base)) for tree in model["trees"]]
    return Ensemble(
        [
            replace(tree, value=tree.value[:, [k]] * scale, missing_left=sides[tree.feature])
            for tree in every
            for k in range(len(base))
        ],
        estimator.n_features_in_,
        estimator.link,
        getattr(estimator, "classes_", None),
        base,
        1.0,
        True,
        zero_is_first=estimator.link == "logistic",
        random_thresholds=True,
        one_grid=True,
        symmetric="oblivious_trees" in model,
        raw_sums={"prediction_type": "RawFormulaVal"},
    )


def _symmetric(tree: Mapping[str, Any], outputs: int) -> Tree:
    """One split a level, of which the last decides the highest bit of a leaf's place."""
    levels = [_split(split) for split in tree["splits"]][::-1]
    values = np.array(tree["leaf_values"], np.float64).reshape(-1, outputs)
    level = np.repeat(np.arange(len(levels)), 2 ** np.arange(len(levels)))
    left = np.concatenate([2 * np.arange(len(level)) + 1, np.full(len(values), -1)])
    none = np.zeros(len(values))
    return Tree(
        np.append(np.array([f for f, _ in levels], np.int64)[level], none.astype(np.int64)),
        np.append(np.array([border for _, border in levels])[level], none),
        left,
        np.where(left < 0, -1, left + 1),
        np.concatenate([np.zeros((len(level), outputs)), values]),
        np.zeros(len(left)),
    )


def _grown(root: Mapping[str, Any], outputs: int) -> Tree:
    """Splits that were found one by one (grow_policy of Depthwise and Lossguide)."""
    nodes, below = [root], list[int]()
    for node in nodes:  # which become more
        below.append(len(nodes) if "split" in node else -1)
        if "split" in node:
            nodes += [node["left"], node["right"]]
    splits = [_split(node["split"]) if "split" in node else (0, 0.0) for node in nodes]
    left = np.array(below, np.int64)
    return Tree(
        np.array([feature for feature, _ in splits], np.int64),
        np.array([border for _, border in splits]),
        left,
        np.where(left < 0, -1, left + 1),
        np.array([np.broadcast_to(node.get("value", 0.0), outputs) for node in nodes], np.float64),
        np.zeros(len(left)),
    )


def _split(split: Mapping[str, Any]) -> tuple[int, float]:
    """The feature, and the border, a float32, above which a sample goes right."""
    if split["split_type"] != "FloatFeature":
        raise UnsupportedError(
            f"a tree of CatBoost splits on what it calls {split['split_type']}, and a chip on "
            "numbers alone: fit on columns of numbers."
        )
    return int(split["float_feature_index"]), float(np.float32(split["border"]))
