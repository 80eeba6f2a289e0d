#!/usr/bin/env python3
"""Write tests/data/trees/*.hpp: converted models beside what scikit-learn itself predicts.

usage: make_tree_goldens.py [<name>...] [--yardstick <folder with forest_r10.json>]

Needs scikit-learn and the package `mote-ml`. Without names all models are written, except
digits_raw, which needs the yardstick's data. Half of the samples of a model are rows that it was
not trained on; the others lie on a threshold, one step beside it, or at the ends of the type.
"""

import argparse
import json
import pathlib
import sys
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np
import sklearn
from numpy.typing import NDArray
from sklearn import datasets
from sklearn.ensemble import (
    ExtraTreesClassifier,
    GradientBoostingClassifier,
    GradientBoostingRegressor,
    HistGradientBoostingClassifier,
    HistGradientBoostingRegressor,
    IsolationForest,
    RandomForestClassifier,
    RandomForestRegressor,
)
from sklearn.tree import DecisionTreeClassifier

import mote
from mote.families.trees import ensemble as trees_of
from mote.families.trees.family import Trees
from mote.families.trees.read import read
from mote.pipeline.front import Front

FOLDER = pathlib.Path(__file__).parent / "trees"
WIDTH = 100

Floats = NDArray[np.float64]


def rows_of(features: int) -> int:
    """How many samples of each kind keep a file small."""
    return 12 if features <= 32 else 5


C_TYPE = {"int8": "int8_t", "int16": "int16_t", "int32": "int32_t", "float": "float"}


# --- C++ text -----------------------------------------------------------------------------------


def number(value: Any) -> str:
    if isinstance(value, np.float32):
        return np.format_float_scientific(value, trim="0") + "f"
    if isinstance(value, (float, np.floating)):
        return repr(float(value))
    return "-2147483647 - 1" if int(value) == -(2**31) else str(int(value))


def wrapped(items: list[str], indent: str) -> str:
    lines, line = [], indent
    for item in items:
        if len(line) + len(item) + 2 > WIDTH and line.strip():
            lines.append(line.rstrip())
            line = indent
        line += item + ", "
    return "\n".join([*lines, line.rstrip().rstrip(",")])


def array(kind: str, name: str, values: NDArray[Any]) -> str:
    shape = "".join(f"[{n}]" for n in values.shape)
    if values.ndim == 1:
        body = wrapped([number(v) for v in values], "    ")
    else:
        rows = [wrapped([number(v) for v in row], "     ") for row in values]
        body = ",\n".join(f"    {{{row.strip()}}}" for row in rows)
    return f"inline constexpr {kind} {name}{shape} = {{\n{body}}};\n"


def write(name: str, header: str, arrays: list[str]) -> None:
    text = (
        f"{header}\n// What scikit-learn {sklearn.__version__} says: written by "
        "tests/data/make_tree_goldens.py.\n"
        f"namespace {name}::golden {{\n{''.join(arrays)}}}  // namespace {name}::golden\n"
    )
    (FOLDER / f"{name}.hpp").write_text(text, encoding="utf-8")


# --- Samples ------------------------------------------------------------------------------------


