"""What verify says of right answers: accuracy, R2, and a y that fits neither."""

from __future__ import annotations

import numpy as np
import pytest
from conftest import load
from sklearn.ensemble import IsolationForest, RandomForestClassifier
from sklearn.metrics import r2_score
from sklearn.tree import DecisionTreeRegressor

import mote
from mote import quality

NAMES = np.array(["setosa", "versicolor", "virginica"])


@pytest.fixture(scope="module")
def flowers() -> mote.Model:
    """Iris, its classes called by their names."""
    data = load("iris")
    forest = RandomForestClassifier(3, random_state=0).fit(data.X_train, NAMES[data.y_train])
    return mote.convert(forest)


def test_numbers_for_labels_that_are_names_are_refused_with_the_cure(flowers: mote.Model) -> None:
    data = load("iris")
    with pytest.raises(ValueError, match=r"expected 'setosa', .* got .*1.*\. Pass model.classes_"):
        flowers.verify(data.X_test, data.y_test)
    assert flowers.verification is None
    result = flowers.verify(data.X_test, flowers.classes_[data.y_test])
    assert result.accuracy > 0.9 and result.unknown == 0


@pytest.mark.parametrize("y", [["0", "1", "2"], [7, 8, 9], [0.5, 1.5, 2.5], [None, None, None]])
def test_answers_of_which_none_is_a_class_are_refused(y: list[object]) -> None:
    with pytest.raises(ValueError, match="none of y is one of these"):
        quality.answers(y, 3, np.arange(3))


def test_classes_that_the_model_never_saw_are_counted(flowers: mote.Model) -> None:
    data = load("iris")
    y = NAMES[data.y_test].astype(object)
    y[:5] = "a rose"
    result = flowers.verify(data.X_test, y)
    assert result.unknown == 5
    assert f"unknown classes    y of 5 of {len(y)} rows is no class of the model" in str(result)
    assert result.accuracy == np.mean(data.X_test.shape[0] and flowers.predict(data.X_test) == y)


def test_outliers_called_0_and_1_are_not_taken_for_an_accuracy() -> None:
    X = load("iris").X_train
    model = mote.convert(IsolationForest(n_estimators=5, random_state=0).fit(X))
    result = model.verify(X, (model.predict(X) == 1).astype(int))
    assert result.unknown == (model.predict(X) == -1).sum() > 0
    assert "unknown classes" in str(result)


def test_a_regression_has_r2_and_no_accuracy() -> None:
    data = load("diabetes")
    tree = DecisionTreeRegressor(max_depth=4, random_state=0).fit(data.X_train, data.y_train)
    result = mote.convert(tree).verify(data.X_test, data.y_test)
    assert result.accuracy is result.reference_accuracy is None
    assert result.reference_r2 == pytest.approx(tree.score(data.X_test, data.y_test), abs=1e-12)
    assert result.r2 == pytest.approx(result.reference_r2, abs=1e-5)
    said = f"R2                 {result.r2:.4f} (scikit-learn {result.r2:.4f})"
    assert str(result).splitlines()[-1] == said
    assert "accuracy" not in str(result) and f", R2 {result.r2:.4f}" in result.line


@pytest.mark.parametrize(
    ("truth", "predicted"),
    [([1.0, 2.0, 4.0], [1.0, 2.5, 3.0]), ([3.0, 3.0], [3.0, 3.0]), ([3.0, 3.0], [3.0, 4.0])],
)
def test_r2_is_scikit_learns_for_constant_answers_as_well(
    truth: list[float], predicted: list[float]
) -> None:
    expected = r2_score(truth, predicted)
    assert quality.r2(np.array(truth), np.array(predicted)) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("y", "says"), [(["a", "b"], "must hold numbers"), ([1.0, np.nan], "holds nan in row 1")]
)
def test_values_that_are_no_numbers_are_refused(y: list[object], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        quality.answers(y, 2, None)


def test_a_model_and_its_verification_are_shown_in_a_notebook(flowers: mote.Model) -> None:
    data = load("iris")
    assert "not yet" in mote.convert(flowers.estimator)._repr_html_()
    result = flowers.verify(data.X_test)
    shown = result._repr_html_()
    for text in ("<table>", "largest difference", f"{len(data.X_test)} of {len(data.X_test)}"):
        assert text in shown
    assert result.line in flowers._repr_html_()


def test_what_a_notebook_shows_holds_no_tag_of_a_class() -> None:
    data = load("iris")
    names = np.array(["<b>", "&", "c"])
    forest = RandomForestClassifier(2, random_state=0).fit(data.X_train, names[data.y_train])
    assert "<b><" not in mote.convert(forest)._repr_html_()
