"""The table: small, valid for the C++ that walks it, never larger than the estimator."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from conftest import as_integers, compile_program, load
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sklearn.ensemble import (
    ExtraTreesClassifier,
    HistGradientBoostingClassifier,
    RandomForestClassifier,
    RandomForestRegressor,
)
from sklearn.tree import DecisionTreeClassifier

import mote
from mote.families.trees.ensemble import Tree
from mote.families.trees.layout import _last_integer, preorder, thresholds, trails
from mote.families.trees.read import read

pytestmark = pytest.mark.slow  # left out by ./dev test --fast

outcomes = st.one_of(st.none(), st.integers(0, 12))


@given(st.lists(st.tuples(outcomes, outcomes), min_size=1, max_size=80))
def test_trails_hold_every_pair_as_neighbours(pairs: list[tuple[Any, Any]]) -> None:
    sequence, place = trails(pairs)
    assert set(place) == set(pairs)
    for pair, at in place.items():
        assert (sequence[at], sequence[at + 1]) == pair
    # Never longer than writing the pairs one by one, and each pair is walked once.
    assert len(sequence) <= 2 * len(set(pairs))


def test_trails_of_all_pairs_of_ten_classes_need_a_hundred_and_one_slots() -> None:
    pairs = [(a, b) for a in range(10) for b in range(10)]
    sequence, _ = trails(pairs)
    assert len(sequence) == 101
    assert set(pairwise(sequence)) == set(pairs)


def estimators() -> list[Any]:
    digits, iris = load("digits"), as_integers(load("iris"), 100)
    diabetes = as_integers(load("diabetes"), 100)
    return [
        RandomForestClassifier(8, random_state=0).fit(*digits[::2]),
        ExtraTreesClassifier(5, min_samples_leaf=3, random_state=0).fit(*digits[::2]),
        HistGradientBoostingClassifier(max_iter=3, min_samples_leaf=5).fit(*iris[::2]),
        RandomForestRegressor(4, random_state=0).fit(*diabetes[::2]),
        DecisionTreeClassifier(max_depth=1).fit(*iris[::2]),
    ]


def n_splits(estimator: Any) -> int:
    return sum(int((tree.left >= 0).sum()) for tree in read(estimator).trees)


@pytest.mark.parametrize("dtype", ["float", "int8", "int16", "int32"])
def test_a_table_never_holds_more_splits_than_the_estimator(dtype: str) -> None:
    for estimator in estimators():
        assert mote.convert(estimator, dtype).details["splits"] <= n_splits(estimator)


def test_splits_that_no_sample_of_the_type_can_take_both_ways_are_left_out() -> None:
    X = np.array([[-500.0], [-10.0], [10.0], [500.0]])
    tree = DecisionTreeClassifier().fit(X, [0, 1, 2, 3])
    assert tree.tree_.node_count == 7
    model = mote.convert(tree, "int8", calibrate=X[1:3])  # -255 and 255 lie outside
    assert model.details["splits"] == 1
    assert model.predict(np.array([[-10.0], [10.0]])).tolist() == [1, 2]


def test_splits_between_equal_leaves_are_left_out() -> None:
    X = np.arange(40.0)[:, None]
    y = np.array([0] * 30 + [1, 0] * 5)
    tree = DecisionTreeClassifier(max_depth=3).fit(X, y)
    model = mote.convert(tree, "int8", leaves="hard")
    assert model.details["splits"] < n_splits(tree)
    np.testing.assert_array_equal(model.predict(X), tree.predict(X))


VALID = """#include "m.hpp"
#include <stdio.h>
template <class Change>
static bool valid_after(Change change) {
  auto copy = m::model;
  change(copy.table);
  return copy.valid();
}
int main() {
  using model = mote::traits::remove_cvref_t<decltype(m::model)>;
  using shape = model::shape;
  printf("%d", m::model.valid());
  printf("%d", valid_after([](auto& t) { t.splits[0].feature = static_cast<typename
      shape::index_type>(shape::features * sizeof(typename shape::feature_type)); }));
  printf("%d", valid_after([](auto& t) { t.splits[shape::splits - 1].link = 0; }));
  printf("%d", valid_after([](auto& t) { t.splits[0].link = static_cast<typename
      shape::index_type>(-1); }));
  printf("%d", valid_after([](auto& t) { t.roots[0].split = 1; }));
}
"""


def test_tables_are_valid_for_the_c_plus_plus_and_damaged_ones_are_not(tmp_path: Path) -> None:
    for i, estimator in enumerate(estimators()):
        folder = tmp_path / str(i)
        folder.mkdir()
        text = mote.convert(estimator, "int16").header("m")
        printed = compile_program(folder, {"m.hpp": text, "main.cpp": VALID}, flags=())
        assert printed == "10000"


@pytest.mark.parametrize(("dtype", "node"), [("int8", 3), ("int16", 4), ("int32", 6), ("float", 6)])
def test_the_bytes_that_the_model_states_are_the_bytes_of_the_table(
    dtype: str, node: int, forest: Any, tmp_path: Path
) -> None:
    for leaves in ("hard", "soft8", "exact"):
        model = mote.convert(forest, dtype, leaves=leaves)
        source = (
            '#include "m.hpp"\n#include <stdio.h>\nint main() { printf("%zu", sizeof m::model); }'
        )
        folder = tmp_path / leaves
        folder.mkdir()
        sources = {"m.hpp": model.header("m"), "main.cpp": source + "\n"}
        size = int(compile_program(folder, sources, flags=()))
        assert 0 <= size - model.table_bytes <= 16  # padding between the arrays
        if leaves == "hard":
            assert model.stored.table.index_bits == 8
            assert model.table_bytes < (node + 0.5) * model.details["splits"] + 200


def test_many_features_and_wide_trees_take_wider_nodes_and_still_agree() -> None:
    random = np.random.default_rng(0)
    X = random.normal(size=(120, 700)).astype(np.float32)
    wide = RandomForestClassifier(5, random_state=0).fit(X, random.integers(0, 3, 120))
    model = mote.convert(wide)
    assert model.stored.table.index_bits == 16
    np.testing.assert_array_equal(model.predict(X), wide.predict(X))

    X = random.normal(size=(4000, 3)).astype(np.float32)
    large = DecisionTreeClassifier(random_state=0).fit(X, random.integers(0, 3, 4000))
    model = mote.convert(large)
    assert model.stored.table.index_bits == 16
    np.testing.assert_array_equal(model.predict(X), large.predict(X))


def test_too_many_features_for_16_bits_are_refused_with_the_way_out() -> None:
    X = np.random.default_rng(0).normal(size=(20, 20_000)).astype(np.float32)
    forest = RandomForestClassifier(2, random_state=0).fit(X, np.arange(20) % 2)
    with pytest.raises(mote.UnsupportedError, match=r"too many features.*max_depth"):
        mote.convert(forest)


@pytest.mark.parametrize("clusters", [2, 4, 8])
def test_more_clusters_cost_more_bytes_and_are_closer(clusters: int, forest: Any) -> None:
    fewer = mote.convert(forest, "int8", leaves="soft8", leaf_clusters=clusters)
    more = mote.convert(forest, "int8", leaves="soft8", leaf_clusters=clusters * 2)
    whole = mote.convert(forest, "int8", leaves="soft8")
    assert fewer.stored.leaves.rows < more.stored.leaves.rows < whole.stored.leaves.rows
    assert fewer.table_bytes < more.table_bytes < whole.table_bytes
    assert more.stored.leaves.error < fewer.stored.leaves.error


# --- thresholds -----------------------------------------------------------------------------------

reals = st.floats(allow_nan=False, allow_infinity=False)


class One:
    """An ensemble of one tree with the given thresholds."""

    compares_float32 = True

    def __init__(self, values: list[float]) -> None:
        n = len(values)
        self.trees = [
            Tree(
                np.zeros(n, np.int64),
                np.array(values),
                np.ones(n, np.int64),
                np.ones(n, np.int64),
                np.zeros((n, 1)),
                np.ones(n),
            )
        ]


@given(reals, st.floats(width=32, allow_nan=False))
@example(-3.402823364973241e38, 0.0)  # its float32 is the lowest one
@example(3.402823364973241e38, 0.0)
def test_a_float_threshold_decides_every_float32_as_the_double_does(t: float, x: float) -> None:
    limit = thresholds(One([t]), "float", None)[0][0]  # type: ignore[arg-type]
    with np.errstate(over="ignore"):
        beside = np.float32(t)
        below = np.nextafter(beside, np.float32(-np.inf))
    for value in (np.float32(x), beside, below):
        assert (value <= limit) == (float(value) <= t)
    assert not np.signbit(limit) or limit != 0


@given(reals, st.integers(-(2**31), 2**31 - 1))
def test_an_integer_threshold_decides_every_int32_as_float32_does(t: float, x: int) -> None:
    last = _last_integer(np.array([t]))[0]
    near = [int(np.clip(last + step, -(2**31), 2**31 - 1)) for step in (-1, 0, 1, 2)]
    for value in (x, *near):
        assert (value <= last) == (float(np.float32(value)) <= t)


@given(st.floats(-(2.0**31), 2.0**31), st.integers(-8, 8))
def test_integer_thresholds_hold_where_float32_has_gaps(t: float, step: int) -> None:
    last = _last_integer(np.array([t]))[0]
    value = int(np.clip(round(t) + step, -(2**31), 2**31 - 1))
    assert (value <= last) == (float(np.float32(value)) <= t)


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 10**6), st.integers(2, 60), st.integers(1, 4), st.integers(2, 6))
def test_preorder_keeps_the_answer_of_any_tree_for_any_integer(
    seed: int, rows: int, features: int, classes: int
) -> None:
    random = np.random.default_rng(seed)
    X = random.integers(-200, 200, size=(rows, features)).astype(float)
    tree = DecisionTreeClassifier(random_state=seed, splitter="random").fit(
        X, random.integers(0, classes, rows)
    )
    plain = read(tree).trees[0]
    slot = plain.value.argmax(axis=1)
    splits = preorder(plain, np.floor(plain.threshold), slot, -128.0, 127.0)
    for row in random.integers(-128, 128, size=(40, features)):
        at, answer = 0, None
        while answer is None:
            s = splits[at]
            right = row[s.feature] > s.threshold
            answer = s.right if right else s.left
            at += 1 + (s.distance if right and not s.is_fork else 0)
        assert answer == tree.tree_.value[tree.apply(row[None, :].astype(float))[0], 0].argmax()
