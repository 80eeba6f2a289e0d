"""The transforms of mote on numpy arrays: the C++ of the chip, compiled for this machine.

Blocks lie along `axis`, by default the last, as numpy's. float32 gives what numpy and scipy give,
in float32; integers give `Scaled`: the very integers of the chip and the exponent of each block.
"""

from .blocks import apply_window, dct, goertzel, idct, window
from .scaled import Scaled
from .spectra import (
    fft,
    ifft,
    irfft,
    magnitude_spectrum,
    power_spectrum,
    power_to_db,
    rfft,
    stft,
)

__all__ = [
    "Scaled",
    "apply_window",
    "dct",
    "fft",
    "goertzel",
    "idct",
    "ifft",
    "irfft",
    "magnitude_spectrum",
    "power_spectrum",
    "power_to_db",
    "rfft",
    "stft",
    "window",
]
