"""Ceilings on what mote's kernels cost: budget.csv, and who grew past them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import results
import trees
from places import HERE

PATH = HERE / "budget.csv"
MARGIN = 0.02
FIGURES = {
    "instructions": "instructions a prediction",
    "flash": "bytes of flash",
    "ram": "bytes of RAM",
    "stack": "bytes of stack",
}


@dataclass(frozen=True)
class Ceiling:
    """A line of budget.csv: the first five fields name a row of results/trees.csv."""

    name: str
    sample: str
    core: str
    opt: str
    size: str
    instructions: float
    flash: int
    ram: int
    stack: int

    @property
    def key(self) -> trees.Key:
        return (self.name, self.sample, self.core, self.opt, self.size)


def load() -> dict[trees.Key, Ceiling]:
    return {ceiling.key: ceiling for ceiling in results.load(Ceiling, PATH)}


def save(rows: Iterable[trees.Row]) -> None:
    """Make the figures of mote's rows the ceilings."""
    kept = [
        Ceiling(*row.key, row.instructions, row.flash, row.ram, row.stack)
        for row in rows
        if row.name.startswith("mote ")
    ]
    results.save(Ceiling, PATH, kept)


def complaints(rows: Iterable[trees.Row], ceilings: dict[trees.Key, Ceiling]) -> list[str]:
    """A sentence for each figure that is more than MARGIN above its ceiling."""
    found = []
    for row in rows:
        if not row.name.startswith("mote "):
            continue
        ceiling = ceilings.get(row.key)
        if ceiling is None:
            found.append(
                f"{row.label} has no ceiling in budget.csv: ./dev bench --only device --accept "
                "writes one."
            )
            continue
        for figure, unit in FIGURES.items():
            now, most = getattr(row, figure), getattr(ceiling, figure)
            if now > most * (1 + MARGIN):
                found.append(
                    f"{row.label} takes {now:g} {unit}, and its ceiling is {most:g}: make it "
                    "smaller again, or raise the ceiling in benchmarks/budget.csv and say why."
                )
    return found
