"""Who predicts what scikit-learn predicts: mote, emlearn and m2cgen on the same forests.

Everything is compiled on the host and run on rows that the forest was not fitted on, and on rows
that lie exactly on a threshold of the forest or one step beside it. HistGradientBoosting compares
doubles; on a chip a sample is a float, so its rows may differ where rounding to float moved them
over a threshold, and cases "as float32" have none of these.

Each library gets samples as its users give them: floats, doubles, or integers. `emlearn int16` is
emlearn's default, and truncates features to integers as emlearn's own Python wrapper does.
"""

from __future__ import annotations

import ctypes
import hashlib
import shlex
import subprocess
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import peers
import results
from numpy.typing import NDArray
from places import BUILD
from rich import box
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from sklearn import datasets, ensemble, tree
from sklearn.model_selection import train_test_split

import mote

PATH = results.RESULTS / "agreement.csv"
Array = NDArray[Any]
Callback = Callable[[Array, int], tuple[Array, Array]]  # samples, classes -> labels, values


@dataclass(frozen=True)
class Case:
    """A forest: on which data, in which units, and how it is fitted."""

    data: str  # iris, wine, breast_cancer, digits, diabetes
    estimator: Any
    units: str = "as they are"  # a name of UNITS

    @property
    def name(self) -> str:
        units = "" if self.units == "as they are" else f", {self.units}"
        kind = type(self.estimator).__name__.removesuffix("Classifier").removesuffix("Regressor")
        return f"{self.data}{units}: {kind}"


@dataclass(frozen=True)
class Agreement:
    """A line of results/agreement.csv."""

    forest: str
    seed: int
    samples: str  # "held out" or "on thresholds"
    converter: str
    rows: int
    same: int | None  # rows with scikit-learn's label, or its value within `bound`; None: no answer
    difference: float | None  # largest of a probability or of a value
    bound: float | None  # what a value may differ by, beside 1e-5 of it; mote states it
    excused: int | None  # mote: rows on a tie or on the other side of a threshold by rounding
    note: str


def _to_int16(X: Array) -> Array:
    low, high = X.min(axis=0), X.max(axis=0)
    width = np.where(high > low, high - low, 1)
    return np.asarray(np.round((X - low) / width * 60000) - 30000)


UNITS: dict[str, Callable[[Array], Array]] = {
    "as they are": lambda X: X,
    "negative": lambda X: -X - 0.1,
    "tiny (x 1e-5)": lambda X: X * 1e-5,
    "tiny (x 1e-30)": lambda X: X * 1e-30,
    "huge (x 1e30)": lambda X: X * 1e30,
    "int8 counts": lambda X: X * 7,
    "int16 counts": lambda X: X * 2047,
    "as int16": _to_int16,
    "as float32": lambda X: X.astype(np.float32).astype(np.float64),
}

