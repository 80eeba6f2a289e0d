"""AdaBoost's trees as sums of weights: its labels, its probabilities, and what it costs."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from conftest import load
from sklearn.datasets import make_classification
from sklearn.ensemble import AdaBoostClassifier
from sklearn.tree import DecisionTreeClassifier, ExtraTreeClassifier

import mote


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(12))
def test_every_row_has_scikit_learns_label(seed: int) -> None:
    """Few rounds make ties, whole numbers rows on a threshold."""
    random = np.random.default_rng(seed)
    classes = int(random.integers(2, 6))
    X, y = make_classification(
        200, 6, n_informative=5, n_redundant=0, n_classes=classes, n_clusters_per_class=1,
        random_state=seed,
    )  # fmt: skip
    X = np.round(X * random.choice([1, 3, 100]))
    kind: Any = random.choice([DecisionTreeClassifier, ExtraTreeClassifier])
    estimator = AdaBoostClassifier(
        kind(max_depth=int(random.integers(1, 4))),
        n_estimators=int(random.integers(1, 12)),
        learning_rate=float(random.choice([0.1, 1.0, 2.0])),
        random_state=seed,
    ).fit(X, y)
    for dtype in ("int16", "float"):
        found = mote.convert(estimator, dtype).verify(X, y)
        assert found.identical == found.rows == 200
        assert found.bound < 1e-3


def test_probabilities_of_two_classes_and_of_more_are_the_estimators() -> None:
    for name in ("cancer", "wine"):
        split = load(name)
        estimator = AdaBoostClassifier(n_estimators=20, random_state=0)
        estimator.fit(split.X_train, split.y_train)
        given = mote.convert(estimator).predict_proba(split.X_test)
        np.testing.assert_allclose(given, estimator.predict_proba(split.X_test), atol=1e-5)


def test_a_stump_is_kept_for_the_classes_that_it_tells_apart() -> None:
    split = load("digits")
    estimator = AdaBoostClassifier(n_estimators=50, random_state=0)
    model = mote.convert(estimator.fit(split.X_train, split.y_train), "int8")
    told = [np.unique(m.tree_.value[m.tree_.children_left < 0, 0].argmax(axis=1)).tolist()
            for m in estimator.estimators_]  # fmt: skip
    most = max(sum(k in t for t in told if len(t) > 1) for k in range(10))
    assert model.facts.details["trees"] == 10 * most < 10 * 50


def test_one_class_is_refused() -> None:
    estimator = AdaBoostClassifier(n_estimators=2).fit(np.eye(4), np.zeros(4))
    with pytest.raises(mote.UnsupportedError, match="saw one class: fit it on at least two"):
        mote.convert(estimator)
