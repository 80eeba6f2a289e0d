"""What makes the columns of raw windows: filters of the stream, and a transformer of mote."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, replace
from typing import Any, NoReturn

import numpy as np

from .. import filters
from ..arrays import Array, Ints
from ..decisions.steps import NOTHING, Decide
from ..emit.pipeline import Windows
from ..errors import UnsupportedError
from ..features.taken import as_trained
from ..filters.steps import FilterCode, Step
from ..host.types import C_TYPE
from ..recordings import cut
from ..recordings.stream import Stream, of_recordings, of_windows
from ..recordings.take import take

FILTERS = tuple(name for name in filters.__all__ if name[0].isupper())


@dataclass(frozen=True, eq=False)
class Given:
    """What the user gives, as the features take it and as the chip gets it."""

    X: Array  # windows of (windows, rows, channels), filtered
    stream: Stream
    recording: Ints  # of each window the number of its recording
    recordings: int


@dataclass(frozen=True)
class FromWindows:
    """A transformer of mote, the first step: from raw windows to columns."""

    step: Any
    hop: int
    windowed: Any = None  # the mote.Windowed around the Pipeline, which knows recordings
    filters: tuple[FilterCode, ...] = ()  # what a chip runs before its frame
    decide: Decide = NOTHING  # and behind its model

    def given(self, X: Any) -> Given:
        """Raw windows; around a Windowed recordings, of which an array of three axes has many."""
        if isinstance(X, Given):
            return X
        if self.windowed is None:
            shape = (self.step.rows_, self.step.channels_in_)
            owner = type(getattr(self.step, "union", self.step)).__name__
            windows = as_trained(X, self.step.input_, shape, owner)
            if len(windows) == 0:
                raise ValueError("X holds no window: cut some, with mote.windows.")
            return Given(windows, of_windows(windows), np.arange(len(windows)), len(windows))
        taken = take(X, self.windowed.rate_, self.windowed.time)
        found = self.windowed.windows(taken)
        stream = of_recordings(taken, self.step.input_, len(found))
        return Given(found.X, stream, found.recording, found.recordings)

    def answered(self, X: Any, y: Any) -> tuple[Any, Any]:
        """The same, and an answer a window of `y`, which may have one a recording."""
        given = self.given(X)
        own = np.ndim(y) == 1 and len(y) == given.recordings != len(given.X)
        return given, np.asarray(y)[given.recording] if own else y

    def counted(self, X: Any) -> Array:
        """Windows of raw samples, for a report."""
        given = self.given(X)
        if not self.filters:
            return given.X
        taken = take(X, self.windowed.rate_, self.windowed.time)
        return cut.windows(taken, rows=self.step.rows_, hop=self.hop).X

    def reduced(self, used: Ints) -> Windows:
        """The stage that makes these columns, and where each is among those that it makes."""
        names = self.step._stage().names
        wanted = [names[i] for i in used]
        stage = self.step._stage([int(i) for i in used])
        found = Windows(stage, self.hop, filters=self.filters)
        if list(stage.names) == wanted:
            return found
        return replace(found, kept=tuple(stage.names.index(name) for name in wanted))

    @property
    def filtered(self) -> str:
        """The filters in a phrase, for the comment of a header; empty where there is none."""
        named = (
            ", ".join(type(step).__name__ for step in self.windowed.filters) if self.filters else ""
        )
        return named and f"{named}: the stream, before its windows"


def behind(windowed: Any, step: Any) -> FromWindows:
    """The first step of a Pipeline, in a Windowed or alone (None)."""
    if windowed is None:
        return FromWindows(step, _hop(step, None))
    sample = C_TYPE[step.input_]
    filtered = tuple(_filter(i, one, sample) for i, one in enumerate(windowed.filters))
    return FromWindows(step, _hop(step, windowed), windowed, filtered, windowed._decide())


def _hop(step: Any, windowed: Any) -> int:
    """Rows from a window to the next: those of the Windowed around the Pipeline, else as many as
    there are without overlap.
    """
    frames = step._stage().frames
    if frames is None:
        return int(step.rows_ if windowed is None else windowed.hop)
    most: int = frames.count(step.rows_) * frames.hop
    hop = most if windowed is None else int(windowed.hop)
    if hop % frames.hop != 0 or hop > most:
        near = min(most, max(1, round(hop / frames.hop)) * frames.hop)
        raise UnsupportedError(
            f"Windowed(hop={hop}) around Framed(hop={frames.hop}) is not converted: a window of "
            "the chip begins where a frame does, so its hop is a multiple of "
            f"{frames.hop} up to {most}, as {near}."
        )
    return hop


def _filter(place: int, step: Any, sample: str) -> FilterCode:
    if isinstance(step, Step):
        return step._code(sample, f"design_{place}")
    raise UnsupportedError(
        f"filters[{place}] of Windowed, {_called(step)}, is Python, which a chip does not run: "
        f"mote.filters has {nearest_filter(step)}."
    )


def refuse_before(name: str, step: Any, features: str) -> NoReturn:
    """What stands before the features of windows."""
    raise UnsupportedError(
        f"the step {name!r} of the Pipeline, {_called(step)}, stands before {features!r}, which "
        "takes raw windows, and a chip does not run it: scalers and selections stand behind the "
        "features, and what filters samples is mote.Windowed(..., filters=[...]), of mote.filters "
        f"{nearest_filter(step)}."
    )


def _called(step: Any) -> str:
    func = getattr(step, "func", None)
    name = getattr(func or step, "__name__", None)
    kind = type(step).__name__
    return f"{kind}({name})" if name and hasattr(step, "fit") else name or kind


def nearest_filter(step: Any) -> str:
    """All filters of a chip, and the one whose name is nearest."""
    name = getattr(getattr(step, "func", None) or step, "__name__", type(step).__name__)
    plain = {one.lower(): one for one in FILTERS}
    near = difflib.get_close_matches(name.replace("_", "").lower(), plain, 1, 0.5)
    nearest = f"mote.filters.{plain[near[0]]} is the nearest" if near else "take one of these"
    return f"{', '.join(FILTERS)}; {nearest}"
