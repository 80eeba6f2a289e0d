"""Data and tools that the tests share."""

from __future__ import annotations

import os
import shutil
import subprocess
import zlib
from functools import cache
from pathlib import Path
from typing import NamedTuple

# Histogram boosting on small data gains nothing from threads, and waits for them on a busy machine.
os.environ.setdefault("OMP_NUM_THREADS", "1")

import numpy as np
import pytest
from sklearn import datasets
from sklearn.model_selection import train_test_split

import mote
from mote.families.trees.read import read

# What the tests compile does not crowd a user's own libraries out.
_BUILD = Path(__file__).resolve().parents[3] / "build"
if _BUILD.is_dir():
    os.environ.setdefault("MOTE_CACHE", str(_BUILD / "libraries"))

STRICT = ["-Wall", "-Wextra", "-Wconversion", "-Wshadow", "-Wdouble-promotion", "-Wpedantic"]
STRICT += ["-Werror", "-fno-exceptions", "-fno-rtti"]


class Split(NamedTuple):
    X_train: np.ndarray
    X_test: np.ndarray
    y_train: np.ndarray
    y_test: np.ndarray


_LOADERS = {
    "iris": datasets.load_iris,
    "wine": datasets.load_wine,
    "cancer": datasets.load_breast_cancer,
    "digits": datasets.load_digits,
    "diabetes": datasets.load_diabetes,
}


@cache
def load(name: str, seed: int = 0) -> Split:
    """A data set, one third of it held out."""
    X, y = _LOADERS[name](return_X_y=True)
    return Split(*train_test_split(X, y, test_size=1 / 3, random_state=seed))


def as_integers(data: Split, steps: int = 1000) -> Split:
    """Features as a sensor gives them: integers, each feature over -steps..steps."""
    low, high = data.X_train.min(axis=0), data.X_train.max(axis=0)
    width = np.where(high > low, high - low, 1.0)
    train, test = (np.rint(((X - low) / width * 2 - 1) * steps) for X in data[:2])
    return Split(train, test, data.y_train, data.y_test)


def on_thresholds(estimator: object, X: np.ndarray, picks: int = 80) -> np.ndarray:
    """Rows of X with one feature put exactly on a threshold, one float32 below, and one above."""
    ensemble = read(estimator)
    splits = [
        (tree.feature[node], tree.threshold[node])
        for tree in ensemble.trees
        for node in np.flatnonzero(tree.left >= 0)
    ]
    random = np.random.default_rng(zlib.crc32(type(estimator).__name__.encode()))
    rows = []
    for _ in range(picks if splits else 0):
        feature, threshold = splits[random.integers(len(splits))]
        near = np.float32(threshold)
        beside = [near, np.nextafter(near, np.float32(np.inf))]
        for value in [*beside, np.nextafter(near, np.float32(-np.inf))]:
            row = X[random.integers(len(X))].copy()
            row[feature] = value
            rows.append(row)
    return np.array(rows).reshape(-1, X.shape[1])


def compile_program(
    folder: Path,
    sources: dict[str, str],
    *,
    compiler: str = "g++",
    flags: tuple[str, ...] = ("-O1",),
    standard: str = "c++17",
) -> str:
    """Builds the .cpp files of `sources` into a program, runs it, and returns what it prints."""
    if shutil.which(compiler) is None:
        pytest.skip(f"{compiler} is not installed")
    for name, text in sources.items():
        (folder / name).write_text(text, encoding="utf-8")
    program = folder / "program"
    command = [compiler, f"-std={standard}", *STRICT, *flags, "-I", str(mote.include_dir())]
    command += [str(folder / name) for name in sources if name.endswith(".cpp")]
    done = subprocess.run([*command, "-o", str(program)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[:3000]
    return subprocess.run([str(program)], capture_output=True, text=True, check=True).stdout


@pytest.fixture(autouse=True)
def a_fresh_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """emlearn makes numpy raise on every underflow, and writes into the working directory."""
    monkeypatch.chdir(tmp_path)
    with np.errstate(divide="warn", over="warn", under="ignore", invalid="warn"):
        yield


@pytest.fixture(scope="session")
def forest():
    """Ten trees on the digits, leaves that are not pure."""
    from sklearn.ensemble import RandomForestClassifier

    data = load("digits")
    return RandomForestClassifier(10, min_samples_leaf=5, random_state=0).fit(
        data.X_train, data.y_train
    )


@pytest.fixture(scope="session")
def small_tree():
    from sklearn.tree import DecisionTreeClassifier

    data = load("iris")
    return DecisionTreeClassifier(max_depth=3, random_state=0).fit(data.X_train, data.y_train)
