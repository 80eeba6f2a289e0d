"""An ensemble as C++: what stands in a generated header."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ...emit.literals import C_TYPE, floating, integer, rows
from ..base import Body
from .layout import Outcome, key, slot_bytes
from .leaves import Leaves
from .stored import Stored
from .symmetric import Symmetric


def body(s: Stored) -> Body:
    """The shape and vote in `parts`, and the trees as the model."""
    return _whole(s, _table(s) if s.levels is None else _levels(s, s.levels))


@dataclass(frozen=True)
class _Trees:
    """Trees as C++."""

    header: str
    kind: str  # the template that takes shape and vote
    shape: str
    value: str
    entries: int
    longest: int


def _table(s: Stored) -> _Trees:
    t = s.table
    slot = {"float": "float", "int16": "int16_t", "int32": "int32_t"}.get(
        s.leaves.format, f"uint{8 * slot_bytes(s.ensemble, s.leaves)}_t"
    )
    shape = (
        "struct shape {\n"
        f"  using feature_type = {C_TYPE[s.dtype]};\n"
        f"  using index_type = uint{t.index_bits}_t;\n"
        f"  using slot_type = {slot};\n"
        f"  static constexpr bool own_slots = {'true' if t.own_slots else 'false'};\n"
        f"  static constexpr size_t features = {s.ensemble.n_features}, trees = {s.n_trees}, "
        f"splits = {s.n_splits};\n"
        f"  static constexpr size_t slots = {len(t.slots)}, first_fork = {t.first_fork};\n"
        "};\n\n"
    )
    if None in t.slots:
        shape += "inline constexpr auto go = mote::onward<shape::slot_type>;\n\n"
    roots = rows(f"{{{a}, {b}}}" if t.own_slots else f"{{{a}}}" for a, b in t.roots)
    splits = rows(f"{{{integer(key(a))}, {b}, {c}}}" for a, b, c in t.splits)
    slots = rows(_slot(x, s.leaves) for x in t.slots)
    value = (
        "{\n"
        f"    // {'First split and first slot' if t.own_slots else 'First split'} of each tree\n"
        f"    {{{{{{\n{roots}}}}},\n"
        "    // Splits: threshold"
        + (" (as mote::key)" if s.dtype == "float" else "")
        + f", byte offset of the feature, link\n    {{{{\n{splits}}}}},\n"
        f"    // Slots\n    {{{{\n{slots}}}}}}},\n    {_vote(s)}}}"
    )
    entries = s.n_splits + len(t.slots), max(s.n_splits, len(t.slots))
    return _Trees("mote/model/trees.hpp", "mote::tree_ensemble", shape, value, *entries)


def _levels(s: Stored, held: Symmetric) -> _Trees:
    """Trees of one split a level."""
    leaves = len(held.leaves) // s.ensemble.outputs
    shape = (
        "struct shape {\n"
        f"  using feature_type = {C_TYPE[s.dtype]};\n"
        f"  using index_type = uint{held.index_bits}_t;\n"
        f"  static constexpr size_t features = {s.ensemble.n_features}, trees = {s.n_trees}, "
        f"levels = {s.n_splits};\n"
        f"  static constexpr size_t leaves = {leaves};\n"
        "};\n\n"
    )
    as_key = " (as mote::key)" if s.dtype == "float" else ""
    arrays = (
        ("Splits of each tree", map(str, held.depths)),
        (f"Borders{as_key}", map(integer, held.borders)),
        ("Byte offsets of their features", map(str, held.columns)),
        ("Leaves, a value an output", (_slot(value, s.leaves) for value in held.leaves)),
    )
    value = "".join(f"    // {says}\n    {{{{\n{rows(of)}}}}},\n" for says, of in arrays)
    return _Trees(
        "mote/model/trees/symmetric_trees.hpp",
        "mote::symmetric_trees",
        shape,
        f"{{\n{value}    {_vote(s)}}}",
        s.n_splits + len(held.leaves),
        max(s.n_splits, len(held.leaves)),
    )


def _whole(s: Stored, trees: _Trees) -> Body:
    parts = f"{trees.shape}using vote = {s.vote('label', str(s.n_trees))};\n"
    if s.sides is not None:
        text, stages = s.sides.emit()
        if stages:
            return _behind(parts, trees, text, stages)
    return Body(
        [trees.header],
        f"{trees.kind}<parts::shape, parts::vote>",
        trees.value,
        parts,
        trees.entries,
        trees.longest,
    )


def _behind(parts: str, trees: _Trees, text: str, stages: Sequence[str]) -> Body:
    """The trees as `parts::trees`, a constant, and the model that puts missing numbers aside."""
    named = ", ".join(f"parts::aside{i}" for i in range(1, len(stages) + 1))
    return Body(
        ["mote/model/columns.hpp", "mote/model/prepared.hpp", trees.header],
        f"mote::prepared<parts::trees, {named}>",
        "{}",
        f"{parts}inline constexpr {trees.kind}<shape, vote> trees{trees.value};\n{text}"
        + "".join(f"using aside{i} = {stage};\n" for i, stage in enumerate(stages, 1)),
    )


def _slot(outcome: Outcome, leaves: Leaves) -> str:
    if outcome is None:
        return "parts::go"
    return floating(float(outcome)) if leaves.format == "float" else integer(int(outcome))


def _vote(s: Stored) -> str:
    """The initialiser of the vote."""
    e, leaves = s.ensemble, s.leaves
    if leaves.format == "hard":
        return "{}"
    if s.adds_values:
        decay = "{}" if s.decay is None else f"{{{s.decay[0]}, {s.decay[1]}}}"
        base = ", ".join(
            floating(float(b)) if leaves.format == "float" else integer(int(b))
            for b in leaves.base.tolist()
        )
        return f"{{{{{{{base}}}}}, {floating(leaves.scale)}, {decay}}}"
    assert e.classes is not None
    last = 128 if len(e.classes) <= 128 else 32768
    classes = rows(
        str(c + (last if end else 0)) for c, end in zip(leaves.row_class, leaves.row_last)
    )
    values = rows(
        f"0x{x & (2**64 - 1):016x}u" if leaves.format == "exact" else str(x)
        for x in leaves.row_value.tolist()
    )
    return (
        "{\n    // Rows: classes, the last of a row plus "
        f"{last}; then their proportions\n    {{{{\n{classes}}}}},\n    {{{{\n{values}}}}}}}"
    )
