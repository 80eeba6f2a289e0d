"""Windows far from all classes of training: Python's, those of the header, those of a chip."""

from __future__ import annotations

import pickle
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import scripts
from sklearn.decomposition import PCA
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LinearRegression, Perceptron
from sklearn.pipeline import make_pipeline, make_union
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC
from sklearn.tree import DecisionTreeClassifier
from test_cost_of_pipelines import needs
from test_decisions import HOP, NAMES, ROWS, SMOOTH, by_hand, forest, recordings, trained
from test_whole_chain import in_a_number, on_a_chip

import mote
from mote.chip.parts_picture import draw_parts
from mote.decisions.distance import INCLUDE, Known, known
from mote.host.series import Code, run

FAR = mote.Reject(distance=1.2)


def classes(kind: str, seed: int = 0) -> Known:
    """Of columns of all sizes, the last of which varies in no class."""
    random = np.random.default_rng(seed)
    size = np.exp(random.uniform(0, 8 if kind == "int16" else 16, 6))
    means = random.normal(0, 5, (3, 6)) * size
    deviations = random.uniform(0.3, 2, (3, 6)) * size
    deviations[:, -1] = 0
    return Known(np.arange(6), tuple("abcdef"), means, deviations)


@pytest.mark.parametrize("kind", ["int16", "int32", "float"])
def test_a_table_is_that_of_cpp(kind: str) -> None:
    own = classes(kind)

    def numbers(x: np.ndarray) -> str:
        inner = "}}, {{".join(", ".join(repr(float(v)) for v in row) for row in x)
        return f"{{{{{{{{{inner}}}}}}}}}"

    made = (
        f"constexpr mote::known_classes<3, 6> all{{{numbers(own.means)}, "
        f"{numbers(own.deviations)}, 2.5}};\n"
        "constexpr auto made = mote::quantize<sample>(all);\n"
    )
    same = (
        "a.mean == b.mean && a.scale == b.scale"
        if kind == "float"
        else "a.mean == b.mean && a.factor == b.factor && a.up == b.up && a.down == b.down && "
        "near.ranges[i].lowest == made.ranges[i].lowest && "
        "near.ranges[i].width == made.ranges[i].width"
    )
    each = (
        "for (size_t k = 0; k < 3; ++k) {\n  for (size_t i = 0; i < 6; ++i) {\n"
        "    const auto& a = near.classes[k][i];\n    const auto& b = made.classes[k][i];\n"
        f"    y[6 * k + i] = ({same}) ? 1 : 0;\n  }}\n}}"
    )
    code = Code((INCLUDE,), "", each, "uint16", made + own.table(kind, 2.5))
    x = np.zeros((1, 6), np.float32 if kind == "float" else kind)
    assert run(code, x, 18)[1].all()


@pytest.mark.parametrize("kind", ["int16", "int32", "float"])
def test_near_is_a_distance_in_double_but_at_the_limit(kind: str) -> None:
    random = np.random.default_rng(1)
    own = classes(kind, seed=2)
    which = random.integers(0, 3, 2000)
    z = random.normal(0, 1, (2000, 6))
    z *= 2.5 / np.sqrt((z[:, :5] ** 2).mean(axis=1))[:, None]
    z *= random.choice([0.3, 0.99, 1, 1.01, 3], (2000, 1))
    x = own.means[which] + z * own.deviations[which]
    if kind == "float":
        x = x.astype(np.float32)
    else:
        held = np.iinfo(kind)
        x = np.clip(np.rint(x), held.min, held.max).astype(kind)
    near, unsure = own.near(x, 2.5), own.unsure(x, x, 2.5)
    assert ((near == (own.distances(x) <= 2.5)) | unsure).all()
    assert 100 < near.sum() < 1900
    assert unsure.mean() < 0.3


def test_deviations_are_of_each_class() -> None:
    random = np.random.default_rng(0)
    y = np.repeat([0, 1], 500)
    x = np.column_stack([random.normal(0, 100, 1000), random.normal(0, 100, 1000), 7 * y, y * 0])
    x[y == 1, 0] = x[y == 1, 0] / 1000 + 50
    whole = np.rint(x).astype(np.int32)
    own = known(whole, y, np.array([0, 1, 2, 3]), ["a", "b", "c", "d"])
    taken = whole.astype(float)
    expected = [taken[y == k].std(axis=0, ddof=1) for k in (0, 1)]
    pooled = np.sqrt((expected[0] ** 2 + expected[1] ** 2) / 2)
    np.testing.assert_allclose(own.means, [taken[y == k].mean(axis=0) for k in (0, 1)])
    np.testing.assert_allclose(own.deviations[:, 1], [e[1] for e in expected])
    np.testing.assert_allclose(own.deviations[:, 0], [expected[0][0], pooled[0] / 10])
    assert (own.deviations[:, 2:] == 0).all()
    one = known(np.rint(x / 400).astype(np.int32), y, np.array([1]), ["a", "b"])
    np.testing.assert_allclose(one.deviations, 12**-0.5)


