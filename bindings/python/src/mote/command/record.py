"""`python -m mote record gestures --label circle`: labelled recordings of a board, as .npy."""

from __future__ import annotations

import argparse
import math
import re
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from ..arrays import Array
from ..errors import UnsupportedError

_APART = re.compile(r"[,;\s]+")
_TOLERANCE = 0.05  # of the rate that was asked for
_RATED = 20  # rows from which on a rate can be told
_SILENCE = 5.0  # seconds in which a board prints something

Source = Callable[[], bytes]  # the next line; nothing where none came in a while; raises at the end


def add(commands: Any) -> None:
    """Adds the command to argparse's."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "record",
        help="write what a board prints as labelled recordings",
        description="Writes rows of numbers that a board prints, a line each, to "
        "FOLDER/LABEL/001.npy, 002.npy and so on. Text before the first row is skipped; a damaged "
        "row ends the recording, and nothing of it is written. Ctrl-C ends it, and keeps it.",
    )
    parser.add_argument("folder", type=Path, help="of all recordings: one folder a label in it")
    parser.add_argument("--label", required=True, help="what is being done: a folder is called so")
    parser.add_argument("--port", default="-", help="serial port; default: standard input")
    parser.add_argument("--baud", type=int, default=115200, help="of the port (115200)")
    parser.add_argument("--seconds", type=float, metavar="S", help="length of a recording")
    parser.add_argument("--rows", type=int, metavar="N", help="the same, in rows")
    parser.add_argument("--count", type=int, default=1, help="recordings, one after the other")
    parser.add_argument("--rate", type=float, metavar="HZ",
                        help="rows a second that must come, within 5 %%")  # fmt: skip
    parser.add_argument("--dtype", choices=["int8", "int16", "int32", "float32"],
                        help="default: the first of int16, int32, float32 that does")  # fmt: skip
    parser.set_defaults(run=_run)


def _run(given: argparse.Namespace) -> int:
    if Path(given.label).name != given.label or given.label in ("", ".", ".."):
        raise ValueError(f"--label {given.label!r} is no name of a folder: use a plain word.")
    for name in ("seconds", "rows", "rate", "count", "baud"):
        value = getattr(given, name)
        if value is not None and not 0 < value < math.inf:
            raise ValueError(f"--{name} {value} is not above 0.")
    with _opened(given.port, given.baud) as line:
        for _ in range(given.count):
            if given.count > 1 and given.port != "-":
                print(f"recording {given.label} ...", file=sys.stderr, flush=True)
            rows, seconds = _take(line, given.seconds, given.rows)
            data = _typed(rows, given.dtype)
            _check_rate(len(rows), seconds, given.rate)
            path = _next(given.folder / given.label)
            np.save(path, data)
            pace = f", {(len(rows) - 1) / seconds:.1f} a second" if _tells(rows, seconds) else ""
            print(f"wrote {path}: {len(rows)} rows of {data.shape[1]}, {data.dtype}{pace}")
    return 0


@contextmanager
def _opened(port: str, baud: int) -> Iterator[Source]:
    if port == "-":
        yield _lines_of_stdin
        return
    try:
        import serial
    except ImportError:
        raise UnsupportedError(
            "a serial port needs the package pyserial: pip install 'mote-ml[serial]', or send the "
            "rows to standard input."
        ) from None
    with serial.Serial(port, baud, timeout=0.2) as device:
        device.reset_input_buffer()
        kept = bytearray()
        heard = time.monotonic()
        whole = False  # the beginning of the first line may be missing

        def line() -> bytes:
            nonlocal heard, whole
            came = device.readline()
            if came:
                heard = time.monotonic()
            elif time.monotonic() - heard > _SILENCE:
                raise ValueError(
                    f"nothing came from {port} in {_SILENCE:g} s: check that the board runs and "
                    f"prints, the port, and --baud {baud}."
                )
            kept.extend(came)
            if not kept.endswith(b"\n"):
                return b""
            text = bytes(kept) if whole else b""
            whole = True
            kept.clear()
            return text

        yield line


def _lines_of_stdin() -> bytes:
    line = sys.stdin.buffer.readline()
    if not line:
        raise EOFError
    return line


def _take(line: Source, seconds: float | None, most: int | None) -> tuple[list[list[float]], float]:
    """Rows until one of the limits, the end of the input or Ctrl-C, and how long they took."""
    rows: list[list[float]] = []
    skipped, began, last = 0, 0.0, 0.0
    try:
        while most is None or len(rows) < most:
            text = line().decode("utf-8", errors="replace").strip()
            at = time.monotonic()
            if rows and seconds is not None and at - began >= seconds:
                break
            if not text:
                continue
            row = _numbers(text)
            if row is None or (rows and len(row) != len(rows[0])):
                if rows:
                    raise ValueError(
                        f"row {len(rows) + 1} is {text[:60]!r}, expected {len(rows[0])} finite "
                        "numbers as before it: nothing of this recording was written. Record "
                        "again, at a lower rate or a higher --baud where lines are torn."
                    )
                skipped += 1
                continue
            if not rows:
                began = at
            last = at
            rows.append(row)
    except (EOFError, KeyboardInterrupt):
        pass
    if not rows:
        said = f" ({skipped} lines were none)" if skipped else ""
        raise ValueError(
            f"no row came{said}: a row is a line of numbers with commas or blanks between them, "
            "as 12,-7,1003."
        )
    return rows, last - began


def _numbers(text: str) -> list[float] | None:
    """The numbers of a line; None where it is something else."""
    try:
        row = [float(cell) for cell in _APART.split(text.strip(",; \t"))]
    except ValueError:
        return None
    return row if all(map(math.isfinite, row)) else None


def _typed(rows: list[list[float]], dtype: str | None) -> Array:
    values = np.array(rows)
    for name in ("int16", "int32", "float32") if dtype is None else (dtype,):
        kind = np.dtype(name)
        if kind.kind == "f":
            return values.astype(kind)
        limits = np.iinfo(kind)
        holds = (values == np.rint(values)) & (values >= limits.min) & (values <= limits.max)
        if holds.all():
            return values.astype(kind)
    row, column = np.argwhere(~holds)[0]
    raise ValueError(
        f"row {row + 1} has {values[row, column]:g} in column {column + 1}, which {dtype} does not "
        "hold: leave --dtype out, and a type that holds all is chosen."
    )


def _tells(rows: list[list[float]], seconds: float) -> bool:
    """Whether a rate can be told: a file that is poured in has none."""
    return len(rows) >= _RATED and seconds > 0.1


def _check_rate(rows: int, seconds: float, rate: float | None) -> None:
    if rate is None:
        return
    if rows < _RATED:
        raise ValueError(f"{rows} rows are too few to tell a rate: record {_RATED} or more.")
    came = (rows - 1) / max(seconds, 1e-9)
    if abs(came - rate) > _TOLERANCE * rate:
        raise ValueError(
            f"{came:.1f} rows came a second, expected {rate:g}: nothing was written. Check the "
            "sensor's rate, and that the board prints every row."
        )


def _next(folder: Path) -> Path:
    """The first number that is free."""
    folder.mkdir(parents=True, exist_ok=True)
    taken = [int(path.stem) for path in folder.glob("*.npy") if path.stem.isdigit()]
    return folder / f"{max(taken, default=0) + 1:03d}.npy"
