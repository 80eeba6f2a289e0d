#!/usr/bin/env python3
"""Write tests/data/hoeffding.hpp: what a second implementation of mote::hoeffding_tree, in Python,
learns from streams made of rows that scikit-learn ships, the CRC-32 of its whole state among it;
and how many rows it and scikit-learn's DecisionTreeClassifier name rightly that neither has seen.
"""

from __future__ import annotations

import pathlib
import zlib
from typing import Any

import numpy as np
import sklearn
from hoeffding_reference import HoeffdingTree
from make_naive_bayes_goldens import labels, table
from numpy.typing import NDArray
from sklearn import datasets
from sklearn.tree import DecisionTreeClassifier

PATH = pathlib.Path(__file__).parent / "hoeffding.hpp"


def places(rows: int, count: int) -> list[int]:
    """As the C++ test draws them."""
    out, state = [], 1
    for _ in range(count):
        state = (state * 1664525 + 1013904223) & 0xFFFFFFFF
        out.append((state >> 16) % rows)
    return out


def whole(X: NDArray[Any], bits: int) -> NDArray[Any]:
    """Each column over nine tenths of the range."""
    low, high = X.min(axis=0), X.max(axis=0)
    scaled = (X - low) / np.maximum(high - low, 1e-9) * 2 - 1
    result: NDArray[Any] = np.round(scaled * 0.9 * 2 ** (bits - 1)).astype(np.int64)
    return result


def golden(name: str, tree: HoeffdingTree, stream: list[tuple[list[int], int]], bits: int,
           unseen: list[tuple[list[int], int]]) -> str:  # fmt: skip
    right = 0
    for x, y in stream:
        right += tree.samples > 0 and tree.predict(x) == y
        tree.partial_fit(x, y)
    unseen_right = sum(tree.predict(x) == y for x, y in unseen)
    print(f"  {name}: {right} of {len(stream)} as they came, {unseen_right} of {len(unseen)} "
          f"unseen, {len(tree.splits)} splits")  # fmt: skip
    crc = zlib.crc32(tree.state(bits // 8))
    return (f"inline constexpr golden {name}{{{len(stream)}, {right}, {unseen_right}, "
            f"{len(tree.splits)}, 0x{crc:08x}u}};\n")  # fmt: skip


def part(name: str, X: NDArray[Any], y: NDArray[Any], bits: int, count: int, splits: int) -> str:
    order = np.random.default_rng(0).permutation(len(X))
    X, y = whole(X, bits)[order], y[order]
    train = len(X) * 7 // 10
    stream = [(X[i].tolist(), int(y[i])) for i in places(train, count)]
    unseen = [(x.tolist(), int(k)) for x, k in zip(X[train:], y[train:])]
    batch = [
        int((DecisionTreeClassifier(random_state=seed).fit(X[:train], y[:train]).predict(X[train:])
             == y[train:]).sum())
        for seed in range(9)
    ]  # fmt: skip
    print(f"{name}: scikit-learn's tree {sorted(batch)} of {len(unseen)} unseen")
    size = (X.shape[1], int(y.max()) + 1, splits)
    text = f"namespace {name} {{\n\ninline constexpr size_t train = {train};\n"
    text += f"inline constexpr int batch_right = {sorted(batch)[4]};  // the median of nine seeds\n"
    for kind in ("majority", "adaptive"):
        tree = HoeffdingTree(*size, 4, kind == "adaptive")
        text += golden(kind, tree, stream, bits, unseen)
    tree = HoeffdingTree(*size, 2, True, grace=20, memory=400, doubt=7)
    text += golden("forgetful", tree, stream, bits, unseen)
    kind = f"int{bits}_t"
    return text + table(kind, "samples", X) + labels("labels", y) + f"\n}}  // namespace {name}\n\n"


def drift(count: int) -> list[tuple[list[int], int]]:
    """Numbers of full range; the sign of the first tells the class, and from the middle on, the
    other way round, that of the second."""
    out, state = [], 1
    for at in range(count):
        x = []
        for _ in range(3):
            state = (state * 1664525 + 1013904223) & 0xFFFFFFFF
            x.append((state >> 16) - 32768)
        out.append((x, int(x[0] > 0 if at < count // 2 else x[1] <= 0)))
    return out


def drifting() -> str:
    text, stream = "namespace drift {\n\n", drift(4000)
    for name, memory in (("lasting", 0xFFFF), ("forgetful", 300)):
        tree = HoeffdingTree(3, 2, 31, 4, True, memory=memory)
        text += golden(name, tree, stream, 16, stream[-500:])
    return text + "\n}  // namespace drift\n\n"


def main() -> None:
    iris, cancer = datasets.load_iris(), datasets.load_breast_cancer()
    digits = datasets.load_digits()
    PATH.write_text(
        f"// hoeffding.hpp - streams, and trees of scikit-learn {sklearn.__version__}: written by\n"
        "// tests/data/make_hoeffding_goldens.py.\n"
        "// clang-format off\n#pragma once\n\n#include <stddef.h>\n#include <stdint.h>\n\n"
        "namespace hoeffding_data {\n\n"
        "/// Of `samples`: named rightly before they were learnt, rows that never came, splits, "
        "and\n/// the CRC-32 of the fields of the state.\n"
        "struct golden {\n  int samples, right, unseen_right, splits;\n  uint32_t crc;\n};\n\n"
        + part("iris", iris.data, iris.target, 16, 3000, 15)
        + part("cancer", cancer.data[:, :10], cancer.target, 8, 4000, 31)
        + part("digits", digits.data[:600, 10:54], digits.target[:600], 8, 6000, 63)
        + drifting()
        + "}  // namespace hoeffding_data\n"
    )


if __name__ == "__main__":
    main()
