#!/usr/bin/env python3
"""The names that compilers give to what a chip must not pay for, and names that look alike."""

import unittest

from check_object import broken_rules

FORBIDDEN = {
    "heap": "malloc free _Znwj _Znwm _Znaj _ZdlPv _ZdlPvm _ZdaPv",
    "static_constructor": "_GLOBAL__sub_I_table __cxa_guard_acquire __cxa_atexit __aeabi_atexit",
    "exceptions": "__cxa_throw __cxa_allocate_exception __gxx_personality_v0 __aeabi_unwind_cpp_pr0"
    " _Unwind_Resume __cxa_end_cleanup",
    "virtual": "_ZTV5model _ZTI5model _ZTS5model __cxa_pure_virtual",
    "double": "__aeabi_dadd __aeabi_drsub __aeabi_dmul __aeabi_ddiv __aeabi_dcmplt __aeabi_cdcmple"
    " __aeabi_cdrcmple __aeabi_d2f __aeabi_d2iz __aeabi_f2d __aeabi_i2d __aeabi_ui2d __adddf3"
    " __muldf3 __ltdf2 __fixdfsi __fixunsdfsi __floatsidf __floatunsidf __extendsfdf2 __truncdfsf2",
}
FORBIDDEN_IN_INTEGER = {
    "float": "__aeabi_fadd __aeabi_frsub __aeabi_fmul __aeabi_fdiv __aeabi_fcmplt __aeabi_cfcmple"
    " __aeabi_i2f __aeabi_ui2f __aeabi_f2iz __addsf3 __mulsf3 __ltsf2 __unordsf2 __fixsfsi"
    " __fixunssfsi __floatsisf __floatunsisf __floatdisf",
    "libm": "expf exp exp2f log1pf log2f sqrtf sinf pow powf floorf roundf lrintf fabsf",
    "division64": "__aeabi_ldivmod __aeabi_uldivmod __divdi3 __udivdi3 __umoddi3 __udivmoddi4",
}
ALLOWED = (
    "memcpy memset strlen __aeabi_memcpy __aeabi_idiv __aeabi_uidivmod __aeabi_lmul __aeabi_llsl"
    " __aeabi_llsr __divsi3 __udivmodsi4 __muldi3 __lshrdi3 __ashldi3 __clzsi2 abort free_slots"
    " __gnu_thumb1_case_uqi explain _ZN4mote7predictEv __mulsi3 __udivmodhi4 truncated"
)


def caught(name: str, integer: bool) -> list[str]:
    return [rule.name for rule, _ in broken_rules([(name, False)], [], integer)]


class Names(unittest.TestCase):
    def test_every_forbidden_name_breaks_its_rule(self) -> None:
        for rule, names in FORBIDDEN.items():
            for name in names.split():
                self.assertEqual(caught(name, integer=False), [rule], name)

    def test_integer_objects_have_more_forbidden_names(self) -> None:
        for rule, names in FORBIDDEN_IN_INTEGER.items():
            for name in names.split():
                self.assertIn(rule, caught(name, integer=True), name)
                self.assertEqual(caught(name, integer=False), [], name)

    def test_allowed_names_break_no_rule(self) -> None:
        for name in ALLOWED.split():
            self.assertEqual(caught(name, integer=True), [], name)

    def test_sections_in_ram_or_run_before_main_break_a_rule(self) -> None:
        wrong = {
            ".init_array": "static_constructor",
            ".ctors": "static_constructor",
            ".data.table": "data",
            ".data.rel.ro": "data",
            ".bss.counter": "bss",
            ".tbss": "bss",
            ".eh_frame": "exceptions",
            ".ARM.exidx.text.f": "exceptions",
        }
        for name, rule in wrong.items():
            found = [broken.name for broken, _ in broken_rules([], [(name, 4)], False)]
            self.assertEqual(found, [rule], name)
        for name in (".text.f", ".rodata.cst4", ".database", ".comment"):
            self.assertEqual(broken_rules([], [(name, 4)], False), [], name)
        self.assertEqual(broken_rules([], [(".bss", 0)], False), [])

    def test_a_common_block_is_ram(self) -> None:
        self.assertEqual([rule.name for rule, _ in broken_rules([("x", True)], [], False)], ["bss"])


if __name__ == "__main__":
    unittest.main()
