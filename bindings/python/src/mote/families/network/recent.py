"""Layers that remember, and parts of layers: their arithmetic in numpy, and their C++."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from ...arrays import Array
from .layers import Layer, Network, Shape


@dataclass(frozen=True)
class Recent(Layer):
    """The last rows of a layer, of this call and those before. It begins with zeros."""


@dataclass(frozen=True)
class Part(Layer):
    """Rows, columns and channels of a layer, from `begin` on."""

    begin: Shape


def remembers(network: Network) -> bool:
    """True where an answer rests on calls before: samples are then in the order of time."""
    return any(isinstance(layer, Recent) for layer in network.layers)


def calls_to_fill(network: Network) -> int:
    """Calls until an answer rests on what was given alone."""
    before: list[int] = []
    for layer in network.layers:
        own = 0
        if isinstance(layer, Recent):
            own = (layer.shape[0] - 1) // network.layers[layer.inputs[0]].shape[0]
        before.append(own + max((before[at] for at in layer.inputs), default=0))
    return before[-1] + 1


def run_recent(dtype: str, layer: Recent, given: list[Array], zeros: list[int]) -> Array:
    """Samples are calls, one after the other."""
    calls, fresh, width, channels = given[0].shape
    rows = layer.shape[0]
    series = np.full((rows - fresh + calls * fresh, width, channels), zeros[0], given[0].dtype)
    series[rows - fresh :] = given[0].reshape(-1, width, channels)
    windows = np.lib.stride_tricks.sliding_window_view(series, rows, axis=0)[::fresh]
    return np.ascontiguousarray(np.moveaxis(windows, -1, 1))


def run_part(dtype: str, layer: Part, given: list[Array], zeros: list[int]) -> Array:
    at = (slice(None), *(slice(b, b + n) for b, n in zip(layer.begin, layer.shape)))
    return np.asarray(given[0][at])


def write_recent(network: Network, layer: Recent, reads: list[str], at: int) -> str:
    return f"recent<{reads[0]}, {layer.shape[0]}>"


def write_part(network: Network, layer: Part, reads: list[str], at: int) -> str:
    begin, shape = (", ".join(map(str, numbers)) for numbers in (layer.begin, layer.shape))
    return f"slice<{reads[0]}, mote::nn::shape<{shape}>, mote::nn::begin<{begin}>>"


def moved_up(layers: Sequence[Layer], last: int) -> tuple[list[Layer], int]:
    """As _moved(), until nothing moves."""
    while True:
        found, at = _moved(layers, last)
        if [(type(one), one.shape) for one in found] == [(type(one), one.shape) for one in layers]:
            return found, at
        layers, last = found, at


def _moved(layers: Sequence[Layer], last: int) -> tuple[list[Layer], int]:
    """Instead of parts of what is remembered, what is remembered of parts: where no layer needs
    more than the last few rows of some channels, no more is kept. Parts that are all are left out.
    """
    place: dict[int, int] = {}
    found: list[Layer] = []

    def put(layer: Layer) -> int:
        inputs = layer.inputs[0] if layer.inputs else -1
        if isinstance(layer, Part) and layer.shape == found[inputs].shape:
            return inputs
        found.append(layer)
        return len(found) - 1

    for at, layer in enumerate(layers):
        held = layers[layer.inputs[0]] if layer.inputs else layer
        if isinstance(layer, Part) and isinstance(held, Recent) and _in_parts(layers, held, last):
            rows, width, channels = layer.shape
            from_ = place[held.inputs[0]]
            fresh = min(found[from_].shape[0], rows)
            begin = (found[from_].shape[0] - fresh, 0, layer.begin[2])
            part = replace(layer, inputs=(from_,), shape=(fresh, width, channels), begin=begin)
            place[at] = put(part)
            if rows > fresh:
                place[at] = put(replace(held, inputs=(place[at],), shape=layer.shape))
        else:
            place[at] = put(replace(layer, inputs=tuple(place[i] for i in layer.inputs)))
    return found, place[last]


def _in_parts(layers: Sequence[Layer], held: Recent, last: int) -> bool:
    """True when all that read a layer that remembers take its last rows."""
    at = next(i for i, layer in enumerate(layers) if layer is held)
    readers = [layer for layer in layers if at in layer.inputs]
    return at != last and all(
        isinstance(layer, Part)
        and layer.begin[0] + layer.shape[0] == held.shape[0]
        and layer.shape[1] == held.shape[1]
        for layer in readers
    )
