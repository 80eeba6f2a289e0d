"""Numbers, strings and comments as C++ writes them."""

from __future__ import annotations

import re
from collections.abc import Iterable

import numpy as np

C_TYPE = {
    "int8": "int8_t",
    "uint8": "uint8_t",
    "int16": "int16_t",
    "int32": "int32_t",
    "uint16": "uint16_t",
    "float": "float",
}


def quoted(text: str) -> str:
    """A C string; `?` is escaped because two of them begin a trigraph."""
    escaped = "".join(f"\\{c}" if c in '"\\?' else c for c in text)
    return '"' + re.sub(r"[\x00-\x1f\x7f]", lambda c: f"\\{ord(c[0]):03o}", escaped) + '"'


def comment(line: str) -> str:
    """One comment line; a backslash at its end would swallow the next line."""
    text = re.sub(r"[\x00-\x1f\x7f]", " ", line).rstrip()
    return f"// {text}{'.' if text.endswith(chr(92)) else ''}"


def floating(value: float) -> str:
    number = np.float32(value)
    if np.isnan(number):
        return '__builtin_nanf("")'
    if np.isinf(number):
        return "-__builtin_inff()" if number < 0 else "__builtin_inff()"
    return f"{number!s}f"  # the shortest digits that give this float32 again


def rows(items: Iterable[str], width: int = 96, indent: str = "    ") -> str:
    lines: list[str] = []
    line = ""
    for item in items:
        text = f"{item}, "
        if len(indent) + len(line) + len(text) > width and line:
            lines.append(indent + line.rstrip())
            line = ""
        line += text
    lines.append(indent + line.rstrip().rstrip(","))
    return "\n".join(lines)


def integer(value: int) -> str:
    return "-2147483647 - 1" if value == -(2**31) else str(value)
