#!/usr/bin/env python3
"""Write tests/data/keras: small models with random weights, and what Keras answers for them.

Needs the real Keras: pip install keras h5py jax, and KERAS_BACKEND=numpy. answers.npz has samples
and answers of each file. The script stops where the package's own arithmetic says otherwise.
"""

from __future__ import annotations

import importlib
import os
import pathlib
from typing import Any

import numpy as np

from mote.families.network import model_file, reference

os.environ.setdefault("KERAS_BACKEND", "numpy")
keras: Any = importlib.import_module("keras")
layers = keras.layers

FOLDER = pathlib.Path(__file__).parent / "keras"
ROWS = 3


def image() -> Any:
    """Most layers of images, one after the other."""
    return keras.Sequential(
        [
            keras.Input((12, 10, 3)),
            layers.Rescaling(1 / 4, offset=-1.0),
            layers.ZeroPadding2D(((1, 0), (0, 1))),
            layers.Conv2D(4, (3, 2), strides=(2, 1), use_bias=False),
            layers.BatchNormalization(),
            layers.ReLU(max_value=6.0),
            layers.Dropout(0.5),
            layers.DepthwiseConv2D(3, padding="same", depth_multiplier=2, activation="relu"),
            layers.BatchNormalization(scale=False),
            layers.SeparableConv2D(5, 3, padding="same", activation="relu"),
            layers.MaxPooling2D(2, padding="same"),
            layers.Conv2D(6, 3, dilation_rate=(1, 2), padding="same"),
            layers.AveragePooling2D((2, 1)),
            layers.Flatten(),
            layers.Dense(5, activation="softmax"),
        ]
    )


def graph() -> Any:
    """Branches, a layer used twice, a model inside, and sums written as +."""
    given = keras.Input((6, 7, 4), name='a b\n"c')
    shared = layers.Conv2D(4, 3, padding="same", activation="relu")
    first = shared(given)
    second = shared(first)
    inner = keras.Sequential([layers.Conv2D(4, 1, activation="relu"), layers.BatchNormalization()])
    third = inner(second)
    joined = layers.Concatenate()([first + third, layers.Subtract()([second, given])])
    joined = layers.BatchNormalization()(joined)
    scaled = layers.Multiply()([joined, layers.Conv2D(8, 1)(given)])
    summed = layers.Add()([joined, scaled, joined])
    out = layers.GlobalAveragePooling2D()(layers.Activation("relu")(summed))
    return keras.Model(given, layers.Dense(3)(out))


def series() -> Any:
    """Layers of sequences."""
    normalized = layers.Normalization()
    normalized.adapt(np.random.default_rng(1).normal(3.0, 2.0, (50, 24, 2)))
    return keras.Sequential(
        [
            keras.Input((24, 2)),
            normalized,
            layers.Conv1D(4, 3, dilation_rate=2, padding="causal", activation="relu"),
            layers.SeparableConv1D(5, 3, depth_multiplier=2, strides=2, padding="same"),
            layers.BatchNormalization(),
            layers.Activation("relu"),
            layers.ZeroPadding1D((1, 2)),
            layers.DepthwiseConv1D(3, depth_multiplier=2),
            layers.SpatialDropout1D(0.3),
            layers.AveragePooling1D(2, padding="same"),
            layers.Dense(6, activation="relu"),
            layers.MaxPooling1D(2),
            layers.GlobalMaxPooling1D(),
            layers.Dense(3, activation=keras.activations.softmax),
        ]
    )


def curves() -> Any:
    """Functions of one number, each behind a layer."""
    given = at = keras.Input((10,))
    for function in (
        "sigmoid", "tanh", "elu", "selu", "gelu", "silu", "hard_silu", "hard_sigmoid", "softplus",
        "softsign", "exponential", "mish", "leaky_relu", layers.LeakyReLU(negative_slope=0.1),
        layers.ELU(alpha=0.5),
    ):  # fmt: skip
        at = layers.Dense(8, activation=function)(at)
    return keras.Model(given, layers.Reshape((2, -1))(layers.Dense(4)(layers.LeakyReLU()(at))))


MODELS = {
    "image.keras": image, "graph.keras": graph, "series.keras": series, "curves.keras": curves,
    "series.h5": series,
}  # fmt: skip


def drawn(model: Any, random: np.random.Generator) -> None:
    """Gives each layer weights that keep numbers near 1."""
    for layer in model.layers:
        if hasattr(layer, "layers"):
            drawn(layer, random)
            continue
        if isinstance(layer, layers.Normalization):
            continue
        held = layer.get_weights()
        spread = isinstance(layer, layers.BatchNormalization)
        for at, one in enumerate(held):
            terms = 25 if one.ndim == 1 else one.size // one.shape[-1]
            held[at] = random.normal(0.0, 1.5, one.shape) / terms**0.5
            if spread:
                held[at] = random.uniform(0.3, 1.5, one.shape)
        layer.set_weights(held)


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    answers: dict[str, Any] = {}
    for at, (name, make) in enumerate(MODELS.items()):
        random = np.random.default_rng(at)
        keras.utils.clear_session()
        model = make()
        drawn(model, random)
        x = random.normal(1.0, 3.0, (ROWS, *model.input_shape[1:])).astype(np.float32)
        y = np.asarray(model(x, training=False)).reshape(ROWS, -1)
        assert np.ptp(y, axis=0).max() > 0.01, y
        model.save(FOLDER / name)
        for network in (model_file.from_path(FOLDER / name), model_file.from_keras(model)):
            own = reference.run(network.network, x)
            assert np.abs(own - y).max() < 1e-5 * max(1.0, np.abs(y).max()), (name, own, y)
        answers[f"{name} x"], answers[f"{name} y"] = x, y
        print(f"{name}: {(FOLDER / name).stat().st_size} bytes, answers {y[0][:4]}")
    np.savez_compressed(FOLDER / "answers.npz", **answers)


if __name__ == "__main__":
    main()
