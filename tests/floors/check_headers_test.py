#!/usr/bin/env python3
"""Each rule of tools/check_headers.py is broken once, and must be reported."""

import pathlib
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parents[2] / "tools"))
from check_headers import check


def header(name: str, floor: int, body: str = "") -> str:
    return f"// {name} - a header of a test. Floor {floor}.\n#pragma once\n{body}"


GOOD = {
    "core/array.hpp": header("array.hpp", 0, "#include <stdint.h>\n"),
    "kernel/dot.hpp": header("dot.hpp", 1, '#include "../core/array.hpp"\n#include <arm_acle.h>\n'),
    "model/trees.hpp": header(
        "trees.hpp", 2, '#include "../core/array.hpp"\n#include "../kernel/dot.hpp"\n'
    ),
    "filter/fir.hpp": header("fir.hpp", 2, '#include "../kernel/dot.hpp"\n'),
    "mote.hpp": (
        '// mote.hpp - the table of contents.\n#pragma once\n#include "core/array.hpp"\n'
        '#include "filter/fir.hpp"\n#include "model/trees.hpp"\n'
    ),
}


def sentences(changes: dict[str, str]) -> list[str]:
    """What the check says of the good tree with some headers, named without .hpp, replaced."""
    files = GOOD | {f"{name}.hpp": text for name, text in changes.items()}
    with tempfile.TemporaryDirectory() as folder:
        for name, text in files.items():
            path = pathlib.Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        return check(pathlib.Path(folder))


