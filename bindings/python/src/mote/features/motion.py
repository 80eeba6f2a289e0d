"""Features of motion, as mote::motion_features computes them."""

from __future__ import annotations

from collections.abc import Sequence

from .stage import Stage
from .transformer import WindowTransformer, picked

_SERIES = ("x", "y", "z", "l1", "magnitude_squared")
_AXIS = ("mean", "max", "min", "median", "q25", "q75", "iqr", "energy", "std", "entropy")
_NORM = ("mean", "min", "max", "median", "iqr", "energy", "std", "entropy")
# In the order of mote::motion::all: (series, statistic).
ALL = tuple(
    (f"{series}{jerk}", statistic)
    for jerk in ("", "_jerk")
    for series in _SERIES
    for statistic in (_AXIS if len(series) == 1 else _NORM)
)
# Those of the norms that are not among the 92, and that C++ has as well.
_OTHERS = tuple(
    (f"{series}{jerk}", statistic)
    for jerk in ("", "_jerk")
    for series in ("l1", "magnitude_squared")
    for statistic in ("q25", "q75")
)
_BY_NAME = {"_".join(feature): feature for feature in (*ALL, *_OTHERS)}


class Motion(WindowTransformer):
    """Time-domain features of windows of three axes of int16 samples: `mote::motion_features`.

    `features`: "all" for the 92 of Elsts and McConville, or a list of names such as "x_jerk_iqr":
    a series (x, y, z, l1, magnitude_squared, each with _jerk) and a statistic (mean, max, min,
    median, q25, q75, iqr, energy, std, entropy). Only those cost anything on the chip.
    """

    _inputs = ("int16",)

    def __init__(
        self, features: str | Sequence[str] = "all", of: Sequence[int] | None = None
    ) -> None:
        self.features = features
        self.of = of

    def _made(self, kept: Sequence[int] | None = None) -> Stage:
        if self.channels_ != 3:
            raise ValueError(
                f"Motion takes the three axes of an accelerometer; got {self.channels_} channels: "
                "choose three, as of=[0, 1, 2], or use Statistics."
            )
        if not 4 <= self.rows_ <= 255:
            raise ValueError(
                f"Motion takes windows of 4 to 255 rows; got {self.rows_}: cut shorter ones, or "
                "take every second row."
            )
        chosen = self._chosen()
        chosen = [chosen[i] for i in picked(kept, len(chosen))]
        rows = ",\n    ".join(
            f"{{mote::motion::series::{series}, mote::motion::statistic::{statistic}}}"
            for series, statistic in chosen
        )
        count = len(chosen)
        return Stage(
            type=f"mote::motion_features<int16_t, {self.rows_}, chosen_motion>",
            includes=("mote/feature/motion.hpp",),
            declarations=(
                f"inline constexpr mote::array<mote::motion::feature, {count}> chosen_motion = {{{{"
                f"\n    {rows},\n}}}};"
            ),
            input="int16",
            shape=(self.rows_, 3),
            output="int32",
            names=tuple("_".join(feature) for feature in chosen),
        )

    def _chosen(self) -> list[tuple[str, str]]:
        if isinstance(self.features, str):
            if self.features != "all":
                raise ValueError(f"features is 'all' or a list of names; got {self.features!r}.")
            return list(ALL)
        names = list(self.features)
        unknown = next((name for name in names if name not in _BY_NAME), None)
        if unknown is not None or not names or len(set(names)) != len(names):
            said = f"{unknown!r} is none" if unknown is not None else f"got {names}"
            raise ValueError(
                "features is 'all' or a list of names, each once, as 'x_mean' or 'l1_jerk_iqr': a "
                f"series of {', '.join(_SERIES)} and their _jerk, and a statistic of "
                f"{', '.join(_AXIS)}; {said}."
            )
        return [_BY_NAME[name] for name in names]
