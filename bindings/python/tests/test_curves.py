"""Normal curves with covariances: mixtures, quadratic discriminants and envelopes, what is theirs
beside the contract of families in test_families.py.
"""

from __future__ import annotations

import dataclasses
import warnings
from typing import Any

import numpy as np
import pytest
from conftest import load
from sklearn.covariance import EllipticEnvelope
from sklearn.discriminant_analysis import QuadraticDiscriminantAnalysis
from sklearn.mixture import BayesianGaussianMixture, GaussianMixture
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import MinMaxScaler, StandardScaler

import mote
from mote.families.registry import find
from mote.families.shared.curves import lower_triangle

COVARIANCES = ("full", "tied", "diag", "spherical")


def contract_of(model: mote.Model, X: np.ndarray) -> Any:
    return find(model.estimator).contract(model.stored, model.estimator, model.samples(X)[0])


def share_of(model: mote.Model, X: np.ndarray) -> float:
    """The largest error of a score as a share of its bound."""
    held = contract_of(model, X)
    scores = np.asarray(model.score_samples(X)).reshape(len(X), -1)
    if held.evidence is None:
        return float((np.abs(scores - held.numbers)[:, 0] / held.bound).max())
    return float((np.abs(scores - held.evidence.scores) / held.evidence.bound).max())


def mixtures() -> list[Any]:
    made: list[Any] = [
        GaussianMixture(3, covariance_type=kind, random_state=0) for kind in COVARIANCES
    ]
    for kind in COVARIANCES:
        for prior in ("dirichlet_process", "dirichlet_distribution"):
            made.append(
                BayesianGaussianMixture(
                    n_components=4,
                    covariance_type=kind,
                    weight_concentration_prior_type=prior,
                    random_state=0,
                    max_iter=300,
                )
            )
    return made


@pytest.mark.parametrize("estimator", mixtures(), ids=str)
@pytest.mark.parametrize("data", ["iris", "wine"])
def test_a_mixture_of_any_covariance_keeps_its_promise(estimator: Any, data: str) -> None:
    split = load(data)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # not converged: what it is matters here, not how good
        estimator.fit(split.X_train)
    model = mote.convert(estimator)
    report = model.verify(split.X_test)
    assert report.identical + report.excused["near a tie"] == report.rows
    assert report.excused["beyond float32"] == 0
    assert 0.001 < share_of(model, split.X_test) < 1.0


