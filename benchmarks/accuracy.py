"""What each kernel must answer: accuracy.csv, and who answers otherwise.

Integers give the same bits on every core, so that their bounds are one number; floats differ in the
order of their sums and in fused products, and lie in a range. `on` names the cores that a line is
for; a line that names none is for all others (AVR's double, in which errors are measured, is
short).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from places import HERE
from results import Counted, FamilyRow, SignalRow, TreeRow

PATH = HERE / "accuracy.csv"
SLACK = 0.03  # how far a bound of floats may be from what was committed
FIGURES = {
    TreeRow: ("correct", "same"),
    FamilyRow: ("correct", "same"),
    SignalRow: ("accuracy",),
}


@dataclass(frozen=True)
class Bound:
    """A line of accuracy.csv: what check() of a kernel answers lies in [least, most]."""

    name: str
    sample: str
    size: str
    figure: str  # of FIGURES
    on: str  # cores, or nothing
    least: int
    most: int

    @property
    def label(self) -> str:
        where = f" on {self.on}" if self.on else ""
        return f"{self.figure} of {self.name} ({self.sample}, {self.size}){where}"


Place = tuple[str, str, str, str, str]  # of a kernel, a figure and a core


def by_place(bounds: Iterable[Bound]) -> dict[Place, Bound]:
    return {
        (b.name, b.sample, b.size, b.figure, core): b
        for b in bounds
        for core in b.on.split() or [""]
    }


def bound_of(row: Counted, figure: str, places: Mapping[Place, Bound]) -> Bound | None:
    """The line for the row's core, or for all."""
    at = (row.name, row.sample, row.size, figure)
    return places.get((*at, row.core)) or places.get((*at, ""))


def complaints(rows: Iterable[Counted], bounds: Sequence[Bound]) -> list[str]:
    """A sentence for each figure outside its bound, or without one."""
    found, places = [], by_place(bounds)
    for row in rows:
        for figure in FIGURES.get(type(row), ()):
            now, bound = getattr(row, figure), bound_of(row, figure, places)
            if now is None:
                continue
            if bound is None:
                found.append(
                    f"{row.label} has no bound of `{figure}` in benchmarks/accuracy.csv: it "
                    f"answers {now}; write a line for it"
                )
            elif not bound.least <= now <= bound.most:
                found.append(
                    f"{row.label}: expected `{figure}` from {bound.least} to {bound.most}, and got "
                    f"{now}: mend the kernel, or its bound in benchmarks/accuracy.csv and say why"
                )
    return found


def loose(rows: Iterable[Counted], bounds: Sequence[Bound]) -> list[str]:
    """A sentence for each bound that is far from all that was committed, or is of nothing."""
    answers: dict[Bound, list[int]] = {b: [] for b in bounds}
    places = by_place(bounds)
    for row in rows:
        for figure in FIGURES.get(type(row), ()):
            bound = bound_of(row, figure, places)
            if bound is not None and getattr(row, figure) is not None:
                answers[bound].append(getattr(row, figure))
    found = []
    for bound, seen in answers.items():
        if not seen:
            found.append(f"the bound of {bound.label} is of no committed row: take it out")
            continue
        low, high = min(seen), max(seen)
        slack = SLACK * max(abs(low), abs(high)) + 1 if bound.sample == "float" else 0
        if bound.least < low - slack or bound.most > high + slack:
            found.append(
                f"the bound of {bound.label} is {bound.least} to {bound.most}, and the committed "
                f"rows answer {low} to {high}: bring it there"
            )
    return found
