"""Support vector machines: what is their own, beside the contract of test_families.py."""

from __future__ import annotations

import dataclasses
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from conftest import load
from scipy import sparse
from sklearn import datasets
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import MinMaxScaler, StandardScaler
from sklearn.svm import SVC, SVR, NuSVC, NuSVR, OneClassSVM

import mote
from mote.families.registry import find
from mote.families.svm import contract as promise
from mote.families.svm import stored as held

KERNELS = ("rbf", "linear", "poly", "sigmoid")


def contract_of(model: mote.Model, X: np.ndarray) -> Any:
    estimator = model._before.reference
    return find(model._before.model).contract(model.stored, estimator, model.samples(X)[0])


def converted(estimator: Any, dtype: str, X: np.ndarray) -> mote.Model:
    return mote.convert(estimator, dtype, calibrate=None if dtype == "float" else X)


@pytest.mark.parametrize("shape", ["ovr", "ovo"])
@pytest.mark.parametrize(
    ("kernel", "dtype"),
    [(k, d) for k in KERNELS for d in ("float", "int16", "int8")
     if d == "float" or k in ("rbf", "linear")],
)  # fmt: skip
def test_scores_stay_below_the_bound_and_are_not_far_below(
    kernel: str, dtype: str, shape: str
) -> None:
    split = load("iris")
    machine = SVC(kernel=kernel, gamma=0.05, decision_function_shape=shape)
    machine.fit(split.X_train, split.y_train)
    model = converted(machine, dtype, split.X_train)
    evidence = contract_of(model, split.X_test).evidence
    theirs = machine.decision_function(split.X_test)
    np.testing.assert_array_equal(evidence.scores, theirs)
    share = np.abs(model.score_samples(split.X_test) - theirs) / evidence.bound
    assert 0.01 < share.max() < 1.0
    report = model.verify(split.X_test, split.y_test)
    assert report.identical >= report.rows - report.apart


@pytest.mark.parametrize("kernel", KERNELS)
@pytest.mark.parametrize("name", ["iris", "wine", "breast_cancer", "digits"])
def test_labels_of_float_are_scikit_learns_and_scores_as_near_as_float_is(
    name: str, kernel: str
) -> None:
    X, y = getattr(datasets, f"load_{name}")(return_X_y=True)
    machine = make_pipeline(StandardScaler(), SVC(kernel=kernel)).fit(X[::2], y[::2])
    model = mote.convert(machine)
    report = model.verify(X[1::2], y[1::2])
    assert report.identical == report.rows
    theirs = machine.decision_function(X[1::2])
    own = np.asarray(model.score_samples(X[1::2])).reshape(theirs.shape)
    assert np.abs(own - theirs).max() <= 1e-5 * np.abs(theirs).max()


@pytest.mark.slow
@pytest.mark.parametrize("scaler", [None, StandardScaler, MinMaxScaler])
@pytest.mark.parametrize(
    "machine",
    [
        SVC(kernel="poly", coef0=1.0, degree=2),
        SVC(C=10.0, break_ties=True, class_weight="balanced"),
        NuSVC(nu=0.1, decision_function_shape="ovo"),
        NuSVC(nu=0.1, kernel="linear"),
        OneClassSVM(nu=0.1),
        OneClassSVM(nu=0.1, kernel="linear"),
    ],
    ids=str,
)
def test_every_estimator_keeps_its_promise_behind_scalers(machine: Any, scaler: Any) -> None:
    for name in ("iris", "wine", "breast_cancer"):
        X, y = getattr(datasets, f"load_{name}")(return_X_y=True)
        estimator = make_pipeline(scaler(), machine) if scaler else machine
        estimator.fit(X[::2], y[::2])
        for dtype in ("float", "int16", "int8"):
            if machine.kernel == "poly" and dtype != "float":
                continue
            report = converted(estimator, dtype, X).verify(X[1::2])
            assert report.identical >= report.rows - report.apart
            assert dtype == "int8" or report.identical >= 0.96 * report.rows


@pytest.mark.parametrize("dtype", ["float", "int16", "int8"])
@pytest.mark.parametrize(
    "machine", [SVR(C=10.0), NuSVR(C=10.0), SVR(kernel="linear"), SVR(kernel="poly")], ids=str
)
def test_values_are_the_estimators(machine: Any, dtype: str) -> None:
    if machine.kernel == "poly" and dtype != "float":
        return
    split = load("diabetes")
    estimator = make_pipeline(StandardScaler(), machine).fit(split.X_train, split.y_train)
    model = converted(estimator, dtype, np.vstack([split.X_train, split.X_test]))
    theirs = estimator.predict(split.X_test)
    bound = contract_of(model, split.X_test).bound
    apart = np.abs(model.predict(split.X_test) - theirs)
    assert (apart <= bound).all() and apart.max() > 0.005 * bound.max() * (dtype == "float")
    assert model.verify(split.X_test, split.y_test).identical == len(split.X_test)
    spread = float(np.ptp(theirs))
    assert apart.max() < {"float": 1e-5, "int16": 5e-3, "int8": 0.08}[dtype] * spread


