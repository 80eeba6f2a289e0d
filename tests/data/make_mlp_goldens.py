#!/usr/bin/env python3
"""Write tests/data/mlp/*.hpp: networks on data sets that scikit-learn ships.

Each network is fitted on every other row and converted by mote; <name>_rows.hpp has other rows as
the chip takes them. Of floats it says what scikit-learn answers; of integers the sums that the
second implementation of the package, in numpy, works out, bit for bit.
"""

from __future__ import annotations

import pathlib
import warnings
from typing import Any

import numpy as np
import sklearn
from numpy.typing import NDArray
from sklearn import datasets
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.preprocessing import StandardScaler

import mote
from mote.families.mlp import integers
from mote.families.mlp.read import read

FOLDER = pathlib.Path(__file__).parent / "mlp"
KINDS = {"float": "float", "int8": "int8_t", "int16": "int16_t"}


def single(value: Any) -> str:
    return np.format_float_scientific(np.float32(value), trim="0") + "f"


def table(kind: str, name: str, values: NDArray[Any]) -> str:
    write = single if kind == "float" else repr
    rows = ",\n".join("    {" + ", ".join(map(write, row)) + "}" for row in values.tolist())
    return f"inline constexpr {kind} {name}[{len(values)}][{values.shape[1]}] = {{\n{rows}}};\n"


def write(name: str, estimator: Any, X: NDArray[Any], y: NDArray[Any]) -> None:
    X = StandardScaler().fit_transform(X).astype(np.float32).astype(np.float64)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        estimator.fit(X[::2], y[::2])
    rest = X[1::2][::6]
    for dtype, kind in KINDS.items():
        model = mote.convert(estimator, dtype, calibrate=None if dtype == "float" else X[::2])
        features = model.samples(rest)[0].features
        own = f"mlp_{name}_{dtype}"
        said = model.verify(X[1::2], y[1::2]).line
        model.save(FOLDER / f"{own}.hpp")
        text = (
            f"// {own}_rows.hpp - of scikit-learn {sklearn.__version__}.\n"
            "// Written by tests/data/make_mlp_goldens.py.\n// clang-format off\n#pragma once\n\n"
            f'#include "{own}.hpp"\n\nnamespace {own} {{\n\n' + table(kind, "samples", features)
        )
        if dtype == "float":
            text += table("double", "sums", read(estimator).layers(rest)[-1])
        else:
            text += table("int32_t", "sums", integers.sums(model.stored, features))
        if hasattr(estimator, "classes_"):
            predicted = np.asarray(model.predict(rest))
            text += table("uint8_t", "predicted", predicted[:, None])
            text += table("double", "probabilities", np.round(estimator.predict_proba(rest), 12))
        (FOLDER / f"{own}_rows.hpp").write_text(text + f"\n}}  // namespace {own}\n")
        print(f"{own}: {len(rest)} rows, {len(text)} bytes, {said}")


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    iris, cancer = datasets.load_iris(return_X_y=True), datasets.load_breast_cancer(return_X_y=True)
    small = {"max_iter": 500, "random_state": 0}
    write("iris", MLPClassifier((9, 5), **small), *iris)
    write("cancer", MLPClassifier((6,), activation="tanh", **small), *cancer)
    values = MLPRegressor(hidden_layer_sizes=(7, 4), activation="logistic", solver="lbfgs", **small)
    write("diabetes", values, *datasets.load_diabetes(return_X_y=True))


if __name__ == "__main__":
    main()
