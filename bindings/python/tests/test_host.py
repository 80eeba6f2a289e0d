"""Models are compiled once for this machine, by whichever compiler it has."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from conftest import load

import mote
from mote.host import compiler, headers, library

pytestmark = pytest.mark.slow  # left out by ./dev test --fast

GXX = shutil.which("g++")
posix = pytest.mark.skipif(os.name != "posix" or GXX is None, reason="needs a shell and g++")

SOURCES = {
    "answer.hpp": "inline int answer() { return 42; }\n",
    "answer.cpp": '#include "answer.hpp"\n#include <mote/core/version.hpp>\n'
    'extern "C" int ask() { return answer(); }\n',
}


@pytest.fixture(autouse=True)
def an_empty_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MOTE_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


class Recorder:
    """A compiler that writes down what it is asked for, and leaves it to g++."""

    def __init__(self, folder: Path) -> None:
        self.command = folder / "recorder"
        self._log = folder / "recorded"
        self.says("1.0")

    def says(self, version: str) -> None:
        self.command.write_text(
            "#!/bin/sh\n"
            f'if [ "$1" = --version ]; then echo {version}; exit; fi\n'
            f'echo "$@" >> {self._log}\nexec {GXX} "$@"\n'
        )
        self.command.chmod(0o755)
        os.utime(self.command, (0, sum(map(ord, version))))

    @property
    def calls(self) -> int:
        return len(self._log.read_text().splitlines()) if self._log.exists() else 0


@pytest.fixture
def recorder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Recorder:
    made = Recorder(tmp_path)
    monkeypatch.setenv("CXX", str(made.command))
    return made


@posix
def test_a_library_is_called_from_python_and_compiled_once(recorder: Recorder) -> None:
    for _ in range(3):
        assert library.compiled(SOURCES).ask() == 42
    assert recorder.calls == 1


@posix
def test_another_process_finds_the_model_compiled(
    recorder: Recorder, small_tree: object, tmp_path: Path
) -> None:
    X = load("iris").X_test
    here = mote.convert(small_tree).predict(X)
    calls = recorder.calls
    assert calls > 0
    np.save(tmp_path / "X.npy", X)
    script = (
        "import mote, numpy\n"
        "from conftest import load\n"
        "from sklearn.tree import DecisionTreeClassifier\n"
        "data = load('iris')\n"
        "tree = DecisionTreeClassifier(max_depth=3, random_state=0)\n"
        "model = mote.convert(tree.fit(data.X_train, data.y_train))\n"
        "print(*model.predict(numpy.load('X.npy')))\n"
    )
    paths = f"{Path(mote.__file__).parents[1]}{os.pathsep}{Path(__file__).parent}"
    there = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True,
        env={**os.environ, "PYTHONPATH": paths, "MOTE_CACHE": str(mote.cache_dir())},
    )  # fmt: skip
    assert there.stdout.split() == [str(label) for label in here]
    assert recorder.calls == calls


@posix
def test_a_compiler_of_another_version_compiles_anew(recorder: Recorder) -> None:
    library.compiled(SOURCES)
    recorder.says("2.0")
    library.compiled(SOURCES)
    assert recorder.calls == 2
    recorder.says("1.0")
    library.compiled(SOURCES)
    assert recorder.calls == 2


@posix
@pytest.mark.parametrize("change", ["source", "flags", "option", "variable", "header", "name"])
def test_whatever_changes_the_code_changes_the_key(
    change: str, recorder: Recorder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    include = tmp_path / "include"
    shutil.copytree(headers.include_dir(), include)
    monkeypatch.setattr(headers, "include_dir", lambda: include)
    sources = dict(SOURCES)
    before = compiler.find().key(sources)
    assert compiler.find().key(dict(sources)) == before
    if change == "source":
        sources["answer.hpp"] = sources["answer.hpp"].replace("42", "43")
    elif change == "flags":
        monkeypatch.setattr(compiler, "FLAGS", (*compiler.FLAGS, "-DANSWER"))
    elif change == "option":
        monkeypatch.setenv("CXX", f"{recorder.command} -DANSWER")
    elif change == "variable":
        monkeypatch.setenv("CPLUS_INCLUDE_PATH", str(tmp_path))
    elif change == "header":
        path = include / "mote" / "core" / "version.hpp"
        path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    else:
        path = include / "mote" / "core" / "version.hpp"
        path.rename(path.with_name("versions.hpp"))
    assert compiler.find().key(sources) != before


@posix
def test_a_library_that_is_cut_short_is_compiled_again(
    recorder: Recorder, an_empty_cache: Path
) -> None:
    compiler_, sources = compiler.find(), dict(SOURCES)
    library.compiled(sources)
    (entry,) = an_empty_cache.iterdir()
    short = entry.read_bytes()[:1000]
    entry.unlink()  # this process has the library mapped, and needs its end when it ends
    entry.write_bytes(short)
    script = (
        f"from mote.host import library\nassert library.compiled({sources!r}).ask() == 42\n"
        "from mote.host.compiler import find\n"
        f"assert find().key({sources!r}) == {compiler_.key(sources)!r}\n"
    )
    subprocess.run(
        [sys.executable, "-c", script], check=True,
        env={**os.environ, "PYTHONPATH": str(Path(mote.__file__).parents[1])},
    )  # fmt: skip
    assert recorder.calls == 2


def test_what_the_compiler_refuses_leaves_nothing_in_the_cache(an_empty_cache: Path) -> None:
    with pytest.raises(mote.CompilerError, match=r"(?s)refused the generated code.*no_such_name"):
        library.compiled({"broken.cpp": "int x = no_such_name;\n"})
    assert list(an_empty_cache.iterdir()) == []


def test_a_compiler_that_writes_nothing_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CXX", "true")
    if shutil.which("true") is None:
        pytest.skip("needs a command that does nothing")
    with pytest.raises(mote.CompilerError, match="true refused"):
        library.compiled(SOURCES)


def test_an_open_cache_is_refused_before_anything_in_it_is_executed(
    an_empty_cache: Path, small_tree: object
) -> None:
    if os.name != "posix":
        pytest.skip("needs modes of files")
    an_empty_cache.mkdir()
    an_empty_cache.chmod(0o777)
    model = mote.convert(small_tree)
    with pytest.raises(mote.CacheError, match="chmod 700"):
        model.predict(load("iris").X_test)


def test_a_cache_that_cannot_be_written_costs_a_compilation_and_no_more(
    small_tree: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("MOTE_CACHE", str(tmp_path / "file" / "cache"))
    X = load("iris").X_test
    assert len(mote.convert(small_tree).predict(X)) == len(X)


def test_commands_are_tried_in_order_and_the_python_package_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CXX", raising=False)
    present: list[str] = []
    monkeypatch.setattr(compiler.importlib.util, "find_spec", lambda name: name in present or None)
    with pytest.raises(mote.CompilerError, match=r"pip install 'mote-ml\[compiler\]'"):
        mote.compiler()
    present.append("ziglang")
    assert mote.compiler().endswith("-m ziglang c++")
    for name in ("clang++", "g++", "c++"):
        (tmp_path / name).write_text("#!/bin/sh\n")
        (tmp_path / name).chmod(0o755)
        assert mote.compiler() == name
    (tmp_path / "mine").write_text("#!/bin/sh\n")
    (tmp_path / "mine").chmod(0o755)
    monkeypatch.setenv("CXX", "mine -m64")
    assert mote.compiler() == "mine -m64"