_E, _T = ensemble, tree
CASES = [
    Case("iris", _T.DecisionTreeClassifier(random_state=0)),
    Case("iris", _E.RandomForestClassifier(20, max_depth=4, random_state=1)),
    Case("iris", _E.ExtraTreesClassifier(20, random_state=2), "negative"),
    Case("iris", _E.RandomForestClassifier(10, random_state=3), "tiny (x 1e-5)"),
    Case("iris", _E.HistGradientBoostingClassifier(max_iter=8, random_state=4), "tiny (x 1e-30)"),
    Case("iris", _E.IsolationForest(n_estimators=30, random_state=5)),
    Case("wine", _T.ExtraTreeClassifier(random_state=6)),
    Case("wine", _E.RandomForestClassifier(15, min_samples_leaf=5, random_state=7)),
    Case("wine", _E.ExtraTreesClassifier(15, max_depth=5, random_state=8), "huge (x 1e30)"),
    Case("wine", _E.GradientBoostingClassifier(n_estimators=10, random_state=9)),
    Case("wine", _E.HistGradientBoostingClassifier(max_iter=10, random_state=10), "negative"),
    Case("breast_cancer", _T.DecisionTreeClassifier(max_depth=5, random_state=11)),
    Case("breast_cancer", _E.RandomForestClassifier(20, random_state=12)),
    Case("breast_cancer", _E.RandomForestClassifier(20, max_depth=3, random_state=13), "negative"),
    Case("breast_cancer", _E.ExtraTreesClassifier(20, random_state=14)),
    Case("breast_cancer", _E.RandomForestClassifier(20, random_state=15), "as int16"),
    Case("breast_cancer", _E.GradientBoostingClassifier(n_estimators=20, random_state=16)),
    Case("breast_cancer", _E.HistGradientBoostingClassifier(max_iter=20, random_state=17)),
    Case("breast_cancer", _E.IsolationForest(n_estimators=30, random_state=18), "as int16"),
    Case("digits", _E.RandomForestClassifier(10, max_leaf_nodes=100, random_state=19)),
    Case("digits", _E.ExtraTreesClassifier(10, max_leaf_nodes=100, random_state=20)),
    Case("digits", _E.RandomForestClassifier(10, max_depth=8, random_state=21), "int16 counts"),
    Case("digits", _E.ExtraTreesClassifier(10, max_depth=8, random_state=22), "int8 counts"),
    Case("digits", _E.HistGradientBoostingClassifier(max_iter=5, random_state=23), "int16 counts"),
    Case("diabetes", _T.DecisionTreeRegressor(max_depth=6, random_state=24)),
    Case("diabetes", _E.RandomForestRegressor(15, max_depth=6, random_state=25)),
    Case("diabetes", _E.ExtraTreesRegressor(15, max_depth=7, random_state=26), "as int16"),
    Case("diabetes", _E.GradientBoostingRegressor(n_estimators=30, random_state=27), "negative"),
    Case("diabetes", _E.HistGradientBoostingRegressor(max_iter=20, random_state=28)),
    Case("diabetes", _E.HistGradientBoostingRegressor(random_state=29), "as float32"),
    Case("diabetes", _E.HistGradientBoostingRegressor(loss="gamma", random_state=30), "as float32"),
]  # fmt: skip

CONVERTERS = (
    "mote float", "mote int16", "mote int8",
    "emlearn float", "emlearn float, leaf_bits=8", "emlearn int16", "m2cgen double",
)  # fmt: skip


def run(console: Console, cases: Sequence[Case] = CASES) -> int:
    """Measures, prints, and writes results/agreement.csv; how often mote broke its promise."""
    rows: list[Agreement] = []
    progress = Progress(
        TextColumn("{task.description:50}"), BarColumn(), MofNCompleteColumn(),
        TimeElapsedColumn(), console=console, transient=True,
    )  # fmt: skip
    with progress, ThreadPoolExecutor(2) as pool:
        task = progress.add_task("agreement", total=len(cases))
        for case, found in zip(cases, pool.map(compare, cases)):
            rows += found
            progress.update(task, advance=1, description=case.name)
    results.save(Agreement, PATH, rows)
    for samples in ("held out", "on thresholds"):
        console.print(table(samples, rows))
    broken = [row for row in rows if row.note.startswith("broken")]
    for row in broken:
        console.print(
            f"[red]{row.converter} broke its promise on {row.forest}[/], rows {row.samples}: "
            f"{row.note}",
            soft_wrap=True,
        )
    return len(broken)


def compare(case: Case) -> list[Agreement]:
    """All converters on one forest."""
    X, y = getattr(datasets, f"load_{case.data}")(return_X_y=True)
    X = UNITS[case.units](X)
    fitted_on, held_out, y_fit, _ = train_test_split(
        X, y, test_size=0.5, random_state=case.estimator.random_state
    )
    estimator = case.estimator.fit(fitted_on, y_fit)
    counts = bool((np.floor(X) == X).all())
    samples = {
        "held out": held_out,
        "on thresholds": on_thresholds(estimator, held_out, case.units),
    }
    found: list[Agreement] = []
    for converter in CONVERTERS:
        library, kind = converter.split(maxsplit=1)
        if library == "mote":
            found += _mote(case, converter, estimator, kind, fitted_on, samples, counts)
        else:
            found += _peer(case, converter, estimator, samples)
    return found


