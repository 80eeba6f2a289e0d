"""What XGBoost, LightGBM and CatBoost give that is no estimator of scikit-learn, as one."""

from __future__ import annotations

from typing import Any

import numpy as np

from ...arrays import Array, Floats
from . import catboost, lightgbm, xgboost


class _Booster:
    """What scikit-learn's estimators can be asked for, of a booster."""

    n_features_in_: int
    link: str
    outputs: int

    def __init__(self, booster: Any) -> None:
        self.booster = booster

    def get_params(self, deep: bool = True) -> dict[str, Any]:
        return {}

    def _named(self, names: list[str] | None) -> None:
        """Names of columns; those that a library makes up itself are none."""
        made_up = [f"Column_{i}" for i in range(self.n_features_in_)]
        if names and list(names) != made_up:
            self.feature_names_in_ = np.array(names, object)
        if self.link in ("logistic", "softmax"):
            self.classes_ = np.arange(max(self.outputs, 2))

    def _sums(self, X: Array) -> Floats:
        raise NotImplementedError

    def _answers(self, X: Array) -> Floats:
        raise NotImplementedError

    def predict(self, X: Array, **asked: Any) -> Array:
        """Labels, or values; with the library's own keyword what the trees add up to."""
        if any(asked.values()):
            return self._sums(X)
        if self.link not in ("logistic", "softmax"):
            return self._answers(X)
        return np.asarray(self.predict_proba(X).argmax(axis=1))

    def predict_proba(self, X: Array) -> Floats:
        if self.link == "logistic":
            one = self._answers(X)
            return np.stack([1 - one, one], axis=1)
        sums = self._sums(X).astype(np.float64)
        shares = np.exp(sums - sums.max(axis=1, keepdims=True))
        return np.asarray(shares / shares.sum(axis=1, keepdims=True))


class XGBoostBooster(_Booster):
    """xgboost.Booster, with all of its rounds, as its own predict answers."""

    missing = np.nan
    early_stopping_rounds = None

    def __init__(self, booster: Any) -> None:
        super().__init__(booster)
        self.n_features_in_ = int(booster.num_features())
        self.link, self.outputs = xgboost.shape(booster)
        self._named(booster.feature_names)

    def get_booster(self) -> Any:
        return self.booster

    def _matrix(self, X: Array) -> Any:
        from xgboost import DMatrix

        booster = self.booster
        types = booster.feature_types
        return DMatrix(
            X,
            feature_names=booster.feature_names,
            feature_types=types,
            enable_categorical=types is not None and "c" in types,
        )

    def _sums(self, X: Array) -> Floats:
        return np.asarray(self.booster.predict(self._matrix(X), output_margin=True))

    def _answers(self, X: Array) -> Floats:
        return np.asarray(self.booster.predict(self._matrix(X)))


class LightGBMBooster(_Booster):
    """lightgbm.Booster, with its best rounds where fitting ended early, as its own predict."""

    def __init__(self, booster: Any) -> None:
        super().__init__(booster)
        self.n_features_in_ = int(booster.num_feature())
        self.link, self.outputs = lightgbm.shape(booster)
        self._named(booster.feature_name())

    @property
    def booster_(self) -> Any:
        return self.booster

    @property
    def best_iteration_(self) -> int:
        return int(self.booster.best_iteration)

    def _sums(self, X: Array) -> Floats:
        return np.asarray(self.booster.predict(X, raw_score=True))

    def _answers(self, X: Array) -> Floats:
        return np.asarray(self.booster.predict(X))


class CatBoostModel:
    """Any model of CatBoost, fitted or loaded, as its classifier or regressor answers."""

    def __init__(self, booster: Any) -> None:
        self.booster = booster
        self.saved = catboost.saved(booster)
        self.link = catboost.link(booster, self.saved)
        names = list(booster.feature_names_)
        self.n_features_in_ = len(names)  # that of a loaded model is 0
        if names != [str(i) for i in range(len(names))]:  # which CatBoost makes up
            self.feature_names_in_ = np.array(names, object)
        if self.link in ("logistic", "softmax"):
            self.classes_ = np.array(booster.classes_.tolist())

    def get_params(self, deep: bool = True) -> dict[str, Any]:
        return dict(self.booster.get_params())

    def predict(self, X: Array, prediction_type: str | None = None) -> Array:
        """Labels, or values; or what the trees add up to."""
        if prediction_type is not None:
            return np.asarray(self.booster.predict(X, prediction_type=prediction_type))
        if self.link == "identity":
            return np.asarray(self.booster.predict(X))
        if self.link == "exponential":
            return np.asarray(self.booster.predict(X, prediction_type="Exponent"))
        labels = self.booster.predict(X, prediction_type="Class")
        return np.asarray(labels).ravel().astype(self.classes_.dtype)

    def predict_proba(self, X: Array) -> Floats:
        return np.asarray(self.booster.predict(X, prediction_type="Probability"))


_CATBOOST = ("CatBoost", "CatBoostClassifier", "CatBoostRegressor", "CatBoostRanker")

STAND_IN = {
    "xgboost.core.Booster": XGBoostBooster,
    "lightgbm.basic.Booster": LightGBMBooster,
    **{f"catboost.core.{name}": CatBoostModel for name in _CATBOOST},
}
READERS = {
    f"{__name__}.XGBoostBooster": xgboost.read,
    f"{__name__}.LightGBMBooster": lightgbm.read,
    f"{__name__}.CatBoostModel": catboost.read,
}
