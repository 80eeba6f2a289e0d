#!/usr/bin/env python3
"""Each check of the benchmarks is made to fail once, and must say so."""

import dataclasses
import pathlib
import re
import shutil
import sys
import unittest
from typing import Any
from unittest import mock

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import budget
import tree_kernels
import trees
from places import BUILD
from results import Counted, Job

from mote.chip import counter, toolchain

ROW = trees.Row(
    "mote hard walk", "int16", "m0", "-Os", "forest_s10", 1000.0, 4000, 0, 60, 191, 197, "gcc"
)
CEILINGS = {ROW.key: Counted(*ROW.key, 1000.0, 4000, 0, 60)}


class Budget(unittest.TestCase):
    def complaint(self, **figures: Any) -> str:
        return "\n".join(budget.complaints([dataclasses.replace(ROW, **figures)], CEILINGS))

    def test_figures_at_their_ceiling_are_silent(self) -> None:
        self.assertEqual(self.complaint(), "")

    def test_growth_within_two_percent_is_silent(self) -> None:
        self.assertEqual(self.complaint(instructions=1019.0, flash=4079), "")

    def test_growth_beyond_two_percent_names_the_row_the_figure_and_the_ceiling(self) -> None:
        found = self.complaint(instructions=1021.0)
        for part in ("mote hard walk", "forest_s10", "m0", "-Os", "1021 instructions", "1000"):
            self.assertIn(part, found)
        self.assertIn("4081 bytes of flash", self.complaint(flash=4081))
        self.assertIn("64 bytes of stack", self.complaint(stack=64))

    def test_the_first_byte_of_ram_is_too_much(self) -> None:
        self.assertIn("1 bytes of RAM, and its ceiling is 0", self.complaint(ram=1))

    def test_a_row_without_a_ceiling_is_named(self) -> None:
        self.assertIn("has no ceiling", self.complaint(core="m3"))

    def test_other_libraries_have_no_ceiling(self) -> None:
        self.assertEqual(self.complaint(name="emlearn hard inline", instructions=1e9), "")


class Listings(unittest.TestCase):
    def test_a_listing_is_compiled_with_the_flags_of_the_counter(self) -> None:
        sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "tools"))
        import asm

        self.assertEqual(set(asm.FLAGS), {*counter.CXX, *counter.COMMON})
        self.assertEqual(
            asm.cores(), {"host": "", **{c.name: c.flags for c in toolchain.CORES.values()}}
        )
        for name, core in toolchain.CORES.items():
            self.assertEqual(asm.TOOLS.get(name, asm.ARM)[0], core.tools.cxx)


def same(a: str, b: str) -> bool:
    """Equal, but for the last digits of places in a picture, which depend on the processor."""
    name, number = re.compile(r"#?\bp[0-9a-f]{10}\b"), re.compile(r"-?\d+\.\d{3,}")
    texts = [number.sub("", name.sub("", text)) for text in (a, b)]
    places = [[float(found) for found in number.findall(name.sub("", text))] for text in (a, b)]
    return texts[0] == texts[1] and all(abs(x - y) < 1e-3 for x, y in zip(*places))


def channels(colour: str) -> tuple[float, float, float]:
    """As the eye takes it in: linear red, green and blue."""
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return red**2.2, green**2.2, blue**2.2


def seen_red_green_blind(colour: str) -> tuple[float, float, float]:
    """What is left without the cones for red: Viénot, Brettel and Mollon (1999)."""
    red, green, blue = channels(colour)
    long = 0.11238 * red + 0.88762 * green
    return long, long, 0.00401 * red - 0.00401 * green + blue


def distance(a: tuple[float, ...], b: tuple[float, ...]) -> float:
    """Of two colours, 0 to about 1.7, in steps that look alike."""
    parts = [(max(x, 0.0) ** (1 / 2.2), max(y, 0.0) ** (1 / 2.2)) for x, y in zip(a, b)]
    return float(sum((x - y) ** 2 for x, y in parts) ** 0.5)


class Pictures(unittest.TestCase):
    def test_no_name_covers_another_a_point_an_axis_or_the_legend(self) -> None:
        import pictures
        import results

        rows = results.load(trees.Row, results.RESULTS / "trees.csv")
        for core in ("m0", "m55"):  # the others are drawn for the page, and would raise
            part = [row for row in rows if row.core == core]
            at = pictures.draw(part, None)
            names, (axes,), (legend,) = at["names"], at["axes"], at["legend"]
            self.assertEqual(len(names), len([row for row in part if row.opt == "-Os"]))
            for i, name in enumerate(names):
                others = [*names[:i], *at["points"], legend]
                self.assertFalse(any(pictures.overlap(name, other) for other in others), core)
                self.assertTrue(axes.x0 < name.x0 and name.x1 < axes.x1 and axes.y0 < name.y0)

    def test_a_name_without_a_place_is_an_error(self) -> None:
        import pictures
        from matplotlib.transforms import Bbox

        with self.assertRaisesRegex(ValueError, "make the picture larger"):
            pictures.place((5.0, 5.0), (300.0, 9.0), Bbox([[0, 0], [100, 100]]), [])

    def test_colours_differ_for_red_green_blind_readers_and_marks_for_all(self) -> None:
        import itertools

        import pictures

        from mote.chip import page, picture

        pairs = [*itertools.combinations([colour for colour, _ in pictures.STYLES.values()], 2)]
        pairs += [(picture.FITS, picture.TOO_LARGE), (page.FITS, page.FITS_NOT)]
        for a, b in pairs:
            far = distance(seen_red_green_blind(a), seen_red_green_blind(b))
            self.assertGreater(far, 0.25, (a, b))
        green_and_red = distance(seen_red_green_blind("#0b6e4f"), seen_red_green_blind("#c8553d"))
        self.assertLess(green_and_red, 0.2, "the measure sees what such readers do not")
        self.assertEqual(len({mark for _, mark in pictures.STYLES.values()}), 3)


