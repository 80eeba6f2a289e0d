"""Rows with missing values: each split's own side, on every way, in floats and in integers."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from conftest import load
from sklearn.compose import ColumnTransformer
from sklearn.datasets import load_breast_cancer, load_diabetes, load_iris, load_wine
from sklearn.ensemble import (
    BaggingClassifier,
    BaggingRegressor,
    ExtraTreesRegressor,
    GradientBoostingClassifier,
    HistGradientBoostingClassifier,
    HistGradientBoostingRegressor,
    IsolationForest,
    RandomForestClassifier,
)
from sklearn.impute import SimpleImputer
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

import mote

xgboost = pytest.importorskip("xgboost")
lightgbm = pytest.importorskip("lightgbm")

CLASSES = {"iris": load_iris, "wine": load_wine, "cancer": load_breast_cancer}
CLASSIFIERS: dict[str, Any] = {
    "tree": lambda: DecisionTreeClassifier(random_state=0),
    "forest": lambda: RandomForestClassifier(5, random_state=0),
    "bagging": lambda: BaggingClassifier(DecisionTreeClassifier(), 5, random_state=0),
    "histograms": lambda: HistGradientBoostingClassifier(max_iter=5, min_samples_leaf=5),
    "isolation": lambda: IsolationForest(n_estimators=8, random_state=0),
    "xgboost": lambda: xgboost.XGBClassifier(n_estimators=8, n_jobs=1),
    "lightgbm": lambda: lightgbm.LGBMClassifier(n_estimators=8, n_jobs=1, verbose=-1),
    "lightgbm without": lambda: lightgbm.LGBMClassifier(
        n_estimators=8, n_jobs=1, verbose=-1, use_missing=False
    ),
}
REGRESSORS: dict[str, Any] = {
    "tree": lambda: DecisionTreeRegressor(random_state=0),
    "extra trees": lambda: ExtraTreesRegressor(5, random_state=0),
    "bagging": lambda: BaggingRegressor(DecisionTreeRegressor(), 5, random_state=0),
    "histograms": lambda: HistGradientBoostingRegressor(max_iter=5, min_samples_leaf=5),
    "xgboost": lambda: xgboost.XGBRegressor(n_estimators=8, n_jobs=1),
    "lightgbm": lambda: lightgbm.LGBMRegressor(n_estimators=8, n_jobs=1, verbose=-1),
}


def holes(X: np.ndarray, seed: int = 0, share: float = 0.2) -> np.ndarray:
    """The same as float32 holds it, with a part of it missing."""
    out = X.astype(np.float32).astype(np.float64)
    out[np.random.default_rng(seed).random(X.shape) < share] = np.nan
    return out


def integers(seed: int = 0, highest: int = 127) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Rows of integers up to both ends of int8, of which missing ones say something; classes and
    values.
    """
    random = np.random.default_rng(seed)
    X = random.integers(-127, highest, (400, 4)).astype(float)
    X[random.random(X.shape) < 0.1] = highest - 1
    X[random.random(X.shape) < 0.3] = np.nan
    known = np.nan_to_num(X, nan=50.0)
    value = known[:, 0] / 30 + 3.0 * np.isnan(X[:, 1]) - known[:, 2] / 50 * np.isnan(X[:, 3])
    return X, (value > np.median(value)).astype(int), value


def answers_nan(estimator: Any, n: int) -> bool:
    """scikit-learn's trees take NaN, but not every kind in every version."""
    try:
        estimator.predict(np.full((1, n), np.nan))
    except ValueError:
        return False
    return True


def fitted(estimator: Any, X: np.ndarray, y: np.ndarray) -> Any:
    try:
        return estimator.fit(X, y)
    except ValueError as error:
        pytest.skip(f"this scikit-learn refuses missing values here: {error}"[:120])


@pytest.mark.parametrize("seen", [True, False], ids=["seen", "unseen"])
@pytest.mark.parametrize("kind", CLASSIFIERS)
@pytest.mark.parametrize("name", CLASSES)
def test_labels_are_the_estimators_on_rows_with_nan(kind: str, name: str, seen: bool) -> None:
    X, y = CLASSES[name](return_X_y=True)
    rows = holes(X)
    estimator = fitted(CLASSIFIERS[kind](), (rows if seen else holes(X, share=0))[::2], y[::2])
    if not answers_nan(estimator, X.shape[1]):
        pytest.skip("this scikit-learn refuses NaN where training had none")
    model = mote.convert(estimator, missing=np.nan)
    found = model.verify(rows)
    assert found.identical == found.rows
    assert sum(found.excused.values()) == 0
    assert found.difference < 1e-6
    np.testing.assert_array_equal(model.predict(rows), estimator.predict(rows))


