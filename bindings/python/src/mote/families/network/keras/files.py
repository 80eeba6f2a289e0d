"""Models of Keras in files (.keras, .h5) and as objects, as graphs."""

from __future__ import annotations

import io
import json
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from ....arrays import Array
from ....errors import MoteError, ReadError, UnsupportedError
from ..graph import Graph
from ..tflite import MOST_BYTES
from . import apart, classes, hdf5
from .folding import folded
from .hdf5 import Store
from .making import Making
from .topology import Reader, Weights

MOST_CONFIG = 1 << 24  # bytes of a description
MOST_MEMBERS = 1024  # of a .keras file
_ARCHIVE = b"PK\x03\x04"


def read(data: bytes, name: str) -> Graph:
    """The graph of a .keras or .h5 file, called `name` in messages."""
    hdf5.library(name)
    return apart.read(data, name)


def answer() -> None:
    """For apart.py: what its other process runs."""
    apart.answer(read_here)


def read_here(data: bytes, name: str) -> Graph:
    """The same in this process, which may never end if the file is damaged."""
    if len(data) > MOST_BYTES:
        raise ReadError(f"{name} has {len(data):,} bytes, and mote reads up to {MOST_BYTES:,}.")
    if data[:4] == _ARCHIVE:
        config, store = _archive(data, name)
        return _graph(name, config, _Stored(store))
    store = Store(data, name)
    said = store.text("model_config")
    if said is None:
        raise UnsupportedError(
            f"{name} holds weights and no model: save the whole model, by model.save(path), and "
            "not by save_weights."
        )
    return _graph(name, _parsed(said, name), _Legacy(store))


def of_object(model: Any) -> Graph:
    """The graph of a model in this process."""
    name = f"{type(model).__name__} {str(getattr(model, 'name', ''))!r:.66}"
    try:
        config = model.get_config()
    except NotImplementedError:
        config = None
    if not isinstance(config, (dict, list)):
        config = {}
    return _graph(name, {"class_name": "Functional", "config": config}, _Held(model))


def _graph(name: str, config: Mapping[str, Any], weights: Weights) -> Graph:
    making = Making(name)
    reader = Reader(making, classes.apply, classes.known)
    first = reader.input(config)
    last = reader.model(config, first, weights)
    return folded(making.graph(first, last))


def _parsed(text: str | bytes, name: str) -> dict[str, Any]:
    """The description of a model. It may be nested deeper than Python goes."""
    if len(text) > MOST_CONFIG:
        raise ReadError(f"{name} has a description of {len(text):,} bytes.")
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ReadError(f"{name} has a description that is no JSON: {error!s:.100}.") from None
    if not isinstance(found, dict):
        raise ReadError(f"{name} has a description that is no JSON object.")
    return found


def _archive(data: bytes, name: str) -> tuple[dict[str, Any], Store]:
    """What is in a .keras file."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if len(archive.infolist()) > MOST_MEMBERS:
                raise ReadError(f"{name} is an archive of more than {MOST_MEMBERS} files.")
            config = _member(archive, "config.json", MOST_CONFIG, name)
            weights = _member(archive, "model.weights.h5", MOST_BYTES, name)
    except MoteError:
        raise
    # A damaged archive makes zipfile raise errors of several kinds.
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, EOFError, NotImplementedError,
            RuntimeError, KeyError, IndexError, OverflowError) as error:  # fmt: skip
        raise ReadError(f"{name} is a damaged archive: {error!s:.100}.") from None
    return _parsed(config, name), Store(weights, name)


def _member(archive: zipfile.ZipFile, member: str, most: int, name: str) -> bytes:
    if member not in archive.namelist():
        raise ReadError(f"{name} has no {member} in it, as files of Keras 3 have.")
    with archive.open(member) as file:
        found = file.read(most + 1)
    if len(found) > most:
        raise ReadError(f"{name} has a {member} of more than {most:,} bytes.")
    return found


def snake(name: str) -> str:
    """A class as Keras 3 calls its group in a file."""
    name = re.sub(r"(.)([A-Z][a-z]+)", r"\1_\2", re.sub(r"\W+", "", name))
    return re.sub(r"([a-z])([A-Z])", r"\1_\2", name).lower()


@dataclass(frozen=True)
class _Stored:
    """Of a .keras file: groups are called by class, and numbered in the order of the layers."""

    store: Store
    within: str = ""
    groups: list[str] = field(default_factory=list)

    def name_layers(self, kinds: Sequence[str]) -> None:
        seen: Counter[str] = Counter()
        for kind in kinds:
            plain = snake(kind)
            self.groups.append(plain if not seen[plain] else f"{plain}_{seen[plain]}")
            seen[plain] += 1

    def of(self, layer: int, name: str) -> Sequence[Array]:
        return self.store.numbered(f"{self._at(layer)}/vars")

    def inside(self, layer: int, name: str) -> Weights:
        return _Stored(self.store, self._at(layer))

    def _at(self, layer: int) -> str:
        return f"{self.within}/layers/{self.groups[layer]}"


@dataclass(frozen=True)
class _Legacy:
    """Of an .h5 file: groups are called as the layers, and list their arrays."""

    store: Store

    def name_layers(self, kinds: Sequence[str]) -> None:
        """The layers have names of their own."""

    def of(self, layer: int, name: str) -> Sequence[Array]:
        within = f"model_weights/{name}"
        return [
            self.store.array(f"{within}/{one}")
            for one in self.store.names(within, "weight_names")[:64]
        ]

    def inside(self, layer: int, name: str) -> Weights:
        raise UnsupportedError(
            f"{self.store.name} has a model {name!r:.66} as a layer, whose weights an .h5 file "
            "does not tell apart: save the model as .keras."
        )


@dataclass(frozen=True)
class _Held:
    """Of a model in this process: its layers are asked by their names."""

    model: Any

    def name_layers(self, kinds: Sequence[str]) -> None:
        """The layers have names of their own."""

    def of(self, layer: int, name: str) -> Sequence[Array]:
        return [np.asarray(one, np.float64) for one in self._layer(name).get_weights()]

    def inside(self, layer: int, name: str) -> Weights:
        return _Held(self._layer(name))

    def _layer(self, name: str) -> Any:
        for layer in self.model.layers:
            if layer.name == name:
                return layer
        raise UnsupportedError(f"this network has no layer {name!r:.66}, which it describes.")
