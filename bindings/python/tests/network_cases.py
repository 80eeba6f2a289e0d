"""Networks of each kind that mote reads, with random weights: tests and goldens share them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from network_files import Writer

RELU, RELU6 = 1, 3
SAME, VALID = 0, 1


class Drawn:
    """A file in the making whose scales, zero points and weights are drawn."""

    def __init__(self, seed: int, dtype: str, shape: tuple[int, ...]) -> None:
        self.random = np.random.default_rng(seed)
        self.file = Writer()
        self.dtype = dtype
        self.shape = shape
        self.worth: dict[int, tuple[float, int]] = {}
        self.file.inputs = [self.made(shape)]

    def made(self, shape: tuple[int, ...], worth: tuple[float, int] | None = None) -> int:
        """A tensor that an operator makes, of a drawn scale."""
        if self.dtype == "float32":
            return self.file.tensor(shape, "float32")
        if worth is None:
            zero = 0 if self.dtype == "int16" else int(self.random.integers(-128, 128))
            size = 1 / 64 if self.dtype == "int8" else 1 / 8192
            worth = float(np.float32(np.exp(self.random.uniform(-1, 1)) * size)), zero
        place = self.file.tensor(shape, self.dtype, *worth)
        self.worth[place] = worth
        return place

    def constant(
        self, given: int, shape: tuple[int, ...], axis: int, *, per_channel: bool = True,
        bias: bool = True,
    ) -> list[int]:  # fmt: skip
        """Weights and a bias."""
        outputs = shape[axis]
        if self.dtype == "float32":
            weights = self.random.normal(0, 0.4, shape)
            held = [self.file.tensor(shape, "float32", data=weights)]
            made = self.random.normal(0, 0.5, outputs)
            return held + ([self.file.tensor((outputs,), "float32", data=made)] if bias else [-1])
        count = outputs if per_channel else 1
        terms = int(np.prod(shape)) // outputs
        scale = np.exp(self.random.uniform(-1, 1, count)).astype(np.float32) / (64 * terms**0.5)
        numbers = self.random.integers(-127, 128, shape)
        held = [self.file.tensor(shape, "int8", scale, np.zeros(count), numbers, axis)]
        if not bias:
            return [*held, -1]
        kind = "int32" if self.dtype == "int8" else "int64"
        made = self.random.integers(-3000, 3000, outputs) * (1 if self.dtype == "int8" else 64)
        worth = scale * np.float32(self.worth[given][0])
        return [*held, self.file.tensor((outputs,), kind, worth, np.zeros(count), made)]

    def add(
        self, name: str, inputs: list[int], shape: tuple[int, ...], *,
        worth: tuple[float, int] | None = None, **options: float,
    ) -> int:  # fmt: skip
        """An operator, and the tensor that it makes."""
        made = self.made(shape, worth)
        self.file.operator(name, inputs, [made], **options)
        return made

    def done(self, last: int) -> bytes:
        self.file.outputs = [last]
        return self.file.bytes()


def _sides(shape: tuple[int, ...], window: tuple[int, int], stride: tuple[int, int],
           dilation: tuple[int, int], padding: int) -> tuple[int, int]:  # fmt: skip
    out = []
    for given, side, step, far in zip(shape[1:3], window, stride, dilation):
        reach = (side - 1) * far + 1
        out.append(-(-given // step) if padding == SAME else (given - reach) // step + 1)
    return out[0], out[1]


def conv(
    net: Drawn, given: int, shape: tuple[int, ...], channels: int, window: tuple[int, int] = (3, 3),
    stride: tuple[int, int] = (1, 1), dilation: tuple[int, int] = (1, 1), padding: int = SAME,
    activation: int = 0, worth: tuple[float, int] | None = None, **more: bool,
) -> tuple[int, tuple[int, ...]]:  # fmt: skip
    """A convolution: the tensor that it makes, and its shape."""
    made = (1, *_sides(shape, window, stride, dilation, padding), channels)
    held = net.constant(given, (channels, *window, shape[3]), 0, **more)
    out = net.add(
        "CONV_2D", [given, *held], made, padding=padding, stride_h=stride[0], stride_w=stride[1],
        dilation_h=dilation[0], dilation_w=dilation[1], activation=activation, worth=worth,
    )  # fmt: skip
    return out, made


def depthwise(
    net: Drawn, given: int, shape: tuple[int, ...], multiplier: int = 1,
    window: tuple[int, int] = (3, 3), stride: tuple[int, int] = (1, 1), padding: int = SAME,
    activation: int = 0,
) -> tuple[int, tuple[int, ...]]:  # fmt: skip
    channels = shape[3] * multiplier
    made = (1, *_sides(shape, window, stride, (1, 1), padding), channels)
    held = net.constant(given, (1, *window, channels), 3)
    out = net.add(
        "DEPTHWISE_CONV_2D", [given, *held], made, padding=padding, stride_h=stride[0],
        stride_w=stride[1], activation=activation, multiplier=multiplier,
    )  # fmt: skip
    return out, made


def dense(
    net: Drawn, given: int, inputs: int, outputs: int, activation: int = 0,
    worth: tuple[float, int] | None = None, **more: bool,
) -> int:  # fmt: skip
    held = net.constant(given, (outputs, inputs), 0, **more)
    made = (1, outputs)
    return net.add("FULLY_CONNECTED", [given, *held], made, activation=activation, worth=worth)


def pool(
    net: Drawn, kind: str, given: int, shape: tuple[int, ...], window: tuple[int, int],
    stride: tuple[int, int], padding: int, activation: int = 0,
) -> tuple[int, tuple[int, ...]]:  # fmt: skip
    made = (1, *_sides(shape, window, stride, (1, 1), padding), shape[3])
    out = net.add(
        kind, [given], made, worth=net.worth.get(given), padding=padding, stride_h=stride[0],
        stride_w=stride[1], height=window[0], width=window[1], activation=activation,
    )  # fmt: skip
    return out, made


def mean(net: Drawn, given: int, shape: tuple[int, ...]) -> int:
    axes = net.file.tensor((2,), "int32", data=[1, 2])
    return net.add("MEAN", [given, axes], (1, shape[3]))


def softmax(net: Drawn, given: int, outputs: int) -> int:
    worth = (1 / 256, -128) if net.dtype == "int8" else (1 / 32768, 0)
    return net.add("SOFTMAX", [given], (1, outputs), worth=worth, beta=1.0)


def _image(dtype: str, seed: int) -> bytes:
    net = Drawn(seed, dtype, (1, 9, 7, 3))
    at, shape = conv(net, net.file.inputs[0], net.shape, 5, stride=(2, 1), activation=RELU)
    at, shape = depthwise(net, at, shape, 2, activation=RELU6)
    at, shape = conv(net, at, shape, 6, (1, 1), activation=RELU)
    at, shape = pool(net, "MAX_POOL_2D", at, shape, (2, 2), (2, 2), VALID)
    at = dense(net, at, int(np.prod(shape)), 4, per_channel=False)
    return net.done(softmax(net, at, 4))


def _odd(dtype: str, seed: int) -> bytes:
    """Channels that no vector divides; a relu6 that clips; a dense layer that multiplies by more
    than 1.
    """
    net = Drawn(seed, dtype, (1, 8, 9, 1))
    clipped = {"int8": (0.03, -128), "int16": (0.0003, 0)}.get(dtype)
    at, shape = conv(net, net.file.inputs[0], net.shape, 7, (5, 3), (2, 2), padding=VALID)
    at, shape = conv(net, at, shape, 13, (1, 1), activation=RELU6, worth=clipped)
    at, shape = depthwise(net, at, shape, stride=(1, 2), activation=RELU)
    at, shape = conv(net, at, shape, 5, (1, 1))
    at, shape = depthwise(net, at, shape, 3, (2, 2))
    at, shape = conv(net, at, shape, 17, (2, 2))
    at, shape = pool(net, "AVERAGE_POOL_2D", at, shape, (2, 2), (1, 1), VALID)
    return net.done(_steep(net, at, int(np.prod(shape))))


def _steep(net: Drawn, given: int, inputs: int) -> int:
    """A dense layer whose few products of weights of 1 are multiplied by 1.4."""
    if net.dtype == "float32":
        return dense(net, given, inputs, 3)
    drawn = net.random.choice([-1, 0, 1], (3, inputs), p=[0.05, 0.9, 0.05])
    scale = 1 / 64
    weights = net.file.tensor((3, inputs), "int8", scale, 0, drawn)
    kind = "int32" if net.dtype == "int8" else "int64"
    sums = net.worth[given][0] * scale
    bias = net.file.tensor((3,), kind, sums, 0, net.random.integers(-30, 30, 3))
    worth = (sums / 1.4, 0)
    return net.add("FULLY_CONNECTED", [given, weights, bias], (1, 3), activation=0, worth=worth)


def _residual(dtype: str, seed: int) -> bytes:
    net = Drawn(seed, dtype, (1, 6, 6, 4))
    first, shape = conv(net, net.file.inputs[0], net.shape, 4, per_channel=False)
    second, _ = conv(net, first, shape, 4, dilation=(2, 2))
    at = net.add("ADD", [first, second], shape, activation=RELU)
    at, shape = pool(net, "AVERAGE_POOL_2D", at, shape, (3, 3), (2, 2), SAME)
    return net.done(dense(net, mean(net, at, shape), 4, 3))


def _joined(dtype: str, seed: int) -> bytes:
    net = Drawn(seed, dtype, (1, 5, 6, 2))
    worth = net.worth.get(net.file.inputs[0])
    first, shape = conv(net, net.file.inputs[0], net.shape, 3, padding=SAME)
    more, _ = pool(net, "MAX_POOL_2D", net.file.inputs[0], net.shape, (3, 3), (1, 1), SAME)
    if worth is not None:
        first = net.add("QUANTIZE", [first], shape, worth=worth)
    at = net.add("CONCATENATION", [more, first], (1, 5, 6, 5), worth=worth, axis=-1)
    return net.done(at)


def _sequence(dtype: str, seed: int) -> bytes:
    """As Keras' causal Conv1D comes out: padded, reshaped, convolved, reshaped."""
    net = Drawn(seed, dtype, (1, 12, 2))
    file, worth = net.file, net.worth.get(net.file.inputs[0])
    pads = file.tensor((3, 2), "int32", data=[[0, 0], [4, 0], [0, 0]])
    at = net.add("PAD", [file.inputs[0], pads], (1, 16, 2), worth=worth)
    to = file.tensor((4,), "int32", data=[1, 1, 16, 2])
    at = net.add("RESHAPE", [at, to], (1, 1, 16, 2), worth=worth)
    at, shape = conv(net, at, (1, 1, 16, 2), 3, (1, 3), dilation=(1, 2), padding=VALID)
    back = file.tensor((3,), "int32", data=[1, 12, 3])
    at = net.add("RESHAPE", [at, back], (1, *shape[2:]), worth=net.worth.get(at))
    held = net.constant(at, (4, 3), 0)
    return net.done(net.add("FULLY_CONNECTED", [at, *held], (1, 12, 4), activation=RELU))


