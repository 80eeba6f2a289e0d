"""Which committed rows a run counts again: a part of all cores, chosen by the commit."""

from __future__ import annotations

import hashlib
import subprocess
from collections.abc import Iterable, Sequence
from typing import Any

import audit
import budget
import family_kernels
import kernel
import signal_kernels
import tree_kernels
from places import TOP
from results import Counted, Job

PARTS = 6  # each takes about two minutes on two processors
ALL = 0
OF_COMMIT = "commit"


def part_of(text: str) -> int:
    """What --check names: a part, ALL, or the part of the commit."""
    if text == OF_COMMIT:
        return part_of_commit(_head())
    if text == "all":
        return ALL
    if text.isdigit() and 1 <= int(text) <= PARTS:
        return int(text)
    raise ValueError(f"--check: expected a part from 1 to {PARTS}, or all, and got `{text}`")


def part_of_commit(commit: str) -> int:
    return int(commit, 16) % PARTS + 1


def _head() -> str:
    done = subprocess.run(
        ["git", "rev-parse", "HEAD"], cwd=TOP, capture_output=True, text=True, check=False
    )
    return done.stdout.strip() or "0"  # outside a repository there is no commit to choose


def describe(part: int) -> str:
    return "all that there are" if part == ALL else f"part {part} of {PARTS}"


def jobs(
    part: int,
) -> tuple[
    list[Job[tree_kernels.Kernel]], list[Job[family_kernels.Kernel]], list[Job[kernel.Kernel]]
]:
    """The forests, other models and signal kernels of mote that `part` counts."""
    cores = audit.cores()
    trees = [job for job in tree_kernels.jobs(cores) if job.kernel.library == "mote"]
    models = [job for job in family_kernels.jobs(cores) if job.kernel.library == "mote"]
    return _chosen(trees, part), _chosen(models, part), _chosen(signal_kernels.jobs(cores), part)


def _chosen(work: Sequence[Any], part: int) -> list[Any]:
    """Dealt out in an order that is the same everywhere, so that each part has its share."""
    if part == ALL:
        return list(work)
    dealt = sorted(work, key=lambda job: hashlib.sha256("\n".join(job.key).encode()).digest())
    mine = {job.key for job in dealt[part - 1 :: PARTS]}
    return [job for job in work if job.key in mine]


def differences(rows: Iterable[Counted], committed: Iterable[Counted]) -> list[str]:
    """A sentence for each figure that the same compiler no longer gives."""
    held = {row.key: row for row in committed}
    found = []
    for row in rows:
        old = held.get(row.key)
        if old is None:
            found.append(f"{row.label} is in no line of results/*.csv: ./dev bench writes one")
            continue
        if _compiler(old) != _compiler(row):
            continue  # the ceilings hold what another compiler makes
        for figure, unit in budget.FIGURES.items():
            now, then = getattr(row, figure), getattr(old, figure)
            if abs(now - then) > then * budget.MARGIN:
                found.append(
                    f"{row.label} takes {now:g} {unit}, and its committed row says {then:g}: "
                    "write what is true with ./dev bench, and say in the log what changed"
                )
    return found


def _compiler(row: Counted) -> str:
    return str(getattr(row, "made_with", "")).split(";")[0]
