"""Decisions that are smoothed and rejected: Python's, those of the header, and those of a chip."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sklearn.base import clone
from sklearn.decomposition import PCA
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LinearRegression, Perceptron
from sklearn.model_selection import GridSearchCV
from sklearn.naive_bayes import GaussianNB
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.tree import DecisionTreeClassifier
from test_cost_of_pipelines import needs
from test_whole_chain import in_a_number, on_a_chip

import mote
from mote.decisions import steps
from mote.pipeline import decided

ROWS, HOP = 16, 8
NAMES = ["run", "still", "walk"]
SMOOTH = mote.SmoothProbabilities(0.4)
CHOICES: dict[str, dict[str, Any]] = {
    "majority": {"smooth": mote.Majority(4)},
    "duration": {"smooth": [mote.Majority(3), mote.MinimalDuration(2)]},
    "probabilities": {"smooth": SMOOTH},
    "probability": {"reject": mote.Reject(probability=0.6)},
    "on and off": {"smooth": mote.Hysteresis(0.75, 0.3)},
    "on and off, smoothed": {
        "smooth": [SMOOTH, mote.Hysteresis(0.6, 0.4), mote.MinimalDuration(2)]
    },
    "margin": {"reject": mote.Reject(margin=0.3, label="none"), "smooth": mote.Majority(3)},
    "entropy": {"reject": mote.Reject(entropy=1.0)},
    "all": {
        "smooth": [SMOOTH, mote.Majority(3), mote.MinimalDuration(2)],
        "reject": mote.Reject(probability=0.5, margin=0.1, entropy=1.4),
    },
}


def recordings(
    count: int = 6, seed: int = 0, kinds: int = 3
) -> tuple[list[np.ndarray], np.ndarray]:
    """Three activities in noise that hides them for a while now and then."""
    random = np.random.default_rng(seed)
    labels = np.arange(count) % kinds
    made = []
    for label in labels:
        t = np.arange(int(random.integers(180, 260)))[:, None]
        swing = 500 * label * np.sin((0.2 + 0.2 * label) * t + random.uniform(0, 6, 3))
        loud = np.where(random.random((len(t) // 20 + 1, 1)) < 0.3, 1800, 500).repeat(20, axis=0)
        made.append((swing + random.normal(0, loud[: len(t)], (len(t), 3))).astype(np.int16))
    return made, np.array(NAMES)[labels]


def forest() -> Any:
    return RandomForestClassifier(9, max_depth=3, max_features=2, random_state=0)


def kinds_of(options: dict[str, Any]) -> int:
    """How many classes the steps are for."""
    return 2 if any(isinstance(x, mote.Hysteresis) for x in smoothed(options)) else 3


def smoothed(options: dict[str, Any]) -> list[Any]:
    smooth = options.get("smooth", ())
    return list(smooth) if isinstance(smooth, (list, tuple)) else [smooth]


def trained(
    model: Any = None, kind: Any = np.int16, kinds: int | None = None, **options: Any
) -> mote.Windowed:
    X, y = recordings(12, kinds=kinds_of(options) if kinds is None else kinds)
    features = mote.Statistics(["standard_deviation", "mean_crossings", "range"])
    inner = make_pipeline(features, forest() if model is None else model)
    own = mote.Windowed(inner, rows=ROWS, hop=HOP, **options)
    return own.fit([x.astype(kind) for x in X], y)


def by_hand(own: mote.Windowed, given: np.ndarray, options: dict[str, Any]) -> list[str]:
    """What docs/reference/pipeline.md says of each step, on one recording."""
    X = own.windows(given).X
    said = list(own.estimator_.predict(X))
    smooth = smoothed(options)
    reject = options.get("reject")
    held = next((one for one in smooth if isinstance(one, mote.Hysteresis)), None)
    if reject or held or SMOOTH in smooth:
        p = own.estimator_.predict_proba(X)
        if SMOOTH in smooth:
            for i in range(1, len(p)):
                p[i] = p[i - 1] + 0.4 * (p[i] - p[i - 1])
        said = [NAMES[k] for k in p.argmax(axis=1)]
        if reject:
            first = np.sort(p, axis=1)
            bits = np.array([-sum(x * np.log2(x) for x in row if x > 0) for row in p])
            most = 99 if reject.entropy is None else reject.entropy
            sure = (first[:, -1] >= reject.probability) & (bits <= most)
            sure &= first[:, -1] - first[:, -2] >= reject.margin
            said = [s if ok else reject.label or "unknown" for s, ok in zip(said, sure)]
        if held:
            on = False
            for i, second in enumerate(p[:, 1]):
                on = second >= held.on or (on and second >= held.off)
                said[i] = NAMES[int(on)]
    for step in smooth:
        out: list[str] = []
        if isinstance(step, mote.Majority):
            for i, one in enumerate(said):
                last = said[max(0, i + 1 - step.windows) : i + 1]
                most = max(map(last.count, last))
                before = out[-1] if out else one
                newest = next(x for x in last[::-1] if last.count(x) == most)
                out.append(before if last.count(before) == most else newest)
            said = out
        elif isinstance(step, mote.MinimalDuration):
            for i, one in enumerate(said):
                last = said[max(0, i + 1 - step.windows) : i + 1]
                lasts = len(last) == step.windows and set(last) == {one}
                out.append(one if not out or lasts else out[-1])
            said = out
    return said


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "kind"),
    [*((name, np.int16) for name in CHOICES), ("all", np.float32), ("on and off", np.float32)],
)
def test_decisions_are_those_of_python_and_of_the_header(name: str, kind: Any) -> None:
    options = CHOICES[name]
    own = trained(kind=kind, **options)
    kinds = kinds_of(options)
    plain = trained(kind=kind, kinds=kinds)
    test, labels = recordings(5, seed=1, kinds=kinds)
    test = [x.astype(kind) for x in test]
    said = own.predict_windows(test)
    assert said.tolist() == [one for x in test for one in by_hand(own, x, options)]
    assert (said != plain.predict_windows(test)).any()
    assert len(set(said)) > 1
    model = mote.convert(own, leaves="exact")
    found = model.verify(test, labels)
    rows = len(said)
    assert found.ways["from raw samples"] == f"the same bits on {rows} of {rows} rows"
    right = 100 * (said == own.windows(test, labels).y).mean()
    expected = f"{rows} of {rows} windows as Windowed decides, right on {right:.1f} %"
    assert found.ways["decisions"].startswith(expected)
    np.testing.assert_array_equal(model.predict(test), said)
    pipe = model.header().split("using pipeline_by")[1]
    assert ("mote::class_probabilities<model, Way>" in pipe) == (
        "reject" in options or name in ("probabilities", "on and off", "on and off, smoothed")
    )


@pytest.mark.slow
@needs("m0")
@pytest.mark.parametrize("leaves", ["exact", "soft8"])
def test_an_emulated_chip_smooths_and_rejects_as_python(leaves: str, tmp_path: Path) -> None:
    own = trained(**CHOICES["all"])
    model = mote.convert(own, leaves=leaves)
    test, labels = recordings(3, seed=1)
    found = model.verify(test, labels)
    names = [*NAMES, "unknown"]
    text = model.header("made")
    assert 'case label::unknown: return "unknown";' in text
    assert "mote::smooth_probabilities<uint16_t, 3, &parts::slowly>," in text  # no RAM in flash
    assert "// Decided    SmoothProbabilities(alpha=0.4), Reject(probability=0.5, " in text
    places = np.array([names.index(one) for one in model.predict(test)])
    assert 3 in places
    assert len(set(places)) > 1
    assert on_a_chip("m0", model, test, tmp_path) == in_a_number(places)
    if leaves == "exact":
        assert found.ways["decisions"].startswith(f"{len(places)} of {len(places)} windows")


@pytest.mark.slow
@needs("m0")
def test_an_emulated_chip_goes_on_and_off_as_python(tmp_path: Path) -> None:
    own = trained(**CHOICES["on and off, smoothed"])
    model = mote.convert(own, leaves="exact")
    test, _ = recordings(4, seed=1, kinds=2)
    text = model.header("made")
    assert "// Decided    SmoothProbabilities(alpha=0.4), Hysteresis(on=0.6, off=0.4)," in text
    assert "mote::hysteresis<uint16_t> on_and_off{19661, 13107};" in text
    places = np.array([NAMES.index(one) for one in own.predict_windows(test)])
    assert len(set(places)) == 2
    assert on_a_chip("m0", model, test, tmp_path) == in_a_number(places)


@pytest.mark.slow
def test_naive_bayes_is_smoothed_in_float() -> None:
    own = trained(GaussianNB(), kind=np.float32, **CHOICES["all"])
    test = [x.astype(np.float32) for x in recordings(3, seed=1)[0]]
    found = mote.convert(own).verify(test)
    rows = len(own.predict_windows(test))
    assert found.ways["decisions"].startswith(f"{rows} of {rows} windows as Windowed decides, ")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("steps", "kind", "size"),
    [
        ([mote.Statistics(), StandardScaler(), PCA(3)], np.int16, (ROWS, HOP)),
        (
            [mote.Framed(mote.Statistics(["range"]), mote.Statistics(["mean"]), rows=16, hop=8)],
            np.float32,
            (32, 16),
        ),
    ],
    ids=["a projection", "frames"],
)
def test_decisions_behind_all_that_stands_before_a_model(
    steps: Any, kind: Any, size: tuple[int, int]
) -> None:
    X, y = recordings(9)
    inner = make_pipeline(*steps, forest())
    filters = [mote.filters.OnePoleHighpass(0.05)]
    own = mote.Windowed(inner, *size, filters=filters, **CHOICES["all"])
    own.fit([x.astype(kind) for x in X], y)
    found = mote.convert(own).verify([x.astype(kind) for x in recordings(3, seed=1)[0]])
    assert found.ways["from raw samples"] == f"the same bits on {found.rows} of {found.rows} rows"
    said = f"{found.rows} of {found.rows} windows as Windowed decides, "
    assert found.ways["decisions"].startswith(said)


def test_a_recording_gets_the_label_of_most_decisions_that_are_none_rejected() -> None:
    own = trained(reject=mote.Reject(probability=0.7))
    test, _ = recordings(4, seed=1)
    said = [own.predict_windows(x).tolist() for x in test]
    assert any(max(NAMES, key=one.count) != max(set(one), key=one.count) for one in said)
    assert own.predict(test).tolist() == [max(NAMES, key=one.count) for one in said]
    nothing = trained(reject=mote.Reject(margin=1.0, entropy=0.0))
    quiet = np.random.default_rng(0).normal(0, 900, (60, 3)).astype(np.int16)
    assert set(nothing.predict_windows(quiet)) == {"unknown"}
    assert nothing.predict(quiet).tolist() == ["unknown"]


@pytest.mark.slow
def test_what_is_rejected_is_called_as_classes_are() -> None:
    X, y = recordings(6)
    inner = make_pipeline(mote.Statistics(["range"]), DecisionTreeClassifier(max_depth=2))
    numbers = np.unique(y, return_inverse=True)[1]
    sure = mote.Reject(probability=0.9)
    own = mote.Windowed(inner, rows=ROWS, hop=HOP, reject=sure).fit(X, numbers)
    assert -1 in own.predict_windows(X)
    model = mote.convert(own)
    assert model.verify(X, numbers).rows == len(own.windows(X))
    assert "class_minus_1" in model.header()
    np.testing.assert_array_equal(model.predict(X), own.predict_windows(X))
    with pytest.raises(ValueError, match="called -1, which is a class"):
        own.fit(X, numbers - 1)
    with pytest.raises(ValueError, match=r"label= of mote.Reject is of the kind of the classes"):
        own.set_params(reject=mote.Reject(label="other")).fit(X, numbers)


def test_a_search_finds_how_to_smooth() -> None:
    X, y = recordings(9)
    own = clone(trained())
    grid = {"smooth": [(), mote.Majority(5)], "reject": [None, mote.Reject(0.9)]}
    search = GridSearchCV(own, grid, cv=3, error_score="raise").fit(X, y)
    again = pickle.loads(pickle.dumps(search.best_estimator_))
    assert (again.predict(X) == search.predict(X)).all()


@pytest.mark.slow
def test_decisions_of_the_chip_that_differ_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    model = mote.convert(trained(smooth=mote.Majority(3)))
    test, labels = recordings(3, seed=1)
    own = type(model._runner).pipeline

    def wrong(self: Any, stream: Any) -> tuple[np.ndarray, np.ndarray]:
        rows, out = own(self, stream)
        out[4] = 2 - out[4] // 2
        return rows, out

    monkeypatch.setattr(type(model._runner), "pipeline", wrong)
    with pytest.raises(mote.VerificationError, match=r"decides 1 of \d+ windows otherwise.*ow 4\."):
        model.verify(test, labels)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["probability", "on and off"])
def test_limits_that_are_none_of_pythons_are_found(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both ways through the C++ of this machine would agree on them."""
    options = CHOICES[name]
    model = mote.convert(trained(**options), leaves="exact")
    test, labels = recordings(3, seed=1, kinds=kinds_of(options))
    model.verify(test, labels)
    fractions = steps._fractions

    def wrong(numbers: Any, probability: str) -> list[str]:
        right = fractions(numbers, probability)
        return right if probability == "float" else [str(int(right[0]) * 3 // 4), *right[1:]]

    monkeypatch.setattr(steps, "_fractions", wrong)
    with pytest.raises(mote.VerificationError, match="not near a tie or a limit"):
        mote.convert(model.estimator, leaves="exact").verify(test, labels)


def test_a_window_is_in_doubt_by_its_bound() -> None:
    p = np.array([[0.61, 0.39], [0.5, 0.5], [0.9, 0.1], [0.2, 0.8]])
    same = np.zeros(4, np.int64)
    none = np.zeros(4)

    def near(bound: np.ndarray, reject: Any = None, alpha: float | None = None) -> list[bool]:
        return decided.run.doubtful(
            steps.Decide(alpha, reject, ()), p, same, np.asarray(bound)
        ).tolist()

    assert near(none) == [False, True, False, False]
    assert near(none + 0.12) == [True, True, False, False]
    assert near(none + 0.005, mote.Reject(probability=0.8)) == [False, True, False, True]
    assert near(none + 0.005, mote.Reject(margin=0.22)) == [True, True, False, False]
    assert near(none, mote.Reject(entropy=0.47)) == [False, True, True, False]
    # Smoothed: 0.61, 0.555, 0.7275, 0.46375; and a bound goes on.
    assert near(np.array([0, 0.06, 0, 0]), None, 0.5) == [False, True, False, True]


def test_a_hysteresis_is_in_doubt_until_a_crossing_that_is_sure() -> None:
    p = np.array([0.2, 0.69, 0.5, 0.5, 0.2, 0.9, 0.41, 0.5, 0.71, 0.5, 0.2])
    two = np.column_stack([1 - p, p])
    own = steps.Decide(None, None, (), mote.Hysteresis(0.7, 0.4))
    first = np.repeat([0, 1], [9, 2])
    near = decided.run.doubtful(own, two, first, np.full(len(p), 0.02))
    assert near.tolist() == [x == "?" for x in ".???..???.."]
    none = decided.run.doubtful(own, two, first, np.zeros(len(p)))
    assert not none.any()


@pytest.mark.parametrize("alpha", [None, 0.6])
def test_what_may_be_otherwise_within_a_bound_is_in_doubt(alpha: float | None) -> None:
    random = np.random.default_rng(7)
    own = steps.Decide(alpha, None, (), mote.Hysteresis(0.6, 0.45))
    first = np.repeat(np.arange(40), 25)
    p = np.clip(np.cumsum(random.normal(0, 0.12, 1000)) % 2, 0, None)
    p = np.minimum(p, 2 - p)
    bound = random.uniform(0, 0.03, 1000)

    def said(second: np.ndarray) -> np.ndarray:
        given = np.column_stack([1 - second, second]).astype(np.float32)
        return decided.run.decisions(own, given, first, 2)

    near = decided.run.doubtful(own, np.column_stack([1 - p, p]), first, bound)
    differs = np.zeros(1000, bool)
    for _ in range(60):
        moved = p + bound * random.choice([-1, -0.5, 0.5, 1], 1000)
        differs |= said(np.clip(moved, 0, 1)) != said(p)
    assert differs.sum() > 30
    assert not (differs & ~near).any()
    assert near.sum() < 400


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"smooth": [mote.Majority(3), SMOOTH]}, "SmoothProbabilities is the first step"),
        ({"smooth": mote.SmoothProbabilities(2.0)}, "alpha from 1/1024 to 1; got step 0, alpha 2"),
        ({"smooth": mote.Majority(0)}, "windows of Majority must be a whole number"),
        ({"smooth": np.median}, "step 0 of smooth=, median, is none that a chip has: .*Hysteresis"),
        (
            {"smooth": [mote.Majority(3), mote.Hysteresis(0.6, 0.4)]},
            "comes behind SmoothProbabilities; got it as step 1",
        ),
        ({"smooth": mote.Hysteresis(0.4, 0.6)}, "off is not above on; got Hysteresis"),
        ({"smooth": mote.Hysteresis(1.4, 0.6)}, "from 0 to 1, and off"),
        ({"smooth": mote.Hysteresis(0.6, 0.4)}, "Hysteresis is of two classes, .*; got 3: use"),
        (
            {"smooth": [SMOOTH, mote.Hysteresis(0.6, 0.4)], "reject": mote.Reject(0.6)},
            r"reject= cannot stand beside it",
        ),
        (
            {"model": Perceptron(), "smooth": mote.Hysteresis(0.6, 0.4)},
            "Hysteresis and Reject take probabilities",
        ),
        ({"reject": 0.6}, r"reject= is a mote.Reject, as mote.Reject\(probability=0.6\); got 0.6"),
        ({"reject": mote.Reject(probability=2)}, "from 0 to 1"),
        ({"reject": mote.Reject(entropy=-1)}, "in bits, 0 to 16; got -1"),
        ({"reject": mote.Reject(label="walk")}, "called 'walk', which is a class"),
        ({"model": Perceptron(), "smooth": SMOOTH}, "take probabilities, which the estimator"),
        (
            {"model": "regression", "smooth": mote.Majority(3)},
            "has none: for .*mote.RunningMedian and",
        ),
    ],
    ids=lambda value: None if isinstance(value, dict) else value[:12],
)
def test_what_is_no_step_is_refused(options: dict[str, Any], said: str) -> None:
    model = options.pop("model", None)
    X, y = recordings(3)
    if model == "regression":
        model, y = LinearRegression(), np.arange(3.0)
    inner = make_pipeline(mote.Statistics(["range"]), forest() if model is None else model)
    with pytest.raises(ValueError, match=said):
        mote.Windowed(inner, rows=ROWS, hop=HOP, **options).fit(X, y)
