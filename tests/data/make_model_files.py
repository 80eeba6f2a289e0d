"""Makes model files of every family but trees in tests/data/files, and headers of the same models.

usage: make_model_files.py        (needs numpy and scikit-learn; trees have make_tree_files.py)

<name>.csv and <name>.hpp        one model, saved by mote both ways: they must agree bit for bit
"""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
from make_tree_files import FILES, IRIS, SPECIES, TENTHS
from sklearn.cluster import KMeans
from sklearn.covariance import EllipticEnvelope
from sklearn.discriminant_analysis import QuadraticDiscriminantAnalysis
from sklearn.linear_model import LogisticRegression, PoissonRegressor, Ridge, SGDClassifier
from sklearn.mixture import GaussianMixture
from sklearn.naive_bayes import CategoricalNB, GaussianNB
from sklearn.neighbors import (
    KNeighborsClassifier,
    KNeighborsRegressor,
    LocalOutlierFactor,
    NearestNeighbors,
)
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.svm import SVC, SVR, OneClassSVM

FEW = slice(None, None, 7)  # rows for neighbours


def save_both_ways(name: str, estimator: Any, dtype: str, calibrate: Any = None) -> None:
    import mote

    model = mote.convert(estimator, dtype, calibrate=calibrate)
    for ending in ("hpp", "csv"):
        model.save(FILES / f"{name}.{ending}")


def mixture(covariance: str) -> GaussianMixture:
    return GaussianMixture(2, covariance_type=covariance, random_state=0).fit(IRIS)


def main() -> None:
    warnings.simplefilter("ignore")
    save_both_ways("naive_bayes", GaussianNB().fit(IRIS, SPECIES), "float")
    logistic = LogisticRegression(C=0.1, max_iter=5000).fit(IRIS, SPECIES)
    save_both_ways("linear_float", logistic, "float")
    save_both_ways("linear_int16", logistic, "int16", IRIS)
    huber = SGDClassifier(loss="modified_huber", alpha=0.1, random_state=0)
    save_both_ways("clipped_int8", huber.fit(TENTHS, SPECIES), "int8")
    value = Ridge().fit(TENTHS[:, :3], TENTHS[:, 3])
    save_both_ways("value_int16", value, "int16")
    save_both_ways("rate_float", PoissonRegressor().fit(IRIS[:, :3], IRIS[:, 3]), "float")
    categories = (IRIS / 2.0).astype(int)
    save_both_ways("categories_int8", CategoricalNB().fit(categories, SPECIES), "int8")
    few, labels = TENTHS[FEW], SPECIES[FEW]
    save_both_ways("knn_int16", KNeighborsClassifier(3).fit(few, labels), "int16")
    by_distance = KNeighborsRegressor(2, weights="distance")
    save_both_ways("knn_value_float", by_distance.fit(IRIS[FEW, :3], IRIS[FEW, 3]), "float")
    novelty = NearestNeighbors(n_neighbors=2, metric="manhattan").fit(few)
    save_both_ways("knn_novelty_int8", novelty, "int8")
    save_both_ways("outliers_int16", LocalOutlierFactor(5, novelty=True).fit(few), "int16")
    save_both_ways("centres_int16", KMeans(4, n_init=1, random_state=0).fit(IRIS), "int16", IRIS)
    for covariance in ("full", "tied", "diag", "spherical"):
        save_both_ways(f"gmm_{covariance}", mixture(covariance), "float")
    save_both_ways("qda", QuadraticDiscriminantAnalysis().fit(IRIS, SPECIES), "float")
    save_both_ways("mahalanobis", EllipticEnvelope(random_state=0).fit(np.asarray(IRIS)), "float")
    network = MLPClassifier((5, 3), activation="tanh", max_iter=400, random_state=0)
    save_both_ways("mlp_int8", network.fit(IRIS, SPECIES), "int8", IRIS)
    network = MLPClassifier((4,), max_iter=400, random_state=0)
    save_both_ways("mlp_float", network.fit(IRIS, SPECIES > 0), "float")
    network = MLPRegressor(hidden_layer_sizes=(4,), max_iter=400, random_state=0)
    save_both_ways(
        "mlp_value_int16", network.fit(TENTHS[:, :3], IRIS[:, 3]), "int16", TENTHS[:, :3]
    )
    save_both_ways("svc_int16", SVC().fit(few, labels), "int16")
    save_both_ways("svc_float", SVC(kernel="poly", degree=2).fit(IRIS[FEW], labels > 0), "float")
    save_both_ways("svr_float", SVR().fit(IRIS[FEW, :3], IRIS[FEW, 3]), "float")
    save_both_ways("one_class_int8", OneClassSVM(nu=0.2).fit(few), "int8")


if __name__ == "__main__":
    main()
