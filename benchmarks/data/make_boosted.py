#!/usr/bin/env python3
"""Write boosted_* and levels_*: boosted trees with and without missing values, and symmetric ones.

usage: make_boosted.py

Breast cancer of which a fifth is missing by XGBoost, 10 trees, converted for whole rows and for
rows with missing values. Wine by CatBoost, 20 trees of 4 levels, laid out a split a level and as a
table of splits.
"""

from __future__ import annotations

import pathlib
import re
from dataclasses import replace
from typing import Any

import numpy as np
from catboost import CatBoostClassifier
from sklearn.datasets import load_breast_cancer, load_wine
from xgboost import XGBClassifier

import mote
from mote.emit.literals import floating

HERE = pathlib.Path(__file__).parent
ROWS = 40


def listed(name: str, values: Any) -> str:
    text = re.sub(r"(.{1,90})(?:, |$)", r"  \1, \\\n", ", ".join(map(str, values)))
    return f"#define {name} \\\n{text.rstrip()[:-3]}\n"


def rows_of(name: str, estimator: Any, X: Any, y: Any) -> str:
    """Every so many of the rows, their labels, and what the estimator says."""
    at = np.linspace(0, len(X) - 1, ROWS).astype(int)
    each = ["{" + ", ".join(floating(float(v)) for v in row) + "}" for row in X[at]]
    return (
        listed(f"{name}_ROWS", each)
        + listed(f"{name}_LABELS", y[at].tolist())
        + listed(f"{name}_PREDICTED", np.ravel(estimator.predict(X[at])).astype(int).tolist())
    )


def main() -> None:
    text = "// Written by make_boosted.py.\n"
    X, y = load_breast_cancer(return_X_y=True)
    X = X.astype(np.float32).astype(np.float64)
    holes = np.where(np.random.default_rng(0).random(X.shape) < 0.2, np.nan, X)
    estimator = XGBClassifier(n_estimators=10, n_jobs=1).fit(holes, y)
    for name, rows, missing in (("whole", X, None), ("missing", holes, np.nan)):
        model = mote.convert(estimator, missing=missing)
        print(name, model.facts.line, model.verify(rows, y).line)
        model.save(HERE / f"boosted_{name}.hpp")
        text += rows_of(f"BOOSTED_{name.upper()}", estimator, rows, y)
    X, y = load_wine(return_X_y=True)
    X = X.astype(np.float32).astype(np.float64)
    estimator = CatBoostClassifier(
        iterations=20, depth=4, verbose=0, allow_writing_files=False, thread_count=1
    ).fit(X, y)
    text += rows_of("LEVELS", estimator, X, y)
    for name in ("levels_wine", "levels_table"):
        model = mote.convert(estimator)
        if name == "levels_table":
            model.stored = replace(model.stored, levels=None)
        print(name, model.facts.line, model.verify(X, y).line)
        model.save(HERE / f"{name}.hpp")
    (HERE / "boosted.inc").write_text(text)


if __name__ == "__main__":
    main()
