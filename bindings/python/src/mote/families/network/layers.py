"""The layers of a network as the chip has them: shapes and constants, and no scales any more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from numpy.typing import NDArray

Shape = tuple[int, int, int]  # height, width, channels; a sequence is (1, time, channels)


@dataclass(frozen=True)
class Window:
    """Which rows and columns an output looks at."""

    height: int
    width: int
    stride: tuple[int, int] = (1, 1)
    padding: tuple[int, int] = (0, 0)  # at the top and at the left
    dilation: tuple[int, int] = (1, 1)


@dataclass(frozen=True)
class Layer:
    """`inputs` are places of earlier layers. `lowest` and `highest` are what outputs are clipped
    to, and an integer output q is worth scale * (q - zero).
    """

    name: str  # of messages
    inputs: tuple[int, ...]
    shape: Shape
    scale: float
    zero: int
    lowest: float
    highest: float

    @property
    def size(self) -> int:
        """Outputs."""
        height, width, channels = self.shape
        return height * width * channels


@dataclass(frozen=True)
class Input(Layer):
    """What the network is given."""


@dataclass(frozen=True)
class Products(Layer):
    """Sums of products. Of integers, output k is the rule of integers.py of its sum, with factor
    and shift k; the sum begins with start k, in which the zero of the input is.
    """

    start: NDArray[Any]
    weights: NDArray[Any]
    factors: NDArray[Any]
    shifts: NDArray[Any]


@dataclass(frozen=True)
class Convolution(Products):
    """weights (channels, height, width, channels of the input)."""

    window: Window


@dataclass(frozen=True)
class Depthwise(Products):
    """weights (height, width, channels): channel c looks at channel c // multiplier."""

    window: Window
    multiplier: int


@dataclass(frozen=True)
class Dense(Products):
    """weights (outputs, inputs)."""


@dataclass(frozen=True)
class Pool(Layer):
    """The mean, or the largest, of those in the window that are no padding."""

    window: Window
    average: bool


@dataclass(frozen=True)
class Mean(Layer):
    """The mean of each channel."""

    factor: int
    shift: int


@dataclass(frozen=True)
class Add(Layer):
    """A sum, or a difference, of two layers; of integers each is brought to a common scale."""

    minus: bool
    factors: tuple[int, int, int]  # of the inputs and of the output
    shifts: tuple[int, int, int]


@dataclass(frozen=True)
class Multiply(Layer):
    """A product of two layers."""

    factor: int
    shift: int


@dataclass(frozen=True)
class Concatenate(Layer):
    """The channels of some layers, one after the other."""


@dataclass(frozen=True)
class Table(Layer):
    """Any function of one int8 number: what it gives for -128 to 127."""

    values: NDArray[Any]


@dataclass(frozen=True)
class Softmax(Layer):
    """Of int8, exp(x - max) for those whose distance is `least` or more, and 0 for others."""

    factor: int
    shift: int
    least: int
    beta: float


@dataclass(frozen=True)
class Unary(Layer):
    """A function of one number of another type than int8: `numbers` are its constants."""

    function: str  # "relu", "leaky", "logistic", "tanh", "requantize"
    numbers: tuple[float, ...] = ()


@dataclass(frozen=True)
class Reshape(Layer):
    """The same numbers in another shape."""


@dataclass(frozen=True)
class Network:
    """Layers in the order in which they run. The last one is what the network answers."""

    file: str
    dtype: str  # "int8", "int16" or "float"
    layers: tuple[Layer, ...]

    @property
    def input(self) -> Layer:
        return self.layers[0]

    @property
    def output(self) -> Layer:
        return self.layers[-1]
