"""The whole way of a converted Pipeline of windows as C++: from samples to a decision."""

from __future__ import annotations

from dataclasses import dataclass

from ..decisions.steps import Code
from ..features.stage import Stage
from ..filters.steps import FilterCode
from . import framed
from .line import Shape
from .literals import C_TYPE, rows


@dataclass(frozen=True)
class Windows:
    """What stands before the model's row: filters, a frame, and a stage of windows of which it
    takes `kept`, the places of the model's columns among the stage's; None: all, in order.
    """

    stage: Stage
    hop: int
    kept: tuple[int, ...] | None = None
    filters: tuple[FilterCode, ...] = ()
    decided: Code | None = None  # what stands behind the model
    by_probability: bool = False  # what that takes of it; else its label

    @property
    def names(self) -> tuple[str, ...]:
        """Of the row that the model takes."""
        names = self.stage.names
        return names if self.kept is None else tuple(names[i] for i in self.kept)

    @property
    def shape(self) -> Shape:
        """Of a window of raw samples."""
        frames = self.stage.frames
        of_frame = (0, 0) if frames is None else (frames.stage.shape[0], frames.hop)
        near = int(self.decided is not None and bool(self.decided.near))
        return Shape(self.stage.input, *self.stage.shape, *of_frame, len(self.filters), near)

    def includes(self, dtype: str) -> tuple[str, ...]:
        rows = self.kept is not None or dtype != self.stage.output
        return (
            *(one.include for one in self.filters),
            *framed.includes(self.stage),
            *self.stage.includes,
            *(["mote/model/columns.hpp"] if rows else []),
            "mote/pipeline/chain.hpp",
            "mote/pipeline/decide.hpp",
            *(self.decided.includes if self.decided is not None else ()),
        )


def declarations(windows: Windows) -> str:
    """Constants, filters and the stage, for the namespace `parts`."""
    text = "".join(_filter(i, code) for i, code in enumerate(windows.filters))
    text += framed.declarations(windows.stage, _filters(windows))
    text += f"{windows.stage.declarations}\nusing features = {windows.stage.type};\n"
    text += windows.decided.declarations if windows.decided is not None else ""
    if windows.kept is None:
        return text
    kind = "uint8_t" if len(windows.stage.names) <= 256 else "uint16_t"
    places = rows(map(str, windows.kept))
    return (
        text
        + f"inline constexpr mote::array<{kind}, {len(windows.kept)}> kept{{{{\n{places}}}}};\n"
    )


def _filters(windows: Windows) -> list[str]:
    return [f"filter_{i}" for i in range(len(windows.filters))]


def _filter(i: int, code: FilterCode) -> str:
    """A type `filter_<i>` that needs no argument: a chain makes one for each channel."""
    text = f"{code.declarations}\n" if code.declarations else ""
    if not code.make:
        return f"{text}using filter_{i} = {code.type};\n"
    return (
        f"{text}inline constexpr {code.type} ready_{i}{{{code.make}}};\n"
        f"struct filter_{i} : {code.type} {{\n"
        f"  constexpr filter_{i}() noexcept : {code.type}{{ready_{i}}} {{}}\n}};\n"
    )


def pipeline(windows: Windows, dtype: str) -> str:
    """`pipeline`, a type, and what it is made of."""
    stage, given = windows.stage, C_TYPE[windows.stage.output]
    n, channels = stage.shape
    filters = [] if stage.frames else [f"parts::{name}" for name in _filters(windows)]
    stages = [*filters, framed.frame(stage, "Hop"), "parts::features"]
    if windows.kept is not None:
        stages.append(f"mote::select_columns<{given}, {len(stage.names)}, parts::kept>")
    if dtype != stage.output:
        stages.append(f"mote::cast_columns<{given}, {C_TYPE[dtype]}, {len(windows.names)}>")
    gives = "class_probabilities" if windows.by_probability else "classify"
    model = f"mote::{gives}<model, Way>"
    stages += [model] if windows.decided is None else windows.decided.behind(model)
    chain = framed.nested(stage, "mote::chain<" + ",\n                ".join(stages) + ">")
    return (
        f"/// Raw samples in, decisions out: windows of {n} rows of {channels} "
        f"{'channel' if channels == 1 else 'channels'}, interleaved.\n"
        "///   while (all.push(samples)) act(all.decision());\n"
        f"template <size_t Hop = {windows.hop}, mote::model_as Way = mote::model_as::table>\n"
        f"using pipeline_by =\n    {chain};\n"
        "using pipeline = pipeline_by<>;\n"
    )
