"""Model files: what model.save("x.csv") and emlearn write predicts the same when C++ loads it."""

from __future__ import annotations

import ctypes
import os
import re
import shlex
import subprocess
from pathlib import Path

import numpy as np
import pytest
from sklearn.datasets import load_breast_cancer, load_diabetes, load_digits, load_iris
from sklearn.ensemble import (
    ExtraTreesClassifier,
    GradientBoostingClassifier,
    HistGradientBoostingClassifier,
    HistGradientBoostingRegressor,
    IsolationForest,
    RandomForestClassifier,
    RandomForestRegressor,
)
from sklearn.tree import DecisionTreeClassifier

import mote

pytestmark = pytest.mark.slow  # left out by ./dev test --fast

PROGRAM = r"""
#include <mote/model/emlearn_reader.hpp>
#include <mote/model/scaler.hpp>
#include <mote/model/tree_reader.hpp>

struct capacity {{
  using feature_type = {feature};
  using link_type = int16_t;
  static constexpr size_t features = {features}, trees = {trees}, splits = {splits};
  static constexpr size_t leaves = {leaves};
}};
using model_type = mote::loaded_trees<capacity, {vote}{scaler}>;
static model_type model;

struct bytes {{
  const char* at;
  const char* end;
  bool operator()(char& c) {{
    if (at == end) return false;
    c = *at++;
    return true;
  }}
}};

extern "C" {{
unsigned load(const char* file, size_t size, unsigned* line) {{
  mote::{reader} reader{{model}};
  const mote::status s = reader.read(bytes{{file, file + size}});
  *line = s.line();
  return unsigned(s.code());
}}
int run(const {feature}* x, size_t rows, mote::prediction_t<model_type>* label,
        {probability}* proba, mote::scores_t<model_type>* score) {{
  for (size_t i = 0; i < rows; ++i, x += capacity::features) {{
    const auto& row = *reinterpret_cast<const mote::array<{feature}, capacity::features>*>(x);
    if (!mote::predict(model, row, label[i])) return 1;
    if (!mote::score(model, row, score[i])) return 2;
    {run_proba}
  }}
  return 0;
}}
{quantize}
}}
"""

QUANTIZE = """
void quantize(const float* raw, size_t rows, {feature}* x) {{
  for (size_t i = 0; i < rows; ++i) {{
    mote::array<float, capacity::features> in;
    for (auto& v : in) v = *raw++;
    mote::array<{feature}, capacity::features> out;
    (void)model.scaler()(in, out);
    for (auto v : out) *x++ = v;
  }}
}}
"""

C_TYPE = {"int8": "int8_t", "int16": "int16_t", "int32": "int32_t", "float": "float"}
NUMPY = {"int8": np.int8, "int16": np.int16, "int32": np.int32, "float": np.float32}


