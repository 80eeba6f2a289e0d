"""Which model for a task and a chip: accuracy, flash and time of each family on the same data.

Every model is fitted on one half of a data set and asked about the other, on the host in the very
C++ that is then weighed and counted for three boards. docs/guide/choose.md shows the rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np
import report
import results
from matplotlib.figure import Figure
from numpy.typing import NDArray
from places import TOP
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from sklearn import (
    datasets,
    ensemble,
    linear_model,
    naive_bayes,
    neighbors,
    preprocessing,
    svm,
    tree,
)
from sklearn.discriminant_analysis import (
    LinearDiscriminantAnalysis,
    QuadraticDiscriminantAnalysis,
)
from sklearn.model_selection import train_test_split
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import make_pipeline

import mote
from mote.chip.boards import BOARDS as EVERY_BOARD

PATH = results.RESULTS / "choose.csv"
PAGE = TOP / "docs" / "guide" / "choose.md"
IMAGE = TOP / "docs" / "images" / "choose.svg"
BOARDS = ("uno", "stm32f030", "nano33ble")
_TITLES = {board.name: board.title for board in EVERY_BOARD}
Array = NDArray[Any]


@dataclass(frozen=True)
class Choice:
    """A model of a task, and how it is converted."""

    task: str  # a name of TASKS
    name: str
    estimator: Callable[[], Any]
    dtype: str
    calibrated: bool = False  # real features become integers by a scale of each
    options: tuple[tuple[str, Any], ...] = ()

    @property
    def label(self) -> str:
        return f"{self.name}, {self.dtype}"


@dataclass(frozen=True)
class Row:
    """A line of results/choose.csv: a model on a board, in the faster way that fits it."""

    task: str
    model: str
    dtype: str
    accuracy: float  # on the chip, of the rows held out; of a regression R2
    reference: float  # scikit-learn's
    board: str
    way: str  # walk or unrolled
    fits: str  # yes or no
    count: float  # instructions a prediction, of the Uno cycles; 0: it does not run there
    microseconds: float
    flash: int
    ram: int  # static and stack


TASKS: dict[str, Callable[[], tuple[Array, Array]]] = {
    "digits": lambda: datasets.load_digits(return_X_y=True),
    "breast cancer": lambda: datasets.load_breast_cancer(return_X_y=True),
    "diabetes": lambda: datasets.load_diabetes(return_X_y=True),
}


def _scaled(model: Callable[[], Any]) -> Callable[[], Any]:
    return lambda: make_pipeline(preprocessing.StandardScaler(), model())


def _made(kind: Callable[..., Any], *given: Any, **settings: Any) -> Callable[[], Any]:
    return lambda: kind(*given, **settings)


def _products() -> Any:
    pairs = preprocessing.PolynomialFeatures(2)
    return make_pipeline(preprocessing.StandardScaler(), pairs, linear_model.Ridge(300))


def _neurons(count: int) -> Callable[[], Any]:
    return _made(MLPClassifier, (count,), max_iter=3000, random_state=0)


_D, _C, _V = "digits", "breast cancer", "diabetes"
_logistic = _made(linear_model.LogisticRegression, C=0.1, max_iter=5000)
_nearest = neighbors.KNeighborsClassifier
_boosted = ensemble.GradientBoostingClassifier
_forest = ensemble.RandomForestClassifier
_tree = tree.DecisionTreeClassifier
_HARD = (("leaves", "hard"),)
_FEW = (("condense", ("edited", "condensed")),)
_F = {"random_state": 0}
CHOICES: tuple[Choice, ...] = (
    Choice(_D, "a tree of 100 leaves", _made(_tree, max_leaf_nodes=100, **_F), "int8",
           options=_HARD),
    Choice(_D, "a forest of 10 trees of 100 leaves, hard",
           _made(_forest, 10, max_leaf_nodes=100, **_F), "int8", options=_HARD),
    Choice(_D, "a forest of 30 trees of 30 leaves, hard",
           _made(_forest, 30, max_leaf_nodes=30, **_F), "int8", options=_HARD),
    Choice(_D, "boosting, 10 rounds of 10 trees", _made(_boosted, n_estimators=10, **_F), "int8"),
    Choice(_D, "GaussianNB", _made(naive_bayes.GaussianNB, var_smoothing=1e-2), "float"),
    Choice(_D, "logistic regression", _logistic, "int8"),
    Choice(_D, "logistic regression", _logistic, "float"),
    Choice(_D, "discriminant analysis (LDA)", LinearDiscriminantAnalysis, "int16"),
    Choice(_D, "a perceptron of 32 neurons", _scaled(_neurons(32)), "int8", True),
    Choice(_D, "a perceptron of 32 neurons", _scaled(_neurons(32)), "float"),
    Choice(_D, "support vectors, RBF", _made(svm.SVC, C=10, gamma=1e-3), "int8", True),
    Choice(_D, "nearest centre", neighbors.NearestCentroid, "int8", True),
    Choice(_D, "3 nearest of all 898 rows", _made(_nearest, 3), "int8"),
    Choice(_D, "3 nearest of condensed rows", _made(_nearest, 3), "int8", options=_FEW),
    Choice(_C, "a tree of 8 leaves", _made(_tree, max_leaf_nodes=8, **_F), "int16", True, _HARD),
    Choice(_C, "a forest of 10 trees of 16 leaves, hard",
           _made(_forest, 10, max_leaf_nodes=16, **_F), "int16", True, _HARD),
    Choice(_C, "a forest of 10 trees of 16 leaves", _made(_forest, 10, max_leaf_nodes=16, **_F),
           "float"),
    Choice(_C, "boosting, 20 rounds", _made(_boosted, n_estimators=20, **_F), "int16", True),
    Choice(_C, "GaussianNB", naive_bayes.GaussianNB, "float"),
    Choice(_C, "logistic regression", _scaled(_logistic), "int8", True),
    Choice(_C, "logistic regression", _scaled(_logistic), "int16", True),
    Choice(_C, "logistic regression", _scaled(_logistic), "float"),
    Choice(_C, "a perceptron of 8 neurons", _scaled(_neurons(8)), "int8", True),
    Choice(_C, "support vectors, RBF", _scaled(svm.SVC), "int8", True),
    Choice(_C, "support vectors, RBF", _scaled(svm.SVC), "float"),
    Choice(_C, "discriminant analysis (QDA)",
           _scaled(_made(QuadraticDiscriminantAnalysis, reg_param=0.1)), "float"),
    Choice(_C, "5 nearest of condensed rows", _scaled(_made(_nearest, 5)), "int16", True, _FEW),
    Choice(_V, "linear regression", linear_model.LinearRegression, "int16", True),
    Choice(_V, "ridge regression of products of pairs", _products, "float"),
    Choice(_V, "a perceptron of 8 neurons",
           _scaled(_made(MLPRegressor, hidden_layer_sizes=(8,), max_iter=3000, alpha=3.0, **_F)),
           "int16", True),
    Choice(_V, "support vectors, RBF", _scaled(_made(svm.SVR, C=100.0)), "int16", True),
    Choice(_V, "a tree of 8 leaves",
           _made(tree.DecisionTreeRegressor, max_leaf_nodes=8, **_F), "int16", True),
    Choice(_V, "a forest of 10 trees of 16 leaves",
           _made(ensemble.RandomForestRegressor, 10, max_leaf_nodes=16, **_F), "int16", True),
    Choice(_V, "boosting, 50 trees",
           _made(ensemble.GradientBoostingRegressor, n_estimators=50, max_depth=2, **_F),
           "int16", True),
    Choice(_V, "15 nearest of all 221 rows",
           _scaled(_made(neighbors.KNeighborsRegressor, 15)), "int16", True),
)  # fmt: skip


def run(console: Console, choices: Sequence[Choice] = CHOICES) -> None:
    """Measures, and writes results/choose.csv, the page's tables and its picture."""
    rows: list[Row] = []
    progress = Progress(
        TextColumn("{task.description:50}"), BarColumn(), MofNCompleteColumn(),
        TimeElapsedColumn(), console=console, transient=True,
    )  # fmt: skip
    with progress:
        task = progress.add_task("choose", total=len(choices))
        for choice in choices:
            progress.update(task, description=choice.label)
            rows += measure(choice)
            progress.advance(task)
    results.save(Row, PATH, rows)
    write(rows)


