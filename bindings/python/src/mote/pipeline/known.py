"""What a Windowed knows of the classes of its training, where it rejects by distance."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..arrays import Array, Ints
from ..decisions.distance import Known, known
from ..errors import UnsupportedError
from ..families.registry import find
from ..host.types import NUMPY
from . import front, prepared, steps, union


def features(estimator: Any) -> Any:
    """What makes features of windows: the first step of a Pipeline."""
    inside = steps.flat(estimator) if steps.is_pipeline(estimator) else []
    if not inside or not steps.takes_windows(inside[0][1]):
        kind = type(inside[0][1] if inside else estimator).__name__
        raise ValueError(
            "Reject(distance=...) is of features of windows: the estimator is a Pipeline that "
            f"begins with {steps.FEATURES}, or a FeatureUnion of them; got {kind}."
        )
    name, step = inside[0]
    return step if steps.is_windows(step) else union.read(name, step)


def fit(windowed: Any, X: Array, y: Array) -> Known:
    """Of windows and the class of each."""
    step = features(windowed.estimator_)
    names = tuple(step._stage().names)
    places = np.searchsorted(windowed.classes_, y)
    return known(step.transform(X), places, used(windowed, len(names)), names)


def used(windowed: Any, count: int) -> Ints:
    """Those of the features that the model uses; all where it is not converted."""
    try:
        before = front.read(windowed)
        family = find(before.model)
        columns = before.columns or ()
        _, taken = family.behind(family.read(before.model), columns)
        return prepared.behind(columns, taken, "float", scaled=False, nan=False)[0]
    except UnsupportedError:
        return np.arange(count)


def rows(windowed: Any, X: Array) -> Array:
    """The features of windows that distances are of, in the type that a chip has them in."""
    step = features(windowed.estimator_)
    taken = step.transform(X)[:, windowed.known_.columns]
    return np.ascontiguousarray(taken, NUMPY[step._stage().output])
