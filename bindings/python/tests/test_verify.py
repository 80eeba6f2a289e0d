"""verify shows what holds, counts what may differ, and raises when the promise is broken."""

from __future__ import annotations

import dataclasses
import pickle
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from conftest import as_integers, load
from sklearn.ensemble import (
    ExtraTreesRegressor,
    GradientBoostingClassifier,
    HistGradientBoostingClassifier,
    HistGradientBoostingRegressor,
    IsolationForest,
    RandomForestClassifier,
)
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

import mote
from mote import run
from mote.families.trees import text
from mote.families.trees.family import Trees
from mote.families.trees.read import read
from mote.host import wrapper

pytestmark = pytest.mark.slow  # left out by ./dev test --fast


def test_the_report_says_all_that_was_found(forest: Any) -> None:
    split = load("digits")
    report = mote.convert(forest, "int8").verify(split.X_test, split.y_test)
    assert report.identical == report.rows == len(split.X_test)
    assert report.accuracy == report.reference_accuracy == forest.score(split.X_test, split.y_test)
    assert 0 < report.difference <= report.bound
    said = str(report)
    assert f"identical          {report.rows} of {report.rows}" in said
    assert f"accuracy           {report.accuracy:.4f} (scikit-learn {report.accuracy:.4f})" in said
    assert "saturated" not in said


def test_without_y_there_is_no_accuracy(small_tree: Any) -> None:
    report = mote.convert(small_tree).verify(load("iris").X_test)
    assert report.accuracy is report.reference_accuracy is None
    assert "accuracy" not in str(report)


# --- broken promises ------------------------------------------------------------------------------


def with_table(model: mote.Model, **changes: Any) -> mote.Model:
    table = dataclasses.replace(model.stored.table, **changes)
    model.stored = dataclasses.replace(model.stored, table=table)
    return model


def test_one_changed_threshold_is_found(small_tree: Any) -> None:
    split = load("iris")
    model = mote.convert(small_tree)
    (threshold, feature, link), *rest = model.stored.table.splits
    changed = [(np.float32(threshold + np.float32(3.0)), feature, link), *rest]
    with pytest.raises(mote.VerificationError, match=r"rows differ .* the first is row \d+"):
        with_table(model, splits=changed).verify(split.X_test)
    assert model.verification is not None
    assert model.verification.identical < model.verification.rows


def test_two_exchanged_leaves_are_found(forest: Any) -> None:
    X = load("digits").X_test
    model = mote.convert(forest, "int8", leaves="hard")
    slots = [{3: 5, 5: 3}.get(slot, slot) for slot in model.stored.table.slots]
    with pytest.raises(mote.VerificationError, match="Please report this"):
        with_table(model, slots=slots).verify(X)


@pytest.mark.parametrize("leaves", ["soft8", "soft16", "exact"])
def test_a_wrong_proportion_is_found_though_every_label_stays(leaves: str, forest: Any) -> None:
    X = load("digits").X_test[:50]
    model = mote.convert(forest, leaves=leaves)
    held = model.stored.leaves.row_value.copy()
    sums = np.flatnonzero(held == held.max())[:20]
    held[sums] = held[sums] * 0.9 if leaves != "exact" else held[sums] - 2**50
    leaves_ = dataclasses.replace(model.stored.leaves, row_value=held)
    model.stored = dataclasses.replace(model.stored, leaves=leaves_)
    with pytest.raises(mote.VerificationError, match="numbers differ by"):
        model.verify(X)


@pytest.mark.parametrize("leaves", ["float", "int16", "int32"])
def test_a_wrong_base_is_found_in_values(leaves: str) -> None:
    split = as_integers(load("diabetes"))
    estimator = ExtraTreesRegressor(3, max_depth=4, random_state=0)
    model = mote.convert(estimator.fit(split.X_train, split.y_train), "int16", leaves=leaves)
    off = 0.03 / model.stored.leaves.scale  # 0.01 of a target near 150, for each of three trees
    model.stored.leaves.base = (model.stored.leaves.base + off).astype(
        model.stored.leaves.base.dtype
    )
    with pytest.raises(mote.VerificationError):
        model.verify(split.X_test)


