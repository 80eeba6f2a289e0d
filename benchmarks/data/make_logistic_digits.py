#!/usr/bin/env python3
"""Write logistic_digits*: logistic regression of 64 pixels and 10 digits for the benchmarks.

usage: make_logistic_digits.py [peer]

With `peer` it also counts what m2cgen writes of the same estimator, by the counter of the
benchmarks, and prints its lines for peers_signals.csv: as float, as its users edit it for a chip.
"""

from __future__ import annotations

import pathlib
import re
import sys
import tempfile
from typing import Any

import numpy as np
from sklearn.datasets import load_digits
from sklearn.linear_model import LogisticRegression

import mote

HERE = pathlib.Path(__file__).parent
ROWS = 60
CORES = {"m0": ("-O2", "-O3"), "m4": ("-O2", "-O3"), "m55": ("-O2", "-O3")}


def fitted() -> tuple[Any, Any, Any]:
    """The estimator of every other digit, and rows that it did not see."""
    X, y = load_digits(return_X_y=True)
    model = LogisticRegression(C=0.1, max_iter=2000).fit(X[::2], y[::2])
    return model, X[1::2], y[1::2]


def listed(name: str, values: Any) -> str:
    text = re.sub(r"(.{1,90})(?:, |$)", r"  \1, \\\n", ", ".join(map(str, values)))
    return f"#define {name} \\\n{text.rstrip()[:-3]}\n"


def as_file(model: mote.Model, folder: pathlib.Path) -> str:
    """Its file for run time, as string literals."""
    text = model.save(folder / "model.csv").read_text(encoding="utf-8")
    pieces = [f'  "{line}\\n" \\\n' for line in text.splitlines()]
    cut = [re.sub(r"(.{86})(?!\\n)", r'\1" \\\n  "', piece, flags=re.S) for piece in pieces]
    return f"#define LOGISTIC_FILE_{model.dtype} \\\n{''.join(cut).rstrip()[:-2]}\n"


def main() -> None:
    estimator, X, y = fitted()
    files = "// Written by make_logistic_digits.py.\n"
    for dtype in ("float", "int8", "int16"):
        model = mote.convert(estimator, dtype)
        print(dtype, model.verify(X, y).line)
        model.save(HERE / f"logistic_digits_{dtype}.hpp")
        with tempfile.TemporaryDirectory() as folder:
            files += as_file(model, pathlib.Path(folder))
    (HERE / "logistic_digits_files.inc").write_text(files)
    chosen = slice(0, ROWS)
    pixels = ["{" + ",".join(map(str, row)) + "}" for row in X[chosen].astype(int).tolist()]
    (HERE / "logistic_digits.inc").write_text(
        "// Written by make_logistic_digits.py.\n"
        + listed("LOGISTIC_DIGITS_ROWS", pixels)
        + listed("LOGISTIC_DIGITS_LABELS", y[chosen].tolist())
        + listed("LOGISTIC_DIGITS_PREDICTED", estimator.predict(X[chosen]).tolist())
    )
    if "peer" in sys.argv:
        peer(estimator)


def peer(estimator: Any) -> None:
    import m2cgen

    from mote.chip.counter import Counter

    with np.errstate():
        code = m2cgen.export_to_c(estimator, function_name="peer_score")
    with tempfile.TemporaryDirectory() as folder:
        source = pathlib.Path(folder) / "peer.c"
        source.write_text(re.sub(r"\bdouble\b", "float", code))
        bench = HERE.parent / "model" / "linear_bench.cpp"
        for core, levels in CORES.items():
            for opt in levels:
                flags = ["-DSAMPLE=float", "-DPEER", "-fsingle-precision-constant"]
                cost = Counter(core).count(opt, [bench, source], flags)
                print(
                    f"m2cgen LogisticRegression,64 x 10,{core},{opt},{cost.instructions:.2f},"
                    f"{cost.flash},{cost.ram},{cost.stack}"
                )
                print(
                    f"  right {cost.check % 1000} of {ROWS}, as scikit-learn {cost.check // 1000}"
                )


if __name__ == "__main__":
    main()
