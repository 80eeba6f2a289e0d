"""Pipelines: what stands before a model becomes a part of it, and every row keeps its answer."""

from __future__ import annotations

import pickle
from typing import Any

import numpy as np
import pytest
from sklearn import datasets
from sklearn.compose import ColumnTransformer
from sklearn.decomposition import KernelPCA
from sklearn.ensemble import (
    ExtraTreesClassifier,
    GradientBoostingRegressor,
    HistGradientBoostingClassifier,
    IsolationForest,
    RandomForestClassifier,
)
from sklearn.feature_selection import SelectFromModel, SelectKBest, VarianceThreshold
from sklearn.impute import SimpleImputer
from sklearn.model_selection import GridSearchCV, RandomizedSearchCV
from sklearn.naive_bayes import GaussianNB
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import (
    FunctionTransformer,
    MaxAbsScaler,
    MinMaxScaler,
    PowerTransformer,
    RobustScaler,
    StandardScaler,
)
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

import mote
from mote.emit import line
from mote.families.trees import layout
from mote.pipeline import columns, front, steps

IRIS = datasets.load_iris(return_X_y=True)
DIGITS = datasets.load_digits(return_X_y=True)
CANCER = datasets.load_breast_cancer(return_X_y=True)
DIABETES = datasets.load_diabetes(return_X_y=True)

_DRAWN = np.random.default_rng(5)
NOISE = (
    _DRAWN.normal(size=(300, 4)) * 10.0 ** np.array([-6, 0, 3, 12]) + np.array([0, 1e4, -7, 0]),
    _DRAWN.integers(3, size=300),
)
FLT_MAX = np.finfo(np.float32).max

SCALERS = {
    "standard": StandardScaler,
    "centred": lambda: StandardScaler(with_std=False),
    "spread": lambda: StandardScaler(with_mean=False),
    "min_max": MinMaxScaler,
    "narrow": lambda: MinMaxScaler((-0.25, 3.0)),
    "robust": RobustScaler,
    "robust_spread": lambda: RobustScaler(with_centering=False),
    "max_abs": MaxAbsScaler,
    "two": lambda: make_pipeline(StandardScaler(), MinMaxScaler()),
}
CLIPS = {
    "clips": lambda: MinMaxScaler(clip=True),
    "clips_first": lambda: make_pipeline(MinMaxScaler((0.0, 0.1), clip=True), StandardScaler()),
}


def rows(X: np.ndarray) -> np.ndarray:
    """As a chip measures."""
    return X.astype(np.float32).astype(np.float64)


def halves(data: tuple[np.ndarray, np.ndarray]) -> tuple[np.ndarray, ...]:
    X, y = data
    return rows(X[::2]), y[::2], rows(X[1::2]), y[1::2]


def identical(pipeline: Any, data: tuple[np.ndarray, np.ndarray], **options: Any) -> mote.Model:
    """Fitted on every other row and converted: the others are answered alike, without an excuse."""
    X, y, X_test, y_test = halves(data)
    pipeline.fit(X, y)
    model = mote.convert(pipeline, **options)
    found = model.verify(X_test, y_test)
    assert found.identical == found.rows
    assert found.apart == 0
    if model.classes_ is not None:
        np.testing.assert_array_equal(model.predict(X_test), pipeline.predict(X_test))
    return model


def expect_same_sides(pipeline: Any, data: tuple[np.ndarray, np.ndarray]) -> int:
    """Each threshold of the model, and the next number that the chip can be given, go where
    scikit-learn sends them. Returns how many splits that were.
    """
    forest = pipeline[-1]
    model = mote.convert(pipeline)
    splits = 0
    held = layout.thresholds(model.stored.ensemble, "float", None)
    for member, folded, limit in zip(forest.estimators_, model.stored.ensemble.trees, held):
        tree = member.tree_
        at = np.flatnonzero(tree.children_left >= 0)
        source = model._before.used[folded.feature[at]]
        last = np.clip(limit[at], -FLT_MAX, FLT_MAX)
        for x, left in ((last, True), (np.nextafter(last, np.float32(np.inf)), False)):
            inside = np.isfinite(x)
            X = np.repeat(data[0][:1], len(at), axis=0)
            X[np.arange(len(at)), source] = np.where(inside, x, 0.0)
            seen = pipeline[:-1].transform(X).astype(np.float32)
            goes = seen[np.arange(len(at)), tree.feature[at]] <= tree.threshold[at]
            np.testing.assert_array_equal(goes[inside], left)
        splits += len(at)
    return splits


