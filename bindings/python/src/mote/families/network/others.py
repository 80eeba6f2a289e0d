"""What TensorFlow's own interpreters answer, where they are installed: none is needed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from ...arrays import Array

TFLM, LITERT = "as TFLM", "LiteRT's default"
_ARENA = 1 << 24  # bytes that TFLM may use on this machine


def compared(data: bytes, dtype: str, rows: Array, own: Array) -> tuple[dict[str, str], list[str]]:
    """A line by name, and a sentence where the answers `own` should be others' and are not."""
    found, broken = {}, []
    if dtype != "float" and (given := _asked(_micro, data, rows)) is not None:
        other = int((given != own).any(axis=1).sum())
        found[TFLM] = f"the same bits on {len(rows) - other} of {len(rows)} rows"
        if other:
            broken.append(
                f"{other} of {len(rows)} rows differ from what the kernels of TensorFlow Lite "
                "Micro answer. Please report this with the file."
            )
    if dtype != "float" and (given := _asked(_lite, data, rows)) is not None:
        other = int((given != own).sum())
        found[LITERT] = f"differs in {other} of {own.size} outputs: it rounds otherwise"
    return found, broken


def _asked(ask: Callable[[bytes, Array], Array], data: bytes, rows: Array) -> Array | None:
    """The answers; None where the package is not there, or cannot run the file."""
    try:
        return ask(data, rows)
    except (ImportError, RuntimeError, ValueError):
        return None


def _micro(data: bytes, rows: Array) -> Array:
    import tflite_micro

    interpreter = tflite_micro.runtime.Interpreter.from_bytes(data, arena_size=_ARENA)
    kind = interpreter.get_input_details(0)

    def ask(row: Array) -> Array:
        interpreter.set_input(row.reshape(kind["shape"]), 0)
        interpreter.invoke()
        return np.asarray(interpreter.get_output(0))

    return _each(ask, rows, kind["dtype"])


def _lite(data: bytes, rows: Array) -> Array:
    from ai_edge_litert.interpreter import Interpreter

    interpreter = Interpreter(model_content=data)
    interpreter.allocate_tensors()
    kind, made = interpreter.get_input_details()[0], interpreter.get_output_details()[0]

    def ask(row: Array) -> Array:
        interpreter.set_tensor(kind["index"], row.reshape(kind["shape"]))
        interpreter.invoke()
        return np.asarray(interpreter.get_tensor(made["index"]))

    return _each(ask, rows, kind["dtype"])


def _each(ask: Callable[[Array], Array], rows: Array, kind: Any) -> Array:
    """A row for each; a file whose ends are of another type is not asked."""
    if np.dtype(kind) != rows.dtype:
        raise ValueError("the ends of this file are of another type")
    found = np.array([ask(row).ravel() for row in rows])
    shift = 128 if found.dtype == np.uint8 else 0  # bytes at the end that are worth the same
    return found.astype(np.int64) - shift
