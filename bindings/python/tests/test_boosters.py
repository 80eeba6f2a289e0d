"""XGBoost's and LightGBM's trees: their labels, and XGBoost's sums bit for bit."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from conftest import as_integers, load
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

import mote

xgboost = pytest.importorskip("xgboost")
lightgbm = pytest.importorskip("lightgbm")

FEW = {"n_estimators": 12, "n_jobs": 1}


def xgb(kind: str = "Classifier", **options: Any) -> Any:
    return getattr(xgboost, f"XGB{kind}")(**{**FEW, **options})


def lgbm(kind: str = "Classifier", **options: Any) -> Any:
    return getattr(lightgbm, f"LGBM{kind}")(**{**FEW, "verbose": -1, **options})


CLASSIFIERS = {
    "xgboost": lambda: xgb(max_depth=3),
    "dart": lambda: xgb(booster="dart", rate_drop=0.4, max_depth=3),
    "exact": lambda: xgb(tree_method="exact", max_depth=3),
    "forest": lambda: xgb("RFClassifier", max_depth=4),
    "boosted forests": lambda: xgb(num_parallel_tree=3, subsample=0.5, max_depth=3),
    "lightgbm": lambda: lgbm(num_leaves=7),
    "lightgbm's forest": lambda: lgbm(boosting_type="rf", bagging_freq=1, bagging_fraction=0.6),
    "lightgbm's dart": lambda: lgbm(boosting_type="dart", num_leaves=7, sigmoid=0.7),
}


@pytest.mark.parametrize("name", ["wine", "cancer"])
@pytest.mark.parametrize("kind", CLASSIFIERS)
def test_labels_are_the_estimators(kind: str, name: str) -> None:
    split = load(name)
    estimator = CLASSIFIERS[kind]().fit(split.X_train, split.y_train)
    model = mote.convert(estimator)
    found = model.verify(split.X_test, split.y_test)
    assert found.identical == found.rows
    assert found.excused["near a threshold"] == 0
    assert found.bound < 1e-5
    np.testing.assert_array_equal(model.predict(split.X_test), estimator.predict(split.X_test))


def test_integer_features_are_those_of_the_training() -> None:
    split = as_integers(load("digits"), 100)
    for estimator in (xgb(max_depth=3, n_estimators=4), lgbm(num_leaves=7, n_estimators=4)):
        model = mote.convert(estimator.fit(split.X_train, split.y_train), dtype="int8")
        found = model.verify(split.X_test, split.y_test)
        assert found.identical + found.excused["near a tie"] >= found.rows
        assert found.excused["near a threshold"] == 0


XGBOOST_VALUES = [
    "reg:squarederror", "reg:absoluteerror", "reg:pseudohubererror", "reg:squaredlogerror",
]  # fmt: skip
EXPONENTIALS = ["count:poisson", "reg:gamma", "reg:tweedie"]


@pytest.mark.parametrize("objective", XGBOOST_VALUES)
def test_xgboosts_values_are_its_own_bit_for_bit(objective: str) -> None:
    split = load("diabetes")
    estimator = xgb("Regressor", objective=objective, max_depth=4)
    estimator.fit(split.X_train, split.y_train)
    model = mote.convert(estimator)
    model.verify(split.X_test)
    np.testing.assert_array_equal(model.predict(split.X_test), estimator.predict(split.X_test))


@pytest.mark.parametrize(
    "estimator",
    [
        *(xgb("Regressor", objective=one, max_depth=3) for one in EXPONENTIALS),
        *(lgbm("Regressor", objective=one) for one in ("regression", "poisson", "gamma", "huber")),
        lgbm("Regressor", boosting_type="rf", bagging_freq=1, bagging_fraction=0.6),
    ],
    ids=str,
)
def test_values_are_within_their_bound(estimator: Any) -> None:
    split = load("diabetes")
    estimator.fit(split.X_train, split.y_train)
    found = mote.convert(estimator).verify(split.X_test, split.y_test)
    assert found.excused["near a threshold"] == 0


def test_what_stopped_early_answers_with_its_best_trees() -> None:
    split = load("cancer")
    tried = [(split.X_test, split.y_test)]
    first = xgb(n_estimators=60, learning_rate=0.5, early_stopping_rounds=3)
    first.fit(split.X_train, split.y_train, eval_set=tried, verbose=False)
    second = lgbm(n_estimators=60, learning_rate=0.5)
    stop = lightgbm.early_stopping(3, verbose=False)
    held_out = {"eval_X": split.X_test, "eval_y": split.y_test}
    second.fit(split.X_train, split.y_train, **held_out, callbacks=[stop])
    for estimator, best in ((first, first.best_iteration + 1), (second, second.best_iteration_)):
        assert best < 50
        model = mote.convert(estimator)
        assert model.facts.details["trees"] == best
        found = model.verify(split.X_test)
        assert found.identical == found.rows


@pytest.mark.parametrize("estimator", [xgb(max_depth=3), lgbm(num_leaves=7)], ids=str)
def test_a_scaler_before_it_is_folded(estimator: Any) -> None:
    split = load("wine")
    pipeline = make_pipeline(StandardScaler(), estimator).fit(split.X_train, split.y_train)
    found = mote.convert(pipeline).verify(split.X_test, split.y_test)
    assert found.identical == found.rows


def categories() -> Any:
    import pandas as pd

    random = np.random.default_rng(0)
    table = pd.DataFrame({"a": pd.Categorical(random.integers(0, 4, 200)), "b": random.random(200)})
    return table, (table["a"].astype(int) % 2 == 1).to_numpy().astype(int)


REFUSED = {
    "linear": (lambda X, y: xgb(booster="gblinear").fit(X, y), "'gblinear', which is no tree"),
    "logistic regression": (
        lambda X, y: xgb("Regressor", objective="reg:logistic").fit(X, y),
        "objective='reg:logistic'.*those that convert are reg:squarederror",
    ),
    "several targets": (
        lambda X, y: xgb("Regressor").fit(X, np.column_stack([y, y])),
        "Fit one estimator per target",
    ),
    "categories": (
        lambda X, y: xgb(enable_categorical=True, tree_method="hist").fit(*categories()),
        "categorical feature.*OneHotEncoder",
    ),
    "lightgbm's categories": (
        lambda X, y: lgbm(min_data_per_group=5).fit(*categories()),
        "categorical.*OneHotEncoder",
    ),
    "each class alone": (
        lambda X, y: lgbm(objective="multiclassova").fit(*load("wine")[::2]),
        "objective='multiclassova num_class:3",
    ),
    "roots": (lambda X, y: lgbm("Regressor", reg_sqrt=True).fit(X, y), "without reg_sqrt"),
    "zeros": (
        lambda X, y: lgbm(zero_as_missing=True).fit(np.rint(X), y),
        "takes 0 for a missing value.*zero_as_missing=False",
    ),
    "ranker": (
        lambda X, y: xgb("Ranker").fit(X, y, group=[len(y)]),
        "cannot convert XGBRanker.*XGBRegressor is the nearest",
    ),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_a_chip_does_not_have_is_refused(kind: str) -> None:
    fit, said = REFUSED[kind]
    split = load("cancer")
    with pytest.raises(mote.UnsupportedError, match=said):
        mote.convert(fit(split.X_train, split.y_train))


def test_missing_values_are_refused_with_the_row() -> None:
    split = load("wine")
    X = split.X_train.copy()
    X[::3, 0] = np.nan
    model = mote.convert(xgb(max_depth=3).fit(X, split.y_train))
    with pytest.raises(ValueError, match="NaN"):
        model.predict(X)
    assert model.verify(split.X_test).identical == len(split.X_test)
