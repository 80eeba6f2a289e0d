#!/usr/bin/env python3
"""docs/design/promises.md names what holds each sentence that promises a figure."""

import csv
import pathlib
import re
import unittest
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

TOP = pathlib.Path(__file__).resolve().parents[2]
PAGE = TOP / "docs" / "design" / "promises.md"
FIGURES = [TOP / "benchmarks" / "results" / name for name in ("signals.csv", "families.csv")]

# What makes a sentence a promise: a figure with the unit of an error or a cost, or a word for all.
PROMISE = re.compile(
    r"\d(\.\d+)?e-\d|2\^-\d"
    r"|\b(never|exact|exactly|identical|saturates?|same bits|bit for bit|overflows?)\b"
    r"|\d[\d.,]*\s*(LSB|dB|%|ppm|ulp|instructions|cycles|bytes|kB|MB|GB|times)(?![\w/])"
    r"|\|\s*\d[\d.,]*(\s*kB)?\s*(?=\|)"
)
FENCE = re.compile(r"^```.*?^```$", re.DOTALL | re.MULTILINE)
MADE = re.compile(r"<!-- (\w+) -->.*?<!-- end of \1 -->", re.DOTALL)  # held to the CSV by its maker
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
END_OF_SENTENCE = re.compile(r"(?<=[.!?:])\s+(?=[A-Z`*\[(])")
COUNTED = re.compile(r"counted `([^`]+)` (\w+) `([^`]+)` (-O\w): ([\w. ]+)$")
NUMBER = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?: kB)?")
CELL = re.compile(r"[\d., ()]+(kB)?")


@dataclass(frozen=True)
class Promise:
    page: str  # from the top of the tree
    words: str  # as the page has them
    holders: tuple[str, ...]  # each a test, a row of the figures, or why it is no promise


def plain(text: str) -> str:
    return " ".join(text.split())


def sentences(text: str) -> Iterator[str]:
    """The sentences and rows of tables of a page, without its code."""
    for block in re.split(r"\n\s*\n", FENCE.sub("", COMMENT.sub("", MADE.sub("", text)))):
        lines = [line.strip() for line in block.strip().splitlines()]
        if not lines or lines[0].startswith("#"):
            continue
        if lines[0].startswith("|"):
            yield from lines[2:]
            continue
        for item in re.split(r"(?:^|\n)- ", "\n".join(lines)):
            yield from filter(None, END_OF_SENTENCE.split(plain(item)))


def promises(text: str) -> list[Promise]:
    found: list[Promise] = []
    page = ""
    words: list[str] = []
    holders: list[str] = []

    def end() -> None:
        if words:
            found.append(Promise(page, plain(" ".join(words)), tuple(holders)))
            words.clear()
            holders.clear()

    for line in text.splitlines():
        if line.startswith("## "):
            end()
            page = line[3:].strip()
        elif line.startswith("> "):
            if holders:
                end()
            words.append(line[2:])
        elif line.startswith("- ") and words:
            holders.append(line[2:])
        elif line.startswith("  ") and holders:
            holders[-1] += " " + line.strip()
        else:
            end()
    end()
    return found


def has_test(path: pathlib.Path, name: str) -> bool:
    """Whether the file has the test: Suite.Name of C++, a function or Class.function of Python, or
    `text` that stands there."""
    text = path.read_text(encoding="utf-8")
    if name.startswith("`"):
        return plain(name.strip("`")) in plain(text)
    if path.suffix == ".py":
        parts = (rf"^\s*(def|class) {part}\b" for part in name.split("."))
        return all(re.search(part, text, re.MULTILINE) for part in parts)
    suite, _, test = name.partition(".")
    return re.search(rf"TEST(_[FP])?\(\s*{suite},\s*{test}\s*\)", text) is not None


def value(number: str) -> float:
    amount = float(number.removesuffix(" kB").replace(",", ""))
    return 1000 * amount if number.endswith(" kB") else amount


def is_about(shown: str, row: float) -> bool:
    """Equal within 3 %, or within half of the last digit that is shown."""
    digits = shown.removesuffix(" kB").replace(",", "")
    last = value("1 kB" if shown.endswith(" kB") else "1")
    last *= 10.0 ** -len(digits.partition(".")[2])
    return abs(value(shown) - row) <= max(0.03 * row, 0.5001 * last)


