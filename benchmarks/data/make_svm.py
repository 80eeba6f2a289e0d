#!/usr/bin/env python3
"""Write svm_*: support vector classifiers of 100 vectors x 16, and of the digits, for benchmarks.

usage: make_svm.py [peer]

With `peer` it also counts what others write of the same estimator, by the counter of the
benchmarks, and prints their lines for peers_signals.csv: m2cgen, as double and as float, as its
users edit it for a chip; and straightforward loops over arrays of float, as micromlgen has them.
"""

from __future__ import annotations

import pathlib
import re
import sys
import tempfile
from typing import Any

import numpy as np
from sklearn.datasets import load_digits
from sklearn.svm import SVC

import mote

HERE = pathlib.Path(__file__).parent
ROWS, DIGITS = 50, 30
CORES = {"m0": ("-O2", "-O3"), "m4": ("-O2", "-O3"), "m55": ("-O2", "-O3")}
LOOPS = """#include <math.h>
static const float vectors[{n}][{f}] = {{{vectors}}};
static const float factors[{n}] = {{{factors}}};
float peer_score(float* x) {{
  float sum = {start};
  for (int i = 0; i < {n}; ++i) {{
    float distance = 0;
    for (int j = 0; j < {f}; ++j) {{
      const float apart = x[j] - vectors[i][j];
      distance += apart * apart;
    }}
    sum += factors[i] * expf(-{gamma} * distance);
  }}
  return sum;
}}
"""


def fitted() -> tuple[Any, Any, Any]:
    """An estimator with 100 vectors of integers that int8 holds, and rows that it did not see."""
    random = np.random.default_rng(0)
    for apart in np.arange(5, 40) / 2:
        y = random.integers(2, size=500)
        centre = apart * (2 * y - 1)[:, None]
        X = np.clip(np.round(random.normal(0, 32, (500, 16)) + centre), -127, 127)
        for count in range(150, 400):
            model = SVC(gamma=2e-5).fit(X[:count], y[:count])
            if len(model.support_vectors_) == 100:
                return model, X[400:], y[400:]
    raise RuntimeError("no distance of the classes gives 100 vectors")


def listed(name: str, values: Any) -> str:
    text = re.sub(r"(.{1,90})(?:, |$)", r"  \1, \\\n", ", ".join(map(str, values)))
    return f"#define {name} \\\n{text.rstrip()[:-3]}\n"


def write(name: str, estimator: Any, X: Any, y: Any, rows: int) -> None:
    pixels = ["{" + ",".join(map(str, row)) + "}" for row in X[:rows].astype(int).tolist()]
    (HERE / f"{name}.inc").write_text(
        "// Written by make_svm.py.\n"
        + listed("SVM_ROWS", pixels)
        + listed("SVM_LABELS", y[:rows].tolist())
        + listed("SVM_PREDICTED", estimator.predict(X[:rows]).tolist())
    )


def main() -> None:
    estimator, X, y = fitted()
    write("svm", estimator, X, y, ROWS)
    for dtype in ("float", "int8", "int16"):
        model = mote.convert(estimator, dtype)
        print(dtype, model.verify(X, y).line)
        model.save(HERE / f"svm_{dtype}.hpp")
    pixels, labels = load_digits(return_X_y=True)
    digits = SVC(C=10).fit(pixels[::4], labels[::4])
    write("svm_digits", digits, pixels[1::4], labels[1::4], DIGITS)
    model = mote.convert(digits, "int8")
    print("digits", model.facts.line, model.verify(pixels[1::4], labels[1::4]).line)
    model.save(HERE / "svm_digits_int8.hpp")
    if "peer" in sys.argv:
        peers(estimator)


def peers(estimator: Any) -> None:
    import m2cgen

    from mote.chip.counter import Counter

    code = m2cgen.export_to_c(estimator, function_name="peer_score")
    single = re.sub(r"\bexp\(", "expf(", re.sub(r"\bdouble\b", "float", code))
    single = re.sub(r"\bpow\(", "powf(", single)
    vectors = ", ".join("{" + ", ".join(f"{v}f" for v in row) + "}"
                        for row in estimator.support_vectors_.tolist())  # fmt: skip
    loops = LOOPS.format(
        n=100, f=16, vectors=vectors, gamma=f"{np.float32(estimator._gamma)!s}f",
        factors=", ".join(f"{np.float32(v)!s}f" for v in estimator.dual_coef_[0]),
        start=f"{np.float32(estimator.intercept_[0])!s}f",
    )  # fmt: skip
    bench = HERE.parent / "model" / "svm_bench.cpp"
    for name, text, sample in (
        ("m2cgen SVC rbf double", code, "double"),
        ("m2cgen SVC rbf", single, "float"),
        ("loops over float SVC rbf", loops, "float"),
    ):
        with tempfile.TemporaryDirectory() as folder:
            source = pathlib.Path(folder) / "peer.c"
            source.write_text(text)
            for core, levels in CORES.items():
                for opt in levels:
                    flags = [f"-DSAMPLE={sample}", "-DPEER"]
                    if sample == "float":
                        flags.append("-fsingle-precision-constant")
                    try:
                        cost = Counter(core).count(opt, [bench, source], flags)
                    except Exception as error:  # a program that does not fit the board
                        print(f"  {name} {core} {opt}: {str(error)[:200]}")
                        continue
                    print(
                        f"{name},100 x 16,{core},{opt},{cost.instructions:.2f},{cost.flash},"
                        f"{cost.ram},{cost.stack}"
                    )
                    right, same = cost.check % 1000, cost.check // 1000
                    print(f"  right {right} of {ROWS}, as scikit-learn {same}")


if __name__ == "__main__":
    main()
