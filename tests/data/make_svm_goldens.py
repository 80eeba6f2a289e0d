#!/usr/bin/env python3
"""Write tests/data/svm/iris.hpp: support vector machines of scikit-learn on iris.

Features are tenths of a centimetre, which int8_t holds exactly. Of each machine it has the vectors,
their coefficients and intercepts as scikit-learn has them, and what it says of samples around them.
"""

from __future__ import annotations

import pathlib
from typing import Any

import numpy as np
import sklearn
from make_naive_bayes_goldens import labels, table
from sklearn.datasets import load_iris
from sklearn.svm import SVC, SVR, OneClassSVM

FILE = pathlib.Path(__file__).parent / "svm" / "iris.hpp"


def machine(name: str, model: Any, rest: np.ndarray) -> str:
    """One namespace; scores are of scikit-learn's decision functions, a pair and a class."""
    vectors, factors = model.support_vectors_, model.dual_coef_.T
    counts = model.n_support_ if len(model.intercept_) > 1 else [len(vectors)]
    text = (
        f"\nnamespace {name} {{\n"
        f"inline constexpr double gamma = {float(model._gamma)!r};\n"
        + table("int8_t", "vectors", vectors.astype(int))
        + table("double", "factors", factors)
        + table("double", "start", model.intercept_[None])
        + table("int", "counts", np.array([counts]))
    )
    if isinstance(model, SVR):
        text += table("double", "values", np.round(model.predict(rest)[None], 12))
    else:
        text += labels("predicted", np.maximum(model.predict(rest), 0))
        text += table(
            "double", "sums", np.round(model.decision_function(rest).reshape(len(rest), -1), 12)
        )
    if len(model.intercept_) > 1:
        model.decision_function_shape = "ovr"
        text += table("double", "scores", np.round(model.decision_function(rest), 12))
        model.break_ties = True
        text += labels("surest", model.predict(rest))
    return text + f"}}  // namespace {name}\n"


def main() -> None:
    X, y = load_iris(return_X_y=True)
    X = np.round(10 * X)
    random = np.random.default_rng(0)
    rest = np.round(X[random.integers(len(X), size=200)] + random.normal(0, 6, (200, 4)))
    rest = np.clip(rest, 1, 127)
    pairs = {"decision_function_shape": "ovo"}
    machines = {
        "rbf": SVC(gamma=0.002, **pairs).fit(X, y),
        "poly": SVC(kernel="poly", gamma=0.01, coef0=0.5, C=0.1, **pairs).fit(X, y),
        "sigmoid": SVC(kernel="sigmoid", gamma=0.0004, coef0=-1.0, C=10, **pairs).fit(X, y),
        "two": SVC(gamma=0.002, C=5).fit(X[50:], y[50:] - 1),
        "value": SVR(gamma=0.001, C=10, epsilon=0.1).fit(X, X[:, 3]),
        "inlier": OneClassSVM(gamma=0.002, nu=0.2).fit(X),
    }
    text = (
        f"// iris.hpp - support vectors of scikit-learn {sklearn.__version__}: written by "
        "tests/data/make_svm_goldens.py.\n// clang-format off\n#pragma once\n\n"
        "#include <stdint.h>\n\nnamespace iris_machines {\n\n"
        + table("int8_t", "samples", rest.astype(int))
    )
    text += "".join(machine(name, model, rest) for name, model in machines.items())
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_text(text + "\n}  // namespace iris_machines\n")
    sizes = {name: len(model.support_vectors_) for name, model in machines.items()}
    print(f"{sizes}, {len(rest)} samples, {FILE.stat().st_size} bytes")


if __name__ == "__main__":
    main()
