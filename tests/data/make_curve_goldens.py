#!/usr/bin/env python3
"""Write tests/data/curves/{iris,wine}.hpp: mixtures, a quadratic discriminant and an envelope.

Each file has the models, fitted on a part of a data set that scikit-learn ships, rows that they
have not seen, and what scikit-learn says of those. Rows are rounded to float first. The numbers
of the models come from covariances and weights by the textbook, not from mote's converter.
"""

from __future__ import annotations

import pathlib
from typing import Any

import numpy as np
import sklearn
from make_naive_bayes_goldens import labels, single, table, wrapped
from numpy.typing import NDArray
from sklearn import datasets
from sklearn.covariance import EllipticEnvelope
from sklearn.discriminant_analysis import QuadraticDiscriminantAnalysis
from sklearn.mixture import GaussianMixture

FOLDER = pathlib.Path(__file__).parent / "curves"
ROWS = {"full": "full_gaussian", "diag": "gaussian", "spherical": "spherical_gaussian"}


def array(values: NDArray[Any]) -> str:
    return "{{\n" + wrapped(map(single, values), "      ") + "}}"


def factor(precision: NDArray[Any]) -> NDArray[Any]:
    """The rows of L with L' L = precision, each up to its diagonal."""
    # The Cholesky factor of the precision in reverse order, reversed again.
    lower = np.linalg.cholesky(precision[::-1, ::-1])[::-1, ::-1].T
    return np.asarray(lower[np.tril_indices(len(lower))])


def start(weight: float, covariance: NDArray[Any]) -> float:
    _, log = np.linalg.slogdet(2 * np.pi * covariance)
    return float(np.log(weight) - 0.5 * log)


def full(mean: NDArray[Any], covariance: NDArray[Any], weight: float) -> str:
    held = factor(0.5 * np.linalg.inv(covariance))
    return f"{{{array(mean)}, {array(held)}, {single(start(weight, covariance))}}}"


def component(mixture: GaussianMixture, k: int) -> str:
    mean, weight, n = mixture.means_[k], mixture.weights_[k], mixture.means_.shape[1]
    covariance = mixture.covariances_[k]
    if mixture.covariance_type == "full":
        return full(mean, covariance, weight)
    begin = single(start(weight, np.diag(np.broadcast_to(covariance, n))))
    if mixture.covariance_type == "diag":
        return f"{{{array(mean)}, {array(0.5 / covariance)}, {begin}}}"
    return f"{{{array(mean)}, {single(0.5 / covariance)}, {begin}}}"


def mixture_of(mixture: GaussianMixture) -> tuple[str, str]:
    """Its type and its value."""
    k, n = mixture.means_.shape
    kind = mixture.covariance_type
    if kind != "tied":
        rows = ",\n    ".join(component(mixture, i) for i in range(k))
        return (
            f"mote::gaussian_mixture<label, mote::{ROWS[kind]}<{n}>, {k}>",
            f"{{}}, {{{{{rows}}}}}",
        )
    centre = mixture.means_.mean(axis=0).astype(np.float32).astype(float)
    held = factor(0.5 * np.linalg.inv(mixture.covariances_))
    lower = np.zeros((n, n))
    lower[np.tril_indices(n)] = held
    rows = ",\n    ".join(
        f"{{{array(lower @ (mean - centre))}, {single(start(weight, mixture.covariances_))}}}"
        for mean, weight in zip(mixture.means_, mixture.weights_, strict=True)
    )
    return (
        f"mote::tied_gaussian_mixture<label, {n}, {k}>",
        f"{{}}, {array(centre)}, {array(held)}, {{{{{rows}}}}}",
    )


def constant(name: str, kind: str, value: str) -> str:
    return f"inline constexpr {kind} {name}{{{value}}};\nstatic_assert({name}.valid());\n"


def write(name: str, X: NDArray[Any], y: NDArray[Any]) -> None:
    X = X.astype(np.float32).astype(np.float64)
    known = np.arange(len(X)) % 2 == 0
    rest = X[~known][::3]
    text = table("float", "samples", rest)
    for kind in ("full", "tied", "diag", "spherical"):
        mixture = GaussianMixture(3, covariance_type=kind, random_state=0, reg_covar=1e-3)
        mixture.fit(X[known])
        text += "\n" + constant(kind, *mixture_of(mixture))
        text += labels(f"{kind}_components", mixture.predict(rest))
        text += table("double", f"{kind}_densities", mixture.score_samples(rest)[:, None])
        text += table("double", f"{kind}_shares", np.round(mixture.predict_proba(rest), 12))
    qda = QuadraticDiscriminantAnalysis(store_covariance=True, reg_param=0.01)
    qda.fit(X[known], y[known])
    k, n = qda.means_.shape
    curves = ",\n    ".join(map(full, qda.means_, qda.covariance_, qda.priors_))
    text += "\n" + constant(
        "quadratic", f"mote::quadratic_discriminant<label, {n}, {k}>", f"{{{{{curves}}}}}"
    )
    text += labels("quadratic_labels", qda.predict(rest))
    text += table("double", "quadratic_shares", np.round(qda.predict_proba(rest), 12))
    envelope = EllipticEnvelope(random_state=0).fit(X[known])
    held = array(factor(np.linalg.inv(envelope.covariance_)))
    text += "\n" + constant(
        "envelope",
        f"mote::mahalanobis<label, {n}>",
        f"{array(envelope.location_)}, {held}, {single(-envelope.offset_)}",
    )
    text += labels("envelope_labels", (envelope.predict(rest) + 1) // 2)
    text += table("double", "envelope_scores", envelope.score_samples(rest)[:, None])
    FOLDER.mkdir(exist_ok=True)
    head = (
        f"// {name}.hpp - curves of scikit-learn {sklearn.__version__}: written by "
        "tests/data/make_curve_goldens.py.\n// clang-format off\n#pragma once\n\n"
        "#include <mote/model/gmm.hpp>\n#include <mote/model/mahalanobis.hpp>\n"
        f"\nnamespace curves::{name} {{\n\n"
        "enum class label : uint8_t {};\n\n"
    )
    (FOLDER / f"{name}.hpp").write_text(f"{head}{text}\n}}  // namespace curves::{name}\n")
    print(f"{name}: {known.sum()} rows fitted, {len(rest)} asked, {len(text)} bytes")


def main() -> None:
    write("iris", *datasets.load_iris(return_X_y=True))
    X, y = datasets.load_wine(return_X_y=True)
    write("wine", X[:, :7], y)


if __name__ == "__main__":
    main()
