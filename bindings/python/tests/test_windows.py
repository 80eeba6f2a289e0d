"""Recordings from everywhere are cut into the windows that mote::frame gives on the chip."""

from __future__ import annotations

import ctypes
import wave
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import mote
from mote.host.library import compiled
from mote.recordings.cut import whole_windows

FRAME = """
#include <mote/feature/frame.hpp>

// Blocks of `block` samples; before row r of the recording lost[r] rows are lost.
template <size_t N, size_t Hop>
size_t cut(const int16_t* x, const unsigned* lost, size_t rows, size_t block, int16_t* out,
           unsigned* skipped) {
  mote::frame<int16_t, N, Hop, 3> windows;
  size_t count = 0;
  for (size_t row = 0; row < rows;) {
    if (lost[row] != 0) windows.lose(lost[row]);
    size_t end = row + 1;
    while (end < rows && lost[end] == 0) ++end;
    for (size_t from = 3 * row; from < 3 * end; from += block) {
      const size_t size = from + block < 3 * end ? block : 3 * end - from;
      mote::span<const int16_t> rest{x + from, size};
      while (windows.push(rest)) {
        for (size_t i = 0; i < N; ++i) {
          for (size_t c = 0; c < 3; ++c) *out++ = windows.view()(i, c);
        }
        ++count;
      }
    }
    row = end;
  }
  *skipped = windows.skipped();
  return count;
}
#define CUT(N, HOP)                                                                        \\
  extern "C" size_t cut_##N##_##HOP(const int16_t* x, const unsigned* lost, size_t rows,   \\
                                    size_t block, int16_t* out, unsigned* skipped) {       \\
    return cut<N, HOP>(x, lost, rows, block, out, skipped);                                \\
  }
CUT(16, 16)
CUT(16, 5)
CUT(7, 1)
CUT(1, 1)
"""


def numbered(rows: int, channels: int = 3, dtype: Any = np.int16) -> np.ndarray:
    return np.arange(rows * channels).reshape(rows, channels).astype(dtype)


@pytest.mark.parametrize(("rows", "hop"), [(16, 16), (16, 5), (7, 1), (1, 1)])
def test_windows_are_those_of_the_frame_on_the_chip(rows: int, hop: int) -> None:
    code = compiled({"frame.cpp": FRAME})
    random = np.random.default_rng(rows + hop)
    for block in (1, 7, 64, 1000):
        x = random.integers(-32768, 32768, (400, 3)).astype(np.int16)
        lost = np.where(random.random(400) < 0.01, random.integers(1, 40, 400), 0)
        lost[0], lost[-60:] = 0, 0  # the frame counts what it skips before it has seen the end
        lost[100] = 3
        lost = lost.astype(np.uint32)
        out, skipped = np.zeros((400, rows, 3), np.int16), ctypes.c_uint()
        count = getattr(code, f"cut_{rows}_{hop}")(
            *(ctypes.c_void_p(a.ctypes.data) for a in (x, lost)), ctypes.c_size_t(400),
            ctypes.c_size_t(block), ctypes.c_void_p(out.ctypes.data), ctypes.byref(skipped),
        )  # fmt: skip
        places = np.arange(400) + np.cumsum(lost)
        starts, missed = whole_windows(places, rows, hop)
        assert count == len(starts)
        assert (out[:count] == np.stack([x[i : i + rows] for i in starts])).all()
        assert skipped.value == missed


def test_an_array_is_cut_every_hop_rows_and_keeps_its_number_type() -> None:
    x = numbered(100)
    cut = mote.windows(x, ["walking"], rows=40, hop=20, rate=50)
    assert cut.X.dtype == np.int16
    assert cut.X.flags.c_contiguous
    assert cut.start.tolist() == [0, 20, 40, 60]
    assert (np.stack([x[i : i + 40] for i in cut.start]) == cut.X).all()
    assert cut.y is not None and cut.y.tolist() == ["walking"] * 4
    assert cut.groups.tolist() == cut.recording.tolist() == [0] * 4
    assert (cut.skipped, cut.columns, cut.rate, len(cut), cut.recordings) == (0, None, 50, 4, 1)
    assert mote.windows(x[:, 0], rows=100, hop=1).X.shape == (1, 100, 1)


def test_windows_carry_the_label_the_number_and_the_group_of_their_recording() -> None:
    recordings = [numbered(30), numbered(50), numbered(20)]
    cut = mote.windows(recordings, [7, 8, 9], rows=20, hop=10, groups=["ann", "bob", "ann"])
    assert cut.y is not None and cut.y.tolist() == [7, 7, 8, 8, 8, 8, 9]
    assert cut.recording.tolist() == [0, 0, 1, 1, 1, 1, 2]
    assert cut.groups.tolist() == ["ann", "ann", *["bob"] * 4, "ann"]
    assert cut.start.tolist() == [0, 10, 0, 10, 20, 30, 0]


