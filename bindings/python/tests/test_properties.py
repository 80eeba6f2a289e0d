"""Random data, random estimators: the answers are scikit-learn's."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from conftest import on_thresholds
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sklearn.ensemble import (
    ExtraTreesClassifier,
    ExtraTreesRegressor,
    GradientBoostingRegressor,
    IsolationForest,
    RandomForestClassifier,
)
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

import mote

pytestmark = pytest.mark.slow  # left out by ./dev test --fast

ONE_COMPILATION_EACH = settings(
    deadline=None, max_examples=12, derandomize=True, suppress_health_check=list(HealthCheck)
)


@st.composite
def samples(draw: st.DrawFn, whole: bool) -> tuple[np.ndarray, np.random.Generator]:
    random = np.random.default_rng(draw(st.integers(0, 10**6)))
    shape = draw(st.integers(2, 80)), draw(st.integers(1, 12))
    if whole:
        return random.integers(-128, 128, size=shape).astype(float), random
    magnitude = 10.0 ** draw(st.integers(-3, 30))
    X = (random.normal(size=shape) * magnitude).astype(np.float32).astype(float)
    return np.round(X, 1) if draw(st.booleans()) and magnitude < 10 else X, random


@ONE_COMPILATION_EACH
@given(samples(whole=False), st.integers(1, 9), st.integers(1, 5), st.integers(1, 6))
def test_float_forests(data: Any, classes: int, leaf: int, trees: int) -> None:
    X, random = data
    y = random.integers(0, classes, len(X))
    make = random.choice([RandomForestClassifier, ExtraTreesClassifier])
    forest = make(trees, min_samples_leaf=leaf, random_state=leaf).fit(X, y)
    model = mote.convert(forest, leaves="exact")
    for rows in (X, random.permuted(X, axis=0), on_thresholds(forest, X, 20)):
        if len(rows):
            np.testing.assert_array_equal(model.predict(rows), forest.predict(rows))
    assert model.verify(X).identical == len(X)


@ONE_COMPILATION_EACH
@given(samples(whole=True), st.integers(1, 9), st.sampled_from(["int8", "int16", "int32"]))
def test_integer_trees(data: Any, classes: int, dtype: str) -> None:
    X, random = data
    weight = random.uniform(0.5, 2.0, len(X))
    tree = DecisionTreeClassifier(random_state=classes, max_features=1)
    tree.fit(X, random.integers(0, classes, len(X)), sample_weight=weight)
    rows = random.integers(-128, 128, size=(300, X.shape[1])).astype(float)
    model = mote.convert(tree, dtype, leaves="exact")
    np.testing.assert_array_equal(model.predict(rows), tree.predict(rows))


@ONE_COMPILATION_EACH
@given(samples(whole=True), st.sampled_from(["float", "int16", "int32"]), st.integers(-20, 20))
def test_integer_regressions(data: Any, leaves: str, exponent: int) -> None:
    X, random = data
    y = random.normal(size=len(X)) * 10.0**exponent
    make = random.choice([DecisionTreeRegressor, ExtraTreesRegressor, GradientBoostingRegressor])
    options = {} if make is DecisionTreeRegressor else {"n_estimators": 4}
    estimator = make(**options, random_state=0).fit(X, y)
    model = mote.convert(estimator, "int8", leaves=leaves)
    rows = random.integers(-128, 128, size=(300, X.shape[1])).astype(float)
    report = model.verify(rows)
    assert report.identical == 300
    assert report.bound < 3e-4 * np.abs(y).max()


@ONE_COMPILATION_EACH
@given(samples(whole=False), st.sampled_from(["float", "int32"]))
def test_isolation_forests(data: Any, leaves: str) -> None:
    X, _ = data
    forest = IsolationForest(n_estimators=5, random_state=0).fit(X)
    report = mote.convert(forest, leaves=leaves).verify(X)
    assert report.identical >= report.rows - report.excused["near a tie"]
    assert report.difference < 1e-4
