"""C++ that turns series of samples into others, compiled when it is first needed."""

from __future__ import annotations

import ctypes
import hashlib
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..arrays import Array
from ..errors import CompilerError
from .library import compiled
from .types import C_TYPE, NUMPY

_TEXT = """\
#include <stddef.h>
#include <stdint.h>
{includes}
namespace {namespace} {{
using sample = {input};
using result = {output};
{declarations}
inline int run(const sample* x, size_t series, size_t n, result* y, size_t m, const double* p,
               int32_t* exponent, size_t blocks) {{
  static_cast<void>(p);
  {ready}
  for (; series > 0; --series, x += n, y += m, exponent += blocks) {{
    {each}
  }}
  return 0;
}}
}}  // namespace {namespace}

extern "C" int run(const {input}* x, size_t series, size_t n, {output}* y, size_t m,
                   const double* p, int32_t* exponent, size_t blocks) {{
  return {namespace}::run(x, series, n, y, m, p, exponent, blocks);
}}
"""

_SENTENCE = re.compile(
    r"error: static.assert(?:ion)? failed(?: due to requirement '.*?')?:? \"?(.*)"
)


@dataclass(frozen=True)
class Code:
    """Two pieces of C++. `ready` is run once; `each` makes `m` results at `y` of the `n` samples at
    `x`, and may set `exponent[i]` of its blocks. Both see the numbers `p`, and end with
    `return <number>;` where something is refused.
    """

    includes: tuple[str, ...]
    ready: str
    each: str
    output: str = ""  # of one result; "": as a sample
    declarations: str = ""


def run(
    code: Code, x: Array, results: int, parameters: Sequence[float] = (), blocks: int = 1
) -> tuple[int, Array, Array]:
    """What was refused (0: nothing), the results of each row, and the exponents of its blocks."""
    kind = next((name for name, type_ in NUMPY.items() if x.dtype == type_), None)
    assert kind is not None and x.ndim == 2
    output = code.output or kind
    text = _text(code, kind, output)
    x = np.ascontiguousarray(x)
    y = np.empty((len(x), results), NUMPY[output])
    p = np.array([*parameters, 0.0], np.float64)
    exponents = np.zeros((len(x), blocks), np.int32)
    try:
        library = compiled({"series.cpp": text}, "the functions", quick=True)
    except CompilerError as error:
        said = _SENTENCE.search(str(error))
        if said is None:
            raise
        raise ValueError(said[1].strip().rstrip('"')) from None
    refused = library.run(
        ctypes.c_void_p(x.ctypes.data),
        ctypes.c_size_t(len(x)),
        ctypes.c_size_t(x.shape[1]),
        ctypes.c_void_p(y.ctypes.data),
        ctypes.c_size_t(results),
        ctypes.c_void_p(p.ctypes.data),
        ctypes.c_void_p(exponents.ctypes.data),
        ctypes.c_size_t(blocks),
    )
    return int(refused), y, exponents


def _text(code: Code, kind: str, output: str) -> str:
    return _TEXT.format(
        includes="\n".join(f"#include <{header}>" for header in code.includes),
        # Of its own: the loader merges inline variables of one name across libraries.
        namespace=f"f{hashlib.sha256(repr((code, kind)).encode()).hexdigest()[:16]}",
        input=C_TYPE[kind],
        output=C_TYPE[output],
        declarations=code.declarations,
        ready=code.ready,
        each=code.each,
    )


def rows_along(x: Array, axis: int) -> tuple[Array, tuple[int, ...]]:
    """The series of x along an axis as rows, and the shape of all but that axis."""
    if x.ndim == 0 or not -x.ndim <= axis < x.ndim:
        raise ValueError(f"x has shape {x.shape}, and no axis {axis} for the time.")
    moved = np.moveaxis(x, axis, -1)
    return moved.reshape(math.prod(moved.shape[:-1]), x.shape[axis]), moved.shape[:-1]


def along(y: Array, others: tuple[int, ...], axis: int) -> Array:
    """Rows as series along an axis, what `rows_along` took apart."""
    return np.moveaxis(y.reshape(*others, y.shape[-1]), -1, axis)