def on_thresholds(estimator: Any, X: Array, units: str, most: int = 60) -> Array:
    """Rows of X with one feature moved onto a threshold of the estimator, or one step beside."""
    random = np.random.default_rng(0)
    splits = sorted(set(_splits(estimator)))
    chosen = random.choice(len(splits), min(most, len(splits)), replace=False)
    whole = bool((np.floor(X) == X).all())
    rows = []
    for feature, threshold in (splits[i] for i in chosen):
        floats = _beside(np.float32(threshold))
        if whole:
            values = {np.floor(threshold), np.floor(threshold) + 1}
        else:
            values = floats if units == "as float32" else floats | _beside(threshold)
        for value in sorted(values):
            row = X[random.integers(len(X))].copy()
            row[feature] = value
            rows.append(row)
    return np.array(rows)


def _beside(value: Any) -> set[float]:
    """The value and its two neighbours, in its own type."""
    kind = type(value)
    low, high = (np.nextafter(value, kind(end)) for end in (-np.inf, np.inf))
    return {float(low), float(value), float(high)}


def _splits(estimator: Any) -> list[tuple[int, float]]:
    """(feature, threshold) of every split."""
    if hasattr(estimator, "_predictors"):  # HistGradientBoosting
        nodes = np.concatenate([p.nodes for group in estimator._predictors for p in group])
        nodes = nodes[nodes["is_leaf"] == 0]
        return list(zip(nodes["feature_idx"].tolist(), nodes["num_threshold"].tolist()))
    members = np.ravel(getattr(estimator, "estimators_", [estimator]))
    columns = getattr(estimator, "estimators_features_", [None] * len(members))
    found = []
    for member, own in zip(members, columns):
        inner = member.tree_.children_left >= 0
        feature = member.tree_.feature[inner]
        feature = feature if own is None else np.asarray(own)[feature]
        found += list(zip(feature.tolist(), member.tree_.threshold[inner].tolist()))
    return found


def _mote(
    case: Case, converter: str, estimator: Any, dtype: str, fitted_on: Array,
    samples: dict[str, Array], counts: bool,
) -> list[Agreement]:  # fmt: skip
    seed = case.estimator.random_state
    fits = dtype != "float" and counts and np.abs(fitted_on).max() <= np.iinfo(dtype).max
    calibrate = None if dtype == "float" or fits else fitted_on
    try:
        model = mote.convert(estimator, dtype, calibrate=calibrate)
    except mote.UnsupportedError as error:
        return [
            Agreement(case.name, seed, kind, converter, len(X), None, None, None, None, str(error))
            for kind, X in samples.items()
        ]
    found = []
    for kind, X in samples.items():
        scaled = "calibrated" if calibrate is not None else "as given"
        note = f"{model.details['leaves']} leaves, {scaled}"
        try:
            v = model.verify(X)
        except mote.VerificationError as error:
            assert model.verification is not None
            v, note = model.verification, f"broken: {error}"
        excused = sum(v.excused.values())
        found.append(
            Agreement(
                case.name, seed, kind, converter, v.rows, v.identical, v.difference, v.bound,
                excused, note,
            )
        )  # fmt: skip
    return found


def _peer(case: Case, converter: str, estimator: Any, samples: dict[str, Array]) -> list[Agreement]:
    seed = case.estimator.random_state
    library, kind = converter.split(maxsplit=1)
    feature = kind.split(",")[0]
    regressor = peers.is_regressor(estimator)
    try:
        if regressor and "leaf_bits" in kind:
            raise peers.NotSupported("leaf_bits is for classifiers")
        if library == "emlearn":
            code = peers.emlearn_c(estimator, feature, leaf_bits=8 if "leaf_bits" in kind else 0)
        else:
            code = peers.m2cgen_c(estimator, feature)
        call = _library(code, feature, regressor)
    except peers.NotSupported as reason:
        return [
            Agreement(case.name, seed, name, converter, len(X), None, None, None, None,
                      f"not supported: {reason}")
            for name, X in samples.items()
        ]  # fmt: skip
    found = []
    for name, X in samples.items():
        label, value = call(X, 1 if regressor else len(estimator.classes_))
        expected = estimator.predict(X)
        if regressor:
            error = np.abs(value[:, 0] - expected)
            same = error <= 1e-5 * np.abs(expected)
        else:
            error = np.abs(value - estimator.predict_proba(X))
            same = (label >= 0) & (estimator.classes_[np.maximum(label, 0)] == expected)
        found.append(
            Agreement(case.name, seed, name, converter, len(X), int(same.sum()),
                      float(error.max()), None, None, "")
        )  # fmt: skip
    return found


