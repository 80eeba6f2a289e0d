"""Compiled libraries are found again, made again when damaged, and kept from other users."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

import mote
from mote.host import cache

KEY, OTHER = "0" * 32, "1" * 32
posix = pytest.mark.skipif(os.name != "posix", reason="needs owners and modes of files")


class Maker:
    """Makes a file of `content`, and counts how often."""

    def __init__(self, content: bytes = b"code") -> None:
        self.content = content
        self.calls = 0

    def __call__(self, folder: Path) -> Path:
        assert list(folder.iterdir()) == []
        self.calls += 1
        (folder / "library").write_bytes(self.content)
        return folder / "library"


def get(make: Maker, folder: Path, key: str = KEY, limit: int = cache.LIMIT) -> bytes:
    return cache.load(key, make, Path.read_bytes, folder=folder, limit=limit)


def entries(folder: Path) -> list[Path]:
    return sorted(folder.iterdir())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "above" / "cache"


def test_a_library_is_made_once_and_found_again(folder: Path) -> None:
    make = Maker()
    assert [get(make, folder) for _ in range(3)] == [b"code"] * 3
    assert make.calls == 1
    assert len(entries(folder)) == 1


def test_another_key_is_another_library(folder: Path) -> None:
    get(Maker(b"one"), folder, KEY)
    assert get(Maker(b"two"), folder, OTHER) == b"two"
    assert get(Maker(b"three"), folder, KEY) == b"one"


@pytest.mark.parametrize("damage", [b"", b"cod", b"coda", b"code and more"])
def test_a_damaged_library_is_removed_and_made_again(folder: Path, damage: bytes) -> None:
    make = Maker()
    get(make, folder)
    (entry,) = entries(folder)
    entry.write_bytes(damage)
    assert get(make, folder) == b"code"
    assert make.calls == 2
    assert entries(folder) == [entry]
    assert entry.read_bytes() == b"code"


def test_a_library_that_vanishes_between_look_and_use_is_made_again(folder: Path) -> None:
    """As another process removes it, the first time."""
    make, seen = Maker(), []

    def use(path: Path) -> bytes:
        seen.append(path)
        if len(seen) == 2:
            path.unlink()
        return path.read_bytes()

    for _ in range(2):
        assert cache.load(KEY, make, use, folder=folder) == b"code"
    assert make.calls == 2
    assert len(seen) == 3


def test_what_was_not_used_for_the_longest_time_is_removed_first(folder: Path) -> None:
    keys = [f"{i:032x}" for i in range(5)]
    for age, key in zip((50, 40, 30, 20), keys):
        get(Maker(bytes(100)), folder, key, limit=400)
        (entry,) = folder.glob(f"{key}-*")
        os.utime(entry, (time.time() - age,) * 2)
    get(Maker(), folder, keys[0], limit=400)  # used last now
    get(Maker(bytes(100)), folder, keys[4], limit=400)
    left = {path.name[:32] for path in entries(folder)}
    assert left == {keys[0], keys[2], keys[3], keys[4]}


def test_a_library_larger_than_the_cache_is_used_and_stays_alone(folder: Path) -> None:
    get(Maker(), folder, OTHER)
    assert get(Maker(bytes(1000)), folder, KEY, limit=500) == bytes(1000)
    assert [path.stat().st_size for path in entries(folder)] == [1000]


def test_only_the_caches_own_files_are_ever_removed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MOTE_CACHE", str(folder))
    get(Maker(bytes(300)), folder)
    mine = folder / "thesis.so"
    mine.write_bytes(bytes(1000))
    old, young = folder / f".{KEY}-abc.tmp", folder / f".{OTHER}-abc.tmp"
    for path in (old, young):
        path.write_bytes(b"12345")
    os.utime(old, (time.time() - 7200,) * 2)
    get(Maker(bytes(200)), folder, OTHER, limit=400)
    assert not old.exists()
    assert young.exists()
    assert mine.exists()
    assert mote.clear_cache() == 205
    assert entries(folder) == [mine]
    assert mote.clear_cache() == 0


def test_the_variable_names_the_folder_and_else_it_is_the_users_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MOTE_CACHE", str(tmp_path / "mine"))
    assert mote.cache_dir() == tmp_path / "mine"
    monkeypatch.setenv("MOTE_CACHE", "~/mine")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert mote.cache_dir() == tmp_path / "mine"
    monkeypatch.delenv("MOTE_CACHE")
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    assert mote.cache_dir().name == "mote-ml"
    assert mote.cache_dir().is_relative_to(tmp_path)
    assert not mote.cache_dir().exists()
    assert mote.clear_cache() == 0


def test_a_folder_that_cannot_be_made_is_replaced_by_one_of_this_process(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    make = Maker(b"in a folder of this process")
    key = f"{os.getpid():032x}"
    for below in ("file", "file/cache"):
        assert get(make, tmp_path / below, key) == b"in a folder of this process"
    assert make.calls == 1
    assert (tmp_path / "file").read_text() == "in the way"


@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EROFS, errno.EACCES])
def test_a_folder_that_cannot_be_written_is_replaced_by_one_of_this_process(
    folder: Path, error: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = cache.tempfile.mkstemp

    def refuse(**options: Any) -> tuple[int, str]:
        if options["dir"] == folder:
            raise OSError(error, os.strerror(error))
        return made(**options)

    monkeypatch.setattr(cache.tempfile, "mkstemp", refuse)
    make = Maker()
    key = f"{error:08x}{os.getpid():024x}"
    assert [get(make, folder, key) for _ in range(2)] == [b"code", b"code"]
    assert make.calls == 1
    assert entries(folder) == []


def test_a_full_disk_leaves_nothing_behind(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    replace = os.replace

    def refuse(old: str, new: Path) -> None:
        if new.parent == folder:
            raise OSError(errno.ENOSPC, "full")
        replace(old, new)

    monkeypatch.setattr(cache.os, "replace", refuse)
    assert get(Maker(), folder, f"{os.getpid() + 1:032x}") == b"code"
    assert entries(folder) == []


@posix
def test_the_folder_and_its_files_are_the_users_alone(folder: Path) -> None:
    previous = os.umask(0)
    try:
        get(Maker(), folder)
    finally:
        os.umask(previous)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert [stat.S_IMODE(path.stat().st_mode) for path in entries(folder)] == [0o600]


@posix
@pytest.mark.parametrize("mode", [0o777, 0o770, 0o707, 0o1777])
def test_a_folder_that_others_may_write_is_refused(
    folder: Path, mode: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MOTE_CACHE", str(folder))
    get(Maker(), folder)
    folder.chmod(mode)
    make = Maker()
    with pytest.raises(mote.CacheError, match=rf"mode is {mode:o}: chmod 700.*Set MOTE_CACHE"):
        get(make, folder)
    with pytest.raises(mote.CacheError, match="writable by you alone"):
        mote.clear_cache()
    assert make.calls == 0
    folder.chmod(0o755)
    assert get(make, folder) == b"code"


@posix
def test_a_folder_of_another_user_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    get(Maker(), folder)
    monkeypatch.setattr(cache.os, "getuid", lambda: folder.stat().st_uid + 1)
    with pytest.raises(mote.CacheError, match=r"belongs to user \d+\. Set MOTE_CACHE"):
        get(Maker(), folder)


PROCESS = """
import sys
from pathlib import Path
from mote.host import cache

