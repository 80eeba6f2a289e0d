"""Linear models: what is their own, beside the contract of families in test_families.py."""

from __future__ import annotations

import dataclasses
import warnings
from typing import Any

import numpy as np
import pytest
from conftest import compile_program, load
from sklearn import datasets, linear_model, svm
from sklearn.base import clone
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis
from sklearn.linear_model import (
    Lasso,
    LinearRegression,
    LogisticRegression,
    PoissonRegressor,
    RANSACRegressor,
    Ridge,
    RidgeClassifier,
    SGDClassifier,
    SGDOneClassSVM,
    TweedieRegressor,
)
from sklearn.model_selection import GridSearchCV
from sklearn.multiclass import OneVsRestClassifier
from sklearn.naive_bayes import BernoulliNB, ComplementNB, MultinomialNB
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import MinMaxScaler, StandardScaler
from sklearn.tree import DecisionTreeClassifier

import mote
from mote.families.linear.read import READERS
from mote.families.registry import find


def contract_of(model: mote.Model, X: np.ndarray) -> Any:
    return find(model.estimator).contract(model.stored, model.estimator, model.samples(X)[0])


def shares(model: mote.Model, X: np.ndarray) -> np.ndarray:
    """How much of its bound each sum, or value, takes."""
    held = contract_of(model, X)
    if held.evidence is None:
        return np.abs(model.predict(X) - held.numbers[:, 0]) / held.bound
    given = model.score_samples(X).reshape(held.evidence.scores.shape)
    return np.abs(given - held.evidence.scores) / held.evidence.bound


CLASSIFIERS = {
    "logistic": LogisticRegression(max_iter=5000),
    "log_loss": SGDClassifier(loss="log_loss", random_state=0),
    "huber": SGDClassifier(loss="modified_huber", random_state=0),
    "svm": svm.LinearSVC(random_state=0),
    "ridge": RidgeClassifier(),
    "discriminant": LinearDiscriminantAnalysis(),
}


SLOW = [pytest.param(name, marks=pytest.mark.slow) for name in ("wine", "cancer", "digits")]


@pytest.mark.parametrize("dtype", ["float", "int16", "int8"])
@pytest.mark.parametrize("kind", CLASSIFIERS)
@pytest.mark.parametrize("name", ["iris", *SLOW])
def test_sums_stay_below_the_bound_and_are_not_far_below(name: str, kind: str, dtype: str) -> None:
    split = load(name)
    scaler = StandardScaler().fit(split.X_train)
    train, test = scaler.transform(split.X_train), scaler.transform(split.X_test)
    calibrate = None if dtype == "float" else np.vstack([train, test])
    estimator = clone(CLASSIFIERS[kind]).fit(train, split.y_train)
    model = mote.convert(estimator, dtype, calibrate=calibrate)
    report = model.verify(test, split.y_test)
    assert report.identical + report.excused["near a tie"] >= report.rows
    assert 0.01 < shares(model, test).max() < 1.0
    lost = report.reference_accuracy - report.accuracy
    # Half a point, or a row where the data has so few that a row is more.
    assert lost <= max(0.005, 1.01 / report.rows)


@pytest.mark.parametrize("dtype", ["float", "int16", "int8"])
@pytest.mark.parametrize("estimator", [LinearRegression(), Ridge(), Lasso(0.1)], ids=str)
def test_values_stay_below_the_bound_and_are_not_far_below(estimator: Any, dtype: str) -> None:
    X, y = datasets.load_diabetes(return_X_y=True)
    calibrate = None if dtype == "float" else X
    model = mote.convert(clone(estimator).fit(X[::2], y[::2]), dtype, calibrate=calibrate)
    report = model.verify(X[1::2], y[1::2])
    assert 0.01 < shares(model, X[1::2]).max() < 1.0
    assert report.r2 == pytest.approx(report.reference_r2, abs=0.005)