def test_an_array_of_three_axes_is_a_recording_each() -> None:
    x = numbered(60).reshape(2, 30, 3)
    one, other = (mote.windows(given, rows=10, hop=10) for given in (x, list(x)))
    assert (one.X == other.X).all()
    assert one.recording.tolist() == [0, 0, 0, 1, 1, 1]
    every_second = mote.windows(x[:, ::2], rows=15, hop=15)
    assert (x[:, ::2] == every_second.X).all()


@pytest.mark.parametrize("unit", ["column", "index", "ms", "text"])
def test_a_time_shows_the_rate_and_windows_over_a_gap_are_skipped(unit: str) -> None:
    milliseconds = np.delete(np.arange(100) * 16, slice(37, 39))  # rows 37 and 38 are lost
    frame = pd.DataFrame(numbered(98), columns=["x", "y", "z"])
    start = pd.Timestamp("2026-11-29 10:00")
    if unit == "column":
        frame.insert(1, "time", milliseconds / 1000)
    elif unit == "ms":
        frame["Timestamp_ms"] = milliseconds
    elif unit == "text":
        frame["t"] = [str(start + pd.Timedelta(ms, "ms")) for ms in milliseconds.tolist()]
    else:
        frame.index = start + pd.to_timedelta(milliseconds, unit="ms")
    cut = mote.windows(frame, rows=10, hop=10, rate=62.5)
    assert cut.columns == ("x", "y", "z")
    assert cut.skipped == 1
    assert cut.start.tolist() == [0, 10, 20, 38, 48, 58, 68, 78, 88]
    assert (cut.X[3] == numbered(98)[38:48]).all()


def test_times_of_whole_milliseconds_have_the_rate_of_their_sensor() -> None:
    frame = pd.DataFrame({"time_ms": np.rint(np.arange(500) * 1000 / 104), "x": np.zeros(500)})
    cut = mote.windows(frame, rows=104, hop=104, rate=104)
    assert cut.skipped == 0
    assert mote.windows(frame, rows=104, hop=104).rate == pytest.approx(104, rel=2e-4)


@pytest.mark.parametrize(
    ("rate", "held"), [(102.1, False), (101.9, True), (98.1, True), (97, False)]
)
def test_a_rate_is_held_to_within_2_percent(rate: float, held: bool) -> None:
    frame = pd.DataFrame({"time": np.arange(200) / 100, "x": np.zeros(200)})
    if held:
        assert mote.windows(frame, rows=50, hop=50, rate=rate).rate == rate
    else:
        with pytest.raises(ValueError, match="100 samples a second, where rate= has"):
            mote.windows(frame, rows=50, hop=50, rate=rate)


def test_any_column_can_be_the_time() -> None:
    frame = pd.DataFrame({"x": numbered(20, 1)[:, 0], "clock": np.arange(20) / 8})
    cut = mote.windows(frame, rows=5, hop=5, time="clock")
    assert (cut.columns, cut.rate) == (("x",), 8)
    assert cut.X.dtype == frame["x"].dtype


def test_files_are_recordings(tmp_path: Path) -> None:
    x = numbered(40)
    np.save(tmp_path / "a.npy", x)
    np.savetxt(tmp_path / "b.csv", x, "%d", ",", header="x,y,z", comments="")
    np.savetxt(tmp_path / "c.csv", x, "%d", ",")
    np.savetxt(tmp_path / "d.csv", x / 8, "%.3f", ",")
    timed = np.column_stack([np.arange(40) * 20, x])
    np.savetxt(tmp_path / "e.csv", timed, "%d", ",", header="time_ms,x,y,z", comments="")
    paths = [tmp_path / "a.npy", str(tmp_path / "b.csv"), tmp_path / "c.csv", tmp_path / "e.csv"]
    cut = mote.windows(paths, rows=40, hop=40)
    assert cut.X.dtype == np.int16
    assert (x == cut.X).all() and len(cut) == 4
    assert cut.columns == ("x", "y", "z")
    assert cut.rate == pytest.approx(50)
    real = mote.windows(tmp_path / "d.csv", rows=40, hop=40)
    assert real.X.dtype == np.float32 and (x / 8 == real.X).all()


@pytest.mark.parametrize("width", [1, 2, 3, 4])
def test_wav_files_give_their_samples(width: int, tmp_path: Path) -> None:
    bits = 8 * width
    x = np.array([[0, -1], [2 ** (bits - 1) - 1, -(2 ** (bits - 1))], [5, -100]])
    raw = (x + 128 if width == 1 else x).astype("<i8").reshape(-1, 1).view(np.uint8)[:, :width]
    with wave.open(str(tmp_path / "a.wav"), "wb") as file:
        file.setparams((2, width, 16000, 3, "NONE", ""))
        file.writeframes(raw.tobytes())
    cut = mote.windows(tmp_path / "a.wav", rows=3, hop=3)
    assert cut.rate == 16000
    assert cut.X.dtype == {1: np.int8, 2: np.int16, 3: np.int32, 4: np.int32}[width]
    assert (cut.X[0] == (x * 256 if width == 3 else x)).all()


