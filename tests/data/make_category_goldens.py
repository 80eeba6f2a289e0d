#!/usr/bin/env python3
"""Write tests/data/naive_bayes/categories.hpp: CategoricalNB on iris in five bins."""

from __future__ import annotations

import pathlib

import numpy as np
import sklearn
from make_naive_bayes_goldens import labels, table
from sklearn.datasets import load_iris
from sklearn.naive_bayes import CategoricalNB

FILE = pathlib.Path(__file__).parent / "naive_bayes" / "categories.hpp"


def main() -> None:
    X, y = load_iris(return_X_y=True)
    low, high = X.min(axis=0), X.max(axis=0)
    bins = np.minimum((5 * (X - low) / (high - low)).astype(int), [4, 2, 4, 3])
    model = CategoricalNB(alpha=0.5).fit(bins[::2], y[::2])
    samples = bins[1::2]
    rows = np.concatenate([held.T for held in model.feature_log_prob_])
    counts = ", ".join(str(held.shape[1]) for held in model.feature_log_prob_)
    text = (
        f"// categories.hpp - CategoricalNB of scikit-learn {sklearn.__version__}: written by\n"
        "// tests/data/make_category_goldens.py.\n// clang-format off\n#pragma once\n\n"
        '#include "mote/core/array.hpp"\n\nnamespace categories {\n\n'
        f"inline constexpr mote::array<uint16_t, 4> counts{{{{{counts}}}}};\n"
        + table("float", "table", rows.astype(np.float32))
        + table("float", "start", model.class_log_prior_.astype(np.float32)[None])
        + table("int8_t", "samples", samples)
        + labels("predicted", model.predict(samples))
        + table("double", "scores", np.round(model.predict_joint_log_proba(samples), 12))
        + table("double", "shares", np.round(model.predict_proba(samples), 12))
    )
    FILE.write_text(text + "\n}  // namespace categories\n")
    print(f"{len(rows)} categories, {len(samples)} samples, {FILE.stat().st_size} bytes")


if __name__ == "__main__":
    main()
