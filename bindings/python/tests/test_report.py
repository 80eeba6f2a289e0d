"""The cost report says what size and the counter say, and budgets are kept."""

from __future__ import annotations

import csv
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from conftest import load
from sklearn.ensemble import (
    GradientBoostingRegressor,
    HistGradientBoostingClassifier,
    IsolationForest,
    RandomForestClassifier,
)

import mote
from mote.chip import boards, counter, report, toolchain
from mote.chip import measure as measuring
from mote.chip.boards import BOARDS, Board

pytestmark = pytest.mark.slow  # left out by ./dev test --fast


def needs(*cores: str) -> pytest.MarkDecorator:
    missing = [package for core in cores for package in toolchain.CORES[core].tools.missing()]
    return pytest.mark.skipif(bool(missing), reason=f"needs {' '.join(missing)}")


def forest(trees: int = 4, leaves: int = 30) -> RandomForestClassifier:
    data = load("digits")
    made = RandomForestClassifier(trees, max_leaf_nodes=leaves, random_state=0)
    return made.fit(data.X_train, data.y_train)


@pytest.fixture(scope="module")
def model() -> mote.Model:
    return mote.convert(forest(), "int16", leaves="hard")


@pytest.fixture(scope="module")
def result(model: mote.Model) -> report.Report:
    """A Cortex-M0+ and an AVR."""
    return model.report(load("digits").X_test, ["pico", "uno"])


PROGRAM = """
#include "model.hpp"
int16_t sample[64];
volatile int answer;
extern "C" int main() {
#ifdef CALL
  answer = static_cast<int>(mote::CALL);
#endif
  for (;;) {}
}
"""


@needs("m0", "avr")
@pytest.mark.parametrize("way", ["walk", "unrolled"])
def test_flash_is_what_size_says_of_a_program_of_ones_own(
    way: str, model: mote.Model, result: report.Report, tmp_path: Path
) -> None:
    model.save(tmp_path / "model.hpp")
    (tmp_path / "main.cpp").write_text(PROGRAM)

    def size(*defines: str) -> int:
        program = str(tmp_path / "main.elf")
        flags = "-std=c++17 -mcpu=cortex-m0 -mthumb -Os -fno-exceptions -fno-rtti -nostartfiles"
        flags += " -ffunction-sections -fdata-sections --specs=nano.specs --specs=nosys.specs"
        flags += " -Wl,--gc-sections,--entry=main,--no-warn-rwx-segments"
        command = ["arm-none-eabi-gcc", *flags.split(), *defines, "-I", str(mote.include_dir())]
        subprocess.run([*command, str(tmp_path / "main.cpp"), "-o", program], check=True)
        printed = subprocess.run(
            ["arm-none-eabi-size", program], capture_output=True, text=True, check=True
        )
        text, data = printed.stdout.splitlines()[1].split()[:2]
        return int(text) + int(data)

    both = {"unrolled": "predict<model::model>(sample)", "walk": "predict(model::model, sample)"}
    by_hand = size(f"-DCALL={both[way]}") - size()
    assert abs(result.builds["m0", way].flash - by_hand) <= 32


KERNEL = """
#include "model.hpp"
#include "harness.hpp"
namespace {
using row = mote::array<int16_t, 64>;
BENCH_IN_FLASH const row rows[] = {ROWS};
BENCH_IN_FLASH const uint8_t labels[] = {LABELS};
volatile int answer;
[[gnu::noinline]] void one(const row& x) { answer = static_cast<int>(mote::CALL); }
}
namespace bench {
const uint32_t units = sizeof labels;
void kernel() { for (const row& x : rows) one(x); }
void once() { one(rows[0]); }
int32_t check() {
  int32_t same = 0;
  for (uint32_t i = 0; i < units; ++i) { one(rows[i]); same += answer == labels[i]; }
  return same;
}
}
"""


