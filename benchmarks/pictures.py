"""Draws what forests cost on a core: flash against instructions, a name at each point."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import matplotlib as mpl
import trees
from matplotlib.figure import Figure
from matplotlib.transforms import Bbox

from mote.chip.toolchain import CORES

# A colour and a mark each, of which red-green blind readers can tell every pair.
STYLES = {"mote": ("#0072b2", "o"), "emlearn": ("#b34700", "s"), "m2cgen": ("#555555", "^")}
TICKS = [100, 300, 1000, 3000, 10000, 30000, 100000]
MORE = [*TICKS, 200, 500, 2000, 5000, 20000, 50000]  # for axes of less than a decade and a half
SIZES = [1, 2, 4, 8, 16, 32, 64, 128]
POINT = 4.0  # half of what a point takes, in points
AIR = 1.5  # between a name and what is beside it
FURTHEST = 80.0  # of a name from its point


def draw(rows: Sequence[trees.Row], path: Path | None) -> dict[str, list[Bbox]]:
    """Flash against instructions at -Os; lower left is better. Writes `path`, if there is one.

    Returns where the names, the points, the axes and the legend are, in points (1/72 inch).
    """
    shown = [r for r in rows if r.opt == "-Os"]
    core = CORES[rows[0].core]
    with mpl.rc_context({"svg.hashsalt": "mote", "svg.fonttype": "none", "font.size": 9}):
        figure = Figure(figsize=(9, 6), dpi=72, layout="constrained")
        axes = figure.subplots()
        for library, (colour, mark) in STYLES.items():
            part = [r for r in shown if r.name.startswith(library)]
            if not part:
                continue
            axes.scatter(
                [r.instructions for r in part], [r.flash / 1024 for r in part], color=colour, s=30,
                marker=mark, label=library, zorder=3,
            )  # fmt: skip
        axes.set(
            xscale="log", yscale="log",
            xlabel=f"{core.unit} per prediction, on a logarithmic scale",
            ylabel="flash in kB, on a logarithmic scale",
        )  # fmt: skip
        axes.margins(x=0.3, y=0.12)
        counts = [r.instructions for r in shown]
        ticks_x = TICKS if max(counts) > 30 * min(counts) else MORE
        for axis, ticks in ((axes.xaxis, ticks_x), (axes.yaxis, SIZES)):
            low, high = axis.get_view_interval()
            axis.set_ticks([tick for tick in ticks if low <= tick <= high])
            axis.set_major_formatter(mpl.ticker.FuncFormatter(lambda value, _: f"{value:,.0f}"))
            axis.set_minor_locator(mpl.ticker.NullLocator())
        axes.set_title(
            f"{core.title}, -Os: lower left is better. In brackets: rows of 200 with "
            "scikit-learn's label",
            loc="left",
            fontsize=10,
        )
        axes.grid(True, color="#e5e5e5", linewidth=0.6)
        axes.spines[["top", "right"]].set_visible(False)
        legend = figure.legend(loc="outside lower center", ncols=3, frameon=False)
        figure.draw_without_rendering()
        figure.set_layout_engine("none")
        places = axes.transData.transform([(r.instructions, r.flash / 1024) for r in shown])
        points = [Bbox([[x - POINT, y - POINT], [x + POINT, y + POINT]]) for x, y in places]
        inside = axes.get_window_extent()
        names: list[Bbox] = []
        for i in sorted(range(len(shown)), key=lambda i: -places[i][1]):
            row = shown[i]
            text = axes.annotate(
                _name(row), (row.instructions, row.flash / 1024), (0, 0), fontsize=7.5,
                textcoords="offset points", va="bottom", color=STYLES[row.name.split()[0]][0],
            )  # fmt: skip
            size = text.get_window_extent()
            at = place(places[i], (size.width, size.height), inside, [*points, *names])
            text.set_position((at.x0 - places[i][0], at.y0 - places[i][1] + AIR))
            names.append(at)
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
            figure.savefig(path, metadata={"Date": None})
        return {
            "names": names, "points": points, "axes": [inside],
            "legend": [legend.get_window_extent()],
        }  # fmt: skip


def _name(row: trees.Row) -> str:
    raw = " raw" if row.size == "forest_r10" else ""
    return f"{row.name.split(maxsplit=1)[1]} {row.sample}{raw} ({row.same})"


def place(
    point: tuple[float, float], size: tuple[float, float], inside: Bbox, taken: Sequence[Bbox]
) -> Bbox:
    """The nearest place for a name where it covers nothing and crosses no axis."""
    width, height = size[0] + 2 * AIR, size[1] + 2 * AIR
    x, y = point
    found: list[tuple[float, Bbox]] = []
    for step in range(int(2 * FURTHEST)):
        dy = (step + 1) // 2 * (1 if step % 2 else -1)
        for left in (x + POINT + AIR, x - POINT - AIR - width, x - width / 2):
            box = Bbox([[left, y + dy - height / 2], [left + width, y + dy + height / 2]])
            clear = all(not overlap(box, other) for other in taken)
            if clear and inside.x0 < box.x0 and box.x1 < inside.x1 and inside.y0 < box.y0:
                found.append((abs(dy) + (8.0 if left == x - width / 2 else 0.0), box))
    if not found:
        raise ValueError(f"no place for a name near the point {point}: make the picture larger.")
    return min(found, key=lambda pair: pair[0])[1]


def overlap(a: Bbox, b: Bbox) -> bool:
    return bool(a.x0 < b.x1 and b.x0 < a.x1 and a.y0 < b.y1 and b.y0 < a.y1)
