#!/usr/bin/env python3
"""The table of networks on the page is that of the committed counts, and each was right."""

import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import networks


class Networks(unittest.TestCase):
    def test_the_page_has_the_table_of_the_counts(self) -> None:
        text = networks.PAGE.read_text(encoding="utf-8")
        made = networks.table(networks.read(networks.RESULTS), networks.read(networks.PEERS))
        self.assertEqual(networks.page(text, made), text, "run benchmarks/networks.py")
        self.assertNotEqual(networks.page(text, made + "\n| another |"), text)

    def test_every_answer_was_right_on_every_core(self) -> None:
        rows = networks.read(networks.RESULTS)
        self.assertEqual({row["network"] for row in rows}, set(networks.NAMES))
        for row in rows:
            right, every = row["right"].split(" of ")
            self.assertEqual(right, every, row)

    def test_a_page_without_marks_is_refused(self) -> None:
        with self.assertRaisesRegex(ValueError, "has no <!-- networks -->"):
            networks.page("# Networks\n", "| a |")


if __name__ == "__main__":
    unittest.main()
