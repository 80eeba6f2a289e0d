"""What stands for a missing number on the chip: what `convert(..., missing=)` may say."""

from __future__ import annotations

from typing import Any

import numpy as np

from ...errors import UnsupportedError
from ...scaling import INTEGER_RANGE
from ..base import Missing
from .ensemble import Ensemble
from .stored import Stored

_LARGEST = float(np.finfo(np.float32).max)


def number(ensemble: Ensemble, dtype: str, scaled: bool, given: Any) -> float | None:
    """NaN, or an integer of the type; None: none is missing. Raises UnsupportedError for others."""
    _check_marks(ensemble, dtype)
    if given is None:
        _check_none(ensemble, dtype, scaled)
        return None
    if isinstance(given, bool) or not isinstance(given, (int, float, np.number)):
        raise UnsupportedError(
            f"missing={given!r} is no number: use missing=np.nan with float features, or the "
            "integer that stands for a missing one."
        )
    if not ensemble.takes_missing:
        raise UnsupportedError(
            f"missing={given!r} does not fit an estimator that refuses NaN itself: leave it out, "
            "and impute before fit (SimpleImputer in a Pipeline)."
        )
    if scaled:
        raise UnsupportedError(
            f"missing={given!r} does not fit calibrate=, which scales numbers before a missing one "
            "can be told: use dtype='float', or fit on integers and leave calibrate out."
        )
    value = float(given)
    if dtype == "float":
        if np.isnan(value):
            return value
        raise UnsupportedError(
            f"missing={given!r} is for integers: of float features NaN is missing, missing=np.nan."
        )
    low, high = INTEGER_RANGE[dtype]
    if value != np.rint(value) or not low <= value <= high:
        raise UnsupportedError(
            f"missing={given!r} is no {dtype}, which holds {low} to {high}: choose one that the "
            f"sensor never gives, for example missing={low}."
        )
    marked = _marked(ensemble)
    if marked is not None and value != marked:
        raise UnsupportedError(
            f"missing={given!r} is not what the estimator takes for a missing number, which is "
            f"{marked:g}: use missing={marked:g}."
        )
    return value


def _marked(ensemble: Ensemble) -> float | None:
    """The one number that is missing in every column, as XGBoost's missing= has it."""
    marks = ensemble.marks
    if marks is None or np.isnan(marks).any() or (marks != marks[0]).any() or marks[0] == 0.0:
        return None
    return float(marks[0])


def _check_marks(ensemble: Ensemble, dtype: str) -> None:
    """Raises UnsupportedError where what is missing to the estimator is no number on the chip."""
    marks = np.zeros(0) if ensemble.marks is None else ensemble.marks
    marks = marks[~np.isnan(marks)]
    kind = np.dtype(np.float32 if dtype == "float" else dtype)
    wrong = marks[marks.astype(kind).astype(np.float64) != marks]
    if len(wrong):
        raise UnsupportedError(
            f"the estimator takes {wrong[0]:g} for a missing number, which is no {dtype}: fit with "
            "missing=np.nan, or with a number that the type holds."
        )


def _check_none(ensemble: Ensemble, dtype: str, scaled: bool) -> None:
    example = "missing=np.nan" if dtype == "float" else f"missing={INTEGER_RANGE[dtype][0]}"
    for tree in ensemble.trees:
        asked = tree.threshold[tree.left >= 0]
        ends = np.isinf(asked) | (np.abs(asked) == _LARGEST)  # CatBoost's have the largest float
        if dtype != "float" and not scaled:
            ends |= np.abs(asked) > _LARGEST
        if ends.any():
            raise UnsupportedError(
                "the estimator splits on whether a value is missing, and what stands for a missing "
                "value on the chip was not said: "
                + (
                    "use dtype='float' and missing=np.nan, without calibrate=."
                    if scaled
                    else f"convert with {example}."
                )
            )
    marks = ensemble.marks
    if scaled and marks is not None and not np.isnan(marks).all():
        raise UnsupportedError(
            f"the estimator takes {np.nanmax(marks):g} for a missing number, and calibrate= scales "
            "numbers before a missing one can be told: leave calibrate out, or use dtype='float'."
        )


def said(s: Stored) -> Missing:
    """What the rows of a user may have missing, and what to do where they may not."""
    sides = s.sides
    if sides is not None and sides.number is not None:
        return Missing(sides.number, bool((sides.marks == sides.number).all()))
    if not s.ensemble.takes_missing or s.scaling is not None:
        return Missing()
    example = "np.nan" if s.dtype == "float" else str(INTEGER_RANGE[s.dtype][0])
    return Missing(cure=f"convert with missing={example}, or impute it first")