@pytest.mark.parametrize("seen", [True, False], ids=["seen", "unseen"])
@pytest.mark.parametrize("kind", REGRESSORS)
def test_values_are_the_estimators_on_rows_with_nan(kind: str, seen: bool) -> None:
    X, y = load_diabetes(return_X_y=True)
    rows = holes(X, 1)
    estimator = fitted(REGRESSORS[kind](), (rows if seen else holes(X, share=0))[::2], y[::2])
    if not answers_nan(estimator, X.shape[1]):
        pytest.skip("this scikit-learn refuses NaN where training had none")
    model = mote.convert(estimator, missing=np.nan)
    model.verify(rows)
    np.testing.assert_allclose(model.predict(rows), estimator.predict(rows), rtol=1e-6, atol=1e-5)


@pytest.mark.parametrize("number", [-128, 127, -1])
@pytest.mark.parametrize("kind", [k for k in CLASSIFIERS if k != "isolation"])
def test_an_integer_stands_for_a_missing_one(kind: str, number: int) -> None:
    X, y, _ = integers()
    X[X == -1] = 0
    estimator = fitted(CLASSIFIERS[kind](), X, y)
    model = mote.convert(estimator, dtype="int8", missing=number)
    found = model.verify(X, y)
    assert found.identical + found.excused["near a tie"] == found.rows
    assert found.excused["near a threshold"] == found.excused["moved by float32"] == 0
    rows = model.samples(X)[0].features
    assert (rows == number).sum() == np.isnan(X).sum()
    if number == 127:
        X[0, 0] = 127.0
        with pytest.raises(ValueError, match="127 on the chip, which stands for a missing"):
            model.predict(X)


def test_what_splits_on_missing_alone_keeps_the_highest_integer_apart() -> None:
    """Its fill is the highest integer, and a sample may have that too."""
    X, _, _ = integers(highest=128)
    asked = np.isnan(X[:, :1]).ravel()
    tree = DecisionTreeClassifier(random_state=0).fit(X[:, :1], asked)
    assert np.isinf(tree.tree_.threshold[0])
    rows = np.array([[127.0], [126.0], [-127.0], [np.nan], [0.0]])
    for number in (-128, 5, 127):
        of = rows[1:] if number == 127 else rows
        model = mote.convert(tree, dtype="int8", missing=number)
        np.testing.assert_array_equal(model.predict(of), tree.predict(of))
        model.verify(of)
    model = mote.convert(tree, missing=np.nan)
    of = np.concatenate([rows, [[3e38], [-3e38]]])
    np.testing.assert_array_equal(model.predict(of), tree.predict(of))


def test_an_integer_at_the_end_needs_no_column_where_all_missing_ones_go_there() -> None:
    """XGBoost sends right what training had none of: the highest integer is right everywhere."""
    X, y, _ = integers()
    estimator = xgboost.XGBClassifier(n_estimators=4, n_jobs=1).fit(np.nan_to_num(X), y)
    held = [mote.convert(estimator, dtype="int8", missing=m) for m in (None, 127, -128)]
    assert [("prepared" in model.header()) for model in held] == [False, False, True]
    assert held[0].table_bytes == held[1].table_bytes < held[2].table_bytes
    for model in held[1:]:
        found = model.verify(X)
        assert found.identical + found.excused["near a tie"] == found.rows


@pytest.mark.parametrize("dtype", ["float", "int16"])
def test_xgboosts_own_missing_number_is_missing(dtype: str) -> None:
    X, y, _ = integers(3)
    marked = np.nan_to_num(X, nan=-999)
    estimator = xgboost.XGBClassifier(n_estimators=6, n_jobs=1, missing=-999).fit(marked, y)
    model = mote.convert(estimator, dtype)
    found = model.verify(marked, y)
    assert found.identical + found.excused["near a tie"] == found.rows
    with pytest.raises(ValueError, match="NaN at row"):
        model.verify(X)
    model = mote.convert(estimator, dtype, missing=np.nan if dtype == "float" else -999)
    np.testing.assert_array_equal(model.predict(X), estimator.predict(marked))
    np.testing.assert_array_equal(model.predict(marked), estimator.predict(X))
    if dtype == "int16":
        with pytest.raises(mote.UnsupportedError, match="use missing=-999"):
            mote.convert(estimator, dtype, missing=-32768)
        with pytest.raises(mote.UnsupportedError, match="-999 for a missing number, which is no"):
            mote.convert(estimator, "int8")


@pytest.mark.parametrize("dtype", ["float", "int16"])
def test_lightgbms_zero_is_missing_where_it_was_told_so(dtype: str) -> None:
    X, _, value = integers(4)
    X[np.random.default_rng(0).random(X.shape) < 0.3] = 0.0
    estimator = lightgbm.LGBMRegressor(
        n_estimators=8, n_jobs=1, verbose=-1, zero_as_missing=True
    ).fit(X, value)
    some = np.nan_to_num(X)
    model = mote.convert(estimator, dtype)
    model.verify(some)
    model = mote.convert(estimator, dtype, missing=np.nan if dtype == "float" else -32768)
    model.verify(X)
    signed = some.copy()
    signed[some == 0.0] = -0.0
    np.testing.assert_array_equal(model.predict(signed), model.predict(some))


