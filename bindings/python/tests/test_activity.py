"""examples/activity: as accurate as features by numpy in double, the same on a chip, and small."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import scripts
from numpy.typing import NDArray
from sklearn.ensemble import RandomForestClassifier

import mote
from mote.chip.toolchain import CORES

EXAMPLE = scripts.FOLDER / "activity"
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not EXAMPLE.is_dir(), reason="the examples are in the repository"),
]


@pytest.fixture(scope="module")
def demo() -> Any:
    pytest.importorskip("jinja2")
    pytest.importorskip("matplotlib")
    return scripts.imported("activity", "demo")


@pytest.fixture(scope="module")
def trained(demo: Any) -> Any:
    return demo.activity(92).fit(*demo.basic_motions.recordings("TRAIN"))


def described(series: NDArray[np.float64]) -> list[float]:
    """The ten statistics by numpy."""
    ranks, n = np.sort(series), len(series)
    counts = np.histogram(series, 16)[0]
    share = counts[counts > 0] / n
    low, middle, high = ranks[n // 4], ranks[n // 2], ranks[3 * n // 4]
    return [
        series.mean(), series.max(), series.min(), middle, low, high, high - low,
        np.sqrt((series**2).mean()), series.std(), float(-(share * np.log(share)).sum()),
    ]  # fmt: skip


def by_numpy(windows: NDArray[np.int16]) -> NDArray[np.float64]:
    """Ten statistics of the axes, their norms, and the jerks of all, in double."""
    rows = []
    for window in windows.astype(float):
        smooth = window.copy()
        smooth[1:-1] = np.median([window[:-2], window[1:-1], window[2:]], axis=0)
        series = [*smooth.T, np.abs(smooth).sum(axis=1), (smooth**2).sum(axis=1)]
        rows.append([v for s in [*series, *map(np.diff, series)] for v in described(s)])
    return np.array(rows)


def test_it_is_as_accurate_as_a_forest_on_features_by_numpy(demo: Any, trained: Any) -> None:
    train = trained.windows(*demo.basic_motions.recordings("TRAIN"))
    test = trained.windows(*demo.basic_motions.recordings("TEST"))
    ours, theirs = [], []
    features, held_out = by_numpy(train.X), by_numpy(test.X)
    for seed in range(5):
        forest = RandomForestClassifier(10, max_leaf_nodes=16, random_state=seed)
        theirs.append(forest.fit(features, train.y).score(held_out, test.y))
        motion = mote.Motion()
        own = forest.fit(motion.fit_transform(train.X), train.y)
        ours.append(own.score(motion.transform(test.X), test.y))
    assert np.mean(ours) >= np.mean(theirs) - 1e-9, (ours, theirs)
    assert trained.estimator_.score(test.X, test.y) >= theirs[0]


@pytest.mark.skipif(bool(CORES["m4"].tools.missing()), reason="needs the tools of Cortex-M4F")
def test_a_chip_decides_as_python_in_10_kb_of_flash_and_2_kb_of_ram(
    demo: Any, trained: Any, tmp_path: Path
) -> None:
    recordings, labels = demo.basic_motions.recordings("TEST")
    model = mote.convert(trained)
    test = trained.windows(recordings, labels)
    found = model.verify(test.X, test.y)
    assert found.identical == found.rows == 120
    cost, decisions = demo.Chips(tmp_path, recordings).cost(model, "m4")
    assert cost.check == decisions == 120
    assert cost.flash < 10_000 and cost.ram + cost.stack < 2048, cost


@pytest.mark.skipif(bool(CORES["m4"].tools.missing()), reason="needs the tools of Cortex-M4F")
def test_the_page_shows_where_flash_and_ram_go(demo: Any, trained: Any) -> None:
    recordings, labels = demo.basic_motions.recordings("TEST")
    model = mote.convert(trained)
    test = trained.windows(recordings, labels)
    parts = demo.where_it_goes(model, recordings, ["m4"])
    cost = demo.Cost(27239.0, 7636, 1224, 432, 120)
    template = (EXAMPLE / "page.html.j2").read_text(encoding="utf-8")
    page = demo.jinja2.Template(template, undefined=demo.jinja2.StrictUndefined).render(
        seconds=5.0, windows="", used=25, model=model, result=model.verify(test.X, test.y),
        chips=CORES, costs={"m4": (cost, 120, 25)}, parts=parts, choice="", points=[], header="",
        version="1",
    )  # fmt: skip
    assert parts in page
    assert all(f">{name}<" in parts for name in ("frame", "features", "model", "Cortex-M4F"))


@pytest.mark.skipif(bool(CORES["avr"].tools.missing()), reason="needs the tools of AVR")
def test_an_uno_holds_a_forest_of_14_features(demo: Any, tmp_path: Path) -> None:
    recordings, labels = demo.basic_motions.recordings("TEST")
    small = demo.activity(16).fit(*demo.basic_motions.recordings("TRAIN"))
    model = mote.convert(small)
    test = small.windows(recordings, labels)
    assert model.verify(test.X, test.y).accuracy == 1
    assert model.facts.n_features == 14
    cost, decisions = demo.Chips(tmp_path, recordings).cost(model, "avr")
    assert cost.check == decisions == 30
    assert cost.flash <= demo.UNO["flash"] and cost.ram + cost.stack <= demo.UNO["ram"], cost


def test_live_reads_lines_and_says_what_python_says(
    demo: Any, trained: Any, tmp_path: Path
) -> None:
    recordings, _ = demo.basic_motions.recordings("TEST")
    model = mote.convert(trained)
    model.verify(trained.windows(recordings).X)
    model.save(tmp_path / "activity.hpp")
    program = tmp_path / "live"
    done = subprocess.run(
        ["g++", "-std=c++17", "-Wall", "-Wextra", "-Werror", f"-I{tmp_path}",
         f"-I{mote.include_dir()}", str(EXAMPLE / "activity_live.cpp"), "-o", str(program)],
        capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    stream = np.concatenate(recordings[::13])
    lines = "".join(f"{x},{y}, {z}\n" for x, y, z in stream)
    said = subprocess.run([str(program)], input=lines, capture_output=True, text=True, check=True)
    windows = mote.windows(stream, rows=demo.ROWS, hop=demo.HOP)
    expected = list(trained.estimator_.predict(windows.X))
    steady = []  # mote::majority of 3: of equals the one before stays
    for i in range(len(expected)):
        last = expected[max(0, i - 2) : i + 1]
        most = max(last.count(label) for label in last)
        best = [label for label in last if last.count(label) == most]
        steady.append(steady[-1] if steady and steady[-1] in best else best[-1])
    assert re.findall(r"s  (\w+)", said.stdout) == steady
    broken = subprocess.run([str(program)], input="1,2,3\n4,x\n", capture_output=True, text=True)
    assert broken.returncode == 1 and "row 2 is not three numbers" in broken.stderr
