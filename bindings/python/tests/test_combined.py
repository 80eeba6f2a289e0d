"""Models of models: what is their own, beside the contract of families in test_families.py."""

from __future__ import annotations

import dataclasses
import warnings
from typing import Any

import numpy as np
import pandas
import pytest
from conftest import compile_program, load
from sklearn import datasets
from sklearn.base import clone
from sklearn.calibration import CalibratedClassifierCV
from sklearn.ensemble import (
    ExtraTreesClassifier,
    GradientBoostingClassifier,
    HistGradientBoostingClassifier,
    RandomForestClassifier,
    RandomForestRegressor,
    StackingClassifier,
    StackingRegressor,
    VotingClassifier,
    VotingRegressor,
)
from sklearn.feature_selection import SelectKBest
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression, PoissonRegressor, Ridge, RidgeClassifier
from sklearn.naive_bayes import GaussianNB
from sklearn.neighbors import KNeighborsClassifier, KNeighborsRegressor
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC, SVR, LinearSVC
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

import mote
from mote.families.registry import find

Members = list[tuple[str, Any]]


def likely() -> Members:
    """Classifiers with probabilities."""
    network = MLPClassifier((8,), tol=1e9, n_iter_no_change=60, random_state=0)
    return [
        ("logistic", LogisticRegression(C=0.1, max_iter=5000)),
        ("forest", RandomForestClassifier(5, max_depth=5, random_state=0)),
        ("bayes", GaussianNB(var_smoothing=1e-3)),
        ("network", make_pipeline(StandardScaler(), network)),
        ("neighbours", KNeighborsClassifier(3)),
        ("boosting", HistGradientBoostingClassifier(max_iter=5, random_state=0)),
    ]


def deciders() -> Members:
    return [*likely(), ("vectors", SVC()), ("ridge", RidgeClassifier())]


def values() -> Members:
    return [
        ("ridge", Ridge()),
        ("forest", RandomForestRegressor(5, max_depth=5, random_state=0)),
        ("vectors", SVR(C=10.0)),
        ("near", KNeighborsRegressor(4)),
    ]


def fitted(estimator: Any, split: Any) -> Any:
    return estimator.fit(split.X_train, split.y_train)


SLOW = [pytest.param(name, marks=pytest.mark.slow) for name in ("wine", "cancer", "digits")]


@pytest.mark.parametrize("name", ["iris", *SLOW])
def test_votes_of_float_are_scikit_learns(name: str) -> None:
    split = load(name)
    scaler = StandardScaler().fit(split.X_train)
    X, held_out = scaler.transform(split.X_train), scaler.transform(split.X_test)
    for voting, inside in (("hard", deciders()), ("soft", likely())):
        weights = np.arange(1, len(inside) + 1) / 10
        for given in (None, weights):
            estimator = VotingClassifier(inside, voting=voting, weights=given)
            model = mote.convert(estimator.fit(X, split.y_train))
            report = model.verify(held_out, split.y_test)
            assert report.identical == report.rows
            if voting == "soft":
                own, theirs = model.predict_proba(held_out), estimator.predict_proba(held_out)
                exempt = report.excused["moved by float32"]
                apart = np.abs(own - theirs).max(axis=1)
                assert (apart > 1e-5).sum() <= exempt


@pytest.mark.parametrize("dtype", ["int16", "int8"])
@pytest.mark.parametrize("name", ["iris", *SLOW[:2]])
def test_votes_of_integers_lose_at_most_half_a_point(name: str, dtype: str) -> None:
    split = load(name)
    inside = [member for member in likely() if member[0] not in ("bayes", "network")]
    for voting in ("hard", "soft"):
        estimator = VotingClassifier(inside, voting=voting, weights=[1.0, 0.7, 0.4, 0.9])
        estimator = fitted(make_pipeline(StandardScaler(), estimator), split)
        model = mote.convert(estimator, dtype, calibrate=split.X_train)
        report = model.verify(split.X_test, split.y_test)
        lost = report.reference_accuracy - report.accuracy
        assert lost <= max(0.005, 1.01 / report.rows)