def test_wrong_probabilities_of_boosting_are_found() -> None:
    split = load("cancer")
    estimator = GradientBoostingClassifier(n_estimators=5, random_state=0)
    estimator.fit(split.X_train, split.y_train)
    model = mote.convert(estimator, leaves="int16")
    model.stored.leaves.scale *= 1.1
    with pytest.raises(mote.VerificationError, match="numbers differ"):
        model.verify(split.X_test)


def test_wrong_scores_of_an_isolation_forest_are_found() -> None:
    split = load("cancer")
    model = mote.convert(IsolationForest(n_estimators=5, random_state=0).fit(split.X_train))
    model.stored.leaves.scale *= 1.01
    with pytest.raises(mote.VerificationError, match="numbers differ"):
        model.verify(split.X_test)


# --- every way to flash it -----------------------------------------------------------------------


def test_code_and_file_give_the_bits_of_the_walk(forest: Any) -> None:
    X = load("digits").X_test[:100]
    report = mote.convert(forest, "int16").verify(X)
    assert report.ways == {
        "as code": "the same bits on 100 of 100 rows, 64 of 64 probes",
        "from a file": "the same bits on 100 of 100 rows, 64 of 64 probes",
    }
    assert "as code            the same bits on 100 of 100 rows, 64 of 64 probes" in str(report)


