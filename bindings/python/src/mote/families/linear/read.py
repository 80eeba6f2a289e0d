"""From a fitted estimator to weights, starts and a link, in doubles."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from ...arrays import Array, Floats
from ...errors import UnsupportedError
from ..base import full_name


@dataclass(frozen=True)
class Ir:
    """The estimator in doubles: a row of weights an output."""

    link: str  # identity, exponential, softmax, one_vs_rest, clipped, margin
    classes: Array | None  # None: a regression
    weights: Floats  # (outputs, features)
    start: Floats  # (outputs,)
    # What scikit-learn's own scaler of float32 may be off by, (roundings, reach) a feature: each
    # rounding is half a step of |x| + reach.
    slack: Floats | None = None
    # A row and a start that were taken off those of every class: a softmax does not see them.
    common: tuple[Floats, float] | None = None
    enumerators: tuple[str, ...] = ()  # what the header calls the classes; none: as they are

    @property
    def n_features(self) -> int:
        return int(self.weights.shape[1])

    @property
    def outputs(self) -> int:
        return len(self.start)

    def centred(self) -> Ir:
        """Of a softmax without what all classes have in common: finer in integers."""
        if self.link != "softmax" or self.outputs == 1:
            return self
        row = (self.weights.max(axis=0) + self.weights.min(axis=0)) / 2
        start = float(self.start.max() + self.start.min()) / 2
        return replace(
            self, weights=self.weights - row, start=self.start - start, common=(row, start)
        )

    @property
    def has_probabilities(self) -> bool:
        return self.classes is not None and self.link != "margin"


_VALUES = (
    "LinearRegression", "Ridge", "RidgeCV", "Lasso", "LassoCV", "ElasticNet", "ElasticNetCV",
    "Lars", "LarsCV", "LassoLars", "LassoLarsCV", "LassoLarsIC", "OrthogonalMatchingPursuit",
    "OrthogonalMatchingPursuitCV", "BayesianRidge", "ARDRegression", "SGDRegressor",
    "PassiveAggressiveRegressor", "HuberRegressor", "TheilSenRegressor", "QuantileRegressor",
)  # fmt: skip
_MARGINS = ("RidgeClassifier", "RidgeClassifierCV", "Perceptron", "PassiveAggressiveClassifier")


def read(estimator: Any) -> Ir:
    """Raises UnsupportedError where the estimator has no equal."""
    return READERS[full_name(estimator)](estimator)


def _value(estimator: Any, link: str = "identity") -> Ir:
    weights, start = _numbers(estimator)
    if len(weights) > 1:
        raise UnsupportedError(
            f"{type(estimator).__name__} was fitted on {len(weights)} targets, and a linear model "
            "of the chip has one output: fit one estimator a target, and convert each."
        )
    return Ir(link, None, weights, start)


def _log(estimator: Any) -> Ir:
    return _value(estimator, "exponential")


def _tweedie(estimator: Any) -> Ir:
    log = estimator.link == "log" or (estimator.link == "auto" and estimator.power > 0)
    return _value(estimator, "exponential" if log else "identity")


def _consensus(estimator: Any) -> Ir:
    inner = estimator.estimator_
    if full_name(inner) not in READERS or hasattr(inner, "classes_"):
        raise UnsupportedError(
            f"RANSACRegressor is converted around a linear regression, and its estimator is "
            f"{type(inner).__name__}: convert its estimator_."
        )
    return read(inner)


def _classes(estimator: Any, link: str) -> Ir:
    weights, start = _numbers(estimator)
    classes = np.asarray(estimator.classes_)
    if classes.ndim != 1 or len(weights) != (1 if len(classes) == 2 else len(classes)):
        raise UnsupportedError(
            f"{type(estimator).__name__} was fitted on several labels a sample: fit one "
            "classifier a label, and convert each."
        )
    return Ir(link, classes, weights, start)


def _margin(estimator: Any) -> Ir:
    binarizer = getattr(estimator, "_label_binarizer", None)
    if binarizer is not None and binarizer.y_type_.startswith("multilabel"):
        raise UnsupportedError(
            f"{type(estimator).__name__} was fitted on several labels a sample: fit one "
            "classifier a label, and convert each."
        )
    return _classes(estimator, "margin")


def _logistic(estimator: Any) -> Ir:
    """Before scikit-learn 1.8 `multi_class` chose how several classes, or two, share."""
    kind = getattr(estimator, "multi_class", "deprecated")
    ir = _classes(estimator, "softmax")
    if ir.outputs == 1:
        if kind == "multinomial":  # a softmax of -d and d
            weights, start = ir.weights, ir.start
            both = np.concatenate([-weights, weights]), np.concatenate([-start, start])
            return Ir("softmax", ir.classes, *both)
        return ir
    apart = kind in ("ovr", "warn") or (
        kind in ("auto", "deprecated") and estimator.solver == "liblinear"
    )
    return _classes(estimator, "one_vs_rest") if apart else ir


def _descent(estimator: Any) -> Ir:
    if estimator.loss == "log_loss":
        ir = _classes(estimator, "one_vs_rest")
        return ir if ir.outputs > 1 else _classes(estimator, "softmax")
    return _classes(estimator, "clipped" if estimator.loss == "modified_huber" else "margin")


def _discriminant(estimator: Any) -> Ir:
    return _classes(estimator, "softmax")


def _one_vs_rest(estimator: Any) -> Ir:
    """A linear classifier a class, whose largest decides."""
    if getattr(estimator, "multilabel_", False):
        raise UnsupportedError(
            "OneVsRestClassifier was fitted on several labels a sample: fit one classifier a "
            "label, and convert each."
        )
    members = [_binary(member) for member in estimator.estimators_]
    classes = np.asarray(estimator.classes_)
    weights = np.concatenate([member.weights for member in members])
    start = np.concatenate([member.start for member in members])
    link = members[0].link
    if len(members) > 1 and link == "softmax":
        link = "one_vs_rest"
    return Ir(link, classes, weights, start)


def _binary(member: Any) -> Ir:
    """One of two classes, with the link of logistic regression or of a margin."""
    name = full_name(member)
    ir = READERS[name](member) if name in READERS and hasattr(member, "classes_") else None
    if ir is None or ir.outputs != 1 or ir.link not in ("softmax", "margin"):
        raise UnsupportedError(
            "OneVsRestClassifier is converted around a linear classifier of two classes (logistic "
            "regression, RidgeClassifier, LinearSVC, Perceptron, SGDClassifier without "
            f"loss='modified_huber'), and one of its estimators is {type(member).__name__}: fit "
            "its estimator on all classes at once, or convert each of estimators_."
        )
    return ir


def _inlier(estimator: Any) -> Ir:
    weights, start = _numbers(estimator, -np.asarray(estimator.offset_, np.float64))
    return Ir("margin", np.array([-1, 1]), weights, start, enumerators=("outlier", "inlier"))


def _counts(estimator: Any) -> Ir:
    """Naive Bayes of counts: joint log likelihoods are sums of logarithms times counts."""
    kind = type(estimator).__name__
    weights = np.asarray(estimator.feature_log_prob_, np.float64)
    start = np.asarray(estimator.class_log_prior_, np.float64)
    if kind == "ComplementNB" and len(start) > 1:  # which leaves the prior out
        start = np.zeros(len(start))
    if kind == "BernoulliNB":
        if estimator.binarize is not None:
            raise UnsupportedError(
                f"this BernoulliNB compares each feature with binarize={estimator.binarize!r} "
                "first, and a linear model takes features as they are: give it features of 0 and "
                "1, and fit with binarize=None."
            )
        with np.errstate(all="ignore"):
            absent = np.log1p(-np.exp(weights))
        weights, start = weights - absent, start + absent.sum(axis=1)
    if not (np.isfinite(weights).all() and np.isfinite(start).all()):
        raise UnsupportedError(
            f"a probability of this {kind} is 0 or 1, so that a sum of logarithms is not finite: "
            "fit with alpha above 0 and no prior of 0, BernoulliNB on features of 0 and 1."
        )
    return Ir("softmax", np.asarray(estimator.classes_), weights, start)


def _numbers(estimator: Any, start: Any = None) -> tuple[Floats, Floats]:
    """Weights of shape (outputs, features) and as many starts, its intercepts if none are given."""
    held = estimator.coef_
    weights = np.asarray(held.toarray() if hasattr(held, "toarray") else held, np.float64)
    weights = weights[None] if weights.ndim == 1 else weights
    start = np.ravel(np.asarray(estimator.intercept_ if start is None else start, np.float64))
    start = np.broadcast_to(start, (len(weights),)).copy()
    for what, numbers in (("weight", weights), ("intercept", start)):
        if not np.isfinite(numbers).all():
            raise UnsupportedError(
                f"a {what} of this {type(estimator).__name__} is not finite, so that its answers "
                "are none: scale the features before fit."
            )
    return weights, start


READERS: dict[str, Callable[[Any], Ir]] = {
    **{f"sklearn.linear_model.{name}": _value for name in _VALUES},
    **{f"sklearn.linear_model.{name}": _margin for name in _MARGINS},
    "sklearn.svm.LinearSVR": _value,
    "sklearn.svm.LinearSVC": _margin,
    "sklearn.linear_model.RANSACRegressor": _consensus,
    "sklearn.linear_model.PoissonRegressor": _log,
    "sklearn.linear_model.GammaRegressor": _log,
    "sklearn.linear_model.TweedieRegressor": _tweedie,
    "sklearn.linear_model.LogisticRegression": _logistic,
    "sklearn.linear_model.LogisticRegressionCV": _logistic,
    "sklearn.linear_model.SGDClassifier": _descent,
    "sklearn.linear_model.SGDOneClassSVM": _inlier,
    "sklearn.multiclass.OneVsRestClassifier": _one_vs_rest,
    "sklearn.discriminant_analysis.LinearDiscriminantAnalysis": _discriminant,
    "sklearn.naive_bayes.BernoulliNB": _counts,
    "sklearn.naive_bayes.MultinomialNB": _counts,
    "sklearn.naive_bayes.ComplementNB": _counts,
}
