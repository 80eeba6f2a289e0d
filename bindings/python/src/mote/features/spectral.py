"""Features of the spectra of windows, as mote::spectral_features computes them."""

from __future__ import annotations

import math
from collections.abc import Sequence

from ..host.types import NARROW
from .stage import Stage
from .transformer import WindowTransformer, picked

NAMES = ("centroid", "spread", "rolloff", "dominant", "flatness", "entropy", "crest", "level")


class Spectrum(WindowTransformer):
    """Numbers of the spectrum of each channel, behind Hann's window: `mote::spectral_features`.

    `features`: names of centroid, spread, rolloff, dominant, flatness, entropy, crest, level.
    `bands`: pairs (low, high); the share of the power between them is a feature. In Hz where `rate`
    is said, from the first bin at low or above to the last below high; else in bins. float32
    windows give bins, ratios, bits and dB; int16 the integers of docs/reference/feature.md.
    A constant is most of the power of what is at rest: filter it away before the window.
    """

    _inputs = NARROW

    def __init__(
        self,
        features: Sequence[str] = ("centroid", "spread", "dominant", "entropy", "level"),
        bands: Sequence[tuple[float, float]] = (),
        rate: float | None = None,
        channels: Sequence[str] | None = None,
        of: Sequence[int] | None = None,
    ) -> None:
        self.features = features
        self.bands = bands
        self.rate = rate
        self.channels = channels
        self.of = of

    def _made(self, kept: Sequence[int] | None = None) -> Stage:
        check_rows("Spectrum", self.rows_, 4096)
        unknown = [name for name in self.features if name not in NAMES]
        if isinstance(self.features, str) or unknown:
            raise ValueError(
                f"features is a list of {', '.join(NAMES)}; got "
                f"{self.features if isinstance(self.features, str) else unknown[0]!r}."
            )
        chosen = [(name, f"{{mote::spectral::kind::{name}}}") for name in self.features]
        for band in self.bands:
            first, last = self._bins(band)
            chosen.append(
                (f"band_{band[0]:g}_{band[1]:g}", f"mote::spectral::band({first}, {last})")
            )
        if not chosen:
            raise ValueError("expected at least one of features or bands; got none.")
        names = self._channel_names(self.channels)
        every = [f"{channel}_{name}" for name, _ in chosen for channel in names]
        # A stage gives all channels of a number: those that are needed, and no channel alone.
        wanted = picked(kept, len(every))
        numbers = sorted({i // len(names) for i in wanted}) if kept is not None else None
        used = chosen if numbers is None else [chosen[i] for i in numbers]
        rows = ",\n    ".join(code for _, code in used)
        real = self.input_ == "float"
        return Stage(
            type=(
                f"mote::spectral_features<{'float' if real else 'int16_t'}, {self.rows_}, "
                f"{self.channels_}, chosen_spectrum>"
            ),
            includes=("mote/feature/spectral.hpp",),
            declarations=(
                f"inline constexpr mote::array<mote::spectral::feature, {len(used)}> "
                f"chosen_spectrum = {{{{\n    {rows},\n}}}};"
            ),
            input=self.input_,
            shape=(self.rows_, self.channels_),
            output="float" if real else "int32",
            names=tuple(f"{channel}_{name}" for name, _ in used for channel in names),
        )

    def _bins(self, band: tuple[float, float]) -> tuple[int, int]:
        low, high = band
        if not low < high:
            raise ValueError(f"a band is (low, high), low below high; got {band}.")
        if self.rate is not None:
            low, high = (math.ceil(edge * self.rows_ / self.rate) for edge in band)
        if low != int(low) or high != int(high):
            raise ValueError(f"bands are whole bins, or Hz where rate= is said; got {band}.")
        top = self.rows_ // 2 + 1
        first, last = int(low), min(int(high), top) if self.rate is not None else int(high)
        if not 0 <= first < last <= top:
            raise ValueError(
                f"the band {band} has no bin: there are the bins 0 to {top - 1}"
                + (f", {self.rate / self.rows_:g} Hz apart." if self.rate is not None else ".")
            )
        return first, last


def check_rows(owner: str, rows: int, most: int) -> None:
    if not 8 <= rows <= most or rows & (rows - 1):
        raise ValueError(
            f"{owner} takes windows of a power of two of rows, 8 to {most}; got {rows}: cut the "
            f"recordings with rows={max(8, min(most, 1 << (rows.bit_length() - 1)))}."
        )
