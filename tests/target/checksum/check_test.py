#!/usr/bin/env python3
"""Tests of check.py: what differs, is missing or is new is named with its core."""

import sys
import unittest

from check import differences, run

ROWS = [
    {"program": "p", "name": "add", "checksum": "00000001", "not_on": ""},
    {"program": "p", "name": "big", "checksum": "00000002", "not_on": "avr"},
]
SAME = {"add": "00000001", "big": "00000002"}


def say(*lines: str) -> list[str]:
    return [sys.executable, "-c", f"print({chr(10).join(lines)!r})"]


class Check(unittest.TestCase):
    def test_equal_checksums_pass(self) -> None:
        self.assertEqual(differences("m4", ROWS, SAME), {})
        self.assertEqual(differences("avr", ROWS, {"add": "00000001"}), {})

    def test_a_difference_names_the_algorithm_and_the_core(self) -> None:
        wrong = differences("m33", ROWS, {**SAME, "add": "00000009"})
        self.assertEqual(list(wrong), ["add"])
        for part in ("add", "m33", "00000001", "00000009"):
            self.assertIn(part, wrong["add"])

    def test_a_missing_an_unknown_and_a_needlessly_excused_line_fail(self) -> None:
        self.assertEqual(list(differences("m0", ROWS, {"add": "00000001"})), ["big"])
        self.assertEqual(list(differences("m0", ROWS, {**SAME, "new": "00000001"})), ["new"])
        self.assertEqual(list(differences("avr", ROWS, SAME)), ["big"])

    def test_labels_must_be_those_of_scikit_learn(self) -> None:
        found = {"digits": "00000001", "digits_scikit_learn": "00000002"}
        rows = [{"program": "d", "name": n, "checksum": c, "not_on": ""} for n, c in found.items()]
        self.assertIn("scikit-learn", differences("avr", rows, found)["digits"])

    def test_a_program_must_end_and_print_nothing_else(self) -> None:
        self.assertEqual(run(say("add 00000001", "end")), {"add": "00000001"})
        for lines in (["add 00000001"], ["add 1", "end"], ["FAULT", "end"]):
            with self.assertRaises(ValueError):
                run(say(*lines))
        with self.assertRaises(ValueError):
            run([sys.executable, "-c", "print('end'); raise SystemExit(3)"])


if __name__ == "__main__":
    unittest.main()
