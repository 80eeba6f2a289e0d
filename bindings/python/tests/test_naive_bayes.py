"""Gaussian naive Bayes: what is its own, beside the contract of families in test_families.py."""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np
import pytest
from conftest import load
from sklearn.datasets import load_digits, load_iris
from sklearn.naive_bayes import GaussianNB

import mote
from mote.families.registry import find


@pytest.fixture(scope="module")
def iris() -> mote.Model:
    split = load("iris")
    return mote.convert(GaussianNB().fit(split.X_train, split.y_train))


def contract_of(model: mote.Model, X: np.ndarray) -> Any:
    return find(model.estimator).contract(model.stored, model.estimator, model.samples(X)[0])


@pytest.mark.parametrize("name", ["iris", "wine", "cancer", "digits"])
def test_what_float32_does_stays_below_the_bound_and_is_not_far_below(name: str) -> None:
    split = load(name)
    model = mote.convert(GaussianNB(var_smoothing=1e-6).fit(split.X_train, split.y_train))
    evidence = contract_of(model, split.X_test).evidence
    share = np.abs(model.score_samples(split.X_test) - evidence.scores) / evidence.bound
    assert 0.01 < share.max() < 1.0
    assert model.verify(split.X_test, split.y_test).excused["beyond float32"] == 0


def test_the_bound_grows_with_the_magnitude_of_the_features() -> None:
    split = load("iris")
    bounds = []
    for offset in (0.0, 1e3, 1e5):
        X = split.X_train + offset
        model = mote.convert(GaussianNB().fit(X, split.y_train))
        report = model.verify(split.X_test + offset)
        assert report.identical + report.excused["near a tie"] >= report.rows
        bounds.append(report.bound)
    assert bounds[0] < 1e-3 < bounds[1] < bounds[2] <= 1.0


def test_a_probability_of_1_is_open_where_float32_cannot_tell_the_sums_apart() -> None:
    # A column that never varied, and now does: both sums are about -5e9, and what tells the
    # classes apart is less than a step of float32 there.
    X = np.random.default_rng(0).normal(size=(40, 2))
    X[:20, 0] += 8.0
    X[:, 1] = 0.0
    nb = GaussianNB().fit(X, np.arange(40) < 20)
    model = mote.convert(nb)
    row = np.array([[8.0, 13.0]])
    assert nb.predict_proba(row).max() == 1.0
    assert abs(model.predict_proba(row) - nb.predict_proba(row)).max() > 0.4
    found = model.verify(np.vstack([X, row]))
    assert found.bound == 1.0
    assert found.excused["near a tie"] == 1


def test_near_ties_are_counted_and_excused(iris: mote.Model) -> None:
    # Between two means there is a sample that both classes explain alike, to the last double.
    nb = iris.estimator
    low, high = nb.theta_[1], nb.theta_[2]
    for _ in range(60):
        middle = (low + high) / 2
        sums = nb.predict_joint_log_proba(middle[None])[0]
        low, high = (middle, high) if sums[1] > sums[2] else (low, middle)
    rows = np.vstack([low, high, nb.theta_])
    report = iris.verify(rows)
    assert report.excused["near a tie"] == 2
    assert str(report).startswith("2 of 5 rows are excused, more than 1 %")
    assert "\nnear a tie         2 of 5 rows, which may differ\n" in str(report)


def test_samples_beyond_float32_are_counted_and_excused(iris: mote.Model) -> None:
    X = load("iris").X_test
    report = iris.verify(np.vstack([X, [[1e30, 0.0, 0.0, 0.0]], [[0.0, 1e38, 0.0, 0.0]]]))
    assert report.excused["beyond float32"] == 2
    assert report.identical >= len(X)


@pytest.mark.parametrize("part", ["mean", "precision", "start"])
def test_a_changed_constant_is_found(part: str) -> None:
    X, y = load_iris(return_X_y=True)
    model = mote.convert(GaussianNB().fit(X, y))
    held = getattr(model.stored, part).copy()
    held.flat[0] *= np.float32(1.00001)
    model.stored = dataclasses.replace(model.stored, **{part: held})
    with pytest.raises(mote.VerificationError, match="rows differ from scikit-learn"):
        model.verify(X)


@pytest.mark.parametrize("labels", [["b", "a", "c d"], [-7, 30, 4]], ids=["strings", "integers"])
def test_classes_are_those_of_the_estimator(labels: list[Any]) -> None:
    X, y = load_iris(return_X_y=True)
    named = np.array(labels)[y]
    nb = GaussianNB().fit(X, named)
    model = mote.convert(nb)
    np.testing.assert_array_equal(model.predict(X), nb.predict(X))
    assert model.verify(X, named).accuracy == nb.score(X, named)


def test_a_class_that_never_is_stays_so() -> None:
    X, y = load_iris(return_X_y=True)
    model = mote.convert(GaussianNB(priors=[0.5, 0.5, 0.0]).fit(X, y))
    report = model.verify(X)
    assert report.identical == report.rows
    assert set(model.predict(X)) == {0, 1}
    assert (model.predict_proba(X)[:, 2] == 0.0).all()


def test_priors_and_smoothing_reach_the_chip() -> None:
    X, y = load_digits(return_X_y=True)
    for nb in (GaussianNB(priors=[0.55] + [0.05] * 9), GaussianNB(var_smoothing=0.01)):
        model = mote.convert(nb.fit(X[:900], y[:900]))
        report = model.verify(X[900:], y[900:])
        assert report.identical + report.excused["near a tie"] >= report.rows
        assert report.accuracy == pytest.approx(nb.score(X[900:], y[900:]), abs=0.002)


def test_what_has_no_density_is_refused() -> None:
    X, y = load_iris(return_X_y=True)
    flat = np.column_stack([X, np.ones(len(X))])
    with pytest.raises(
        mote.UnsupportedError, match=r"feature 4 of class 0 has the variance 0.*var"
    ):
        mote.convert(GaussianNB(var_smoothing=0.0).fit(flat, y))
    with pytest.raises(mote.UnsupportedError, match=r"variance of feature 0.*scale the features"):
        mote.convert(GaussianNB().fit(X * 1e25, y))
    with pytest.raises(mote.UnsupportedError, match=r"precision of feature \d.*beyond float32"):
        mote.convert(GaussianNB().fit(X * 1e-25, y))


def test_integers_are_refused_with_what_to_do(iris: mote.Model) -> None:
    for dtype in ("int8", "int16", "int32"):
        with pytest.raises(mote.UnsupportedError, match=r"squares of distances.*dtype='float'"):
            mote.convert(iris.estimator, dtype, calibrate=load("iris").X_train)
    with pytest.raises(mote.UnsupportedError, match=r"leaves='hard' is not .*it takes none"):
        mote.convert(iris.estimator, leaves="hard")
