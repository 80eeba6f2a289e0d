#!/usr/bin/env python3
"""Write tests/data/kmeans.hpp: rows of data sets that scikit-learn ships, and how near to a few
centres scikit-learn brings them: the least sum of squared distances of ten runs of KMeans.
"""

from __future__ import annotations

import pathlib
from typing import Any

import numpy as np
import sklearn
from make_naive_bayes_goldens import table
from numpy.typing import NDArray
from sklearn import datasets
from sklearn.cluster import KMeans
from sklearn.preprocessing import scale

PATH = pathlib.Path(__file__).parent / "kmeans.hpp"


def part(name: str, X: NDArray[Any], k: int) -> str:
    X = X.astype(np.float32)
    best = KMeans(k, n_init=10, random_state=0).fit(X.astype(np.float64))
    print(f"{name}: {len(X)} rows, inertia {best.inertia_:.6g}")
    return (
        f"namespace {name} {{\n\ninline constexpr size_t centres = {k};\n"
        f"inline constexpr double inertia = {best.inertia_!r};\n"
        f"{table('float', 'samples', X)}\n}}  // namespace {name}\n\n"
    )


def main() -> None:
    iris, wine = datasets.load_iris().data, datasets.load_wine().data
    digits = datasets.load_digits().data[:100]
    blobs = datasets.make_blobs(150, centers=6, cluster_std=0.3, random_state=3)[0]
    PATH.write_text(
        f"// kmeans.hpp - KMeans of scikit-learn {sklearn.__version__}: written by "
        "tests/data/make_kmeans_goldens.py.\n"
        "// clang-format off\n#pragma once\n\n#include <stddef.h>\n\nnamespace kmeans_data {\n\n"
        + part("iris", iris, 3)
        + part("wine", scale(wine), 3)
        + part("digits", digits, 10)
        + part("blobs", blobs, 6)
        + "}  // namespace kmeans_data\n"
    )


if __name__ == "__main__":
    main()
