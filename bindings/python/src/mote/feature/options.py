"""Options of mel spectra as constants of C++."""

from __future__ import annotations


def mel_options(
    kind: str,
    *,
    htk: bool,
    norm: str | None,
    output: str,
    fmax: float | None,
    top_db: float | None,
    **numbers: float,
) -> str:
    """C++ of a constant `options`, of mote::mel_options or mote::mfcc_options."""
    if norm not in ("slaney", None):
        raise ValueError(f"norm is 'slaney' or None; got {norm!r}.")
    if output not in ("energy", "db", "log"):
        raise ValueError(f"output is 'energy', 'db' or 'log'; got {output!r}.")
    lines = [
        f"o.scale = mote::mel_scale::{'htk' if htk else 'slaney'};",
        f"o.norm = mote::mel_norm::{norm or 'none'};",
        f"o.output = mote::mel_output::{output};",
        f"o.fmax = {float(fmax or 0)!r};",
        f"o.top_db = {-1.0 if top_db is None else float(top_db)!r};",
        *(f"o.{name} = {value!r};" for name, value in numbers.items()),
    ]
    body = "\n  ".join(lines)
    return (
        f"inline constexpr auto options = [] {{\n  mote::{kind}_options o;\n  {body}\n"
        "  return o;\n}();"
    )
