"""Ceilings on what a model may cost, checked while it is converted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from numpy.typing import NDArray

from ..errors import BudgetError, CompilerError
from .boards import Board, Cpu, find
from .levels import level

if TYPE_CHECKING:
    from ..families.base import Facts
    from .build import Build

_WORDS = {
    "flash": "bytes of flash",
    "ram": "bytes of RAM",
    "stack": "bytes of stack",
    "instructions": "instructions per inference",
    "microseconds": "microseconds per inference",
}
_WAYS = ("walk", "unrolled")


@dataclass(frozen=True)
class Budget:
    """What a model may cost: `mote.convert(..., budget=Budget(flash=16384, board="uno"))`.

    Every figure is optional; a board's own flash and RAM are ceilings too. Without `way` the model
    may be walked or unrolled, whichever keeps the budget. Instructions are cycles on AVR.
    """

    flash: int | None = None
    ram: int | None = None
    stack: int | None = None
    instructions: float | None = None
    microseconds: float | None = None
    board: str | Board | None = None
    core: str | None = None
    way: str | None = None
    opt: str = "-Os"

    def __post_init__(self) -> None:
        if (self.board is None) == (self.core is None):
            raise ValueError(
                "a Budget needs a board or a core, and not both: Budget(flash=16384, board='uno'), "
                "or Budget(flash=16384, core='m0')."
            )
        if self.microseconds is not None and self.board is None:
            raise ValueError(
                "microseconds= needs a clock, and a core has none: give board= instead of core=, "
                "or instructions= instead of microseconds=."
            )
        if self.way is not None and self.way not in _WAYS:
            raise ValueError(f"way={self.way!r} is neither 'walk' nor 'unrolled'.")
        if self.board is None and not self.ceilings:
            raise ValueError("a Budget for a core needs a figure, for example flash=16384.")
        for name, most in self.ceilings.items():
            if isinstance(most, bool) or not isinstance(most, (int, float)) or not most >= 0:
                raise ValueError(
                    f"{name}={most!r} is not a number of {_WORDS[name]}: for example {name}=16384."
                )
        if self.board is not None:
            find(self.board)
        object.__setattr__(self, "opt", level(self.opt))

    @property
    def ceilings(self) -> dict[str, float]:
        """The figures that are given, by name."""
        figures = {name: getattr(self, name) for name in _WORDS}
        return {name: value for name, value in figures.items() if value is not None}


def check(header: str, facts: Facts, budget: Budget, rows: NDArray[Any] | None) -> None:
    """Builds the header, and raises BudgetError when it costs more.

    `rows` are samples as the chip has them.

    Raises CompilerError when a tool that the budget needs is missing.
    """
    from .measure import measure

    board = _board(budget)
    run = bool(budget.ceilings.keys() & {"stack", "instructions", "microseconds"})
    ways = _WAYS if budget.way is None else (budget.way,)
    report = measure(header, boards=[board], opt=budget.opt, rows=rows, ways=ways, count=run)
    if any(build.count is None for build in report.builds.values()) and run:
        raise CompilerError(f"the budget cannot be checked. {' '.join(report.notes)}")
    builds = list(report.builds.values())
    excess = {build.way: _excess(build, budget, board) for build in builds}
    if all(excess.values()):
        best = min(builds, key=lambda build: max(_ratios(excess[build.way])))
        raise BudgetError(_message(facts, budget, board, best, builds, excess))


def _board(budget: Budget) -> Board:
    if budget.board is not None:
        return find(budget.board)
    from .toolchain import CORES

    if budget.core not in CORES:
        raise ValueError(f"core={budget.core!r} is unknown: use {', '.join(CORES)}.")
    title = CORES[budget.core].title
    return Board(budget.core, title, Cpu(title, budget.core, 1.0), 1.0, 2**62, 2**62)


def _excess(build: Build, budget: Budget, board: Board) -> dict[str, tuple[float, float]]:
    """The figures above their ceiling: what came, and what may be."""
    ceilings = {"flash": float(board.flash), "ram": float(board.ram)}
    for name, most in budget.ceilings.items():
        ceilings[name] = min(most, ceilings.get(name, most))
    figures = {"flash": build.flash, "ram": build.ram, "stack": build.stack or 0}
    found: dict[str, float] = {**figures}
    if build.count is not None:
        found |= {
            "instructions": build.count,
            "microseconds": board.microseconds(build.count),
        }
    return {
        name: (found[name], most)
        for name, most in ceilings.items()
        if name in found and found[name] > most
    }


def _ratios(excess: dict[str, tuple[float, float]]) -> list[float]:
    return [came / most if most > 0 else float("inf") for came, most in excess.values()]


def _message(
    facts: Facts,
    budget: Budget,
    board: Board,
    best: Build,
    builds: list[Build],
    excess: dict[str, dict[str, tuple[float, float]]],
) -> str:
    over = excess[best.way]
    came = ", ".join(
        f"{_figure(came)} {_words(name, best)} where {_figure(most)} are allowed"
        for name, (came, most) in over.items()
    )
    lines = [f"on {board.title} ({best.way}, {budget.opt}) the model takes {came}."]
    for other in builds:
        if other is not best:
            names = ", ".join(
                f"{_figure(value)} {_words(name, other)}"
                for name, (value, _) in excess[other.way].items()
            )
            lines.append(f"As {other.way} it takes {names}.")
    lines.append(_largest(facts, best, over))
    lines.append("Try " + "; ".join(_cures(facts, budget, over)) + ".")
    return " ".join(lines)


def _words(name: str, build: Build) -> str:
    return _WORDS[name].replace("instructions", build.unit)


def _figure(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 or value == int(value) else f"{value:.1f}"


def _largest(facts: Facts, build: Build, over: dict[str, tuple[float, float]]) -> str:
    """What costs most."""
    if over.keys() == {"stack"}:
        return f"What costs most: {facts.memory}, and registers that are saved."
    if not over.keys() & {"flash", "ram"}:
        return f"What costs most: {facts.work}."
    if "ram" in over and build.core == "avr":
        return (
            f"What costs most: constants of the model, {build.ram:,} bytes, which AVR copies from "
            "flash to RAM."
        )
    coded = () if build.way == "walk" else facts.code
    parts = {name: size for name, size in facts.parts.items() if name not in coded}
    of = [name.removeprefix("the table of ") for name in coded]
    code = f"the code of {' and '.join(of)}" if of else "code"
    parts[code] = build.flash - sum(parts.values())
    name = max(parts, key=lambda part: parts[part])
    return f"What costs most: {name}, {parts[name]:,} bytes."


def _cures(facts: Facts, budget: Budget, over: dict[str, tuple[float, float]]) -> list[str]:
    cures = []
    if budget.way == "walk" and over.keys() != {"flash"}:
        cures.append("way='unrolled', which is faster, and keeps the model out of AVR's RAM")
    elif budget.way == "unrolled" and "flash" in over:
        cures.append("way='walk', which is smaller")
    for cure in facts.cures:
        if cure.helps & over.keys():
            fewer = 0 if cure.count is None else max(1, int(cure.count / max(_ratios(over))))
            cures.append(cure.text.format(fewer=fewer))
    if budget.board is not None:
        cures.append("a board with more: python -m mote report shows which")
    return cures
