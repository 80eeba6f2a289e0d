"""Text files that firmware loads at run time: what is the same for every kind of model."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from ..arrays import Array
from ..errors import UnsupportedError
from ..families.base import Facts, File
from ..scaling import Scaling
from .literals import C_TYPE

VERSION = 1
LONGEST = 65_534  # bytes of a line, as core/text/text_reader.hpp has it
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


def close(lines: Iterable[str]) -> str:
    """The whole file: its first line, `lines`, and their CRC-32."""
    body = "".join(f"{line}\n" for line in (f"mote,{VERSION}", *lines))
    return f"{body}crc,{zlib.crc32(body.encode()):08x}\n"


def labels(names: Iterable[str]) -> list[str]:
    """A line a class, control characters as blanks."""
    return [f"label,{i},{_CONTROL.sub(' ', name)}" for i, name in enumerate(names)]


def scale(scaling: Scaling | None) -> list[str]:
    """A line a feature: offset and scale, as the bits of floats."""
    if scaling is None:
        return []
    return [f"scale,{bits(o)},{bits(k)}" for o, k in zip(scaling.offset, scaling.scale)]


def bits(value: float) -> str:
    """A float32 as eight hexadecimal digits."""
    return f"{int(np.float32(value).view(np.uint32)):08x}"


def numbers(values: Array | float) -> list[str]:
    """Fields of a line: integers in decimals, floats as their bits."""
    held = np.atleast_1d(values)
    if held.dtype.kind == "f":
        return [f"{bit:08x}" for bit in held.astype(np.float32).view(np.uint32).tolist()]
    return [str(value) for value in held.tolist()]


def record(name: str, *values: Array | float) -> str:
    """A line of a model: its name, and numbers."""
    return ",".join([name, *(field for value in values for field in numbers(value))])


def label_type(facts: Facts) -> str:
    """What holds a label, where a program has no enumeration of its own."""
    return "uint16_t" if facts.classes is not None and len(facts.classes) > 256 else "uint8_t"


def loaded(
    kind: str,
    header: str,
    says: Sequence[str | int],
    facts: Facts,
    dtype: str,
    scaling: Scaling | None,
    rows: Sequence[int],
    records: Iterable[str],
    declarations: str = "",
) -> File:
    """The file of a model of the C++ type `kind`, which mote::model_reader loads.

    `says` is what a program must be written for, `rows` how many lines each record of rows has.
    """
    feature, n = C_TYPE[dtype], facts.n_features
    names = [] if facts.classes is None else [str(c) for c in facts.classes.tolist()]
    lines = [
        f"features,{dtype},{n}",
        ",".join(["model", *map(str, says)]),
        *([",".join(["sizes", *map(str, rows)])] if rows else []),
        *labels(facts.enumerators or names),
        *scale(scaling),
        *records,
    ]
    longest = max(len(line) + 1 for line in lines)
    if longest > LONGEST:
        raise UnsupportedError(
            f"a line of this model's file would have {longest:,} bytes, and a chip reads at most "
            f"{LONGEST:,}: take fewer features, or save a .hpp."
        )
    scaler = "" if scaling is None else f", mote::scaler<{feature}, {n}>"
    return File(
        close(lines),
        [header, "mote/model/model_reader.hpp", "mote/model/scaler.hpp"],
        declarations,
        f"mote::loaded<{kind}{scaler}>",
        "mote::model_reader",
    )


def text(file: File | None, model: Any) -> str:
    """What is written. Raises UnsupportedError where the model's family has no file."""
    if file is None:
        raise UnsupportedError(f"{type(model).__name__} has no file for run time: save a .hpp.")
    return file.text
