"""The first comment of a header: what the model was made from, and what was verified."""

from __future__ import annotations

import platform
import re
import textwrap
from collections.abc import Mapping
from typing import Any

import numpy as np

from .._version import __version__
from ..families.base import Facts, Option
from ..pipeline.front import Front

WIDTH = 96


def lines(
    before: Front,
    facts: Facts,
    known: Mapping[str, Option],
    options: Mapping[str, Any],
    scaled: bool,
    verified: str,
) -> list[str]:
    """Comment lines, without the slashes. The same on every run."""
    import sklearn

    out = _wrapped("Estimator", _shown(before.model))
    if steps := getattr(before.reference, "steps", ()):
        held = "in the model's numbers"
        if before.prepared is not None:
            held += f", but for {before.prepared.line}"
        out += _wrapped("Behind", ", ".join(map(_shown, steps)) + f": {held}")
    if before.windows is not None and (filtered := before.windows.filtered):
        out += _wrapped("Filtered", filtered)
    if before.windows is not None and before.windows.decide:
        out += _wrapped("Decided", before.windows.decide.line)
    if before.line:
        out += _wrapped("Given", before.line)
    out += _wrapped(
        "Made with",
        f"scikit-learn {sklearn.__version__}, numpy {np.__version__}, mote {__version__}, "
        f"Python {platform.python_version()}",
    )
    out += _wrapped("Model", f"{facts.line}, {facts.flash} bytes of flash, {facts.ram}")
    given = [f"{name}={value!r}" for name, value in options.items() if value != known[name].default]
    if given:
        out += _wrapped("Options", ", ".join(given))
    out += _wrapped(
        "Scaling",
        "round((raw - offset) * scale), see quantize()" if scaled else facts.scaling,
    )
    out += _wrapped("Verified", verified)
    names = before.names and before.columns_taken
    return out if names is None else out + _wrapped("Features", ", ".join(map(str, names)))


def _wrapped(title: str, text: str) -> list[str]:
    return textwrap.wrap(
        f"{title:<10} {text}", WIDTH, subsequent_indent=" " * 11, break_on_hyphens=False
    )


def _shown(estimator: Any) -> str:
    shown = ", ".join(f"{name}={value}" for name, value in _parameters(estimator))
    return f"{type(estimator).__name__}({shown})"


def _parameters(estimator: Any) -> list[tuple[str, str]]:
    """The parameters that differ from their default, without addresses."""
    try:
        default = type(estimator)().get_params()
    except TypeError:  # it cannot be made of nothing, as ColumnTransformer
        default = {}
    return [
        (name, re.sub(r" at 0x[0-9a-fA-F]+", "", repr(value)))
        for name, value in sorted(estimator.get_params(deep=False).items())
        if repr(value) != repr(default.get(name))
    ]