class Pages(unittest.TestCase):
    def test_pictures_are_the_same_when_they_look_the_same(self) -> None:
        picture = "L 34.453443 16.598677 url(#p70534a8836) 1,169"
        self.assertTrue(same(picture, "L 34.453443 16.598678 url(#p36b75843c4) 1,169"))
        for other in ("L 34.453443 16.601 url(#p70534a8836) 1,169", picture.replace("69", "70")):
            self.assertFalse(same(picture, other), other)

    def test_the_page_the_pictures_and_the_readme_are_those_of_the_committed_results(self) -> None:
        import report

        paths = [report.PAGE, report.README, *sorted(report.IMAGES.glob("trees_*.svg"))]
        before = {path: path.read_text(encoding="utf-8") for path in paths}
        self.assertGreater(len(paths), 5)
        try:
            report.write()
            for path, text in before.items():
                self.assertTrue(
                    same(path.read_text(encoding="utf-8"), text),
                    f"{path.name} is not what results/*.csv say: run ./dev bench --only report",
                )
        finally:
            for path, text in before.items():
                path.write_text(text, encoding="utf-8", newline="\n")


@unittest.skipUnless(
    shutil.which("qemu-system-arm") and shutil.which("arm-none-eabi-g++"), "no emulator"
)
class Choosing(unittest.TestCase):
    def test_the_page_and_its_picture_are_those_of_the_committed_rows(self) -> None:
        import choose
        import results

        rows = results.load(choose.Row, choose.PATH)
        page = choose.PAGE.read_text(encoding="utf-8")
        for task in choose.TASKS:
            part = [row for row in rows if row.task == task]
            mark = choose.mark(task)
            self.assertIn(f"<!-- {mark} -->\n{choose.table(part)}<!-- end of {mark}", page)
        drawn = BUILD / "choose.svg"
        choose.draw(rows, drawn)
        self.assertTrue(
            same(drawn.read_text(encoding="utf-8"), choose.IMAGE.read_text(encoding="utf-8"))
        )
        listed = [(c.task, c.name, c.dtype) for c in choose.CHOICES]
        self.assertEqual(
            listed, [(row.task, row.model, row.dtype) for row in rows[:: len(choose.BOARDS)]]
        )

    def test_integers_are_as_much_faster_as_the_page_says(self) -> None:
        import choose
        import results

        rows = {
            (r.task, r.model, r.dtype, r.board): r for r in results.load(choose.Row, choose.PATH)
        }
        for board, low, high in (("stm32f030", 24, 34), ("uno", 4, 8)):
            pairs = [
                (row, rows[task, model, "float", name])
                for (task, model, dtype, name), row in rows.items()
                if dtype == "int8" and name == board and (task, model, "float", name) in rows
            ]
            self.assertGreaterEqual(len(pairs), 4)
            for narrow, real in pairs:
                self.assertLess(low, real.count / narrow.count, narrow.model)
                self.assertLess(real.count / narrow.count, high, narrow.model)
                if board == "stm32f030":
                    self.assertLess(narrow.flash, real.flash / 3, narrow.model)

    def test_a_committed_row_is_measured_again(self) -> None:
        import choose
        import results

        chosen = next(c for c in choose.CHOICES if c.label == "logistic regression, int16")
        known = {
            row.board: row
            for row in results.load(choose.Row, choose.PATH)
            if (row.task, row.model, row.dtype) == (chosen.task, chosen.name, chosen.dtype)
        }
        for row in choose.measure(chosen, ("stm32f030", "nano33ble")):
            self.assertEqual(row.fits, known[row.board].fits)
            for figure in ("accuracy", "reference", "count", "flash"):
                a, b = getattr(row, figure), getattr(known[row.board], figure)
                self.assertLessEqual(abs(a - b), 0.05 * b, f"{figure} on {row.board}")


class Counting(unittest.TestCase):
    def test_a_loop_of_known_length_is_counted(self) -> None:
        for error in counter.self_test("m0"):
            self.assertLess(abs(error), 1e-4)

    def test_a_clock_that_is_off_by_a_thousandth_is_noticed(self) -> None:
        m0 = toolchain.CORES["m0"]
        wrong = dataclasses.replace(m0, tick=m0.tick * 1.001)
        with (
            mock.patch.dict(toolchain.CORES, {"m0": wrong}),
            self.assertRaisesRegex(toolchain.CountError, "4001 instructions"),
        ):
            counter.self_test("m0")

    def test_a_program_that_ends_in_a_fault_is_an_error(self) -> None:
        source = BUILD / "fault.cpp"
        source.parent.mkdir(parents=True, exist_ok=True)
        source.write_text(
            '#include "harness.hpp"\nnamespace bench {\nconst uint32_t units = 1;\n'
            'void kernel() { asm volatile("udf #0"); }\nvoid once() {}\n'
            "int32_t check() { return 0; }\n}\n"
        )
        with self.assertRaisesRegex(toolchain.CountError, "gave no result .*FAULT"):
            counter.Counter("m0").count("-Os", [source])

    def test_a_chip_that_predicts_otherwise_than_the_host_is_an_error(self) -> None:
        kernel = tree_kernels.Kernel("mote", "hard walk", "int16", "forest_s10")
        program = dataclasses.replace(trees.write(kernel), answer=(200, 200))
        with (
            mock.patch.object(trees, "write", return_value=program),
            self.assertRaisesRegex(toolchain.CountError, re.escape("(200, 200)")),
        ):
            trees.measure([Job(kernel, "m0", "-Os")], lambda _: None)


if __name__ == "__main__":
    unittest.main()
