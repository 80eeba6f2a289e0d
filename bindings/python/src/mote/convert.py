"""`convert`: from a fitted estimator to a `Model`."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from . import incoming
from .chip.budget import Budget, check
from .errors import UnsupportedError
from .families.registry import find, options_of, stand_in
from .model import Model
from .pipeline import front, prepared, searches
from .progress import waiting
from .scaling import Scaling, dtype_named


# Public functions ignore numpy's floating-point errors: they round and clip on purpose,
# and other packages (emlearn) switch numpy to raising for the whole process.
@np.errstate(all="ignore")
@waiting("converting the model")
def convert(
    estimator: Any,
    dtype: Any = "auto",
    *,
    calibrate: ArrayLike | None = None,
    budget: Budget | None = None,
    **options: Any,
) -> Model:
    """Convert a fitted scikit-learn estimator to a model for the chip.

    Parameters
    ----------
    estimator
        What `fit` returned: a model, a Pipeline of scalers, selections and a model, or a search,
        of which the best is taken; a model of Keras; or the path of a .tflite, .keras or .h5 file.
        docs/guide/convert.md lists what is taken, family by family; any other is refused with the
        nearest that works.
    dtype
        Type of a feature on the chip: "float", "int8", "int16" or "int32", or the same as numpy
        writes it. "auto" loses nothing: "float" for a table, and what the features of windows
        are. Integer features are the numbers the estimator was trained on (sensor counts, pixels),
        unless `calibrate`.
    calibrate
        Samples shaped as for fit, a table with the same columns. Fits one affine scale a feature
        onto int8 or int16 and emits it as `quantize()` in the header.
    budget
        What the model may cost on a board or core: compiles it, and raises BudgetError when it
        costs more. Instructions are counted on rows of `calibrate` where given.
    **options
        Options of the estimator's family: of trees `leaves=`, `leaf_clusters=` and
        `missing=`. The guide explains them. One that the family does not take is refused with
        those that it does.

    Raises
    ------
    UnsupportedError
        With what does not work, why, and the nearest that does.
    BudgetError
        With the figure, its ceiling, what costs most, and what to try.
    """
    dtype = "auto" if isinstance(dtype, str) and dtype == "auto" else dtype_named(dtype)
    if not (budget is None or isinstance(budget, Budget)):
        raise UnsupportedError(
            f"budget={budget!r} is not a mote.Budget, which says of what and on which board: "
            f"budget=mote.Budget({_as_budget(budget)})."
        )
    if dtype in ("auto", "float") and calibrate is not None:
        raise UnsupportedError(
            "calibrate= scales features to integers, and dtype='float' needs no scaling. "
            "Drop calibrate, or use dtype='int16'."
        )
    estimator = stand_in(searches.best(estimator))
    before = front.read(estimator)
    family = find(before.model)
    chosen = options_of(family, before.model, options)
    mixed = prepared.mixing(before.columns or ())
    if dtype == "auto":
        whole = before.natural not in family.dtypes and mixed is None
        whole = whole and not hasattr(family, "ranged")
        dtype = before.natural if whole else "float"
    if mixed is not None and dtype != "float":
        raise UnsupportedError(
            f"dtype={dtype!r} does not fit the step {mixed.name!r} of the Pipeline: "
            f"{type(mixed.step).__name__} makes each column of all, and the sums span more than "
            "an integer of the features' type holds. Use dtype='float', which takes integer "
            "features as they are."
        )
    if before.windows is not None and before.natural == "float" != dtype:
        raise UnsupportedError(
            f"dtype={dtype!r} does not fit features that are float32, which the first step of the "
            "Pipeline makes of these windows: leave dtype out. Of windows of int16 mote.Motion, "
            "Statistics, Spectrum, Mel and Mfcc make integers."
        )
    if dtype in family.dtypes:
        raise UnsupportedError(
            f"dtype={dtype!r} does not fit {type(before.model).__name__}: {family.dtypes[dtype]}"
        )
    ir = family.read(before.model)
    if before.columns is not None:
        ir, used = family.behind(ir, before.columns)
        used, stages = prepared.behind(
            before.columns,
            used,
            dtype,
            scaled=calibrate is not None,
            nan=before.windows is None,
        )
        # The columns are in the thresholds now.
        before = replace(before, columns=(), used=used, prepared=stages)
    scaling = None
    if calibrate is not None:
        if before.windows is not None:
            raise UnsupportedError(
                "calibrate= scales the features of a table, and this Pipeline makes its features "
                "itself: leave it out; integer features are taken as they are."
            )
        incoming.check_columns(calibrate, before.names, "calibrate", "estimator")
        scaling = Scaling.fit(calibrate, dtype, before.n_features, before.used)
        if hasattr(family, "aligned"):  # its features must have steps of one size
            scaling = family.aligned(ir, scaling)
        if hasattr(family, "ranged"):  # its layers have ranges of their own
            given = np.asarray(calibrate, np.float64)
            ir = family.ranged(ir, given if before.used is None else given[:, before.used])
    stored = family.quantize(ir, dtype, scaling, chosen)
    if before.prepared is not None:
        prepared.check_missing(before.prepared, family.facts(stored).missing.number)
        family = prepared.PreparedFamily(family, before.prepared)
    model = Model(estimator, before, family, stored, dtype, scaling, chosen)
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
