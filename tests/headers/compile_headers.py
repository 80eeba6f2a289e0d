#!/usr/bin/env python3
"""Compile every header alone, then link them all into one program beside a second user of them all.

usage: compile_headers.py <include folder> <compiler> <flag>...
The link fails when a header defines something twice. Exits with 77 when there is no such compiler.
"""

import pathlib
import shutil
import subprocess
import sys
import tempfile


def run(command: list[str], what: str) -> bool:
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0 or done.stderr:
        print(f"{what}:\n{done.stdout}{done.stderr}")
        return False
    return True


def main() -> int:
    include, compiler, flags = pathlib.Path(sys.argv[1]), sys.argv[2], sys.argv[3:]
    if not shutil.which(compiler):
        print(f"skipped: expected the compiler {compiler}, and it is not installed")
        return 77
    headers = [path.relative_to(include).as_posix() for path in sorted(include.rglob("*.hpp"))]
    if not headers:
        print(f"expected headers under {include} and found none")
        return 1

    with tempfile.TemporaryDirectory() as folder:
        objects = []

        def compiled(name: str, text: str, what: str) -> bool:
            source, target = (
                pathlib.Path(folder, name + ".cpp"),
                str(pathlib.Path(folder, name + ".o")),
            )
            source.write_text(text)
            objects.append(target)
            return run([compiler, *flags, f"-I{include}", "-c", str(source), "-o", target], what)

        good = [
            compiled(f"alone_{i}", f'#include "{header}"\n#include "{header}"\n', f"{header} alone")
            for i, header in enumerate(headers)
        ]
        every = "".join(f'#include "{header}"\n' for header in reversed(headers))
        good.append(compiled("every", every + "int main() { return 0; }\n", "all headers together"))
        if not all(good):
            return 1
        if not run([compiler, *objects, "-o", str(pathlib.Path(folder, "program"))], "linking"):
            return 1
    print(f"{len(headers)} headers, {compiler} {' '.join(flags)}: no message")
    return 0


if __name__ == "__main__":
    sys.exit(main())
