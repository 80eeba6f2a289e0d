"""Values of a regressor that are smoothed: Python's, those of the header, and those of a chip."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sklearn.ensemble import IsolationForest, RandomForestClassifier, RandomForestRegressor
from sklearn.pipeline import make_pipeline
from test_cost_of_pipelines import needs
from test_whole_chain import in_a_number, on_a_chip

import mote
from mote.decisions import run, values
from mote.decisions.steps import decide

ROWS, HOP = 16, 8
BOTH = [mote.RunningMedian(5), mote.SmoothValues(0.3)]


def recordings(count: int = 6, seed: int = 0) -> tuple[list[np.ndarray], np.ndarray]:
    """Swings whose size is to be found, in noise that is louder for a while now and then."""
    random = np.random.default_rng(seed)
    sizes = random.uniform(200, 2000, count)
    made = []
    for size in sizes:
        t = np.arange(int(random.integers(140, 200)))[:, None]
        loud = np.where(random.random((len(t) // 20 + 1, 1)) < 0.3, 1500, 200).repeat(20, axis=0)
        noise = random.normal(0, loud[: len(t)], (len(t), 3))
        made.append((size * np.sin(0.3 * t + random.uniform(0, 6, 3)) + noise).astype(np.int16))
    return made, sizes


def trained(smooth: Any, kind: Any = np.int16, model: Any = None) -> mote.Windowed:
    X, y = recordings(12)
    forest = RandomForestRegressor(5, max_depth=4, random_state=0) if model is None else model
    inner = make_pipeline(mote.Statistics(["standard_deviation", "range"]), forest)
    own = mote.Windowed(inner, rows=ROWS, hop=HOP, smooth=smooth)
    return own.fit([x.astype(kind) for x in X], y)


def by_hand(said: np.ndarray, steps: list[Any]) -> np.ndarray:
    """What docs/guide/features.md says of each step, of one recording, in double."""
    for step in steps:
        if isinstance(step, mote.RunningMedian):
            early = np.concatenate([np.full(step.windows - 1, said[0]), said])
            said = np.median(np.lib.stride_tricks.sliding_window_view(early, step.windows), axis=1)
        else:
            out = [said[0]]
            for x in said[1:]:
                out.append(out[-1] + step.alpha * (x - out[-1]))
            said = np.array(out)
    return said


@pytest.mark.slow
@pytest.mark.parametrize(
    ("steps", "kind"),
    [
        ([mote.RunningMedian(7)], np.int16),
        (BOTH, np.int16),
        (BOTH[::-1], np.float32),
        ([mote.SmoothValues(1.0)], np.int16),
    ],
    ids=["median", "both", "float", "at once"],
)
def test_values_are_those_of_python_and_of_the_header(steps: list[Any], kind: Any) -> None:
    own, plain = trained(steps, kind), trained((), kind)
    test, sizes = recordings(4, seed=1)
    test = [x.astype(kind) for x in test]
    each = [plain.predict_windows(x) for x in test]
    expected = [by_hand(x, steps) for x in each]
    said = own.predict_windows(test)
    np.testing.assert_allclose(said, np.concatenate(expected), rtol=1e-6)
    assert [x[0] for x in expected] == [x[0] for x in each]
    np.testing.assert_allclose(own.predict(test), [x.mean() for x in expected], rtol=1e-6)
    model = mote.convert(own)
    found = model.verify(test, sizes)
    apart = np.abs(model.predict(test) - said)
    rows = len(said)
    assert found.ways["from raw samples"] == f"the same bits on {rows} of {rows} rows"
    text = f"{rows} of {rows} windows within the bound of Windowed's values, at most "
    assert found.ways["decisions"].startswith(f"{text}{apart.max():.3g} off (bound ")
    allowed = float(found.ways["decisions"].split("(bound ")[1].split(")")[0])
    assert found.bound < allowed < found.bound + 0.05 < said.min() / 1000
    truth = own.windows(test, sizes).y
    right = 1 - ((truth - model.predict(test)) ** 2).sum() / ((truth - truth.mean()) ** 2).sum()
    assert found.ways["decisions"].endswith(f"), R2 {right:.4f}")
    assert f"// Decided    {type(steps[0]).__name__}(" in model.header()


@pytest.mark.slow
@needs("m0")
def test_an_emulated_chip_has_the_values_of_python(tmp_path: Path) -> None:
    model = mote.convert(trained(BOTH))
    test, _ = recordings(3, seed=1)
    units = np.rint(model.predict(test) / model._abi.prediction.unit).astype(np.int64)
    assert len(set(units)) > 20
    assert on_a_chip("m0", model, test, tmp_path) == in_a_number(units)


@pytest.mark.slow
def test_a_report_prices_the_steps_with_the_model() -> None:
    plain, smoothed = (
        mote.convert(trained(steps)).report(recordings(2)[0], cores=["m0"]).pieces["m0", "model"]
        for steps in ((), BOTH)
    )
    assert smoothed.ram - plain.ram == 32 + 32  # a median of five int32_t, and a one_pole
    assert smoothed.flash > plain.flash


@pytest.mark.slow
def test_values_of_the_chip_that_differ_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    own = trained(BOTH)
    model = mote.convert(own)
    test, sizes = recordings(3, seed=1)
    pipeline = type(model._runner).pipeline

    def wrong(self: Any, stream: Any) -> tuple[np.ndarray, np.ndarray]:
        rows, out = pipeline(self, stream)
        out[4] += 1
        return rows, out

    with monkeypatch.context() as patch:
        patch.setattr(type(model._runner), "pipeline", wrong)
        with pytest.raises(mote.VerificationError, match=r"decides 1 of \d+ windows .*ow 4\."):
            model.verify(test, sizes)
    taps = values._taps  # of integers alone, which both ways through the C++ would agree on
    monkeypatch.setattr(
        values, "_taps", lambda a, kind: taps(a if kind == "float" else a * 1.01, kind)
    )
    with pytest.raises(mote.VerificationError, match="another value behind the steps than Python"):
        mote.convert(own).verify(test, sizes)


@pytest.mark.parametrize("alpha", [1.0, 0.7, 0.3, 1 / 64, 2.0**-12, 2.0**-30])
@pytest.mark.parametrize("median", [(), (mote.RunningMedian(1),), (mote.RunningMedian(7),)])
def test_values_stay_within_the_bound_of_those_before_them(alpha: float, median: Any) -> None:
    random = np.random.default_rng(5)
    steps = decide([*median, mote.SmoothValues(alpha)], None)
    unit, rows = 0.25, 3000
    recording = np.repeat(np.arange(30), rows // 30)
    size = 10.0 ** random.integers(0, 7, 30)[recording]
    theirs = size * random.uniform(-1, 1, rows)
    bound = 0.003 * size * random.random(30)[recording] * random.random(rows) + unit
    moved = theirs + bound * random.choice([-1.0, 1.0], rows)
    ours = np.trunc(moved / unit)  # never further out than moved, so at most a unit
    off = np.maximum(bound, np.abs(ours * unit - theirs))
    python = run.values(steps, theirs.astype(np.float32), recording).astype(np.float64)
    chip = run.values(steps, ours.astype(np.int32), recording) * unit
    largest = np.maximum(np.abs(theirs), np.abs(ours * unit))
    assert (np.abs(chip - python) <= run.allowed(steps, off, largest, unit, recording)).all()
    in_float = run.values(steps, moved.astype(np.float32), recording).astype(np.float64)
    most = run.allowed(steps, bound, np.maximum(np.abs(theirs), np.abs(moved)), 0.0, recording)
    share = np.abs(in_float - python) / most
    assert share.max() <= 1
    assert share.max() > 0.5, "the bound is near what comes"


def test_steps_that_are_none_of_a_regressor_are_refused() -> None:
    with pytest.raises(ValueError, match=r"mote\.Majority is of classes, .*mote\.SmoothValues\.$"):
        trained([mote.SmoothValues(0.5), mote.Majority(3)])
    with pytest.raises(ValueError, match=r"mote\.Reject is of classes"):
        trained(()).set_params(reject=mote.Reject(0.5)).predict_windows(recordings()[0])
    labels = RandomForestClassifier(3)
    X, _ = recordings(4)
    with pytest.raises(ValueError, match=r"mote\.RunningMedian is of the values .*Hysteresis, m"):
        own = mote.Windowed(make_pipeline(mote.Statistics(["range"]), labels), ROWS, HOP)
        own.set_params(smooth=mote.RunningMedian(3)).fit(X, ["a", "b", "a", "b"])
    with pytest.raises(ValueError, match="and Pipeline gives neither"):
        trained(mote.SmoothValues(0.5), model=IsolationForest(n_estimators=5))


@pytest.mark.parametrize(
    ("step", "said"),
    [
        (mote.RunningMedian(4), r"windows of mote\.RunningMedian is odd, .*; got 4"),
        (mote.RunningMedian(0), "windows of RunningMedian must be a whole number"),
        (mote.SmoothValues(0.0), r"alpha of mote\.SmoothValues is from 2\^-30 to 1; got 0\.0"),
        (np.mean, "none that a chip has: there are for classes .* and for values mote.RunningMe"),
    ],
    ids=["even", "none", "never", "mean"],
)
def test_settings_that_are_none_are_refused(step: Any, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        trained(step)
