#!/usr/bin/env python3
"""Breaks that once went unseen: each is made in a copy of the tree, and its check must fail.

usage: breaks_test.py             breaks that a check of the sources sees: seconds
       breaks_test.py <compiler>  breaks of code: a test is compiled and run for each
"""

from __future__ import annotations

import csv
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
from collections.abc import Callable
from dataclasses import dataclass

REPOSITORY = pathlib.Path(__file__).parents[2]
PARTS = ("include", "tools", "tests", "benchmarks", "cmake/device")
HEADERS = ("tools/check_headers.py", "include/mote")
OBJECTS = ("tools/check_objects.py", ".")
FIGURES = ("benchmarks/audit.py",)


@dataclass(frozen=True)
class Break:
    """A change of one file, the check that must fail then, and a part of what it must say."""

    what: str
    file: str
    change: Callable[[str], str]
    check: tuple[str, ...]
    says: str


def replaced(old: str, new: str) -> Callable[[str], str]:
    return lambda text: text.replace(old, new)


def added(code: str) -> Callable[[str], str]:
    return lambda text: text + code


def column(name: str, value: Callable[[str], str], of: str = "") -> Callable[[str], str]:
    """Other values in a column of a CSV file, of the lines that hold `of`."""

    def change(text: str) -> str:
        head, *lines = text.splitlines()
        at = next(csv.reader([head])).index(name)
        return "\n".join([head, *(edited(line, at) for line in lines)]) + "\n"

    def edited(line: str, at: int) -> str:
        cells = re.findall(r'"[^"]*"|[^,]+|(?<=,)(?=,|$)', line)
        if of in line:
            cells[at] = value(cells[at])
        return ",".join(cells)

    return change


def ten_times(value: str) -> str:
    return f"{10 * float(value):g}" if "." in value else str(10 * int(value))


MEDIAN, CONVERT = "include/mote/filter/median.hpp", "include/mote/filter/convert.hpp"
SIGNALS = "benchmarks/results/signals.csv"
SOURCES = [
    Break("instruction-set code outside kernel/", MEDIAN,
          added("#if MOTE_HAS_DSP\n#endif\n"), HEADERS, "`MOTE_HAS_DSP`, outside kernel/"),
    Break("an intrinsic outside kernel/", MEDIAN,
          added("inline auto row(const short* x) { return vldrhq_s16(x); }\n"), HEADERS,
          "`vldrhq_s16`, outside kernel/"),
    Break("a public header missing from mote.hpp", "include/mote/mote.hpp",
          lambda text: re.sub(r'#include "filter/fir_resample.hpp".*\n', "", text), HEADERS,
          "filter/fir_resample.hpp: expected mote.hpp to include it by its name"),
    Break("a detail name of another room", CONVERT,
          added("namespace mote {\n/// Stolen.\nusing stolen = detail::biquad::word;\n}\n"),
          HEADERS, "detail::biquad is of another room"),
    Break("a macro that is not MOTE_*", MEDIAN, added("#define MEDIAN 3\n"), HEADERS,
          "expected a macro MOTE_*, and got MEDIAN"),
    Break("a public name without its comment", MEDIAN,
          lambda text: re.sub(r"(?m)^///.*\n", "", text), HEADERS,
          "expected a comment `///` above mote::median"),
    Break("every ceiling ten times too high", "benchmarks/budget.csv",
          column("instructions", ten_times), FIGURES, "a ceiling may be 2% above it"),
    Break("every accuracy replaced by a million", SIGNALS,
          column("accuracy", lambda _: "1000000"), FIGURES, "and got 1000000"),
    Break("a kernel gone while its ceilings stay", "benchmarks/signal_kernels.py",
          replaced('    _simple("DC blocker", "int16", "block 256", "dc_blocker"),\n', ""), FIGURES,
          "budget.csv has a ceiling of it, and no kernel"),
    Break("an edited result row of M55", SIGNALS,
          column("instructions", lambda _: "17.5",
                 of='"mote biquads, taps at run time",int16,m55,-O2'), FIGURES,
          "its seal says that it was edited"),
]  # fmt: skip
FORGOTTEN = ("biquad_cascade", "moving_sum", "score", "interleave")


class Copy(unittest.TestCase):
    def setUp(self) -> None:
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.copy = pathlib.Path(scratch.name)
        for part in PARTS:
            shutil.copytree(
                REPOSITORY / part, self.copy / part, ignore=shutil.ignore_patterns("__pycache__")
            )

    def make(self, one: Break) -> Callable[[], None]:
        """Makes the break; returns what takes it back."""
        path = self.copy / one.file
        before = path.read_text()
        after = one.change(before)
        self.assertNotEqual(after, before, f"{one.what}: nothing to break in {one.file}")
        path.write_text(after)

        def mend() -> None:
            path.write_text(before)

        return mend

    def run_python(self, check: tuple[str, ...]) -> tuple[int, str]:
        done = subprocess.run(
            [sys.executable, *check], cwd=self.copy, capture_output=True, text=True, check=False
        )
        return done.returncode, done.stdout + done.stderr

    def assert_caught(self, what: str, says: str, code: int, output: str) -> None:
        self.assertNotEqual(code, 0, f"{what}: no check saw it")
        self.assertNotIn("Traceback", output)
        self.assertTrue(
            any(says in line for line in output.splitlines()), f"{what}: {output[:600]}"
        )


