#!/usr/bin/env python3
"""Each figure of benchmarks/compile_time.py is broken once, and must be told."""

import dataclasses
import pathlib
import sys
import tempfile
import unittest
from typing import Any

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "benchmarks"))
import compile_time
from compile_time import Meter, Row, accepted, complaints, headers, own_lines, usage

ROW = Row("core/ring.hpp", 1000, 4000, 1.0, "gcc 12.2.0")


class Ceilings(unittest.TestCase):
    def complaint(self, **figures: Any) -> str:
        return "\n".join(complaints([dataclasses.replace(ROW, **figures)], {ROW.name: ROW}))

    def test_figures_as_they_were_are_silent(self) -> None:
        self.assertEqual(self.complaint(), "")

    def test_more_lines_are_told_with_both_figures(self) -> None:
        self.assertEqual(self.complaint(lines=1040), "")
        found = self.complaint(lines=1041)
        for part in ("core/ring.hpp", "1041 lines", "1040", "1000"):
            self.assertIn(part, found)

    def test_more_memory_is_told(self) -> None:
        self.assertIn("kB of memory", self.complaint(kilobytes=5500))

    def test_more_time_is_told(self) -> None:
        self.assertIn("times the reference", self.complaint(time=1.71))

    def test_another_compiler_is_held_to_lines_alone(self) -> None:
        self.assertEqual(self.complaint(compiler="gcc 13.1.0", kilobytes=9000, time=9.0), "")
        self.assertIn("lines", self.complaint(compiler="gcc 13.1.0", lines=2000))

    def test_a_header_without_a_row_is_told(self) -> None:
        self.assertIn("expected a row", "\n".join(complaints([ROW], {})))

    def test_a_row_without_a_header_is_told(self) -> None:
        self.assertIn("expected it to exist", "\n".join(complaints([], {ROW.name: ROW})))

    def test_accepting_keeps_old_rows_that_still_hold_and_writes_those_that_do_not(self) -> None:
        noise = dataclasses.replace(ROW, time=1.1, kilobytes=4100)
        self.assertEqual(accepted([noise], {ROW.name: ROW}), [ROW])
        for row in (
            dataclasses.replace(ROW, lines=990),
            dataclasses.replace(ROW, time=2.0),
            dataclasses.replace(ROW, name="core/new.hpp"),
        ):
            self.assertEqual(accepted([row], {ROW.name: ROW}), [row])


class Measuring(unittest.TestCase):
    def test_lines_are_counted_where_they_are_ours_and_not_blank(self) -> None:
        text = '# 1 "a.cpp"\nint a;\n# 1 "/x/mote/b.hpp" 1\nint b;\n\n# 9 "/usr/s.h" 1 3\nint s;\n'
        text += '# 4 "/x/mote/b.hpp" 2\nint c;\nint d;\n'
        self.assertEqual(own_lines(text, pathlib.Path("/x")), 3)

    def test_a_longer_program_takes_more_time_and_memory(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            source = pathlib.Path(folder, "long.cpp")
            body = "".join(
                f"int f{i}(int x) {{ return x * {i} + f{i - 1}(x); }}\n" for i in range(1, 3000)
            )
            source.write_text("int f0(int x) { return x; }\n" + body)
            seconds, kilobytes = usage(["g++", "-c", str(source), "-o", f"{folder}/long.o"])
            source.write_text("")
            empty = usage(["g++", "-c", str(source), "-o", f"{folder}/long.o"])
        self.assertGreater(seconds, empty[0])
        self.assertGreater(kilobytes, empty[1] + 1000)

    def test_a_program_that_does_not_compile_stops_with_the_compilers_words(self) -> None:
        with self.assertRaisesRegex(SystemExit, "no_such_file"):
            usage(["g++", "-c", "no_such_file.cpp"])

    def test_headers_are_those_that_a_user_includes(self) -> None:
        found = headers()
        self.assertIn("mote.hpp", found)
        self.assertIn("filter/fir.hpp", found)
        self.assertFalse([name for name in found if name.startswith("kernel") or "detail" in name])

    def test_a_header_of_mote_has_lines_and_takes_memory(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            row = Meter(pathlib.Path(folder)).header("core/array.hpp")
        self.assertGreater(row.lines, 10)
        self.assertGreater(row.kilobytes, 0)

    def test_lines_alone_are_those_that_a_measurement_counts(self) -> None:
        lines = {row.name: row for row in compile_time.count_lines()}
        self.assertGreaterEqual(set(lines), {"mote.hpp", "unrolled_forest.cpp"})
        row = lines["filter/fir.hpp"]
        before = {row.name: dataclasses.replace(row, lines=row.lines // 2, compiler="gcc 12.2.0")}
        self.assertIn("lines, and its ceiling", "\n".join(complaints([row], before)))

    def test_every_program_has_a_row(self) -> None:
        names = {path.name for path in compile_time.programs()}
        self.assertGreater(len(names), 5)
        self.assertLessEqual(names, set(compile_time.load()))


if __name__ == "__main__":
    unittest.main()
