"""Text files that firmware loads at run time: what is the same for every kind of model."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable
from typing import Any

import numpy as np

from ..errors import UnsupportedError
from ..families.base import File
from ..scaling import Scaling

VERSION = 1
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


def text(file: File | None, model: Any) -> str:
    """What is written. Raises UnsupportedError where the model's family has no file."""
    if file is None:
        raise UnsupportedError(f"{type(model).__name__} has no file for run time: save a .hpp.")
    return file.text
