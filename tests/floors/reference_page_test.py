#!/usr/bin/env python3
"""docs/reference/README.md names every header for users, and each name in it exists."""

import pathlib
import re
import subprocess
import tempfile
import unittest
from collections.abc import Sequence

TOP = pathlib.Path(__file__).resolve().parents[2]
INCLUDE = TOP / "include"
PAGE = TOP / "docs" / "reference" / "README.md"
ROW = re.compile(r"^\| .+ \| `([a-z0-9_/]+\.hpp)` \| (.+) \|$", re.MULTILINE)


def rows_of(page: str) -> list[tuple[str, list[str]]]:
    """(header, names) of each line of the tables."""
    return [(header, re.findall(r"`([^`]+)`", names)) for header, names in ROW.findall(page)]


def public_headers(include: pathlib.Path) -> list[str]:
    """Those at the top of a folder; kernel/ is what they are built from."""
    found = (path.relative_to(include / "mote") for path in include.glob("mote/*/*.hpp"))
    return sorted(path.as_posix() for path in found if path.parts[0] != "kernel")


def named_by_the_umbrella(include: pathlib.Path) -> list[str]:
    """What mote.hpp includes: headers of rooms among it."""
    umbrella = include / "mote" / "mote.hpp"
    return re.findall(r'#include "([^"]+)"', umbrella.read_text()) if umbrella.exists() else []


def program(rows: Sequence[tuple[str, list[str]]]) -> str:
    """A translation unit for each header that refuses to compile where a name does not exist."""
    lines = []
    for header, names in rows:
        lines.append(f'#include "mote/{header}"')
        for name in names:
            if name.startswith("MOTE_"):
                lines += [f"#ifndef {name}", f"#error {header} has no {name}", "#endif"]
            else:
                lines.append(f"namespace has_{len(lines)} {{ using mote::{name}; }}")
    return "\n".join(lines) + "\n"


def complaints(page: str, include: pathlib.Path) -> list[str]:
    rows = rows_of(page)
    headers = public_headers(include)
    wrong = [
        f"{header} is not on the page: add what it is good for"
        for header in headers
        if header not in {header for header, _ in rows}
    ]
    # Each header alone, so that no other brings the name.
    merged: dict[str, list[str]] = {}
    for header, names in rows:
        merged.setdefault(header, []).extend(names)
        if not names:
            wrong.append(f"{header} stands there without a name")
    for header, names in merged.items():
        known = header in headers or header in named_by_the_umbrella(include)
        if not known and not (include / "mote" / header).is_relative_to(
            include / "mote" / "kernel"
        ):  # a kernel may bring a name of mote:: itself, as sqrt.hpp does
            wrong.append(f"{header} is on the page, and there is no such header for users")
            continue
        with tempfile.TemporaryDirectory() as folder:
            source = pathlib.Path(folder, "names.cpp")
            source.write_text(program([(header, names)]), encoding="utf-8")
            done = subprocess.run(
                ["g++", "-std=c++17", "-fsyntax-only", f"-I{include}", str(source)],
                capture_output=True,
                text=True,
            )
        errors = re.findall(r"error: (.+)", done.stderr)
        wrong += [f"{header}: {error}" for error in errors]
        if done.returncode != 0 and not errors:
            wrong.append(f"{header}: g++ ended with {done.returncode}")
    return wrong


class Page(unittest.TestCase):
    def test_the_page_names_every_header_and_every_name_exists(self) -> None:
        self.assertEqual(complaints(PAGE.read_text(encoding="utf-8"), INCLUDE), [])


class ThatTheCheckCanFail(unittest.TestCase):
    def complaints(self, page: str) -> str:
        with tempfile.TemporaryDirectory() as folder:
            core = pathlib.Path(folder, "mote", "core")
            core.mkdir(parents=True)
            core.joinpath("ring.hpp").write_text(
                "#define MOTE_RING\nnamespace mote { class ring; }"
            )
            return "\n".join(complaints(page, pathlib.Path(folder)))

    def test_a_page_that_says_what_is_there_is_silent(self) -> None:
        self.assertEqual(self.complaints("| x | `core/ring.hpp` | `ring`, `MOTE_RING` |\n"), "")

    def test_a_header_that_is_not_on_the_page_is_told(self) -> None:
        self.assertIn("core/ring.hpp is not on the page", self.complaints("# nothing\n"))

    def test_a_name_that_does_not_exist_is_told(self) -> None:
        found = self.complaints("| x | `core/ring.hpp` | `rang`, `MOTE_RANG` |\n")
        self.assertIn("rang", found)
        self.assertIn("MOTE_RANG", found)

    def test_a_header_that_does_not_exist_is_told(self) -> None:
        page = "| x | `core/ring.hpp` | `ring` |\n| y | `core/rang.hpp` | `rang` |\n"
        self.assertIn("core/rang.hpp is on the page", self.complaints(page))

    def test_a_header_without_a_name_is_told(self) -> None:
        self.assertIn("without a name", self.complaints("| x | `core/ring.hpp` | none |\n"))


if __name__ == "__main__":
    unittest.main()
