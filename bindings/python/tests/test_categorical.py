"""Naive Bayes of categories: its bound, what is no category, and what is refused."""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np
import pytest
from conftest import load
from sklearn.naive_bayes import CategoricalNB
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

import mote
from mote.families.registry import find


def binned(name: str, bins: int = 6) -> tuple[Any, np.ndarray, np.ndarray]:
    """Features in so many bins of equal width, and CategoricalNB of the training."""
    split = load(name)
    low, high = split.X_train.min(axis=0), split.X_train.max(axis=0)
    width = np.where(high > low, high - low, 1.0)
    train, test = (
        np.clip(np.floor(bins * (X - low) / width), 0, bins - 1)
        for X in (split.X_train, split.X_test)
    )
    return CategoricalNB(min_categories=bins).fit(train, split.y_train), test, split.y_test


@pytest.mark.parametrize("dtype", ["float", "int16", "int8"])
@pytest.mark.parametrize("name", ["iris", "wine", "cancer", "digits"])
def test_sums_stay_below_the_bound_and_are_not_far_below(name: str, dtype: str) -> None:
    estimator, X, y = binned(name)
    model = mote.convert(estimator, dtype)
    found = find(estimator).contract(model.stored, estimator, model.samples(X)[0])
    share = np.abs(model.score_samples(X) - found.evidence.scores) / found.evidence.bound
    assert 0.01 < share.max() <= 1.0
    report = model.verify(X, y)
    assert report.identical + report.excused["near a tie"] >= report.rows
    assert report.accuracy >= report.reference_accuracy - 0.005


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(8))
def test_random_tables_keep_the_promise(seed: int) -> None:
    """Features of one category, of many, and classes that are never, or nearly never."""
    random = np.random.default_rng(seed)
    counts = random.choice([1, 2, 3, 40, 127], int(random.integers(1, 12)))
    X = random.integers(0, counts, (300, len(counts)))
    y = random.integers(0, int(random.integers(2, 6)), 300)
    y[:2] = 0, 1
    estimator = CategoricalNB(
        alpha=float(random.choice([1e-6, 0.5, 100.0])),
        fit_prior=bool(random.integers(2)),
        min_categories=counts,
    ).fit(X, y)
    for dtype in ("float", "int16", "int8"):
        mote.convert(estimator, dtype).verify(random.integers(0, counts, (200, len(counts))))


@pytest.mark.parametrize("dtype", ["float", "int8"])
def test_what_is_no_category_adds_nothing(dtype: str) -> None:
    estimator, X, _ = binned("iris")
    model = mote.convert(estimator, dtype)
    nothing = model.score_samples(np.array([[-1.0, 6.0, 100.0, -100.0]]))
    first = model.score_samples(X[:1])
    last = model.score_samples(np.column_stack([X[:1, :3], [[9.0]]]))
    assert not np.array_equal(first, last)
    assert np.ptp(nothing) < 0.2  # the priors alone, of classes of nearly one size


@pytest.mark.parametrize("dtype", ["float", "int16"])
@pytest.mark.parametrize("part", ["table", "start"])
def test_a_changed_constant_is_found(part: str, dtype: str) -> None:
    estimator, X, y = binned("wine")
    model = mote.convert(estimator, dtype)
    held = getattr(model.stored, part).copy()
    held[..., 1] += 0.01 if dtype == "float" else 40
    model.stored = dataclasses.replace(model.stored, **{part: held})
    with pytest.raises(mote.VerificationError):
        model.verify(X, y)


def test_what_has_no_equal_is_refused_with_a_sentence() -> None:
    estimator, X, y = binned("wine")
    with pytest.raises(
        mote.UnsupportedError, match="takes categories as they are: leave calibrate"
    ):
        mote.convert(estimator, "int8", calibrate=X)
    many = CategoricalNB().fit(np.arange(len(y))[:, None] * 3, y)
    with pytest.raises(mote.UnsupportedError, match="has 178 categories, and int8 numbers 128"):
        mote.convert(many, "int8")
    with pytest.raises(mote.UnsupportedError, match="behind a scaler"):
        moved = make_pipeline(StandardScaler(with_mean=False), CategoricalNB(min_categories=9))
        mote.convert(moved.fit(X, y))
    with pytest.raises(mote.UnsupportedError, match="saw one class"):
        mote.convert(CategoricalNB().fit(X, np.zeros(len(X))))
    with np.errstate(divide="ignore"):
        never = CategoricalNB(alpha=0.0, force_alpha=True).fit(X, y)
    with pytest.raises(mote.UnsupportedError, match="fit with alpha above 0"):
        mote.convert(never)
