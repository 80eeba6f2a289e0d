"""Projections of some columns beside others, in a ColumnTransformer: one projection of all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from ..errors import UnsupportedError
from .columns import Column
from .mixed import Mixed, Projected


def joined(name: str, step: Any, out: Sequence[Column], before: Mixed | None) -> tuple[Column, ...]:
    """The columns of a ColumnTransformer. Those that come of several are rows of weights; one that
    only passes or is scaled is a row with a single weight.
    """
    mixed = list(dict.fromkeys(c.base for c in out if c.base is not before and c.base is not None))
    if not mixed:
        return tuple(out)
    for column in out:
        base = column.base
        if base is before:
            continue
        assert base is not None
        if not isinstance(base, Projected) or base.given[0].base is not before:
            raise UnsupportedError(
                f"the step {base.name!r} of the Pipeline, {type(base.step).__name__}, stands in a "
                "ColumnTransformer behind or beside what it cannot be joined with: put it behind "
                "the ColumnTransformer, as a step of all columns."
            )
        if column.maps:
            raise UnsupportedError(
                f"the step {base.name!r} of the Pipeline, {type(base.step).__name__}, stands in a "
                "ColumnTransformer before a scaler: put the scaler behind the ColumnTransformer."
            )
    single = [column for column in out if column.base is before]
    first = {id(base): 0 for base in mixed}
    given: list[Column] = []
    mean: list[float] = []
    for base in mixed:
        assert isinstance(base, Projected)
        first[id(base)] = len(given)
        given += base.given
        mean += base.mean.tolist()
    at = len(given)
    given += single
    mean += [0.0] * len(single)
    weights = np.zeros((len(out), len(given)))
    for row, column in enumerate(out):
        if isinstance(column.base, Projected) and column.base is not before:
            own = column.base.weights[column.source]
            start = first[id(column.base)]
            weights[row, start : start + len(own)] = own
        else:
            weights[row, at] = 1.0
            at += 1
    return Projected(name, step, tuple(given), len(out), weights, np.array(mean)).columns