@pytest.mark.parametrize("dtype", ["float", "int16", "int8"])
@pytest.mark.parametrize("name", ["iris", "wine", "breast_cancer", "digits", "diabetes"])
def test_one_class_is_an_inlier_or_an_outlier(name: str, dtype: str) -> None:
    X = MinMaxScaler().fit_transform(getattr(datasets, f"load_{name}")().data)
    estimator = SGDOneClassSVM(nu=0.1, random_state=0).fit(X[::2])
    model = mote.convert(estimator, dtype, calibrate=None if dtype == "float" else X)
    report = model.verify(X[1::2])
    assert report.identical + report.excused["near a tie"] >= report.rows
    most = {"float": 0, "int16": 0.002, "int8": 0.03}[dtype]  # it fits rows to its border
    assert report.apart <= most * report.rows
    assert 0.01 < shares(model, X[1::2]).max() < 1.0
    assert set(model.predict(X)) == {-1, 1}
    assert "outlier" in model.header() and "inlier" in model.header()
    if dtype == "float":
        scores = model.score_samples(X).ravel()
        np.testing.assert_allclose(scores, estimator.decision_function(X), atol=1e-5)


def made(name: str) -> Any:
    """A fitted estimator of the full name, on data that it takes."""
    kind = name.rpartition(".")[2]
    module = {"svm": svm, "linear_model": linear_model}.get(name.split(".")[1])
    if module is None:
        return None
    estimator = getattr(module, kind, None)
    if estimator is None:
        return None
    X, y = datasets.load_diabetes(return_X_y=True)
    if "Classifier" in kind or kind in ("Perceptron", "LinearSVC") or "Logistic" in kind:
        y = (y > 140).astype(int)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        fitted = estimator()
        if "random_state" in fitted.get_params():
            fitted.set_params(random_state=0)
        return fitted.fit(X * 10.0, y)


@pytest.mark.parametrize("name", READERS)
def test_every_estimator_that_is_named_keeps_its_promise(name: str) -> None:
    estimator = made(name)
    if estimator is None:
        pytest.skip("has a test of its own, or is not in this scikit-learn")
    X = datasets.load_diabetes().data * 10.0
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        report = mote.convert(estimator).verify(X)
    assert report.identical + sum(report.excused.values()) >= report.rows
    assert report.excused["beyond float32"] == 0


@pytest.mark.parametrize("power", [0, 1, 1.5, 3])
def test_the_link_of_tweedie_is_that_of_its_power(power: float) -> None:
    X, y = datasets.load_diabetes(return_X_y=True)
    for link in ("auto", "log"):
        estimator = TweedieRegressor(power=power, link=link, max_iter=2000).fit(X, y)
        model = mote.convert(estimator)
        assert model.details["link"] == (
            "identity" if power == 0 and link == "auto" else "exponential"
        )
        assert model.verify(X).identical == len(X)


def test_liblinear_and_two_classes_share_as_scikit_learn_does() -> None:
    X, y = datasets.load_breast_cancer(return_X_y=True)
    for solver in ("liblinear", "lbfgs"):
        estimator = make_pipeline(StandardScaler(), LogisticRegression(solver=solver)).fit(X, y)
        model = mote.convert(estimator)
        assert model.verify(X).identical == len(X)
        np.testing.assert_allclose(model.predict_proba(X), estimator.predict_proba(X), atol=1e-5)


@pytest.mark.parametrize("member", [LogisticRegression(), svm.LinearSVC(random_state=0)], ids=str)
@pytest.mark.parametrize("name", ["iris", "wine", "breast_cancer", "digits"])
def test_one_against_the_rest_is_a_linear_model(name: str, member: Any) -> None:
    X, y = getattr(datasets, f"load_{name}")(return_X_y=True)
    X = StandardScaler().fit_transform(X)
    estimator = OneVsRestClassifier(member).fit(X[::2], y[::2])
    model = mote.convert(estimator)
    report = model.verify(X[1::2], y[1::2])
    assert report.identical == report.rows
    if hasattr(estimator, "predict_proba"):
        expected = estimator.predict_proba(X)
        np.testing.assert_allclose(model.predict_proba(X), expected, atol=1e-5)
    integers = mote.convert(estimator, "int16", calibrate=X[::2]).verify(X[1::2], y[1::2])
    one_row = 1.0 / integers.rows
    assert integers.accuracy >= integers.reference_accuracy - max(0.005, one_row) - 1e-9


