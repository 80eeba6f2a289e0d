"""Mel spectra, cepstra, and the shape of a spectrum."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from ..arrays import Array
from ..host.series import Code, rows_along, run
from ..host.types import NARROW, samples
from ..transform.blocks import taper
from ..transform.scaled import Scaled
from .options import mel_options

_FRAMES = """mote::stft<sample, {length}, {hop}, taper> spectra;
    mote::span<const sample> rest{{x, n}};
    for (result* to = y; spectra.push(rest); to += {count}) {{
      {kind}<sample, options>{{}}.process(spectra.frame(), mote::span<result, {count}>{{to}});
    }}"""


def mel(
    x: ArrayLike,
    *,
    rate: float = 22050,
    length: int = 2048,
    hop: int | None = None,
    window: str | float = "hann",
    bands: int = 128,
    fmin: float = 0.0,
    fmax: float | None = None,
    htk: bool = False,
    norm: str | None = "slaney",
    power: int = 2,
    output: str | None = None,
    ref: float = 1.0,
    amin: float = 1e-10,
    top_db: float | None = None,
) -> Array:
    """`mote::mel` of each frame: (..., frames, bands). Arguments and defaults are those of
    librosa.feature.melspectrogram(center=False); `hop` is length // 4. `output`: "energy", "db" or
    "log", int16 samples take "db" (the default) or "log", dB * 256.
    """
    x = samples(x, NARROW)
    said = output or ("energy" if x.dtype == np.float32 else "db")
    options = mel_options(
        "mel", rate=rate, length=length, bands=bands, fmin=fmin, fmax=fmax, htk=htk, norm=norm,
        power=power, output=said, ref=ref, amin=amin, top_db=top_db,
    )  # fmt: skip
    return _frames(x, "mel", options, length, hop, window, bands)


def mfcc(
    x: ArrayLike,
    *,
    rate: float = 22050,
    coefficients: int = 20,
    lifter: float = 0.0,
    length: int = 2048,
    hop: int | None = None,
    window: str | float = "hann",
    bands: int = 128,
    fmin: float = 0.0,
    fmax: float | None = None,
    htk: bool = False,
    norm: str | None = "slaney",
    power: int = 2,
    output: str = "db",
    ref: float = 1.0,
    amin: float = 1e-10,
    top_db: float | None = None,
) -> Array | Scaled:
    """`mote::mfcc` of each frame: (..., frames, coefficients), of int16 `Scaled`. As
    librosa.feature.mfcc(S=power_to_db(mel, top_db=None), n_mfcc=coefficients, lifter=lifter).
    """
    x = samples(x, NARROW)
    if not 1 <= coefficients <= bands:
        raise ValueError(f"there are 1 to bands coefficients; got {coefficients} of {bands} bands.")
    options = mel_options(
        "mfcc", rate=rate, length=length, bands=bands, fmin=fmin, fmax=fmax, htk=htk, norm=norm,
        power=power, output=output, ref=ref, amin=amin, top_db=top_db, coefficients=coefficients,
        lifter=lifter,
    )  # fmt: skip
    y = _frames(x, "mfcc", options, length, hop, window, coefficients)
    if x.dtype == np.float32:
        return y
    bits = Code(
        ("mote/feature/mfcc.hpp",),
        "",
        "y[0] = mote::mfcc<sample, options>::fraction_bits;",
        "int32",
        options,
    )
    _, fraction, _ = run(bits, np.zeros((1, 1), np.int16), 1)
    exponent = np.full(y.shape[:-1], -int(fraction[0, 0]), np.int32)
    return Scaled(y, exponent, y.ndim - 1)


class SpectrumShape(NamedTuple):
    """Of each spectrum: places in bins, ratios, bits. Of int16 samples places are bins * 2^16,
    ratios dB * 256, bits * 2^12, as docs/reference/feature.md says.
    """

    centroid: Array
    spread: Array
    rolloff: Array
    dominant: Array
    flatness: Array
    entropy: Array
    crest: Array


def spectrum_shape(x: ArrayLike, *, axis: int = -1) -> SpectrumShape:
    """`mote::spectrum_shape` of the powers of the rfft of blocks, as power_spectrum has them."""
    rows, others = rows_along(samples(x, NARROW), axis)
    size = rows.shape[1]
    power, output = ("float", "") if rows.dtype == np.float32 else ("uint32_t", "int64")
    each = f"""mote::array<sample, {size}> block;
    for (size_t i = 0; i < {size}; ++i) block[i] = x[i];
    mote::array<{power}, {size // 2 + 1}> powers{{}};
    const mote::spectrum_shape shape{{
        mote::power_spectrum(mote::bins(mote::rfft(block)), powers)}};
    """ + "\n    ".join(f"y[{i}] = shape.{name}();" for i, name in enumerate(SpectrumShape._fields))
    headers = ("mote/transform/spectrum.hpp", "mote/feature/spectrum.hpp")
    _, y, _ = run(Code(headers, "", each, output), rows, len(SpectrumShape._fields))
    return SpectrumShape(*(y[:, i].reshape(others) for i in range(y.shape[1])))


def _frames(
    x: Array, kind: str, options: str, length: int, hop: int | None, window: str | float, count: int
) -> Array:
    rows, others = rows_along(x, -1)
    hop = length // 4 if hop is None else hop
    frames = max(0, 1 + (rows.shape[1] - length) // hop) if length > 0 and hop > 0 else 0
    each = _FRAMES.format(length=length, hop=hop, count=count, kind=f"mote::{kind}")
    headers = ("mote/transform/stft.hpp", f"mote/feature/{kind}.hpp")
    code = Code(headers, "", each, "", f"{taper(window, length)}\n{options}")
    _, y, _ = run(code, rows, frames * count)
    return y.reshape(*others, frames, count)
