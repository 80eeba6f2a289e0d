"""Mel bands and MFCC of windows, as mote::mel_features and mfcc_features compute them."""

from __future__ import annotations

from collections.abc import Sequence

from ..feature.options import mel_options
from ..host.types import NARROW
from .spectral import check_rows
from .stage import Stage
from .transformer import WindowTransformer


class Mel(WindowTransformer):
    """Mel bands of each channel, behind Hann's window: `mote::mel_features`.

    Arguments as librosa.feature.melspectrogram(n_fft=rows, center=False); a window is one frame.
    `output`: "db", "log", or of float32 windows "energy". int16 windows give dB or logarithms
    * 256 as int32.
    """

    _inputs = NARROW

    def __init__(
        self,
        rate: float = 22050,
        bands: int = 40,
        fmin: float = 0.0,
        fmax: float | None = None,
        htk: bool = False,
        norm: str | None = "slaney",
        power: int = 2,
        output: str = "db",
        ref: float = 1.0,
        amin: float = 1e-10,
        top_db: float | None = None,
        channels: Sequence[str] | None = None,
        of: Sequence[int] | None = None,
    ) -> None:
        self.rate = rate
        self.bands = bands
        self.fmin = fmin
        self.fmax = fmax
        self.htk = htk
        self.norm = norm
        self.power = power
        self.output = output
        self.ref = ref
        self.amin = amin
        self.top_db = top_db
        self.channels = channels
        self.of = of

    def _made(self, kept: Sequence[int] | None = None) -> Stage:
        return self._of_kind("mel", "mel", self.bands, {})

    def _of_kind(self, kind: str, name: str, count: int, more: dict[str, float]) -> Stage:
        owner = type(self).__name__
        check_rows(owner, self.rows_, 8192)
        if self.output == "energy" and (self.input_ != "float" or kind == "mfcc"):
            raise ValueError(
                f"{owner} has no energies of {self.input_}: use output='db' or output='log'."
            )
        if not (isinstance(self.bands, int) and self.bands >= 1 and self.rate > 0):
            raise ValueError(
                f"bands must be 1 or more, and rate above 0; got {self.bands} and {self.rate}."
            )
        high = self.rate / 2 if self.fmax is None else self.fmax
        if not 0 <= self.fmin < high <= self.rate / 2:
            raise ValueError(
                f"fmin and fmax lie between 0 and rate / 2; got {self.fmin} and {self.fmax} of a "
                f"rate of {self.rate}."
            )
        options = mel_options(
            kind, rate=self.rate, length=self.rows_, bands=self.bands, fmin=self.fmin,
            fmax=self.fmax, htk=self.htk, norm=self.norm, power=self.power, output=self.output,
            ref=self.ref, amin=self.amin, top_db=self.top_db, **more,
        )  # fmt: skip
        sample = "float" if self.input_ == "float" else "int16_t"
        return Stage(
            type=f"mote::{kind}_features<{sample}, {self.rows_}, {self.channels_}, options>",
            includes=("mote/feature/cepstral.hpp",),
            declarations=options,
            input=self.input_,
            shape=(self.rows_, self.channels_),
            output="float" if self.input_ == "float" else "int32",
            names=tuple(
                f"{channel}_{name}{i}"
                for channel in self._channel_names(self.channels)
                for i in range(count)
            ),
        )


class Mfcc(Mel):
    """Mel frequency cepstral coefficients of each channel: `mote::mfcc_features`.

    As librosa.feature.mfcc(S=power_to_db(mel, top_db=None), n_mfcc=coefficients, lifter=lifter) of
    one frame. int16 windows give int32 in units of 2^-5 for 40 bands: `mfcc::fraction_bits`.
    """

    def __init__(
        self,
        rate: float = 22050,
        coefficients: int = 13,
        lifter: float = 0.0,
        bands: int = 40,
        fmin: float = 0.0,
        fmax: float | None = None,
        htk: bool = False,
        norm: str | None = "slaney",
        power: int = 2,
        output: str = "db",
        ref: float = 1.0,
        amin: float = 1e-10,
        top_db: float | None = None,
        channels: Sequence[str] | None = None,
        of: Sequence[int] | None = None,
    ) -> None:
        super().__init__(
            rate, bands, fmin, fmax, htk, norm, power, output, ref, amin, top_db, channels, of
        )
        self.coefficients = coefficients
        self.lifter = lifter

    def _made(self, kept: Sequence[int] | None = None) -> Stage:
        if not 1 <= self.coefficients <= self.bands:
            raise ValueError(
                f"there are 1 to bands coefficients; got {self.coefficients} of {self.bands} bands."
            )
        more = {"coefficients": self.coefficients, "lifter": self.lifter}
        return self._of_kind("mfcc", "mfcc", self.coefficients, more)
