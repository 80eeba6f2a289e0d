"""Steps that a chip works out before its model: PCA and its like, Normalizer, SimpleImputer."""

from __future__ import annotations

import pickle
import re
from pathlib import Path
from typing import Any

import numpy as np
import pandas
import pytest
from conftest import compile_program
from sklearn import datasets
from sklearn.compose import ColumnTransformer
from sklearn.decomposition import PCA, KernelPCA, TruncatedSVD
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis
from sklearn.ensemble import (
    GradientBoostingRegressor,
    HistGradientBoostingClassifier,
    IsolationForest,
    RandomForestClassifier,
)
from sklearn.feature_selection import (
    RFE,
    SelectFromModel,
    SelectKBest,
    SelectPercentile,
    VarianceThreshold,
)
from sklearn.impute import SimpleImputer
from sklearn.linear_model import Ridge
from sklearn.naive_bayes import GaussianNB
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import (
    MaxAbsScaler,
    MinMaxScaler,
    Normalizer,
    PolynomialFeatures,
    RobustScaler,
    StandardScaler,
)
from sklearn.tree import DecisionTreeClassifier

import mote
from mote.emit import line

CANCER = datasets.load_breast_cancer(return_X_y=True)
DIGITS = datasets.load_digits(return_X_y=True)
WINE = datasets.load_wine(return_X_y=True)
DIABETES = datasets.load_diabetes(return_X_y=True)


def forest() -> Any:
    return RandomForestClassifier(6, max_depth=5, random_state=0)


def verified(
    pipeline: Any, data: tuple[np.ndarray, np.ndarray], **options: Any
) -> tuple[mote.Model, mote.Verification]:
    """Fitted on every other row, and held to it on the others: no more than 2 % are excused."""
    X, y = data[0].astype(np.float32).astype(np.float64), data[1]
    model = mote.convert(pipeline.fit(X[::2], y[::2]), **options)
    found = model.verify(X[1::2], y[1::2])
    assert found.identical + found.apart >= found.rows == len(X[1::2])
    assert found.apart <= 0.02 * found.rows
    return model, found


def share(found: mote.Verification) -> float:
    """Of the bound, how much the rows before the model were off."""
    said = re.fullmatch(
        r"\d+ columns? within (\d\.\d\d) of the bound, at most \S+ off",
        str(found.ways["before the model"]),
    )
    assert said is not None
    return float(said[1])


