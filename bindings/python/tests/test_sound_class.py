"""examples/sound_class: what its README says, the same on a chip, and from a pipe."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import scripts
from test_docs import without_figures

import mote
from mote.chip.toolchain import CORES

EXAMPLE = scripts.FOLDER / "sound_class"
MISSING = [tool for tool in ("espeak-ng", "sox") if shutil.which(tool) is None]
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not EXAMPLE.is_dir(), reason="the examples are in the repository"),
    pytest.mark.skipif(bool(MISSING), reason=f"apt-get install {' '.join(MISSING)}"),
]


@pytest.fixture(scope="module")
def demo() -> Any:
    return scripts.imported("sound_class", "sound_class")


@pytest.fixture(scope="module")
def result(demo: Any) -> Any:
    return demo.train()


def shown() -> list[str]:
    return re.findall(
        r"^```text\n(.*?)^```$", (EXAMPLE / "README.md").read_text("utf-8"), re.M | re.S
    )


def test_it_says_what_its_readme_says(result: Any) -> None:
    (words, figures), (expected, read) = without_figures(result.text), without_figures(shown()[0])
    assert words == expected
    # Another espeak-ng speaks a little differently.
    assert figures[:4] == pytest.approx(read[:4], abs=0.05)
    assert figures[4:] == pytest.approx(read[4:], rel=0.3, abs=8)
    assert "from raw samples   the same bits on 320 of 320 rows" in result.text


def test_sources_that_test_it_did_not_train_it(demo: Any) -> None:
    trained = {s.name for s in demo.sounds.SOURCES if not s.held_out}
    held_out = {s.name for s in demo.sounds.SOURCES if s.held_out}
    assert len(trained) == 40 and len(held_out) == 20 and not trained & held_out
    given, labels, _ = demo.sounds.recordings(held_out=True, each=1)
    again, _, _ = demo.sounds.recordings(held_out=True, each=1)
    assert all((a == b).all() for a, b in zip(given, again)), "seeds are fixed"
    loud: dict[str, list[float]] = {label: [] for label in demo.sounds.LABELS}
    for one, label in zip(given, labels):
        assert one.shape == (20000, 1) and one.dtype == np.int16
        loud[label].append(float(np.std(one)))
    assert max(loud.pop("quiet")) < min(map(min, loud.values()))
    levels = [level for of_one in loud.values() for level in of_one]
    assert max(levels) > 4 * min(levels), "a label is not told by its level"


@pytest.mark.skipif(bool(CORES["m4"].tools.missing()), reason="needs the tools of Cortex-M4F")
def test_a_chip_says_what_python_says_at_the_price_of_the_readme(
    demo: Any, result: Any, tmp_path: Path
) -> None:
    cost, decisions = demo.on_chip(result.model, result.given[::4], "m4", tmp_path / "m4")
    assert cost.check == decisions == 80
    row = next(line for line in shown()[1].splitlines() if line.startswith("Cortex-M4F"))
    said = [int(number.replace(",", "")) for number in re.findall(r" ([\d,]+)", row)[:4]]
    assert [cost.flash, cost.ram, cost.stack] == pytest.approx(said[:3], rel=0.02)
    assert cost.instructions == pytest.approx(said[3], rel=0.02)


def test_listen_says_what_it_hears(demo: Any, result: Any, tmp_path: Path) -> None:
    result.model.save(tmp_path / "sound_class.hpp")
    program = tmp_path / "listen"
    done = subprocess.run(
        ["g++", "-std=c++17", "-Wall", "-Wextra", "-Werror", f"-I{tmp_path}",
         f"-I{mote.include_dir()}", str(EXAMPLE / "listen.cpp"), "-o", str(program)],
        capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    stream = np.concatenate(result.given[::10])
    said = subprocess.run([str(program)], input=stream.tobytes(), capture_output=True, check=True)
    lines = re.findall(r"([\d.]+) s  (\w+)", said.stdout.decode())
    windows = mote.windows(stream, rows=demo.ROWS, hop=demo.HOP)
    expected = list(result.model.predict(windows.X))
    assert len(lines) == len(expected)
    assert lines[0] == ("0.52", expected[0]), "the block that completes the first window"
    agree = [label == now for (_, label), now in zip(lines, expected)]
    assert np.mean(agree) > 0.7, "the majority of three follows the windows"