CHOICES: dict[str, dict[str, Any]] = {
    "majority": {"reject": mote.Reject(distance=1.2, label="none"), "smooth": mote.Majority(3)},
    "all": {
        "smooth": [SMOOTH, mote.Majority(3), mote.MinimalDuration(2)],
        "reject": mote.Reject(probability=0.5, margin=0.1, distance=1.2),
    },
}


def expected(own: mote.Windowed, given: np.ndarray, options: dict[str, Any]) -> list[str]:
    """The steps in Python by hand, of which those of the near windows alone are by_hand's."""
    X = own.windows(given).X
    features = own.estimator_[0].transform(X).astype(np.float64)
    learnt = own.known_
    features = features[:, [own.estimator_[0].get_feature_names_out().tolist().index(n)
                            for n in learnt.names]]  # fmt: skip
    far = np.ones(len(X), bool)
    for mean, deviation in zip(learnt.means, learnt.deviations):
        z = (features - mean) / deviation
        far &= np.sqrt((z**2).mean(axis=1)) > 1.2
    reject, smooth = options["reject"], options.get("smooth", ())
    said = np.full(len(X), reject.label or "unknown", object)
    p = own.estimator_.predict_proba(X)[~far]
    if isinstance(smooth, list):
        for i in range(1, len(p)):
            p[i] = p[i - 1] + 0.4 * (p[i] - p[i - 1])
    first = np.sort(p, axis=1)
    sure = (first[:, -1] >= reject.probability) & (first[:, -1] - first[:, -2] >= reject.margin)
    said[~far] = np.where(sure, np.array(NAMES, object)[p.argmax(axis=1)], "unknown")
    labels = [x for x in (smooth if isinstance(smooth, list) else [smooth]) if x and x != SMOOTH]
    return behind(said.tolist(), labels)


def behind(said: list[str], steps: list[Any]) -> list[str]:
    """Labels of a model through the steps behind it, as by_hand has them."""
    model = SimpleNamespace(predict=lambda X: said)
    fixed = SimpleNamespace(estimator_=model, windows=lambda given: SimpleNamespace(X=None))
    return by_hand(fixed, np.empty(0), {"smooth": steps})


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "kind", "dtype"),
    [*((name, np.int16, "auto") for name in CHOICES), ("all", np.float32, "auto"),
     ("all", np.int16, "float")],
)  # fmt: skip
def test_decisions_are_those_of_python_and_of_the_header(name: str, kind: Any, dtype: str) -> None:
    options = CHOICES[name]
    own = trained(kind=kind, **options)
    test = [x.astype(kind) for x in recordings(5, seed=1)[0]]
    said = own.predict_windows(test)
    assert said.tolist() == [one for x in test for one in expected(own, x, options)]
    far = own.distances(test) > 1.2
    assert 5 < far.sum() < len(far) - 50
    model = mote.convert(own, dtype, leaves="exact")
    found = model.verify(test)
    assert found.ways["decisions"].startswith(f"{len(said)} of {len(said)} windows as Windowed")
    np.testing.assert_array_equal(model.predict(test), said)
    assert "mote::only_if<parts::near, label::" in model.header().split("using pipeline_by")[1]
    again = pickle.loads(pickle.dumps(own))
    assert (again.predict_windows(test) == said).all()


@pytest.mark.slow
@needs("m0")
def test_an_emulated_chip_rejects_as_python(tmp_path: Path) -> None:
    own = trained(**CHOICES["all"])
    model = mote.convert(own, leaves="soft8")
    test = recordings(3, seed=1)[0]
    names = [*NAMES, "unknown"]
    places = np.array([names.index(one) for one in model.predict(test)])
    assert 3 in places
    assert len(set(places)) > 2
    assert on_a_chip("m0", model, test, tmp_path) == in_a_number(places)


@pytest.mark.slow
@needs("m0")
@pytest.mark.parametrize("framed", [False, True])
def test_the_report_prices_the_distance_as_a_part(framed: bool) -> None:
    X, y = recordings(6)
    features = mote.Statistics(["range"])
    kind, rows, hop = (np.float32, 32, 16) if framed else (np.int16, ROWS, HOP)
    if framed:
        features = mote.Framed(features, mote.Statistics(["mean", "max"]), rows=16, hop=8)
    trees = DecisionTreeClassifier(max_depth=4, random_state=0)
    X = [x.astype(kind) for x in X]
    own = mote.Windowed(make_pipeline(features, trees), rows=rows, hop=hop, reject=FAR).fit(X, y)
    report = mote.convert(own).report(X[:2], cores=["m0"], way="walk")
    assert [part for _, part in report.pieces] == ["frame", "features", "distance", "model"]
    table = 8 * own.known_.means.size + (0 if framed else 8 * len(own.known_.names))
    distance = report.pieces["m0", "distance"]
    assert table < distance.flash < table + (2500 if framed else 300)
    assert distance.count > 20 * len(own.known_.names)
    assert sum(p.flash for p in report.pieces.values()) == report.builds["m0", "walk"].flash
    assert "distance" in draw_parts(report.pieces)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["a projection", "a union", "no probabilities"])
