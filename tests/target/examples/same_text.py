#!/usr/bin/env python3
"""Run a program and compare what it prints with a file.

usage: same_text.py <file> <command>...
"""

import difflib
import pathlib
import subprocess
import sys


def main() -> int:
    expected = pathlib.Path(sys.argv[1]).read_text().splitlines()
    run = subprocess.run(  # semihosting prints to stderr
        sys.argv[2:], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=300
    )
    printed = run.stdout.splitlines()
    while printed and not printed[-1].strip():
        printed.pop()
    if run.returncode != 0:
        print(f"the program ended with code {run.returncode}:\n{run.stdout}")
        return 1
    if printed != expected:
        print("\n".join(difflib.unified_diff(expected, printed, "expected", "printed", n=1)))
        return 1
    print(f"{len(printed)} lines, all as expected")
    return 0


if __name__ == "__main__":
    sys.exit(main())
