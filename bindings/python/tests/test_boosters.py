"""XGBoost's and LightGBM's trees: their labels, and XGBoost's sums bit for bit."""

from __future__ import annotations

import pickle
from pathlib import Path
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
    "each class alone": (
        lambda X, y: lgbm(objective="multiclassova").fit(*load("wine")[::2]),
        "objective='multiclassova num_class:3",
    ),
    "roots": (lambda X, y: lgbm("Regressor", reg_sqrt=True).fit(X, y), "without reg_sqrt"),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_a_chip_does_not_have_is_refused(kind: str) -> None:
    fit, said = REFUSED[kind]
    split = load("cancer")
    with pytest.raises(mote.UnsupportedError, match=said):
        mote.convert(fit(split.X_train, split.y_train))


# --- Booster objects -----------------------------------------------------------------------------

OBJECTIVES = [
    ("xgboost", "cancer", {"objective": "binary:logistic"}),
    ("xgboost", "wine", {"objective": "multi:softprob", "num_class": 3}),
    ("xgboost", "wine", {"objective": "multi:softmax", "num_class": 3}),
    ("xgboost", "diabetes", {"objective": "reg:squarederror"}),
    ("xgboost", "diabetes", {"objective": "count:poisson"}),
    ("lightgbm", "cancer", {"objective": "binary"}),
    ("lightgbm", "wine", {"objective": "multiclass", "num_class": 3}),
    ("lightgbm", "diabetes", {"objective": "regression"}),
    ("lightgbm", "diabetes", {"objective": "tweedie"}),
]


def trained(library: str, options: dict[str, Any], X: Any, y: Any, **more: Any) -> Any:
    if library == "xgboost":
        data = xgboost.DMatrix(X, y, **more)
        return xgboost.train({**options, "max_depth": 3, "nthread": 1}, data, 8)
    quiet = {"verbose": -1, "num_leaves": 7, "num_threads": 1}
    return lightgbm.train({**options, **quiet}, lightgbm.Dataset(X, y, **more), 8)


@pytest.mark.parametrize(("library", "name", "options"), OBJECTIVES, ids=str)
def test_a_booster_answers_as_its_own_predict(
    library: str, name: str, options: dict[str, Any]
) -> None:
    split = load(name)
    measured = [X.astype(np.float32).astype(np.float64) for X in split[:2]]
    split = split._replace(X_train=measured[0], X_test=measured[1])
    booster = trained(library, options, split.X_train, split.y_train)
    model = mote.convert(booster)
    found = model.verify(split.X_test, split.y_test)
    assert found.identical == found.rows
    given = xgboost.DMatrix(split.X_test) if library == "xgboost" else split.X_test
    expected = booster.predict(given)
    if name == "diabetes":
        np.testing.assert_allclose(model.predict(split.X_test), expected, rtol=1e-5)
        assert model.classes_ is None
        return
    if expected.ndim == 2:
        np.testing.assert_allclose(model.predict_proba(split.X_test), expected, atol=1e-5)
        expected = expected.argmax(axis=1)
    elif name == "cancer":
        np.testing.assert_allclose(model.predict_proba(split.X_test)[:, 1], expected, atol=1e-5)
        expected = expected > 0.5
    np.testing.assert_array_equal(model.predict(split.X_test), expected.astype(int))
    assert model.classes_.tolist() == list(range(len(np.unique(split.y_train))))


@pytest.mark.parametrize("library", ["xgboost", "lightgbm"])
def test_a_booster_keeps_its_columns_and_missing_values(library: str, tmp_path: Path) -> None:
    split = load("wine")
    names = [f"column{i}" for i in range(13)]
    X = split.X_train.copy()
    X[::3, 4] = np.nan
    options = dict(OBJECTIVES[1 if library == "xgboost" else 6][2])
    more = {"feature_names": names} if library == "xgboost" else {"feature_name": names}
    booster = trained(library, options, X, split.y_train, **more)
    model = mote.convert(booster, missing=np.nan)
    assert model.feature_names_in_ == names
    assert model.verify(X).identical == len(X)
    copy = pickle.loads(pickle.dumps(model))
    np.testing.assert_array_equal(copy.predict(X), model.predict(X))
    assert "column7" in model.save(tmp_path / "wine.hpp").read_text()


def test_a_booster_with_categories() -> None:
    random = np.random.default_rng(0)
    X = np.stack([random.integers(0, 9, 300), random.integers(-9, 9, 300)], axis=1).astype(float)
    y = np.isin(X[:, 0], [1, 4, 6]).astype(int)
    made = trained("xgboost", {"objective": "binary:logistic"}, X, y, feature_types=["c", "q"],
                   enable_categorical=True)  # fmt: skip
    assert mote.convert(made).verify(X, y).accuracy == 1.0
    options = {"objective": "binary", "min_data_per_group": 5, "cat_smooth": 1}
    made = trained("lightgbm", options, X, y, categorical_feature=[0])
    assert mote.convert(made).verify(X, y).identical == 300


def test_a_booster_that_stopped_early_has_the_rounds_of_its_own_predict() -> None:
    """XGBoost's has all, LightGBM's the best."""
    split = load("cancer")
    train = xgboost.DMatrix(split.X_train, split.y_train)
    test = xgboost.DMatrix(split.X_test, split.y_test)
    options = {"objective": "binary:logistic", "eta": 0.5, "nthread": 1}
    made = xgboost.train(options, train, 60, evals=[(test, "test")], early_stopping_rounds=3,
                         verbose_eval=False)  # fmt: skip
    model = mote.convert(made)
    assert model.details["trees"] == made.num_boosted_rounds() > made.best_iteration + 1
    assert model.verify(split.X_test).identical == len(split.X_test)
    data = lightgbm.Dataset(split.X_train, split.y_train)
    made = lightgbm.train(
        {"objective": "binary", "verbose": -1, "learning_rate": 0.5},
        data,
        60,
        [lightgbm.Dataset(split.X_test, split.y_test, reference=data)],
        callbacks=[lightgbm.early_stopping(3, verbose=False)],
    )
    model = mote.convert(made)
    assert model.details["trees"] == made.best_iteration < 50
    assert model.verify(split.X_test).identical == len(split.X_test)


def test_a_booster_whose_objective_has_no_link_is_refused() -> None:
    split = load("diabetes")
    made = trained("xgboost", {"objective": "reg:logistic"}, split.X_train, split.y_train / 400)
    with pytest.raises(mote.UnsupportedError, match="Booster has objective='reg:logistic'"):
        mote.convert(made)
