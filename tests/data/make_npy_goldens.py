#!/usr/bin/env python3
"""Write tests/data/npy/goldens.hpp: files as numpy writes them, and headers that numpy reads.

usage: make_npy_goldens.py
"""

import io
import pathlib

import numpy as np
from numpy.typing import NDArray

OUT = pathlib.Path(__file__).parent / "npy" / "goldens.hpp"

ROWS = np.array([[-32768, 0, 32767], [1, -1, 258], [0, 5, -6], [772, 7, -8], [9, 10, 11]])
RECORDINGS: dict[str, tuple[NDArray[np.generic], tuple[int, int]]] = {
    "rows_of_int16": (ROWS.astype("<i2"), (1, 0)),
    "rows_of_int16_of_format_2": (ROWS.astype("<i2"), (2, 0)),
    "rows_of_int16_of_format_3": (ROWS.astype("<i2"), (3, 0)),
    "rows_of_big_endian": (ROWS.astype(">i2"), (1, 0)),
    "columns_of_int16": (np.asfortranarray(ROWS.astype("<i2")), (1, 0)),
    "samples_of_float": (np.array([0.1, -2.5, np.inf, 0.0], dtype="<f4"), (1, 0)),
    "samples_of_double": (np.array([0.1, -2.5]), (1, 0)),
    "samples_of_uint8": (np.array([0, 255, 7], dtype="u1"), (1, 0)),
    "column_of_int8": (np.array([[-128], [127]], dtype="i1"), (1, 0)),
    "samples_of_int32": (np.array([-(2**31), 2**31 - 1], dtype="<i4"), (1, 0)),
    "samples_of_uint16": (np.array([0, 65535], dtype="<u2"), (1, 0)),
    "no_rows": (np.zeros((0, 3), dtype="<i2"), (1, 0)),
    "one_number": (np.array(7, dtype="<i2"), (1, 0)),
    "a_cube": (np.zeros((2, 3, 2), dtype="<i2"), (1, 0)),
    "records": (np.zeros(2, dtype=[("x", "<i2"), ("y", "<i2")]), (1, 0)),
}


def saved(x: NDArray[np.generic], version: tuple[int, int]) -> bytes:
    file = io.BytesIO()
    np.lib.format.write_array(file, x, version=version)
    return file.getvalue()


def header(dtype: str, shape: str) -> bytes:
    """128 bytes, of any number of rows; numpy reads it."""
    text = f"{{'descr': '{dtype}', 'fortran_order': False, 'shape': ({shape}), }}"
    whole = b"\x93NUMPY\x01\x00" + (118).to_bytes(2, "little") + text.encode().ljust(117) + b"\n"
    size = np.dtype(dtype).itemsize
    counts = [int(number) for number in shape.split(",") if number.strip()]
    if np.prod(counts) < 10000:
        x = np.load(io.BytesIO(whole + bytes(int(np.prod(counts)) * size)))
        assert x.shape == tuple(counts) and x.dtype == np.dtype(dtype)
    return whole


HEADERS = {
    "header_of_rows": header("<i2", "123, 3"),
    "header_of_bytes": header("|u1", "0,"),
    "header_of_many": header("<f4", "4294967295, 12"),
}


def text(name: str, content: bytes) -> str:
    lines = [
        "    " + " ".join(f"{byte}," for byte in content[at : at + 16])
        for at in range(0, len(content), 16)
    ]
    return f"inline constexpr uint8_t {name}[] = {{\n" + "\n".join(lines) + "\n};\n"


def main() -> None:
    arrays = [text(name, saved(x, version)) for name, (x, version) in RECORDINGS.items()]
    arrays += [text(name, content) for name, content in HEADERS.items()]
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(
        f"// Made by tests/data/make_npy_goldens.py with numpy {np.__version__}.\n"
        "// clang-format off\n#pragma once\n\n#include <stdint.h>\n\nnamespace golden {\n\n"
        + "\n".join(arrays)
        + "\n}  // namespace golden\n"
    )


if __name__ == "__main__":
    main()
