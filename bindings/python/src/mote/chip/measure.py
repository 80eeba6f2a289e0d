"""Compiles a generated header for the cores of boards, runs it in emulators, and weighs it."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from typing import Any

from numpy.typing import NDArray

from ..emit import line
from ..errors import CompilerError, UnsupportedError
from ..host.headers import include_dir
from ..progress import waiting
from . import parts, samples
from .boards import BOARDS, Board, find
from .build import Build
from .counter import Counter
from .levels import level
from .report import WAYS, Report
from .toolchain import CORES, CountError, device

MOST_BRANCHES = 25_000  # a model with more is not compiled as code: 2 ms and 40 kB a branch
# The samples are made at compile time.
_PATIENCE = {
    "gcc": ("-fconstexpr-ops-limit=2000000000", "-fconstexpr-loop-limit=100000000"),
    "clang": ("-fconstexpr-steps=2000000000",),
}


def measure(
    header: str | Path,
    *,
    boards: Iterable[str | Board] | None = None,
    cores: Iterable[str] | None = None,
    opt: str = "-Os",
    rows: NDArray[Any] | None = None,
    ways: str | Sequence[str] | None = None,
    count: bool = True,
    title: str | None = None,
) -> Report:
    """What the model in a generated header costs: a path, or the header's text.

    `title` is what the report calls the model; without, it is the namespace of the header.

    `rows` are samples as the chip gets them; without, some are made up: of trees on thresholds.
    Without `count` nothing is run, which needs no emulator and gives flash and RAM only.
    """
    source = header.read_text(encoding="utf-8") if isinstance(header, Path) else header
    model = line.read(source)
    opt = level(opt)
    chosen = _boards(boards, cores)
    notes: list[str] = []
    in_workspace = model.family == "network"  # which runs in one way
    ways = ["walk"] if in_workspace else _ways(ways, model.branches, notes)
    wanted = list(dict.fromkeys(board.cpu.core for board in chosen))
    ready = [core for core in wanted if not _missing_builder(core, notes)]
    runs = {core: count and not _missing_emulator(core, notes) for core in ready}
    if not ready:
        raise CompilerError("no compiler for the cores asked for is installed. " + " ".join(notes))

    builds: dict[tuple[str, str], Build] = {}
    failures: list[Exception] = []
    checks: dict[tuple[str, str], int] = {}
    with tempfile.TemporaryDirectory(prefix="mote-report-") as scratch:
        folder = Path(scratch)
        (folder / "model.hpp").write_text(source, encoding="utf-8")
        made: tuple[Path, tuple[str, ...]] = (device("model_cost.cpp"), ())
        pieces: tuple[str, ...] = ()
        if model.windows is not None:
            pieces = parts.of(model.windows)
            made = (device("pipeline_cost.cpp"), (parts.macro(pieces[-1]),))
        given, said = samples.write(folder / "rows.inc", rows, model)
        flags = [f"-DNAMESPACE={model.name}", "-I", str(folder), "-I", str(include_dir())]
        flags += [*([] if given else ["-DMADE"]), *(["-DNETWORK"] if in_workspace else [])]
        flags += [] if model.windows is None else model.windows.macros
        if isinstance(header, Path):
            flags += ["-I", str(header.resolve().parent)]
        counters = {core: Counter(core, folder) for core in ready}
        jobs = [(core, way) for core in ready for way in ways]
        steps = [(core, part) for core in ready for part in pieces[:-1] if "walk" in ways]
        with (
            ThreadPoolExecutor(os.cpu_count() or 2) as pool,
            waiting("compiling for chips", len(jobs) + len(steps)) as done,
        ):
            futures = {
                pool.submit(_build, counters[core], way, opt, flags, runs[core], made): (core, way)
                for core, way in jobs
            }
            for core, part in steps:
                own = (made[0], (parts.macro(part),))
                job = pool.submit(_build, counters[core], part, opt, flags, runs[core], own)
                futures[job] = (core, part)
            for future in as_completed(futures):
                core, way = futures[future]
                try:
                    builds[core, way], checks[core, way] = future.result()
                except CountError as error:
                    failures.append(error)
                    notes.append(f"{CORES[core].title}, {way}: could not be built. {error}")
                done(f"{CORES[core].title}, {way}")
        compilers = {core: counter.compiler for core, counter in counters.items()}
    if not builds:
        raise failures[0]
    notes += [
        f"{CORES[build.core].title}, {build.way}: not counted, {build.note}"
        for build in builds.values()
        if build.note
    ]
    counted = {
        check for key, check in checks.items() if builds[key].count is not None and key[1] in WAYS
    }
    if len(counted) > 1:
        notes.append(
            "The cores do not predict the same on these samples. Please report this with the model."
        )
    ordered = {job: builds[job] for job in jobs if job in builds}
    return Report(
        title or model.name, said, opt, chosen, ordered, compilers, tuple(notes),
        tuple(part for part, size in model.parts.items() if size > 0), model.code,
        parts.grown(builds, ready, pieces) if steps else {},
    )  # fmt: skip


def _ways(ways: str | Sequence[str] | None, branches: int, notes: list[str]) -> list[str]:
    """Those asked for, without what no compiler gets done in a time that anyone waits."""
    wanted = [ways] if isinstance(ways, str) else list(ways or WAYS)
    if unknown := [way for way in wanted if way not in WAYS]:
        raise ValueError(f"way {unknown[0]!r} is unknown: use {' or '.join(WAYS)}.")
    if "unrolled" in wanted and branches > MOST_BRANCHES:
        said = (
            f"unrolled: not compiled, {branches:,} branches are above {MOST_BRANCHES:,}, which "
            "take a compiler a minute and 1 GB for each core. Limit max_leaf_nodes, or take fewer "
            "trees."
        )
        wanted.remove("unrolled")
        if not wanted:
            raise UnsupportedError(said)
        notes.append(said[0].upper() + said[1:])
    return wanted


def _boards(boards: Iterable[str | Board] | None, cores: Iterable[str] | None) -> tuple[Board, ...]:
    if isinstance(boards, (str, Board)):
        boards = [boards]
    chosen = BOARDS if boards is None else tuple(dict.fromkeys(map(find, boards)))
    if cores is None:
        return chosen
    wanted = [cores] if isinstance(cores, str) else list(cores)
    if unknown := [core for core in wanted if core not in CORES]:
        raise ValueError(f"core {unknown[0]!r} is unknown: use {', '.join(CORES)}.")
    kept = tuple(board for board in chosen if board.cpu.core in wanted)
    if not kept:
        raise ValueError(f"none of these boards has a core of {', '.join(wanted)}.")
    return kept


def _missing_builder(core: str, notes: list[str]) -> bool:
    tools = CORES[core].tools
    emulator = tools.missing_emulator()
    packages = [package for package in tools.missing() if package not in emulator]
    if packages:
        notes.append(
            f"{CORES[core].title} is left out, its tools are missing: "
            f"apt-get install {' '.join(packages + emulator)}"
        )
    return bool(packages)


def _missing_emulator(core: str, notes: list[str]) -> bool:
    packages = CORES[core].tools.missing_emulator()
    if packages:
        notes.append(
            f"{CORES[core].title} is weighed but not run, its emulator is missing: "
            f"apt-get install {' '.join(packages)}"
        )
    return bool(packages)


def _build(
    counter: Counter,
    way: str,
    opt: str,
    flags: Sequence[str],
    run: bool,
    made: tuple[Path, tuple[str, ...]],
) -> tuple[Build, int]:
    source = [made[0]]
    patience = _PATIENCE["clang" if counter.core.name == "avr" else "gcc"]
    options = [*flags, *made[1], *patience, *(["-DUNROLLED"] if way == "unrolled" else [])]
    flash, ram = counter.weigh(opt, source, options)
    if not run:
        return Build(counter.core.name, way, flash, ram), 0
    try:
        count, stack, check = counter.run(opt, source, options)
    except CountError as error:
        return Build(counter.core.name, way, flash, ram, note=str(error)), 0
    return Build(counter.core.name, way, flash, ram, stack, count), check
