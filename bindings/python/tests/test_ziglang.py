"""Where the system has no compiler, PyPI's ziglang serves; and every header is portable with it."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path

import pytest
from conftest import STRICT, load

import mote
from mote.host import compiler

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(find_spec("ziglang") is None, reason="needs ziglang: mote-ml[compiler]"),
]
TARGETS = ["x86_64-windows-gnu", "aarch64-macos"]


def refused(source: Path, target: str) -> str:
    """What clang says of a source that it refuses for the target; else nothing."""
    command = [sys.executable, "-m", "ziglang", "c++", "-std=c++17", *STRICT, "-target", target]
    command += ["-I", str(mote.include_dir()), "-c", source.name, "-o", f"{source.stem}.o"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=source.parent)
    return "" if done.returncode == 0 else done.stderr[:2000] or "nothing was said"


def test_a_model_is_compiled_and_run_where_the_system_has_no_compiler(
    small_tree: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = load("iris")
    expected = mote.convert(small_tree).predict(data.X_test)
    (tmp_path / "nothing").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    monkeypatch.delenv("CXX", raising=False)
    monkeypatch.setenv("MOTE_CACHE", str(tmp_path / "cache"))
    assert compiler.find().command == compiler.ZIG
    model = mote.convert(small_tree)
    assert list(model.predict(data.X_test)) == list(expected)
    assert model.verify(data.X_test).identical == len(data.X_test)
    assert list((tmp_path / "cache").iterdir())


@pytest.mark.parametrize("target", TARGETS)
def test_every_header_compiles_alone(target: str, tmp_path: Path) -> None:
    headers = sorted(mote.include_dir().rglob("*.hpp"))
    assert len(headers) > 100
    sources = {}
    for number, header in enumerate(headers):
        name = header.relative_to(mote.include_dir()).as_posix()
        sources[name] = tmp_path / f"header_{number}.cpp"
        sources[name].write_text(f"#include <{name}>\n", encoding="utf-8")
    with ThreadPoolExecutor(2) as pool:
        said = dict(zip(sources, pool.map(lambda path: refused(path, target), sources.values())))
    assert {name: text for name, text in said.items() if text} == {}


@pytest.mark.parametrize("target", TARGETS)
def test_a_header_that_is_not_portable_is_seen(target: str, tmp_path: Path) -> None:
    (tmp_path / "broken.cpp").write_text("#include <sys/epoll.h>\n", encoding="utf-8")
    assert "epoll" in refused(tmp_path / "broken.cpp", target)
