"""The command line: convert, verify, report, and what it says of what is wrong."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import joblib
import numpy as np
import pandas as pd
import pytest
from conftest import load
from sklearn.ensemble import RandomForestClassifier
from sklearn.tree import DecisionTreeRegressor

import mote
from mote.chip import page
from mote.chip.boards import find
from mote.chip.build import Build
from mote.chip.report import Report
from mote.command import main

COLUMNS = ["sepal length", "sepal width", "petal length", "petal width"]
NAMES = np.array(["setosa", "versicolor", "virginica"])


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A forest on named columns, its training rows, and rows that were held out."""
    data = load("iris")
    train = pd.DataFrame(data.X_train, columns=COLUMNS)
    test = pd.DataFrame(data.X_test, columns=COLUMNS)
    forest = RandomForestClassifier(3, random_state=0).fit(train, NAMES[data.y_train])
    joblib.dump(forest, tmp_path / "iris.joblib")
    train.to_csv(tmp_path / "train.csv", index=False)
    test.assign(species=NAMES[data.y_test]).to_csv(tmp_path / "test.csv", index=False)
    test.assign(species=data.y_test).to_csv(tmp_path / "numbered.csv", index=False)
    test[COLUMNS[::-1]].to_csv(tmp_path / "turned.csv", index=False)
    np.savez(tmp_path / "test.npz", X=data.X_test, y=NAMES[data.y_test])
    np.save(tmp_path / "test.npy", data.X_test)
    return tmp_path


def run(arguments: Sequence[str], capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    capsys.readouterr()
    code = main(arguments)
    said = capsys.readouterr()
    return code, said.out, said.err


def test_convert_writes_the_header_that_python_writes_and_verifies_it(
    files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = run(
        ["convert", "iris.joblib", "-o", "iris.hpp", "--dtype", "int16", "--calibrate",
         "train.csv", "--option", "leaves=hard", "--samples", "test.csv", "--target", "species"],
        capsys,
    )  # fmt: skip
    assert (code, err) == (0, "")
    assert "accuracy" in out and "wrote iris.hpp" in out
    train = pd.read_csv("train.csv")
    model = mote.convert(joblib.load("iris.joblib"), "int16", calibrate=train, leaves="hard")
    test = pd.read_csv("test.csv")
    model.verify(test[COLUMNS], test["species"])
    assert Path("iris.hpp").read_text(encoding="utf-8") == model.header("iris")


def test_a_header_that_was_not_verified_is_written_with_a_word(
    files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = run(["convert", "iris.joblib", "-o", "flower.hpp", "--name", "rose"], capsys)
    assert code == 0 and "wrote flower.hpp" in out
    assert err == "mote: it was not verified: give held-out rows as --samples.\n"
    assert "namespace rose {" in Path("flower.hpp").read_text(encoding="utf-8")


@pytest.mark.parametrize("samples", ["test.csv --target species", "test.npz", "test.npy"])
def test_verify_reads_rows_of_every_kind(
    samples: str, files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = len(load("iris").X_test)
    code, out, err = run(["verify", "iris.joblib", *samples.split()], capsys)
    assert (code, err) == (0, "")
    assert f"identical          {rows} of {rows}" in out
    assert ("accuracy" in out) == (samples != "test.npy")


def test_verify_knows_the_header_of_another_model(
    files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["convert", "iris.joblib", "-o", "iris.hpp"], capsys)
    held = ["verify", "iris.joblib", "test.npy", "--header", "iris.hpp"]
    code, out, _ = run(held, capsys)
    assert code == 0 and "iris.hpp is the header of iris.joblib" in out
    code, _, err = run([*held, "--dtype", "int16", "--calibrate", "train.csv"], capsys)
    assert code == 1 and "iris.hpp is not the header of this estimator" in err


def test_values_of_a_regression_are_not_taken_for_whole_numbers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = load("diabetes")
    y = data.y_train + 0.25
    joblib.dump(DecisionTreeRegressor(max_depth=3).fit(data.X_train, y), "tree.joblib")
    np.save("rows.npy", np.column_stack([data.X_train, y]))
    np.savetxt("rows.csv", np.column_stack([data.X_train, y]), delimiter=",")
    said = [run(["verify", "tree.joblib", f"rows.{end}", "--target", "-1"], capsys)[1]
            for end in ("npy", "csv")]  # fmt: skip
    assert said[0] == said[1] and "R2 " in said[0]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ("convert absent.joblib -o a.hpp", "there is no file absent.joblib"),
        ("convert test.csv -o a.hpp", "test.csv is no estimator that joblib.dump or pickle wrote"),
        ("convert iris.joblib -o a.txt", "the ending says the format"),
        ("convert iris.joblib -o a.hpp --dtype int12", "dtype='int12' is not a feature type"),
        ("convert iris.joblib -o a.hpp --option leaves", "write --option NAME=VALUE"),
        ("convert iris.joblib -o a.hpp --option trees=3", "trees=3 is not an option"),
        ("verify iris.joblib turned.csv", "column 0 of X is 'petal width'"),
        ("verify iris.joblib test.csv", "in column 'species', which is no number"),
        ("verify iris.joblib numbered.csv", "name it: --target COLUMN"),
        ("convert iris.joblib -o a.hpp --dtype int16 --calibrate numbered.csv", "--target COLUMN"),
        ("verify iris.joblib test.csv --target kind", "no column 'kind': it has sepal length"),
        ("verify iris.joblib test.npy --target 4", "no column '4': it has columns 0 to 3"),
        ("verify iris.joblib iris.joblib", "the ending must be .csv, .npy or .npz"),
        ("report a.hpp --out cost.pdf", ".html for a page"),
        ("report a.hpp --out absent/cost.html", "there is no folder absent"),
        ("report a.hpp --csv cost.csv", "a.hpp"),
    ],
)
def test_what_is_wrong_is_one_line(
    arguments: str, says: str, files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, err = run(arguments.split(), capsys)
    assert code == 1
    assert err.startswith("mote: ") and says in err and err.count("\n") == 1


def test_a_level_that_no_compiler_has_is_a_sentence(
    files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["convert", "iris.joblib", "-o", "iris.hpp"], capsys)
    code, _, err = run(["report", "iris.hpp", "--opt", "O9"], capsys)
    assert (code, err) == (
        1, "mote: opt='O9' is not a level of optimisation: use -Os, -O0, -O1, -O2, -O3.\n",
    )  # fmt: skip


def python(*arguments: str, before: str = "") -> subprocess.CompletedProcess[str]:
    """python -m mote, of the package under test."""
    package = str(Path(mote.__file__).parents[1])
    return subprocess.run(
        [sys.executable, "-m", "mote", *arguments], capture_output=True, text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, [before, package]))},
    )  # fmt: skip


