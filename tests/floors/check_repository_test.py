#!/usr/bin/env python3
"""Each rule of tools/check_repository.py is broken once, and must be reported."""

import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parents[2] / "tools"))
from check_repository import VERSION_HEADER, check_text, check_versions

HEADER = (
    "#define MOTE_VERSION_MAJOR 1\n#define MOTE_VERSION_MINOR 2\n#define MOTE_VERSION_PATCH 3\n"
)


class Repository(unittest.TestCase):
    def test_machine_paths_are_reported_with_their_line(self) -> None:
        for path in ("/home/ann/mote", "/root/x", "/work/main", "/tmp/v", "C:\\Users\\ann"):
            self.assertIn("a.md:2: ", check_text("a.md", f"text\nsee {path}\n")[0])

    def test_paths_of_every_machine_are_fine(self) -> None:
        for path in (
            "/usr/include/eigen3",
            "build/tmp/x",
            "${dir}/work/x",
            "../opt/x",
            "net/home/",
        ):
            self.assertEqual(check_text("a.md", f"see {path}\n"), [])

    def test_registries_are_reported(self) -> None:
        for host in (
            "https://pypi.org/simple",
            "pip install --index-url x",
            "files.pythonhosted.org",
        ):
            self.assertIn("registry", check_text("a.txt", host)[0])

    def test_a_conflict_that_was_committed_is_reported(self) -> None:
        for line in ("<" * 7 + " HEAD", ">" * 7 + " 89b806d (a message)"):
            self.assertIn("a.md:1: ", check_text("a.md", f"{line}\n")[0])
        self.assertEqual(check_text("a.md", "Heading\n=======\n"), [])

    def test_one_version_is_silent(self) -> None:
        changelog = "# Changelog\n\n## [1.2.3] - unreleased\n"
        self.assertEqual(check_versions({VERSION_HEADER: HEADER, "CHANGELOG.md": changelog}), [])

    def test_a_copy_that_drifted_is_reported(self) -> None:
        for name, text in {
            "bindings/python/pyproject.toml": '[project]\nversion = "1.2.2"\n',
            "bindings/python/src/mote/__init__.py": '__version__ = "1.2.4"\n',
            "library.json": '{\n  "version": "1.2.0"\n}\n',
            "library.properties": "name=mote\nversion=1.3.3\n",
            "CHANGELOG.md": "## [1.2.2]\n## [1.2.3]\n",
        }.items():
            wrong = check_versions({VERSION_HEADER: HEADER, name: text})
            self.assertEqual(len(wrong), 1, wrong)
            self.assertIn("expected version 1.2.3", wrong[0])

    def test_a_changelog_without_the_version_is_reported(self) -> None:
        wrong = check_versions({VERSION_HEADER: HEADER, "CHANGELOG.md": "# Changelog\n"})
        self.assertIn("heading `## [1.2.3]`", wrong[0])

    def test_a_header_without_a_version_is_reported(self) -> None:
        self.assertIn("got 0", check_versions({VERSION_HEADER: "#pragma once\n"})[0])


if __name__ == "__main__":
    unittest.main()
