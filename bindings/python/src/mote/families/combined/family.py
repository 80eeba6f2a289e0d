"""Models of models as a family: what each of its files does for the converter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from ...arrays import Array, Floats, Ints
from ...pipeline.columns import Column
from ...scaling import Scaling
from ..base import Abi, Body, Contract, Facts, File, Option, Samples, full_name
from . import calibrated, members, voting
from .voting import Ir, Stored


@dataclass(frozen=True)
class Combined:
    """scikit-learn's VotingClassifier, VotingRegressor and CalibratedClassifierCV, of members that
    are converted.
    """

    find: members.Find  # the family of a member

    name: ClassVar[str] = "combined"
    estimators: ClassVar[Sequence[str]] = (
        "sklearn.ensemble.VotingClassifier",
        "sklearn.ensemble.VotingRegressor",
        "sklearn.calibration.CalibratedClassifierCV",
    )
    converts: ClassVar[str] = (
        "Voting of all these (classifier and regressor), CalibratedClassifierCV"
    )
    options: ClassVar[Mapping[str, Option]] = {}
    dtypes: ClassVar[Mapping[str, str]] = {}

    def read(self, estimator: Any) -> Ir:
        if full_name(estimator) == "sklearn.calibration.CalibratedClassifierCV":
            return calibrated.read(estimator, self.find)
        return voting.read(estimator, self.find)

    def behind(self, ir: Ir, columns: Sequence[Column]) -> tuple[Ir, Ints]:
        """What stands before the whole becomes a part of each member."""
        held, used = members.behind(ir.members, columns)
        return replace(ir, members=held, n_features=len(used)), used

    def aligned(self, ir: Ir, scaling: Scaling) -> Scaling:
        return members.aligned(ir.members, scaling)

    def ranged(self, ir: Ir, X: Floats) -> Ir:
        return replace(ir, members=members.ranged(ir.members, X))

    def quantize(
        self, ir: Ir, dtype: str, scaling: Scaling | None, options: Mapping[str, Any]
    ) -> Stored:
        return voting.quantize(ir, dtype, scaling)

    def facts(self, stored: Stored) -> Facts:
        return voting.facts(stored)

    def abi(self, stored: Stored) -> Abi:
        return voting.abi(stored)

    def emit(self, stored: Stored) -> Body:
        return voting.emit(stored)

    def file(self, stored: Stored) -> File | None:
        """None: a file holds one model."""
        return None

    def contract(self, stored: Stored, estimator: Any, samples: Samples) -> Contract:
        return voting.contract(stored, estimator, samples)

    def probes(self, stored: Stored, rows: int) -> Array | None:
        """Those of the members, in turn."""
        return members.probes(stored.members, stored.dtype, rows)
