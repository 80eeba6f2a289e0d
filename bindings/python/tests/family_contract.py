"""What every family of models promises, checked in the same way for each: see test_families.py.

A new family is held to it by one entry of CASES there.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from conftest import compile_program
from sklearn import datasets
from sklearn.base import clone

import mote
from mote.emit import line
from mote.families.registry import find

CLASSES = ("iris", "wine", "breast_cancer", "digits")
VALUES = ("diabetes", "linnerud")


@dataclass(frozen=True)
class Case:
    """An estimator, how it is converted, and the data sets that it can be fitted on."""

    make: Callable[[], Any]
    data: tuple[str, ...]
    dtype: str = "float"
    calibrates: bool = False
    supervised: bool = True  # otherwise its own answers are the right ones


def rows_of(name: str) -> tuple[np.ndarray, np.ndarray]:
    """A data set that scikit-learn ships; of linnerud the first output."""
    X, y = getattr(datasets, f"load_{name}")(return_X_y=True)
    return X, y[:, 0] if y.ndim == 2 else y


def fitted(case: Case, name: str) -> tuple[mote.Model, np.ndarray, np.ndarray]:
    """The model of every other row, and the rows that it has not seen."""
    X, y = rows_of(name)
    estimator = case.make().fit(X[::2], y[::2])
    calibrate = X if case.calibrates else None
    return mote.convert(estimator, case.dtype, calibrate=calibrate), X[1::2], y[1::2]


def verifies(model: mote.Model, X: np.ndarray, y: np.ndarray) -> None:
    """Every row keeps the promise, every way gives the bits of the walk, excuses are counted."""
    report = model.verify(X, y)
    assert report.rows == len(X)
    assert report.identical + sum(report.excused.values()) >= report.rows
    if find(model.estimator).abi(model.stored).workspace:
        assert report.ways == {}  # it is compiled in one way, and nobody compares floats
        return
    assert "as code" in report.ways
    has_file = find(model.estimator).file(model.stored) is not None
    assert ("from a file" in report.ways) == has_file
    same = f"the same bits on {len(X)} of {len(X)} rows"
    probes = find(model.estimator).probes(model.stored, 64)
    assert set(report.ways.values()) == {same + ("" if probes is None else ", 64 of 64 probes")}
    assert report.line in " ".join(
        text.removeprefix("//").strip() for text in model.header().splitlines()
    )


def describes_itself(model: mote.Model, X: np.ndarray) -> None:
    """Facts, abi, the header's line and what C++ gives agree with each other."""
    facts, abi = model.facts, find(model.estimator).abi(model.stored)
    said = line.read(model.header("some_name"))
    assert said.name == "some_name"
    assert said.family == find(model.estimator).name
    assert facts.n_features == model.n_features_in_ == said.features == X.shape[1]
    assert (said.prediction, said.probability, said.score) == (
        abi.prediction,
        abi.probability,
        abi.score,
    )
    assert said.feature == abi.feature == model.dtype
    assert said.flash == sum(facts.parts.values()) == model.table_bytes > 0
    assert set(facts.code) <= set(facts.parts)
    assert said.labels == (0 if model.classes_ is None else len(model.classes_))
    assert facts.line in repr(model)
    assert facts.line in model.header()
    assert all(text and not text.endswith(".") for text in (facts.work, facts.memory))
    helped = {"flash", "ram", "stack", "instructions", "microseconds"}
    assert all(cure.helps and cure.helps <= helped for cure in facts.cures)
    if abi.probability is not None:
        given = model.predict_proba(X)
        assert given.shape == (len(X), abi.probability.columns)
        np.testing.assert_allclose(given.sum(axis=1), 1.0, atol=1e-3)
    if abi.score is not None:
        assert model.score_samples(X).size == len(X) * abi.score.columns
    probes = find(model.estimator).probes(model.stored, 7)
    if probes is not None:
        kind = np.float32 if model.dtype == "float" else np.dtype(model.dtype)
        assert (probes.shape, probes.dtype) == ((7, X.shape[1]), kind)
        assert np.isfinite(probes).all()


