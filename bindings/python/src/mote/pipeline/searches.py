"""What a search over parameters found."""

from __future__ import annotations

from typing import Any

from ..errors import UnsupportedError
from ..families.base import full_name

_SEARCHES = ("sklearn.model_selection.GridSearchCV", "sklearn.model_selection.RandomizedSearchCV",
             "sklearn.model_selection.HalvingGridSearchCV",
             "sklearn.model_selection.HalvingRandomSearchCV")  # fmt: skip


def best(estimator: Any) -> Any:
    """What a search found best; anything else is itself."""
    if isinstance(estimator, type) or full_name(estimator) not in _SEARCHES:
        return estimator
    found = getattr(estimator, "best_estimator_", None)
    if found is None:
        raise UnsupportedError(
            f"{type(estimator).__name__} has no best_estimator_: call fit(X, y) before convert"
            + ("." if estimator.refit else ", with refit=True.")
        )
    return found
