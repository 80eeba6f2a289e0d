"""`python -m mote record`: over a pseudo-terminal and standard input, and what it refuses."""

from __future__ import annotations

import io
import os
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

import mote
from mote.command import main

pytestmark = pytest.mark.skipif(os.name != "posix", reason="pseudo-terminals are POSIX's")

Capture = pytest.CaptureFixture[str]


def pour(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Text on standard input."""
    stdin = SimpleNamespace(buffer=io.BytesIO(text.encode()))
    monkeypatch.setattr(sys, "stdin", stdin)


def record(capsys: Capture, *arguments: str) -> tuple[int, str, str]:
    code = main(["record", *arguments])
    said = capsys.readouterr()
    return code, said.out, said.err


class Board:
    """A board that prints `row(i)` at a rate, from the middle of a line on."""

    def __init__(self, hertz: float) -> None:
        import tty

        self._master, slave = os.openpty()
        tty.setraw(slave)
        self.port = os.ttyname(slave)
        self._slave = slave
        self._stop = threading.Event()
        self._hertz = hertz
        self._thread = threading.Thread(target=self._print)

    def __enter__(self) -> Board:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()
        os.close(self._master)
        os.close(self._slave)

    def _print(self) -> None:
        os.write(self._master, b"00,4\r\n")
        began = time.monotonic()
        for i in range(10**6):
            while not self._stop.is_set() and time.monotonic() < began + i / self._hertz:
                time.sleep(0.0005)
            if self._stop.is_set():
                return
            row = b"hello\r\n" if i == 0 else f"{i},{-i}, {i * 100}\r\n".encode()
            # A line in two pieces, as they come over USB.
            os.write(self._master, row[:3])
            os.write(self._master, row[3:])


@pytest.fixture
def board() -> Iterator[Board]:
    pytest.importorskip("serial")
    with Board(200.0) as board:
        yield board


def test_a_port_is_recorded_row_by_row(board: Board, tmp_path: Path, capsys: Capture) -> None:
    code, out, err = record(
        capsys, str(tmp_path), "--label", "circle", "--port", board.port, "--rows", "40",
        "--count", "2", "--rate", "200",
    )  # fmt: skip
    assert code == 0, err
    for number in ("001", "002"):
        data = np.load(tmp_path / "circle" / f"{number}.npy")
        assert data.shape == (40, 3) and data.dtype == np.int16
        assert (np.diff(data[:, 0]) == 1).all(), "no row is lost or doubled"
        assert (data[:, 1] == -data[:, 0]).all() and (data[:, 2] == 100 * data[:, 0]).all()
    assert "40 rows of 3, int16" in out and "a second" in out


def test_a_rate_that_is_not_kept_is_refused(board: Board, tmp_path: Path, capsys: Capture) -> None:
    code, _, err = record(
        capsys, str(tmp_path), "--label", "still", "--port", board.port, "--seconds", "0.3",
        "--rate", "400",
    )  # fmt: skip
    assert code == 1 and "rows came a second, expected 400" in err
    assert not list(tmp_path.rglob("*.npy"))


def test_standard_input_is_recorded_to_its_end(
    tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "walk").mkdir()
    np.save(tmp_path / "walk" / "007.npy", np.zeros((1, 1)))
    pour("boot v1.2\n1\t2\n3 4\n-5;6\n", monkeypatch)
    code, out, _ = record(capsys, str(tmp_path), "--label", "walk")
    assert code == 0 and "3 rows of 2, int16" in out
    written = np.load(tmp_path / "walk" / "008.npy")
    assert written.tolist() == [[1, 2], [3, 4], [-5, 6]], "the next number that is free"


@pytest.mark.parametrize(
    ("text", "dtype"), [("1,2\n", "int16"), ("40000,2\n", "int32"), ("0.5,2\n", "float32")]
)
def test_the_type_holds_what_came(
    text: str, dtype: str, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    pour(text, monkeypatch)
    assert record(capsys, str(tmp_path), "--label", "a")[0] == 0
    assert np.load(tmp_path / "a" / "001.npy").dtype == np.dtype(dtype)


@pytest.mark.parametrize(
    ("text", "more", "sentence"),
    [
        ("", [], "no row came"),
        ("hello\nyou\n", [], "no row came (2 lines were none)"),
        ("1,2\n3\n", [], "row 2 is '3', expected 2 finite numbers"),
        ("1,2\n3,oops\n", [], "row 2 is '3,oops'"),
        ("1,2\n3,nan\n", [], "row 2 is '3,nan'"),
        ("1,2\n300,1\n", ["--dtype", "int8"], "row 2 has 300 in column 1, which int8 does not"),
        ("1,2\n", ["--rate", "10"], "1 rows are too few to tell a rate"),
        ("1,2\n", ["--seconds", "0"], "--seconds 0.0 is not above 0"),
        ("1,2\n", ["--label", "../up"], "is no name of a folder"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_written(
    text: str,
    more: list[str],
    sentence: str,
    tmp_path: Path,
    capsys: Capture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pour(text, monkeypatch)
    code, _, err = record(capsys, str(tmp_path), "--label", "a", *more)
    assert code == 1 and sentence in err
    assert not list(tmp_path.rglob("*.npy"))


def test_a_silent_board_is_said(
    tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("serial")
    monkeypatch.setattr("mote.command.record._SILENCE", 0.3)
    master, slave = os.openpty()
    code, _, err = record(capsys, str(tmp_path), "--label", "a", "--port", os.ttyname(slave))
    os.close(master)
    os.close(slave)
    assert code == 1 and "nothing came from" in err


def test_a_port_that_is_not_there_is_said(tmp_path: Path, capsys: Capture) -> None:
    pytest.importorskip("serial")
    code, _, err = record(capsys, str(tmp_path), "--label", "a", "--port", "/dev/no_such_port")
    assert code == 1 and "/dev/no_such_port" in err


def test_a_folder_of_recordings_has_labels_and_groups(tmp_path: Path) -> None:
    for path in ("swipe/anna.csv", "shake/anna.csv", "shake/ben.csv", "swipe/001.npy"):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        if path.endswith("npy"):
            np.save(tmp_path / path, np.zeros((8, 3), np.int16))
        else:
            (tmp_path / path).write_text("x,y,z\n" + "1,2,3\n" * 8)
    (tmp_path / "swipe" / "notes.txt").write_text("cold day")
    found = mote.load_folder(tmp_path)
    assert [path.name for path in found.recordings] == [
        "anna.csv",
        "ben.csv",
        "001.npy",
        "anna.csv",
    ]
    assert found.labels.tolist() == ["shake", "shake", "swipe", "swipe"]
    assert found.groups.tolist() == ["anna", "ben", "swipe/001", "anna"]
    cut = mote.windows(found.recordings, found.labels, rows=4, hop=4, groups=found.groups)
    assert cut.X.shape == (8, 4, 3) and cut.groups.tolist()[:2] == ["anna", "anna"]
    with pytest.raises(FileNotFoundError, match="there is no folder"):
        mote.load_folder(tmp_path / "none")
    with pytest.raises(ValueError, match="holds no recording: expected"):
        mote.load_folder(tmp_path / "swipe")
