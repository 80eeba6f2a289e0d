"""Any estimator whose trees a chip can walk, as an Ensemble."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from ...errors import UnsupportedError
from ..base import full_name
from . import adaboost, boosters, lightgbm, scikit_learn, xgboost
from .ensemble import Ensemble

READERS: Mapping[str, Callable[[Any], Ensemble]] = {
    **scikit_learn.READERS,
    **adaboost.READERS,
    **xgboost.READERS,
    **lightgbm.READERS,
    **boosters.READERS,
}


def read(estimator: Any) -> Ensemble:
    """The trees of a fitted estimator; raises UnsupportedError where the chip has no equal."""
    name = type(estimator).__name__
    if getattr(estimator, "n_outputs_", 1) != 1:
        raise UnsupportedError(
            f"{name} was fitted on {estimator.n_outputs_} outputs; a model on the chip has one. "
            "Fit one estimator per output, on y[:, 0] and so on, and convert each."
        )
    ensemble = READERS[full_name(estimator)](estimator)
    held = [ensemble.base, *(tree.value[tree.left < 0].ravel() for tree in ensemble.trees)]
    if not all(np.isfinite(values).all() for values in held):
        raise UnsupportedError(
            f"{name} holds a leaf or a start that is NaN or infinite, so that no answer can be "
            "told: fit it again, on finite targets and weights."
        )
    for tree in ensemble.trees:
        if np.isnan(tree.threshold[tree.left >= 0]).any():
            raise UnsupportedError(
                f"{name} holds a threshold that is NaN, so that no side can be told: fit it again."
            )
    return ensemble
