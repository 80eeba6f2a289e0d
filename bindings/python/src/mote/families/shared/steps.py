"""Rows of a training in integers whose steps are of one size, as distances want them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ...arrays import Array, Floats
from ...errors import UnsupportedError
from ...scaling import INTEGER_RANGE, Scaling


def aligned(scaling: Scaling, stretch: Floats, finest: float = 1.0) -> Scaling:
    """One step for all features, as the estimator sees them: else a distance of integers would be
    another distance. `stretch` is what the user's unit of each is worth to the estimator.
    """
    step = finest * float((scaling.scale.astype(np.float64) / stretch).min())
    return replace(scaling, scale=(step * stretch).astype(np.float32))


def size_of(dtype: str, scaling: Scaling | None, stretch: Floats | None, width: int) -> float:
    """What a step is worth to the estimator; `stretch` None: nothing stands before it."""
    worth = np.ones(width) if stretch is None else stretch
    if scaling is None:
        return 1.0 if stretch is None or dtype == "float" else float(worth[0])
    return float((worth / scaling.scale.astype(np.float64)).max())


def integers(raw: Floats, stretch: Floats, dtype: str, scaling: Scaling | None) -> Array:
    """Rows as the user gives them in steps of `scaling`, or as they are."""
    low, high = INTEGER_RANGE[dtype]
    if scaling is not None:
        columns = [scaling.rounded(raw[:, f], f) for f in range(raw.shape[1])]
        return np.clip(np.stack(columns, axis=1), low, high).astype(dtype)
    if not np.allclose(stretch, stretch[0], rtol=1e-12, atol=0.0):
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
