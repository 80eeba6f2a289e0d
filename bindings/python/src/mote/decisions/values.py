"""Steps behind a regression, for mote.Windowed(smooth=...): what they are, and their C++."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..filters.common import whole

VALUES = "mote.RunningMedian and mote.SmoothValues"


@dataclass(frozen=True)
class RunningMedian:
    """`mote::running_median`: the middle one of the last `windows` values, an odd number."""

    windows: int = 5


@dataclass(frozen=True)
class SmoothValues:
    """`mote::smooth_values`: y += alpha * (x - y), from the first value of a recording on.

    mote.filters.smoothing_of gives alpha of a time, at the rate of windows.
    """

    alpha: float


def check(step: RunningMedian | SmoothValues) -> None:
    """Raises ValueError where a setting is none."""
    if isinstance(step, SmoothValues):
        if not 2.0**-30 <= step.alpha <= 1:
            raise ValueError(f"alpha of mote.SmoothValues is from 2^-30 to 1; got {step.alpha}.")
        return
    if whole(step.windows, "windows of RunningMedian") % 2 == 0 or step.windows > 65535:
        raise ValueError(
            f"windows of mote.RunningMedian is odd, so that one is in the middle: 3, 5, 7, ... "
            f"up to 65535; got {step.windows}."
        )


def stages(
    steps: Sequence[RunningMedian | SmoothValues], value: str, within: str
) -> tuple[list[str], list[str]]:
    """Types, and the declarations before them, of values of that C++ type."""
    types, said = [], []
    for i, step in enumerate(steps):
        if isinstance(step, RunningMedian):
            types.append(f"mote::running_median<{value}, {step.windows}>")
            continue
        taps = f"mote::one_pole_taps<{value}>"
        said.append(f"inline constexpr {taps} slowly_{i}{{{_taps(step.alpha, value)}}};")
        types.append(f"mote::smooth_values<{value}, {within}slowly_{i}>")
    return types, said


def _taps(alpha: float, value: str) -> str:
    """Those of `mote::quantize`, as numbers: AVR's compiler computes with fewer bits. Of one alpha,
    a float32, for both types, so that they follow alike.
    """
    share = float(np.float32(alpha))
    if value == "float":
        return f"{share!r}f"
    if share == 1:
        return "0, 0"
    shift = 0
    while share < 0.5:
        share, shift = share * 2, shift + 1
    return f"{int(share * 2**32)}u, {shift}"
