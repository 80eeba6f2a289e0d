"""Compiled libraries on disk, so that nothing is compiled twice.

A file is called `<key>-<hash of its content>.so`, and appears under that name at once: what is cut
short or damaged does not have the hash that it is called by, and is made again. Several processes
may use the folder at the same time, without locks.
"""

from __future__ import annotations

import atexit
import contextlib
import hashlib
import os
import re
import shutil
import stat
import tempfile
import time
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

import platformdirs

from ..errors import CacheError
from .compiler import SUFFIX

LIMIT = 256 * 1024 * 1024
_ENTRY = re.compile(r"[0-9a-f]{32}-[0-9a-f]{32}\.(?:so|dylib|dll)")
_BEGUN = re.compile(r"\.[0-9a-f]{32}-\w+\.tmp")
_HOUR = 3600

Loaded = TypeVar("Loaded")


def cache_dir() -> Path:
    """The folder of compiled libraries: $MOTE_CACHE where it is set; else one of the user's own."""
    named = os.environ.get("MOTE_CACHE", "").strip()
    if named:
        return Path(named).expanduser().absolute()
    return platformdirs.user_cache_path("mote-ml", appauthor=False)


def clear_cache() -> int:
    """Removes every compiled library from the cache; returns the bytes that it took."""
    folder = cache_dir()
    if not folder.is_dir():
        return 0
    check(folder)
    return sum(size for path, size, _ in _entries(folder, _ENTRY, _BEGUN) if _remove(path))


def load(
    key: str,
    make: Callable[[Path], Path],
    use: Callable[[Path], Loaded],
    *,
    folder: Path | None = None,
    limit: int = LIMIT,
) -> Loaded:
    """What `use` makes of the library called `key`.

    Where the cache has none, `make` is called with an empty folder and returns the file. Where the
    cache cannot be written, a folder takes its place that is gone when the process ends.
    """
    wanted = (cache_dir() if folder is None else folder, _of_this_process())
    places = [place for place in wanted if _usable(place)]
    for place in places:
        for path in _find(place, key):
            with contextlib.suppress(OSError):  # removed meanwhile by another process
                loaded = use(path)
                _touch(path)
                return loaded
    with tempfile.TemporaryDirectory(prefix="mote-") as scratch:
        content = make(Path(scratch)).read_bytes()
    for place in places[:-1]:
        with contextlib.suppress(OSError):  # read-only, full, or nothing there may be executed
            loaded = use(_put(place, key, content))
            _shrink(place, limit)
            return loaded
    return use(_put(places[-1], key, content))


def check(folder: Path) -> None:
    """Raises CacheError where others may write into `folder`: its libraries are executed."""
    if os.name != "posix":
        return
    held = folder.stat()
    advice = (
        "Set MOTE_CACHE to a folder that is yours alone, or to one that does not exist: it is made."
    )
    if held.st_uid != os.getuid():
        raise CacheError(
            f"expected the cache {folder} to be yours, as its libraries are executed, and it "
            f"belongs to user {held.st_uid}. {advice}"
        )
    if held.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
        raise CacheError(
            f"expected the cache {folder} to be writable by you alone, as its libraries are "
            f"executed, and its mode is {stat.S_IMODE(held.st_mode):o}: chmod 700 it, after a look "
            f"at what is in it. {advice}"
        )


def _usable(folder: Path) -> bool:
    """Makes the folder where it is missing; False where that fails."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        check(folder)
    except OSError:
        return False
    return True


def _find(folder: Path, key: str) -> list[Path]:
    """The undamaged libraries of this key; the others are removed."""
    found = []
    for path in sorted(folder.glob(f"{key}-*{SUFFIX}")):
        try:
            sound = path.name == _name(key, path.read_bytes())
        except OSError:
            continue
        if sound:
            found.append(path)
        else:
            _remove(path)
    return found


def _name(key: str, content: bytes) -> str:
    return f"{key}-{hashlib.sha256(content).hexdigest()[:32]}{SUFFIX}"


def _put(folder: Path, key: str, content: bytes) -> Path:
    """Writes the library so that no other process sees a part of it."""
    place = folder / _name(key, content)
    number, name = tempfile.mkstemp(prefix=f".{key}-", suffix=".tmp", dir=folder)
    try:
        with os.fdopen(number, "wb") as file:
            file.write(content)
        Path(name).replace(place)
    except OSError:
        _remove(Path(name))
        if not place.is_file():  # Windows replaces no library that is in use; it is the same one
            raise
    return place


def _shrink(folder: Path, limit: int) -> None:
    """Removes the libraries that were not used for the longest time, and what was never ended."""
    for path, _, used in _entries(folder, _BEGUN):
        if time.time() - used > _HOUR:
            _remove(path)
    entries = sorted(_entries(folder, _ENTRY), key=lambda entry: entry[2])
    total = sum(size for _, size, _ in entries)
    for path, size, _ in entries[:-1]:
        if total <= limit:
            break
        _remove(path)
        total -= size


def _entries(folder: Path, *patterns: re.Pattern[str]) -> list[tuple[Path, int, float]]:
    """Path, bytes and time of last use of the files that are the cache's own."""
    found = []
    with os.scandir(folder) as files:
        for file in files:
            if any(pattern.fullmatch(file.name) for pattern in patterns):
                with contextlib.suppress(OSError):
                    held = file.stat()
                    found.append((Path(file.path), held.st_size, held.st_mtime))
    return found


def _touch(path: Path) -> None:
    """Notes that the library was used now."""
    with contextlib.suppress(OSError):
        os.utime(path)


def _remove(path: Path) -> bool:
    """False where another process was faster, or where it is in use (on Windows)."""
    try:
        path.unlink()
    except OSError:
        return False
    return True


@lru_cache(maxsize=1)
def _of_this_process() -> Path:
    folder = tempfile.mkdtemp(prefix="mote-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(folder)
