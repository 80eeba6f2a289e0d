#!/usr/bin/env python3
"""The check of refusals must itself be able to fail.

usage: check_refusal_test.py <compiler>[,<compiler>...]
"""

import pathlib
import sys
import tempfile
import unittest

from check_refusal import complaint

COMPILERS = sys.argv.pop().split(",")
REFUSED = 'static_assert(false, "use a power of two");'


class Refusals(unittest.TestCase):
    def complaints(self, text: str) -> list[str | None]:
        with tempfile.TemporaryDirectory() as folder:
            source = pathlib.Path(folder, "case.cpp")
            source.write_text(text)
            return [complaint(source, compiler, ["-std=c++17"]) for compiler in COMPILERS]

    def test_a_refusal_with_the_sentence_is_accepted(self) -> None:
        text = f"// expect: use a power of two\n#ifndef MOTE_CURED\n{REFUSED}\n#endif\n"
        self.assertEqual(self.complaints(text), [None] * len(COMPILERS))

    def test_one_of_several_wordings_is_enough(self) -> None:
        text = f"// expect: other words | power of two\n#ifndef MOTE_CURED\n{REFUSED}\n#endif\n"
        self.assertEqual(self.complaints(text), [None] * len(COMPILERS))

    def test_a_source_that_compiles_is_reported(self) -> None:
        for wrong in self.complaints("// expect: use a power of two\nint x = 1;\n"):
            self.assertIn("it compiles", wrong or "")

    def test_another_error_is_reported_even_if_the_source_quotes_the_sentence(self) -> None:
        text = '// expect: use a power\n#ifndef MOTE_CURED\nint x = "use a power";\n#endif\n'
        for wrong in self.complaints(text):
            self.assertIn("and got:", wrong or "")

    def test_a_source_without_a_cure_is_reported(self) -> None:
        for wrong in self.complaints(f"// expect: use a power of two\n{REFUSED}\n"):
            self.assertIn("MOTE_CURED", wrong or "")

    def test_a_source_that_names_no_sentence_is_reported(self) -> None:
        for wrong in self.complaints(f"{REFUSED}\n"):
            self.assertIn("first line", wrong or "")


if __name__ == "__main__":
    unittest.main()
