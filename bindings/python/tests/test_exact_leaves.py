"""Leaves that add scikit-learn's doubles bit by bit: the same label where two classes tie."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from conftest import load
from sklearn.ensemble import ExtraTreesClassifier, RandomForestClassifier

import mote

pytestmark = pytest.mark.slow  # left out by ./dev test --fast

FORESTS = [(RandomForestClassifier, 3, seed) for seed in (0, 1, 7, 11)]
FORESTS += [(ExtraTreesClassifier, 5, seed) for seed in (0, 7, 9)]  # 7, 9, 11: ties in a last bit


def fit(make: Any, trees: int, seed: int) -> Any:
    split = load("digits")
    forest = make(trees, min_samples_leaf=3, n_jobs=None, random_state=seed)
    return forest.fit(split.X_train, split.y_train)


@pytest.mark.parametrize(("make", "trees", "seed"), FORESTS)
@pytest.mark.parametrize("dtype", ["float", "int8"])
def test_exact_leaves_give_every_label(make: Any, trees: int, seed: int, dtype: str) -> None:
    X = load("digits").X_test
    forest = fit(make, trees, seed)
    model = mote.convert(forest, dtype, leaves="exact")
    np.testing.assert_array_equal(model.predict(X), forest.predict(X))
    report = model.verify(X)
    assert report.identical == report.rows
    assert report.excused["near a tie"] == 0


def test_sums_in_float32_would_have_missed_some_of_these_labels() -> None:
    X = load("digits").X_test
    missed = 0
    for case in FORESTS:
        forest = fit(*case)
        sums = np.zeros((len(X), 10), np.float32)
        for tree in forest.estimators_:
            sums += tree.predict_proba(X).astype(np.float32)
        missed += int((sums.argmax(axis=1) != forest.predict(X)).sum())
    assert missed > 0


def test_the_order_of_the_trees_is_kept_because_doubles_do_not_commute() -> None:
    # 0.1 + 0.2 + 0.3 != 0.3 + 0.2 + 0.1: leaves of tenths, in many orders.
    random = np.random.default_rng(0)
    X = random.integers(0, 6, size=(600, 4)).astype(float)
    y = random.integers(0, 3, 600)
    for seed in range(3):
        forest = RandomForestClassifier(9, min_samples_leaf=10, max_depth=5, random_state=seed)
        forest.fit(X, y)
        model = mote.convert(forest, "int8", leaves="exact")
        np.testing.assert_array_equal(model.predict(X), forest.predict(X))


def test_auto_takes_the_cheapest_leaves_that_are_exact() -> None:
    split = load("digits")
    pure = RandomForestClassifier(5, random_state=0).fit(split.X_train, split.y_train)
    impure = fit(RandomForestClassifier, 3, 0)
    assert mote.convert(pure).details["leaves"] == "hard"
    assert mote.convert(pure, "int16").details["leaves"] == "hard"
    assert mote.convert(impure).details["leaves"] == "exact"
    assert mote.convert(impure, "int16").details["leaves"] == "soft16"


@pytest.mark.parametrize("leaves", ["soft8", "soft16"])
def test_quantised_leaves_give_every_label_but_ties_within_the_bound(leaves: str) -> None:
    X = load("digits").X_test
    forest = fit(RandomForestClassifier, 3, 1)
    model = mote.convert(forest, "int8", leaves=leaves)
    report = model.verify(X)
    proportions = np.sort(forest.predict_proba(X), axis=1)
    clear = proportions[:, -1] - proportions[:, -2] > 2 * model.stored.leaves.error + 1e-12
    np.testing.assert_array_equal(model.predict(X)[clear], forest.predict(X)[clear])
    assert report.excused["near a tie"] == int((~clear).sum()) > 0
    assert report.difference <= report.bound < (0.01 if leaves == "soft8" else 2e-4)


def test_hard_leaves_give_the_label_that_most_trees_vote_for() -> None:
    X = load("digits").X_test
    forest = fit(RandomForestClassifier, 3, 2)
    votes = np.array([tree.predict(X) for tree in forest.estimators_]).astype(int)
    counts = np.array([np.bincount(column, minlength=10) for column in votes.T])
    model = mote.convert(forest, "int8", leaves="hard")
    np.testing.assert_array_equal(model.predict(X), counts.argmax(axis=1))
    np.testing.assert_allclose(model.predict_proba(X), counts / 3, atol=1e-4)
    report = model.verify(X)
    assert report.excused["near a tie"] == report.rows - report.identical > 0
