"""Writes the generated C++ header."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import count

import numpy as np

from ._ensemble import Ensemble
from ._layout import Outcome, Table, slot_bytes
from ._leaves import Leaves
from ._scaling import Scaling

C_TYPE = {"int8": "int8_t", "int16": "int16_t", "int32": "int32_t", "float": "float"}

_CPP_WORDS = (
    "alignas alignof and asm auto bitand bitor bool break case catch char class compl concept "
    "const consteval constexpr constinit continue decltype default delete do double else enum "
    "explicit export extern false float for friend goto if inline int long mutable namespace new "
    "noexcept not nullptr operator or private protected public register requires return short "
    "signed sizeof static struct switch template this throw true try typedef typeid typename "
    "union unsigned using virtual void volatile while xor"
)
# Names that the C library or a chip's headers (Arduino's are many) have taken, often as macros.
_TAKEN = (
    "mote std main errno NULL EOF TRUE FALSE BUFSIZ RAND_MAX CHAR_BIT assert offsetof stdin stdout "
    "stderr signal raise time clock index rindex read write open close random select gamma y0 y1 "
    "yn j0 j1 jn exp log sin cos tan abs min max round memcpy memset strlen size_t ptrdiff_t "
    "linux unix i386 arm ARM HIGH LOW INPUT OUTPUT PI HALF_PI TWO_PI EULER CHANGE FALLING RISING "
    "DEFAULT EXTERNAL INTERNAL SERIAL DISPLAY LSBFIRST MSBFIRST SET RESET ENABLE DISABLE ERROR "
    "SUCCESS IN OUT F"
)
_TAKEN_PATTERN = re.compile(r"u?int(_fast|_least)?\d+_t|U?INT\d*_(MIN|MAX|C)|u?intptr_t|B[01]+")
RESERVED = frozenset(f"{_CPP_WORDS} {_TAKEN}".split())


@dataclass(frozen=True)
class Source:
    """Everything a header says of its model."""

    ensemble: Ensemble
    leaves: Leaves
    table: Table
    dtype: str
    scaling: Scaling | None
    origin: list[str]  # comment lines: estimator, versions, parameters, accuracy


def identifier(text: str, prefix: str = "class") -> str:
    """A C++ identifier near `text`; `prefix` goes before digits and words that are taken."""
    name = re.sub(r"\W", "_", text.strip(), flags=re.ASCII)
    name = re.sub(r"__+", "_", name).strip("_")
    if not name:
        return "unnamed"
    if name[0].isdigit() or name in RESERVED or _TAKEN_PATTERN.fullmatch(name):
        return f"{prefix}_{name}"
    return name


def label_names(ensemble: Ensemble) -> list[str]:
    """One identifier a class, unique: strings as they are, numbers as class_3 or class_minus_1."""
    if ensemble.link == "isolation":
        return ["outlier", "inlier"]
    assert ensemble.classes is not None
    names: list[str] = []
    for value in ensemble.classes.tolist():
        text = str(value)
        name = identifier(f"class_minus_{text[1:]}" if re.match(r"-\d", text) else text)
        free = (f"{name}_{n}" for n in count(2))
        names.append(name if name not in names else next(n for n in free if n not in names))
    return names


def _quoted(text: str) -> str:
    """A C string; `?` is escaped because two of them begin a trigraph."""
    escaped = "".join(f"\\{c}" if c in '"\\?' else c for c in text)
    return '"' + re.sub(r"[\x00-\x1f\x7f]", lambda c: f"\\{ord(c[0]):03o}", escaped) + '"'


def _comment(line: str) -> str:
    """One comment line; a backslash at its end would swallow the next line."""
    text = re.sub(r"[\x00-\x1f\x7f]", " ", line).rstrip()
    return f"// {text}{'.' if text.endswith(chr(92)) else ''}"


def _float(value: float) -> str:
    number = np.float32(value)
    if np.isinf(number):
        return "-__builtin_inff()" if number < 0 else "__builtin_inff()"
    return f"{number!s}f"  # the shortest digits that give this float32 again


def _rows(items: Iterable[str], width: int = 96, indent: str = "    ") -> str:
    lines: list[str] = []
    line = ""
    for item in items:
        piece = f"{item}, "
        if len(indent) + len(line) + len(piece) > width and line:
            lines.append(indent + line.rstrip())
            line = ""
        line += piece
    lines.append(indent + line.rstrip().rstrip(","))
    return "\n".join(lines)


def _key(threshold: int | np.float32) -> str:
    if isinstance(threshold, np.float32):
        bits = int(threshold.view(np.int32))
        threshold = bits ^ (0x7FFFFFFF if bits < 0 else 0)
    return _integer(int(threshold))


def _integer(value: int) -> str:
    return "-2147483647 - 1" if value == -(2**31) else str(value)


def _slot(outcome: Outcome, leaves: Leaves) -> str:
    if outcome is None:
        return "go"
    return _float(float(outcome)) if leaves.format == "float" else _integer(int(outcome))


def _vote(s: Source) -> tuple[str, str]:
    """The C++ type of the vote, and its initialiser."""
    e, v = s.ensemble, s.leaves
    trees = len(s.table.roots)
    if v.format == "hard":
        assert e.classes is not None
        return f"mote::hard_vote<label, {len(e.classes)}, {trees}>", "{}"
    if e.link == "votes":
        assert e.classes is not None
        kind = {"soft8": "uint8_t", "soft16": "uint16_t", "exact": "mote::binary64::bits"}[v.format]
        last = 128 if len(e.classes) <= 128 else 32768
        classes = _rows(str(c + (last if end else 0)) for c, end in zip(v.row_class, v.row_last))
        suffix = "u" if v.format == "exact" else ""
        values = _rows(
            f"0x{x & (2**64 - 1):016x}u" if suffix else str(x) for x in v.row_value.tolist()
        )
        name = f"mote::soft_vote<label, {len(e.classes)}, {trees}, {kind}, {len(v.row_class)}>"
        return name, (
            "{\n    // Rows: classes, the last of a row plus "
            f"{last}; then their proportions\n    {{{{\n{classes}}}}},\n    {{{{\n{values}}}}}}}"
        )
    leaf = {"float": "float", "int16": "int16_t", "int32": "int32_t"}[v.format]
    label = "label" if e.is_classifier or e.link == "isolation" else "void"
    base = ", ".join(
        _float(float(b)) if leaf == "float" else _integer(int(b)) for b in v.base.tolist()
    )
    return (
        f"mote::value_sum<mote::link::{e.link}, {label}, {leaf}, {e.outputs}>",
        f"{{{{{{{base}}}}}, {_float(v.scale)}, {_fade(s)}}}",
    )


def _fade(s: Source) -> str:
    """mote::decay for probabilities in integers: halvings a unit as factor * 2^(-16 - shift)."""
    e, v = s.ensemble, s.leaves
    if v.format == "float" or e.link in ("identity", "exponential"):
        return "{}"
    rate = v.scale * (1.0 if e.link == "isolation" else float(np.log2(np.e)))
    shift = int(15 - np.floor(np.log2(rate * 65536)))
    factor = round(rate * 65536 * 2.0**shift)
    if factor == 65536:
        factor, shift = 32768, shift - 1
    if shift > 47:  # 2^32 such units are less than a probability can show
        factor, shift = 32768, 47
    return f"{{{factor}, {max(shift, 0)}}}"


def write(s: Source, name: str) -> str:
    """The header: namespace `name` with `model`, `label`, and `quantize` where fitted."""
    e, t = s.ensemble, s.table
    slot = {
        "float": "float",
        "int16": "int16_t",
        "int32": "int32_t",
    }.get(s.leaves.format) or f"uint{8 * slot_bytes(e, s.leaves)}_t"
    vote, vote_value = _vote(s)
    origin = "\n".join(_comment(line) for line in s.origin)
    names = label_names(e) if e.is_classifier or e.link == "isolation" else []
    roots = _rows(f"{{{a}, {b}}}" if t.own_slots else f"{{{a}}}" for a, b in t.roots)
    splits = _rows(f"{{{_key(a)}, {b}, {c}}}" for a, b, c in t.splits)
    slots = _rows(_slot(x, s.leaves) for x in t.slots)
    parts = [
        f"// {name}.hpp - generated by mote.convert; do not edit.\n//\n{origin}\n#pragma once\n",
        "#include <mote/model/scaler.hpp>" if s.scaling is not None else "",
        "#include <mote/model/trees.hpp>\n",
        f"namespace {name} {{\n",
    ]
    if names:
        text = [str(c) for c in (e.classes if e.classes is not None else [])]
        parts.append(_labels(names, text))
    parts.append(
        "struct shape {\n"
        f"  using feature_type = {C_TYPE[s.dtype]};\n"
        f"  using index_type = uint{t.index_bits}_t;\n"
        f"  using slot_type = {slot};\n"
        f"  static constexpr bool own_slots = {'true' if t.own_slots else 'false'};\n"
        f"  static constexpr size_t features = {e.n_features}, trees = {len(t.roots)}, "
        f"splits = {len(t.splits)};\n"
        f"  static constexpr size_t slots = {len(t.slots)}, first_fork = {t.first_fork};\n"
        "};\n"
    )
    go = "onward" if None in t.slots else ""
    parts.append(
        (f"inline constexpr auto go = mote::{go}<shape::slot_type>;\n\n" if go else "")
        + f"using vote = {vote};\n\n"
        "inline constexpr mote::tree_ensemble<shape, vote> model{\n"
        f"    // {'First split and first slot' if t.own_slots else 'First split'} of each tree\n"
        f"    {{{{{{\n{roots}}}}},\n"
        "    // Splits: threshold"
        + (" (as mote::key)" if s.dtype == "float" else "")
        + f", byte offset of the feature, link\n    {{{{\n{splits}}}}},\n"
        f"    // Slots\n    {{{{\n{slots}}}}}}},\n    {vote_value}}};\n"
        + _check(name, len(t.splits) + len(t.slots))
    )
    if s.scaling is not None:
        parts.append(_quantize(s.scaling, C_TYPE[s.dtype], e.n_features))
    parts.append(f"}}  // namespace {name}\n")
    return "\n".join(part for part in parts if part)


def _check(name: str, entries: int) -> str:
    text = f'static_assert(model.valid(), "{name}.hpp is damaged: convert the model again");\n'
    if entries <= 20_000:
        return text
    return f"#ifndef __clang__  // it gives up after 2^20 steps at compile time\n{text}#endif\n"


def _labels(names: Sequence[str], texts: Sequence[str]) -> str:
    size = "uint8_t" if len(names) <= 256 else "uint16_t"
    listed = _rows(names, indent="  ")
    cases = "\n".join(f"    case label::{n}: return {_quoted(t)};" for n, t in zip(names, texts))
    return (
        f"enum class label : {size} {{\n{listed}\n}};\n\n"
        "/// The class as scikit-learn names it.\n"
        "constexpr const char* name(label value) noexcept {\n  switch (value) {\n"
        f'{cases}\n  }}\n  return "";\n}}\n'
    )


def _quantize(scaling: Scaling, ctype: str, n: int) -> str:
    offset = _rows(_float(x) for x in scaling.offset)
    scale = _rows(_float(x) for x in scaling.scale)
    return (
        f"inline constexpr mote::scaler<{ctype}, {n}> scaler{{\n"
        f"    // Offset of each feature, in its own unit\n    {{{{\n{offset}}}}},\n"
        f"    // Steps a unit\n    {{{{\n{scale}}}}}}};\n\n"
        "/// Raw features -> the model's integers: round((raw - offset) * scale), saturated.\n"
        "/// Returns how many features were saturated: 0 when all lay in the calibrated range.\n"
        f"template <class Raw>\n"
        f"constexpr size_t quantize(const Raw& raw, mote::array<{ctype}, {n}>& x) noexcept {{\n"
        "  return scaler(raw, x);\n}\n"
    )
