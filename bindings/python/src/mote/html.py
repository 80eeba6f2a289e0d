"""What a notebook shows."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape


def pairs(title: str, rows: Iterable[tuple[str, str]]) -> str:
    """A title over a table of names and what they are."""
    cells = "".join(
        f'<tr><th style="text-align:left">{escape(name)}</th>'
        f'<td style="text-align:left">{escape(text)}</td></tr>'
        for name, text in rows
    )
    return f"<div><p><b>{escape(title)}</b></p><table>{cells}</table></div>"
