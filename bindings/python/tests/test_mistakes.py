"""Ten mistakes that users of windows make, each with the sentence that they read."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer, PowerTransformer, StandardScaler
from sklearn.tree import DecisionTreeClassifier

import mote

ROWS, RATE = 32, 100
LABELS = ["calm", "wild"] * 3


def table(recording: np.ndarray, rate: float = RATE, names: str = "xyz") -> pd.DataFrame:
    columns = {name: recording[:, axis] for axis, name in enumerate(names)}
    return pd.DataFrame({"time": np.arange(len(recording)) / rate, **columns})


def windowed(*steps: Any) -> mote.Windowed:
    tree = DecisionTreeClassifier(random_state=0)
    return mote.Windowed(make_pipeline(*steps, tree), rows=ROWS, hop=16, rate=RATE)


def recordings() -> list[np.ndarray]:
    random = np.random.default_rng(11)
    loud = {"calm": 100, "wild": 3000}
    return [random.normal(0, loud[label], (100, 3)).astype(np.int16) for label in LABELS]


STATISTICS = mote.Statistics(["mean", "standard_deviation"])


@pytest.fixture(scope="module")
def fitted() -> mote.Windowed:
    return windowed(STATISTICS).fit([table(r) for r in recordings()], LABELS)


def with_nan() -> list[np.ndarray]:
    first, *others = (r.astype(np.float32) for r in recordings())
    first[5, 1] = np.nan
    return [first, *others]


def scaled_first() -> Any:
    """StandardScaler before ours: scikit-learn itself takes rows of numbers only."""
    return windowed(StandardScaler(), STATISTICS).fit(recordings(), LABELS)


def converted(*steps: Any) -> Any:
    return mote.convert(windowed(*steps).fit(recordings(), LABELS))


MISTAKES: dict[str, tuple[Any, str]] = {
    "NaN": (
        lambda _: windowed(STATISTICS).fit(with_nan(), LABELS),
        r"recording 0 holds nan at row 5, channel 1: cut the recording in two there",
    ),
    "wrong dtype": (
        lambda _: windowed(mote.Motion()).fit([r / 1000 for r in recordings()], LABELS),
        r"must be of int16; got float64\. Pass the sensor's own numbers, x\.astype\(np\.int16\)",
    ),
    "a dtype that is not that of fit": (
        lambda model: model.predict([recordings()[0].astype(np.float32)]),
        r"expected 3 channels of int16; got 3 of float32",
    ),
    "wrong shape": (
        lambda model: model.predict([recordings()[0][:, :2]]),
        r"expected 3 channels of int16; got 2 of int16",
    ),
    "empty": (lambda _: windowed(STATISTICS).fit([], []), r"at least one recording; got none"),
    "an empty recording": (
        lambda model: model.predict([recordings()[0][:0]]),
        r"recording 0 is empty: its shape is \(0, 3\)",
    ),
    "a window longer than the recording": (
        lambda model: model.predict([recordings()[0][:20]]),
        r"recording 0 has 20 rows of 3 channels, less than a window of 32",
    ),
    "another rate": (
        lambda model: model.predict([table(recordings()[0], 50)]),
        r"recording 0 has 50 samples a second, where rate= has 100\. Resample it",
    ),
    "channels swapped": (
        lambda model: model.predict([table(recordings()[0], names="yxz")]),
        r"expected \['x', 'y', 'z'\]; got \['y', 'x', 'z'\]\. Pass recording\[\['x', 'y', 'z'\]\]",
    ),
    "channels of other names": (
        lambda model: model.predict([table(recordings()[0], names="abc")]),
        r"expected \['x', 'y', 'z'\]; got \['a', 'b', 'c'\]\. Give the columns the names of fit",
    ),
    "an unsupported step": (
        lambda _: converted(STATISTICS, PowerTransformer()),
        r"the step 'powertransformer' .*StandardScaler is the nearest",
    ),
    "a transformer of somebody else before ours": (
        lambda _: converted(FunctionTransformer(), STATISTICS),
        r"'functiontransformer'",
    ),
    "a scaler before ours": (lambda _: scaled_first(), r"StandardScaler"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_it_gets_a_sentence(mistake: str, fitted: mote.Windowed) -> None:
    make, sentence = MISTAKES[mistake]
    with pytest.raises(ValueError, match=sentence) as found:
        make(fitted)
    assert str(found.value)[-1] in ".)" and "\n" not in str(found.value)


def test_what_is_not_contiguous_or_not_native_is_no_mistake(fitted: mote.Windowed) -> None:
    given = recordings()
    wanted = fitted.predict_windows(given).tolist()
    for other in (
        np.asfortranarray,
        lambda r: np.repeat(r, 2, axis=0)[::2],
        lambda r: r.astype(">i2"),
    ):
        assert fitted.predict_windows([other(r) for r in given]).tolist() == wanted
    assert fitted.predict_windows([table(r) for r in given]).tolist() == wanted
