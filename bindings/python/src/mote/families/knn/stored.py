"""What the chip holds of neighbours."""

from __future__ import annotations

from dataclasses import dataclass

from ...arrays import Array
from ...scaling import Scaling
from ..shared import steps
from .read import Ir


@dataclass(frozen=True)
class Stored:
    """The estimator as the chip holds it."""

    ir: Ir  # of the rows that are left
    dtype: str
    scaling: Scaling | None
    rows: Array  # float32, or integers
    answers: Array  # places of classes, float32 values
    whole: Ir  # of all rows

    @property
    def step(self) -> float:
        """What 1 of a distance on the chip is worth."""
        ir = self.ir
        before = None if ir.scale is None else ir.stretch
        return steps.size_of(self.dtype, self.scaling, before, ir.n_features)
