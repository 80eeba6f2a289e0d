"""Recordings through filters, windows, features and a model: Python's and the chip's."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy import signal
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import RandomForestClassifier
from sklearn.feature_selection import SelectKBest
from sklearn.naive_bayes import GaussianNB
from sklearn.pipeline import FeatureUnion, make_pipeline, make_union
from sklearn.preprocessing import FunctionTransformer, MinMaxScaler, StandardScaler
from sklearn.tree import DecisionTreeClassifier
from test_cost_of_pipelines import needs

import mote
from mote import filters
from mote.chip.counter import Counter
from mote.pipeline.steps import FEATURES
from mote.pipeline.windows import FILTERS

ROWS, HOP = 32, 12
LOW = signal.butter(4, 0.3, output="sos")
CHAINS: dict[str, Any] = {
    "biquads": [filters.Biquads(LOW)],
    "fir and median": [filters.Fir(signal.firwin(9, 0.4)), filters.Median(3)],
    "gravity away": [filters.MovingMean(2), filters.OnePoleHighpass(0.02)],
    "settings": [filters.OnePole(0.5), filters.DcBlocker(0.01), filters.PreEmphasis(0.5)],
}


def recordings(count: int = 6, seed: int = 0, channels: int = 3) -> tuple[list[Any], np.ndarray]:
    """Two kinds of movement, of different lengths, far from 0 from their first row on."""
    random = np.random.default_rng(seed)
    labels = np.array(["calm", "wild"])[np.arange(count) % 2]
    made = []
    for label in labels:
        t = np.arange(int(random.integers(70, 130)))[:, None]
        pace = 0.15 if label == "calm" else 0.5
        swing = 1500 * np.sin(pace * t + random.uniform(0, 6, channels))
        noise = random.normal(0, 500, (len(t), channels))
        made.append((9000 + swing + noise).astype(np.int16))
    return made, labels


def trained(*steps: Any, given: Any = None, **options: Any) -> mote.Windowed:
    model = mote.Windowed(make_pipeline(*steps), rows=ROWS, hop=HOP, **options)
    return model.fit(*(recordings() if given is None else given))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "kind"),
    [*((name, np.int16) for name in CHAINS), ("biquads", np.float32), ("settings", np.float32)],
)
def test_filters_run_before_the_frame_of_the_header(name: str, kind: Any) -> None:
    steps = CHAINS[name]
    X, y = recordings()
    forest = RandomForestClassifier(4, max_depth=4, random_state=0)
    given = [x.astype(kind) for x in X], y
    own = trained(mote.Statistics(), forest, given=given, filters=steps)
    model = mote.convert(own, leaves="exact") if kind is np.int16 else mote.convert(own)
    test, labels = recordings(4, seed=1)
    test = [x.astype(kind) for x in test]
    found = model.verify(test, labels)
    count = len(own.windows(test))
    assert found.ways["from raw samples"] == f"the same bits on {count} of {count} rows"
    assert found.identical == found.rows == count
    right = own.predict_windows(test) == own.windows(test, labels).y
    assert found.accuracy == right.mean()
    np.testing.assert_array_equal(model.predict(test), own.predict_windows(test))
    features, _ = model._runner.pipeline(model._before.windows.given(test).stream)  # type: ignore[union-attr]
    made = own.estimator_[0].transform(own.windows(test).X)
    np.testing.assert_array_equal(features, made[:, model._before.used])
    named = ", ".join(type(step).__name__ for step in steps)
    assert f"// Filtered   {named}: the stream, before its windows" in model.header()


@pytest.mark.slow
def test_a_recording_begins_anew_and_a_gap_does_not() -> None:
    """The gravity of 9000 counts comes into the filter with the first row of each recording."""
    steps = [filters.OnePoleHighpass(0.02)]
    tables = []
    for x in recordings()[0]:
        table = pd.DataFrame(x, columns=list("xyz"))
        table["time"] = 0.02 * (np.arange(len(x)) + 5 * (np.arange(len(x)) >= 41))
        tables.append(table)
    labels = recordings()[1]
    tree = DecisionTreeClassifier(max_depth=3, random_state=0)
    own = trained(mote.Motion(), StandardScaler(), tree, given=(tables, labels), filters=steps)
    model = mote.convert(own)
    assert own.skipped_ > 0
    found = model.verify(tables, labels)
    assert found.identical == found.rows == len(own.windows(tables))
    stream = model._before.windows.given(tables).stream  # type: ignore[union-attr]
    one_piece = type(stream)(stream.samples, stream.pieces[:1].copy(), stream.windows)
    one_piece.pieces[0, 1] = len(stream.samples)
    with pytest.raises(mote.VerificationError, match=r"the chip cuts \d+ windows"):
        model._runner.pipeline(one_piece)
    apart = np.concatenate([steps[0](x) for x in recordings()[0]])
    assert (apart != steps[0](stream.samples)).any()  # so that each must begin anew


def median_of_three(x: np.ndarray) -> np.ndarray:
    return signal.medfilt(x, (3, 1)).astype(x.dtype)


@pytest.mark.parametrize(
    ("step", "said"),
    [
        (
            median_of_three,
            r"filters\[1\] of Windowed, median_of_three, is Python.*Median is the ne",
        ),
        (
            functools.partial(filters.biquads, sos=LOW),
            r"biquads, is Python.*Biquads is the nearest",
        ),
        (np.copy, r"copy, is Python, .* has Biquads, .*PreEmphasis; take one"),
    ],
    ids=["own", "partial", "other"],
)
def test_a_filter_that_is_python_is_refused_with_the_nearest(step: Any, said: str) -> None:
    own = trained(
        mote.Statistics(), DecisionTreeClassifier(max_depth=2), filters=[filters.Median(3), step]
    )
    with pytest.raises(mote.UnsupportedError, match=said):
        mote.convert(own)


KERNEL = """\
#include "harness.hpp"
#include "made.hpp"
namespace {
BENCH_IN_FLASH const int16_t samples[] = {SAMPLES};
BENCH_IN_FLASH const uint16_t rows[] = {ROWS};
made::pipeline all;
uint32_t decided() {
  uint32_t sum = 0, at = 0, block = 1;
  for (const uint16_t length : rows) {
    all.reset();
    for (uint32_t left = length; left != 0;) {
      block = block % 61 + 7;
      const uint32_t size = left < block ? left : block;
      mote::span<const int16_t> now{samples + at, size};
      while (all.push(now)) sum = sum * 31 + static_cast<uint32_t>(all.decision()) + 1;
      at += size;
      left -= size;
    }
  }
  return sum;
}
}  // namespace
namespace bench {
const uint32_t units = 1;
void kernel() { decided(); }
void once() { decided(); }
int32_t check() { return static_cast<int32_t>(decided()); }
}  // namespace bench
"""


def on_a_chip(core: str, model: mote.Model, given: list[np.ndarray], folder: Path) -> int:
    """A number of all decisions, from recordings that come in blocks of any length."""
    (folder / "made.hpp").write_text(model.header("made"))
    text = KERNEL.replace("SAMPLES", ", ".join(str(v) for x in given for v in x.ravel()))
    (folder / "main.cpp").write_text(text.replace("ROWS", ", ".join(str(x.size) for x in given)))
    flags = ["-I", str(folder), "-I", str(mote.include_dir())]
    return Counter(core, folder).run("-Os", [folder / "main.cpp"], flags)[2] & 0xFFFFFFFF


def in_a_number(places: np.ndarray) -> int:
    """The same of decisions of Python's."""
    total = 0
    for place in places.tolist():
        total = total * 31 + place + 1 & 0xFFFFFFFF
    return total


