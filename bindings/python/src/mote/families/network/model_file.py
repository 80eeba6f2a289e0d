"""A network from outside as what `convert` takes: it answers as an estimator does."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from ...arrays import Array, Floats
from ...errors import UnsupportedError
from . import reference, tflite
from .graph import Graph
from .keras import files as keras
from .layers import Network, Softmax
from .lower import lower

_ENDINGS = (".tflite", ".keras", ".h5", ".hdf5")


class NetworkFile:
    """The network of a file, or of an object of Keras. Samples are real numbers, or the file's own
    integers. `data` is a .tflite file; without it no interpreter can run the network.
    """

    def __init__(self, graph: Graph, data: bytes = b"") -> None:
        self.graph = graph
        self.network = network = lower(graph)
        self.data = data
        self.title = network.file  # of reports
        for ending in _ENDINGS:
            self.title = self.title.removesuffix(ending)
        self.feature_type = network.dtype
        self.n_features_in_ = network.input.size
        if is_classifier(network):
            self.classes_ = np.arange(network.output.size)

    def get_params(self, deep: bool = True) -> dict[str, Any]:
        return {"file": self.network.file}

    def predict(self, X: Array) -> Array:
        """The place of the largest number before the softmax, or what the last layer gives."""
        rows = own_numbers(self.network, X)[0]
        if hasattr(self, "classes_"):
            return labels(self.network, rows)
        return real(self.network, reference.run(self.network, rows))

    def predict_proba(self, X: Array) -> Floats:
        """What a softmax at the end gives."""
        return real(self.network, reference.run(self.network, own_numbers(self.network, X)[0]))


def from_path(path: Any) -> NetworkFile:
    """What a path names, by its ending."""
    path = Path(path)
    if path.suffix not in _ENDINGS:
        raise UnsupportedError(
            f"mote.convert reads .tflite, .keras and .h5 files, and {path.name!r} does not end so. "
            "Pass the path of what TFLiteConverter(...).convert() or model.save(path) gave, or a "
            "fitted estimator."
        )
    if path.is_dir():
        raise UnsupportedError(
            f"{path.name} is a folder, as TensorFlow saves models: save it as one file, by "
            "model.save('model.keras')."
        )
    if not path.is_file():
        raise FileNotFoundError(f"there is no file {str(path)!r}.")
    if path.stat().st_size > tflite.MOST_BYTES:
        raise UnsupportedError(
            f"{path.name} has {path.stat().st_size:,} bytes, and mote reads files of up to "
            f"{tflite.MOST_BYTES:,}."
        )
    data = path.read_bytes()
    if path.suffix == ".tflite":
        return from_bytes(data, path.name)
    return NetworkFile(keras.read(data, path.name))


def from_bytes(data: bytes, name: str = "the file") -> NetworkFile:
    """What TFLiteConverter(...).convert() gave."""
    return NetworkFile(tflite.read(data, name), data)


def from_keras(model: Any) -> NetworkFile:
    """A model of Keras in this process."""
    return NetworkFile(keras.of_object(model))


def is_keras(model: Any) -> bool:
    """True of a model of Keras, told by the names of its classes: Keras need not be there."""
    return any(
        kind.__module__.partition(".")[0] in ("keras", "tf_keras", "tensorflow")
        and kind.__name__ in ("Model", "Sequential", "Functional")
        for kind in type(model).__mro__
    )


STAND_IN = {
    "builtins.str": from_path,
    "builtins.bytes": from_bytes,
    "pathlib.PosixPath": from_path,
    "pathlib.WindowsPath": from_path,
}


def is_classifier(network: Network) -> bool:
    """True where the last layer is a softmax."""
    return isinstance(network.output, Softmax)


def labels(network: Network, rows: Array) -> Array:
    """The first of the largest numbers, before a softmax."""
    every = reference.every(network, rows)
    held = every[network.output.inputs[0]] if is_classifier(network) else every[-1]
    return np.asarray(held.reshape(len(rows), -1).argmax(axis=1))


def real(network: Network, rows: Array) -> Floats:
    """What the numbers of the last layer are worth."""
    last = network.output
    return np.asarray((rows.astype(np.float64) - last.zero) * last.scale)


def own_numbers(network: Network, X: Any) -> tuple[Array, int]:
    """Samples, a row each, as the network takes them; and how many numbers were clipped.

    Integers of the network's own type are taken as they are, real numbers are brought to its scale.
    """
    given = np.asarray(X)
    shape = network.input.shape
    size = network.input.size
    if given.ndim < 2 or given.size != len(given) * size or not _fits(given.shape[1:], shape):
        raise ValueError(
            f"X must have shape (samples, {size}) or (samples, {', '.join(map(str, shape))}), as "
            f"{network.file} takes them; got {given.shape}."
        )
    rows = given.reshape(len(given), size)
    if network.dtype == "float":
        found = rows.astype(np.float32)
        return _finite(found), 0
    if rows.dtype == np.dtype(network.dtype):
        return rows, 0
    if rows.dtype.kind != "f":
        raise ValueError(
            f"X holds {rows.dtype}, and {network.file} takes {network.dtype} as they are, or real "
            f"numbers that it brings to its scale {network.input.scale:.6g}: pass "
            f"X.astype(np.float32), scaled as for training, or X.astype(np.{network.dtype})."
        )
    _finite(rows)
    ratio = rows.astype(np.float32) / np.float32(network.input.scale)
    whole = np.copysign(np.floor(np.abs(ratio.astype(np.float64)) + 0.5), ratio)
    whole += network.input.zero
    low, high = network.input.lowest, network.input.highest
    clipped = int(((whole < low) | (whole > high)).sum())
    return np.clip(whole, low, high).astype(network.dtype), clipped


def _fits(given: tuple[int, ...], shape: tuple[int, int, int]) -> bool:
    """A row of numbers, or the shape of a sample with or without sides of 1."""
    return len(given) == 1 or [n for n in given if n > 1] == [n for n in shape if n > 1]


def _finite(rows: Array) -> Array:
    if not np.isfinite(rows).all():
        row, column = np.argwhere(~np.isfinite(rows))[0]
        what = "NaN" if np.isnan(rows[row, column]) else f"{rows[row, column]}"
        raise ValueError(f"X holds {what} at row {row}, number {column}: impute it first.")
    return rows