def timed(step: float = 1.0, **columns: Any) -> pd.DataFrame:
    return pd.DataFrame({"time": np.arange(20) * step, "x": np.zeros(20), **columns})


MISTAKES: dict[str, tuple[Any, dict[str, Any], str]] = {
    "nan": (np.array([[0, 1], [np.nan, 2]]), {}, r"nan at row 1, channel 0: cut the recording"),
    "nan of a column": (timed(y=np.full(20, np.inf)), {}, r"inf at row 0, channel 'y'"),
    "dtype": (np.zeros((20, 2), complex), {}, "integers or floats.*got complex128"),
    "text": (timed(who="ann"), {}, "column 'who'.*leave the column out"),
    "shape": (np.zeros((2, 20, 3, 1)), {}, r"shape \(rows, channels\)"),
    "empty": (np.zeros((0, 3)), {}, r"is empty: its shape is \(0, 3\)"),
    "nothing": ([], {}, "at least one recording"),
    "numbers": ([1, 2, 3], {}, r"item 0 is an int. Pass np.asarray"),
    "long window": (
        np.zeros((9, 3)),
        {},
        "9 rows of 3 channels, less than a window of 10.*rows <=",
    ),
    "transposed": (np.zeros((3, 20)), {}, r"pass its transpose, recording\.T"),
    "aeon": (np.zeros((40, 6, 100)), {}, r"\(cases, channels, points\): pass X.transpose"),
    "channels": ([np.zeros((20, 3)), np.zeros((20, 2))], {}, "same channels.*has 3.*has 2"),
    "columns": ([timed(y=0.0), timed(z=0.0)], {}, r"same columns.*\['x', 'y'\].*\['x', 'z'\]"),
    "types": ([np.zeros(20), np.zeros(20, np.int16)], {}, "one number type.*float64.*int16"),
    "rate": (timed(0.1), {"rate": 50}, "10 samples a second, where rate= has 50"),
    "ms": (timed(20.0), {"rate": 50}, "look like ms: name the column time_ms"),
    "two rates": ([timed(0.1), timed(0.2)], {}, "recording 1 has 5 samples a second.*has 10"),
    "rate 0": (np.zeros(20), {"rate": 0}, "above 0; got 0"),
    "time": (timed(-1.0), {}, r"must grow from row to row; it is -1 s in row 1"),
    "no time": (timed(), {"time": "clock"}, "no column 'clock'.*has 'time', 'x'"),
    "hop 0": (np.zeros(20), {"hop": 0}, "hop must be a whole number of rows, 1 or more; got 0"),
    "hop": (np.zeros(20), {"hop": 11}, "hop must be 1 to rows.*hop=11, rows=10"),
    "rows": (np.zeros(20), {"rows": 2.5}, "rows must be a whole number.*2.5"),
    "labels": ([np.zeros(20)] * 3, {"labels": [1, 2]}, r"labels must have one.*\(3,\); got \(2,\)"),
    "groups": (np.zeros(20), {"groups": [1, 2]}, r"groups must have one.*\(1,\); got \(2,\)"),
    "gaps": (timed(time=np.arange(20) * 1.0 + np.arange(20) // 6 * 9), {}, "lies over rows that"),
    "file": ("nowhere.csv", {}, "there is no file nowhere.csv"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_every_mistake_gets_a_sentence(mistake: str) -> None:
    recordings, options, words = MISTAKES[mistake]
    with pytest.raises((ValueError, FileNotFoundError), match=words):
        mote.windows(recordings, **{"rows": 10, "hop": 10, **options})


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("1,2\n3\n", "row 1 of .* has 1 columns, expected 2"),
        ("x,y\n", "holds no row"),
        ("x,x\n1,2\n", "two columns 'x'"),
        ("1,2\n3,left\n", "row 1 of .* has 'left', which is no number"),
        ("x,y\n3,left\n", "column 'y' of .* leave the column out"),
        ("x,y\n3,nan\n", "nan at row 0, channel 'y'"),
    ],
)
def test_a_damaged_file_gets_a_sentence(content: str, words: str, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(content)
    with pytest.raises(ValueError, match=words):
        mote.windows(path, rows=1, hop=1)
    (tmp_path / "a.wav").write_bytes(b"RIFF")
    with pytest.raises(ValueError, match=r"must be a \.wav of PCM samples"):
        mote.windows(tmp_path / "a.wav", rows=1, hop=1)
    with pytest.raises(ValueError, match=r"ending must be one of \.csv, .npy, .wav"):
        (tmp_path / "a.txt").write_text("1")
        mote.windows(tmp_path / "a.txt", rows=1, hop=1)