def test_ties_go_to_the_first_class_and_tenths_add_up_as_doubles() -> None:
    X = np.array([[0.0], [1.0], [2.0], [3.0]])
    low, high = np.array([0, 0, 1, 1]), np.array([0, 1, 1, 1])
    trees = [DecisionTreeClassifier().fit(X, y) for y in (low, low, high)]
    for weights, second in (([1, 2, 3], 0), ([0.1, 0.2, 0.3], 0), ([0.2, 0.1, 0.3], 0), (None, 0)):
        voting = VotingClassifier([(f"t{i}", tree) for i, tree in enumerate(trees)])
        voting = voting.set_params(weights=weights).fit(X, low)
        voting.estimators_ = trees
        model = mote.convert(voting)
        said = voting.predict(X)
        np.testing.assert_array_equal(model.predict(X), said)
        assert said[1] == second
        assert model.verify(X).identical == 4
    reverse = VotingClassifier([("a", trees[2]), ("b", trees[0]), ("c", trees[1])])
    reverse = reverse.set_params(weights=[0.3, 0.1, 0.2]).fit(X, low)
    reverse.estimators_ = [trees[2], trees[0], trees[1]]
    assert mote.convert(reverse).predict([[1.0]]) == reverse.predict([[1.0]])
    assert reverse.predict([[1.0]]) == [0], "in doubles 0.1 + 0.2 is more than 0.3"


def test_votes_are_scores() -> None:
    split = load("iris")
    estimator = fitted(VotingClassifier(deciders(), weights=np.arange(8) / 2), split)
    model = mote.convert(estimator)
    votes = model.score_samples(split.X_test)
    np.testing.assert_allclose(votes.sum(axis=1), 14.0)
    assert model.stored.weights.dtype == np.uint16
    np.testing.assert_array_equal(votes.argmax(axis=1), estimator.predict(split.X_test))
    with pytest.raises(AttributeError, match="gives no probabilities"):
        model.predict_proba(split.X_test)


@pytest.mark.parametrize("dtype", ["float", "int16", "int8"])
def test_means_stay_below_the_bound_and_are_not_far_below(dtype: str) -> None:
    X, y = datasets.load_diabetes(return_X_y=True)
    inside = values()[:2] if dtype != "float" else [values()[0], values()[2]]
    estimator = VotingRegressor(inside, weights=[1, 2]).fit(X[::2], y[::2])
    model = mote.convert(estimator, dtype, calibrate=None if dtype == "float" else X)
    report = model.verify(X[1::2], y[1::2])
    assert report.identical + sum(report.excused.values()) >= report.rows
    samples = model.samples(X[1::2])[0]
    promised = find(estimator).contract(model.stored, estimator, samples)
    held = ~np.any([excuse.rows for excuse in promised.excused.values()], axis=0)
    off = np.abs(model.predict(X[1::2]) - promised.numbers[:, 0])[held]
    assert 0.01 < (off / promised.bound[held]).max() < 1.0
    assert held.mean() > 0.95
    assert report.r2 >= report.reference_r2 - 0.005


def test_probabilities_stay_below_the_bound_and_are_not_far_below() -> None:
    split = load("wine")
    estimator = fitted(VotingClassifier(likely()[:3], voting="soft"), split)
    for dtype, inside in (("float", likely()[:3]), ("int16", likely()[:2])):
        estimator = fitted(
            VotingClassifier(inside, voting="soft", weights=[3, 2, 1][: len(inside)]), split
        )
        model = mote.convert(
            estimator, dtype, calibrate=None if dtype == "float" else split.X_train
        )
        promised = find(estimator).contract(model.stored, estimator, model.samples(split.X_test)[0])
        off = np.abs(model.predict_proba(split.X_test) - promised.numbers).max(axis=1)
        assert 0.01 < (off / promised.bound).max() < 1.0


