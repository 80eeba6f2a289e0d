"""Ceilings on what mote's kernels cost: budget.csv, and who grew past them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import results
from places import HERE
from results import Counted, Key

PATH = HERE / "budget.csv"
MARGIN = 0.02
FIGURES = {
    "instructions": "instructions",
    "flash": "bytes of flash",
    "ram": "bytes of RAM",
    "stack": "bytes of stack",
}


def loose(rows: Iterable[Counted], ceilings: Mapping[Key, Counted]) -> list[str]:
    """A sentence for each ceiling that is more than MARGIN above its committed row."""
    found = []
    for row in rows:
        ceiling = ceilings.get(row.key)
        for figure, unit in FIGURES.items() if ceiling is not None else ():
            now, most = getattr(row, figure), getattr(ceiling, figure)
            if most > now * (1 + MARGIN):
                found.append(
                    f"the ceiling of {row.label} is {most:g} {unit}, and the committed row takes "
                    f"{now:g}: a ceiling may be {MARGIN:.0%} above it"
                )
    return found


def load() -> dict[Key, Counted]:
    """The ceilings, by what they are of."""
    return {ceiling.key: ceiling for ceiling in results.load(Counted, PATH)}


def save(rows: Iterable[Counted]) -> None:
    """Make the figures of mote's rows the ceilings; others stay as they are."""
    ceilings = load()
    for row in rows:
        if row.name.startswith("mote "):
            ceilings[row.key] = Counted(*row.key, row.instructions, row.flash, row.ram, row.stack)
    results.save(Counted, PATH, ceilings.values())


def complaints(rows: Iterable[Counted], ceilings: Mapping[Key, Counted]) -> list[str]:
    """A sentence for each figure that is more than MARGIN above its ceiling."""
    found = []
    for row in rows:
        if not row.name.startswith("mote "):
            continue
        ceiling = ceilings.get(row.key)
        if ceiling is None:
            found.append(
                f"{row.label} has no ceiling in budget.csv: ./dev bench --accept writes one."
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
