"""Layers of several inputs."""

from __future__ import annotations

from .making import Given, Making

_OPERATORS = {"Add": "ADD", "Subtract": "SUB", "Multiply": "MUL"}


def add(making: Making, given: Given, inputs: list[int]) -> int:
    """A sum, a difference or a product, two by two."""
    operator = _OPERATORS.get(given.kind)
    if operator is None:  # a function of Keras 2
        name = str(given.config.get("function"))
        operator = {"subtract": "SUB", "multiply": "MUL"}.get(name.rpartition(".")[2], "ADD")
    if len(inputs) < 2 or (operator == "SUB" and len(inputs) != 2):
        raise given.refuse(f"takes {len(inputs)} inputs, and two were expected")
    shapes = [making.shape(at) for at in inputs]
    if len(set(shapes)) != 1:
        inner = [list(shape[1:]) for shape in shapes]
        raise given.refuse(f"takes shapes {inner}, and mote takes equal ones")
    at = inputs[0]
    for i, other in enumerate(inputs[1:]):
        part = "" if len(inputs) == 2 else str(i)
        at = making.node(operator, given, [at, other], shapes[0], part, activation=0)
    return at


def concatenate(making: Making, given: Given, inputs: list[int]) -> int:
    shapes = [making.shape(at) for at in inputs]
    axis, axes = given.get("axis", -1), len(shapes[0])
    if axis not in (-1, axes - 1):
        raise given.refuse(f"joins along axis {axis!r:.40}, and mote joins channels, the last one")
    if len({shape[:-1] for shape in shapes}) != 1:
        raise given.refuse(f"joins shapes {[list(shape[1:]) for shape in shapes]}")
    if len(inputs) == 1:
        return inputs[0]
    shape = (*shapes[0][:-1], sum(shape[-1] for shape in shapes))
    return making.node("CONCATENATION", given, inputs, shape, axis=-1, activation=0)