@pytest.mark.parametrize("name", ["iris", "wine", "breast_cancer", "digits"])
def test_the_accuracies_of_the_page(name: str) -> None:
    page = Path(__file__).resolve().parents[3] / "docs/reference/models/svm.md"
    if not page.exists():
        pytest.skip("the page is in the repository, not in the package")
    X, y = getattr(datasets, f"load_{name}")(return_X_y=True)
    pipe = make_pipeline(StandardScaler(), SVC()).fit(X[::2], y[::2])
    shown = [f"{pipe.score(X[1::2], y[1::2]):.2%}"]
    for dtype in ("float", "int16", "int8"):
        model = converted(pipe, dtype, X)
        shown.append(f"{(model.predict(X[1::2]) == y[1::2]).mean():.2%}")
    row = " | ".join([name.replace("_", " "), *(figure.replace("%", " %") for figure in shown)])
    assert f"| {row} |" in page.read_text(encoding="utf-8")


@pytest.mark.parametrize("dtype", ["int16", "int8"])
@pytest.mark.parametrize("name", ["iris", "wine", "breast_cancer", "digits"])
def test_integers_lose_at_most_what_the_page_says(name: str, dtype: str) -> None:
    X, y = getattr(datasets, f"load_{name}")(return_X_y=True)
    machine = make_pipeline(StandardScaler(), SVC()).fit(X[::2], y[::2])
    report = converted(machine, dtype, X).verify(X[1::2], y[1::2])
    assert report.accuracy is not None and report.reference_accuracy is not None
    lost = report.reference_accuracy - report.accuracy
    assert lost <= max(0.005, 1.001 / report.rows)


@pytest.mark.parametrize("dtype", ["int16", "int8"])
@pytest.mark.parametrize("kernel", ["rbf", "linear"])
def test_integers_are_worked_out_as_the_chip_does(dtype: str, kernel: str) -> None:
    split = load("iris")
    machine = SVC(kernel=kernel, decision_function_shape="ovo").fit(split.X_train, split.y_train)
    model = converted(machine, dtype, split.X_train)
    wild = np.random.default_rng(0).normal(size=(200, 4)) * [[3.0, 9.0, 30.0, 90.0]] * 3
    asked = np.vstack([split.X_test, wild])
    exact = held.exact(model.stored, model.samples(asked)[0].features)
    own = np.asarray(model.score_samples(asked)) / model.stored.unit
    np.testing.assert_array_equal(np.rint(own).astype(np.int64), exact)
    ir = model.stored.ir
    labels = ir.classes[promise.decided(ir, exact)]
    np.testing.assert_array_equal(model.predict(asked), labels)


def test_ties_are_decided_as_libsvm_does() -> None:
    """Of two classes where the sum is 0, and of four where several have as many votes."""
    X = np.array([[-1.0], [1.0]])
    two = SVC(gamma=1.0).fit(X, [0, 1])
    assert two.predict([[0.0]])[0] == mote.convert(two).predict([[0.0]])[0] == 1
    linear = SVC(kernel="linear").fit(X, [0, 1])
    assert linear.predict([[0.0]])[0] == mote.convert(linear).predict([[0.0]])[0] == 1
    random = np.random.default_rng(19)
    y = random.integers(4, size=80)
    X = np.array([[0, 3], [-3, -2], [3, -2], [0, 0]])[y] + np.round(random.normal(0, 2, (80, 2)))
    grid = np.stack(np.meshgrid(np.arange(-8, 9), np.arange(-8, 9)), -1).reshape(-1, 2)
    grid = np.asarray(grid / 2.0)
    for ties in (False, True):
        machine = SVC(gamma=1.0, break_ties=ties).fit(X, y)
        for dtype in ("float", "int8"):
            model = converted(machine, dtype, 2 * grid)
            report = model.verify(grid)
            assert report.identical >= report.rows - report.apart
            assert report.apart <= 12
    votes = SVC(gamma=1.0).fit(X, y).predict(grid)
    assert (votes != machine.predict(grid)).any(), "ties are met"


def test_constant_features_and_huge_and_tiny_scales_convert() -> None:
    random = np.random.default_rng(3)
    y = random.integers(3, size=300)
    X = np.column_stack([
        1e6 * (y + random.normal(0, 0.4, 300)), np.full(300, 7.0),
        1e-6 * (y % 2 + random.normal(0, 0.4, 300)), np.full(300, 1e-30),
    ])  # fmt: skip
    for scaler in (StandardScaler(), MinMaxScaler()):
        machine = make_pipeline(scaler, SVC()).fit(X[::2], y[::2])
        for dtype in ("float", "int16"):
            report = converted(machine, dtype, X).verify(X[1::2], y[1::2])
            assert report.identical >= report.rows - report.apart
            assert report.apart <= 3
    plain = SVC(gamma=1e-13).fit(X[::2], y[::2])
    assert mote.convert(plain).verify(X[1::2]).apart == 0


