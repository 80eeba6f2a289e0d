"""Pipelines that begin with features of windows: raw samples through the chain of the header."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from conftest import compile_program
from sklearn.ensemble import (
    ExtraTreesClassifier,
    HistGradientBoostingClassifier,
    RandomForestClassifier,
)
from sklearn.feature_selection import SelectKBest
from sklearn.naive_bayes import GaussianNB
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import MinMaxScaler, RobustScaler, StandardScaler
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

import mote
from mote.emit import line

ROWS = 48


def movements(count: int, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Windows of three axes: three movements that differ in pace and strength, with noise."""
    random = np.random.default_rng(seed)
    y = random.integers(3, size=count)
    t = np.arange(ROWS)[:, None]
    X = [
        1500 * np.sin(t * 0.15 * (k + 1) + random.uniform(0, 6, 3)) * (1 + 0.2 * k)
        + random.normal(0, 900, (ROWS, 3))
        + [0, 200 * k, 4096]
        for k in y
    ]
    return np.array(X).astype(np.int16), y


X, Y = movements(160)
X_TEST, Y_TEST = movements(80, seed=1)


def converted(*steps: Any, **options: Any) -> tuple[Any, mote.Model]:
    """The Pipeline, and its model, which was verified on raw windows that it had not seen."""
    pipeline = make_pipeline(*steps).fit(X, Y)
    model = mote.convert(pipeline, **options)
    found = model.verify(X_TEST, Y_TEST)
    assert found.ways["from raw samples"] == "the same bits on 80 of 80 rows"
    assert found.identical + found.apart >= found.rows == 80
    return pipeline, model


def test_raw_windows_go_the_whole_way_and_nothing_is_lost() -> None:
    forest = RandomForestClassifier(5, max_depth=4, random_state=0)
    pipeline, model = converted(mote.Motion(), forest, leaves="exact")
    assert model.verification is not None
    assert model.verification.identical == 80
    assert model.verification.apart == 0
    np.testing.assert_array_equal(model.predict(X_TEST), pipeline.predict(X_TEST))
    assert model.dtype == "int32"  # features of int16 samples are integers
    assert model.n_features_in_ == 92


def test_only_features_that_the_model_uses_are_worked_out() -> None:
    tree = DecisionTreeClassifier(max_depth=3, random_state=0)
    _, model = converted(mote.Motion(), StandardScaler(), SelectKBest(k=30), tree)
    text = model.header("moves")
    said = line.read(text)
    used = model._before.columns_taken
    assert used is not None
    assert 0 < said.features == len(used) <= 7
    assert text.count("mote::motion::series::") == len(used)
    assert f"mote::motion_features<int16_t, {ROWS}, chosen_motion>" in text
    assert all(name in text for name in used)
    assert "columns.hpp" not in text  # nothing is selected or cast


@pytest.mark.parametrize("scaler", [StandardScaler, MinMaxScaler, RobustScaler])
@pytest.mark.parametrize("features", [mote.Motion(), mote.Statistics()], ids=["motion", "stats"])
def test_scalers_of_integer_features_are_exact(scaler: Any, features: Any) -> None:
    boosting = HistGradientBoostingClassifier(max_iter=3, max_leaf_nodes=6)
    pipeline, model = converted(features, scaler(), boosting)
    np.testing.assert_array_equal(model.predict(X_TEST), pipeline.predict(X_TEST))
    assert model.dtype == "int32"


@pytest.mark.parametrize("scaler", [StandardScaler, MinMaxScaler, RobustScaler])
def test_scalers_of_float_features_are_exact(scaler: Any) -> None:
    """scikit-learn keeps float32, so that it rounds between its operations."""
    floats, test = X / np.float32(1000), X_TEST / np.float32(1000)
    tree = DecisionTreeClassifier(random_state=0)
    pipeline = make_pipeline(mote.Statistics(), scaler(), tree).fit(floats, Y)
    model = mote.convert(pipeline)
    found = model.verify(test, Y_TEST)
    assert (model.dtype, found.identical, found.apart) == ("float", 80, 0)
    held = model.stored.ensemble.trees[0]
    split = np.flatnonzero(held.left >= 0)
    rows = pipeline[0].transform(test[:1]).repeat(len(split), axis=0)
    assert model._before.used is not None
    source = model._before.used[held.feature[split]]
    last = held.threshold[split].astype(np.float32)
    last = np.where(last > held.threshold[split], np.nextafter(last, np.float32(-np.inf)), last)
    for x, left in ((last, True), (np.nextafter(last, np.float32(np.inf)), False)):
        rows[np.arange(len(split)), source] = x
        seen = pipeline[1].transform(rows)[np.arange(len(split)), source].astype(np.float32)
        np.testing.assert_array_equal(seen <= tree.tree_.threshold[split], left)


@pytest.mark.parametrize("kind", [np.int16, np.float32])
def test_naive_bayes_of_features_keeps_its_bound(kind: Any) -> None:
    given = mote.Statistics()
    pipeline = make_pipeline(given, StandardScaler(), GaussianNB(var_smoothing=1e-3))
    pipeline.fit(X.astype(kind), Y)
    model = mote.convert(pipeline)
    found = model.verify(X_TEST.astype(kind), Y_TEST)
    assert model.dtype == "float"
    assert found.identical + found.apart >= found.rows
    assert found.apart <= 2


