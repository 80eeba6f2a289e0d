#!/usr/bin/env python3
"""Each rule of tools/check_code.py is broken in every way that it names, and must be reported."""

import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parents[2] / "tools"))
from check_headers_test import header, sentences

INSTRUCTION_SETS = {
    "#if MOTE_HAS_DSP": "MOTE_HAS_DSP",
    "#if MOTE_HAS_MVE_FLOAT && X": "MOTE_HAS_MVE_FLOAT",
    "#ifdef MOTE_TARGET_SCALAR": "MOTE_TARGET_SCALAR",
    "#if defined(__ARM_FEATURE_MVE)": "__ARM_FEATURE_MVE",
    "#ifdef __AVR__": "__AVR__",
    "#ifdef __GNUC__": "__GNUC__",
    "using best = target::native;": "target::native",
    'inline void halt() { asm volatile("wfi"); }': "asm",
    'inline void halt() { __asm__("wfi"); }': "__asm__",
    "inline int dual(int a, int b) { return __smlad(a, b, 0); }": "__smlad",
    "inline auto row(const short* x) { return vldrhq_s16(x); }": "vldrhq_s16",
    "inline auto sum(A a, B b) { return vmladavaq_s16(0, a, b); }": "vmladavaq_s16",
    "inline auto half(A a) { return vhaddq_n_s32(a, 0); }": "vhaddq_n_s32",
    "using vector = float32x4_t;": "float32x4_t",
}
ANYWHERE = (
    "#if MOTE_HAS_BIT_CAST",
    "#if MOTE_HAS_CONSTANT_EVALUATED",
    "inline int count(unsigned long x) { return __builtin_clzl(x); }",
    "// MOTE_HAS_DSP in a comment, and asm",
    'constexpr const char* text = "__AVR__";',
)


