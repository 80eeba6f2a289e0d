"""Reads a file in a process of its own: there are damaged files on which the HDF5 library never
ends, and no Python can stop it.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Callable

from ....errors import MoteError, ReadError
from ..graph import Graph

SECONDS = 60.0  # that a file may take
_CHILD = "from mote.families.network.keras import files; files.answer()"


def read(data: bytes, name: str) -> Graph:
    """The graph of a file, or the error that its reader raised."""
    # The other process finds the packages where this one does.
    path = os.pathsep.join(one for one in sys.path if one)
    try:
        done = subprocess.run(
            [sys.executable, "-c", _CHILD, name],
            input=data,
            capture_output=True,
            timeout=SECONDS,
            env={**os.environ, "PYTHONPATH": path},
        )
    except subprocess.TimeoutExpired:
        raise ReadError(
            f"{name} is damaged: the HDF5 library was not done with it in {SECONDS:.0f} seconds."
        ) from None
    if done.returncode != 0:
        said = (done.stderr.decode("utf-8", "replace").splitlines() or ["no reason"])[-1]
        raise ReadError(f"{name} is damaged: reading it ended with {said[:200].rstrip('.')}.")
    found = pickle.loads(done.stdout)
    if isinstance(found, MoteError):
        raise found
    assert isinstance(found, Graph)
    return found


def answer(reader: Callable[[bytes, str], Graph]) -> None:
    """What the other process does: a file comes in, and its graph or its error goes out."""
    found: Graph | MoteError
    try:
        found = reader(sys.stdin.buffer.read(), sys.argv[1])
    except MoteError as error:
        found = error
    sys.stdout.buffer.write(pickle.dumps(found))