@needs("m0", "avr")
@pytest.mark.parametrize("way", ["walk", "unrolled"])
def test_instructions_of_the_digits_forest_are_what_the_counter_says(
    way: str, model: mote.Model, tmp_path: Path
) -> None:
    X = load("digits").X_test[:200].astype(int)
    model.save(tmp_path / "model.hpp")
    text = KERNEL.replace("ROWS", ",".join("{{" + ",".join(map(str, x)) + "}}" for x in X))
    text = text.replace("LABELS", ",".join(map(str, model.predict(X))))
    call = "predict<model::model>(x)" if way == "unrolled" else "predict(model::model, x)"
    (tmp_path / "kernel.cpp").write_text(text.replace("CALL", call))
    cost = counter.Counter("m0", tmp_path).count(
        "-Os", [tmp_path / "kernel.cpp"], ["-I", str(tmp_path), "-I", str(mote.include_dir())]
    )
    assert cost.check == len(X)
    build = model.report(X, ["pico"]).builds["m0", way]
    assert build.count == pytest.approx(cost.instructions, rel=0.01)
    assert build.stack == pytest.approx(cost.stack, abs=16)
    assert build.flash == pytest.approx(cost.flash, abs=32)


@needs("avr")
def test_cycles_of_avr_are_exact() -> None:
    assert counter.self_test("avr", loops=(1, 16383, 16384, 65535)) == [0, 0, 0, 0]


@needs("rv32")
def test_instructions_of_risc_v_are_exact() -> None:
    assert counter.self_test("rv32", loops=(1000, 65535)) == [0, 0]


@needs("m0", "avr")
def test_a_walked_table_takes_ram_on_avr_and_the_report_says_so(
    model: mote.Model, result: report.Report
) -> None:
    walk, unrolled = result.builds["avr", "walk"], result.builds["avr", "unrolled"]
    assert walk.ram >= model.table_bytes
    assert walk.flash > walk.ram
    assert unrolled.ram == 0
    assert result.builds["m0", "walk"].ram == 0
    assert any("copied to RAM" in line for line in result.explanation)


@needs("m0", "avr")
def test_the_forest_of_readme_runs_on_an_uno_as_code() -> None:
    """Its 862 rows of proportions take 2,586 bytes, more than an Uno has RAM."""
    built = mote.convert(forest(10, 100), "int16")
    assert built.details["leaves"] == "soft16"
    result = built.report(load("digits").X_test[:20], ["uno", "pico"], way="unrolled")
    assert result.fits("uno")
    assert result.builds["avr", "unrolled"].ram == 0
    assert result.builds["avr", "unrolled"].flash < 28_000
    assert not any("same" in note for note in result.notes)  # as Cortex-M0 predicts


@needs("m0", "avr")
def test_time_is_count_by_clock_and_exact_on_avr(result: report.Report) -> None:
    for row in result.rows:
        assert row.build.count is not None
        expected = row.build.count / row.board.mhz * row.board.cpu.cycles
        assert row.microseconds == pytest.approx(expected)
        shown = row.time
        assert shown.startswith("≈") == (row.build.core != "avr")
    assert result.builds["avr", "walk"].unit == "cycles"


@needs("m0", "avr")
def test_unrolled_is_faster_and_larger_than_a_walk(result: report.Report) -> None:
    for core in ("m0", "avr"):
        walk, unrolled = result.builds[core, "walk"], result.builds[core, "unrolled"]
        assert walk.count is not None and unrolled.count is not None
        assert unrolled.count < walk.count
        assert unrolled.flash > walk.flash


@needs("m0", "avr")
def test_it_says_which_boards_a_model_fits(model: mote.Model) -> None:
    walk = model.report(boards=["pico"]).builds["m0", "walk"]
    assert walk.stack is not None
    cpu = boards.find("pico").cpu
    need = walk.ram + walk.stack
    exact = Board("exact", "Just enough", cpu, 1, walk.flash, need)
    flash = Board("flash", "Too little flash", cpu, 1, walk.flash - 1, need)
    ram = Board("ram", "Too little RAM", cpu, 1, 100_000, 30)
    result = model.report(boards=[exact, flash, ram])
    fits = {row.board.name: row.fits for row in result.rows if row.build.way == "walk"}
    assert fits == {"exact": True, "flash": False, "ram": False}
    assert [row.verdict for row in result.rows][::2] == [
        "yes, 100 % of flash",
        "no, 100 % of flash",
        f"no, {100 * need / 30:.0f} % of RAM",
    ]
    assert result.fits(exact) and not result.fits(flash) and not result.fits(ram)
    assert "model fits 1 of 3 boards: not Too little flash, Too little RAM." in str(result)


