"""Converted models give scikit-learn's answer: on held-out rows, and exactly on thresholds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from conftest import Split, as_integers, load, on_thresholds
from sklearn.base import is_regressor
from sklearn.ensemble import (
    ExtraTreesClassifier,
    ExtraTreesRegressor,
    GradientBoostingClassifier,
    GradientBoostingRegressor,
    HistGradientBoostingClassifier,
    HistGradientBoostingRegressor,
    IsolationForest,
    RandomForestClassifier,
    RandomForestRegressor,
)
from sklearn.tree import (
    DecisionTreeClassifier,
    DecisionTreeRegressor,
    ExtraTreeClassifier,
    ExtraTreeRegressor,
)

import mote
from mote.families.trees.read import read

pytestmark = pytest.mark.slow  # left out by ./dev test --fast

CLASSIFIERS = {
    "a decision tree": DecisionTreeClassifier(random_state=0),
    "a pruned decision tree": DecisionTreeClassifier(ccp_alpha=0.01, random_state=1),
    "an extra tree": ExtraTreeClassifier(random_state=0),
    "a random forest": RandomForestClassifier(12, random_state=0),
    "a forest with impure leaves": RandomForestClassifier(7, min_samples_leaf=4, random_state=1),
    "a forest of entropy on all features": RandomForestClassifier(
        6, criterion="entropy", max_features=None, random_state=2
    ),
    "a forest with class weights": RandomForestClassifier(
        7, class_weight="balanced", max_depth=5, random_state=3
    ),
    "extra trees": ExtraTreesClassifier(9, min_samples_leaf=3, random_state=0),
    "gradient boosting": GradientBoostingClassifier(n_estimators=6, random_state=0),
    "gradient boosting from zero": GradientBoostingClassifier(
        n_estimators=6, init="zero", subsample=0.7, random_state=1
    ),
    "histogram boosting": HistGradientBoostingClassifier(max_iter=6, random_state=0),
}
REGRESSORS = {
    "a decision tree": DecisionTreeRegressor(random_state=0),
    "an extra tree": ExtraTreeRegressor(random_state=0),
    "a random forest": RandomForestRegressor(8, random_state=0),
    "a forest of absolute errors": RandomForestRegressor(
        5, criterion="absolute_error", max_depth=4, random_state=1
    ),
    "a forest of Poisson deviance": RandomForestRegressor(
        5, criterion="poisson", min_samples_leaf=3, random_state=2
    ),
    "extra trees": ExtraTreesRegressor(8, min_samples_leaf=2, random_state=0),
    "gradient boosting": GradientBoostingRegressor(n_estimators=20, random_state=0),
    "gradient boosting of Huber's loss": GradientBoostingRegressor(
        loss="huber", n_estimators=15, random_state=1
    ),
    "gradient boosting of a quantile": GradientBoostingRegressor(
        loss="quantile", alpha=0.8, n_estimators=15, random_state=2
    ),
    "gradient boosting from zero": GradientBoostingRegressor(
        init="zero", n_estimators=15, random_state=3
    ),
    "histogram boosting": HistGradientBoostingRegressor(max_iter=20, random_state=0),
    "histogram boosting of a quantile": HistGradientBoostingRegressor(
        loss="quantile", quantile=0.3, max_iter=15, random_state=1
    ),
    "histogram boosting of a Poisson loss": HistGradientBoostingRegressor(
        loss="poisson", max_iter=15, random_state=2
    ),
    "histogram boosting of a gamma loss": HistGradientBoostingRegressor(
        loss="gamma", max_iter=15, random_state=3
    ),
    "histogram boosting with monotonic constraints": HistGradientBoostingRegressor(
        monotonic_cst=[0, 0, 1, 1, 0, 0, -1, 0, 0, 0], max_iter=15, random_state=4
    ),
}
SETS = ("iris", "wine", "cancer", "digits")


def assert_agrees(estimator: Any, model: mote.Model, X: np.ndarray) -> None:
    """Labels identical on every row; values and probabilities to 1e-5 relative (float).

    Histogram boosting compares doubles: the promise is for every row that float32 can hold.
    """
    if "Hist" in type(estimator).__name__:
        X = X.astype(np.float32)
    expected = estimator.predict(X)
    if is_regressor(estimator):
        np.testing.assert_allclose(model.predict(X), expected, rtol=1e-5)
        return
    np.testing.assert_array_equal(model.predict(X), expected)
    if model.details["leaves"] == "hard":
        return
    if hasattr(estimator, "predict_proba"):
        np.testing.assert_allclose(model.predict_proba(X), estimator.predict_proba(X), atol=1e-5)
    else:
        scores = estimator.score_samples(X)
        np.testing.assert_allclose(model.score_samples(X), scores, rtol=1e-5)


@pytest.mark.parametrize(
    ("name", "data"),
    [(name, SETS[i % 4]) for i, name in enumerate(CLASSIFIERS)]
    + [(name, SETS[(i + 2) % 4]) for i, name in enumerate(CLASSIFIERS)],
)
def test_float_classifiers_give_every_label(name: str, data: str) -> None:
    split = load(data, seed=len(name))
    estimator = CLASSIFIERS[name].fit(split.X_train, split.y_train)
    model = mote.convert(estimator)
    assert_agrees(estimator, model, split.X_test)
    assert_agrees(estimator, model, on_thresholds(estimator, split.X_test))


@pytest.mark.parametrize("name", REGRESSORS)
def test_float_regressors_give_every_value_to_a_hundred_thousandth(name: str) -> None:
    split = load("diabetes", seed=len(name))
    estimator = REGRESSORS[name].fit(split.X_train, split.y_train)
    model = mote.convert(estimator)
    assert_agrees(estimator, model, split.X_test)
    assert_agrees(estimator, model, on_thresholds(estimator, split.X_test))


@pytest.mark.parametrize(
    "estimator",
    [
        IsolationForest(n_estimators=20, random_state=0),
        IsolationForest(n_estimators=20, max_features=0.4, contamination=0.1, random_state=1),
        IsolationForest(n_estimators=15, max_samples=50, bootstrap=True, random_state=2),
    ],
    ids=["plain", "some features and a contamination", "bootstrapped"],
)
def test_isolation_forests_give_every_score(estimator: IsolationForest) -> None:
    split = load("cancer")
    estimator.fit(split.X_train)
    model = mote.convert(estimator)
    rows = np.vstack([split.X_test, on_thresholds(estimator, split.X_test)])
    assert_agrees(estimator, model, rows)
    assert set(model.predict(rows)) == {-1, 1}


@pytest.mark.parametrize("loss", ["log_loss", "exponential"])
def test_boosting_of_two_classes_gives_every_label(loss: str) -> None:
    split = load("cancer", seed=4)
    estimator = GradientBoostingClassifier(loss=loss, n_estimators=12, random_state=0)
    estimator.fit(split.X_train, split.y_train)
    assert_agrees(estimator, mote.convert(estimator), split.X_test)


def test_sample_weights_reach_the_leaves() -> None:
    split = load("cancer", seed=5)
    weight = np.random.default_rng(0).uniform(0.1, 5.0, len(split.y_train))
    estimator = ExtraTreesClassifier(8, min_samples_leaf=4, random_state=0)
    estimator.fit(split.X_train, split.y_train, sample_weight=weight)
    assert_agrees(estimator, mote.convert(estimator), split.X_test)


def test_monotonic_constraints_of_a_forest_hold() -> None:
    split = load("cancer", seed=6)
    constraint = [1 if i % 3 == 0 else -1 if i % 3 == 1 else 0 for i in range(30)]
    estimator = RandomForestClassifier(6, monotonic_cst=constraint, max_depth=4, random_state=0)
    estimator.fit(split.X_train, split.y_train)
    assert_agrees(estimator, mote.convert(estimator), split.X_test)


@pytest.mark.parametrize(
    ("scale", "shift"),
    [(1e30, 0.0), (-1.0, -50.0), (1e-3, 1e4)],
    ids=["huge", "negative", "on a large offset"],
)
def test_features_of_any_magnitude_give_every_label(scale: float, shift: float) -> None:
    split = load("wine")
    train, test = split.X_train * scale + shift, split.X_test * scale + shift
    estimator = RandomForestClassifier(6, random_state=0).fit(train, split.y_train)
    model = mote.convert(estimator)
    assert_agrees(estimator, model, test)
    assert_agrees(estimator, model, on_thresholds(estimator, test))
    report = mote.convert(estimator, "int16", calibrate=train).verify(test)
    assert report.identical >= report.rows - report.excused["near a threshold"]


@pytest.mark.parametrize("scale", [1e-30, 1e-42], ids=["tiny", "subnormal"])
def test_tiny_features_give_every_label(scale: float) -> None:
    # The forests take features that differ by less than 1e-7 for constants; histograms do not.
    split = load("wine")
    train, test = ((X * scale).astype(np.float32).astype(float) for X in split[:2])
    estimator = HistGradientBoostingClassifier(max_iter=4, random_state=0)
    estimator.fit(train, split.y_train)
    model = mote.convert(estimator)
    assert model.details["splits"] > 10
    assert_agrees(estimator, model, test)
    assert_agrees(estimator, model, on_thresholds(estimator, test))
    report = mote.convert(estimator, "int16", calibrate=train).verify(test)
    assert (
        report.identical
        >= report.rows - report.excused["near a threshold"] - report.excused["near a tie"]
    )


@pytest.mark.parametrize(
    "labels",
    [
        np.array(["setosa", "versicolor", "virginica"]),
        np.array([-7, -1, 30]),
        np.array([False, True, False]),
        np.array([0.5, 1.5, 2.5], dtype=object).astype(str),
        np.array(["one", "one", "one"]),
    ],
    ids=["strings", "negative integers", "booleans", "numbers in strings", "one class only"],
)
def test_labels_come_back_as_they_were_given(labels: np.ndarray) -> None:
    split = load("iris")
    estimator = RandomForestClassifier(5, min_samples_leaf=3, random_state=0)
    estimator.fit(split.X_train, labels[split.y_train])
    model = mote.convert(estimator)
    assert model.predict(split.X_test).dtype == estimator.predict(split.X_test).dtype
    assert_agrees(estimator, model, split.X_test)


@pytest.mark.parametrize("classes", [2, 3, 129, 200, 300])
@pytest.mark.parametrize("leaf", [1, 3], ids=["pure leaves", "impure leaves"])
def test_any_number_of_classes_gives_every_label(classes: int, leaf: int) -> None:
    random = np.random.default_rng(classes)
    X = random.normal(size=(5 * classes, 6)).astype(np.float32)
    y = np.arange(len(X)) % classes
    estimator = RandomForestClassifier(3, min_samples_leaf=leaf, random_state=0).fit(X, y)
    assert_agrees(estimator, mote.convert(estimator), random.normal(size=(500, 6)))


def test_a_tree_of_one_leaf_gives_its_leaf() -> None:
    X = np.zeros((6, 3))
    vote = DecisionTreeClassifier().fit(X, [2, 2, 2, 5, 5, 5])
    value = DecisionTreeRegressor().fit(X, [1.0, 2.0, 3.0, 4.0, 5.0, 6.0])
    rows = np.array([[0.0, 0.0, 0.0], [1e9, -1e9, 3.0]])
    for estimator in (vote, value):
        for dtype in ("float", "int8"):
            np.testing.assert_allclose(
                mote.convert(estimator, dtype).predict(rows), estimator.predict(rows), rtol=1e-4
            )


def test_thousands_of_levels_convert_without_recursion() -> None:
    X = np.arange(3000.0)[:, None]
    estimator = DecisionTreeClassifier(random_state=0).fit(X, np.arange(3000) % 2)
    assert estimator.get_depth() > 1500
    for dtype in ("float", "int16"):
        model = mote.convert(estimator, dtype)
        np.testing.assert_array_equal(model.predict(X), np.arange(3000) % 2)


def test_a_hundred_trees_agree_on_every_row_and_take_seconds_for_100000() -> None:
    import time

    split = load("digits")
    estimator = RandomForestClassifier(100, max_depth=8, random_state=0)
    estimator.fit(split.X_train, split.y_train)
    model = mote.convert(estimator, leaves="exact")
    assert_agrees(estimator, model, split.X_test)
    many = np.random.default_rng(0).integers(0, 17, size=(100_000, 64))
    start = time.process_time()  # others may keep the machine busy
    own = model.predict(many)
    assert time.process_time() - start < 10.0
    np.testing.assert_array_equal(own[:2000], estimator.predict(many[:2000]))


# --- integers -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "data", "dtype"),
    [
        (name, SETS[(i + 1) % 4], ("int16", "int8", "int32")[i % 3])
        for i, name in enumerate(CLASSIFIERS)
    ],
)
def test_integer_classifiers_give_every_label(name: str, data: str, dtype: str) -> None:
    split = as_integers(
        load(data, seed=len(name)), {"int8": 120, "int16": 1000, "int32": 10**6}[dtype]
    )
    estimator = CLASSIFIERS[name].fit(split.X_train, split.y_train)
    model = mote.convert(estimator, dtype)
    rows = np.clip(split.X_test, -128, 127) if dtype == "int8" else split.X_test
    report = model.verify(rows)
    assert (
        report.excused["near a threshold"]
        == report.excused["moved by float32"]
        == report.saturated
        == 0
    )
    probability = estimator.predict_proba(rows)
    gap = np.diff(np.sort(probability, axis=1)[:, -2:]).ravel()
    clear = gap > 2 * model.stored.leaves.error + 1e-12
    assert clear.mean() > 0.8
    np.testing.assert_array_equal(model.predict(rows)[clear], estimator.predict(rows)[clear])
    if model.details["leaves"] != "hard":
        np.testing.assert_allclose(model.predict_proba(rows), probability, atol=2e-3)


@pytest.mark.parametrize(
    ("name", "dtype", "leaves"),
    [
        ("a decision tree", "int16", "auto"),
        ("a random forest", "int32", "auto"),
        ("extra trees", "int16", "int32"),
        ("gradient boosting", "int16", "auto"),
        ("gradient boosting of a quantile", "int8", "int32"),
        ("histogram boosting", "int16", "float"),
        ("histogram boosting of a Poisson loss", "int16", "float"),
    ],
)
def test_integer_regressors_stay_within_the_stated_bound(
    name: str, dtype: str, leaves: str
) -> None:
    split = as_integers(load("diabetes", seed=len(name)), 100)
    estimator = REGRESSORS[name].fit(split.X_train, split.y_train)
    model = mote.convert(estimator, dtype, leaves=leaves)
    rows = np.clip(split.X_test, -128, 127) if dtype == "int8" else split.X_test
    report = model.verify(rows)
    assert report.identical == report.rows
    error = np.abs(model.predict(rows) - estimator.predict(rows)).max()
    assert error <= report.bound < 1e-4 * np.abs(estimator.predict(rows)).max()


@pytest.mark.parametrize("leaves", ["int16", "int32", "float"])
def test_an_isolation_forest_of_integers_gives_every_label(leaves: str) -> None:
    split = as_integers(load("cancer", seed=8))
    estimator = IsolationForest(n_estimators=25, contamination=0.05, random_state=0).fit(
        split.X_train
    )
    model = mote.convert(estimator, "int16", leaves=leaves)
    report = model.verify(split.X_test)
    assert report.excused["near a tie"] <= 2
    assert report.identical >= report.rows - report.excused["near a tie"]
    np.testing.assert_allclose(
        model.score_samples(split.X_test), estimator.score_samples(split.X_test), atol=2e-4
    )


def test_int32_features_beyond_2_to_the_24_follow_float32_as_scikit_learn_does() -> None:
    # float32 holds every fourth integer here, and scikit-learn rounds before it compares.
    random = np.random.default_rng(0)
    X = random.integers(2**25, 2**26, size=(400, 2)).astype(np.float64)
    tree = DecisionTreeClassifier(random_state=0).fit(X, random.integers(0, 2, 400))
    model = mote.convert(tree, "int32")
    near = np.concatenate([tree.tree_.threshold[tree.tree_.children_left >= 0]])
    rows = np.repeat(X[: len(near)], 9, axis=0)
    for column in (0, 1):
        rows[:, column] = (np.round(near)[:, None] + np.arange(-4, 5)).ravel()
        np.testing.assert_array_equal(model.predict(rows), tree.predict(rows))


def far_from_thresholds(estimator: Any, model: mote.Model, X: np.ndarray) -> np.ndarray:
    """Rows in which no feature lies within half a step (and 2 %) of any threshold on it."""
    scale = model._scaling.scale.astype(np.float64)
    far = np.ones(len(X), bool)
    for tree in read(estimator).trees:
        for node in np.flatnonzero(tree.left >= 0):
            f, t = tree.feature[node], tree.threshold[node]
            far &= np.abs(np.float32(X[:, f]) - t) * scale[f] > 0.52
    return far


@pytest.mark.parametrize("dtype", ["int16", "int8"])
@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a random forest", "iris"),
        ("a forest with impure leaves", "wine"),
        ("histogram boosting", "cancer"),
        ("gradient boosting", "wine"),
    ],
)
def test_scaled_features_differ_only_within_half_a_step_of_a_threshold(
    name: str, data: str, dtype: str
) -> None:
    split = load(data, seed=9)
    estimator = CLASSIFIERS[name].fit(split.X_train, split.y_train)
    model = mote.convert(estimator, dtype, calibrate=split.X_train)
    report = model.verify(split.X_test, split.y_test)
    far = far_from_thresholds(estimator, model, split.X_test)
    if dtype == "int16":
        assert far.mean() > 0.5
        assert (
            report.identical
            >= report.rows - report.excused["near a threshold"] - report.excused["near a tie"]
        )
        assert report.excused["near a threshold"] <= 0.1 * report.rows
    probability = np.sort(estimator.predict_proba(split.X_test), axis=1)
    clear = far & (probability[:, -1] - probability[:, -2] > 1e-3)
    np.testing.assert_array_equal(
        model.predict(split.X_test)[clear], estimator.predict(split.X_test)[clear]
    )
    assert abs(report.accuracy - report.reference_accuracy) < (0.04 if dtype == "int16" else 0.1)


def test_a_scaled_regression_stays_close() -> None:
    split = load("diabetes", seed=10)
    estimator = REGRESSORS["gradient boosting"].fit(split.X_train, split.y_train)
    model = mote.convert(estimator, "int16", calibrate=split.X_train)
    report = model.verify(split.X_test, split.y_test)
    assert report.identical >= report.rows - report.excused["near a threshold"]
    assert report.accuracy == pytest.approx(report.reference_accuracy, abs=0.01)


# --- where other converters fail ------------------------------------------------------------------


@pytest.mark.parametrize("make", [RandomForestClassifier, ExtraTreesClassifier])
def test_raw_integers_are_not_truncated(make: Callable[..., Any]) -> None:
    # Truncated thresholds with `<` get 105 to 184 of 228 such rows of the breast cancer set.
    split: Split = as_integers(load("cancer"), 30000)
    estimator = make(10, random_state=0).fit(split.X_train, split.y_train)
    rows = np.clip(split.X_test, -32768, 32767)
    model = mote.convert(estimator, "int16")
    np.testing.assert_array_equal(model.predict(rows), estimator.predict(rows))


@pytest.mark.parametrize("dtype", ["float", "int8", "int16", "int32"])
def test_the_digits_agree_on_every_held_out_row_in_every_feature_type(
    dtype: str, forest: RandomForestClassifier
) -> None:
    split = load("digits")
    model = mote.convert(forest, dtype, leaves="exact")
    np.testing.assert_array_equal(model.predict(split.X_test), forest.predict(split.X_test))
