"""Perceptrons: what is their own, beside the contract of families in test_families.py."""

from __future__ import annotations

import dataclasses
import warnings
from typing import Any

import numpy as np
import pytest
from conftest import compile_program, load
from sklearn import datasets
from sklearn.base import clone
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import MinMaxScaler, StandardScaler

import mote
from mote.families.mlp import integers
from mote.families.mlp.contract import _follow
from mote.families.registry import find

ACTIVATIONS = ("relu", "tanh", "logistic", "identity")
DTYPES = ("float", "int16", "int8")


def network(activation: str = "relu", **options: Any) -> Any:
    return MLPClassifier(
        **{"hidden_layer_sizes": (16, 8), "max_iter": 400, "random_state": 0, **options},
        activation=activation,
    )


def fitted(estimator: Any, X: np.ndarray, y: np.ndarray) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return estimator.fit(X, y)


def converted(estimator: Any, dtype: str, X: np.ndarray) -> mote.Model:
    return mote.convert(estimator, dtype, calibrate=None if dtype == "float" else X)


def share(model: mote.Model, X: np.ndarray) -> float:
    """How much of its bound the sum takes that is farthest from the estimator's."""
    samples = model.samples(X)[0]
    sums, error, _ = _follow(model.stored, samples)
    own = model.score_samples(X).reshape(sums.shape)
    return float((np.abs(own - sums) / error).max())


SLOW = [pytest.param(name, marks=pytest.mark.slow) for name in ("wine", "cancer", "digits")]


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("name", ["iris", *SLOW])
def test_networks_behind_a_scaler_keep_the_promise_and_the_accuracy(
    name: str, activation: str
) -> None:
    split = load(name)
    estimator = fitted(make_pipeline(StandardScaler(), network(activation)), *split_of(split))
    for dtype in DTYPES:
        model = converted(estimator, dtype, split.X_train)
        report = model.verify(split.X_test, split.y_test)
        assert report.identical + sum(report.excused.values()) >= report.rows
        assert 0.005 < share(model, split.X_test) < 1.0
        lost = report.reference_accuracy - report.accuracy
        # Half a point, or a row where the data has so few that a row is more.
        assert lost <= max(0.005, 1.01 / report.rows)
        if dtype == "float":
            assert report.identical == report.rows
            assert report.difference <= 1e-5


def split_of(split: Any) -> tuple[np.ndarray, np.ndarray]:
    return split.X_train, split.y_train


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_values_stay_below_the_bound_and_are_not_far_below(activation: str) -> None:
    X, y = datasets.load_diabetes(return_X_y=True)
    estimator = MLPRegressor(
        hidden_layer_sizes=(8, 4), activation=activation, solver="lbfgs", random_state=0
    )
    estimator = fitted(make_pipeline(StandardScaler(), estimator), X[::2], y[::2])
    for dtype in DTYPES:
        model = converted(estimator, dtype, X)
        report = model.verify(X[1::2], y[1::2])
        assert report.identical == report.rows
        assert 0.005 < share(model, X[1::2]) < 1.0
        assert report.r2 >= report.reference_r2 - 0.005


@pytest.mark.parametrize("dtype", ["int8", "int16"])
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_integers_are_those_of_numpy_bit_for_bit_on_the_whole_range(
    activation: str, dtype: str
) -> None:
    random = np.random.default_rng(3)
    for hidden in ((1,), (3, 2), (17, 9, 5), (33,), ()):
        n = int(random.integers(1, 40))
        X = random.normal(size=(60, n)) * 10.0 ** random.integers(-3, 3, n)
        y = random.integers(0, 3, 60)
        inner = network(activation, hidden_layer_sizes=hidden, max_iter=20)
        estimator = fitted(make_pipeline(StandardScaler(), inner), X, y)
        model = converted(estimator, dtype, X)
        kind = np.iinfo(dtype)
        rows = random.integers(kind.min, kind.max + 1, (200, n))
        rows[:50] = random.choice([kind.min, kind.max], (50, n))
        raw = rows / model.stored.scaling.scale + model.stored.scaling.offset
        held = model.samples(raw)[0].features
        assert (np.abs(held - rows) <= 1).all(), "the whole range is reached"
        own = model.score_samples(raw).reshape(200, -1)
        np.testing.assert_array_equal(
            np.rint(own / model.stored.unit), integers.sums(model.stored, held)
        )


def test_two_classes_have_one_output() -> None:
    X, y = datasets.load_breast_cancer(return_X_y=True)
    estimator = fitted(make_pipeline(StandardScaler(), network("tanh")), X, y)
    model = mote.convert(estimator)
    assert model.details["layers"] == (30, 16, 8, 1)
    assert model.verify(X).identical == len(X)
    np.testing.assert_allclose(model.predict_proba(X), estimator.predict_proba(X), atol=1e-5)


