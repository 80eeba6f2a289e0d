"""`python -m mote train`: from a folder of recordings to a header that was proved."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

import mote
from mote.command import main

Capture = pytest.CaptureFixture[str]


def write(folder: Path, label: str, person: str, loud: float, channels: int = 3) -> None:
    """400 rows that differ from label to label, and a little from person to person."""
    rng = np.random.default_rng([len(label), ord(person[0])])
    swing = np.sin(np.arange(400)[:, None] * (0.3 + 0.02 * len(person)) + np.arange(channels))
    (folder / label).mkdir(parents=True, exist_ok=True)
    x = loud * swing + rng.normal(0, 20, (400, channels))
    np.save(folder / label / f"{person}.npy", x.astype(np.int16))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for person in ("anna", "ben", "cleo"):
        write(tmp_path / "moves", "still", person, 30)
        write(tmp_path / "moves", "shake", person, 3000)
    return tmp_path


def test_train_tries_proves_and_writes(folder: Path, capsys: Capture) -> None:
    out = folder / "moves.hpp"
    code = main(["train", str(folder / "moves"), "-o", str(out), "--rows", "80", "--hop", "20"])
    said = capsys.readouterr()
    assert code == 0, said.err
    windows = 6 * (1 + (400 - 80) // 20)
    assert (
        f"6 recordings of 2 labels in 3 groups: {windows} windows of 80 rows, one each 20"
        in said.out
    )
    assert "accuracy on groups that were held out: 1.000 (of a group 1.000 to 1.000)" in said.out
    assert f"identical          {windows} of {windows}" in said.out
    assert f"from raw samples   the same bits on {windows} of {windows} rows" in said.out
    header = out.read_text(encoding="utf-8")
    assert "size_t Hop = 20" in header and "mote::frame<int16_t, 80, Hop, 3>" in header


def test_the_table_counts_windows(folder: Path, capsys: Capture) -> None:
    write(folder / "moves", "still", "dan", 3000)  # who shook, and said that he did not
    assert main(["train", str(folder / "moves"), "-o", str(folder / "m.hpp"), "--rows", "80"]) == 0
    said = capsys.readouterr().out
    rows = re.findall(r"^(shake|still) +(\d+) +(\d+)$", said, re.M)
    assert [sum(map(int, row[1:])) for row in rows] == [27, 36]
    assert int(rows[1][1]) >= 9, "his windows look like shaking"


def test_two_channels_get_statistics(tmp_path: Path, capsys: Capture) -> None:
    for person in ("anna", "ben"):
        write(tmp_path / "m", "a", person, 30, channels=2)
        write(tmp_path / "m", "bb", person, 3000, channels=2)
    assert main(["train", str(tmp_path / "m"), "-o", str(tmp_path / "m.hpp")]) == 0
    assert "window_statistics" in (tmp_path / "m.hpp").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        (["-o", "m.csv"], "must be a C++ header"),
        (["-o", "m.hpp", "--rows", "500"], "has 400 rows of 3 channels, less than a window of 500"),
        (["-o", "m.hpp", "--hop", "200"], "hop must be 1 to rows"),
        (["-o", "m.hpp", "--board", "unoo"], "unoo"),
    ],
)
def test_what_is_wrong_is_said(
    more: list[str], sentence: str, folder: Path, capsys: Capture
) -> None:
    assert main(["train", str(folder / "moves"), *more]) == 1
    assert sentence in capsys.readouterr().err
    assert not list(folder.glob("*.hpp"))


def test_one_label_is_said(tmp_path: Path, capsys: Capture) -> None:
    write(tmp_path / "m", "still", "anna", 30)
    assert main(["train", str(tmp_path / "m"), "-o", str(tmp_path / "m.hpp")]) == 1
    assert "recordings of 'still' alone" in capsys.readouterr().err


def test_one_person_is_tried_on_nobody(tmp_path: Path, capsys: Capture) -> None:
    write(tmp_path / "m", "still", "anna", 30)
    write(tmp_path / "m", "shake", "anna", 3000)
    assert main(["train", str(tmp_path / "m"), "-o", str(tmp_path / "m.hpp")]) == 0
    assert "accuracy: unknown, as all recordings are of one group" in capsys.readouterr().out
    assert mote.load_folder(tmp_path / "m").groups.tolist() == ["anna", "anna"]
