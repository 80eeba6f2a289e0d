"""Clusters and nearest centroids: what is theirs, beside the contract of families."""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np
import pytest
from conftest import load
from sklearn.cluster import KMeans, MiniBatchKMeans
from sklearn.datasets import load_digits, load_iris
from sklearn.neighbors import NearestCentroid
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

import mote

DATA = ("iris", "wine", "cancer", "digits", "diabetes")


def kept(model: mote.Model, X: np.ndarray) -> Any:
    report = model.verify(X)
    assert report.identical + sum(report.excused.values()) >= report.rows
    return report


def steps(dtype: str, X: np.ndarray) -> dict[str, Any]:
    return {} if dtype == "float" else {"calibrate": X}


@pytest.mark.parametrize("data", DATA)
@pytest.mark.parametrize("kind", [KMeans, MiniBatchKMeans])
def test_clusters_are_those_of_scikit_learn(kind: Any, data: str) -> None:
    split = load(data)
    estimator = kind(5, n_init=1, random_state=0).fit(split.X_train)
    model = mote.convert(estimator)
    report = kept(model, split.X_test)
    assert report.excused["near a tie"] == 0
    nearest = estimator.transform(split.X_test).min(axis=1)
    np.testing.assert_allclose(model.score_samples(split.X_test), nearest, rtol=5e-6)


@pytest.mark.parametrize("dtype", ["int8", "int16"])
@pytest.mark.parametrize("data", DATA)
def test_integers_are_the_exact_search_of_rounded_centres(data: str, dtype: str) -> None:
    split = load(data)
    estimator = KMeans(5, n_init=1, random_state=0).fit(split.X_train)
    model = mote.convert(estimator, dtype, calibrate=split.X_train)
    report = kept(model, split.X_test)
    excused = report.excused["other neighbours of integers"]
    assert excused <= (0.005 if dtype == "int16" else 0.1) * report.rows


@pytest.mark.parametrize("metric", ["euclidean", "manhattan"])
@pytest.mark.parametrize("data", ["iris", "wine", "cancer"])
def test_nearest_centroids_are_those_of_scikit_learn(data: str, metric: str) -> None:
    split = load(data)
    estimator = NearestCentroid(metric=metric).fit(split.X_train, split.y_train)
    model = mote.convert(estimator)
    kept(model, split.X_test)
    report = model.verify(split.X_test, split.y_test)
    known = estimator.score(split.X_test, split.y_test)
    assert abs(report.accuracy - known) <= report.excused["near a tie"] / report.rows


@pytest.mark.parametrize("dtype", ["float", "int16"])
def test_a_scaler_before_it_is_a_part_of_the_model(dtype: str) -> None:
    X = load("wine").X_train
    pipeline = make_pipeline(StandardScaler(), KMeans(4, n_init=2, random_state=0)).fit(X)
    kept(mote.convert(pipeline, dtype, **steps(dtype, X)), X)


def test_float32_and_centres_that_are_the_same_are_taken() -> None:
    X = load_iris().data.astype(np.float32)
    kept(mote.convert(KMeans(3, n_init=1, random_state=0).fit(X)), X)
    estimator = KMeans(3, n_init=1, random_state=0).fit(X.astype(float))
    estimator.cluster_centers_[2] = estimator.cluster_centers_[0]
    report = kept(mote.convert(estimator), X.astype(float))
    assert report.identical == report.rows, "the first of two that are as near"


def test_rows_between_two_centres_are_excused_and_counted() -> None:
    estimator = KMeans(2, n_init=1, random_state=0).fit(np.array([[0.1], [0.3]]))
    model = mote.convert(estimator)
    middle = np.array([[0.2], [0.2 + 1e-9], [0.2 - 1e-9], [0.0]])
    assert kept(model, middle).excused["near a tie"] >= 2


@pytest.mark.parametrize("dtype", ["float", "int8"])
def test_a_changed_centre_is_found(dtype: str) -> None:
    X, _ = load_digits(return_X_y=True)
    model = mote.convert(KMeans(10, n_init=1, random_state=0).fit(X), dtype, **steps(dtype, X))
    held = model.stored.rows.copy()
    held[3] = held[4]
    model.stored = dataclasses.replace(model.stored, rows=held)
    with pytest.raises(mote.VerificationError, match="rows differ from scikit-learn"):
        model.verify(X)


def test_clusters_and_classes_have_their_names() -> None:
    X, y = load_iris(return_X_y=True)
    named = np.array(["setosa", "versicolor", "virginica"])[y]
    centroid = mote.convert(NearestCentroid().fit(X, named))
    assert "virginica" in centroid.header("iris")
    assert centroid.predict(X[:1]).tolist() == ["setosa"]
    clusters = mote.convert(KMeans(3, n_init=1, random_state=0).fit(X))
    assert "cluster_2" in clusters.header("iris")
    assert "3 centres of 4 float features, euclidean" in repr(clusters)


def test_priors_of_a_nearest_centroid_are_refused() -> None:
    X, y = load_iris(return_X_y=True)
    try:
        estimator = NearestCentroid(priors=[0.5, 0.3, 0.2])
    except TypeError:
        pytest.skip("this scikit-learn has no priors of a NearestCentroid")
    with pytest.raises(mote.UnsupportedError, match="weighs its classes by priors"):
        mote.convert(estimator.fit(X, y))
