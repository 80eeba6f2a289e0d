#!/usr/bin/env python3
"""The table of kernels by target is what the headers say, and the check of that can fail."""

import pathlib
import subprocess
import sys
import tempfile
import unittest

TOOLS = pathlib.Path(__file__).resolve().parents[2] / "tools"
sys.path.insert(0, str(TOOLS))

import kernel_table  # noqa: E402

DOT = """namespace mote::kernel {
namespace detail::row {
inline int inner(const int16_t* a, target::dsp) noexcept;
}  // namespace detail::row

template <class T>
constexpr acc_t<T> dot(const T* a, const T* b, size_t count,
                       target::scalar) noexcept {
  return sum(a, b);
}
// dot(const int8_t* a, target::vfp) noexcept
inline int64_t dot(const int16_t* a, const int16_t* b, size_t count, target::dsp) noexcept {
  return dot(a, b, count, target::scalar{});
}

}  // namespace mote::kernel
"""
PAGE = f"# Targets\n{kernel_table.BEGIN}{kernel_table.END}The end.\n"


class Table(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.top = pathlib.Path(folder.name)
        self.page = self.top / "docs" / "design" / "targets.md"
        self.header = self.top / "include" / "mote" / "kernel" / "row" / "dot.hpp"
        for path, text in ((self.page, PAGE), (self.header, DOT)):
            path.parent.mkdir(parents=True)
            path.write_text(text, encoding="utf-8")

    def run_tool(self, *options: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, str(TOOLS / "kernel_table.py"), *options, str(self.top)],
            capture_output=True,
            text=True,
        )

    def test_an_overload_is_a_function_whose_last_parameter_is_a_tag(self) -> None:
        self.assertEqual(
            list(kernel_table.overloads(DOT)),
            [("dot", "scalar", set()), ("dot", "dsp", {"int16"})],
        )

    def test_a_text_for_every_tag_and_a_class_of_one_tag_are_overloads(self) -> None:
        text = "constexpr void halve(T* x, size_t size, Tag tag) noexcept {}\n"
        self.assertEqual(list(kernel_table.overloads(text)), [("halve", "scalar", set())])
        text = "template <>\nstruct points<int16_t, target::mve> : points<int16_t, target::dsp> {};"
        self.assertEqual(list(kernel_table.overloads(text)), [("points", "mve", {"int16"})])

    def test_the_table_that_was_written_passes_and_keeps_the_text_around_it(self) -> None:
        self.assertEqual(self.run_tool().returncode, 0)
        text = self.page.read_text(encoding="utf-8")
        self.assertIn("| `dot` | `row/dot.hpp` | yes |  | int16 |  |  |  |\n", text)
        self.assertTrue(text.startswith("# Targets\n") and text.endswith("The end.\n"))
        self.assertEqual(self.run_tool("--check").returncode, 0)

    def test_a_new_overload_makes_the_table_old(self) -> None:
        self.run_tool()
        more = "inline int64_t dot(const int8_t* a, target::mve) noexcept;\n"
        self.header.write_text(
            DOT.replace("\n}  // namespace mote", f"\n{more}}}  // namespace mote")
        )
        done = self.run_tool("--check")
        self.assertEqual(done.returncode, 1)
        self.assertIn("the table of kernels is old", done.stdout)

    def test_an_overload_without_a_scalar_one_is_refused(self) -> None:
        self.header.write_text(DOT.replace("target::scalar) noexcept", "target::vfp) noexcept"))
        done = self.run_tool()
        self.assertEqual(done.returncode, 1)
        self.assertIn("expected `dot` to have an overload for target::scalar", done.stdout)

    def test_a_page_without_a_place_for_the_table_is_refused(self) -> None:
        self.page.write_text("# Targets\n", encoding="utf-8")
        self.assertEqual(self.run_tool("--check").returncode, 1)


if __name__ == "__main__":
    unittest.main()
