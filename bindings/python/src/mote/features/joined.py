"""Stages of some channels, and several stages of one window as one: pipeline/join.hpp."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from .stage import Stage

_HEADER = "mote/pipeline/join.hpp"


def of_channels(stage: Stage, channels: int, taken: Sequence[int]) -> Stage:
    """The stage in windows of `channels` channels, of which it is given those of these numbers."""
    listed = ", ".join(map(str, taken))
    kind = "uint8_t" if channels <= 256 else "uint16_t"
    chosen = f"inline constexpr mote::array<{kind}, {len(taken)}> taken_channels{{{{{listed}}}}};"
    return replace(
        stage,
        type=f"mote::on_channels<{stage.type}, {channels}, taken_channels>",
        includes=(*stage.includes, _HEADER),
        declarations=f"{stage.declarations}\n{chosen}",
        shape=(stage.shape[0], channels),
    )


def as_float(stage: Stage) -> Stage:
    """The stage with features of float32."""
    if stage.output == "float":
        return stage
    return replace(
        stage,
        type=f"mote::cast_features<{stage.type}, float>",
        includes=(*stage.includes, _HEADER),
        output="float",
    )


def joined(stages: Sequence[Stage], names: Sequence[Sequence[str]]) -> Stage:
    """Stages of the same windows, one after the other; `names` are of the features of each."""
    first = stages[0]
    if len(stages) == 1:
        return replace(first, names=tuple(names[0]))
    declared = "\n".join(
        f"namespace part_{i} {{\n{stage.declarations}\nusing features = {stage.type};\n"
        f"}}  // namespace part_{i}"
        for i, stage in enumerate(stages)
    )
    listed = ", ".join(f"part_{i}::features" for i in range(len(stages)))
    return Stage(
        type=f"mote::join_features<{listed}>",
        includes=(*(one for stage in stages for one in stage.includes), _HEADER),
        declarations=declared,
        input=first.input,
        shape=first.shape,
        output=first.output,
        names=tuple(name for own in names for name in own),
    )
