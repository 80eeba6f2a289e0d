"""Statistics of windows, as mote::window_statistics computes them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import combinations

from .stage import Stage
from .transformer import WindowTransformer, picked

PLAIN = (
    "mean", "variance", "standard_deviation", "skewness", "kurtosis", "rms", "energy", "min", "max",
    "range", "median", "iqr", "mad", "zero_crossings", "mean_crossings", "slope", "peaks",
    "sum_of_differences",
)  # fmt: skip
# Of all channels together.
JOINT = ("magnitude_area", "correlation")
DEFAULT = (
    "mean", "standard_deviation", "skewness", "kurtosis", "min", "max", "median", "iqr",
    "mean_crossings", "sum_of_differences",
)  # fmt: skip


def _quantile(text: str, rows: int) -> str | None:
    try:
        return f"mote::stat::quantile({float(text)!r})" if 0 <= float(text) <= 1 else None
    except ValueError:
        return None


def _entropy(text: str, rows: int) -> str | None:
    return f"mote::stat::entropy({text})" if text.isdecimal() and 2 <= int(text) <= 256 else None


def _autocorrelation(text: str, rows: int) -> str | None:
    inside = text.isdecimal() and 0 < int(text) < rows
    return f"mote::stat::autocorrelation({int(text)})" if inside else None


# By the name without its number: its C++, or None where that is wrong; and an example.
NUMBERED: dict[str, tuple[Callable[[str, int], str | None], str]] = {
    "quantile": (_quantile, "quantile_0.9"),
    "entropy": (_entropy, "entropy_16, of 2 to 256 bins"),
    "autocorrelation": (_autocorrelation, "autocorrelation_1, of a lag below the rows"),
}


class Statistics(WindowTransformer):
    """Statistics of each channel of windows: `mote::window_statistics`.

    `features`: names of mean, variance, standard_deviation, skewness, kurtosis, rms, energy, min,
    max, range, median, iqr, mad, zero_crossings, mean_crossings, slope, peaks, sum_of_differences,
    of quantile_0.9, entropy_16 (bins), autocorrelation_1 (lag) with any number, and of
    magnitude_area and correlation (each pair of channels). "all": those without a number.
    float32 windows give float32, int16 and int8 the int32 of docs/reference/feature.md: a mean
    times 256, say. `channels` names the channels.
    """

    _inputs = ("float", "int16", "int8")

    def __init__(
        self,
        features: str | Sequence[str] = DEFAULT,
        channels: Sequence[str] | None = None,
        of: Sequence[int] | None = None,
    ) -> None:
        self.features = features
        self.channels = channels
        self.of = of

    def _made(self, kept: Sequence[int] | None = None) -> Stage:
        if not 2 <= self.rows_ <= 16384:
            raise ValueError(f"Statistics takes windows of 2 to 16384 rows; got {self.rows_}.")
        if self.channels_ > 254:
            raise ValueError(f"Statistics takes 1 to 254 channels; got {self.channels_}.")
        every = self._named()
        chosen = [every[i] for i in picked(kept, len(every))]
        sample = {"float": "float", "int16": "int16_t", "int8": "int8_t"}[self.input_]
        numbers = _together([code for _, code in chosen], self.channels_)
        rows = ",\n    ".join(numbers)
        return Stage(
            type=f"mote::window_statistics<{sample}, {self.rows_}, {self.channels_}, "
            "chosen_statistics>",
            includes=("mote/feature/window_statistics.hpp",),
            declarations=(
                f"inline constexpr mote::array<mote::statistic, {len(numbers)}> "
                f"chosen_statistics = {{{{\n    {rows},\n}}}};"
            ),
            input=self.input_,
            shape=(self.rows_, self.channels_),
            output="float" if self.input_ == "float" else "int32",
            names=tuple(name for name, _ in chosen),
        )

    def _named(self) -> list[tuple[str, str]]:
        """The name of each number, and its C++."""
        channels = self._channel_names(self.channels)
        if isinstance(self.features, str):
            if self.features != "all":
                raise ValueError(f"features is 'all' or a list of names; got {self.features!r}.")
            names: Sequence[str] = (*PLAIN, *JOINT[: 1 + (len(channels) > 1)])
        else:
            names = list(self.features)
        if not names or len(set(names)) != len(names):
            raise ValueError(f"features is 'all' or a list of names, each once; got {names}.")
        out = []
        for name in names:
            if name == "magnitude_area":
                out.append((name, "mote::stat::magnitude_area"))
            elif name == "correlation":
                pairs = list(combinations(range(len(channels)), 2))
                if not pairs:
                    raise ValueError("a correlation is of two channels, and there is one.")
                out += [
                    (f"{channels[a]}_{channels[b]}_{name}", f"mote::stat::correlation({a}, {b})")
                    for a, b in pairs
                ]
            else:
                code = self._code(name)
                out += [(f"{on}_{name}", f"{code}.of({i})") for i, on in enumerate(channels)]
        return out

    def _code(self, name: str) -> str:
        if name in PLAIN:
            return f"mote::stat::{name}"
        kind, _, number = str(name).rpartition("_")
        if kind in NUMBERED:
            make, example = NUMBERED[kind]
            code = make(number, self.rows_)
            if code is None:
                raise ValueError(f"{name!r} is no statistic of {self.rows_} rows: {example}.")
            return code
        raise ValueError(
            f"{name!r} is no statistic: there are {', '.join((*PLAIN, *JOINT))}, quantile_0.9, "
            "entropy_16 and autocorrelation_1, with any number."
        )


def _together(codes: list[str], channels: int) -> list[str]:
    """A statistic of each channel in their order is one of all: less code on the chip."""
    out: list[str] = []
    at = 0
    while at < len(codes):
        base = codes[at].removesuffix(".of(0)")
        run = [f"{base}.of({i})" for i in range(channels)]
        whole = codes[at : at + channels] == run
        out.append(base if whole else codes[at])
        at += channels if whole else 1
    return out