def test_one_against_the_rest_of_other_classifiers_is_refused() -> None:
    X, y = datasets.load_iris(return_X_y=True)
    trees = OneVsRestClassifier(DecisionTreeClassifier()).fit(X, y)
    with pytest.raises(mote.UnsupportedError, match="DecisionTreeClassifier: fit its estimator on"):
        mote.convert(trees)
    clipped = OneVsRestClassifier(SGDClassifier(loss="modified_huber")).fit(X, y)
    with pytest.raises(mote.UnsupportedError, match="is SGDClassifier: fit its estimator on all"):
        mote.convert(clipped)
    labels = np.column_stack([y > 0, y > 1]).astype(int)
    several = OneVsRestClassifier(LogisticRegression()).fit(X, labels)
    with pytest.raises(mote.UnsupportedError, match="several labels a sample"):
        mote.convert(several)


@pytest.mark.parametrize("estimator", [MultinomialNB(), ComplementNB(), BernoulliNB(binarize=None)])
def test_naive_bayes_of_counts_is_a_linear_model(estimator: Any) -> None:
    X, y = datasets.load_digits(return_X_y=True)
    if isinstance(estimator, BernoulliNB):
        X = (X > 8).astype(float)
    for dtype in ("float", "int16"):
        model = mote.convert(estimator.fit(X[::2], y[::2]), dtype)
        report = model.verify(X[1::2], y[1::2])
        assert report.identical + report.excused["near a tie"] >= report.rows
        assert report.accuracy >= report.reference_accuracy - 0.005


def test_scalers_become_a_part_of_the_weights() -> None:
    split = load("wine")
    for scaler in (StandardScaler(), MinMaxScaler()):
        estimator = make_pipeline(scaler, LogisticRegression(max_iter=3000))
        estimator.fit(split.X_train, split.y_train)
        model = mote.convert(estimator)
        report = model.verify(split.X_test, split.y_test)
        assert report.identical == report.rows
        assert model.table_bytes == 4 * (13 * 3 + 3), "no byte more than without the scaler"
    search = GridSearchCV(LogisticRegression(max_iter=9000), {"C": [0.1, 1.0]})
    assert mote.convert(search.fit(split.X_train, split.y_train)).details["outputs"] == 3
    clipped = make_pipeline(MinMaxScaler(clip=True), LogisticRegression())
    with pytest.raises(mote.UnsupportedError, match="clip=False"):
        mote.convert(clipped.fit(split.X_train, split.y_train))


