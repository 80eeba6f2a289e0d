"""CatBoost's trees: their labels on every row, their borders to the bit, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas
import pytest
from conftest import as_integers, load
from sklearn.datasets import load_breast_cancer, load_diabetes, load_digits, load_iris, load_wine
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

import mote
from mote.families.trees import layout, symmetric

catboost = pytest.importorskip("catboost")

QUIET = {"verbose": 0, "allow_writing_files": False, "thread_count": 1}
FEW = {"iterations": 8, "depth": 4, **QUIET}
SETS = {
    "iris": load_iris,
    "wine": load_wine,
    "cancer": load_breast_cancer,
    "digits": load_digits,
}
LARGEST = float(np.finfo(np.float32).max)


def cat(kind: str = "Classifier", **options: Any) -> Any:
    return getattr(catboost, f"CatBoost{kind}")(**{**FEW, **options})


def measured(X: np.ndarray, share: float = 0.0) -> np.ndarray:
    """The same as float32 holds it, with a part of it missing."""
    out = X.astype(np.float32).astype(np.float64)
    out[np.random.default_rng(0).random(X.shape) < share] = np.nan
    return out


@pytest.mark.parametrize("nan_mode", ["Min", "Max", "Forbidden"])
@pytest.mark.parametrize("name", SETS)
def test_labels_are_catboosts_on_rows_with_nan(name: str, nan_mode: str) -> None:
    X, y = SETS[name](return_X_y=True)
    rows = measured(X, 0.2)
    seen = measured(X) if nan_mode == "Forbidden" else rows
    few = {"iterations": 3} if name == "digits" else {}
    estimator = cat(nan_mode=nan_mode, **few).fit(seen[::2], y[::2])
    model = mote.convert(estimator, missing=np.nan)
    found = model.verify(rows)
    assert found.identical == found.rows == len(X)
    assert sum(found.excused.values()) == 0
    assert found.difference < 1e-6
    np.testing.assert_array_equal(model.predict(rows), estimator.predict(rows).ravel())
    np.testing.assert_allclose(
        model.predict_proba(rows), estimator.predict_proba(rows), rtol=0, atol=1e-6
    )


@pytest.mark.parametrize("grow", ["SymmetricTree", "Depthwise", "Lossguide"])
@pytest.mark.parametrize("name", ["wine", "cancer"])
def test_every_policy_of_growing_converts(name: str, grow: str) -> None:
    split = load(name)
    estimator = cat(grow_policy=grow).fit(split.X_train, split.y_train)
    found = mote.convert(estimator).verify(split.X_test, split.y_test)
    assert found.identical == found.rows
    assert found.excused["near a threshold"] == 0


LOSSES = [
    "RMSE", "MAE", "Quantile:alpha=0.3", "LogLinQuantile", "MAPE", "RMSPE", "Lq:q=3", "LogCosh",
    "Huber:delta=1", "Expectile:alpha=0.3", "Poisson", "Tweedie:variance_power=1.5", "Cox",
]  # fmt: skip


@pytest.mark.parametrize("loss", LOSSES)
def test_margins_are_catboosts(loss: str) -> None:
    X, y = load_diabetes(return_X_y=True)
    rows = measured(X, 0.1)
    estimator = cat("Regressor", loss_function=loss).fit(rows, y)
    model = mote.convert(estimator, missing=np.nan)
    model.verify(rows)
    expected = estimator.predict(rows)
    most = 1e-5 * np.maximum(np.abs(expected), np.abs(expected).max() / 10)  # sums near 0
    assert (np.abs(model.predict(rows) - expected) <= most).all()


def moved(model: Any, towards: float) -> Any:
    """The model with each threshold one float further."""
    s = model.stored
    trees = [
        replace(
            tree,
            threshold=np.nextafter(tree.threshold.astype(np.float32), np.float32(towards)).astype(
                np.float64
            ),
        )
        for tree in s.ensemble.trees
    ]
    ensemble = replace(s.ensemble, trees=trees)
    other = mote.convert(model.estimator)
    other.stored = replace(
        s,
        ensemble=ensemble,
        table=layout.build(ensemble, s.leaves, "float", None),
        levels=symmetric.build(ensemble, s.leaves, "float", None),
    )
    return other


@pytest.mark.parametrize("seed", range(3))
def test_a_border_goes_left_and_the_float_above_it_right(seed: int) -> None:
    """Features lie on borders, one float beside them, and as doubles between the two."""
    random = np.random.default_rng(seed)
    scale = np.array([1e-30, 1.0, 1e30])
    X = random.normal(size=(300, 3)) * scale
    estimator = cat("Regressor", iterations=20, depth=3).fit(X, X @ (1 / scale))
    model = mote.convert(estimator)
    trees = model.stored.ensemble.trees
    feature = np.concatenate([tree.feature[tree.left >= 0] for tree in trees])
    border = np.concatenate([tree.threshold[tree.left >= 0] for tree in trees])
    rows = np.stack([random.choice(border[feature == k], 1000) for k in range(3)], axis=1)
    rows = rows.astype(np.float32)
    above = np.nextafter(rows, np.float32(np.inf))
    below = np.nextafter(rows, np.float32(-np.inf))
    beside = np.choose(random.integers(3, size=rows.shape), [rows, above, below])
    for given in (beside, rows + random.random(rows.shape) * (above.astype(float) - rows)):
        found = model.verify(given)
        assert found.identical == found.rows
        assert sum(found.excused.values()) == 0
    for towards in (-np.inf, np.inf):
        with pytest.raises(mote.VerificationError):
            moved(model, towards).verify(beside)


def test_a_missing_number_is_told_from_the_largest_floats() -> None:
    """CatBoost splits at the largest float, or its negative, on whether a number is missing."""
    random = np.random.default_rng(0)
    X = random.integers(-3, 4, (300, 2)).astype(float)
    X[random.random(300) < 0.3, 0] = np.nan
    y = np.isnan(X[:, 0]).astype(int)
    rows = np.array([[end, 0.0] for end in (np.nan, -LARGEST, -3.4e38, 0.0, 3.4e38, LARGEST)])
    for nan_mode, end in (("Min", -LARGEST), ("Max", LARGEST)):
        estimator = cat(nan_mode=nan_mode, depth=2).fit(X, y)
        model = mote.convert(estimator, missing=np.nan)
        assert any((tree.threshold == end).any() for tree in model.stored.ensemble.trees)
        np.testing.assert_array_equal(model.predict(rows), estimator.predict(rows))
        assert model.verify(rows).identical == len(rows)
        for number in (-128, 127, 5):
            model = mote.convert(estimator, dtype="int8", missing=number)
            assert model.verify(X).identical == len(X)
        for dtype, example in (("float", "np.nan"), ("int8", "-128")):
            with pytest.raises(mote.UnsupportedError, match=f"convert with missing={example}"):
                mote.convert(estimator, dtype)


@pytest.mark.parametrize("dtype", ["int8", "int16"])
def test_integer_features_are_those_of_the_training(dtype: str) -> None:
    split = as_integers(load("digits"), 100)
    estimator = cat(iterations=3).fit(split.X_train, split.y_train)
    found = mote.convert(estimator, dtype=dtype).verify(split.X_test, split.y_test)
    assert found.identical + found.excused["near a tie"] == found.rows
    assert found.excused["near a threshold"] == 0


@pytest.mark.parametrize("grow", ["SymmetricTree", "Depthwise"])
def test_real_numbers_are_no_integers(grow: str) -> None:
    X, y = load_wine(return_X_y=True)
    estimator = cat(grow_policy=grow).fit(X, y)
    with pytest.raises(mote.UnsupportedError, match=r"fitted on real numbers.*calibrate=X_train"):
        mote.convert(estimator, "int16")
    found = mote.convert(estimator, "int16", calibrate=X).verify(X, y)
    assert found.accuracy >= found.reference_accuracy - 0.005


def test_a_scaler_before_it_is_folded() -> None:
    split = load("wine")
    pipeline = make_pipeline(StandardScaler(), cat()).fit(split.X_train, split.y_train)
    model = mote.convert(pipeline)
    found = model.verify(split.X_test, split.y_test)
    assert found.identical == found.rows
    np.testing.assert_array_equal(
        model.predict(split.X_test), pipeline.predict(split.X_test).ravel()
    )


@pytest.mark.parametrize(
    "names",
    [["no", "yes"], [False, True], [-3, 7], [0.5, 2.0], ["a", "b", "ç"], [3, 1, 2]],
    ids=str,
)
def test_classes_keep_their_names(names: list[Any]) -> None:
    split = load("wine")
    y = np.array(names)[split.y_train % len(names)]
    estimator = cat().fit(split.X_train, y)
    model = mote.convert(estimator)
    assert model.verify(split.X_test).identical == len(split.X_test)
    assert model.classes_.tolist() == sorted(names)
    np.testing.assert_array_equal(
        model.predict(split.X_test), estimator.predict(split.X_test).ravel()
    )


def test_a_loaded_model_answers_as_the_one_that_was_fitted(tmp_path: Path) -> None:
    split = load("wine")
    table = pandas.DataFrame(split.X_train, columns=[f"column{i}" for i in range(13)])
    fitted = cat().fit(table, split.y_train)
    expected = fitted.predict(split.X_test).ravel()
    fitted.save_model(str(tmp_path / "wine.cbm"))
    for kind in ("", "Classifier"):
        loaded = getattr(catboost, f"CatBoost{kind}")().load_model(str(tmp_path / "wine.cbm"))
        model = mote.convert(loaded)
        assert model.feature_names_in_ == list(table)
        assert model.verify(split.X_test).identical == len(split.X_test)
        np.testing.assert_array_equal(model.predict(split.X_test), expected)
    assert mote.convert(cat().fit(split.X_train, split.y_train)).feature_names_in_ is None


def test_catboost_itself_answers_as_its_classifier_or_regressor() -> None:
    X, y = load_diabetes(return_X_y=True)
    made = catboost.CatBoost({"loss_function": "Poisson", **FEW}).fit(X, y)
    model = mote.convert(made)
    model.verify(X)
    expected = made.predict(X, prediction_type="Exponent")
    np.testing.assert_allclose(model.predict(X), expected, rtol=1e-5)


def test_scale_and_bias_are_part_of_the_sums() -> None:
    X, y = load_diabetes(return_X_y=True)
    estimator = cat("Regressor").fit(X, y)
    estimator.set_scale_and_bias(-2.5, 1700.0)
    model = mote.convert(estimator)
    model.verify(X)
    np.testing.assert_allclose(model.predict(X), estimator.predict(X), rtol=1e-6)


def test_a_sum_of_zero_is_the_first_class() -> None:
    split = load("cancer")
    for value, label in ((0.0, 0), (1e-6, 1), (-1e-6, 0)):
        estimator = cat().fit(split.X_train, split.y_train)
        estimator.set_leaf_values(np.full(len(estimator.get_leaf_values()), value))
        estimator.set_scale_and_bias(1.0, 0.0)
        assert (estimator.predict(split.X_test) == label).all()
        assert (mote.convert(estimator).predict(split.X_test) == label).all()


def test_trees_without_a_split_convert() -> None:
    X, y = load_diabetes(return_X_y=True)
    estimator = cat("Regressor", grow_policy="Depthwise", min_data_in_leaf=1000).fit(X, y)
    model = mote.convert(estimator)
    assert all(len(tree.left) == 1 for tree in model.stored.ensemble.trees)
    np.testing.assert_allclose(model.predict(X), estimator.predict(X), rtol=1e-5)


def test_a_changed_leaf_is_found() -> None:
    X, y = load_diabetes(return_X_y=True)
    model = mote.convert(cat("Regressor").fit(X, y))
    model.verify(X)
    other = mote.convert(model.estimator)
    leaves = [*other.stored.levels.leaves]
    leaves[3] += 0.02
    other.stored = replace(other.stored, levels=replace(other.stored.levels, leaves=leaves))
    with pytest.raises(mote.VerificationError):
        other.verify(X)


@pytest.mark.parametrize("dtype", ["float", "int16", "int8"])
def test_a_split_a_level_takes_less_flash_and_gives_the_bits_of_a_table(dtype: str) -> None:
    """The file that `verify` loads has the trees as a table of splits."""
    split = as_integers(load("wine"), 100)
    estimator = cat(iterations=20).fit(split.X_train, split.y_train)
    model = mote.convert(estimator, dtype)
    stored = model.stored
    assert "mote::symmetric_trees" in model.header()
    assert "20 symmetric trees" in model.facts.line
    assert model.facts.flash == stored.levels.flash < stored.table.flash / 1.3
    ways = model.verify(split.X_test).ways
    assert all("the same bits" in said for said in ways.values()) and len(ways) == 2
    grown = cat(grow_policy="Depthwise").fit(split.X_train, split.y_train)
    assert "mote::tree_ensemble" in mote.convert(grown, dtype).header()


def test_a_table_is_taken_where_it_is_smaller() -> None:
    """Leaves that are equal are one in a table."""
    split = load("cancer")
    estimator = cat().fit(split.X_train, split.y_train)
    estimator.set_leaf_values(np.zeros(len(estimator.get_leaf_values())))
    model = mote.convert(estimator)
    assert model.stored.levels is None and "mote::tree_ensemble" in model.header()
    assert model.verify(split.X_test).identical == len(split.X_test)


@pytest.mark.parametrize("depth", [1, 2, 7, 9])
def test_trees_of_every_depth_convert(depth: int) -> None:
    X, y = load_diabetes(return_X_y=True)
    rows = measured(X)
    model = mote.convert(cat("Regressor", iterations=3, depth=depth).fit(rows, y))
    found = model.verify(rows)
    assert found.identical == found.rows


@pytest.mark.parametrize("library", ["catboost", "xgboost", "lightgbm"])
def test_a_rankers_scores_are_values(library: str) -> None:
    X, y = load_diabetes(return_X_y=True)
    rank = np.digitize(y, [100, 150, 250])
    if library == "catboost":
        estimator = cat("Ranker").fit(X, rank, group_id=np.arange(len(X)) // 17)
    elif library == "xgboost":
        xgboost = pytest.importorskip("xgboost")
        estimator = xgboost.XGBRanker(n_estimators=8, n_jobs=1)
        estimator.fit(X, rank, group=[17] * 26)
    else:
        lightgbm = pytest.importorskip("lightgbm")
        estimator = lightgbm.LGBMRanker(n_estimators=8, n_jobs=1, verbose=-1)
        estimator.fit(X, rank, group=[17] * 26)
    model = mote.convert(estimator)
    rows = measured(X)
    found = model.verify(rows)
    assert found.identical == found.rows
    scores = estimator.predict(rows)
    np.testing.assert_allclose(model.predict(rows), scores, rtol=1e-5, atol=1e-6)
    assert len(np.unique(scores)) > 50


def two(X: np.ndarray, y: np.ndarray) -> np.ndarray:
    return np.stack([y, X[:, 0]], axis=1)


def with_threshold(estimator: Any) -> Any:
    estimator.set_probability_threshold(0.3)
    return estimator


REFUSED: dict[str, Any] = {
    "categories": (
        lambda X, y: cat(cat_features=[1]).fit(X.astype(int), y),
        "fitted with categories in column 1.*OrdinalEncoder",
    ),
    "text": (
        lambda X, y: cat(text_features=[0], iterations=1).fit(
            pandas.DataFrame({"text": np.where(y > 0, "one two", "three"), "x": X[:, 0]}), y
        ),
        "fitted with text in column 0",
    ),
    "several targets": (
        lambda X, y: cat("Regressor", loss_function="MultiRMSE").fit(X, two(X, y)),
        "loss_function='MultiRMSE'.*fit one estimator per target",
    ),
    "uncertainty": (
        lambda X, y: cat("Regressor", loss_function="RMSEWithUncertainty").fit(X, y),
        "fit with loss_function='RMSE'",
    ),
    "each class alone": (
        lambda X, y: cat(loss_function="MultiClassOneVsAll").fit(X, y),
        "fit with loss_function='MultiClass'",
    ),
    "survival": (
        lambda X, y: cat("Regressor", loss_function="SurvivalAft").fit(X, two(X, y) ** 2 + 1),
        "those that convert are RMSE, MAE, .*, MultiClass, QueryRMSE",
    ),
    "another threshold": (
        lambda X, y: with_threshold(cat().fit(X, y)),
        r"from a probability of 0.3 on.*set_probability_threshold\(0.5\)",
    ),
    "a sum": (
        lambda X, y: catboost.sum_models([cat().fit(X, y)] * 2),
        "has lost its loss_function",
    ),
    "not fitted": (lambda X, y: cat(), "CatBoostClassifier is not fitted"),
    "a class": (lambda X, y: catboost.CatBoostClassifier, "got the class CatBoostClassifier"),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_a_chip_does_not_have_is_refused(kind: str) -> None:
    fit, said = REFUSED[kind]
    split = load("cancer")
    with pytest.raises(mote.UnsupportedError, match=said):
        mote.convert(fit(split.X_train, split.y_train))
