"""Figures of matplotlib as SVG elements, the same bytes each time."""

from __future__ import annotations

import io
from collections.abc import Callable

import matplotlib as mpl
from matplotlib.figure import Figure


def written(make: Callable[[], Figure]) -> str:
    with mpl.rc_context({"svg.hashsalt": "mote", "svg.fonttype": "none", "font.size": 9}):
        out = io.StringIO()
        make().savefig(out, format="svg", metadata={"Date": None})
    return out.getvalue()[out.getvalue().index("<svg") :]
