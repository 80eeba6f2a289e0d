"""catch22 of windows, as mote::series_features computes it."""

from __future__ import annotations

from collections.abc import Sequence

from ..feature.catch22 import HEADER, check_rows, short_names
from ..host.types import NARROW
from .stage import Stage
from .transformer import WindowTransformer, picked


class Catch22(WindowTransformer):
    """The features of catch22 of each channel of windows: `mote::series_features`.

    `features`: "all", or a list of names of pycatch22, short ("acf_timescale") or long
    ("CO_FirstCrossing_acf_1e_pointOfCrossing"); a feature is called as it was asked for. Windows
    are of float32 or int16, 16 to 4096 rows; features are float32, and neither scale nor offset
    changes them. `channels` names the channels.
    """

    _inputs = NARROW

    def __init__(
        self,
        features: str | Sequence[str] = "all",
        channels: Sequence[str] | None = None,
        of: Sequence[int] | None = None,
    ) -> None:
        self.features = features
        self.channels = channels
        self.of = of

    def _made(self, kept: Sequence[int] | None = None) -> Stage:
        chosen = short_names(self.features)
        check_rows("Catch22", self.rows_)
        if self.channels_ > 32:
            raise ValueError(f"Catch22 takes 1 to 32 channels; got {self.channels_}.")
        names = self._channel_names(self.channels)
        wanted = sorted(set(picked(kept, len(chosen) * len(names))))
        # By feature, of which channels: a feature of a channel that nobody asks for costs nothing.
        on: dict[str, list[int]] = {}
        for i in wanted:
            on.setdefault(list(chosen)[i // len(names)], []).append(i % len(names))
        rows = ",\n    ".join(
            f"{{mote::series::{chosen[name]}, {sum(1 << c for c in channels)}u}}"
            for name, channels in on.items()
        )
        return Stage(
            type=(
                f"mote::series_features<{'float' if self.input_ == 'float' else 'int16_t'}, "
                f"{self.rows_}, chosen_series, {self.channels_}>"
            ),
            includes=(HEADER,),
            declarations=(
                f"inline constexpr mote::array<mote::series_on, {len(on)}> chosen_series = {{{{\n"
                f"    {rows},\n}}}};"
            ),
            input=self.input_,
            shape=(self.rows_, self.channels_),
            output="float",
            names=tuple(f"{names[c]}_{name}" for name, channels in on.items() for c in channels),
        )
