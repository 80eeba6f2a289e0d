#!/usr/bin/env python3
"""Write trees/digits_full.hpp: a forest on the digits, and what scikit-learn predicts of rows.

usage: make_full_digits.py

Needs scikit-learn and the package `mote-ml`.

The trees are grown to the end, so that every leaf holds one class and hard votes are what
scikit-learn does. The rows were not trained on.
"""

import pathlib

import numpy as np
from sklearn.datasets import load_digits
from sklearn.ensemble import RandomForestClassifier

import mote

ROWS = 100


def main() -> None:
    X, y = load_digits(return_X_y=True)
    order = np.random.default_rng(0).permutation(len(X))
    X, y = X[order], y[order]
    half = len(X) // 2
    forest = RandomForestClassifier(n_estimators=10, random_state=0).fit(X[half:], y[half:])
    model = mote.convert(forest, "int8", leaves="hard")
    model.verify(X[:half], y[:half])
    rows = ",\n".join(
        "    {{" + ", ".join(str(int(pixel)) for pixel in row) + "}}" for row in X[:ROWS]
    )
    labels = ", ".join(str(int(label)) for label in forest.predict(X[:ROWS]))
    text = (
        f"{model.header('digits_full')}\n// Rows, and what scikit-learn predicts: written by "
        "tests/data/make_full_digits.py.\n"
        "namespace digits_full {\n"
        f"inline constexpr mote::array<mote::array<int8_t, 64>, {ROWS}> rows{{{{\n{rows}}}}};\n"
        f"inline constexpr mote::array<uint8_t, {ROWS}> labels{{{{\n    {labels}}}}};\n"
        "}  // namespace digits_full\n"
    )
    (pathlib.Path(__file__).parent / "trees" / "digits_full.hpp").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
