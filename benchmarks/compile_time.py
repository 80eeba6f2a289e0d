#!/usr/bin/env python3
"""What mote costs a compiler: lines, memory and time of each header and of a few programs.

usage: compile_time.py            measures, and compares with results/compile.csv
       compile_time.py --lines    compares lines alone, in a tenth of the time
       compile_time.py --accept   measures, and writes results/compile.csv anew

A line counts where it is mote's own and not blank once the preprocessor has run: the same number on
every machine. Memory is what the compiler takes more than for an empty program. Time is the
processor's, the best of several runs, in units of reference.cpp, which is compiled in the same run;
headers alone take too little time to be held to it.
"""

from __future__ import annotations

import csv
import dataclasses
import os
import pathlib
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence

TOP = pathlib.Path(__file__).resolve().parents[1]
INCLUDE = TOP / "include"
PROGRAMS = TOP / "benchmarks" / "compile"
RESULTS = TOP / "benchmarks" / "results" / "compile.csv"
REFERENCE = PROGRAMS / "reference.cpp"
COMMAND = ("g++", "-std=c++17", f"-I{INCLUDE}", f"-I{TOP / 'tests'}")
ACCEPT = "python3 benchmarks/compile_time.py --accept"
RUNS = 3

# How far a figure may be above its row: what a change of a few lines, another page of memory and a
# busy machine bring.
MORE_LINES = (1.02, 20)
MORE_MEMORY = (1.10, 1000)
MORE_TIME = (1.50, 0.20)
ROUNDS = 3  # of programs that seem slow


@dataclasses.dataclass(frozen=True)
class Row:
    """The figures of a header or a program; `time` is 0 where it is not measured."""

    name: str
    lines: int
    kilobytes: int
    time: float
    compiler: str


def usage(command: Sequence[str]) -> tuple[float, int]:
    """Seconds of the processor, and kilobytes at the most, of a command that must succeed."""
    with tempfile.TemporaryFile() as messages:
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=messages)
        _, state, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(state)
        if process.returncode != 0:
            messages.seek(0)
            text = messages.read().decode(errors="replace")
            raise SystemExit(f"compile_time: {' '.join(command)}\nfailed:\n{text[:2000]}")
    return used.ru_utime, used.ru_maxrss


def own_lines(preprocessed: str, include: pathlib.Path) -> int:
    """Lines of text that came from files below `include`."""
    count, inside = 0, False
    for line in preprocessed.splitlines():
        if marker := re.match(r'# \d+ "([^"]*)"', line):
            inside = pathlib.Path(marker[1]).is_relative_to(include)
        elif inside and line.strip():
            count += 1
    return count


def lines_of(source: pathlib.Path) -> int:
    done = subprocess.run([*COMMAND, "-E", str(source)], check=True, capture_output=True, text=True)
    return own_lines(done.stdout, INCLUDE)


def compiler() -> str:
    done = subprocess.run(["g++", "-dumpfullversion"], check=True, capture_output=True, text=True)
    return f"gcc {done.stdout.strip()}"


class Meter:
    """Measures in one run: the reference and the empty program are those of this machine."""

    def __init__(self, folder: pathlib.Path) -> None:
        self.folder = folder
        self.compiler = compiler()
        empty = folder / "empty.cpp"
        empty.write_text("")
        self.empty = min(usage([*COMMAND, "-fsyntax-only", str(empty)])[1] for _ in range(RUNS))
        self.reference = self._time(REFERENCE, RUNS + 2)

    def _time(self, source: pathlib.Path, runs: int = RUNS) -> float:
        command = [*COMMAND, "-O2", "-c", str(source), "-o", str(self.folder / "object.o")]
        return min(usage(command)[0] for _ in range(runs))

    def header(self, name: str) -> Row:
        source = self.folder / "header.cpp"
        source.write_text(f'#include "mote/{name}"\n')
        most = usage([*COMMAND, "-fsyntax-only", str(source)])[1]
        return Row(name, lines_of(source), most - self.empty, 0.0, self.compiler)

    def program(self, source: pathlib.Path) -> Row:
        most = usage([*COMMAND, "-O2", "-c", str(source), "-o", str(self.folder / "object.o")])[1]
        return Row(
            source.name,
            lines_of(source),
            most - self.empty,
            round(self._time(source) / self.reference, 3),
            self.compiler,
        )


def headers(include: pathlib.Path = INCLUDE) -> list[str]:
    """Those that a user includes: at the top of a folder, and mote.hpp."""
    found = (path.relative_to(include / "mote") for path in include.glob("mote/**/*.hpp"))
    return sorted(
        path.as_posix() for path in found if len(path.parts) <= 2 and path.parts[0] != "kernel"
    )


