"""The number types of samples and results: what C++ and what numpy call them."""

from __future__ import annotations

from typing import Any

import numpy as np

NUMPY: dict[str, type[np.generic]] = {
    "int8": np.int8,
    "int16": np.int16,
    "int32": np.int32,
    "uint8": np.uint8,
    "uint16": np.uint16,
    "float": np.float32,
    # Of results alone:
    "uint32": np.uint32,
    "int64": np.int64,
    "uint64": np.uint64,
    "double": np.float64,
}
C_TYPE = {name: name if name in ("float", "double") else f"{name}_t" for name in NUMPY}

REAL = ("float",)
SIGNED = ("float", "int8", "int16", "int32")
WIDE = ("float", "int16", "int32")
NARROW = ("float", "int16")
WHOLE = ("int8", "int16", "int32")
ALL = (*SIGNED, "uint8", "uint16")


def name_of(dtype: Any) -> str | None:
    """What mote calls a sample of this dtype; None where a chip has no such sample."""
    wanted = np.dtype(dtype)
    return next((name for name in ALL if wanted == NUMPY[name]), None)


def samples(given: Any, kinds: tuple[str, ...], what: str = "x") -> np.ndarray[Any, Any]:
    """An array as the chip has it, in one of the number types `kinds`; nothing is rounded."""
    x = np.asarray(given)
    allowed = ", ".join(str(np.dtype(NUMPY[kind])) for kind in kinds)
    if x.dtype == np.float64 and "float" in kinds:
        with np.errstate(over="ignore"):
            narrow = x.astype(np.float32)
        if ((narrow == x) | (x != x)).all():
            x = narrow
        else:
            at = tuple(map(int, np.argwhere((narrow != x) & (x == x))[0]))
            raise ValueError(
                f"{what} has {x[at]!r} at {list(at)}, which is no float32, and a chip computes in "
                f"float32: pass {what}.astype(np.float32), as its sensor will give it."
            )
    if name_of(x.dtype) not in kinds:
        raise ValueError(
            f"{what} must be of {allowed}; got {x.dtype}. Pass the sensor's own numbers, "
            f"x.astype(np.{np.dtype(NUMPY[kinds[0]])}), rounded first where they have fractions."
        )
    if x.dtype.kind == "f" and not np.isfinite(x).all():
        at = tuple(map(int, np.argwhere(~np.isfinite(x))[0]))
        raise ValueError(f"{what} has {x[at]} at {list(at)}: leave it out, or fill the gap.")
    return x.astype(x.dtype.newbyteorder("="), copy=False)
