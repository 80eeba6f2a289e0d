"""A table in another order is refused wherever samples enter; a header has the names as code."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from conftest import compile_program, load
from sklearn.datasets import load_wine
from sklearn.ensemble import IsolationForest, RandomForestClassifier
from sklearn.naive_bayes import GaussianNB
from sklearn.tree import DecisionTreeClassifier

import mote

VERBS = ("predict", "predict_proba", "verify", "samples", "report")


@pytest.fixture(scope="module")
def wine() -> tuple[pd.DataFrame, pd.Series]:
    return load_wine(return_X_y=True, as_frame=True)


def refused(ask: Any, X: Any) -> str:
    with pytest.raises(ValueError, match="must have the 13 columns") as caught:
        ask(X)
    return str(caught.value)


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("kind", [RandomForestClassifier, GaussianNB])
def test_columns_in_another_order_are_refused(verb: str, kind: Any, wine: Any) -> None:
    X, y = wine
    estimator = kind(**({} if kind is GaussianNB else {"n_estimators": 3})).fit(X, y)
    model = mote.convert(estimator)
    backwards = X[X.columns[::-1]]
    with pytest.raises(ValueError, match="feature names"):
        estimator.predict(backwards)
    said = refused(getattr(model, verb), backwards)
    assert "expected 'alcohol', 'malic_acid'" in said
    assert "got 'proline'" in said
    assert "column 0 of X is 'proline', where 'alcohol' was expected" in said
    assert said.endswith("Pass X[model.feature_names_in_].")
    assert model.verification is None


def test_scores_of_columns_in_another_order_are_refused(wine: Any) -> None:
    X, _ = wine
    model = mote.convert(IsolationForest(n_estimators=3, random_state=0).fit(X))
    refused(model.score_samples, X[X.columns[::-1]])


def test_calibration_in_another_order_is_refused(wine: Any) -> None:
    X, y = wine
    forest = RandomForestClassifier(3, random_state=0).fit(X, y)
    said = refused(lambda rows: mote.convert(forest, "int16", calibrate=rows), X[X.columns[::-1]])
    assert said.startswith("calibrate must have")
    assert said.endswith("Pass calibrate[estimator.feature_names_in_].")


def test_columns_too_many_too_few_and_renamed_are_refused(wine: Any) -> None:
    X, y = wine
    ask = mote.convert(DecisionTreeClassifier(max_depth=2).fit(X, y)).samples
    assert "X lacks 'hue'. Give X the columns" in refused(ask, X.drop(columns="hue"))
    assert "X lacks 'hue'" in refused(ask, X.rename(columns={"hue": "Hue"}))
    more = refused(ask, X.assign(price=1.0))
    assert "column 13 of X is 'price', where none was expected. Pass X[" in more


def test_the_cure_cures_and_arrays_stay_allowed(wine: Any) -> None:
    X, y = wine
    forest = RandomForestClassifier(3, random_state=0).fit(X, y)
    model = mote.convert(forest, "int16", calibrate=X)
    backwards = X[X.columns[::-1]]
    expected = model.predict(X)
    np.testing.assert_array_equal(model.predict(backwards[model.feature_names_in_]), expected)
    np.testing.assert_array_equal(model.predict(X.to_numpy()), expected)
    numbered = X.set_axis(range(13), axis=1)
    np.testing.assert_array_equal(model.predict(numbered), expected)
    assert mote.convert(forest, "int16", calibrate=X.to_numpy()).header() == model.header()


@pytest.mark.slow
def test_an_estimator_without_names_takes_a_table_by_position(wine: Any) -> None:
    X, y = wine
    model = mote.convert(RandomForestClassifier(3, random_state=0).fit(X.to_numpy(), y))
    assert model.feature_names_in_ is None
    assert model.verify(X, y).identical == 178
    assert "namespace feature" not in model.header()


@pytest.mark.parametrize("attribute", ["columns", "column_names"])
def test_tables_of_other_packages_are_read_by_their_names(attribute: str) -> None:
    """polars says `columns`, pyarrow `column_names`."""
    X, y = load("iris")[::2]
    tree = DecisionTreeClassifier(max_depth=2).fit(pd.DataFrame(X, columns=list("abcd")), y)

    class Table:
        def __array__(self, dtype: Any = None, copy: Any = None) -> np.ndarray:
            return np.asarray(X, dtype)

    table = Table()
    setattr(table, attribute, list("abcd"))
    assert len(mote.convert(tree).samples(table)[0].raw) == len(X)
    setattr(table, attribute, list("abdc"))
    with pytest.raises(ValueError, match="column 2 of X is 'd', where 'c' was expected"):
        mote.convert(tree).samples(table)


STRANGE = [
    "petal length (cm)",
    "class",
    "3rd",
    "-1",
    "a b",
    "a_b",
    "model",
    "label",
    "index",
    "ü",
    "%",
]
NAMES = (
    "petal_length_cm, feature_class, feature_3rd, feature_minus_1, a_b, a_b_2, model, label, "
    "feature_index, u, unnamed"
)


@pytest.mark.slow
@pytest.mark.parametrize("compiler", ["g++", "clang++"])
def test_the_header_has_the_names_of_features_as_indices(compiler: str, tmp_path: Path) -> None:
    X = np.arange(66.0).reshape(6, 11)
    X[:, 2] = [0, 1, 0, 1, 0, 1]
    X[:, [0, 1, *range(3, 11)]] = 5.0  # the third feature alone decides
    y = np.array(["a_b", "feature", "a_b", "feature", "a_b", "feature"])
    tree = DecisionTreeClassifier().fit(pd.DataFrame(X, columns=STRANGE), y)
    model = mote.convert(tree, "int8", calibrate=X)
    text = model.header("feature")  # a namespace of the same name
    assert "enum index : uint8_t {" in text
    assert " ".join(NAMES.split()) in " ".join(text.split())
    source = """#include "feature.hpp"
#include <stdio.h>
int main() {
  using namespace feature::feature;
  float raw[11] = {};
  raw[feature_3rd] = 1.0f;
  mote::array<int8_t, 11> x{};
  feature::quantize(raw, x);
  constexpr feature::feature::index place = feature::feature::unnamed;
  printf("%d %d %s", petal_length_cm, place, feature::name(mote::predict(feature::model, x)));
}
"""
    sources = {"feature.hpp": text, "main.cpp": source}
    assert compile_program(tmp_path, sources, compiler=compiler) == "0 10 feature"


def test_the_indices_of_many_features_take_two_bytes() -> None:
    names = [f"pixel{i}" for i in range(300)]
    X = pd.DataFrame(np.eye(300)[:4], columns=names)
    text = mote.convert(DecisionTreeClassifier(max_depth=1).fit(X, [0, 1, 0, 1])).header()
    assert "enum index : uint16_t {" in text
    assert "pixel299" in text
