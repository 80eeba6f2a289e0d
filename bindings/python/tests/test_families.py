"""Every family, on every data set that scikit-learn ships, keeps the contract of families."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import family_contract as contract
import numpy as np
import pytest
from family_contract import CLASSES, VALUES, Case
from network_files import NetworkOf
from sklearn.calibration import CalibratedClassifierCV
from sklearn.cluster import KMeans
from sklearn.covariance import EllipticEnvelope
from sklearn.discriminant_analysis import QuadraticDiscriminantAnalysis
from sklearn.ensemble import (
    AdaBoostClassifier,
    ExtraTreesRegressor,
    GradientBoostingClassifier,
    HistGradientBoostingRegressor,
    IsolationForest,
    RandomForestClassifier,
    StackingClassifier,
    StackingRegressor,
    VotingClassifier,
    VotingRegressor,
)
from sklearn.linear_model import (
    LogisticRegression,
    PoissonRegressor,
    Ridge,
    RidgeClassifier,
    SGDClassifier,
    SGDOneClassSVM,
)
from sklearn.mixture import GaussianMixture
from sklearn.naive_bayes import CategoricalNB, GaussianNB, MultinomialNB
from sklearn.neighbors import (
    KNeighborsClassifier,
    KNeighborsRegressor,
    LocalOutlierFactor,
    NearestNeighbors,
)
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.svm import SVC, SVR, OneClassSVM
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

from mote.families.base import Abi, Facts, Output
from mote.families.registry import FAMILIES, find

# That fit stops by itself, without a warning.
EPOCHS: dict[str, Any] = {"tol": 1e9, "n_iter_no_change": 60, "random_state": 0}


def _voters() -> list[tuple[str, Any]]:
    return [
        ("tree", DecisionTreeClassifier(max_depth=4, random_state=0)),
        ("linear", LogisticRegression(C=0.01, max_iter=5000)),
        ("neighbours", KNeighborsClassifier(3)),
    ]


CASES = {
    "tree": Case(lambda: DecisionTreeClassifier(max_depth=4, random_state=0), CLASSES),
    "forest": Case(
        lambda: RandomForestClassifier(3, max_depth=4, random_state=0), CLASSES, "int16", True
    ),
    "boosting": Case(
        lambda: GradientBoostingClassifier(n_estimators=2, max_depth=2, random_state=0),
        CLASSES,
        "int8",
        True,
    ),
    "ada_boost": Case(lambda: AdaBoostClassifier(n_estimators=12, random_state=0), CLASSES),
    "ada_boost_int16": Case(
        lambda: AdaBoostClassifier(
            DecisionTreeClassifier(max_depth=3), n_estimators=5, random_state=0
        ),
        CLASSES,
        "int16",
        True,
    ),
    "value": Case(lambda: DecisionTreeRegressor(max_depth=4, random_state=0), VALUES),
    "mean": Case(
        lambda: ExtraTreesRegressor(3, max_depth=4, random_state=0), VALUES, "int16", True
    ),
    "histograms": Case(
        lambda: HistGradientBoostingRegressor(max_iter=3, max_leaf_nodes=6, min_samples_leaf=3),
        VALUES,
    ),
    "isolation": Case(
        lambda: IsolationForest(n_estimators=4, max_samples=8, random_state=0),
        (*CLASSES, *VALUES),
        supervised=False,
    ),
    "naive_bayes": Case(GaussianNB, CLASSES),
    "categorical": Case(lambda: CategoricalNB(min_categories=17), ("iris", "digits")),
    "clusters": Case(
        lambda: KMeans(4, n_init=1, random_state=0),
        ("iris", "digits", "diabetes"),
        supervised=False,
    ),
    "gmm": Case(
        lambda: GaussianMixture(3, random_state=0), ("iris", "wine", "diabetes"), supervised=False
    ),
    "qda": Case(
        lambda: QuadraticDiscriminantAnalysis(reg_param=0.01), ("iris", "wine", "breast_cancer")
    ),
    "mahalanobis": Case(
        lambda: EllipticEnvelope(random_state=0), ("iris", "wine", "diabetes"), supervised=False
    ),
    "linear": Case(lambda: LogisticRegression(C=0.01, max_iter=5000), CLASSES),
    "linear_int16": Case(lambda: RidgeClassifier(), CLASSES, "int16", True),
    "linear_int8": Case(
        lambda: SGDClassifier(loss="modified_huber", alpha=0.1, random_state=0),
        CLASSES[:2],
        "int8",
        True,
    ),
    "linear_value": Case(lambda: Ridge(), VALUES),
    "linear_value_int16": Case(lambda: Ridge(), VALUES, "int16", True),
    "linear_rate": Case(lambda: PoissonRegressor(), VALUES),
    "linear_inlier": Case(
        lambda: SGDOneClassSVM(nu=0.1, random_state=0),
        ("iris", "wine", "diabetes"),
        "int8",
        True,
        supervised=False,
    ),
    "linear_counts": Case(MultinomialNB, ("iris", "digits")),
    "knn": Case(KNeighborsClassifier, CLASSES),
    "knn_int16": Case(lambda: KNeighborsClassifier(3), CLASSES, "int16", True),
    "knn_value": Case(lambda: KNeighborsRegressor(4, weights="distance"), VALUES),
    "outliers": Case(
        lambda: LocalOutlierFactor(10, novelty=True), ("iris", "wine", "diabetes"), supervised=False
    ),
    "mlp": Case(lambda: MLPClassifier((9, 5), **EPOCHS), CLASSES),
    "mlp_int8": Case(
        lambda: MLPClassifier((9,), activation="tanh", **EPOCHS),
        ("iris", "digits"),
        "int8",
        True,
    ),
    "mlp_value": Case(lambda: MLPRegressor(hidden_layer_sizes=(7,), **EPOCHS), VALUES),
    "mlp_value_int16": Case(
        lambda: MLPRegressor(hidden_layer_sizes=(7, 4), activation="logistic", **EPOCHS),
        VALUES,
        "int16",
        True,
    ),
    "svm": Case(SVC, CLASSES),
    "svm_int16": Case(lambda: SVC(decision_function_shape="ovo"), CLASSES, "int16", True),
    "svm_value": Case(lambda: SVR(C=10.0), VALUES),
    "svm_value_int8": Case(lambda: SVR(C=10.0), VALUES[:1], "int8", True),
    "svm_inlier": Case(
        lambda: OneClassSVM(nu=0.1), ("iris", "wine", "diabetes"), "int16", True, supervised=False
    ),
    "svm_linear": Case(lambda: SVC(kernel="linear"), CLASSES, "int16", True),
    "voting": Case(lambda: VotingClassifier(_voters(), weights=[0.1, 0.2, 0.3]), CLASSES),
    "voting_int16": Case(
        lambda: VotingClassifier(_voters()[:2], voting="soft", weights=[1.0, 2.0]),
        CLASSES,
        "int16",
        True,
    ),
    "calibrated": Case(lambda: CalibratedClassifierCV(GaussianNB(), cv=2), CLASSES[:2]),
    "stack": Case(lambda: StackingClassifier(_voters()[:2], cv=2), CLASSES[:1]),
    "stack_value": Case(
        lambda: StackingRegressor([("ridge", Ridge()), ("svr", SVR(C=10.0))], Ridge(), cv=2),
        VALUES[:1],
    ),
    "voting_value": Case(
        lambda: VotingRegressor([("tree", DecisionTreeRegressor(max_depth=4)), ("ridge", Ridge())]),
        VALUES,
    ),
    "network": Case(lambda: NetworkOf(MLPClassifier((9, 5), **EPOCHS)), ("iris", "wine", "digits")),
    "network_value": Case(
        lambda: NetworkOf(MLPRegressor(hidden_layer_sizes=(7,), **EPOCHS)), VALUES[:1]
    ),
    "knn_novelty": Case(lambda: NearestNeighbors(n_neighbors=2), ("iris",), "int8", True),
}
# ./dev test --fast asks every case, each on its smallest data.
FAST = ("iris", "diabetes")
ON = [
    pytest.param(case, data, marks=() if data in FAST else pytest.mark.slow)
    for case, held in CASES.items()
    for data in held.data
]


@pytest.mark.parametrize(("case", "data"), ON)
def test_a_family_keeps_its_promise_and_describes_itself(case: str, data: str) -> None:
    model, X, y = contract.fitted(CASES[case], data)
    contract.verifies(model, X, y if CASES[case].supervised else model.estimator.predict(X))
    contract.describes_itself(model, X)
    contract.pickles(model, X)


@pytest.mark.parametrize("case", CASES)
def test_a_model_is_saved_and_compiles_and_refuses_what_is_not_its_own(
    case: str, tmp_path: Path
) -> None:
    model, X, _ = contract.fitted(CASES[case], CASES[case].data[0])
    contract.saves(model, tmp_path)
    contract.compiles(model, X, tmp_path)
    contract.refuses(model, X)


def test_every_family_has_a_case_and_no_estimator_has_two_families() -> None:
    held = {find(contract.fitted(case, case.data[0])[0].estimator).name for case in CASES.values()}
    assert held == {family.name for family in FAMILIES}
    names = [name for family in FAMILIES for name in family.estimators]
    assert len(names) == len(set(names))


BROKEN: dict[str, Any] = {
    "probes": lambda self, stored, rows: np.full((rows, 4), np.nan, np.float32),
    "abi": lambda self, stored: Abi("int8", Output("uint16")),
    "facts": lambda self, stored: Facts(4, np.arange(3), "three classes", {}),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_family_that_breaks_the_contract_is_seen(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    model, X, _ = contract.fitted(CASES["tree"], "iris")
    contract.describes_itself(model, X)
    monkeypatch.setattr(type(find(model.estimator)), name, BROKEN[name])
    with pytest.raises(AssertionError):
        contract.describes_itself(model, X)
