"""A stage of windows is compiled here, and runs on arrays of windows."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

import mote
from mote.features.stage import Stage, run, text

SUMS = Stage(
    type="sums<int16_t, 4, 3, factor>",
    includes=("mote/core/span.hpp",),
    declarations="""
inline constexpr int32_t factor = -2;
template <class Sample, size_t N, size_t Channels, const auto& Factor>
struct sums {
  using input_type = Sample;
  using output_type = int32_t;
  static constexpr size_t rows = N, channels = Channels, features = Channels;
  struct scratch {
    int32_t sum;
  };
  void process(const mote::frame_view<Sample, N, Channels>& in, mote::span<int32_t, Channels> out,
               scratch& s) const noexcept {
    for (size_t c = 0; c < Channels; ++c) {
      s.sum = 0;
      for (size_t i = 0; i < N; ++i) s.sum += in(i, c);
      out[c] = Factor * s.sum;
    }
  }
};
""",
    input="int16",
    shape=(4, 3),
    output="int32",
    names=("x", "y", "z"),
)


def windows(count: int) -> np.ndarray:
    return np.random.default_rng(1).integers(-32768, 32768, (count, 4, 3)).astype(np.int16)


@pytest.mark.parametrize("count", [0, 1, 1000])
def test_a_stage_runs_on_every_window(count: int) -> None:
    X = windows(count)
    features = run(SUMS, X)
    assert features.dtype == np.int32
    assert features.shape == (count, 3)
    assert (features == -2 * X.astype(np.int32).sum(axis=1)).all()


def test_windows_that_are_not_contiguous_give_the_same() -> None:
    X = windows(50)
    apart = np.asfortranarray(X)
    assert (run(SUMS, apart[::2]) == run(SUMS, X[::2])).all()


def test_two_stages_of_one_name_do_not_share_their_constants() -> None:
    other = replace(SUMS, declarations=SUMS.declarations.replace("= -2", "= 5"))
    X = windows(3)
    assert (run(SUMS, X) * 5 == run(other, X) * -2).all()
    assert text(other) != text(SUMS)


@pytest.mark.parametrize(
    "X", [windows(2).astype(np.int32), windows(2)[:, :3], windows(2)[0], windows(2)[:, :, :2]]
)
def test_other_windows_are_refused(X: np.ndarray) -> None:
    with pytest.raises(ValueError, match=r"expected windows of shape \('windows', 4, 3\).*int16"):
        run(SUMS, X)


@pytest.mark.parametrize(
    ("change", "reason"),
    [({"shape": (3, 4)}, "shape"), ({"names": ("x",)}, "shape"), ({"output": "float"}, "number")],
)
def test_a_stage_that_is_not_what_python_says_does_not_compile(
    change: dict[str, object], reason: str
) -> None:
    stage = replace(SUMS, **change)  # type: ignore[arg-type]
    with pytest.raises(mote.CompilerError, match=f"the stage has the {reason}"):
        X = np.zeros((1, *stage.shape), np.int16)
        run(stage, X)
