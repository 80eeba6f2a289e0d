#!/usr/bin/env python3
"""Fail when an object file holds or calls what a chip must not pay for.

An object named *integer_* must also be free of floating point and of 64-bit division.
With --must-catch RULE the check is itself tested: it passes only if that rule is broken.
"""

import argparse
import pathlib
import re
import subprocess
import sys
from dataclasses import dataclass


@dataclass(frozen=True)
class Rule:
    name: str
    pattern: str  # of symbols, or of section names
    cure: str


SYMBOL_RULES = (
    Rule(
        "heap",
        r"_?(malloc|calloc|realloc|free)|_Z(nw|na|dl|da).*",
        "the library does not allocate: use a member or a caller's buffer",
    ),
    Rule(
        "static_constructor",
        r"_GLOBAL__sub_I.*|__cxa_(guard|atexit|thread_atexit).*|__aeabi_atexit|__dso_handle",
        "make the object constexpr, so that it is ready before the program starts",
    ),
    Rule(
        "exceptions",
        r"__cxa_(?!guard|atexit|thread_atexit|pure_virtual).*|_Unwind_.*|__gxx_personality.*"
        r"|__aeabi_unwind.*|_ZSt\d+__throw.*",
        "return a status, or refuse at compile time",
    ),
    Rule(
        "virtual",
        r"__cxa_pure_virtual|_ZT[VIS].*",
        "choose at compile time: use a template parameter in place of a virtual function",
    ),
    Rule(
        "double",
        r"__aeabi_(c?dr?(add|sub|mul|div|cmp)\w*|d2\w+|\w+2d)|__\w*df([23]|si|di|sf2)?",
        "double exists in constexpr code and on the host only: make the constant constexpr",
    ),
)
INTEGER_RULES = (
    Rule(
        "float",
        r"__aeabi_(c?fr?(add|sub|mul|div|cmp)\w*|\w+2f|f2\w+)"
        r"|__(add|sub|mul|div|neg|eq|ne|lt|le|gt|ge|unord|cmp|powi)[sdtx]f[23]?"
        r"|__(fix|fixuns|float|floatun|extend|trunc)\w+",
        "an integer path computes in integers: find the float with `-S`",
    ),
    Rule(
        "libm",
        r"(a?(sin|cos|tan)h?|atan2|exp[2m]?1?|log(10|2|1p)?|pow|sqrt|cbrt|hypot|floor|ceil|round"
        r"|trunc|l?lrint|rint|fabs|fmod|remainder|ldexp|frexp|scalbn)[fl]?",
        "an integer path needs no libm: compute the table in constexpr code",
    ),
    Rule(
        "division64",
        r"__aeabi_u?ldivmod|__u?(div|mod|divmod)di[34]",
        "a 64-bit division is a slow library call: divide 32 bits, or shift",
    ),
)
SECTION_RULES = (
    Rule(
        "static_constructor",
        r"\.(init_array|ctors|fini_array|dtors|preinit_array)\b.*",
        "make the object constexpr, so that it is ready before the program starts",
    ),
    Rule(
        "data", r"\.(data|tdata|sdata)\b.*", "make the table constexpr, so that it stays in flash"
    ),
    Rule("bss", r"\.(bss|tbss|sbss)\b.*", "the library owns no RAM: let the caller own the object"),
    Rule(
        "exceptions",
        r"\.(eh_frame|gcc_except_table|ARM\.ex(idx|tab))\b.*",
        "compile without unwind tables; nothing in the library throws",
    ),
)


def readelf(program: str, option: str, path: pathlib.Path) -> list[list[str]]:
    done = subprocess.run(
        [program, option, "--wide", path], check=True, capture_output=True, text=True
    )
    return [line.split() for line in done.stdout.splitlines()]


def symbols(program: str, path: pathlib.Path) -> list[tuple[str, bool]]:
    """(name, is it an uninitialised common block) of every symbol."""
    rows = [row for row in readelf(program, "--syms", path) if row and row[0].rstrip(":").isdigit()]
    return [(row[7], row[6] == "COM") for row in rows if len(row) >= 8]


def sections(program: str, path: pathlib.Path) -> list[tuple[str, int]]:
    """(name, bytes) of every section."""
    found = []
    for row in readelf(program, "--sections", path):
        text = " ".join(row)
        # [ 4] .text PROGBITS 00000000 000040 00001c 00 AX 0 0 2
        match = re.match(r"\[ *\d+\] (\S+) \S+ [0-9a-f]+ [0-9a-f]+ ([0-9a-f]+) ", text)
        if match:
            found.append((match[1], int(match[2], 16)))
    return found


def broken_rules(
    names: list[tuple[str, bool]], parts: list[tuple[str, int]], integer: bool
) -> list[tuple[Rule, str]]:
    rules = SYMBOL_RULES + (INTEGER_RULES if integer else ())
    broken = [
        (rule, name) for name, _ in names for rule in rules if re.fullmatch(rule.pattern, name)
    ]
    for part, size in parts:
        for rule in SECTION_RULES:
            if size > 0 and re.fullmatch(rule.pattern, part):
                broken.append((rule, f"{part}, {size} bytes"))
    bss = next(rule for rule in SECTION_RULES if rule.name == "bss")
    return broken + [(bss, name) for name, common in names if common]


NULL_ACCESS = Rule(
    "null_access",
    "NULL memory access; terminating BB",
    "GCC took an address for null and dropped the code behind it: step one of the two pointers of "
    "the loop with kernel::opaque",
)


def null_accesses(path: pathlib.Path) -> list[tuple[Rule, str]]:
    """Functions of which GCC's own dump says that they end at an access to null.

    The dump lies beside the object when it was compiled with
    -fdump-tree-local-pure-const2-details; see docs/design/log/build.md.
    """
    found = []
    for dump in path.parent.glob(f"{path.stem}*.local-pure-const2"):
        function = ""
        for line in dump.read_text(errors="replace").splitlines():
            if line.startswith(";; Function "):
                function = line.removeprefix(";; Function ").split(" (")[0]
            elif NULL_ACCESS.pattern in line:
                found.append((NULL_ACCESS, function))
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--readelf", default="readelf")
    parser.add_argument("--must-catch", metavar="RULE")
    parser.add_argument("objects", nargs="+", type=pathlib.Path)
    options = parser.parse_args()

    failed = False
    for path in options.objects:
        names, parts = symbols(options.readelf, path), sections(options.readelf, path)
        code = sum(size for name, size in parts if re.match(r"\.text\b", name))
        if code == 0:
            print(f"{path.name}: expected machine code and found none, so nothing was checked")
            return 1
        broken = broken_rules(names, parts, "integer_" in path.name) + null_accesses(path)
        if options.must_catch:
            caught = [rule.name for rule, _ in broken]
            if options.must_catch not in caught:
                print(
                    f"{path.name}: expected the rule `{options.must_catch}` to be broken, and "
                    f"the check found {caught or 'nothing'}: mend the rule"
                )
                failed = True
            continue
        for rule, what in broken:
            print(f"{path.name}: {rule.name}: {what}: {rule.cure}")
        failed = failed or bool(broken)
        if not broken:
            print(f"{path.name}: {code} bytes of code, no rule broken")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
