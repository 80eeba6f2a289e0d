#!/usr/bin/env python3
"""Write tests/data/combined: models of models of scikit-learn on iris and diabetes, converted, and
what scikit-learn says of samples around them.
"""

from __future__ import annotations

import pathlib
import warnings
from typing import Any

import numpy as np
import sklearn
from make_naive_bayes_goldens import labels, table
from sklearn.calibration import CalibratedClassifierCV
from sklearn.datasets import load_diabetes, load_iris
from sklearn.ensemble import (
    RandomForestClassifier,
    StackingClassifier,
    VotingClassifier,
    VotingRegressor,
)
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.naive_bayes import GaussianNB
from sklearn.neighbors import KNeighborsClassifier
from sklearn.svm import LinearSVC
from sklearn.tree import DecisionTreeRegressor

import mote

FOLDER = pathlib.Path(__file__).parent / "combined"


def classifiers() -> list[tuple[str, Any]]:
    return [
        ("logistic", LogisticRegression(max_iter=2000)),
        ("forest", RandomForestClassifier(3, max_depth=3, random_state=0)),
        ("bayes", GaussianNB()),
    ]


def of_integers() -> list[tuple[str, Any]]:
    return [*classifiers()[:2], ("neighbours", KNeighborsClassifier(3))]


def values() -> list[tuple[str, Any]]:
    return [("ridge", Ridge()), ("tree", DecisionTreeRegressor(max_depth=4, random_state=0))]


def save(name: str, estimator: Any, dtype: str, X: np.ndarray, y: np.ndarray) -> None:
    model = mote.convert(estimator, dtype)
    model.verify(X, y)
    model.save(FOLDER / f"{name}.hpp")


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    warnings.simplefilter("ignore", mote.UnverifiedWarning)
    X, y = load_iris(return_X_y=True)
    X = np.round(10 * X)
    random = np.random.default_rng(0)
    rest = np.round(X[random.integers(len(X), size=200)] + random.normal(0, 6, (200, 4)))
    rest = np.clip(rest, 1, 127)
    soft = VotingClassifier(classifiers(), voting="soft", weights=[1, 2, 0.5]).fit(X, y)
    hard = VotingClassifier(classifiers(), weights=[0.1, 0.2, 0.3]).fit(X, y)
    narrow = VotingClassifier(of_integers()).fit(X, y)
    save("soft_float", soft, "float", X, y)
    save("hard_float", hard, "float", X, y)
    save("hard_int8", narrow, "int8", X, y)
    sigmoid = CalibratedClassifierCV(LinearSVC(C=0.001), cv=3, ensemble=False).fit(X, y)
    isotonic = CalibratedClassifierCV(GaussianNB(), cv=2, method="isotonic").fit(X, y)
    two = CalibratedClassifierCV(GaussianNB(), cv=2, method="isotonic").fit(X[50:], y[50:])
    save("sigmoid", sigmoid, "float", X, y)
    save("isotonic", isotonic, "float", X, y)
    save("two", two, "float", X[50:], y[50:])
    last = LogisticRegression(C=0.01, max_iter=20000)
    stack = StackingClassifier(classifiers()[:2], last, cv=3, passthrough=True).fit(X, y)
    save("stack", stack, "float", X, y)
    D, t = load_diabetes(return_X_y=True, scaled=False)
    D = np.round(D[:, [2, 3, 4, 5]])
    mean = VotingRegressor(values(), weights=[3, 1]).fit(D, t)
    others = np.round(D[::3] + random.normal(0, 5, D[::3].shape))
    save("mean_float", mean, "float", D, t)
    save("mean_int16", mean, "int16", D, t)
    text = (
        f"// answers.hpp - models of models of scikit-learn {sklearn.__version__}, by "
        "tests/data/make_combined_goldens.py.\n// clang-format off\n#pragma once\n\n"
        "#include <stdint.h>\n\nnamespace combined_answers {\n\n"
        + table("int8_t", "flowers", rest.astype(int))
        + labels("soft", soft.predict(rest))
        + table("double", "shares", np.round(soft.predict_proba(rest), 12))
        + labels("hard", hard.predict(rest))
        + labels("narrow", narrow.predict(rest))
        + labels("sigmoid", sigmoid.predict(rest))
        + table("double", "sigmoids", np.round(sigmoid.predict_proba(rest), 12))
        + labels("isotonic", isotonic.predict(rest))
        + table("double", "lines", np.round(isotonic.predict_proba(rest), 12))
        + labels("two", two.predict(rest) - 1)
        + table("double", "shares_of_two", np.round(two.predict_proba(rest), 12))
        + labels("stacked", stack.predict(rest))
        + table("double", "stacked_shares", np.round(stack.predict_proba(rest), 12))
        + table("int16_t", "people", others.astype(int))
        + table("double", "mean", np.round(mean.predict(others)[None], 9))
        + "\n}  // namespace combined_answers\n"
    )
    (FOLDER / "answers.hpp").write_text(text)


if __name__ == "__main__":
    main()