def test_members_with_a_scaler_of_their_own_take_the_same_sample() -> None:
    split = load("wine")
    inside = [
        ("logistic", make_pipeline(StandardScaler(), LogisticRegression())),
        ("few", make_pipeline(SelectKBest(k=3), GaussianNB())),
        ("tree", DecisionTreeClassifier(max_depth=2, random_state=0)),
    ]
    model = mote.convert(fitted(VotingClassifier(inside, voting="soft"), split))
    assert model.facts.n_features == 13
    assert "mote::select_columns<float, 13, columns>" in model.header()
    assert model.verify(split.X_test).identical == len(split.X_test)


def test_what_stands_before_the_whole_becomes_a_part_of_each_member() -> None:
    split = load("wine")
    for before in (StandardScaler(), make_pipeline(SelectKBest(k=6), StandardScaler())):
        whole = VotingClassifier([*likely()[:3], likely()[4]], voting="soft")
        model = mote.convert(fitted(make_pipeline(before, whole), split))
        assert model.verify(split.X_test).identical == len(split.X_test)
    assert model.facts.n_features == 6
    missing = split.X_train.copy()
    missing[::3, 2] = np.nan
    filled = make_pipeline(SimpleImputer(), VotingClassifier(likely()[:3], voting="soft"))
    model = mote.convert(filled.fit(missing, split.y_train))
    assert model.verify(missing).identical == len(missing)


def test_tables_name_the_columns() -> None:
    frame, y = datasets.load_iris(return_X_y=True, as_frame=True)
    names = np.array(["setosa", "versicolor", "virginica"])[y]
    estimator = VotingClassifier(likely()[:3], voting="soft").fit(frame, names)
    model = mote.convert(estimator)
    assert model.feature_names_in_ == list(frame.columns)
    assert model.verify(frame, names).identical == len(frame)
    assert set(model.predict(frame)) <= set(names)
    shuffled = frame[frame.columns[::-1]]
    with pytest.raises((ValueError, mote.UnsupportedError)):
        model.predict(pandas.DataFrame(shuffled))


def test_a_vote_of_votes_is_a_vote() -> None:
    split = load("iris")
    inner = VotingClassifier(likely()[:2], voting="soft")
    outer = VotingClassifier([("both", inner), ("bayes", GaussianNB())], voting="soft")
    model = mote.convert(fitted(outer, split))
    assert model.verify(split.X_test).identical == len(split.X_test)


def test_dropped_members_are_left_out() -> None:
    split = load("iris")
    estimator = VotingClassifier(likely()[:3], voting="soft", weights=[1, 2, 3])
    estimator = fitted(estimator.set_params(forest="drop"), split)
    model = mote.convert(estimator)
    assert model.details == {"members": 2, "voting": "soft"}
    assert model.verify(split.X_test).identical == len(split.X_test)


@pytest.mark.parametrize("dtype", ["float", "int16"])
def test_the_flash_of_a_model_is_that_of_its_constants_in_cpp(dtype: str, tmp_path: Any) -> None:
    split = load("iris")
    kinds: Members = [
        ("logistic", LogisticRegression(max_iter=5000)),
        ("neighbours", KNeighborsClassifier(3)),
    ]
    for voting, weights in (("hard", None), ("hard", [0.1, 0.7]), ("soft", [1, 2])):
        estimator = fitted(VotingClassifier(kinds, voting=voting, weights=weights), split)
        calibrate = None if dtype == "float" else split.X_train
        model = mote.convert(estimator, dtype, calibrate=calibrate)
        source = (
            '#include "made.hpp"\n#include <stdio.h>\nnamespace m = made;\nint main() {\n'
            '  printf("%d", static_cast<int>(sizeof m::model + sizeof m::parts::member_0::model +\n'
            "                                sizeof m::parts::member_1::model));\n}\n"
        )
        files = {"made.hpp": model.header("made"), "main.cpp": source}
        printed = compile_program(tmp_path, files)
        assert abs(int(printed) - model.table_bytes) <= 8, "what the compiler aligns"


