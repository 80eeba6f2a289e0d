"""Counts what C++ costs on a chip: instructions, flash, RAM and stack, in an emulator.

A program defines what device/harness.hpp declares. It is linked twice: to run, which counts
instructions and stack, and with a main that does nothing else, whose sections are weighed against
an empty program. The same binary gives the same count on every machine.
"""

from __future__ import annotations

import csv
import hashlib
import re
import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from threading import Lock

from ..errors import CompilerError

CXX = ("-std=c++17", "-fno-exceptions", "-fno-rtti", "-fno-threadsafe-statics")
COMMON = ("-ffunction-sections", "-fdata-sections", "-g0", "-w")


def device(name: str) -> Path:
    """A file that programs on chips are built with: installed; in an sdist; in the repository."""
    package = Path(__file__).resolve().parents[1]
    repository = package.parents[3]
    folders = (
        package / "device",
        package.parents[1] / "device",
        repository / "benchmarks" / "device",
        repository / "cmake" / "device",
    )
    for folder in folders:
        if (folder / name).is_file():
            return folder / name
    raise FileNotFoundError(f"{name} is missing beside {package}: reinstall the package `mote-ml`.")


@dataclass(frozen=True)
class Toolchain:
    """The commands that build and run programs for a family of cores."""

    cc: str
    cxx: str
    linker: str
    size: str
    emulator: tuple[str, ...]  # `{machine}` and `{program}` stand for themselves
    packages: Mapping[str, str]  # the Debian package of each command or library that is needed
    link: tuple[str, ...] = ()
    startup: str | None = None

    def missing(self) -> list[str]:
        """The Debian packages that bring what is not installed."""
        absent = [
            package
            for need, package in self.packages.items()
            if not (self.library(need) if "." in need else shutil.which(need))
        ]
        return list(dict.fromkeys(absent))

    def library(self, name: str) -> Path | None:
        """A file of the C library, where the linker finds it."""
        if not shutil.which(self.linker):
            return None
        chip = ["-mmcu=atmega328p"] if self.linker == "avr-gcc" else []
        found = Path(_output([self.linker, *chip, f"-print-file-name={name}"]).strip())
        return found.resolve() if found.is_absolute() else None

    def missing_emulator(self) -> list[str]:
        """Those of `missing` that are needed to run programs, and not to build them."""
        return [package for package in self.missing() if package == self.packages[self.emulator[0]]]


_QEMU = (
    "-nographic", "-monitor", "none", "-serial", "none", "-semihosting-config",
    "enable=on,target=native", "-icount", "shift=0", "-kernel", "{program}",
)  # fmt: skip

ARM = Toolchain(
    "arm-none-eabi-gcc",
    "arm-none-eabi-g++",
    "arm-none-eabi-gcc",  # g++ wants a C++ library, which is a package of its own
    "arm-none-eabi-size",
    ("qemu-system-arm", "-machine", "{machine}", *_QEMU),
    {
        "arm-none-eabi-g++": "gcc-arm-none-eabi",
        "arm-none-eabi-size": "binutils-arm-none-eabi",
        "nano.specs": "libnewlib-arm-none-eabi",
        "qemu-system-arm": "qemu-system-arm",
    },
    ("-nostartfiles", "--specs=nano.specs", "--specs=nosys.specs",
     "-Wl,--no-warn-rwx-segments", "-Wl,--no-warn-mismatch"),
    "startup.cpp",
)  # fmt: skip
RISCV = Toolchain(
    "riscv64-unknown-elf-gcc",
    "riscv64-unknown-elf-g++",
    "riscv64-unknown-elf-gcc",  # likewise, and Debian has none
    "riscv64-unknown-elf-size",
    ("qemu-system-riscv32", "-machine", "{machine}", "-bios", "none", *_QEMU),
    {
        "riscv64-unknown-elf-g++": "gcc-riscv64-unknown-elf",
        "riscv64-unknown-elf-size": "binutils-riscv64-unknown-elf",
        "picolibc.specs": "picolibc-riscv64-unknown-elf",
        "qemu-system-riscv32": "qemu-system-misc",
    },
    ("-nostartfiles", "-Wl,--no-warn-rwx-segments"),
    "startup_riscv.cpp",
)
# Debian's avr-g++ is too old for C++17: clang compiles, and avr-gcc links with its own libraries.
AVR = Toolchain(
    "clang",
    "clang++",
    "avr-gcc",
    "avr-size",
    ("simavr", "-m", "{machine}", "-f", "16000000", "{program}"),
    {
        "clang++": "clang",
        "avr-gcc": "gcc-avr",
        "avr-size": "binutils-avr",
        "libc.a": "avr-libc",
        "simavr": "simavr",
    },
    # What does not fit is weighed as well, to say by how much.
    ("-Wl,--defsym=__DATA_REGION_LENGTH__=0xff00", "-Wl,--defsym=__TEXT_REGION_LENGTH__=0x100000"),
)


@dataclass(frozen=True)
class Core:
    """An instruction set, and the emulated board that runs it."""

    name: str
    title: str
    machine: str
    flags: str
    tick: float  # instructions a tick of the timer; on AVR cycles
    places: Mapping[str, str]  # of vectors, flash and ram, for the linker script

    @property
    def tools(self) -> Toolchain:
        return {"rv32": RISCV, "avr": AVR}.get(self.name, ARM)

    @property
    def unit(self) -> str:
        """What is counted: simavr is exact to the cycle, QEMU counts instructions."""
        return "cycles" if self.name == "avr" else "instructions"


def _boards() -> dict[str, Core]:
    # Armv6-M is a part of Armv7-M, so Cortex-M0 code runs on the Cortex-M3 board, which has memory
    # enough; the counts are those of a real Cortex-M0 machine. So does the ATmega328P's code on the
    # ATmega1284P, whose instructions take the same cycles.
    with device("boards.csv").open(encoding="utf-8") as table:
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


class CountError(CompilerError):
    """A program could not be built, or did not end as it should on the emulated chip."""


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
        return f"{name} {_output([self.tools.cc, option]).strip()}"

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
        for line in _output([self.tools.size, "-A", str(program)]).splitlines():
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
        _output([
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
        _output([
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
            raise _missing(command[0]) from None
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


def _output(command: list[str]) -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        raise _missing(command[0]) from None
    if done.returncode != 0:
        if re.search("not within region|will not fit in region|overflowed by", done.stderr):
            raise CountError("the program is larger than the memory of the emulated machine.")
        raise CountError(f"{shlex.join(command)}\nfailed:\n{done.stderr[:3000]}")
    return done.stdout


def _missing(command: str) -> CountError:
    packages = {**ARM.packages, **RISCV.packages, **AVR.packages}
    return CountError(
        f"`{command}` is missing: Debian's package {packages.get(command, command)} brings it."
    )


@lru_cache(maxsize=1)
def _scratch() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="mote-chips-")
