"""Speech, alarms, knocks, noise or quiet: from int16 of a microphone to a label, on a chip.

    python examples/sound_class/sound_class.py --out build/sound_class

Makes the sounds, computes MFCCs of their frames and statistics of these with the very C++ that the
chip runs, tries a forest on sources that were held out, converts the whole to one header, and runs
every test recording on emulated chips, block by block, against Python's decisions.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import sounds
from numpy.typing import NDArray
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import confusion_matrix
from sklearn.model_selection import GroupKFold, cross_val_predict
from sklearn.pipeline import make_pipeline

import mote
from mote.chip.counter import Cost, Counter
from mote.chip.toolchain import CORES

HERE = Path(__file__).resolve().parent
FRAME, STEP = 256, 128  # 32 ms, one each 16 ms
ROWS, HOP = FRAME + 30 * STEP, 16 * STEP  # windows of 0.51 s, one each 0.26 s
CHIPS = ("m0", "m4", "m55")

Recordings = Sequence[NDArray[np.int16]]


def untrained() -> mote.Windowed:
    """Windows, the features of their frames, and a forest."""
    of_frames = mote.Mfcc(rate=sounds.RATE, coefficients=13, bands=24, channels=["sound"])
    summary = mote.Statistics(["mean", "standard_deviation", "skewness", "autocorrelation_1"])
    features = mote.Framed(of_frames, summary, rows=FRAME, hop=STEP)
    forest = RandomForestClassifier(20, max_leaf_nodes=24, random_state=0)
    return mote.Windowed(make_pipeline(features, forest), rows=ROWS, hop=HOP, rate=sounds.RATE)


def on_chip(model: mote.Model, given: Recordings, core: str, folder: Path) -> tuple[Cost, int]:
    """What a decision costs; `check` of it is how many are Python's; and how many there are."""
    folder.mkdir(parents=True)
    classes = list(sounds.LABELS)
    expected = [classes.index(label) for label in model.estimator.predict_windows(given)]
    model.save(folder / "sound_class.hpp")
    for name, numbers in (("samples", np.concatenate(given)[:, 0]), ("labels", expected)):
        (folder / f"{name}.inc").write_text(",\n".join(map(str, numbers)), encoding="utf-8")
    firmware = folder / "firmware.cpp"  # beside the header that it includes
    firmware.write_bytes((HERE / "firmware.cpp").read_bytes())
    flags = ["-I", str(folder), "-I", str(mote.include_dir()), f"-DROWS={len(given[0])}"]
    return Counter(core, folder / "build").count("-Os", [firmware], flags), len(expected)


def tried(untrained: mote.Windowed, given: Recordings, labels: list[str], names: list[str]) -> str:
    """The accuracy on sources that were held out in turn, as a sentence."""
    cut = mote.windows(list(given), labels, rows=ROWS, hop=HOP, rate=sounds.RATE, groups=names)
    assert cut.y is not None
    said = cross_val_predict(untrained.estimator, cut.X, cut.y, groups=cut.groups, cv=GroupKFold(8))
    return f"{np.mean(said == cut.y):.3f} of {len(cut)} windows, each of a source not trained on"


def table(rows: Sequence[Sequence[str]]) -> str:
    """Lines of columns, the first at the left."""
    wide = [max(map(len, column)) for column in zip(*rows)]
    return "\n".join(
        "  ".join([row[0].ljust(wide[0]), *(c.rjust(w) for c, w in zip(row[1:], wide[1:]))])
        for row in rows
    )


@dataclass(frozen=True)
class Result:
    """A model, the recordings that tried it, and what is said of it."""

    model: mote.Model
    given: Recordings
    windows: mote.Windows
    text: str


def train() -> Result:
    """A forest of the sources that are there for it, tried on the others."""
    given, labels, names = sounds.recordings(held_out=False, each=3)
    said = [f"trained on {len(given)} recordings of {len(set(names))} sources: "
            f"{tried(untrained(), given, labels, names)}"]  # fmt: skip
    model = mote.convert(untrained().fit(given, labels))
    test, answers, names = sounds.recordings(held_out=True, each=2)
    cut = model.estimator.windows(test, answers)
    said.append(f"tested on {len(test)} recordings of {len(set(names))} others:")
    said.append(str(model.verify(cut.X, cut.y)))
    counts = confusion_matrix(cut.y, model.predict(cut.X), labels=list(sounds.LABELS))
    rows = [[name, *map(str, line)] for name, line in zip(sounds.LABELS, counts)]
    said.append(f"\n{table([['', *sounds.LABELS], *rows])}\n")
    return Result(model, test, cut, "\n".join(said))


def main() -> None:
    """Train, prove and count."""
    arguments = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    arguments.add_argument("--out", type=Path, default=Path("build/sound_class"))
    out: Path = arguments.parse_args().out
    out.mkdir(parents=True, exist_ok=True)

    result = train()
    model = result.model
    print(result.text)
    report = model.report(result.windows.X, boards=["stm32g030", "nano33ble", "alif_e3"])
    print(f"{report}\n")
    header, page = model.save(out / "sound_class.hpp"), report.save(out / "cost.html")
    rows = [["core", "flash", "RAM", "stack", "a decision", "as Python's"]]
    different = []
    with tempfile.TemporaryDirectory() as scratch:
        for core in CHIPS:
            cost, decisions = on_chip(model, result.given, core, Path(scratch, core))
            rows.append(
                [CORES[core].title, f"{cost.flash:,}", f"{cost.ram:,}", f"{cost.stack:,}",
                 f"{cost.instructions:,.0f}", f"{cost.check} of {decisions}"]
            )  # fmt: skip
            different += [core] if cost.check != decisions else []
    print(f"{table(rows)}\n\nwrote {header} and {page}")
    if different:
        raise SystemExit(f"not Python's decisions on {', '.join(different)}")


if __name__ == "__main__":
    main()
