"""Counts what C++ costs on a chip: instructions, flash, RAM and stack, under QEMU.

A program defines what device/harness.hpp declares. It is linked twice: to run, which counts
instructions and stack, and with a main that does nothing else, whose sections are weighed against
an empty program. The same binary gives the same count on every machine.
"""

from __future__ import annotations

import csv
import hashlib
import re
import shlex
import subprocess
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

HERE = Path(__file__).resolve().parent
HARNESS = HERE / "device"
TOP = HERE.parent
DEVICE = TOP / "cmake" / "device"
BUILD = TOP / "build" / "bench"

CXX = ("-std=c++17", "-fno-exceptions", "-fno-rtti", "-fno-threadsafe-statics")
COMMON = ("-ffunction-sections", "-fdata-sections", "-g0", "-w")

TOOLS = "arm-none-eabi-"
LINK = (
    "-nostartfiles", "--specs=nano.specs", "--specs=nosys.specs",
    "-Wl,--no-warn-rwx-segments", "-Wl,--no-warn-mismatch",
)  # fmt: skip


@dataclass(frozen=True)
class Core:
    """An instruction set, and the emulated board that runs it."""

    name: str
    title: str
    machine: str
    flags: str
    tick: float  # instructions a SysTick tick: nanoseconds of the board's clock
    places: Mapping[str, str]  # of vectors, flash and ram, for the linker script


def _boards() -> dict[str, Core]:
    # Armv6-M is a part of Armv7-M, so Cortex-M0 code runs on the Cortex-M3 board, which has memory
    # enough; the counts are those of a real Cortex-M0 machine.
    with (DEVICE / "boards.csv").open(encoding="utf-8") as table:
        return {
            row["core"]: Core(
                row["core"], row["title"], row["machine"], row["flags"], float(row["tick"]), row
            )
            for row in csv.DictReader(table)
        }


CORES = _boards()


@dataclass(frozen=True)
class Cost:
    """What one unit of work costs, and what the program answered."""

    instructions: float
    flash: int
    ram: int
    stack: int
    check: int


class CountError(RuntimeError):
    """A program could not be built, or did not end as it should on the emulated chip."""