def test_it_says_its_version_and_its_commands() -> None:
    assert python("--version").stdout == f"mote {mote.__version__}\n"
    done = python()
    assert done.returncode == 2
    assert (
        "convert | verify | report | record | train" in done.stderr
        and "Traceback" not in done.stderr
    )


def test_a_report_is_plain_text_without_any_other_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("rich", "jinja2", "matplotlib"):
        monkeypatch.setitem(sys.modules, name, None)
    monkeypatch.setattr(page, "has_picture", lambda: False)
    board = find("pico")
    builds = {("m0", way): Build("m0", way, 2000, 0, 52, 1096.4) for way in ("walk", "unrolled")}
    report = Report("digits", "200 rows of X", "-Os", (board,), builds)
    lines = str(report).splitlines()
    assert lines[0] == "What digits costs"
    figures = "Raspberry Pi Pico walk 2,000 0 52 1,096 ≈ 12 µs yes, under 1 % of flash"
    assert " ".join(lines[4].split()) == figures
    assert max(map(len, report.text(80).splitlines())) <= 80
    written = report.save("cost.html").read_text(encoding="utf-8")
    assert "pip install &#x27;mote-ml[report]&#x27;" in written and "<svg" not in written
    assert "≈ 12 µs" in written and "overflow-x:auto" in written
    assert "<table" in report._repr_html_()


def test_a_header_that_breaks_its_promise_is_not_written(
    files: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise mote.VerificationError("3 of 50 rows differ.")

    monkeypatch.setattr(mote.Model, "verify", broken)
    code, _, err = run(
        ["convert", "iris.joblib", "-o", "iris.hpp", "--samples", "test.npy"], capsys
    )
    assert (code, err) == (1, "mote: 3 of 50 rows differ.\n")
    assert not Path("iris.hpp").exists()