@pytest.mark.parametrize("at", [0, 1])
@pytest.mark.parametrize("voting", ["soft", "mean"])
def test_a_changed_weight_is_found(voting: str, at: int) -> None:
    split = load("wine")
    if voting == "soft":
        estimator: Any = VotingClassifier(likely()[:2], voting="soft")
    else:
        estimator = VotingRegressor(values()[:2])
    model = mote.convert(fitted(estimator, split))
    weights = model.stored.weights.copy()
    weights[at] *= np.float32(1.01)
    model.stored = dataclasses.replace(model.stored, weights=weights)
    with pytest.raises(mote.VerificationError, match="rows differ from scikit-learn"):
        model.verify(split.X_test)


def test_a_changed_vote_is_found() -> None:
    split = load("wine")
    model = mote.convert(fitted(VotingClassifier(deciders()), split))
    weights = model.stored.weights.copy()
    weights[0] += 1
    model.stored = dataclasses.replace(model.stored, weights=weights)
    with pytest.raises(mote.VerificationError, match="rows differ from scikit-learn"):
        model.verify(split.X_test)


CALIBRATED: dict[str, Any] = {
    "linear": LinearSVC(),
    "rbf": SVC(),
    "bayes": GaussianNB(var_smoothing=1e-3),
    "forest": RandomForestClassifier(4, max_depth=4, random_state=0),
}


@pytest.mark.parametrize("inner", ["linear", "rbf"])
@pytest.mark.parametrize("name", ["iris", *SLOW])
def test_calibrated_probabilities_are_scikit_learns(name: str, inner: str) -> None:
    split = load(name)
    whole = make_pipeline(StandardScaler(), CalibratedClassifierCV(CALIBRATED[inner], cv=2))
    report = mote.convert(fitted(whole, split)).verify(split.X_test, split.y_test)
    assert report.identical == report.rows
    assert 1e-9 < report.difference <= 1e-5


@pytest.mark.parametrize("ensemble", [True, False])
@pytest.mark.parametrize("method", ["sigmoid", "isotonic"])
@pytest.mark.parametrize("inner", CALIBRATED)
def test_curves_stay_below_the_bound_and_are_not_far_below(
    inner: str, method: str, ensemble: bool
) -> None:
    share = []
    for name in ("iris", "cancer"):
        split = load(name)
        inside = make_pipeline(StandardScaler(), CALIBRATED[inner])
        whole = CalibratedClassifierCV(inside, method=method, cv=3, ensemble=ensemble)
        model = mote.convert(fitted(whole, split))
        report = model.verify(split.X_test, split.y_test)
        assert report.identical + sum(report.excused.values()) >= report.rows
        assert model.details["members"] == (3 if ensemble else 1)
        promised = find(whole).contract(model.stored, whole, model.samples(split.X_test)[0])
        held = ~np.any([e.rows for e in promised.excused.values() if e.numbers], axis=0)
        assert held.mean() > 0.8
        off = np.abs(model.predict_proba(split.X_test) - promised.numbers).max(axis=1)
        share.append((off / promised.bound)[held].max())
    assert 0.01 < max(share) < 1.0


def test_classifiers_that_were_fitted_before_are_calibrated() -> None:
    frozen = pytest.importorskip("sklearn.frozen")
    split = load("wine")
    inner = fitted(make_pipeline(StandardScaler(), LogisticRegression()), split)
    for method in ("sigmoid", "isotonic"):
        whole = CalibratedClassifierCV(frozen.FrozenEstimator(inner), method=method)
        model = mote.convert(whole.fit(split.X_test, split.y_test))
        assert model.verify(split.X_train).identical == len(split.X_train)


def test_a_table_is_calibrated_by_its_names() -> None:
    frame, y = datasets.load_iris(return_X_y=True, as_frame=True)
    names = np.array(["setosa", "versicolor", "virginica"])[y]
    whole = CalibratedClassifierCV(LinearSVC(), cv=2).fit(frame, names)
    model = mote.convert(whole)
    assert model.verify(frame, names).identical == len(frame)
    voting = VotingClassifier([("svc", clone(whole)), ("nb", GaussianNB())], voting="soft")
    assert mote.convert(voting.fit(frame, names)).verify(frame).identical == len(frame)


