#!/usr/bin/env python3
"""The files of docs/guide/c.md compile, link with the C compiler, and print what the page says."""

import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs/guide/c.md"


def main() -> int:
    text = PAGE.read_text(encoding="utf-8")
    files = dict(re.findall(r"^`([\w.]+)` .*?^```c(?:pp)?\n(.*?)^```$", text, re.M | re.S))
    expected = re.findall(r"It prints `(.*?)`", text)
    commands = re.findall(r"^```sh\n(.*?)^```$", text, re.M | re.S)[0].splitlines()
    if set(files) != {"signal.h", "signal.cpp", "main.c"} or len(expected) != 1:
        print(f"expected three files and a line that is printed, and got {sorted(files)}")
        return 1
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "include").symlink_to(ROOT / "include")
        files["xor.hpp"] = (ROOT / "examples/xor/xor.hpp").read_text(encoding="utf-8")
        for file, source in files.items():
            (folder / file).write_text(source, encoding="utf-8")
        for command in [*commands, "./program"]:
            words = shlex.split(command)
            if words[0] in ("gcc", "g++"):
                words[1:1] = ["-Wall", "-Wextra", "-Werror"]
            done = subprocess.run(words, cwd=folder, capture_output=True, text=True)
            if done.returncode:
                print(f"{command}:\n{done.stderr[:2000]}")
                return 1
    if done.stdout.strip() != expected[0]:
        print(f"expected `{expected[0]}`, and got `{done.stdout.strip()}`")
        return 1
    print("the files of the page compile, link with gcc and print what the page says")
    return 0


if __name__ == "__main__":
    sys.exit(main())