MIXED = {
    "pca": lambda: PCA(5),
    "white": lambda: PCA(4, whiten=True),
    "scaled": lambda: make_pipeline(StandardScaler(), PCA(6), StandardScaler()),
    "svd": lambda: make_pipeline(MaxAbsScaler(), TruncatedSVD(3, random_state=0)),
    "discriminant": lambda: make_pipeline(RobustScaler(), LinearDiscriminantAnalysis()),
    "eigen": lambda: LinearDiscriminantAnalysis(solver="eigen", shrinkage=0.1),
    "l1": lambda: Normalizer("l1"),
    "l2": lambda: make_pipeline(StandardScaler(), Normalizer()),
    "max": lambda: Normalizer("max"),
    "two": lambda: make_pipeline(Normalizer(), PCA(3), Normalizer("l1")),
    "squares": lambda: make_pipeline(StandardScaler(), PolynomialFeatures(2)),
    "cubes": lambda: make_pipeline(
        SelectKBest(k=5), PolynomialFeatures(3, interaction_only=True), StandardScaler(), PCA(4)
    ),
    "beside": lambda: ColumnTransformer(
        [
            ("pca", make_pipeline(StandardScaler(), PCA(3)), slice(0, 10)),
            ("svd", TruncatedSVD(2, random_state=0), slice(8, 20)),
            ("scaled", StandardScaler(), [20, 3]),
            ("rest", "passthrough", [25]),
        ]
    ),
    "beside_behind": lambda: make_pipeline(
        Normalizer(),
        ColumnTransformer([("pca", PCA(2), [0, 1, 2]), ("rest", MinMaxScaler(), [5, 7])]),
        StandardScaler(),
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("kind", MIXED)
def test_each_step_is_scikit_learns_within_its_bound(kind: str) -> None:
    data = WINE if kind == "discriminant" else CANCER
    model, found = verified(make_pipeline(MIXED[kind](), forest()), data)
    assert 0 < share(found) <= 1
    assert model.dtype == "float"
    assert "probes" not in found.ways["as code"]


@pytest.mark.parametrize("kind", ["scaled", "l2"])
def test_naive_bayes_behind_a_step_keeps_its_bound(kind: str) -> None:
    _, found = verified(make_pipeline(MIXED[kind](), GaussianNB(var_smoothing=1e-3)), CANCER)
    assert 0 < share(found) <= 1


@pytest.mark.parametrize("degree", [2, 3])
@pytest.mark.parametrize("size", [1e-8, 1.0, 1e8])
def test_a_regression_of_products_keeps_its_bound(degree: int, size: float) -> None:
    X, y = DIABETES
    data = np.ascontiguousarray(X[:, 2:6]) * size, y
    products = PolynomialFeatures(degree, include_bias=False)
    model, found = verified(make_pipeline(products, StandardScaler(), Ridge(1.0)), data)
    assert "mote::multiply_columns<float, 4, " in model.header()
    assert 0 < share(found) <= 1


def test_products_take_the_columns_that_the_model_uses() -> None:
    X, y = CANCER
    products = PolynomialFeatures(2, include_bias=False)
    pipeline = make_pipeline(products, SelectKBest(k=2), forest()).fit(X, y)
    model = mote.convert(pipeline)
    chosen = pipeline[0].powers_[pipeline[1].get_support()]
    assert f"multiply_columns<float, {int(chosen.any(axis=0).sum())}, " in model.header()
    assert model.facts.parts["the constants of PolynomialFeatures (polynomialfeatures)"] == 4


@pytest.mark.slow
def test_every_kind_of_trees_stands_behind_a_projection() -> None:
    boosting = HistGradientBoostingClassifier(max_iter=3)
    isolation = IsolationForest(n_estimators=8, random_state=0)
    for model in (boosting, isolation):
        verified(make_pipeline(StandardScaler(), PCA(4), model), WINE)
    regression = GradientBoostingRegressor(n_estimators=4, random_state=0)
    verified(make_pipeline(PCA(4), regression), DIABETES)


def test_only_components_and_columns_that_are_used_are_worked_out() -> None:
    tree = DecisionTreeClassifier(max_depth=2, random_state=0)
    pipeline = make_pipeline(SelectKBest(k=12), StandardScaler(), PCA(9), tree)
    model, _ = verified(pipeline, CANCER)
    used = sorted(set(tree.tree_.feature[tree.tree_.feature >= 0]))
    assert 0 < len(used) < 4
    text = model.header("m")
    assert line.read(text).features == 12  # those that were selected
    assert f"array<float, {len(used)}>, 12> weights" in text
    assert f"PCA ({len(used)} of its 9 columns, from 12)" in " ".join(
        text.replace("//", "").split()
    )
    assert "12 of the 30 columns" in text


def test_a_header_with_stages_compiles_without_a_warning(tmp_path: Path) -> None:
    X, y = WINE
    missing = ColumnTransformer([("fill", SimpleImputer(), list(range(13)))])
    pipeline = make_pipeline(missing, StandardScaler(), Normalizer(), PCA(2), forest()).fit(X, y)
    X = X.astype(np.float32)
    model = mote.convert(pickle.loads(pickle.dumps(pipeline)))
    copy = pickle.loads(pickle.dumps(model))
    assert copy.header() == model.header()
    taken = X[:20].copy()
    taken[::3, 4] = np.nan
    rows = ",\n".join(
        "{"
        + ", ".join('__builtin_nanf("")' if np.isnan(v) else f"{float(v)!r}f" for v in row)
        + "}"
        for row in taken
    )
    program = f"""#include <stdio.h>
#include "wine.hpp"
const float rows[20][13] = {{{rows}}};
int main() {{
  for (const auto& row : rows) {{
    printf("%d%d", int(mote::predict(wine::model, row)), int(mote::predict<wine::model>(row)));
  }}
}}
"""  # fmt: skip
    out = compile_program(tmp_path, {"wine.hpp": model.header("wine"), "main.cpp": program})
    wanted = pipeline.predict(taken.astype(np.float64))
    assert out == "".join(f"{label}{label}" for label in wanted)


def test_a_row_on_the_edge_of_a_threshold_is_excused_and_counted() -> None:
    """Two columns whose sum, a component, lies on the threshold but for the rounding of float32."""
    random = np.random.default_rng(3)
    X = random.normal(0, 1, (400, 2)) @ np.array([[1.0, 1.0], [0.3, -0.3]])
    pipeline = make_pipeline(PCA(1), DecisionTreeClassifier(max_depth=1))
    pipeline.fit(X, pipeline[0].fit_transform(X)[:, 0] > 0.2)
    model = mote.convert(pipeline)
    assert model.verify(X).apart == 0
    threshold = pipeline[1].tree_.threshold[0]
    on = pipeline[0].inverse_transform(np.full((50, 1), threshold))
    on += random.normal(0, 3e-8, on.shape)
    found = model.verify(np.concatenate([X, on]))
    assert 10 < found.excused["near a threshold"] <= 50
    assert found.identical + found.apart >= found.rows == 450


def test_a_number_on_the_chip_that_is_not_the_pipelines_is_found() -> None:
    pipeline = make_pipeline(PCA(3), forest()).fit(*WINE)
    model = mote.convert(pipeline)
    part = model._before.prepared.parts[0]
    part._held = part._held * np.float32(1.001)
    with pytest.raises(mote.VerificationError, match=r"other columns behind the step 'pca'"):
        model.verify(WINE[0])


@pytest.mark.parametrize("strategy", ["mean", "median", "most_frequent", "constant"])
def test_missing_numbers_are_filled_on_the_chip(strategy: str) -> None:
    random = np.random.default_rng(1)
    X = CANCER[0].astype(np.float32).astype(np.float64)
    X[random.random(X.shape) < 0.15] = np.nan
    fill = SimpleImputer(strategy=strategy, fill_value=-2.5 if strategy == "constant" else None)
    model, found = verified(make_pipeline(fill, StandardScaler(), forest()), (X, CANCER[1]))
    text = model.header()
    assert "mote::impute_columns<fill>" in text
    assert found.ways["as code"] == "the same bits on 284 of 284 rows, 64 of 64 probes"
    # A column that the model does not use may be missing too, and one that is not filled may not.
    other = X[:9].copy()
    other[:, [i for i in range(30) if i not in model._before.used]] = np.nan
    np.testing.assert_array_equal(model.predict(other), model.estimator.predict(other))


def test_integers_are_never_nan_so_that_nothing_is_filled() -> None:
    X, y = DIGITS
    filled, _ = verified(make_pipeline(SimpleImputer(), forest()), DIGITS, dtype="int16")
    plain = mote.convert(forest().fit(X[::2], y[::2]), dtype="int16")
    assert "prepared" not in filled.header()
    assert filled.table_bytes == plain.table_bytes
    with pytest.raises(ValueError, match="X holds NaN"):
        filled.predict(np.where(X == 3, np.nan, X))


@pytest.mark.parametrize("dtype", ["float", "int16"])
def test_a_number_may_mean_a_missing_one(dtype: str) -> None:
    X, y = DIGITS[0].copy(), DIGITS[1]
    X[np.random.default_rng(5).random(X.shape) < 0.2] = -1
    fill = SimpleImputer(missing_values=-1, strategy="most_frequent")
    model, found = verified(make_pipeline(fill, StandardScaler(), forest()), (X, y), dtype=dtype)
    assert "mote::replace_columns<" in model.header()
    assert found.identical == found.rows
    plain = mote.convert(make_pipeline(StandardScaler(), forest()).fit(X, y), dtype=dtype)
    assert "prepared" not in plain.header()


def test_columns_with_and_without_fills_of_two_kinds() -> None:
    X, y = WINE
    X = X.astype(np.float32).astype(np.float64)
    random = np.random.default_rng(8)
    X[:, 0][random.random(len(X)) < 0.2] = np.nan
    X[:, 1][random.random(len(X)) < 0.2] = -1
    fills = ColumnTransformer(
        [
            ("nan", SimpleImputer(strategy="median"), [0]),
            ("sentinel", SimpleImputer(missing_values=-1), [1]),
        ],
        remainder="passthrough",
    )
    model, _ = verified(make_pipeline(fills, RandomForestClassifier(20, random_state=0)), (X, y))
    assert {"impute", "replace"} <= set(re.findall(r"mote::(\w+)_columns<", model.header()))


REFUSED = {
    "kernel": (KernelPCA(2), "KernelPCA.*PCA is the nearest"),
    "indicator": (SimpleImputer(add_indicator=True), "use add_indicator=False"),
    "no_number": (SimpleImputer(missing_values=pandas.NA), "no number: use missing_values=np.nan"),
    "clipped": (make_pipeline(MinMaxScaler(clip=True), PCA(2)), "pca'.*use clip=False"),
    "behind": (make_pipeline(PCA(2), SimpleImputer(missing_values=-1)), "make it the first step"),
    "moved": (
        make_pipeline(StandardScaler(), SimpleImputer(missing_values=-1)),
        "moves the number that is looked for: put it before",
    ),
    "inside": (
        ColumnTransformer([("norm", Normalizer(), [0, 1]), ("rest", "passthrough", [2])]),
        "'columntransformer__norm'.*Normalizer, stands in a ColumnTransformer",
    ),
    "inside_scaled": (
        ColumnTransformer([("pca", make_pipeline(PCA(1), StandardScaler()), [0, 1])]),
        "before a scaler: put the scaler behind the ColumnTransformer",
    ),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_is_not_converted_is_refused_with_a_sentence(kind: str) -> None:
    step, said = REFUSED[kind]
    X, y = WINE
    pipeline = make_pipeline(step, forest()).fit(X, y)
    with pytest.raises(mote.UnsupportedError, match=said):
        mote.convert(pipeline)


def test_integers_behind_a_mixed_step_are_refused_and_auto_is_float() -> None:
    X, y = DIGITS
    pipeline = make_pipeline(PCA(4), forest()).fit(X, y)
    with pytest.raises(mote.UnsupportedError, match=r"'int16' does not fit the step 'pca'"):
        mote.convert(pipeline, dtype="int16")
    fill = SimpleImputer(missing_values=-1)
    holed = np.where(X == 5, -1, X)
    fitted = make_pipeline(fill, forest()).fit(holed, y)
    with pytest.raises(mote.UnsupportedError, match="is no int16: use SimpleImputer"):
        mote.convert(fitted, dtype="int16")
    fitted.set_params(simpleimputer__strategy="most_frequent").fit(holed, y)
    with pytest.raises(mote.UnsupportedError, match="before a missing one can be told"):
        mote.convert(fitted, dtype="int16", calibrate=holed)
    with pytest.raises(mote.UnsupportedError, match=r"behind PCA.*not loaded from a file"):
        mote.convert(pipeline).save("never.csv")


@pytest.mark.slow
def test_windows_go_through_a_projection() -> None:
    random = np.random.default_rng(4)
    y = np.arange(160) % 2
    X = random.normal(0, 200 + 300 * y[:, None, None], (160, 40, 3)).astype(np.int16)
    few = mote.Statistics(["mean", "standard_deviation", "iqr"])
    for given in (X, X / np.float32(512)):
        scaled = make_pipeline(few, StandardScaler(), PCA(4), StandardScaler(), forest())
        model = mote.convert(scaled.fit(given[:80], y[:80]))
        found = model.verify(given[80:], y[80:])
        assert model.dtype == "float"
        assert found.ways["from raw samples"] == "the same bits on 80 of 80 rows"
        assert 0 < share(found) <= 1
        assert found.identical + found.apart >= 80
        assert found.apart <= 2


# Of each a table, and pipelines that are drawn from all.
SCALERS = [
    StandardScaler,
    MinMaxScaler,
    RobustScaler,
    MaxAbsScaler,
    lambda: StandardScaler(with_std=False),
]
SELECTIONS = [
    lambda: SelectKBest(k=9),
    lambda: SelectPercentile(percentile=60),
    lambda: VarianceThreshold(1e-4),
    lambda: SelectFromModel(DecisionTreeClassifier(random_state=0), max_features=8, threshold=-1),
    lambda: RFE(DecisionTreeClassifier(random_state=0), n_features_to_select=9, step=0.5),
    lambda: ColumnTransformer(
        [("a", RobustScaler(), [0, 2, 4]), ("b", StandardScaler(), slice(5, 8))],
        remainder=MinMaxScaler(),
    ),
]
MIXES = [
    lambda: PCA(4),
    lambda: PCA(3, whiten=True),
    lambda: TruncatedSVD(3, random_state=0),
    lambda: Normalizer("l1"),
    lambda: Normalizer("max"),
    Normalizer,
    lambda: PolynomialFeatures((1, 2), include_bias=False),
]


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(6))
def test_random_pipelines_keep_their_promise(seed: int) -> None:
    """One to four steps, of float with what mixes columns and of int16 without, far from 0 too."""
    random = np.random.default_rng([11, seed])

    def draw(kinds: list[Any]) -> Any:
        return kinds[random.integers(len(kinds))]()

    for dtype in ("float", "int16"):
        kinds = [SCALERS, SELECTIONS, *([MIXES, MIXES] if dtype == "float" else [])]
        steps = [draw(kinds[random.integers(len(kinds))]) for _ in range(random.integers(1, 5))]
        model = [forest(), GaussianNB(var_smoothing=1e-3)][
            random.integers(2 if dtype == "float" else 1)
        ]
        options = {"leaves": "exact"} if dtype == "int16" else {}  # six trees tie often
        if any(isinstance(step, ColumnTransformer) for step in steps[1:]):
            steps = [steps[0]] + [s for s in steps[1:] if not isinstance(s, ColumnTransformer)]
        X = random.normal(0, 1, (300, 12)) * 10.0 ** random.integers(0, 3, 12)
        y = (X[:, 3] / X[:, 3].std() + X[:, 5] / X[:, 5].std() + X[:, 2] / X[:, 2].std() > 0) * 1
        X = X + 10.0 ** random.integers(0, 4, 12)
        X = np.rint(X) if dtype == "int16" else X.astype(np.float32).astype(np.float64)
        converted, found = verified(make_pipeline(*steps, model), (X, y), dtype=dtype, **options)
        assert converted.dtype == dtype
        if converted._before.prepared is not None:
            assert 0 <= share(found) <= 1
