"""Runs a model as the chip will: compiled on this machine, in every way that may be flashed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping

import numpy as np

from .arrays import Array, Floats
from .emit.pipeline import Windows
from .errors import MoteError, UnsupportedError, VerificationError
from .families.base import Abi, File, Output
from .host import wrapper
from .host.library import Library
from .recordings.stream import Stream

MOST_BRANCHES = 2_000  # a model with more is not compiled as code on the host: 4 ms a branch

WALK, CODE, FILE, RAW = "as a table", "as code", "from a file", "from raw samples"
_PREFIX = {WALK: "", CODE: "code_", FILE: "file_"}
_NUMPY = {
    "float": np.float32, "int32": np.int32, "uint16": np.uint16, "int16": np.int16, "int8": np.int8
}  # fmt: skip


class Runner:
    """A model of which `header(namespace)` is the C++ header, compiled when it is first needed."""

    def __init__(
        self,
        header: Callable[[str], str],
        abi: Abi,
        features: int,
        quantizes: bool,
        windows: Windows | None = None,
    ) -> None:
        # A namespace of its own: the loader merges inline variables of one name across libraries.
        self._name = f"m{hashlib.sha256(header('model').encode()).hexdigest()[:16]}"
        self._header = header(self._name)
        self._abi = abi
        self._features = features
        self._quantizes = quantizes
        self._windows = windows
        self._library: Library | None = None

    @property
    def value(self) -> Output:
        """What a prediction is."""
        return self._abi.prediction

    def quantize(self, raw: Floats) -> tuple[Array, int]:
        """Raw features as the model's integers, and how many were clipped."""
        return self._walk().quantize(raw)

    def pipeline(self, stream: Stream) -> tuple[Array, Array]:
        """What the chain of the header gives for raw samples: rows for the model, and decisions."""
        given, count = np.ascontiguousarray(stream.samples), stream.windows
        pieces = stream.pieces * np.array([1, given.shape[1]], np.uintp)  # in samples
        rows = np.empty((count, self._features), _NUMPY[self._abi.feature])
        out = np.empty((count, self._abi.prediction.columns), _NUMPY[self._abi.prediction.type])
        found = self._walk().pipeline(given, pieces, rows, out)
        if found != count:
            raise VerificationError(
                f"the chip cuts {found} windows of these recordings, and Python {count}: please "
                "report this with the recordings."
            )
        return rows, out

    def prepared(self, rows: Array) -> Array:
        """The rows that the model itself is given, where stages stand before it."""
        assert self._abi.prepared is not None
        return self.call(WALK, "prepare", rows, self._abi.prepared)

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
        ways = {} if self._abi.workspace else {CODE: ""}
        if ways and branches > MOST_BRANCHES:
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
        self._library = self._compiled(ways.get(CODE) == "", held)
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
            windows=self._windows,
        )
        return Library(self._header, text, self._abi.feature)


def real(given: Array, output: Output) -> Floats:
    """What numbers of C++ are worth."""
    return (given.astype(np.float64) - output.zero) * output.unit


def plain(given: Array, output: Output) -> Floats:
    """The same as a user sees it: of one column without it."""
    found = real(given, output)
    return found[:, 0] if output.columns == 1 else found


def scores(results: Mapping[str, Array], abi: Abi) -> Floats | None:
    """Of what `Runner.run` gave; None where the model has none."""
    return None if abi.score is None else real(results["score"], abi.score)


def numbers(results: Mapping[str, Array], abi: Abi) -> Floats:
    """What a contract compares: probabilities; without them scores; without those values."""
    if abi.probability is not None:
        return real(results["predict_proba"], abi.probability)
    if abi.score is not None:
        return real(results["score"], abi.score)
    return results["real"] if "real" in results else real(results["predict"], abi.prediction)