class Sources(Copy):
    def test_each_break_of_the_sources_is_caught(self) -> None:
        for check in (HEADERS, OBJECTS, FIGURES):
            code, output = self.run_python(check)
            self.assertEqual(code, 0, output)
        for one in SOURCES:
            with self.subTest(one.what):
                mend = self.make(one)
                self.assert_caught(one.what, one.says, *self.run_python(one.check))
                mend()

    def test_a_name_that_is_in_no_object_check_is_caught(self) -> None:
        for name in FORGOTTEN:
            with self.subTest(name):
                mended = []
                for path in (self.copy / "tests" / "target").glob("*.[ch]pp"):
                    if name in path.read_text():
                        file = str(path.relative_to(self.copy))
                        gone = Break(name, file, replaced(name, "other"), OBJECTS, "")
                        mended.append(self.make(gone))
                self.assert_caught(
                    name, f": {name} is in no object check", *self.run_python(OBJECTS)
                )
                for mend in mended:
                    mend()


@dataclass(frozen=True)
class Program:
    """A test program: what it is compiled from, and the command that runs `{program}`."""

    source: str
    flags: tuple[str, ...]
    command: tuple[str, ...]
    link: tuple[str, ...] = ()


def googletest(source: str, only: str) -> Program:
    return Program(source, (), ("{program}", f"--gtest_filter={only}"),
                   ("-lgtest_main", "-lgtest", "-pthread"))  # fmt: skip


def checksums(source: str, name: str, *flags: str) -> Program:
    check = (sys.executable, "tests/target/checksum/check.py", "--core", "host", "--program", name)
    return Program(source, ("-Icmake/device", *flags), (*check, "--", "{program}"))


FIRS = "tests/target/checksum/firs.cpp"
ROUNDING = "include/mote/kernel/number/rounding.hpp"
CODE = [
    (Break("trees % outputs is not checked", "include/mote/model/trees/tree_builder.hpp",
           replaced("if (trees_ % vote_type::outputs != 0) return status_code::count;", ""), (),
           "TreeReader.TreesThatDoNotDivideAmongTheOutputsAreRefused"),
     googletest("tests/model/tree_reader_test.cpp", "TreeReader.TreesThatDoNotDivide*")),
    (Break("a loaded model need not be valid", "include/mote/model/model_reader.hpp",
           replaced("target_.ready_ = target_.valid();", "target_.ready_ = true;"), (),
           "ModelReader.NumbersThatAreNoModelTogetherAreRefused"),
     googletest("tests/model/model_reader_test.cpp", "ModelReader.NumbersThatAreNo*")),
    (Break("the first negative sample is a crossing", "include/mote/feature/extremes.hpp",
           replaced("if (any_ && negative != negative_) ++count_;",
                    "if (negative != negative_) ++count_;"), (),
           "CountNoCrossingBeforeTheFirstSample"),
     googletest("tests/feature/extremes_test.cpp", "Extremes/*")),
    (Break("FIR of int8 and int16 without saturation", ROUNDING,
           replaced("return clipped<Sample>(sum >> bits);",
                    "return static_cast<Sample>(sum >> bits);"), (),
           "fir_int16_saturated differs on host"),
     checksums(FIRS, "firs")),
    (Break("FIR with sums of 64 bits without saturation", ROUNDING,
           replaced("return clipped<Sample>(v);", "return static_cast<Sample>(v);"), (),
           "fir_int16_large_saturated differs on host"),
     checksums(FIRS, "firs")),
    (Break("FIR of int32 without saturation", ROUNDING,
           replaced("if (above == v >> 31) return v;", "return v;"), (),
           "fir_int32_saturated differs on host"),
     checksums(FIRS, "firs_int32", "-DFIRS_OF_INT32")),
]  # fmt: skip


class Code(Copy):
    compiler = "c++"

    def test_each_break_of_the_code_is_caught(self) -> None:
        for one, program in CODE:
            with self.subTest(one.what):
                mend = self.make(one)
                compiled = subprocess.run(
                    [self.compiler, "-std=c++17", "-O0", "-w", "-Iinclude", "-Itests",
                     *program.flags, program.source, "-o", "program", *program.link],
                    cwd=self.copy, capture_output=True, text=True, check=False,
                )  # fmt: skip
                self.assertEqual(compiled.returncode, 0, compiled.stderr[:2000])
                command = [part.format(program="./program") for part in program.command]
                done = subprocess.run(
                    command, cwd=self.copy, capture_output=True, text=True, check=False
                )
                self.assert_caught(one.what, one.says, done.returncode, done.stdout + done.stderr)
                mend()


if __name__ == "__main__":
    part = sys.argv.pop(1) if len(sys.argv) > 1 else "sources"
    if part != "sources":
        Code.compiler = part
    unittest.main(defaultTest="Sources" if part == "sources" else "Code")
