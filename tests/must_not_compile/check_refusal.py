#!/usr/bin/env python3
"""Check that a source is refused with the sentence it names, and only for that reason.

usage: check_refusal.py <source> <compiler>[,<compiler>...] <flag>...

The first line of the source is `// expect: <a part of the error>`. An error that compilers word in
their own ways gives the parts as `one | another`. With -DMOTE_CURED the source must compile.
"""

import os
import pathlib
import subprocess
import sys

EXPECT = "// expect: "


def errors(command: list[str]) -> list[str] | None:
    """The error lines of the compiler, without quoted source; None when it compiles."""
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode == 0:
        return None
    lines = [line for line in done.stderr.splitlines() if "error: " in line]
    return lines or done.stderr.splitlines()


def complaint(source: pathlib.Path, compiler: str, flags: list[str]) -> str | None:
    """What is wrong with the refusal of `source` by `compiler`, or None."""
    first = source.read_text().splitlines()[0]
    wanted = [part.strip() for part in first.removeprefix(EXPECT).split(" | ")]
    if not first.startswith(EXPECT) or not all(wanted):
        return f"expected a first line `{EXPECT}<a part of the error>`, and got `{first}`"

    no_quotes = "-fno-caret-diagnostics" if "clang" in compiler else "-fno-diagnostics-show-caret"
    command = [compiler, *flags, no_quotes, "-S", "-o", os.devnull, str(source)]
    cured = errors([*command, "-DMOTE_CURED"])
    if cured is not None:
        return "expected it to compile with -DMOTE_CURED, and it does not:\n" + "\n".join(cured)
    refused = errors(command)
    if refused is None:
        return "expected an error, and it compiles: the check that it tests is gone"
    if not any(part in line for line in refused for part in wanted):
        return f"expected an error with `{' | '.join(wanted)}`, and got:\n" + "\n".join(refused)
    return None


def main() -> int:
    source, compilers, flags = pathlib.Path(sys.argv[1]), sys.argv[2].split(","), sys.argv[3:]
    failed = False
    for compiler in compilers:
        wrong = complaint(source, compiler, flags)
        print(f"{source.name}, {compiler}: {wrong or 'refused with the expected sentence'}")
        failed = failed or wrong is not None
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
