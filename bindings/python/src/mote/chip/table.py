"""A report as plain text."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence

from .boards import Board
from .build import Row

HEAD = ("board", "way", "flash", "RAM", "stack", "count", "time", "fits")
WORDS = (0, 1, 7)  # columns that start at the left
LEAST = 60  # characters of a line


def text(title: str, rows: Sequence[Row], said: Iterable[str], width: int) -> str:
    """A table, and what is `said` of it, in lines of `width` characters where that is enough."""
    lines = _lines(rows, narrow=False)
    if max(map(len, lines)) > width:
        lines = _lines(rows, narrow=True)
    width = max(width, LEAST)
    wrapped = [
        line
        for one in said
        for line in textwrap.wrap(one, width, break_long_words=False, break_on_hyphens=False)
    ]
    return "\n".join([title, "", *lines, "", *wrapped])


def number(value: float | None) -> str:
    """With a comma at each thousand; a dash where there is none."""
    return "–" if value is None else f"{value:,.0f}"


def _lines(rows: Iterable[Row], *, narrow: bool) -> list[str]:
    cells: list[Sequence[str]] = [HEAD]
    last: Board | None = None
    for row in rows:
        b, build = row.board, row.build
        cells.append((
            b.title if b != last else f"{b.cpu.title} {b.mhz:g} MHz",
            build.way, number(build.flash), number(build.ram), number(build.stack),
            number(build.count), row.time, row.short if narrow else row.verdict,
        ))  # fmt: skip
        last = b
    widths = [max(map(len, column)) for column in zip(*cells)]
    gap = " " if narrow else "  "
    lines = [
        gap.join(
            cell.ljust(width) if i in WORDS else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(row, widths))
        ).rstrip()
        for row in cells
    ]
    return [lines[0], "─" * max(map(len, lines)), *lines[1:]]
