"""Handwritten digits, from scikit-learn to eight emulated chips: `./dev demo`.

Trains random forests on the UCI handwritten digits that come with scikit-learn, converts them, runs
every test digit on emulated chips, from an ATmega328P to a Cortex-M55, compares each label with
scikit-learn's, prints what it costs, and writes a page with the pictures.
"""

from __future__ import annotations

import argparse
import base64
import io
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import jinja2
import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np
from numpy.typing import NDArray
from rich import box
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from sklearn.datasets import load_digits
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import train_test_split

import mote
from mote.chip.counter import Cost, Counter
from mote.chip.toolchain import CORES as CHIPS

HERE = Path(__file__).resolve().parent
CORES = {"m0": "Cortex-M0", "m4": "Cortex-M4F"}
WAYS = ("walk", "unrolled")
DTYPES = ("float", "int16", "int8")
VARIANTS: dict[str, dict[str, object]] = {
    "their class (hard)": {"leaves": "hard"},
    "proportions (soft, 8 bit)": {"leaves": "soft8"},
    "2 typical leaves a class": {"leaves": "soft8", "leaf_clusters": 2},
    "8 typical leaves a class": {"leaves": "soft8", "leaf_clusters": 8},
}

Data = NDArray[np.float64]
Labels = NDArray[np.int64]
Step = Callable[[str], None]


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    dtype: str
    model: mote.Model
    result: mote.Verification
    costs: dict[tuple[str, str], Cost]  # by core, and "walk" or "unrolled"


@dataclass(frozen=True)
class Point:
    """One model of the picture: how its leaves are stored, what it weighs, what it gets right."""

    leaves: str
    trees: int
    flash: int
    accuracy: float


class Chips:
    """Builds the firmware for each core and runs it on the test digits in an emulator."""

    def __init__(self, folder: Path, features: Data):
        self._folder = folder
        self._features = features
        self._counters = {core: Counter(core, folder / "build") for core in CHIPS}
        self._made = 0

    def cost(self, model: mote.Model, core: str, way: str) -> Cost:
        """Instructions per prediction, flash and RAM; `check` is the number of identical labels."""
        self._made += 1
        folder = self._folder / str(self._made)
        folder.mkdir()
        model.save(folder / "digits.hpp")
        cast = float if model.dtype == "float" else int
        rows = "".join(
            "{{" + ", ".join(f"{cast(v)}" for v in row) + "}},\n" for row in self._features
        )
        (folder / "rows.inc").write_text(rows, encoding="utf-8")
        (folder / "labels.inc").write_text(
            "".join(f"{label},\n" for label in model.estimator.predict(self._features)),
            encoding="utf-8",
        )
        call = "predict<digits::model>(x)" if way == "unrolled" else "predict(digits::model, x)"
        source = folder / "firmware.cpp"
        text = (HERE / "firmware.cpp").read_text(encoding="utf-8")
        source.write_text(text.replace("PREDICT", f"mote::{call}"), encoding="utf-8")
        return self._counters[core].count("-Os", [source], ["-I", str(mote.include_dir())])


# Colours that red-green blind readers can tell, and a mark each.
STYLES = (("#0072b2", "o"), ("#b34700", "s"), ("#e69f00", "D"), ("#333333", "^"))


def picture(points: list[Point], reference: float) -> str:
    """Size against accuracy, as SVG."""
    figure, axes = plt.subplots(figsize=(8, 5), layout="constrained")
    for leaves, (colour, mark) in zip(dict.fromkeys(p.leaves for p in points), STYLES):
        line = sorted((p for p in points if p.leaves == leaves), key=lambda p: p.trees)
        sizes, accuracies = [p.flash / 1024 for p in line], [100 * p.accuracy for p in line]
        axes.plot(sizes, accuracies, marker=mark, color=colour, linewidth=1, label=leaves)
    axes.axhline(
        100 * reference, color="black", linewidth=0.8, linestyle=":", label="scikit-learn, 20 trees"
    )
    trees = ", ".join(str(n) for n in sorted({p.trees for p in points}))
    axes.set_xlabel(f"flash on Cortex-M0 in kB, walked, -Os; from left to right {trees} trees")
    axes.set_ylabel("accuracy on the test digits in %")
    axes.grid(alpha=0.3)
    axes.spines[["top", "right"]].set_visible(False)
    figure.legend(title="leaves hold", loc="outside lower center", ncols=3, frameon=False)
    out = io.StringIO()
    figure.savefig(out, format="svg")
    plt.close(figure)
    return out.getvalue()[out.getvalue().index("<svg") :]