@pytest.mark.parametrize("method", ["sigmoid", "isotonic"])
def test_a_changed_curve_is_found(method: str) -> None:
    split = load("wine")
    inside = make_pipeline(StandardScaler(), LinearSVC())
    model = mote.convert(fitted(CalibratedClassifierCV(inside, method=method, cv=2), split))
    stored = model.stored
    held = stored.members[0]
    (first, second), *rest = held.stored.curves
    second = second * np.float32(0.99)
    changed = dataclasses.replace(held.stored, curves=((first, second), *rest))
    members = (dataclasses.replace(held, stored=changed), *stored.members[1:])
    model.stored = dataclasses.replace(stored, members=members)
    with pytest.raises(mote.VerificationError, match="rows differ from scikit-learn"):
        model.verify(split.X_test)


@pytest.mark.parametrize("method", ["sigmoid", "isotonic"])
def test_the_flash_of_curves_is_their_points(method: str, tmp_path: Any) -> None:
    split = load("iris")
    whole = CalibratedClassifierCV(LinearSVC(), method=method, cv=2, ensemble=False)
    model = mote.convert(fitted(whole, split))
    source = (
        '#include "made.hpp"\n#include <stdio.h>\nnamespace m = made::parts::member_0;\n'
        "int main() {\n"
        '  printf("%d", static_cast<int>(sizeof made::model + sizeof m::model +\n'
        "                                sizeof m::parts::member_0::model));\n}\n"
    )
    files = {"made.hpp": model.header("made"), "main.cpp": source}
    assert int(compile_program(tmp_path, files)) == model.table_bytes
    curves = model.stored.members[0].stored.curves
    assert len(curves) == 3
    points = {len(first) for first, _ in curves}
    assert len(points) == 1
    part = [size for what, size in model.facts.parts.items() if "curves" in what]
    assert part == [3 * 8 * points.pop()]


def stacked(**options: Any) -> Any:
    """Of members that give probabilities, scores, and labels of trees."""
    inside = [
        ("logistic", make_pipeline(StandardScaler(), LogisticRegression())),
        ("vectors", make_pipeline(StandardScaler(), SVC())),
        ("bayes", make_pipeline(StandardScaler(), GaussianNB(var_smoothing=0.1))),
        ("forest", RandomForestClassifier(3, max_depth=4, random_state=0)),
    ]
    last = LogisticRegression(max_iter=5000)
    return StackingClassifier(inside, **{"final_estimator": last, "cv": 2, **options})


@pytest.mark.parametrize("name", ["iris", *SLOW])
def test_stacks_are_scikit_learns(name: str) -> None:
    split = load(name)
    estimator = fitted(stacked(), split)
    assert estimator.stack_method_[:2] == ["predict_proba", "decision_function"]
    report = mote.convert(estimator).verify(split.X_test, split.y_test)
    assert report.identical == report.rows
    assert 1e-9 < report.difference <= 1e-5


LAST: dict[str, Any] = {
    "logistic": LogisticRegression(max_iter=5000),
    "scaled": make_pipeline(StandardScaler(), LogisticRegression()),
    "forest": RandomForestClassifier(3, max_depth=3, random_state=0),
    "vectors": SVC(),
    "network": MLPClassifier((5,), tol=1e9, n_iter_no_change=60, random_state=0),
}


