"""A generated header as a library of this machine: arrays in, arrays out."""

from __future__ import annotations

import ctypes
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..errors import MoteError
from ..progress import waiting
from . import cache
from .compiler import find

_NUMPY = {"int8": np.int8, "int16": np.int16, "int32": np.int32, "float": np.float32}


def compiled(
    sources: Mapping[str, str], what: str = "the model", *, quick: bool = False
) -> ctypes.CDLL:
    """The library of the .cpp files of `sources`, by file name, from the cache where it is there.

    They may include each other and all of mote, and give what Python calls as `extern "C"`; `what`
    is what they are, for who waits; `quick` compiles in half the time, to slower code.
    """
    compiler = replace(find(), quick=quick)

    def make(folder: Path) -> Path:
        with waiting(f"compiling {what} for this machine"):
            return compiler.build(sources, folder)

    return cache.load(compiler.key(sources), make, lambda path: ctypes.CDLL(str(path)))


class Library:
    """A compiled model: arrays in, arrays out."""

    def __init__(self, header: str, wrapper: str, feature: str) -> None:
        self._code = compiled({"model.hpp": header, "wrapper.cpp": wrapper})
        self._feature = np.dtype(_NUMPY[feature])

    def call(self, name: str, x: NDArray[Any], out: NDArray[Any]) -> NDArray[Any]:
        x = np.ascontiguousarray(x, self._feature)
        getattr(self._code, name)(
            ctypes.c_void_p(x.ctypes.data),
            ctypes.c_size_t(len(x)),
            ctypes.c_void_p(out.ctypes.data),
        )
        return out

    def quantize(self, raw: NDArray[Any]) -> tuple[NDArray[Any], int]:
        with np.errstate(over="ignore"):
            raw = np.ascontiguousarray(raw, np.float32)
        out = np.empty(raw.shape, self._feature)
        run = self._code.quantize
        run.restype = ctypes.c_size_t
        saturated = run(
            ctypes.c_void_p(raw.ctypes.data),
            ctypes.c_size_t(len(raw)),
            ctypes.c_void_p(out.ctypes.data),
        )
        return out, int(saturated)

    def pipeline(
        self, x: NDArray[Any], pieces: NDArray[Any], rows: NDArray[Any], out: NDArray[Any]
    ) -> int:
        """Raw samples, contiguous, through the whole chain: to features and decisions. Gives how
        many windows there were, of which no more are written than `rows` has.
        """
        run = self._code.pipeline
        run.restype = ctypes.c_size_t
        return int(
            run(
                ctypes.c_void_p(x.ctypes.data),
                ctypes.c_void_p(pieces.ctypes.data),
                ctypes.c_size_t(len(pieces)),
                ctypes.c_void_p(rows.ctypes.data),
                ctypes.c_void_p(out.ctypes.data),
                ctypes.c_size_t(len(rows)),
            )
        )

    def load(self, text: str) -> None:
        """Loads a model file into the library, where its wrapper has a model for it."""
        data = text.encode()
        line = ctypes.c_uint(0)
        code = self._code.file_load(data, ctypes.c_size_t(len(data)), ctypes.byref(line))
        if code != 0:
            raise MoteError(
                f"the model's own file was refused in line {line.value}, status {code}. "
                "Please report this with the estimator."
            )
