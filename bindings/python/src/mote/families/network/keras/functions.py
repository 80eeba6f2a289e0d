"""Activations of Keras: those that clip, those with an operator of their own, and other curves."""

from __future__ import annotations

from collections.abc import Mapping

from .making import Given, Making

# Names of Keras 2 and 3, and the operator of each.
_PLAIN = {"relu": "RELU", "relu6": "RELU6", "sigmoid": "LOGISTIC", "tanh": "TANH"}
_CURVES = {
    "elu": "elu", "selu": "selu", "gelu": "gelu", "silu": "silu", "swish": "silu",
    "hard_silu": "hard_silu", "hard_swish": "hard_silu", "hard_sigmoid": "hard_sigmoid",
    "softplus": "softplus", "softsign": "softsign", "exponential": "exponential", "mish": "mish",
}  # fmt: skip
KNOWN = ("linear", "softmax", "leaky_relu", *_PLAIN, *_CURVES)


def named(making: Making, given: Given, at: int, name: str) -> int:
    """A function by its name."""
    shape = making.shape(at)
    if name == "linear":
        return at
    if name == "softmax":
        return making.node("SOFTMAX", given, [at], shape, beta=1.0)
    if name == "leaky_relu":
        return making.node("LEAKY_RELU", given, [at], shape, alpha=given.real("alpha", 0.2))
    if name in _PLAIN:
        return making.node(_PLAIN[name], given, [at], shape)
    if name in ("elu", "gelu"):
        numbers = (given.real("alpha", 1.0),) if name == "elu" else ()
        curve = "gelu_tanh" if name == "gelu" and given.flag("approximate", False) else name
        return making.node("CURVE", given, [at], shape, curve=curve, numbers=numbers)
    if name in _CURVES:
        return making.node("CURVE", given, [at], shape, curve=_CURVES[name], numbers=())
    raise given.refuse(f"has activation {name!r:.60}, and mote reads {', '.join(KNOWN)}")


def of_option(making: Making, given: Given, at: int, key: str = "activation") -> int:
    """The activation that is an option of a layer: a name, or a layer of its own."""
    held = given.config.get(key)
    if held is None:
        return at
    if isinstance(held, dict):
        kind, inner = held.get("class_name"), held.get("config")
        layers = {"ReLU": relu, "LeakyReLU": leaky, "ELU": elu, "Softmax": softmax}
        if isinstance(kind, str) and kind in layers and isinstance(inner, Mapping):
            return layers[kind](making, Given(given.kind, given.name, inner, tuple), at)
        held = inner
    if not isinstance(held, str):
        raise given.refuse(f"has an activation that is no function of Keras: {held!r:.60}")
    return named(making, Given(given.kind, given.name, {}, tuple), at, held)


def activation(making: Making, given: Given, at: int) -> int:
    return of_option(making, given, at)


def relu(making: Making, given: Given, at: int) -> int:
    shape, most = making.shape(at), given.get("max_value")
    slope = given.real("negative_slope", 0.0)
    if given.real("threshold", 0.0) != 0.0 or (slope and most is not None):
        raise given.refuse("has a threshold, or a slope and an upper end: mote reads one of ReLU, "
                           "ReLU(max_value=6) and LeakyReLU")  # fmt: skip
    if slope:
        return making.node("LEAKY_RELU", given, [at], shape, alpha=slope)
    if most is None:
        return making.node("RELU", given, [at], shape)
    if given.real("max_value") != 6.0:
        raise given.refuse(f"ends at {most}, and mote reads ReLU and ReLU(max_value=6)")
    return making.node("RELU6", given, [at], shape)


def leaky(making: Making, given: Given, at: int) -> int:
    key = "negative_slope" if given.get("negative_slope") is not None else "alpha"
    slope = given.real(key, 0.3)
    return making.node("LEAKY_RELU", given, [at], making.shape(at), alpha=slope)


def elu(making: Making, given: Given, at: int) -> int:
    return named(making, given, at, "elu")


def softmax(making: Making, given: Given, at: int) -> int:
    axis, axes = given.get("axis", -1), len(making.shape(at))
    if axis not in (-1, axes - 1, [-1], [axes - 1]):
        raise given.refuse(f"is along axis {axis!r:.40}, and mote takes the last one")
    return named(making, given, at, "softmax")