def _curves(dtype: str, seed: int) -> bytes:
    net = Drawn(seed, dtype, (1, 24))
    at = dense(net, net.file.inputs[0], 24, 16)
    at = net.add("LEAKY_RELU", [at], (1, 16), alpha=0.2)
    half = (1 / 128, 0) if dtype == "int8" else (1 / 32768, 0)
    at = net.add("TANH", [at], (1, 16), worth=half)
    at = dense(net, at, 16, 12)
    whole = (1 / 256, -128) if dtype == "int8" else (1 / 32768, 0)
    return net.done(net.add("LOGISTIC", [at], (1, 12), worth=whole))


def _tables(dtype: str, seed: int) -> bytes:
    """Functions of one number, each with a scale on which its results spread."""
    net = Drawn(seed, dtype, (1, 24))
    worth = [(float(np.float32(scale)), zero) for scale, zero in (
        (0.06, 5), (0.0145, -110), (0.014, 70), (0.016, -20), (0.006, -128)
    )]  # fmt: skip
    net.file.inputs = [net.made((1, 24), (float(np.float32(0.0385)), -7))]
    number = net.file.tensor((), "int8", 0.01, 3, [60])
    at = net.add("QUANTIZE", net.file.inputs, (1, 24), worth=worth[0])
    at = net.add("RELU6", [at], (1, 24), worth=worth[0])
    at = net.add("MUL", [at, number], (1, 24), worth=worth[1], activation=0)
    at = net.add("SUB", [number, at], (1, 24), worth=worth[2], activation=0)
    at = net.add("ADD", [number, at], (1, 24), worth=worth[3], activation=RELU6)
    return net.done(net.add("RELU", [at], (1, 24), worth=worth[4]))


