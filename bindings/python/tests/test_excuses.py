"""verify can fail: NaN, bounds that promise nothing, random starts, ties, versions, and excuses."""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np
import pytest
import sklearn
from conftest import load
from sklearn.dummy import DummyClassifier
from sklearn.ensemble import (
    GradientBoostingClassifier,
    GradientBoostingRegressor,
    HistGradientBoostingRegressor,
    IsolationForest,
)
from sklearn.naive_bayes import GaussianNB
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

import mote
from mote.families.base import Contract, Excuse
from mote.verify import Answers, compare


def refusal(estimator: Any, **options: Any) -> str:
    with pytest.raises(mote.UnsupportedError) as caught:
        mote.convert(estimator, **options)
    return str(caught.value)


def held(numbers: list[float], own: list[float], bound: list[float], **more: Any) -> list[str]:
    """What is broken where scikit-learn's numbers, the model's, and their bounds are these."""
    rows = len(numbers)
    prediction = np.zeros(rows)
    contract = Contract(
        prediction,
        None,
        np.array(numbers)[:, None],
        np.array(bound),
        more.pop("excused", {}),
        **more,
    )
    answers = Answers(prediction, np.array(own)[:, None])
    walked = {"predict": np.zeros((rows, 1))}
    return compare(contract, answers, walked, {}, 0, "", None, None).broken


# --- NaN and bounds -------------------------------------------------------------------------------


def test_nan_fails_even_where_a_row_is_excused_and_the_bound_is_infinite() -> None:
    every = {"near a threshold": Excuse(np.ones(2, bool), numbers=True)}
    for bound in (0.1, np.inf):
        assert held([0.0, 1.0], [0.0, np.nan], [bound] * 2, excused=every)[0].startswith(
            "1 of 2 rows differ"
        )
    assert held([0.0, 1.0], [0.0, 1.0], [0.1, 0.1], excused=every) == []


@pytest.mark.parametrize("bound", [1.0, 58.0, 1.9e8, np.inf, np.nan])
def test_a_bound_that_nothing_can_exceed_fails(bound: float) -> None:
    said = held([0.5, 0.5], [0.5, 0.5], [0.1, bound])[-1]
    assert said.startswith("On 1 of 2 rows the number formats allow so large a difference")
    assert "the first is row 1" in said


def test_the_ceiling_of_values_is_a_twentieth_of_them() -> None:
    assert held([100.0], [100.0], [4.0], ceiling=5.0) == []
    assert held([100.0], [100.0], [6.0], ceiling=5.0)
    X, y = np.arange(8.0)[:, None], np.exp(np.arange(8.0))
    rates = HistGradientBoostingRegressor(loss="poisson", max_iter=3, min_samples_leaf=1).fit(X, y)
    model = mote.convert(rates)
    model.verify(X)
    model.stored = dataclasses.replace(
        model.stored, leaves=dataclasses.replace(model.stored.leaves, error=0.2)
    )
    with pytest.raises(mote.VerificationError, match="On 8 of 8 rows the number formats allow"):
        model.verify(X)


@pytest.mark.parametrize("offset", [0.0, -0.0, 0.5, np.nan, -np.inf])
def test_an_offset_that_no_score_can_reach_is_refused(offset: float) -> None:
    forest = IsolationForest(n_estimators=3, random_state=0).fit(load("wine").X_train)
    forest.offset_ = offset
    assert "Set an offset_ below 0" in refusal(forest)


def test_values_too_large_for_floats_to_give_labels_are_refused() -> None:
    split = load("wine")
    # A start from DummyClassifier(strategy="most_frequent") gives such leaves in scikit-learn 1.9.
    estimator = GradientBoostingClassifier(learning_rate=1e12, n_estimators=3, random_state=0)
    said = refusal(estimator.fit(split.X_train, split.y_train))
    assert "the trees add values up to " in said
    assert "init=None" in said


def test_a_leaf_that_is_nan_is_refused() -> None:
    tree = DecisionTreeRegressor().fit([[0.0], [1.0]], [0.0, 1.0])
    tree.tree_.value[1] = np.nan
    assert "a leaf or a start that is NaN or infinite" in refusal(tree)


@pytest.mark.parametrize("leaves", ["auto", "soft8", "soft16", "exact"])
def test_proportions_outside_0_to_1_are_refused(leaves: str) -> None:
    said = refusal(of_negative_weights(), leaves=leaves)
    assert "a leaf holds 1.33333 of class 0" in said
    assert "leaves='hard'" in said


@pytest.mark.slow
def test_hard_leaves_of_negative_weights_have_the_right_labels() -> None:
    model = mote.convert(of_negative_weights(), "int8", leaves="hard")
    assert model.predict([[0], [1]]).tolist() == [0, 1]
    assert model.verify([[0], [1]]).identical == 2


