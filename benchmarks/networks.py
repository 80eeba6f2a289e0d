#!/usr/bin/env python3
"""Counts networks of .tflite files on chips: those of MLPerf Tiny and others, which mote has not.

MOTE_NETWORKS names the folder of the files, with golden/<name>.npz of samples x and answers y:
MOTE_NETWORKS=... python3 benchmarks/networks.py. It writes results/networks.csv, and the table of
docs/reference/networks.md from that.
"""

from __future__ import annotations

import csv
import os
import re
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np

HERE = Path(__file__).resolve().parent
RESULTS = HERE / "results" / "networks.csv"
PEERS = HERE / "data" / "network_peers.csv"  # counted with the same emulators, elsewhere
PAGE = HERE.parent / "docs" / "reference" / "networks.md"
CORES = ("m0", "m4", "m55")
OPT = "-O2"
MOST_BYTES = 60_000  # of samples in flash
NAMES = {
    "mlperf_kws_int8": "MLPerf Tiny, keywords",
    "mlperf_ad_int8": "MLPerf Tiny, anomaly",
    "mlperf_ic_int8": "MLPerf Tiny, images (ResNet-8)",
    "mlperf_vww_int8": "MLPerf Tiny, persons (MobileNet)",
    "mlperf_sww_int8": "MLPerf Tiny, wake word",
    "tflm_hello_int8": "TFLM hello world",
    "tflm_micro_speech_int8": "TFLM micro speech",
    "mww_okay_nabu_v2_int8": "microWakeWord okay nabu v2, a call of three rows",
    "emlearn_mnist_int8": "emlearn MNIST",
    "tinymaix_mnist_arduino_int8": "TinyMaix MNIST, smallest",
    "tinymaix_mnist_dw_int8": "TinyMaix MNIST, depthwise",
    "tinymaix_mnist_resnet_int8": "TinyMaix MNIST, residual",
}
FIELDS = ("network", "core", "opt", "instructions", "flash", "ram", "stack", "right", "made_with")


def listed(rows: Any) -> str:
    """Rows of integers as a file to include."""
    return "".join("{{" + ", ".join(map(str, row)) + "}},\n" for row in rows.tolist())


def count(folder: Path, name: str) -> Iterable[dict[str, Any]]:
    """A row for each core that has the memory."""
    import mote
    from mote.chip.counter import Counter
    from mote.chip.toolchain import CountError

    model = mote.convert(next(folder.rglob(f"{name}.tflite")))
    golden = np.load(folder / "golden" / f"{name}.npz")
    x, y = (golden[key].reshape(len(golden[key]), -1) for key in ("x", "y"))
    if y.dtype == np.uint8:  # a network of bytes gives what is worth the same
        y = (y.astype(np.int16) - 128).astype(np.int8)
    most = max(1, min(len(x), MOST_BYTES // x.shape[1]))
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch)
        (place / "model.hpp").write_text(model.header("net"), encoding="utf-8")
        (place / "samples.inc").write_text(listed(x[:most]), encoding="utf-8")
        (place / "answers.inc").write_text(listed(y[:most]), encoding="utf-8")
        flags = ["-I", str(place), "-I", str(mote.include_dir())]
        for core in CORES:
            counter = Counter(core, place / "build")
            try:
                cost = counter.count(OPT, [HERE / "model" / "network_bench.cpp"], flags)
            except CountError as error:
                print(f"{name}, {core}: {str(error)[-300:]}")
                continue
            yield {
                "network": name, "core": core, "opt": OPT, "instructions": round(cost.instructions),
                "flash": cost.flash, "ram": cost.ram, "stack": cost.stack,
                "right": f"{cost.check} of {y[:most].size}", "made_with": counter.compiler,
            }  # fmt: skip


def table(rows: list[dict[str, str]], peers: list[dict[str, str]]) -> str:
    """The rows of the page: mote's, and below each network what others need for it."""
    out = [
        f"| instructions a run at {OPT} | M0 | M4F | M55 | flash on M4F | RAM on M4F |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    for name, title in NAMES.items():
        own = {row["core"]: row for row in rows if row["network"] == name}
        if not own:
            continue
        out.append(_line(f"**{title}**", own))
        for who in dict.fromkeys(peer["who"] for peer in peers if peer["network"] == name):
            theirs = {p["core"]: p for p in peers if (p["network"], p["who"]) == (name, who)}
            out.append(_line(who, theirs))
    return "\n".join(out)


def _line(title: str, held: dict[str, dict[str, str]]) -> str:
    cells = [
        f"{int(float(held[core]['instructions'])):,}" if core in held else "" for core in CORES
    ]
    of_m4 = held.get("m4", {})
    cells += [f"{int(of_m4[key]):,}" if of_m4.get(key) else "" for key in ("flash", "ram")]
    return f"| {title} | {' | '.join(cells)} |"


def page(text: str, made: str) -> str:
    """The page with another table between its marks."""
    marks = "<!-- networks -->", "<!-- end of networks -->"
    found = re.search(f"{marks[0]}.*?{marks[1]}", text, re.S)
    if found is None:
        raise ValueError(f"docs/reference/networks.md has no {marks[0]} ... {marks[1]}")
    return text.replace(found[0], f"{marks[0]}\n{made}\n{marks[1]}")


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def main(arguments: list[str]) -> int:
    named = os.environ.get("MOTE_NETWORKS")
    if named is None:
        print(
            "MOTE_NETWORKS names no folder of .tflite files: these networks are not in the project."
        )
        return 0
    wanted = arguments or list(NAMES)
    kept = (
        [row for row in read(RESULTS) if row["network"] not in wanted] if RESULTS.exists() else []
    )
    made: list[dict[str, Any]] = list(kept)
    for name in wanted:
        for row in count(Path(named), name):
            print(*row.values(), flush=True)
            made.append(row)
    order = list(NAMES)
    made.sort(key=lambda row: (order.index(row["network"]), CORES.index(row["core"])))
    with RESULTS.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, FIELDS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(made)
    text = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(page(text, table(read(RESULTS), read(PEERS))), encoding="utf-8", newline="\n")
    right = [row["right"].split(" of ") for row in read(RESULTS)]
    return int(any(found != every for found, every in right))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
