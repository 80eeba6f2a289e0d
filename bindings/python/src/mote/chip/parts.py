"""Where flash, RAM and instructions of a pipeline of windows go, part by part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..emit.line import Shape
from .build import Build
from .toolchain import CORES

# In the order in which they are added; benchmarks/device/pipeline_cost.cpp has them by number. A
# pipeline without filters has no filters, and one that rejects nothing by distance no distance.
PARTS = ("frame", "filters", "features", "distance", "model")

Pieces = Mapping[tuple[str, str], Build]  # by core and part


def of(shape: Shape) -> tuple[str, ...]:
    """The parts of a pipeline of such windows."""
    left_out = {"filters": not shape.filters, "distance": not shape.distance}
    return tuple(part for part in PARTS if not left_out.get(part, False))


def macro(part: str) -> str:
    """What makes a program of all up to this part."""
    return f"-DPART={PARTS.index(part)}"


def grown(
    builds: Mapping[tuple[str, str], Build], cores: Sequence[str], parts: Sequence[str]
) -> dict[tuple[str, str], Build]:
    """What each part adds to those before it; the last of `parts` is the whole way, walked."""
    out = {}
    for core in cores:
        before = Build(core, "", 0, 0, None, 0.0)
        for part in parts:
            build = builds.get((core, part if part != parts[-1] else "walk"))
            if build is None:
                break
            count = None
            if build.count is not None and before.count is not None:
                count = build.count - before.count
            out[core, part] = Build(
                core, part, build.flash - before.flash, build.ram - before.ram, None, count
            )
            before = build
    return out


def by_core(pieces: Pieces) -> dict[str, dict[str, Build]]:
    """The parts of each core by name, in their order."""
    cores = dict.fromkeys(core for core, _ in pieces)
    return {
        core: {part: pieces[core, part] for part in PARTS if (core, part) in pieces}
        for core in cores
    }


def sentences(pieces: Pieces) -> list[str]:
    """A sentence a core, and one that says what a part is."""
    lines, less = [], False
    for core, parts in by_core(pieces).items():
        said = []
        for name, piece in parts.items():
            less = less or (piece.count is not None and piece.count < 0)
            count = "" if piece.count is None else f", {max(piece.count, 0):,.0f} {piece.unit}"
            said.append(f"{name} {piece.flash:,} bytes of flash, {piece.ram:,} of RAM{count}")
        lines.append(f"Part by part on {CORES[core].title}, walked: {'; '.join(said)}.")
    if lines:
        lines.append(
            "A part is what the program grows by when that part is added, in their order: RAM has "
            "the window in the frame, and in the features all that a pipeline works in."
            + (
                " Where the compiler saves more elsewhere than a part takes, 0 is said."
                if less
                else ""
            )
            + " A decision is counted with all rows and frames of its window new: windows that "
            "overlap take fewer."
        )
    return lines
