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

WIDTH = 96


def lines(
    estimator: Any,
    facts: Facts,
    known: Mapping[str, Option],
    options: Mapping[str, Any],
    scaled: bool,
    verified: str,
) -> list[str]:
    """Comment lines, without the slashes. The same on every run."""
    import sklearn

    shown = ", ".join(f"{name}={value}" for name, value in _parameters(estimator))
    out = _wrapped("Estimator", f"{type(estimator).__name__}({shown})")
    out += _wrapped(
        "Made with",
        f"scikit-learn {sklearn.__version__}, numpy {np.__version__}, mote {__version__}, "
        f"Python {platform.python_version()}",
    )
    out += _wrapped("Model", f"{facts.line}, {facts.flash} bytes of flash, no RAM")
    given = [f"{name}={value!r}" for name, value in options.items() if value != known[name].default]
    if given:
        out += _wrapped("Options", ", ".join(given))
    out += _wrapped(
        "Scaling",
        "round((raw - offset) * scale), see quantize()"
        if scaled
        else "none: features as the estimator was trained on",
    )
    out += _wrapped("Verified", verified)
    names = getattr(estimator, "feature_names_in_", None)
    return out if names is None else out + _wrapped("Features", ", ".join(map(str, names)))


def _wrapped(title: str, text: str) -> list[str]:
    return textwrap.wrap(
        f"{title:<10} {text}", WIDTH, subsequent_indent=" " * 11, break_on_hyphens=False
    )


def _parameters(estimator: Any) -> list[tuple[str, str]]:
    """The parameters that differ from their default, without addresses."""
    default = type(estimator)().get_params()
    return [
        (name, re.sub(r" at 0x[0-9a-fA-F]+", "", repr(value)))
        for name, value in sorted(estimator.get_params(deep=False).items())
        if repr(value) != repr(default.get(name))
    ]