@pytest.mark.parametrize("scaler", [*SCALERS, *CLIPS])
def test_thresholds_are_exact_behind_every_scaler(scaler: str) -> None:
    for seed, data in enumerate((IRIS, CANCER, DIGITS, NOISE)):
        forest = RandomForestClassifier(6, random_state=seed)
        pipeline = make_pipeline({**SCALERS, **CLIPS}[scaler](), forest).fit(*data)
        assert expect_same_sides(pipeline, data) > 30


def test_a_scaler_before_trees_costs_nothing() -> None:
    forest = RandomForestClassifier(8, max_depth=6, random_state=3)
    model = identical(make_pipeline(StandardScaler(), forest), CANCER)
    assert model.table_bytes <= mote.convert(forest).table_bytes  # of the scaled columns
    assert "quantize(" not in model.header()


@pytest.mark.parametrize(
    "make",
    [
        lambda: DecisionTreeClassifier(max_depth=5, random_state=0),
        lambda: ExtraTreesClassifier(5, max_depth=5, random_state=0),
        lambda: HistGradientBoostingClassifier(max_iter=5),
        lambda: IsolationForest(n_estimators=10, random_state=0),
    ],
    ids=["tree", "extra", "boosting", "isolation"],
)
def test_each_kind_of_trees_takes_its_scaler_in(make: Any) -> None:
    identical(make_pipeline(CLIPS["clips_first"](), make()), IRIS)


@pytest.mark.parametrize("leaves", ["hard", "soft8"])
def test_each_kind_of_leaves_behind_a_scaler(leaves: str) -> None:
    forest = RandomForestClassifier(8, max_depth=4, random_state=3)
    X, y, X_test, y_test = halves(IRIS)
    pipeline = make_pipeline(RobustScaler(), forest).fit(X, y)
    found = mote.convert(pipeline, leaves=leaves).verify(X_test, y_test)
    assert found.apart <= 2


def test_a_regression_behind_a_scaler_has_its_values() -> None:
    X, y, X_test, _ = halves(DIABETES)
    for tree in (DecisionTreeRegressor(max_depth=5), GradientBoostingRegressor(n_estimators=5)):
        pipeline = make_pipeline(StandardScaler(), tree).fit(X, y)
        model = mote.convert(pipeline)
        assert model.verify(X_test).identical == len(X_test)
        np.testing.assert_allclose(model.predict(X_test), pipeline.predict(X_test), rtol=1e-5)


@pytest.mark.parametrize("scaler", ["standard", "robust"])
def test_integer_features_behind_a_scaler_lose_nothing(scaler: str) -> None:
    tree = DecisionTreeClassifier(random_state=1)
    model = identical(make_pipeline(SCALERS[scaler](), tree), DIGITS, dtype="int8", leaves="exact")
    assert line.read(model.header()).feature == "int8"


def test_samples_of_32_bits_behind_a_scaler() -> None:
    """Beyond 2^24, where float32 rounds integers, the scaled float32 still decides."""
    random = np.random.default_rng(7)
    X = random.integers(-(2**31), 2**31, size=(600, 3)).astype(np.float64)
    X[:200] = X[:200] // 2**20 + 123456789  # integers beside each other
    y = random.integers(2, size=600)
    pipeline = make_pipeline(StandardScaler(), DecisionTreeClassifier(random_state=0)).fit(X, y)
    model = mote.convert(pipeline, dtype="int32")
    assert model.verify(X, y).identical == 600
    tree = pipeline[-1].tree_
    scaler = pipeline[0]
    near = []
    for f, t in zip(tree.feature, tree.threshold):
        if f >= 0:
            at = np.round(t * scaler.scale_[f] + scaler.mean_[f])
            near += [np.where(np.arange(3) == f, at + step, X[0]) for step in range(-300, 300, 7)]
    beside = np.clip(np.array(near), -(2**31), 2**31 - 1)
    np.testing.assert_array_equal(model.predict(beside), pipeline.predict(beside))


def test_calibrated_integers_behind_a_scaler() -> None:
    X, y, X_test, y_test = halves(CANCER)
    pipeline = make_pipeline(StandardScaler(), RandomForestClassifier(5, random_state=0)).fit(X, y)
    model = mote.convert(pipeline, dtype="int16", calibrate=X)
    assert model.verify(X_test, y_test).rows == len(X_test)
    assert "scaler{" in model.header()


