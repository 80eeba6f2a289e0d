#!/usr/bin/env python3
"""Writes docs/benchmarks.md and its pictures from results/*.csv, and from nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

import agreement
import host
import matplotlib as mpl
import results
import signal_kernels
import signals
import trees
from matplotlib.figure import Figure
from places import HERE, TOP

from mote.chip.counter import CORES

PAGE = TOP / "docs" / "benchmarks.md"
IMAGES = TOP / "docs" / "images"
README = TOP / "README.md"

# The rows of the README: the name there, and the row of trees.csv.
SHOWN = {
    "**mote** walk": ("mote hard walk", "int16"),
    "**mote** unrolled": ("mote hard unrolled", "int16"),
    "**mote** unrolled, float": ("mote hard unrolled", "float"),
    "**mote** walk, soft votes": ("mote soft8 walk", "int16"),
    "**mote** walk, exact votes": ("mote exact walk", "int16"),
    "emlearn loadable": ("emlearn hard loadable", "int16"),
    "emlearn inline": ("emlearn hard inline", "int16"),
    "emlearn inline, float": ("emlearn hard inline", "float"),
    "emlearn loadable, soft votes": ("emlearn soft8 loadable", "int16"),
    "m2cgen, float": ("m2cgen soft inline", "float"),
}


def write() -> None:
    """Writes the page and the pictures."""
    rows = results.load(trees.Row, results.RESULTS / "trees.csv")
    signal_rows = results.load(signals.Row, results.RESULTS / "signals.csv")
    timed = results.load(host.HostRow, results.RESULTS / "trees_host.csv")
    agreed = results.load(agreement.Agreement, agreement.PATH)
    cores = {core: [row for row in rows if row.core == core] for core in CORES}
    cores = {core: part for core, part in cores.items() if part}
    for core, part in cores.items():
        draw(part, IMAGES / f"trees_{core}.svg")
    first = {(row.name, row.size): row for row in rows}
    mote = [r for r in agreed if r.converter.startswith("mote") and r.same is not None]
    values: dict[str, object] = {
        "scikit_learn_right": first["mote exact walk", "forest_s10"].correct,
        "hard_same": first["mote hard walk", "forest_s10"].same,
        "emlearn_wrong": 200 - first["emlearn hard inline", "forest_r10"].same,
        "signals": _signals(signal_rows),
        "goals": _goals(signal_rows),
        "trees": "".join(_core(core, part) for core, part in cores.items()),
        "cores": "".join(f"| {c.title} | {c.machine} | `{c.flags}` |\n" for c in CORES.values()),
        "versions": _versions(rows),
        "host": _host(timed),
        "clean": sum(r.same == r.rows for r in mote),
        "cells": len(mote),
        "broken": sum(r.note.startswith("broken") for r in mote),
        "agreement": _agreement(agreed),
    }
    template = (HERE / "page.md.in").read_text(encoding="utf-8")
    page = re.sub(r"@(\w+)@", lambda found: str(values[found[1]]), template)
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(page.rstrip() + "\n", encoding="utf-8", newline="\n")
    readme = README.read_text(encoding="utf-8")
    readme = _between("figures", _readme(rows), readme)
    readme = _between("signals", _readme_signals(signal_rows), readme)
    README.write_text(readme, encoding="utf-8", newline="\n")


def _between(mark: str, table: str, text: str) -> str:
    pattern = rf"(?s)(?<=<!-- {mark} -->\n).*?(?=<!-- end of {mark} -->)"
    return re.sub(pattern, lambda _: table, text)


def _readme(rows: Sequence[trees.Row]) -> str:
    at = {(r.name, r.sample, r.size, r.core): r for r in rows if r.opt == "-Os"}
    lines = []
    for title, (name, sample) in SHOWN.items():
        m0, m4 = (at[name, sample, "forest_s10", core] for core in ("m0", "m4"))
        cells = [f"{r.instructions:,.0f} / {r.flash / 1000:.1f} kB" for r in (m0, m4)]
        lines.append([title, *cells, f"{m0.ram} B", str(m0.same)])
    heads = ["-Os", "Cortex-M0", "Cortex-M4F", "RAM", "labels as scikit-learn's, of 200"]
    return _table(heads, lines, left=1)


def _best(rows: Iterable[signals.Row]) -> dict[tuple[tuple[str, str, str], str], signals.Row]:
    """The faster of the optimisation levels, by what was counted and core; -O2 when they tie."""
    best: dict[tuple[tuple[str, str, str], str], signals.Row] = {}
    for row in rows:
        key = ((row.name, row.sample, row.size), row.core)
        if key not in best or row.instructions < best[key].instructions:
            best[key] = row
    return best


def _peers() -> list[signals.Peer]:
    return results.load(signals.Peer, HERE / "data" / "peers_signals.csv")


def _readme_signals(rows: Sequence[signals.Row]) -> str:
    best, peers = _best(rows), _peers()
    lines = []
    kernels = {k.key: k for k in signal_kernels.KERNELS}
    for k in (kernels[key] for key in signal_kernels.SHOWN):
        cells = []
        for core in ("m0", "m4", "m55"):
            row = best.get((k.key, core))
            count = signals.amount(row.instructions) if row else "–"
            other = signals.peer(k, core, peers)
            cells.append(count + (f" ({signals.amount(other.instructions)})" if other else ""))
        m4 = best[k.key, "m4"]
        cells += [f"{m4.flash / 1000:.1f} kB", f"{m4.ram} B", signals.accuracy(m4)]
        lines.append([f"{k.name.removeprefix('mote ')}, {k.size}", k.sample, *cells])
    heads = ["instructions a sample or transform", "samples", "Cortex-M0", "M4F", "M55"]
    return _table([*heads, "flash M4F", "RAM", "accuracy"], lines, left=2)


def _signals(rows: Sequence[signals.Row]) -> str:
    peers, text = _peers(), ""
    kernels = {k.key: k for k in signal_kernels.KERNELS}
    for core in CORES:
        at: dict[tuple[str, str, str], dict[str, signals.Row]] = {}
        for row in rows:
            if row.core == core and (row.name, row.sample, row.size) in kernels:
                at.setdefault((row.name, row.sample, row.size), {})[row.opt] = row
        lines = []
        for key, held in at.items():
            small, fast = held["-O2"], held.get("-O3")
            other = signals.peer(kernels[key], core, peers)
            lines.append([
                small.name.removeprefix("mote "), f"{small.sample}, {small.size}",
                kernels[key].unit, signals.amount(small.instructions),
                signals.amount(fast.instructions) if fast else "", f"{small.flash:,}",
                f"{small.ram:,}", str(small.stack), signals.accuracy(small),
                f"{other.name}: {signals.amount(other.instructions)}, {other.flash:,} B"
                if other else "",
            ])  # fmt: skip
        if lines:
            head = ["what", "samples", "per", f"{CORES[core].unit} -O2", "-O3", "flash -O2", "RAM",
                    "stack", "accuracy", "fastest peer, its flash"]  # fmt: skip
            text += f"\n### {CORES[core].title}: signals\n\n{_table(head, lines, left=3)}"
    return text


def _goals(rows: Sequence[signals.Row]) -> str:
    best = _best(rows)
    lines = []
    for k in signal_kernels.KERNELS:
        goals = [(core, "instructions", goal) for core, goal in k.goals.items()]
        goals += [("m4", "bytes of flash", k.flash_goal)] if k.flash_goal else []
        for core, unit, goal in goals:
            if row := best.get((k.key, core)):
                now = row.instructions if unit == "instructions" else row.flash
                lines.append([
                    k.name.removeprefix("mote "), f"{k.sample}, {k.size}", CORES[core].title, unit,
                    signals.amount(goal), f"{signals.amount(now)} at {row.opt}",
                    "yes" if now <= goal else "**no**",
                ])  # fmt: skip
    head = ["what", "samples", "core", "figure", "goal", "measured", "met"]
    return _table(head, lines, left=4)


def _core(core: str, rows: Sequence[trees.Row]) -> str:
    title, unit = CORES[core].title, CORES[core].unit
    picture = f"![{title}: flash against {unit}](images/trees_{core}.svg)"
    return f"\n### {title}\n\n{picture}\n\n{_device(rows, unit)}"


def _device(rows: Sequence[trees.Row], unit: str) -> str:
    at: dict[tuple[str, str, str], dict[str, trees.Row]] = {}
    for row in rows:
        at.setdefault((row.name, row.sample, row.size), {})[row.opt] = row
    lines = []
    for (name, sample, size), held in at.items():
        small, fast = held["-Os"], held["-O2"]
        lines.append([
            _bold(name), f"{sample}, {size[-3:]}", f"{small.instructions:,.0f}",
            f"{fast.instructions:,.0f}", f"{small.flash:,}", f"{fast.flash:,}",
            f"{small.ram}", f"{max(small.stack, fast.stack)}", f"{small.correct}", f"{small.same}",
        ])  # fmt: skip
    return _table(
        ["forest", "features", f"{unit} -Os", "-O2", "flash -Os", "-O2", "RAM", "stack",
         "right", "as scikit-learn"],
        lines, left=2,
    )  # fmt: skip


def _host(rows: Sequence[host.HostRow]) -> str:
    if not rows:
        return "Not measured: Google Benchmark was missing.\n"
    lines = [
        [_bold(r.name), f"{r.sample}, {r.size[-3:]}", f"{r.nanoseconds:.0f}", str(r.correct),
         str(r.same)]
        for r in rows
    ]  # fmt: skip
    return (
        f"Google Benchmark on {rows[0].processor}, one thread, -O2, the best of three runs; "
        f"{_versions(rows)}.\n\n"
        + _table(["forest", "features", "ns a prediction", "right", "as scikit-learn"], lines, 2)
    )


def _agreement(rows: Sequence[agreement.Agreement]) -> str:
    text = ""
    titles = {
        "held out": "Rows that the forest was not fitted on",
        "on thresholds": "Rows on a threshold, or one step beside it",
    }
    for samples, title in titles.items():
        at: dict[tuple[str, int], dict[str, agreement.Agreement]] = {}
        for row in rows:
            if row.samples == samples:
                at.setdefault((row.forest, row.seed), {})[row.converter] = row
        lines = [
            [forest, str(next(iter(held.values())).rows)]
            + [_cell(held[converter]) for converter in agreement.CONVERTERS]
            for (forest, _), held in at.items()
        ]
        text += f"\n### {title}\n\n"
        text += _table(["forest", "rows", *agreement.CONVERTERS], lines, 1)
    return text


def _cell(row: agreement.Agreement) -> str:
    if row.same is None or row.difference is None:
        return "–"
    count = f"**{row.same}**" if row.same == row.rows else str(row.same)
    return f"{count} ({row.difference:.0e})"


def draw(rows: Sequence[trees.Row], path: Path) -> None:
    """Flash against instructions at -Os, with a name at each point; lower left is better."""
    shown = [r for r in rows if r.opt == "-Os"]
    unit = CORES[rows[0].core].unit
    colours = {"mote": "#0b6e4f", "emlearn": "#c8553d", "m2cgen": "#6c757d"}
    with mpl.rc_context({"svg.hashsalt": "mote", "svg.fonttype": "none", "font.size": 9}):
        figure = Figure(figsize=(9, 5.5), layout="constrained")
        axes = figure.subplots()
        for library, colour in colours.items():
            part = [r for r in shown if r.name.startswith(library)]
            axes.scatter(
                [r.instructions for r in part], [r.flash / 1024 for r in part], color=colour, s=30,
                label=library, zorder=3,
            )  # fmt: skip
        axes.set(xscale="log", yscale="log", xlabel=f"{unit} a prediction", ylabel="flash, kB")
        axes.set_xticks([300, 1000, 3000, 10000, 30000], minor=False)
        axes.set_yticks([2, 4, 8, 16, 32, 64], minor=False)
        axes.margins(x=0.25, y=0.12)
        figure.canvas.draw()
        places = axes.transData.transform([(r.instructions, r.flash / 1024) for r in shown])
        taken: list[tuple[float, float, float, float]] = [
            (x - 4, y - 4, x + 4, y + 4) for x, y in places
        ]
        for row, (x, y) in sorted(zip(shown, places), key=lambda pair: -pair[1][1]):
            name = row.name.split(maxsplit=1)[1] + f" {row.sample}"
            name += f"{' raw' if row.size == 'forest_r10' else ''} ({row.same})"
            dx, dy, align = _place(x, y, 5.2 * len(name), taken)
            axes.annotate(
                name, (row.instructions, row.flash / 1024), (dx, dy), textcoords="offset pixels",
                color=colours[row.name.split()[0]], fontsize=7.5, ha=align, va="center",
            )  # fmt: skip
        for axis in (axes.xaxis, axes.yaxis):
            axis.set_major_formatter(mpl.ticker.FuncFormatter(lambda value, _: f"{value:,.0f}"))
            axis.set_minor_locator(mpl.ticker.NullLocator())
        axes.set_title(
            f"{CORES[rows[0].core].title}, -Os: lower left is better. In brackets: rows of 200 "
            "with scikit-learn's label",
            loc="left",
            fontsize=10,
        )
        axes.grid(True, color="#e5e5e5", linewidth=0.6)
        axes.spines[["top", "right"]].set_visible(False)
        axes.legend(loc="lower right", frameon=False)
        path.parent.mkdir(parents=True, exist_ok=True)
        figure.savefig(path, metadata={"Date": None})


def _place(
    x: float, y: float, width: float, taken: list[tuple[float, float, float, float]]
) -> tuple[float, float, str]:
    """Where a label beside a point covers nothing: its offset and alignment."""
    options = [
        (dx, dy, align)
        for dy in (0, 9, -9, 15, -15, 22, -22, 30, -30)
        for dx, align in ((8, "left"), (-8, "right"))
    ]
    for dx, dy, align in options:
        left = x + dx if align == "left" else x + dx - width
        box = (left, y + dy - 5, left + width, y + dy + 5)
        if not any(_overlap(box, other) for other in taken):
            taken.append(box)
            return dx, dy, align
    return options[0]


def _overlap(a: tuple[float, ...], b: tuple[float, ...]) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _versions(rows: Iterable[trees.Row | host.HostRow]) -> str:
    parts = [part for row in rows for part in row.made_with.split("; ")]
    return ", ".join(dict.fromkeys(parts))


def _bold(name: str) -> str:
    return f"**{name}**" if name.startswith("mote ") else name


def _table(head: Sequence[str], lines: Iterable[Sequence[str]], left: int) -> str:
    rule = ["---"] * left + ["---:"] * (len(head) - left)
    return "".join(f"| {' | '.join(line)} |\n" for line in [head, rule, *lines])


if __name__ == "__main__":
    write()