def test_distances_are_of_the_features_that_the_model_uses(name: str) -> None:
    X, y = recordings(9)
    features = mote.Statistics(["standard_deviation", "range", "mean_crossings"])
    other = make_union(mote.Statistics(["mean"]), mote.Motion(["x_std", "z_std"]))
    inner, most = {
        "a projection": (make_pipeline(features, StandardScaler(), PCA(2), forest()), 9),
        "a union": (make_pipeline(other, forest()), 5),
        "no probabilities": (make_pipeline(features, StandardScaler(), Perceptron()), 9),
    }[name]
    own = mote.Windowed(inner, rows=ROWS, hop=HOP, reject=FAR).fit(X, y)
    assert len(own.known_.names) == most
    test = recordings(4, seed=1)[0]
    if name == "no probabilities":  # and no header
        assert "unknown" in own.predict_windows(test)
        return
    found = mote.convert(own, leaves="exact").verify(test)
    assert found.ways["decisions"].startswith(f"{found.rows} of {found.rows} windows as Windowed")


@pytest.mark.slow
def test_a_model_that_is_not_converted_rejects_by_all_features() -> None:
    X, y = recordings(9)
    inner = make_pipeline(mote.Statistics(["range"]), StandardScaler(), SVC())
    own = mote.Windowed(inner, rows=ROWS, hop=HOP, reject=FAR).fit(X, y)
    assert own.known_.names == ("x_range", "y_range", "z_range")
    strange = np.random.default_rng(0).normal(0, 8000, (200, 3)).astype(np.int16)
    assert set(own.predict_windows(strange)) == {"unknown"}


@pytest.mark.slow
def test_a_table_that_is_wrong_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both ways through the C++ of this machine would agree on it."""
    own = trained(reject=FAR)
    right = Known.table
    monkeypatch.setattr(Known, "table", lambda self, kind, d: right(self, kind, d * 1.2))
    with pytest.raises(mote.VerificationError, match="on the other side of the distance"):
        mote.convert(own).verify(recordings(3, seed=1)[0])


@pytest.mark.slow
@pytest.mark.skipif(not scripts.FOLDER.is_dir(), reason="the examples are in the repository")
@pytest.mark.parametrize("held", ["badminton", "running", "standing", "walking"])
def test_an_activity_that_was_never_seen_is_rejected(held: str) -> None:
    """As docs/guide/features.md says."""
    motions = scripts.imported("activity", "basic_motions")
    (train, labels), (test, truth) = (motions.recordings(part) for part in ("TRAIN", "TEST"))
    seen = [i for i, label in enumerate(labels) if label != held]
    trees = RandomForestClassifier(10, max_depth=6, random_state=0)
    own = mote.Windowed(make_pipeline(mote.Statistics(), trees), rows=50, hop=25,
                        reject=mote.Reject(distance=2))  # fmt: skip
    own.fit([train[i] for i in seen], [labels[i] for i in seen])
    said, real = own.predict_windows(test), own.windows(test, truth).y
    assert (said[real == held] == "unknown").all()
    assert (said[real != held] == real[real != held]).mean() > 0.94


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"reject": mote.Reject(distance=0)}, "in standard deviations, from 0.25 to 1000"),
        ({"reject": mote.Reject(distance=-2)}, "got -2"),
        ({"reject": mote.Reject(distance=2, label="walk")}, "called 'walk', which is a class"),
        ({"model": "regression", "reject": FAR}, "mote.Reject is of classes, and"),
        ({"model": "flat", "reject": FAR}, "begins with mote.Motion, .*got FlattenWindows"),
    ],
    ids=lambda value: None if isinstance(value, dict) else value[:12],
)
def test_what_is_no_distance_is_refused(options: dict[str, Any], said: str) -> None:
    X, y = recordings(3)
    model = options.pop("model", "forest")
    inner = make_pipeline(mote.Statistics(["range"]), forest())
    if model == "regression":
        inner, y = make_pipeline(mote.Statistics(["range"]), LinearRegression()), np.arange(3.0)
    if model == "flat":
        inner = make_pipeline(FlattenWindows(), forest())
    with pytest.raises(ValueError, match=said):
        mote.Windowed(inner, rows=ROWS, hop=HOP, **options).fit(X, y)


class FlattenWindows:
    """No transformer of mote's."""

    def fit(self, X: np.ndarray, y: Any = None) -> FlattenWindows:
        return self

    def transform(self, X: np.ndarray) -> np.ndarray:
        return X.reshape(len(X), -1)


def test_distances_must_have_been_fitted() -> None:
    own = trained()
    with pytest.raises(ValueError, match="fitted without Reject"):
        own.distances(recordings(1)[0])
    own.set_params(reject=FAR)
    with pytest.raises(ValueError, match="fitted without Reject"):
        own.predict_windows(recordings(1)[0])
    X = np.zeros((2, 3), np.float32)
    with pytest.raises(ValueError, match="vary within the classes"):
        known(X, np.array([0, 1]), np.arange(3), ["a", "b", "c"])
