#!/usr/bin/env python3
"""Write digits.hpp: a forest of scikit-learn on the digits, and rows with its own predictions.

usage: make_digits.py

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
        f"{model.header('digits')}\n// Rows, and what scikit-learn predicts: written by "
        "tests/target/checksum/make_digits.py.\n"
        "// clang-format off\n"
        "namespace digits {\n"
        f"inline constexpr mote::array<mote::array<int8_t, 64>, {ROWS}> rows{{{{\n{rows}}}}};\n"
        f"inline constexpr mote::array<uint8_t, {ROWS}> labels{{{{\n    {labels}}}}};\n"
        "}  // namespace digits\n// clang-format on\n"
    )
    (pathlib.Path(__file__).parent / "digits.hpp").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
