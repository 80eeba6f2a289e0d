"""The picture of a report: what the model takes beside what each board has, and its parts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import matplotlib as mpl
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from .parts import Pieces
from .parts_picture import add_parts, height
from .svg import written

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import FigureBase

    from .build import Row

FITS, TOO_LARGE, SPACE = "#0072b2", "#b34700", "#555555"  # red-green blind readers tell them
MARKS = {"walk": "o", "unrolled": "D"}


def draw(rows: Sequence[Row], pieces: Pieces | None = None) -> str:
    """An SVG element: a line a board; flash, RAM and time on logarithmic scales. Below it the parts
    of a pipeline of windows.
    """
    return written(lambda: _figure(rows, pieces or {}))


def _figure(rows: Sequence[Row], pieces: Pieces) -> Figure:
    tall = 1.8 + 0.42 * len({row.board for row in rows})
    if not pieces:
        figure = Figure(figsize=(11, tall), layout="constrained")
        _add_boards(figure, rows)
        return figure
    heights = (tall, height(pieces))
    figure = Figure(figsize=(11, sum(heights)), layout="constrained")
    halves: Any = figure.subfigures(2, 1, height_ratios=heights)
    _add_boards(halves[0], rows)
    add_parts(halves[1], pieces)
    return figure


def _add_boards(figure: FigureBase, rows: Sequence[Row]) -> None:
    boards = list(dict.fromkeys(row.board for row in rows))
    place = {board: len(boards) - 1 - i for i, board in enumerate(boards)}
    flash, ram, time = figure.subplots(1, 3, sharey=True, width_ratios=(5, 4, 3))
    for axes, has in ((flash, [b.flash for b in boards]), (ram, [b.ram for b in boards])):
        axes.plot(has, list(place.values()), "|", color=SPACE, markersize=14, markeredgewidth=3)
    for row in rows:
        y = place[row.board] + (0.13 if row.build.way == "walk" else -0.13)
        style = {
            "marker": MARKS[row.build.way], "color": FITS if row.fits else TOO_LARGE,
            "fillstyle": "full" if row.fits else "none", "markersize": 6,
            "clip_on": False,
        }  # fmt: skip
        flash.plot([row.build.flash], [y], **style)
        ram.plot([max(row.ram, 1)], [y], **style)
        if row.microseconds is not None:
            time.plot([row.microseconds], [y], **style)
    for axes in (flash, ram):
        _bytes(axes)
    flash.set_yticks(list(place.values()), [b.title for b in place])
    time.set(xscale="log")
    titles = ("flash, bytes", "RAM and stack, bytes", "time of an inference, µs")
    for axes, title in zip((flash, ram, time), titles):
        axes.set_title(f"{title}\n(logarithmic scale)", loc="left", fontsize=10)
        axes.hlines(list(place.values()), 0, 1, transform=axes.get_yaxis_transform(),
                    color="#eeeeee", linewidth=0.6, zorder=0)  # fmt: skip
    for axes in (flash, ram, time):
        axes.set_ylim(-0.6, len(boards) - 0.4)
        axes.grid(True, axis="x", color="#eeeeee", linewidth=0.6)
        axes.set_axisbelow(True)
        axes.spines[["top", "right", "left"]].set_visible(False)
        axes.tick_params(axis="y", length=0)
    time.xaxis.set_major_formatter(mpl.ticker.FuncFormatter(lambda x, _: f"{x:g}"))
    time.margins(x=0.15)
    figure.legend(handles=_legend(), loc="outside lower center", ncols=5, frameon=False)


def _bytes(axes: Axes) -> None:
    def text(value: float, _: object) -> str:
        for unit, size in (("MB", 2**20), ("kB", 2**10)):
            if value >= size:
                return f"{value / size:g} {unit}"
        return f"{value:g}"

    axes.set_xscale("log", base=2)
    low, high = axes.get_xlim()
    axes.set_xlim(max(low, 16) if low > 0 else 16, high * 1.2)
    axes.xaxis.set_major_locator(mpl.ticker.LogLocator(base=16))
    axes.xaxis.set_minor_locator(mpl.ticker.NullLocator())
    axes.xaxis.set_major_formatter(mpl.ticker.FuncFormatter(text))


def _legend() -> list[Line2D]:
    def mark(label: str, **style: object) -> Line2D:
        plain: dict[str, object] = {"linestyle": "", "color": "#444444", "label": label}
        return Line2D([], [], **(plain | style))  # type: ignore[arg-type]

    return [
        mark("what the board has", marker="|", color=SPACE, markersize=12, markeredgewidth=3),
        mark("walk", marker=MARKS["walk"]),
        mark("unrolled", marker=MARKS["unrolled"]),
        mark("fits", marker="o", color=FITS),
        mark("does not", marker="o", color=TOO_LARGE, fillstyle="none"),
    ]
