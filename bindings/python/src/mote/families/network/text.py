"""A network as C++: a constant a layer, whose type names its weights and what it reads."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...emit.literals import floating, integer, rows
from ...errors import UnsupportedError
from .layers import (
    Add,
    Concatenate,
    Convolution,
    Dense,
    Depthwise,
    Input,
    Layer,
    Mean,
    Network,
    Pool,
    Products,
    Softmax,
    Table,
    Window,
)
from .recent import Part, Recent, write_part, write_recent

_NN = "mote::nn::"
_C_TYPE = {"int8": "int8_t", "float": "float"}
_ACTIVATION = {
    (float("-inf"), float("inf")): "identity",
    (0.0, float("inf")): "relu",
    (0.0, 6.0): "relu6",
}


def parts(network: Network) -> str:
    """All constants but the network itself."""
    return "".join(_constant(network, at) for at in range(len(network.layers)))


def last(network: Network) -> str:
    """The name of the last layer."""
    return f"x{len(network.layers) - 1}"


def unwritten(network: Network) -> str | None:
    """What of a network has no C++ yet, as a phrase; None: all of it has."""
    if network.dtype not in _C_TYPE:
        return f"is of {network.dtype}"
    for layer in network.layers:
        if type(layer) not in (Input, *_LAYER):
            return f"has a {layer.name.split(' (')[0]} of {network.dtype}"
        if isinstance(layer, Add) and layer.minus:
            return "has a SUB of two layers"
        ends = layer.lowest, layer.highest
        if network.dtype == "float" and ends not in _ACTIVATION:
            return f"clips {layer.name} to {list(ends)}"
    return None


def _constant(network: Network, at: int) -> str:
    layer, name = network.layers[at], f"x{at}"
    said = f"// {layer.name}: {' x '.join(map(str, layer.shape))}{_worth(network, at)}\n"
    if isinstance(layer, Input):
        zero = f", {layer.zero}" if layer.zero else ""
        kind = f"input<{_C_TYPE[network.dtype]}, {_shape(layer)}{zero}>"
    else:
        reads = [f"x{i}" for i in layer.inputs]
        if isinstance(layer, Concatenate):
            more, reads = _joined(at, reads)
            said += more
        kind = _LAYER[type(layer)](network, layer, reads, at)
        if isinstance(layer, Products):
            said += _weights(network, layer, at)
        if isinstance(layer, Table):
            numbers = rows(str(int(n)) for n in layer.values)
            said += f"inline constexpr mote::array<int8_t, 256> t{at}{{{{\n{numbers}}}}};\n"
    return f"{said}inline constexpr {_NN}{kind} {name}{{}};\n\n"


def _joined(at: int, reads: list[str]) -> tuple[str, list[str]]:
    """Of more than two layers all but the last, two by two; and what is left to join."""
    said = ""
    for i in range(2, len(reads)):
        name = f"x{at}_{i}"
        said += f"inline constexpr {_NN}concatenate<{reads[0]}, {reads[1]}> {name}{{}};\n"
        reads = [name, *reads[2:]]
    return said, reads


def _worth(network: Network, at: int) -> str:
    """What a number of the input and of the last layer is worth."""
    layer = network.layers[at]
    if network.dtype == "float" or 0 < at < len(network.layers) - 1:
        return ""
    return f", q for {number(layer.scale)} * (q - {layer.zero})".replace("- -", "+ ")


def number(value: float) -> str:
    """The shortest digits of a float32."""
    return str(np.float32(value))


def _shape(layer: Layer) -> str:
    return f"{_NN}shape<{', '.join(map(str, layer.shape))}>"


def _range(network: Network, layer: Layer) -> str:
    if network.dtype == "float":
        return f"mote::activation::{_ACTIVATION[layer.lowest, layer.highest]}"
    return f"{_NN}range<{layer.zero}, {layer.lowest}, {layer.highest}>"


def _output(layer: Layer) -> str:
    return f"{_NN}output<{layer.shape[0]}, {layer.shape[1]}>"


def _scale(factor: int, shift: int) -> str:
    return f"{_NN}scale<{factor}, {shift}>"


def _window(window: Window) -> str:
    more = [f"{_NN}stride<{window.stride[0]}, {window.stride[1]}>"]
    if window.padding != (0, 0) or window.dilation != (1, 1):
        more.append(f"{_NN}padding<{window.padding[0]}, {window.padding[1]}>")
    if window.dilation != (1, 1):
        more.append(f"{_NN}dilation<{window.dilation[0]}, {window.dilation[1]}>")
    if len(more) == 1 and window.stride == (1, 1):
        more = []
    return f"{_NN}window<{', '.join([str(window.height), str(window.width), *more])}>"


def _weights(network: Network, layer: Products, at: int) -> str:
    outputs = layer.weights.shape[-1 if isinstance(layer, Depthwise) else 0]
    kind = f"{_C_TYPE[network.dtype]}, {outputs}, {layer.weights.size // outputs}"
    held = [layer.start, layer.weights.ravel()]
    if network.dtype != "float":
        held += [layer.factors, layer.shifts]
    each = ",\n".join(f"    {{{{\n{_numbers(numbers)}}}}}" for numbers in held)
    return f"inline constexpr {_NN}weights<{kind}> w{at}{{\n{each}}};\n"


def _numbers(numbers: NDArray[Any]) -> str:
    return rows(_literals(numbers))


def _literals(numbers: NDArray[Any]) -> Iterator[str]:
    write = floating if numbers.dtype.kind == "f" else integer
    return map(write, numbers.tolist())


def _windowed(kind: str, network: Network, layer: Any, reads: list[str], at: int) -> str:
    return (
        f"{kind}<{reads[0]}, w{at},\n    {_window(layer.window)},\n    "
        f"{_range(network, layer)}, {_output(layer)}>"
    )


def _convolution(network: Network, layer: Convolution, reads: list[str], at: int) -> str:
    return _windowed("conv2d", network, layer, reads, at)


def _depthwise(network: Network, layer: Depthwise, reads: list[str], at: int) -> str:
    return _windowed("depthwise", network, layer, reads, at)


def _dense(network: Network, layer: Dense, reads: list[str], at: int) -> str:
    return f"dense<{reads[0]}, w{at}, {_range(network, layer)}>"


def _pool(network: Network, layer: Pool, reads: list[str], at: int) -> str:
    kind = "average_pool" if layer.average else "max_pool"
    return (
        f"{kind}<{reads[0]},\n    {_window(layer.window)},\n    "
        f"{_range(network, layer)}, {_output(layer)}>"
    )


def _mean(network: Network, layer: Mean, reads: list[str], at: int) -> str:
    scale = "" if network.dtype == "float" else f", {_scale(layer.factor, layer.shift)}"
    return f"mean<{reads[0]}, {_range(network, layer)}{scale}>"


def _add(network: Network, layer: Add, reads: list[str], at: int) -> str:
    scales = ""
    if network.dtype != "float":
        scales = "".join(f",\n    {_scale(*each)}" for each in zip(layer.factors, layer.shifts))
    return f"add<{reads[0]}, {reads[1]}, {_range(network, layer)}{scales}>"


def _concatenate(network: Network, layer: Concatenate, reads: list[str], at: int) -> str:
    return f"concatenate<{', '.join(reads)}>"


def _table(network: Network, layer: Table, reads: list[str], at: int) -> str:
    return f"table<{reads[0]}, t{at}, {layer.zero}>"


def _softmax(network: Network, layer: Softmax, reads: list[str], at: int) -> str:
    if network.dtype == "float":
        return f"softmax<{reads[0]}>"
    return f"softmax<{reads[0]}, {_scale(layer.factor, layer.shift)}, {layer.least}>"


_LAYER: dict[type, Any] = {
    Convolution: _convolution,
    Depthwise: _depthwise,
    Dense: _dense,
    Pool: _pool,
    Mean: _mean,
    Add: _add,
    Concatenate: _concatenate,
    Table: _table,
    Softmax: _softmax,
    Recent: write_recent,
    Part: write_part,
}


def refused(network: Network) -> UnsupportedError | None:
    """The error to raise where a network has no C++ yet."""
    what = unwritten(network)
    if what is None:
        return None
    return UnsupportedError(
        f"{network.file} {what}, for which mote has no C++ yet. Use a file of int8 with the "
        "layers that docs/reference/networks.md lists."
    )
