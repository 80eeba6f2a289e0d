"""PyPI's `mote` drives LEDs: what people install is called mote-ml, wherever they are told to."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parents[3]
# `pip install mote`, with options, quotes and extras; and an extra alone.
WRONG = re.compile(
    r"pip3?\s+install\s+(?:-\S+\s+)*[`'\"]*mote(?![\w-])|(?<![\w.-])mote\[(?:report|compiler|test)\]"
)


def wrong_names(text: str) -> list[str]:
    return [found[0] for found in WRONG.finditer(text)]


@pytest.mark.parametrize(
    "text",
    [
        "pip install mote",
        "python -m pip install --upgrade 'mote'",
        "pip install 'mote[report]'",
        "add `mote[compiler]`",
        "pip3 install -U mote==1.0",
    ],
)
def test_the_name_of_another_package_is_found(text: str) -> None:
    assert wrong_names(text)


@pytest.mark.parametrize(
    "text",
    ["pip install mote-ml", "pip install 'mote-ml[report]'", "pip install ./bindings/python",
     "import mote", "model = mote.convert(forest)"],
)  # fmt: skip
def test_the_own_name_is_left_alone(text: str) -> None:
    assert wrong_names(text) == []


def test_no_page_and_no_message_says_to_install_another_package() -> None:
    if not (TOP / "docs").is_dir():
        pytest.skip("the pages are in the repository, not in the package")
    command = ["git", "-C", str(TOP), "ls-files", "-z", "-co", "--exclude-standard"]
    names = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split("\0")
    texts = [name for name in names if name.endswith((".md", ".py", ".toml", ".in", ".j2", ".txt"))]
    assert len(texts) > 100
    wrong = {
        name: found
        for name in texts
        if name != f"bindings/python/tests/{Path(__file__).name}"
        and (TOP / name).is_file()
        and (found := wrong_names((TOP / name).read_text(encoding="utf-8")))
    }
    assert wrong == {}
