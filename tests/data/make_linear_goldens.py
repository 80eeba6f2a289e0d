#!/usr/bin/env python3
"""Write tests/data/linear/*.hpp: linear models on data sets that scikit-learn ships.

Each file has a model, fitted on every other row, and what scikit-learn says of other rows: the
sums, and the probabilities or the value. Rows are rounded to float first.
"""

from __future__ import annotations

import pathlib
from collections.abc import Iterable
from typing import Any

import numpy as np
import sklearn
from numpy.typing import NDArray
from sklearn import datasets
from sklearn.linear_model import (
    ElasticNet,
    LinearRegression,
    LogisticRegression,
    PoissonRegressor,
    Ridge,
    SGDClassifier,
)
from sklearn.preprocessing import StandardScaler

FOLDER = pathlib.Path(__file__).parent / "linear"
WIDTH = 100


def wrapped(items: Iterable[str], indent: str) -> str:
    lines, line = [], indent
    for item in items:
        if len(line) + len(item) + 2 > WIDTH and line.strip():
            lines.append(line.rstrip())
            line = indent
        line += item + ", "
    return "\n".join([*lines, line.rstrip().rstrip(",")])


def single(value: Any) -> str:
    return np.format_float_scientific(np.float32(value), trim="0") + "f"


def table(kind: str, name: str, values: NDArray[Any]) -> str:
    write = single if kind == "float" else repr
    rows = ",\n".join(
        "    {" + wrapped([write(v) for v in row.tolist()], "     ").strip() + "}" for row in values
    )
    return f"inline constexpr {kind} {name}[{len(values)}][{values.shape[1]}] = {{\n{rows}}};\n"


def write(name: str, link: str, estimator: Any, X: NDArray[Any], y: NDArray[Any]) -> None:
    X = StandardScaler().fit_transform(X).astype(np.float32).astype(np.float64)
    estimator.fit(X[::2], y[::2])
    rest = X[1::2][::4]
    weights, start = np.atleast_2d(estimator.coef_), np.ravel(estimator.intercept_)
    kind = type(estimator).__name__
    label = "label" if hasattr(estimator, "classes_") else "void"
    sums = rest @ weights.T + start
    text = (
        f"// {name}.hpp - {kind} of scikit-learn {sklearn.__version__}.\n"
        "// Written by tests/data/make_linear_goldens.py.\n// clang-format off\n#pragma once\n\n"
        "#include <mote/model/linear.hpp>\n\n"
        f"namespace linear_{name} {{\n\nenum class label : uint8_t {{}};\n\n"
        f"inline constexpr mote::linear_model<mote::link::{link}, {label}, float, {X.shape[1]}, "
        f"{len(start)}> model{{{{}},\n    {{{{{', '.join(map(single, start))}}}}},\n    {{{{\n"
        f"{wrapped(map(single, weights.ravel()), '     ')}}}}}}};\n"
        'static_assert(model.valid(), "damaged");\n\n'
        + table("float", "samples", rest)
        + table("double", "sums", sums)
    )
    predicted = np.asarray(estimator.predict(rest))
    if label == "void":
        text += table("double", "values", predicted[:, None])
    else:
        text += table("uint8_t", "predicted", predicted[:, None])
        text += table("double", "probabilities", np.round(estimator.predict_proba(rest), 12))
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / f"{name}.hpp").write_text(text + f"\n}}  // namespace linear_{name}\n")
    print(f"{name}: {len(rest)} rows, {len(text)} bytes")


def learnt() -> None:
    """Rows to learn from, and what scikit-learn and closed forms make of them, in doubles."""
    X, y = datasets.load_diabetes(return_X_y=True)
    X = StandardScaler().fit_transform(X)[:120].astype(np.float32).astype(np.float64)
    y = (y[:120] / 100).astype(np.float32).astype(np.float64)
    objectives, ones = [], np.column_stack([np.ones(len(X)), X])
    for alpha, ratio in ((0.0, 0.5), (0.01, 0.5), (0.05, 1.0), (0.5, 0.0), (0.1, 0.9)):
        fitted = (
            ElasticNet(alpha=alpha, l1_ratio=ratio, max_iter=100000, tol=1e-12).fit(X, y)
            if alpha
            else LinearRegression().fit(X, y)
        )
        w = fitted.coef_
        half = ((y - fitted.predict(X)) ** 2).sum() / 2 / len(X)
        penalty = alpha * (ratio * np.abs(w).sum() + (1 - ratio) / 2 * (w @ w))
        objectives.append([alpha, ratio, half + penalty])
    closed = []
    for forgetting in (1.0, 0.99, 0.9):
        age = forgetting ** np.arange(len(X) - 1, -1, -1.0)
        gram = (ones * age[:, None]).T @ ones + np.eye(11) * forgetting ** len(X) / 1e4
        closed.append([forgetting, *np.linalg.solve(gram, (ones * age[:, None]).T @ y)])
    flowers, kinds = datasets.load_iris(return_X_y=True)
    order = np.random.default_rng(0).permutation(150)
    text = (
        f"// learning.hpp - rows to learn from; of scikit-learn {sklearn.__version__}.\n"
        "// Written by tests/data/make_linear_goldens.py.\n// clang-format off\n#pragma once\n\n"
        "#include <stdint.h>\n\nnamespace linear_learning {\n\n"
        + table("float", "samples", X)
        + table("float", "values", y[:, None])
        + "// alpha, l1_ratio, the least objective\n"
        + table("double", "objectives", np.array(objectives))
        + "// forgetting, intercept, weights\n"
        + table("double", "closed", np.array(closed))
        + table("float", "flowers", flowers[order])
        + table("uint8_t", "kinds", kinds[order][:, None])
        + "\n}  // namespace linear_learning\n"
    )
    (FOLDER / "learning.hpp").write_text(text)
    print(f"learning: {len(text)} bytes")


def main() -> None:
    learnt()
    iris, wine = datasets.load_iris(return_X_y=True), datasets.load_wine(return_X_y=True)
    cancer = datasets.load_breast_cancer(return_X_y=True)
    values = datasets.load_diabetes(return_X_y=True)
    write("iris", "softmax", LogisticRegression(), *iris)
    write("cancer", "softmax", LogisticRegression(C=0.1), *cancer)
    write("wine", "one_vs_rest", SGDClassifier(loss="log_loss", random_state=0), *wine)
    write("clipped", "clipped", SGDClassifier(loss="modified_huber", random_state=0), *iris)
    write("diabetes", "identity", Ridge(), *values)
    write("poisson", "exponential", PoissonRegressor(), *values)


if __name__ == "__main__":
    main()