@pytest.mark.parametrize("last", LAST)
@pytest.mark.parametrize("passthrough", [True, False])
def test_any_model_may_be_the_last_of_a_stack(last: str, passthrough: bool) -> None:
    share = []
    for name in ("iris", "cancer"):
        split = load(name)
        whole = stacked(final_estimator=LAST[last], passthrough=passthrough)
        model = mote.convert(fitted(whole, split))
        report = model.verify(split.X_test, split.y_test)
        assert report.identical + sum(report.excused.values()) >= report.rows
        promised = find(whole).contract(model.stored, whole, model.samples(split.X_test)[0])
        held = ~np.any([e.rows for e in promised.excused.values() if e.numbers], axis=0)
        assert held.mean() > 0.8
        scores = last == "vectors"
        own = (model.score_samples if scores else model.predict_proba)(split.X_test)
        off = np.abs(own.reshape(len(own), -1) - promised.numbers).max(axis=1)
        share.append((off / promised.bound)[held].max())
    assert 1e-4 < max(share) < 1.0


@pytest.mark.parametrize("method", ["predict", "predict_proba"])
def test_a_stack_is_given_what_its_method_says(method: str) -> None:
    split = load("cancer")
    inside = stacked().estimators
    inside = inside if method == "predict" else [inside[0], *inside[2:]]
    whole = stacked().set_params(estimators=inside, stack_method=method)
    model = mote.convert(fitted(whole, split))
    kind = "value" if method == "predict" else "shares"
    assert f"mote::stacked_{kind}<parts::member_0::model>" in model.header()
    report = model.verify(split.X_test)
    assert report.identical + sum(report.excused.values()) >= report.rows


def test_stacks_of_values_stay_below_the_bound() -> None:
    X, y = datasets.load_diabetes(return_X_y=True)
    for passthrough in (True, False):
        whole = StackingRegressor(values(), Ridge(), cv=2, passthrough=passthrough)
        model = mote.convert(whole.fit(X[::2], y[::2]))
        report = model.verify(X[1::2], y[1::2])
        assert report.identical + sum(report.excused.values()) >= report.rows
        assert report.difference / report.bound > 1e-3
        assert model.details == {"members": 4, "last": "Ridge"}


def test_what_stands_before_a_stack_becomes_a_part_of_each_member() -> None:
    split = load("wine")
    inside = [("logistic", LogisticRegression()), ("bayes", GaussianNB())]
    whole = make_pipeline(StandardScaler(), StackingClassifier(inside, cv=2))
    model = mote.convert(fitted(whole, split))
    assert model.verify(split.X_test).identical == len(split.X_test)
    frame, y = datasets.load_iris(return_X_y=True, as_frame=True)
    names = np.array(["setosa", "versicolor", "virginica"])[y]
    model = mote.convert(stacked().fit(frame, names))
    assert model.verify(frame, names).identical == len(frame)
    passing = StackingClassifier(inside, cv=2, passthrough=True)
    with pytest.raises(mote.UnsupportedError, match=r"passthrough=True.*put its steps into each"):
        mote.convert(fitted(make_pipeline(StandardScaler(), passing), split))


@pytest.mark.parametrize("at", ["member", "last"])
def test_a_changed_constant_of_a_stack_is_found(at: str) -> None:
    split = load("wine")
    inside = [("logistic", make_pipeline(StandardScaler(), LogisticRegression()))]
    model = mote.convert(fitted(StackingClassifier(inside, cv=2), split))
    stored = model.stored
    held = stored.last if at == "last" else stored.members[0]
    weights = held.stored.weights * np.float32(1.01)
    changed = dataclasses.replace(held, stored=dataclasses.replace(held.stored, weights=weights))
    part = {"last": changed} if at == "last" else {"members": (changed,)}
    model.stored = dataclasses.replace(stored, **part)
    with pytest.raises(mote.VerificationError, match="rows differ from scikit-learn"):
        model.verify(split.X_test)


def test_what_cannot_be_stacked_is_refused() -> None:
    X, y = datasets.load_iris(return_X_y=True)
    with pytest.raises(mote.UnsupportedError, match=r"columns of its last model are of float"):
        mote.convert(stacked().fit(X, y), "int16", calibrate=X)
    boosting = [("boosting", GradientBoostingClassifier(n_estimators=2))]
    whole = StackingClassifier(boosting, cv=2, stack_method="decision_function").fit(X, y)
    with pytest.raises(mote.UnsupportedError, match=r"has no decision_function on a chip"):
        mote.convert(whole)
    odd = stacked().fit(X, y)
    odd.estimators_[3] = RandomForestClassifier(2).fit(X[:100], y[:100])
    with pytest.raises(mote.UnsupportedError, match=r"does not know all 3 classes"):
        mote.convert(odd)


