#!/usr/bin/env python3
"""Fail when the preprocessed library holds an intrinsic, or assembly that is an instruction.

usage: check_scalar.py [--must-find] -- <command that preprocesses the library>

An empty asm statement is none: it hides a value from the optimiser. With --must-find the check is
itself tested: it passes only if it finds both kinds.
"""

import argparse
import re
import subprocess
import sys
from collections.abc import Iterator

INTRINSICS = re.compile(r'^# \d+ "[^"]*/(arm_(?:mve|acle|neon)\.h)"', re.MULTILINE)
ASSEMBLY = re.compile(r"\b(?:__asm__|__asm|asm)\b\s*(?:volatile\s*)?\(\s*((?:\"[^\"]*\"\s*)+)")
OF_MOTE = re.compile(r'^# \d+ "([^"]*)"')


def lines_of_mote(preprocessed: str) -> str:
    """Without what the compiler's own headers say."""
    ours, kept = False, []
    for line in preprocessed.splitlines():
        if marker := OF_MOTE.match(line):
            ours = "/mote/" in marker[1]
        elif ours:
            kept.append(line)
    return "\n".join(kept)


def by_hand(preprocessed: str) -> Iterator[tuple[str, str]]:
    """(kind, what) of each thing that is written by hand."""
    for header in sorted(set(INTRINSICS.findall(preprocessed))):
        yield "intrinsics", f"<{header}>"
    for found in ASSEMBLY.finditer(lines_of_mote(preprocessed)):
        if found[1].replace('"', "").strip():
            yield "assembly", found[1].strip()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--must-find", action="store_true")
    parser.add_argument("command", nargs="+")
    options = parser.parse_args()
    text = subprocess.run(options.command, capture_output=True, text=True, check=True).stdout
    found = list(by_hand(text))
    if options.must_find:
        missing = {"intrinsics", "assembly"} - {kind for kind, _ in found}
        for kind in sorted(missing):
            print(f"expected to find {kind} without MOTE_TARGET_SCALAR: the check is blind to it")
        return 1 if missing else 0
    for kind, what in found:
        print(
            f"expected no {kind} with MOTE_TARGET_SCALAR, and got {what}: guard it by MOTE_HAS_* "
            "of core/target.hpp, and give it a tag"
        )
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
