#!/usr/bin/env python3
"""Measures mote beside other libraries, and writes results/*.csv and docs/benchmarks.md.

usage: run.py [--only device|host|agreement|cost|report] [--cores m0,m4] [--accept]
       run.py --check
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

import budget
import forests
import host as timing
import results
import trees
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

import mote
from mote._counter import CORES, CountError, self_test

TREES = results.RESULTS / "trees.csv"
HOST = results.RESULTS / "trees_host.csv"
OPTS = ("-Os", "-O2")

# What --check measures again: each code path once, on the smallest and the usual core.
CHECK_CORES = ("m0", "m4")
CHECK_KERNELS = [
    trees.Kernel("mote", "hard walk", "int16", "forest_s10"),
    trees.Kernel("mote", "hard unrolled", "int16", "forest_s10"),
    trees.Kernel("mote", "soft8 walk", "int16", "forest_s10"),
    trees.Kernel("mote", "exact walk", "float", "forest_s10"),
    trees.Kernel("mote", "hard walk", "int8", "forest_r10"),
]

console = Console()


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="./dev bench", description="Measure mote beside emlearn and m2cgen."
    )
    parser.add_argument("--only", choices=("device", "host", "agreement", "cost", "report"))
    parser.add_argument("--cores", default=",".join(CORES), help="a list, of " + ",".join(CORES))
    parser.add_argument(
        "--check", action="store_true", help="fail when a figure is above budget.csv; 1 minute"
    )
    parser.add_argument(
        "--accept", action="store_true", help="make the new figures the ceilings of budget.csv"
    )
    arguments = parser.parse_args()
    cores = arguments.cores.split(",")
    if unknown := set(cores) - set(CORES):
        parser.error(f"expected cores of {', '.join(CORES)}, and got {', '.join(unknown)}")
    if arguments.check:
        return check()

    wanted = [arguments.only] if arguments.only else ["device", "host", "agreement", "cost"]
    failed = 0
    if "device" in wanted:
        failed += device(cores, accept=arguments.accept)
    if "host" in wanted:
        failed += host()
    if "agreement" in wanted:
        import agreement

        failed += agreement.run(console)
    import report

    if "cost" in wanted:
        cost(report.IMAGES)
    report.write()
    console.print("docs/benchmarks.md is up to date")
    return 1 if failed else 0


def device(cores: Sequence[str], *, accept: bool) -> int:
    """Counts every kernel on `cores`. Returns how many figures are above their ceiling."""
    for core in cores:
        worst = max(abs(error) for error in self_test(core))
        console.print(f"{CORES[core].title}: a loop of known length counts within {worst:.4%}")
    rows = _count(trees.jobs(cores, OPTS))
    kept = {row.key: row for row in results.load(trees.Row, TREES)}
    kept.update((row.key, row) for row in rows)
    order = {job_key(job): i for i, job in enumerate(trees.jobs(CORES, OPTS))}
    everything = sorted((r for r in kept.values() if r.key in order), key=lambda r: order[r.key])
    results.save(trees.Row, TREES, everything)
    for core in cores:
        for opt in OPTS:
            show(
                f"{CORES[core].title} at {opt}", (r for r in rows if (r.core, r.opt) == (core, opt))
            )
    if accept:
        budget.save(everything)
    return _complain(budget.complaints(rows, budget.load()))


def check() -> int:
    """Measures a part again; 1 when a figure is above its ceiling."""
    started = time.monotonic()
    for core in CHECK_CORES:
        self_test(core)
    rows = _count(trees.jobs(CHECK_CORES, OPTS, CHECK_KERNELS))
    count = _complain(budget.complaints(rows, budget.load()))
    console.print(
        f"budget: {len(rows)} rows measured in {time.monotonic() - started:.0f} s, "
        f"{count} figures above their ceiling"
    )
    return 1 if count else 0


def host() -> int:
    if not timing.available():
        console.print(
            f"[yellow]host times are left out:[/] Google Benchmark is missing, Debian's package "
            f"{timing.PACKAGE} brings it"
        )
        return 0
    with _progress() as progress:
        task = progress.add_task("host", total=len(trees.KERNELS))
        rows = timing.measure(lambda _: progress.advance(task))
    results.save(timing.HostRow, HOST, rows)
    table = Table(title=f"This machine: {timing.processor()}", title_justify="left")
    _head(table, "ns", "right", "as sklearn")
    for r in rows:
        table.add_row(
            _styled(r.name), _features(r), f"{r.nanoseconds:.0f}", str(r.correct), str(r.same)
        )
    console.print(table)
    return 0


def cost(images: Path) -> None:
    """What a user sees of the digits forest: its figures, and the picture of the guide."""
    X, _ = forests.rows("forest_s10")
    model = mote.convert(forests.forest("forest_s10"), "int16", leaves="hard")
    made = model.report(X)
    made.save(results.RESULTS / "digits_cost.csv")
    made.save(images / "digits_cost.svg")
    console.print(made.summary)


def job_key(job: trees.Job) -> trees.Key:
    k = job.kernel
    return (k.name, k.sample, job.core, job.opt, k.size)


def show(title: str, rows: Iterable[trees.Row]) -> None:
    table = Table(title=title, title_justify="left")
    _head(table, "instr.", "flash", "RAM", "stack", "right", "as sklearn")
    for r in rows:
        table.add_row(
            _styled(r.name), _features(r), f"{r.instructions:,.0f}", f"{r.flash:,}",
            str(r.ram), str(r.stack), str(r.correct), str(r.same),
        )  # fmt: skip
    console.print(table)


def _count(work: list[trees.Job]) -> list[trees.Row]:
    with _progress() as progress:
        task = progress.add_task("counting", total=len(work))

        def done(row: trees.Row) -> None:
            progress.update(task, advance=1, description=f"{row.name}, {row.core} {row.opt}")

        return trees.measure(work, done, threads=os.cpu_count() or 2)


def _progress() -> Progress:
    return Progress(
        TextColumn("{task.description:40}"), BarColumn(), MofNCompleteColumn(),
        TimeElapsedColumn(), console=console, transient=True,
    )  # fmt: skip


def _head(table: Table, *figures: str) -> None:
    table.add_column("forest", no_wrap=True)
    table.add_column("features", no_wrap=True)
    for figure in figures:
        table.add_column(figure, justify="right")


def _features(row: trees.Row | timing.HostRow) -> str:
    return f"{row.sample} {row.size.removeprefix('forest_')}"


def _styled(name: str) -> str:
    return f"[bold]{name}[/]" if name.startswith("mote ") else name


def _complain(sentences: Sequence[str]) -> int:
    for sentence in sentences:
        console.print(f"above budget: {sentence}", style="red", soft_wrap=True, markup=False)
    return len(sentences)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (CountError, timing.HostError) as error:
        console.print(f"bench: {error}", style="red", soft_wrap=True, markup=False)
        sys.exit(1)
