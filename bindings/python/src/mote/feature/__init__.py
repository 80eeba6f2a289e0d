"""The features of mote on numpy arrays: the C++ of the chip, compiled for this machine.

Mel spectra and MFCC of signals along the last axis, as librosa's with center=False; the shape of a
spectrum; statistics, catch22, extremes and levels of series along `axis`, by default the first, the
rows of a recording; pictures of a camera made smaller, grey or coloured. float32 gives float32;
integers give what the chip gives, in its units.
"""

from .catch22 import catch22
from .density import deltas, welch
from .image import downscale, grey, rgb
from .level import Level, level
from .measures import Extremes, Statistics, extremes, statistics, tilt, zero_crossings
from .spectral import SpectrumShape, mel, mfcc, spectrum_shape

__all__ = [
    "Extremes",
    "Level",
    "SpectrumShape",
    "Statistics",
    "catch22",
    "deltas",
    "downscale",
    "extremes",
    "grey",
    "level",
    "mel",
    "mfcc",
    "rgb",
    "spectrum_shape",
    "statistics",
    "tilt",
    "welch",
    "zero_crossings",
]
