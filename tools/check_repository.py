#!/usr/bin/env python3
"""Check that the repository knows no machine and no registry, and has one version and one text.

usage: check_repository.py <top of the repository>
"""

import pathlib
import re
import subprocess
import sys

MACHINE_PATH = re.compile(
    r"(?<![\w./~$}>-])(?:/(?:home|root|Users|work|tmp|opt|mnt)|[A-Z]:\\\\?Users)[/\\]\w"
)
REGISTRY_HOST = re.compile(
    r"\b(?:pypi\.org|pythonhosted\.org|npmjs\.(?:org|com)|crates\.io|conda\.anaconda\.org"
    r"|proxy\.golang\.org|deb\.debian\.org|archive\.ubuntu\.com|ghcr\.io|docker\.io|artifactory|jfrog)\b"
    r"|--(?:extra-)?index-url|--trusted-host"
)
CONFLICT = re.compile(r"^(?:<{7}|>{7}) ")
EXCUSED = {"tools/check_repository.py", "tests/floors/check_repository_test.py"}

VERSION_HEADER = "include/mote/core/version.hpp"
# Where a version is repeated because a tool reads it there. A file that does not exist, or that
# takes its version from the header, has no line to compare.
VERSION_COPIES = {
    "CHANGELOG.md": r"^## \[(\d+\.\d+\.\d+)\]",
    "bindings/python/pyproject.toml": r'^version = "(.+)"',
    "bindings/python/src/mote/__init__.py": r'^__version__ = "(.+)"',
    "library.json": r'^\s*"version": "(.+?)"',
    "library.properties": r"^version=(.+)",
}


def files_of(top: pathlib.Path) -> list[str]:
    """Tracked files, and new ones that are not ignored."""
    command = ["git", "-C", str(top), "ls-files", "-z", "-co", "--exclude-standard"]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return sorted(name for name in done.stdout.split("\0") if (top / name).is_file())


def check_text(name: str, text: str) -> list[str]:
    wrong = []
    for number, line in enumerate(text.splitlines(), 1):
        if found := MACHINE_PATH.search(line):
            wrong.append(
                f"{name}:{number}: expected no path of one machine, and got `{found[0]}...`"
            )
        if CONFLICT.match(line):
            wrong.append(f"{name}:{number}: expected one text, and got two that git left to choose")
        if found := REGISTRY_HOST.search(line):
            wrong.append(
                f"{name}:{number}: expected no registry, and got `{found[0]}`: where packages come "
                "from is the user's own setting"
            )
    return wrong


def check_versions(texts: dict[str, str]) -> list[str]:
    """`texts` maps file names to contents."""
    header = texts.get(VERSION_HEADER, "")
    parts = re.findall(r"^#define MOTE_VERSION_(?:MAJOR|MINOR|PATCH) (\d+)$", header, re.MULTILINE)
    if len(parts) != 3:
        return [f"{VERSION_HEADER}: expected the three MOTE_VERSION_* macros, and got {len(parts)}"]
    version, wrong = ".".join(parts), []
    for name, pattern in VERSION_COPIES.items():
        found = re.search(pattern, texts.get(name, ""), re.MULTILINE)
        if found and found[1] != version:
            wrong.append(
                f"{name}: expected version {version} as in {VERSION_HEADER}, and got {found[1]}"
            )
    if "CHANGELOG.md" in texts and f"## [{version}]" not in texts["CHANGELOG.md"]:
        wrong.append(f"CHANGELOG.md: expected a heading `## [{version}]`: say what is new in it")
    return wrong


def check(top: pathlib.Path) -> list[str]:
    texts = {}
    for name in files_of(top):
        try:
            texts[name] = (top / name).read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # not a text
    wrong = check_versions(texts)
    for name, text in texts.items():
        if name not in EXCUSED:
            wrong += check_text(name, text)
    return wrong


def main() -> int:
    wrong = check(pathlib.Path(sys.argv[1]).resolve())
    print("\n".join(wrong) or "no machine path, no registry, one version")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
