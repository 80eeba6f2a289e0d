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
COPIED = (
    "include",
    "docs/reference",
    "tests/filter",
    "tests/data/simple_filters",
    "tests/model",
    "bindings/python/src",
    "bindings/python/tests",
)
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
        self.assertNotIn("$", printed.getvalue())
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

    def test_a_model_has_a_header_a_test_that_passes_and_a_page(self) -> None:
        code, printed = self.run_new("model", "nearest_mean")
        self.assertEqual(code, 0, printed)
        self.assertIn("tests/model/nearest_mean_test.cpp", printed)
        self.assertEqual(check_headers.check(self.top / "include" / "mote"), [])

        program = self.top / "program"
        test = self.top / "tests" / "model" / "nearest_mean_test.cpp"
        self.compile(test, *STRICT, "-o", str(program), "-lgtest_main", "-lgtest", "-pthread")
        ran = subprocess.run([str(program)], capture_output=True, text=True)
        self.assertEqual(ran.returncode, 0, ran.stdout[-3000:])
        self.assertIn("[  PASSED  ] 4 tests", ran.stdout)

        page = (self.top / "docs" / "reference" / "model.md").read_text(encoding="utf-8")
        snippet = page[page.index("## Nearest mean") :].split("```cpp\n")[1].split("```")[0]
        source = self.top / "snippet.cpp"
        source.write_text(f"#include <mote/model/nearest_mean.hpp>\n{snippet}", encoding="utf-8")
        self.compile(source, "-fsyntax-only")
        wanted = (self.top / "docs" / "reference" / "README.md").read_text(encoding="utf-8")
        self.assertIn("| `model/nearest_mean.hpp` | `nearest_mean` |\n", wanted)

    def test_a_model_has_a_family_that_is_registered_and_has_a_case(self) -> None:
        code, printed = self.run_new("model", "closest_mean")
        self.assertEqual(code, 0, printed)
        python = self.top / "bindings" / "python"
        for path in ("src/mote/families/closest_mean.py", "tests/test_closest_mean.py"):
            compile((python / path).read_text(encoding="utf-8"), path, "exec")
        registry = (python / "src/mote/families/registry.py").read_text(encoding="utf-8")
        self.assertIn("from .closest_mean import ClosestMean\n", registry)
        known = registry[registry.index("FAMILIES") :].split("\n)\n")[0]
        self.assertIn("    ClosestMean(),", known)
        cases = (python / "tests" / "test_families.py").read_text(encoding="utf-8")
        self.assertIn('    "closest_mean": Case(NearestCentroid, CLASSES[:3]),', cases)
        self.assertEqual(cases.count("import NearestCentroid\n"), 1)
        compile(cases, "test_families.py", "exec")

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
