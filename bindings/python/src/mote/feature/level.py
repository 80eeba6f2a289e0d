"""Sound levels of recordings."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from ..arrays import Array
from ..host.series import Code, rows_along, run
from ..host.types import samples

_HISTOGRAM = ", mote::half_decibel_histogram"


class Level(NamedTuple):
    """dB of each recording, to hundredths: SPL where `full_scale` is said, else dBFS."""

    level: Array  # now, at the end: LAF
    leq: Array  # LAeq
    max: Array
    min: Array
    exposure: Array  # LAE
    peak: Array | None  # LCpeak, where it was asked for
    percentiles: Array | None  # (..., percentiles)


def level(
    x: ArrayLike,
    rate: int,
    *,
    frequency: str = "a",
    time: str = "fast",
    peak: str | None = None,
    full_scale: float = 0.0,
    percentiles: tuple[int, ...] = (),
    axis: int = 0,
) -> Level:
    """`mote::level_meter` over whole recordings. `frequency`: a, c or z; `time`: fast, slow or
    impulse; `peak`: c, z or None; `full_scale`: dB of a sine at full scale; `percentiles`: 90 is
    L90, what was exceeded in 90 % of the time.
    """
    for value, allowed, name in (
        (frequency, ("a", "c", "z"), "frequency"),
        (time, ("fast", "slow", "impulse"), "time"),
        (peak, ("c", "z", None), "peak"),
    ):
        if value not in allowed:
            raise ValueError(f"{name} is one of {', '.join(map(str, allowed))}; got {value!r}.")
    if not 4000 <= rate <= 400000:
        raise ValueError(f"a level meter needs a rate from 4000 to 400000 Hz; got {rate}.")
    if not all(1 <= percent <= 99 for percent in percentiles):
        raise ValueError(f"percentiles are from 1 to 99; got {percentiles}.")
    rows, others = rows_along(samples(x, ("float", "int16", "int32", "uint16")), axis)
    options = f"""inline constexpr auto options = [] {{
  mote::level_options o;
  o.rate = {int(rate)};
  o.frequency = mote::frequency_weighting::{frequency};
  o.time = mote::time_weighting::{time};
  o.peak = mote::frequency_weighting::{peak or "none"};
  return o;
}}();
using meter_type = mote::level_meter<sample, options{_HISTOGRAM if percentiles else ""}>;"""
    read = ["level()", "leq()", "max()", "min()", "exposure()"]
    read += ["peak()"] if peak else []
    read += [f"percentile({percent})" for percent in percentiles]
    each = "\n    ".join([
        "meter_type meter{mote::decibels{static_cast<float>(p[0])}};",
        "meter.add(mote::span<const sample>{x, n});",
        *(f"y[{i}] = meter.{name}.hundredths();" for i, name in enumerate(read)),
    ])  # fmt: skip
    code = Code(("mote/feature/level.hpp",), "", each, "int32", options)
    _, y, _ = run(code, rows, len(read), [full_scale])
    decibels = [(y[:, i] / 100).reshape(others) for i in range(len(read))]
    first = 5 + bool(peak)
    return Level(
        level=decibels[0],
        leq=decibels[1],
        max=decibels[2],
        min=decibels[3],
        exposure=decibels[4],
        peak=decibels[5] if peak else None,
        percentiles=np.stack(decibels[first:], -1) if percentiles else None,
    )
