"""Says what is being waited for, once that took two seconds: in a terminal and in a notebook."""

from __future__ import annotations

import contextvars
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Event, Lock, Thread
from typing import Any

AFTER = 2.0  # seconds of silence
EVERY = 1.0

Show = Callable[[str], None]


@dataclass(eq=False)
class _Task:
    what: str
    total: int
    done: int = 0

    def step(self, what: str) -> None:
        """One more is done, and it was `what`."""
        self.done, self.what = self.done + 1, what

    def __str__(self) -> str:
        return f"{self.what}, {self.done} of {self.total}" if self.total else self.what


_tasks: list[_Task] = []  # what runs now, the innermost last; that one is shown
_lock = Lock()


@contextmanager
def waiting(what: str, total: int = 0) -> Iterator[Callable[[str], None]]:
    """Says `what` while its block runs; the block may say at each of `total` steps what it did."""
    task = _Task(what, total)
    with _lock:
        _tasks.append(task)
        show = _place() if len(_tasks) == 1 else None
    stop = Event()
    thread = None
    if show is not None:
        # In a notebook the context says to which cell an output belongs.
        thread = Thread(target=contextvars.copy_context().run, args=(_talk, show, stop))
        thread.daemon = True
        thread.start()
    try:
        yield task.step
    finally:
        with _lock:
            _tasks.remove(task)
        if thread is not None:
            stop.set()
            thread.join()


def _talk(show: Show, stop: Event) -> None:
    began, wait, said = time.monotonic(), AFTER, False
    while not stop.wait(wait):
        with _lock:
            text = str(_tasks[-1]) if _tasks else ""
        if text:
            show(f"mote: {text}, {time.monotonic() - began:.0f} s")
            said = True
        wait = EVERY
    if said:
        show("")


def _place() -> Show | None:
    """Where a person looks: a notebook's cell, or a terminal; None where there is neither."""
    ipython = sys.modules.get("IPython")
    shell = None if ipython is None else ipython.get_ipython()
    if hasattr(shell, "kernel"):
        return _Cell(ipython)
    return _terminal if sys.stderr is not None and sys.stderr.isatty() else None


def _terminal(text: str) -> None:
    """Writes over the last line."""
    sys.stderr.write(f"\r\x1b[2K{text[: shutil.get_terminal_size().columns - 1]}")
    sys.stderr.flush()


class _Cell:
    """A line below the cell of a notebook, which changes and goes away."""

    def __init__(self, ipython: Any) -> None:
        self._ipython = ipython
        self._handle: Any = None

    def __call__(self, text: str) -> None:
        shown = {"text/plain": text}
        if self._handle is None:
            display = self._ipython.display.display
            self._handle = display(shown, raw=True, display_id=True)
        else:
            self._handle.update(shown, raw=True)
