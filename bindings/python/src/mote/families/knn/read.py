"""From scikit-learn's neighbours to plain numbers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from ...arrays import Array, Floats
from ...errors import UnsupportedError
from ..base import full_name

KINDS = {
    "sklearn.neighbors.KNeighborsClassifier": "classifier",
    "sklearn.neighbors.KNeighborsRegressor": "regressor",
    "sklearn.neighbors.NearestNeighbors": "novelty",
    "sklearn.neighbors.LocalOutlierFactor": "outliers",
    "sklearn.neighbors.NearestCentroid": "centres",
    "sklearn.cluster.KMeans": "centres",
    "sklearn.cluster.MiniBatchKMeans": "centres",
}
_METRICS = {
    "euclidean": "euclidean", "l2": "euclidean", "manhattan": "manhattan", "l1": "manhattan",
    "cityblock": "manhattan", "chebyshev": "chebyshev", "infinity": "chebyshev",
    "cosine": "cosine",
}  # fmt: skip
_OF_P = {1.0: "manhattan", 2.0: "euclidean", np.inf: "chebyshev"}


@dataclass(frozen=True)
class Local:
    """What a LocalOutlierFactor knows of its rows; `Ir.answers` are places here."""

    radii: Floats  # the distance of a row's own K-th neighbour
    densities: Floats  # the reciprocal of the mean distance that a row is reached from
    limit: float  # of the score
    least: float = 1e-10  # what scikit-learn adds to a mean distance


@dataclass(frozen=True)
class Ir:
    """The estimator in doubles."""

    kind: str  # "classifier", "regressor", "novelty", "outliers", or "centres": each a label
    metric: str
    by_distance: bool
    k: int
    rows: Floats  # as the model itself is given them
    answers: Floats  # places in `classes`, or values; of a novelty score zeros
    classes: Array | None
    # What stands before the model is (x - offset) * scale of each column; None: nothing does.
    offset: Floats | None = None
    scale: Floats | None = None
    # What scikit-learn's own scaler of float32 may be off by, (roundings, reach) a feature.
    slack: Floats | None = None
    facts: dict[str, Any] = field(default_factory=dict)
    clusters: bool = False  # centres without labels
    single: bool = False  # scikit-learn computes in float32, and takes no other
    local: Local | None = None  # of outliers

    @property
    def n_features(self) -> int:
        return int(self.rows.shape[1])

    @property
    def given(self) -> Floats:
        """The rows as the user gives them."""
        if self.scale is None or self.offset is None:
            return self.rows
        return np.asarray(self.rows / self.scale + self.offset)

    @property
    def stretch(self) -> Floats:
        """What a step of each of the user's columns is worth."""
        return np.ones(self.n_features) if self.scale is None else np.abs(self.scale)


def read(estimator: Any) -> Ir:
    kind, name = KINDS[full_name(estimator)], type(estimator).__name__
    if kind == "centres":
        return _centres(estimator, name)
    rows = estimator._fit_X
    if not isinstance(rows, np.ndarray):
        raise UnsupportedError(
            f"{name} was fitted on a sparse matrix: fit it on an array, X.toarray()."
        )
    rows = np.asarray(rows, np.float64)
    metric = _metric(estimator, name)
    weights = getattr(estimator, "weights", "uniform")
    if callable(weights):
        raise UnsupportedError(
            f"weights={getattr(weights, '__name__', weights)!s} is a function of Python, which a "
            "chip cannot call: use weights='uniform' or 'distance'."
        )
    if metric == "cosine" and not (norms := np.linalg.norm(rows, axis=1)).all():
        raise UnsupportedError(
            f"row {int(np.flatnonzero(norms == 0)[0])} of the training is 0 in all features, and "
            "metric='cosine' knows no angle of it: leave the row out, or use another metric."
        )
    if estimator.n_neighbors > len(rows):
        raise UnsupportedError(
            f"n_neighbors={estimator.n_neighbors}, and {name} was fitted on {len(rows)} rows: use "
            "fewer neighbours."
        )
    if kind == "outliers":
        return _outliers(estimator, rows, metric)
    answers, classes = np.zeros(len(rows)), None
    if kind != "novelty":
        held = np.asarray(estimator._y)
        if held.ndim == 2 and held.shape[1] > 1:
            raise UnsupportedError(
                f"{name} was fitted on {held.shape[1]} outputs at once: fit one for each output."
            )
        answers = held.reshape(-1).astype(np.float64)
        if kind == "classifier":
            classes = np.asarray(estimator.classes_)
    return Ir(
        kind, metric, weights == "distance", int(estimator.n_neighbors), rows, answers, classes
    )


def _outliers(estimator: Any, rows: Floats, metric: str) -> Ir:
    if not estimator.novelty:
        raise UnsupportedError(
            "LocalOutlierFactor(novelty=False) scores its own rows alone and has no predict: fit "
            "it with novelty=True."
        )
    k = int(estimator.n_neighbors_)
    radii = np.asarray(estimator._distances_fit_X_[:, k - 1], np.float64)
    known = np.column_stack([radii, np.asarray(estimator._lrd, np.float64)])
    each, places = np.unique(known, axis=0, return_inverse=True)
    local = Local(each[:, 0], each[:, 1], float(estimator.offset_))
    answers = places.reshape(-1).astype(np.float64)
    return Ir("outliers", metric, False, k, rows, answers, np.array([-1, 1]), local=local)


def _centres(estimator: Any, name: str) -> Ir:
    """Clusters are numbered from 0; a NearestCentroid has classes."""
    if hasattr(estimator, "cluster_centers_"):
        rows, metric = np.asarray(estimator.cluster_centers_, np.float64), "euclidean"
        classes = np.arange(len(rows))
    else:
        rows, metric = np.asarray(estimator.centroids_, np.float64), _METRICS[estimator.metric]
        classes = np.asarray(estimator.classes_)
        prior = np.asarray(getattr(estimator, "class_prior_", np.ones(len(rows))), np.float64)
        if not np.allclose(prior, prior[0]):
            raise UnsupportedError(
                f"{name} weighs its classes by priors, and the nearest centre then is not the "
                "answer: use priors='uniform', or LinearDiscriminantAnalysis."
            )
    clusters = hasattr(estimator, "cluster_centers_")
    single = clusters and estimator.cluster_centers_.dtype == np.float32
    answers = np.arange(len(rows), dtype=np.float64)
    return Ir("centres", metric, False, 1, rows, answers, classes, clusters=clusters, single=single)


def _metric(estimator: Any, name: str) -> str:
    given = estimator.metric
    if callable(given):
        raise UnsupportedError(
            f"metric={getattr(given, '__name__', given)!s} is a function of Python, which a chip "
            f"cannot call: use one of {', '.join(sorted(set(_METRICS.values())))}."
        )
    params = dict(estimator.metric_params or {})
    p = float(params.pop("p", estimator.p))
    if params:
        raise UnsupportedError(
            f"metric_params={params!r} is not converted: scale the features before fit instead."
        )
    found = _OF_P.get(p) if given == "minkowski" else _METRICS.get(given)
    if found is None:
        what = f"p={p:g}" if given == "minkowski" else f"metric={given!r}"
        raise UnsupportedError(
            f"{what} of {name} is not converted: use metric='euclidean', 'manhattan' (p=1), "
            "'chebyshev' or 'cosine'."
        )
    return found