folder, number = Path(sys.argv[1]), int(sys.argv[2])
for turn in range(60):
    which = (7 * turn + number) % 12
    content = bytes([which]) * (1000 + which)

    def make(scratch):
        (scratch / "library").write_bytes(content)
        return scratch / "library"

    # A third of the twelve libraries has room, so that every process removes those of the others.
    found = cache.load(f"{which:032x}", make, Path.read_bytes, folder=folder, limit=4000)
    assert found == content, (which, len(found))
"""


def test_several_processes_use_and_remove_the_same_libraries_at_once(folder: Path) -> None:
    get(Maker(bytes(1000)), folder, f"{3:032x}")
    for entry in entries(folder):
        entry.write_bytes(b"damaged")
    environment = {**os.environ, "PYTHONPATH": str(Path(mote.__file__).parents[1])}
    running = [
        subprocess.Popen(
            [sys.executable, "-c", PROCESS, str(folder), str(number)],
            env=environment, stderr=subprocess.PIPE, text=True,
        )
        for number in range(4)
    ]  # fmt: skip
    for process in running:
        _, said = process.communicate(timeout=120)
        assert process.returncode == 0, said
    left = entries(folder)
    assert all(path.suffix in (".so", ".dll", ".dylib") for path in left)
    assert sum(path.stat().st_size for path in left) <= 4000 + 4 * 1012
