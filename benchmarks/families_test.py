#!/usr/bin/env python3
"""Models beside those of other libraries: what is counted is what is committed, and errors show."""

import dataclasses
import pathlib
import re
import shutil
import sys
import unittest
from unittest import mock

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import families
import family_kernels
import results
from places import BUILD
from results import Job

from mote.chip import toolchain


@unittest.skipUnless(
    shutil.which("qemu-system-arm") and shutil.which("arm-none-eabi-g++"), "no emulator"
)
class Families(unittest.TestCase):
    def rows(self, core: str, opt: str, *names: str) -> list[families.Row]:
        """Those of the digits, counted now."""
        kernels = [k for k in family_kernels.KERNELS if k.name in names and "digits" in k.size]
        work = [Job(kernel, core, opt) for kernel in kernels]
        self.assertGreaterEqual(len(work), len(names))
        return families.measure(work, lambda _: None)

    def test_each_library_has_its_row_in_one_run_and_it_is_the_committed_one(self) -> None:
        committed = {row.key: row for row in results.load(families.Row, families.PATH)}
        names = [
            "mote GaussianNB", "emlearn GaussianNB", "mote LogisticRegression",
            "m2cgen LogisticRegression",
        ]  # fmt: skip
        rows = self.rows("m4", "-O2", *names)
        self.assertEqual({row.name for row in rows}, set(names))
        for row in rows:
            held = committed[row.key]
            self.assertEqual(
                (row.rows, row.correct, row.same), (held.rows, held.correct, held.same)
            )
            for figure in ("instructions", "flash"):
                now, then = getattr(row, figure), getattr(held, figure)
                self.assertLessEqual(abs(now - then), 0.05 * then, f"{figure} of {row.label}")

    def test_what_a_library_refuses_is_what_it_says_today(self) -> None:
        held = results.load(families.Refusal, families.REFUSALS)
        self.assertEqual(families.refusals(), held)
        self.assertIn("does not return", " ".join(one.reason for one in held))

    def test_what_is_converted_cannot_be_called_refused(self) -> None:
        kernel = next(k for k in family_kernels.KERNELS if k.name == "m2cgen Ridge")
        with (
            mock.patch.object(families, "REFUSED", [kernel]),
            self.assertRaisesRegex(toolchain.CountError, "m2cgen Ridge converts diabetes 10"),
        ):
            families.refusals()

    def test_a_chip_that_answers_otherwise_than_the_host_is_an_error(self) -> None:
        kernel = next(k for k in family_kernels.KERNELS if k.name == "mote GaussianNB")
        program = dataclasses.replace(families.write(kernel), answer=(200, 200))
        with (
            mock.patch.object(families, "write", return_value=program),
            self.assertRaisesRegex(toolchain.CountError, re.escape("(200, 200)")),
        ):
            families.measure([Job(kernel, "m0", "-O2")], lambda _: None)

    def test_a_label_of_another_class_is_not_counted_as_right(self) -> None:
        kernel = next(k for k in family_kernels.KERNELS if k.name == "m2cgen LinearSVC")
        program = families.write(kernel)
        path = BUILD / "families" / families.tag(kernel.name, kernel.sample, kernel.size)
        text = (path / "rows.hpp").read_text(encoding="utf-8")
        held = re.search(r"expected\[\] = \{(\d)", text)
        assert held is not None
        other = text.replace(held[0], held[0][:-1] + str((int(held[1]) + 1) % 10))
        (path / "rows.hpp").write_text(other, encoding="utf-8")
        with mock.patch.object(families, "write", return_value=program):
            (row,) = families.measure([Job(kernel, "m4", "-O2")], lambda _: None)
        self.assertEqual((row.rows, row.same), (200, 199))


if __name__ == "__main__":
    unittest.main()
