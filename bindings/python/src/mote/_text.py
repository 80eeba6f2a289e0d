"""Writes the file that include/mote/model/tree_reader.hpp loads at run time: format mote,1."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass

import numpy as np

from ._ensemble import Ensemble
from ._header import Source, _fade, label_names
from ._layout import Outcome, Table
from ._leaves import Leaves
from .errors import UnsupportedError

VERSION = 1
LARGEST_LINK = 2**15


@dataclass(frozen=True)
class _Split:
    feature: int
    threshold: int
    left: int  # > 0: so many splits on; < 0: leaf -1 - left
    right: int


def write(s: Source) -> str:
    """The file as text. Raises UnsupportedError when a 16-bit link cannot span a tree."""
    splits, used = _splits(s)
    rows = _rows(s.leaves) if s.leaves.row_class.size else {}
    leaves = [_leaf(s.leaves, rows, slot) for slot in used]
    entries = sum(leaf.count(",") // 2 for leaf in leaves) if rows else 0
    lines = [
        f"mote,{VERSION}",
        f"features,{s.dtype},{s.ensemble.n_features}",
        f"vote,{_vote(s.ensemble, s.leaves)}",
        f"sizes,{len(s.table.roots)},{len(splits)},{len(leaves)},{entries}",
    ]
    lines += [f"label,{i},{_printable(name)}" for i, name in enumerate(_labels(s.ensemble))]
    if s.scaling is not None:
        lines += [f"scale,{_bits(o)},{_bits(k)}" for o, k in zip(s.scaling.offset, s.scaling.scale)]
    if s.leaves.format in ("float", "int16", "int32"):
        lines += [f"start,{_number(s.leaves, b)}" for b in s.leaves.base]
        fade = re.findall(r"\d+", _fade(s)) or ["0", "0"]  # {factor, shift} of the header, or {}
        lines.append(f"unit,{_bits(s.leaves.scale)},{','.join(fade)}")
    lines += [f"l{leaf}" for leaf in leaves]
    lines += [f"r,{root}" for root, _ in s.table.roots]
    lines += [f"n,{n.feature},{n.threshold},{n.left},{n.right}" for n in splits]
    body = "".join(f"{line}\n" for line in lines)
    return f"{body}crc,{zlib.crc32(body.encode()):08x}\n"


def _splits(s: Source) -> tuple[list[_Split], list[Outcome]]:
    """The table's splits with both children, and the slots that they use as leaves."""
    table = s.table
    width = {"int8": 1, "int16": 2, "int32": 4, "float": 4}[s.dtype]
    place: dict[Outcome, int] = {}
    splits = []
    ends = [*(root for root, _ in table.roots[1:]), len(table.splits)]
    for (first, own), end in zip(table.roots, ends):
        for threshold, offset, link in table.splits[first:end]:
            left, right = (_child(table, place, own, link, right) for right in (False, True))
            splits.append(_Split(offset // width, _key(threshold), left, right))
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


def _key(threshold: int | np.float32) -> int:
    """A threshold as the integer that mote::key orders it by."""
    if not isinstance(threshold, np.float32):
        return int(threshold)
    bits = int(threshold.view(np.int32))
    return bits ^ (0x7FFFFFFF if bits < 0 else 0)


def _labels(ensemble: Ensemble) -> list[str]:
    if ensemble.link == "isolation":
        return label_names(ensemble)
    return [] if ensemble.classes is None else [str(c) for c in ensemble.classes.tolist()]


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
    return _bits(value) if leaves.format == "float" else str(int(value))


def _bits(value: float) -> str:
    return f"{int(np.float32(value).view(np.uint32)):08x}"


def _printable(name: str) -> str:
    return re.sub(r"[\x00-\x1f\x7f]", " ", name)
