#!/usr/bin/env python3
"""Compares what two states of the library compile to: the instructions of models, core by core.

usage: streams.py BEFORE [AFTER]

BEFORE and AFTER are git revisions, or folders that hold include/mote and tests/data/trees; AFTER is
this working tree. `predict`, `predict_proba` and `score` of seven models, walked and as code, are
compiled by both. Names and addresses are left out of the comparison. Fails where a program has
above 0.5 % more bytes or instructions than before.
"""

from __future__ import annotations

import argparse
import io
import os
import re
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent
MODELS = (
    "cancer_forest_hard",
    "digits_extra_soft16",
    "wine_forest_exact",
    "wine_boosted_float",
    "wine_boosted_int16",
    "body_boosted_int32",
    "wine_isolation_int16",
)
WITHOUT_PROBA = ("body_boosted_int32", "wine_isolation_int16")
VERBS = ("predict", "predict_proba", "score")
WAYS = {"walk": "({model}, x)", "code": "<{model}>(x)"}
MOST = 1005  # thousandths of the bytes or instructions before


@dataclass(frozen=True)
class Core:
    """A core, its compiler, and the tool that lists its instructions."""

    name: str
    compiler: tuple[str, ...]
    listing: str


_ARM = ("arm-none-eabi-g++", "-mthumb")
_M4 = (*_ARM, "-mcpu=cortex-m4", "-mfloat-abi=hard", "-mfpu=fpv4-sp-d16")
_AVR = next((p for p in ("/usr/lib/avr/include", "/usr/avr/include") if Path(p).is_dir()), "")
CORES = (
    Core("M0 -Os", (*_ARM, "-mcpu=cortex-m0", "-Os"), "arm-none-eabi-objdump"),
    Core("M4F -Os", (*_M4, "-Os"), "arm-none-eabi-objdump"),
    Core("M4F -O2", (*_M4, "-O2"), "arm-none-eabi-objdump"),
    Core(
        "M55 -O2",
        (*_ARM, "-mcpu=cortex-m55", "-mfloat-abi=hard", "-O2"),
        "arm-none-eabi-objdump",
    ),
    Core(
        "RV32 -O2",
        ("riscv64-unknown-elf-g++", "-march=rv32imc", "-mabi=ilp32", "-O2"),
        "riscv64-unknown-elf-objdump",
    ),
    Core(
        "AVR -Os",
        ("clang++", "--target=avr", "-mmcu=atmega328p", "-isystem", _AVR, "-Os"),
        "avr-objdump",
    ),
)
FLAGS = ("-std=c++17", "-ffreestanding", "-ffunction-sections", "-fno-exceptions", "-fno-rtti")


@dataclass(frozen=True)
class Program:
    """One call of one model."""

    model: str
    verb: str
    way: str

    @property
    def name(self) -> str:
        return f"{self.model} {self.verb} {self.way}"

    @property
    def source(self) -> str:
        model = f"{self.model}::model"
        call = f"mote::{self.verb}" + WAYS[self.way].format(model=model)
        return (
            f'#include "{self.model}.hpp"\n'
            f"using type = decltype({model});\n"
            "using sample = type::feature_type[type::shape::features];\n"
            f"auto answer(const sample& x) {{ return {call}; }}\n"
        )


@dataclass(frozen=True)
class Stream:
    """The instructions of a program without names and addresses, and the bytes of its sections."""

    instructions: tuple[str, ...]
    size: int


def programs() -> list[Program]:
    return [
        Program(model, verb, way)
        for model in MODELS
        for verb in VERBS
        if not (verb == "predict_proba" and model in WITHOUT_PROBA)
        for way in WAYS
    ]


def normalised(listing: str) -> Iterator[str]:
    """The instructions of objdump's listing. A symbol is the number of its first appearance, and a
    place in the same function the number of instructions to it."""
    symbols: dict[str, int] = {}

    def numbered(symbol: str) -> str:
        return f"symbol {symbols.setdefault(symbol, len(symbols))}"

    function: list[tuple[str, str]] = []  # address and text

    def flush() -> Iterator[str]:
        places = {address: i for i, (address, _) in enumerate(function)}
        for i, (_, text) in enumerate(function):
            yield re.sub(
                r"\b([0-9a-f]+) <[^>]*>",
                lambda found, at=i: f"to {places.get(found[1], at) - at}",  # type: ignore[misc]
                text,
            )
        function.clear()

    for line in listing.splitlines():
        if found := re.match(r"[0-9a-f]+ <(.*)>:$", line):
            yield from flush()
            yield f"function {numbered(found[1])}"
        elif found := re.match(r"\s+[0-9a-f]+: (R_\S+)\s+(.*)$", line):
            text = re.sub(r"^[^\s+-]+", lambda symbol: numbered(symbol[0]), found[2])
            function.append(("", f"{found[1]} {text}"))
        elif found := re.match(r"\s+([0-9a-f]+):\t[0-9a-f ]+\t(.*)$", line):
            text = re.sub(r"\s*(;|@|# ).*$", "", found[2])  # comments
            function.append((found[1], re.sub(r"\s+", " ", text).strip()))
    yield from flush()


