#!/usr/bin/env python3
"""Measures mote beside other libraries, and writes results/*.csv and docs/benchmarks.md.

usage: run.py [--only trees|families|signals|host|agreement|cost|choose|report]
              [--cores m0,m4] [--accept]
       run.py --check [all | 1 | 2 | ...]
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

import accuracy
import budget
import families
import family_kernels
import forests
import host as timing
import recount
import results
import signal_kernels
import signals
import tree_kernels
import trees
from kernel import OPTS_OF
from results import Counted, Key
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

import mote
from mote.chip.counter import self_test
from mote.chip.toolchain import CORES, CountError

PARTS = ("trees", "families", "signals", "host", "agreement", "cost", "choose", "report")
TREES = results.RESULTS / "trees.csv"
SIGNALS = results.RESULTS / "signals.csv"
HOST = results.RESULTS / "trees_host.csv"

console = Console()
R = TypeVar("R", bound=Counted)


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="./dev bench", description="Measure mote beside emlearn and m2cgen."
    )
    parser.add_argument("--only", choices=PARTS)
    parser.add_argument("--cores", default=",".join(CORES), help="a list, of " + ",".join(CORES))
    parser.add_argument(
        "--check", nargs="?", const=recount.OF_COMMIT, metavar="PART",
        help=f"count committed rows of mote again, and fail when one is above budget.csv or other "
        f"than committed: part 1 to {recount.PARTS}, or all; without PART the commit chooses it",
    )  # fmt: skip
    parser.add_argument(
        "--accept", action="store_true", help="make the new figures the ceilings of budget.csv"
    )
    arguments = parser.parse_args()
    cores = arguments.cores.split(",")
    if unknown := set(cores) - set(CORES):
        parser.error(f"expected cores of {', '.join(CORES)}, and got {', '.join(unknown)}")
    if arguments.check is not None:
        try:
            part = recount.part_of(arguments.check)
        except ValueError as error:
            parser.error(str(error))
        return check(part)

    wanted = [arguments.only] if arguments.only else PARTS
    failed = 0
    if "trees" in wanted:
        failed += count_trees(cores, accept=arguments.accept)
    if "families" in wanted:
        failed += count_families(cores, accept=arguments.accept)
    if "signals" in wanted:
        failed += count_signals(cores, accept=arguments.accept)
    if "host" in wanted:
        failed += host()
    if "agreement" in wanted:
        import agreement

        failed += agreement.run(console)
    import report

    if "cost" in wanted:
        cost(report.IMAGES)
    if "choose" in wanted:
        import choose

        choose.run(console)
    report.write()
    console.print("docs/benchmarks.md is up to date")
    return 1 if failed else 0


def count_trees(cores: Sequence[str], *, accept: bool) -> int:
    """Counts every forest on `cores`. Returns how many figures are above their ceiling."""
    _show_clocks(cores)
    rows = _count(trees.measure, tree_kernels.jobs(cores))
    _keep(trees.Row, TREES, rows, [job.key for job in tree_kernels.jobs(CORES)])
    for title, part in _by_core(cores, rows):
        table = _table(title, "forest", "features", "instr.", "flash", "RAM", "stack", "right",
                       "as sklearn")  # fmt: skip
        for r in part:
            table.add_row(
                _styled(r.name), _features(r), f"{r.instructions:,.0f}", f"{r.flash:,}",
                str(r.ram), str(r.stack), str(r.correct), str(r.same),
            )  # fmt: skip
        console.print(table)
    return _hold(rows, accept=accept)


def count_families(cores: Sequence[str], *, accept: bool) -> int:
    """Counts every other model on those of `cores` that others are compared on, as count_trees."""
    cores = [core for core in cores if core in OPTS_OF]
    _show_clocks(cores)
    refused = families.refusals()
    results.save(families.Refusal, families.REFUSALS, refused)
    rows = _count(families.measure, family_kernels.jobs(cores))
    _keep(families.Row, families.PATH, rows, [job.key for job in family_kernels.jobs(CORES)])
    for title, part in _by_core(cores, rows):
        table = _table(title, "model", "data", "instr.", "flash", "RAM", "stack", "right",
                       "as sklearn")  # fmt: skip
        for r in part:
            right = "" if r.correct is None else f"{r.correct} of {r.rows}"
            table.add_row(
                _styled(f"{r.name}, {r.sample}"), r.size, f"{r.instructions:,.0f}",
                f"{r.flash:,}", str(r.ram), str(r.stack), right, f"{r.same} of {r.rows}",
            )  # fmt: skip
        console.print(table)
    for one in refused:
        console.print(f"{one.name}, {one.size}: {one.reason}", soft_wrap=True, markup=False)
    return _hold(rows, accept=accept)


def count_signals(cores: Sequence[str], *, accept: bool) -> int:
    """Counts every filter, transform and feature on `cores`, as count_trees does forests."""
    _show_clocks(cores)
    rows = _count(signals.measure, signal_kernels.jobs(cores))
    _keep(signals.Row, SIGNALS, rows, [job.key for job in signal_kernels.jobs(CORES)])
    for title, part in _by_core(cores, rows):
        table = _table(title, "what", "samples", "instr.", "flash", "RAM", "stack", "accuracy")
        for r in part:
            table.add_row(
                _styled(r.name), f"{r.sample}, {r.size}", signals.amount(r.instructions),
                f"{r.flash:,}", str(r.ram), str(r.stack), signals.accuracy(r),
            )  # fmt: skip
        console.print(table)
    return _hold(rows, accept=accept)


def check(part: int) -> int:
    """Counts a part of the committed rows again, or all; 1 when a figure is not as it should be."""
    started = time.monotonic()
    tree_jobs, family_jobs, signal_jobs = recount.jobs(part)
    keys = [job.key for work in (tree_jobs, family_jobs, signal_jobs) for job in work]
    for core in sorted({core for _, _, core, _, _ in keys}):
        self_test(core)
    rows: list[Counted] = [
        *_count(trees.measure, tree_jobs),
        *_count(families.measure, family_jobs),
        *_count(signals.measure, signal_jobs),
    ]
    committed: list[Counted] = [
        *results.load(trees.Row, TREES),
        *results.load(families.Row, families.PATH),
        *results.load(signals.Row, SIGNALS),
    ]
    above = _complain(budget.complaints(rows, budget.load()))
    above += _complain(accuracy.complaints(rows, results.load(accuracy.Bound, accuracy.PATH)))
    above += _complain(recount.differences(rows, committed))
    console.print(
        f"budget: {len(rows)} rows on {len({row.core for row in rows})} cores, "
        f"{recount.describe(part)}, counted again in {time.monotonic() - started:.0f} s; "
        f"{above} figures are not as committed"
    )
    return 1 if above else 0


def host() -> int:
    if not timing.available():
        console.print(
            f"[yellow]host times are left out:[/] Google Benchmark is missing, Debian's package "
            f"{timing.PACKAGE} brings it"
        )
        return 0
    with _progress() as progress:
        task = progress.add_task("host", total=len(tree_kernels.KERNELS))
        rows = timing.measure(lambda _: progress.advance(task))
    results.save(timing.HostRow, HOST, rows)
    table = _table(
        f"This machine: {timing.processor()}", "forest", "features", "ns", "right", "as sklearn"
    )
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


def _show_clocks(cores: Sequence[str]) -> None:
    for core in cores:
        worst = max(abs(error) for error in self_test(core))
        console.print(f"{CORES[core].title}: a loop of known length counts within {worst:.4%}")


def _count(measure: Callable[..., list[R]], work: Sequence[object]) -> list[R]:
    with _progress() as progress:
        task = progress.add_task("counting", total=len(work))

        def done(row: Counted) -> None:
            progress.update(task, advance=1, description=f"{row.name}, {row.core} {row.opt}")

        return measure(work, done, threads=os.cpu_count() or 2)


def _keep(kind: type[R], path: Path, rows: Iterable[R], order: list[Key]) -> None:
    """Rewrites the file with the new rows in place of the old ones, in the order of `order`."""
    kept = {row.key: row for row in results.load(kind, path)}
    kept.update((row.key, row) for row in rows)
    results.save(kind, path, (kept[key] for key in order if key in kept))


def _by_core(cores: Iterable[str], rows: Sequence[R]) -> Iterator[tuple[str, list[R]]]:
    for core in cores:
        for opt in dict.fromkeys(row.opt for row in rows):
            part = [row for row in rows if (row.core, row.opt) == (core, opt)]
            yield f"{CORES[core].title} at {opt}", part


def _hold(rows: Sequence[Counted], *, accept: bool) -> int:
    """Compares with the ceilings, after `accept` has moved them."""
    if accept:
        budget.save(rows)
    return _complain(budget.complaints(rows, budget.load()))


def _progress() -> Progress:
    return Progress(
        TextColumn("{task.description:40}"), BarColumn(), MofNCompleteColumn(),
        TimeElapsedColumn(), console=console, transient=True,
    )  # fmt: skip


def _table(title: str, what: str, of: str, *figures: str) -> Table:
    table = Table(title=title, title_justify="left")
    table.add_column(what, no_wrap=True)
    table.add_column(of, no_wrap=True)
    for figure in figures:
        table.add_column(figure, justify="right")
    return table


def _features(row: trees.Row | timing.HostRow) -> str:
    return f"{row.sample} {row.size.removeprefix('forest_')}"


def _styled(name: str) -> str:
    return f"[bold]{name}[/]" if name.startswith("mote ") else name


def _complain(sentences: Sequence[str]) -> int:
    for sentence in sentences:
        console.print(f"bench: {sentence}", style="red", soft_wrap=True, markup=False)
    return len(sentences)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (CountError, timing.HostError) as error:
        console.print(f"bench: {error}", style="red", soft_wrap=True, markup=False)
        sys.exit(1)
