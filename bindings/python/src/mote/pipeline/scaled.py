"""A scaler before a step that is no sum: a stage of its own, in float."""

from __future__ import annotations

import numpy as np

from ..arrays import Floats, Ints
from ..errors import UnsupportedError
from .mixed import TINY, Mixed, U, floats, selected


class Scaled:
    """Some of the columns that a step is given, out of the row that the chip has."""

    def __init__(self, mixed: Mixed, chosen: Ints) -> None:
        self._mixed = mixed
        given = [mixed.given[i] for i in chosen]
        sources = np.array([column.source for column in given], np.int64)
        self.takes, self._places = np.unique(sources, return_inverse=True)
        scale, offset = mixed.lines()
        self._scale, self._offset = scale[chosen], offset[chosen]
        self._maps = max(len(column.maps) for column in given)
        self._reach = np.array([column.reach for column in given])
        self._scales = bool((self._scale != 1.0).any() or (self._offset != 0.0).any())
        with np.errstate(over="ignore"):
            self._held_scale = self._scale.astype(np.float32)
            self._held_offset = (-self._offset / self._scale).astype(np.float32)
        if not (np.isfinite(self._held_scale).all() and np.isfinite(self._held_offset).all()):
            raise UnsupportedError(
                f"the scaler before the step {mixed.name!r} of the Pipeline has a mean or a scale "
                "beyond float32: leave out the columns that do not vary."
            )

    @property
    def width(self) -> int:
        return len(self._places)

    @property
    def flash(self) -> int:
        return 8 * self.width if self._scales else 0

    def emit(self, n: int) -> tuple[str, list[str]]:
        """Constants, whose names end in `n`, and the stages."""
        text, stages = selected(self._places, len(self.takes), f"given{n}")
        if self._scales:
            text += floats("offset", n, self._held_offset) + floats("scale", n, self._held_scale)
            stages.append(f"mote::scale_columns<float, offset{n}, scale{n}>")
        return text, stages

    def columns(self, x: Floats, off: Floats) -> tuple[Floats, Floats]:
        """What scikit-learn's step is given, and how far the chip's may be from it, where its row
        is x within `off`, (rows, takes) both.
        """
        x, off = x[:, self._places], off[:, self._places]
        z = x * self._scale + self._offset
        if self._scales:
            middle = -self._offset / self._scale
            apart = np.abs(x - middle)
            wrong = off + np.abs(middle - self._held_offset)
            wrong = wrong + U * (apart + wrong)
            off = np.abs(self._scale) * wrong
            off = off + np.abs(self._scale - self._held_scale) * (apart + wrong)
            off = off + U * (np.abs(z) + off) + TINY
        size = np.abs(self._scale) * (np.abs(x) + self._reach)
        return z, off + 2 * self._maps * self._mixed.unit * size
