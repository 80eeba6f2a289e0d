#!/usr/bin/env python3
"""Write the skeleton of a filter: a header that compiles, a test that passes, a page.

usage: ./dev new filter NAME

The skeleton is a filter that works, in every place where a new one is mentioned. Change it into
yours, from the test on.
"""

from __future__ import annotations

import argparse
import pathlib
import re
import string
import sys
from collections.abc import Sequence

TOP = pathlib.Path(__file__).resolve().parents[1]
SKELETONS = TOP / "tools" / "skeleton"
NAME = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")

NEXT = """Next, in this order:
  tests/filter/$name_test.cpp: what it should do, with golden vectors of scipy or a paper
  include/mote/filter/$name.hpp: the first line, the fields of the comment, the code
  docs/reference/filter.md and the lines with `$name` in docs/reference/README.md and mote.hpp
  ./dev test --only host -R filter/$name
  a call in tests/target/uses_integer_simple_filters.cpp
  a line in tests/target/checksum/filters.cpp
  ./dev lint --fix, and python3 benchmarks/compile_time.py --accept
  a line in CHANGELOG.md"""


class RefusedError(Exception):
    """What was asked for cannot be made; the text says why."""


def filled(template: str, name: str) -> str:
    words = name.replace("_", " ")
    title = "".join(word.capitalize() for word in name.split("_"))
    values = {"name": name, "title": title, "words": words.capitalize()}
    return string.Template(template).safe_substitute(values)


def after_last(text: str, pattern: str, line: str) -> str:
    """`text` with `line` behind the last line that starts with `pattern`."""
    lines = text.splitlines(keepends=True)
    found = [i for i, old in enumerate(lines) if re.match(pattern, old)]
    if not found:
        raise RefusedError(
            f"expected a line that starts with `{pattern}`, and found none: mend new.py"
        )
    lines.insert(found[-1] + 1, line + "\n")
    return "".join(lines)


def new_filter(name: str, top: pathlib.Path) -> list[pathlib.Path]:
    """Writes the files, and returns those that were written or changed."""
    header = top / "include" / "mote" / "filter" / f"{name}.hpp"
    test = top / "tests" / "filter" / f"{name}_test.cpp"
    umbrella = top / "include" / "mote" / "mote.hpp"
    wanted = top / "docs" / "reference" / "README.md"
    page = top / "docs" / "reference" / "filter.md"
    if not NAME.fullmatch(name):
        raise RefusedError(
            f"expected a name in snake_case, and got `{name}`: for instance slew_limit"
        )
    for path in (header, test):
        if path.exists():
            raise RefusedError(
                f"expected a new name, and {path.relative_to(top)} exists: choose another"
            )

    skeleton = SKELETONS / "filter"
    texts = {
        header: (skeleton / "header.hpp.in").read_text(encoding="utf-8"),
        test: (skeleton / "test.cpp.in").read_text(encoding="utf-8"),
    }
    made = {path: filled(text, name) for path, text in texts.items()}
    section = filled((skeleton / "page.md.in").read_text(encoding="utf-8"), name)
    made[page] = page.read_text(encoding="utf-8") + section
    made[umbrella] = after_last(
        umbrella.read_text(encoding="utf-8"),
        r'#include "filter/\w+\.hpp"',
        f'#include "filter/{name}.hpp"  // {name}',
    )
    made[wanted] = after_last(
        wanted.read_text(encoding="utf-8"),
        r"\| .* \| `filter/\w+\.hpp` \|",
        f"| what {name} does | `filter/{name}.hpp` | `{name}` |",
    )
    for path, text in made.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return list(made)


KINDS = {"filter": new_filter}


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="./dev new", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("kind", choices=sorted(KINDS))
    parser.add_argument("name")
    parser.add_argument("--top", type=pathlib.Path, default=TOP, help="another checkout")
    known = parser.parse_args(arguments)
    try:
        made = KINDS[known.kind](known.name, known.top.resolve())
    except RefusedError as refused:
        print(f"new: {refused}")
        return 1
    for path in made:
        print(path.relative_to(known.top.resolve()))
    print(filled(NEXT, known.name))
    return 0


if __name__ == "__main__":
    sys.exit(main())
