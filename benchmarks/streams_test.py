#!/usr/bin/env python3
"""The comparison of instruction streams: what it must see, and what it must not."""

import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import streams
from streams import Stream

LISTING = """
Disassembly of section .text:

00000000 <_Z4walkPKs>:
   0:\tb510      \tpush\t{r4, lr}
   2:\t2204      \tmovs\tr2, #4
   4:\te7fc      \tb.n\t2 <_Z4walkPKs+0x2>
   6:\tf7ff fffe \tbl\t0 <_Z5otherv>
\t\t\t6: R_ARM_THM_CALL\t_Z5otherv
"""


def stream(listing: str, size: int = 100) -> Stream:
    return Stream(tuple(streams.normalised(listing)), size)


def of_length(count: int, size: int = 100) -> Stream:
    return Stream(("nop",) * count, size)


class Normalised(unittest.TestCase):
    def test_other_names_and_addresses_are_the_same_stream(self) -> None:
        renamed = LISTING.replace("_Z4walkPKs", "_Z5weighPKs").replace("_Z5otherv", "_Z1xv")
        self.assertEqual(stream(renamed), stream(LISTING))

    def test_another_instruction_register_or_number_is_another_stream(self) -> None:
        for old, new in (("movs\t", "mov\t"), ("r2, #4", "r3, #4"), ("#4", "#5")):
            self.assertNotEqual(stream(LISTING.replace(old, new)), stream(LISTING), new)

    def test_a_branch_to_another_place_is_another_stream(self) -> None:
        moved = LISTING.replace("b.n\t2 <_Z4walkPKs+0x2>", "b.n\t0 <_Z4walkPKs>")
        self.assertNotEqual(stream(moved), stream(LISTING))

    def test_a_call_of_another_function_is_another_stream(self) -> None:
        itself = LISTING.replace("R_ARM_THM_CALL\t_Z5otherv", "R_ARM_THM_CALL\t_Z4walkPKs")
        self.assertNotEqual(stream(itself), stream(LISTING))

    def test_four_instructions_are_counted(self) -> None:
        self.assertEqual(streams.count(stream(LISTING)), 4)


class Bound(unittest.TestCase):
    def test_half_a_percent_more_is_told_and_does_not_fail(self) -> None:
        self.assertFalse(streams.grew(of_length(1000), of_length(1005)))
        self.assertIn("1000 -> 1005", streams.difference(of_length(1000), of_length(1005)))

    def test_more_instructions_or_bytes_fail(self) -> None:
        self.assertTrue(streams.grew(of_length(1000), of_length(1006)))
        self.assertTrue(streams.grew(of_length(10, 1000), of_length(10, 1006)))
        self.assertIn("GREW", streams.difference(of_length(1000), of_length(1006)))

    def test_the_same_stream_is_silent(self) -> None:
        self.assertEqual(streams.difference(of_length(5), of_length(5)), "")


class Programs(unittest.TestCase):
    def test_each_model_is_walked_and_code_by_every_verb_that_it_has(self) -> None:
        self.assertEqual(len(streams.programs()), 2 * (7 * 3 - 2))
        self.assertEqual(len(streams.CORES), 6)


if __name__ == "__main__":
    unittest.main(verbosity=2)
