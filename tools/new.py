#!/usr/bin/env python3
"""Write the skeleton of a filter, a feature or a family of models: code that works, tests, a page.

usage: ./dev new filter NAME
       ./dev new feature NAME
       ./dev new model NAME

The skeleton is one that works, in every place where a new one is mentioned. Change it into yours,
from the test on.
"""

from __future__ import annotations

import argparse
import functools
import pathlib
import re
import string
import sys
from collections.abc import Callable, Mapping, Sequence

TOP = pathlib.Path(__file__).resolve().parents[1]
SKELETONS = TOP / "tools" / "skeleton"
NAME = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")

NEXT = {
    "filter": """Next, in this order:
  tests/filter/${name}_test.cpp: what it should do, with golden vectors of scipy or a paper
  include/mote/filter/$name.hpp: the first line, the fields of the comment, the code
  docs/reference/filter.md and the lines with `$name` in docs/reference/README.md and mote.hpp
  ./dev test --only host -R filter/$name
  a call in tests/target/uses_integer_simple_filters.cpp
  a line in tests/target/checksum/filters.cpp
  ./dev lint --fix, and python3 benchmarks/compile_time.py --accept
  a line in CHANGELOG.md""",
    "feature": """Next, in this order:
  tests/feature/${name}_test.cpp: what it should do, with golden figures of numpy or a paper
  include/mote/feature/$name.hpp: the first line, the fields of the comment, the code
  docs/reference/feature.md and the lines with `$name` in docs/reference/README.md and mote.hpp
  ./dev test --only host -R feature/$name
  a call in tests/target/uses_integer_firs.cpp, and in uses_firs.cpp where it takes float
  a line in tests/target/checksum/firs.cpp
  ./dev lint --fix, and python3 benchmarks/compile_time.py --accept
  a line in CHANGELOG.md""",
    "model": """Next, in this order (docs/design/new-model.md has the reasons):
  tests/model/${name}_test.cpp: what it should do, with golden rows of the estimator
  include/mote/model/$name.hpp: the first line, the fields of the comment, the code
  bindings/python/src/mote/families/$name.py: the estimator in place of NearestCentroid, which
    knn has, and the bound of its contract
  bindings/python/tests/test_$name.py and its line in CASES of test_families.py
  docs/reference/models/$name.md and the lines with `$name` in docs/reference/README.md and mote.hpp
  ./dev test --only host -R model/$name, and ./dev test --only python -R $name
  a call as in tests/target/uses_naive_bayes.cpp
  ./dev lint --fix, and python3 benchmarks/compile_time.py --accept
  a line in CHANGELOG.md""",
}


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


def in_order(text: str, start: str, line: str) -> str:
    """`text` with `line` among the lines that begin with `start`, which are sorted."""
    lines = text.splitlines(keepends=True)
    if line + "\n" in lines:
        return text
    later = [i for i, old in enumerate(lines) if old.startswith(start) and old > line]
    if not later:
        return after_last(text, re.escape(start), line)
    lines.insert(later[0], line + "\n")
    return "".join(lines)


def check_name(name: str) -> None:
    if not NAME.fullmatch(name):
        raise RefusedError(
            f"expected a name in snake_case, and got `{name}`: for instance slew_limit"
        )


def made_of(top: pathlib.Path, files: Mapping[str, str], name: str) -> dict[pathlib.Path, str]:
    """The text of each new file, by its path in `top`; `files` has its skeleton's."""
    for path in files:
        if (top / path).exists():
            raise RefusedError(f"expected a new name, and {path} exists: choose another")
    return {top / path: from_skeleton(skeleton, name) for path, skeleton in files.items()}


def from_skeleton(skeleton: str, name: str) -> str:
    return filled((SKELETONS / skeleton).read_text(encoding="utf-8"), name)


def mentions(top: pathlib.Path, folder: str, name: str) -> dict[pathlib.Path, str]:
    """The umbrella and the list of what one may want, with the new header in them."""
    umbrella = top / "include" / "mote" / "mote.hpp"
    wanted = top / "docs" / "reference" / "README.md"
    return {
        umbrella: after_last(
            umbrella.read_text(encoding="utf-8"),
            rf'#include "{folder}/\w+\.hpp"',
            f'#include "{folder}/{name}.hpp"  // {name}',
        ),
        wanted: after_last(
            wanted.read_text(encoding="utf-8"),
            rf"\| .* \| `{folder}/\w+\.hpp` \|",
            f"| what {name} does | `{folder}/{name}.hpp` | `{name}` |",
        ),
    }


def new_stage(folder: str, name: str, top: pathlib.Path) -> dict[pathlib.Path, str]:
    """The text of each file that is written or changed."""
    files = {
        f"include/mote/{folder}/{name}.hpp": f"{folder}/header.hpp.in",
        f"tests/{folder}/{name}_test.cpp": f"{folder}/test.cpp.in",
    }
    page = top / "docs" / "reference" / f"{folder}.md"
    text = page.read_text(encoding="utf-8") + from_skeleton(f"{folder}/page.md.in", name)
    return made_of(top, files, name) | {page: text} | mentions(top, folder, name)


def new_model(name: str, top: pathlib.Path) -> dict[pathlib.Path, str]:
    """As new_stage, with what the Python side brings."""
    python = top / "bindings" / "python"
    files = {
        f"include/mote/model/{name}.hpp": "model/header.hpp.in",
        f"tests/model/{name}_test.cpp": "model/test.cpp.in",
        f"bindings/python/src/mote/families/{name}.py": "model/family.py.in",
        f"bindings/python/tests/test_{name}.py": "model/test.py.in",
        f"docs/reference/models/{name}.md": "model/page.md.in",
    }
    made = made_of(top, files, name) | mentions(top, "model", name)
    title = filled("$title", name)
    registry = python / "src" / "mote" / "families" / "registry.py"
    text = in_order(registry.read_text(encoding="utf-8"), "from .", f"from .{name} import {title}")
    # First: the skeleton's NearestCentroid, which is to be replaced, has a family already.
    made[registry] = after_last(text, r"FAMILIES: ", f"    {title}(),")
    cases = python / "tests" / "test_families.py"
    text = in_order(
        cases.read_text(encoding="utf-8"),
        "from sklearn.",
        "from sklearn.neighbors import NearestCentroid",
    )
    case = f'    "{name}": Case(NearestCentroid, CLASSES[:3]),  # fit warns of blank pixels'
    made[cases] = after_last(text, r'    "\w+": Case\(\w+, CLASSES', case)
    return made


KINDS: Mapping[str, Callable[[str, pathlib.Path], dict[pathlib.Path, str]]] = {
    "feature": functools.partial(new_stage, "feature"),
    "filter": functools.partial(new_stage, "filter"),
    "model": new_model,
}


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="./dev new", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("kind", choices=sorted(KINDS))
    parser.add_argument("name")
    parser.add_argument("--top", type=pathlib.Path, default=TOP, help="another checkout")
    known = parser.parse_args(arguments)
    try:
        check_name(known.name)
        made = KINDS[known.kind](known.name, known.top.resolve())
    except RefusedError as refused:
        print(f"new: {refused}")
        return 1
    for path, text in made.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        print(path.relative_to(known.top.resolve()))
    print(filled(NEXT[known.kind], known.name))
    return 0


if __name__ == "__main__":
    sys.exit(main())
