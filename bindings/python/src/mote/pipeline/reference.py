"""A fitted Pipeline asked for all that its model can be asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..arrays import Array

_OF_ROWS = (
    "predict", "predict_proba", "predict_log_proba", "predict_joint_log_proba",
    "decision_function", "score_samples",
)  # fmt: skip


@dataclass(frozen=True)
class Reference:
    """The last step of a Pipeline, for rows as the Pipeline takes them."""

    steps: tuple[Any, ...]
    model: Any
    names: Sequence[str] | None  # of the columns, where the Pipeline was fitted on a table

    def seen(self, X: Array, last: Any = None) -> Array:
        """Rows as the model itself is given them, or behind the step `last`."""
        rows: Any = X
        if self.names is not None and self.steps:
            import pandas

            rows = pandas.DataFrame(X, columns=list(self.names))
        for step in self.steps:
            rows = step.transform(rows)
            if step is last:
                break
        return np.asarray(rows)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") or name in self.__dataclass_fields__:
            raise AttributeError(name)
        value = getattr(self.model, name)
        return (lambda X: value(self.seen(X))) if name in _OF_ROWS else value
