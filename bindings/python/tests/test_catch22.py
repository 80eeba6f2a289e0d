"""catch22 of series and of windows: pycatch22's values, as a function and as a transformer."""

from __future__ import annotations

import pickle
import re

import numpy as np
import pycatch22
import pytest
from sklearn.base import clone
from sklearn.ensemble import RandomForestClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

import mote
from mote import feature
from mote.feature.catch22 import LONG
from mote.features.stage import run

RANDOM = np.random.default_rng(22)
ROWS = 60
SHORT = RANDOM.normal(900, 3000, (20, ROWS, 2)).cumsum(axis=1).clip(-32768, 32767).astype(np.int16)
REAL = np.sin(np.arange(ROWS)[:, None] * RANDOM.uniform(0.05, 2, (20, 1, 2))) + RANDOM.normal(
    0, 0.3, (20, ROWS, 2)
)
REAL = REAL.astype(np.float32)
GIVEN = pycatch22.catch22_all([float(i % 7) for i in range(50)], short_names=True)
SHORT_NAMES, LONG_NAMES = GIVEN["short_names"], GIVEN["names"]


def expected(series: np.ndarray) -> np.ndarray:
    return np.array(pycatch22.catch22_all(series.astype(float).tolist())["values"])


@pytest.mark.slow
@pytest.mark.parametrize("X", [SHORT, REAL], ids=["int16", "float"])
def test_each_is_pycatch22s(X: np.ndarray) -> None:
    step = mote.Catch22(channels=["left", "right"]).fit(X)
    found = step.transform(X)
    names = step.get_feature_names_out().tolist()
    assert found.dtype == np.float32
    assert names == [f"{on}_{name}" for name in SHORT_NAMES for on in ("left", "right")]
    wanted = np.array([[expected(window[:, c]) for c in range(2)] for window in X])
    wanted = wanted.transpose(0, 2, 1).reshape(len(X), -1)
    assert np.all(np.abs(found - wanted) <= 1e-4 * (1 + np.abs(wanted)))
    series = feature.catch22(X, axis=1)
    assert list(series) == SHORT_NAMES
    for i, name in enumerate(SHORT_NAMES):
        np.testing.assert_array_equal(series[name], found[:, 2 * i : 2 * i + 2])


@pytest.mark.slow
def test_only_what_is_asked_for_is_worked_out() -> None:
    step = mote.Catch22(["dfa", "CO_trev_1_num", "mode_5"]).fit(SHORT)
    every = step.transform(SHORT)
    assert step.get_feature_names_out().tolist()[2:4] == ["ch0_CO_trev_1_num", "ch1_CO_trev_1_num"]
    stage = step._stage([5, 2, 4])
    assert stage.names == ("ch0_CO_trev_1_num", "ch0_mode_5", "ch1_mode_5")
    assert re.findall(r"series::(\w+), (\d)u", stage.declarations) == [
        ("trev", "1"),
        ("mode_5", "3"),
    ]
    np.testing.assert_array_equal(run(stage, SHORT), every[:, [2, 4, 5]])


def test_all_names_of_pycatch22_are_known() -> None:
    assert list(LONG) == SHORT_NAMES
    assert list(LONG.values()) == LONG_NAMES


def test_mistakes_get_a_sentence() -> None:
    with pytest.raises(ValueError, match="'entropy' is no feature of catch22: there are mode_5"):
        mote.Catch22(["entropy"]).fit(SHORT)
    with pytest.raises(ValueError, match="each once"):
        mote.Catch22(["trev", "CO_trev_1_num"]).fit(SHORT)
    with pytest.raises(ValueError, match="features is 'all' or a list"):
        mote.Catch22("trev").fit(SHORT)
    with pytest.raises(ValueError, match="16 to 4096 samples; got 15"):
        feature.catch22(SHORT[0, :15])
    with pytest.raises(ValueError, match="1 to 32 channels; got 33"):
        mote.Catch22().fit(np.zeros((2, ROWS, 33), np.int16))


@pytest.mark.slow
def test_a_pipeline_of_it_is_converted() -> None:
    y = np.arange(160) % 3
    steps = RANDOM.normal(0, 300, (160, ROWS, 3))
    paces = np.array([0.0, 0.6, 0.95])[y, None]
    for i in range(1, ROWS):
        steps[:, i] += paces * steps[:, i - 1]
    X, X_test = steps[:80].astype(np.int16), steps[80:].astype(np.int16)
    forest = RandomForestClassifier(5, max_depth=4, random_state=0)
    names = ["acf_timescale", "high_fluctuation", "trev", "forecast_error"]
    pipeline = make_pipeline(mote.Catch22(names), StandardScaler(), forest).fit(X, y[:80])
    model = mote.convert(pickle.loads(pickle.dumps(pipeline)))
    found = model.verify(X_test, y[80:])
    assert model.dtype == "float"
    assert found.ways["from raw samples"] == "the same bits on 80 of 80 rows"
    assert (found.identical, found.apart) == (80, 0)
    assert clone(pipeline[0]).features == names
