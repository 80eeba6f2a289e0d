"""An estimator of windows is a scikit-learn estimator of recordings."""

from __future__ import annotations

import pickle
from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy import signal
from sklearn.base import clone, is_classifier, is_regressor
from sklearn.linear_model import LinearRegression
from sklearn.model_selection import GridSearchCV, GroupKFold, cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer
from sklearn.tree import DecisionTreeClassifier

import mote


def spread(X: np.ndarray) -> np.ndarray:
    return np.concatenate([X.std(axis=1), np.abs(np.diff(X, axis=1)).mean(axis=1)], axis=1)


def pipeline() -> Any:
    return make_pipeline(FunctionTransformer(spread), DecisionTreeClassifier(random_state=0))


def recordings(count: int = 12) -> tuple[list[np.ndarray], np.ndarray]:
    """Rest, walking and running, of different lengths."""
    random = np.random.default_rng(3)
    labels = np.array(["rest", "run", "walk"])[np.arange(count) % 3]
    loud = {"rest": 50, "walk": 900, "run": 5000}
    made = [
        random.normal(0, loud[label], (random.integers(60, 120), 3)).astype(np.int16)
        for label in labels
    ]
    return made, labels


def test_a_recording_gets_the_label_of_most_of_its_windows() -> None:
    X, y = recordings()
    model = mote.Windowed(pipeline(), rows=20, hop=10).fit(X, y)
    assert model.classes_.tolist() == ["rest", "run", "walk"]
    assert model.score(X, y) == 1
    mixed = np.concatenate([X[0][:30], X[1][:60], X[2][:40]])  # 2, 5 and 3 windows, 2 over seams
    said = model.predict_windows(mixed)
    cut = model.windows(mixed)
    assert len(said) == len(cut) == 12
    names, counts = np.unique(said, return_counts=True)
    assert model.predict(mixed).tolist() == [names[counts.argmax()]] == ["run"]


def test_a_tie_goes_to_the_first_class() -> None:
    X, y = recordings()
    model = mote.Windowed(pipeline(), rows=20, hop=20).fit(X, y)
    mixed = np.concatenate([X[2][:40], X[1][:40]])
    assert sorted(model.predict_windows(mixed)) == ["run", "run", "walk", "walk"]
    assert model.predict(mixed).tolist() == ["run"]


def test_a_grid_search_finds_rows_hop_and_what_is_within() -> None:
    X, y = recordings()
    grid = {
        "rows": [10, 20],
        "hop": [5, 10],
        "estimator__decisiontreeclassifier__max_depth": [1, 2],
    }
    search = GridSearchCV(mote.Windowed(pipeline()), grid, cv=2, error_score="raise").fit(X, y)
    assert search.best_params_["estimator__decisiontreeclassifier__max_depth"] == 2
    assert search.score(X, y) == 1
    assert search.best_estimator_.rows in (10, 20)


def test_groups_and_arrays_of_three_axes_go_through_cross_validation() -> None:
    X, y = recordings()
    same_length = np.stack([x[:60] for x in X])
    model = mote.Windowed(pipeline(), rows=20, hop=10)
    scores = cross_val_score(model, same_length, y, groups=np.arange(12) // 3, cv=GroupKFold(4))
    assert scores.tolist() == [1, 1, 1, 1]


def test_it_is_cloned_pickled_and_of_the_kind_of_its_estimator() -> None:
    X, y = recordings()
    model = mote.Windowed(pipeline(), rows=20, hop=10).fit(X, y)
    again = pickle.loads(pickle.dumps(model))
    assert (again.predict(X) == model.predict(X)).all()
    fresh = clone(model)
    assert fresh.get_params()["rows"] == 20
    assert not hasattr(fresh, "estimator_")
    assert is_classifier(model)
    assert is_regressor(mote.Windowed(LinearRegression()))
    with pytest.raises(Exception, match="not fitted"):
        fresh.predict(X)


def test_of_a_regressor_a_recording_gets_the_mean() -> None:
    X, _ = recordings()
    loud = [float(x.std()) for x in X]
    model = mote.Windowed(make_pipeline(FunctionTransformer(spread), LinearRegression()), 20, 10)
    assert model.fit(X, loud).score(X, loud) > 0.99
    assert model.predict(X[:1]) == pytest.approx(model.predict_windows(X[0]).mean())


def frames(order: str = "xyz", step: float = 0.02) -> tuple[list[pd.DataFrame], np.ndarray]:
    X, y = recordings()
    tables = [pd.DataFrame(x, columns=list("xyz"))[list(order)] for x in X]
    return [table.assign(time=np.arange(len(table)) * step) for table in tables], y


def test_later_recordings_must_be_as_those_of_fit() -> None:
    X, y = frames()
    model = mote.Windowed(pipeline(), rows=20, hop=10).fit(X, y)
    assert model.columns_ == ("x", "y", "z")
    assert model.rate_ == pytest.approx(50)
    with pytest.raises(ValueError, match=r"expected \['x', 'y', 'z'\]; got \['y', 'x', 'z'\]"):
        model.predict(frames("yxz")[0])
    with pytest.raises(ValueError, match="25 samples a second, where rate= has 50"):
        model.predict(frames(step=0.04)[0])
    with pytest.raises(ValueError, match="expected 3 channels of int16; got 2 of int16"):
        model.predict(np.zeros((40, 2), np.int16))
    with pytest.raises(ValueError, match="expected 3 channels of int16; got 3 of float64"):
        model.predict(np.zeros((40, 3)))
    lost = frames()[0][0]
    lost["time"] += np.arange(len(lost)) // 15 * 0.1
    with pytest.raises(ValueError, match="recording 1 has no window without a lost row"):
        model.predict([X[0], lost])


@pytest.mark.slow
def test_filters_run_through_whole_recordings_before_they_are_cut() -> None:
    X, y = frames()
    low = signal.butter(2, 0.2, output="sos")
    steps = [mote.filters.Biquads(low), mote.filters.OnePoleHighpass(0.05)]
    model = mote.Windowed(pipeline(), rows=20, hop=10, filters=steps).fit(X, y)
    values = X[0][["x", "y", "z"]].to_numpy()
    by_hand = mote.filters.one_pole_highpass(mote.filters.biquads(values, low), 0.05)
    assert (model.windows(X[0]).X == mote.windows(by_hand, rows=20, hop=10).X).all()
    assert model.columns_ == ("x", "y", "z")
    again = pickle.loads(pickle.dumps(clone(model).fit(X, y)))
    assert (again.predict(X) == model.predict(X)).all()
    model.set_params(filters=[lambda x: x[1:]])
    with pytest.raises(ValueError, match="as many rows and channels as it takes"):
        model.fit(X, y)
