"""The picture of the parts of a pipeline: a bar a core, a piece of it a part."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from matplotlib.figure import Figure
from matplotlib.patches import Patch

from .parts import PARTS, Pieces, by_core
from .svg import written
from .toolchain import CORES

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import FigureBase

    from .build import Build

# Red-green blind readers tell them, and so do printers: they differ in lightness too.
COLOURS = dict(zip(PARTS, ("#9ad0f0", "#cc79a7", "#0072b2", "#009e73", "#e69f00")))
_NARROW = 0.09  # of the longest bar: a piece below it has no room for its own figure

_PANELS: tuple[tuple[str, Callable[[Build], float]], ...] = (
    ("flash, bytes", lambda build: build.flash),
    ("static RAM, bytes", lambda build: build.ram),
    ("instructions a decision", lambda build: build.count or 0.0),
)


def height(pieces: Pieces) -> float:
    """Inches that it wants."""
    return 1.3 + 0.42 * len(by_core(pieces))


def draw_parts(pieces: Pieces) -> str:
    """An SVG element: flash, RAM and instructions of each core, part by part."""
    return written(lambda: _figure(pieces))


def _figure(pieces: Pieces) -> Figure:
    figure = Figure(figsize=(11, height(pieces)), layout="constrained")
    add_parts(figure, pieces)
    return figure


def add_parts(figure: FigureBase, pieces: Pieces) -> None:
    """The same as a part of a figure."""
    cores = by_core(pieces)
    names = [part for part in PARTS if any(part in parts for parts in cores.values())]
    panels = figure.subplots(1, len(_PANELS), sharey=True)
    for axes, (title, figure_of) in zip(panels, _PANELS):
        bars = [
            {name: max(figure_of(build), 0) for name, build in parts.items()}
            for parts in cores.values()
        ]
        longest = max([1.0, *(sum(bar.values()) for bar in bars)])
        for place, (core, bar) in enumerate(zip(cores, bars)):
            _bar(axes, place, bar, longest)
            total = sum(bar.values())
            unit = f" {CORES[core].unit}" if CORES[core].unit == "cycles" else ""
            said = f"{total:,.0f}{unit if axes is panels[-1] else ''}" if total else "–"
            axes.text(total + 0.015 * longest, place, said, va="center", fontsize=8)
        axes.set_title(title, loc="left", fontsize=10)
        axes.set_xlim(0, 1.28 * longest)
        axes.set_xticks([])
        axes.spines[["top", "right", "bottom"]].set_visible(False)
        axes.tick_params(axis="y", length=0)
    panels[0].set_yticks(range(len(cores)), [CORES[core].title for core in cores])
    panels[0].set_ylim(len(cores) - 0.4, -0.6)  # the first on top
    figure.legend(
        handles=[Patch(color=COLOURS[name], label=name) for name in names],
        loc="outside lower center", ncols=len(names), frameon=False,
    )  # fmt: skip


def _bar(axes: Axes, place: int, bar: Mapping[str, float], longest: float) -> None:
    left = 0.0
    for name, width in bar.items():
        axes.barh(place, width, left=left, height=0.62, color=COLOURS[name],
                  edgecolor="white", linewidth=0.8)  # fmt: skip
        if width > _NARROW * longest and width < sum(bar.values()):
            ink = "white" if name == "features" else "black"
            axes.text(left + width / 2, place, _short(width), ha="center", va="center",
                      fontsize=8, color=ink)  # fmt: skip
        left += width


def _short(value: float) -> str:
    for unit, size in (("M", 1e6), ("k", 1e3)):
        if value >= 10 * size or value >= size >= 1e6:
            return f"{value / size:.3g} {unit}"
    return f"{value:,.0f}"
