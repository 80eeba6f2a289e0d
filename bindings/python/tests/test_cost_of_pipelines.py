"""What pipelines of windows cost, part by part; costs as scores; accuracy against cost."""

from __future__ import annotations

import pickle
import re
from pathlib import Path

import numpy as np
import pytest
from sklearn import datasets
from sklearn.model_selection import GridSearchCV
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.tree import DecisionTreeClassifier
from test_report import needs

import mote
from mote.chip import scorer
from mote.chip.build import Build
from mote.chip.measure import measure

IRIS = datasets.load_iris(return_X_y=True)


def moving(rows: int = 32) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(0)
    y = random.integers(2, size=60)
    X = random.normal(0, 50 + 500 * y[:, None, None], (60, rows, 3)).astype(np.int16)
    return X, y


@needs("m0")
def test_the_price_of_a_pipeline_is_that_of_its_parts() -> None:
    X, y = moving()
    tree = DecisionTreeClassifier(max_depth=3)
    model = mote.convert(make_pipeline(mote.Motion(), StandardScaler(), tree).fit(X, y))
    report = model.report(X, cores=["m0"])
    whole = report.builds["m0", "walk"]
    pieces = [report.pieces["m0", part] for part in ("frame", "features", "model")]
    assert sum(piece.flash for piece in pieces) == whole.flash
    assert sum(piece.ram for piece in pieces) == whole.ram
    counts = [piece.count for piece in pieces]
    assert None not in counts
    assert sum(c for c in counts if c is not None) == pytest.approx(whole.count)
    frame, features, decision = pieces
    assert 32 * 3 * 2 <= frame.ram <= 32 * 3 * 2 + 16  # the window and its counters
    assert features.flash > decision.flash > 0
    assert features.count is not None
    assert frame.count is not None
    assert features.count > frame.count > 96  # each sample is copied once
    assert re.search(r"Part by part on Cortex-M0, walked: frame [\d,]+ bytes of", str(report))
    assert "16 of the 60 windows of X" in str(report)


def bars(svg: str) -> list[tuple[str, float, float]]:
    """The colour of each rectangle of a picture, where it begins, and its width."""
    shape = (
        r'<path d="M ([\d.]+) [\d.]+ \nL ([\d.]+) [^"]*"[^>]*style="fill: (#\w+); stroke: #ffffff'
    )
    return [(c, float(x), float(end) - float(x)) for x, end, c in re.findall(shape, svg)]


