"""Normalizer: each row divided by its norm."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from ..arrays import Floats, Ints
from ..emit.literals import floating
from .columns import Column
from .mixed import TINY, Mixed, Part, U, selected
from .scaled import Scaled


@dataclass(frozen=True, eq=False)
class Normalized(Mixed):
    """Each row divided by its norm."""

    norm: str

    def kept(self, wanted: Ints) -> Part:
        return _Normalization(self, wanted)


class _Normalization:
    def __init__(self, mixed: Normalized, wanted: Ints) -> None:
        self.mixed, self.gives = mixed, wanted
        self._scaled = Scaled(mixed, np.arange(len(mixed.given)))
        self._norm = mixed.norm
        # What scikit-learn takes for a norm of 0.
        kind = np.float32 if mixed.given[0].rounds else np.float64
        self._least = 10 * float(np.finfo(kind).eps)

    @property
    def takes(self) -> Ints:
        return self._scaled.takes

    @property
    def flash(self) -> int:
        return 4 + self._scaled.flash

    def emit(self, n: int) -> tuple[str, list[str]]:
        count = self._scaled.width
        text, stages = self._scaled.emit(n)
        text += f"inline constexpr float smallest{n} = {floating(self._least)};\n"
        stages.append(
            f"mote::normalize_columns<float, {count}, mote::row_norm::{self._norm}, smallest{n}>"
        )
        chosen, select = selected(self.gives, count, f"kept{n}")
        return text + chosen, stages + select

    def error(self, x: Floats, off: Floats) -> Floats:
        z, off = self._scaled.columns(x, off)
        count, unit = z.shape[1], self.mixed.unit
        norm, slack = _norm(z, self._norm), _norm(off, self._norm)
        # Where it hangs on rounding whether a row is divided at all, nothing is known.
        rounding = (count + 4) * (U + unit)
        unsure = np.abs(norm - self._least) <= slack + rounding * norm + TINY
        divided = norm >= self._least
        safe = np.where(divided, norm, 1.0)
        relative = np.where(divided, slack / safe, 0.0)
        y = np.abs(z) / safe[:, None]
        own = (
            off / safe[:, None]
            + (y + off / safe[:, None])
            * (relative / np.maximum(1.0 - relative, 1e-3) + (count + 6) * U + (count + 4) * unit)[
                :, None
            ]
        )
        own = np.where(unsure[:, None], np.inf, own + 2.0**-126)
        return np.asarray(own[:, self.gives])


def _norm(x: Floats, kind: str) -> Floats:
    size = np.abs(x)
    if kind == "l2":
        return np.asarray(np.sqrt((size**2).sum(axis=1)))
    return np.asarray(size.sum(axis=1) if kind == "l1" else size.max(axis=1))


def normalizer(name: str, step: Any, given: tuple[Column, ...]) -> tuple[Column, ...]:
    return Normalized(name, step, given, len(given), step.norm).columns