def pickles(model: mote.Model, X: np.ndarray) -> None:
    """A copy is the same model."""
    copy = pickle.loads(pickle.dumps(model))
    assert copy.header() == model.header()
    np.testing.assert_array_equal(copy.predict(X), model.predict(X))


def saves(model: mote.Model, folder: Path) -> None:
    """As a header, and as a file where the family has one; any other ending is refused."""
    saved = model.save(folder / "saved.hpp")
    assert saved.read_text(encoding="utf-8") == model.header("saved")
    if find(model.estimator).file(model.stored) is None:
        with pytest.raises(mote.UnsupportedError, match=r"save a \.hpp"):
            model.save(folder / "saved.csv")
    else:
        text = model.save(folder / "saved.csv").read_text(encoding="utf-8")
        assert text.startswith("mote,1\n")
    with pytest.raises(mote.UnsupportedError, match="the ending says the format"):
        model.save(folder / "saved.txt")


def compiles(model: mote.Model, X: np.ndarray, folder: Path) -> None:
    """The header alone, with every warning an error; a program has the answers of Python."""
    samples = model.samples(X[:5])[0].features
    kind = {"float": "float", "int8": "int8_t", "int16": "int16_t", "int32": "int32_t"}
    listed = ",\n".join(
        "{" + ", ".join(f"{v}f" if model.dtype == "float" else str(v) for v in row) + "}"
        for row in samples.tolist()
    )
    abi = find(model.estimator).abi(model.stored)
    call = "mote::predict(made::model, x)"
    ram = ""
    if abi.workspace:
        ram = "static mote::workspace<made::model> ram;\n"
        call = "mote::predict(made::model, x, ram)"
        if model.classes_ is None:
            ram += (
                "static float only(const float (&x)[features]) {\n  float out[1];\n"
                "  mote::run(made::model, x, out, ram);\n  return out[0];\n}\n"
            )
            call = "only(x)"
    what = "static_cast<int>(answer)" if model.classes_ is not None else "double(answer)"
    source = f"""#include "made.hpp"
#include <stdio.h>
static constexpr int features = {X.shape[1]};
{ram}static constexpr {kind[model.dtype]} rows[][{X.shape[1]}] = {{{listed}}};
int main() {{
  for (const auto& x : rows) {{
    const auto answer = {call};
    printf("%.9g ", static_cast<double>({what}));
  }}
}}
"""
    printed = compile_program(folder, {"made.hpp": model.header("made"), "main.cpp": source})
    given = np.array(printed.split(), float)
    own = model.predict(X[:5])
    if model.classes_ is None:
        unit = find(model.estimator).abi(model.stored).prediction.unit
        np.testing.assert_allclose(given * unit, own, rtol=1e-6)
    else:
        np.testing.assert_array_equal(model.classes_[given.astype(int)], own)


def refuses(model: mote.Model, X: np.ndarray) -> None:
    """Options that it does not take, samples of another shape, and an estimator not fitted."""
    estimator = model.estimator
    family = find(estimator)
    with pytest.raises(mote.UnsupportedError, match="colour='red' is not an option of") as caught:
        mote.convert(estimator, model.dtype, colour="red")
    assert all(f"{name}=" in str(caught.value) for name in family.options)
    if not family.abi(model.stored).workspace:  # a file is there or not
        with pytest.raises(mote.UnsupportedError, match="is not fitted"):
            mote.convert(clone(estimator))
    for dtype, why in family.dtypes.items():
        with pytest.raises(mote.UnsupportedError, match=f"dtype='{dtype}' does not fit") as caught:
            mote.convert(estimator, dtype)
        assert str(caught.value).endswith(why)
    for ask in (model.predict, model.verify):
        with pytest.raises(ValueError, match="X must have shape"):
            ask(X[:, 1:])
        with pytest.raises(ValueError, match="X holds NaN"):
            ask(np.full_like(X[:1], np.nan))
