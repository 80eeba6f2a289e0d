#!/usr/bin/env python3
"""docs/reference/compile-errors.md names every sentence of tests/must_not_compile."""

import pathlib
import re
import sys

TOP = pathlib.Path(__file__).resolve().parents[2]


def missing(page: str, sentences: list[str]) -> list[str]:
    """The sentences of which no wording is on the page. Compilers' own words do not count."""
    return [
        s
        for s in sentences
        if "no match" not in s and not any(part.strip() in page for part in s.split(" | "))
    ]


def main() -> int:
    page = (TOP / "docs" / "reference" / "compile-errors.md").read_text(encoding="utf-8")
    sentences = []
    for path in sorted((TOP / "tests" / "must_not_compile").glob("*.cpp")):
        first = path.read_text(encoding="utf-8").splitlines()[0]
        found = re.fullmatch(r"// expect: (.+)", first)
        if found is None:
            print(f"{path.name}: expected `// expect: <sentence>` in the first line, got {first}")
            return 1
        sentences.append(found[1])
    if missing("", ["a sentence"]) != ["a sentence"]:
        print("this check cannot fail: mend `missing`")
        return 1
    lacking = missing(page, sentences)
    for sentence in lacking:
        print(f"docs/reference/compile-errors.md does not say what to do about: {sentence}")
    print(f"{len(sentences) - len(lacking)} of {len(sentences)} sentences are on the page")
    return 1 if lacking else 0


if __name__ == "__main__":
    sys.exit(main())
