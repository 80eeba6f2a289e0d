"""Writes the file that include/mote/model/tree_reader.hpp loads at run time: format mote,1."""

from __future__ import annotations

from dataclasses import dataclass

from ...emit import file
from ...emit.literals import C_TYPE
from ...errors import UnsupportedError
from ..base import File
from .ensemble import Ensemble
from .layout import Outcome, Table, feature_bytes, key
from .leaves import Leaves
from .sides import Sides
from .stored import Stored

LARGEST_LINK = 2**15


@dataclass(frozen=True)
class _Split:
    feature: int
    threshold: int
    left: int  # > 0: so many splits on; < 0: leaf -1 - left
    right: int


def write(s: Stored, labels: list[str]) -> File:
    """The file, its classes called `labels`. Raises UnsupportedError when no link spans a tree."""
    sides = None if s.sides is None or not s.sides.emit()[1] else s.sides
    if sides is not None and not sides.is_plain:
        raise UnsupportedError(
            "a model with a second number that is missing, or with splits on missing integers "
            "alone, is not loaded from a file: save a .hpp, or convert with the highest integer as "
            "missing=, which such splits are made of."
        )
    splits, used = _splits(s)
    rows = _rows(s.leaves) if s.leaves.row_class.size else {}
    leaves = [_leaf(s.leaves, rows, slot) for slot in used]
    entries = sum(leaf.count(",") // 2 for leaf in leaves) if rows else 0
    lines = [
        f"features,{s.dtype},{s.n_features}",
        f"vote,{_vote(s.ensemble, s.leaves)}",
        f"sizes,{len(s.table.roots)},{len(splits)},{len(leaves)},{entries}",
        *([] if sides is None else _columns(sides)),
        *file.labels(labels),
        *file.scale(s.scaling),
    ]
    if s.adds_values:
        factor, shift = s.decay or (0, 0)
        lines += [f"start,{_number(s.leaves, b)}" for b in s.leaves.base]
        lines.append(f"unit,{file.bits(s.leaves.scale)},{factor},{shift}")
    lines += [f"l{leaf}" for leaf in leaves]
    lines += [f"r,{root}" for root, _ in s.table.roots]
    lines += [f"n,{n.feature},{n.threshold},{n.left},{n.right}" for n in splits]
    feature, features = C_TYPE[s.dtype], s.n_features
    columns = "" if sides is None else f", columns = {len(sides.source)}"
    capacity = (
        "struct capacity {\n"
        f"  using feature_type = {feature};\n"
        "  using link_type = int16_t;\n"
        f"  static constexpr size_t features = {features}, trees = {len(s.table.roots)}{columns};\n"
        f"  static constexpr size_t splits = {len(splits)}, leaves = {len(leaves)};\n"
        "};\n"
    )
    label = "uint8_t" if len(labels) <= 256 else "uint16_t"
    held = f"capacity, {s.vote(label, 'capacity::trees')}"
    if s.scaling is not None:
        held += f", mote::scaler<{feature}, {features}>"
    return File(
        file.close(lines),
        ["mote/model/scaler.hpp", "mote/model/tree_reader.hpp"],
        capacity,
        f"mote::loaded_trees<{held}>",
        "mote::tree_reader",
    )


def _columns(sides: Sides) -> list[str]:
    """What stands for a missing number in each column of the trees."""
    assert sides.number is not None
    floats = sides.dtype == "float"
    number = "nan" if floats else str(int(sides.number))
    return [
        f"missing,{len(sides.source)},{number}",
        *(
            f"c,{f},{file.bits(fill) if floats else int(fill)}"
            for f, fill in zip(sides.source, sides.fills)
        ),
    ]


def _splits(s: Stored) -> tuple[list[_Split], list[Outcome]]:
    """The table's splits with both children, and the slots that they use as leaves."""
    table = s.table
    width = feature_bytes(s.dtype)
    place: dict[Outcome, int] = {}
    splits = []
    ends = [*(root for root, _ in table.roots[1:]), len(table.splits)]
    for (first, own), end in zip(table.roots, ends):
        for threshold, offset, link in table.splits[first:end]:
            left, right = (_child(table, place, own, link, right) for right in (False, True))
            splits.append(_Split(offset // width, key(threshold), left, right))
    used = list(place)
    if any(not -LARGEST_LINK <= c < LARGEST_LINK for n in splits for c in (n.left, n.right)):
        raise UnsupportedError(
            f"a tree file links over at most {LARGEST_LINK - 1} splits and {LARGEST_LINK} leaves, "
            "and this model needs more. Limit max_leaf_nodes or max_depth, or save a .hpp."
        )
    return splits, used


def _child(table: Table, place: dict[Outcome, int], own: int, link: int, right: bool) -> int:
    if link < table.first_fork:
        return 1 + (link if right else 0)
    slot = table.slots[own + link - table.first_fork + int(right)]
    return 1 if slot is None else -1 - place.setdefault(slot, len(place))


def _vote(ensemble: Ensemble, leaves: Leaves) -> str:
    if ensemble.link != "votes":
        return f"{ensemble.link},{leaves.format},{ensemble.outputs}"
    assert ensemble.classes is not None
    kind = {
        "hard": "hard,class",
        "soft8": "soft,uint8",
        "soft16": "soft,uint16",
        "exact": "soft,binary64",
    }[leaves.format]
    return f"{kind},{len(ensemble.classes)}"


def _rows(leaves: Leaves) -> dict[int, str]:
    """Each row of proportions as fields, by the place where it starts."""
    rows = {}
    start = 0
    fields = ""
    for i, (k, value, last) in enumerate(zip(leaves.row_class, leaves.row_value, leaves.row_last)):
        text = f"{int(value):016x}" if leaves.format == "exact" else str(value)
        fields += f",{k},{text}"
        if last:
            rows[start] = fields
            start, fields = i + 1, ""
    return rows


def _leaf(leaves: Leaves, rows: dict[int, str], slot: Outcome) -> str:
    assert slot is not None
    return rows[int(slot)] if rows else f",{_number(leaves, slot)}"


def _number(leaves: Leaves, value: float) -> str:
    return file.bits(value) if leaves.format == "float" else str(int(value))
