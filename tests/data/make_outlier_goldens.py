#!/usr/bin/env python3
"""Write tests/data/knn/outliers.hpp: scikit-learn's LocalOutlierFactor on iris, of four metrics.

Rows and samples are in tenths of a centimetre, which int8_t holds exactly. Samples whose K-th
neighbours tie are left out: which of them scikit-learn takes is not documented.
"""

from __future__ import annotations

import pathlib

import numpy as np
import sklearn
from make_naive_bayes_goldens import table
from sklearn.datasets import load_iris
from sklearn.neighbors import LocalOutlierFactor

FILE = pathlib.Path(__file__).parent / "knn" / "outliers.hpp"
METRICS = ("euclidean", "manhattan", "chebyshev", "cosine")
K = 6


def main() -> None:
    X = np.round(10 * load_iris().data)
    rows = X[1::3]
    random = np.random.default_rng(0)
    drawn = np.round(X[random.integers(len(X), size=800)] + random.normal(0, 4, (800, 4)))
    samples = np.clip(drawn, 1, 127)
    models = {
        metric: LocalOutlierFactor(
            K, metric=metric, novelty=True, algorithm="brute", contamination=0.1
        ).fit(rows)
        for metric in METRICS
    }
    held = np.ones(len(samples), bool)
    for model in models.values():
        apart = model.kneighbors(samples, K + 1)[0]
        held &= apart[:, K] - apart[:, K - 1] > 1e-7
    samples = samples[held]
    text = (
        f"// outliers.hpp - LocalOutlierFactor of scikit-learn {sklearn.__version__}: written by\n"
        "// tests/data/make_outlier_goldens.py.\n// clang-format off\n#pragma once\n\n"
        "#include <stdint.h>\n\nnamespace iris_outliers {\n\n"
        + table("int8_t", "rows", rows.astype(int))
        + table("int8_t", "samples", samples.astype(int))
    )
    for metric, model in models.items():
        radii = model._distances_fit_X_[:, K - 1]
        text += (
            f"\nnamespace {metric} {{\n"
            + table("float", "radii", np.float32(radii)[None])
            + table("float", "densities", np.float32(model._lrd)[None])
            + f"inline constexpr float limit = {np.float32(model.offset_)!s}f;\n"
            + table("double", "scores", np.round(model.score_samples(samples)[None], 12))
            + f"}}  // namespace {metric}\n"
        )
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_text(text + "\n}  // namespace iris_outliers\n")
    print(f"{len(rows)} rows, {len(samples)} samples, {FILE.stat().st_size} bytes")


if __name__ == "__main__":
    main()
