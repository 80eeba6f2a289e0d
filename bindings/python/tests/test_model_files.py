"""Files of all families but trees: what is their own beside the shared contract of families."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sklearn.datasets import load_iris
from sklearn.discriminant_analysis import QuadraticDiscriminantAnalysis
from sklearn.linear_model import LogisticRegression, SGDClassifier
from sklearn.mixture import GaussianMixture
from sklearn.naive_bayes import GaussianNB
from sklearn.neighbors import KNeighborsClassifier
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC

import mote
from mote.emit import file
from mote.families.naive_bayes import NaiveBayes

X, Y = load_iris(return_X_y=True)
TENTHS = np.rint(X * 10)


def saved(model: mote.Model, folder: Path) -> list[str]:
    return model.save(folder / "x.csv").read_text(encoding="utf-8").splitlines()


@pytest.mark.filterwarnings("ignore::mote.UnverifiedWarning")
def test_a_file_says_what_a_program_must_be_written_for(tmp_path: Path) -> None:
    lines = saved(mote.convert(KNeighborsClassifier(3).fit(TENTHS[::5], Y[::5]), "int16"), tmp_path)
    assert lines[:4] == [
        "mote,1",
        "features,int16,4",
        "model,knn,classifier,euclidean,uniform,3,3",
        "sizes,30",
    ]
    assert lines[4:7] == ["label,0,0", "label,1,1", "label,2,2"]
    assert lines[7] == f"reach,{int(TENTHS[::5].max())}"
    assert lines[8] == "row,51,35,14,2,0"
    assert len(lines) == 8 + 30 + 1


@pytest.mark.filterwarnings("ignore::mote.UnverifiedWarning")
def test_labels_are_the_names_of_the_classes_in_one_line_each(tmp_path: Path) -> None:
    names = np.array(["setosa", "two\nlines", "a, b"])[Y]
    lines = saved(mote.convert(GaussianNB().fit(X, names)), tmp_path)
    assert lines[4:7] == ["label,0,a, b", "label,1,setosa", "label,2,two lines"]


@pytest.mark.parametrize("covariance", ["full", "tied", "diag", "spherical"])
def test_every_covariance_is_loaded(covariance: str) -> None:
    model = mote.convert(GaussianMixture(2, covariance_type=covariance, random_state=0).fit(X))
    assert model.verify(X).ways["from a file"].startswith("the same bits on 150 of 150 rows")


@pytest.mark.parametrize(
    ("record", "what"), [("class,", "naive Bayes"), ("label,", "people"), ("crc,", "the checksum")]
)
def test_a_changed_number_of_a_file_is_found(
    record: str, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = mote.convert(GaussianNB().fit(X, Y))
    whole = NaiveBayes.file

    def changed(self: NaiveBayes, stored: Any) -> Any:
        made = whole(self, stored)
        assert made is not None
        lines = made.text.splitlines()
        at = next(i for i, line in enumerate(lines) if line.startswith(record))
        if record == "crc,":
            lines[at] = f"crc,{int(lines[at][4:], 16) ^ 1:08x}"
            return replace(made, text="\n".join(lines) + "\n")
        name, first, *rest = lines[at].split(",")
        own = f"{int(first, 16) + (1 << 20):08x}" if record == "class," else first
        lines[at] = ",".join([name, own, *rest])
        return replace(made, text=file.close(lines[1:-1]))

    monkeypatch.setattr(NaiveBayes, "file", changed)
    if record == "label,":
        model.verify(X)
        return
    with pytest.raises(mote.VerificationError, match=r"from a file|own file was refused"):
        model.verify(X)


def test_neighbours_behind_a_scaler_have_no_file_in_float(tmp_path: Path) -> None:
    model = mote.convert(make_pipeline(StandardScaler(), KNeighborsClassifier(3)).fit(X, Y))
    assert model.verify(X).ways["from a file"].startswith("none: neighbours behind a scaler")
    with pytest.raises(mote.UnsupportedError, match=r"save a \.hpp, or convert with dtype='int16'"):
        model.save(tmp_path / "x.csv")


def test_a_line_that_no_chip_reads_is_refused(tmp_path: Path) -> None:
    random = np.random.default_rng(0)
    rows = random.normal(size=(600, 130))
    model = mote.convert(QuadraticDiscriminantAnalysis(reg_param=0.1).fit(rows, np.arange(600) % 2))
    with pytest.raises(mote.UnsupportedError, match="reads at most 65,534: take fewer features"):
        model.save(tmp_path / "x.csv")


def test_a_longest_line_is_the_readers() -> None:
    header = (mote.include_dir() / "mote/core/text/text_reader.hpp").read_text(encoding="utf-8")
    assert "longest_record = 0xFFFFu" in header
    assert file.LONGEST == 0xFFFF - 1


def test_an_integer_step_above_a_logit_is_refused_for_clipped_probabilities() -> None:
    huge = SGDClassifier(loss="modified_huber", random_state=0).fit(TENTHS, Y)
    with pytest.raises(mote.UnsupportedError, match="probabilities would be 0 or 1"):
        mote.convert(huge, "int8")


def test_a_loaded_scaler_is_written_before_the_model(tmp_path: Path) -> None:
    model = mote.convert(LogisticRegression(C=0.1, max_iter=2000).fit(X, Y), "int16", calibrate=X)
    model.verify(X)
    names = [line.split(",")[0] for line in saved(model, tmp_path)]
    assert names == [
        *("mote", "features", "model", "sizes"),
        *("label",) * 3, *("scale",) * 4, "unit", *("output",) * 3, "crc",
    ]  # fmt: skip


@pytest.mark.parametrize("dtype", ["float", "int16", "int8"])
@pytest.mark.parametrize("kind", ["rbf", "poly", "sigmoid", "linear"])
def test_support_vectors_of_two_classes_are_loaded(kind: str, dtype: str) -> None:
    if kind in ("poly", "sigmoid") and dtype != "float":
        return
    machine = SVC(kernel=kind, gamma="auto", degree=2).fit(X[50:] - X.mean(axis=0), Y[50:])
    calibrate = None if dtype == "float" else X[50:] - X.mean(axis=0)
    model = mote.convert(machine, dtype, calibrate=calibrate)
    found = model.verify(X[50:] - X.mean(axis=0)).ways["from a file"]
    assert found.startswith("the same bits on 100 of 100 rows")


def test_linear_machines_of_several_sums_have_no_file(tmp_path: Path) -> None:
    model = mote.convert(SVC(kernel="linear").fit(X, Y))
    assert "from a file" not in model.verify(X).ways
    with pytest.raises(mote.UnsupportedError, match="SVC has no file for run time: save"):
        model.save(tmp_path / "x.csv")


@pytest.mark.filterwarnings("ignore::mote.UnverifiedWarning")
def test_a_perceptron_says_its_layers(tmp_path: Path) -> None:
    stops = {"tol": 1e9, "n_iter_no_change": 30, "random_state": 0}
    network = MLPClassifier((5, 2), activation="tanh", **stops).fit(X, Y)
    model = mote.convert(network, "int8", calibrate=X)
    bits = [layer.bits for layer in model.stored.layers]
    lines = saved(model, tmp_path)
    assert lines[2] == f"model,mlp,tanh,tanh,sums,5,2,3,{bits[0]},{bits[1]},0"
    neurons = [line for line in lines if line.startswith("neuron,")]
    assert [len(line.split(",")) for line in neurons] == [8] * 5 + [9] * 2 + [4] * 3
