"""The one line of a generated header that is for machines: no tool has to read C++."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any, NamedTuple

from ..errors import UnsupportedError
from ..families.base import Abi, Facts, Output

VERSION = 1
FEATURES = ("float", "int8", "int16", "int32")


class Shape(NamedTuple):
    """A window of raw samples."""

    input: str  # "int16", ...
    rows: int
    channels: int
    frame: int = 0  # rows of the frames in it; 0: it is one
    hop: int = 0  # rows from one of these to the next
    filters: int = 0  # before the first frame
    distance: int = 0  # 1: whether a window is near a class is asked before the model

    @property
    def macros(self) -> list[str]:
        """For a compiler, of what counts the pipeline."""
        of_frame = [f"-DFRAME={self.frame}", f"-DFRAME_HOP={self.hop}"] if self.frame else []
        sizes = {"ROWS": self.rows, "CHANNELS": self.channels, "FILTERS": self.filters}
        return [*(f"-D{name}={value}" for name, value in sizes.items()), *of_frame]


@dataclass(frozen=True)
class Line:
    """What a generated header says of its model."""

    name: str  # the namespace: the model is <name>::model
    family: str
    features: int
    feature: str  # "float", "int8", "int16" or "int32"
    prediction: Output
    probability: Output | None
    score: Output | None
    labels: int  # 0 for a regression
    quantize: bool  # the namespace has `scaler` and `quantize`
    flash: int  # bytes of constants
    line: str
    parts: dict[str, int]
    code: tuple[str, ...]
    branches: int  # that predict<model>(x) is compiled into; 0: a header that does not say
    windows: Shape | None = None  # of what `pipeline` takes, where the header has one


def write(
    name: str, family: str, abi: Abi, facts: Facts, quantize: bool, windows: Shape | None = None
) -> str:
    """The line, without a line end."""
    held = {
        "version": VERSION,
        "name": name,
        "family": family,
        "features": facts.n_features,
        "feature": abi.feature,
        "prediction": _listed(abi.prediction),
        "probability": _listed(abi.probability),
        "score": _listed(abi.score),
        "labels": 0 if facts.classes is None else len(facts.classes),
        "quantize": quantize,
        "flash": facts.flash,
        "line": facts.line,
        "parts": dict(facts.parts),
        "code": list(facts.code),
        "branches": facts.branches,
        **({} if windows is None else {"windows": list(windows)}),
    }
    return f"// mote: {json.dumps(held, separators=(',', ':'))}"


def read(header: str) -> Line:
    """The line of a generated header. Raises UnsupportedError where it has none, or another."""
    found = re.search(r"^// mote: (\{.*\})\s*$", header, re.M)
    advice = "pass what model.save('model.hpp') wrote"
    if found is None:
        raise UnsupportedError(
            "expected a header that mote.convert made, and did not find its line `// mote: {...}`: "
            f"{advice}."
        )
    number = header.count("\n", 0, found.start()) + 1
    at = f"line {number} of the header, `// mote: {{...}}`,"
    try:
        held = json.loads(found[1])
        if held["version"] != VERSION:
            raise UnsupportedError(
                f"{at} is of version {held['version']}, and this mote reads version {VERSION}: "
                "convert the model again with this mote."
            )
        if held["feature"] not in FEATURES:
            raise UnsupportedError(
                f'{at} has `"feature":{json.dumps(held["feature"])}`, and expected is one of '
                f"{', '.join(FEATURES)}: {advice}."
            )
        return Line(
            name=str(held["name"]),
            family=str(held["family"]),
            features=int(held["features"]),
            feature=str(held["feature"]),
            prediction=Output(*held["prediction"]),
            probability=_output(held["probability"]),
            score=_output(held["score"]),
            labels=int(held["labels"]),
            quantize=bool(held["quantize"]),
            flash=int(held["flash"]),
            line=str(held["line"]),
            parts={str(name): int(size) for name, size in held["parts"].items()},
            code=tuple(map(str, held["code"])),
            branches=int(held.get("branches", 0)),
            windows=Shape(*held["windows"]) if "windows" in held else None,
        )
    except UnsupportedError:  # which is a ValueError
        raise
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise UnsupportedError(f"{at} is damaged ({error!r}): {advice}.") from None


def _listed(output: Output | None) -> list[Any] | None:
    if output is None:
        return None
    held = [output.type, output.unit, output.columns]
    return [*held, output.zero] if output.zero else held


def _output(held: list[Any] | None) -> Output | None:
    return None if held is None else Output(*held)
