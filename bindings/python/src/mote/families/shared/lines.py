"""What stands before a model, where each of its columns is a line of one of the user's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ...arrays import Floats, Ints
from ...errors import UnsupportedError
from ...pipeline.columns import Column


@dataclass(frozen=True)
class Lines:
    """A column of the model is scale * x + shift, with x the user's column `source`."""

    scale: Floats
    shift: Floats
    source: Ints
    # What scikit-learn's own scaler of float32 may be off by, (roundings, reach) a column: each
    # rounding is half a step of |x| + reach.
    slack: Floats


def lines_of(columns: Sequence[Column], model: str) -> Lines:
    """Raises UnsupportedError, in which `model` is what it would be no more, where one is cut."""
    found = []
    for f, column in enumerate(columns):
        if column.line is None:
            raise UnsupportedError(
                f"{model} behind a scaler that clips (feature {f}) is no {model} of what a chip "
                "measures: use clip=False."
            )
        found.append(column.line)
    scale, shift = np.array(found, np.float64).reshape(-1, 2).T
    source = np.array([column.source for column in columns], np.int64)
    return Lines(scale, shift, source, np.array([column.roundings for column in columns]))