_RUN = """
#include <stddef.h>
void run(const {kind} *x, size_t rows, size_t features, size_t classes, int32_t *label,
         float *value) {{
  for (size_t i = 0; i < rows; ++i) {{
    {body}
  }}
}}
"""
_NUMPY = {"int16": np.int16, "float": np.float32, "double": np.float64}


def _library(
    code: str, feature: str, regressor: bool
) -> Callable[[Array, int], tuple[Array, Array]]:
    """Compiles a peer's code; the result gives labels and values of samples."""
    body = (
        "value[i] = peer_value(x + i * features);"
        if regressor
        else "label[i] = peer_predict(x + i * features);\n"
        "    peer_proba(x + i * features, value + i * classes);"
    )
    code += _RUN.format(kind=peers.C_TYPE[feature], body=body)
    folder = BUILD / "agreement"
    folder.mkdir(parents=True, exist_ok=True)
    source = folder / f"{hashlib.sha256(code.encode()).hexdigest()[:16]}.c"
    source.write_text(code, encoding="utf-8")
    library = source.with_suffix(".so")
    _compile(source, library)
    function = ctypes.CDLL(str(library)).run

    def call(X: Array, classes: int) -> tuple[Array, Array]:
        if feature == "int16":
            X = np.clip(np.trunc(X), -32768, 32767)
        with np.errstate(over="ignore", under="ignore"):
            x = np.ascontiguousarray(X, _NUMPY[feature])
        label = np.full(len(x), -1, np.int32)
        value = np.zeros((len(x), classes), np.float32)
        function(
            ctypes.c_void_p(x.ctypes.data), ctypes.c_size_t(len(x)), ctypes.c_size_t(x.shape[1]),
            ctypes.c_size_t(classes), ctypes.c_void_p(label.ctypes.data),
            ctypes.c_void_p(value.ctypes.data),
        )  # fmt: skip
        return label, value

    return call


def _compile(source: Path, library: Path) -> None:
    command = [
        *shlex.split(mote.compiler()), "-x", "c", "-O1", "-w", "-shared", "-fPIC",
        "-I", str(peers.EMLEARN_INCLUDE), str(source), "-o", str(library), "-lm",
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise peers.NotSupported(f"its code does not compile: {done.stderr.strip()[:300]}")


def table(samples: str, rows: Sequence[Agreement]) -> Table:
    """Rows that agree with scikit-learn, and the largest difference of a probability or value."""
    out = Table(
        title=f"Rows {samples} that get scikit-learn's answer, and the largest difference",
        caption="–: not supported. Yellow: what differs is a tie, or rounding moved a feature over "
        "a threshold; mote counts and excuses these.",
        title_justify="left",
        caption_justify="left",
        box=box.SIMPLE_HEAD,
        padding=(0, 1, 0, 0),
        show_edge=False,
    )
    out.add_column("forest")
    out.add_column("rows", justify="right")
    for converter in CONVERTERS:
        heading = converter.replace("float, ", "").replace(" ", "\n").replace("=", "\n=")
        out.add_column(heading, justify="right", no_wrap=True)
    cells: dict[tuple[str, int], dict[str, Agreement]] = {}
    for row in rows:
        if row.samples == samples:
            cells.setdefault((row.forest, row.seed), {})[row.converter] = row
    for (forest, _), held in cells.items():
        count = str(next(iter(held.values())).rows)
        out.add_row(forest.replace(": ", "\n"), count, *(_cell(held[c]) for c in CONVERTERS))
    return out


def _cell(row: Agreement) -> str:
    if row.same is None or row.difference is None:
        return "[dim]–[/]"
    colour = "green" if row.same == row.rows else "yellow" if row.excused else "red"
    colour = "bold red" if row.note.startswith("broken") else colour
    return f"[{colour}]{row.same}[/]\n[dim]{row.difference:.0e}[/]"
