"""The report needs no more of a header than its line for machines and the contract of a model."""

from __future__ import annotations

from pathlib import Path

import pytest

import mote
from mote.chip import report, toolchain
from mote.chip.boards import AVR, M0, Board
from mote.chip.measure import measure

HEADER = """\
#pragma once
// mote: {"version":1,"name":"own","family":"none that is known","features":3,"feature":"FEATURE",\
"prediction":["uint16",1.0,1],"probability":null,"score":null,"labels":2,"quantize":false,\
"flash":12,"line":"three weights","parts":{"three weights":12,"nothing":0},"code":[]}
#include <mote/model/model.hpp>
namespace own {
enum class label : uint16_t { below, above };
struct weights {
  using feature_type = FEATURE_TYPE;
  using evidence = int32_t;
  static constexpr size_t features = 3;
  int32_t weight[3];
  constexpr bool valid() const noexcept { return true; }
  constexpr evidence weigh(const feature_type* x) const noexcept {
    int32_t sum = 0;
    for (size_t i = 0; i < 3; ++i) sum += weight[i] * static_cast<int32_t>(x[i]);
    return sum;
  }
  constexpr label decide(evidence e) const noexcept { return e > 0 ? label::above : label::below; }
};
inline constexpr weights model{{3, -1, 2}};
}  // namespace own
"""

TYPES = {"int8": "int8_t", "int16": "int16_t", "int32": "int32_t", "float": "float"}


def header(feature: str) -> str:
    return HEADER.replace("FEATURE_TYPE", TYPES[feature]).replace("FEATURE", feature)


def needs(*cores: str) -> pytest.MarkDecorator:
    missing = [package for core in cores for package in toolchain.CORES[core].tools.missing()]
    return pytest.mark.skipif(bool(missing), reason=f"needs {' '.join(missing)}")


@needs("m0", "avr")
@pytest.mark.parametrize("feature", TYPES)
def test_a_model_of_no_family_is_measured_on_samples_made_up(feature: str) -> None:
    made = measure(header(feature), boards=["uno", "pico"])
    assert made.name == "own"
    assert made.samples == "64 samples made up for the model"
    assert len(made.rows) == 4
    assert made.notes == ()
    for row in made.rows:
        assert row.fits
        assert row.microseconds is not None and row.microseconds > 0
        assert row.build.flash > 12
    assert made.parts == ("three weights",)
    walked = made.builds["avr", "walk"]
    text = " ".join(made.explanation)
    assert ("count in flash and in RAM: three weights." in text) == (walked.ram > 0)
    assert "turns into code" not in text


@needs("m0")
def test_a_saved_header_of_no_family_is_measured_from_its_path(tmp_path: Path) -> None:
    path = tmp_path / "own.hpp"
    path.write_text(header("int16"), encoding="utf-8")
    made = measure(path, boards=["pico"], count=False)
    assert {row.build.count for row in made.rows} == {None}


@pytest.mark.parametrize(
    ("damage", "says"),
    [
        (("// mote: ", "// note: "), "expected a header that mote.convert made"),
        (('"version":1', '"version":2'), "is of version 2"),
        (('"features":3,', ""), "is damaged"),
    ],
)
def test_a_header_without_its_line_is_refused(damage: tuple[str, str], says: str) -> None:
    with pytest.raises(mote.UnsupportedError, match=says):
        measure(header("int16").replace(*damage), boards=["pico"])


def test_what_avr_copies_to_ram_is_said_by_name() -> None:
    build = report.Build("avr", "walk", 4_000, 1_200, 10, 100.0)
    board = Board("own", "Our board", AVR, 16, 32_000, 2_000)
    parts, code = ("the leaves' values", "the table of 9 splits"), ("the table of 9 splits",)
    made = report.Report(
        "m", "rows", "-Os", (board,), {("avr", "walk"): build}, parts=parts, code=code
    )
    text = " ".join(made.explanation)
    assert "in RAM: the leaves' values and the table of 9 splits. Unrolled, the table of 9" in text
    other = Board("other", "Another", M0, 16, 32_000, 2_000)
    elsewhere = report.Report(
        "m", "rows", "-Os", (other,), {("m0", "walk"): report.Build("m0", "walk", 1, 1)}
    )
    assert "AVR a program's constants" not in " ".join(elsewhere.explanation)