def of_negative_weights() -> DecisionTreeClassifier:
    X, y = [[0], [0], [0], [1], [1], [1]], [0, 0, 1, 1, 1, 0]
    return DecisionTreeClassifier(max_depth=1).fit(X, y, sample_weight=[1, 1, -0.5, 1, 1, 1])


def test_a_negative_prior_is_refused() -> None:
    bayes = GaussianNB().fit([[0.0], [1.0], [4.0], [5.0]], [0, 0, 1, 1])
    bayes.class_prior_ = np.array([1.2, -0.2])
    assert "class 1 has the prior -0.2" in refusal(bayes)


# --- starts, versions -----------------------------------------------------------------------------


@pytest.mark.parametrize("strategy", ["stratified", "uniform"])
def test_a_random_start_is_refused(strategy: str) -> None:
    split = load("iris")
    start = DummyClassifier(strategy=strategy, random_state=0)
    estimator = GradientBoostingClassifier(init=start, n_estimators=2)
    said = refusal(estimator.fit(split.X_train, split.y_train))
    assert f"strategy='{strategy}'" in said
    assert "draws at random" in said
    assert "init=None or init='zero'" in said


def test_a_start_of_a_class_of_ones_own_is_refused() -> None:
    class DummyOfOnesOwn(DummyClassifier):
        pass

    split = load("iris")
    estimator = GradientBoostingClassifier(init=DummyOfOnesOwn(), n_estimators=2)
    assert "a model of its own" in refusal(estimator.fit(split.X_train, split.y_train))


@pytest.mark.slow
def test_a_start_that_is_known_is_taken() -> None:
    split = load("iris")
    start = DummyClassifier(strategy="prior")
    estimator = GradientBoostingClassifier(init=start, n_estimators=2, random_state=0)
    model = mote.convert(estimator.fit(split.X_train, split.y_train))
    assert model.verify(split.X_test).identical == 50


@pytest.mark.parametrize("version", ["0.24.2", "1.2.2", "1.4.0"])
def test_an_old_scikit_learn_is_refused(
    version: str, small_tree: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sklearn, "__version__", version)
    said = refusal(small_tree)
    assert "scikit-learn 1.5 or newer" in said
    assert f"this is {version}" in said


@pytest.mark.parametrize("version", ["1.5.0", "1.10.0", "2.0.dev0"])
def test_a_newer_scikit_learn_is_taken(
    version: str, small_tree: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sklearn, "__version__", version)
    mote.convert(small_tree)


# --- ties and excuses -----------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("dtype", ["float", "int16"])
@pytest.mark.parametrize("contamination", ["auto", 0.1])
@pytest.mark.parametrize("trees", [1, 5, 30, 100])
def test_a_forest_that_knows_one_score_answers_as_scikit_learn(
    trees: int, contamination: Any, dtype: str
) -> None:
    X = np.ones((50, 3))
    forest = IsolationForest(n_estimators=trees, contamination=contamination, random_state=0)
    report = mote.convert(forest.fit(X), dtype).verify(X)
    assert (report.identical, report.apart) == (50, 0)


@pytest.mark.slow
@pytest.mark.parametrize("dtype", ["float", "int16"])
def test_a_score_at_the_offset_is_an_inlier(dtype: str) -> None:
    X = np.rint(load("wine").X_train)
    forest = IsolationForest(n_estimators=20, random_state=0).fit(X)
    for row in range(10):
        forest.offset_ = forest.score_samples(X)[row]
        decision = forest.decision_function(X)
        assert decision[row] == 0.0
        report = mote.convert(forest, dtype).verify(X)
        assert report.identical == len(X) - ((decision != 0) & (np.abs(decision) < 1e-6)).sum()
        assert report.apart == 0


def test_more_than_one_percent_of_excused_rows_are_said_first() -> None:
    found = mote.Verification(200, 195, 0.0, 0.1, 0, {"near a tie": 3}, {}, apart=3)
    assert str(found).startswith(
        "3 of 200 rows are excused, more than 1 %: on these the model may differ from "
        "scikit-learn.\nnear a tie         3 of 200 rows"
    )
    few = dataclasses.replace(found, excused={"near a tie": 2}, apart=2)
    assert str(few).startswith("near a tie         2 of 200 rows")


@pytest.mark.slow
def test_rows_excused_for_two_reasons_are_counted_once() -> None:
    X = np.linspace(0.0, 1.0, 60)[:, None]
    estimator = GradientBoostingRegressor(n_estimators=5, random_state=0).fit(X, X[:, 0])
    model = mote.convert(estimator, "int8", calibrate=X)
    report = model.verify(np.linspace(0.0, 1.0, 4001)[:, None])
    assert 0 < report.apart <= sum(report.excused.values())
    assert report.apart == report.excused["near a threshold"]