def measure(choice: Choice, boards: Sequence[str] = BOARDS) -> list[Row]:
    X, y = TASKS[choice.task]()
    kinds = y if choice.task != "diabetes" else None
    X, X_test, y, y_test = train_test_split(X, y, test_size=0.5, random_state=0, stratify=kinds)
    estimator = choice.estimator().fit(X, y)
    calibrate = X if choice.calibrated else None
    model = mote.convert(estimator, choice.dtype, calibrate=calibrate, **dict(choice.options))
    answers = np.asarray(model.predict(X_test))
    if kinds is not None:
        accuracy = float(np.mean(answers == y_test))
    else:
        accuracy = 1.0 - float(np.mean((answers - y_test) ** 2) / np.var(y_test))
    reference = float(estimator.score(X_test, y_test))
    cost = model.report(X_test, boards=boards)
    rows = []
    for board in cost.boards:
        built = [row for row in cost.rows if row.board == board]
        best = min(built, key=lambda row: (not row.fits, row.build.count or np.inf))
        count, time = best.build.count or 0.0, best.microseconds or 0.0
        rows.append(
            Row(
                choice.task, choice.name, choice.dtype, round(accuracy, 4), round(reference, 4),
                board.name, best.build.way, "yes" if best.fits else "no", round(count, 1),
                round(time, 1), best.build.flash, best.ram,
            )
        )  # fmt: skip
    return rows