@needs("m0")
def test_instructions_are_counted_on_the_rows_given_or_on_samples_made(model: mote.Model) -> None:
    X = load("digits").X_test
    some = model.report(X, ["pico"])
    assert some.samples == f"200 of the {len(X)} rows of X"
    assert model.report(X[:5], ["pico"]).samples == "5 rows of X"
    made = model.report(boards=["pico"])
    assert made.samples == "64 samples made up for the model"
    given, own = some.builds["m0", "walk"].count, made.builds["m0", "walk"].count
    assert given is not None and own is not None
    assert 0.5 < own / given < 2
    assert own != given


KINDS = {
    "float regression": (GradientBoostingRegressor(n_estimators=4), "diabetes", "float", False),
    "scaled regression": (GradientBoostingRegressor(n_estimators=4), "diabetes", "int8", True),
    "isolation": (
        IsolationForest(n_estimators=4, max_samples=30, random_state=0),
        "wine",
        "int16",
        True,
    ),
    "boosting": (HistGradientBoostingClassifier(max_iter=3), "iris", "float", False),
    "exact votes": (RandomForestClassifier(3, min_samples_leaf=5), "wine", "float", False),
}


@needs("m0", "rv32", "avr")
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_model_is_measured_and_cores_predict_the_same(kind: str) -> None:
    estimator, data_set, dtype, scaled = KINDS[kind]
    data = load(data_set)
    estimator.fit(data.X_train, data.y_train)
    model = mote.convert(estimator, dtype, calibrate=data.X_train if scaled else None)
    for X in (None, data.X_test[:20]):
        result = model.report(X, ["uno", "pico", "esp32c3"])
        assert result.notes == ()
        assert len(result.rows) == 6
        assert all(row.microseconds is not None and row.microseconds > 0 for row in result.rows)