def programs() -> list[pathlib.Path]:
    return sorted(path for path in PROGRAMS.glob("*.cpp") if path != REFERENCE)


def measure() -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        meter = Meter(pathlib.Path(folder))
        rows = [meter.header(name) for name in headers()]
        return rows + [meter.program(path) for path in programs()]


def count_lines() -> list[Row]:
    """Rows of lines, of no compiler: nothing else of them is held to its ceiling."""
    with tempfile.TemporaryDirectory() as folder:
        sources = {path.name: path for path in programs()}
        for i, name in enumerate(headers()):
            sources[name] = pathlib.Path(folder, f"header_{i}.cpp")
            sources[name].write_text(f'#include "mote/{name}"\n')
        return [Row(name, lines_of(source), 0, 0.0, "") for name, source in sources.items()]


def accepted(rows: Sequence[Row], committed: Mapping[str, Row]) -> list[Row]:
    """The rows to commit: an old one stays where it has as many lines and nothing is above it."""
    kept = []
    for row in rows:
        before = committed.get(row.name)
        same = before is not None and before.lines == row.lines
        kept.append(
            before if same and before and not complaints([row], {row.name: before}) else row
        )
    return kept


def measure_again(rows: Sequence[Row], committed: Mapping[str, Row]) -> list[Row]:
    """The rows, with the programs once more that seemed slow: the machine may have been busy."""
    kept = {row.name: row for row in rows}
    slow = [
        path
        for path in programs()
        if path.name in committed
        and any("times the ref" in said for said in complaints([kept[path.name]], committed))
    ]
    if slow:
        with tempfile.TemporaryDirectory() as folder:
            meter = Meter(pathlib.Path(folder))
            for path in slow:
                again = meter.program(path)
                if again.time < kept[path.name].time:
                    kept[path.name] = again
    return list(kept.values())


def load(path: pathlib.Path = RESULTS) -> dict[str, Row]:
    with path.open(encoding="utf-8", newline="") as table:
        return {
            row["name"]: Row(
                row["name"],
                int(row["lines"]),
                int(row["kilobytes"]),
                float(row["time"]),
                row["compiler"],
            )
            for row in csv.DictReader(table)
        }


def save(rows: Iterable[Row], path: pathlib.Path = RESULTS) -> None:
    with path.open("w", encoding="utf-8", newline="") as table:
        writer = csv.writer(table, lineterminator="\n")
        writer.writerow([field.name for field in dataclasses.fields(Row)])
        writer.writerows(dataclasses.astuple(row) for row in rows)


def complaints(rows: Sequence[Row], committed: Mapping[str, Row]) -> list[str]:
    """What has grown, what has no row, and what has a row and is gone; as sentences."""
    wrong = []

    def hold(row: Row, what: str, figure: float, before: float, more: tuple[float, float]) -> None:
        ceiling = before * more[0] + more[1]
        if figure > ceiling:
            wrong.append(
                f"{row.name}: {figure:.4g} {what}, and its ceiling is {ceiling:.4g}, as it was "
                f"{before:.4g}: include less, or accept it: "
                f"{ACCEPT}"
            )

    for row in rows:
        before = committed.get(row.name)
        if before is None:
            wrong.append(
                f"{row.name}: expected a row in {RESULTS.name}, and there is none: {ACCEPT}"
            )
            continue
        hold(row, "lines", row.lines, before.lines, MORE_LINES)
        if row.compiler == before.compiler:  # another one takes what it takes
            hold(row, "kB of memory", row.kilobytes, before.kilobytes, MORE_MEMORY)
            hold(row, "times the reference", row.time, before.time, MORE_TIME)
    wrong += [
        f"{name}: expected it to exist, as {RESULTS.name} has a row of it: {ACCEPT}"
        for name in committed
        if name not in {row.name for row in rows}
    ]
    return wrong


def main(arguments: Sequence[str]) -> int:
    if list(arguments) not in ([], ["--lines"], ["--accept"]):
        print(__doc__)
        return 2
    lines_alone = list(arguments) == ["--lines"]
    rows = count_lines() if lines_alone else measure()
    committed = load()
    for _ in range(0 if lines_alone else ROUNDS):
        rows = measure_again(rows, committed)
    if list(arguments) == ["--accept"]:
        save(accepted(rows, committed))
        committed = load()
    wrong = complaints(rows, committed)
    for sentence in wrong:
        print(sentence)
    print(f"{len(rows)} headers and programs measured, {len(wrong)} figures above their ceiling")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
