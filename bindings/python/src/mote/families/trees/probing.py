"""Samples that go through all of an ensemble."""

from __future__ import annotations

import numpy as np

from ...arrays import Array
from ...scaling import INTEGER_RANGE
from .stored import Stored


def probes(s: Stored, rows: int) -> Array:
    """Samples whose features lie on thresholds of the model, or one step above, or are missing."""
    kind = np.dtype(np.float32 if s.dtype == "float" else s.dtype)
    random = np.random.default_rng(0)
    features = np.array([f for _, f, _ in s.table.splits]) // kind.itemsize
    limits = np.array([t for t, _, _ in s.table.splits]).astype(kind)
    if s.sides is not None:
        features = s.sides.source[features]
    if kind == np.float32:
        above = np.nextafter(limits, np.float32(np.inf))
    else:
        highest = INTEGER_RANGE[s.dtype][1]
        above = np.minimum(limits.astype(np.int64) + 1, highest).astype(kind)
    out = np.zeros((rows, s.n_features), kind)
    out[:, features] = limits
    picks = random.integers(len(limits), size=(rows, 2 * s.n_features))
    up = random.integers(2, size=picks.shape).astype(bool)
    for row, at, high in zip(out, picks, up):
        row[features[at]] = np.where(high, above[at], limits[at])
    if s.sides is not None and s.sides.number is not None:
        out[random.random(out.shape) < 0.25] = s.sides.number
    return out
