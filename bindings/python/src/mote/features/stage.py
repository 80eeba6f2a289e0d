"""A step of a pipeline as C++: the type that the chip runs, compiled here when it is needed."""

from __future__ import annotations

import ctypes
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from ..arrays import Array
from ..host.library import compiled
from ..host.types import C_TYPE, NUMPY


@dataclass(frozen=True)
class Stage:
    """A C++ stage that makes a row of features of a window (pipeline/stage.hpp)."""

    type: str  # "mote::motion_features<int16_t, 128, chosen>"; names of `declarations` as they are
    includes: tuple[str, ...]  # "mote/feature/motion.hpp"
    declarations: str  # constants that the type names: inline constexpr ...
    input: str  # dtype of a sample: "int16", "float", ...
    shape: tuple[int, int]  # rows, channels of a window
    output: str  # dtype of a feature: "int32" or "float"
    names: tuple[str, ...]  # of the features, in their order
    frames: Frames | None = None  # `type` takes rows of features that these make


@dataclass(frozen=True)
class Frames:
    """Frames in a window, of which each gives a row of features: mote::nested_chain."""

    stage: Stage  # of a frame
    hop: int  # rows from one to the next
    input: str  # dtype that a feature has in the window of rows

    def count(self, rows: int) -> int:
        """In a window of so many rows."""
        return 1 + (rows - self.stage.shape[0]) // self.hop


_TEXT = """\
#include <stddef.h>
#include <stdint.h>
{includes}
namespace {namespace} {{
{declarations}
using stage = {type};
using from = {input};
using to = {output};
static_assert(stage::rows == {rows} && stage::channels == {channels} &&
                  stage::features == {features},
              "the stage has the shape that Python says");
static_assert(mote::traits::same<stage::input_type, from> &&
                  mote::traits::same<stage::output_type, to>,
              "the stage has the number types that Python says");
}}  // namespace {namespace}

extern "C" void run(const {input}* x, size_t windows, {output}* y) {{
  using {namespace}::stage;
  constexpr size_t window = stage::rows * stage::channels;
  const stage made{{}};
  stage::scratch scratch;
  for (; windows > 0; --windows, x += window, y += stage::features) {{
    const mote::frame_view<stage::input_type, stage::rows, stage::channels> in{{
        mote::span<const stage::input_type, window>{{x}}}};
    made.process(in, mote::span<stage::output_type, stage::features>{{y}}, scratch);
  }}
}}
"""


def run(stage: Stage, X: Array) -> Array:
    """The features of each window: X has shape (windows, rows, channels), the result (windows,
    features). An X that is contiguous is not copied.
    """
    if X.dtype != NUMPY[stage.input] or X.ndim != 3 or X.shape[1:] != stage.shape:
        raise ValueError(
            f"expected windows of shape {('windows', *stage.shape)} and dtype "
            f"{np.dtype(NUMPY[stage.input])}; got {X.shape} of {X.dtype}."
        )
    X = np.ascontiguousarray(X)
    out = np.empty((len(X), len(stage.names)), NUMPY[stage.output])
    compiled({"stage.cpp": text(stage)}, "the features", quick=True).run(
        ctypes.c_void_p(X.ctypes.data),
        ctypes.c_size_t(len(X)),
        ctypes.c_void_p(out.ctypes.data),
    )
    return out


def text(stage: Stage) -> str:
    """The C++ of a library that runs the stage on many windows."""
    return _TEXT.format(
        includes=include(("mote/core/block/frame_view.hpp", *stage.includes)),
        # Of its own: the loader merges inline variables of one name across libraries.
        namespace=f"s{hashlib.sha256(repr(stage).encode()).hexdigest()[:16]}",
        declarations=stage.declarations,
        type=stage.type,
        input=C_TYPE[stage.input],
        output=C_TYPE[stage.output],
        rows=stage.shape[0],
        channels=stage.shape[1],
        features=len(stage.names),
    )


def include(headers: Iterable[str]) -> str:
    """The lines that include headers, each once."""
    return "\n".join(f"#include <{header}>" for header in dict.fromkeys(headers))
