"""What a compiler optimises for, as people write it."""

from __future__ import annotations

LEVELS = ("-Os", "-O0", "-O1", "-O2", "-O3")


def level(opt: str) -> str:
    """The level that `opt` means: "-Os", "Os" and "s" are one. Raises ValueError for any other."""
    named = f"-O{str(opt).strip().lstrip('-').removeprefix('O')}"
    if named not in LEVELS:
        raise ValueError(f"opt={opt!r} is not a level of optimisation: use {', '.join(LEVELS)}.")
    return named
