"""What a model costs on real boards, before one is flashed.

`model.report()` and `python -m mote report model.hpp` compile the generated header for the cores of
the boards asked for, walked and unrolled, run it in an emulator, and weigh it.
"""

from __future__ import annotations

import csv
import io
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..emit import line
from ..emit.literals import floating
from ..errors import CompilerError, UnsupportedError
from ..host.headers import include_dir
from ..progress import waiting
from .boards import BOARDS, Board, find
from .build import Build, Row
from .counter import CORES, Counter, CountError, device
from .levels import level
from .page import NO_PICTURE, cell, has_picture, page
from .table import text

MOST_BRANCHES = 25_000  # a model with more is not compiled as code: 2 ms and 40 kB a branch
WAYS = {"walk": "predict(model, x)", "unrolled": "predict<model>(x)"}
MOST_ROWS = 200
MOST_BYTES = 32_000  # of samples: AVR reads them from the first 64 kB of flash
BYTES = {"float": 4, "int8": 1, "int16": 2, "int32": 4}
# The samples are made at compile time.
_PATIENCE = {
    "gcc": ("-fconstexpr-ops-limit=2000000000", "-fconstexpr-loop-limit=100000000"),
    "clang": ("-fconstexpr-steps=2000000000",),
}


@dataclass(frozen=True)
class Report:
    """What a model costs. Made by `Model.report` and `measure`."""

    name: str  # of the model
    samples: str  # what instructions were counted on
    opt: str
    boards: tuple[Board, ...]
    builds: dict[tuple[str, str], Build]  # by core and way
    compilers: dict[str, str] = field(default_factory=dict)  # by core
    notes: tuple[str, ...] = ()  # what is missing or odd, a sentence each
    parts: tuple[str, ...] = ()  # of what the model's constants are
    code: tuple[str, ...] = ()  # those of them that turn into code when it is unrolled

    @property
    def rows(self) -> list[Row]:
        """Every board that could be measured, walked and unrolled."""
        return [
            Row(board, self.builds[board.cpu.core, way])
            for board in self.boards
            for way in WAYS
            if (board.cpu.core, way) in self.builds
        ]

    def fits(self, board: str | Board) -> bool:
        """True when the model fits the board, walked or unrolled."""
        wanted = find(board)
        return any(row.fits for row in self.rows if row.board == wanted)

    @property
    def summary(self) -> str:
        """One sentence."""
        measured = list(dict.fromkeys(row.board for row in self.rows))
        fitting = [board for board in measured if self.fits(board)]
        text = f"{self.name} fits {len(fitting)} of {len(measured)} boards"
        others = [board.title for board in measured if board not in fitting]
        return f"{text}: not {', '.join(others)}." if others and fitting else f"{text}."

    @property
    def explanation(self) -> list[str]:
        """How the figures came about, and how far they can be trusted."""
        lines = [
            "Flash is what a program grows by when it predicts: code, model, and what it needs of "
            f"the compiler's library, compiled with {self.opt}. RAM is static; stack comes on top. "
            f"Walk is {WAYS['walk']}, unrolled {WAYS['unrolled']}; both answer the same.",
            f"Counted in an emulator, the mean of {self.samples}.",
        ]
        if any(not row.board.cpu.exact for row in self.rows):
            lines.append(
                "Times with ≈ are instructions x an average of cycles each (1.0 on Cortex-M7, 1.3 "
                "to 1.6 elsewhere) / clock: right within a factor of two. On AVR cycles are "
                "counted, and exact."
            )
        if any(row.build.core == "avr" and row.build.ram > 0 for row in self.rows):
            lines.append(
                "On AVR a program's constants are copied to RAM when it starts, and count in flash "
                f"and in RAM: {' and '.join(self.parts) or 'those of the model'}."
                + (
                    f" Unrolled, {' and '.join(self.code)} turns into code, which stays in flash."
                    if self.code
                    else ""
                )
            )
        return lines

    @property
    def title(self) -> str:
        return f"What {self.name} costs"

    def text(self, width: int = 100) -> str:
        """As it is printed, in lines of `width` characters where that is enough for the table."""
        return text(self.title, self.rows, [self.summary, *self.explanation, *self.notes], width)

    def __str__(self) -> str:
        return self.text()

    def _repr_html_(self) -> str:
        return cell(self.title, self.summary, self.rows, self.notes)

    def print(self) -> None:
        """The table, as wide as the terminal."""
        print(self.text(shutil.get_terminal_size((100, 24)).columns))

    def save(self, path: str | Path) -> Path:
        """Write `path`: a page (.html), its picture alone (.svg), or the figures (.csv)."""
        path = Path(path)
        check_path(path)
        if path.suffix == ".html":
            made = ", ".join(dict.fromkeys(self.compilers.values()))
            said = [*self.explanation, f"Compiled with {made}."]
            written = page(self.title, self.summary, self.rows, self.notes, said)
        elif path.suffix == ".svg":
            from .picture import draw

            written = draw(self.rows)
        else:
            written = self._csv()
        path.write_text(written, encoding="utf-8", newline="\n")
        return path

    def _csv(self) -> str:
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(
            ["board", "core", "mhz", "way", "opt", "flash", "ram", "stack", "count", "unit",
             "microseconds", "fits"]
        )  # fmt: skip
        for row in self.rows:
            b, build = row.board, row.build
            time_ = row.microseconds
            writer.writerow(
                [b.name, build.core, f"{b.mhz:g}", build.way, self.opt, build.flash, build.ram,
                 "" if build.stack is None else build.stack,
                 "" if build.count is None else f"{build.count:.1f}", build.unit,
                 "" if time_ is None else f"{time_:.2f}", "yes" if row.fits else "no"]
            )  # fmt: skip
        return out.getvalue()