class HouseRules(unittest.TestCase):
    def sentences(self, **changes: str) -> list[str]:
        """Likewise; a__b is a/b.hpp."""
        return sentences({name.replace("__", "/"): text for name, text in changes.items()})

    def assert_only(self, part: str, sentences: list[str]) -> None:
        self.assertEqual(len(sentences), 1, sentences)
        self.assertIn(part, sentences[0])

    def test_a_good_tree_is_silent(self) -> None:
        self.assertEqual(self.sentences(), [])

    def test_a_higher_floor_is_refused(self) -> None:
        body = '#include "../model/trees.hpp"\n'
        found = self.sentences(core__array=header("array.hpp", 0, body))
        self.assertTrue(any("lower floor" in sentence for sentence in found), found)

    def test_a_sibling_folder_on_the_same_floor_is_refused(self) -> None:
        body = '#include "../model/trees.hpp"\n'
        self.assert_only("lower floor", self.sentences(filter__fir=header("fir.hpp", 2, body)))

    def test_includes_out_of_floor_order_are_refused(self) -> None:
        body = '#include "../kernel/dot.hpp"\n#include "../core/array.hpp"\n'
        self.assert_only("floor order", self.sentences(model__trees=header("trees.hpp", 2, body)))

    def test_a_c_header_after_our_own_is_refused(self) -> None:
        body = '#include "../core/array.hpp"\n#include <string.h>\n'
        self.assert_only("before", self.sentences(model__trees=header("trees.hpp", 2, body)))

    def test_a_standard_library_header_is_refused(self) -> None:
        body = "#include <array>\n"
        self.assert_only("<array>", self.sentences(core__array=header("array.hpp", 0, body)))

    def test_intrinsics_outside_kernel_are_refused(self) -> None:
        body = "#include <arm_mve.h>\n"
        self.assert_only("<arm_mve.h>", self.sentences(core__array=header("array.hpp", 0, body)))

    def test_a_missing_or_foreign_header_is_refused(self) -> None:
        body = '#include "mote/core/array.hpp"\n'
        self.assert_only("relative", self.sentences(core__array=header("array.hpp", 0, body)))

    def test_std_is_refused_in_code_and_allowed_in_comments_and_sentences(self) -> None:
        body = '// like std::array\nstatic_assert(true, "no std::array");\nstd::size_t n;\n'
        self.assert_only(
            ":5: expected no std::", self.sentences(core__array=header("array.hpp", 0, body))
        )

    def test_a_wrong_floor_in_the_first_line_is_refused(self) -> None:
        self.assert_only("Floor 0.", self.sentences(core__array=header("array.hpp", 1)))

    def test_another_name_in_the_first_line_is_refused(self) -> None:
        self.assert_only("// array.hpp - ", self.sentences(core__array=header("span.hpp", 0)))

    def test_a_missing_pragma_is_refused(self) -> None:
        text = header("array.hpp", 0).replace("#pragma once", "")
        self.assert_only("#pragma once", self.sentences(core__array=text))

    def test_a_long_header_is_refused(self) -> None:
        self.assert_only("at most", self.sentences(core__array=header("array.hpp", 0, "\n" * 250)))

    def test_an_unknown_folder_is_refused(self) -> None:
        found = self.sentences(util__misc=header("misc.hpp", 0))
        self.assertTrue(any("one of the folders" in sentence for sentence in found), found)

    def test_a_header_that_the_umbrella_forgets_is_refused(self) -> None:
        for name in ("core/ring", "kernel/ring", "core/text/ring"):
            found = sentences({name: header("ring.hpp", 1 if name.startswith("kernel") else 0)})
            self.assert_only("mote.hpp to include it", found)

    def test_a_public_header_that_the_umbrella_reaches_through_another_is_refused(self) -> None:
        fir = header("fir.hpp", 2, '#include "../core/ring.hpp"\n#include "taps.hpp"\n')
        ring, taps = header("ring.hpp", 0), header("taps.hpp", 2)
        found = self.sentences(core__ring=ring, filter__fir=fir, filter__taps=taps)
        self.assertEqual(len(found), 2, found)
        self.assertIn("core/ring.hpp: expected mote.hpp to include it by its name", found[0])
        self.assertIn("filter/taps.hpp: expected mote.hpp to include it by its name", found[1])

    def test_a_header_of_another_room_s_detail_is_refused(self) -> None:
        bits = '#include "../core/detail/bits.hpp"\n'
        made = {
            "core/array": header("array.hpp", 0, '#include "detail/bits.hpp"\n'),
            "core/detail/bits": header("bits.hpp", 0),
        }
        self.assertEqual(sentences(made), [])
        found = sentences({**made, "filter/fir": header("fir.hpp", 2, bits)})
        self.assert_only("core/detail/bits.hpp is of another room", found)

    def test_an_internal_header_may_be_reached_through_another(self) -> None:
        fir = header("fir.hpp", 2, '#include "detail/line.hpp"\n')
        made = {"filter/fir": fir, "filter/detail/line": header("line.hpp", 2)}
        self.assertEqual(sentences(made), [])

    def test_a_folder_of_more_than_20_headers_is_refused(self) -> None:
        for folder in ("filter/detail", "kernel/row"):
            floor = 1 if folder.startswith("kernel") else 2
            body = "".join(f'#include "h{i}.hpp"\n' for i in range(20))
            made = {f"{folder}/h{i}": header(f"h{i}.hpp", floor) for i in range(20)}
            made["mote"] = GOOD["mote.hpp"] + f'#include "{folder}/all.hpp"\n'
            made[f"{folder}/all"] = header("all.hpp", floor)
            for i in range(20):
                made["mote"] += f'#include "{folder}/h{i}.hpp"\n'
            self.assert_only("expected at most 20 headers directly in a folder", sentences(made))
            made[f"{folder}/all"] = header("all.hpp", floor, body)
            del made[f"{folder}/h19"], made["mote"]
            made[f"{folder}/all"] = made[f"{folder}/all"].replace('#include "h19.hpp"\n', "")
            made["mote"] = GOOD["mote.hpp"] + f'#include "{folder}/all.hpp"\n'
            self.assertEqual(sentences(made), [])

    def test_a_median_of_more_than_105_lines_is_refused(self) -> None:
        tall = "\n" * 120
        long = {
            "core/array": header("array.hpp", 0, tall),
            "kernel/dot": header("dot.hpp", 1, tall),
            "filter/fir": header("fir.hpp", 2, '#include "../kernel/dot.hpp"\n' + tall),
        }
        self.assert_only("105 lines by the median, and got 122", sentences(long))

    def test_a_circle_of_includes_is_refused(self) -> None:
        found = sentences({
            "core/array": header("array.hpp", 0, '#include "text/ring.hpp"\n'),
            "core/text/ring": header("ring.hpp", 0, '#include "../array.hpp"\n'),
        })  # fmt: skip
        self.assert_only("circle", found)

    def test_an_empty_folder_is_refused(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            self.assert_only("found none", check(pathlib.Path(folder)))


if __name__ == "__main__":
    unittest.main()