@pytest.mark.slow
@needs("m0")
def test_an_emulated_chip_decides_from_recordings_as_python(tmp_path: Path) -> None:
    steps = [filters.Biquads(LOW), filters.OnePoleHighpass(0.02)]
    own = trained(mote.Motion(), RandomForestClassifier(4, random_state=0), filters=steps)
    model = mote.convert(own, leaves="exact")
    test, _ = recordings(4, seed=1)
    said = own.predict_windows(test)
    assert len(set(said)) == 2
    places = np.searchsorted(own.classes_, said)
    assert on_a_chip("m0", model, test, tmp_path) == in_a_number(places)


@pytest.mark.slow
@needs("m0")
def test_the_report_prices_filters_as_a_part() -> None:
    tree = DecisionTreeClassifier(max_depth=2, random_state=0)
    plain, filtered = (
        mote.convert(trained(mote.Motion(["x_std"]), tree, filters=steps)).report(
            recordings()[0], cores=["m0"]
        )
        for steps in ([], [filters.OnePole(0.1)])
    )
    assert [part for _, part in plain.pieces] == ["frame", "features", "model"]
    assert [part for _, part in filtered.pieces] == ["frame", "filters", "features", "model"]
    before, after = plain.pieces["m0", "frame"], filtered.pieces["m0", "frame"]
    assert before.ram <= after.ram <= before.ram + 4
    assert (after.count or 0) > (before.count or 0), "behind a filter samples come one by one"
    own = filtered.pieces["m0", "filters"]
    assert own.flash > 0 and own.count is not None and own.count > 0
    assert own.ram >= 3 * 4  # a state of 32 bits for each axis
    assert filtered.builds["m0", "walk"].ram == sum(piece.ram for piece in filtered.pieces.values())
    assert "filters" in str(filtered) and "filters" not in str(plain)


