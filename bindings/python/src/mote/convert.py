"""`convert`: from a fitted estimator to a `Model`."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from . import incoming
from .chip.budget import Budget, check
from .errors import UnsupportedError
from .families.registry import find, options_of
from .model import Model
from .progress import waiting
from .scaling import Scaling, dtype_named


# Public functions ignore numpy's floating-point errors: they round and clip on purpose,
# and other packages (emlearn) switch numpy to raising for the whole process.
@np.errstate(all="ignore")
@waiting("converting the model")
def convert(
    estimator: Any,
    dtype: Any = "float",
    *,
    calibrate: ArrayLike | None = None,
    budget: Budget | None = None,
    **options: Any,
) -> Model:
    """Convert a fitted scikit-learn estimator to a model for the chip.

    Parameters
    ----------
    estimator
        What `fit` returned. docs/guide/convert.md lists the estimators, family by family; any
        other is refused with the nearest that works.
    dtype
        Type of a feature on the chip: "float", "int8", "int16" or "int32", or the same as numpy
        writes it. Integer features are the numbers the estimator was trained on (sensor counts,
        pixels), unless `calibrate`.
    calibrate
        Samples shaped as for fit, a table with the same columns. Fits one affine scale a feature
        onto int8 or int16 and emits it as `quantize()` in the header.
    budget
        What the model may cost on a board or core: compiles it, and raises BudgetError when it
        costs more. Instructions are counted on rows of `calibrate` where given.
    **options
        Options of the estimator's family: of trees `leaves=` and `leaf_clusters=`. The guide
        explains them. One that the family does not take is refused with those that it does.

    Raises
    ------
    UnsupportedError
        With what does not work, why, and the nearest that does.
    BudgetError
        With the figure, its ceiling, what costs most, and what to try.
    """
    dtype = dtype_named(dtype)
    if not (budget is None or isinstance(budget, Budget)):
        raise UnsupportedError(
            f"budget={budget!r} is not a mote.Budget, which says of what and on which board: "
            f"budget=mote.Budget({_as_budget(budget)})."
        )
    if dtype == "float" and calibrate is not None:
        raise UnsupportedError(
            "calibrate= scales features to integers, and dtype='float' needs no scaling. "
            "Drop calibrate, or use dtype='int16'."
        )
    family = find(estimator)
    chosen = options_of(family, estimator, options)
    if dtype in family.dtypes:
        raise UnsupportedError(
            f"dtype={dtype!r} does not fit {type(estimator).__name__}: {family.dtypes[dtype]}"
        )
    ir = family.read(estimator)
    scaling = None
    if calibrate is not None:
        incoming.check_columns(calibrate, incoming.columns_of(estimator), "calibrate", "estimator")
        scaling = Scaling.fit(calibrate, dtype, ir.n_features)
    stored = family.quantize(ir, dtype, scaling, chosen)
    model = Model(estimator, family, stored, dtype, scaling, chosen)
    if budget is not None:
        rows = None if calibrate is None else model.samples(calibrate)[0].features
        check(model.header(), model.facts, budget, rows)
    return model


def _as_budget(given: object) -> str:
    """The arguments of the Budget that was meant."""
    figures: dict[str, Any] = {}
    if isinstance(given, dict):
        known = {field.name for field in fields(Budget)}
        figures = {str(name): value for name, value in given.items() if name in known}
    elif isinstance(given, int) and not isinstance(given, bool):
        figures = {"flash": given}
    if not figures:
        figures = {"flash": 16384}
    if not figures.keys() & {"board", "core"}:
        figures["board"] = given if isinstance(given, str) else "uno"
    return ", ".join(f"{name}={value!r}" for name, value in figures.items())