def digits_picture(images: NDArray[np.float64], labels: list[str]) -> str:
    """Digits, ten in a row, each under its label, as a PNG data URL."""
    lines = -(-len(images) // 10)
    figure, axes = plt.subplots(
        lines, 10, figsize=(8, 1.05 * lines), layout="constrained", squeeze=False
    )
    for axis in axes.flat:
        axis.axis("off")
    for axis, image, label in zip(axes.flat, images, labels):
        axis.imshow(image.reshape(8, 8), cmap="gray_r", interpolation="nearest")
        axis.set_title(label, fontsize=9)
    out = io.BytesIO()
    figure.savefig(out, format="png", dpi=110)
    plt.close(figure)
    return "data:image/png;base64," + base64.b64encode(out.getvalue()).decode()


def mistakes(model: mote.Model, test: Data, test_y: Labels, most: int = 20) -> tuple[int, int, str]:
    """How many digits the chip gets wrong, how many of these scikit-learn gets wrong in the same
    way, and a picture of the first of them.
    """
    said = model.predict(test)
    wrong = np.flatnonzero(said != test_y)
    same = int((model.estimator.predict(test[wrong]) == said[wrong]).sum())
    labels = [f"{says}, is {truth}" for says, truth in zip(said[wrong], test_y[wrong])]
    shown = digits_picture(test[wrong[:most]], labels[:most]) if len(wrong) else ""
    return len(wrong), same, shown


def _table(title: str, words: tuple[str, ...], figures: tuple[str, ...], caption: str) -> Table:
    """An empty table, for a terminal of 80 columns or more."""
    table = Table(
        title=title, title_justify="left", caption=caption, caption_justify="left",
        box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0),
    )  # fmt: skip
    for name in words:
        table.add_column(name, no_wrap=True)
    for name in figures:
        table.add_column(name, justify="right", no_wrap=True)
    return table


def result_table(rows: list[Row], reference: float) -> Table:
    """What a person reads: for each type of features, what it gets right and what it costs."""
    table = _table(
        f"Random forest on the digits: scikit-learn gets {reference:.2%}",
        ("features", "core", "way"),
        ("flash", "RAM", "instructions"),
        "flash and RAM in bytes, instructions per prediction, -Os;\n"
        "labels checked on the emulated chips",
    )
    for row in rows:
        result = row.result
        same = result.identical == result.rows == min(c.check for c in row.costs.values())
        said = [
            f"[bold]{row.dtype}[/], {row.model.details['leaves']} leaves",
            f"accuracy {result.accuracy:.2%}",
            f"[{'green' if same else 'yellow'}]{result.identical} of {result.rows} identical[/]",
            "",
        ]
        for words, ((core, way), c) in zip(said, row.costs.items(), strict=True):
            table.add_row(
                words, CORES[core], way, f"{c.flash:,}", f"{c.ram:,}", f"{c.instructions:,.0f}"
            )  # fmt: skip
        table.add_section()
    return table


def chips_table(costs: dict[tuple[str, str], Cost], model: mote.Model, rows: int) -> Table:
    """One forest on every core."""
    held = model.details
    table = _table(
        "The same forest on every core",
        ("core", "way"),
        ("flash", "RAM", "per prediction", "identical labels"),
        f"10 full trees, {held['splits']:,} splits, int8 features, {held['leaves']} leaves (pure, "
        "so exact);\nflash and RAM in bytes, -Os",
    )
    for (core, way), c in costs.items():
        table.add_row(
            CHIPS[core].title, way, f"{c.flash:,}", f"{c.ram:,}",
            f"{c.instructions:,.0f} {CHIPS[core].unit}",
            f"[{'green' if c.check == rows else 'red'}]{c.check} of {rows}[/]",
        )  # fmt: skip
    return table


