"""The classes of a model and its features as enumerations, and the scaler of its features."""

from __future__ import annotations

from collections.abc import Sequence

from ..families.base import Facts
from ..scaling import Scaling
from .literals import C_TYPE, floating, quoted, rows
from .names import unique_names


def named(facts: Facts, unknown: str | None) -> tuple[list[str], list[str]]:
    """Enumerators of the classes and their texts, and behind them what is none of them."""
    assert facts.classes is not None
    texts = [str(value) for value in facts.classes.tolist()]
    names = list(facts.enumerators or unique_names(texts))
    if unknown is None:
        return names, texts
    return unique_names([*names, unknown]), [*texts, unknown]


def labels(names: Sequence[str], texts: Sequence[str]) -> str:
    """`enum class label`, and `name(label)`, which gives the class as it was called."""
    size = "uint8_t" if len(names) <= 256 else "uint16_t"
    listed = rows(names, indent="  ")
    cases = "\n".join(f"    case label::{n}: return {quoted(t)};" for n, t in zip(names, texts))
    return (
        f"enum class label : {size} {{\n{listed}\n}};\n\n"
        "/// The class as scikit-learn names it.\n"
        "constexpr const char* name(label value) noexcept {\n  switch (value) {\n"
        f'{cases}\n  }}\n  return "";\n}}\n'
    )


def features(names: Sequence[str]) -> str:
    """The places of features in a sample: x[iris::feature::petal_length]."""
    size = "uint8_t" if len(names) <= 256 else "uint16_t" if len(names) <= 65536 else "uint32_t"
    return (
        "/// Where each feature stands in a sample: x[feature::...].\n"
        f"namespace feature {{\nenum index : {size} {{\n{rows(names, indent='  ')}\n}};\n"
        "}  // namespace feature\n"
    )


def quantize(scaling: Scaling, dtype: str) -> str:
    """The constant `scaler`, and the function `quantize`."""
    ctype, n = C_TYPE[dtype], len(scaling.offset)
    offset = rows(floating(x) for x in scaling.offset)
    scale = rows(floating(x) for x in scaling.scale)
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
