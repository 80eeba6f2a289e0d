"""scikit-learn's tree estimators as ensembles."""

from __future__ import annotations

from typing import Any

import numpy as np

from ...arrays import Floats, Ints
from ...errors import UnsupportedError
from ..base import ask, full_name
from . import categories
from .ensemble import Ensemble, Tree


def _answers_nan(estimator: Any) -> bool:
    """Whether this scikit-learn takes a missing number for one: not every tree of each version."""
    try:
        ask(estimator, "predict", np.full((1, estimator.n_features_in_), np.nan))
    except ValueError:
        return False
    return True


def sklearn_tree(tree: Any, value: Floats, answers_nan: bool, features: Ints | None = None) -> Tree:
    feature = np.where(tree.children_left >= 0, tree.feature, 0).astype(np.int64)
    if features is not None:
        feature = features[feature]
    return Tree(
        feature,
        tree.threshold.astype(np.float64),
        tree.children_left.astype(np.int64),
        tree.children_right.astype(np.int64),
        value.astype(np.float64),
        tree.weighted_n_node_samples.astype(np.float64),
        np.asarray(tree.missing_go_to_left).astype(bool) if answers_nan else None,
    )


def _members(estimator: Any) -> list[Any]:
    return list(np.ravel(getattr(estimator, "estimators_", [estimator])))


def _drawn(estimator: Any) -> bool:
    """Whether thresholds were drawn at random."""
    return any(getattr(m, "splitter", "best") == "random" for m in _members(estimator))


def _voting(estimator: Any) -> Ensemble:
    nan = _answers_nan(estimator)
    trees = [sklearn_tree(m.tree_, m.tree_.value[:, 0, :], nan) for m in _members(estimator)]
    return Ensemble(
        trees, estimator.n_features_in_, "votes", estimator.classes_, np.zeros(1), 1.0, True,
        random_thresholds=_drawn(estimator),
    )  # fmt: skip


def _averaging(estimator: Any) -> Ensemble:
    nan = _answers_nan(estimator)
    trees = [sklearn_tree(m.tree_, m.tree_.value[:, 0, :1], nan) for m in _members(estimator)]
    mean = 1.0 / len(trees)
    return Ensemble(
        trees, estimator.n_features_in_, "identity", None, np.zeros(1), mean, True,
        random_thresholds=_drawn(estimator),
    )  # fmt: skip


def _bagging(estimator: Any) -> Ensemble:
    """The mean of trees that each saw every column: a forest, as scikit-learn averages it."""
    name = type(estimator).__name__
    every = np.arange(estimator.n_features_in_)
    for member, features in zip(estimator.estimators_, estimator.estimators_features_):
        if not hasattr(member, "tree_"):
            raise UnsupportedError(
                f"{name} of {type(member).__name__} is not converted: use DecisionTree or "
                "ExtraTree as its estimator."
            )
        if not np.array_equal(features, every):
            raise UnsupportedError(
                f"{name} gives its trees some of the columns (max_features, bootstrap_features): "
                "use max_features=1.0, or a RandomForest, which chooses columns at each split."
            )
    classes = getattr(estimator, "classes_", None)
    if classes is None:
        return _averaging(estimator)
    if any(len(member.classes_) != len(classes) for member in estimator.estimators_):
        raise UnsupportedError(
            f"{name} has a tree that saw some of the classes alone: fit with more samples a tree "
            "(max_samples)."
        )
    return _voting(estimator)


def _gradient_boosting(estimator: Any) -> Ensemble:
    init = estimator.init_
    is_dummy = full_name(init).startswith("sklearn.dummy.Dummy")
    if not (isinstance(init, str) and init == "zero") and not is_dummy:
        raise UnsupportedError(
            f"{type(estimator).__name__} starts from init={init!r}, a model of its own. "
            "Use init=None or init='zero'."
        )
    if getattr(init, "strategy", None) in ("stratified", "uniform"):
        raise UnsupportedError(
            f"{type(estimator).__name__} starts from init={init!r}, which draws at random and "
            "answers otherwise at every call. Fit with init=None or init='zero'."
        )
    members = estimator.estimators_
    rate = estimator.learning_rate
    trees = [sklearn_tree(m.tree_, rate * m.tree_.value[:, 0, :1], False) for m in members.ravel()]
    origin = np.zeros((1, estimator.n_features_in_), dtype=np.float32)
    base = np.asarray(estimator._raw_predict_init(origin), dtype=np.float64)[0]
    classes = getattr(estimator, "classes_", None)
    if classes is None:
        link, scale = "identity", 1.0
    elif len(classes) == 2:
        link, scale = "logistic", 2.0 if estimator.loss == "exponential" else 1.0
    else:
        link, scale = "softmax", 1.0
    return Ensemble(trees, estimator.n_features_in_, link, classes, base, scale, True)


