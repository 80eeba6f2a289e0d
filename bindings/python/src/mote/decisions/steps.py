"""Steps behind a model, for mote.Windowed(smooth=..., reject=...): what they are, and their C++."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..arrays import Array
from ..filters.common import whole
from . import values
from .values import VALUES, RunningMedian, SmoothValues


@dataclass(frozen=True)
class SmoothProbabilities:
    """`mote::smooth_probabilities`: y += alpha * (p - y) for each class; the largest decides.

    mote.filters.smoothing_of gives alpha of a time, at the rate of windows.
    """

    alpha: float


@dataclass(frozen=True)
class Hysteresis:
    """`mote::hysteresis` of two classes: the second one is on once its probability reaches `on`,
    until it falls below `off`; at the start of a recording it is off.
    """

    on: float
    off: float


@dataclass(frozen=True)
class Majority:
    """`mote::majority`: the class that most of the last `windows` gave."""

    windows: int = 5


@dataclass(frozen=True)
class MinimalDuration:
    """`mote::minimal_duration`: a class counts once it came `windows` times in a row."""

    windows: int = 3


@dataclass(frozen=True)
class Reject:
    """`mote::confidence`: a window is of a class if its probability is at least `probability`, is
    `margin` above the second, and all have at most `entropy` bits; else it is `label`.
    `mote::near_classes`: and if its features are at most `distance` deviations from the mean of a
    class in training, in the root of the mean of squares; the model is not asked of others.

    `label` is no class; None: "unknown", or -1 where classes are numbers.
    """

    probability: float = 0.0
    margin: float = 0.0
    entropy: float | None = None
    label: Any = None
    distance: float | None = None

    @property
    def by_probability(self) -> bool:
        """Whether it takes probabilities; by distance alone it takes none."""
        limits = self.probability > 0 or self.margin > 0 or self.entropy is not None
        return limits or self.distance is None


@dataclass(frozen=True)
class Code:
    """Steps in C++: types, in their order, of which the first takes what the model gives. The
    first `deciding` end in a label.
    """

    stages: tuple[str, ...]
    deciding: int
    declarations: str
    includes: tuple[str, ...]
    near: str = ""  # what only_if asks of a row before the model; "": the model is asked of all

    def behind(self, model: str) -> tuple[str, ...]:
        """The stage that is the model, and all that stands behind it."""
        first = (model, *self.stages[: self.deciding])
        if self.near:
            inside = ",\n                              ".join((self.near, *first))
            first = (f"mote::only_if<{inside}>",)
        return (*first, *self.stages[self.deciding :])


@dataclass(frozen=True)
class Decide:
    """All that stands behind a model, in its order."""

    alpha: float | None
    reject: Reject | None
    labels: tuple[Majority | MinimalDuration, ...]
    hysteresis: Hysteresis | None = None
    values: tuple[RunningMedian | SmoothValues, ...] = ()  # of a regression, and then alone

    def __bool__(self) -> bool:
        return self.of_classes or bool(self.values)

    @property
    def of_classes(self) -> bool:
        """Whether there are steps that a regression has not."""
        return self.by_probability or bool(self.labels) or self.reject is not None

    @property
    def by_probability(self) -> bool:
        """Whether it takes probabilities of the model, and not its label."""
        rejects = self.reject is not None and self.reject.by_probability
        return rejects or self.alpha is not None or self.hysteresis is not None

    @property
    def distance(self) -> float | None:
        """How far a window may be from the classes; None: as far as it likes."""
        return None if self.reject is None else self.reject.distance

    @property
    def steps(self) -> tuple[Any, ...]:
        smooth = None if self.alpha is None else SmoothProbabilities(self.alpha)
        first = [x for x in (smooth, self.reject, self.hysteresis) if x is not None]
        return (*first, *self.labels, *self.values)

    @property
    def line(self) -> str:
        """In a phrase, for the comment of a header."""
        return ", ".join(map(repr, self.steps))

    def names(self, classes: Array) -> Array:
        """What decisions are called: the classes, and what is none of them."""
        if self.reject is None:
            return classes
        label, texts = self.reject.label, classes.dtype.kind in "USO"
        if label is None:
            label = "unknown" if texts else -1
        if label in classes.tolist():
            raise ValueError(
                f"a rejected window is called {label!r}, which is a class: use "
                "mote.Reject(..., label=...) with another."
            )
        if texts != isinstance(label, str) and classes.dtype.kind != "O":
            raise ValueError(
                f"label= of mote.Reject is of the kind of the classes, {classes.dtype}; got "
                f"{label!r}."
            )
        return np.append(classes, np.array([label], object if classes.dtype.kind == "O" else None))

    def code(
        self, label: str, unknown: str, probability: str, classes: int, within: str = ""
    ) -> Code:
        """With the C++ type of labels, the one that is none, the type of a probability, and the
        namespace that the declarations will be in.
        """
        stages, said = [], []
        if self.alpha is not None:
            said.append(f"inline constexpr mote::smoothing slowly{{{self.alpha!r}}};")
            shape = f"{probability}, {classes}"
            stages.append(f"mote::smooth_probabilities<{shape}, &{within}slowly>")
        sure = self.reject is not None and self.reject.by_probability
        if self.reject is not None and sure:
            said.append(
                f"inline constexpr mote::confidence<{probability}> sure{{"
                f"{', '.join(_limits(self.reject, probability))}}};"
            )
            stages.append(f"mote::likeliest_if<{within}sure, {unknown}, {probability}, {classes}>")
        elif self.hysteresis is not None:
            limits = _fractions((self.hysteresis.on, self.hysteresis.off), probability)
            said.append(
                f"inline constexpr mote::hysteresis<{probability}> on_and_off{{"
                f"{', '.join(limits)}}};"
            )
            stages.append(f"mote::on_or_off<{within}on_and_off, {label}, {probability}>")
        elif self.alpha is not None:
            stages.append(f"mote::likeliest<{label}, {probability}, {classes}>")
        deciding, count = len(stages), classes + (self.reject is not None)
        for step in self.labels:
            more = f", {count}" if isinstance(step, Majority) else ""
            name = "majority" if isinstance(step, Majority) else "minimal_duration"
            stages.append(f"mote::{name}<{label}, {step.windows}{more}>")
        includes = ("mote/pipeline/decide.hpp", "mote/pipeline/smooth.hpp")
        rejects = ("mote/pipeline/reject.hpp",) if sure else ()
        declared = "".join(f"{one}\n" for one in said)
        return Code(tuple(stages), deciding, declared, (*includes, *rejects))

    def code_of_values(self, value: str, within: str = "") -> Code:
        """The same behind a regression, with the C++ type of its values."""
        stages, said = values.stages(self.values, value, within)
        declarations = "".join(f"{one}\n" for one in said)
        headers = ("mote/pipeline/smooth_values.hpp",)
        return Code(tuple(stages), len(stages), declarations, headers)


NOTHING = Decide(None, None, ())
STEPS = "mote.SmoothProbabilities, mote.Hysteresis, mote.Majority and mote.MinimalDuration"


def decide(smooth: Any, reject: Any) -> Decide:
    """Of the parameters of a Windowed. Raises ValueError where they are none."""
    steps = list(smooth) if isinstance(smooth, Sequence) else [smooth]
    alpha = hysteresis = None
    labels: list[Majority | MinimalDuration] = []
    of_values: list[RunningMedian | SmoothValues] = []
    for i, step in enumerate(steps):
        if isinstance(step, SmoothProbabilities):
            if i > 0 or not 2.0**-10 <= step.alpha <= 1:
                raise ValueError(
                    "SmoothProbabilities is the first step of smooth=, and its alpha from 1/1024 "
                    f"to 1; got step {i}, alpha {step.alpha}."
                )
            alpha = float(step.alpha)
        elif isinstance(step, Hysteresis):
            _check_hysteresis(step, i, i == (alpha is not None), reject)
            hysteresis = step
        elif isinstance(step, (Majority, MinimalDuration)):
            whole(step.windows, f"windows of {type(step).__name__}")
            labels.append(step)
        elif isinstance(step, (RunningMedian, SmoothValues)):
            values.check(step)
            of_values.append(step)
        else:
            raise ValueError(
                f"step {i} of smooth=, {getattr(step, '__name__', repr(step))}, is none that a "
                f"chip has: there are for classes {STEPS}, and for values {VALUES}."
            )
    if reject is not None:
        _check(reject)
    return Decide(alpha, reject, tuple(labels), hysteresis, tuple(of_values))


def _check_hysteresis(step: Hysteresis, place: int, is_first: bool, reject: Any) -> None:
    if not is_first:
        raise ValueError(
            f"Hysteresis takes probabilities: it is the first step of smooth=, or comes behind "
            f"SmoothProbabilities; got it as step {place}."
        )
    if not 0 <= step.off <= step.on <= 1:
        raise ValueError(
            f"on and off of mote.Hysteresis are from 0 to 1, and off is not above on; got {step}."
        )
    if reject is not None:
        raise ValueError(
            "mote.Hysteresis knows on and off and nothing between them, so that reject= cannot "
            "stand beside it: leave one of the two out."
        )


def _check(reject: Any) -> None:
    if not isinstance(reject, Reject):
        raise ValueError(
            f"reject= is a mote.Reject, as mote.Reject(probability=0.6); got {reject!r}."
        )
    if not (0 <= reject.probability <= 1 and 0 <= reject.margin <= 1):
        raise ValueError(f"probability and margin of mote.Reject are from 0 to 1; got {reject}.")
    if reject.entropy is not None and not 0 <= reject.entropy < 16:
        raise ValueError(f"entropy of mote.Reject is in bits, 0 to 16; got {reject.entropy}.")
    if reject.distance is not None and not 0.25 <= reject.distance <= 1000:
        raise ValueError(
            "distance of mote.Reject is in standard deviations, from 0.25 to 1000: windows of the "
            f"training are about 1 from their class; got {reject.distance}."
        )


def _limits(reject: Reject, probability: str) -> list[str]:
    """In the order of mote::confidence: of integers 1.0 is 32768, and a bit 4096."""
    least = _fractions((reject.probability, reject.margin), probability)
    if probability == "float":
        most = 65535.0 if reject.entropy is None else reject.entropy
        return [*least, f"{float(np.float32(most))!r}f"]
    most = 65535 if reject.entropy is None else min(65535, round(reject.entropy * 4096))
    return [*least, str(most)]


def _fractions(numbers: Sequence[float], probability: str) -> list[str]:
    """Probabilities as C++ has them: of integers 1.0 is 32768."""
    if probability == "float":
        return [f"{float(np.float32(x))!r}f" for x in numbers]
    return [str(round(x * 32768)) for x in numbers]
