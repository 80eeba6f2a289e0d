"""Damaged files of Keras: each must be refused with a sentence, or be a network that runs.

By hand, with how many files and from which seed: python keras_fuzz.py 20000 7
"""

from __future__ import annotations

import copy
import io
import json
import subprocess
import sys
import threading
import time
import zipfile
from typing import Any

import keras_files
import numpy as np
from network_fuzz import MOST_PRODUCTS, damaged

from mote.errors import MoteError
from mote.families.network import reference, text
from mote.families.network.keras import files
from mote.families.network.lower import lower

SECONDS = 10.0  # that the HDF5 library may take for a small file
OUTCOMES = ("refused", "run", "large", "ended")
_VALUES: list[Any] = [
    None, 0, 1, 2, 3, -1, 255, 1 << 20, 1 << 40, 0.5, -1.0, 1e300, float("nan"), True, False, "",
    "same", "causal", "relu", "channels_first", [], [1], [0, 0], [2, 2], [[1, 0], [0, 1]], {},
    {"class_name": "ReLU", "config": {}}, ["x", 0, 0], ["l0", 0, 0, {}], "x" * 300, "a\nb",
]  # fmt: skip


def seeds() -> list[bytes]:
    """Files of each kind."""
    random = np.random.default_rng(0)

    def drawn(*shape: int) -> Any:
        return random.normal(size=shape)

    of = keras_files.of
    series = keras_files.keras3(
        (9, 2),
        of("Conv1D", drawn(3, 2, 4), drawn(4), filters=4, kernel_size=[3], padding="causal",
           activation="relu", dilation_rate=[2]),
        of("ZeroPadding1D", padding=[1, 0]),
        of("DepthwiseConv1D", drawn(3, 4, 1), kernel_size=[3], use_bias=False, depth_multiplier=1,
           activation="elu"),
        of("MaxPooling1D", pool_size=[2], strides=[2], padding="valid"),
        of("Flatten"), of("Reshape", target_shape=[2, -1]), of("GlobalAveragePooling1D"),
        of("Dense", drawn(6, 3), drawn(3), units=3, activation="softmax"),
    )  # fmt: skip
    config = keras_files.functional(
        (6, 6, 2),
        keras_files.two("a", "Conv2D", "x", filters=2, kernel_size=[3, 3], padding="same",
                        strides=[1, 1], data_format="channels_last"),
        keras_files.two("b", "BatchNormalization", "a", axis=[3], epsilon=0.001),
        keras_files.two("c", "Add", "b", "x"),
        keras_files.two("d", "ReLU", "c", max_value=6.0),
        keras_files.two("e", "Concatenate", "d", "b", axis=-1),
        keras_files.two("f", "GlobalAveragePooling2D", "e"),
        keras_files.two("g", "Rescaling", "f", scale=0.5, offset=[1, 2, 3, 4]),
    )  # fmt: skip
    weights = {"a": [drawn(3, 3, 2, 2), drawn(2)], "b": list(np.abs(drawn(4, 2)))}
    return [series, keras_files.keras2(config, weights)]


def _described(data: bytes, random: np.random.Generator) -> bytes:
    """The same weights with another description: values exchanged, taken out and doubled."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        config = json.loads(archive.read("config.json"))
        weights = archive.read("model.weights.h5")
    for _ in range(int(random.integers(1, 3))):
        places: list[tuple[Any, Any]] = []
        waiting: list[Any] = [config]
        while waiting:
            held = waiting.pop()
            if isinstance(held, (dict, list)):
                keys = list(held) if isinstance(held, dict) else range(len(held))
                places += [(held, key) for key in keys]
                waiting += [held[key] for key in keys]
        if not places:
            break
        held, key = places[int(random.integers(len(places)))]
        kind = random.integers(4)
        if kind == 0:
            del held[key]
        elif kind == 1 and isinstance(held, list):
            held.insert(key, copy.deepcopy(held[key]))
        else:
            held[key] = copy.deepcopy(_VALUES[int(random.integers(len(_VALUES)))])
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as zipped:
        zipped.writestr("config.json", json.dumps(config))
        zipped.writestr("model.weights.h5", weights)
    return out.getvalue()


def outcome(data: bytes) -> str:
    """ "refused", or what was done with the network."""
    try:
        network = lower(files.read_here(data, "damaged.keras"))
        if text.unwritten(network) is None:
            text.parts(network)
    except MoteError as error:
        said = str(error)
        assert said.endswith(".") and len(said) < 3000, said
        return "refused"
    if sum(layer.size for layer in network.layers) > MOST_PRODUCTS:
        return "large"
    with np.errstate(all="ignore"):
        reference.run(network, np.zeros((1, network.input.size), np.float32))
    return "run"


def work() -> None:
    """Another process: the outcome of each file whose length and bytes come in."""
    while head := sys.stdin.buffer.read(8):
        data = sys.stdin.buffer.read(int.from_bytes(head, "little"))
        try:
            print(outcome(data), flush=True)
        except Exception as error:
            print(repr(error), flush=True)


class _Other:
    """That process, begun anew where the HDF5 library did not end."""

    def __init__(self) -> None:
        self._begin()

    def _begin(self) -> None:
        self._running = subprocess.Popen(
            [sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )

    def outcome(self, data: bytes) -> str:
        assert self._running.stdin is not None
        assert self._running.stdout is not None
        self._running.stdin.write(len(data).to_bytes(8, "little") + data)
        self._running.stdin.flush()
        watch = threading.Timer(SECONDS, self._running.kill)
        watch.start()
        said = self._running.stdout.readline().decode().strip()
        watch.cancel()
        if not said:  # convert would end that process, and refuse the file
            self.end()
            self._begin()
        return said or "ended"

    def end(self) -> None:
        self._running.kill()
        self._running.communicate()


def run(count: int, seed: int) -> dict[str, int]:
    """How many files had which outcome: every other has its bytes damaged, or its description."""
    held, random, found = seeds(), np.random.default_rng(seed), dict[str, int]()
    other = _Other()
    for at, data in enumerate(damaged(held, count, seed)):
        what = other.outcome(data if at % 2 else _described(held[0], random))
        assert what in OUTCOMES, f"file {at} of seed {seed}: {what}"
        found[what] = found.get(what, 0) + 1
    other.end()
    return found


if __name__ == "__main__":
    if len(sys.argv) == 1:
        work()
    else:
        started = time.monotonic()
        print(run(int(sys.argv[1]), int(sys.argv[2])), f"{time.monotonic() - started:.0f} s")