class Counter:
    """Builds and counts programs for one core. Safe to use from several threads."""

    def __init__(self, core: str, build: Path = BUILD) -> None:
        self.core = CORES[core]
        self.folder = build / core
        self.folder.mkdir(parents=True, exist_ok=True)
        self._script = self.folder / "link.ld"
        self._script.write_text(_filled((DEVICE / "link.ld.in").read_text(), self.core))
        self._made: dict[tuple[str, ...], Future[Path]] = {}
        self._lock = Lock()

    @property
    def compiler(self) -> str:
        return "gcc " + _output([f"{TOOLS}gcc", "-dumpfullversion"]).strip()

    def count(self, opt: str, sources: Sequence[Path], flags: Sequence[str] = ()) -> Cost:
        """The cost of a unit of the kernel in `sources`, compiled with `opt` and `flags`."""
        objects = [self._object(s, opt, flags) for s in sources]
        base_flash, base_ram = self.sections(self._program("empty", "size.cpp", opt, []))
        flash, ram = self.sections(self._program("size", "size.cpp", opt, objects))
        values = self._run(self._program("run", "harness.cpp", opt, objects))
        spent = (values["ticks"] - values["empty"]) * self.core.tick
        return Cost(
            spent / values["count"] / values["units"],
            flash - base_flash,
            ram - base_ram,
            values["stack"],
            values["check"],
        )

    def sections(self, program: Path) -> tuple[int, int]:
        """Bytes of flash and of RAM."""
        size: dict[str, int] = {}
        for line in _output([f"{TOOLS}size", "-A", str(program)]).splitlines():
            if found := re.match(r"(\.\S+)\s+(\d+)", line):
                size[found[1]] = int(found[2])
        held = [size.get(name, 0) for name in (".text", ".ARM.extab", ".ARM.exidx", ".data")]
        return sum(held), size.get(".data", 0) + size.get(".bss", 0)

    def _object(self, source: Path, opt: str, flags: Sequence[str] = ()) -> Path:
        key = (str(source), opt, *flags)
        return self._once(key, lambda: self._compile(source, opt, flags, _digest(key)))

    def _compile(self, source: Path, opt: str, flags: Sequence[str], tag: str) -> Path:
        out = self.folder / f"{source.stem}-{tag}.o"
        c = source.suffix == ".c"
        _output([
            f"{TOOLS}{'gcc' if c else 'g++'}", *shlex.split(self.core.flags), *COMMON,
            *(() if c else CXX), opt, *flags, "-I", str(HARNESS), "-I", str(DEVICE), "-c",
            str(source), "-o", str(out),
        ])  # fmt: skip
        return out

    def _program(self, kind: str, main: str, opt: str, objects: Sequence[Path]) -> Path:
        key = (kind, opt, *map(str, objects))
        return self._once(key, lambda: self._link(kind, main, opt, objects, _digest(key)))

    def _link(self, kind: str, main: str, opt: str, objects: Sequence[Path], tag: str) -> Path:
        program = self.folder / f"{kind}-{tag}.elf"
        define = ("-DBENCH_EMPTY",) if kind == "empty" else ()
        common = [
            self._object(DEVICE / "startup.cpp", "-Os"),
            self._object(HARNESS / main, "-Os", define),
        ]
        _output([
            f"{TOOLS}g++", *shlex.split(self.core.flags), opt,
            *LINK, "-Wl,--gc-sections", "-T", str(self._script),
            *map(str, [*common, *objects]), "-lm", "-o", str(program),
        ])  # fmt: skip
        return program

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
            "qemu-system-arm", "-machine", self.core.machine, "-nographic", "-monitor", "none",
            "-serial", "none", "-semihosting-config", "enable=on,target=native",
            "-icount", "shift=0", "-kernel", str(program),
        ]  # fmt: skip
        try:
            done = subprocess.run(
                command, capture_output=True, text=True, timeout=300, check=False,
                stdin=subprocess.DEVNULL,
            )  # fmt: skip
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
        values = {k: int(v) for k, v in (pair.split("=") for pair in found[1].split())}
        if values["ticks"] == 0:
            raise CountError(
                f"a kernel of {program.name} takes longer than the timer of {self.core.title} "
                "counts (16 million ticks): let it do less work"
            )
        return values


def self_test(core: str, build: Path = BUILD, loops: Sequence[int] = (1000, 33333)) -> list[float]:
    """Counts loops of known length; returns count / truth - 1 of each.

    Raises CountError when a count is wrong by more than 0.01 %, or differs the second time.
    """
    counter = Counter(core, build)
    errors = []
    for turns in loops:
        truth = 4 * turns + 1
        flags = [f"-DLOOPS={turns}"]
        first, second = (counter.count("-Os", [HARNESS / "loop.cpp"], flags) for _ in range(2))
        error = first.instructions / truth - 1
        if abs(error) > 1e-4:
            raise CountError(
                f"expected a loop of {truth} instructions on {core} to be counted within 0.01 %, "
                f"and got {first.instructions:.2f}"
            )
        if first != second or first.check != turns:
            raise CountError(f"expected the same of the same binary, got {first} and {second}")
        errors.append(error)
    return errors


def _digest(parts: Sequence[str]) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]


def _filled(template: str, core: Core) -> str:
    return re.sub(r"@(\w+)@", lambda m: core.places[m[1]], template)


def _output(command: list[str]) -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        raise CountError(f"`{command[0]}` is missing: ./dev bench installs what it needs") from None
    if done.returncode != 0:
        raise CountError(f"{shlex.join(command)}\nfailed:\n{done.stderr[-3000:]}")
    return done.stdout
