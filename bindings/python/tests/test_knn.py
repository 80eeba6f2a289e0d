"""Nearest neighbours: what is their own, beside the contract of families in test_families.py."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from conftest import load
from scipy import sparse
from sklearn import datasets
from sklearn.datasets import load_diabetes, load_iris
from sklearn.decomposition import PCA
from sklearn.neighbors import (
    KNeighborsClassifier,
    KNeighborsRegressor,
    NearestNeighbors,
    RadiusNeighborsClassifier,
)
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import MinMaxScaler, StandardScaler

import mote
from mote.families.registry import find

METRICS = ("euclidean", "manhattan", "chebyshev", "cosine")


def contract_of(model: mote.Model, X: np.ndarray) -> Any:
    estimator = model._before.reference
    return find(model._before.model).contract(model.stored, estimator, model.samples(X)[0])


@pytest.fixture(scope="module")
def iris() -> mote.Model:
    split = load("iris")
    return mote.convert(KNeighborsClassifier().fit(split.X_train, split.y_train))


@pytest.mark.parametrize(
    ("metric", "dtype"),
    [(m, d) for m in METRICS for d in ("float", "int16", "int8") if m != "cosine" or d == "float"],
)
def test_distances_stay_below_the_bound_and_are_not_far_below(metric: str, dtype: str) -> None:
    split = load("cancer")
    knn = KNeighborsClassifier(3, metric=metric).fit(split.X_train, split.y_train)
    model = mote.convert(knn, dtype, calibrate=None if dtype == "float" else split.X_train)
    evidence = contract_of(model, split.X_test).evidence
    theirs = knn.kneighbors(split.X_test)[0]
    np.testing.assert_allclose(evidence.scores, theirs, rtol=1e-6, atol=1e-12)
    share = np.abs(model.score_samples(split.X_test) - theirs) / evidence.bound
    assert 0.01 < share.max() < 1.0
    report = model.verify(split.X_test, split.y_test)
    assert report.excused["beyond float32"] == 0


@pytest.mark.parametrize("weights", ["uniform", "distance"])
@pytest.mark.parametrize("scaler", [None, StandardScaler, MinMaxScaler])
@pytest.mark.parametrize("dtype", ["float", "int16"])
def test_probabilities_and_values_are_the_estimators(dtype: str, scaler: Any, weights: str) -> None:
    for kind, split in (
        (KNeighborsClassifier, load("cancer")),
        (KNeighborsRegressor, load("diabetes")),
    ):
        estimator = kind(4, weights=weights)
        if scaler is not None:
            estimator = make_pipeline(scaler(), estimator)
        estimator.fit(split.X_train, split.y_train)
        calibrate = None if dtype == "float" else split.X_train
        model = mote.convert(estimator, dtype, calibrate=calibrate)
        held = contract_of(model, split.X_test)
        report = model.verify(split.X_test, split.y_test)
        assert report.identical >= report.rows - report.apart
        assert report.difference <= report.bound or report.apart
        assert sum(report.excused.values()) <= report.rows // 20
        assert (held.bound > 0).all()


def test_integers_have_steps_of_one_size_as_the_estimator_sees_them() -> None:
    # Feature 1 varies a hundred times as much as feature 0, and decides nothing.
    random = np.random.default_rng(1)
    y = random.integers(2, size=300)
    X = np.column_stack([y + random.normal(0, 0.2, 300), random.normal(0, 100, 300)])
    scaled = make_pipeline(StandardScaler(), KNeighborsClassifier()).fit(X[:200], y[:200])
    plain = KNeighborsClassifier().fit(X[:200], y[:200])
    for estimator, alike in ((plain, False), (scaled, True)):
        model = mote.convert(estimator, "int16", calibrate=X)
        report = model.verify(X[200:], y[200:])
        assert report.identical + report.excused["other neighbours of integers"] >= report.rows
        steps = model._scaling.scale
        assert (steps[0] == steps[1]) != alike
    assert report.accuracy is not None and report.accuracy > 0.95


def test_ties_are_counted_and_excused_and_the_first_rows_count() -> None:
    X = np.array([[0.0], [2.0], [2.0], [9.0]])
    knn = KNeighborsClassifier(2, algorithm="brute").fit(X, [1, 0, 1, 0])
    model = mote.convert(knn)
    report = model.verify([[1.0], [0.1], [1.9]])
    assert report.excused["near a tie"] == 2  # two of three rows at 1, and of two at 2
    assert model.predict([[1.0]])[0] == 0  # rows 0 and 1: one vote each
    assert mote.convert(knn, "int8").predict([[1]])[0] == 0
    same = KNeighborsClassifier(2).fit(X, [1, 1, 1, 0])
    assert mote.convert(same).verify([[1.0], [0.1]]).excused["near a tie"] == 0


def test_a_row_of_the_training_counts_alone_by_distance() -> None:
    X, y = load_iris(return_X_y=True)
    knn = KNeighborsClassifier(5, weights="distance").fit(X, y)
    for dtype in ("float", "int16"):
        model = mote.convert(knn, dtype, calibrate=None if dtype == "float" else X)
        assert (model.predict(X) == y).all()
        assert model.predict_proba(X).max(axis=1).min() > 0.99


def test_samples_beyond_float32_are_counted_and_excused(iris: mote.Model) -> None:
    X = load("iris").X_test
    report = iris.verify(np.vstack([X, [[1e30, 0.0, 0.0, 0.0]]]))
    assert report.excused["beyond float32"] == 1
    assert report.identical >= len(X)


def test_a_sample_without_an_angle_is_counted_and_excused() -> None:
    X, y = load_iris(return_X_y=True)
    model = mote.convert(KNeighborsClassifier(metric="cosine").fit(X, y))
    assert model.verify(np.vstack([X[:9], np.zeros((1, 4))])).excused["without an angle"] == 1


@pytest.mark.parametrize("part", ["rows", "answers"])
@pytest.mark.parametrize("dtype", ["float", "int16"])
def test_a_changed_constant_is_found(dtype: str, part: str) -> None:
    X, y = load_diabetes(return_X_y=True)
    knn = KNeighborsClassifier(1).fit(X, y > 150) if part == "rows" else None
    knn = knn or KNeighborsRegressor(1).fit(X, y)
    model = mote.convert(knn, dtype, calibrate=None if dtype == "float" else X)
    held = getattr(model.stored, part).copy()
    held.flat[0] += held.flat[0] / 1000 if dtype == "float" or part == "answers" else 20
    model.stored = dataclasses.replace(model.stored, **{part: held})
    with pytest.raises(mote.VerificationError, match="rows differ from scikit-learn"):
        model.verify(X)


def test_the_novelty_score_is_the_mean_distance() -> None:
    X = load("iris").X_train
    estimator = NearestNeighbors(n_neighbors=3).fit(X)
    model = mote.convert(estimator)
    asked = load("iris").X_test + 0.01
    np.testing.assert_allclose(
        model.predict(asked), estimator.kneighbors(asked)[0].mean(axis=1), rtol=1e-5
    )
    assert model.verify(asked).identical == len(asked)
    with pytest.raises(AttributeError, match="gives no probabilities"):
        model.predict_proba(asked)


@pytest.mark.parametrize("dtype", ["float", "int16"])
def test_a_novelty_score_stands_behind_a_scaler(dtype: str) -> None:
    X = load("wine").X_train
    pipeline = make_pipeline(StandardScaler(), NearestNeighbors(n_neighbors=3)).fit(X)
    model = mote.convert(pipeline, dtype, **({} if dtype == "float" else {"calibrate": X}))
    model.verify(X)
    assert model.predict(X + 50.0).min() > np.median(model.predict(X))


@pytest.mark.parametrize("ways", ["edited", "condensed", ("edited", "condensed")])
def test_condensed_rows_are_fewer_and_their_cost_is_printed(ways: Any) -> None:
    split = load("digits")
    knn = KNeighborsClassifier(3).fit(split.X_train, split.y_train)
    whole = mote.convert(knn, "int8")
    model = mote.convert(knn, "int8", condense=ways)
    named = ways if isinstance(ways, str) else "+".join(ways)
    assert model.details["condensed"] == named
    assert f"{named} from {len(split.X_train):,}" in model.facts.line
    assert f"{model.details['accuracy']:.1%} of the training rows right" in model.header()
    most = 1.0 if ways == "edited" else 0.3
    assert model.details["rows"] < most * whole.details["rows"]
    assert model.table_bytes < most * whole.table_bytes
    report = model.verify(split.X_test, split.y_test)
    assert report.accuracy is not None and report.reference_accuracy is not None
    assert report.reference_accuracy - 0.1 < report.accuracy
    assert report.accuracy == pytest.approx(model.details["accuracy"], abs=0.04)
    assert report.excused["decided by rows left out"] == report.rows - report.identical


def test_edited_rows_are_those_that_their_neighbours_name_right() -> None:
    X = np.array([[0.0], [1.0], [2.0], [3.0], [10.0], [11.0], [12.0], [13.0], [1.5]])
    y = np.array([0, 0, 0, 0, 1, 1, 1, 1, 1])
    model = mote.convert(KNeighborsClassifier(3).fit(X, y), condense="edited")
    assert model.details["rows"] == 8
    assert 1.5 not in model.stored.rows
    hart = mote.convert(KNeighborsClassifier(1).fit(X[:8], y[:8]), condense="condensed")
    np.testing.assert_array_equal(hart.stored.rows[:, 0], [0.0, 10.0])


def test_a_projection_stands_before_the_neighbours() -> None:
    split = load("digits")
    pipe = make_pipeline(PCA(8, random_state=0), StandardScaler(), KNeighborsClassifier(3))
    model = mote.convert(pipe.fit(split.X_train, split.y_train))
    report = model.verify(split.X_test, split.y_test)
    assert report.identical + report.apart >= report.rows
    assert report.apart <= report.rows // 50


def _first(x: np.ndarray, y: np.ndarray) -> float:
    return float(abs(x[0] - y[0]))


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"metric": "canberra"}, "metric='canberra' of KNeighborsClassifier is not converted"),
        ({"p": 3}, "p=3 of KNeighborsClassifier is not converted: use metric='euclidean'"),
        ({"metric": _first}, "metric=_first is a function of Python"),
        ({"weights": np.exp}, "weights=exp is a function of Python"),
        ({"metric_params": {"w": np.ones(4)}}, "scale the features before fit instead"),
    ],
)
def test_what_no_chip_knows_is_refused(options: dict[str, Any], says: str) -> None:
    X, y = load_iris(return_X_y=True)
    with pytest.raises(mote.UnsupportedError, match=says):
        mote.convert(KNeighborsClassifier(algorithm="brute", **options).fit(X, y))


def test_what_cannot_be_held_is_refused_with_what_can() -> None:
    X, y = load_iris(return_X_y=True)
    knn = KNeighborsClassifier().fit(X, y)

    def refused(says: str, estimator: Any, *arguments: Any, **options: Any) -> None:
        with pytest.raises(mote.UnsupportedError, match=says):
            mote.convert(estimator, *arguments, **options)

    refused("which is no int16: pass calibrate=X", knn, "int16")
    refused("which is no int8: pass calibrate=X", KNeighborsClassifier().fit(X * 100, y), "int8")
    refused("dtype='int32' does not fit .*int16", knn, "int32", calibrate=X)
    angles = KNeighborsClassifier(metric="cosine")
    refused("does not fit metric='cosine'", angles.fit(X, y), "int16", calibrate=X)
    zero = np.vstack([X, np.zeros((1, 4))])
    refused("row 150 of the training is 0", angles.fit(zero, np.append(y, 0)))
    refused("fitted on a sparse matrix", KNeighborsClassifier().fit(sparse.csr_matrix(X), y))
    two = KNeighborsRegressor().fit(X, np.column_stack([y, y]))
    refused("on 2 outputs at once: fit one for each", two)
    refused(
        "n_neighbors=7, and NearestNeighbors was fitted on 3",
        NearestNeighbors(n_neighbors=7).fit(X[:3]),
    )
    refused("condense='half' is none of its ways", knn, condense="half")
    refused(
        "only a KNeighborsClassifier has votes", KNeighborsRegressor().fit(X, y), condense="edited"
    )
    refused("has a square beyond float32", KNeighborsClassifier().fit(X * 1e20, y))
    refused("a value of the training is beyond float32", KNeighborsRegressor().fit(X, y * 1e39))
    refused("KNeighborsClassifier is the nearest", RadiusNeighborsClassifier(1.0).fit(X, y))
    clipped = make_pipeline(MinMaxScaler(clip=True), KNeighborsClassifier()).fit(X, y)
    refused("use clip=False", clipped)
    scaled = make_pipeline(StandardScaler(), KNeighborsClassifier()).fit(np.round(X * 10), y)
    refused("needs steps that differ from feature to feature", scaled, "int8")


@pytest.mark.parametrize("labels", [["b", "a", "c d"], [-7, 30, 4]], ids=["strings", "integers"])
def test_classes_are_those_of_the_estimator(labels: list[Any]) -> None:
    X, y = load_iris(return_X_y=True)
    named = np.array(labels)[y]
    knn = KNeighborsClassifier(1).fit(X[::2], named[::2])
    model = mote.convert(knn)
    report = model.verify(X[1::2], named[1::2])
    assert report.accuracy == knn.score(X[1::2], named[1::2])


@pytest.mark.parametrize("name", ["iris", "wine", "breast_cancer", "digits"])
def test_the_accuracies_of_the_page(name: str) -> None:
    page = Path(__file__).resolve().parents[3] / "docs/reference/models/knn.md"
    if not page.exists():
        pytest.skip("the page is in the repository, not in the package")
    X, y = getattr(datasets, f"load_{name}")(return_X_y=True)
    pipe = make_pipeline(StandardScaler(), KNeighborsClassifier()).fit(X[::2], y[::2])
    shown = [f"{pipe.score(X[1::2], y[1::2]):.2%}"]
    for dtype in ("float", "int16", "int8"):
        model = mote.convert(pipe, dtype, calibrate=None if dtype == "float" else X)
        shown.append(f"{(model.predict(X[1::2]) == y[1::2]).mean():.2%}")
    row = " | ".join([name.replace("_", " "), *(figure.replace("%", " %") for figure in shown)])
    assert f"| {row} |" in page.read_text(encoding="utf-8")
