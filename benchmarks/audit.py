#!/usr/bin/env python3
"""Checks the committed figures against each other, without measuring: usage: audit.py [folder]

Every kernel that is counted has a row and a ceiling on each of its cores, and no other has; a row
is within its ceiling and a ceiling within 2 % of its row; what a row answers is within its bound;
no row was edited. The folder holds the copies to check; without it, they are those beside this
file.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import accuracy
import budget
import family_kernels
import results
import signal_kernels
import tree_kernels
from places import HERE, TOP
from results import Counted, FamilyRow, Job, Key, SignalRow, TreeRow

MOTE = "mote "
FILES: dict[str, type[TreeRow | FamilyRow | SignalRow]] = {
    "trees.csv": TreeRow, "families.csv": FamilyRow, "signals.csv": SignalRow,
}  # fmt: skip


def cores() -> list[str]:
    with (TOP / "cmake" / "device" / "boards.csv").open(encoding="utf-8") as table:
        return [row["core"] for row in csv.DictReader(table)]


def all_jobs() -> list[Job[Any]]:
    """All that ./dev bench counts."""
    on = cores()
    return [*tree_kernels.jobs(on), *family_kernels.jobs(on), *signal_kernels.jobs(on)]


def check(
    folder: Path = HERE, jobs: Sequence[Job[Any]] | None = None
) -> tuple[list[str], list[Counted]]:
    """A sentence for each figure that is wrong, and the committed rows."""
    found: list[str] = []
    rows: list[Counted] = []
    for name, kind in FILES.items():
        path = folder / "results" / name
        found += unsealed(path)
        rows += results.load(kind, path)
    ceilings = results.load(Counted, folder / "budget.csv")
    bounds = results.load(accuracy.Bound, folder / "accuracy.csv")
    keys = [job.key for job in (all_jobs() if jobs is None else jobs)]
    own = [row for row in rows if row.name.startswith(MOTE)]
    found += kept("row", "results/*.csv", [row.key for row in rows], keys)
    mine = [key for key in keys if key[0].startswith(MOTE)]
    found += kept("ceiling", "budget.csv", [ceiling.key for ceiling in ceilings], mine)
    by_key = {ceiling.key: ceiling for ceiling in ceilings}
    found += budget.complaints(own, by_key)
    found += budget.loose(own, by_key)
    found += accuracy.complaints(rows, bounds)
    found += accuracy.loose(rows, bounds)
    found += unrefused(folder / "results" / "families_refused.csv")
    return found, rows


def unsealed(path: Path) -> list[str]:
    return [
        f"{path.name}:{number}: expected a row as the counter wrote it, and its seal says that it "
        "was edited: count it again with ./dev bench"
        for number, line in enumerate(results.lines(path), 2)
        if line.get(results.SEAL) != results.seal(line)
    ]


def unrefused(path: Path) -> list[str]:
    """Sentences where a model that a library does not convert is without its reason."""
    held = [(line["name"], line["size"]) for line in results.lines(path) if line["reason"]]
    wanted = [(kernel.name, kernel.size) for kernel in family_kernels.REFUSED]
    return [
        f"{path.name}: expected a line and a reason for each model that a library refuses, and "
        f"{', '.join(which)} is there {held.count(which)} times for {wanted.count(which)}"
        for which in dict.fromkeys([*held, *wanted])
        if held.count(which) != wanted.count(which)
    ]


def kept(what: str, file: str, held: Sequence[Key], counted: Iterable[Key]) -> list[str]:
    """Sentences about keys that are there twice, for nothing, or not at all."""
    wanted = set(counted)
    found = [
        f"{', '.join(key)}: {file} has {times} lines of it, and one is right"
        for key, times in Counter(held).items()
        if times > 1
    ]
    found += [
        f"{', '.join(key)}: {file} has a {what} of it, and no kernel of benchmarks/*_kernels.py is "
        f"it: bring the kernel back, or take the {what} out and say why"
        for key in held
        if key not in wanted
    ]
    found += [
        f"{', '.join(key)}: {file} has no {what} of it: ./dev bench --accept writes one"
        for key in sorted(wanted - set(held))
    ]
    return found


def main() -> int:
    found, rows = check(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
    for sentence in found:
        print(sentence)
    if not found:
        on = len({row.core for row in rows})
        print(
            f"{len(rows)} committed rows on {on} cores are as counted, within ceilings and bounds"
        )
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