class Code(unittest.TestCase):
    def assert_only(self, part: str, found: list[str]) -> None:
        self.assertEqual(len(found), 1, found)
        self.assertIn(part, found[0])

    def test_instruction_sets_outside_kernel_are_refused(self) -> None:
        for text, name in INSTRUCTION_SETS.items():
            for place in ("filter/fir", "core/array", "model/trees"):
                folder, file = place.split("/")
                floor = {"core": 0}.get(folder, 2)
                body = f"namespace {{\n{text}\n}}\n"
                found = sentences({place: header(f"{file}.hpp", floor, body)})
                found = [one for one in found if "outside kernel/" in one]
                self.assert_only(f"/{place}.hpp:4: ", found)
                self.assertIn(f"`{name}`", found[0])

    def test_instruction_sets_in_kernel_and_target_are_accepted(self) -> None:
        for text in INSTRUCTION_SETS:
            body = f"namespace {{\n{text}\n}}\n"
            for place, floor in (("kernel/dot", 1), ("core/target", 0)):
                made = header(place.split("/")[1] + ".hpp", floor, body)
                extra = {"mote": UMBRELLA} if floor == 0 else {}
                self.assertEqual(sentences({place: made, **extra}), [], text)

    def test_what_compilers_offer_is_accepted_anywhere(self) -> None:
        for text in ANYWHERE:
            body = f"namespace {{\n{text}\n}}\n"
            self.assertEqual(sentences({"filter/fir": header("fir.hpp", 2, body)}), [], text)

    def test_detail_names_of_the_header_s_own_rooms_are_accepted(self) -> None:
        body = (
            "namespace mote::detail::{room} {{ struct word; }}\n"
            "namespace mote {{\nnamespace detail::{room} {{\nstruct place {{}};\n}}\n"
            "using detail::{room}::place;\n}}\n"
        )
        for room in ("filter", "fir"):
            made = header("fir_taps.hpp", 2, body.format(room=room))
            found = sentences({"filter/fir_taps": made, "mote": UMBRELLA_OF_TAPS})
            self.assertEqual(found, [], room)

    def test_detail_names_of_other_rooms_are_refused(self) -> None:
        for text in (
            "using word = detail::biquad::word;",
            "using word = mote::detail::biquad::word;",
            "using namespace detail::biquad;",
            "inline int of() { return detail::trees::count(); }",
            "struct fir : detail::loose {};",
        ):
            body = f"namespace mote {{\n/// A filter.\n{text}\n}}\n"
            found = sentences({"filter/fir": header("fir.hpp", 2, body)})
            self.assert_only("is of another room", found)

    def test_a_room_that_is_reached_from_inside_of_detail_is_refused(self) -> None:
        room = "namespace mote::detail::trees {\nstruct split {};\n}\n"
        body = "namespace mote::detail::fir {\nusing word = trees::split;\n}\n"
        found = sentences({
            "model/trees": header("trees.hpp", 2, room),
            "filter/fir": header("fir.hpp", 2, '#include "../kernel/dot.hpp"\n' + body),
        })  # fmt: skip
        self.assert_only("trees:: is the detail namespace of another room", found)

    def test_a_room_that_has_a_public_namespace_as_well_is_accepted(self) -> None:
        dot = "namespace mote::kernel::dot {\n}\nnamespace mote::kernel::detail::dot {\n}\n"
        body = '#include "../kernel/dot.hpp"\nnamespace mote::detail::fir {\nusing a = dot::b;\n}\n'
        found = sentences({
            "kernel/dot": header("dot.hpp", 1, dot),
            "filter/fir": header("fir.hpp", 2, body),
        })  # fmt: skip
        self.assertEqual(found, [])

    def test_a_plain_detail_namespace_and_one_of_another_room_are_refused(self) -> None:
        for text in (
            "namespace mote {\nnamespace detail {\nstruct word {};\n}\n}\n",
            "namespace mote::detail {\nstruct word {};\n}\n",
            "namespace mote::detail::biquad {\nstruct word {};\n}\n",
            "namespace mote::filter::detail {\nstruct word {};\n}\n",
            "namespace mote::kernel::detail::fir {\nstruct word {};\n}\n",
        ):
            found = sentences({"filter/fir": header("fir.hpp", 2, text)})
            self.assert_only("expected a detail namespace mote::detail::<filter | fir>", found)

    def test_kernels_have_a_detail_namespace_below_their_own(self) -> None:
        body = "namespace mote::{}detail::dot {{\nstruct word {{}};\n}}\n"
        good = header("dot.hpp", 1, body.format("kernel::"))
        self.assertEqual(sentences({"kernel/dot": good}), [])
        found = sentences({"kernel/dot": header("dot.hpp", 1, body.format(""))})
        self.assert_only("expected a detail namespace mote::kernel::detail::", found)

    def test_macros_without_the_library_s_name_are_refused(self) -> None:
        for text in ("#define FIR_TAPS 3\n", "#  define max(a, b) a\n"):
            found = sentences({"filter/fir": header("fir.hpp", 2, text)})
            self.assert_only("expected a macro MOTE_*, and got", found)

    def test_macros_outside_core_are_refused(self) -> None:
        body = "#define MOTE_TAPS 3\n"
        found = sentences({"filter/fir": header("fir.hpp", 2, body)})
        self.assert_only("MOTE_TAPS: expected macros in core/ alone", found)

    def test_many_macros_are_refused(self) -> None:
        body = "".join(f"#define MOTE_NUMBER_{i} {i}\n" for i in range(31))
        made = {"core/target": header("target.hpp", 0, body), "mote": UMBRELLA}
        self.assert_only("expected at most 30 macros, and got 31", sentences(made))

    def test_public_names_without_a_comment_are_refused(self) -> None:
        for text, name in {
            "class fir {\n  int taps;\n};": "class",
            "template <class Sample, int N>\nstruct fir {};": "class",
            "enum class fir { a, b };": "enum",
            "using fir = int;": "alias",
            "template <class T>\nusing fir = T;": "alias",
            "inline int fir(int x) { return x; }": "function",
            "template <class T, int N = 3>\nconstexpr auto fir(T x) noexcept -> T {\n}": "function",
            "constexpr array<(3 + 1) / 2> fir(int x) noexcept {\n}": "function",
            "inline constexpr int fir = 3;": "variable",
            "template <class T>\ninline constexpr int fir{3};": "variable",
        }.items():
            for above in ("", "// no comment of the reference\n", "/// Of another.\n\n"):
                for namespace in ("mote", "mote::designs"):
                    body = f"namespace {namespace} {{\n{above}{text}\n}}\n"
                    found = sentences({"filter/fir": header("fir.hpp", 2, body)})
                    self.assert_only(f"above {namespace}::fir, a public {name}", found)
                body = f"namespace mote {{\n/// A filter.\n{text}\n}}\n"
                self.assertEqual(sentences({"filter/fir": header("fir.hpp", 2, body)}), [], text)

    def test_overloads_and_groups_share_a_comment(self) -> None:
        body = (
            "namespace mote {\n/// A filter.\ntemplate <class T>\nclass fir;\n\n"
            "template <class T>\nclass fir {\n  int x;\n};\ntemplate <>\nclass fir<int> {};\n\n"
            "/// Adds.\ninline int add(int a) { return a; }\ninline int add(int a, int b);\n\n"
            "/// Orders.\nstruct up {};\nstruct down {};\n\ninline int add(long a);\n"
            "inline bool operator==(up, up);\nstatic_assert(true);\ntemplate class fir<long>;\n}\n"
        )
        self.assertEqual(sentences({"filter/fir": header("fir.hpp", 2, body)}), [])

    def test_internal_names_need_no_comment(self) -> None:
        body = "namespace mote::detail::fir {\nstruct word {};\n\nint f();\n}\n"
        self.assertEqual(sentences({"filter/fir": header("fir.hpp", 2, body)}), [])
        body = "namespace mote::kernel {\nstruct word {};\n}\n"
        self.assertEqual(sentences({"kernel/dot": header("dot.hpp", 1, body)}), [])


UMBRELLA = (
    "// mote.hpp - the table of contents.\n#pragma once\n"
    '#include "core/array.hpp"\n#include "core/target.hpp"\n'
    '#include "filter/fir.hpp"\n#include "model/trees.hpp"\n'
)
UMBRELLA_OF_TAPS = (
    "// mote.hpp - the table of contents.\n#pragma once\n"
    '#include "core/array.hpp"\n#include "filter/fir_taps.hpp"\n'
    '#include "filter/fir.hpp"\n#include "model/trees.hpp"\n'
)

if __name__ == "__main__":
    unittest.main()
