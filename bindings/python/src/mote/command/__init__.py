"""`python -m mote convert | verify | report | record | train`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from typing import Any

from .._version import __version__
from ..errors import MoteError
from . import models, record, report, train


def main(arguments: Sequence[str] | None = None) -> int:
    """What the command line asks for: 0 when it was done, 1 when not, 2 when it was not a command.

    Whatever is wrong with what was given is one line on standard error.
    """
    for stream in (sys.stdout, sys.stderr):
        reconfigure: Callable[..., Any] | None = getattr(stream, "reconfigure", None)
        if reconfigure is not None:  # "≈" where a terminal knows ASCII only
            reconfigure(errors="replace")
    parser = argparse.ArgumentParser(
        prog="python -m mote",
        description="From a scikit-learn estimator to firmware that predicts the same.",
    )
    parser.add_argument("--version", action="version", version=f"mote {__version__}")
    commands = parser.add_subparsers(
        required=True, metavar="convert | verify | report | record | train"
    )
    models.add_convert(commands)
    models.add_verify(commands)
    report.add(commands)
    record.add(commands)
    train.add(commands)
    given = parser.parse_args(_with_level(sys.argv[1:] if arguments is None else arguments))
    try:
        code: int = given.run(given)
    except (MoteError, ValueError, OSError, ImportError) as error:
        print(f"mote: {error}", file=sys.stderr)
        return 1
    return code


def _with_level(arguments: Sequence[str]) -> list[str]:
    """`--opt -Os` as `--opt=-Os`, since argparse takes -Os for an option."""
    given = list(arguments)
    while "--opt" in given[:-1]:
        at = given.index("--opt")
        given[at : at + 2] = [f"--opt={given[at + 1]}"]
    return given
