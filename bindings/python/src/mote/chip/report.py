"""What a model costs on real boards, before one is flashed.

`model.report()` and `python -m mote report model.hpp` compile the generated header for the cores of
the boards asked for, walked and unrolled, run it in an emulator, and weigh it.
"""

from __future__ import annotations

import csv
import io
import shutil
from dataclasses import dataclass, field
from pathlib import Path

from ..errors import UnsupportedError
from . import parts
from .boards import Board, find
from .build import Build, Row
from .page import NO_PICTURE, cell, has_picture, page
from .table import text

WAYS = {"walk": "predict(model, x)", "unrolled": "predict<model>(x)"}


@dataclass(frozen=True)
class Report:
    """What a model costs. Made by `Model.report` and `measure`."""

    name: str  # of the model
    samples: str  # what instructions were counted on
    opt: str
    boards: tuple[Board, ...]
    builds: dict[tuple[str, str], Build]  # by core and way
    compilers: dict[str, str] = field(default_factory=dict)  # by core
    notes: tuple[str, ...] = ()  # what is missing or odd, a sentence each
    parts: tuple[str, ...] = ()  # of what the model's constants are
    code: tuple[str, ...] = ()  # those of them that turn into code when it is unrolled
    # Of a pipeline of windows, by core and part: what each part adds to those before it, walked.
    pieces: dict[tuple[str, str], Build] = field(default_factory=dict)

    @property
    def rows(self) -> list[Row]:
        """Every board that could be measured, walked and unrolled."""
        return [
            Row(board, self.builds[board.cpu.core, way])
            for board in self.boards
            for way in WAYS
            if (board.cpu.core, way) in self.builds
        ]

    def fits(self, board: str | Board) -> bool:
        """True when the model fits the board, walked or unrolled."""
        wanted = find(board)
        return any(row.fits for row in self.rows if row.board == wanted)

    @property
    def summary(self) -> str:
        """One sentence."""
        measured = list(dict.fromkeys(row.board for row in self.rows))
        fitting = [board for board in measured if self.fits(board)]
        text = f"{self.name} fits {len(fitting)} of {len(measured)} boards"
        others = [board.title for board in measured if board not in fitting]
        return f"{text}: not {', '.join(others)}." if others and fitting else f"{text}."

    @property
    def explanation(self) -> list[str]:
        """How the figures came about, and how far they can be trusted."""
        lines = parts.sentences(self.pieces)
        lines += [
            "Flash is what a program grows by when it predicts: code, model, and what it needs of "
            f"the compiler's library, compiled with {self.opt}. RAM is static; stack comes on top. "
            f"Walk is {WAYS['walk']}, unrolled {WAYS['unrolled']}; both answer the same.",
            f"Counted in an emulator, the mean of {self.samples}.",
        ]
        if any(not row.board.cpu.exact for row in self.rows):
            lines.append(
                "Times with ≈ are instructions x an average of cycles each (1.0 on Cortex-M7, 1.3 "
                "to 1.6 elsewhere) / clock: right within a factor of two. On AVR cycles are "
                "counted, and exact."
            )
        if any(row.build.core == "avr" and row.build.ram > 0 for row in self.rows):
            lines.append(
                "On AVR a program's constants are copied to RAM when it starts, and count in flash "
                f"and in RAM: {' and '.join(self.parts) or 'those of the model'}."
                + (
                    f" Unrolled, {' and '.join(self.code)} turns into code, which stays in flash."
                    if self.code
                    else ""
                )
            )
        return lines

    @property
    def title(self) -> str:
        return f"What {self.name} costs"

    def text(self, width: int = 100) -> str:
        """As it is printed, in lines of `width` characters where that is enough for the table."""
        return text(self.title, self.rows, [self.summary, *self.explanation, *self.notes], width)

    def __str__(self) -> str:
        return self.text()

    def _repr_html_(self) -> str:
        return cell(self.title, self.summary, self.rows, self.notes)

    def print(self) -> None:
        """The table, as wide as the terminal."""
        print(self.text(shutil.get_terminal_size((100, 24)).columns))

    def save(self, path: str | Path) -> Path:
        """Write `path`: a page (.html), its picture alone (.svg), or the figures (.csv)."""
        path = Path(path)
        check_path(path)
        if path.suffix == ".html":
            made = ", ".join(dict.fromkeys(self.compilers.values()))
            said = [*self.explanation, f"Compiled with {made}."]
            written = page(self.title, self.summary, self.rows, self.notes, said, self.pieces)
        elif path.suffix == ".svg":
            from .picture import draw

            written = draw(self.rows, self.pieces)
        else:
            written = self._csv()
        path.write_text(written, encoding="utf-8", newline="\n")
        return path

    def _csv(self) -> str:
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(
            ["board", "core", "mhz", "way", "opt", "flash", "ram", "stack", "count", "unit",
             "microseconds", "fits"]
        )  # fmt: skip
        for row in self.rows:
            b, build = row.board, row.build
            time_ = row.microseconds
            writer.writerow(
                [b.name, build.core, f"{b.mhz:g}", build.way, self.opt, build.flash, build.ram,
                 "" if build.stack is None else build.stack,
                 "" if build.count is None else f"{build.count:.1f}", build.unit,
                 "" if time_ is None else f"{time_:.2f}", "yes" if row.fits else "no"]
            )  # fmt: skip
        return out.getvalue()


def check_path(path: Path) -> None:
    """Raises where no report can be written to `path`, which is known before one is made."""
    if path.suffix not in (".html", ".svg", ".csv"):
        raise UnsupportedError(
            f"cannot save {path.name!r}: the ending says the format, .html for a page, .svg "
            "for its picture, or .csv for the figures."
        )
    if path.suffix == ".svg" and not has_picture():
        raise UnsupportedError(f"cannot save {path.name!r}. {NO_PICTURE}")
    if not path.resolve().parent.is_dir():
        raise FileNotFoundError(f"cannot save {path}: there is no folder {path.parent}.")
