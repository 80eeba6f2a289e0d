#!/usr/bin/env python3
"""Show the code of a function on a core, its instructions and its loops counted.

usage: ./dev asm FILE --core m4 [--opt -O2] [--function NAME] [--code TEXT] [flag...]

FILE is a .cpp file, or a header. A header of templates has no code of its own: --code brings the
function that uses it. Compiler flags are those of the instruction counter.
"""

from __future__ import annotations

import argparse
import csv
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

TOP = pathlib.Path(__file__).resolve().parents[1]
BOARDS = TOP / "cmake" / "device" / "boards.csv"
# Those of the counter in the Python package: benchmarks/bench_test.py holds the two to each other.
FLAGS = ("-std=c++17", "-fno-exceptions", "-fno-rtti", "-fno-threadsafe-statics",
         "-ffunction-sections", "-fdata-sections", "-g0", "-w")  # fmt: skip
INCLUDES = ("include", "tests", "benchmarks/device", "cmake/device")
# compiler, prefix of the binutils
TOOLS = {
    "host": ("g++", ""),
    "rv32": ("riscv64-unknown-elf-g++", "riscv64-unknown-elf-"),
    "avr": ("clang++", "avr-"),
}
ARM = ("arm-none-eabi-g++", "arm-none-eabi-")


def cores() -> dict[str, str]:
    """The compiler's flags of each core."""
    with BOARDS.open(encoding="utf-8") as table:
        return {"host": "", **{row["core"]: row["flags"] for row in csv.DictReader(table)}}


@dataclass(frozen=True)
class Instruction:
    address: int
    text: str
    target: int | None = None  # where it jumps to in this function


@dataclass
class Function:
    name: str
    code: list[Instruction] = field(default_factory=list)

    def reaches(self, first: int, last: int) -> bool:
        """Whether control gets from the instruction at `first` to the one at `last`."""
        order = {step.address: i for i, step in enumerate(self.code)}
        seen: set[int] = set()
        open_ = [order[first]]
        while open_:
            at = open_.pop()
            if at in seen or at >= len(self.code):
                continue
            seen.add(at)
            step = self.code[at]
            if step.target in order:
                open_.append(order[step.target])
            if not LEAVES.match(step.text):
                open_.append(at + 1)
        return order[last] in seen

    def loops(self) -> list[tuple[int, int, int]]:
        """(first address, last address, instructions) of each jump backwards, innermost first."""
        here = {step.address for step in self.code}
        found = set()
        for step in self.code:
            start = step.target
            if start is None or start > step.address or start not in here:
                continue
            if self.reaches(start, step.address):
                inside = [s for s in self.code if start <= s.address <= step.address]
                found.add((start, step.address, len(inside)))
        return sorted(found, key=lambda loop: loop[2])


HEAD = re.compile(r"^([0-9a-f]+) <(.+)>:$")
STEP = re.compile(r"^\s*([0-9a-f]+):\t(\S.*)$")
JUMP = re.compile(r"^(?:b|j|cb|rjmp|le(?:tp)?\b|wls)\S*\s+(?:\S+, *)*(?:0x)?([0-9a-f]+) <")
RELOCATION = re.compile(r"^\s*[0-9a-f]+: R_AVR_\w*PCREL\t\S*?\+0x([0-9a-f]+)$")
CALL = re.compile(r"^(?:blx?|r?call|icall|jalr?|call\w*)\b(?!\s+zero)")
# What never goes on to the next instruction: returns, and jumps without a condition.
LEAVES = re.compile(
    r"^(?:bx|ret\w*|j|jr|r?jmp|jmpq?|ijmp|b(?:\.[nw])?|mret)(?:\s|$)"
    r"|^(?:pop|ldr|ldm)\S*\s.*\bpc\b(?!\s*,)"
)