@pytest.mark.parametrize("dtype", ["float", "int16", "int8"])
@pytest.mark.parametrize("part", ["weights", "start"])
def test_a_changed_constant_is_found(part: str, dtype: str) -> None:
    split = load("iris")
    calibrate = None if dtype == "float" else split.X_train
    estimator = LogisticRegression().fit(split.X_train, split.y_train)
    model = mote.convert(estimator, dtype, calibrate=calibrate)
    held = getattr(model.stored, part).copy()
    held.flat[0] += held.dtype.type(max(1, np.abs(held).max() // 8)) if dtype != "float" else 1e-3
    model.stored = dataclasses.replace(model.stored, **{part: held})
    with pytest.raises(mote.VerificationError, match="rows differ from scikit-learn"):
        model.verify(split.X_train)


@pytest.mark.parametrize("dtype", ["float", "int8", "int16"])
@pytest.mark.parametrize("kind", ["logistic", "log_loss", "huber", "ridge"])
def test_the_flash_of_a_model_is_its_size_in_cpp(kind: str, dtype: str, tmp_path: Any) -> None:
    X, y = datasets.load_iris(return_X_y=True)
    calibrate = None if dtype == "float" else X
    model = mote.convert(clone(CLASSIFIERS[kind]).fit(X, y), dtype, calibrate=calibrate)
    source = (
        '#include "made.hpp"\n#include <stdio.h>\n'
        'int main() { printf("%d", static_cast<int>(sizeof made::model)); }\n'
    )
    printed = compile_program(tmp_path, {"made.hpp": model.header("made"), "main.cpp": source})
    assert int(printed) == model.table_bytes


@pytest.mark.parametrize("dtype", ["int8", "int16"])
def test_no_sum_of_integers_leaves_32_bits(dtype: str) -> None:
    random = np.random.default_rng(0)
    for features in (1, 3, 64, 1000):
        X = random.normal(size=(60, features)) * 10.0 ** random.integers(-6, 6, features)
        estimator = wide(features)
        estimator.coef_ = random.normal(size=features) / np.abs(X).max(axis=0)
        estimator.intercept_ = 1e4
        model = mote.convert(estimator, dtype, calibrate=X)
        weights = model.stored.weights.astype(np.int64)
        lowest = -np.iinfo(dtype).min
        most = np.abs(weights).sum(axis=1) * lowest + np.abs(model.stored.start.astype(np.int64))
        assert most.max() < 2**31
        # And the range is used: by the weights' type, or by the sums.
        used = max(np.abs(weights).max() / np.iinfo(dtype).max, most.max() / 2**31)
        assert used > 0.9


def test_what_has_no_equal_is_refused() -> None:
    X, y = datasets.load_diabetes(return_X_y=True)
    both = np.column_stack([y, -y])
    with pytest.raises(mote.UnsupportedError, match=r"fitted on 2 targets.*one estimator a target"):
        mote.convert(LinearRegression().fit(X, both))
    with pytest.raises(mote.UnsupportedError, match="several labels a sample"):
        mote.convert(RidgeClassifier().fit(X, (both > 0).astype(int)))
    with pytest.raises(mote.UnsupportedError, match=r"logarithmic link.*dtype='float'"):
        mote.convert(PoissonRegressor().fit(X, y), "int16", calibrate=X)
    with pytest.raises(mote.UnsupportedError, match=r"32 bits.*dtype='float'"):
        mote.convert(Ridge().fit(X, y), "int32")
    with pytest.raises(mote.UnsupportedError, match="binarize=None"):
        mote.convert(BernoulliNB().fit(X > 0, y > 140))
    certain = BernoulliNB(binarize=None).fit(X > 0, y > 140)
    certain.feature_log_prob_[0, 0] = 0.0
    with pytest.raises(mote.UnsupportedError, match="alpha above 0"):
        mote.convert(certain)
    huge = LinearRegression().fit(X, y)
    huge.coef_ = huge.coef_ * 1e300
    with pytest.raises(mote.UnsupportedError, match="beyond float32: scale"):
        mote.convert(huge)
    huge.coef_ = huge.coef_ * np.inf
    with pytest.raises(mote.UnsupportedError, match="not finite"):
        mote.convert(huge)
    steep = LogisticRegression().fit(X, y > 140)
    steep.coef_ = steep.coef_ * 1e9
    with pytest.raises(mote.UnsupportedError, match=r"logits.*Scale the features"):
        mote.convert(steep, "int8", calibrate=X)
    consensus = RANSACRegressor(svm.SVR(), min_samples=50).fit(X, y)
    with pytest.raises(mote.UnsupportedError, match=r"is SVR: convert its estimator_"):
        mote.convert(consensus)
    with pytest.raises(mote.UnsupportedError, match=r"at most 65,535 features"):
        mote.convert(wide(70_000), "int16")


def wide(features: int) -> Any:
    """A regression of so many features."""
    estimator = LinearRegression()
    estimator.coef_, estimator.intercept_ = np.ones(features), 0.0
    estimator.n_features_in_ = features
    return estimator


def test_constants_ties_and_huge_and_tiny_scales_keep_the_promise() -> None:
    random = np.random.default_rng(3)
    X = random.integers(-2, 3, (200, 6)) * np.array([1.0, 1e-8, 1e8, 0.0, 1.0, 1.0])
    y = random.integers(0, 3, 200)
    for estimator in (RidgeClassifier(), LinearDiscriminantAnalysis(), LinearRegression()):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            model = mote.convert(clone(estimator).fit(X, y))
            report = model.verify(X)
        assert report.identical + report.excused.get("near a tie", 0) >= report.rows


def test_an_exponential_beyond_float32_is_counted_and_excused() -> None:
    X = np.random.default_rng(1).normal(size=(60, 2))
    model = mote.convert(PoissonRegressor().fit(X, np.exp(X[:, 0])))
    far = np.array([[400.0, 0.0], [-400.0, 0.0]])
    assert model.estimator.predict(far)[0] > 1e50
    report = model.verify(np.vstack([X, far]))
    assert report.excused["beyond float32"] == 1
