"""What TensorFlow's own interpreters answer for a .tflite file, where they are installed."""

from __future__ import annotations

import importlib.metadata
from typing import Any

import numpy as np

from mote.families.network import reference, tflite
from mote.families.network.lower import lower


def said(dtype: str) -> str:
    """The package that answers, and its version."""
    package = "ai-edge-litert" if dtype == "float32" else "tflite-micro"
    return f"{package} {importlib.metadata.version(package)}"


def answers(data: bytes, rows: Any) -> Any:
    """A row for each sample: of floats by LiteRT, of integers by TFLM's kernels of reference."""
    return _lite(data, rows) if rows.dtype == np.float32 else _micro(data, rows)


def own(data: bytes, rows: Any) -> Any:
    """The same by the package's own arithmetic in numpy."""
    return reference.run(lower(tflite.read(data, "a file")), rows)


def _micro(data: bytes, rows: Any) -> Any:
    import tflite_micro

    interpreter = tflite_micro.runtime.Interpreter.from_bytes(data, arena_size=1 << 20)
    shape = interpreter.get_input_details(0)["shape"]
    found = []
    for row in rows:
        interpreter.set_input(row.reshape(shape), 0)
        interpreter.invoke()
        found.append(interpreter.get_output(0).ravel().copy())
    return np.array(found)


def _lite(data: bytes, rows: Any) -> Any:
    from ai_edge_litert.interpreter import Interpreter

    interpreter = Interpreter(model_content=data)
    interpreter.allocate_tensors()
    given, made = interpreter.get_input_details()[0], interpreter.get_output_details()[0]
    found = []
    for row in rows:
        interpreter.set_tensor(given["index"], row.reshape(given["shape"]))
        interpreter.invoke()
        found.append(interpreter.get_tensor(made["index"]).ravel().copy())
    return np.array(found)
