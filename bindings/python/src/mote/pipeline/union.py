"""Several transformers of windows in a FeatureUnion, as one that makes the features of all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..arrays import Array
from ..errors import UnsupportedError
from ..families.base import full_name
from ..features.joined import as_float, joined
from ..features.stage import Stage
from . import steps
from .columns import Column

UNION = "sklearn.pipeline.FeatureUnion"


@dataclass(frozen=True)
class Part:
    """A transformer of mote, and what stands behind it in its own Pipeline."""

    name: str
    step: Any
    behind: tuple[tuple[str, Any], ...]

    @property
    def wide(self) -> int:
        return len(self.step._stage().names)


@dataclass(frozen=True)
class Union:
    """As a transformer of mote: the features of the parts, before what stands behind them."""

    union: Any
    parts: tuple[Part, ...]
    rounds: bool  # scikit-learn gets float32: each part makes it

    @property
    def rows_(self) -> int:
        return int(self.parts[0].step.rows_)

    @property
    def channels_in_(self) -> int:
        return int(self.parts[0].step.channels_in_)

    @property
    def input_(self) -> str:
        return str(self.parts[0].step.input_)

    def transform(self, X: Array) -> Array:
        return np.concatenate([part.step.transform(X) for part in self.parts], axis=1)

    def _stage(self, kept: Sequence[int] | None = None) -> Stage:
        """Parts of which no feature is kept are left out."""
        stages: list[Stage] = []
        names, at = [], 0
        for part in self.parts:
            own = None if kept is None else [i - at for i in kept if 0 <= i - at < part.wide]
            at += part.wide
            if own or own is None or (not kept and not stages):
                stages.append(part.step._stage(own))
                names.append([f"{part.name}__{name}" for name in stages[-1].names])
        if any(part.step._stage().output == "float" for part in self.parts):
            stages = list(map(as_float, stages))
        return joined(stages, names)

    def columns(self, given: tuple[Column, ...]) -> tuple[Column, ...]:
        """What the union gives of the features."""
        out: list[Column] = []
        at = 0
        for part in self.parts:
            out += steps.through(part.behind, given[at : at + part.wide])
            at += part.wide
        return tuple(out)


def read(name: str, union: Any) -> Union:
    """The step `name` of a Pipeline, whose parts are transformers of mote, or Pipelines of them."""
    if full_name(union) != UNION:
        raise UnsupportedError(
            f"the step {name!r} of the Pipeline, {type(union).__name__}, chooses columns of a "
            "table, which of windows are rows: take a FeatureUnion, whose parts say their channels "
            "as mote.Motion(of=[0, 1, 2])."
        )
    if union.transformer_weights:
        raise UnsupportedError(
            f"the step {name!r} of the Pipeline, FeatureUnion(transformer_weights=...), weighs "
            "features: use transformer_weights=None, and a scaler."
        )
    parts = []
    for own, part in union.transformer_list:
        if isinstance(part, str) and part == "drop":
            continue
        inside = steps.flat(part) if steps.is_pipeline(part) else [(own, part)]
        if not inside or not steps.is_windows(inside[0][1]):
            called = part if isinstance(part, str) else type(inside[0][1] if inside else part)
            raise UnsupportedError(
                f"{own!r} in the step {name!r} of the Pipeline, "
                f"{getattr(called, '__name__', called)}, makes no features of windows: the parts "
                f"of a FeatureUnion are {steps.FEATURES}, or Pipelines that begin with one."
            )
        if inside[0][1]._stage().frames is not None:
            raise UnsupportedError(
                f"{own!r} in the step {name!r} of the Pipeline is a Framed, which is not converted "
                "beside other features: take it alone, with all features of its frames."
            )
        parts.append(Part(own, inside[0][1], tuple(inside[1:])))
    outputs = {part.step._stage().output for part in parts}
    own_steps = [part.name for part in parts if part.behind]
    if len(outputs) > 1 and own_steps:
        raise UnsupportedError(
            f"{own_steps[0]!r} in the step {name!r} of the Pipeline has steps of its own beside "
            "features of another number type, int32 beside float32: put them behind the "
            "FeatureUnion."
        )
    return Union(union, tuple(parts), outputs == {"float"})