class Loaded:
    """A program that was compiled with capacities only, and gets the model from a file."""

    def __init__(
        self,
        folder: Path,
        file: Path,
        *,
        dtype: str,
        vote: str,
        features: int,
        prediction: type,
        probability: type | None = None,
        classes: int = 0,
        score: type = np.uint32,
        scores: int = 1,
        scaled: bool = False,
        reader: str = "tree_reader",
    ) -> None:
        feature = C_TYPE[dtype]
        c_probability = "float" if probability is np.float32 else "uint16_t"
        text = PROGRAM.format(
            feature=feature,
            features=features,
            trees=120,
            splits=9000,
            leaves=9000,
            vote=vote,
            scaler=f", mote::scaler<{feature}, {features}>" if scaled else "",
            reader=reader,
            probability=c_probability,
            run_proba=(
                "mote::probabilities_t<model_type> p; "
                "if (!mote::predict_proba(model, row, p)) return 3; for (auto v : p) *proba++ = v;"
                if probability
                else "(void)proba;"
            ),
            quantize=QUANTIZE.format(feature=feature) if scaled else "",
        )
        (folder / "load.cpp").write_text(text)
        library = folder / "load.so"
        subprocess.run(
            [
                *shlex.split(os.environ.get("CXX", mote.compiler())),
                "-std=c++17",
                "-O1",
                "-ffp-contract=off",
                "-shared",
                "-fPIC",
                "-I",
                str(mote.include_dir()),
                str(folder / "load.cpp"),
                "-o",
                str(library),
            ],
            check=True,
        )
        self.code = ctypes.CDLL(str(library))
        self.dtype, self.prediction, self.probability = dtype, prediction, probability
        self.classes, self.score, self.scores = classes, score, scores
        self.load(file.read_bytes(), expect=0)

    def load(self, data: bytes, expect: int) -> int:
        line = ctypes.c_uint(0)
        code = self.code.load(data, ctypes.c_size_t(len(data)), ctypes.byref(line))
        assert code == expect, f"status {code} in line {line.value}"
        return line.value

    def run(self, x: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        x = np.ascontiguousarray(x, NUMPY[self.dtype])
        label = np.empty(len(x), self.prediction)
        proba = np.empty((len(x), max(self.classes, 1)), self.probability or np.uint16)
        score = np.empty((len(x), self.scores), self.score)
        out = [ctypes.c_void_p(a.ctypes.data) for a in (label, proba, score)]
        rows = ctypes.c_size_t(len(x))
        assert self.code.run(ctypes.c_void_p(x.ctypes.data), rows, *out) == 0
        return label, proba, score

    def quantize(self, raw: np.ndarray) -> np.ndarray:
        raw = np.ascontiguousarray(raw, np.float32)
        x = np.empty(raw.shape, NUMPY[self.dtype])
        self.code.quantize(
            ctypes.c_void_p(raw.ctypes.data),
            ctypes.c_size_t(len(raw)),
            ctypes.c_void_p(x.ctypes.data),
        )
        return x


def digits_forest() -> tuple[RandomForestClassifier, np.ndarray]:
    X, y = load_digits(return_X_y=True)
    return RandomForestClassifier(9, max_leaf_nodes=60, random_state=3).fit(X[:900], y[:900]), X


def soft(proportion: str, classes: int) -> str:
    return f"mote::soft_vote<uint8_t, {classes}, capacity::trees, {proportion}, 40000>"


def as_integers(X: np.ndarray, dtype: str) -> np.ndarray:
    top = np.iinfo(NUMPY[dtype]).max
    return np.floor(X / np.abs(X).max(axis=0) * min(top, 30000))


@pytest.mark.parametrize("dtype", ["int8", "int16", "int32", "float"])
@pytest.mark.parametrize("leaves", ["hard", "soft8", "soft16", "exact"])
def test_a_saved_forest_predicts_as_its_header(tmp_path: Path, dtype: str, leaves: str) -> None:
    forest, X = digits_forest()
    model = mote.convert(forest, dtype, leaves=leaves)
    file = model.save(tmp_path / "digits.csv")
    vote, kind = {
        "hard": ("mote::hard_vote<uint8_t, 10, capacity::trees>", np.uint8),
        "soft8": (soft("uint8_t", 10), np.uint16),
        "soft16": (soft("uint16_t", 10), np.uint32),
        "exact": (soft("mote::binary64::bits", 10), np.uint64),
    }[leaves]
    probability = np.float32 if dtype == "float" else np.uint16
    loaded = Loaded(
        tmp_path,
        file,
        dtype=dtype,
        vote=vote,
        features=64,
        prediction=np.uint8,
        probability=probability,
        classes=10,
        score=kind,
        scores=10,
    )
    label, proba, _ = loaded.run(X)
    assert np.array_equal(forest.classes_[label], model.predict(X))
    unit = 1.0 if dtype == "float" else 32768.0
    assert np.array_equal(proba.astype(np.float64) / unit, model.predict_proba(X))


SUMS = {
    "regression float": (RandomForestRegressor(7, max_depth=6, random_state=0), "float", "float"),
    "regression int16": (RandomForestRegressor(7, max_depth=6, random_state=0), "int16", "int16"),
    "poisson": (HistGradientBoostingRegressor(loss="poisson", max_iter=15), "float", "float"),
    "boosting int32": (
        GradientBoostingClassifier(n_estimators=9, random_state=0),
        "int16",
        "int32",
    ),
    "boosting float": (
        GradientBoostingClassifier(n_estimators=9, random_state=0),
        "float",
        "float",
    ),
    "boosting mixed": (HistGradientBoostingClassifier(max_iter=9), "int16", "float"),
    "isolation int32": (IsolationForest(n_estimators=40, random_state=0), "int16", "int32"),
    "isolation float": (IsolationForest(n_estimators=40, random_state=0), "float", "float"),
}


@pytest.mark.parametrize("name", SUMS)
def test_saved_sums_predict_as_their_header(tmp_path: Path, name: str) -> None:
    estimator, dtype, leaves = SUMS[name]
    X, y = load_iris(return_X_y=True)
    if "regression" in name or name == "poisson":
        X, y = load_diabetes(return_X_y=True)
    if dtype != "float":
        X = as_integers(X, dtype)
    estimator.fit(X[::2], y[::2])
    model = mote.convert(estimator, dtype, leaves=leaves)
    link = {
        "regression": "identity",
        "poisson": "exponential",
        "boosting": "softmax",
        "isolation": "isolation",
    }[name.split()[0]]
    outputs = 3 if link == "softmax" else 1
    labels = link in ("softmax", "isolation")
    leaf = C_TYPE[leaves]
    floats = leaves == "float"
    loaded = Loaded(
        tmp_path,
        model.save(tmp_path / "model.csv"),
        dtype=dtype,
        vote=f"mote::value_sum<mote::link::{link}, {'uint8_t' if labels else 'void'}, {leaf}, "
        f"{outputs}>",
        features=X.shape[1],
        scores=outputs,
        score=np.float32 if floats else np.int32,
        prediction=np.uint8 if labels else np.float32 if floats else np.int32,
        probability=None if link != "softmax" else np.float32 if floats else np.uint16,
        classes=outputs,
    )
    label, proba, score = loaded.run(X)
    own = model.predict(X)
    if link == "softmax":
        assert np.array_equal(label, own)
        unit = 1.0 if floats else 32768.0
        assert np.array_equal(proba.astype(np.float64) / unit, model.predict_proba(X))
    elif link == "isolation":
        assert np.array_equal(np.where(label == 1, 1, -1), own)
        unit = 1.0 if floats else 32768.0
        assert np.array_equal(score[:, 0].astype(np.float64) / unit, model.score_samples(X))
    else:
        unit = 1.0 if floats else model.stored.leaves.scale
        assert np.array_equal(label.astype(np.float64) * unit, own)


def test_two_classes_and_a_scaling_survive_the_file(tmp_path: Path) -> None:
    X, y = load_breast_cancer(return_X_y=True)
    forest = ExtraTreesClassifier(8, max_depth=6, random_state=1).fit(X[::2], y[::2])
    model = mote.convert(forest, "int16", leaves="soft16", calibrate=X[::2])
    loaded = Loaded(
        tmp_path,
        model.save(tmp_path / "cancer.csv"),
        dtype="int16",
        vote=soft("uint16_t", 2),
        features=30,
        prediction=np.uint8,
        probability=np.uint16,
        classes=2,
        score=np.uint32,
        scores=2,
        scaled=True,
    )
    label, proba, _ = loaded.run(loaded.quantize(X))
    assert np.array_equal(label, model.predict(X))
    assert np.array_equal(proba / 32768.0, model.predict_proba(X))


def test_boosting_of_two_classes_survives_the_file(tmp_path: Path) -> None:
    X, y = load_breast_cancer(return_X_y=True)
    boosting = HistGradientBoostingClassifier(max_iter=12).fit(X[::2], y[::2])
    model = mote.convert(boosting, "float", leaves="int32")
    loaded = Loaded(
        tmp_path,
        model.save(tmp_path / "cancer.csv"),
        dtype="float",
        vote="mote::value_sum<mote::link::logistic, uint8_t, int32_t, 1>",
        features=30,
        prediction=np.uint8,
        probability=np.uint16,
        classes=2,
        score=np.int32,
    )
    label, proba, _ = loaded.run(X)
    assert np.array_equal(label, model.predict(X))
    assert np.array_equal(proba / 32768.0, model.predict_proba(X))


def test_the_names_of_the_classes_stand_in_the_file_and_cannot_break_a_line(tmp_path: Path) -> None:
    names = np.array(["a,b", "new\nline", "größer"])
    X, y = load_iris(return_X_y=True)
    model = mote.convert(DecisionTreeClassifier(random_state=0).fit(X, names[y]))
    file = model.save(tmp_path / "named.csv")
    lines = file.read_text(encoding="utf-8").split("\n")
    assert lines[4:7] == ["label,0,a,b", "label,1,größer", "label,2,new line"]
    loaded = Loaded(
        tmp_path,
        file,
        dtype="float",
        vote="mote::hard_vote<uint8_t, 3, capacity::trees>",
        features=4,
        prediction=np.uint8,
        probability=np.float32,
        classes=3,
        score=np.uint8,
        scores=3,
    )
    assert np.array_equal(model.classes_[loaded.run(X)[0]], model.predict(X))
    cut = file.read_bytes()[:-3]
    assert loaded.load(cut, expect=2) == len(lines) - 1  # truncated, in the last line
    damaged = file.read_bytes().replace(b"\nn,", b"\nn,0", 1)
    loaded.load(damaged, expect=17)  # checksum: the damage means nothing, and is still seen


def test_save_refuses_an_ending_that_says_no_format(tmp_path: Path) -> None:
    forest, _ = digits_forest()
    with pytest.raises(mote.UnsupportedError, match=re.escape(".csv for a file")):
        mote.convert(forest).save(tmp_path / "digits.json")


# --- files that emlearn wrote ---------------------------------------------------------------------


def test_a_hard_file_of_emlearn_predicts_as_emlearn(tmp_path: Path) -> None:
    emlearn = pytest.importorskip("emlearn")
    forest, X = digits_forest()
    peer = emlearn.convert(forest, method="loadable", dtype="int16_t")
    peer.save(file=str(tmp_path / "digits.csv"), name="digits", format="csv")
    loaded = Loaded(
        tmp_path,
        tmp_path / "digits.csv",
        dtype="int16",
        reader="emlearn_reader",
        vote="mote::hard_vote<uint8_t, 10, capacity::trees>",
        features=64,
        prediction=np.uint8,
        probability=np.uint16,
        classes=10,
        score=np.uint8,
        scores=10,
    )
    label, proba, _ = loaded.run(X)
    assert np.array_equal(label, peer.predict(X))
    assert np.abs(proba / 32768.0 - peer.predict_proba(X)).max() < 1e-4


@pytest.mark.parametrize("bits", [3, 8])
def test_a_soft_file_of_emlearn_predicts_as_emlearn_except_in_exact_ties(
    tmp_path: Path, bits: int
) -> None:
    emlearn = pytest.importorskip("emlearn")
    forest, X = digits_forest()
    peer = emlearn.convert(forest, method="loadable", dtype="int16_t", leaf_bits=bits)
    peer.save(file=str(tmp_path / "digits.csv"), name="digits", format="csv")
    loaded = Loaded(
        tmp_path,
        tmp_path / "digits.csv",
        dtype="int16",
        reader="emlearn_reader",
        vote=soft("uint8_t", 10),
        features=64,
        prediction=np.uint8,
        probability=np.uint16,
        classes=10,
        score=np.uint16,
        scores=10,
    )
    label, proba, score = loaded.run(X)
    best = np.sort(score.astype(int), axis=1)
    tie = best[:, -1] == best[:, -2]
    assert tie.sum() < 40
    assert np.array_equal(label[~tie], np.asarray(peer.predict(X))[~tie])
    assert np.abs(proba / 32768.0 - peer.predict_proba(X)).max() < 1e-4


def test_a_float_regression_of_emlearn_predicts_as_emlearn(tmp_path: Path) -> None:
    emlearn = pytest.importorskip("emlearn")
    X, y = load_diabetes(return_X_y=True)
    forest = RandomForestRegressor(9, max_leaf_nodes=40, random_state=0).fit(X[::2], y[::2])
    peer = emlearn.convert(forest, method="inline", dtype="float")
    peer.save(file=str(tmp_path / "diabetes.csv"), name="diabetes", format="csv")
    loaded = Loaded(
        tmp_path,
        tmp_path / "diabetes.csv",
        dtype="float",
        reader="emlearn_reader",
        vote="mote::value_sum<mote::link::identity, void, float, 1>",
        features=10,
        prediction=np.float32,
        score=np.float32,
    )
    np.testing.assert_allclose(loaded.run(X)[0], np.asarray(peer.predict(X)), rtol=1e-6)


def test_forty_classes_wrap_the_lines_of_an_emlearn_file_and_still_load(tmp_path: Path) -> None:
    emlearn = pytest.importorskip("emlearn")
    rng = np.random.default_rng(0)
    X = rng.integers(-2000, 2000, (900, 6))
    y = rng.integers(0, 40, 900)
    forest = RandomForestClassifier(3, max_leaf_nodes=30, random_state=1).fit(X, y)
    peer = emlearn.convert(forest, method="inline", dtype="int16_t", leaf_bits=8)
    peer.save(file=str(tmp_path / "many.csv"), name="many", format="csv")
    assert b"\n   0" in (tmp_path / "many.csv").read_bytes()
    loaded = Loaded(
        tmp_path,
        tmp_path / "many.csv",
        dtype="int16",
        reader="emlearn_reader",
        vote=soft("uint8_t", 40),
        features=6,
        prediction=np.uint8,
        probability=np.uint16,
        classes=40,
        score=np.uint16,
        scores=40,
    )
    label, _, score = loaded.run(X)
    best = np.sort(score.astype(int), axis=1)
    tie = best[:, -1] == best[:, -2]
    assert np.array_equal(label[~tie], np.asarray(peer.predict(X))[~tie])
