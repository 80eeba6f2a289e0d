"""What the chip holds of an ensemble: its table, its leaves, and what they are worth."""

from __future__ import annotations

from dataclasses import dataclass

from ...scaling import Scaling
from ..shared.units import LOGIT, decay
from .ensemble import Ensemble
from .layout import Table
from .leaves import Leaves
from .sides import Sides
from .symmetric import Symmetric

PROPORTION = {"soft8": "uint8_t", "soft16": "uint16_t", "exact": "mote::binary64::bits"}


@dataclass(frozen=True)
class Stored:
    """An ensemble, the format of its leaves, and the table that holds both."""

    ensemble: Ensemble
    leaves: Leaves
    table: Table
    dtype: str
    scaling: Scaling | None
    clusters: int | None
    sides: Sides | None = None  # columns that the trees have beside those of a sample
    levels: Symmetric | None = None  # what a header has instead of the table, which a file has

    @property
    def n_features(self) -> int:
        """Of a sample, as the chip is given it."""
        return self.ensemble.n_features if self.sides is None else self.sides.given

    @property
    def categorical(self) -> tuple[int, ...]:
        """Columns of a sample that hold categories."""
        return tuple(sorted(self.ensemble.categorical))

    @property
    def n_trees(self) -> int:
        return len(self.table.roots if self.levels is None else self.levels.depths)

    @property
    def n_splits(self) -> int:
        return len(self.table.splits if self.levels is None else self.levels.borders)

    @property
    def adds_values(self) -> bool:
        return self.ensemble.link != "votes"

    @property
    def has_labels(self) -> bool:
        return self.ensemble.is_classifier or self.ensemble.link == "isolation"

    @property
    def float_probability(self) -> bool:
        """Probabilities and scores are floats on the chip, and not 1/32768."""
        return (self.leaves.format if self.adds_values else self.dtype) == "float"

    @property
    def decay(self) -> tuple[int, int] | None:
        """mote::decay for probabilities in integers: halvings a unit, factor * 2^(-16 - shift)."""
        e, leaves = self.ensemble, self.leaves
        if leaves.format == "float" or e.link in ("votes", "identity", "exponential"):
            return None
        factor, shift = decay(leaves.scale * (1.0 if e.link == "isolation" else LOGIT))
        return factor, max(shift, 0)

    def vote(self, label: str, trees: str) -> str:
        """The C++ type of the vote, for labels of the type `label` and so many trees."""
        e, leaves = self.ensemble, self.leaves
        if self.adds_values:
            leaf = {"float": "float", "int16": "int16_t", "int32": "int32_t"}[leaves.format]
            kind = label if self.has_labels else "void"
            return f"mote::value_sum<mote::link::{e.link}, {kind}, {leaf}, {e.outputs}>"
        assert e.classes is not None
        if leaves.format == "hard":
            return f"mote::hard_vote<{label}, {len(e.classes)}, {trees}>"
        held = f"{PROPORTION[leaves.format]}, {len(leaves.row_class)}"
        return f"mote::soft_vote<{label}, {len(e.classes)}, {trees}, {held}>"
