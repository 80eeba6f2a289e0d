"""What a model costs as a score of scikit-learn, and accuracy against cost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from ..errors import CompilerError, UnsupportedError
from .boards import Board, find
from .levels import level

_WHAT = ("flash", "ram", "stack", "instructions", "microseconds")


@dataclass(frozen=True)
class CostScorer:
    """Called by scikit-learn with an estimator: the cost of what `convert` makes of it, negative,
    as more is better. Made by `cost_scorer`.
    """

    board: str | Board
    what: str
    way: str | None
    opt: str
    options: tuple[tuple[str, Any], ...]  # of convert

    def __call__(self, estimator: Any, X: Any = None, y: Any = None) -> float:
        from ..convert import convert

        model = convert(estimator, **dict(self.options))
        return -_cost(model.header(), self.board, self.what, self.way, self.opt)


def cost_scorer(
    board: str | Board = "uno",
    what: str = "flash",
    *,
    way: str | None = None,
    opt: str = "-Os",
    **options: Any,
) -> CostScorer:
    """A scorer for GridSearchCV: what the converted model costs on a board, negative.

    `what`: "flash", "ram" (static; stack is apart), "stack", "instructions" (cycles on
    AVR) or "microseconds". Without `way` it is the cheaper of "walk" and "unrolled". `options` are
    those of `mote.convert`. Instructions are counted on samples made up for the model.
    """
    if what not in _WHAT:
        raise ValueError(f"what={what!r} is unknown: use {', '.join(_WHAT)}.")
    if way not in (None, "walk", "unrolled"):
        raise ValueError(f"way={way!r} is neither 'walk' nor 'unrolled'.")
    find(board)
    return CostScorer(board, what, way, level(opt), tuple(sorted(options.items())))


@lru_cache(maxsize=256)
def _cost(header: str, board: str | Board, what: str, way: str | None, opt: str) -> float:
    from .measure import measure

    counts = what not in ("flash", "ram")
    report = measure(header, boards=[board], opt=opt, ways=way, count=counts)
    figures = []
    for row in report.rows:
        build = row.build
        figure = {
            "flash": build.flash,
            "ram": build.ram,
            "stack": build.stack,
            "instructions": build.count,
            "microseconds": row.microseconds,
        }[what]
        if figure is not None:
            figures.append(float(figure))
    if not figures:
        raise CompilerError(f"{what} was not counted. {' '.join(report.notes)}")
    return min(figures)


@dataclass(frozen=True)
class Choice:
    """One of the models of a search."""

    params: Mapping[str, Any]
    score: float
    cost: float
    best: bool  # no other has a score as high at as low a cost


@dataclass(frozen=True)
class Pareto:
    """Scores against costs; iterate over the best, cheapest first. Made by `pareto`."""

    choices: tuple[Choice, ...]
    score: str
    cost: str

    def __iter__(self) -> Any:
        return iter([choice for choice in self.choices if choice.best])

    def __str__(self) -> str:
        lines = [f"{self.cost:>14} {self.score:>10}  parameters"]
        for choice in self:
            said = ", ".join(f"{name}={value!r}" for name, value in choice.params.items())
            lines.append(f"{choice.cost:14,.0f} {choice.score:10.4f}  {said}")
        return "\n".join(lines)

    def save(self, path: str | Path) -> Path:
        """Draws it: `path` ends in .svg or .png."""
        path = Path(path)
        if path.suffix not in (".svg", ".png"):
            raise UnsupportedError(
                f"cannot save {path.name!r}: the ending says the format, .svg or .png."
            )
        from matplotlib.figure import Figure

        figure = Figure(figsize=(6.4, 4.0), layout="constrained")
        axes = figure.add_subplot()
        others = [choice for choice in self.choices if not choice.best]
        best = list(self)
        axes.plot([c.cost for c in others], [c.score for c in others], "o", color="0.75")
        axes.plot([c.cost for c in best], [c.score for c in best], "o-", color="C0")
        axes.set_xlabel(self.cost)
        axes.set_ylabel(self.score)
        axes.grid(alpha=0.3)
        figure.savefig(path)
        return path


def pareto(search: Any, score: str | None = None, cost: str = "cost") -> Pareto:
    """Which models of a search none other beats in both score and cost.

    `search` is a fitted GridSearchCV or RandomizedSearchCV of two scores, as
    `scoring={"accuracy": "accuracy", "cost": mote.cost_scorer("uno")}`, with refit="accuracy".
    `score` and `cost` are their names; `score` is by default the one that is refitted.
    """
    results = getattr(search, "cv_results_", None)
    if results is None:
        raise UnsupportedError("pareto needs a search that was fitted: call fit(X, y) first.")
    score = str(search.refit) if score is None and isinstance(search.refit, str) else score
    known = [key.removeprefix("mean_test_") for key in results if key.startswith("mean_test_")]
    if score is None or score not in known or cost not in known:
        raise UnsupportedError(
            f"pareto needs two scores, {score!r} and {cost!r}, and the search has {known}: "
            'scoring={"accuracy": "accuracy", "cost": mote.cost_scorer("uno")}.'
        )
    scores = np.asarray(results[f"mean_test_{score}"], np.float64)
    costs = -np.asarray(results[f"mean_test_{cost}"], np.float64)
    return Pareto(tuple(_choices(results["params"], scores, costs)), score, cost)


def _choices(
    params: Sequence[Mapping[str, Any]],
    scores: np.ndarray[Any, Any],
    costs: np.ndarray[Any, Any],
) -> list[Choice]:
    out, highest = [], -np.inf
    for i in np.lexsort((-scores, costs)):  # cheapest first, of equals the best
        best = bool(scores[i] > highest)
        highest = max(highest, scores[i])
        out.append(Choice(params[i], float(scores[i]), float(costs[i]), best))
    return out
