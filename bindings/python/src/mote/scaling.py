"""Maps real features onto integers, one affine scale a feature."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .arrays import Floats, Ints
from .errors import UnsupportedError
from .grid import Column, Grid, column

DTYPES = ("float", "int8", "int16", "int32")
INTEGER_RANGE = {
    "int8": (-(2**7), 2**7 - 1),
    "int16": (-(2**15), 2**15 - 1),
    "int32": (-(2**31), 2**31 - 1),
}

_NEAREST = {
    "float64": "a chip computes in float32, which is dtype='float'",
    "float16": "use dtype='float', or dtype='int16' with calibrate=",
    "uint8": "use dtype='int16', which holds 0 to 255 as well",
    "uint16": "use dtype='int32', which holds 0 to 65535 as well",
    "uint32": "use dtype='int32', or dtype='float'",
    "int64": "use dtype='int32', or dtype='float'",
    "bool": "use dtype='int8', which holds 0 and 1 as well",
}


def dtype_named(dtype: Any) -> str:
    """The feature type that `dtype` means: one of DTYPES, float32, or as numpy writes them.

    Raises UnsupportedError with the nearest that a chip has.
    """
    if isinstance(dtype, str) and dtype in DTYPES:
        return dtype
    cure = f"use one of {', '.join(DTYPES)}"
    try:
        name = "float32" if dtype is float else "" if dtype is None else np.dtype(dtype).name
    except TypeError:
        name = ""
    if dtype is not int:
        if name == "float32":
            return "float"
        if name in DTYPES:
            return name
        cure = _NEAREST.get(name, cure)
    said = repr(dtype) if isinstance(dtype, str) or not name else getattr(dtype, "__name__", name)
    raise UnsupportedError(f"dtype={said} is not a feature type: {cure}.")


@dataclass(frozen=True)
class Scaling:
    """quantized = round((raw - offset) * scale), saturated; offset and scale are float32.

    Samples of a feature that lie on a grid of no more steps than the type has stay apart: every
    point of the grid is an integer of its own.
    """

    offset: NDArray[np.float32]
    scale: NDArray[np.float32]
    columns: tuple[Column, ...]  # what calibrate showed, a feature each

    @classmethod
    def fit(cls, X: ArrayLike, dtype: str, n_features: int, used: Ints | None = None) -> Scaling:
        """Spreads the range that each feature has in X over 98 % of the integer range, or over
        less if that puts the points of its grid at equal distances. `used`: of these columns.
        """
        if dtype == "int32":
            raise UnsupportedError(
                "calibrate= quantizes to int8 or int16; a float32 sample carries 24 bits, so "
                "int32 gains nothing. Use dtype='int16', or dtype='float' without calibrate."
            )
        given = np.asarray(X, dtype=np.float64)
        if given.ndim != 2 or given.shape[1] != n_features or len(given) == 0:
            raise ValueError(
                f"calibrate expects samples of shape (n, {n_features}), as for fit; "
                f"got {given.shape}."
            )
        if used is not None:
            given = given[:, used]
        n_features = given.shape[1]
        with np.errstate(over="ignore"):
            data = given.astype(np.float32).astype(np.float64)  # what quantize() will see
        if not np.isfinite(data).all():
            raise ValueError(
                "calibrate holds NaN, infinity, or a number too large for float32: pass finite "
                "samples."
            )
        lowest, highest = INTEGER_RANGE[dtype]
        steps = highest - lowest
        largest = np.abs(data).max(axis=0)
        columns = tuple(column(given[:, f], steps, largest[f]) for f in range(n_features))
        low, high = data.min(axis=0), data.max(axis=0)
        offset = ((high + low) / 2).astype(np.float32)  # may be an end: then it is no centre
        reach = 2 * np.maximum(high - offset, offset - low)
        width = np.where(reach > 0.0, reach, 1.0)
        scale = 0.98 * steps / width
        for f, seen in enumerate(columns):
            if seen.grid is not None:
                offset[f], scale[f] = _on(seen.grid, steps)
        # At most 2^120: float32 holds no finer steps of a feature that hardly varies.
        scale = np.minimum(scale, 2.0**120)
        return cls(offset, scale.astype(np.float32), columns)

    def real(self, raw: ArrayLike) -> Floats:
        """Samples in integer units, before rounding."""
        data = np.asarray(raw, dtype=np.float64)
        return (data - self.offset.astype(np.float64)) * self.scale.astype(np.float64)

    def rounded(self, raw: Floats, f: int) -> Floats:
        """Samples of feature `f` as mote::scaler rounds them, but not saturated."""
        with np.errstate(over="ignore", invalid="ignore"):
            halves = (raw.astype(np.float32) - self.offset[f]) * (np.float32(2) * self.scale[f])
        rounded: Floats = np.floor((np.floor(halves.astype(np.float64)) + 1) / 2)
        return rounded

    def thresholds(self, feature: Ints, threshold: Floats, as_float: bool) -> Floats:
        """Integer thresholds: q <= T decides as x <= t for all samples that calibrate showed and
        all points of their grid, unless two of them on both sides of t share an integer. For any
        other sample the boundary moves by at most one step.

        `as_float`: the estimator rounds a sample to float32 before it compares.
        """
        out = np.floor(
            (threshold - self.offset.astype(np.float64)[feature])
            * self.scale.astype(np.float64)[feature]
        )
        for f in np.unique(feature):
            at = np.flatnonzero(feature == f)
            near = self.columns[f].neighbours(threshold[at], as_float)
            left, right = self.rounded(near.low, f), self.rounded(near.high, f)
            least, most = np.minimum(left, right - 1), np.maximum(left, right - 1)
            for point, goes_left in near.points:
                q = self.rounded(point, f)
                known = (q == left) | (q == right)
                least = np.where(goes_left & ~known & (q <= most), np.maximum(least, q), least)
                most = np.where(~goes_left & ~known & (q > least), np.minimum(most, q - 1), most)
            out[at] = np.clip(out[at], least, most)
        return out


def _on(grid: Grid, steps: int) -> tuple[np.float32, float]:
    """Offset and scale: a point of the grid, and as many integers a step as fit."""
    below = (grid.steps + 1) // 2  # of the points: as many above it, or one less
    integers = max(1, int(0.49 * steps) // below)
    middle = grid.point(np.array([grid.first + below]))
    return np.float32(middle[0]), integers / grid.step
