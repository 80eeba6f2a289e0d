#!/usr/bin/env python3
"""`./dev asm` counts instructions and loops, on listings of which the count is known."""

import contextlib
import io
import pathlib
import shutil
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "tools"))
import asm

M0 = """
Disassembly of section .text._Z1fPKsi:

00000000 <f(short const*, int)>:
   0:\tpush\t{r3, r4, r5, lr}
   2:\tcmp\tr1, #0
   4:\tble.n\t10 <f(short const*, int)+0x10>
   6:\tldrsh\tr4, [r5, r3]
   8:\tbl\t0 <g>
\t\t\t8: R_ARM_THM_CALL\tg
   c:\tcmp\tr5, r7
   e:\tbne.n\t6 <f(short const*, int)+0x6>
  10:\tpop\t{r3, r4, r5, pc}
  12:\tmovs\tr6, #1
  14:\tb.n\t10 <f(short const*, int)+0x10>
  16:\tnop
  18:\t.word\t0x00000000
"""
RV32 = """
00000000 <h(short const*)>:
   0:\tmv\ta4,a0

00000002 <.L9>:
   2:\tlh\ta5,0(a4)
   6:\tadd\ta4,a4,2
   8:\tbne\ta3,a4,2 <.L9>
\t\t\t8: R_RISCV_BRANCH\t.L9
   c:\tret
"""
AVR = """
00000000 <h(short const*)>:
   0:\tldi\tr24, 0x00\t; 0
   2:\tadd\tr24, r24
   4:\tcpc\tr25, r13
   6:\tbrne\t.+0      \t; 0x8 <h(short const*)+0x8>
\t\t\t6: R_AVR_7_PCREL\t.text._Z1hPKs+0x2
   8:\tret
"""


class Listing(unittest.TestCase):
    def only(self, text: str) -> asm.Function:
        (found,) = asm.functions(text)
        return found

    def test_instructions_are_counted_and_data_and_padding_are_not(self) -> None:
        self.assertEqual(len(self.only(M0).code), 10)

    def test_a_loop_is_counted_and_a_shared_end_is_no_loop(self) -> None:
        self.assertEqual(self.only(M0).loops(), [(0x6, 0xE, 4)])

    def test_a_call_is_no_loop(self) -> None:
        self.assertEqual(
            [s.target for s in self.only(M0).code if s.text.startswith("bl\t")], [None]
        )

    def test_a_label_of_riscv_is_no_function(self) -> None:
        self.assertEqual(self.only(RV32).loops(), [(0x2, 0x8, 3)])

    def test_a_jump_of_avr_is_read_from_its_relocation(self) -> None:
        self.assertEqual(self.only(AVR).loops(), [(0x2, 0x6, 3)])

    def test_what_is_shown_says_the_counts(self) -> None:
        shown = asm.show(self.only(M0))
        self.assertIn("f(short const*, int): 10 instructions", shown)
        self.assertIn("loop 6 to e: 4 instructions", shown)


@unittest.skipUnless(shutil.which("g++") and shutil.which("objdump"), "needs g++ and objdump")
class Command(unittest.TestCase):
    def run_on(self, *arguments: str) -> tuple[int, str]:
        printed = io.StringIO()
        with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(printed):
            header = pathlib.Path(folder, "square.hpp")
            header.write_text("template <class T>\nT square(T x) { return x * x; }\n")
            code = asm.main([str(header), "--core=host", *arguments])
        return code, printed.getvalue()

    def test_a_header_is_shown_with_the_code_that_uses_it(self) -> None:
        code, printed = self.run_on("--code", "int f(int x) { return square(x); }")
        self.assertEqual(code, 0)
        self.assertIn("f(int): ", printed)
        self.assertIn("imul", printed)

    def test_a_header_without_code_says_what_is_missing(self) -> None:
        code, printed = self.run_on()
        self.assertEqual(code, 1)
        self.assertIn("use --code", printed)

    def test_a_function_that_is_not_there_is_told_with_those_that_are(self) -> None:
        code, printed = self.run_on("--code", "int f(int x) { return x; }", "--function", "g(")
        self.assertEqual(code, 1)
        self.assertIn("f(int)", printed)

    def test_code_that_is_refused_shows_the_compilers_words(self) -> None:
        with self.assertRaisesRegex(SystemExit, "refuses"):
            self.run_on("--code", "int f() { return nothing; }")


if __name__ == "__main__":
    unittest.main()
