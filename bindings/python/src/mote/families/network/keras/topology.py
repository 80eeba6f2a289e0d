"""The configuration of a model: which layer is applied to what, in the order in which they run."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from ....arrays import Array
from ....errors import ReadError, UnsupportedError
from .making import Given, Making

MOST_DEPTH = 8  # of models inside of models
MOST_APPLIED = 4096
Key = tuple[str, int]  # a layer, and which of its uses


class Weights(Protocol):
    """Where the weights of a model's layers are."""

    def name_layers(self, kinds: Sequence[str]) -> None:
        """Called first, with the classes of its layers in their order."""

    def of(self, layer: int, name: str) -> Sequence[Array]:
        """Those of a layer, by its place among the model's and its name."""

    def inside(self, layer: int, name: str) -> Weights:
        """Those of a model that is a layer of this one."""


Apply = Callable[[Making, Given, list[int]], int]


@dataclass(frozen=True)
class Reader:
    """Reads models into `making`; `apply` reads one layer."""

    making: Making
    apply: Apply
    known: Callable[[Mapping[str, Any]], bool]

    def input(self, model: Mapping[str, Any]) -> int:
        """The tensor of the model's input."""
        layers = _layers(self.making.file, model)
        functional = "input_layers" in _config(self.making.file, model)
        name = _one(self.making.file, model, "input_layers")[0] if functional else None
        for layer in layers:
            config = layer["config"]
            shape = config.get("batch_shape") or config.get("batch_input_shape")
            if shape is not None if name is None else _name(layer) == name:
                return self.making.made(_input(self.making.file, shape))
            if name is None:
                break
        shape = _config(self.making.file, model).get("build_input_shape")
        return self.making.made(_input(self.making.file, shape))

    def model(self, model: Mapping[str, Any], first: int, weights: Weights, depth: int = 0) -> int:
        """The tensor of its output, for the tensor of its input."""
        file = self.making.file
        if depth > MOST_DEPTH:
            raise UnsupportedError(f"{file} has models inside of models, deeper than {MOST_DEPTH}.")
        layers = _layers(file, model)
        for layer in layers:
            if not (_is_model(layer) or _is_input(layer) or self.known(layer)):
                self.apply(self.making, _given(layer, tuple), [])  # which refuses it
        weights.name_layers([layer["class_name"] for layer in layers])
        if "input_layers" not in _config(file, model):
            at = first
            for place, layer in enumerate(layers):
                at = at if _is_input(layer) else self._one(place, layer, [at], weights, depth)
            return at
        return self._functional(model, layers, first, weights, depth)

    def _functional(
        self, model: Mapping[str, Any], layers: Sequence[Mapping[str, Any]], first: int,
        weights: Weights, depth: int,
    ) -> int:  # fmt: skip
        file = self.making.file
        wanted = _one(file, model, "output_layers")
        made: dict[Key, int] = {(_one(file, model, "input_layers")[0], 0): first}
        waiting = [
            (place, use, _taken(file, layer, node))
            for place, layer in enumerate(layers)
            for use, node in enumerate(_nodes(file, layer))
        ]
        if len(waiting) > MOST_APPLIED:
            raise UnsupportedError(f"{file} has more than {MOST_APPLIED} layers.")
        while wanted not in made:
            later = []
            for place, use, taken in waiting:
                if all(key in made for key in taken):
                    given = [made[key] for key in taken]
                    at = self._one(place, layers[place], given, weights, depth)
                    made[_name(layers[place]), use] = at
                else:
                    later.append((place, use, taken))
            if len(later) == len(waiting):
                raise ReadError(f"{file} has no way from its input to its output {wanted[0]!r}.")
            waiting = later
        return made[wanted]

    def _one(
        self, place: int, layer: Mapping[str, Any], taken: list[int], weights: Weights, depth: int
    ) -> int:
        name = _name(layer)
        if _is_model(layer):
            if len(taken) != 1:
                raise UnsupportedError(f"the model {name!r} inside {self.making.file} has not one "
                                       "input: put its layers into the outer one.")  # fmt: skip
            return self.model(layer, taken[0], weights.inside(place, name), depth + 1)
        return self.apply(self.making, _given(layer, lambda: weights.of(place, name)), taken)


def _given(layer: Mapping[str, Any], arrays: Callable[[], Sequence[Array]]) -> Given:
    return Given(str(layer["class_name"]), _name(layer), layer["config"], arrays)


def _is_model(layer: Mapping[str, Any]) -> bool:
    return layer["class_name"] in ("Sequential", "Functional", "Model")


def _is_input(layer: Mapping[str, Any]) -> bool:
    return bool(layer["class_name"] == "InputLayer")


def _name(layer: Mapping[str, Any]) -> str:
    held = layer.get("name")
    return str(layer["config"].get("name", "") if held is None else held)


def _config(file: str, model: Mapping[str, Any]) -> Mapping[str, Any]:
    held = model.get("config")
    if isinstance(held, list):  # as the first versions wrote a Sequential
        held = {"layers": held}
    if not isinstance(held, dict):
        raise ReadError(f"{file} describes a model without a configuration.")
    return held


