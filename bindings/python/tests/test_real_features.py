"""Integers for an estimator of real features are refused; save says what nobody verified."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from conftest import load
from sklearn.ensemble import (
    ExtraTreesClassifier,
    GradientBoostingClassifier,
    HistGradientBoostingClassifier,
    IsolationForest,
    RandomForestClassifier,
)
from sklearn.tree import DecisionTreeClassifier, ExtraTreeClassifier

import mote

KINDS = [
    DecisionTreeClassifier(random_state=0),
    ExtraTreeClassifier(random_state=0),
    RandomForestClassifier(5, random_state=0),
    ExtraTreesClassifier(5, random_state=0),
    IsolationForest(n_estimators=5, random_state=0),
    GradientBoostingClassifier(n_estimators=3, random_state=0),
    HistGradientBoostingClassifier(max_iter=3, random_state=0),
]
by_name = pytest.mark.parametrize("estimator", KINDS, ids=lambda e: type(e).__name__)


def refusal(estimator: Any, dtype: str) -> str:
    with pytest.raises(mote.UnsupportedError) as caught:
        mote.convert(estimator, dtype)
    return str(caught.value)


@by_name
@pytest.mark.parametrize("dtype", ["int8", "int16", "int32"])
def test_real_features_without_calibrate_are_refused(estimator: Any, dtype: str) -> None:
    split = load("wine")
    said = refusal(estimator.fit(split.X_train, split.y_train), dtype)
    assert "fitted on real numbers" in said
    assert "Pass calibrate=X_train" in said
    assert "dtype='float'" in said
    cured = mote.convert(estimator, "int16", calibrate=split.X_train)
    assert cured.dtype == "int16"


def test_the_message_names_what_came() -> None:
    X = [[1.0, 0.25], [2.0, 0.5], [3.0, 0.75], [4.0, 1.0]]
    tree = DecisionTreeClassifier(random_state=0).fit(np.array(X)[:, 1:], [0, 1, 1, 1])
    assert "1 of its 1 thresholds are no middle of two integers, the first 0.375 of feature 0." in (
        refusal(tree, "int16")
    )


@by_name
@pytest.mark.parametrize(("low", "high", "dtype"), [(0, 16, "int8"), (-128, 127, "int8"),
                                                    (-32768, 32767, "int16"),
                                                    (-(2**31), 2**31 - 1, "int32")])  # fmt: skip
def test_integers_that_fit_are_taken(estimator: Any, low: int, high: int, dtype: str) -> None:
    random = np.random.default_rng(1)
    X = random.integers(low, high, size=(400, 6), endpoint=True).astype(float)
    X[0], X[1] = low, high
    mote.convert(estimator.fit(X, random.integers(0, 3, 400)), dtype)


@by_name
def test_digits_are_integers(estimator: Any) -> None:
    split = load("digits")
    estimator.fit(split.X_train[:400], split.y_train[:400])
    mote.convert(estimator, "int8")
    mote.convert(estimator, "int8", calibrate=split.X_train)


@by_name
def test_thresholds_outside_the_type_are_refused(estimator: Any) -> None:
    split = load("digits")
    X = split.X_train[:400] * 493  # 0 to 7,888
    said = refusal(estimator.fit(X, split.y_train[:400]), "int8")
    assert "expects features from -128 to 127, and " in said
    assert "thresholds are outside" in said
    assert said.endswith("Use dtype='int16', or calibrate=X_train.")
    mote.convert(estimator, "int16")


@pytest.mark.parametrize(
    ("samples", "outside"), [((127, 128), 1), ((126, 127), 0), ((-129, -128), 1), ((-128, -127), 0)]
)
def test_the_range_ends_where_the_type_does(samples: tuple[int, int], outside: int) -> None:
    tree = DecisionTreeClassifier().fit(np.array(samples)[:, None], [0, 1])
    if outside:
        assert "1 of 1 thresholds are outside" in refusal(tree, "int8")
    else:
        mote.convert(tree, "int8")


def test_beyond_int32_the_cure_is_another_kind() -> None:
    tree = DecisionTreeClassifier().fit([[0.0], [1e12]], [0, 1])
    assert "dtype='float'" in refusal(tree, "int32")


# --- save -----------------------------------------------------------------------------------------


def test_what_was_never_verified_warns_once_when_saved(small_tree: Any, tmp_path: Path) -> None:
    model = mote.convert(small_tree)
    with pytest.warns(mote.UnverifiedWarning, match=r"'iris.hpp' was never verified: call verify"):
        model.save(tmp_path / "iris.hpp")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        model.save(tmp_path / "iris.csv")


@pytest.mark.slow
def test_what_was_verified_is_saved_without_a_word(small_tree: Any, tmp_path: Path) -> None:
    model = mote.convert(small_tree)
    model.verify(load("iris").X_test)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert model.save(tmp_path / "iris.hpp").exists()
