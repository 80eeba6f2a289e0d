"""What all filters share: samples in, the C++ filter over each series, samples out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from ..arrays import Array, Floats
from ..errors import UnsupportedError
from ..host.series import Code, along, rows_along, run
from ..host.types import SIGNED, samples

SAME = "filter.process(mote::span<const sample>{x, n}, mote::span<result>{y, m});"
COUNTED = (
    "if (filter.process(mote::span<const sample>{x, n}, mote::span<result>{y, m}) != m) return 1;"
)
_REFUSED = {
    1: "the filter gave another number of samples than expected: please report this.",
    2: "the samples cannot hold this design: its output may be further from exact arithmetic than "
    "docs/reference/filter.md allows. Use a wider number type, or a design whose poles are less "
    "near to 0 Hz.",
    3: "the design is not stable, or has no gain that the samples can hold: its poles must lie "
    "inside the unit circle.",
}


def filtered(
    header: str,
    ready: str,
    x: ArrayLike,
    kinds: tuple[str, ...] = SIGNED,
    *,
    axis: int,
    settled: bool = False,
    numbers: Sequence[float] | Floats = (),
    process: str = SAME,
    count: int | None = None,
    output: str = "",
    reset: str = "filter.reset();",
) -> Array:
    """What the C++ variable `filter` that `ready` makes gives of each series of x along `axis`;
    `count` samples of it, None: as many as there were.
    """
    rows, others = rows_along(samples(x, kinds), axis)
    if settled:
        reset = "if (n > 0) filter.reset(x[0]);"
    code = Code((f"mote/filter/{header}.hpp",), ready, f"{reset}\n    {process}", output)
    refused, y, _ = run(code, rows, rows.shape[1] if count is None else count, tuple(numbers))
    if refused:
        raise UnsupportedError(_REFUSED[refused])
    return along(y, others, axis)


def length(x: ArrayLike, axis: int) -> int:
    """Samples of a series."""
    return int(rows_along(np.asarray(x), axis)[0].shape[1])


def whole(value: Any, name: str) -> int:
    """A size of C++: a whole number from 1 on."""
    if isinstance(value, bool) or not isinstance(value, (int, np.integer)) or value < 1:
        raise ValueError(f"{name} must be a whole number, 1 or more; got {value!r}.")
    return int(value)


def taps(b: ArrayLike) -> tuple[Floats, str]:
    """Taps of an FIR filter, and the C++ that makes them an array b of double."""
    design = np.ascontiguousarray(b, np.float64)
    if design.ndim != 1 or not len(design) or not np.isfinite(design).all():
        raise ValueError(f"b must be finite taps, of shape (taps,); got shape {design.shape}.")
    if np.abs(design).max() >= 2**14 or np.abs(design).sum() >= 2**16:
        raise ValueError("a tap or the sum of their sizes is too large: scale them down.")
    size = len(design)
    return design, f"mote::array<double, {size}> b{{}};\n  for (double& one : b) one = *p++;"
