"""Where the C++ headers are, and what they hold."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path


def include_dir() -> Path:
    """The folder to pass as -I so that `#include <mote/mote.hpp>` works."""
    package = Path(__file__).resolve().parents[1]
    for above in (package, *package.parents[:4]):  # installed; in an sdist; in the repository
        if (above / "include" / "mote" / "mote.hpp").is_file():
            return above / "include"
    raise FileNotFoundError(
        f"the C++ headers are missing beside {package}: reinstall the package `mote-ml`."
    )


def digest() -> str:
    """A hash of the name and content of every header."""
    folder = include_dir()
    files = sorted(folder.rglob("*.hpp"))
    return _digest(folder, tuple((path, path.stat().st_mtime_ns) for path in files))


@lru_cache(maxsize=4)
def _digest(folder: Path, files: tuple[tuple[Path, int], ...]) -> str:
    hashed = hashlib.sha256()
    for path, _ in files:
        content = path.read_bytes()
        hashed.update(f"{path.relative_to(folder).as_posix()}\0{len(content)}\0".encode())
        hashed.update(content)
    return hashed.hexdigest()
