"""The transforms of the chip on numpy arrays, against numpy, scipy and librosa's goldens."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy import fft as exact_fft
from scipy import signal

from mote import feature, transform
from mote.transform import Scaled

DATA = Path(__file__).resolve().parents[3] / "tests" / "data"
RANDOM = np.random.default_rng(11)
REAL = RANDOM.normal(0, 1, (3, 256)).astype(np.float32)
SHORT = RANDOM.integers(-32768, 32768, (3, 256)).astype(np.int16)
SHORT[2] = np.where(np.arange(256) % 2, 32767, -32768)
COMPLEX = (REAL + 1j * REAL[::-1]).astype(np.complex64)


def close(ours: Any, exact: Any, share: float) -> bool:
    """Within a share of the largest."""
    return bool(np.abs(np.asarray(ours) - exact).max() <= share * np.abs(exact).max())


def real_of(scaled: Any) -> np.ndarray:
    assert isinstance(scaled, Scaled)
    assert scaled.values.dtype.kind in "iu"
    return scaled.real


def test_rfft_is_that_of_numpy_and_comes_back() -> None:
    bins = transform.rfft(REAL)
    assert bins.dtype == np.complex64
    assert close(bins, np.fft.rfft(REAL), 1e-6)
    assert close(transform.irfft(bins), REAL, 1e-6)
    assert close(transform.rfft(REAL.T, axis=0), np.fft.rfft(REAL).T, 1e-6)


def test_integers_are_the_numbers_of_the_chip_and_their_exponents() -> None:
    bins = transform.rfft(SHORT)
    assert bins.values.shape == (3, 129, 2)
    assert bins.values.dtype == np.int16
    assert bins.exponent.shape == (3,)
    assert close(real_of(bins), np.fft.rfft(SHORT), 1e-3)
    assert close(real_of(transform.irfft(bins)), SHORT, 2e-3)
    turned = transform.rfft(SHORT.T, axis=0)
    assert (real_of(turned) == real_of(bins).T).all()
    wide = transform.rfft(SHORT.astype(np.int32) << 16)
    assert close(real_of(wide), np.fft.rfft(SHORT * 65536.0), 1e-7)


def test_fft_is_that_of_numpy_and_comes_back() -> None:
    assert close(transform.fft(COMPLEX), np.fft.fft(COMPLEX), 1e-6)
    assert close(transform.ifft(transform.fft(COMPLEX)), COMPLEX, 1e-6)
    pairs = Scaled(np.stack([SHORT, SHORT[::-1]], -1), np.array([0, 3, -2], np.int32), 1, True)
    assert close(real_of(transform.fft(pairs)), np.fft.fft(pairs.real), 1e-3)


def test_powers_and_magnitudes_are_those_of_the_bins() -> None:
    bins = np.fft.rfft(REAL)
    assert close(transform.power_spectrum(REAL), np.abs(bins) ** 2, 2e-6)
    assert close(transform.magnitude_spectrum(REAL), np.abs(bins), 2e-6)
    chip = transform.rfft(SHORT).values.astype(np.int64)
    powers, sizes = transform.power_spectrum(SHORT), transform.magnitude_spectrum(SHORT)
    assert (powers.values == (chip**2).sum(axis=-1)).all()  # exact
    assert (sizes.values == np.floor(np.sqrt((chip**2).sum(axis=-1)))).all()
    assert (powers.exponent == 2 * sizes.exponent).all()


def test_levels_are_ten_times_the_logarithm() -> None:
    power = np.array([[1.0, 100.0, 1e-9, 1e-3]], np.float32)
    assert transform.power_to_db(power, top_db=None)[0].tolist() == pytest.approx(
        [0, 20, -90, -30], abs=1e-4
    )
    assert transform.power_to_db(power)[0, 2] == pytest.approx(-60, abs=1e-4)
    level = transform.power_to_db(transform.power_spectrum(SHORT), top_db=None)
    exact = np.abs(np.fft.rfft(SHORT[:2] / 32768)) ** 2
    loud = exact > 1
    assert level.dtype == np.int16
    assert np.abs(level[:2] / 256 - 10 * np.log10(exact))[loud].max() < 0.1


@pytest.mark.parametrize("dtype", [np.float32, np.int16, np.int32])
def test_windows_are_those_of_scipy(dtype: Any) -> None:
    top = 1 if dtype == np.float32 else np.iinfo(dtype).max + 1
    step = 1e-7 if dtype == np.float32 else 1
    for shape, name in (("hann", "hann"), (7.5, ("kaiser", 7.5))):
        ours = transform.window(shape, 64, dtype).astype(np.float64)
        assert ours.dtype == np.float64
        assert np.abs(ours - signal.get_window(name, 64) * top).max() <= step
    ours = transform.window("blackman", 33, dtype, symmetric=True)
    assert np.abs(ours - signal.windows.blackman(33) * top).max() <= step


def test_a_window_is_applied_and_rounded_half_up() -> None:
    weights = transform.window("hann", 256, np.int16).astype(np.int64)
    assert (transform.apply_window(SHORT) == (SHORT * weights + 2**14) // 2**15).all()


def test_dct_is_that_of_scipy_and_comes_back() -> None:
    x, i = REAL[:, :40], SHORT[:, :40]
    for norm in ("ortho", None):
        exact = exact_fft.dct(x.astype(np.float64), norm=norm)
        assert close(transform.dct(x, norm=norm), exact, 1e-6)
        assert close(transform.dct(x, 13, norm), exact[:, :13], 1e-6)
        assert close(transform.idct(transform.dct(x, norm=norm), norm=norm), x, 2e-6)
    of_integers = transform.dct(i, 13)
    step = 2.0 ** of_integers.exponent[0]
    exact = exact_fft.dct(i.astype(np.float64), norm="ortho")[:, :13]
    assert np.abs(real_of(of_integers) - exact).max() <= step


def test_goertzel_is_one_bin_at_any_frequency() -> None:
    wave = np.exp(-2j * np.pi * np.arange(256) * 10.5 / 256)
    assert close(transform.goertzel(REAL, 10.5, 256), REAL @ wave, 1e-5)
    assert close(real_of(transform.goertzel(SHORT, 10.5, 256)), SHORT @ wave, 1e-5)


def test_stft_has_a_frame_each_hop() -> None:
    x = REAL.ravel()
    frames = np.lib.stride_tricks.sliding_window_view(x, 64)[::16]
    exact = np.fft.rfft(frames * signal.get_window("hann", 64))
    assert close(transform.stft(x, 64), exact, 1e-6)
    assert transform.stft(REAL, 64, 64).shape == (3, 4, 33)
    tapered = transform.apply_window(SHORT[0, :64])
    chip = transform.stft(SHORT, 64)
    assert chip.values.shape == (3, 13, 33, 2)
    assert (real_of(chip)[0, 0] == real_of(transform.rfft(tapered))).all()
    assert transform.stft(x[:10], 64).shape == (0, 33)


def golden(file: str, name: str) -> np.ndarray:
    text = (DATA / file).read_text(encoding="utf-8")
    found = re.search(rf"double {name}\[\d+\] = {{(.*?)}};", text, re.S)
    assert found is not None
    return np.array(found[1].replace(",", " ").split(), float)


def golden_signal(count: int) -> np.ndarray:
    """The rule of tests/data/signal.hpp."""
    out, noise, phase, step = [], 1, 0, 50_000_000
    for i in range(count):
        noise = (noise * 1664525 + 1013904223) & 0xFFFFFFFF
        phase = (phase + step) & 0xFFFFFFFF
        step += 400_000
        p = (phase >> 16) - 32768
        value = (((p * (32768 - abs(p))) >> 13) * 20000 >> 15) + ((noise >> 20) - 2048)
        out.append(max(-32768, min(32767, value >> 3 * (i >> 11))))
    return np.array(out, np.int16)


LIBROSA: dict[str, tuple[str, dict[str, Any]]] = {
    "mel_plain": ("mel", {"rate": 16000, "bands": 40}),
    "mel_htk": (
        "mel",
        {"rate": 16000, "bands": 26, "htk": True, "norm": None, "fmin": 20.0, "fmax": 4000.0},
    ),
    "mel_magnitude": ("mel", {"rate": 16000, "bands": 32, "norm": None, "power": 1}),
    "mel_narrow": ("mel", {"rate": 22050, "bands": 64}),
    "mfcc_plain": ("mfcc", {"rate": 16000, "bands": 40, "coefficients": 13}),
    "mfcc_liftered": ("mfcc", {"rate": 16000, "bands": 40, "coefficients": 20, "lifter": 22}),
}


@pytest.mark.slow
@pytest.mark.skipif(not DATA.is_dir(), reason="the goldens are in the repository")
@pytest.mark.parametrize("name", LIBROSA)
def test_mel_and_mfcc_are_those_of_librosa(name: str) -> None:
    verb, options = LIBROSA[name]
    x = golden_signal(2 * 1280 + 512)
    of_floats = getattr(feature, verb)(x / 32768, length=512, hop=256, **options)[::5]
    wanted = golden("mel/mel.hpp", name).reshape(of_floats.shape)
    assert of_floats.dtype == np.float32
    assert np.allclose(of_floats, wanted, rtol=1e-4, atol=1e-6 * np.abs(wanted).max())
    of_integers = getattr(feature, verb)(x, length=512, hop=256, **options)
    if verb == "mfcc":
        bound = 1.5 if "lifter" in options else 0.1
        assert np.abs(real_of(of_integers)[::5] - wanted).max() < bound
    else:
        level = 10 * np.log10(np.maximum(wanted, 1e-10))
        loud = level > level.max() - 70
        assert np.abs(of_integers[::5] / 256 - level)[loud].max() < 0.1


MISTAKES: dict[str, tuple[Any, str]] = {
    "length": (lambda: transform.rfft(REAL[:, :100]), "must be a power of two from 8 to 8192"),
    "hop": (lambda: transform.stft(REAL, 64, 65), "the hop is 1 to N samples"),
    "kind": (lambda: transform.power_spectrum(SHORT.astype(np.int32)), "float32, int16; got int32"),
    "window": (lambda: transform.window("hat", 8), "a window is one of rectangular, hann"),
    "complex": (lambda: transform.fft(REAL), r"expected complex64.*x.astype\(np.complex64\)"),
    "pairs": (lambda: transform.fft(transform.power_spectrum(SHORT)), "no complex numbers"),
    "number": (lambda: transform.fft(transform.goertzel(SHORT, 1, 4)), "one number, and no block"),
    "frequency": (lambda: transform.goertzel(REAL, 200, 256), "between 0 and rate / 2"),
    "norm": (lambda: transform.dct(REAL, norm="forward"), "norm is 'ortho' or None"),
    "coefficients": (lambda: feature.mfcc(REAL, bands=10), "1 to bands coefficients; got 20 of 10"),
    "output": (lambda: feature.mel(REAL, output="dB"), "'energy', 'db' or 'log'; got 'dB'"),
    "energy": (lambda: feature.mel(SHORT, length=64, output="energy"), "output = mel_output::db"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_every_mistake_gets_a_sentence(mistake: str) -> None:
    call, words = MISTAKES[mistake]
    with pytest.raises(ValueError, match=words):
        call()