def compare(
    chips: Chips, forest: RandomForestClassifier, test: Data, test_y: Labels, step: Step
) -> list[Row]:
    """The forest with each feature type, on two cores."""
    rows = []
    for dtype in DTYPES:
        step(f"{dtype}: convert and verify")
        model = mote.convert(forest, dtype)
        result = model.verify(test, test_y)
        costs = {}
        for core, title in CORES.items():
            for way in WAYS:
                step(f"{dtype}: {title}, {way}")
                costs[core, way] = chips.cost(model, core, way)
        rows.append(Row(dtype, model, result, costs))
    return rows


def sweep(
    chips: Chips, forests: list[RandomForestClassifier], test: Data, test_y: Labels, step: Step
) -> list[Point]:
    """Size and accuracy of each forest with each kind of leaf."""
    points = []
    for forest in forests:
        for name, options in VARIANTS.items():
            step(f"{forest.n_estimators} trees, leaves hold {name}")
            model = mote.convert(forest, "int8", **options)  # type: ignore[arg-type]
            accuracy = model.verify(test, test_y).accuracy
            assert accuracy is not None
            flash = chips.cost(model, "m0", "walk").flash
            points.append(Point(name, forest.n_estimators, flash, accuracy))
    return points


def everywhere(chips: Chips, model: mote.Model, step: Step) -> dict[tuple[str, str], Cost]:
    """One model on every core; unrolled only on AVR, where a table would move into RAM."""
    costs = {}
    for core, chip in CHIPS.items():
        for way in ("unrolled",) if core == "avr" else WAYS:
            step(f"{chip.title}, {way}")
            costs[core, way] = chips.cost(model, core, way)
    return costs


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

    data, target = load_digits(return_X_y=True)
    train, test, train_y, test_y = train_test_split(data, target, test_size=0.25, random_state=0)
    forests = [
        RandomForestClassifier(trees, max_leaf_nodes=100, random_state=0).fit(train, train_y)
        for trees in (3, 5, 10, 20)
    ]
    forest = forests[2]
    reference = float(forest.score(test, test_y))
    full = mote.convert(RandomForestClassifier(10, random_state=0).fit(train, train_y), "int8")
    full.verify(test, test_y)

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
        chips = Chips(Path(scratch), test)
        work = len(DTYPES) * 5 + len(VARIANTS) * len(forests) + 2 * len(CHIPS) - 1
        bar = progress.add_task("", total=work, completed=-1)

        def step(text: str) -> None:
            progress.update(bar, advance=1, description=text)

        rows = compare(chips, forest, test, test_y, step)
        costs = everywhere(chips, full, step)
        points = sweep(chips, forests, test, test_y, step)

    console.print(result_table(rows, reference))
    console.print(chips_table(costs, full, len(test)))
    firmware = next(row for row in rows if row.dtype == "int16").model
    header = firmware.save(out / "digits.hpp")
    page = out / "digits.html"
    template = jinja2.Template(
        (HERE / "page.html.j2").read_text(encoding="utf-8"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
    )
    page.write_text(
        template.render(
            rows=rows,
            cores=CORES,
            chips=CHIPS,
            costs=costs,
            full=full,
            tests=len(test),
            reference=reference,
            version=mote.__version__,
            forest=str(forest),
            picture=picture(points, float(forests[-1].score(test, test_y))),
            points=points,
            digits=digits_picture(test[:10], [str(x) for x in firmware.predict(test[:10])]),
            mistakes=mistakes(firmware, test, test_y),
            header="".join(header.read_text(encoding="utf-8").splitlines(keepends=True)[:14]),
        ),
        encoding="utf-8",
    )
    console.print(f"Header  {header}   (#include it; every test row was checked)")
    console.print(f"Page    {page}   (size against accuracy, in pictures)")

    counted = [(row.dtype, core, way, c) for row in rows for (core, way), c in row.costs.items()]
    counted += [("full trees", core, way, c) for (core, way), c in costs.items()]
    for what, core, way, c in counted:
        if c.check != len(test):
            raise SystemExit(
                f"{what}, {CHIPS[core].title}, {way}: expected scikit-learn's label on "
                f"{len(test)} digits, got it on {c.check}"
            )


if __name__ == "__main__":
    main()
