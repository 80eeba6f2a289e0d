#!/usr/bin/env python3
"""Build sketch.cpp with the real Arduino.h for an Uno, run it in simavr, compare what it prints.

usage: run_sketch.py <include>

The sketch is compiled by clang++, as Debian's avr-g++ is too old for C++17, and linked with
Arduino's core, which avr-g++ compiles as the IDE does. Exits with 77 where something is missing.
"""

import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
HARDWARE = pathlib.Path("/usr/share/arduino/hardware/arduino/avr")
CORE, VARIANT = HARDWARE / "cores/arduino", HARDWARE / "variants/standard"
COMMON = ["-mmcu=atmega328p", "-Os", "-DF_CPU=16000000L", "-DARDUINO=10819", "-fno-exceptions",
          "-ffunction-sections", "-fdata-sections"]  # fmt: skip
# GCC 5 has the limit of C99 in C only.
GXX = ["-std=gnu++11", "-fno-threadsafe-statics", "-DDECIMAL_DIG=__DECIMAL_DIG__"]
SOURCES = ["wiring.c", "hooks.c", "main.cpp", "HardwareSerial.cpp", "HardwareSerial0.cpp",
           "Print.cpp", "WString.cpp", "new.cpp", "abi.cpp"]  # fmt: skip
EXPECTED = [
    "millivolts 2502",  # 512 * 5000 / 1023
    "the lowest is not above the highest 1",
    "filtered 2 -1",
    "of Arduino 512 2.50 70000 3 5",
]


def run(*command: object) -> str:
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{command[0]}: {done.stderr[:3000]}")
    return done.stdout


def main() -> int:
    tools = ["clang++", "avr-gcc", "avr-g++", "simavr"]
    missing = [tool for tool in tools if not shutil.which(tool)]
    if not (CORE / "Arduino.h").exists():
        missing.append("the package arduino-core-avr")
    if missing:
        print(f"skipped: expected {', '.join(missing)}, and it is not installed")
        return 77
    libc = next(p for p in ("/usr/lib/avr/include", "/usr/avr/include") if pathlib.Path(p).is_dir())
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        for source in SOURCES:
            compiler = ["avr-gcc"] if source.endswith(".c") else ["avr-g++", *GXX]
            run(*compiler, *COMMON, f"-I{CORE}", f"-I{VARIANT}", "-c", CORE / source,
                "-o", folder / f"{source}.o")  # fmt: skip
        run("clang++", "--target=avr", "-std=c++17", *COMMON, "-Wall", "-Wextra", "-Werror",
            "-isystem", libc, "-isystem", CORE, "-isystem", VARIANT, f"-I{sys.argv[1]}",
            "-c", HERE / "sketch.cpp", "-o", folder / "sketch.o")  # fmt: skip
        program = folder / "sketch.elf"
        run("avr-gcc", "-mmcu=atmega328p", "-Wl,--gc-sections", *folder.glob("*.o"),
            "-lm", "-o", program)  # fmt: skip
        done = subprocess.run(
            ["simavr", "-m", "atmega328p", "-f", "16000000", str(program)],
            capture_output=True, timeout=60)  # fmt: skip
    # simavr shows a full stop for each control character, and colours.
    text = re.sub(rb"\x1b\[\d*m", b"", done.stdout + done.stderr).decode("ascii", "replace")
    printed = [line.rstrip(".") for line in text.splitlines() if line.endswith("..")]
    if printed != EXPECTED:
        print("expected\n" + "\n".join(EXPECTED) + "\nand got\n" + text)
        return 1
    print("the sketch printed what it should")
    return 0


if __name__ == "__main__":
    sys.exit(main())
