"""Splits on sets of categories: as runs of whole numbers, with what training never saw."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor

import mote
from mote.families.trees import categories
from mote.families.trees.ensemble import Tree

xgboost = pytest.importorskip("xgboost")
lightgbm = pytest.importorskip("lightgbm")

KINDS = ["q", "c", "q", "c"]  # of the columns, as XGBoost calls them
OF = [1, 3]


def rows(seed: int, count: int = 12, n: int = 500) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Two columns of categories beside two of numbers, a tenth missing; classes and values."""
    random = np.random.default_rng(seed)
    X = np.stack([random.integers(-40, 40, n), random.integers(0, count, n),
                  random.integers(0, 5, n), random.integers(0, 6, n)], axis=1)  # fmt: skip
    effect = random.normal(size=count)
    value = effect[X[:, 1]] * np.where(X[:, 3] % 2, 1, -1) + X[:, 0] / 40
    out = X.astype(float)
    out[random.random(X.shape) < 0.1] = np.nan
    return out, (value > 0).astype(int), value


def others(seed: int, count: int = 12, n: int = 500) -> np.ndarray:
    """Rows with categories that training never saw, and with missing ones."""
    random = np.random.default_rng(seed)
    out = random.integers(0, count + 6, (n, 4)).astype(float)
    out[:, 0] = random.integers(-60, 60, n)
    out[random.random(out.shape) < 0.2] = np.nan
    return out


def classifier(kind: str, X: np.ndarray, y: np.ndarray) -> Any:
    if kind == "histograms":
        made = HistGradientBoostingClassifier(
            max_iter=8, max_leaf_nodes=15, min_samples_leaf=5, categorical_features=OF
        )
        return made.fit(X, y)
    if kind == "lightgbm":
        made = lightgbm.LGBMClassifier(
            n_estimators=8, num_leaves=15, min_data_per_group=5, n_jobs=1, verbose=-1
        )
        return made.fit(X, y, categorical_feature=OF)
    return xgboost.XGBClassifier(
        n_estimators=8, max_depth=4, n_jobs=1, max_cat_to_onehot=3, enable_categorical=True,
        feature_types=KINDS,
    ).fit(X, y)  # fmt: skip


@pytest.mark.parametrize("dtype", ["float", "int8"])
@pytest.mark.parametrize("count", [4, 12, 30])
@pytest.mark.parametrize("kind", ["histograms", "lightgbm", "xgboost"])
def test_labels_are_the_estimators(kind: str, count: int, dtype: str) -> None:
    X, y, _ = rows(count, count)
    estimator = classifier(kind, X, y)
    model = mote.convert(estimator, dtype, missing=np.nan if dtype == "float" else -128)
    assert model.stored.ensemble.categorical
    for given in (X, others(count + 1, count)):
        found = model.verify(given)
        assert found.identical + found.excused["near a tie"] == found.rows
        assert found.excused["near a threshold"] == found.excused["moved by float32"] == 0
        assert found.difference < (1e-6 if dtype == "float" else 1e-3)


@pytest.mark.parametrize("kind", ["histograms", "lightgbm", "xgboost"])
def test_whole_rows_need_no_missing(kind: str) -> None:
    X, y, _ = rows(0)
    whole = np.nan_to_num(X)
    model = mote.convert(classifier(kind, whole, y))
    assert model.verify(np.nan_to_num(others(1))).identical == 500
    assert "prepared" not in model.header()


def test_scikit_learns_categories_may_have_gaps_and_signs() -> None:
    X, _, value = rows(5)
    names = np.array([-70, -3, 0, 1, 5, 6, 7, 40, 41, 90, 100, 101], float)
    known = ~np.isnan(X[:, 1])
    X[known, 1] = names[X[known, 1].astype(int)]
    estimator = HistGradientBoostingRegressor(max_iter=8, categorical_features=[1]).fit(X, value)
    given = others(6)
    given[:, 1] = np.random.default_rng(0).integers(-80, 110, len(given))
    for dtype, number in (("float", np.nan), ("int8", -128)):
        model = mote.convert(estimator, dtype, missing=number)
        model.verify(X)
        model.verify(given)


def test_a_category_is_a_whole_number() -> None:
    X, y, _ = rows(0)
    model = mote.convert(classifier("histograms", X, y), missing=np.nan)
    X[7, 1] = 2.5
    with pytest.raises(ValueError, match=r"X\[7, 1\] = 2.5 is no category, which is a whole"):
        model.predict(X)


