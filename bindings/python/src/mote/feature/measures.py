"""What is summed up of a series: mean, variance, extremes, changes of sign."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from ..arrays import Array
from ..host.series import Code, rows_along, run
from ..host.types import ALL, NARROW, SIGNED, samples


class Statistics(NamedTuple):
    """float32, of each series."""

    mean: Array
    variance: Array
    deviation: Array
    rms: Array


class Extremes(NamedTuple):
    """Of each series, in the number type of its samples."""

    lowest: Array
    highest: Array


def statistics(x: ArrayLike, *, freedom: int = 0, axis: int = 0) -> Statistics:
    """`mote::statistics`: numpy's mean, var(ddof=freedom), std and the root mean square."""
    rows, others = _not_empty(x, ALL, axis)
    if not 0 <= freedom < rows.shape[1]:
        raise ValueError(f"freedom is below the {rows.shape[1]} samples; got {freedom}.")
    each = f"""mote::statistics<sample> sums;
    sums.add(mote::span<const sample>{{x, n}});
    y[0] = sums.mean();
    y[1] = sums.variance({freedom});
    y[2] = sums.deviation({freedom});
    y[3] = sums.rms();"""
    _, y, _ = run(Code(("mote/feature/statistics.hpp",), "", each, "float"), rows, 4)
    return Statistics(*(y[:, i].reshape(others) for i in range(4)))


def extremes(x: ArrayLike, *, axis: int = 0) -> Extremes:
    """`mote::extremes`: the lowest and the highest sample."""
    rows, others = _not_empty(x, ALL, axis)
    each = """mote::extremes<sample> ends;
    ends.add(mote::span<const sample>{x, n});
    y[0] = ends.lowest();
    y[1] = ends.highest();"""
    _, y, _ = run(Code(("mote/feature/extremes.hpp",), "", each), rows, 2)
    return Extremes(y[:, 0].reshape(others), y[:, 1].reshape(others))


def zero_crossings(x: ArrayLike, *, axis: int = 0) -> Array:
    """`mote::zero_crossings`: how often the sign changes; 0 counts as positive."""
    rows, others = rows_along(samples(x, SIGNED), axis)
    each = """mote::zero_crossings<sample> changes;
    changes.add(mote::span<const sample>{x, n});
    y[0] = changes.count();"""
    _, y, _ = run(Code(("mote/feature/extremes.hpp",), "", each, "uint32"), rows, 1)
    return y.reshape(others)


def _not_empty(x: ArrayLike, kinds: tuple[str, ...], axis: int) -> tuple[Array, tuple[int, ...]]:
    rows, others = rows_along(samples(x, kinds), axis)
    if rows.shape[1] == 0:
        raise ValueError(f"x has no sample along axis {axis}: its shape is {np.shape(x)}.")
    return rows, others


def tilt(gravity: ArrayLike) -> Array:
    """`mote::tilt`: pitch and roll of an accelerometer at rest, shape (..., 2), of gravity of shape
    (..., 3): radians of float32, of int16 2^-16 of a turn in int16.
    """
    given = samples(gravity, NARROW, "gravity")
    if given.ndim == 0 or given.shape[-1] != 3:
        raise ValueError(f"gravity has x, y, z along its last axis; got shape {given.shape}.")
    each = """for (size_t i = 0; i < n; i += 3, y += 2) {
      const auto held = mote::tilt(mote::span<const sample, 3>{x + i});
      y[0] = held.pitch;
      y[1] = held.roll;
    }
    y -= m;"""
    count = given.size // 3
    _, y, _ = run(Code(("mote/feature/tilt.hpp",), "", each), given.reshape(1, -1), 2 * count)
    return y.reshape(*given.shape[:-1], 2)
