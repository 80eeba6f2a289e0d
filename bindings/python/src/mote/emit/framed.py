"""What a header has for windows of frames: a nested chain, of which a frame makes the rows."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import indent

from ..features.stage import Stage
from .literals import C_TYPE


def includes(stage: Stage) -> tuple[str, ...]:
    if stage.frames is None:
        return ()
    columns = ["mote/model/columns.hpp"] if _narrows(stage) else []
    return (*stage.frames.stage.includes, *columns, "mote/pipeline/nested_chain.hpp")


def declarations(stage: Stage, filters: Sequence[str]) -> str:
    """For the namespace `parts`: `rows`, the chain that makes a row of a frame; and `hop`."""
    if stage.frames is None:
        return ""
    inner, hop = stage.frames.stage, stage.frames.hop
    n, channels = inner.shape
    stages = [
        *filters,
        f"mote::frame<{C_TYPE[inner.input]}, {n}, {hop}, {channels}>",
        "frames::features",
    ]
    if _narrows(stage):
        given, kept = C_TYPE[inner.output], C_TYPE[stage.frames.input]
        stages.append(f"mote::cast_columns<{given}, {kept}, {len(inner.names)}>")
    joined = ",\n                         ".join(stages)
    return (
        f"namespace frames {{\n{inner.declarations}\nusing features = {inner.type};\n"
        f"}}  // namespace frames\nusing rows = mote::chain<{joined}>;\n"
        "template <size_t Rows>\nstruct hop {\n"
        f'  static_assert(Rows % {hop} == 0, "Hop is a multiple of {hop} rows, from a frame to the '
        f'next");\n  static constexpr size_t frames = Rows / {hop};\n}};\n'
    )


def frame(stage: Stage, hop: str) -> str:
    """What cuts the windows that the stage takes, one each `hop` rows of the samples."""
    n, channels = stage.shape
    if stage.frames is None:
        return f"mote::frame<{C_TYPE[stage.input]}, {n}, {hop}, {channels}>"
    kept, features = C_TYPE[stage.frames.input], len(stage.frames.stage.names)
    count = stage.frames.count(n)
    return f"mote::frame<{kept}, {count}, parts::hop<{hop}>::frames, {features}>"


def nested(stage: Stage, chain: str) -> str:
    """The whole of it, `chain` what follows the frames."""
    if stage.frames is None:
        return chain
    return "mote::nested_chain<parts::rows,\n" + indent(f"    {chain}>", " " * 19)


def _narrows(stage: Stage) -> bool:
    return stage.frames is not None and stage.frames.input != stage.frames.stage.output