@pytest.mark.parametrize(
    ("scaler", "data"), [*((s, IRIS) for s in SCALERS), ("standard", CANCER), ("min_max", DIGITS)]
)
def test_naive_bayes_takes_its_scaler_in(scaler: str, data: Any) -> None:
    X, y, X_test, y_test = halves(data)
    bayes = GaussianNB(var_smoothing=1e-3)
    pipeline = make_pipeline(SCALERS[scaler](), bayes).fit(X, y)
    found = mote.convert(pipeline).verify(X_test, y_test)
    assert found.identical + found.apart >= found.rows
    assert found.apart <= len(X_test) // 50


def test_naive_bayes_behind_a_clip_is_refused() -> None:
    pipeline = make_pipeline(MinMaxScaler(clip=True), GaussianNB()).fit(*IRIS)
    with pytest.raises(mote.UnsupportedError, match="use clip=False"):
        mote.convert(pipeline)


@pytest.mark.parametrize(
    "select",
    [
        lambda: SelectKBest(k=5),
        lambda: SelectFromModel(DecisionTreeClassifier(random_state=0)),
        lambda: VarianceThreshold(0.01),
    ],
    ids=["k_best", "from_model", "variance"],
)
def test_columns_that_are_not_selected_are_not_asked_for(select: Any) -> None:
    selection = select()
    model = identical(make_pipeline(selection, RandomForestClassifier(5, random_state=0)), CANCER)
    kept = set(selection.get_support(indices=True))
    said = line.read(model.header())
    assert said.features <= len(kept) < model.n_features_in_ == 30
    assert set(model._before.used) <= kept


def test_columns_without_a_split_are_not_asked_for() -> None:
    X, y, X_test, _ = halves(CANCER)
    pipeline = make_pipeline(StandardScaler(), DecisionTreeClassifier(max_depth=2)).fit(X, y)
    model = mote.convert(pipeline)
    tree = pipeline[-1].tree_
    used = sorted(set(tree.feature[tree.feature >= 0]))
    assert list(model._before.used) == used
    assert "3 of the 30 columns" in model.header()
    assert all(f"x{f}" in model.header() for f in used)
    other = X_test.copy()
    other[:, [f for f in range(30) if f not in used]] = -7.0
    np.testing.assert_array_equal(model.predict(other), model.predict(X_test))


def test_a_tree_without_a_split_takes_one_column() -> None:
    pipeline = make_pipeline(StandardScaler(), DecisionTreeClassifier()).fit(IRIS[0], IRIS[1] * 0)
    model = mote.convert(pipeline)
    assert line.read(model.header()).features == 1
    assert set(model.predict(IRIS[0])) == {0}


def test_a_column_transformer_of_all_that_is_converted() -> None:
    inside = make_pipeline(SimpleImputer(), StandardScaler())
    mixed = ColumnTransformer(
        [
            ("a", inside, [3, 0]),
            ("b", MinMaxScaler(), slice(4, 9)),
            ("c", "passthrough", [20]),
            ("d", "drop", [21]),
            ("e", MaxAbsScaler(), np.arange(30) % 7 == 2),
            ("twice", RobustScaler(), [0, 3]),
        ],
        remainder=RobustScaler(),
    )
    forest = RandomForestClassifier(20, random_state=0)
    identical(make_pipeline(mixed, SelectKBest(k=20), forest), CANCER)
    X = CANCER[0]
    given = steps.through([("mixed", mixed)], tuple(columns.Column(i) for i in range(30)))
    own = np.stack([column(X[:, column.source]) for column in given], axis=1)
    np.testing.assert_array_equal(own, mixed.transform(X))


@pytest.mark.parametrize("scaler", [*SCALERS, *CLIPS])
def test_columns_are_scikit_learns_bit_for_bit(scaler: str) -> None:
    for data in (IRIS, CANCER, DIGITS):
        fitted = {**SCALERS, **CLIPS}[scaler]().fit(data[0][::3])
        every = tuple(columns.Column(i) for i in range(data[0].shape[1]))
        named = steps.flat(fitted) if steps.is_pipeline(fitted) else [("scaler", fitted)]
        given = steps.through(named, every)
        own = np.stack([column(data[0][:, column.source]) for column in given], axis=1)
        np.testing.assert_array_equal(own, fitted.transform(data[0]))


