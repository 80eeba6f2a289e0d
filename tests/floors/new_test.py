#!/usr/bin/env python3
"""`./dev new` in a copy of the repository: what it writes compiles and passes its own test."""

import contextlib
import io
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "tools"))
import check_headers
import new

TOP = pathlib.Path(__file__).resolve().parents[2]
COPIED = ("include", "docs/reference", "tests/filter", "tests/data/simple_filters")
STRICT = ("-Wall", "-Wextra", "-Wconversion", "-Wshadow", "-Wpedantic", "-Werror")


class Skeleton(unittest.TestCase):
    folder: tempfile.TemporaryDirectory[str]
    top: pathlib.Path

    @classmethod
    def setUpClass(cls) -> None:
        cls.folder = tempfile.TemporaryDirectory()
        cls.top = pathlib.Path(cls.folder.name)
        for name in COPIED:
            shutil.copytree(TOP / name, cls.top / name)

    @classmethod
    def tearDownClass(cls) -> None:
        cls.folder.cleanup()

    def run_new(self, *arguments: str) -> tuple[int, str]:
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            code = new.main([*arguments, "--top", str(self.top)])
        return code, printed.getvalue()

    def compile(self, source: pathlib.Path, *flags: str) -> None:
        command = [
            "g++",
            "-std=c++17",
            "-O0",
            f"-I{self.top / 'include'}",
            f"-I{self.top / 'tests'}",
        ]
        done = subprocess.run([*command, str(source), *flags], capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stderr[:3000])

    def test_a_filter_has_a_header_a_test_that_passes_and_a_page(self) -> None:
        code, printed = self.run_new("filter", "slew_limit")
        self.assertEqual(code, 0, printed)
        self.assertIn("tests/filter/slew_limit_test.cpp", printed)
        self.assertEqual(check_headers.check(self.top / "include" / "mote"), [])

        program = self.top / "program"
        test = self.top / "tests" / "filter" / "slew_limit_test.cpp"
        self.compile(test, *STRICT, "-o", str(program), "-lgtest_main", "-lgtest", "-pthread")
        ran = subprocess.run([str(program)], capture_output=True, text=True)
        self.assertEqual(ran.returncode, 0, ran.stdout[-3000:])
        self.assertIn("IntegerSlewLimit", ran.stdout)

        page = (self.top / "docs" / "reference" / "filter.md").read_text(encoding="utf-8")
        snippet = page[page.index("## Slew limit") :].split("```cpp\n")[1].split("```")[0]
        source = self.top / "snippet.cpp"
        source.write_text(f"#include <mote/mote.hpp>\n{snippet}", encoding="utf-8")
        self.compile(source, "-fsyntax-only")
        wanted = (self.top / "docs" / "reference" / "README.md").read_text(encoding="utf-8")
        self.assertIn("| `filter/slew_limit.hpp` | `slew_limit` |\n", wanted)

    def test_a_name_that_is_taken_is_refused_and_nothing_is_changed(self) -> None:
        header = self.top / "include" / "mote" / "filter" / "median.hpp"
        before = header.read_text(encoding="utf-8")
        code, printed = self.run_new("filter", "median")
        self.assertEqual(code, 1)
        self.assertIn("include/mote/filter/median.hpp exists", printed)
        self.assertEqual(header.read_text(encoding="utf-8"), before)

    def test_a_name_in_another_style_is_refused(self) -> None:
        for name in ("SlewLimit", "slew-limit", "_slew", "slew__limit", "2slew"):
            code, printed = self.run_new("filter", name)
            self.assertEqual(code, 1, name)
            self.assertIn("snake_case", printed)


if __name__ == "__main__":
    unittest.main()