def _layers(file: str, model: Mapping[str, Any]) -> list[dict[str, Any]]:
    held = _config(file, model).get("layers")
    if not isinstance(held, list) or not held or len(held) > MOST_APPLIED:
        raise UnsupportedError(
            f"{file} describes no Sequential and no functional model: a class of your own is not "
            "read; build it from keras.Input and layers, as keras.Model(inputs, outputs)."
        )
    for layer in held:
        good = isinstance(layer, dict) and isinstance(layer.get("config"), (dict, list))
        good = good and isinstance(layer.get("class_name"), str)
        if not good or (isinstance(layer["config"], list) and not _is_model(layer)):
            raise ReadError(f"{file} describes a layer without a class or a configuration.")
        if isinstance(layer["config"], list):
            layer["config"] = {"layers": layer["config"]}
    return held


def _input(file: str, shape: Any) -> tuple[int, ...]:
    """The shape of an input, of a batch of 1."""
    if not isinstance(shape, (list, tuple)) or len(shape) < 2:
        raise UnsupportedError(
            f"{file} does not say the shape of its input: begin the model with keras.Input(shape)."
        )
    inner = tuple(shape[1:])
    if not all(isinstance(n, int) and not isinstance(n, bool) and n > 0 for n in inner):
        raise UnsupportedError(
            f"{file} has an input of shape {list(inner)!r:.80}, and a chip needs all of it fixed: "
            "build the model with keras.Input(shape=(...)) of whole numbers, and load its weights."
        )
    return (1, *inner)


def _one(file: str, model: Mapping[str, Any], key: str) -> Key:
    """The only input or output of a functional model."""
    held = _config(file, model).get(key)
    while isinstance(held, list) and len(held) == 1:
        held = held[0]
    if isinstance(held, dict) and len(held) == 1:
        (held,) = held.values()
    found = _key(held)
    if found is None:
        what = "inputs" if key == "input_layers" else "outputs"
        count = len(held) if isinstance(held, (list, dict)) else 0
        raise UnsupportedError(
            f"{file} has {count} {what}, and mote reads networks with one: convert the part "
            "between them."
        )
    return found


def _key(held: Any) -> Key | None:
    """A list of a layer, one of its uses, and output 0; None: it is something else."""
    if not isinstance(held, (list, tuple)) or len(held) < 3 or held[2] != 0:
        return None
    good = isinstance(held[0], str) and isinstance(held[1], int)
    return (held[0], held[1]) if good else None


def _nodes(file: str, layer: Mapping[str, Any]) -> list[Any]:
    """The uses of a layer: of an input there is nothing to read."""
    if _is_input(layer):
        return []
    held = layer.get("inbound_nodes", [])
    if not isinstance(held, list) or len(held) > MOST_APPLIED:
        raise ReadError(f"{file} describes uses of {_name(layer)!r} that are no list.")
    return held


def _taken(file: str, layer: Mapping[str, Any], node: Any) -> list[Key]:
    """Which tensors a use takes, as Keras 3 writes it, or Keras 2."""
    found = list(_of_three(node) if isinstance(node, dict) else _of_two(node))
    if not found or None in found:
        raise UnsupportedError(
            f"{layer['class_name']} (layer {_name(layer)!r:.66}) of {file} takes something else "
            "than what other layers give, as a number or another output of a layer: mote reads "
            "layers of layers; write a constant factor as keras.layers.Rescaling."
        )
    return [key for key in found if key is not None]


_CALLED = {"training", "mask", "name", "initial_state"}  # what may stand beside the inputs, as null


def _of_three(node: dict[str, Any]) -> Iterator[Key | None]:
    yield from _tensors(node.get("args"))
    more = node.get("kwargs")
    for key, value in (more if isinstance(more, dict) else {}).items():
        if value is not None and not (key in _CALLED and isinstance(value, bool)):
            yield from _tensors(value)


def _tensors(held: Any) -> Iterator[Key | None]:
    waiting, seen = [held], 0
    while waiting:
        one = waiting.pop(0)
        seen += 1
        if isinstance(one, (list, tuple)) and seen < MOST_APPLIED:
            waiting = [*one, *waiting]
        elif isinstance(one, dict) and one.get("class_name") == "__keras_tensor__":
            config = one.get("config")
            place = config.get("keras_history") if isinstance(config, dict) else None
            yield _key(place)
        elif one is not None:
            yield None


def _of_two(node: Any) -> Iterator[Key | None]:
    each = node if isinstance(node, list) else [node]
    if each and isinstance(each[0], str):
        each = [each]
    for one in each:
        yield _key(one)
        more = one[3] if isinstance(one, list) and len(one) > 3 else {}
        for key, value in (more if isinstance(more, dict) else {}).items():
            if value is not None and not (key in _CALLED and isinstance(value, (bool, str))):
                yield _key(value)
