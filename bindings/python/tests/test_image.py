"""Pictures: the C++ of the chip on numpy arrays, beside definitions in numpy and Pillow."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from mote import feature

RANDOM = np.random.default_rng(8)


def _boxes(many: int, few: int) -> np.ndarray[Any, Any]:
    """Which part of a box each pixel is."""
    low = np.arange(many)[None, :] / many
    begin = np.arange(few)[:, None] / few
    shared = np.minimum(low + 1 / many, begin + 1 / few) - np.maximum(low, begin)
    return np.maximum(shared, 0) * few


def _between(many: int, few: int) -> np.ndarray[Any, Any]:
    middle = (np.arange(few)[:, None] + 0.5) * many / few - 0.5
    return np.maximum(0, 1 - abs(np.arange(many)[None, :] - middle))


@pytest.mark.parametrize(("way", "weights"), [("box", _boxes), ("bilinear", _between)])
@pytest.mark.parametrize("dtype", [np.uint8, np.int16, np.float32])
def test_smaller_pictures_are_weighted_means(way: str, weights: Any, dtype: Any) -> None:
    pictures = RANDOM.integers(0, 256, (2, 30, 40, 3)).astype(dtype)
    small = feature.downscale(pictures, 12, 28, way=way)
    assert small.shape == (2, 12, 28, 3)
    assert small.dtype == dtype
    exact = np.einsum("yv,xu,nvuc->nyxc", weights(30, 12), weights(40, 28), pictures * 1.0)
    wanted = exact if dtype == np.float32 else np.floor(exact + 0.5 + 1e-7)
    assert abs(small - wanted).max() <= (1e-4 if dtype == np.float32 else 0)


def test_grey_is_that_of_pillow() -> None:
    image = pytest.importorskip("PIL.Image")
    colours = RANDOM.integers(0, 256, (64, 64, 3)).astype(np.uint8)
    theirs = np.asarray(image.fromarray(colours).convert("L"))
    assert (feature.grey(colours.reshape(64, -1)) == theirs).all()


def test_colours_of_a_camera_are_the_nearest_ones() -> None:
    words = np.arange(65536, dtype=">u2")
    colours = feature.rgb(words.view(np.uint8), "rgb565_big")
    steps = np.stack([words >> 11, words >> 5 & 63, words & 31], axis=1)
    assert (colours == np.floor(steps * 255 / [31, 63, 31] + 0.5)).all()
    swapped = words.astype("<u2").view(np.uint8)
    assert (feature.rgb(swapped, "rgb565_little") == colours).all()
    assert (feature.grey(swapped, "rgb565_little") == feature.grey(colours.ravel())).all()
    assert (feature.grey(swapped, "yuyv") == swapped[::2]).all()
    assert (feature.grey(swapped, "uyvy") == swapped[1::2]).all()


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: feature.downscale(np.zeros((8, 8), np.uint8), 4, 4), "1 channel"),
        (lambda: feature.downscale(np.zeros((8, 8, 1), np.uint8), 9, 4), "made smaller"),
        (lambda: feature.downscale(np.zeros((8, 8, 1), np.uint8), 4, 4, way="best"), "'best'"),
        (lambda: feature.downscale(np.zeros((8, 8, 1), np.int32), 4, 4), "int32"),
        (lambda: feature.downscale(np.zeros((487, 480, 1), np.int16), 96, 97), "32 bits"),
        (lambda: feature.grey(np.zeros(8, np.float32)), "uint8"),
        (lambda: feature.grey(np.zeros(8, np.uint8), "bgr"), "'bgr'"),
        (lambda: feature.rgb(np.zeros(6, np.uint8), "yuyv"), "multiple of 4"),
    ],
)
def test_every_mistake_gets_a_sentence(call: Any, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        call()
