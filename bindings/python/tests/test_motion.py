"""Features of motion: as they are defined, and as scikit-learn has transformers."""

from __future__ import annotations

import pickle
from typing import Any

import numpy as np
import pytest
from sklearn.base import clone
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import GridSearchCV
from sklearn.pipeline import make_pipeline

import mote

RANDOM = np.random.default_rng(9)
ROWS = 60


def extremes() -> np.ndarray:
    """Constant, full scale, one spike, alternating, a ramp."""
    n = np.arange(ROWS)
    kinds = [
        np.full(ROWS, -7),
        np.where(n == 30, 32767, 0),
        np.where(n % 2, 32767, -32768),
        np.where(n % 5 < 2, 32767, -32768),
        n * 500 - 15000,
    ]
    return np.stack([np.stack([a, b, a], -1) for a in kinds for b in kinds]).astype(np.int16)


X = np.concatenate([
    RANDOM.normal(0, 4000, (20, ROWS, 3)).astype(np.int16),
    RANDOM.integers(-3, 4, (20, ROWS, 3)).astype(np.int16),
    extremes(),
])  # fmt: skip
GENTLE = np.abs(X.astype(np.int64)).max(axis=(1, 2)) <= 26754  # no magnitude is cut


def series(window: np.ndarray) -> dict[str, np.ndarray]:
    wide = window.astype(np.int64)
    wide[1:-1] = np.sort(np.stack([wide[:-2], wide[1:-1], wide[2:]]), axis=0)[1]
    made = dict(zip("xyz", wide.T))
    made["l1"] = np.abs(wide).sum(axis=1)
    made["magnitude_squared"] = np.minimum((wide**2).sum(axis=1), 2**31 - 1)
    return {**made, **{f"{name}_jerk": np.diff(values) for name, values in made.items()}}