def test_a_regression_of_windows() -> None:
    strength = np.abs(X.astype(float)).mean(axis=(1, 2))
    pipeline = make_pipeline(mote.Motion(), DecisionTreeRegressor(max_depth=4)).fit(X, strength)
    model = mote.convert(pipeline)
    assert model.verify(X_TEST).ways["from raw samples"] == "the same bits on 80 of 80 rows"
    np.testing.assert_allclose(model.predict(X_TEST), pipeline.predict(X_TEST), rtol=1e-4)


def test_narrow_features_saturate_and_are_counted() -> None:
    _, model = converted(
        mote.Motion(["x_mean", "y_mean", "z_max"]),
        DecisionTreeClassifier(max_depth=3, random_state=0),
        dtype="int16",
    )
    assert "mote::cast_columns<int32_t, int16_t" in model.header()


def test_a_feature_of_the_chip_that_differs_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    pipeline = make_pipeline(mote.Motion(), DecisionTreeClassifier(max_depth=2)).fit(X, Y)
    model = mote.convert(pipeline)
    own = type(model._runner).pipeline

    def wrong(self: Any, stream: Any) -> tuple[np.ndarray, np.ndarray]:
        rows, out = own(self, stream)
        rows[3, 0] += 1
        return rows, out

    monkeypatch.setattr(type(model._runner), "pipeline", wrong)
    with pytest.raises(mote.VerificationError, match=r"other features on the chip.*window 3"):
        model.verify(X_TEST, Y_TEST)


def test_windowed_gives_its_hop_and_takes_recordings() -> None:
    random = np.random.default_rng(3)
    walks = [movements(6, seed)[0].reshape(-1, 3) for seed in range(8)]
    labels = random.integers(2, size=8)
    inner = make_pipeline(mote.Motion(), DecisionTreeClassifier(max_depth=3))
    found = mote.Windowed(inner, rows=ROWS, hop=16).fit(walks, labels)
    model = mote.convert(found)
    assert "template <size_t Hop = 16," in model.header()
    assert model.verify(walks).rows == len(found.windows(walks).X)
    np.testing.assert_array_equal(model.predict(walks), found.predict_windows(walks))
    bare = mote.Windowed(DecisionTreeClassifier(), rows=ROWS, hop=16)
    with pytest.raises(mote.UnsupportedError, match="call fit"):
        mote.convert(bare)


def test_the_header_runs_alone_from_blocks_of_any_length(tmp_path: Path) -> None:
    pipeline, model = converted(mote.Motion(), RandomForestClassifier(3, random_state=0))
    samples = ", ".join(map(str, X_TEST.ravel()))
    source = f"""#include "made.hpp"
#include <stdio.h>
static const int16_t samples[] = {{{samples}}};
static made::pipeline all;
int main() {{
  for (size_t at = 0, block = 1; at < sizeof samples / 2; at += block, block = block % 97 + 5) {{
    const size_t left = sizeof samples / 2 - at;
    mote::span<const int16_t> now{{samples + at, left < block ? left : block}};
    while (all.push(now)) printf("%d ", static_cast<int>(all.decision()));
    if (left < block) break;
  }}
}}
"""
    printed = compile_program(tmp_path, {"made.hpp": model.header("made"), "main.cpp": source})
    np.testing.assert_array_equal(np.array(printed.split(), int), pipeline.predict(X_TEST))


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (X_TEST[:, :-1], f"fitted on windows of {ROWS} rows"),
        (X_TEST[:, :, :2], "of 3 channels"),
        (X_TEST.astype(np.float64) + 0.5, "counts"),
        (X_TEST[0, :, 0], "windows of shape"),
        (X_TEST[:0], "no window"),
    ],
    ids=["rows", "channels", "floats", "flat", "empty"],
)
def test_windows_that_do_not_fit_are_refused(given: np.ndarray, said: str) -> None:
    pipeline = make_pipeline(mote.Motion(), DecisionTreeClassifier(max_depth=2)).fit(X, Y)
    model = mote.convert(pipeline)
    for ask in (model.predict, model.verify):
        with pytest.raises(ValueError, match=said):
            ask(given)


@pytest.mark.parametrize("dtype", ["int8", "int16", "int32"])
def test_floats_of_windows_are_no_integers(dtype: str) -> None:
    # Drawn at random, thresholds of extra trees do not show that features had fractions.
    floats = make_pipeline(mote.Catch22(["mode_5"]), ExtraTreesClassifier(2, random_state=0))
    with pytest.raises(mote.UnsupportedError, match=r"float32.*leave dtype out.*Motion"):
        mote.convert(floats.fit(X, Y), dtype=dtype)


def test_features_behind_another_step_and_calibrate_are_refused() -> None:
    pipeline = make_pipeline(mote.Motion(), DecisionTreeClassifier(max_depth=2)).fit(X, Y)
    with pytest.raises(mote.UnsupportedError, match="makes its features itself"):
        mote.convert(pipeline, dtype="int16", calibrate=X)
    pipeline.steps.insert(1, ("again", pipeline[0]))
    with pytest.raises(mote.UnsupportedError, match=r"'again'.*must be the first step"):
        mote.convert(pipeline)
