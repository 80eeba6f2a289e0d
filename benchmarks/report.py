#!/usr/bin/env python3
"""Writes docs/benchmarks.md and its pictures from results/*.csv, and from nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

import agreement
import families
import family_kernels
import host
import pictures
import results
import signal_kernels
import signals
import trees
from places import HERE, TOP

from mote.chip.toolchain import CORES

R = TypeVar("R", bound=results.Counted)

PAGE = TOP / "docs" / "benchmarks.md"
IMAGES = TOP / "docs" / "images"
README = TOP / "README.md"

# Rows of trees.csv that the page shows: the name there, and the row.
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
# And the README: in words.
FEW = {
    "**mote**, a table that is walked": "**mote** walk",
    "**mote**, as code": "**mote** unrolled",
    "**mote**, every label of scikit-learn": "**mote** walk, exact votes",
    "emlearn, a table": "emlearn loadable",
    "emlearn, as code": "emlearn inline",
    "m2cgen, as code": "m2cgen, float",
}


def write() -> None:
    """Writes the page and the pictures."""
    rows = results.load(trees.Row, results.RESULTS / "trees.csv")
    signal_rows = results.load(signals.Row, results.RESULTS / "signals.csv")
    model_rows = results.load(families.Row, families.PATH)
    timed = results.load(host.HostRow, results.RESULTS / "trees_host.csv")
    agreed = results.load(agreement.Agreement, agreement.PATH)
    cores = {core: [row for row in rows if row.core == core] for core in CORES}
    cores = {core: part for core, part in cores.items() if part}
    for core, part in cores.items():
        pictures.draw(part, IMAGES / f"trees_{core}.svg")
    first = {(row.name, row.size): row for row in rows}
    mote = [r for r in agreed if r.converter.startswith("mote") and r.same is not None]
    values: dict[str, object] = {
        "scikit_learn_right": first["mote exact walk", "forest_s10"].correct,
        "hard_same": first["mote hard walk", "forest_s10"].same,
        "emlearn_wrong": 200 - first["emlearn hard inline", "forest_r10"].same,
        "signals": _few_signals(signal_rows),
        "goals": _goals(signal_rows),
        "trees": _few_trees(rows, {name: name for name in SHOWN}),
        "families": _families(model_rows),
        "refused": _refused(results.load(families.Refusal, families.REFUSALS)),
        "pictures": ", ".join(f"[{CORES[c].title}](images/trees_{c}.svg)" for c in cores),
        "counts": f"{len(rows):,} of forests, {len(model_rows):,} of other models "
        f"and {len(signal_rows):,} of signals",
        "cores": "".join(f"| {c.title} | {c.machine} | `{c.flags}` |\n" for c in CORES.values()),
        "versions": _versions([*rows, *model_rows]),
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
    readme = between("figures", _few_trees(rows, FEW), readme)
    readme = between("motion", _few_motion(signal_rows), readme)
    README.write_text(readme, encoding="utf-8", newline="\n")


def between(mark: str, table: str, text: str) -> str:
    pattern = rf"(?s)(?<=<!-- {mark} -->\n).*?(?=<!-- end of {mark} -->)"
    return re.sub(pattern, lambda _: table, text)


def _few_trees(rows: Sequence[trees.Row], shown: Mapping[str, str]) -> str:
    """Forests on two cores at -Os; `shown` has the titles, and what SHOWN calls them."""
    at = {(r.name, r.sample, r.size, r.core): r for r in rows if r.opt == "-Os"}
    lines = []
    for title, known in shown.items():
        name, sample = SHOWN[known]
        m0, m4 = (at[name, sample, "forest_s10", core] for core in ("m0", "m4"))
        cells = [
            cell
            for r in (m0, m4)
            for cell in (f"{r.instructions:,.0f}", f"{r.flash / 1000:.1f} kB")
        ]
        lines.append([title, *cells, f"{m0.ram} B", f"{m0.same} of 200"])
    heads = ["forest", "Cortex-M0: instructions", "flash", "Cortex-M4F: instructions", "flash"]
    heads += ["RAM", "labels as scikit-learn's"]
    return markdown(heads, lines, left=1)


def _best(rows: Iterable[R]) -> dict[tuple[tuple[str, str, str], str], R]:
    """The faster of the optimisation levels, by what was counted and core; -O2 when they tie."""
    best: dict[tuple[tuple[str, str, str], str], R] = {}
    for row in rows:
        key = ((row.name, row.sample, row.size), row.core)
        if key not in best or row.instructions < best[key].instructions:
            best[key] = row
    return best


def _families(rows: Sequence[families.Row]) -> str:
    """Each model as each library makes it, on the cores at the faster optimisation level."""
    best = _best(rows)
    lines, last = [], ("", "")
    for k in family_kernels.KERNELS:
        on = {core: best[(k.name, k.sample, k.size), core] for core in ("m0", "m4", "m55")}
        task = (k.model, k.size)
        library = k.library + (f" {k.way}" if k.way else "")
        cells = [f"{k.model}, {k.size}" if task != last else "",
                 f"**{library}**" if library == "mote" else library, k.sample]  # fmt: skip
        cells += [f"{row.instructions:,.0f}" for row in on.values()]
        row, last = on["m4"], task
        right = "" if row.correct is None else f"{row.correct} of {row.rows}"
        lines.append([*cells, f"{row.flash:,} B", right, f"{row.same} of {row.rows}"])
    heads = ["model, data", "by", "samples", "Cortex-M0", "M4F", "M55", "flash M4F", "right"]
    return markdown([*heads, "as scikit-learn"], lines, left=3)


def _refused(refusals: Sequence[families.Refusal]) -> str:
    """By reason: what it is of."""
    converted = {kernel.name for kernel in family_kernels.KERNELS}
    lines: dict[str, list[str]] = {}
    for one in refusals:
        name = f"{one.name}, {one.size}" if one.name in converted else one.name
        of = lines.setdefault(one.reason, [])
        of += [name] if name not in of else []
    return markdown(["what", "why not"], ([", ".join(w), f"`{r}`"] for r, w in lines.items()), 2)


def _peers() -> list[signals.Peer]:
    return results.load(signals.Peer, HERE / "data" / "peers_signals.csv")


def _few_signals(rows: Sequence[signals.Row]) -> str:
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
    heads = ["instructions per sample or transform", "samples", "Cortex-M0", "M4F", "M55"]
    return markdown([*heads, "flash M4F", "RAM", "accuracy"], lines, left=2)


def _few_motion(rows: Sequence[signals.Row]) -> str:
    """The features of motion beside the same by hand, at -O2."""
    known = ("mote motion, 92 features", "int16", "128 x 3")
    own = {r.core: r for r in rows if (r.name, r.sample, r.size) == known and r.opt == "-O2"}
    by_name: dict[str, Mapping[str, signals.Row | signals.Peer]] = {"**mote**": own}
    for name in signal_kernels.MOTION_BY_HAND:
        by_name[name] = {p.core: p for p in _peers() if p.name == name}
    lines = []
    for title, found in by_name.items():
        cells = [
            cell
            for r in (found["m0"], found["m4"])
            for cell in (f"{r.instructions:,.0f}", f"{r.flash / 1000:.1f} kB")
        ]
        lines.append([title, *cells, f"{found['m4'].ram + found['m4'].stack:,} B"])
    heads = ["features", "Cortex-M0: instructions", "flash", "Cortex-M4F: instructions", "flash"]
    return markdown([*heads, "RAM and stack"], lines, left=1)


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
    return markdown(head, lines, left=4)


def _host(rows: Sequence[host.HostRow]) -> str:
    held = {(r.name, r.sample, r.size): r.nanoseconds for r in rows}
    if not held:
        return "not measured"
    fast = held["mote hard unrolled", "int16", "forest_s10"]
    other = held["emlearn hard inline", "int16", "forest_s10"]
    return (
        f"{fast:.0f} ns per prediction as code, emlearn's {other:.0f} ns, on {rows[0].processor} "
        "(one thread, -O2, the best of three runs)"
    )


def _agreement(rows: Sequence[agreement.Agreement]) -> str:
    """Of each converter: on how many forests every row agrees, and how many rows do."""
    lines = []
    for converter in agreement.CONVERTERS:
        cells = [converter]
        for samples in ("held out", "on thresholds"):
            part = [r for r in rows if (r.converter, r.samples) == (converter, samples)]
            held = [(r.same, r.rows) for r in part if r.same is not None]
            whole = sum(same == count for same, count in held)
            agree, all_rows = (sum(column) for column in zip(*held))
            cells += [f"{whole} of {len(held)}", f"{1000 * agree // all_rows / 10:.1f} %"]
        lines.append(cells)
    head = ["converter", "forests, held-out rows", "rows", "forests, rows on thresholds", "rows"]
    return markdown(head, lines, 1)


def _versions(rows: Iterable[trees.Row | families.Row]) -> str:
    parts = [part for row in rows for part in row.made_with.split("; ")]
    return ", ".join(dict.fromkeys(parts))


def markdown(head: Sequence[str], lines: Iterable[Sequence[str]], left: int) -> str:
    rule = ["---"] * left + ["---:"] * (len(head) - left)
    return "".join(f"| {' | '.join(line)} |\n" for line in [head, rule, *lines])


if __name__ == "__main__":
    write()
