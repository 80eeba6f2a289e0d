"""Keras' layers: a line a class, and what it becomes in operators of TensorFlow Lite."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from . import functions, merging, products, views
from .making import Given, Making

Read = Callable[[Making, Given, int], int]
Merge = Callable[[Making, Given, list[int]], int]


def _same(making: Making, given: Given, at: int) -> int:
    """What only counts in training."""
    return at


# Of one input.
CLASSES: dict[str, Read] = {
    "Dense": products.dense,
    "Conv1D": products.convolution,
    "Conv2D": products.convolution,
    "DepthwiseConv1D": products.depthwise,
    "DepthwiseConv2D": products.depthwise,
    "SeparableConv1D": products.separable,
    "SeparableConv2D": products.separable,
    "BatchNormalization": products.batch_normalization,
    "Normalization": products.normalization,
    "Rescaling": products.rescaling,
    "MaxPooling1D": views.pool,
    "MaxPooling2D": views.pool,
    "AveragePooling1D": views.pool,
    "AveragePooling2D": views.pool,
    "GlobalMaxPooling1D": views.global_max,
    "GlobalMaxPooling2D": views.global_max,
    "GlobalAveragePooling1D": views.global_average,
    "GlobalAveragePooling2D": views.global_average,
    "ZeroPadding1D": views.zero_padding,
    "ZeroPadding2D": views.zero_padding,
    "Flatten": views.flatten,
    "Reshape": views.reshape,
    "Activation": functions.activation,
    "ReLU": functions.relu,
    "LeakyReLU": functions.leaky,
    "ELU": functions.elu,
    "Softmax": functions.softmax,
    **dict.fromkeys(
        (
            "Dropout", "SpatialDropout1D", "SpatialDropout2D", "GaussianNoise", "GaussianDropout",
            "AlphaDropout", "ActivityRegularization", "Identity", "RandomFlip", "RandomRotation",
            "RandomZoom", "RandomTranslation", "RandomContrast", "RandomBrightness",
        ),
        _same,
    ),
}  # fmt: skip

# Of several.
MERGES: dict[str, Merge] = {
    "Add": merging.add,
    "Subtract": merging.add,
    "Multiply": merging.add,
    "Concatenate": merging.concatenate,
}

# Functions that Keras 2 writes as layers, and Keras 3 as operations.
_OPERATIONS = {
    "__operators__.add": "Add",
    "math.add": "Add",
    "math.subtract": "Subtract",
    "math.multiply": "Multiply",
    "nn.relu": "relu",
    "nn.relu6": "relu6",
    "math.sigmoid": "sigmoid",
    "math.tanh": "tanh",
    "nn.softmax": "softmax",
    "Relu": "relu",
    "Relu6": "relu6",
    "Sigmoid": "sigmoid",
    "Tanh": "tanh",
    "Silu": "silu",
    "HardSilu": "hard_silu",
    "HardSigmoid": "hard_sigmoid",
    "Gelu": "gelu",
    "Elu": "elu",
    "Softplus": "softplus",
    "Softsign": "softsign",
}
_NEAREST = {
    "PReLU": "LeakyReLU, of one slope",
    "LayerNormalization": "BatchNormalization, which costs nothing on the chip",
    "GroupNormalization": "BatchNormalization, which costs nothing on the chip",
    "UnitNormalization": "BatchNormalization, which costs nothing on the chip",
    "Conv2DTranspose": "Conv2D",
    "Conv1DTranspose": "Conv1D",
    "Conv3D": "Conv2D",
    "ConvLSTM2D": "Conv2D",
    "LocallyConnected1D": "Conv1D",
    "Maximum": "Add",
    "Minimum": "Add",
    "Average": "Add, and weights of half the size behind it",
    "Dot": "Multiply",
    "Attention": "Conv1D",
    "MultiHeadAttention": "Conv1D",
    "Embedding": "a vector of numbers as the input",
    "Cropping1D": "cutting the sample before the network",
    "Cropping2D": "cutting the sample before the network",
    "Resizing": "scaling the sample before the network",
    "CenterCrop": "cutting the sample before the network",
    "RandomCrop": "cutting the sample before the network",
    "UpSampling1D": "a network without it",
    "UpSampling2D": "a network without it",
    "Lambda": "a layer of Keras",
    "Permute": "a sample in the order that the next layer takes",
    "Masking": "a sample of one length",
    "TimeDistributed": "the layer itself: Dense works at each step, and Conv2D of height 1",
}


def known(layer: Mapping[str, Any]) -> bool:
    """True where a layer is read."""
    return _kind(layer["class_name"], layer["config"]) is not None


def _kind(name: str, config: Mapping[str, Any]) -> str | None:
    """The class, or the function, that a layer is; None: it is not read."""
    if name in CLASSES or name in MERGES:
        return name
    if name == "TFOpLambda":
        held = config.get("function")
        return _OPERATIONS.get(held) if isinstance(held, str) else None
    return _OPERATIONS.get(name)


def apply(making: Making, given: Given, inputs: list[int]) -> int:
    """What a layer becomes: the tensor that it makes. Raises UnsupportedError for one that has no
    equal.
    """
    kind = _kind(given.kind, given.config)
    if kind is None:
        raise given.refuse(_not_read(given))
    if kind in MERGES:
        return MERGES[kind](making, given, inputs)
    if len(inputs) != 1:
        raise given.refuse(f"takes {len(inputs)} inputs, and one was expected")
    if kind in CLASSES:
        return CLASSES[kind](making, given, inputs[0])
    return functions.named(making, given, inputs[0], kind)


def _not_read(given: Given) -> str:
    nearest = _NEAREST.get(given.kind)
    said = "is not read"
    if nearest is not None:
        return f"{said}. The nearest that works is {nearest}"
    return f"{said}. mote reads {supported()}"


def supported() -> str:
    """The classes that are read, in words."""
    return ", ".join(sorted({*CLASSES, *MERGES}))
