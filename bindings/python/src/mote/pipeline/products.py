"""PolynomialFeatures: products of columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from ..arrays import Floats, Ints
from ..emit.literals import rows
from .columns import Column
from .mixed import TINY, Mixed, Part, U
from .scaled import Scaled

_LARGEST = float(np.finfo(np.float32).max)


@dataclass(frozen=True, eq=False)
class Multiplied(Mixed):
    """Each column a product: how often each of those that are given is a factor of it."""

    powers: Ints  # (width, given)

    def kept(self, wanted: Ints) -> Part:
        return _Products(self, wanted)


class _Products:
    def __init__(self, mixed: Multiplied, wanted: Ints) -> None:
        self.mixed, self.gives = mixed, wanted
        own = mixed.powers[wanted]
        live = np.flatnonzero(own.any(axis=0))
        live = live if len(live) else np.array([0])
        self._scaled = Scaled(mixed, live)
        own = own[:, live]
        degree = max(1, int(own.sum(axis=1).max()))
        count = len(live)  # which stands for no factor
        self._terms = np.full((len(own), degree), count, np.int64)
        for term, powers in zip(self._terms, own):
            factors = np.repeat(np.arange(count), powers)
            term[: len(factors)] = factors

    @property
    def takes(self) -> Ints:
        return self._scaled.takes

    @property
    def flash(self) -> int:
        return int(self._terms.size) * (1 if self._scaled.width < 256 else 2) + self._scaled.flash

    def emit(self, n: int) -> tuple[str, list[str]]:
        count, (terms, degree) = self._scaled.width, self._terms.shape
        text, stages = self._scaled.emit(n)
        kind = "uint8_t" if count < 256 else "uint16_t"
        each = rows("{{" + ", ".join(map(str, term)) + "}}" for term in self._terms)
        text += (
            f"inline constexpr mote::array<mote::array<{kind}, {degree}>, {terms}> terms{n}{{{{\n"
            f"{each}}}}};\n"
        )
        return text, [*stages, f"mote::multiply_columns<float, {count}, terms{n}>"]

    def error(self, x: Floats, off: Floats) -> Floats:
        """Each factor is off by its own error, and each product is rounded, here and there."""
        z, off = self._scaled.columns(x, off)
        size = np.column_stack([np.abs(z), np.ones(len(z))])
        wrong = np.column_stack([off, np.zeros(len(z))])
        unit = U + self.mixed.unit
        first = self._terms[:, 0]
        product, error = size[:, first], wrong[:, first]
        # What a product below the normal floats loses, times all the factors that may follow.
        lost = TINY * np.prod(np.maximum(1.0, size[:, self._terms]), axis=2)
        for factor in self._terms.T[1:]:
            error = error * (size[:, factor] + wrong[:, factor]) + product * wrong[:, factor]
            product = product * size[:, factor]
            real = factor < self._scaled.width
            error = np.where(real, error + unit * (product + error) + lost, error)
        return np.asarray(np.where(product + error < _LARGEST, error, np.inf))


def polynomial(name: str, step: Any, given: tuple[Column, ...]) -> tuple[Column, ...]:
    powers = np.asarray(step.powers_, np.int64)
    return Multiplied(name, step, given, len(powers), powers).columns
