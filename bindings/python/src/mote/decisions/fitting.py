"""Whether the steps behind a model fit what it gives."""

from __future__ import annotations

from typing import Any

from sklearn.base import is_regressor

from .steps import STEPS, Decide
from .values import VALUES


def check(steps: Decide, estimator: Any) -> None:
    """Raises ValueError where a fitted estimator does not give what the steps take."""
    kind = type(estimator).__name__
    if not hasattr(estimator, "classes_"):
        if steps and not is_regressor(estimator):
            raise ValueError(
                f"smooth= and reject= are of classes or of a regressor's values, and {kind} gives "
                "neither: leave them out."
            )
        if steps.of_classes:
            raise ValueError(
                f"mote.{type(steps.steps[0]).__name__} is of classes, and {kind} has none: for the "
                f"values of a regressor there are {VALUES}."
            )
        return
    if steps.values:
        raise ValueError(
            f"mote.{type(steps.values[0]).__name__} is of the values of a regressor, and {kind} "
            f"gives classes: for these there are {STEPS}."
        )
    classes = estimator.classes_
    steps.names(classes)
    if steps.by_probability and not hasattr(estimator, "predict_proba"):
        raise ValueError(
            "SmoothProbabilities, Hysteresis and Reject take probabilities, which the estimator "
            "does not give: use mote.Majority or mote.MinimalDuration."
        )
    if steps.hysteresis is not None and len(classes) != 2:
        raise ValueError(
            f"mote.Hysteresis is of two classes, of which the second is on; got {len(classes)}: "
            "use mote.SmoothProbabilities or mote.Majority."
        )
