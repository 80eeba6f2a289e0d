"""The snippets of the guide and of the READMEs run, and print what the page says."""

from __future__ import annotations

import re
import subprocess
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from conftest import STRICT

import mote

REPOSITORY = Path(__file__).resolve().parents[3]
PAGES = ["docs/guide/convert.md", "bindings/python/README.md", "README.md"]
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.M | re.S)


def compile_block(text: str, folder: Path) -> None:
    (folder / "snippet.cpp").write_text(text, encoding="utf-8")
    command = ["g++", "-std=c++17", *STRICT, "-I", str(mote.include_dir()), "-I", str(folder)]
    command += ["-c", str(folder / "snippet.cpp"), "-o", str(folder / "snippet.o")]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, f"{text}\n{done.stderr[:3000]}"


@pytest.mark.parametrize("page", PAGES)
def test_every_snippet_runs_and_prints_what_the_page_says(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not (REPOSITORY / "docs").is_dir():
        pytest.skip("the pages are in the repository, not in the package")
    blocks = BLOCK.findall((REPOSITORY / page).read_text(encoding="utf-8"))
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {}
    printed, ran = "", 0
    for language, text in blocks:
        if language == "python":
            output = StringIO()
            with redirect_stdout(output):
                exec(compile(text, page, "exec"), names)
            printed, ran = output.getvalue(), ran + 1
        elif language == "text":
            assert printed == text
        elif language == "cpp":
            compile_block(text, tmp_path)
    assert ran > 0