def table(categories: list[Any]) -> Any:
    import pandas as pd

    random = np.random.default_rng(0)
    held = np.array(categories, object)[random.integers(0, len(categories), 300)]
    X = pd.DataFrame({"a": pd.Categorical(held, categories=categories), "b": random.random(300)})
    return X, np.isin(held, categories[1::2]).astype(int)


FITS: dict[str, Any] = {
    "histograms": lambda X, y: HistGradientBoostingClassifier(
        max_iter=3, categorical_features="from_dtype"
    ).fit(X, y),
    "lightgbm": lambda X, y: lightgbm.LGBMClassifier(
        n_estimators=3, min_data_per_group=5, verbose=-1, n_jobs=1
    ).fit(X, y),
    "xgboost": lambda X, y: xgboost.XGBClassifier(
        n_estimators=3, n_jobs=1, enable_categorical=True
    ).fit(X, y),
}


@pytest.mark.parametrize("kind", FITS)
def test_a_tables_categories_are_numbers_from_0(kind: str) -> None:
    X, y = table([0, 1, 2, 3])
    estimator = FITS[kind](X, y)
    model = mote.convert(estimator)
    assert model.verify(X, y).accuracy == 1.0
    np.testing.assert_array_equal(model.predict(X), estimator.predict(X))


@pytest.mark.parametrize("named", [[3, 5, 9, 11], ["a", "b", "c", "d"]], ids=str)
@pytest.mark.parametrize("kind", ["lightgbm", "xgboost"])
def test_other_categories_of_a_table_are_refused(kind: str, named: list[Any]) -> None:
    if kind == "xgboost" and tuple(map(int, xgboost.__version__.split(".")[:2])) < (3, 1):
        pytest.skip("this XGBoost keeps no categories")
    with pytest.raises(mote.UnsupportedError, match=r"not 0 to 3.*cat\.codes"):
        mote.convert(FITS[kind](*table(named)))


def test_categories_that_are_no_numbers_are_refused() -> None:
    with pytest.raises(mote.UnsupportedError, match=r"no whole numbers.*OrdinalEncoder"):
        mote.convert(FITS["histograms"](*table(["a", "b", "c", "d"])))


def answer(tree: Tree, x: np.ndarray) -> float:
    """A walk, written for this test: NaN goes to its side."""
    node = 0
    assert tree.missing_left is not None
    while tree.left[node] >= 0:
        v = x[tree.feature[node]]
        left = tree.missing_left[node] if np.isnan(v) else v <= tree.threshold[node]
        node = int((tree.left if left else tree.right)[node])
    return float(tree.value[node, 0])


def test_runs_of_random_sets_decide_as_the_sets() -> None:
    """Trees of three levels, all of whose splits are sets, some of them of one feature."""
    random = np.random.default_rng(7)
    for _ in range(60):
        feature = random.integers(0, 2, 15)
        left = np.array([1, 3, 5, 7, 9, 11, 13] + [-1] * 8)
        right = np.where(left < 0, -1, left + 1)
        sides = random.random(15) < 0.5
        tree = Tree(
            feature, np.zeros(15), left, right, np.arange(15.0)[:, None], np.ones(15), sides
        )
        sets = {n: np.flatnonzero(random.random(9) < random.random()) for n in range(7)}
        for n in range(7):  # in no set, a missing number is outside
            sides[n] &= len(sets[n]) > 0
        made = categories.nested("this", tree, sets)
        for x in [*random.integers(-1, 11, (60, 2)).astype(float), *np.full((1, 2), np.nan)]:
            x[random.random(2) < 0.2] = np.nan
            node = 0
            while left[node] >= 0:
                v = x[feature[node]]
                inside = sides[node] if np.isnan(v) else v in sets[node]
                node = int((left if inside else right)[node])
            assert answer(made, x) == node


def test_sets_that_grow_beyond_reason_are_refused() -> None:
    depth, n = 12, 2**13 - 1
    inner = n // 2
    left = np.array([2 * i + 1 if i < inner else -1 for i in range(n)])
    right = np.where(left < 0, -1, left + 1)
    feature = np.floor(np.log2(np.arange(n) + 1)).astype(int)
    assert feature.max() == depth
    tree = Tree(feature, np.zeros(n), left, right, np.ones((n, 1)), np.ones(n), left >= 0)
    sets = {i: np.arange(1, 40, 2) for i in range(inner)}
    with pytest.raises(mote.UnsupportedError, match=r"more than 16,384 thresholds.*by the mean"):
        categories.nested("this", tree, sets)
