#!/usr/bin/env python3
"""Check the house rules that a compiler cannot see: floors, includes, first lines, sizes, names.

usage: check_headers.py <include folder>/mote
"""

import pathlib
import re
import statistics
import sys
from collections import Counter
from collections.abc import Iterator

import check_code

FLOORS = {
    "core": 0,
    "kernel": 1,
    "design": 1,
    "filter": 2,
    "transform": 2,
    "model": 2,
    "nn": 2,
    "feature": 3,
    "pipeline": 4,
    "": 5,  # the umbrella beside the folders
}
C_HEADERS = {"stddef.h", "stdint.h", "string.h"}
ON_DESKTOPS = {("core/expects.hpp", "stdio.h")}  # what a broken promise is told with
INTRINSICS = {"arm_acle.h", "arm_mve.h"}  # in kernel/ only
MOST_LINES = 250
MEDIAN_LINES = 105
MOST_HEADERS = 20  # directly in a folder

INCLUDE = re.compile(r'\s*#\s*include\s*(?:"([^"]+)"|<([^>]+)>)')


def folder_of(path: pathlib.Path, root: pathlib.Path) -> str:
    parts = path.relative_to(root).parts
    return parts[0] if len(parts) > 1 else ""


def includes(path: pathlib.Path) -> Iterator[tuple[int, str | None, str | None]]:
    """(line, quoted, angled) of each include."""
    for number, text in enumerate(path.read_text().splitlines(), 1):
        if found := INCLUDE.match(text):
            yield number, found[1], found[2]


def local(path: pathlib.Path) -> list[pathlib.Path]:
    """The library's headers that `path` includes."""
    return [(path.parent / quoted).resolve() for _, quoted, _ in includes(path) if quoted]


def check_includes(path: pathlib.Path, root: pathlib.Path) -> Iterator[str]:
    here = folder_of(path, root)
    highest = -1
    for line, quoted, angled in includes(path):
        where = f"{path}:{line}"
        if angled:
            allowed = C_HEADERS | (INTRINSICS if here == "kernel" else set())
            if (path.relative_to(root).as_posix(), angled) in ON_DESKTOPS:
                continue
            if angled not in allowed:
                yield f"{where}: expected one of {sorted(allowed)}, and got <{angled}>"
            elif angled in C_HEADERS and highest >= 0:
                yield f"{where}: expected <{angled}> before the library's own headers"
            continue
        target = (path.parent / (quoted or "")).resolve()
        if not target.is_relative_to(root) or not target.is_file():
            yield f'{where}: expected a relative path to a header of mote, and got "{quoted}"'
            continue
        there = folder_of(target, root)
        if there not in FLOORS:
            continue  # reported for the header itself
        if there != here and FLOORS[there] >= FLOORS[here]:
            yield (
                f"{where}: expected an include from {here or 'mote'}/ or a lower floor, and got "
                f"{there}/: move the shared part down a floor"
            )
        if there != here and here and "detail" in target.relative_to(root).parts:
            yield (
                f"{where}: {target.relative_to(root)} is of another room: what two rooms need is "
                "public, on a lower floor"
            )
        if FLOORS[there] < highest and here:  # the umbrella puts users first
            yield f"{where}: expected includes in floor order, and {there}/ comes late: move it up"
        highest = max(highest, FLOORS[there])


def check_text(path: pathlib.Path, root: pathlib.Path) -> Iterator[str]:
    lines = path.read_text().splitlines()
    floor = FLOORS[folder_of(path, root)]
    number = "" if path.parent == root else f" Floor {floor}\\."
    if not lines or not re.fullmatch(rf"// {re.escape(path.name)} - .+[.?!]{number}", lines[0]):
        shown = number.replace("\\", "")
        yield (
            f"{path}:1: expected `// {path.name} - <one line of purpose>.{shown}`, "
            f"and got `{lines[0] if lines else ''}`"
        )
    code = [text for text in lines if text.strip() and not text.startswith("//")]
    if not code or code[0] != "#pragma once" or code.count("#pragma once") != 1:
        yield f"{path}: expected `#pragma once`, once, before any other code"
    if len(lines) > MOST_LINES:
        yield f"{path}: expected at most {MOST_LINES} lines, and got {len(lines)}: split it by idea"
    for line, text in enumerate(lines, 1):
        if re.search(r"\bstd::", re.sub(r'"[^"]*"', "", text).split("//")[0]):
            yield f"{path}:{line}: expected no std::, because chips have no C++ standard library"


