"""Damaged .tflite files: each must be refused with a sentence, or be a network that runs.

By hand, with how many files and from which seed: python network_fuzz.py 1000000 7
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator

import network_cases
import numpy as np

from mote.errors import MoteError
from mote.families.network import reference, text, tflite
from mote.families.network.lower import lower

# What damage to an offset, a length, a shape or a number is likely to matter.
_WORDS = [0, 1, 2, 3, 4, 7, 8, 0x7F, 0x80, 0xFF, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF]
MOST_PRODUCTS = 1 << 22  # of a network that is run


def damaged(files: list[bytes], count: int, seed: int) -> Iterator[bytes]:
    """Files with bytes or words changed, cut off, or moved."""
    random = np.random.default_rng(seed)
    for _ in range(count):
        data = bytearray(files[int(random.integers(len(files)))])
        for _ in range(int(random.integers(1, 4))):
            kind, at = random.integers(6), int(random.integers(len(data)))
            if kind < 2:
                data[at] = int(random.integers(256))
            elif kind < 4:
                at -= at % 4
                word = int(random.choice(_WORDS))
                data[at : at + 4] = word.to_bytes(4, "little")[: len(data) - at]
            elif kind == 4:
                at -= at % 4
                other = int(random.integers(len(data))) & ~3
                data[at : at + 4] = data[other : other + 4]
            elif random.integers(4) == 0:
                del data[max(at, 8) :]
        yield bytes(data)


def outcome(data: bytes) -> str:
    """ "refused", or what was done with the network."""
    try:
        network = lower(tflite.read(data, "damaged.tflite"))
        if text.unwritten(network) is None:
            text.parts(network)
    except MoteError as error:
        said = str(error)
        assert said.endswith(".") and len(said) < 2000, said
        return "refused"
    if sum(layer.size for layer in network.layers) > MOST_PRODUCTS:
        return "large"
    given = np.zeros((1, network.input.size), np.float32)
    with np.errstate(all="ignore"):
        out = reference.run(network, given)
    if network.dtype != "float":
        low, high = (-128, 127) if network.dtype == "int8" else (-32768, 32767)
        assert out.min() >= low and out.max() <= high
    return "run"


def run(count: int, seed: int) -> dict[str, int]:
    """How many files had which outcome."""
    files = [network_cases.network(name) for name in network_cases.NAMES]
    found: dict[str, int] = {}
    for at, data in enumerate(damaged(files, count, seed)):
        try:
            what = outcome(data)
        except Exception as error:
            raise AssertionError(f"file {at} of seed {seed}: {error!r}") from error
        found[what] = found.get(what, 0) + 1
    return found


if __name__ == "__main__":
    started = time.monotonic()
    print(run(int(sys.argv[1]), int(sys.argv[2])), f"{time.monotonic() - started:.0f} s")
