#!/usr/bin/env python3
"""Compare the checksums that a program prints with those of every other machine.

usage: check.py --core <name> --program <name> [options] -- <command>...

The command runs the program. checksums.csv has a line for each checksum; the column `not_on` names
cores that leave it out. With --must-differ NAME the check is itself tested: it passes only if that
checksum differs. With --write the lines of the program in checksums.csv are replaced.
"""

from __future__ import annotations

import argparse
import csv
import pathlib
import re
import subprocess
import sys

TABLE = pathlib.Path(__file__).with_name("checksums.csv")
COLUMNS = ["program", "name", "checksum", "not_on"]

Rows = list[dict[str, str]]


def run(command: list[str]) -> dict[str, str]:
    """What the program printed, by name. Raises ValueError when it did not end as it should."""
    done = subprocess.run(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,  # QEMU shows there what a chip prints
        stdin=subprocess.DEVNULL,
        text=True,
        timeout=280,
        check=False,
    )
    lines = done.stdout.split("\n")
    if done.returncode != 0 or "end" not in lines:
        shown = done.stdout[-600:].strip() or "it printed nothing"
        raise ValueError(f"expected the program to run to its end, exit code 0, and it ended with "
                         f"{done.returncode}:\n{shown}")  # fmt: skip
    found = {}
    for line in lines[: lines.index("end")]:
        pair = re.fullmatch(r"(\S+) ([0-9a-f]{8})", line)
        if pair is None:
            raise ValueError(f"expected lines `<name> <checksum>`, and got `{line}`")
        found[pair[1]] = pair[2]
    return found


def differences(core: str, expected: Rows, found: dict[str, str]) -> dict[str, str]:
    """By name, a sentence for each checksum that is wrong, missing or unknown."""
    wrong = {}
    for row in expected:
        name, checksum = row["name"], row["checksum"]
        left_out = core in row["not_on"].split()
        if name not in found and not left_out:
            wrong[name] = f"expected {name} on {core}, and the program printed no such line"
        elif name in found and left_out:
            wrong[name] = f"{name} runs on {core}: take {core} out of its `not_on`"
        elif name in found and found[name] != checksum:
            wrong[name] = f"{name} differs on {core}: expected {checksum}, and got {found[name]}"
    for name in found.keys() - {row["name"] for row in expected}:
        wrong[name] = f"{name} of {core} is not in {TABLE.name}: add it with --write on the host"
    if "digits" in found and found["digits"] != found.get("digits_scikit_learn"):
        wrong["digits"] = f"a label of the digits on {core} is not scikit-learn's"
    return wrong


def read() -> Rows:
    if not TABLE.exists():
        return []
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(program: str, found: dict[str, str]) -> None:
    rows = read()
    not_on = {row["name"]: row["not_on"] for row in rows}
    rows = [row for row in rows if row["program"] != program] + [
        {"program": program, "name": name, "checksum": checksum, "not_on": not_on.get(name, "")}
        for name, checksum in found.items()
    ]
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        table.writeheader()
        table.writerows(sorted(rows, key=lambda row: row["program"]))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--core", required=True)
    parser.add_argument("--program", required=True)
    parser.add_argument("--must-differ")
    parser.add_argument("--write", action="store_true")
    at = sys.argv.index("--")
    options = parser.parse_args(sys.argv[1:at])
    expected = [row for row in read() if row["program"] == options.program]
    try:
        found = run(sys.argv[at + 1 :])
    except (ValueError, subprocess.TimeoutExpired) as error:
        print(f"check.py: {options.program} on {options.core}: {error}", file=sys.stderr)
        return 1
    if options.write:
        write(options.program, found)
        return 0
    if not expected:
        print(f"check.py: {TABLE.name} has no line of {options.program}", file=sys.stderr)
        return 1
    wrong = differences(options.core, expected, found)
    print("\n".join(wrong.values()) or f"{len(found)} checksums are those of the host")
    if options.must_differ is None:
        return 1 if wrong else 0
    caught = f"{options.must_differ} differs on {options.core}" in wrong.get(
        options.must_differ, ""
    )
    if not caught:
        print(f"expected the check to say that {options.must_differ} differs on {options.core}")
    return 0 if caught else 1


if __name__ == "__main__":
    sys.exit(main())