def test_cores_that_predict_otherwise_are_reported(
    model: mote.Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter([17, 4])
    monkeypatch.setattr(measuring, "_missing_builder", lambda core, notes: False)
    monkeypatch.setattr(measuring, "_missing_emulator", lambda core, notes: False)
    monkeypatch.setattr(counter.Counter, "compiler", "a compiler")
    monkeypatch.setattr(
        measuring,
        "_build",
        lambda counter, way, *_: (
            report.Build(counter.core.name, way, 1, 1, 1, 1.0),
            next(answers),
        ),
    )
    (note,) = model.report(boards=["pico"]).notes
    assert "do not predict the same" in note


# --- missing tools -------------------------------------------------------------------------------


@pytest.fixture
def only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Leaves these commands in PATH, and no other."""

    def leave(*commands: str) -> None:
        folder = tmp_path / "bin"
        folder.mkdir()
        for command in commands:
            (folder / command).symlink_to(str(shutil.which(command)))
        monkeypatch.setenv("PATH", str(folder))

    return leave


ARM = ("arm-none-eabi-gcc", "arm-none-eabi-g++", "arm-none-eabi-size")


@needs("m0")
def test_without_an_emulator_it_weighs_and_names_the_package(model: mote.Model, only) -> None:
    only(*ARM)
    result = model.report(boards=["pico"])
    assert len(result.rows) == 2
    for row in result.rows:
        assert row.build.flash > 500
        assert (row.build.count, row.build.stack, row.microseconds) == (None, None, None)
    assert result.notes == (
        "Cortex-M0 is weighed but not run, its emulator is missing: "
        "apt-get install qemu-system-arm",
    )
    assert "–" in str(result)
    assert "<svg" in result.save("cost.html").read_text(encoding="utf-8")


@needs("m0")
def test_without_a_toolchain_it_names_the_packages_and_shows_the_rest(
    model: mote.Model, only
) -> None:
    only(*ARM, "qemu-system-arm")
    result = model.report(boards=["uno", "pico", "esp32c3"])
    assert {row.board.name for row in result.rows} == {"pico"}
    avr, riscv = result.notes
    assert re.match("ATmega328P is left out, its tools are missing: apt-get install clang ", avr)
    for package in ("gcc-avr", "binutils-avr", "simavr"):
        assert package in avr
    assert "gcc-riscv64-unknown-elf" in riscv and "qemu-system-misc" in riscv
    assert "fits 1 of 1 boards" in result.summary


def test_without_any_toolchain_it_is_an_error_that_names_the_packages(
    model: mote.Model, only
) -> None:
    only()
    with pytest.raises(mote.CompilerError, match="apt-get install gcc-arm-none-eabi"):
        model.report(boards=["pico"])


@needs("m0")
def test_a_budget_that_no_emulator_can_check_is_an_error(model: mote.Model, only) -> None:
    only(*ARM)
    mote.convert(model.estimator, "int16", budget=mote.Budget(flash=50_000, core="m0"))
    with pytest.raises(mote.CompilerError, match=r"cannot be checked.*qemu-system-arm"):
        mote.convert(model.estimator, "int16", budget=mote.Budget(stack=500, core="m0"))


# --- budgets -------------------------------------------------------------------------------------


@needs("m0")
def test_a_model_within_its_budget_is_converted(model: mote.Model) -> None:
    most = mote.Budget(10_000, 100, 300, 5000, 1000, board="pico")
    made = mote.convert(model.estimator, "int16", leaves="hard", budget=most)
    assert made.header() == model.header()


@needs("m0")
@pytest.mark.parametrize(
    ("budget", "parts"),
    [
        (
            mote.Budget(flash=500, core="m0"),
            ["Cortex-M0", "bytes of flash where 500 are allowed", "leaves' soft16 values",
             "leaves='hard'", "leaf_clusters=4", "fewer trees", "dtype='int8'", "As unrolled"],
        ),
        (
            mote.Budget(instructions=50, board="pico", way="walk"),
            ["Raspberry Pi Pico", "instructions per inference where 50 are allowed",
             "way='unrolled'", "fewer trees, about 1 of 4", "a board with more"],
        ),
        (mote.Budget(microseconds=0.5, board="pico"), ["microseconds per inference where 0.5"]),
        (mote.Budget(stack=8, core="m0"), ["bytes of stack where 8 are allowed"]),
        (mote.Budget(flash=600, stack=9, core="m0"), ["where 600", "where 9 are"]),
        (
            mote.Budget(board=Board("own", "My board", boards.M0, 8, 700, 4096), way="unrolled"),
            ["on My board (unrolled, -Os)", "where 700 are allowed", "way='walk'"],
        ),
    ],
)  # fmt: skip
def test_a_model_beyond_its_budget_names_figure_ceiling_cost_and_cures(
    model: mote.Model, budget: mote.Budget, parts: list[str]
) -> None:
    with pytest.raises(mote.BudgetError) as error:
        mote.convert(model.estimator, "int16", leaves="soft16", budget=budget)
    for part in [*parts, "What costs most", "Try "]:
        assert part in str(error.value)


@needs("avr")
def test_a_table_too_large_for_the_ram_of_an_uno_is_refused_where_it_must_be_walked() -> None:
    estimator = forest(10, 60)
    with pytest.raises(mote.BudgetError, match=r"bytes of RAM where 1,024 .*copies from flash"):
        mote.convert(
            estimator, "int16", leaves="hard", budget=mote.Budget(ram=1024, board="uno", way="walk")
        )
    unrolled = mote.Budget(flash=16384, ram=1024, board="uno")
    assert mote.convert(estimator, "int16", leaves="hard", budget=unrolled).details["trees"] == 10


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"flash": 100}, "needs a board or a core"),
        ({"flash": 100, "board": "uno", "core": "avr"}, "and not both"),
        ({"microseconds": 5, "core": "m0"}, "needs a clock"),
        ({"core": "m0"}, "needs a figure"),
        ({"board": "unno"}, "Did you mean 'uno'"),
        ({"board": "uno", "way": "run"}, "neither 'walk' nor 'unrolled'"),
    ],
)
def test_a_budget_that_means_nothing_is_refused(fields: dict[str, object], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        mote.Budget(**fields)


def test_a_budget_for_an_unknown_core_names_those_there_are(model: mote.Model) -> None:
    with pytest.raises(ValueError, match=r"core='m1' is unknown: use m0, m3.*avr"):
        mote.convert(model.estimator, "int16", budget=mote.Budget(flash=1, core="m1"))


# --- what a person sees ---------------------------------------------------------------------------


@needs("m0", "avr")
def test_the_page_is_self_contained_and_shows_every_board(result: report.Report) -> None:
    page = result.save("cost.html").read_text(encoding="utf-8")
    picture = page[page.index("<svg") : page.index("</svg>")]
    for title in ("Raspberry Pi Pico", "Arduino Uno"):
        assert title in picture
        assert title in page.replace(picture, "")
    assert result.summary in page
    loads = re.findall(r"<(?:script|link|img|iframe)\b|@import|url\((?!#)", page)
    assert loads == []


@needs("m0", "avr")
def test_the_csv_holds_the_figures(result: report.Report) -> None:
    with result.save("cost.csv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    assert [(line["board"], line["way"]) for line in lines] == [
        ("pico", "walk"), ("pico", "unrolled"), ("uno", "walk"), ("uno", "unrolled"),
    ]  # fmt: skip
    for line, row in zip(lines, result.rows):
        assert int(line["flash"]) == row.build.flash
        assert float(line["count"]) == pytest.approx(row.build.count, abs=0.05)
        assert line["unit"] == ("cycles" if line["board"] == "uno" else "instructions")


def command(*arguments: str) -> subprocess.CompletedProcess[str]:
    """python -m mote, of the package under test."""
    return subprocess.run(
        [sys.executable, "-m", "mote", *arguments], capture_output=True, text=True,
        env={**os.environ, "PYTHONPATH": str(Path(mote.__file__).parents[1])},
    )  # fmt: skip


@needs("m0")
def test_the_command_prints_and_writes(model: mote.Model, tmp_path: Path) -> None:
    model.save("digits.hpp")
    files = ["--out", "cost.html", "--csv", "cost.csv"]
    done = command("report", "digits.hpp", "--board", "pico", "--opt", "-O2", *files)
    assert done.returncode == 0, done.stderr
    for text in ("What digits costs", "Raspberry Pi Pico", "walk", "unrolled", "yes", "-O2"):
        assert text in done.stdout
    assert (tmp_path / "cost.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    assert (tmp_path / "cost.csv").read_text(encoding="utf-8").count("\n") == 3
    assert done.stderr == ""


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["report", "absent.hpp"], "absent.hpp"),
        (["report", "other.hpp"], "expected a header that mote.convert made"),
        (["report", "other.hpp", "--board", "picoo"], "expected a header"),
        (["weigh"], "invalid choice: 'weigh'"),
    ],
)
def test_the_command_says_what_is_wrong(arguments: list[str], says: str) -> None:
    Path("other.hpp").write_text("int x;\n")
    done = command(*arguments)
    assert done.returncode != 0
    assert says in done.stderr
    assert "Traceback" not in done.stderr


@needs("m0")
def test_a_damaged_header_is_an_error_that_shows_what_the_compiler_says(model: mote.Model) -> None:
    text = model.header("digits").replace("mote::tree_ensemble<", "mote::no_such_thing<")
    with pytest.raises(mote.CompilerError, match="no_such_thing"):
        measuring.measure(text, boards=["pico"])


def test_wrong_arguments_are_refused_with_what_to_use(model: mote.Model) -> None:
    with pytest.raises(ValueError, match=r"board='pica' .*Did you mean 'pico'"):
        model.report(boards=["pica"])
    with pytest.raises(ValueError, match="core 'm1' is unknown"):
        model.report(cores=["m1"])
    with pytest.raises(ValueError, match="none of these boards has a core of avr"):
        model.report(boards=["pico"], cores=["avr"])
    empty = report.Report("x", "", "-Os", (), {})
    with pytest.raises(mote.UnsupportedError, match=r"\.html"):
        empty.save("cost.pdf")


def test_the_table_of_boards_is_consistent() -> None:
    assert len({board.name for board in BOARDS}) == len(BOARDS)
    for board in BOARDS:
        assert board.cpu.core in toolchain.CORES
        assert 1024 < board.ram < 2**25 and 4 * board.ram < 64 * board.flash
        assert board.cpu.exact == (board.cpu.core == "avr")
    assert {board.cpu.core for board in BOARDS} == set(toolchain.CORES)
    assert np.isclose(boards.find("Arduino Uno").microseconds(1600), 100)


def test_what_is_hopeless_is_left_out_with_a_sentence() -> None:
    notes: list[str] = []
    assert measuring._ways(None, 25_001, notes) == ["walk"]
    assert notes[0].startswith("Unrolled: not compiled, 25,001 branches are above 25,000")
    assert measuring._ways(("walk", "unrolled"), 25_000, notes) == ["walk", "unrolled"]
    assert measuring._ways("walk", 10**6, notes) == ["walk"]
    assert len(notes) == 1
    with pytest.raises(mote.UnsupportedError, match="Limit max_leaf_nodes"):
        measuring._ways("unrolled", 10**6, notes)
    with pytest.raises(ValueError, match="'fast' is unknown: use walk or unrolled"):
        measuring._ways("fast", 1, notes)
