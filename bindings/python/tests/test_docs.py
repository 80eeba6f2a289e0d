"""The snippets of the guide and of the READMEs run, and print what the page says."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

import network_cases
import pytest
from conftest import STRICT

import mote
from mote.chip.toolchain import CORES
from mote.command import main

REPOSITORY = Path(__file__).resolve().parents[3]
REPORT, RECORD = "docs/guide/report.md", "docs/guide/record.md"
PAGES = [
    "docs/guide/convert.md", "docs/guide/choose.md", REPORT, "docs/guide/features.md", RECORD,
    "docs/reference/python.md",
    "bindings/python/README.md", "README.md", "examples/gesture/README.md",
]  # fmt: skip
CPP = re.compile(r"^```cpp\n(.*?)^```$", re.M | re.S)
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.M | re.S)


def compile_block(text: str, folder: Path) -> None:
    (folder / "snippet.cpp").write_text(text, encoding="utf-8")
    command = ["g++", "-std=c++17", *STRICT, "-I", str(mote.include_dir()), "-I", str(folder)]
    command += ["-c", str(folder / "snippet.cpp"), "-o", str(folder / "snippet.o")]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, f"{text}\n{done.stderr[:3000]}"


def without_figures(text: str) -> tuple[str, list[float]]:
    """The words, and the figures: those depend on the version of the compiler."""
    number = re.compile(r"\d[\d,]*(?:\.\d+)?")
    figures = [float(found.replace(",", "")) for found in number.findall(text)]
    return " ".join(number.sub("#", text).replace("─", "").split()), figures


def _said(command: list[str]) -> str:
    """What `python -m mote ...` prints."""
    output = StringIO()
    with redirect_stdout(output):
        assert main(command[3:]) == 0
    return output.getvalue()


def _piped(text: str) -> str:
    """What a shell prints, with this Python; rows of a file have a pace on a busy machine alone."""
    run = text.replace("python ", f"{shlex.quote(sys.executable)} ")
    done = subprocess.run(["sh", "-ec", run], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return re.sub(r", [\d.]+ a second", "", done.stdout)


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES)
def test_every_snippet_runs_and_prints_what_the_page_says(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not (REPOSITORY / "docs").is_dir():
        pytest.skip("the pages are in the repository, not in the package")
    missing = [package for core in ("m0", "avr") for package in CORES[core].tools.missing()]
    if page == REPORT and missing:
        pytest.skip(f"needs {' '.join(missing)}")
    blocks = BLOCK.findall((REPOSITORY / page).read_text(encoding="utf-8"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(str(REPOSITORY / "examples" / "activity"))
    (tmp_path / "gesture.tflite").write_bytes(network_cases.network("image_int8"))
    names: dict[str, Any] = {}
    printed, ran = "", 0
    for language, text in blocks:
        if language == "python":
            output = StringIO()
            with redirect_stdout(output):
                exec(compile(text, page, "exec"), names)
            printed, ran = output.getvalue(), ran + 1
        elif language == "sh" and text.startswith("python examples/"):
            script, command = map(shlex.split, text.splitlines())
            run = [sys.executable, str(REPOSITORY / script[1]), *script[2:]]
            subprocess.run(run, check=True, capture_output=True)
            printed, ran = _said(command), ran + 1
        elif language == "sh" and " | python -m mote" in text:
            printed = _piped(text)
        elif language == "sh" and text.startswith("python -m mote"):
            printed = _said(shlex.split(text))
        elif language == "text" and page == REPORT:
            (words, figures), (expected, shown) = without_figures(printed), without_figures(text)
            assert words == expected
            assert figures == pytest.approx(shown, rel=0.05, abs=1)
        elif language == "text":
            assert printed == text
        elif language == "cpp":
            compile_block(text, tmp_path)
    assert ran > 0


REFERENCE = [
    "core", "design", "model", "model-files", "filter", "transform", "feature", "image", "pipeline",
    "networks",
]  # fmt: skip


@pytest.mark.parametrize("name", [*REFERENCE, "../design/new-model"])
def test_every_snippet_of_the_reference_compiles(name: str, tmp_path: Path) -> None:
    """Alone and as it stands: a reader can copy it. One call of the compiler a page."""
    page = REPOSITORY / "docs" / "reference" / f"{name}.md"
    if not page.exists():
        pytest.skip("the pages are in the repository, not in the package")
    text = page.read_text(encoding="utf-8")
    snippets = CPP.findall(text)
    assert snippets
    assert "<!-- cpp" not in text, "a snippet shows all that it needs"
    command = ["g++", "-std=c++17", *STRICT, "-I", str(mote.include_dir()), "-I", str(tmp_path)]
    for i, snippet in enumerate(snippets):
        file = tmp_path / f"snippet_{i}.cpp"
        file.write_text(snippet, encoding="utf-8")
        command.append(str(file))
    done = subprocess.run([*command, "-fsyntax-only"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[:3000]


FAMILIES = sorted((REPOSITORY / "docs" / "reference" / "models").glob("*.md"))
HEADINGS = [
    "Example", "Train", "Convert", "Use on the chip", "Number formats", "Exactness", "Cost",
    "Learn on the device", "Errors",
]  # fmt: skip


@pytest.mark.parametrize("page", FAMILIES, ids=lambda page: page.stem)
def test_the_page_of_a_family_has_the_headings_of_all_and_its_snippets_work(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it trains and converts is the header that its C++ includes."""
    text = page.read_text(encoding="utf-8")
    assert re.findall(r"^## (.+)$", text, re.M) == HEADINGS
    monkeypatch.chdir(tmp_path)
    blocks = BLOCK.findall(text)
    names: dict[str, Any] = {}
    with redirect_stdout(StringIO()):
        for _, snippet in (block for block in blocks if block[0] == "python"):
            exec(compile(snippet, str(page), "exec"), names)
    for _, snippet in (block for block in blocks if block[0] == "cpp"):
        compile_block(snippet, tmp_path)
