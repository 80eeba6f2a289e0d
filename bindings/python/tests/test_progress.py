"""What is waited for is said after two seconds, where a person looks, and goes away again."""

from __future__ import annotations

import io
import time
from types import SimpleNamespace

import pytest
from conftest import load
from sklearn.tree import DecisionTreeClassifier

import mote
from mote import progress
from mote.host import cache
from mote.host.compiler import Compiler


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "AFTER", 0.05)
    monkeypatch.setattr(progress, "EVERY", 0.05)


def seen_by_progress(
    monkeypatch: pytest.MonkeyPatch, stderr: io.StringIO, **modules: object
) -> None:
    monkeypatch.setattr(progress, "sys", SimpleNamespace(stderr=stderr, modules=modules))


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    stream = Terminal()
    seen_by_progress(monkeypatch, stream)
    return stream


def test_a_terminal_sees_what_and_how_far_and_then_nothing(terminal: Terminal) -> None:
    with progress.waiting("compiling", 3) as step:
        step("Cortex-M0, walk")
        time.sleep(0.2)
    assert "mote: Cortex-M0, walk, 1 of 3, 0 s" in terminal.getvalue()
    assert terminal.getvalue().endswith("\r\x1b[2K")


def test_what_is_soon_done_says_nothing(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "AFTER", 5)
    monkeypatch.setattr(progress, "EVERY", 5)
    with progress.waiting("converting"):
        pass
    assert terminal.getvalue() == ""


def test_the_innermost_is_said_and_then_the_outer_again(terminal: Terminal) -> None:
    with progress.waiting("verifying"):
        with progress.waiting("compiling"):
            time.sleep(0.2)
        inner = terminal.getvalue()
        time.sleep(0.2)
    assert "compiling" in inner and "verifying" not in inner
    assert "verifying" in terminal.getvalue()[len(inner) :]


def test_a_file_gets_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.StringIO()
    seen_by_progress(monkeypatch, stream)
    with progress.waiting("compiling"):
        time.sleep(0.15)
    assert stream.getvalue() == ""


def test_a_notebook_gets_one_output_that_changes(
    monkeypatch: pytest.MonkeyPatch, terminal: Terminal
) -> None:
    shown: list[tuple[str, object]] = []
    handle = SimpleNamespace(update=lambda data, raw: shown.append(("update", data["text/plain"])))

    def display(data: dict[str, str], raw: bool, display_id: bool) -> object:
        assert raw and display_id
        shown.append(("new", data["text/plain"]))
        return handle

    shell = SimpleNamespace(kernel=object())
    fake = SimpleNamespace(get_ipython=lambda: shell, display=SimpleNamespace(display=display))
    seen_by_progress(monkeypatch, terminal, IPython=fake)
    with progress.waiting("compiling"):
        time.sleep(0.3)
    kinds = [kind for kind, _ in shown]
    assert kinds[0] == "new" and set(kinds[1:]) == {"update"}
    assert shown[0][1] == "mote: compiling, 0 s" and shown[-1] == ("update", "")
    assert terminal.getvalue() == ""


def test_a_verification_says_that_it_compiles(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = load("iris")
    tree = DecisionTreeClassifier(max_depth=2, random_state=1).fit(data.X_train, data.y_train)
    build = Compiler.build

    def slowly(self: Compiler, *arguments: object) -> object:
        time.sleep(0.2)
        return build(self, *arguments)

    monkeypatch.setattr(Compiler, "build", slowly)
    monkeypatch.setattr(cache, "_find", lambda *_: [])
    mote.convert(tree).verify(data.X_test)
    assert "mote: compiling the model for this machine" in terminal.getvalue()
