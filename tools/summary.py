#!/usr/bin/env python3
"""Print how many tests passed and failed, by part and in total, from JUnit files.

usage: summary.py <folder of JUnit files> [<part that failed>...]

A failed part without a failed test could not be built or run, and counts as one failure.
<part>.seconds beside a file is how long its part took.
The last line is `<n> passed, <n> failed`. Fails when anything failed or no test ran.
"""

import pathlib
import sys
import xml.etree.ElementTree as ElementTree


def count(path: pathlib.Path) -> tuple[int, int, int]:
    """(passed, failed, skipped) of one JUnit file."""
    passed = failed = skipped = 0
    for case in ElementTree.parse(path).iter("testcase"):
        if case.find("failure") is not None or case.find("error") is not None:
            failed += 1
        elif case.find("skipped") is not None:
            skipped += 1
        else:
            passed += 1
    return passed, failed, skipped


def seconds(folder: pathlib.Path, part: str) -> str:
    path = folder / f"{part}.seconds"
    return f", {path.read_text().strip()} s" if path.exists() else ""


def main() -> int:
    folder, broken = pathlib.Path(sys.argv[1]), set(sys.argv[2:])
    total_passed = total_failed = 0
    for part in sorted({path.stem for path in folder.glob("*.xml")} | broken):
        path = folder / f"{part}.xml"
        passed, failed, skipped = count(path) if path.exists() else (0, 0, 0)
        note = f", {skipped} skipped" if skipped else ""
        if part in broken and failed == 0:
            failed, note = 1, note + ": it could not be built or run, see above"
        print(f"{part:14} {passed:5} passed, {failed} failed{note}{seconds(folder, part)}")
        total_passed += passed
        total_failed += failed
    print(f"{total_passed} passed, {total_failed} failed")
    return 0 if total_passed > 0 and total_failed == 0 else 1


if __name__ == "__main__":
    sys.exit(main())