def test_scalers_become_a_part_of_the_first_layer() -> None:
    split = load("wine")
    for scaler in (StandardScaler(), MinMaxScaler()):
        estimator = fitted(make_pipeline(scaler, network()), split.X_train, split.y_train)
        model = mote.convert(estimator)
        report = model.verify(split.X_test, split.y_test)
        assert report.identical == report.rows
        weights = 13 * 16 + 16 * 8 + 8 * 3 + 16 + 8 + 3
        assert model.table_bytes == 4 * weights, "no byte more than without the scaler"
    clipped = make_pipeline(MinMaxScaler(clip=True), network())
    with pytest.raises(mote.UnsupportedError, match="clip=False"):
        mote.convert(fitted(clipped, split.X_train, split.y_train))


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("part", ["weights", "start", "factors", "shifts"])
@pytest.mark.parametrize("at", [0, 1])
def test_a_changed_constant_is_found(at: int, part: str, dtype: str) -> None:
    split = load("iris")
    estimator = fitted(network(hidden_layer_sizes=(8,)), split.X_train, split.y_train)
    model = converted(estimator, dtype, split.X_train)
    layer = model.stored.layers[at]
    held = getattr(layer, part)
    if held is None:
        pytest.skip("a last layer has none, nor has one of float")
    held = held.copy()
    strong = np.abs(model.stored.layers[1].weights.astype(float)).sum(axis=0)
    place = int(strong.argmax()) if at == 0 else 0  # a neuron that has its say
    place = place * (held.shape[1] if held.ndim == 2 else 1)
    if part == "shifts":
        held.flat[place] += 1
    elif dtype == "float":
        held.flat[place] += 1e-2
    else:
        was = int(held.flat[place])  # towards 0: a larger one could leave the range of sums
        held.flat[place] = was - (was // 4 if abs(was) >= 4 else 1)
    changed = dataclasses.replace(layer, **{part: held})
    chip = list(model.stored.layers)
    chip[at] = changed
    right = model.stored
    model.stored = dataclasses.replace(right, layers=tuple(chip))
    own = model.score_samples(split.X_train)
    promised = find(estimator).contract(right, estimator, model.samples(split.X_train)[0])
    off = np.abs(own.reshape(promised.evidence.scores.shape) - promised.evidence.scores)
    assert (off > promised.evidence.bound).any()
    if dtype == "float":
        model.stored = dataclasses.replace(right, layers=tuple(chip))
        with pytest.raises(mote.VerificationError, match="rows differ from scikit-learn"):
            model.verify(split.X_train)


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("hidden", [(7,), (5, 3), (16, 8), ()])
def test_the_flash_of_a_model_is_its_size_in_cpp(
    hidden: tuple[int, ...], dtype: str, tmp_path: Any
) -> None:
    X, y = datasets.load_iris(return_X_y=True)
    for estimator in (
        network(hidden_layer_sizes=hidden, max_iter=5),
        MLPRegressor(hidden_layer_sizes=hidden, max_iter=5),
    ):
        model = converted(fitted(clone(estimator), X, y), dtype, X)
        source = (
            '#include "made.hpp"\n#include <stdio.h>\n'
            'int main() { printf("%d", static_cast<int>(sizeof made::model)); }\n'
        )
        printed = compile_program(tmp_path, {"made.hpp": model.header("made"), "main.cpp": source})
        assert int(printed) == model.table_bytes


def test_what_has_no_equal_is_refused() -> None:
    X, y = datasets.load_diabetes(return_X_y=True)
    both = np.column_stack([y, -y])
    small: dict[str, Any] = {"hidden_layer_sizes": (3,), "max_iter": 5}
    with pytest.raises(mote.UnsupportedError, match=r"2 targets.*one estimator a target"):
        mote.convert(fitted(MLPRegressor(**small), X, both))
    with pytest.raises(mote.UnsupportedError, match="several labels a sample"):
        mote.convert(fitted(MLPClassifier(**small), X, (both > 0).astype(int)))
    with pytest.raises(mote.UnsupportedError, match=r"needs samples.*calibrate=X_train"):
        mote.convert(fitted(MLPRegressor(**small), X, y), "int16")
    with pytest.raises(mote.UnsupportedError, match=r"32 bits.*dtype='float'"):
        mote.convert(fitted(MLPRegressor(**small), X, y), "int32")
    exponential = fitted(MLPRegressor(**small), X, y)
    exponential.out_activation_, exponential.loss = "exp", "poisson"
    with pytest.raises(mote.UnsupportedError, match="answers with an exponential"):
        mote.convert(exponential)
    odd = fitted(MLPRegressor(**small), X, y)
    odd.activation = "sine"
    with pytest.raises(mote.UnsupportedError, match=r"'sine'.*is not known to mote"):
        mote.convert(odd)
    huge = fitted(MLPRegressor(**small), X, y)
    huge.coefs_[0] = huge.coefs_[0] * 1e300
    with pytest.raises(mote.UnsupportedError, match="beyond float32: scale"):
        mote.convert(huge)
    huge.coefs_[0] = huge.coefs_[0] * np.inf
    with pytest.raises(mote.UnsupportedError, match="not finite"):
        mote.convert(huge)
    steep = fitted(MLPRegressor(activation="tanh", **small), X, y)
    steep.coefs_[0] = steep.coefs_[0] * 1e9
    with pytest.raises(mote.UnsupportedError, match=r"along the curve of tanh.*Scale the features"):
        mote.convert(steep, "int8", calibrate=X)
    certain = fitted(MLPClassifier(**small), X, y > 140)
    certain.coefs_[1] = certain.coefs_[1] * 1e9
    with pytest.raises(mote.UnsupportedError, match="logits, so that probabilities"):
        mote.convert(certain, "int8", calibrate=X)