SIX = ["ax", "ay", "az", "gx", "gy", "gz"]


def flat(X: np.ndarray) -> np.ndarray:
    return X.reshape(len(X), -1)


def of_six_axes() -> Any:
    """Motion of an accelerometer, statistics of a gyroscope."""
    gyroscope = mote.Statistics(["mean", "range", "slope"], channels=SIX[3:], of=[3, 4, 5])
    few = mote.Motion(["x_mean", "y_jerk_iqr", "z_min", "l1_std"], of=[0, 1, 2])
    return make_union(few, gyroscope)


@pytest.mark.parametrize("kind", [np.int16, np.float32])
def test_features_of_several_kinds_are_those_of_their_channels(kind: Any) -> None:
    windows = mote.windows(*recordings(channels=6), rows=ROWS, hop=ROWS).X.astype(kind)
    statistics = mote.Statistics(of=[5, 3], channels=["gz", "gx"])
    spectrum = mote.Spectrum(["level"], of=[1])
    union = make_union(statistics, spectrum).fit(windows)
    made = union.transform(windows)
    alone = mote.Statistics().fit_transform(windows[:, :, [5, 3]])
    np.testing.assert_array_equal(made[:, :-1], alone)
    np.testing.assert_array_equal(
        made[:, -1:], mote.Spectrum(["level"]).fit_transform(windows[:, :, 1])
    )
    names = union.get_feature_names_out().tolist()
    assert names[:2] == ["statistics__gz_mean", "statistics__gx_mean"]
    assert names[-1] == "spectrum__ch1_level"
    for of in ([6], [-1], [], 1, "x", [True, 0.5]):
        with pytest.raises(ValueError, match=r"of= lists the numbers of channels .*0 to 5 here"):
            mote.Statistics(of=of).fit(windows)


@pytest.mark.slow
@needs("m0")
def test_several_transformers_become_one_pipeline(tmp_path: Path) -> None:
    forest = RandomForestClassifier(8, max_depth=3, max_features=1, random_state=0)
    own = trained(of_six_axes(), StandardScaler(), forest, given=recordings(8, channels=6))
    model = mote.convert(own, leaves="exact")
    test, labels = recordings(4, seed=1, channels=6)
    found = model.verify(test, labels)
    assert found.identical == found.rows == len(own.windows(test))
    text = model.header()
    used = model._before.columns_taken
    assert used is not None
    assert {name.split("__")[0] for name in used} == {"motion", "statistics"}
    assert any(name.startswith("statistics__g") for name in used)
    assert "statistics_g" in text  # the channel's name, as an enumerator
    assert text.count("mote::motion::series::") == sum("motion__" in name for name in used)
    assert f"mote::frame<int16_t, {ROWS}, Hop, 6>" in text
    places = np.searchsorted(own.classes_, own.predict_windows(test))
    assert on_a_chip("m0", model, test, tmp_path) == in_a_number(places)


