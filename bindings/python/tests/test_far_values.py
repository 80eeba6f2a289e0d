"""Values near the ends of float32: sums, units and answers stay inside, or are refused."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from sklearn.ensemble import (
    GradientBoostingRegressor,
    HistGradientBoostingRegressor,
    RandomForestRegressor,
)
from sklearn.tree import DecisionTreeRegressor

import mote


@pytest.mark.slow
@pytest.mark.parametrize("leaves", ["float", "int16", "int32"])
def test_a_mean_of_values_whose_sum_is_beyond_float32(leaves: str) -> None:
    X, y = np.array([[0], [1]]), np.array([2e38, 3e38])
    forest = RandomForestRegressor(2, bootstrap=False).fit(X, y)
    model = mote.convert(forest, "int16", leaves=leaves)
    assert np.allclose(model.predict(X), y, rtol=1e-4)
    assert model.verify(X).identical == 2


@pytest.mark.parametrize("leaves", ["float", "int16", "int32"])
def test_values_beyond_float32_are_refused(leaves: str) -> None:
    X = np.arange(8)[:, None]
    far: list[tuple[Any, Any]] = [
        (DecisionTreeRegressor(), X[:, 0] * 1e38),
        (GradientBoostingRegressor(n_estimators=20), X[:, 0] * 0.7e38),
    ]
    for estimator, y in far:
        with pytest.raises(mote.UnsupportedError, match="beyond float32"):
            mote.convert(estimator.fit(X, y), "int16", leaves=leaves)


@pytest.mark.slow
def test_verify_runs_real_so_that_a_unit_that_float_cannot_hold_is_seen() -> None:
    X, y = np.arange(8)[:, None], np.arange(8) * 1e36
    model = mote.convert(DecisionTreeRegressor().fit(X, y), "int16")
    assert model.verify(X).identical == 8
    tiny = mote.convert(DecisionTreeRegressor().fit(X, y * 1e-77), "int16")
    assert tiny.stored.leaves.scale >= 2.0**-126
    tiny.verify(X)
    # As if nobody had looked: real() gives infinity.
    X, y = np.arange(8)[:, None], np.arange(8) * 1e36
    broken = mote.convert(DecisionTreeRegressor().fit(X, y), "int16")
    broken.stored.leaves.scale *= 1e3
    with pytest.raises(mote.VerificationError):
        broken.verify(X)


@pytest.mark.slow
def test_thresholds_below_float32_are_read_back() -> None:
    X = np.array([[-1e300], [-1e200], [0.0], [1.0]] * 10)
    y = np.array([0.0, 1.0, 2.0, 3.0] * 10)
    estimator = HistGradientBoostingRegressor(max_iter=2, min_samples_leaf=1).fit(X, y)
    model = mote.convert(estimator)
    found = model.verify(X[2:4])
    assert found.identical == 2
    assert found.ways["from a file"].startswith("the same bits")


@pytest.mark.parametrize("trees", [3, 30, 150])
@pytest.mark.parametrize("power", [0, 4, 8])
def test_float_values_are_within_1e_5_of_the_largest_sum(trees: int, power: int) -> None:
    random = np.random.default_rng(trees + power)
    X = random.normal(size=(200, 3))
    y = np.where(X[:, 0] > 0, 10.0**power, 1.0) + random.normal(size=200)
    for estimator in (
        GradientBoostingRegressor(n_estimators=trees, learning_rate=0.5, random_state=0),
        RandomForestRegressor(trees, random_state=0),
    ):
        stored = mote.convert(estimator.fit(X, y)).stored
        held, e = stored.leaves, stored.ensemble
        sums = np.full(len(X), held.base[0], np.float32)
        for member, slots in zip(np.ravel(estimator.estimators_), held.slots):  # as the chip adds
            sums = sums + slots[member.tree_.apply(X.astype(np.float32))].astype(np.float32)
        value = sums * np.float32(held.scale)
        reach = abs(e.base[0]) + sum(np.abs(t.value[t.left < 0]).max() for t in e.trees)
        difference = np.abs(value - estimator.predict(X))
        assert difference.max() <= 1e-5 * reach * e.scale
        assert (difference <= held.error + 1e-5 * np.abs(estimator.predict(X))).all()


def test_what_is_left_of_large_leaves_has_the_bound_that_verify_prints() -> None:
    X, y = [[0.0], [1.0]], [1.0, 1e8]
    estimator = GradientBoostingRegressor(n_estimators=30, learning_rate=0.5, max_depth=1)
    held = mote.convert(estimator.fit(X, y)).stored.leaves
    assert held.error >= 1.0  # the float sum gives 0.0466 for 1.0466
