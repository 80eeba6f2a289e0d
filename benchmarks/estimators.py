"""The models of the benchmarks that are no forests, as fitted estimators, and the rows they get."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn import (
    cluster,
    covariance,
    datasets,
    linear_model,
    mixture,
    naive_bayes,
    neighbors,
    svm,
)
from sklearn.model_selection import train_test_split
from sklearn.neural_network import MLPClassifier
from sklearn.preprocessing import StandardScaler

ROWS = 200  # that are asked, at most
STORED = 100  # rows of nearest neighbours
FULL = 2047  # a pixel of 16 times this fills an int16
VALUE_WITHIN = 1e-3  # of the spread of scikit-learn's values, where they count as the same
Array = NDArray[Any]


@dataclass(frozen=True)
class Fitted:
    """An estimator, the rows it learnt, and rows that it did not see."""

    estimator: Any
    learnt: Array
    calibrate: bool  # features are real: integers need a scale
    rows: Array
    truth: Array | None  # labels of `rows`, where the model names them
    expected: Array  # scikit-learn's answers: places in classes_, components, values

    @property
    def is_value(self) -> bool:
        return self.expected.dtype.kind == "f"

    @property
    def within(self) -> float:
        """How far a value may be from scikit-learn's to be called the same."""
        return VALUE_WITHIN * float(np.ptp(self.expected))


@lru_cache(maxsize=1)
def _sets() -> dict[str, Callable[[], tuple[Array, Array]]]:
    return {
        "digits": lambda: datasets.load_digits(return_X_y=True),
        "breast cancer": lambda: datasets.load_breast_cancer(return_X_y=True),
        "wine": lambda: datasets.load_wine(return_X_y=True),
        "diabetes": lambda: datasets.load_diabetes(return_X_y=True),
    }


def halves(name: str, *, scaled: bool) -> tuple[Array, Array, Array, Array]:
    """Rows to learn, their labels, and the same of rows to ask.

    `scaled`: by a StandardScaler, before any library sees them.
    """
    X, y = _sets()[name]()
    X, rest, y, truth = train_test_split(
        X, y, test_size=0.5, random_state=0, stratify=None if name == "diabetes" else y
    )
    if scaled:
        scaler = StandardScaler().fit(X)
        X, rest = scaler.transform(X), scaler.transform(rest)
    return X, y, rest[:ROWS], truth[:ROWS]


def _perceptron() -> Any:
    """As it was fitted: data/make_perceptron.py has how."""
    X, y, _, _ = halves("digits", scaled=False)
    made = MLPClassifier((32,), random_state=0).partial_fit(X, y, classes=np.unique(y))
    path = Path(__file__).resolve().parent / "data" / "perceptron.json"
    stored = json.loads(path.read_text(encoding="utf-8"))
    made.coefs_ = [np.array(layer) for layer in stored["coefs_"]]
    made.intercepts_ = [np.array(layer).ravel() for layer in stored["intercepts_"]]
    return made


_MODELS: dict[str, Callable[[], Any]] = {
    "GaussianNB": naive_bayes.GaussianNB,
    "LogisticRegression": lambda: linear_model.LogisticRegression(max_iter=5000),
    "LinearSVC": lambda: svm.LinearSVC(max_iter=20000, random_state=0),
    "Ridge": linear_model.Ridge,
    "SVC": svm.SVC,
    "SVR": lambda: svm.SVR(C=100.0),
    "OneClassSVM": lambda: svm.OneClassSVM(nu=0.1),
    "KNeighborsClassifier": lambda: neighbors.KNeighborsClassifier(3),
    "GaussianMixture, full": lambda: mixture.GaussianMixture(3, random_state=0),
    "GaussianMixture, diagonal": lambda: mixture.GaussianMixture(
        3, covariance_type="diag", random_state=0
    ),
    "BayesianGaussianMixture": lambda: mixture.BayesianGaussianMixture(
        n_components=3, random_state=0
    ),
    "EllipticEnvelope": lambda: covariance.EllipticEnvelope(random_state=0),
}


@cache
def fitted(model: str, size: str) -> Fitted:
    """`model` learnt from the data that `size` begins with."""
    name = next(known for known in _sets() if size.startswith(known))
    pixels = name == "digits"
    X, y, rest, truth = halves(name, scaled=not pixels)
    factor = FULL if "full range" in size else 1
    X, rest = X * factor, rest * factor
    if model == "KNeighborsClassifier":
        X, y = X[:STORED], y[:STORED]
    if model == "MLPClassifier":
        estimator = _perceptron()
    elif model == "KMeans":
        estimator = cluster.KMeans(len(np.unique(y)), n_init=10, random_state=0).fit(X)
    else:
        estimator = _MODELS[model]().fit(X, y)
    expected, answers = np.asarray(estimator.predict(rest)), None
    classes = getattr(estimator, "classes_", None)
    if classes is not None:
        expected, answers = np.searchsorted(classes, expected), np.searchsorted(classes, truth)
    elif model in ("OneClassSVM", "EllipticEnvelope"):
        expected = (expected > 0).astype(np.int64)
    elif model == "BayesianGaussianMixture" or model.startswith("GaussianMixture"):
        expected = expected.astype(np.int64)
    return Fitted(estimator, X, not pixels, rest, answers, expected)