@pytest.mark.parametrize("model", [RandomForestClassifier(6, random_state=0), GaussianNB()])
def test_whole_numbers_beside_floats_are_floats(model: Any) -> None:
    union = make_union(
        mote.Motion(["magnitude_squared_mean", "z_iqr"], of=[0, 1, 2]),
        mote.Catch22(["mode_5", "trev"], of=[3]),
    )
    for scalers in ([], [StandardScaler()]):
        reject = mote.Reject(distance=2.0)  # of the same row
        own = trained(union, *scalers, model, given=recordings(8, channels=6), reject=reject)
        converted = mote.convert(own)
        test, labels = recordings(4, seed=1, channels=6)
        found = converted.verify(test, labels)
        assert found.identical == found.rows, found
        assert "mote::cast_features<" in converted.header()
        assert (own.predict_windows(test) != "unknown").sum() > 0
        columns = own.estimator_[0].transform(own.windows(test).X)
        assert columns[:, 0].min() > 2.0**24  # which float32 rounds


def test_a_whole_number_that_its_float_takes_across_a_threshold_is_excused() -> None:
    union = make_union(
        mote.Motion(["magnitude_squared_mean"], of=[0, 1, 2]), mote.Catch22(["mode_5"], of=[3])
    )
    tree = DecisionTreeClassifier(max_depth=1, random_state=0)
    X, labels = recordings(8, channels=6)
    wide = [(x * [2, 1, 1, 0, 0, 0]).astype(np.int16) for x in X]
    own = trained(union, StandardScaler(), tree, given=(wide, labels))
    scaler, stump = own.estimator_[1], own.estimator_[2].tree_
    assert stump.feature[0] == 0
    limit = int(stump.threshold[0] * scaler.scale_[0] + scaler.mean_[0])
    # Windows of one vector, whose squares sum up to a whole number this near to the threshold.
    near = [limit + i for i in range(-16, 17)]
    windows = []
    for square in near:
        for a in range(int(square**0.5), 0, -1):
            b = int((square - a * a) ** 0.5)
            c = round((square - a * a - b * b) ** 0.5)
            if a * a + b * b + c * c == square and max(a, b, c) < 32768:
                windows.append(np.tile(np.array([a, b, c, 0, 0, 0], np.int16), (ROWS, 1)))
                break
    assert len(windows) > 20
    found = mote.convert(own).verify(windows)
    assert 0 < found.excused["near a threshold"] < len(windows)
    assert found.rows - found.identical <= found.excused["near a threshold"]


@pytest.mark.slow
def test_scalers_and_selections_within_a_part_of_a_union() -> None:
    left = make_pipeline(mote.Motion(of=[0, 1, 2]), StandardScaler(), SelectKBest(k=4))
    right = make_pipeline(mote.Statistics(of=[3, 4, 5]), MinMaxScaler())
    union = FeatureUnion([("acc", left), ("none", "drop"), ("gyro", right)])
    tree = DecisionTreeClassifier(random_state=0)
    own = trained(union, StandardScaler(), tree, given=recordings(8, channels=6))
    model = mote.convert(own)
    test, _ = recordings(4, seed=1, channels=6)
    np.testing.assert_array_equal(model.predict(test), own.predict_windows(test))
    found = model.verify(test)
    assert found.identical == found.rows


