#!/usr/bin/env python3
"""Each link of a page to a file of the repository, and to a heading in it, leads somewhere."""

import pathlib
import re
import tempfile
import unittest

TOP = pathlib.Path(__file__).resolve().parents[2]
LINK = re.compile(r"\]\(([^)\s]+)\)")
PLACES = ("*.md", "docs/**/*.md", "examples/**/*.md", "bindings/**/*.md", "benchmarks/**/*.md")


def anchors(page: str) -> set[str]:
    """The headings, as the pages of a code host name them."""
    found = re.findall(r"^#+ (.+)$", re.sub(r"^```.*?^```$", "", page, flags=re.M | re.S), re.M)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in found}


def broken(top: pathlib.Path) -> list[str]:
    wrong = []
    for page in sorted({path for place in PLACES for path in top.glob(place)}):
        text = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.M | re.S)
        for link in LINK.findall(text):
            if re.match(r"[a-z]+:", link):
                continue
            name, _, anchor = link.partition("#")
            target = (page.parent / name).resolve() if name else page
            where = page.relative_to(top).as_posix()
            if not target.exists():
                wrong.append(f"{where}: {link} leads nowhere")
            elif anchor and anchor not in anchors(target.read_text(encoding="utf-8")):
                wrong.append(f"{where}: {link} names no heading of that page")
    return wrong


class Links(unittest.TestCase):
    def test_every_link_leads_somewhere(self) -> None:
        self.assertEqual(broken(TOP), [])


class ThatTheCheckCanFail(unittest.TestCase):
    def broken(self, text: str) -> list[str]:
        with tempfile.TemporaryDirectory() as folder:
            top = pathlib.Path(folder).resolve()
            (top / "a.md").write_text(f"# One heading, `two`\n\n{text}\n", encoding="utf-8")
            return broken(top)

    def test_good_links_and_those_to_other_places_are_silent(self) -> None:
        text = "[a](a.md) [b](#one-heading-two) [c](https://example.com)\n```cpp\nf[](x)\n```"
        self.assertEqual(self.broken(text), [])

    def test_a_link_to_a_file_that_is_gone_is_told(self) -> None:
        self.assertEqual(self.broken("[x](b.md)"), ["a.md: b.md leads nowhere"])

    def test_a_link_to_a_heading_that_is_gone_is_told(self) -> None:
        self.assertEqual(
            self.broken("[x](a.md#three)"), ["a.md: a.md#three names no heading of that page"]
        )


if __name__ == "__main__":
    unittest.main()