def described(values: np.ndarray) -> dict[str, float]:
    ordered, n = np.sort(values), len(values)
    width = int(np.ptp(values))
    coarse = max(0, width.bit_length() - 16)
    places = ((values - ordered[0]) >> coarse) * ((2**32 - 1) // ((width >> coarse) + 1)) >> 28
    counts = np.bincount(places, minlength=16) / n  # the bins of docs/reference/feature.md
    q25, q75 = ordered[n // 4], ordered[3 * n // 4]
    return {
        "mean": np.floor(values.mean() + 0.5),
        "max": ordered[-1], "min": ordered[0], "median": ordered[n // 2],
        "q25": q25, "q75": q75, "iqr": min(q75 - q25, 2**31 - 1),
        "energy": np.sqrt((values.astype(float) ** 2).mean()),
        "std": values.astype(float).std(),
        "entropy": -4096 * sum(p * np.log(p) for p in counts if p),
    }  # fmt: skip


@pytest.mark.slow
def test_each_of_the_92_is_its_definition() -> None:
    motion = mote.Motion().fit(X)
    found = motion.transform(X)
    assert found.dtype == np.int32
    assert found.shape == (len(X), 92)
    names = motion.get_feature_names_out()
    for window, row in zip(X[GENTLE], found[GENTLE]):
        all_series = series(window)
        of = {name: described(values) for name, values in all_series.items()}
        for name, value in zip(names, row):
            where, statistic = name.rsplit("_", 1)
            wanted = of[where][statistic]
            if statistic in ("energy", "std"):
                largest = int(np.abs(all_series[where]).max())
                assert abs(value - wanted) <= 0.51 + largest * 2.0**-22, name
            elif statistic == "entropy":  # a value at an edge of a bin may be in the next one
                assert abs(value - wanted) <= 400, name
            else:
                assert value == wanted, name


@pytest.mark.slow
def test_ranks_of_extreme_windows_are_exact_too() -> None:
    motion = mote.Motion(["x_median", "y_jerk_max", "l1_q25", "magnitude_squared_max"]).fit(X)
    for window, row in zip(X, motion.transform(X)):
        of = series(window)
        assert row.tolist() == [
            described(of["x"])["median"], described(of["y_jerk"])["max"],
            described(of["l1"])["q25"], of["magnitude_squared"].max(),
        ]  # fmt: skip


@pytest.mark.slow
def test_a_choice_has_the_numbers_of_the_whole() -> None:
    names = mote.Motion().fit(X).get_feature_names_out()
    every = mote.Motion().fit(X).transform(X)
    chosen = [*RANDOM.permutation(92)[:20]]
    few = mote.Motion([names[i] for i in chosen]).fit(X)
    assert few.get_feature_names_out().tolist() == [names[i] for i in chosen]
    assert (few.transform(X) == every[:, chosen]).all()
    stage = few._stage([3, 0])
    assert stage.names == (names[chosen[3]], names[chosen[0]])
    from mote.features.stage import run

    assert (run(stage, X) == every[:, [chosen[3], chosen[0]]]).all()


def test_it_is_a_transformer_of_scikit_learn() -> None:
    motion = mote.Motion(["x_mean", "z_std"])
    assert motion.get_params() == {"features": ["x_mean", "z_std"], "of": None}
    assert clone(motion).features == motion.features
    fitted = pickle.loads(pickle.dumps(motion.fit(X)))
    assert (fitted.transform(X) == motion.transform(X)).all()
    table = motion.set_output(transform="pandas").transform(X)
    assert list(table.columns) == ["x_mean", "z_std"]
    assert motion.n_features_in_ == ROWS
    with pytest.raises(Exception, match="not fitted"):
        mote.Motion().transform(X)


def recordings() -> tuple[list[np.ndarray], list[str]]:
    made = []
    for i in range(12):
        loud = (60, 700, 6000)[i % 3]
        made.append(RANDOM.normal(0, loud, (RANDOM.integers(150, 250), 3)).astype(np.int16))
    return made, ["rest", "walk", "run"] * 4


@pytest.mark.slow
def test_a_pipeline_is_searched_over_rows_hop_features_and_model() -> None:
    X, y = recordings()
    pipeline = make_pipeline(mote.Motion(), RandomForestClassifier(5, random_state=0))
    grid = {
        "rows": [40, 80],
        "hop": [20],
        "estimator__motion__features": [["x_max"], ["x_std", "l1_jerk_mean"]],
        "estimator__randomforestclassifier__max_depth": [2],
    }
    search = GridSearchCV(mote.Windowed(pipeline), grid, cv=2, error_score="raise").fit(X, y)
    assert search.score(X, y) == 1
    inner = search.best_estimator_.estimator_[0]
    assert inner._stage().shape == (search.best_params_["rows"], 3)


MISTAKES: dict[str, tuple[Any, str]] = {
    "floats": (lambda: mote.Motion().fit(X / 3), "X of Motion must be of int16; got float64"),
    "later floats": (lambda: mote.Motion().fit(X).transform(X / 3), "samples of int16.*got float6"),
    "later counts": (
        lambda: mote.Motion().fit(X).transform(X.astype(np.int32) * 2),
        "int16, which does not hold -65536: fit it on",
    ),
    "rows": (
        lambda: mote.Motion().fit(X).transform(X[:, 1:]),
        "60 rows of 3 channels; got 59 of 3",
    ),
    "channels": (lambda: mote.Motion().fit(X).transform(X[:, :, :2]), "of 3 channels; got 60 of 2"),
    "two axes": (lambda: mote.Motion().fit(X[:, :, :2]), "three axes.*got 2 channels"),
    "short": (lambda: mote.Motion().fit(X[:, :3]), "4 to 255 rows; got 3"),
    "flat": (lambda: mote.Motion().fit(X[0, 0]), r"takes windows of shape.*got \(3,\)"),
    "none": (lambda: mote.Motion().fit(X[:0]), r"no window: X has shape \(0, 60, 3\)"),
    "name": (lambda: mote.Motion(["x_average"]).fit(X), "'x_average' is none"),
    "word": (lambda: mote.Motion("some").fit(X), "'all' or a list of names; got 'some'"),
    "twice": (lambda: mote.Motion(["x_max", "x_max"]).fit(X), "each once"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_every_mistake_gets_a_sentence(mistake: str) -> None:
    call, words = MISTAKES[mistake]
    with pytest.raises(ValueError, match=words):
        call()


def test_counts_of_another_integer_type_are_taken_where_they_fit() -> None:
    motion = mote.Motion(["x_mean"]).fit(X)
    assert (motion.transform(X.astype(np.int64)) == motion.transform(X)).all()
