"""What people read in a terminal of 80 columns: no cell is cut, and no line runs over."""

from __future__ import annotations

import io
import re
from contextlib import redirect_stdout
from types import ModuleType, SimpleNamespace

import numpy as np
import pytest
import scripts

import mote
from mote.chip import boards, counter, report, toolchain
from mote.chip.boards import BOARDS

DEMO = scripts.FOLDER / "digits" / "demo.py"
WIDTHS = [80, 100, 120]


def shown(printed: object, width: int) -> str:
    """A table of the demo, which has rich."""
    from rich.console import Console

    out = io.StringIO()
    Console(file=out, width=width).print(printed)
    return out.getvalue()


def example(flash: int, count: float, ram: int = 2_474) -> report.Report:
    builds = {
        (core, way): report.Build(core, way, flash, ram, 1_234, count)
        for core in toolchain.CORES
        for way in report.WAYS
    }
    return report.Report("digits", "200 rows of X", "-Os", BOARDS, builds)


def printed(made: report.Report, width: int) -> str:
    """In a terminal of that width."""
    out = io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out):
        patch.setenv("COLUMNS", str(width))
        made.print()
    return out.getvalue()


def test_a_cell_that_is_cut_is_seen() -> None:
    table = pytest.importorskip("rich.table").Table()
    table.add_column("features", no_wrap=True)
    table.add_row("int16")
    assert "…" in shown(table, 8)
    assert "…" not in shown(table, 20)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(("flash", "count"), [(900, 35.4), (10_442, 1_406.0), (123_456, 12_345.0)])
def test_the_report_has_room(flash: int, count: float, width: int) -> None:
    text = printed(example(flash, count), width)
    assert "…" not in text
    assert max(map(len, text.splitlines())) <= width
    lines = [line for line in text.splitlines() if f" {flash:,} " in line]
    for line, row in zip(lines, example(flash, count).rows, strict=True):
        assert f"{count:,.0f}" in line
        assert row.verdict in line or row.short in line


@pytest.mark.parametrize("width", WIDTHS)
def test_each_build_of_the_report_is_one_line(width: int) -> None:
    lines = printed(example(10_442, 1_406.0), width).splitlines()
    table = lines[: next(i for i, line in enumerate(lines) if line.startswith("digits fits"))]
    builds = [line for line in table if "10,442" in line]
    assert len(builds) == 2 * len(BOARDS)
    words = [line for line in table if line.strip(" ─") and "10,442" not in line]
    assert len(words) == 2, "the title and the header"


def test_a_wide_terminal_has_the_long_words_and_a_narrow_one_the_short_ones() -> None:
    made = example(900, 35.4, 0)
    assert "yes, under 1 % of flash" in printed(made, 100)
    assert "yes, <1 % flash" in printed(made, 80)
    assert boards.find("uno").title in printed(made, 80)


@pytest.fixture(scope="module")
def demo() -> ModuleType:
    if not DEMO.is_file():
        pytest.skip("the demo is in the repository, not in the package")
    pytest.importorskip("rich")
    return scripts.imported("digits", "demo")


@pytest.mark.parametrize("width", WIDTHS)
def test_the_tables_of_the_demo_have_room(demo: ModuleType, width: int) -> None:
    cost = counter.Cost(12_345.6, 112_345, 22_345, 100, 450)
    model = SimpleNamespace(details={"leaves": "soft16", "splits": 12_345})
    result = SimpleNamespace(identical=450, rows=450, accuracy=0.96)
    costs = {(core, way): cost for core in demo.CORES for way in demo.WAYS}
    rows = [demo.Row(dtype, model, result, costs) for dtype in demo.DTYPES]
    everywhere = {(core, way): cost for core in demo.CHIPS for way in demo.WAYS}
    first = shown(demo.result_table(rows, 0.96), width)
    second = shown(demo.chips_table(everywhere, model, 450), width)
    for text, lines in ((first, len(rows) * 4), (second, 2 * len(toolchain.CORES))):
        assert "…" not in text
        assert max(map(len, text.splitlines())) <= width
        assert sum("112,345" in line and "12,346" in line for line in text.splitlines()) == lines
    for dtype in demo.DTYPES:
        assert f"{dtype}, soft16 leaves" in first
    assert "450 of 450 identical" in first
    for core in toolchain.CORES.values():
        assert core.title in second


def test_the_summary_of_the_report_names_what_does_not_fit() -> None:
    assert "not Arduino Uno" in example(60_000, 10.0).summary
    assert isinstance(mote.Board("a", "b", boards.M0, 1, 1, 1), boards.Board)


def test_each_axis_of_the_picture_says_that_it_is_logarithmic() -> None:
    pytest.importorskip("matplotlib")
    from mote.chip import picture

    drawn = picture.draw(example(900, 35.4).rows)
    assert drawn.count("(logarithmic scale)") == 3
    for colour in (picture.FITS, picture.TOO_LARGE):
        assert colour in drawn
    assert "does not" in drawn and "what the board has" in drawn


def test_the_demo_shows_what_it_gets_wrong_and_each_of_its_tables_scrolls(
    demo: ModuleType,
) -> None:
    X = np.arange(6.0)[:, None] * np.ones(64)
    truth, said = np.array([0, 1, 2, 3, 4, 5]), np.array([0, 1, 7, 3, 9, 9])
    model = SimpleNamespace(
        predict=lambda X: said[X[:, 0].astype(int)],
        estimator=SimpleNamespace(predict=lambda X: np.where(X[:, 0] == 2, 7, 4)),
    )
    count, same, shown = demo.mistakes(model, X, truth)
    assert (count, same) == (3, 1)
    assert shown.startswith("data:image/png;base64,")
    assert demo.mistakes(model, X[:2], truth[:2]) == (0, 0, "")
    template = (DEMO.parent / "page.html.j2").read_text(encoding="utf-8")
    cost = counter.Cost(12_345.6, 112_345, 22_345, 100, 6)
    held = SimpleNamespace(details={"leaves": "soft16", "splits": 12_345})
    result = SimpleNamespace(identical=6, rows=6, accuracy=0.5)
    costs = {(core, way): cost for core in demo.CORES for way in demo.WAYS}
    page = demo.jinja2.Template(
        template, autoescape=True, undefined=demo.jinja2.StrictUndefined
    ).render(
        rows=[demo.Row("int16", held, result, costs)], cores=demo.CORES, chips=demo.CHIPS,
        costs={(core, "walk"): cost for core in demo.CHIPS}, full=held, tests=6, reference=0.5,
        version="1", forest="a forest", picture="<svg></svg>", digits="data:", header="",
        points=[demo.Point("their class", 3, 1_000, 0.5)], mistakes=(count, same, shown),
    )  # fmt: skip
    assert page.count("<table>") == page.count('<div class="scroll"><table>') == 3
    assert not re.search(r"\bin\.", page) and "12,346 instructions" in page
    assert "3 of 6 test digits; on 1 of these scikit-learn says the same" in page
    assert shown in page