def test_the_picture_shows_what_each_part_takes(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    from mote.chip.parts_picture import COLOURS, draw_parts

    sizes = {"frame": (100, 60, 500.0), "filters": (50, 20, 900.0), "features": (800, 300, 7e5),
             "distance": (200, 0, 4000.0), "model": (400, 0, -30.0)}  # fmt: skip
    pieces = {
        (core, part): Build(core, part, flash, ram, None, count)
        for core in ("m0", "m4")
        for part, (flash, ram, count) in sizes.items()
    }
    svg = draw_parts(pieces)
    drawn = bars(svg)
    assert len(drawn) == 2 * 3 * 5
    widths = np.array([width for _, _, width in drawn]).reshape(3, 2, 5)
    truth = np.clip(np.array(list(sizes.values())).T, 0, None)
    for panel, expected in zip(widths, truth):
        np.testing.assert_allclose(panel / panel.sum(axis=1, keepdims=True),
                                   [expected / expected.sum()] * 2, atol=2e-3)  # fmt: skip
    assert [colour for colour, _, _ in drawn[:5]] == list(COLOURS.values())
    for said in ("Cortex-M0", "Cortex-M4F", "flash, bytes", "1,550", "705,400", "distance"):
        assert f">{said}<" in svg, said
    without = {key: piece for key, piece in pieces.items() if key[1] != "filters"}
    assert ">filters<" not in draw_parts(without)


@needs("m0")
def test_the_page_has_the_picture_of_the_parts(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    X, y = moving()
    pipeline = make_pipeline(mote.Motion(["x_std"]), DecisionTreeClassifier(max_depth=1)).fit(X, y)
    report = mote.convert(pipeline).report(X, cores=["m0"])
    for name in ("cost.html", "cost.svg"):
        written = report.save(tmp_path / name).read_text(encoding="utf-8")
        assert len(bars(written)) == 9, "three parts of one core, three times"
        assert f">{report.builds['m0', 'walk'].flash:,}<" in written
    tree = DecisionTreeClassifier(max_depth=1).fit(X[:, 0].astype(np.int16), y)
    rows = mote.convert(tree, dtype="int16").report(cores=["m0"])
    assert not bars(rows.save(tmp_path / "rows.svg").read_text(encoding="utf-8"))


@needs("m0")
def test_a_feature_less_costs_less() -> None:
    X, y = moving()
    few, many = (
        measure(
            mote.convert(
                make_pipeline(mote.Motion(names), DecisionTreeClassifier(max_depth=2)).fit(X, y)
            ).header(),
            cores=["m0"],
            count=False,
        ).pieces["m0", "features"]
        for names in (["x_mean"], ["x_jerk_entropy"])
    )
    assert few.flash < many.flash


@needs("m0")
def test_a_budget_is_held_to_the_whole_way() -> None:
    X, y = moving()
    pipeline = make_pipeline(mote.Motion(["x_std"]), DecisionTreeClassifier(max_depth=1)).fit(X, y)
    with pytest.raises(mote.BudgetError, match="bytes of RAM where 100 are allowed"):
        mote.convert(pipeline, budget=mote.Budget(ram=100, core="m0"))
    mote.convert(pipeline, budget=mote.Budget(ram=2000, core="m0"))


@needs("avr")
def test_a_search_finds_what_is_worth_its_flash(tmp_path: Path) -> None:
    pipeline = make_pipeline(StandardScaler(), DecisionTreeClassifier(random_state=0))
    search = GridSearchCV(
        pipeline,
        {"decisiontreeclassifier__max_depth": [1, 2, 4]},
        scoring={"accuracy": "accuracy", "cost": mote.cost_scorer("uno", leaves="hard")},
        refit="accuracy",
        cv=2,
    ).fit(*IRIS)
    costs = -search.cv_results_["mean_test_cost"]
    assert (np.diff(costs) > 0).all()  # a deeper tree takes more
    found = mote.pareto(search)
    best = list(found)
    assert [choice.cost for choice in best] == sorted(choice.cost for choice in best)
    assert [choice.score for choice in best] == sorted(choice.score for choice in best)
    assert best[0].params == {"decisiontreeclassifier__max_depth": 1}
    assert "max_depth=1" in str(found)
    assert found.save(tmp_path / "pareto.svg").read_text(encoding="utf-8").startswith("<?xml")
    with pytest.raises(mote.UnsupportedError, match=r"\.svg or \.png"):
        found.save(tmp_path / "pareto.txt")


@needs("avr")
def test_a_scorer_is_the_report_with_a_minus() -> None:
    tree = DecisionTreeClassifier(max_depth=2, random_state=0).fit(*IRIS)
    score = pickle.loads(pickle.dumps(mote.cost_scorer("uno", "flash", way="walk", dtype="float")))
    build = mote.convert(tree).report(boards=["uno"]).builds["avr", "walk"]
    assert score(tree) == -build.flash
    assert mote.cost_scorer("uno", "ram", way="walk")(tree) == -build.ram
    assert mote.cost_scorer("uno", "instructions", way="walk")(tree) == -build.count


def test_those_that_another_beats_are_no_choice() -> None:
    params = [{"n": i} for i in range(5)]
    scores, costs = np.array([0.7, 0.9, 0.9, 0.8, 0.95]), np.array([10.0, 30, 20, 25, 40])
    found = scorer._choices(params, scores, costs)
    assert [c.params["n"] for c in found if c.best] == [0, 2, 4]


def test_scores_that_are_not_known_are_refused() -> None:
    with pytest.raises(ValueError, match="what='volts' is unknown: use flash, ram"):
        mote.cost_scorer("uno", "volts")
    with pytest.raises(ValueError, match="board"):
        mote.cost_scorer("una")
    search = GridSearchCV(DecisionTreeClassifier(), {"max_depth": [1]}, cv=2)
    with pytest.raises(mote.UnsupportedError, match="call fit"):
        mote.pareto(search)
    with pytest.raises(mote.UnsupportedError, match="needs two scores"):
        mote.pareto(search.fit(*IRIS))
