#!/usr/bin/env python3
"""Write tests/data/naive_bayes/*.hpp: GaussianNB on data sets that scikit-learn ships.

Each file has the rows that the model was trained on, in their order, the model, and what
scikit-learn says of other rows. Rows are rounded to float first.
"""

from __future__ import annotations

import pathlib
from collections.abc import Iterable
from typing import Any

import numpy as np
import sklearn
from numpy.typing import NDArray
from sklearn import datasets
from sklearn.naive_bayes import GaussianNB

FOLDER = pathlib.Path(__file__).parent / "naive_bayes"
WIDTH = 100


def wrapped(items: Iterable[str], indent: str = "    ") -> str:
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


def labels(name: str, values: NDArray[Any]) -> str:
    text = wrapped([str(v) for v in values.tolist()])
    return f"inline constexpr uint8_t {name}[{len(values)}] = {{\n{text}}};\n"


def row(mean: NDArray[Any], variance: NDArray[Any], prior: float) -> str:
    start = np.log(prior) - 0.5 * np.log(2 * np.pi * variance).sum()
    arrays = ",\n".join(
        f"     {{{{\n{wrapped(map(single, values), '      ')}}}}}"
        for values in (mean, 0.5 / variance)
    )
    return f"    {{{arrays.lstrip()},\n     {single(start)}}}"


def write(name: str, X: NDArray[Any], y: NDArray[Any], every: int) -> None:
    X = X.astype(np.float32).astype(np.float64)
    chosen = np.arange(len(X)) % every == 0
    model = GaussianNB().fit(X[chosen], y[chosen])
    rest = X[~chosen][:: max(1, (~chosen).sum() // 40)]
    n, k = X.shape[1], len(model.classes_)
    rows = ",\n".join(
        row(*one) for one in zip(model.theta_, model.var_, model.class_prior_, strict=True)
    )
    text = (
        f"// {name}.hpp - GaussianNB of scikit-learn {sklearn.__version__}: written by "
        "tests/data/make_naive_bayes_goldens.py.\n// clang-format off\n#pragma once\n\n"
        "#include <mote/model/naive_bayes.hpp>\n\n"
        f"namespace {name} {{\n\n"
        f"enum class label : uint8_t {{}};\n\n"
        f"inline constexpr mote::gaussian_naive_bayes<label, {n}, {k}> model{{{{{{\n{rows}}}}}}};\n"
        'static_assert(model.valid(), "damaged");\n\n'
        + table("float", "training", X[chosen])
        + labels("training_labels", y[chosen])
        + table("float", "samples", rest)
        + labels("predicted", model.predict(rest))
        + table("double", "log_likelihoods", model.predict_joint_log_proba(rest))
        + table("double", "probabilities", np.round(model.predict_proba(rest), 12))
        + f"\n}}  // namespace {name}\n"
    )
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / f"{name}.hpp").write_text(text)
    print(f"{name}: {chosen.sum()} rows trained on, {len(rest)} asked, {len(text)} bytes")


def main() -> None:
    for name, load, every in (("iris", datasets.load_iris, 2), ("wine", datasets.load_wine, 3)):
        X, y = load(return_X_y=True)
        write(name, X, y, every)


if __name__ == "__main__":
    main()
