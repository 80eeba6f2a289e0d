"""Features of the frames in each window: as they are defined, and the same on the chip."""

from __future__ import annotations

import pickle
from typing import Any

import numpy as np
import pytest
from sklearn.base import clone
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import GridSearchCV
from sklearn.pipeline import make_pipeline, make_union
from sklearn.tree import DecisionTreeClassifier
from test_report import needs

import mote

ROWS, FRAME, HOP = 64 + 5 * 24, 64, 24  # six frames a window
MFCC = mote.Mfcc(rate=8000, coefficients=5, bands=12)
SUMMARY = mote.Statistics(["mean", "standard_deviation"])


def sounds(count: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Noise, and tones that begin in a window."""
    random = np.random.default_rng(seed)
    y = random.integers(3, size=count)
    time = np.arange(ROWS)
    X = random.normal(0, 60, (count, ROWS))
    X[y == 1] += 4000 * np.sin(0.5 * time)
    X[y == 2] += 4000 * np.sin(0.5 * time) * (time > ROWS // 2)
    return np.rint(X).astype(np.int16)[:, :, None], y


X, Y = sounds(90, 0)
X_TEST, Y_TEST = sounds(60, 1)


def framed(features: Any = MFCC, summary: Any = SUMMARY) -> Any:
    return mote.Framed(features, summary, rows=FRAME, hop=HOP)


def test_it_is_the_summary_of_the_features_of_each_frame() -> None:
    made = framed().fit(X)
    of_frames = clone(MFCC).fit(X[:, :FRAME])
    rows = [of_frames.transform(X_TEST[:, at : at + FRAME]) for at in range(0, 121, HOP)]
    windows = np.stack(rows, axis=1).astype(np.int16)
    expected = mote.Statistics(["mean", "standard_deviation"]).fit(windows).transform(windows)
    np.testing.assert_array_equal(made.transform(X_TEST), expected)
    assert windows.shape == (60, 6, 5)
    names = [f"ch0_mfcc{i}_{what}" for what in ("mean", "standard_deviation") for i in range(5)]
    assert list(made.get_feature_names_out()) == names
    # In dB: the unit of a coefficient is 2^-fraction_bits, and that of a mean 256 times finer.
    levels = rows[0][:, 0]
    assert levels[Y_TEST == 1].mean() > levels[Y_TEST == 0].mean()


def test_floats_stay_floats() -> None:
    floats = (X / np.float32(32768)).astype(np.float32)
    made = framed().fit(floats)
    assert made.transform(floats).dtype == np.float32
    model = mote.convert(
        make_pipeline(framed(), DecisionTreeClassifier(max_depth=3)).fit(floats, Y)
    )
    found = model.verify(floats, Y)
    assert (found.identical, found.ways["from raw samples"][:13]) == (90, "the same bits")
    assert "cast_columns" not in model.header()


@pytest.mark.parametrize(
    ("features", "summary"),
    [
        (MFCC, SUMMARY),
        (mote.Statistics(["max", "zero_crossings"]), mote.Statistics("all")),
        (mote.Statistics(["max"]), mote.Statistics(["max", "slope"])),
    ],
    ids=["mfcc", "statistics", "two sets of one kind"],
)
def test_the_chip_has_the_same_bits_from_raw_samples(features: Any, summary: Any) -> None:
    forest = RandomForestClassifier(5, max_leaf_nodes=6, random_state=0)
    pipeline = make_pipeline(framed(features, summary), forest).fit(X, Y)
    model = mote.convert(pipeline)
    found = model.verify(X_TEST, Y_TEST)
    assert found.identical == 60 and (found.accuracy or 0) > 0.7
    assert found.ways["from raw samples"] == "the same bits on 60 of 60 rows"
    assert f"mote::frame<int16_t, {FRAME}, {HOP}, 1>" in model.header()
    assert "mote::nested_chain<" in model.header()


def test_a_stream_of_recordings_is_decided_as_python_does() -> None:
    tree = DecisionTreeClassifier(max_depth=3, random_state=0)
    whole = mote.Windowed(make_pipeline(framed(), tree), rows=ROWS, hop=2 * HOP)
    recordings = list(X.reshape(9, -1, 1))
    model = mote.convert(whole.fit(recordings, [0, 1, 2] * 3))
    assert f"template <size_t Hop = {2 * HOP}," in model.header()
    np.testing.assert_array_equal(model.predict(recordings), whole.predict_windows(recordings))
    assert model.verify(recordings).rows == len(whole.windows(recordings))


def test_filters_run_before_the_frames() -> None:
    tree = DecisionTreeClassifier(max_depth=3, random_state=0)
    steps = [mote.filters.Median(3), mote.filters.DcBlocker(0.01)]
    whole = mote.Windowed(make_pipeline(framed(), tree), ROWS, HOP, steps)
    recordings = list(X.reshape(9, -1, 1))
    model = mote.convert(whole.fit(recordings, [0, 1, 2] * 3))
    assert model.verify(recordings).identical == len(whole.windows(recordings))


def test_features_that_no_split_asks_for_are_not_computed() -> None:
    pipeline = make_pipeline(framed(), DecisionTreeClassifier(max_depth=1)).fit(X, Y)
    header = mote.convert(pipeline).header()
    assert header.count("mote::stat::") == 1


@needs("m0")
def test_the_report_prices_a_window_with_all_of_its_frames() -> None:
    pipeline = make_pipeline(framed(), DecisionTreeClassifier(max_depth=2)).fit(X, Y)
    report = mote.convert(pipeline).report(X, cores=["m0"])
    frame, features, model = (report.pieces["m0", p] for p in ("frame", "features", "model"))
    assert 2 * FRAME <= frame.ram <= 2 * FRAME + 16, "no more samples than a frame are kept"
    whole = report.builds["m0", "walk"]
    assert whole.ram < 2 * ROWS + 2 * 6 * 5 + 500
    assert frame.count is not None and features.count is not None and model.count is not None
    assert frame.count > ROWS
    assert features.count > 6 * 1000
    parts = frame.count + features.count + model.count
    assert parts == pytest.approx(report.builds["m0", "walk"].count)


def test_it_is_an_estimator_of_scikit_learn() -> None:
    same = pickle.loads(pickle.dumps(framed().fit(X)))
    np.testing.assert_array_equal(same.transform(X_TEST), framed().fit(X).transform(X_TEST))
    choices = {"framed__hop": [24, 60], "framed__features__coefficients": [3, 5]}
    search = GridSearchCV(make_pipeline(framed(), DecisionTreeClassifier()), choices, cv=2)
    assert mote.convert(search.fit(X, Y)).verify(X_TEST).identical == 60


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (mote.Framed(MFCC, SUMMARY, rows=64, hop=23), r"has 64 rows and a multiple of 23, as 179"),
        (mote.Framed(MFCC, SUMMARY, rows=64, hop=65), "one each 65, 1 to 64"),
        (mote.Framed(MFCC, SUMMARY, rows=256, hop=64), "got 184"),
        (mote.Framed(MFCC, DecisionTreeClassifier()), "summary of Framed is a transformer"),
        (mote.Framed(mote.Statistics(["energy"]), SUMMARY, 64, 24), "ch0_energy reaches [1-9]"),
    ],
    ids=["hop", "gap", "long", "summary", "wide"],
)
def test_what_is_wrong_is_said(given: Any, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        given.fit(X)


def test_a_hop_between_two_frames_is_refused() -> None:
    recordings, labels = list(X.reshape(9, -1, 1)), [0, 1, 2] * 3
    for hop in (25, ROWS):
        whole = mote.Windowed(make_pipeline(framed(), DecisionTreeClassifier()), ROWS, hop)
        with pytest.raises(mote.UnsupportedError, match="a multiple of 24 up to 144"):
            mote.convert(whole.fit(recordings, labels))


def test_some_channels_and_unions() -> None:
    both = np.concatenate([X[::-1], X], axis=2)
    second = mote.Mfcc(rate=8000, coefficients=5, bands=12, of=[1])
    tree = DecisionTreeClassifier(max_depth=3, random_state=0)
    pipeline = make_pipeline(framed(second), tree).fit(both, Y)
    np.testing.assert_array_equal(pipeline[0].transform(both), framed().fit_transform(X))
    assert mote.convert(pipeline).verify(both).identical == 90
    union = make_pipeline(make_union(framed(), mote.Statistics(["max"])), tree).fit(X, Y)
    with pytest.raises(
        mote.UnsupportedError, match=r"'framed'.*is a Framed, which is not converted"
    ):
        mote.convert(union)
