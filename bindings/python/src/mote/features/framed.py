"""Features of several frames in one window, as mote::nested_chain computes them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from sklearn.base import MetaEstimatorMixin, clone
from sklearn.utils.validation import check_is_fitted

from ..arrays import Array
from .stage import Frames, Stage
from .taken import as_trained, first_seen
from .transformer import WindowTransformer


class Framed(MetaEstimatorMixin, WindowTransformer):  # type: ignore[misc]
    """Cuts each window into frames of `rows`, one each `hop`, computes `features` of each frame,
    and `summary` of these over the window: their mean and deviation, say.

    >>> mote.Framed(mote.Mfcc(rate=16000), mote.Statistics(["mean", "standard_deviation"]))

    Both are transformers of windows of mote. A window has rows + a multiple of hop rows. On the
    chip it is a `mote::nested_chain`, which keeps a frame of samples and a row of features each
    hop. Of integer samples the features of a frame are int16 to the summary, and saturate.
    """

    _inputs = ("float", "int16", "int8")
    of = None  # the channels: `features` chooses them

    def __init__(self, features: Any, summary: Any, rows: int = 512, hop: int = 256) -> None:
        self.features = features
        self.summary = summary
        self.rows = rows
        self.hop = hop

    def fit(self, X: Any, y: Any = None) -> Framed:
        windows, self.input_ = first_seen(X, self._inputs, "Framed")
        self.rows_, self.channels_ = windows.shape[1:]
        self.channels_in_ = self.channels_
        self.n_features_in_ = self.rows_
        for name in ("features", "summary"):
            if not isinstance(part := getattr(self, name), WindowTransformer):
                raise ValueError(
                    f"{name} of Framed is a transformer of windows of mote, as "
                    f"mote.Mfcc(rate=16000) or mote.Statistics(['mean']); got {part!r}."
                )
        self.frames_ = self._count()
        self.features_ = clone(self.features).fit(self._cut(windows))
        names = self.features_.get_feature_names_out()
        rows = self._of_frames(windows)
        if rows.dtype.kind == "i" and len(over := np.argwhere(rows != _int16(rows))):
            worst = over[0][1]
            raise ValueError(
                f"Framed keeps features of frames as int16, and {names[worst]} reaches "
                f"{int(np.abs(rows[:, worst]).max())}: leave it out, or give windows of float32."
            )
        self.summary_ = clone(self.summary)
        if "channels" in self.summary_.get_params(deep=False):
            self.summary_.set_params(channels=[str(name) for name in names])
        self.summary_.fit(self._in_windows(rows))
        return self

    def transform(self, X: Any) -> Array:
        check_is_fitted(self, "summary_")
        windows = as_trained(X, self.input_, (self.rows_, self.channels_), "Framed")
        out: Array = self.summary_.transform(self._in_windows(self._of_frames(windows)))
        return out

    def _made(self, kept: Sequence[int] | None = None) -> Stage:
        frame, summary = self.features_._stage(), self.summary_._stage(kept)
        return Stage(
            type=summary.type,
            includes=summary.includes,
            declarations=summary.declarations,
            input=self.input_,
            shape=(self.rows_, self.channels_),
            output=summary.output,
            names=summary.names,
            frames=Frames(frame, int(self.hop), summary.input),
        )

    def _count(self) -> int:
        """Frames of a window."""
        rows, hop = int(self.rows), int(self.hop)
        if not (1 <= hop <= rows < self.rows_ and (self.rows_ - rows) % hop == 0):
            more = max(1, round((self.rows_ - rows) / hop)) if hop >= 1 else 1
            raise ValueError(
                f"Framed cuts a window into frames of {rows} rows, one each {hop}, 1 to {rows}: it "
                f"has {rows} rows and a multiple of {hop}, as {rows + more * hop}; got "
                f"{self.rows_}."
            )
        return 1 + (int(self.rows_) - rows) // hop

    def _cut(self, windows: Array) -> Array:
        """The frames of all windows, one after the other."""
        every = np.lib.stride_tricks.sliding_window_view(windows, self.rows, axis=1)
        frames = every[:, :: self.hop].transpose(0, 1, 3, 2)
        return np.ascontiguousarray(frames).reshape(-1, self.rows, windows.shape[2])

    def _of_frames(self, windows: Array) -> Array:
        out: Array = self.features_.transform(self._cut(windows))
        return out

    def _in_windows(self, rows: Array) -> Array:
        """Rows of features as the windows of the summary."""
        held = _int16(rows) if rows.dtype.kind == "i" else rows
        return held.reshape(-1, self.frames_, rows.shape[1])


def _int16(rows: Array) -> Array:
    held = np.iinfo(np.int16)
    return np.clip(rows, held.min, held.max).astype(np.int16)