def wrong_figures(
    words: str, holders: Iterable[re.Match[str]], rows: list[dict[str, str]]
) -> Iterator[str]:
    """The last figures of the words are those of the rows, in their order."""
    expected: list[tuple[str, float]] = []
    for holder in holders:
        name, sample, size, opt, columns = holder.groups()
        for column in columns.split():
            core, _, what = column.partition(".")
            match = [
                row
                for row in rows
                if (row["name"], row["sample"], row["size"]) == (name, sample, size)
                and (row["core"], row["opt"]) == (core, opt)
            ]
            if len(match) != 1:
                yield f"no row `{name}` {sample} `{size}` {opt} on {core} in " + " or ".join(
                    path.name for path in FIGURES
                )
                return
            expected.append((column, float(match[0][what or "instructions"])))
    if "|" in words:  # of a table the cells that hold nothing but figures
        words = " ".join(cell for cell in words.split("|") if CELL.fullmatch(cell.strip()))
    shown = NUMBER.findall(re.sub(r"`[^`]*`|-O\d|M\d+F?|u?int\d+_t", "", words))[-len(expected) :]
    if len(shown) < len(expected):
        yield f"{len(expected)} figures are counted and {len(shown)} are shown in: {words}"
    for number, (column, row) in zip(shown, expected, strict=False):
        if not is_about(number, row):
            yield f"{number} is shown for {column}, and {row:g} was counted, in: {words}"


def complaints(text: str, top: pathlib.Path) -> list[str]:
    wrong: list[str] = []
    found = promises(text)
    rows = [
        row
        for path in FIGURES
        for row in csv.DictReader((top / path.relative_to(TOP)).read_text("utf-8").splitlines())
    ]
    paths = [top / "README.md", *top.glob("docs/reference/**/*.md"), *top.glob("docs/guide/*.md")]
    pages = {path.relative_to(top).as_posix(): path.read_text("utf-8") for path in paths}
    for promise in found:
        if promise.page not in pages:
            wrong.append(f"{promise.page} is no page of README, docs/reference and docs/guide")
            continue
        if promise.words not in plain(pages[promise.page]):
            wrong.append(f"{promise.page} does not say: {promise.words}")
        if not promise.holders:
            wrong.append(f"nothing holds, and nothing says why it needs not: {promise.words}")
        counted = [match for holder in promise.holders if (match := COUNTED.match(holder))]
        if counted:
            wrong += wrong_figures(promise.words, counted, rows)
        for holder in promise.holders:
            if COUNTED.match(holder) or holder.startswith("no promise: "):
                continue
            file, colon, names = holder.partition(": ")
            if not (top / file).is_file():
                wrong.append(f"no such file: {file}, of: {promise.words}")
                continue
            if not colon and "must_not_compile" not in file:
                wrong.append(f"{file} is named without a test, of: {promise.words}")
            wrong += [
                f"{file} has no test {name}, of: {promise.words}"
                for name in re.findall(r"`[^`]+`|[^,\s]+", names)
                if not has_test(top / file, name)
            ]
    for page, content in sorted(pages.items()):
        named = [promise.words for promise in found if promise.page == page]
        wrong += [
            f"{page} promises, and promises.md does not say what holds it: {sentence}"
            for sentence in sentences(content)
            if PROMISE.search(sentence)
            and not any(words in sentence or sentence in words for words in named)
        ]
    return wrong


class PromisesPage(unittest.TestCase):
    def test_each_promise_is_held(self) -> None:
        wrong = complaints(PAGE.read_text(encoding="utf-8"), TOP)
        self.assertEqual(wrong, [], "\n".join(wrong))

    def test_a_promise_that_nothing_holds_is_seen(self) -> None:
        page = PAGE.read_text(encoding="utf-8")
        first = promises(page)[0]
        self.assertTrue(any("does not say what holds it" in line for line in complaints("", TOP)))
        said = f"## {first.page}\n\n> {first.words}\n"
        for holder, complaint in (
            ("", "nothing holds"),
            ("- tests/core/none_test.cpp: A.B\n", "no such file"),
            ("- tests/core/root_test.cpp: NearestRoot.IsSquare\n", "has no test NearestRoot"),
            ("- counted `mote nothing` int16 `1` -O2: m4\n", "no row `mote nothing`"),
        ):
            with self.subTest(complaint=complaint):
                self.assertTrue(any(complaint in line for line in complaints(said + holder, TOP)))
        not_there = f"## {first.page}\n\n> no page says so\n"
        self.assertTrue(any("does not say: no page" in line for line in complaints(not_there, TOP)))

    def test_a_figure_is_compared_with_the_one_counted(self) -> None:
        row = {"name": "a", "sample": "int16", "size": "n", "opt": "-O2", "core": "m4"}
        rows = [row | {"instructions": "100", "flash": "3910"}]
        holder = COUNTED.match("counted `a` int16 `n` -O2: m4 m4.flash")
        assert holder is not None
        self.assertEqual(list(wrong_figures("102 and 3.9 kB", [holder], rows)), [])
        self.assertEqual(len(list(wrong_figures("104 and 4.1 kB", [holder], rows))), 2)
        self.assertEqual(len(list(wrong_figures("100", [holder], rows))), 1)


if __name__ == "__main__":
    unittest.main()