def _hist_gradient_boosting(estimator: Any) -> Ensemble:
    name = type(estimator).__name__
    values = _categories(name, estimator)
    place = _given_places(estimator)
    trees = []
    for iteration in estimator._predictors:
        for predictor in iteration:
            nodes = predictor.nodes
            leaf = nodes["is_leaf"].astype(bool)
            left, right = nodes["left"].astype(np.int64), nodes["right"].astype(np.int64)
            missing_left = nodes["missing_go_to_left"].astype(bool)
            sets = {}
            for node in np.flatnonzero(~leaf & nodes["is_categorical"].astype(bool)):
                known = values[int(nodes["feature_idx"][node])]
                bits = predictor.raw_left_cat_bitsets[nodes["bitset_idx"][node]].astype(np.uint32)
                goes = np.array([bits[c // 32] >> (c % 32) & 1 for c in range(len(known))], bool)
                if missing_left[node]:  # and with it what training never saw
                    left[node], right[node] = right[node], left[node]
                sets[int(node)] = known[goes != missing_left[node]]
                missing_left[node] = False
            made = Tree(
                np.where(leaf, 0, place[nodes["feature_idx"]]).astype(np.int64),
                nodes["num_threshold"].astype(np.float64),
                np.where(leaf, -1, left),
                np.where(leaf, -1, right),
                nodes["value"].astype(np.float64)[:, None],
                nodes["count"].astype(np.float64),
                missing_left,
            )
            trees.append(categories.nested(name, made, sets))
    base = np.asarray(estimator._baseline_prediction, dtype=np.float64).ravel()
    classes = getattr(estimator, "classes_", None)
    if classes is not None:
        link = "logistic" if len(classes) == 2 else "softmax"
    elif estimator.loss in ("poisson", "gamma"):
        link = "exponential"
    else:
        link = "identity"
    return Ensemble(
        trees,
        estimator.n_features_in_,
        link,
        classes,
        base,
        1.0,
        False,
        zero_is_first=link == "logistic",
        random_thresholds=bool(values),  # of these the ends of runs, and not middles
        categorical=frozenset(int(place[f]) for f in values),
    )


def _given_places(estimator: Any) -> Ints:
    """The user's column of each that the trees have: those of categories come first."""
    every = np.arange(estimator.n_features_in_)
    if getattr(estimator, "_preprocessor", None) is None:
        return every
    of = np.asarray(estimator.is_categorical_, bool)
    return np.concatenate([every[of], every[~of]])


def _categories(name: str, estimator: Any) -> dict[int, Ints]:
    """Of each feature of categories, as the trees number it: what its categories are called."""
    made = getattr(estimator, "_preprocessor", None)
    if made is None:
        return {}
    out = {}
    for f, values in enumerate(made.named_transformers_["encoder"].categories_):
        try:
            held = np.array([v for v in values if v == v], np.float64)  # without NaN
        except (TypeError, ValueError):
            held = np.array([np.inf])
        if not (np.abs(held) <= 2.0**24).all() or (held != np.rint(held)).any():
            raise UnsupportedError(
                f"{name} was fitted on categories that are no whole numbers of up to 2^24, and a "
                f"chip is given numbers: {values[:3]!r}... Number them (OrdinalEncoder) before fit."
            )
        out[f] = held.astype(np.int64)
    return out


def _isolation(estimator: Any) -> Ensemble:
    trees = []
    nan = _answers_nan(estimator)
    for member, features, depths, lengths in zip(
        estimator.estimators_,
        estimator.estimators_features_,
        estimator._decision_path_lengths,
        estimator._average_path_length_per_tree,
    ):
        value = (np.asarray(depths) + np.asarray(lengths) - 1.0)[:, None]
        trees.append(sklearn_tree(member.tree_, value, nan, np.asarray(features)))
    from sklearn.ensemble._iforest import _average_path_length

    longest = float(_average_path_length([estimator._max_samples])[0])
    if longest <= 0.0:
        raise UnsupportedError("IsolationForest saw one sample: fit it on at least two.")
    halvings = 1.0 / (len(trees) * longest)
    if not -np.inf < estimator.offset_ < 0.0:
        raise UnsupportedError(
            f"IsolationForest has offset_ = {estimator.offset_:g}, and scores are from -1 to 0: "
            "with it every sample is an outlier, or none. Set an offset_ below 0, or fit with "
            "contamination='auto'."
        )
    # A forest without a split knows one score, and scikit-learn's own rounding may decide its tie.
    constant = all(len(tree.left) == 1 for tree in trees)
    origin = np.zeros((1, estimator.n_features_in_))
    ties = int(ask(estimator, "predict", origin)[0]) if constant else 1
    limit = -np.log2(-float(estimator.offset_)) / halvings
    return Ensemble(
        trees,
        estimator.n_features_in_,
        "isolation",
        np.array([-1, 1]),
        np.array([-limit]),
        halvings,
        True,
        ties=ties,
        random_thresholds=True,
    )


READERS = {
    "sklearn.tree.DecisionTreeClassifier": _voting,
    "sklearn.tree.ExtraTreeClassifier": _voting,
    "sklearn.ensemble.RandomForestClassifier": _voting,
    "sklearn.ensemble.ExtraTreesClassifier": _voting,
    "sklearn.tree.DecisionTreeRegressor": _averaging,
    "sklearn.tree.ExtraTreeRegressor": _averaging,
    "sklearn.ensemble.RandomForestRegressor": _averaging,
    "sklearn.ensemble.ExtraTreesRegressor": _averaging,
    "sklearn.ensemble.BaggingClassifier": _bagging,
    "sklearn.ensemble.BaggingRegressor": _bagging,
    "sklearn.ensemble.GradientBoostingClassifier": _gradient_boosting,
    "sklearn.ensemble.GradientBoostingRegressor": _gradient_boosting,
    "sklearn.ensemble.HistGradientBoostingClassifier": _hist_gradient_boosting,
    "sklearn.ensemble.HistGradientBoostingRegressor": _hist_gradient_boosting,
    "sklearn.ensemble.IsolationForest": _isolation,
}
