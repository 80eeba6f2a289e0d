"""Compiles a generated header with the host's C++ compiler and calls it."""

from __future__ import annotations

import ctypes
import hashlib
import os
import shlex
import shutil
import subprocess
import tempfile
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..errors import CompilerError, MoteError


def include_dir() -> Path:
    """The folder to pass as -I so that `#include <mote/mote.hpp>` works."""
    package = Path(__file__).resolve().parents[1]
    for above in (package, *package.parents[:4]):  # installed; in an sdist; in the repository
        if (above / "include" / "mote" / "mote.hpp").is_file():
            return above / "include"
    raise FileNotFoundError(
        f"the C++ headers are missing beside {package}: reinstall the package `mote`."
    )


def compiler() -> str:
    """The host's C++ compiler: $CXX where it is set; else c++, g++ or clang++."""
    named = os.environ.get("CXX", "").strip()
    if named and not shutil.which(shlex.split(named)[0]):
        raise CompilerError(f"CXX={named} is not a command: unset CXX, or name a C++ compiler.")
    for name in (named, "c++", "g++", "clang++"):
        if name and shutil.which(shlex.split(name)[0]):
            return name
    raise CompilerError(
        "predict and verify run the generated C++ and need a host compiler; none of $CXX, c++, "
        "g++ and clang++ was found. Install one (Debian: apt-get install g++; macOS: "
        "xcode-select --install) or set CXX. Converting and saving work without one."
    )


class Library:
    """A compiled model: arrays in, arrays out."""

    def __init__(self, header: str, wrapper: str, feature: str) -> None:
        self._code = ctypes.CDLL(_build(header, wrapper))
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


_NUMPY = {"int8": np.int8, "int16": np.int16, "int32": np.int32, "float": np.float32}


@lru_cache(maxsize=1)
def _scratch() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="mote-")


def _build(header: str, wrapper: str) -> str:
    tool = compiler()
    digest = hashlib.sha256("\0".join((tool, header, wrapper)).encode()).hexdigest()[:16]
    folder = Path(_scratch().name) / digest
    library = folder / "model.so"
    if library.exists():
        return str(library)
    folder.mkdir(exist_ok=True)
    (folder / "model.hpp").write_text(header, encoding="utf-8")
    (folder / "wrapper.cpp").write_text(wrapper, encoding="utf-8")
    command = [
        *shlex.split(tool),
        "-std=c++17",
        "-O2",
        "-ffp-contract=off",
        "-fno-exceptions",
        "-fno-rtti",
        "-shared",
        "-fPIC",
        "-I",
        str(include_dir()),
        str(folder / "wrapper.cpp"),
        "-o",
        str(library),
    ]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    if run.returncode != 0:
        raise CompilerError(
            f"{tool} refused the generated code; it must understand C++17. It said:\n"
            + run.stderr[-2000:]
        )
    return str(library)
