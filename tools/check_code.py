"""Rules of the house about the code in a header: instruction sets, detail names, macros, comments.

Each rule is a generator of sentences about one header; check_headers.py runs them over all.
"""

from __future__ import annotations

import pathlib
import re
from collections.abc import Iterator
from functools import cache

import cpp_names

KERNEL = "kernel"
TARGET = ("core", "target.hpp")  # the only header that reads the compiler's own macros
MACROS = {("core", "target.hpp"), ("core", "expects.hpp"), ("core", "version.hpp")}
MOST_MACROS = 30

# What depends on an instruction set or a compiler, by what it is.
INSTRUCTION_SET = {
    "a macro of an instruction set": re.compile(
        r"\bMOTE_HAS_(?!(?:BIT_CAST|CONSTANT_EVALUATED|BUILTIN|STDIO)\b)\w+|\bMOTE_TARGET_\w+"
    ),
    "a tag of an instruction set": re.compile(r"\btarget::(?:native|scalar|dsp|mve)\b"),
    "a name of the compiler": re.compile(r"\b__(?!builtin_\w|(?:FILE|LINE)__)\w+"),
    "assembly": re.compile(r"\basm\b"),
    "an intrinsic": re.compile(
        r"\bv[a-z]\w*q(?:_[a-z])?_[sufp]\d+\b|\b(?:u?int|float)\d+x\d+(?:x\d+)?_t\b"
    ),
}


@cache
def code(path: pathlib.Path) -> str:
    return cpp_names.code_of(path.read_text())


def _parts(path: pathlib.Path, root: pathlib.Path) -> tuple[str, ...]:
    return path.relative_to(root).parts


def is_public(path: pathlib.Path, root: pathlib.Path) -> bool:
    """Directly in a folder, where users look; all of kernel/ is internal."""
    parts = _parts(path, root)
    return len(parts) == 2 and parts[0] != KERNEL


def check_instruction_sets(path: pathlib.Path, root: pathlib.Path) -> Iterator[str]:
    parts = _parts(path, root)
    if parts[0] == KERNEL or parts == TARGET:
        return
    version = parts == ("core", "version.hpp")  # it refuses what is older than C++17
    for number, line in enumerate(code(path).splitlines(), 1):
        for what, pattern in INSTRUCTION_SET.items():
            for found in pattern.findall(line):
                if not (version and found in ("__cplusplus", "__GNUC__", "__clang__")):
                    yield (
                        f"{path}:{number}: {what}, `{found}`, outside kernel/: give kernel/ a "
                        "function that hides it"
                    )


def own_rooms(path: pathlib.Path, root: pathlib.Path) -> set[str]:
    """The detail namespaces that a header may name: its folders', and its file's first word."""
    *folders, file = _parts(path, root)
    return {*folders, file.removesuffix(".hpp").split("_")[0]} - {"detail"}


def check_details(path: pathlib.Path, root: pathlib.Path) -> Iterator[str]:
    own = own_rooms(path, root)
    kernel = "kernel::" if _parts(path, root)[0] == KERNEL else ""
    shape = f"mote::{kernel}detail::<{' | '.join(sorted(own))}>"
    for line, name in cpp_names.namespaces(path.read_text()):
        if "detail" not in name.split("::"):
            continue
        found = re.fullmatch(rf"mote::{kernel}detail::(\w+)(?:::\w+)*", name)
        if found is None or found[1] not in own:
            yield f"{path}:{line}: expected a detail namespace {shape}, and got {name}"
    for number, line_ in enumerate(code(path).splitlines(), 1):
        if re.match(r"\s*(?:inline )?namespace\b[^=;]*\{|\s*#|\}", line_):
            continue
        for room in re.findall(r"\bdetail::(\w+)", line_):
            if room not in own:
                yield (
                    f"{path}:{number}: detail::{room} is of another room: what two rooms need is a "
                    "public name on a lower floor"
                )


def rooms_of(headers: list[pathlib.Path]) -> set[str]:
    """Every room that has a detail namespace, and no public one of the same name."""
    found, public = set(), set()
    for path in headers:
        for _, name in cpp_names.namespaces(path.read_text()):
            if inside := re.search(r"\bdetail::(\w+)", name):
                found.add(inside[1])
            elif not name.endswith("detail"):
                public.add(name.split("::")[-1])
    return found - public


def check_bare_rooms(path: pathlib.Path, root: pathlib.Path, rooms: set[str]) -> Iterator[str]:
    """Inside of mote::detail a room is also reached by its name alone."""
    others = rooms - own_rooms(path, root) - {"kernel"}
    declared = set(re.findall(r"\b(?:using|class|struct|typename|namespace) (\w+)", code(path)))
    for number, line in enumerate(code(path).splitlines(), 1):
        for room in re.findall(r"(?<![\w:])(\w+)::", line):
            if room in others - declared and "namespace" not in line:
                yield (
                    f"{path}:{number}: {room}:: is the detail namespace of another room: what two "
                    "rooms need is a public name on a lower floor"
                )


def macros(path: pathlib.Path) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(code(path).splitlines(), 1):
        if found := re.match(r"\s*#\s*define\s+(\w+)", line):
            yield number, found[1]


def check_macros(path: pathlib.Path, root: pathlib.Path) -> Iterator[str]:
    for number, name in macros(path):
        if not name.startswith("MOTE_"):
            yield f"{path}:{number}: expected a macro MOTE_*, and got {name}"
        elif _parts(path, root) not in MACROS:
            yield (
                f"{path}:{number}: {name}: expected macros in core/ alone, in "
                f"{', '.join(sorted(file for _, file in MACROS))}: use a constant or a function"
            )


def check_comments(path: pathlib.Path, root: pathlib.Path) -> Iterator[str]:
    """Overloads share a comment, and so do declarations without a blank line between them."""
    if not is_public(path, root):
        return
    public = [
        d
        for d in cpp_names.declarations(path.read_text())
        if d.namespace.startswith("mote") and "detail" not in d.namespace.split("::")
    ]
    documented = {(d.namespace, d.name) for d in public if d.documented}
    missing: dict[tuple[str, str], cpp_names.Declaration] = {}
    for d in public:
        if (d.namespace, d.name) not in documented:
            missing.setdefault((d.namespace, d.name), d)
    for d in missing.values():
        yield (
            f"{path}:{d.line}: expected a comment `///` above {d.namespace}::{d.name}, a public "
            f"{d.kind}"
        )