def test_what_cannot_be_calibrated_is_refused() -> None:
    X, y = datasets.load_iris(return_X_y=True)
    boosting = CalibratedClassifierCV(GradientBoostingClassifier(n_estimators=2), cv=2).fit(X, y)
    with pytest.raises(mote.UnsupportedError, match=r"no decision_function on a chip.*without the"):
        mote.convert(boosting)
    linear = CalibratedClassifierCV(LinearSVC(), cv=2).fit(X, y)
    with pytest.raises(mote.UnsupportedError, match=r"curves are of float. Use dtype='float'"):
        mote.convert(linear, "int16", calibrate=X)
    linear.calibrated_classifiers_[0].method = "temperature"
    with pytest.raises(mote.UnsupportedError, match=r"fold 1.*'temperature' has no equal"):
        mote.convert(linear)
    linear = CalibratedClassifierCV(LinearSVC(), cv=2).fit(X, y)
    linear.calibrated_classifiers_[1].estimator = LinearSVC().fit(X[:100], y[:100])
    with pytest.raises(mote.UnsupportedError, match=r"fold 2.*does not know all 3 classes"):
        mote.convert(linear)


def test_what_has_no_equal_is_refused() -> None:
    X, y = datasets.load_iris(return_X_y=True)

    def refused(estimator: Any, match: str, dtype: str = "float", target: Any = y) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            estimator = clone(estimator).fit(X, target)
        calibrate = X if dtype != "float" else None
        with pytest.raises(mote.UnsupportedError, match=match):
            mote.convert(estimator, dtype, calibrate=calibrate)

    soft = VotingClassifier([("a", GaussianNB()), ("b", LinearSVC())], voting="soft")
    refused(soft, "member 'b', LinearSVC, gives no probabilities on a chip.*voting='hard'")
    refused(VotingClassifier(likely()[:3]), "member 'bayes', GaussianNB: .*dtype='float'", "int16")
    odd = VotingClassifier([("odd", DecisionTreeClassifier()), ("ok", GaussianNB())])
    odd.fit(X, y).estimators_[0] = DecisionTreeClassifier().fit(X[:100], y[:100])
    with pytest.raises(mote.UnsupportedError, match=r"member 'odd'.*does not know all 3 classes"):
        mote.convert(odd)
    for weights in ([1, -1], [0, np.nan], [np.inf, 1]):
        voting = VotingClassifier([("a", GaussianNB()), ("b", GaussianNB())]).fit(X, y)
        with pytest.raises(mote.UnsupportedError, match="at least 0 and one of them above it"):
            mote.convert(voting.set_params(weights=weights))
    scaled = [("one", make_pipeline(StandardScaler(), LogisticRegression())), ("two", GaussianNB())]
    refused(
        make_pipeline(StandardScaler(), VotingClassifier(scaled)),
        "member 'one' has a Pipeline of its own.*scale once",
    )
    filled = [("one", make_pipeline(SimpleImputer(), LogisticRegression(max_iter=5000)))]
    refused(VotingClassifier(filled), "member 'one': a SimpleImputer.*before the whole")
    unknown = VotingClassifier([("trees", ExtraTreesClassifier(2)), ("odd", Unknown())])
    refused(unknown, "member 'odd': mote.convert cannot convert Unknown")
    mixed = VotingRegressor([("rate", PoissonRegressor()), ("tree", DecisionTreeRegressor())])
    refused(mixed, "member 'rate': .*logarithmic link", "int16", y + 1.0)


class Unknown(DecisionTreeClassifier):
    """A tree that mote has never heard of."""