def test_the_threshold_of_a_column_is_the_last_double_that_goes_left() -> None:
    random = np.random.default_rng(11)
    for _ in range(200):
        maps = [
            columns.shifted(random.normal() * 10 ** random.uniform(-3, 6)),
            columns.divided(10 ** random.uniform(-6, 6)),
            columns.times(10 ** random.uniform(-3, 3)),
            columns.clipped(-1.0, 1.0),
        ]
        chosen = [maps[i] for i in random.integers(4, size=random.integers(1, 4))]
        column = columns.Column(0, tuple(chosen))
        limit = np.array([random.normal()])
        for as_float32 in (False, True):
            last = columns.last_left([column], limit, as_float32)

            with np.errstate(over="ignore"):  # of the largest double
                after = np.nextafter(last, np.inf)
                y = column(np.concatenate([last, after]))
                goes = (y.astype(np.float32) if as_float32 else y) <= limit
            if goes[0]:
                assert np.isinf(after[0]) or not goes[1]
            else:
                assert last[0] == -np.finfo(np.float64).max


def test_searches_give_the_best_they_found() -> None:
    X, y = IRIS
    pipeline = Pipeline([("scale", StandardScaler()), ("tree", DecisionTreeClassifier())])
    for search in (
        GridSearchCV(pipeline, {"tree__max_depth": [1, 3]}, cv=2),
        RandomizedSearchCV(pipeline, {"tree__max_depth": [1, 3]}, n_iter=2, cv=2, random_state=0),
    ):
        search.fit(X, y)
        model = mote.convert(search)
        np.testing.assert_array_equal(model.predict(X), search.predict(X))
        assert model.estimator is search.best_estimator_
    unfitted = GridSearchCV(pipeline, {"tree__max_depth": [1]})
    with pytest.raises(mote.UnsupportedError, match="call fit"):
        mote.convert(unfitted)


def test_a_pipeline_is_pickled_saved_and_reported_as_any_model(tmp_path: Any) -> None:
    model = identical(make_pipeline(StandardScaler(), RandomForestClassifier(3)), IRIS)
    copy = pickle.loads(pickle.dumps(model))
    assert copy.header() == model.header()
    assert "Behind     StandardScaler()" in model.header()
    assert model.save(tmp_path / "m.csv").read_text().startswith("mote,1\n")


class Own:
    """A transformer of somebody else's."""

    n_features_in_ = 4

    def fit(self, X: np.ndarray, y: Any = None) -> Own:
        return self

    def transform(self, X: np.ndarray) -> np.ndarray:
        return X


@pytest.mark.parametrize(
    ("step", "said"),
    [
        (PowerTransformer(), "StandardScaler is the nearest"),
        (Own(), "Own.*do what it does before the Pipeline"),
        (FunctionTransformer(np.abs), "Python, which a chip does not run"),
        (SimpleImputer(add_indicator=True), "use add_indicator=False"),
        (KernelPCA(2), "PCA is the nearest"),
    ],
    ids=["power", "own", "function", "indicator", "kernel"],
)
def test_a_step_that_is_not_converted_is_refused_by_its_name(step: Any, said: str) -> None:
    pipeline = Pipeline([("odd_one", step), ("tree", DecisionTreeClassifier())]).fit(*IRIS)
    with pytest.raises(mote.UnsupportedError, match=f"'odd_one'.*{said}"):
        mote.convert(pipeline)


def test_a_pipeline_without_a_model_is_refused() -> None:
    with pytest.raises(mote.UnsupportedError, match="its last step must be a model"):
        mote.convert(make_pipeline(StandardScaler(), MinMaxScaler()).fit(IRIS[0]))
    with pytest.raises(mote.UnsupportedError, match="call fit"):
        mote.convert(make_pipeline(StandardScaler(), DecisionTreeClassifier()))
    weighted = ColumnTransformer([("a", StandardScaler(), [0])], transformer_weights={"a": 2.0})
    fitted = make_pipeline(weighted, DecisionTreeClassifier()).fit(*IRIS)
    with pytest.raises(mote.UnsupportedError, match="weighs columns"):
        mote.convert(fitted)


def test_the_front_of_a_bare_model_is_nothing() -> None:
    tree = DecisionTreeClassifier().fit(*IRIS)
    assert front.read(tree).columns is None
    assert mote.convert(tree)._before.used is None
