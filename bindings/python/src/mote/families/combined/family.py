"""Models of models as a family: what each of its files does for the converter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from ...arrays import Array, Floats, Ints
from ...errors import UnsupportedError
from ...pipeline.columns import Column
from ...scaling import Scaling
from ..base import Abi, Body, Contract, Facts, File, Option, Samples, full_name
from . import calibrated, members, stacking, voting

Ir = voting.Ir | stacking.Ir
Stored = voting.Stored | stacking.Stored


def _kind(held: Ir | Stored) -> Any:
    """The module that knows it."""
    return stacking if isinstance(held, (stacking.Ir, stacking.Stored)) else voting


@dataclass(frozen=True)
class Combined:
    """scikit-learn's Voting and Stacking estimators and CalibratedClassifierCV, of members that
    are converted.
    """

    find: members.Find  # the family of a member

    name: ClassVar[str] = "combined"
    estimators: ClassVar[Sequence[str]] = (
        "sklearn.ensemble.VotingClassifier",
        "sklearn.ensemble.VotingRegressor",
        "sklearn.ensemble.StackingClassifier",
        "sklearn.ensemble.StackingRegressor",
        "sklearn.calibration.CalibratedClassifierCV",
    )
    converts: ClassVar[str] = (
        "Voting and Stacking of all these (classifier and regressor), CalibratedClassifierCV"
    )
    options: ClassVar[Mapping[str, Option]] = {}
    dtypes: ClassVar[Mapping[str, str]] = {}

    def read(self, estimator: Any) -> Ir:
        if full_name(estimator) == "sklearn.calibration.CalibratedClassifierCV":
            return calibrated.read(estimator, self.find)
        if hasattr(estimator, "final_estimator"):
            return stacking.read(estimator, self.find)
        return voting.read(estimator, self.find)

    def behind(self, ir: Ir, columns: Sequence[Column]) -> tuple[Ir, Ints]:
        """What stands before the whole becomes a part of each member."""
        if getattr(ir, "passthrough", False):
            raise UnsupportedError(
                "passthrough=True gives the last model the columns themselves, and a Pipeline "
                "stands before the whole: put its steps into each member, or fit with "
                "passthrough=False."
            )
        held, used = members.behind(ir.members, columns)
        return replace(ir, members=held, n_features=len(used)), used

    def aligned(self, ir: Ir, scaling: Scaling) -> Scaling:
        return members.aligned(ir.members, scaling)

    def ranged(self, ir: Ir, X: Floats) -> Ir:
        return replace(ir, members=members.ranged(ir.members, X))

    def quantize(
        self, ir: Ir, dtype: str, scaling: Scaling | None, options: Mapping[str, Any]
    ) -> Stored:
        out: Stored = _kind(ir).quantize(ir, dtype, scaling)
        return out

    def facts(self, stored: Stored) -> Facts:
        out: Facts = _kind(stored).facts(stored)
        return out

    def abi(self, stored: Stored) -> Abi:
        out: Abi = _kind(stored).abi(stored)
        return out

    def emit(self, stored: Stored) -> Body:
        out: Body = _kind(stored).emit(stored)
        return out

    def file(self, stored: Stored) -> File | None:
        """None: a file holds one model."""
        return None

    def contract(self, stored: Stored, estimator: Any, samples: Samples) -> Contract:
        out: Contract = _kind(stored).contract(stored, estimator, samples)
        return out

    def probes(self, stored: Stored, rows: int) -> Array | None:
        """Those of the members, in turn."""
        return members.probes(stored.members, getattr(stored, "dtype", "float"), rows)
