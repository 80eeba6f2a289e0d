"""Samples as they come in: rows of numbers, of the right shape, their columns by name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from .arrays import Array, Bools, Floats, Ints
from .families.base import Missing
from .scaling import INTEGER_RANGE

MOST_SHOWN = 6  # names in a message


def columns_of(estimator: Any) -> tuple[str, ...] | None:
    """The columns that an estimator was fitted on, in their order; None: it saw an array."""
    names = getattr(estimator, "feature_names_in_", None)
    return None if names is None else tuple(map(str, names))


def check_columns(X: Any, names: Sequence[str] | None, what: str, owner: str) -> None:
    """Raises ValueError where the columns of X are not `names`, as scikit-learn does.

    An X without names is taken by position, and so is every X where `names` is None. `what` is what
    the caller calls X, and `owner` has the names: "model" or "estimator".
    """
    given = _columns(X)
    if names is None or given is None or list(given) == list(names):
        return
    missing = [name for name in names if name not in given]
    if missing:
        said = f"{what} lacks {_listed(missing)}"
        cure = f"Give {what} the columns of {owner}.feature_names_in_, under those names"
    else:
        at = next(i for i, name in enumerate([*names, None]) if given[i] != name)
        said = f"column {at} of {what} is {given[at]!r}, where " + (
            f"{names[at]!r} was expected" if at < len(names) else "none was expected"
        )
        cure = f"Pass {what}[{owner}.feature_names_in_]"
    raise ValueError(
        f"{what} must have the {len(names)} columns that the estimator was fitted on, in their "
        f"order: expected {_listed(names)}; got {_listed(given)}; {said}. {cure}."
    )


def numbers(
    X: ArrayLike, n_features: int, missing: Bools | None = None, cure: str = "impute it first"
) -> Floats:
    """X as an array of rows, or a ValueError that says what it should have been. NaN is a number in
    columns that are `missing`; `cure` is what to do about it in others.
    """
    if hasattr(X, "toarray"):
        raise ValueError("X is sparse, and a sample on the chip is an array: pass X.toarray().")
    try:
        data = np.asarray(X, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise ValueError(f"X must hold numbers, in rows of one length: {error}.") from None
    if data.ndim != 2 or data.shape[1] != n_features:
        raise ValueError(
            f"X must have shape (samples, {n_features}), as for fit; got {data.shape}."
            + (" Pass one sample as X.reshape(1, -1)." if data.ndim == 1 else "")
        )
    nan = np.isnan(data) if missing is None else np.isnan(data) & ~missing
    if nan.any():
        row, column = np.argwhere(nan)[0]
        raise ValueError(f"X holds NaN at row {row}, feature {column}: {cure}.")
    beyond = (np.abs(data) > np.finfo(np.float32).max) & np.isfinite(data)
    if beyond.any():
        row, column = np.argwhere(beyond)[0]
        raise ValueError(
            f"X holds {data[row, column]:g} at row {row}, feature {column}, beyond float32 "
            "(3.4e+38), in which a chip measures: scale the feature before fit."
        )
    return data


def check_whole(data: Floats, columns: Sequence[int], used: Ints | None = None) -> None:
    """Raises ValueError where a number of these columns, which are categories, is not whole."""
    held = data[:, list(columns)]
    wrong = np.argwhere((held != np.rint(held)) & ~np.isnan(held))
    if len(wrong):
        row, at = wrong[0]
        column = columns[at]
        raise ValueError(
            f"X[{row}, {column if used is None else used[column]}] = {held[row, at]} is no "
            "category, which is a whole number: pass the numbers that the estimator was fitted on."
        )


def integers(
    data: Floats, dtype: str, used: Ints | None = None, missing: Missing | None = None
) -> tuple[Array, int]:
    """Whole numbers as the chip takes them, and how many of them were clipped to its range.

    `used`: which columns of the user's X these are; `missing`: what a NaN becomes.
    """
    number = None if missing is None else missing.number
    nan = np.isnan(data)
    if number is not None and not np.isnan(number):
        data = np.where(nan, number, data)
    whole = data == np.floor(data)
    if not whole.all():
        row, column = np.argwhere(~whole)[0]
        place = column if used is None else used[column]
        raise ValueError(
            f"X[{row}, {place}] = {data[row, column]} is not an integer, and this model takes "
            f"{dtype} features as they are. Convert with calibrate=X_train to have mote scale "
            "them, or with dtype='float'."
        )
    low, high = INTEGER_RANGE[dtype]
    clipped = int(((data < low) | (data > high)).sum())
    held = np.clip(data, low, high)
    if missing is not None and number is not None and not missing.known:
        taken = np.argwhere((held == number) & ~nan)
        if len(taken):
            row, column = taken[0]
            place = column if used is None else used[column]
            raise ValueError(
                f"X[{row}, {place}] = {data[row, column]:g} is {number:g} on the chip, which "
                "stands for a missing number: convert with another missing=, or a wider dtype."
            )
    return held.astype(dtype), clipped


def _columns(X: Any) -> list[str] | None:
    """The names of a table's columns (pandas, polars, pyarrow), where all of them are texts."""
    columns = getattr(X, "column_names", None)
    if columns is None:
        columns = getattr(X, "columns", None)
    if columns is None or callable(columns):
        return None
    names = list(columns)
    return names if names and all(isinstance(name, str) for name in names) else None


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(map(repr, names[:MOST_SHOWN]))
    return shown if len(names) <= MOST_SHOWN else f"{shown} and {len(names) - MOST_SHOWN} more"
