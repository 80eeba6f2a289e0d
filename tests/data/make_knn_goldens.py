#!/usr/bin/env python3
"""Write tests/data/knn/iris.hpp: neighbours of scikit-learn on iris, of every metric and weight.

It has the rows that were trained on in tenths of a centimetre, which int8_t holds exactly, and what
scikit-learn says of samples around them: classes, probabilities, values and distances. Samples
whose K-th neighbours tie are left out: which of them it takes is not documented.
"""

from __future__ import annotations

import pathlib

import numpy as np
import sklearn
from make_naive_bayes_goldens import labels, table
from sklearn.datasets import load_iris
from sklearn.neighbors import KNeighborsClassifier, KNeighborsRegressor

FILE = pathlib.Path(__file__).parent / "knn" / "iris.hpp"
METRICS = ("euclidean", "manhattan", "chebyshev", "cosine")
K = 5


def main() -> None:
    X, y = load_iris(return_X_y=True)
    X = np.round(10 * X)
    rows, classes = X[::3], y[::3]
    random = np.random.default_rng(0)
    rest = np.round(X[random.integers(len(X), size=400)] + random.normal(0, 4, (400, 4)))
    rest = np.clip(rest, 1, 127)
    values = np.round(np.sqrt(np.arange(len(rows))), 3).astype(np.float32).astype(np.float64)
    held = np.ones(len(rest), bool)
    for metric in METRICS:
        asked = KNeighborsClassifier(K + 1, metric=metric, algorithm="brute").fit(rows, classes)
        apart = asked.kneighbors(rest)[0]
        held &= apart[:, K] - apart[:, K - 1] > 1e-7
    rest = rest[held]
    text = (
        f"// iris.hpp - neighbours of scikit-learn {sklearn.__version__}: written by "
        "tests/data/make_knn_goldens.py.\n// clang-format off\n#pragma once\n\n"
        "#include <stdint.h>\n\nnamespace iris_neighbours {\n\n"
        + table("int8_t", "rows", rows.astype(int))
        + labels("classes", classes)
        + table("float", "values", values[None])
        + table("int8_t", "samples", rest.astype(int))
    )
    for metric in METRICS:
        for weights in ("uniform", "distance"):
            options = {"metric": metric, "weights": weights, "algorithm": "brute"}
            model = KNeighborsClassifier(K, **options).fit(rows, classes)
            regressor = KNeighborsRegressor(K, **options).fit(rows, values)
            text += (
                f"\nnamespace {metric}_{weights} {{\n"
                + labels("predicted", model.predict(rest))
                + table("double", "probabilities", np.round(model.predict_proba(rest), 12))
                + table("double", "predicted_values", np.round(regressor.predict(rest)[None], 12))
                + table("double", "distances", np.round(model.kneighbors(rest)[0], 12))
                + f"}}  // namespace {metric}_{weights}\n"
            )
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_text(text + "\n}  // namespace iris_neighbours\n")
    print(f"{len(rows)} rows, {len(rest)} samples, {FILE.stat().st_size} bytes")


if __name__ == "__main__":
    main()
