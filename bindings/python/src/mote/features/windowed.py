"""An estimator of windows as an estimator of recordings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike
from sklearn.base import BaseEstimator, MetaEstimatorMixin, clone
from sklearn.metrics import accuracy_score, r2_score
from sklearn.utils.validation import check_is_fitted

from ..arrays import Array, Ints
from ..decisions.distance import Known
from ..decisions.fitting import check
from ..decisions.run import decisions, values
from ..decisions.steps import Decide, Reject, decide
from ..pipeline import known
from ..recordings.cut import Windows, windows
from ..recordings.recording import Recording
from ..recordings.take import take


class Windowed(MetaEstimatorMixin, BaseEstimator):  # type: ignore[misc]
    """Cuts recordings into windows, and fits `estimator` on them; a recording gets the label that
    most of its windows get, or of a regressor the mean.

    `rows` and `hop` are parameters, so that GridSearchCV finds them; `estimator` is a Pipeline of
    features and a model, whose own parameters are called estimator__forest__max_depth and the
    like. `filters` are called with each recording before it is cut, one after the other, as
    mote.filters.Biquads(sos): a filter on a chip runs through the whole stream. `smooth` are steps
    behind the model, mote.SmoothProbabilities, Hysteresis, Majority and MinimalDuration, or of a
    regressor RunningMedian and SmoothValues, and `reject` a mote.Reject: what is decided of a
    window hangs on those before it, and begins anew with each recording. `rate`, `time` and what
    recordings may be: as mote.windows.

    After fit: `estimator_`; `classes_` of a classifier; `columns_` and `rate_`, which later
    recordings are held to; `dtype_` and `channels_` of the samples; `skipped_` windows. With a
    Reject(distance=...) `known_`: the `means` and `deviations` of each class, and the `names` of
    the features that these are of, those that the model uses (all, if it is not converted).
    """

    def __init__(
        self,
        estimator: Any,
        rows: int = 128,
        hop: int = 64,
        filters: Sequence[Callable[[Array], Array]] = (),
        smooth: Any = (),
        reject: Reject | None = None,
        rate: float | None = None,
        time: str | None = None,
    ) -> None:
        self.estimator = estimator
        self.rows = rows
        self.hop = hop
        self.filters = filters
        self.smooth = smooth
        self.reject = reject
        self.rate = rate
        self.time = time

    def fit(self, recordings: Any, labels: ArrayLike) -> Windowed:
        cut = self._cut(recordings, self.rate, labels)
        self.columns_: tuple[str, ...] | None = cut.columns
        self.rate_, self.skipped_ = cut.rate, cut.skipped
        self.dtype_, self.channels_ = cut.X.dtype, cut.X.shape[2]
        self.estimator_ = clone(self.estimator).fit(cut.X, cut.y)
        steps = self._decide()
        if hasattr(self.estimator_, "classes_"):
            self.classes_ = self.estimator_.classes_
            if steps.distance is not None:
                self.known_ = known.fit(self, cut.X, np.asarray(cut.y))
        return self

    def windows(self, recordings: Any, labels: ArrayLike | None = None) -> Windows:
        """The windows of recordings, which must be as those of fit."""
        check_is_fitted(self, "estimator_")
        cut = self._cut(recordings, self.rate_, labels)
        if self.columns_ and cut.columns and cut.columns != self.columns_:
            wanted = list(self.columns_)
            cure = "Give the columns the names of fit"
            if sorted(cut.columns) == sorted(wanted):
                cure = f"Pass recording[{wanted}], and its time where it has one"
            raise ValueError(
                f"the channels must be those of fit, in their order: expected {wanted}; got "
                f"{list(cut.columns)}. {cure}."
            )
        if cut.X.shape[2] != self.channels_ or cut.X.dtype != self.dtype_:
            raise ValueError(
                f"recordings must be as those of fit: expected {self.channels_} channels of "
                f"{self.dtype_}; got {cut.X.shape[2]} of {cut.X.dtype}."
            )
        return cut

    def predict_windows(self, recordings: Any) -> Array:
        """What is decided of each window, smoothed; `windows(recordings)` says where it lies."""
        cut = self.windows(recordings)
        if not hasattr(self, "classes_"):
            return self._values(cut.X, cut.recording)
        names = self._decide().names(self.classes_)
        return np.asarray(names[self._places(cut.X, cut.recording)])

    def distances(self, recordings: Any) -> Array:
        """How far each window is from the nearest class of training: what Reject(distance=...)
        compares, which fit was given.
        """
        cut = self.windows(recordings)
        return self._known().distances(known.rows(self, cut.X))

    def predict(self, recordings: Any) -> Array:
        """A label a recording: that of most windows; of two with as many, the first in `classes_`.
        Windows that are rejected count where there is no other. Of a regressor the mean.
        """
        cut = self.windows(recordings)
        count = cut.recordings
        of_each = np.bincount(cut.recording, minlength=count)
        if not of_each.all():
            raise ValueError(
                f"recording {int(np.argmin(of_each))} has no window without a lost row: leave it "
                "out."
            )
        if not hasattr(self, "classes_"):
            said = self._values(cut.X, cut.recording)
            return np.bincount(cut.recording, said, count) / of_each
        names = self._decide().names(self.classes_)
        votes = np.zeros((count, len(names)), np.int64)
        np.add.at(votes, (cut.recording, self._places(cut.X, cut.recording)), 1)
        known = votes[:, : len(self.classes_)]
        most = np.where(known.any(axis=1), known.argmax(axis=1), len(self.classes_))
        return np.asarray(names[most])

    def score(self, recordings: Any, labels: ArrayLike) -> float:
        """The share of recordings with the right label; of a regressor R2."""
        measure = accuracy_score if hasattr(self, "classes_") else r2_score
        return float(measure(np.asarray(labels), self.predict(recordings)))

    @property
    def _estimator_type(self) -> str | None:  # scikit-learn before 1.6
        return getattr(self.estimator, "_estimator_type", None)

    def __sklearn_tags__(self) -> Any:
        from sklearn.utils import get_tags

        tags, inner = super().__sklearn_tags__(), get_tags(self.estimator)
        tags.estimator_type = inner.estimator_type
        tags.classifier_tags, tags.regressor_tags = inner.classifier_tags, inner.regressor_tags
        tags.input_tags.three_d_array = True
        tags.target_tags.required = True
        return tags

    def _places(self, X: Array, recording: Ints, steps: Decide | None = None) -> Array:
        """Of each window the place of what is decided in `classes_`, behind them for none."""
        steps = self._decide() if steps is None else steps
        if not steps.by_probability:
            said = np.searchsorted(self.classes_, self.estimator_.predict(X)).astype(np.uint16)
        else:
            said = np.asarray(self.estimator_.predict_proba(X), np.float32)
        near = None
        if steps.distance is not None:
            near = self._known().near(known.rows(self, X), steps.distance)
        return decisions(steps, said, recording, len(self.classes_), near) if steps else said

    def _known(self) -> Known:
        if not hasattr(self, "known_"):
            raise ValueError(
                "this Windowed was fitted without Reject(distance=...), and knows no distances: "
                "call fit with it."
            )
        return self.known_

    def _values(self, X: Array, recording: Ints) -> Array:
        """Of each window the value of a regressor, smoothed in float32 as on a chip."""
        said, steps = np.asarray(self.estimator_.predict(X)), self._decide()
        if not steps:
            return said
        return values(steps, said.astype(np.float32), recording).astype(np.float64)

    def _decide(self) -> Decide:
        """The steps behind the model, which fit it."""
        steps = decide(self.smooth, self.reject)
        check(steps, self.estimator_)
        return steps

    def _cut(self, recordings: Any, rate: float | None, labels: ArrayLike | None) -> Windows:
        if self.filters:
            recordings = [self._filtered(one) for one in take(recordings, rate, self.time)]
        return windows(recordings, labels, rows=self.rows, hop=self.hop, rate=rate, time=self.time)

    def _filtered(self, recording: Recording) -> Recording:
        values = recording.values
        for step in self.filters:
            values = step(values)
            if np.shape(values) != recording.values.shape:
                raise ValueError(
                    f"a filter gives as many rows and channels as it takes; {step!r} made "
                    f"{np.shape(values)} of {recording.values.shape}."
                )
        return replace(recording, values=values)