def check_cycles(headers: list[pathlib.Path]) -> Iterator[str]:
    done: set[pathlib.Path] = set()

    def visit(path: pathlib.Path, above: tuple[pathlib.Path, ...]) -> Iterator[str]:
        if path in above:
            names = " -> ".join(step.name for step in (*above[above.index(path) :], path))
            yield f"{path}: expected no circle of includes, and got {names}"
        elif path not in done and path.is_file():
            for target in local(path):
                yield from visit(target, (*above, path))
            done.add(path)

    for header in headers:
        yield from visit(header, ())


def check_umbrella(headers: list[pathlib.Path], root: pathlib.Path) -> Iterator[str]:
    """mote.hpp is the table of contents: public headers are in it, and all others are reached."""
    umbrella = root / "mote.hpp"
    if not umbrella.is_file():
        return
    named = set(local(umbrella))
    reached, open_ = set(), [umbrella]
    while open_:
        path = open_.pop()
        if path not in reached and path.is_file():
            reached.add(path)
            open_ += local(path)
    for header in headers:
        if check_code.is_public(header, root) and header not in named:
            yield f"{header}: expected mote.hpp to include it by its name: add it there"
        elif header not in reached:
            yield f"{header}: expected mote.hpp to include it, directly or not: add it there"


def check_sizes(headers: list[pathlib.Path], root: pathlib.Path) -> Iterator[str]:
    for folder, count in Counter(path.parent for path in headers).items():
        if count > MOST_HEADERS:
            yield (
                f"{folder}: expected at most {MOST_HEADERS} headers directly in a folder, "
                f"and got {count}: give some a room below it"
            )
    if (median := _median(headers)) > MEDIAN_LINES:
        yield (
            f"{root}: expected headers of at most {MEDIAN_LINES} lines by the median, and got "
            f"{median:g}: split the long ones by idea"
        )
    names = {name for path in headers for _, name in check_code.macros(path)}
    if len(names) > check_code.MOST_MACROS:
        yield (
            f"{root}: expected at most {check_code.MOST_MACROS} macros, and got {len(names)}: use "
            "constants and functions"
        )


def _median(headers: list[pathlib.Path]) -> float:
    return statistics.median(len(path.read_text().splitlines()) for path in headers)


RULES = (
    check_text,
    check_includes,
    check_code.check_instruction_sets,
    check_code.check_details,
    check_code.check_macros,
    check_code.check_comments,
)


def check(root: pathlib.Path) -> list[str]:
    """Every broken rule of the headers under `root`, as sentences."""
    root = root.resolve()
    headers = sorted(root.rglob("*.hpp"))
    if not headers:
        return [f"{root}: expected headers and found none"]
    wrong: list[str] = []
    rooms = check_code.rooms_of(headers)
    for path in headers:
        if folder_of(path, root) not in FLOORS:
            known = ", ".join(name for name in FLOORS if name)
            wrong.append(
                f"{path}: expected one of the folders {known}: put it there, or add a floor"
            )
            continue
        for rule in RULES:
            wrong += rule(path, root)
        wrong += check_code.check_bare_rooms(path, root, rooms)
    return [
        *wrong,
        *check_cycles(headers),
        *check_umbrella(headers, root),
        *check_sizes(headers, root),
    ]


def summary(root: pathlib.Path) -> str:
    headers = sorted(root.rglob("*.hpp"))
    lines = [len(path.read_text().splitlines()) for path in headers]
    folder, most = Counter(path.parent for path in headers).most_common(1)[0]
    return (
        f"{len(headers)} headers keep the house rules: the longest has {max(lines)} lines of "
        f"{MOST_LINES}, the median {_median(headers):g} of {MEDIAN_LINES}, and {folder.name}/ has "
        f"{most} headers of {MOST_HEADERS}"
    )


def main() -> int:
    root = pathlib.Path(sys.argv[1])
    wrong = check(root)
    for sentence in wrong:
        print(sentence.replace(f"{pathlib.Path.cwd()}/", ""))
    if not wrong:
        print(summary(root))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
