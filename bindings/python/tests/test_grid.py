"""Samples on a grid, as a sensor gives them: every point is an integer of its own, and no row of a
calibrated model differs.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from conftest import Split, load
from sklearn.datasets import load_diabetes
from sklearn.ensemble import (
    ExtraTreesRegressor,
    GradientBoostingRegressor,
    HistGradientBoostingRegressor,
    IsolationForest,
    RandomForestRegressor,
)
from sklearn.model_selection import train_test_split

import mote
from mote.families.trees import layout
from mote.grid import find
from mote.scaling import INTEGER_RANGE, Scaling


def data(name: str) -> Split:
    if name != "raw diabetes":
        return load(name)
    X, y = load_diabetes(return_X_y=True, scaled=False)
    return Split(*train_test_split(X, y, test_size=1 / 3, random_state=0))


def rows_that_differ(estimator: Any, train: np.ndarray, X: np.ndarray, dtype: str) -> int:
    """Rows of X that take another way through some tree after scaling; nothing is compiled."""
    stored = mote.convert(estimator, dtype, calibrate=train).stored
    lowest, highest = INTEGER_RANGE[dtype]
    columns = [stored.scaling.rounded(X[:, f], f) for f in range(X.shape[1])]
    q = np.clip(np.stack(columns, axis=1), lowest, highest)
    x = X.astype(np.float32).astype(float) if stored.ensemble.compares_float32 else X
    rows, moved = np.arange(len(X)), np.zeros(len(X), bool)
    limits = layout.thresholds(stored.ensemble, dtype, stored.scaling)
    for tree, limit in zip(stored.ensemble.trees, limits):
        node = np.zeros(len(X), int)
        while (inner := tree.left[node] >= 0).any():
            f = tree.feature[node]
            left = x[rows, f] <= tree.threshold[node]
            moved |= inner & (left != (q[rows, f] <= limit[node]))
            node = np.where(inner, np.where(left, tree.left[node], tree.right[node]), node)
    return int(moved.sum())


KINDS = [
    RandomForestRegressor(30, random_state=0),
    ExtraTreesRegressor(30, random_state=0),
    IsolationForest(n_estimators=30, random_state=0),
    GradientBoostingRegressor(n_estimators=30, random_state=0),
    HistGradientBoostingRegressor(max_iter=30, random_state=0),
]


@pytest.mark.parametrize("kind", KINDS, ids=lambda e: type(e).__name__)
@pytest.mark.parametrize("name", ["iris", "wine", "digits", "diabetes", "raw diabetes"])
def test_no_row_of_a_data_set_on_a_grid_differs(name: str, kind: Any) -> None:
    split = data(name)
    kind.fit(split.X_train[:300], split.y_train[:300])
    different = rows_that_differ(kind, split.X_train[:300], split.X_test, "int16")
    # It compares doubles, and scaled samples tie with the middle of two by their last bits.
    ties = name == "diabetes" and isinstance(kind, HistGradientBoostingRegressor)
    assert different <= (3 if ties else 0)
    if name in ("iris", "digits"):  # at most 256 points a feature
        assert rows_that_differ(kind, split.X_train[:300], split.X_test, "int8") == 0


@pytest.mark.parametrize("kind", KINDS[:2], ids=lambda e: type(e).__name__)
def test_a_table_of_too_fine_a_grid_differs_on_few_rows(kind: Any) -> None:
    split = load("cancer")
    kind.fit(split.X_train, split.y_train)
    assert rows_that_differ(kind, split.X_train, split.X_test, "int16") <= 2


@pytest.mark.slow
def test_diabetes_in_int16_is_identical_on_every_row() -> None:
    split = load("diabetes")
    forest = RandomForestRegressor(10, random_state=0).fit(split.X_train, split.y_train)
    model = mote.convert(forest, "int16", calibrate=split.X_train)
    found = model.verify(split.X_test)
    assert (found.identical, found.apart) == (len(split.X_test), 0)
    samples, _ = model.samples(split.X_test)
    for f in range(10):  # what thresholds are chosen by is what C++ gives
        whole = np.clip(model.stored.scaling.rounded(samples.raw[:, f], f), -32768, 32767)
        assert (samples.features[:, f] == whole).all()


# --- the grid -------------------------------------------------------------------------------------


@pytest.mark.parametrize("is_float", [False, True])
@pytest.mark.parametrize("step", [0.001, 0.01, 0.1, 0.25, 0.5, 1.0, 3.0])
def test_decimals_are_found_whatever_calibrate_shows(step: float, is_float: bool) -> None:
    random = np.random.default_rng(7)
    for _ in range(20):
        k = np.unique(random.integers(-2000, 2000, 40))
        values = np.array([float(f"{n * step:.3f}") for n in k])
        grid = find(values.astype(np.float32).astype(float) if is_float else values, 65535)
        assert grid is not None
        every = np.arange(-2000, 2000)
        points = np.array([float(f"{n * step:.3f}") for n in every])
        if is_float:
            points = points.astype(np.float32).astype(float)
        near = grid.below(points)
        found = np.stack([grid.point(near + i) for i in (-1, 0, 1)])
        assert (found == points).any(axis=0).all()


@pytest.mark.parametrize("dtype", ["int8", "int16"])
def test_every_point_is_an_integer_of_its_own(dtype: str) -> None:
    random = np.random.default_rng(11)
    most = 255 if dtype == "int8" else 65535
    for steps in [1, 2, 3, *random.integers(2, most, 30).tolist(), most - 1, most]:
        origin, step = random.normal() * 10, 10.0 ** random.uniform(-3, 3)
        points = origin * step + np.arange(steps + 1) * step
        scaling = Scaling.fit(points[:, None], dtype, 1)
        q = scaling.rounded(points, 0)
        assert (np.diff(q) >= 1).all()
        assert q[0] >= INTEGER_RANGE[dtype][0]
        assert q[-1] <= INTEGER_RANGE[dtype][1]
        assert len(np.unique(np.diff(q))) == 1


def test_scaled_samples_lie_on_a_grid_and_noise_does_not() -> None:
    random = np.random.default_rng(3)
    counts = random.integers(0, 4000, 300) * 0.1
    scaled = np.unique((counts - counts.mean()) / counts.std())
    grid = find(scaled, 65535)
    assert grid is not None
    assert abs(grid.step * counts.std() - 0.1) < 1e-9
    assert find(np.unique(random.normal(size=300)), 65535) is None
    assert find(np.array([1.0]), 65535) is None


def test_a_few_values_of_more_digits_leave_the_grid_as_it_is() -> None:
    values = np.unique(np.append(np.arange(100) / 100, 0.5399999))
    grid = find(values, 65535)
    assert grid is not None
    assert (grid.digits, grid.steps) == (2, 99)


@pytest.mark.parametrize("dtype", ["int8", "int16"])
def test_thresholds_keep_their_order_and_decide_every_sample_that_was_seen(dtype: str) -> None:
    random = np.random.default_rng(5)
    for values in (random.normal(size=60), random.integers(0, 90, 60) * 0.7, np.arange(2.0)):
        seen = np.unique(values)
        scaling = Scaling.fit(values[:, None], dtype, 1)
        t = np.sort(random.uniform(seen[0] - 0.1, seen[-1] + 0.1, 400))
        limit = scaling.thresholds(np.zeros(400, int), t, True)
        assert (np.diff(limit) >= 0).all()
        q = scaling.rounded(seen, 0)
        apart = np.diff(q).min() >= 1
        right = (q[:, None] <= limit) == (seen.astype(np.float32)[:, None] <= t)
        assert right.all() or not apart
        position = scaling.real(t)
        assert (np.abs(limit + 0.5 - position) <= 1.01).all()
