"""Arrays and attributes of an HDF5 file, which is data from outside: sizes are checked before
anything is read, and nothing leads to another file.
"""

from __future__ import annotations

import importlib
import io
import math
from typing import Any

import numpy as np

from ....arrays import Array
from ....errors import ReadError, UnsupportedError
from ..tflite import MOST_NUMBERS

MOST_PARTS = 16  # of a path inside the file
MOST_NAMES = 4096  # of a list of weights


def library(name: str) -> Any:
    """The package h5py, for a file of this name."""
    try:
        return importlib.import_module("h5py")
    except ImportError:
        raise UnsupportedError(
            f"{name} holds its weights in HDF5, which mote reads by the package h5py: "
            "pip install h5py (or mote-ml[keras])."
        ) from None


class Store:
    """The file. `name` is what messages call it."""

    def __init__(self, data: bytes, name: str) -> None:
        self._h5py = h5py = library(name)
        self.name = name
        # h5py raises errors of many kinds for a damaged file.
        try:
            self._file = h5py.File(io.BytesIO(data), "r")
        except Exception as error:
            raise ReadError(f"{name} is no HDF5 file, or damaged: {_said(error)}.") from None

    def has(self, path: str) -> bool:
        """True where a group or an array has this path."""
        return self._find(path) is not None

    def array(self, path: str) -> Array:
        """The numbers of an array."""
        found = self._find(path)
        if found is None or not isinstance(found, self._h5py.Dataset):
            raise ReadError(f"{self.name} has no array at {path!r}.")
        try:
            plain = found.id.get_create_plist().get_nfilters() == 0
            plain = plain and not found.external and not found.is_virtual
            if not plain or found.dtype.kind not in "fiu" or found.dtype.itemsize > 8:
                raise UnsupportedError(
                    f"{self.name} holds at {path!r} what Keras does not write there: an array of "
                    "numbers, not compressed, was expected."
                )
            if found.shape is None or math.prod(found.shape) > MOST_NUMBERS:
                raise UnsupportedError(
                    f"{self.name} has at {path!r} an array of shape {found.shape}, and mote takes "
                    f"up to {MOST_NUMBERS:,} numbers."
                )
            return np.asarray(found[()], np.float64)
        except UnsupportedError:
            raise
        except Exception as error:
            raise self._damaged(path, error) from None

    def numbered(self, path: str) -> list[Array]:
        """The arrays 0, 1, 2, ... of a group."""
        count = 0
        while count < MOST_PARTS and self.has(f"{path}/{count}"):
            count += 1
        return [self.array(f"{path}/{at}") for at in range(count)]

    def text(self, key: str) -> str | None:
        """An attribute of the whole file; None: it has none of this name."""
        held = self._attribute("", key)
        if held is None:
            return None
        if isinstance(held, bytes):
            held = held.decode("utf-8", "replace")
        if not isinstance(held, str):
            raise ReadError(f"{self.name} has an attribute {key} that is no text.")
        return held

    def names(self, path: str, key: str) -> list[str]:
        """An attribute that is a list of names; without one there are none."""
        held = self._attribute(path, key)
        if held is None:
            return []
        each = np.atleast_1d(np.asarray(held, object)).ravel()
        if len(each) > MOST_NAMES:
            raise ReadError(f"{self.name} lists {len(each):,} names at {path!r}.")
        found = [one.decode("utf-8", "replace") if isinstance(one, bytes) else one for one in each]
        if not all(isinstance(one, str) for one in found):
            raise ReadError(f"{self.name} has an attribute {key} at {path!r} that is no text.")
        return found

    def _attribute(self, path: str, key: str) -> Any:
        found = self._find(path)
        if found is None:
            return None
        try:
            return found.attrs.get(key)
        except Exception as error:
            raise self._damaged(path, error) from None

    def _find(self, path: str) -> Any:
        """What lies at a path of links inside the file; None: nothing does."""
        parts = [part for part in path.split("/") if part]
        if len(parts) > MOST_PARTS:
            raise ReadError(f"{self.name} names {path[:80]!r}, which is too deep.")
        at = self._file
        try:
            for part in parts:
                if not isinstance(at, self._h5py.Group):
                    return None
                link = at.get(part, getlink=True)
                if link is None:
                    return None
                if not isinstance(link, self._h5py.HardLink):
                    raise UnsupportedError(
                        f"{self.name} leads from {path!r} to another place, as Keras never does."
                    )
                at = at[part]
        except UnsupportedError:
            raise
        except Exception as error:
            raise self._damaged(path, error) from None
        return at

    def _damaged(self, path: str, error: Exception) -> ReadError:
        return ReadError(f"{self.name} is damaged at {path[:80]!r}: {_said(error)}.")


def _said(error: Exception) -> str:
    """An error of h5py, without its stop."""
    return (str(error).splitlines() or [type(error).__name__])[0][:200].rstrip(".")