@pytest.mark.parametrize("kind", COVARIANCES)
def test_each_covariance_takes_its_own_size(kind: str) -> None:
    X = load("wine").X_train
    model = mote.convert(GaussianMixture(4, covariance_type=kind, random_state=0).fit(X))
    n, k = X.shape[1], 4
    numbers = {
        "full": k * (n + n * (n + 1) // 2 + 1),
        "tied": n + n * (n + 1) // 2 + k * (n + 1),
        "diag": k * (2 * n + 1),
        "spherical": k * (n + 2),
    }
    assert model.table_bytes == 4 * numbers[kind]
    word = {"diag": "diagonal"}.get(kind, kind)
    assert f"4 components, {n} float features, {word} covariance" in repr(model)


def shaped(random: np.random.Generator, rows: int, n: int) -> np.ndarray:
    """Rows that hang together, of scales from 1e-3 to 1e4, as far from 0 as ten spreads."""
    mixed = random.normal(size=(rows, n)) @ random.normal(size=(n, n))
    return (mixed + random.normal(size=n) * 10.0) * 10.0 ** random.uniform(-3, 4, n)


@pytest.mark.filterwarnings("ignore")  # of fits on few rows: what they are matters here
@pytest.mark.parametrize("seed", range(100))
def test_random_curves_stay_within_their_bounds(seed: int) -> None:
    """Of any size, scale and offset, on rows near and far; of the near ones few are excused."""
    random = np.random.default_rng(seed)
    n, k = int(random.integers(1, 9)), int(random.integers(2, 5))
    X = np.vstack([shaped(random, 60, n) for _ in range(k)])
    if seed % 4 == 0:
        inner: Any = QuadraticDiscriminantAnalysis(reg_param=0.001)
    elif seed % 4 == 1:
        inner, X = EllipticEnvelope(random_state=0, support_fraction=0.9), X[:60]
    else:
        kind = COVARIANCES[seed // 4 % 4]
        inner = GaussianMixture(k, covariance_type=kind, random_state=0)
    y = np.arange(len(X)) // 60
    model = mote.convert(make_pipeline(StandardScaler(), inner).fit(X, y))
    assert sum(model.verify(X).excused.values()) <= 0.05 * len(X)
    rows = np.vstack([X * 3.0, shaped(random, 50, n), -X])
    report = model.verify(rows)
    assert report.identical + sum(report.excused.values()) >= report.rows


@pytest.mark.parametrize("part", ["mean", "factor", "start"])
@pytest.mark.parametrize("family", ["gmm", "qda", "mahalanobis"])
def test_a_changed_constant_is_found(family: str, part: str) -> None:
    X, _, y, _ = load("iris")
    made: dict[str, Any] = {
        "gmm": lambda: GaussianMixture(3, random_state=0).fit(X),
        "qda": lambda: QuadraticDiscriminantAnalysis().fit(X, y),
        "mahalanobis": lambda: EllipticEnvelope(random_state=0).fit(X),
    }
    model = mote.convert(made[family]())
    if family == "mahalanobis" and part == "start":
        held: Any = model.stored.limit * 0.5
        part = "limit"
    else:
        held = getattr(model.stored, part).copy()
        held.flat[0] *= np.float32(1.0001)
    model.stored = dataclasses.replace(model.stored, **{part: held})
    with pytest.raises(mote.VerificationError, match="rows differ from scikit-learn"):
        model.verify(X)


def test_a_scaler_before_a_spherical_mixture_makes_it_diagonal() -> None:
    X = load("wine").X_train
    mixture = GaussianMixture(3, covariance_type="spherical", random_state=0)
    model = mote.convert(make_pipeline(StandardScaler(), mixture).fit(X))
    assert "diagonal covariance" in repr(model)
    assert model.verify(X).rows == len(X)
    alike = make_pipeline(StandardScaler(with_std=False), mixture).fit(X)
    assert "spherical covariance" in repr(mote.convert(alike))


@pytest.mark.parametrize("kind", ["gmm", "qda", "mahalanobis"])
def test_a_scaler_that_clips_is_refused(kind: str) -> None:
    X, _, y, _ = load("iris")
    estimator: Any = {
        "gmm": GaussianMixture(2, random_state=0),
        "qda": QuadraticDiscriminantAnalysis(),
        "mahalanobis": EllipticEnvelope(random_state=0),
    }[kind]
    pipeline = make_pipeline(MinMaxScaler(clip=True), estimator).fit(X, y)
    with pytest.raises(mote.UnsupportedError, match=r"scaler that clips \(feature 0\).*clip=False"):
        mote.convert(pipeline)


def test_strange_samples_have_a_low_density() -> None:
    """What a mixture is used for on a chip: `score` below a limit is an anomaly."""
    X = load("iris").X_train
    model = mote.convert(GaussianMixture(3, random_state=0).fit(X))
    usual = model.score_samples(X)
    assert model.score_samples(X + 5.0).max() < usual.min()


def test_a_covariance_without_an_inverse_is_that_of_the_estimator() -> None:
    """scikit-learn takes the pseudo-inverse."""
    X = load("iris").X_train
    double = np.column_stack([X, X[:, :1]])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        envelope = EllipticEnvelope(random_state=0).fit(double)
    report = mote.convert(envelope).verify(np.column_stack([X, X[:, 0] + 0.1]))
    assert report.identical + report.excused["near a tie"] == report.rows


def test_what_is_beyond_float32_is_refused() -> None:
    X = load("iris").X_train
    far = GaussianMixture(2, random_state=0, reg_covar=0.0).fit(X * 1e-25)
    with pytest.raises(mote.UnsupportedError, match=r"precision of feature \d.*beyond float32"):
        mote.convert(far)


def test_an_envelope_without_a_limit_is_refused() -> None:
    X = load("iris").X_train
    envelope = EllipticEnvelope(random_state=0).fit(X)
    envelope.offset_ = 1.0
    with pytest.raises(mote.UnsupportedError, match="every sample is an outlier, or none"):
        mote.convert(envelope)


def test_priors_of_0_stay_impossible() -> None:
    X, _, y, _ = load("iris")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        qda = QuadraticDiscriminantAnalysis(priors=[0.5, 0.5, 0.0]).fit(X, y)
    model = mote.convert(qda)
    assert model.verify(X).rows == len(X)
    assert set(model.predict(X)) == {0, 1}


@pytest.mark.parametrize("rows", [2, 4, 7])
def test_a_lower_triangle_has_the_product_of_its_matrix(rows: int) -> None:
    matrix = np.random.default_rng(rows).normal(size=(rows, 4))
    lower = lower_triangle(matrix)
    assert (np.triu(lower, 1) == 0.0).all()
    assert (np.diag(lower) >= 0.0).all()
    np.testing.assert_allclose(lower.T @ lower, matrix.T @ matrix, atol=1e-12)
