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
    "tests/feature",
    "tests/filter",
    "tests/data/simple_filters",
    "tests/model",
    "bindings/python/src",
    "bindings/python/tests",
)
CASES = (
    ("feature", "largest_step", "IntegerLargestStep"),
    ("filter", "slew_limit", "IntegerSlewLimit"),
    ("model", "nearest_mean", "[  PASSED  ] 4 tests"),
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

    def test_each_kind_has_a_header_a_test_that_passes_and_a_page(self) -> None:
        self.assertEqual({kind for kind, *_ in CASES}, set(new.KINDS))
        for kind, name, tested in CASES:
            with self.subTest(kind):
                self.check(kind, name, tested)

    def check(self, kind: str, name: str, tested: str) -> None:
        """`tested` is what the skeleton's own test prints."""
        code, printed = self.run_new(kind, name)
        self.assertEqual(code, 0, printed)
        self.assertIn(f"tests/{kind}/{name}_test.cpp", printed)
        self.assertEqual(check_headers.check(self.top / "include" / "mote"), [])

        program = self.top / "program"
        test = self.top / "tests" / kind / f"{name}_test.cpp"
        self.compile(test, *STRICT, "-o", str(program), "-lgtest_main", "-lgtest", "-pthread")
        ran = subprocess.run([str(program)], capture_output=True, text=True)
        self.assertEqual(ran.returncode, 0, ran.stdout[-3000:])
        self.assertIn(tested, ran.stdout)

        place = pathlib.Path(f"models/{name}.md" if kind == "model" else f"{kind}.md")
        page = (self.top / "docs" / "reference" / place).read_text(encoding="utf-8")
        heading = f"# {name.replace('_', ' ').capitalize()}"
        snippet = page[page.index(heading) :].split("```cpp\n")[1].split("```")[0]
        source = self.top / "snippet.cpp"
        source.write_text(f"#include <mote/{kind}/{name}.hpp>\n{snippet}", encoding="utf-8")
        self.compile(source, "-fsyntax-only")
        wanted = (self.top / "docs" / "reference" / "README.md").read_text(encoding="utf-8")
        self.assertIn(f"| `{kind}/{name}.hpp` | `{name}` |\n", wanted)

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