def functions(listing: str) -> Iterator[Function]:
    """The functions of what `objdump -d -r -C --no-show-raw-insn` prints."""
    now: Function | None = None
    for line in listing.splitlines():
        if head := HEAD.match(line):
            if now and head[2].startswith(".L"):
                continue  # a label inside
            if now and now.code:
                yield without_padding(now)
            now = Function(head[2])
        elif now and now.code and (relocation := RELOCATION.match(line)):
            last = now.code.pop()
            target = None if CALL.match(last.text) else int(relocation[1], 16)
            now.code.append(Instruction(last.address, last.text, target))
        elif now and (step := STEP.match(line)):
            address, text = int(step[1], 16), step[2].rstrip()
            if text.startswith((".word", ".short", ".byte")):
                continue
            jump = None if CALL.match(text) else JUMP.match(text)
            now.code.append(Instruction(address, text, int(jump[1], 16) if jump else None))
    if now and now.code:
        yield without_padding(now)


def without_padding(function: Function) -> Function:
    while len(function.code) > 1 and re.match(
        r"nop|data16|cs nop|xchg +%ax", function.code[-1].text
    ):
        function.code.pop()
    return function


def compile_file(
    file: pathlib.Path, code: str, core: str, opt: str, flags: Sequence[str], folder: pathlib.Path
) -> pathlib.Path:
    compiler = TOOLS.get(core, ARM)[0]
    command = [compiler, *shlex.split(cores()[core]), *FLAGS, opt, *flags]
    command += [f"-I{TOP / name}" for name in INCLUDES]
    if core == "avr":
        libc = subprocess.run(
            ["avr-gcc", "-mmcu=atmega328p", "-print-file-name=libc.a"],
            check=True, capture_output=True, text=True,
        ).stdout.strip()  # fmt: skip
        command += ["-isystem", str(pathlib.Path(libc).resolve().parents[2] / "include")]
    if file.suffix == ".cpp" and not code:
        source = file.resolve()
    else:
        source = folder / "code.cpp"
        source.write_text(f'#include "{file.resolve()}"\n{code}\n', encoding="utf-8")
    out = folder / "code.o"
    done = subprocess.run(
        [*command, "-c", str(source), "-o", str(out)], capture_output=True, text=True
    )
    if done.returncode != 0:
        raise SystemExit(f"asm: {compiler} refuses {file}:\n{done.stderr[:4000]}")
    return out


def listing(
    file: pathlib.Path,
    core: str,
    opt: str = "-O2",
    code: str = "",
    flags: Sequence[str] = (),
) -> str:
    with tempfile.TemporaryDirectory() as folder:
        made = compile_file(file, code, core, opt, flags, pathlib.Path(folder))
        command = [TOOLS.get(core, ARM)[1] + "objdump", "-d", "-r", "-C", "--no-show-raw-insn"]
        return subprocess.run(
            [*command, str(made)], check=True, capture_output=True, text=True
        ).stdout


def show(function: Function) -> str:
    loops = function.loops()
    starts = {first for first, _, _ in loops}
    lines = [f"{function.name}: {len(function.code)} instructions"]
    for step in function.code:
        mark = ">" if step.address in starts else " "
        lines.append(f"{mark} {step.address:5x}  {step.text}".expandtabs(8))
    lines += [f"loop {first:x} to {last:x}: {count} instructions" for first, last, count in loops]
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="./dev asm", description="Show the code of a function on a core."
    )
    parser.add_argument("file", type=pathlib.Path, help="a .cpp file, or a header with --code")
    parser.add_argument("--core", default="m4", choices=sorted(cores()))
    parser.add_argument("--opt", default="-O2", help="-Os, -O2, -O3: write --opt=-Os")
    parser.add_argument("--function", help="only functions whose name has this text")
    parser.add_argument("--code", default="", help="C++ that is compiled behind FILE")
    known, flags = parser.parse_known_args(arguments)
    if not known.file.is_file():
        parser.error(f"expected a file, and {known.file} is none")
    made = list(functions(listing(known.file, known.core, known.opt, known.code, flags)))
    wanted = [f for f in made if not known.function or known.function in f.name]
    if not wanted:
        names = "\n  ".join(f.name for f in made) or "none: a template has no code, use --code"
        looked = f"a function with `{known.function}` in its name" if known.function else "code"
        print(f"asm: expected {looked} on {known.core}; the functions are\n  {names}")
        return 1
    print("\n\n".join(show(f) for f in wanted))
    return 0


if __name__ == "__main__":
    sys.exit(main())
