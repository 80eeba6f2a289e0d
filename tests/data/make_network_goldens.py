#!/usr/bin/env python3
"""Write tests/data/network/*.hpp: small networks with random weights, and what they answer.

The networks are those of bindings/python/tests/network_cases.py, as .tflite files and then as the
headers that mote.convert makes of them. <name>_rows.hpp has samples and what the interpreter of
TensorFlow Lite Micro (pip install tflite-micro) answers, of floats what LiteRT (ai-edge-litert)
does; the script stops where the package's own arithmetic in numpy says otherwise.
"""

from __future__ import annotations

import importlib
import pathlib
import sys
from typing import Any

import numpy as np
from numpy.typing import NDArray

import mote

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1] / "bindings/python/tests"))
network_cases, network_oracles = map(importlib.import_module, ("network_cases", "network_oracles"))

FOLDER = HERE / "network"
# Seeds with which outputs are spread over their range.
WRITTEN = {
    "image_int8": 0, "odd_int8": 0, "residual_int8": 0, "joined_int8": 0, "sequence_int8": 0,
    "curves_int8": 0, "tables_int8": 0, "stream_int8": 0, "image_float32": 0,
    "residual_float32": 0,
}  # fmt: skip


def single(value: Any) -> str:
    return np.format_float_scientific(np.float32(value), trim="0") + "f"


def table(kind: str, name: str, values: NDArray[Any]) -> str:
    write = single if kind == "float" else repr
    rows = ",\n".join("    {" + ", ".join(map(write, row)) + "}" for row in values.tolist())
    return f"inline constexpr {kind} {name}[{len(values)}][{values.shape[1]}] = {{\n{rows}}};\n"


def write(name: str, seed: int) -> None:
    dtype = name.rpartition("_")[2]
    data = network_cases.network(name, seed)
    model = mote.convert(data)
    calls = 12 if name.startswith("stream") else 6  # of a stream, one after the other
    x = network_cases.samples(model.n_features_in_, dtype, calls, seed)
    y = network_oracles.answers(data, x)
    said = model.verify(x).line
    own = model.stored.network
    if dtype == "float32":
        assert np.abs(y - network_oracles.own(data, x)).max() < 1e-5
    else:
        np.testing.assert_array_equal(y, network_oracles.own(data, x))
    full = f"network_{name}"
    model.save(FOLDER / f"{full}.hpp")
    kind = "float" if dtype == "float32" else f"{dtype}_t"
    text = (
        f"// {full}_rows.hpp - what {network_oracles.said(dtype)} answers.\n"
        "// Written by tests/data/make_network_goldens.py.\n// clang-format off\n#pragma once\n\n"
        f'#include "{full}.hpp"\n\nnamespace {full} {{\n\n'
    )
    text += table(kind, "samples", x) + table(kind, "answers", y)
    (FOLDER / f"{full}_rows.hpp").write_text(text + f"\n}}  // namespace {full}\n")
    print(f"{full}: {len(own.layers)} layers, {len(np.unique(y))} different answers, {said}")


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for name, seed in WRITTEN.items():
        write(name, seed)


if __name__ == "__main__":
    main()
