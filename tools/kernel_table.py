#!/usr/bin/env python3
"""Write the table `kernels by target` of docs/design/targets.md, from the overloads in kernel/.

usage: kernel_table.py [--check] [<top of the repository>]

With --check nothing is written: it fails when the table is not what the headers say.
"""

import argparse
import difflib
import pathlib
import re
import sys
from collections.abc import Iterator

import cpp_names

TAGS = ("scalar", "thumb2", "dsp", "mve", "vfp", "mve_float")
BEGIN, END = "<!-- tools/kernel_table.py: begin -->\n", "<!-- tools/kernel_table.py: end -->\n"

# The last parameter of an overload: a tag, or any tag where one text serves all.
PARAMETER = re.compile(r"(?:target::(\w+)|\b(Tag))(?: \w+)?\)(?= noexcept|;)")
SPECIALISATION = re.compile(r"\b(?:struct|class) (\w+)<(\w+), target::(\w+)>\s*[:{]")
SAMPLE = re.compile(r"\b(?:(int8|int16|int32)_t|(float))\*")
NAMESPACE = re.compile(r"^(?:namespace ([\w:]+) \{|\}  // namespace ([\w:]+))$", re.MULTILINE)

Kernels = dict[tuple[str, str], dict[str, set[str]]]  # (header, kernel) -> tag -> samples


def opening(code: str, closing: int) -> int:
    """The place of the parenthesis that the one at `closing` closes."""
    depth = 0
    for at in range(closing, -1, -1):
        depth += (code[at] == ")") - (code[at] == "(")
        if depth == 0:
            return at
    raise ValueError("expected as many ( as ), and got more )")


def is_detail(text: str, at: int) -> bool:
    open_ = [
        opened or f"/{closed}" for opened, closed in NAMESPACE.findall(text[:at] + "\n")
    ]  # in order
    inside: list[str] = []
    for name in open_:
        if name.startswith("/"):
            inside.pop()
        else:
            inside.append(name)
    return any("detail" in name for name in inside)


def overloads(text: str) -> Iterator[tuple[str, str, set[str]]]:
    """(kernel, tag, samples) of each overload in a header; no sample stands for any."""
    code = cpp_names.without_preprocessor(cpp_names.code_of(text))
    for found in PARAMETER.finditer(code):
        start = opening(code, found.end() - 1)
        name = re.search(r"(\w+)\s*$", code[:start])
        if name and not is_detail(text, start):
            samples = {a or b for a, b in SAMPLE.findall(code[start : found.end()])}
            yield name[1], found[1] or "scalar", samples
    for found in SPECIALISATION.finditer(code):
        if not is_detail(text, found.start()):
            yield found[1], found[3], {found[2].removesuffix("_t")}


def kernels(root: pathlib.Path) -> Kernels:
    table: Kernels = {}
    homes: dict[tuple[str, str], str] = {}  # (room, kernel) -> the header of its scalar overload
    found = [
        (path.parent.name, path.name, *overload)
        for path in sorted(root.glob("*/*.hpp"))
        for overload in overloads(path.read_text(encoding="utf-8"))
    ]
    for room, header, name, tag, _ in found:
        if tag == "scalar":
            homes.setdefault((room, name), header)
    for room, header, name, tag, samples in found:
        home = homes.get((room, name))
        if home is None:
            raise ValueError(
                f"kernel/{room}/{header}: expected `{name}` to have an overload for "
                f"target::scalar, and got only target::{tag}: the scalar one defines the result"
            )
        table.setdefault((f"{room}/{home}", name), {}).setdefault(tag, set()).update(
            samples or {"all"}
        )
    return table


def cell(samples: set[str] | None) -> str:
    if samples is None:
        return ""
    return "yes" if "all" in samples else ", ".join(sorted(samples))


def markdown(table: Kernels) -> str:
    lines = ["| Kernel | Header | " + " | ".join(f"`{tag}`" for tag in TAGS) + " |"]
    lines.append("|---|---|" + "---|" * len(TAGS))
    for (header, name), tags in sorted(table.items()):
        cells = " | ".join(cell(tags.get(tag)) for tag in TAGS)
        lines.append(f"| `{name}` | `{header}` | {cells} |")
    return "\n".join(lines) + "\n"


def main() -> int:
    parser = argparse.ArgumentParser(description="The table of kernels by target.")
    parser.add_argument("--check", action="store_true")
    parser.add_argument(
        "top", nargs="?", type=pathlib.Path, default=pathlib.Path(__file__).resolve().parents[1]
    )
    options = parser.parse_args()
    page = options.top / "docs" / "design" / "targets.md"
    text = page.read_text(encoding="utf-8")
    if text.count(BEGIN) != 1 or text.count(END) != 1:
        print(f"{page.name}: expected the two lines that the table stands between, once each")
        return 1
    try:
        made = markdown(kernels(options.top / "include" / "mote" / "kernel"))
    except ValueError as error:
        print(error)
        return 1
    before, rest = text.split(BEGIN)
    old, after = rest.split(END)
    if not options.check:
        page.write_text(f"{before}{BEGIN}{made}{END}{after}", encoding="utf-8")
    elif old != made:
        print("docs/design/targets.md: the table of kernels is old: run tools/kernel_table.py")
        print("\n".join(difflib.unified_diff(old.splitlines(), made.splitlines(), lineterm="")))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
