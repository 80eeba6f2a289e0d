#!/usr/bin/env python3
"""Check what a compiler without C++17 says: one sentence first, and nothing behind it.

usage: check_old.py <include> <compiler>...
"""

import shutil
import subprocess
import sys

# Each leads to one of those that include no other.
HEADERS = (
    "mote.hpp", "core/array.hpp", "core/crc32.hpp", "core/status.hpp", "core/traits.hpp",
    "core/number/compensated_sum.hpp", "feature/mel_options.hpp", "feature/level_options.hpp",
    "filter/biquad.hpp", "model/trees.hpp",
)  # fmt: skip


def complaints(include: str, compiler: str) -> list[str]:
    """With -std=c++14; avr-g++ of Debian is too old for any flag."""
    too_old = compiler == "avr-g++"
    flag = "-std=c++17" if too_old else "-std=c++14"
    wanted = "this GCC is too old" if too_old else "mote needs C++17: add -std=c++17"
    wrong = []
    for header in HEADERS:
        done = subprocess.run(
            [compiler, flag, f"-I{include}", "-fsyntax-only", "-x", "c++", "-"],
            input=f'#include "mote/{header}"\n', capture_output=True, text=True)  # fmt: skip
        errors = [line for line in done.stderr.splitlines() if "error:" in line]
        if not errors or wanted not in errors[0] or len(errors) != 2:
            wrong.append(
                f"{header}, {compiler} {flag}: expected `{wanted}` and one error that stops, and "
                f"got {len(errors)}:\n" + "\n".join(errors[:5])
            )
        if too_old and errors and "add -std=c++17" in errors[0]:
            wrong.append(f"{header}, {compiler} {flag}: told to add the flag that it has")
    return wrong


def main() -> int:
    include, compilers = sys.argv[1], [c for c in sys.argv[2:] if shutil.which(c)]
    if "avr-g++" in compilers:  # a newer one needs no such sentence
        version = subprocess.run(["avr-g++", "-dumpversion"], capture_output=True, text=True).stdout
        if int(version.split(".")[0]) >= 7:
            compilers.remove("avr-g++")
    wrong = [text for compiler in compilers for text in complaints(include, compiler)]
    print("\n".join(wrong))
    print(f"{', '.join(compilers)}: {len(wrong)} complaints")
    return 1 if wrong or not compilers else 0


if __name__ == "__main__":
    sys.exit(main())