def test_every_kind_of_nan_is_missing() -> None:
    """Of either sign and with any bits: a table alone sends a negative one left."""
    X, y = load_iris(return_X_y=True)
    rows = holes(X)
    estimator = HistGradientBoostingClassifier(max_iter=5).fit(rows, y)
    model = mote.convert(estimator, missing=np.nan)
    expected = estimator.predict(rows)
    for bits in (0xFFC00000, 0x7F800001, 0xFFFFFFFF, 0x7FC00000):
        kind = np.array([bits], np.uint32).view(np.float32)
        features = rows.astype(np.float32)
        features[np.isnan(rows)] = kind
        samples = model.samples(rows)[0]
        given = model._runner.call("as a table", "predict", features, model._abi.prediction)
        np.testing.assert_array_equal(model.classes_[given[:, 0]], expected)
        assert samples.features.dtype == np.float32


def test_a_scaler_passes_missing_values_on() -> None:
    X, y = load_wine(return_X_y=True)
    rows = holes(X)
    pipeline = make_pipeline(StandardScaler(), HistGradientBoostingClassifier(max_iter=5))
    found = mote.convert(pipeline.fit(rows, y), missing=np.nan).verify(rows, y)
    assert found.identical + sum(found.excused.values()) >= found.rows
    assert found.excused["moved by float32"] <= 2


def test_some_columns_are_imputed_and_some_are_missing() -> None:
    X, y = load_wine(return_X_y=True)
    rows = holes(X)
    fills = ColumnTransformer([("fill", SimpleImputer(), [0, 3, 6])], remainder="passthrough")
    pipeline = make_pipeline(fills, xgboost.XGBClassifier(n_estimators=6, n_jobs=1)).fit(rows, y)
    found = mote.convert(pipeline, missing=np.nan).verify(rows, y)
    assert found.identical == found.rows


def test_a_changed_side_is_found() -> None:
    X, y = load_wine(return_X_y=True)
    rows = holes(X)
    model = mote.convert(CLASSIFIERS["xgboost"]().fit(rows, y), missing=np.nan)
    model.verify(rows)
    sides = model.stored.sides
    fills = np.where(np.isnan(sides.fills), -np.inf, np.nan)
    other = mote.convert(model.estimator, missing=np.nan)
    other.stored = replace(other.stored, sides=replace(sides, fills=fills))
    with pytest.raises(mote.VerificationError):
        other.verify(rows)


def test_one_column_serves_a_feature_where_one_number_does() -> None:
    """LightGBM without missing values takes NaN for 0, which one column holds."""
    X, y = load_wine(return_X_y=True)
    estimator = CLASSIFIERS["lightgbm without"]().fit(holes(X, share=0), y)
    sides = mote.convert(estimator, missing=np.nan).stored.sides
    assert len(sides.source) == len(set(sides.source.tolist()))


REFUSED: dict[str, Any] = {
    "no number": ({"missing": "nan"}, "missing='nan' is no number: use missing=np.nan"),
    "an integer of floats": ({"missing": -1}, "of float features NaN is missing"),
    "nan of integers": (
        {"missing": np.nan, "dtype": "int8"},
        "missing=nan is no int8, which holds -128 to 127.*missing=-128",
    ),
    "beyond": ({"missing": 128, "dtype": "int8"}, "missing=128 is no int8"),
    "half": ({"missing": 1.5, "dtype": "int8"}, "missing=1.5 is no int8"),
    "scaled": (
        {"missing": -128, "dtype": "int8", "calibrate": np.zeros((3, 4))},
        "does not fit calibrate=",
    ),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_a_wrong_missing_is_refused(kind: str) -> None:
    options, said = REFUSED[kind]
    X, y, _ = integers()
    estimator = CLASSIFIERS["xgboost"]().fit(X, y)
    with pytest.raises(mote.UnsupportedError, match=said):
        mote.convert(estimator, **options)


def test_what_refuses_nan_itself_is_told() -> None:
    split = load("wine")
    estimator = GradientBoostingClassifier(n_estimators=2).fit(split.X_train, split.y_train)
    with pytest.raises(mote.UnsupportedError, match=r"refuses NaN itself.*SimpleImputer"):
        mote.convert(estimator, missing=np.nan)


def test_rows_with_nan_need_a_model_that_takes_them() -> None:
    X, y = load_wine(return_X_y=True)
    rows = holes(X)
    model = mote.convert(CLASSIFIERS["xgboost"]().fit(rows, y))
    with pytest.raises(ValueError, match=r"holds NaN at row .*: convert with missing=np.nan, or"):
        model.verify(rows)
    assert model.verify(holes(X, share=0)).identical == len(X)


def test_an_imputer_and_an_integer_that_is_missing_are_refused() -> None:
    X, y, _ = integers()
    pipeline = make_pipeline(SimpleImputer(missing_values=-1, strategy="most_frequent"),
                             CLASSIFIERS["xgboost"]())  # fmt: skip
    pipeline.fit(np.nan_to_num(X, nan=-1), y)
    with pytest.raises(mote.UnsupportedError, match="leave the SimpleImputer out"):
        mote.convert(pipeline, dtype="int8", missing=-128)
