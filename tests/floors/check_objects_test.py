#!/usr/bin/env python3
"""A public name that no object check calls is reported by tools/check_objects.py."""

import pathlib
import shutil
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parents[2] / "tools"))
from check_objects import EXEMPT, check

REPOSITORY = pathlib.Path(__file__).parents[2]
FORGOTTEN = ("biquad_cascade", "moving_sum", "score", "interleave")


class Objects(unittest.TestCase):
    def setUp(self) -> None:
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.copy = pathlib.Path(scratch.name)
        shutil.copytree(REPOSITORY / "include", self.copy / "include")
        shutil.copytree(REPOSITORY / "tests" / "target", self.copy / "tests" / "target")

    def take_out(self, name: str) -> None:
        """From every source, as if nobody had written a check of it."""
        for path in (self.copy / "tests" / "target").glob("*.[ch]pp"):
            path.write_text(path.read_text().replace(name, "other"))

    def test_the_repository_is_silent(self) -> None:
        self.assertEqual(check(self.copy), [])

    def test_a_name_in_no_object_check_is_reported(self) -> None:
        for name in FORGOTTEN:
            self.setUp()
            self.take_out(name)
            found = [one for one in check(self.copy) if f": {name} is in no object check" in one]
            self.assertGreaterEqual(len(found), 1, name)

    def test_a_name_in_a_comment_alone_is_reported(self) -> None:
        self.take_out("moving_sum")
        source = self.copy / "tests" / "target" / "uses_core.cpp"
        source.write_text(source.read_text() + "// moving_sum\n")
        self.assertTrue(any("moving_sum is in no object check" in one for one in check(self.copy)))

    def test_a_new_public_name_is_reported(self) -> None:
        header = self.copy / "include" / "mote" / "filter" / "fresh.hpp"
        header.write_text("namespace mote {\n/// New.\ntemplate <class T>\nclass fresh {};\n}\n")
        found = check(self.copy)
        self.assertEqual(len(found), 1, found)
        self.assertIn("fresh.hpp:3: fresh is in no object check", found[0])

    def test_an_exception_for_nothing_is_reported(self) -> None:
        found = check(self.copy, {**EXEMPT, "gone": "", "moving_sum": ""})
        self.assertEqual(len(found), 2, found)
        self.assertIn("gone is in no public header", found[0])
        self.assertIn("moving_sum is in an object check", found[1])


if __name__ == "__main__":
    unittest.main()
