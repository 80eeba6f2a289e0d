"""Statistics, spectra and levels of the chip on numpy arrays."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy import signal

from mote import feature

RANDOM = np.random.default_rng(5)


@pytest.mark.parametrize("dtype", [np.float32, np.int16, np.uint8])
def test_statistics_and_extremes_are_those_of_numpy(dtype: Any) -> None:
    x = (RANDOM.normal(100, 20, (500, 3)) * (1 if dtype == np.uint8 else 50)).astype(dtype)
    exact = x.astype(np.float64)
    ours = feature.statistics(x, freedom=1)
    assert np.allclose(ours.mean, exact.mean(axis=0), rtol=1e-6)
    assert np.allclose(ours.variance, exact.var(axis=0, ddof=1), rtol=1e-5)
    assert np.allclose(ours.deviation, exact.std(axis=0, ddof=1), rtol=1e-5)
    assert np.allclose(ours.rms, np.sqrt((exact**2).mean(axis=0)), rtol=1e-5)
    ends = feature.extremes(x.T, axis=1)
    assert (ends.lowest == x.min(axis=0)).all()
    assert (ends.highest == x.max(axis=0)).all()
    assert ends.lowest.dtype == dtype


def test_zero_crossings_are_changes_of_the_sign() -> None:
    x = RANDOM.integers(-3, 4, (200, 2)).astype(np.int8)
    assert (feature.zero_crossings(x) == (np.diff(x < 0, axis=0)).sum(axis=0)).all()


def test_the_shape_of_a_spectrum_is_that_of_its_definition() -> None:
    x = RANDOM.normal(0, 0.1, (4, 256)).astype(np.float32)
    power = np.abs(np.fft.rfft(x.astype(np.float64))) ** 2
    k = np.arange(129)
    share = power / power.sum(axis=1, keepdims=True)
    centroid = share @ k
    shape = feature.spectrum_shape(x)
    assert np.allclose(shape.centroid, centroid, rtol=1e-5)
    spread = np.sqrt((share * (k - centroid[:, None]) ** 2).sum(axis=1))
    assert np.allclose(shape.spread, spread, rtol=1e-4)
    flatness = np.exp(np.log(power).mean(axis=1)) / power.mean(axis=1)
    assert np.allclose(shape.flatness, flatness, rtol=1e-4)
    entropy = -(share * np.log2(share)).sum(axis=1)
    assert np.allclose(shape.entropy, entropy, rtol=1e-5)
    assert np.allclose(shape.crest, power.max(axis=1) / power.mean(axis=1), rtol=1e-5)
    assert (shape.rolloff == (np.cumsum(share, axis=1) < 0.85).sum(axis=1)).all()
    assert (np.rint(shape.dominant) == power.argmax(axis=1)).all()
    whole = feature.spectrum_shape((x * 32768).astype(np.int16))
    assert np.allclose(whole.centroid / 2**16, centroid, rtol=1e-3)
    assert np.allclose(whole.flatness / 256, 10 * np.log10(flatness), atol=0.05)
    assert np.allclose(whole.entropy / 2**12, entropy, rtol=1e-3)


@pytest.mark.slow
@pytest.mark.parametrize("dtype", [np.float32, np.int16])
def test_welch_is_that_of_scipy(dtype: Any) -> None:
    x = (RANDOM.normal(0.3, 0.1, (1000, 2)) * (1 if dtype == np.float32 else 20000)).astype(dtype)
    exact = x.astype(np.float64)
    options = {"window": "hamming", "nperseg": 128, "axis": 0}
    ours = feature.welch(x, 128, rate=50, window="hamming")
    wanted = signal.welch(exact, 50, **options)[1]
    assert ours.shape == (65, 2)
    assert np.allclose(ours, wanted, rtol=2e-3, atol=1e-5 * wanted.max())
    ours = feature.welch(x, 128, 32, scaling="spectrum", window="hamming", detrend=False)
    wanted = signal.welch(exact, noverlap=32, scaling="spectrum", detrend=False, **options)[1]
    assert np.allclose(ours, wanted, rtol=2e-3, atol=1e-5 * wanted.max())


def test_deltas_are_slopes_and_curves_by_least_squares() -> None:
    x = RANDOM.normal(0, 10, (40, 3)).astype(np.float32)
    ours = feature.deltas(x, 5)
    fits = [np.polyfit(np.arange(-2, 3), x[i - 2 : i + 3], 2) for i in range(2, 38)]
    assert np.allclose(ours, [fit[1] for fit in fits], atol=1e-5)
    assert np.allclose(feature.deltas(x, 5, 2), [2 * fit[0] for fit in fits], atol=1e-5)
    whole = (x * 100).astype(np.int16)
    assert np.abs(feature.deltas(whole.T, 5, axis=1).T - 100 * ours).max() < 1.5
    assert feature.deltas(x[:4], 5).shape == (0, 3)


def test_tilt_is_that_of_atan2() -> None:
    g = RANDOM.normal(0, 1, (4, 50, 3)).astype(np.float32)
    whole = (g * 8000).astype(np.int16)

    def wanted(given: np.ndarray) -> np.ndarray:
        x, y, z = np.moveaxis(given.astype(np.float64), -1, 0)
        return np.stack([np.arctan2(-x, np.hypot(y, z)), np.arctan2(y, z)], -1)

    assert np.abs(feature.tilt(g) - wanted(g)).max() < 1e-6
    units = feature.tilt(whole).astype(np.float64) - wanted(whole) / (2 * np.pi) * 65536
    assert np.abs((units + 32768) % 65536 - 32768).max() <= 1
    assert feature.tilt(whole[0, 0]).shape == (2,)
    with pytest.raises(ValueError, match=r"x, y, z along its last axis; got shape \(3, 4\)"):
        feature.tilt(np.zeros((3, 4), np.float32))


@pytest.mark.slow
def test_a_sine_of_full_scale_is_what_full_scale_says() -> None:
    rate = 16000
    sine = np.sin(2 * np.pi * 1000 * np.arange(3 * rate) / rate)
    for x in (sine.astype(np.float32), np.rint(sine * 32767).astype(np.int16)):
        found = feature.level(
            np.stack([x, x // 2 * 2 if x.dtype == np.int16 else x], 1), rate,
            full_scale=120, peak="c", percentiles=(10, 90),
        )  # fmt: skip
        for value in (found.level, found.leq, found.max):
            assert np.abs(value - 120).max() < 0.1
        assert np.abs(found.exposure - 120 - 10 * np.log10(3)).max() < 0.1
        assert found.peak is not None and np.abs(found.peak - 123).max() < 0.5  # it begins
        assert found.percentiles is not None and found.percentiles.shape == (2, 2)
        assert np.abs(found.percentiles - 120).max() < 0.5
    assert feature.level(sine.astype(np.float32), rate, frequency="z").peak is None


MISTAKES: dict[str, tuple[Any, str]] = {
    "width": (
        lambda: feature.deltas(np.zeros((9, 2), np.int16), 4),
        "over an odd number of frames",
    ),
    "segments": (lambda: feature.welch(np.zeros(99, np.int16), 128), "128 of 99 samples"),
    "scaling": (lambda: feature.welch(np.zeros(999, np.int16), scaling="psd"), "got 'psd'"),
    "empty": (lambda: feature.statistics(np.zeros((0, 3), np.int16)), r"no sample along axis 0"),
    "freedom": (
        lambda: feature.statistics(np.zeros(3, np.int16), freedom=3),
        "below the 3 samples",
    ),
    "rate": (lambda: feature.level(np.zeros(3, np.int16), 100), "from 4000 to 400000 Hz; got 100"),
    "frequency": (lambda: feature.level(np.zeros(3, np.int16), 8000, frequency="b"), "one of a, c"),
    "percent": (
        lambda: feature.level(np.zeros(3, np.int16), 8000, percentiles=(0,)),
        r"from 1 to 99; got \(0,\)",
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_every_mistake_gets_a_sentence(mistake: str) -> None:
    call, words = MISTAKES[mistake]
    with pytest.raises(ValueError, match=words):
        call()
