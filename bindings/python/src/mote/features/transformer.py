"""What the transformers of windows share: a C++ stage as a scikit-learn transformer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.utils.validation import check_is_fitted

from ..arrays import Array
from .joined import of_channels
from .stage import Stage, run
from .taken import as_trained, first_seen


class WindowTransformer(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Windows of shape (windows, rows, channels), or (windows, rows) of one channel, to features
    of shape (windows, features), int32 of integer samples and float32 of floats.

    fit notes rows, channels and the number type; windows that differ are refused later, and
    nothing is learned. `of` are the numbers of the channels that it takes; None: all. A subclass
    says `_inputs`, the number types that its C++ takes, and `_made`, its stage of `channels_`
    channels.
    """

    _inputs: tuple[str, ...]
    of: Sequence[int] | None

    def fit(self, X: Any, y: Any = None) -> WindowTransformer:
        windows, self.input_ = first_seen(X, self._inputs, type(self).__name__)
        self.rows_, self.channels_in_ = windows.shape[1:]
        self.channels_ = self.channels_in_ if self.of is None else len(self._taken())
        self.n_features_in_ = self.rows_
        self._made()  # refuses what it cannot be
        return self

    def transform(self, X: Any) -> Array:
        check_is_fitted(self, "input_")
        windows = as_trained(X, self.input_, (self.rows_, self.channels_in_), type(self).__name__)
        return run(self._stage(), windows)

    def get_feature_names_out(self, input_features: Any = None) -> Array:
        check_is_fitted(self, "input_")
        return np.array(self._stage().names, object)

    def _stage(self, kept: Sequence[int] | None = None) -> Stage:
        """The C++ of the step. With `kept`, one that gives these of its features, and no more where
        its C++ can leave others out: `names` says which, in their order.
        """
        check_is_fitted(self, "input_")
        stage = self._made(kept)
        return stage if self.of is None else of_channels(stage, self.channels_in_, self._taken())

    def _taken(self) -> list[int]:
        taken = [] if isinstance(self.of, (str, int)) else list(self.of or ())
        whole = all(isinstance(one, (int, np.integer)) for one in taken)
        if not (taken and whole and all(0 <= one < self.channels_in_ for one in taken)):
            raise ValueError(
                f"of= lists the numbers of channels that {type(self).__name__} takes, 0 to "
                f"{self.channels_in_ - 1} here; got {self.of!r}."
            )
        return [int(one) for one in taken]

    def _channel_names(self, given: Sequence[str] | None) -> tuple[str, ...]:
        """Those given, or x, y, z of three, else ch0, ch1, ...; with `of` by the number there."""
        count = self.channels_
        if given is None:
            if self.of is not None:
                return tuple(f"ch{i}" for i in self._taken())
            return ("x", "y", "z") if count == 3 else tuple(f"ch{i}" for i in range(count))
        names = tuple(map(str, given))
        if len(names) != count or len(set(names)) != count:
            raise ValueError(
                f"channels= names the {count} channels that {type(self).__name__} takes, each "
                f"once; got {list(names)}."
            )
        return names

    def _made(self, kept: Sequence[int] | None = None) -> Stage:
        raise NotImplementedError

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.input_tags.two_d_array, tags.input_tags.three_d_array = False, True
        tags.transformer_tags.preserves_dtype = []
        return tags


def picked(kept: Sequence[int] | None, count: int) -> list[int]:
    return list(range(count)) if kept is None else [int(i) for i in kept]
