"""Small models of Keras for tests, as files and as objects, without Keras: what it would write."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import numpy as np

from mote.families.network.keras import files

Layer = tuple[str, dict[str, Any], list[Any]]  # class, options, weights


def of(kind: str, *weights: Any, **config: Any) -> Layer:
    """A layer."""
    return kind, config, [np.asarray(one, np.float32) for one in weights]


def described(shape: tuple[Any, ...], *layers: Layer) -> dict[str, Any]:
    """A Sequential as Keras 3 describes it; layers without a name are called l0, l1, ..."""
    first = {"class_name": "InputLayer", "config": {"batch_shape": [None, *shape], "name": "x"}}
    named = [
        {"class_name": kind, "config": {"name": f"l{at}", **config}}
        for at, (kind, config, _) in enumerate(layers)
    ]
    return {"class_name": "Sequential", "config": {"name": "s", "layers": [first, *named]}}


def archive(config: Any, arrays: dict[str, Any]) -> bytes:
    """A .keras file: arrays by their path."""
    import h5py

    held, out = io.BytesIO(), io.BytesIO()
    with h5py.File(held, "w") as file:
        for path, array in arrays.items():
            file[path] = array
    with zipfile.ZipFile(out, "w") as zipped:
        zipped.writestr("config.json", config if isinstance(config, str) else json.dumps(config))
        zipped.writestr("model.weights.h5", held.getvalue())
    return out.getvalue()


def keras3(shape: tuple[Any, ...], *layers: Layer) -> bytes:
    """The .keras file of a Sequential."""
    arrays, seen = {}, dict.fromkeys((kind for kind, _, _ in layers), 0)
    for kind, _, weights in layers:
        group = files.snake(kind) + (f"_{seen[kind]}" if seen[kind] else "")
        seen[kind] += 1
        for at, array in enumerate(weights):
            arrays[f"layers/{group}/vars/{at}"] = array
    return archive(described(shape, *layers), arrays)


def keras2(config: Any, weights: dict[str, list[Any]]) -> bytes:
    """An .h5 file as Keras 2 writes it: lists of arrays by the names of layers."""
    import h5py

    out = io.BytesIO()
    with h5py.File(out, "w") as file:
        file.attrs["model_config"] = json.dumps(config)
        for name, arrays in weights.items():
            group = file.create_group(f"model_weights/{name}")
            names = [f"{name}/w{at}:0" for at in range(len(arrays))]
            group.attrs["weight_names"] = [one.encode() for one in names]
            for one, array in zip(names, arrays):
                group[one] = np.asarray(array, np.float32)
    return out.getvalue()


def two(name: str, kind: str, *taken: str, **config: Any) -> dict[str, Any]:
    """A layer of a functional model as Keras 2 describes it, and which layers it takes."""
    nodes = [[[one, 0, 0, {}] for one in taken]] if taken else []
    return {
        "class_name": kind, "name": name, "config": {"name": name, **config},
        "inbound_nodes": nodes,
    }  # fmt: skip


def functional(shape: tuple[Any, ...], *layers: dict[str, Any]) -> dict[str, Any]:
    """A functional model as Keras 2 describes it, from its input x to its last layer."""
    first = two("x", "InputLayer", batch_input_shape=[None, *shape])
    return {
        "class_name": "Functional",
        "config": {
            "name": "f", "layers": [first, *layers], "input_layers": [["x", 0, 0]],
            "output_layers": [[layers[-1]["name"], 0, 0]],
        },
    }  # fmt: skip


class Model:
    """An object of Keras as mote sees one: the names of its classes are Keras'."""

    def __init__(self, config: dict[str, Any], weights: dict[str, list[Any]]) -> None:
        self.name = "f"
        self.layers = [_Layer(name, arrays) for name, arrays in weights.items()]
        self._config = config["config"]

    def get_config(self) -> dict[str, Any]:
        return self._config


Model.__module__ = "keras.src.models.model"


class _Layer:
    def __init__(self, name: str, arrays: list[Any]) -> None:
        self.name = name
        self._arrays = arrays

    def get_weights(self) -> list[Any]:
        return [np.asarray(one, np.float32) for one in self._arrays]
