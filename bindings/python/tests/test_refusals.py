"""What cannot be done is refused with what was expected, what came, and what works instead."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from conftest import as_integers, load
from sklearn.datasets import make_regression
from sklearn.ensemble import (
    AdaBoostClassifier,
    AdaBoostRegressor,
    BaggingClassifier,
    ExtraTreesRegressor,
    GradientBoostingClassifier,
    HistGradientBoostingClassifier,
    HistGradientBoostingRegressor,
    IsolationForest,
    RandomForestClassifier,
    RandomTreesEmbedding,
)
from sklearn.gaussian_process import GaussianProcessClassifier
from sklearn.kernel_ridge import KernelRidge
from sklearn.multiclass import OneVsOneClassifier
from sklearn.multioutput import MultiOutputClassifier
from sklearn.naive_bayes import GaussianNB
from sklearn.neighbors import KNeighborsClassifier
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

import mote
from mote.scaling import dtype_named


def refusal(*arguments: Any, **options: Any) -> str:
    with pytest.raises(mote.UnsupportedError) as caught:
        mote.convert(*arguments, **options)
    return str(caught.value)


@pytest.mark.parametrize(
    ("estimator", "nearest"),
    [
        (AdaBoostRegressor(), "GradientBoostingRegressor is the nearest"),
        (MultiOutputClassifier(DecisionTreeClassifier()), "convert each of its estimators_"),
        (OneVsOneClassifier(DecisionTreeClassifier()), "fit its estimator on all classes at once"),
        (RandomTreesEmbedding(), "makes columns and no answer"),
        (GaussianProcessClassifier(), "the nearest that works is one of those"),
        (object(), "the nearest that works is one of those"),
        (DecisionTreeClassifier, "not an instance"),
        (None, "the nearest that works is one of those"),
    ],
    ids=lambda value: type(value).__name__ if not isinstance(value, str) else "",
)
def test_other_estimators_are_refused_with_the_nearest_that_works(
    estimator: Any, nearest: str
) -> None:
    message = refusal(estimator)
    name = estimator.__name__ if isinstance(estimator, type) else type(estimator).__name__
    assert name in message
    assert "HistGradientBoosting" in message
    assert nearest in message


def test_a_class_of_the_same_name_from_elsewhere_is_refused() -> None:
    class RandomForestClassifier:
        n_features_in_ = 3

    assert "test_refusals" in refusal(RandomForestClassifier())


@pytest.mark.parametrize(
    "estimator", [RandomForestClassifier(), HistGradientBoostingClassifier(), IsolationForest()]
)
def test_an_unfitted_estimator_is_refused(estimator: Any) -> None:
    assert "is not fitted: call fit(X, y)" in refusal(estimator)


def test_several_outputs_are_refused() -> None:
    X, y = make_regression(40, 4, n_targets=3, random_state=0)
    message = refusal(ExtraTreesRegressor(2).fit(X, y))
    assert "3 outputs" in message
    assert "one estimator per output" in message


def test_boosting_that_starts_from_a_model_is_refused() -> None:
    split = load("cancer")
    estimator = GradientBoostingClassifier(init=DecisionTreeClassifier(), n_estimators=2)
    message = refusal(estimator.fit(split.X_train, split.y_train))
    assert "DecisionTreeClassifier" in message
    assert "init=None or init='zero'" in message


def test_a_split_on_missing_values_is_refused() -> None:
    X = np.array([[np.nan], [1.0], [2.0]] * 20)  # one value alone scikit-learn 1.7 does not split
    tree = DecisionTreeClassifier().fit(X, [0, 1, 1] * 20)
    message = refusal(tree)
    assert "splits on whether a value is missing" in message
    assert "convert with missing=np.nan" in message


@pytest.mark.parametrize("dtype", ["int17", "Int16", "f32", "32", "<i9", None])
def test_a_wrong_dtype_is_answered_with_the_right_ones(dtype: Any, small_tree: Any) -> None:
    message = refusal(small_tree, dtype)
    assert repr(dtype) in message
    assert "float, int8, int16, int32" in message


@pytest.mark.parametrize("leaves", ["int16", "float", "soft", "Hard", ""])
def test_leaves_that_do_not_vote_are_refused_for_a_classifier(leaves: str, small_tree: Any) -> None:
    message = refusal(small_tree, leaves=leaves)
    assert f"leaves={leaves!r}" in message
    assert "auto, hard, soft8, soft16, exact" in message


@pytest.mark.parametrize("leaves", ["hard", "soft8", "exact"])
def test_leaves_that_vote_are_refused_for_a_regression(leaves: str) -> None:
    split = load("diabetes")
    tree = DecisionTreeRegressor(max_depth=2).fit(split.X_train, split.y_train)
    assert "auto, float, int16, int32" in refusal(tree, leaves=leaves)


def test_clusters_are_refused_where_no_leaf_holds_proportions(small_tree: Any) -> None:
    split = load("diabetes")
    regression = DecisionTreeRegressor(max_depth=2).fit(split.X_train, split.y_train)
    assert "adds values" in refusal(regression, leaf_clusters=4)
    assert "leaves='hard'" in refusal(small_tree, leaves="hard", leaf_clusters=4)
    for wrong in (0, -1, 256, 2.5):
        assert f"got {wrong}" in refusal(small_tree, leaf_clusters=wrong)


def test_integer_leaves_of_an_exponential_loss_are_refused() -> None:
    split = as_integers(load("diabetes"))
    estimator = HistGradientBoostingRegressor(loss="poisson", max_iter=3)
    message = refusal(estimator.fit(split.X_train, split.y_train), "int16")
    assert "exponential" in message
    assert "leaves='float'" in message


def test_values_beyond_float32_are_refused() -> None:
    tree = DecisionTreeRegressor().fit([[0.0], [1.0]], [1e300, -1e300])
    assert "1e+300" in refusal(tree)


def test_values_too_large_for_probabilities_of_integer_leaves_are_refused() -> None:
    split = load("cancer")
    estimator = GradientBoostingClassifier(n_estimators=1, init="zero", learning_rate=1e5)
    estimator.fit(split.X_train, split.y_train)
    assert "leaves='float'" in refusal(estimator, leaves="int16")


def test_an_isolation_forest_of_one_sample_is_refused() -> None:
    assert "at least two" in refusal(IsolationForest(n_estimators=2).fit([[1.0, 2.0]]))


def test_calibrate_is_refused_where_it_scales_nothing(small_tree: Any) -> None:
    X = load("iris").X_train
    assert "dtype='int16'" in refusal(small_tree, "float", calibrate=X)
    assert "dtype='int16'" in refusal(small_tree, "int32", calibrate=X)


def test_calibration_samples_of_the_wrong_kind_are_refused(small_tree: Any) -> None:
    X = load("iris").X_train
    for wrong, said in (
        (X[:, :3], "(n, 4)"),
        (X[0], "(4,)"),
        (X[:0], "(0, 4)"),
        (np.where(X > 5, np.nan, X), "NaN"),
        (np.where(X > 5, np.inf, X), "infinity"),
        (X * 1e39, "float32"),
    ):
        with pytest.raises(ValueError, match="calibrate") as caught:
            mote.convert(small_tree, "int16", calibrate=wrong)
        assert said in str(caught.value)


@pytest.mark.parametrize("method", ["predict", "predict_proba", "verify"])
def test_samples_of_the_wrong_kind_are_refused(method: str, small_tree: Any) -> None:
    ask = getattr(mote.convert(small_tree), method)
    X = load("iris").X_test
    with pytest.raises(ValueError, match=r"\(samples, 4\).*got \(50, 3\)"):
        ask(X[:, :3])
    with pytest.raises(ValueError, match=r"got \(4,\).*reshape"):
        ask(X[0])
    with pytest.raises(ValueError, match="NaN at row 2, feature 1"):
        ask(np.where(np.arange(200).reshape(50, 4) == 9, np.nan, X))
    with pytest.raises(ValueError, match=r"1e\+39 at row 2, feature 1, beyond float32.*scale"):
        ask(np.where(np.arange(200).reshape(50, 4) == 9, 1e39, X))
    with pytest.raises(ValueError, match="numbers"):
        ask([["a", "b", "c", "d"]])


def test_a_sparse_matrix_is_refused(small_tree: Any) -> None:
    from scipy.sparse import csr_array

    with pytest.raises(ValueError, match="toarray"):
        mote.convert(small_tree).predict(csr_array(load("iris").X_test))


def test_features_that_are_no_integers_are_refused_by_an_integer_model() -> None:
    split = load("iris")
    tree = DecisionTreeClassifier(max_depth=3).fit(np.rint(split.X_train), split.y_train)
    with pytest.raises(ValueError, match=r"X\[0, 0\] = 5.8 is not an integer.*calibrate=X_train"):
        mote.convert(tree, "int16").predict(split.X_test)


def test_verify_refuses_no_rows_and_a_wrong_y(small_tree: Any) -> None:
    split = load("iris")
    model = mote.convert(small_tree)
    with pytest.raises(ValueError, match="no sample"):
        model.verify(split.X_test[:0])
    with pytest.raises(ValueError, match=r"y must have shape \(50,\).*got \(100,\)"):
        model.verify(split.X_test, split.y_train)


def test_probabilities_and_scores_are_refused_where_there_are_none(small_tree: Any) -> None:
    split = load("diabetes")
    regression = DecisionTreeRegressor(max_depth=2).fit(split.X_train, split.y_train)
    with pytest.raises(
        AttributeError, match=r"DecisionTreeRegressor gives no probabilities: use predict\."
    ):
        mote.convert(regression).predict_proba(split.X_test)
    isolation = IsolationForest(n_estimators=2).fit(split.X_train)
    with pytest.raises(AttributeError, match="score_samples"):
        mote.convert(isolation).predict_proba(split.X_test)
    with pytest.raises(
        AttributeError, match="DecisionTreeClassifier gives no scores, as isolation forests do"
    ):
        mote.convert(small_tree).score_samples(load("iris").X_test)


@pytest.mark.parametrize(
    "name", ["3d", "class", "a b", "", "a-b", "a__b", "_a", "std", "mote", "ä"]
)
def test_a_name_that_is_no_namespace_is_refused(name: str, small_tree: Any, tmp_path: Path) -> None:
    model = mote.convert(small_tree)
    with pytest.raises(ValueError, match=r"namespace.*for example '"):
        model.header(name)
    with pytest.raises(ValueError, match="namespace"):
        model.save(tmp_path / "model.hpp", name=name)


@pytest.mark.parametrize("file", ["model", "model.txt", "model.cpp", "model.pkl"])
def test_an_unknown_ending_is_refused(file: str, small_tree: Any, tmp_path: Path) -> None:
    with pytest.raises(mote.UnsupportedError, match=r"cannot save.*\.hpp"):
        mote.convert(small_tree).save(tmp_path / file)
    assert not (tmp_path / file).exists()


@pytest.mark.parametrize(
    ("file", "namespace"),
    [("digits.hpp", "digits"), ("my model.h", "my_model"), ("2nd.hpp", "model_2nd")],
)
def test_a_file_name_becomes_a_namespace(
    file: str, namespace: str, small_tree: Any, tmp_path: Path
) -> None:
    saved = mote.convert(small_tree).save(tmp_path / file)
    assert f"namespace {namespace} {{" in saved.read_text(encoding="utf-8")


def test_without_a_compiler_conversion_works_and_running_says_what_to_install(
    small_tree: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CXX", raising=False)
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    model = mote.convert(small_tree)
    assert model.save(tmp_path / "model.hpp").exists()
    for run in (model.predict, model.verify):
        with pytest.raises(mote.CompilerError, match=r"none of.*Install one \(Debian: apt-get"):
            run(load("iris").X_test)


@pytest.mark.parametrize(
    ("said", "says", "silent"),
    [
        ("no such option", "broken refused the generated code. See that it is a C++17", "report"),
        ("", "It said nothing: see that CXX names a C++ compiler", "report"),
        ("a.cpp:1: error: unrecognized option -std=c++17", "must understand C++17: update", ""),
        (
            "m.hpp:9:1: error: static assertion failed: model.hpp is damaged: convert it again",
            "code: static assertion failed: model.hpp is damaged: convert it again. The numbers",
            "C++17",
        ),
        (
            "m.hpp:9:1: error: constexpr evaluation operation count exceeds limit of 33554432",
            "A limit of work at compile time was reached",
            "C++17",
        ),
        (
            "m.hpp:1:10: fatal error: mote/x.hpp: No such file or directory\nx.hpp:2: error: other",
            "code: mote/x.hpp: No such file or directory. If it is GCC 12",
            "C++17",
        ),
    ],
)
def test_a_compiler_that_fails_is_quoted_with_its_first_error_and_what_to_do(
    small_tree: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    said: str, says: str, silent: str,
) -> None:  # fmt: skip
    broken = tmp_path / "broken"
    (tmp_path / "said").write_text(said)
    broken.write_text(f"#!/bin/sh\ncat '{tmp_path}/said' >&2\nexit 1\n")
    broken.chmod(0o755)
    monkeypatch.setenv("CXX", str(broken))
    with pytest.raises(mote.CompilerError) as refused:
        mote.convert(small_tree).predict(load("iris").X_test)
    message = str(refused.value)
    assert says in message
    assert said in message
    assert not silent or silent not in message


def test_a_compiler_that_is_named_and_missing_is_an_error_of_its_own(
    small_tree: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CXX", "g++-that-is-not-there")
    with pytest.raises(mote.CompilerError, match="CXX=g\\+\\+-that-is-not-there"):
        mote.convert(small_tree).predict(load("iris").X_test)


def test_all_refusals_are_mote_errors_and_the_usual_kinds_too() -> None:
    assert issubclass(mote.UnsupportedError, ValueError)
    assert issubclass(mote.VerificationError, AssertionError)
    assert issubclass(mote.CompilerError, RuntimeError)
    for kind in (mote.UnsupportedError, mote.VerificationError, mote.CompilerError):
        assert issubclass(kind, mote.MoteError)


def test_a_regression_of_kernels_is_not_taken_for_another() -> None:
    X, y = make_regression(20, 3, random_state=0)
    assert "KernelRidge" in refusal(KernelRidge().fit(X, y))


@pytest.mark.parametrize(
    ("dtype", "named"),
    [
        ("float", "float"), ("float32", "float"), (float, "float"), (np.float32, "float"),
        (np.dtype("float32"), "float"), ("<f4", "float"), (np.int8, "int8"), (np.int16, "int16"),
        (np.dtype("int32"), "int32"), ("i2", "int16"),
    ],
)  # fmt: skip
def test_a_dtype_is_understood_as_numpy_writes_it(dtype: object, named: str, small_tree) -> None:
    assert dtype_named(dtype) == named
    if named == "float":
        assert mote.convert(small_tree, dtype).dtype == "float"


@pytest.mark.parametrize(
    ("dtype", "cure"),
    [
        (np.float64, "float64 .*dtype='float'"), ("double", "dtype='float'"),
        (np.uint8, "uint8 .*int16"), ("uint16", "int32"), (np.int64, "int32"), (bool, "int8"),
        (int, "use one of float, int8"), (None, "None is not"), ("flaot", "use one of float"),
        (16, "16 is not"), (str, "use one of float"), ([], "use one of float"),
    ],
)  # fmt: skip
def test_a_dtype_that_no_chip_has_is_refused_with_the_nearest(dtype: object, cure: str) -> None:
    with pytest.raises(mote.UnsupportedError, match=cure):
        dtype_named(dtype)


@pytest.mark.parametrize(
    ("budget", "meant"),
    [
        (4096, "flash=4096, board='uno'"),
        ("mkr", "flash=16384, board='mkr'"),
        ({"flash": 4096, "core": "m0"}, "flash=4096, core='m0'"),
        ({"ram": 512, "speed": 3}, "ram=512, board='uno'"),
        (True, "flash=16384, board='uno'"),
    ],
)
def test_a_budget_that_is_none_is_refused_with_how_to_write_it(
    budget: object, meant: str, small_tree: Any
) -> None:
    with pytest.raises(mote.UnsupportedError, match=r"is not a mote\.Budget") as caught:
        mote.convert(small_tree, budget=budget)
    assert f"budget=mote.Budget({meant})" in str(caught.value)


def test_an_unknown_option_is_shown_in_short(small_tree: Any) -> None:
    with pytest.raises(mote.UnsupportedError, match=r"is not an option") as caught:
        mote.convert(small_tree, calibration=np.arange(4000.0).reshape(1000, 4).tolist())
    assert len(str(caught.value)) < 900


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"flash": "16k"}, "flash='16k' is not a number of bytes of flash"),
        ({"ram": -1}, "ram=-1 is not"),
        ({"opt": "O9"}, "opt='O9' is not a level"),
        ({"board": 5}, "board=5 is not in the table"),
    ],
)
def test_a_figure_of_a_budget_is_checked_before_anything_is_built(
    fields: dict[str, object], says: str
) -> None:
    with pytest.raises(ValueError, match=says):
        mote.Budget(**{"board": "uno", **fields})


@pytest.mark.parametrize("opt", ["-O2", "O2", "2", " O2"])
def test_a_level_of_optimisation_is_understood_as_people_write_it(opt: str) -> None:
    assert mote.Budget(board="uno", opt=opt).opt == "-O2"


@pytest.mark.parametrize(
    ("estimator", "said"),
    [
        (AdaBoostClassifier(GaussianNB()), "of GaussianNB is not converted"),
        (BaggingClassifier(max_features=0.5), "use max_features=1.0"),
        (BaggingClassifier(KNeighborsClassifier()), "of KNeighborsClassifier is not converted"),
    ],
)
def test_ensembles_that_are_no_forest_are_refused(estimator: Any, said: str) -> None:
    split = load("wine")
    assert said in refusal(estimator.fit(split.X_train, split.y_train))


def test_bagging_of_trees_that_saw_other_classes_is_refused() -> None:
    """No scikit-learn that mote is tested with makes one, as it weighs samples."""
    split = load("wine")
    estimator = BaggingClassifier(n_estimators=2).fit(split.X_train, split.y_train)
    estimator.estimators_[1].classes_ = np.array([0, 2])
    assert "some of the classes alone" in refusal(estimator)