def test_a_part_that_the_model_does_not_use_is_not_worked_out() -> None:
    X, y = recordings(8, channels=6)
    loud = [x * [1, 1, 1, 3 if label == "wild" else 0, 0, 0] for x, label in zip(X, y)]
    given = [x.astype(np.int16) for x in loud], y
    own = trained(of_six_axes(), DecisionTreeClassifier(max_depth=1, random_state=0), given=given)
    text = mote.convert(own).header()
    uses = {"motion_features" in text, "window_statistics" in text}
    assert uses == {True, False}
    assert "join_features" not in text
    assert "mote::on_channels<" in text


def converted_six(*steps: Any, given: Any = None) -> mote.Model:
    given = recordings(4, channels=6) if given is None else given
    return mote.convert(trained(*steps, DecisionTreeClassifier(max_depth=2), given=given))


@pytest.mark.parametrize(
    ("step", "said"),
    [
        (
            FeatureUnion([("a", mote.Statistics()), ("b", FunctionTransformer(flat))]),
            r"'b' in the step 'featureunion' .*FunctionTransformer, makes no features of windows: "
            r".*mote\.Motion, Statistics",
        ),
        (
            make_union(
                make_pipeline(mote.Motion(["x_mean"], of=[0, 1, 2]), StandardScaler()),
                mote.Catch22(["mode_5"], of=[3]),
            ),
            r"'pipeline' in the step .*int32 beside float32.*behind the FeatureUnion",
        ),
        (
            FeatureUnion([("a", mote.Statistics())], transformer_weights={"a": 2}),
            "use transformer_weights=None, and a scaler",
        ),
    ],
    ids=["of another's", "two types", "weights"],
)
def test_what_stands_beside_features_is_refused_by_name(step: Any, said: str) -> None:
    with pytest.raises(mote.UnsupportedError, match=said):
        converted_six(step)


def test_columns_of_windows_are_refused_with_what_takes_channels() -> None:
    """Older scikit-learn takes them, and gives rows of each window."""
    own = trained(mote.Statistics(), DecisionTreeClassifier(max_depth=2))
    columns = ColumnTransformer([("acc", mote.Statistics(), [0, 1, 2])])
    columns.n_features_in_ = ROWS
    own.estimator_.steps[0] = ("columns", columns)
    with pytest.raises(mote.UnsupportedError, match=r"'columns'.*FeatureUnion.*of=\[0, 1, 2\]"):
        mote.convert(own)


def moving_mean(X: np.ndarray) -> np.ndarray:
    return X // 2


@pytest.mark.parametrize(
    ("step", "said"),
    [
        (
            FunctionTransformer(moving_mean),
            r"'functiontransformer' of the Pipeline, FunctionTransformer\(moving_mean\), stands "
            r"before 'statistics'.*filters=\[...\].*mote\.filters\.MovingMean is the nearest",
        ),
        (
            FunctionTransformer(np.copy),
            r"FunctionTransformer\(copy\), .*Biquads, .*take one of these",
        ),
    ],
    ids=["near", "far"],
)
def test_a_step_before_the_features_is_refused_with_the_nearest(step: Any, said: str) -> None:
    with pytest.raises(mote.UnsupportedError, match=said):
        converted_six(step, mote.Statistics())


@pytest.mark.slow
def test_every_filter_that_a_refusal_names_converts() -> None:
    ready = [
        filters.Biquads(LOW), filters.Fir([0.5, 0.5]), filters.OnePole(0.5), filters.Median(3),
        filters.OnePoleHighpass(0.1), filters.DcBlocker(0.1), filters.MovingMean(4),
        filters.PreEmphasis(0.9),
    ]  # fmt: skip
    assert {type(step).__name__ for step in ready} == set(FILTERS)
    tree = DecisionTreeClassifier(max_depth=2, random_state=0)
    own = trained(mote.Statistics(["mean"]), tree, filters=ready)
    found = mote.convert(own).verify(recordings(2, seed=1)[0])
    assert found.identical == found.rows


def test_the_features_that_a_refusal_names_are_all() -> None:
    named = {name.removeprefix("mote.") for name in FEATURES.split(", ")}
    every = {
        name
        for name, module in mote._ASKED_FOR.items()
        if ".features." in module and name not in ("Windowed", "Framed")
    }
    assert named == every
