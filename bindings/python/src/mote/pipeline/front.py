"""What stands before the model: from the user's rows to those that the model takes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ..arrays import Array, Floats, Ints
from ..emit.pipeline import Windows
from ..errors import UnsupportedError
from ..families.base import full_name
from ..families.registry import stand_in
from ..incoming import columns_of
from . import steps, union
from .columns import Column
from .prepared import Preparation
from .reference import Reference
from .windows import FromWindows, behind, refuse_before

_WINDOWED = "mote.features.windowed.Windowed"


@dataclass(frozen=True)
class Front:
    """The columns that the model is given of the user's, and who answers for the whole."""

    n_features: int  # of the user's rows
    reference: Any  # answers as the Pipeline does
    model: Any  # its last step
    columns: tuple[Column, ...] | None  # what that sees; None: there are no steps before it
    used: Ints | None = None  # columns of the user's that the chip is given; None: all
    names: tuple[str, ...] | None = None  # of the user's columns
    windows: FromWindows | None = None  # the user gives raw windows, and these make the columns
    prepared: Preparation | None = None  # what the chip works out of the columns that it is given

    def taken(self, rows: Floats) -> Floats:
        """What the chip is given of the user's rows."""
        return rows if self.used is None else rows[:, self.used]

    @property
    def columns_taken(self) -> tuple[str, ...] | None:
        """The names of what the chip is given, where they say more than its place."""
        if self.used is None:
            return self.names
        if self.names is not None:
            return tuple(self.names[i] for i in self.used)
        return tuple(f"x{i}" for i in self.used)

    @property
    def natural(self) -> str:
        """The type of a feature that loses nothing."""
        if self.windows is None:
            return str(getattr(self.model, "feature_type", "float"))
        return str(self.windows.step._stage().output)

    def decided(self, classes: Array) -> Array:
        """What decisions are called: the classes, and behind them what is rejected."""
        return classes if self.windows is None else self.windows.decide.names(classes)

    @property
    def on_chip(self) -> Windows | None:
        """What makes the columns that the model takes, and no others where that can be."""
        if self.windows is None or self.used is None:
            return None
        return self.windows.reduced(self.used)

    @property
    def line(self) -> str:
        """In a phrase, for the comment of a header; empty where there is nothing to say."""
        if self.used is None or len(self.used) == self.n_features:
            return ""
        what = "columns" if self.windows is None else "features"
        return f"{len(self.used)} of the {self.n_features} {what}: those that the model uses"


def read(estimator: Any) -> Front:
    """The steps of a Pipeline, and its model; of anything else nothing and itself."""
    if not isinstance(estimator, type) and full_name(estimator) == _WINDOWED:
        if not hasattr(estimator, "estimator_"):
            raise UnsupportedError("Windowed is not fitted: call fit(recordings, labels) first.")
        inner = estimator.estimator_
        inside = steps.flat(inner) if steps.is_pipeline(inner) else []
        if not any(steps.takes_windows(step) for _, step in inside):
            raise UnsupportedError(
                f"Windowed around {type(inner).__name__} is not converted: give it a Pipeline that "
                "begins with features of windows, as make_pipeline(mote.Motion(), forest)."
            )
        return _of_pipeline(inner, estimator)
    if isinstance(estimator, type):
        return Front(0, estimator, estimator, None)
    if not steps.is_pipeline(estimator):
        wide = int(getattr(estimator, "n_features_in_", 0))
        return Front(wide, estimator, estimator, None, names=columns_of(estimator))
    return _of_pipeline(estimator, None)


_ANSWERS = ("predict", "kneighbors")  # a model has one of them


def _of_pipeline(estimator: Any, windowed: Any) -> Front:
    named = steps.flat(estimator)
    if not named or not any(hasattr(named[-1][1], verb) for verb in _ANSWERS):
        last = "nothing" if not named else f"{type(named[-1][1]).__name__}, which is no model"
        raise UnsupportedError(f"the Pipeline ends in {last}: its last step must be a model.")
    *before, (_, at_end) = named
    model = stand_in(at_end)
    every = tuple(step for _, step in before)
    for place, (name, step) in enumerate(before):
        if place > 0 and steps.takes_windows(step) and not steps.takes_windows(every[0]):
            refuse_before(*before[0], name)
    n: int | None = getattr(every[0] if before else model, "n_features_in_", None)
    if n is None or not hasattr(model, "n_features_in_"):
        raise UnsupportedError("Pipeline is not fitted: call fit(X, y) before convert.")
    windows = names = None
    rounds = False
    if before and steps.takes_windows(every[0]):
        step = every[0] if steps.is_windows(every[0]) else union.read(*before[0])
        windows, stage = behind(windowed, step), step._stage()
        names, rounds = tuple(stage.names), getattr(step, "rounds", stage.output == "float")
        n, before = len(names), before[1:]
    columns = tuple(Column(i, rounds=rounds) for i in range(n))
    if windows is not None and isinstance(windows.step, union.Union):
        columns = windows.step.columns(columns)
    columns = steps.through(before, columns)
    own = columns_of(estimator) if windows is None else None
    return Front(
        int(n), Reference(every, model, own), model, columns, names=names or own, windows=windows
    )