def test_labels_of_any_kind_and_names_of_outliers() -> None:
    split = load("iris")
    names = np.array(["a", "b b", "c"])[split.y_train]
    machine = SVC().fit(split.X_train, names)
    np.testing.assert_array_equal(
        mote.convert(machine).predict(split.X_test), machine.predict(split.X_test)
    )
    model = mote.convert(OneClassSVM(nu=0.1).fit(split.X_train))
    assert set(model.predict(split.X_test)) <= {-1, 1}
    assert "outlier" in model.header() and "inlier" in model.header()


def test_vectors_that_count_nothing_are_left_out() -> None:
    split = load("iris")
    machine = SVC().fit(split.X_train, split.y_train)
    before = mote.convert(machine).details["vectors"]
    machine.dual_coef_ = machine._dual_coef_ = machine.dual_coef_.copy()
    machine.dual_coef_[:, 3] = 0.0
    model = mote.convert(machine)
    assert model.details["vectors"] == before - 1
    assert model.verify(split.X_test).identical == len(split.X_test)


def test_samples_beyond_float32_are_excused_and_far_ones_are_not() -> None:
    split = load("iris")
    X = np.vstack([split.X_test, [[1e30, 0.0, 0.0, 0.0]]])
    assert mote.convert(SVC().fit(split.X_train, split.y_train)).verify(X).apart == 0
    cubic = mote.convert(SVC(kernel="poly").fit(split.X_train, split.y_train)).verify(X)
    assert cubic.excused["beyond float32"] == 1


@pytest.mark.parametrize("part", ["vectors", "factors", "start"])
@pytest.mark.parametrize("kernel", ["rbf", "linear", "poly"])
@pytest.mark.parametrize("dtype", ["float", "int16"])
def test_a_changed_constant_is_found(dtype: str, kernel: str, part: str) -> None:
    if (kernel == "poly" and dtype != "float") or (kernel == "linear" and part == "factors"):
        return
    split = load("diabetes")
    machine = make_pipeline(StandardScaler(), SVR(kernel=kernel)).fit(split.X_train, split.y_train)
    model = converted(machine, dtype, split.X_train)
    changed = getattr(model.stored, part).copy()
    if dtype == "float":
        changed.flat[0] *= 0.7
    else:
        changed //= 2
    model.stored = dataclasses.replace(model.stored, **{part: changed})
    with pytest.raises(mote.VerificationError, match="rows differ from scikit-learn"):
        model.verify(split.X_test)


def test_what_does_not_convert_says_what_to_do() -> None:
    split = load("iris")
    X, y = split.X_train, split.y_train
    with pytest.raises(mote.UnsupportedError, match="is 'precomputed', which a chip has no rows"):
        mote.convert(SVC(kernel="precomputed").fit(X @ X.T, y))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)  # scikit-learn 1.9 deprecates it
        likely = SVC(probability=True, random_state=0).fit(X, y)
        names = likely.predict(split.X_test)
    with pytest.raises(mote.UnsupportedError, match="set probability=False, which changes no"):
        mote.convert(likely)
    likely.probability = False
    np.testing.assert_array_equal(mote.convert(likely).predict(split.X_test), names)
    with pytest.raises(mote.UnsupportedError, match=r"sparse matrix: fit it on an array"):
        mote.convert(SVC().fit(sparse.csr_matrix(X), y))
    with pytest.raises(mote.UnsupportedError, match="gamma=0 of this SVC is not above 0"):
        mote.convert(SVC(gamma=0.0).fit(X, y))
    clipped = make_pipeline(MinMaxScaler(clip=True), SVC()).fit(X, y)
    with pytest.raises(mote.UnsupportedError, match="is no support vector machine of what a chip"):
        mote.convert(clipped)
    for kernel in ("poly", "sigmoid"):
        with pytest.raises(mote.UnsupportedError, match="Use dtype='float', or kernel='rbf'"):
            mote.convert(SVC(kernel=kernel).fit(X, y), "int16", calibrate=X)
    with pytest.raises(mote.UnsupportedError, match=r"the kernel falls by .* halvings"):
        mote.convert(SVC(gamma=1e9).fit(X, y), "int8", calibrate=X)
    with pytest.raises(mote.UnsupportedError, match="pass calibrate=X"):
        mote.convert(SVC().fit(X, y), "int16")
    with pytest.raises(mote.UnsupportedError, match="beyond float32"):
        mote.convert(SVC().fit(1e39 * X, y))
    broken = SVC().fit(X, y)
    broken._intercept_ = broken.intercept_ = np.array([np.nan] * 3)
    with pytest.raises(mote.UnsupportedError, match=r"an? intercept of this SVC is not finite"):
        mote.convert(broken)
