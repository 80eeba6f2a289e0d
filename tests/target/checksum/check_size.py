#!/usr/bin/env python3
"""Fail when a program does not fit a chip.

usage: check_size.py <readelf> <program> --flash <bytes> --ram <bytes of .data and .bss>
"""

import argparse
import re
import subprocess
import sys


def sections(readelf: str, program: str) -> dict[str, int]:
    """Bytes of each section."""
    text = subprocess.run(
        [readelf, "--sections", "--wide", program], check=True, capture_output=True, text=True
    ).stdout
    pattern = r"\[ *\d+\] (\.\S+) +\S+ +[0-9a-f]+ [0-9a-f]+ ([0-9a-f]+) "
    return {name: int(size, 16) for name, size in re.findall(pattern, text)}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("readelf")
    parser.add_argument("program")
    parser.add_argument("--flash", type=int, required=True)
    parser.add_argument("--ram", type=int, required=True)
    options = parser.parse_args()
    size = sections(options.readelf, options.program)
    if size.get(".text", 0) == 0:
        print(f"expected a section .text in {options.program}, and found {sorted(size)}")
        return 1
    flash = size[".text"] + size.get(".data", 0)
    ram = size.get(".data", 0) + size.get(".bss", 0)
    print(f"flash {flash} of {options.flash}, RAM before the stack {ram} of {options.ram}")
    return 0 if flash <= options.flash and ram <= options.ram else 1


if __name__ == "__main__":
    sys.exit(main())
