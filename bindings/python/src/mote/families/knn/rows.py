"""The rows of the training as a chip holds them."""

from __future__ import annotations

import numpy as np

from ...arrays import Array
from ...errors import UnsupportedError
from ...scaling import Scaling
from ..shared import steps
from ..shared.float32 import LARGEST
from .read import Ir
from .search import unit


def floats(ir: Ir) -> Array:
    """As float32 holds them."""
    held = (unit(ir.rows) if ir.metric == "cosine" else ir.rows).astype(np.float32)
    beyond = np.argwhere(~(np.abs(held.astype(np.float64)) <= 1e18))
    if len(beyond):
        raise UnsupportedError(
            f"feature {beyond[0][1]} of row {beyond[0][0]} has a square beyond float32: scale the "
            "features before fit."
        )
    for values in (ir.scale, ir.offset):
        if values is not None and not (np.abs(values) <= LARGEST).all():
            raise UnsupportedError(
                "a scaler before the neighbours has a number beyond float32: scale otherwise."
            )
    return np.asarray(held)


def integers(ir: Ir, dtype: str, scaling: Scaling | None) -> Array:
    """In steps of `scaling`, or as they are."""
    if ir.metric == "cosine":
        raise UnsupportedError(
            f"dtype={dtype!r} does not fit metric='cosine': angles are of the origin, which the "
            "steps of integers move. Use dtype='float', or another metric."
        )
    return steps.integers(ir.given, ir.stretch, dtype, scaling)
