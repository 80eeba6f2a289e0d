"""What the chip holds of neighbours."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ...arrays import Array
from ...scaling import Scaling
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
        if self.scaling is None:
            return 1.0 if self.ir.scale is None or self.dtype == "float" else self.ir.stretch[0]
        return float((self.ir.stretch / self.scaling.scale.astype(np.float64)).max())
