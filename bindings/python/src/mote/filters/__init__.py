"""The filters of mote on numpy arrays: the C++ of the chip, compiled for this machine.

Each takes samples in the number type of the sensor (float32, int16, ...) and gives what the chip
gives, bit for bit in integers. The time runs along `axis`, by default the first: a recording has
shape (rows, channels). Filter a recording before it is cut into windows: a filter on a chip runs
through the whole stream, and does not begin anew with each window.

The functions have names in small letters; Biquads, OnePole and so on are the same as steps of
mote.Windowed(..., filters=[...]). The signal before the first sample is 0, or with `settled=True`
the first sample for ever.
"""

from .counts import convert, linear_map, pdm
from .moving import hampel, median, moving_max, moving_mean, moving_min, moving_sum
from .rates import cic_decimate, cic_interpolate, fir_decimate, fir_interpolate, resample
from .steps import (
    Biquads,
    DcBlocker,
    Fir,
    Median,
    MovingMean,
    OnePole,
    OnePoleHighpass,
    PreEmphasis,
)
from .streams import (
    biquads,
    comb_notch,
    comb_peak,
    dc_blocker,
    envelope,
    fir,
    one_pole,
    one_pole_highpass,
    pre_emphasis,
    rms_envelope,
    smoothing_of,
)

__all__ = [
    "Biquads",
    "DcBlocker",
    "Fir",
    "Median",
    "MovingMean",
    "OnePole",
    "OnePoleHighpass",
    "PreEmphasis",
    "biquads",
    "cic_decimate",
    "cic_interpolate",
    "comb_notch",
    "comb_peak",
    "convert",
    "dc_blocker",
    "envelope",
    "fir",
    "fir_decimate",
    "fir_interpolate",
    "hampel",
    "linear_map",
    "median",
    "moving_max",
    "moving_mean",
    "moving_min",
    "moving_sum",
    "one_pole",
    "one_pole_highpass",
    "pdm",
    "pre_emphasis",
    "resample",
    "rms_envelope",
    "smoothing_of",
]
