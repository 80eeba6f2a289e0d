"""Cores, and the commands that build and run programs for each of them."""

from __future__ import annotations

import csv
import re
import shlex
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ..errors import CompilerError


class CountError(CompilerError):
    """A program could not be built, or did not end as it should on the emulated chip."""


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
        found = Path(output([self.linker, *chip, f"-print-file-name={name}"]).strip())
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


def output(command: list[str]) -> str:
    """What a command prints. Raises CountError where it is missing or fails."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        raise missing_command(command[0]) from None
    if done.returncode != 0:
        if re.search("not within region|will not fit in region|overflowed by", done.stderr):
            raise CountError("the program is larger than the memory of the emulated machine.")
        raise CountError(f"{shlex.join(command)}\nfailed:\n{done.stderr[:3000]}")
    return done.stdout


def missing_command(command: str) -> CountError:
    packages = {**ARM.packages, **RISCV.packages, **AVR.packages}
    return CountError(
        f"`{command}` is missing: Debian's package {packages.get(command, command)} brings it."
    )
