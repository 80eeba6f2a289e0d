"""LocalOutlierFactor: its scores within a bound, its labels, and what is refused."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from conftest import load
from sklearn.neighbors import LocalOutlierFactor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

import mote
from mote.families.knn import outliers as family
from mote.families.registry import find


def outliers(**options: Any) -> Any:
    return LocalOutlierFactor(**{"n_neighbors": 12, "novelty": True, **options})


def contract_of(model: mote.Model, X: np.ndarray) -> Any:
    samples = model.samples(X)[0]
    return find(model._before.model).contract(model.stored, model._before.reference, samples)


@pytest.mark.parametrize(
    ("name", "metric"),
    [
        *((n, m) for n in ("cancer", "wine") for m in ("euclidean", "manhattan", "chebyshev")),
        ("cancer", "cosine"),
    ],
)
def test_scores_stay_below_the_bound_and_are_not_far_below(name: str, metric: str) -> None:
    split = load(name)
    estimator = outliers(metric=metric, contamination=0.1).fit(split.X_train)
    model = mote.convert(estimator)
    found = contract_of(model, split.X_test)
    held = ~found.excused["near a tie"].rows
    error = np.abs(model.score_samples(split.X_test).ravel() - found.numbers[:, 0])
    assert 0.01 < (error / found.bound)[held].max() < 1.0
    report = model.verify(split.X_test)
    assert report.identical == report.rows
    assert 3 < (model.predict(split.X_test) == -1).sum() < report.rows / 2


@pytest.mark.parametrize("dtype", ["int16", "int8"])
@pytest.mark.parametrize("scaled", [False, True])
def test_integers_are_held_to_their_own_neighbours(dtype: str, *, scaled: bool) -> None:
    """No label but those counted differs, and few are."""
    split = load("digits")
    estimator: Any = outliers(contamination=0.05)
    estimator = make_pipeline(StandardScaler(), estimator) if scaled else estimator
    model = mote.convert(estimator.fit(split.X_train), dtype, calibrate=split.X_train)
    report = model.verify(split.X_test)
    other = report.excused["other neighbours of integers"]
    assert report.identical + other + report.excused["near the limit"] >= report.rows
    assert other <= (0.005 if dtype == "int16" else 0.03) * report.rows


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(10))
def test_rows_that_are_equal_constant_or_far_apart_keep_the_promise(seed: int) -> None:
    random = np.random.default_rng(seed)
    X = np.round(random.normal(size=(80, 3)) * random.choice([1.0, 2.0, 30.0])) * 10.0 ** (
        random.integers(-9, 10)
    )
    X = X[random.integers(40, size=80)] if seed % 2 else X
    X[:, 2] = X[0, 2] if seed % 3 == 0 else X[:, 2]
    Z = np.concatenate([X, X[random.integers(len(X), size=60)] * random.normal(1, 2, (60, 3))])
    Z = Z.astype(np.float32).astype(np.float64)
    X = X.astype(np.float32).astype(np.float64)
    estimator = outliers(n_neighbors=int(random.integers(1, 30))).fit(X)
    mote.convert(estimator).verify(Z)


@pytest.mark.parametrize("part", ["radii", "densities", "constants"])
def test_a_changed_constant_is_found(part: str, monkeypatch: pytest.MonkeyPatch) -> None:
    split = load("wine")
    model = mote.convert(outliers().fit(split.X_train))
    real = getattr(family, part)

    def changed(stored: Any) -> Any:
        held = real(stored)
        return [held[0], -1.2] if part == "constants" else held * 1.0001

    model.verify(split.X_test)
    monkeypatch.setattr(family, part, changed)
    with pytest.raises(mote.VerificationError):
        mote.convert(model.estimator).verify(split.X_test)


def test_one_that_scores_its_own_rows_alone_is_refused() -> None:
    split = load("wine")
    with pytest.raises(mote.UnsupportedError, match="fit it with novelty=True"):
        mote.convert(LocalOutlierFactor().fit(split.X_train))
    with pytest.raises(mote.UnsupportedError, match=r"the density of a row .* scale the features"):
        far = np.repeat(split.X_train, 20, axis=0) * 1e31  # and so often that its density is 1e10
        mote.convert(outliers().fit(far), "int16", calibrate=far)
