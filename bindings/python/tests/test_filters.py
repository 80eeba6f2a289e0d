"""The filters of the chip on numpy arrays, against scipy and against whole numbers."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy import ndimage, signal

import mote
from mote import filters

RANDOM = np.random.default_rng(7)
REAL = RANDOM.normal(0, 1, (400, 3)).astype(np.float32)
SHORT = RANDOM.integers(-32768, 32768, (400, 3)).astype(np.int16)
SOS = signal.butter(4, (0.05, 0.3), "bandpass", output="sos")
TAPS = signal.firwin(21, 0.3)
ALPHA = 0.07

# Each with what scipy computes in double, of a signal along its first axis.
AS_SCIPY: dict[str, tuple[Any, Any]] = {
    "biquads": (lambda x: filters.biquads(x, SOS), lambda x: signal.sosfilt(SOS, x, 0)),
    "fir": (lambda x: filters.fir(x, TAPS), lambda x: signal.lfilter(TAPS, 1, x, 0)),
    "fir_decimate": (
        lambda x: filters.fir_decimate(x, TAPS, 3),
        lambda x: signal.lfilter(TAPS, 1, x, 0)[::3],
    ),
    "fir_interpolate": (
        lambda x: filters.fir_interpolate(x, 2 * TAPS, 2),
        lambda x: signal.upfirdn(2 * TAPS, x, 2, axis=0)[: 2 * len(x)],
    ),
    "resample": (
        lambda x: filters.resample(x, 3, 2)[15:],
        lambda x: signal.resample_poly(x, 3, 2, axis=0)[: 3 * len(x) // 2 - 15],
    ),
    "one_pole": (
        lambda x: filters.one_pole(x, ALPHA),
        lambda x: signal.lfilter([ALPHA], [1, ALPHA - 1], x, 0),
    ),
    "one_pole_highpass": (
        lambda x: filters.one_pole_highpass(x, ALPHA),
        lambda x: signal.lfilter([1 - ALPHA, ALPHA - 1], [1, ALPHA - 1], x, 0),
    ),
    "pre_emphasis": (
        lambda x: filters.pre_emphasis(x, 0.9),
        lambda x: signal.lfilter([1, -0.9], 1, x, 0),
    ),
    "dc_blocker": (
        lambda x: filters.dc_blocker(x, ALPHA),
        lambda x: signal.lfilter([1, -1], [1, ALPHA - 1], x, 0),
    ),
    "comb_notch": (
        lambda x: filters.comb_notch(x, 16, 30),
        lambda x: signal.lfilter(*signal.iircomb(1000, 30, "notch", 16000), x, 0),
    ),
    "comb_peak": (
        lambda x: filters.comb_peak(x, 16, 30),
        lambda x: signal.lfilter(*signal.iircomb(1000, 30, "peak", 16000, pass_zero=True), x, 0),
    ),
    "moving_mean": (
        lambda x: filters.moving_mean(x, 9),
        lambda x: signal.lfilter(np.ones(9) / 9, 1, x, 0),
    ),
    "moving_sum": (
        lambda x: filters.moving_sum(x, 9),
        lambda x: signal.lfilter(np.ones(9), 1, x, 0),
    ),
    "rms_envelope": (
        lambda x: filters.rms_envelope(x, ALPHA),
        lambda x: np.sqrt(signal.lfilter([ALPHA], [1, ALPHA - 1], x**2, 0)),
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", AS_SCIPY)
def test_a_filter_of_floats_is_that_of_scipy(name: str) -> None:
    ours, exact = AS_SCIPY[name]
    y = ours(REAL)
    assert y.dtype == np.float32
    assert np.abs(y - exact(REAL.astype(np.float64))).max() < 2e-5


@pytest.mark.slow
@pytest.mark.parametrize("name", AS_SCIPY)
def test_a_filter_of_integers_is_that_of_scipy_to_one_step(name: str) -> None:
    ours, exact = AS_SCIPY[name]
    y, wanted = ours(SHORT), exact(SHORT.astype(np.float64))
    if name != "moving_sum":
        assert y.dtype == np.int16
        wanted = np.clip(wanted, -32768, 32767)
    # Taps of 15 bits in fir; the extremes of 2^15 samples of a step.
    limit = 8 if "fir" in name or name == "resample" else 1
    assert np.abs(y - wanted).max() <= limit


def tail(x: np.ndarray, window: int, before: int) -> np.ndarray:
    """The newest `window` samples at each row, `before` where there were none."""
    padded = np.concatenate([np.full((window - 1, *x.shape[1:]), before, x.dtype), x])
    return np.lib.stride_tricks.sliding_window_view(padded, window, axis=0)


@pytest.mark.parametrize("dtype", [np.int8, np.int32, np.uint16])
def test_windows_of_integers_are_exact(dtype: Any) -> None:
    info = np.iinfo(dtype)
    x = RANDOM.integers(info.min, info.max + 1, (200, 2)).astype(dtype)
    x[50:70], x[70:90] = info.max, info.min
    assert (filters.median(x, 5) == np.median(tail(x, 5, 0), axis=-1)).all()
    sums = tail(x.astype(np.int64), 6, 0).sum(axis=-1)
    assert (filters.moving_sum(x, 6) == sums).all()
    assert (filters.moving_mean(x, 6) == (2 * sums + 6) // 12).all()
    for ours, theirs in (
        (filters.moving_min, ndimage.minimum_filter1d),
        (filters.moving_max, ndimage.maximum_filter1d),
    ):
        assert (ours(x, 6) == theirs(x, 6, axis=0, origin=2, mode="nearest")).all()


def test_a_fir_of_integers_is_the_exact_sum_rounded_once_and_saturated() -> None:
    b = np.array([0.5, -0.25, 0.75])
    x = SHORT.copy()
    x[100:110] = 32767
    x[110:120] = -32768
    sums = tail(x.astype(np.int64), 3, 0) @ np.array([3, -1, 2])  # quarters
    assert (filters.fir(x, b) == np.clip((sums + 2) // 4, -32768, 32767)).all()


def test_a_cic_is_the_mean_of_means() -> None:
    y = filters.cic_decimate(SHORT, 2, 4)
    sums = tail(tail(SHORT.astype(np.int64), 4, 0).sum(axis=-1), 4, 0).sum(axis=-1)[3::4]
    assert (y == (sums + 8) // 16).all()
    assert filters.cic_interpolate(SHORT, 2, 4).shape == (1600, 3)


def test_a_hampel_filter_takes_outliers_alone() -> None:
    x = np.zeros((40, 1), np.int16) + np.tile([[0], [2], [4], [1]], (10, 1)).astype(np.int16)
    spiked = x.copy()
    spiked[20] = 30000
    y = filters.hampel(spiked, 5, 3)
    late = x[:-2]
    assert (np.flatnonzero(y[2:] != spiked[:-2]) == [20]).all()
    assert abs(int(y[22, 0]) - int(late[20, 0])) <= 4


def test_an_envelope_is_fast_up_and_slow_down() -> None:
    x = np.array([0, -8, -8, 0, 0], np.float32)
    assert filters.envelope(x, 1, 0.5).tolist() == [0, 8, 8, 4, 2]


def test_time_runs_along_any_axis() -> None:
    wanted = filters.biquads(SHORT, SOS)
    assert (filters.biquads(SHORT.T, SOS, axis=1) == wanted.T).all()
    assert (filters.biquads(SHORT[:, 1], SOS) == wanted[:, 1]).all()
    stacked = np.stack([SHORT, SHORT[::-1]])
    assert (filters.biquads(stacked, SOS, axis=1)[0] == wanted).all()
    assert filters.moving_mean(SHORT[:0], 3).shape == (0, 3)
    with pytest.raises(ValueError, match="no axis 2"):
        filters.biquads(SHORT, SOS, axis=2)


def test_settled_begins_as_if_the_first_sample_had_always_been() -> None:
    low = signal.butter(2, 0.1, output="sos")
    start = signal.sosfilt_zi(low)[:, :, None] * REAL[:1].astype(np.float64)
    wanted, _ = signal.sosfilt(low, REAL.astype(np.float64), 0, start)
    assert np.abs(filters.biquads(REAL, low, settled=True) - wanted).max() < 1e-5
    constant = np.full(20, -1234, np.int16)
    for y in (
        filters.one_pole(constant, ALPHA, settled=True),
        filters.median(constant, 7, settled=True),
        filters.moving_mean(constant, 7, settled=True),
    ):
        assert (y == constant).all()
    assert (filters.dc_blocker(constant, ALPHA, settled=True) == 0).all()


def test_smoothing_of_a_time_and_of_a_cutoff() -> None:
    assert filters.smoothing_of(seconds=0.1, rate=100) == pytest.approx(1 - np.exp(-0.1))
    alpha = filters.smoothing_of(hz=5, rate=100)
    _, gain = signal.freqz([alpha], [1, alpha - 1], [5], fs=100)
    assert abs(gain[0]) == pytest.approx(2**-0.5, rel=1e-9)


def test_counts_become_other_counts() -> None:
    x = np.array([-32768, -1, 0, 255, 32767], np.int16)
    assert (filters.convert(x, np.float32) == x / 32768).all()
    assert filters.convert(x, np.uint16).tolist() == [0, 32767, 32768, 33023, 65535]
    assert filters.convert(x, "int8").tolist() == [-128, 0, 0, 1, 127]
    assert filters.linear_map(x, 0.5, 3).tolist() == [-16381, 3, 3, 131, 16387]
    assert filters.linear_map(x, 0.01, 0, np.int8).tolist() == [-128, 0, 0, 3, 127]
    bits = np.repeat(np.array([0xFF, 0x00, 0x55], np.uint8), 64)
    y = filters.pdm(bits, 64)
    assert (y[7], y[15], y[23]) == (32767, -32768, 0)


STEPS = {
    "biquads": (filters.Biquads(SOS), lambda x: filters.biquads(x, SOS)),
    "fir": (filters.Fir(TAPS), lambda x: filters.fir(x, TAPS)),
    "one_pole": (filters.OnePole(ALPHA), lambda x: filters.one_pole(x, ALPHA)),
    "highpass": (filters.OnePoleHighpass(ALPHA), lambda x: filters.one_pole_highpass(x, ALPHA)),
    "dc_blocker": (filters.DcBlocker(ALPHA), lambda x: filters.dc_blocker(x, ALPHA)),
    "median": (filters.Median(5), lambda x: filters.median(x, 5)),
    "moving_mean": (filters.MovingMean(4), lambda x: filters.moving_mean(x, 4)),
    "pre_emphasis": (filters.PreEmphasis(0.9), lambda x: filters.pre_emphasis(x, 0.9)),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", STEPS)
def test_a_step_of_a_design_in_code_is_the_function(name: str) -> None:
    step, function = STEPS[name]
    assert (step(SHORT) == function(SHORT)).all()
    assert np.abs(step(REAL) - function(REAL)).max() < 1e-5
    code = step._code("int16_t", "design")
    assert "int16_t" in code.type
    assert code.include.startswith("mote/filter/")


MISTAKES: dict[str, tuple[Any, str]] = {
    "step": (lambda: filters.Biquads([1, 2])(SHORT), r"shape \(sections, 6\); got shape \(2,\)"),
    "step in code": (
        lambda: filters.Biquads(signal.butter(8, 1e-3, "highpass", output="sos"))(SHORT),
        "rounding would take this design further",
    ),
    "taps of a step": (lambda: filters.Fir([2e4])(SHORT), "too large: scale them down"),
    "alpha of a step": (lambda: filters.OnePole(0)(SHORT), "alpha is from"),
    "window of a step": (lambda: filters.Median(2)(SHORT), "a median needs an odd window"),
    "text": (lambda: filters.Median()(np.array(["a"])), "the recording must be of float32.*<U1"),
    "double": (lambda: filters.fir(np.full(3, 0.1), TAPS), r"x has .*0\.1.* at \[0\].*no float32"),
    "int64": (lambda: filters.fir(np.arange(3), TAPS), r"float32, int8, int16, int32; got int64"),
    "nan": (lambda: filters.fir(np.full(3, np.nan), TAPS), r"x has nan at \[0\]"),
    "unsigned": (lambda: filters.fir(np.zeros(3, np.uint8), TAPS), "got uint8"),
    "even": (lambda: filters.median(SHORT, 4), "a median needs an odd window: use 3, 5, 7"),
    "zero": (lambda: filters.moving_mean(SHORT, 0), "window must be a whole number, 1 or more"),
    "sos": (lambda: filters.biquads(SHORT, [1, 2, 3]), r"shape \(sections, 6\); got shape \(3,\)"),
    "unstable": (lambda: filters.biquads(SHORT, [[1, 0, 0, 1, -2, 1.5]]), "not stable"),
    "inexact": (
        lambda: filters.biquads(REAL, signal.butter(8, 1e-3, "highpass", output="sos")),
        "cannot hold this design",
    ),
    "taps": (lambda: filters.fir(SHORT, [20000.0]), "too large: scale them down"),
    "alpha": (lambda: filters.one_pole(SHORT, 2), "alpha is from"),
    "q": (lambda: filters.comb_notch(SHORT, 5, 1), "q >= 2, not 1"),
    "ratio": (lambda: filters.resample(SHORT, 4, 2), "use the smallest two numbers of"),
    "bytes": (lambda: filters.pdm(np.zeros(9, np.uint8)), "a sample takes 8 bytes; got 9"),
    "cutoff": (lambda: filters.smoothing_of(hz=60, rate=100), "between 0 and half"),
    "both": (lambda: filters.smoothing_of(rate=100), "seconds= or hz="),
    "to": (lambda: filters.convert(SHORT, np.float64), "got float64"),
    "scale": (lambda: filters.linear_map(SHORT, 2.0**30), "below 2\\^30"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_every_mistake_gets_a_sentence(mistake: str) -> None:
    call, words = MISTAKES[mistake]
    with pytest.raises(ValueError, match=words):
        call()


def test_a_refused_design_is_an_error_of_mote() -> None:
    with pytest.raises(mote.UnsupportedError):
        filters.biquads(SHORT, [[1, 0, 0, 1, -2, 1.5]])
