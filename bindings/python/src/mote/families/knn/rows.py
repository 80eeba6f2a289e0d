"""The rows of the training as a chip holds them."""

from __future__ import annotations

import numpy as np

from ...arrays import Array
from ...errors import UnsupportedError
from ...scaling import INTEGER_RANGE, Scaling
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
    low, high = INTEGER_RANGE[dtype]
    raw = ir.given
    if scaling is not None:
        columns = [scaling.rounded(raw[:, f], f) for f in range(raw.shape[1])]
        return np.clip(np.stack(columns, axis=1), low, high).astype(dtype)
    if not np.allclose(ir.stretch, ir.stretch[0], rtol=1e-12, atol=0.0):
        raise UnsupportedError(
            f"dtype={dtype!r} behind a scaler needs steps that differ from feature to feature: "
            "pass calibrate=X, or use dtype='float'."
        )
    whole = np.round(raw)
    wrong = np.argwhere(~(np.abs(whole - raw) <= 1e-9 * np.maximum(1.0, np.abs(raw))))
    outside = np.argwhere((whole < low) | (whole > high))
    if len(wrong) or len(outside):
        row, feature = (wrong if len(wrong) else outside)[0]
        raise UnsupportedError(
            f"feature {feature} of row {row} is {raw[row, feature]:g}, which is no {dtype}: pass "
            "calibrate=X, which scales features to integers, or use dtype='float'."
        )
    return np.asarray(whole.astype(dtype))
