#!/usr/bin/env python3
"""Check that macros of other headers, Arduino's before all, harm no header and no call of mote.

usage: check_macros.py <include> <compiler> <flag>...

All headers after macros.hpp, in both orders; alone those that do not include
core/detail/macros.hpp, which takes such macros away; and the program after_macros.cpp, which runs.
"""

import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
CURE = "mote/core/detail/macros.hpp"


def included(include: pathlib.Path, header: str, seen: set[str]) -> set[str]:
    """A header and all that it includes of mote."""
    if header not in seen:
        seen.add(header)
        path = include / header
        for name in re.findall(r'^\s*#include "(.*?)"', path.read_text(), re.M):
            found = (path.parent / name).resolve().relative_to(include.resolve())
            included(include, found.as_posix(), seen)
    return seen


def main() -> int:
    include, compiler, flags = pathlib.Path(sys.argv[1]), sys.argv[2], sys.argv[3:]
    headers = [path.relative_to(include).as_posix() for path in sorted(include.rglob("*.hpp"))]
    alone = [[header] for header in headers if CURE not in included(include, header, set())]
    wrong = []
    for names in (headers, headers[::-1], *alone):
        text = '#include "macros.hpp"\n' + "".join(f'#include "{name}"\n' for name in names)
        done = subprocess.run(
            [compiler, *flags, f"-I{HERE}", f"-I{include}", "-fsyntax-only", "-x", "c++", "-"],
            input=text, capture_output=True, text=True)  # fmt: skip
        if done.returncode:
            wrong.append(f"{names[0]} after macros.hpp:\n{done.stderr[:2000]}")
    with tempfile.TemporaryDirectory() as folder:
        program = str(pathlib.Path(folder, "program"))
        built = subprocess.run(
            [compiler, *flags, f"-I{HERE}", f"-I{include}", str(HERE / "after_macros.cpp"),
             "-o", program], capture_output=True, text=True)  # fmt: skip
        if built.returncode:
            wrong.append(f"after_macros.cpp:\n{built.stderr[:2000]}")
        elif code := subprocess.run([program]).returncode:
            wrong.append(f"after_macros.cpp returned {code}")
    print("\n".join(wrong))
    print(f"{len(headers)} headers together, {len(alone)} of them alone, {len(wrong)} harmed")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