def beside_thresholds(estimator: Any, rows: Floats, dtype: str) -> Floats:
    """Copies of rows whose features lie on thresholds, one step beside them, or at the ends."""
    random = np.random.default_rng(7)
    splits = [
        (int(f), float(t))
        for tree in read(estimator).trees
        for f, t in zip(tree.feature[tree.left >= 0], tree.threshold[tree.left >= 0])
    ]
    out: Floats = rows[random.integers(len(rows), size=100)].copy()
    for row in out:
        for at in random.integers(len(splits), size=max(2, rows.shape[1] // 2)):
            feature, threshold = splits[at]
            if dtype == "float":
                near = np.float32(threshold)
                low, high = np.float32(-3e38), np.float32(3e38)
                steps = [near, np.nextafter(near, low), np.nextafter(near, high), low, high]
            else:
                limits = np.iinfo(dtype)
                near = np.clip(np.floor(threshold), limits.min, limits.max - 1)
                steps = [near, near, near + 1, limits.min, limits.max]
            row[feature] = steps[random.integers(len(steps))]
    return out


def as_type(rows: Floats, dtype: str) -> NDArray[Any]:
    if dtype == "float":
        return rows.astype(np.float32)
    limits = np.iinfo(dtype)
    return np.clip(np.rint(rows), limits.min, limits.max).astype(dtype)


# --- What scikit-learn says ---------------------------------------------------------------------


def votes(estimator: Any, rows: Floats) -> Floats:
    """Share of the trees for each class, when each tree votes for the best class of its leaf."""
    out = np.zeros((len(rows), len(estimator.classes_)))
    for member in getattr(estimator, "estimators_", [estimator]):
        best = member.predict_proba(rows).argmax(axis=1)
        out[np.arange(len(rows)), best] += 1
    share: Floats = out / out.sum(axis=1, keepdims=True)
    return share


def expected(model: mote.Model, rows: Floats, hard: bool) -> tuple[list[str], NDArray[np.bool_]]:
    """C++ arrays, and which rows are no tie within the bound of the leaves."""
    estimator = model.estimator
    error = model.stored.leaves.error
    clear = np.ones(len(rows), bool)
    if isinstance(estimator, IsolationForest):
        score = estimator.score_samples(rows)
        clear = np.abs(score - estimator.offset_) > error
        label = (estimator.predict(rows) > 0).astype(int)
        return [array("uint16_t", "labels", label), array("double", "scores", score)], clear
    if not hasattr(estimator, "classes_"):
        value = estimator.predict(rows)
        return [array("double", "values", value)], clear
    probability = votes(estimator, rows) if hard else estimator.predict_proba(rows)
    if hard:
        label = probability.argmax(axis=1)
    else:
        label = np.searchsorted(estimator.classes_, estimator.predict(rows))
        best = np.sort(probability, axis=1)
        clear = (best[:, -1] - best[:, -2] > 2 * error) | (
            model.details["leaves"] in ("exact", "float")
        )
    arrays = [array("uint16_t", "labels", label)]
    if probability.shape[1] < 100:
        arrays.append(array("double", "probabilities", np.round(probability, 8)))
    return arrays, clear


def plain(
    name: str, estimator: Any, X: Floats, y: Any, dtype: str, leaves: str, **options: Any
) -> None:
    """Features as they are: scikit-learn sees the very numbers that the chip sees."""
    X = as_type(X, dtype).astype(np.float64)
    held = len(X) // 2
    estimator.fit(X[held:], y[held:]) if y is not None else estimator.fit(X[held:])
    model = mote.convert(estimator, dtype, leaves=leaves, **options)
    parts = []
    for rows in (X[:held], beside_thresholds(estimator, X[:held], dtype)):
        samples = as_type(rows, dtype)
        clear = expected(model, samples.astype(np.float64), leaves == "hard")[1]
        parts.append(samples[clear][: rows_of(X.shape[1])])
    samples = np.vstack(parts)
    arrays = expected(model, samples.astype(np.float64), leaves == "hard")[0]
    write(
        name,
        model.header(name),
        [
            array("parts::shape::feature_type", "samples", samples),
            *arrays,
            f"inline constexpr double bound = {model.stored.leaves.error!r};"
            "  // of the leaves' format\n",
        ],
    )


def scaled(name: str, estimator: Any, X: Floats, y: Any, dtype: str, leaves: str) -> None:
    """Real features, quantized: the integers by exact arithmetic, and labels of clear rows."""
    held = len(X) // 2
    estimator.fit(X[held:], y[held:])
    model = mote.convert(estimator, dtype, leaves=leaves, calibrate=X[held:])
    random = np.random.default_rng(3)
    rows = X[:24].astype(np.float32)
    rows[:4, random.integers(X.shape[1], size=2)] *= np.float32(40)  # beyond calibration
    scaling = model._scaling
    assert scaling is not None
    limits = np.iinfo(dtype)
    units = np.zeros(rows.shape)
    quantized = np.zeros(rows.shape, np.int64)
    for (r, f), raw in np.ndenumerate(rows):
        exact = Fraction(float(np.float32(raw - scaling.offset[f]))) * Fraction(
            float(scaling.scale[f])
        )
        units[r, f] = float(exact)
        quantized[r, f] = (2 * exact + 1).__floor__() >> 1  # halves up
    clipped = np.clip(quantized, limits.min, limits.max)
    # Clear: no threshold of the whole forest within a step of any feature.
    clear = np.ones(len(rows), bool)
    for tree in model.stored.ensemble.trees:
        inner = tree.left >= 0
        at = tree.feature[inner]
        border = (tree.threshold[inner] - scaling.offset[at].astype(float)) * scaling.scale[at]
        clear &= (np.abs(units[:, at] - border) > 1.01).all(axis=1)
    inputs = rows.astype(np.float64)
    hard = votes(estimator, inputs).argmax(axis=1)
    soft = np.searchsorted(estimator.classes_, estimator.predict(inputs))
    label = hard if leaves == "hard" else soft
    write(
        name,
        model.header(name),
        [
            array("float", "raw", rows),
            array(C_TYPE[dtype], "quantized", clipped),
            array("uint16_t", "saturated", (clipped != quantized).sum(axis=1)),
            array("bool", "clear", clear),
            array("uint16_t", "labels", label),
        ],
    )


# --- The models ---------------------------------------------------------------------------------

IRIS = datasets.load_iris(return_X_y=True)
WINE = datasets.load_wine(return_X_y=True)
CANCER = datasets.load_breast_cancer(return_X_y=True)
DIGITS = datasets.load_digits(return_X_y=True)
DIABETES = datasets.load_diabetes(return_X_y=True)


def shuffled(data: tuple[Any, Any], factor: float = 1.0) -> tuple[Floats, Any]:
    order = np.random.default_rng(0).permutation(len(data[0]))
    return data[0][order] * factor, data[1][order]


def many_classes(classes: int, per_class: int, features: int) -> tuple[Floats, Any]:
    random = np.random.default_rng(classes)
    centre = random.uniform(-30000, 30000, (classes, features))
    y = np.arange(classes * per_class) % classes
    return centre[y] + random.normal(0, 1500, (len(y), features)), y


def models() -> dict[str, Callable[[str], None]]:
    forest: dict[str, Any] = {"n_estimators": 5, "max_leaf_nodes": 24, "random_state": 1}
    boosted: dict[str, Any] = {"n_estimators": 6, "max_depth": 2, "random_state": 1}
    iris, wine, cancer = shuffled(IRIS), shuffled(WINE), shuffled(CANCER)
    digits, diabetes = shuffled(DIGITS), shuffled(DIABETES)
    # Numbers of many sizes, of both signs.
    centred = (cancer[0] - cancer[0].mean(axis=0)) * 1000, cancer[1]
    body = (diabetes[0] * 150000, diabetes[1])
    tree, rf, extra = DecisionTreeClassifier, RandomForestClassifier, ExtraTreesClassifier
    gb, gb_value = GradientBoostingClassifier, GradientBoostingRegressor
    paths: dict[str, Any] = {"n_estimators": 6, "max_samples": 32, "random_state": 2}
    hist: dict[str, Any] = {"max_iter": 5, "max_leaf_nodes": 8, "min_samples_leaf": 8}

    def case(
        estimator: Any, data: tuple[Floats, Any], dtype: str, leaves: str, **options: Any
    ) -> Callable[[str], None]:
        return lambda name: plain(name, estimator, *data, dtype, leaves, **options)

    return {
        "iris_tree_hard": case(tree(random_state=0), iris, "float", "hard"),
        "iris_tree_exact": case(tree(max_depth=2, random_state=0), iris, "float", "exact"),
        "wine_forest_exact": case(rf(**forest), wine, "float", "exact"),
        "cancer_forest_hard": case(rf(**forest), centred, "int32", "hard"),
        "digits_forest_hard": case(rf(**forest), digits, "int8", "hard"),
        "digits_forest_soft8": case(rf(**forest), digits, "int16", "soft8"),
        "digits_extra_soft16": case(extra(**forest), digits, "int8", "soft16"),
        "digits_extra_clustered": case(extra(**forest), digits, "int8", "soft8", leaf_clusters=8),
        "cancer_extra_exact": case(extra(**forest), centred, "int16", "exact"),
        "many_classes_soft8": case(
            rf(n_estimators=2, max_leaf_nodes=150, random_state=0),
            many_classes(140, 6, 3),
            "int16",
            "soft8",
        ),
        "many_classes_hard": case(
            tree(random_state=0, max_leaf_nodes=280), many_classes(270, 6, 2), "int16", "hard"
        ),
        "wide_forest_hard": case(
            rf(n_estimators=3, max_leaf_nodes=10, random_state=0),
            many_classes(4, 20, 130),
            "int16",
            "hard",
        ),
        "body_forest_float": case(RandomForestRegressor(**forest), diabetes, "float", "float"),
        "body_forest_int16": case(RandomForestRegressor(**forest), body, "int16", "int16"),
        "body_boosted_int32": case(gb_value(**boosted), body, "int32", "int32"),
        "body_poisson_float": case(
            HistGradientBoostingRegressor(loss="poisson", **hist), diabetes, "float", "float"
        ),
        "cancer_boosted_float": case(gb(**boosted), cancer, "float", "float"),
        "cancer_boosted_int16": case(gb(**boosted), centred, "int16", "int16"),
        "cancer_boosted_int32": case(
            HistGradientBoostingClassifier(**hist), centred, "int32", "int32"
        ),
        "cancer_boosted_mixed": case(gb(**boosted), cancer, "float", "int32"),
        "wine_boosted_float": case(gb(**boosted), wine, "float", "float"),
        "wine_boosted_int16": case(gb(**boosted), shuffled(WINE, 10.0), "int16", "int16"),
        "wine_boosted_int32": case(
            HistGradientBoostingClassifier(**hist), shuffled(WINE, 10.0), "int16", "int32"
        ),
        "wine_isolation_float": case(IsolationForest(**paths), (wine[0], None), "float", "float"),
        "wine_isolation_int16": case(
            IsolationForest(**paths, contamination=0.2), (wine[0] * 10, None), "int16", "int16"
        ),
        "wine_isolation_int32": case(
            IsolationForest(**paths), (wine[0] * 10, None), "int32", "int32"
        ),
        "wine_scaled_int16": lambda name: scaled(name, rf(**forest), *wine, "int16", "soft16"),
        "iris_scaled_int8": lambda name: scaled(name, rf(**forest), *iris, "int8", "hard"),
    }


def digits_raw(yardstick: pathlib.Path) -> None:
    """The yardstick forest on raw pixels: every node as trained, for a walk without a table."""
    trees = [
        trees_of.Tree(
            np.array(t["feature"]),
            np.array(t["threshold"], float),
            np.array(t["left"]),
            np.array(t["right"]),
            np.array(t["value"]),
            np.ones(len(t["value"])),
        )
        for t in json.loads((yardstick / "forest_r10.json").read_text())
    ]
    rows = np.loadtxt(yardstick / "digits_test_rows.csv", delimiter=",", skiprows=1, dtype=int)
    ensemble = trees_of.Ensemble(trees, 64, "votes", np.arange(10), np.zeros(1), 1.0, True)
    options = {"leaves": "soft16", "leaf_clusters": None}
    stored = Trees().quantize(ensemble, "int16", None, options)

    class Forest:
        def get_params(self, deep: bool = True) -> dict[str, Any]:
            return {"n_estimators": 10, "max_leaf_nodes": 100}

    model = mote.Model(
        Forest(), Front(64, Forest(), Forest(), None), Trees(), stored, "int16", None, options
    )
    proportion = np.zeros((len(rows), 10))
    for tree in trees:
        node = np.zeros(len(rows), int)
        while (tree.left[node] >= 0).any():
            inner = tree.left[node] >= 0
            pixel = rows[np.arange(len(rows)), 1 + np.where(inner, tree.feature[node], 0)]
            left = pixel.astype(np.float32) <= tree.threshold[node]
            node = np.where(inner, np.where(left, tree.left[node], tree.right[node]), node)
        proportion += tree.value[node]
    # Splits only: a child that is a leaf is ~(its best class).
    nodes: list[str] = []
    roots: list[int] = []
    for tree in trees:
        splits = np.flatnonzero(tree.left >= 0)
        place = ~tree.value.argmax(axis=1)
        place[splits] = len(nodes) + np.arange(len(splits))
        roots.append(len(nodes))
        nodes += [
            f"{{{float(tree.threshold[i])}f, {tree.feature[i]}, {place[tree.left[i]]}, "
            f"{place[tree.right[i]]}}}"
            for i in splits
        ]
    pixels = ['"' + "".join(chr(ord("a") + int(p)) for p in row) + '"' for row in rows[:, 1:]]
    write(
        "digits_raw",
        model.header("digits_raw"),
        [
            "struct node {\n  float threshold;\n  int feature;\n  int left, right;\n};\n",
            array("uint16_t", "roots", np.array(roots)),
            f"inline constexpr node nodes[] = {{\n{wrapped(nodes, '    ')}}};\n",
            "// A pixel is 0 to 16, as 'a' to 'q'.\n"
            "inline constexpr char pixels[] =\n    " + "\n    ".join(pixels) + ";\n",
            array("uint8_t", "truth", rows[:, 0]),
            array("uint8_t", "labels", proportion.argmax(axis=1)),
        ],
    )


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("names", nargs="*")
    options.add_argument("--yardstick", type=pathlib.Path)
    given = options.parse_args()
    FOLDER.mkdir(exist_ok=True)
    np.seterr(over="ignore", invalid="ignore")  # sums that only look for infinities
    known = models()
    for name in given.names or known:
        if name != "digits_raw":
            known[name](name)
    if given.yardstick:
        digits_raw(given.yardstick)
    total = sum(path.stat().st_size for path in FOLDER.glob("*.hpp"))
    print(f"{len(list(FOLDER.glob('*.hpp')))} models, {total} bytes in {FOLDER.name}/")
    return 0


if __name__ == "__main__":
    sys.exit(main())
