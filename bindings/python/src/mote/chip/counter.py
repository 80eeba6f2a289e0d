"""Counts what C++ costs on a chip: instructions, flash, RAM and stack, in an emulator.

A program defines what device/harness.hpp declares. It is linked twice: to run, which counts
instructions and stack, and with a main that does nothing else, whose sections are weighed against
an empty program. The same binary gives the same count on every machine.
"""

from __future__ import annotations

import hashlib
import re
import shlex
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from threading import Lock

from .toolchain import AVR, CORES, Core, CountError, device, missing_command, output

CXX = ("-std=c++17", "-fno-exceptions", "-fno-rtti", "-fno-threadsafe-statics")
COMMON = ("-ffunction-sections", "-fdata-sections", "-g0", "-w")


@dataclass(frozen=True)
class Cost:
    """What one unit of work costs, and what the program answered."""

    instructions: float
    flash: int
    ram: int
    stack: int
    check: int


class Counter:
    """Builds and counts programs for one core. Safe to use from several threads."""

    def __init__(self, core: str, build: Path | None = None) -> None:
        self.core = CORES[core]
        self.tools = self.core.tools
        self.folder = (build or Path(_scratch().name)) / core
        self.folder.mkdir(parents=True, exist_ok=True)
        self._made: dict[tuple[str, ...], Future[Path]] = {}
        self._lock = Lock()

    @property
    def compiler(self) -> str:
        name = "clang" if self.tools is AVR else "gcc"
        option = "-dumpversion" if self.tools is AVR else "-dumpfullversion"
        return f"{name} {output([self.tools.cc, option]).strip()}"

    def count(self, opt: str, sources: Sequence[Path], flags: Sequence[str] = ()) -> Cost:
        """The cost of a unit of the kernel in `sources`, compiled with `opt` and `flags`."""
        flash, ram = self.weigh(opt, sources, flags)
        instructions, stack, check = self.run(opt, sources, flags)
        return Cost(instructions, flash, ram, stack, check)

    def run(
        self, opt: str, sources: Sequence[Path], flags: Sequence[str] = ()
    ) -> tuple[float, int, int]:
        """Instructions a unit, bytes of stack, and what `check` returned."""
        objects = [self._object(s, opt, flags) for s in sources]
        values = self._run(self._program("run", "harness.cpp", opt, objects))
        spent = (values["ticks"] - values["empty"]) * self.core.tick
        return spent / values["count"] / values["units"], values["stack"], values["check"]

    def weigh(
        self, opt: str, sources: Sequence[Path], flags: Sequence[str] = ()
    ) -> tuple[int, int]:
        """Bytes of flash and of RAM that `once` of `sources` adds to an empty program."""
        objects = [self._object(s, opt, flags) for s in sources]
        base_flash, base_ram = self.sections(self._program("empty", "size.cpp", opt, []))
        flash, ram = self.sections(self._program("size", "size.cpp", opt, objects))
        return flash - base_flash, ram - base_ram

    def sections(self, program: Path) -> tuple[int, int]:
        """Bytes of flash and of RAM."""
        size: dict[str, int] = {}
        for line in output([self.tools.size, "-A", str(program)]).splitlines():
            if found := re.match(r"(\.\S+)\s+(\d+)", line):
                size[found[1]] = int(found[2])
        held = [size.get(name, 0) for name in (".text", ".ARM.extab", ".ARM.exidx", ".data")]
        return sum(held), size.get(".data", 0) + size.get(".bss", 0)

    def _object(
        self, source: Path, opt: str, flags: Sequence[str] = (), core: str | None = None
    ) -> Path:
        key = (str(source), opt, *flags)
        return self._once(
            key, lambda: self._compile(source, opt, flags, core or self.core.flags, _digest(key))
        )

    def _compile(self, source: Path, opt: str, flags: Sequence[str], core: str, tag: str) -> Path:
        out = self.folder / f"{source.stem}-{tag}.o"
        c = source.suffix == ".c"
        libc: tuple[str, ...] = ()
        if self.tools is AVR and (library := AVR.library("libc.a")):
            libc = ("-isystem", str(library.parents[2] / "include"))  # of avr/lib/avr5/libc.a
        folders = {device(name).parent for name in ("harness.hpp", "semihosting.hpp")}
        output([
            self.tools.cc if c else self.tools.cxx, *shlex.split(core), *libc, *COMMON,
            *(() if c else CXX), opt, *flags, *(f"-I{folder}" for folder in sorted(folders)), "-c",
            str(source), "-o", str(out),
        ])  # fmt: skip
        return out

    def _program(self, kind: str, main: str, opt: str, objects: Sequence[Path]) -> Path:
        key = (kind, opt, *map(str, objects))
        return self._once(key, lambda: self._link(kind, main, opt, objects, _digest(key)))

    def _link(self, kind: str, main: str, opt: str, objects: Sequence[Path], tag: str) -> Path:
        program = self.folder / f"{kind}-{tag}.elf"
        define = ("-DBENCH_EMPTY",) if kind == "empty" else ()
        core = self.core.flags
        flags: tuple[str, ...]
        if self.tools is AVR:
            # Weighed as a program of the chip itself, and run on one that has memory enough.
            if kind == "run":
                core = core.replace("atmega328p", self.core.machine)
                flags = (core.split()[-1],)
            else:
                flags = (core.split()[-1], *self.tools.link)
        else:
            flags = (*shlex.split(core), opt, *self.tools.link, "-T", str(self._script()))
        common = [self._object(device(main), "-Os", define, core)]
        if self.tools.startup:
            common.append(self._object(device(self.tools.startup), "-Os"))
        output([
            self.tools.linker, *flags, "-Wl,--gc-sections", *map(str, [*common, *objects]), "-lm",
            "-o", str(program),
        ])  # fmt: skip
        return program

    def _script(self) -> Path:
        def make() -> Path:
            script = self.folder / "link.ld"
            text = device("link.ld.in").read_text(encoding="utf-8")
            script.write_text(_filled(text, self.core), encoding="utf-8")
            return script

        return self._once(("link.ld",), make)

    def _once(self, key: tuple[str, ...], make: Callable[[], Path]) -> Path:
        """What `make` makes, made by the first thread that asks for it."""
        with self._lock:
            job = self._made.get(key)
            mine = job is None
            if job is None:
                job = self._made[key] = Future()
        if mine:
            try:
                job.set_result(make())
            except Exception as error:
                job.set_exception(error)
        return job.result()

    def _run(self, program: Path) -> dict[str, int]:
        command = [
            part.format(machine=self.core.machine, program=program) for part in self.tools.emulator
        ]
        try:
            done = subprocess.run(
                command, capture_output=True, text=True, timeout=300, check=False,
                stdin=subprocess.DEVNULL,
            )  # fmt: skip
        except FileNotFoundError:
            raise missing_command(command[0]) from None
        except subprocess.TimeoutExpired:
            raise CountError(
                f"{program.name} did not end on {self.core.title} within 300 seconds: does its "
                "kernel return?"
            ) from None
        text = done.stdout + done.stderr
        found = re.search(r"RESULT (.*)", text)
        if found is None:
            raise CountError(
                f"{program.name} gave no result on {self.core.title} (exit {done.returncode}): "
                f"{text[-400:].strip() or 'no output'}"
            )
        values = {k: int(v) for k, v in re.findall(r"(\w+)=(-?\d+)", found[1])}
        if values["ticks"] == 0:
            raise CountError(
                f"a kernel of {program.name} takes longer than the timer of {self.core.title} "
                "counts (16 million ticks): let it do less work"
            )
        return values


def self_test(
    core: str, build: Path | None = None, loops: Sequence[int] = (1000, 33333)
) -> list[float]:
    """Counts loops of known length; returns count / truth - 1 of each.

    Raises CountError when a count is wrong by more than 0.01 %, or differs the second time.
    """
    counter = Counter(core, build)
    errors = []
    for turns in loops:
        flags = [f"-DLOOPS={turns}"]
        first, second = (counter.count("-Os", [device("loop.cpp")], flags) for _ in range(2))
        truth = first.check
        error = first.instructions / truth - 1
        if abs(error) > 1e-4:
            raise CountError(
                f"expected a loop of {truth} {CORES[core].unit} on {core} to be counted within "
                f"0.01 %, and got {first.instructions:.2f}"
            )
        if first != second or truth // 4 != turns:
            raise CountError(f"expected the same of the same binary, got {first} and {second}")
        errors.append(error)
    return errors


def _digest(parts: Sequence[str]) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]


def _filled(template: str, core: Core) -> str:
    return re.sub(r"@(\w+)@", lambda m: core.places[m[1]], template)


@lru_cache(maxsize=1)
def _scratch() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="mote-chips-")
