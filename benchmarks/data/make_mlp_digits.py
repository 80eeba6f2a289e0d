#!/usr/bin/env python3
"""Write mlp_digits*: a perceptron of 64 pixels, 32 neurons and 10 digits for the benchmarks."""

from __future__ import annotations

import pathlib
from typing import Any

from sklearn.datasets import load_digits
from sklearn.neural_network import MLPClassifier

import mote

HERE = pathlib.Path(__file__).parent
ROWS = 20


def listed(name: str, values: Any) -> str:
    return f"#define {name} \\\n  " + ", \\\n  ".join(map(str, values)) + "\n"


def main() -> None:
    X, y = load_digits(return_X_y=True)
    estimator = MLPClassifier((32,), max_iter=400, random_state=0).fit(X[::2], y[::2])
    rest, labels = X[1::2], y[1::2]
    text = "// Written by make_mlp_digits.py.\n"
    for dtype in ("float", "int8", "int16"):
        model = mote.convert(estimator, dtype, calibrate=None if dtype == "float" else X[::2])
        print(dtype, model.verify(rest, labels).line)
        model.save(HERE / f"mlp_digits_{dtype}.hpp")
        rows = model.samples(rest[:ROWS])[0].features.astype(int)
        text += listed(
            f"MLP_DIGITS_ROWS_{dtype}",
            ["{" + ",".join(map(str, row)) + "}" for row in rows.tolist()],
        )
    text += listed("MLP_DIGITS_LABELS", [", ".join(map(str, labels[:ROWS].tolist()))])
    text += listed(
        "MLP_DIGITS_PREDICTED", [", ".join(map(str, estimator.predict(rest[:ROWS]).tolist()))]
    )
    (HERE / "mlp_digits.inc").write_text(text)


if __name__ == "__main__":
    main()
