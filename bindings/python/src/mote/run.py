"""Runs a model as the chip will: compiled on this machine, in every way that may be flashed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import numpy as np

from .arrays import Array, Floats
from .errors import MoteError, UnsupportedError
from .families.base import Abi, File, Output
from .host import wrapper
from .host.library import Library

MOST_BRANCHES = 2_000  # a model with more is not compiled as code on the host: 4 ms a branch

WALK, CODE, FILE = "as a table", "as code", "from a file"
_PREFIX = {WALK: "", CODE: "code_", FILE: "file_"}
_NUMPY = {"float": np.float32, "int32": np.int32, "uint16": np.uint16}


class Runner:
    """A model of which `header(namespace)` is the C++ header, compiled when it is first needed."""

    def __init__(
        self, header: Callable[[str], str], abi: Abi, features: int, quantizes: bool
    ) -> None:
        # A namespace of its own: the loader merges inline variables of one name across libraries.
        self._name = f"m{hashlib.sha256(header('model').encode()).hexdigest()[:16]}"
        self._header = header(self._name)
        self._abi = abi
        self._features = features
        self._quantizes = quantizes
        self._library: Library | None = None

    def quantize(self, raw: Floats) -> tuple[Array, int]:
        """Raw features as the model's integers, and how many were clipped."""
        return self._walk().quantize(raw)

    def call(self, way: str, verb: str, rows: Array, output: Output) -> Array:
        """What a verb of C++ gives for each row, of shape (rows, columns)."""
        out = np.empty((len(rows), output.columns), _NUMPY[output.type])
        return self._walk().call(f"{_PREFIX[way]}{verb}", rows, out)

    def run(self, way: str, rows: Array) -> dict[str, Array]:
        """What every verb that the model has gives, by its name."""
        abi = self._abi
        outputs = {"predict": abi.prediction, "predict_proba": abi.probability, "score": abi.score}
        if way == WALK and abi.prediction.type == "int32":
            outputs["real"] = Output("float")  # of a value in units
        return {
            verb: self.call(way, verb, rows, output)
            for verb, output in outputs.items()
            if output is not None
        }

    def other_ways(
        self, branches: int, file: Callable[[], File | None]
    ) -> tuple[dict[str, str], list[str]]:
        """Compiles every way beside the walk: a sentence where it cannot be run here, else "".

        `branches` are those that the code of the model has, and `file` gives its file. The
        list has a sentence for each promise that this breaks.
        """
        broken = []
        ways = {CODE: ""}
        if branches > MOST_BRANCHES:
            ways[CODE] = (
                f"not compiled on this machine: {branches:,} branches, above {MOST_BRANCHES:,}"
            )
        held = None
        try:
            held = file()
            if held is not None:
                ways[FILE] = ""
        except UnsupportedError as error:
            ways[FILE] = f"none: {error}"
        self._library = self._compiled(not ways[CODE], held)
        if held is not None:
            try:
                self._library.load(held.text)
            except MoteError as error:
                ways[FILE] = "refused"
                broken.append(str(error))
        return ways, broken

    def _walk(self) -> Library:
        if self._library is None:
            self._library = self._compiled(False, None)
        return self._library

    def _compiled(self, code: bool, file: File | None) -> Library:
        text = wrapper.write(
            self._name,
            self._features,
            self._abi,
            quantizes=self._quantizes,
            code=code,
            file=file,
        )
        return Library(self._header, text, self._abi.feature)


def real(given: Array, output: Output) -> Floats:
    """What numbers of C++ are worth."""
    return given.astype(np.float64) * output.unit
