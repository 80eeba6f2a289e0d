"""Maps real features onto integers, one affine scale a feature."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .arrays import Floats, Ints
from .errors import UnsupportedError

DTYPES = ("float", "int8", "int16", "int32")
INTEGER_RANGE = {
    "int8": (-(2**7), 2**7 - 1),
    "int16": (-(2**15), 2**15 - 1),
    "int32": (-(2**31), 2**31 - 1),
}


@dataclass(frozen=True)
class Scaling:
    """quantized = round((raw - offset) * scale), saturated; offset and scale are float32."""

    offset: NDArray[np.float32]
    scale: NDArray[np.float32]

    @classmethod
    def fit(cls, X: ArrayLike, dtype: str, n_features: int) -> Scaling:
        """Spreads the range that each feature has in X over 98 % of the integer range."""
        if dtype == "int32":
            raise UnsupportedError(
                "calibrate= quantizes to int8 or int16; a float32 sample carries 24 bits, so "
                "int32 gains nothing. Use dtype='int16', or dtype='float' without calibrate."
            )
        data = np.asarray(X, dtype=np.float64)
        if data.ndim != 2 or data.shape[1] != n_features or len(data) == 0:
            raise ValueError(
                f"calibrate expects samples of shape (n, {n_features}), as for fit; "
                f"got {data.shape}."
            )
        with np.errstate(over="ignore"):
            data = data.astype(np.float32).astype(np.float64)  # what quantize() will see
        if not np.isfinite(data).all():
            raise ValueError(
                "calibrate holds NaN, infinity, or a number too large for float32: pass finite "
                "samples."
            )
        low, high = data.min(axis=0), data.max(axis=0)
        lowest, highest = INTEGER_RANGE[dtype]
        offset = ((high + low) / 2).astype(np.float32)  # may be an end: then it is no centre
        reach = 2 * np.maximum(high - offset, offset - low)
        width = np.where(reach > 0.0, reach, 1.0)
        # At most 2^120: float32 holds no finer steps of a feature that hardly varies.
        scale = np.minimum(0.98 * (highest - lowest) / width, 2.0**120)
        return cls(offset, scale.astype(np.float32))

    def real(self, raw: ArrayLike) -> Floats:
        """Samples in integer units, before rounding."""
        data = np.asarray(raw, dtype=np.float64)
        return (data - self.offset.astype(np.float64)) * self.scale.astype(np.float64)

    def thresholds(self, feature: Ints, threshold: Floats) -> Floats:
        """Integer thresholds: sample <= T moves the boundary by at most half a step."""
        offset = self.offset.astype(np.float64)[feature]
        return np.floor((threshold - offset) * self.scale.astype(np.float64)[feature])