def _differences(dtype: str, seed: int) -> bytes:
    """What has no C++ yet, and is in the reference alone."""
    net = Drawn(seed, dtype, (1, 24))
    first = dense(net, net.file.inputs[0], 24, 16, bias=False)
    at = net.add("SUB", [first, dense(net, net.file.inputs[0], 24, 16)], (1, 16), activation=RELU)
    return net.done(net.add("MUL", [at, first], (1, 16), activation=0))


def _stream(dtype: str, seed: int) -> bytes:
    from network_streams import stream

    return stream(dtype, seed)


_CASES: dict[str, Callable[[str, int], bytes]] = {
    "image": _image,
    "odd": _odd,
    "residual": _residual,
    "joined": _joined,
    "sequence": _sequence,
    "curves": _curves,
    "tables": _tables,
    "differences": _differences,
    "stream": _stream,
}
NAMES = [
    f"{name}_{dtype}"
    for name in _CASES
    for dtype in ("int8", "int16", "float32")
    if name != "tables" or dtype == "int8"
]


def network(name: str, seed: int = 0) -> bytes:
    """The .tflite file of a name of NAMES."""
    kind, _, dtype = name.rpartition("_")
    return _CASES[kind](dtype, seed)


def samples(size: int, dtype: str, rows: int, seed: int = 0) -> Any:
    """Over the whole range of integers, its ends too; floats around 0."""
    random = np.random.default_rng(seed + 1000)
    if dtype == "float32":
        return random.normal(size=(rows, size)).astype(np.float32)
    ends = np.iinfo(dtype)
    drawn = random.integers(ends.min, ends.max + 1, (rows, size))
    drawn[0] = random.choice([ends.min, ends.max], size)
    drawn[1] = np.clip(drawn[1] // 16, ends.min, ends.max)
    return drawn.astype(dtype)
