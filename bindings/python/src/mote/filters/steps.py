"""Filters of a stream before its windows: Windowed runs them, as the chip before its frame."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from ..arrays import Array
from ..host.series import Code, along, rows_along, run
from ..host.types import ALL, C_TYPE, NARROW, SIGNED, name_of, samples
from .common import SAME, whole


class FilterCode(NamedTuple):
    """A filter of one channel in C++: `type filter{make};`, where `declarations` are before it."""

    type: str
    include: str
    declarations: str = ""
    make: str = ""


class Step:
    """Called with a recording (rows, channels), it gives another of the same number type; each
    channel has a filter of its own, of the very C++ type that a chip runs. It begins as on the
    chip: before the first row all was 0.
    """

    _kinds: tuple[str, ...] = SIGNED

    def __call__(self, recording: ArrayLike) -> Array:
        x = samples(recording, self._kinds, "the recording")
        kind = name_of(x.dtype)
        assert kind is not None
        code = self._code(C_TYPE[kind], "design")
        rows, others = rows_along(x, 0)
        ready = f"{code.type} filter{{{code.make}}};"
        each = f"filter.reset();\n    {SAME}"
        _, y, _ = run(
            Code((code.include,), ready, each, "", code.declarations), rows, rows.shape[1]
        )
        return along(y, others, 0)

    def _code(self, sample: str, name: str) -> FilterCode:
        """Of samples of that C++ type; `name` is that of its constant, where it has one."""
        raise NotImplementedError


@dataclass(frozen=True, eq=False)
class Biquads(Step):
    """`mote::fixed_biquad_cascade` of scipy's rows: butter(..., output="sos") and the like."""

    sos: Any

    def _code(self, sample: str, name: str) -> FilterCode:
        rows = np.asarray(self.sos, np.float64)
        if rows.ndim != 2 or rows.shape[1] != 6 or not len(rows) or not np.isfinite(rows).all():
            raise ValueError(f"sos must be finite, of shape (sections, 6); got shape {rows.shape}.")
        sections = ",\n    ".join(f"{{{', '.join(map(repr, row))}}}" for row in rows.tolist())
        return FilterCode(
            f"mote::fixed_biquad_cascade<{name}, {sample}>",
            "mote/filter/biquad.hpp",
            f"inline constexpr mote::sos<{len(rows)}> {name}{{{{\n    {sections}}}}};",
        )


@dataclass(frozen=True, eq=False)
class Fir(Step):
    """`mote::fixed_fir` of taps in scipy's order."""

    b: Any

    def _code(self, sample: str, name: str) -> FilterCode:
        taps = np.asarray(self.b, np.float64)
        if taps.ndim != 1 or not len(taps) or not np.isfinite(taps).all():
            raise ValueError(f"b must be finite taps, of shape (taps,); got shape {taps.shape}.")
        if np.abs(taps).max() >= 2**14 or np.abs(taps).sum() >= 2**16:
            raise ValueError("a tap or the sum of their sizes is too large: scale them down.")
        return FilterCode(
            f"mote::fixed_fir<{name}, {sample}>",
            "mote/filter/fir.hpp",
            f"inline constexpr mote::array<double, {len(taps)}> {name}{{{{"
            f"{', '.join(map(repr, taps.tolist()))}}}}};",
        )


@dataclass(frozen=True)
class OnePole(Step):
    """`mote::one_pole`: y += alpha * (x - y). mote.filters.smoothing_of gives alpha."""

    alpha: float

    def _code(self, sample: str, name: str) -> FilterCode:
        return _smoothed("one_pole", "one_pole", self.alpha, sample)


@dataclass(frozen=True)
class OnePoleHighpass(Step):
    """`mote::one_pole_highpass`: x less its low pass; gravity away."""

    alpha: float

    def _code(self, sample: str, name: str) -> FilterCode:
        return _smoothed("one_pole_highpass", "one_pole", self.alpha, sample)


@dataclass(frozen=True)
class DcBlocker(Step):
    """`mote::dc_blocker` with r = 1 - alpha."""

    alpha: float

    def _code(self, sample: str, name: str) -> FilterCode:
        return _smoothed("dc_blocker", "dc_blocker", self.alpha, sample)


@dataclass(frozen=True)
class Median(Step):
    """`mote::median` of the newest `window` samples."""

    _kinds = ALL
    window: int = 3

    def _code(self, sample: str, name: str) -> FilterCode:
        size = whole(self.window, "window")
        return FilterCode(f"mote::median<{sample}, {size}>", "mote/filter/median.hpp")


@dataclass(frozen=True)
class MovingMean(Step):
    """`mote::moving_mean` of the newest `window` samples."""

    _kinds = ALL
    window: int = 4

    def _code(self, sample: str, name: str) -> FilterCode:
        size = whole(self.window, "window")
        return FilterCode(f"mote::moving_mean<{sample}, {size}>", "mote/filter/moving.hpp")


@dataclass(frozen=True)
class PreEmphasis(Step):
    """`mote::pre_emphasis`: y[n] = x[n] - coefficient x[n-1]."""

    _kinds = NARROW
    coefficient: float = 0.97

    def _code(self, sample: str, name: str) -> FilterCode:
        if not 0 <= self.coefficient <= 1:
            raise ValueError(
                f"the coefficient of a pre-emphasis is in [0, 1]; got {self.coefficient}."
            )
        header = "mote/filter/pre_emphasis.hpp"
        return FilterCode(f"mote::pre_emphasis<{sample}>", header, "", repr(self.coefficient))


def _smoothed(type_: str, header: str, alpha: float, sample: str) -> FilterCode:
    if not 2.0**-30 <= alpha <= 1:
        raise ValueError(f"alpha is from 2^-30 to 1; got {alpha}. smoothing_of gives it of a time.")
    return FilterCode(
        f"mote::{type_}<{sample}>",
        f"mote/filter/{header}.hpp",
        "",
        f"mote::quantize<{sample}>(mote::smoothing{{{float(alpha)!r}}})",
    )