def test_code_that_answers_otherwise_is_found(
    small_tree: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = wrapper.write

    def broken(*arguments: Any, **options: Any) -> str:
        text = write(*arguments, **options)
        changed = text.replace("predict<m::model>(row(x, i))", "predict<m::model>(row(x, 0))")
        assert changed != text or not options["code"]
        return changed

    monkeypatch.setattr(wrapper, "write", broken)
    X = load("iris").X_test
    model = mote.convert(small_tree)
    differ = int((model.predict(X) != model.predict(X)[0]).sum())
    with pytest.raises(
        mote.VerificationError, match=f"as code the model answers {differ} of 50 rows"
    ):
        model.verify(X)


def test_a_file_that_answers_otherwise_is_found(
    small_tree: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = mote.convert(small_tree, leaves="hard")
    slots = [{1: 2, 2: 1}.get(slot, slot) for slot in model.stored.table.slots]
    table = dataclasses.replace(model.stored.table, slots=slots)
    other = Trees().file(dataclasses.replace(model.stored, table=table))
    monkeypatch.setattr(Trees, "file", lambda self, stored: other)
    X = load("iris").X_test
    differ = int((model.predict(X) != 0).sum())
    with pytest.raises(
        mote.VerificationError, match=f"from a file the model answers {differ} of 50 rows, "
    ):
        model.verify(X)


def test_code_that_would_take_too_long_to_compile_is_left_out_and_said(
    small_tree: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "MOST_BRANCHES", 3)
    model = mote.convert(small_tree)
    n = model.facts.branches
    report = model.verify(load("iris").X_test)
    assert report.ways["as code"] == f"not compiled on this machine: {n} branches, above 3"
    assert report.ways["as code"] in str(report)
    assert report.ways["from a file"] == "the same bits on 50 of 50 rows, 64 of 64 probes"


def test_a_model_that_no_file_can_hold_says_why(
    small_tree: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(text, "LARGEST_LINK", 1)
    model = mote.convert(small_tree)
    report = model.verify(load("iris").X_test)
    assert report.ways["from a file"].startswith("none: a tree file links over at most 0 splits")
    with pytest.raises(mote.UnsupportedError, match=r"save a \.hpp"):
        model.save("iris.csv")


def test_what_is_excused_is_said_before_what_holds(forest: Any) -> None:
    report = mote.convert(forest, "int8", leaves="hard").verify(load("digits").X_test)
    said = str(report)
    count = report.excused["near a tie"]
    assert report.apart == count > 5
    assert said.startswith(
        f"{count} of 599 rows are excused, more than 1 %: on these the model may differ from "
        f"scikit-learn.\nnear a tie         {count} of 599 rows, which may differ\nidentical"
    )
    assert report.line.startswith(f"{report.identical} of 599 rows identical, {count} near a tie")


def test_a_file_that_the_chip_would_refuse_is_found(
    small_tree: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = mote.convert(small_tree)
    file = Trees().file(model.stored)
    assert file is not None
    damaged = dataclasses.replace(file, text=file.text.replace("\nr,", "\nq,", 1))
    monkeypatch.setattr(Trees, "file", lambda self, stored: damaged)
    with pytest.raises(mote.VerificationError, match=r"own file was refused in line \d+"):
        model.verify(load("iris").X_test)
    assert model.verification is not None
    assert model.verification.ways["from a file"] == "refused"


# --- what is counted ------------------------------------------------------------------------------


def test_clipped_values_are_counted_and_change_no_answer() -> None:
    X = np.arange(400.0)[:, None]
    tree = DecisionTreeClassifier().fit(X, (X[:, 0] > 100).astype(int))
    model = mote.convert(tree, "int8")  # all thresholds lie inside the type, or it would be refused
    report = model.verify(X)
    assert (report.saturated, report.identical) == (272, 400)
    report = model.verify(X[:200])
    assert (report.saturated, report.identical) == (72, 200)
    assert "saturated values   72" in str(report)


def test_values_outside_the_calibrated_range_are_counted() -> None:
    X = np.linspace(0.0, 1.0, 201)[:, None]
    tree = DecisionTreeClassifier().fit(X, (X[:, 0] > 0.42).astype(int))
    model = mote.convert(tree, "int16", calibrate=X)
    report = model.verify(np.vstack([X, [[-3.0]], [[7.0]], [[1.005]]]))
    assert (report.saturated, report.identical) == (2, 204)
    narrow = mote.convert(tree, "int16", calibrate=X[:50])
    with pytest.raises(mote.VerificationError, match="calibrate on samples that span it"):
        narrow.verify(X)


def test_samples_that_calibrate_saw_are_never_clipped() -> None:
    # Two neighbouring float32: their centre is rounded to one of them.
    X = np.array([[16_777_216.0, 0.0], [16_777_218.0, 1e-38], [16_777_216.0, 3e38]])
    tree = DecisionTreeClassifier().fit(X, [0, 1, 0])
    for dtype in ("int8", "int16"):
        report = mote.convert(tree, dtype, calibrate=X).verify(X)
        assert (report.saturated, report.identical) == (0, 3)


def test_rows_that_scaling_moved_over_a_threshold_are_counted_and_excused() -> None:
    # The threshold is 0.5; int8 takes steps of 1 / 250, so rows within 0.002 of it may move.
    X = np.array([[0.0], [0.4], [0.6], [1.0]])
    tree = DecisionTreeClassifier().fit(X, [0, 0, 1, 1])
    model = mote.convert(tree, "int8", calibrate=X)
    rows = np.linspace(0.49, 0.51, 401)[:, None]
    report = model.verify(rows)
    moved = model.predict(rows) != tree.predict(rows)
    assert report.excused["near a threshold"] == int(moved.sum()) > 0
    assert report.identical == report.rows - report.excused["near a threshold"]
    assert np.abs(rows[moved] - 0.5).max() <= 0.5 / 240  # 24 integers for each of ten tenths
    assert f"near a threshold   {moved.sum()} of 401 rows, which may differ" in str(report)
    assert "excused rows apart" in str(report)


def test_near_ties_are_counted() -> None:
    X = np.array([[0.0]] * 2 + [[1.0]] * 2)
    forest = RandomForestClassifier(3, bootstrap=False, random_state=0).fit(X, [0, 1, 0, 1])
    model = mote.convert(forest, leaves="soft8")
    report = model.verify(np.vstack([X, X]))
    assert report.excused["near a tie"] == 8


def test_rows_that_float32_moves_are_counted_for_histogram_boosting() -> None:
    X = np.arange(100.0)[:, None] / 10
    estimator = HistGradientBoostingRegressor(max_iter=3, min_samples_leaf=5).fit(X, X[:, 0] ** 2)
    thresholds = np.unique(
        [t for tree in read(estimator).trees for t in tree.threshold[tree.left >= 0]]
    )
    beside = np.nextafter(thresholds, np.inf)[:, None]  # not a float32: rounds onto the threshold
    model = mote.convert(estimator)
    report = model.verify(np.vstack([beside, X]))
    own = model.predict(beside)
    assert report.excused["moved by float32"] > 0
    assert (np.abs(own - estimator.predict(beside)) > 1e-3).sum() <= report.excused[
        "moved by float32"
    ]
    assert "moved by float32" in str(report)
    assert "fit on X.astype(np.float32)" in str(report)
    assert model.verify(beside.astype(np.float32)).excused["moved by float32"] == 0


def test_clusters_cost_accuracy_that_verify_reports(forest: Any) -> None:
    split = load("digits")
    whole = mote.convert(forest, "int8", leaves="soft8")
    bytes_before = whole.table_bytes
    for clusters in (2, 4, 8):
        model = mote.convert(forest, "int8", leaves="soft8", leaf_clusters=clusters)
        report = model.verify(split.X_test, split.y_test)
        assert model.table_bytes < bytes_before
        assert model.stored.leaves.rows <= clusters * 10
        assert report.accuracy == pytest.approx(
            (model.predict(split.X_test) == split.y_test).mean()
        )
        assert report.reference_accuracy - report.accuracy < 0.1
        assert report.bound > 0.01
        assert f"Options    leaves='soft8', leaf_clusters={clusters}" in model.header()


def test_numpy_may_be_set_to_raise(tmp_path: Path) -> None:
    split = load("wine")
    estimator = HistGradientBoostingClassifier(max_iter=2, min_samples_leaf=5, random_state=0)
    estimator.fit(split.X_train * 1e-40, split.y_train)
    with np.errstate(all="raise"):
        for dtype, calibrate in (("float", None), ("int16", split.X_train * 1e-40)):
            model = mote.convert(estimator, dtype, calibrate=calibrate)
            model.save(tmp_path / "model.hpp")
            assert len(model.predict(split.X_test * 1e-40)) == len(split.X_test)


def test_a_data_frame_is_as_good_as_an_array(small_tree: Any) -> None:
    class Frame:
        """What numpy, and so mote, sees of a data frame."""

        columns = ("sepal length", "b", "c", "d\\")

        def __init__(self, X: np.ndarray) -> None:
            self.X = X

        def __array__(self, dtype: Any = None, copy: Any = None) -> np.ndarray:
            return self.X if dtype is None else self.X.astype(dtype)

    split = load("iris")
    tree = DecisionTreeClassifier(max_depth=2).fit(split.X_train, split.y_train)
    tree.feature_names_in_ = np.array(["sepal length", "b", "c", "d\\"], dtype=object)
    model = mote.convert(tree)
    report = model.verify(Frame(split.X_test))  # no warning of missing names
    assert report.identical == report.rows
    assert "// Features   sepal length, b, c, d" in model.header()


def test_a_model_is_copied_and_pickled_without_its_compiled_code(small_tree: Any) -> None:
    X = load("iris").X_test
    model = mote.convert(small_tree)
    expected = model.predict(X)
    copy = pickle.loads(pickle.dumps(model))
    np.testing.assert_array_equal(copy.predict(X), expected)
    assert copy.header() == model.header()
    assert repr(copy) == repr(model)
    assert "1 trees" in repr(model)
    assert f"{model.facts.branches} splits, float features" in repr(model)


def test_two_models_in_one_process_do_not_share_a_table(forest: Any, small_tree: Any) -> None:
    digits, iris = load("digits").X_test, load("iris").X_test
    first, second = mote.convert(forest, "int8"), mote.convert(small_tree)
    a, b = first.predict(digits), second.predict(iris)
    other = mote.convert(
        RandomForestClassifier(10, min_samples_leaf=5, random_state=9).fit(*load("digits")[::2]),
        "int8",
    )
    assert (other.predict(digits) != a).any()
    np.testing.assert_array_equal(first.predict(digits), a)
    np.testing.assert_array_equal(second.predict(iris), b)


def test_histogram_boosting_with_scaled_features_is_verified() -> None:
    split = load("wine", seed=2)
    estimator = HistGradientBoostingClassifier(max_iter=4, min_samples_leaf=5, random_state=0)
    estimator.fit(split.X_train, split.y_train)
    report = mote.convert(estimator, "int16", calibrate=split.X_train).verify(split.X_test)
    excused = (
        report.excused["near a threshold"]
        + report.excused["moved by float32"]
        + report.excused["near a tie"]
    )
    assert report.identical >= report.rows - excused


def test_a_regression_within_its_bound_is_identical_by_name() -> None:
    tree = DecisionTreeRegressor().fit([[0], [1], [2]], [-1e-3, 0.0, 1e6])
    report = mote.convert(tree, "int8", leaves="int16").verify(np.array([[0.0], [1.0], [2.0]]))
    assert report.identical == 3
    assert report.difference <= 1e6 / 32767