def write(rows: Sequence[Row]) -> None:
    """The tables of the page between their marks, and the picture."""
    page = PAGE.read_text(encoding="utf-8")
    for task in TASKS:
        page = report.between(mark(task), table([row for row in rows if row.task == task]), page)
    PAGE.write_text(page, encoding="utf-8", newline="\n")
    draw(rows, IMAGE)


def mark(task: str) -> str:
    """What stands around its table in the page."""
    return task.replace(" ", "_")


def table(rows: Sequence[Row]) -> str:
    """A line a model, the most accurate first; of each board flash, RAM and time."""
    models: dict[tuple[str, str], dict[str, Row]] = {}
    for row in rows:
        models.setdefault((row.model, row.dtype), {})[row.board] = row
    ordered = sorted(models.items(), key=lambda item: -next(iter(item[1].values())).accuracy)
    what = "R2" if rows[0].task == "diabetes" else "accuracy"
    heads = ["model", f"{what} (scikit-learn's)", *(_TITLES[board] for board in BOARDS)]
    lines = []
    for (name, dtype), of in ordered:
        row = next(iter(of.values()))
        accuracy = f"{row.accuracy:.3f} ({row.reference:.3f})"
        lines.append([f"{name}, {dtype}", accuracy, *(_cell(of[board]) for board in BOARDS)])
    return report.markdown(heads, lines, left=1)


def _cell(row: Row) -> str:
    if row.fits == "no":
        return f"{row.flash / 1000:.1f} kB, {row.ram:,} B: does not fit"
    time = row.microseconds
    said = f"{time:.0f} µs" if time < 1000 else f"{time / 1000:.1f} ms"
    return f"{row.flash / 1000:.1f} kB, {row.ram:,} B, {said}"


def draw(rows: Iterable[Row], path: Path) -> None:
    """Of two tasks: accuracy against time on a Cortex-M4F; a mark's area is flash."""
    shown = [row for row in rows if row.board == "nano33ble" and row.task != "diabetes"]
    with mpl.rc_context({"svg.hashsalt": "mote", "svg.fonttype": "none", "font.size": 9}):
        figure = Figure(figsize=(9, 8), dpi=72, layout="constrained")
        for axes, task in zip(figure.subplots(2), ("digits", "breast cancer")):
            part = sorted((r for r in shown if r.task == task), key=lambda r: r.accuracy)
            axes.scatter(
                [r.microseconds for r in part], range(len(part)), s=[r.flash / 50 for r in part],
                color="#0072b2", alpha=0.7,
            )  # fmt: skip
            axes.set(xscale="log", xlabel="microseconds a prediction, on a logarithmic scale")
            axes.set_yticks(
                range(len(part)), [f"{r.model}, {r.dtype}: {r.accuracy:.3f}" for r in part]
            )
            axes.grid(color="#dddddd")
            axes.set_axisbelow(True)
            axes.margins(x=0.15, y=0.12)
            axes.set_title(
                f"{task}, Cortex-M4F of 64 MHz: the most accurate at the top; an area is flash",
                loc="left", fontsize=10,
            )  # fmt: skip
        path.parent.mkdir(parents=True, exist_ok=True)
        figure.savefig(path, metadata={"Date": None})
