"""Human activity from an accelerometer, from recordings to eight emulated chips: `./dev demo`.

Cuts the recordings of BasicMotions into windows, computes 92 features of motion with the very C++
that the chip runs, trains random forests on them, converts the whole Pipeline to one header, runs
the raw samples of every test recording on emulated chips, from an ATmega328P to a Cortex-M55,
compares each decision with Python's, and writes a page with the pictures.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import activity_pictures
import basic_motions
import jinja2
import numpy as np
from numpy.typing import NDArray
from rich import box
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from sklearn.ensemble import RandomForestClassifier
from sklearn.feature_selection import SelectFromModel
from sklearn.model_selection import GroupKFold, cross_val_score
from sklearn.pipeline import make_pipeline

import mote
from mote.chip.counter import Cost, Counter
from mote.chip.parts_picture import draw_parts
from mote.chip.toolchain import CORES

HERE = Path(__file__).resolve().parent
ROWS, HOP = 50, 25  # 5 s, one each 2.5 s
AVR_RECORDINGS = 10  # that lie in the flash of an Uno beside the program
CHOICES = (2, 4, 8, 16, 92)  # features that a forest may use
PARTS_ON = ("m0", "m4", "m55")
UNO = {"flash": 32256, "ram": 2048}  # bytes; its loader has the rest of the flash

Step = Callable[[str], None]
Recordings = list[NDArray[np.int16]]


@dataclass(frozen=True)
class Point:
    """A forest that may use so many features: what it gets right, and what it costs."""

    most: int
    used: int
    accuracy: float  # of windows of recordings that were held out, of the training half
    held_out: float  # of the windows of the other half
    m4: Cost  # of a decision on Cortex-M4F
    avr: Cost  # and on ATmega328P
    decisions: int  # that the ATmega328P made

    @property
    def fits_uno(self) -> bool:
        return self.avr.flash <= UNO["flash"] and self.avr.ram + self.avr.stack <= UNO["ram"]


def activity(most: int) -> mote.Windowed:
    """Windows, their features, the best of them, and a forest."""
    steps: list[Any] = [mote.Motion()]
    if most < 92:
        judge = RandomForestClassifier(100, random_state=0)
        steps.append(SelectFromModel(judge, threshold=-np.inf, max_features=most))
    forest = RandomForestClassifier(10, max_leaf_nodes=16, random_state=0)
    return mote.Windowed(make_pipeline(*steps, forest), rows=ROWS, hop=HOP)


class Chips:
    """Builds the firmware for each core and runs it on recordings in an emulator."""

    def __init__(self, folder: Path, recordings: Recordings) -> None:
        self._folder = folder
        self._recordings = recordings
        self._counters = {core: Counter(core, folder / "build") for core in CORES}
        self._made = 0

    def cost(self, model: mote.Model, core: str) -> tuple[Cost, int]:
        """What a decision costs; `check` is how many of them are Python's. And how many there are:
        on AVR those of the first recordings.
        """
        given = self._recordings[: AVR_RECORDINGS if core == "avr" else None]
        classes = list(model.classes_ if model.classes_ is not None else ())
        expected = [classes.index(label) for label in model.estimator.predict_windows(given)]
        self._made += 1
        folder = self._folder / str(self._made)
        folder.mkdir()
        model.save(folder / "activity.hpp")
        rows = ("{{" + ", ".join(map(str, one.ravel())) + "}},\n" for one in given)
        (folder / "samples.inc").write_text("".join(rows), encoding="utf-8")
        labels = "".join(f"{label},\n" for label in expected)
        (folder / "labels.inc").write_text(labels, encoding="utf-8")
        flags = ["-I", str(folder), "-I", str(mote.include_dir()), f"-DROWS={len(given[0])}"]
        source = folder / "firmware.cpp"  # beside the header that it includes
        source.write_bytes((HERE / "firmware.cpp").read_bytes())
        return self._counters[core].count("-Os", [source], flags), len(expected)


def choose(
    chips: Chips, train: mote.Windows, given: Recordings, labels: list[str], step: Step
) -> list[Point]:
    """Forests that may use ever more features, on a large chip and a small one."""
    points = []
    for most in CHOICES:
        step(f"a forest of at most {most} features")
        tried = activity(most).fit(*basic_motions.recordings("TRAIN"))
        scores = cross_val_score(
            tried.estimator, train.X, train.y, groups=train.groups, cv=GroupKFold(10)
        )
        model = mote.convert(tried)
        test = tried.windows(given, labels)
        accuracy = model.verify(test.X, test.y).accuracy
        assert accuracy is not None
        large, _ = chips.cost(model, "m4")
        small, decisions = chips.cost(model, "avr")
        points.append(
            Point(most, model.facts.n_features, float(scores.mean()), accuracy, large, small,
                  decisions)
        )  # fmt: skip
    return points


def everywhere(
    chips: Chips, model: mote.Model, points: list[Point], step: Step
) -> dict[str, tuple[Cost, int, int]]:
    """What a decision costs on every core, how many were made, and of how many features. On the
    ATmega328P it is the largest forest that fits.
    """
    costs = {}
    for core, chip in CORES.items():
        step(chip.title)
        if core != "avr":
            costs[core] = (*chips.cost(model, core), model.facts.n_features)
        elif fitting := [point for point in points if point.fits_uno]:
            costs[core] = (fitting[-1].avr, fitting[-1].decisions, fitting[-1].used)
    return costs


def where_it_goes(model: mote.Model, recordings: Recordings, cores: Sequence[str]) -> str:
    """The picture of frame, features and model: what each takes."""
    return draw_parts(model.report(recordings, cores=cores, way="walk").pieces)


def chips_table(costs: dict[str, tuple[Cost, int, int]]) -> Table:
    """What a person reads."""
    table = Table(
        title="Raw samples to decisions, on every core", title_justify="left",
        caption="window, features and forest; bytes, -Os", caption_justify="left",
        box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0),
    )  # fmt: skip
    table.add_column("core", no_wrap=True)
    for name in ("features", "flash", "RAM", "stack", "a decision", "as Python's"):
        table.add_column(name, justify="right", no_wrap=True)
    for core, (cost, of, used) in costs.items():
        table.add_row(
            CORES[core].title, str(used), f"{cost.flash:,}", f"{cost.ram:,}", f"{cost.stack:,}",
            f"{cost.instructions:,.0f} {CORES[core].unit}",
            f"[{'green' if cost.check == of else 'red'}]{cost.check} of {of}[/]",
        )  # fmt: skip
    return table


def main() -> None:
    """Run the demo."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument(
        "--out",
        type=Path,
        default=Path("build/demo"),
        help="where the page and the header go (default: %(default)s)",
    )
    out: Path = arguments.parse_args().out
    out.mkdir(parents=True, exist_ok=True)
    console = Console()

    recordings, labels = basic_motions.recordings("TEST")
    trained = activity(92).fit(*basic_motions.recordings("TRAIN"))
    test = trained.windows(recordings, labels)
    assert test.y is not None
    model = mote.convert(trained)
    result = model.verify(test.X, test.y)
    console.print(f"{len(recordings)} recordings held out, {len(test)} windows\n{result}\n")

    with (
        tempfile.TemporaryDirectory() as scratch,
        Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=console,
            transient=True,
        ) as progress,
    ):
        chips = Chips(Path(scratch), recordings)
        bar = progress.add_task("", total=len(CORES) + len(CHOICES) + 1, completed=-1)

        def step(text: str) -> None:
            progress.update(bar, advance=1, description=text)

        train = trained.windows(*basic_motions.recordings("TRAIN"))
        points = choose(chips, train, recordings, labels, step)
        costs = everywhere(chips, model, points, step)
        step("part by part")
        parts = where_it_goes(model, recordings, PARTS_ON)

    console.print(chips_table(costs))
    header = model.save(out / "activity.hpp")
    page = out / "activity.html"
    template = jinja2.Template(
        (HERE / "page.html.j2").read_text(encoding="utf-8"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
    )
    shown = {label: test.X[np.flatnonzero(test.y == label)[0]] for label in np.unique(test.y)}
    named = [(f"{p.used} features", p.m4.instructions, p.accuracy) for p in points]
    page.write_text(
        template.render(
            seconds=ROWS / basic_motions.RATE,
            windows=activity_pictures.windows_picture(shown, basic_motions.RATE, 8192),
            used=model.facts.n_features,
            model=model,
            result=result,
            chips=CORES,
            costs=costs,
            parts=parts,
            choice=activity_pictures.choice_picture(named),
            points=points,
            header="".join(header.read_text(encoding="utf-8").splitlines(keepends=True)[:14]),
            version=mote.__version__,
        ),
        encoding="utf-8",
    )
    console.print(f"Header  {header}   (#include it; every test window was checked)")
    console.print(f"Page    {page}   (what it costs, in pictures)")

    for core, (cost, of, _) in costs.items():
        if cost.check != of:
            raise SystemExit(
                f"{CORES[core].title}: expected Python's decision on {of} windows, got it on "
                f"{cost.check}"
            )


if __name__ == "__main__":
    main()
