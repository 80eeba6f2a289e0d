"""Ceilings on what a model may cost, checked while it is converted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from numpy.typing import NDArray

from ..errors import BudgetError, CompilerError
from .boards import Board, Cpu, find

if TYPE_CHECKING:
    from ..model import Model
    from .report import Build

_WORDS = {
    "flash": "bytes of flash",
    "ram": "bytes of RAM",
    "stack": "bytes of stack",
    "instructions": "instructions an inference",
    "microseconds": "microseconds an inference",
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
        if self.board is not None:
            find(self.board)

    @property
    def ceilings(self) -> dict[str, float]:
        """The figures that are given, by name."""
        figures = {name: getattr(self, name) for name in _WORDS}
        return {name: value for name, value in figures.items() if value is not None}


def check(model: Model, budget: Budget, rows: NDArray[Any] | None) -> None:
    """Builds the model, and raises BudgetError when it costs more. `rows` are as the chip has them.

    Raises CompilerError when a tool that the budget needs is missing.
    """
    from .report import measure

    board = _board(budget)
    run = bool(budget.ceilings.keys() & {"stack", "instructions", "microseconds"})
    ways = _WAYS if budget.way is None else (budget.way,)
    report = measure(
        model.header(), boards=[board], opt=budget.opt, rows=rows, ways=ways, count=run
    )
    if any(build.count is None for build in report.builds.values()) and run:
        raise CompilerError(f"the budget cannot be checked. {' '.join(report.notes)}")
    builds = list(report.builds.values())
    excess = {build.way: _excess(build, budget, board) for build in builds}
    if all(excess.values()):
        best = min(builds, key=lambda build: max(_ratios(excess[build.way])))
        raise BudgetError(_message(model, budget, board, best, builds, excess))


def _board(budget: Budget) -> Board:
    if budget.board is not None:
        return find(budget.board)
    from .counter import CORES

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
    model: Model,
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
    lines.append(_largest(model, best, over))
    lines.append("Try " + "; ".join(_cures(model, budget, board, best, over)) + ".")
    return " ".join(lines)


def _words(name: str, build: Build) -> str:
    return _WORDS[name].replace("instructions", build.unit)


def _figure(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 or value == int(value) else f"{value:.1f}"


def _largest(model: Model, build: Build, over: dict[str, tuple[float, float]]) -> str:
    """What costs most."""
    if over.keys() == {"stack"}:
        return f"What costs most: the sums of {model.leaves} leaves, and registers that are saved."
    if not over.keys() & {"flash", "ram"}:
        return f"What costs most: {model.n_trees} trees, of which each is gone through."
    if "ram" in over and build.core == "avr":
        return (
            f"What costs most: constants of the model, {build.ram:,} bytes, which AVR copies from "
            "flash to RAM."
        )
    rows = model.table_bytes - model._table.flash
    parts = {f"the leaves' {model.leaves} values": rows}
    splits = f"{model.n_splits:,} splits in {model.n_trees} trees"
    if build.way == "walk":
        parts[f"the table of {splits}"] = model._table.flash
        parts["code"] = build.flash - model.table_bytes
    else:
        parts[f"the code of {splits}"] = build.flash - rows
    name = max(parts, key=lambda part: parts[part])
    return f"What costs most: {name}, {parts[name]:,} bytes."


def _cures(
    model: Model, budget: Budget, board: Board, build: Build, over: dict[str, tuple[float, float]]
) -> list[str]:
    cures = []
    if budget.way == "walk" and over.keys() != {"flash"}:
        cures.append("way='unrolled', which is faster, and keeps the model out of AVR's RAM")
    elif budget.way == "unrolled" and "flash" in over:
        cures.append("way='walk', which is smaller")
    if model._ensemble.link == "votes" and model.leaves != "hard":
        cures.append("leaves='hard', where a leaf is its class")
        if model.leaf_clusters is None and over.keys() & {"flash", "ram"}:
            cures.append("leaf_clusters=4, a few typical leaves a class")
    if over.keys() != {"stack"}:
        if model.n_trees > 1:
            fewer = max(1, int(model.n_trees / max(_ratios(over))))
            cures.append(f"fewer trees, about {fewer} of {model.n_trees}")
        cures.append("max_leaf_nodes= or max_depth= when fitting")
    if model.dtype == "float":
        cures.append("integer features: dtype='int16' with calibrate=")
    elif model.dtype != "int8" and "flash" in over:
        cures.append("dtype='int8', where the features allow it")
    if budget.board is not None:
        cures.append("a board with more: python -m mote report shows which")
    return cures