def compile_stream(core: Core, program: Program, state: Path, folder: Path) -> Stream:
    stem = f"{core.name} {program.name}".replace(" ", "_")
    source, target = folder / f"{stem}.cpp", folder / f"{stem}.o"
    source.write_text(program.source)
    includes = (f"-I{state / 'include'}", f"-I{state / 'tests' / 'data' / 'trees'}")
    _run((*core.compiler, *FLAGS, *includes, "-c", str(source), "-o", str(target)))
    listing = _run((core.listing, "-dr", str(target)))
    sections = _run((core.listing, "-h", "--wide", str(target)))
    sizes = re.findall(r"^\s*\d+ (\.text\S*|\.rodata\S*)\s+([0-9a-f]+)", sections, re.M)
    return Stream(tuple(normalised(listing)), sum(int(size, 16) for _, size in sizes))


def _run(command: Sequence[str]) -> str:
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(f"expected this to run:\n  {' '.join(command)}\n{done.stderr}")
    return done.stdout


def count(stream: Stream) -> int:
    return sum(not line.startswith(("function", "R_")) for line in stream.instructions)


def grew(before: Stream, after: Stream) -> bool:
    """True where `after` is above the bound: that fails."""
    return 1000 * after.size > MOST * before.size or 1000 * count(after) > MOST * count(before)


def difference(before: Stream, after: Stream) -> str:
    """ "" where the streams are the same, else by how much they differ."""
    if before == after:
        return ""
    return (
        f"{count(before)} -> {count(after)} instructions, "
        f"{before.size} -> {after.size} bytes" + ("  GREW" if grew(before, after) else "")
    )


def unpacked(state: str, folder: Path) -> Path:
    """The folder of a state: itself, or a git revision unpacked into `folder`."""
    if Path(state).is_dir():
        return Path(state).resolve()
    archive = subprocess.run(
        ["git", "-C", str(TOP), "archive", state, "include", "tests/data/trees"],
        capture_output=True,
    )
    if archive.returncode != 0:
        raise SystemExit(f"expected a folder or a git revision, and got `{state}`")
    with tarfile.open(fileobj=io.BytesIO(archive.stdout)) as tar:
        tar.extractall(folder, filter="data")
    return folder


def compare(before: Path, after: Path, cores: Sequence[Core], folder: Path) -> int:
    """Prints every program that differs. Returns how many grew."""
    work = [(core, program) for core in cores for program in programs()]
    failed = same = 0

    def both(job: tuple[Core, Program]) -> tuple[Stream, Stream]:
        core, program = job
        return (
            compile_stream(core, program, before, folder / "before"),
            compile_stream(core, program, after, folder / "after"),
        )

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for (core, program), (old, new) in zip(work, pool.map(both, work)):
            if text := difference(old, new):
                failed += grew(old, new)
                print(f"{core.name:8}  {program.name:40}  {text}")
            else:
                same += 1
    print(f"{len(work)} programs: {same} the same, {len(work) - same} differ, {failed} grew")
    return failed


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("before", help="a git revision, or a folder")
    parser.add_argument("after", nargs="?", default=str(TOP), help="this working tree unless given")
    names = ",".join(core.name for core in CORES)
    parser.add_argument("--cores", default=names, help=f"a list, of {names}")
    arguments = parser.parse_args()
    wanted = arguments.cores.split(",")
    if unknown := set(wanted) - {core.name for core in CORES}:
        parser.error(f"expected cores of {names}, and got {', '.join(sorted(unknown))}")
    cores = [core for core in CORES if core.name in wanted]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for part in ("before", "after", "old", "new"):
            (folder / part).mkdir()
        before = unpacked(arguments.before, folder / "old")
        after = unpacked(arguments.after, folder / "new")
        return 1 if compare(before, after, cores, folder) else 0


if __name__ == "__main__":
    sys.exit(main())
