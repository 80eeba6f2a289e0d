"""A report as a page, and as the table that a notebook shows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from importlib.util import find_spec

from .._version import __version__
from .build import Row
from .parts import Pieces
from .table import HEAD, WORDS, number

NO_PICTURE = "There is no picture without matplotlib: pip install 'mote-ml[report]'."
FITS, FITS_NOT = "#0072b2", "#b34700"  # two that red-green blind readers can tell

_STYLE = """
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 68rem; margin: 2rem auto; padding: 0 1rem;
         color: #222; }
  .note { color: #8a5a00; }
  .small { color: #555; font-size: 14px; }
  svg { max-width: 100%; height: auto; }
"""


def has_picture() -> bool:
    """Whether what pictures are drawn with is installed."""
    return find_spec("matplotlib") is not None


def page(
    title: str,
    summary: str,
    rows: Sequence[Row],
    notes: Iterable[str],
    said: Iterable[str],
    pieces: Pieces,
) -> str:
    """All of a report, in one file that loads no other."""
    picture = f'<p class="note">{escape(NO_PICTURE)}</p>'
    if has_picture():
        from .picture import draw

        picture = f'<div style="overflow-x:auto">{draw(rows, pieces)}</div>'
    return f"""<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)}</title>
<style>{_STYLE}</style>
<h1>{escape(title)}</h1>
<p><b>{escape(summary)}</b></p>
{picture}
{table(rows)}
{_paragraphs("note", notes)}
{_paragraphs("small", [*said, f"mote {__version__}"])}
</html>
"""


def cell(title: str, summary: str, rows: Sequence[Row], notes: Iterable[str]) -> str:
    """What a notebook shows."""
    return (
        f"<div><p><b>{escape(title)}.</b> {escape(summary)}</p>"
        f"{table(rows)}{_paragraphs('note', notes)}</div>"
    )


def table(rows: Iterable[Row]) -> str:
    """Boards and their figures; a narrow screen scrolls it."""
    heads = "".join(_th(name, left=i in WORDS) for i, name in enumerate(HEAD))
    body = "\n".join(map(_row, rows))
    return (
        '<div style="overflow-x:auto"><table style="border-collapse:collapse;white-space:nowrap;'
        f'font-variant-numeric:tabular-nums">\n<tr>{heads}</tr>\n{body}\n</table></div>'
    )


def _row(row: Row) -> str:
    b, build = row.board, row.build
    count = number(build.count) + (" cycles" if build.unit == "cycles" and build.count else "")
    figures = (number(build.flash), number(build.ram), number(build.stack), count, row.time)
    first = "" if build.way == "unrolled" else "border-top:1px solid #ccc;"
    board = f"{b.title}, {b.cpu.title} {b.mhz:g} MHz"
    cells = [_td(board, f"{first}text-align:left"), _td(build.way, f"{first}text-align:left")]
    cells += [_td(figure, f"{first}text-align:right") for figure in figures]
    colour = f"color:{FITS}" if row.fits else f"color:{FITS_NOT};font-weight:bold"
    return f"<tr>{''.join(cells)}{_td(row.verdict, f'{first}text-align:left;{colour}')}</tr>"


def _th(text: str, *, left: bool) -> str:
    side = "left" if left else "right"
    style = f"padding:.25rem .6rem;text-align:{side};border-bottom:2px solid #888"
    return f'<th style="{style}">{escape(text)}</th>'


def _td(text: str, style: str) -> str:
    return f'<td style="padding:.25rem .6rem;{style}">{escape(text)}</td>'


def _paragraphs(kind: str, lines: Iterable[str]) -> str:
    return "\n".join(f'<p class="{kind}">{escape(line)}</p>' for line in lines)