def check_path(path: Path) -> None:
    """Raises where no report can be written to `path`, which is known before one is made."""
    if path.suffix not in (".html", ".svg", ".csv"):
        raise UnsupportedError(
            f"cannot save {path.name!r}: the ending says the format, .html for a page, .svg "
            "for its picture, or .csv for the figures."
        )
    if path.suffix == ".svg" and not has_picture():
        raise UnsupportedError(f"cannot save {path.name!r}. {NO_PICTURE}")
    if not path.resolve().parent.is_dir():
        raise FileNotFoundError(f"cannot save {path}: there is no folder {path.parent}.")


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
    ways = _ways(ways, model.branches, notes)
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
        size = model.features * BYTES[model.feature]
        given, samples = _write_rows(folder / "rows.inc", rows, size)
        flags = [f"-DNAMESPACE={model.name}", "-I", str(folder), "-I", str(include_dir())]
        flags += [] if given else ["-DMADE"]
        if isinstance(header, Path):
            flags += ["-I", str(header.resolve().parent)]
        counters = {core: Counter(core, folder) for core in ready}
        jobs = [(core, way) for core in ready for way in ways]
        with (
            ThreadPoolExecutor(os.cpu_count() or 2) as pool,
            waiting("compiling for chips", len(jobs)) as done,
        ):
            futures = {
                pool.submit(_build, counters[core], way, opt, flags, runs[core]): (core, way)
                for core, way in jobs
            }
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
    counted = {check for key, check in checks.items() if builds[key].count is not None}
    if len(counted) > 1:
        notes.append(
            "The cores do not predict the same on these samples. Please report this with the model."
        )
    ordered = {job: builds[job] for job in jobs if job in builds}
    return Report(
        title or model.name, samples, opt, chosen, ordered, compilers, tuple(notes),
        tuple(part for part, size in model.parts.items() if size > 0), model.code,
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


def _write_rows(path: Path, rows: NDArray[Any] | None, size: int) -> tuple[bool, str]:
    """Writes the samples, or how many to make; says which in words."""
    most = max(1, min(MOST_ROWS, MOST_BYTES // size))
    if rows is None or len(rows) == 0:
        made = min(64, most)
        path.write_text(str(made), encoding="utf-8")
        return False, f"{made} samples made up for the model"
    picked = rows[np.unique(np.linspace(0, len(rows) - 1, most).round().astype(int))]
    number: Callable[[Any], str] = floating if picked.dtype == np.float32 else _integer
    path.write_text(
        "".join("{{" + ", ".join(map(number, row)) + "}},\n" for row in picked), encoding="utf-8"
    )
    every = len(picked) == len(rows)
    return True, f"{len(picked)} {'' if every else f'of the {len(rows)} '}rows of X"


def _integer(value: Any) -> str:
    return "-2147483647 - 1" if value == -(2**31) else str(int(value))


def _build(
    counter: Counter, way: str, opt: str, flags: Sequence[str], run: bool
) -> tuple[Build, int]:
    source = [device("model_cost.cpp")]
    patience = _PATIENCE["clang" if counter.core.name == "avr" else "gcc"]
    options = [*flags, *patience, *(["-DUNROLLED"] if way == "unrolled" else [])]
    flash, ram = counter.weigh(opt, source, options)
    if not run:
        return Build(counter.core.name, way, flash, ram), 0
    try:
        count, stack, check = counter.run(opt, source, options)
    except CountError as error:
        return Build(counter.core.name, way, flash, ram, note=str(error)), 0
    return Build(counter.core.name, way, flash, ram, stack, count), check
