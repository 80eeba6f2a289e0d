"""`python -m mote report model.hpp`: what a saved model costs on boards."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from ..chip.boards import BOARDS
from ..chip.measure import measure
from ..chip.report import WAYS, check_path
from ..chip.toolchain import CORES


def add(commands: Any) -> None:
    """Adds the command to argparse's."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "report",
        help="what a converted model costs on real boards",
        description="What a converted model costs on real boards.",
        epilog="boards: " + ", ".join(board.name for board in BOARDS),
    )
    parser.add_argument("header", type=Path, help="what model.save('model.hpp') wrote")
    parser.add_argument("--board", action="append", metavar="NAME", help="may be repeated")
    parser.add_argument("--core", action="append", choices=list(CORES), help="may be repeated")
    parser.add_argument("--way", choices=list(WAYS), help="default: both")
    parser.add_argument("--opt", default="-Os", help="Os (the default), O1, O2 or O3")
    parser.add_argument("--out", type=Path, metavar="PAGE.html", help="write a page with a picture")
    parser.add_argument("--csv", type=Path, metavar="FILE.csv", help="write the figures")
    parser.set_defaults(run=_run)


def _run(given: argparse.Namespace) -> int:
    paths = [path for path in (given.out, given.csv) if path is not None]
    for path in paths:
        check_path(path)
    report = measure(
        given.header,
        boards=given.board,
        cores=given.core,
        opt=given.opt,
        ways=given.way,
    )
    report.print()
    for path in paths:
        print(f"wrote {report.save(path)}")
    return 0
