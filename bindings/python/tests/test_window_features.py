"""Statistics, spectra and cepstra of windows: as they are defined, and as transformers."""

from __future__ import annotations

import pickle
from typing import Any

import numpy as np
import pytest
from scipy import stats as scipy_stats
from scipy.signal import find_peaks
from sklearn.base import clone
from sklearn.naive_bayes import GaussianNB
from sklearn.pipeline import make_pipeline, make_union

import mote
from mote import feature, transform
from mote.features.stage import run

RANDOM = np.random.default_rng(2)
ROWS = 64
REAL = RANDOM.normal(0.2, 1, (30, ROWS, 3)).astype(np.float32)
SHORT = np.concatenate([
    RANDOM.normal(300, 4000, (20, ROWS, 3)).astype(np.int16),
    np.where(np.arange(ROWS) % 2, 32767, -32768).astype(np.int16)[None, :, None].repeat(3, 2),
    np.where(np.arange(ROWS) == 9, 32767, 5).astype(np.int16)[None, :, None].repeat(3, 2),
])  # fmt: skip

# Each in double, and what one unit of int16 windows is.
DEFINED: dict[str, tuple[Any, float]] = {
    "mean": (np.mean, 2**-8),
    "variance": (np.var, 1),
    "standard_deviation": (np.std, 2**-8),
    "skewness": (scipy_stats.skew, 2**-12),
    "kurtosis": (scipy_stats.kurtosis, 2**-12),
    "rms": (lambda x: np.sqrt(np.mean(x**2)), 2**-8),
    "energy": (lambda x: np.mean(x**2), 1),
    "min": (np.min, 1),
    "max": (np.max, 1),
    "range": (np.ptp, 1),
    "median": (np.median, 2**-8),
    "iqr": (scipy_stats.iqr, 2**-8),
    "mad": (scipy_stats.median_abs_deviation, 2**-8),
    "zero_crossings": (lambda x: np.count_nonzero(np.diff(x < 0)), 1),
    "mean_crossings": (lambda x: np.count_nonzero(np.diff(x < x.mean())), 1),
    "slope": (lambda x: np.polyfit(np.arange(len(x)), x, 1)[0], 2**-14),
    "peaks": (lambda x: len(find_peaks(x)[0]), 1),
    "sum_of_differences": (lambda x: np.abs(np.diff(x)).sum(), 1),
    "quantile_0.9": (lambda x: np.quantile(x, 0.9), 2**-8),
    "autocorrelation_3": (
        lambda x: (x - x.mean())[3:] @ (x - x.mean())[:-3] / (x.var() * len(x)),
        2**-15,
    ),
    "entropy_16": (
        lambda x: scipy_stats.entropy(np.histogram(x, 16)[0], base=2),
        2**-12,
    ),
}
JOINT: dict[str, tuple[Any, float]] = {
    "magnitude_area": (lambda w: np.abs(w).sum(axis=1).mean(), 2**-8),
    "x_y_correlation": (lambda w: np.corrcoef(w[:, 0], w[:, 1])[0, 1], 2**-15),
    "x_z_correlation": (lambda w: np.corrcoef(w[:, 0], w[:, 2])[0, 1], 2**-15),
    "y_z_correlation": (lambda w: np.corrcoef(w[:, 1], w[:, 2])[0, 1], 2**-15),
}
FEATURES = [*DEFINED, "magnitude_area", "correlation"]


@pytest.mark.slow
@pytest.mark.parametrize("X", [REAL, SHORT], ids=["float", "int16"])
def test_each_statistic_is_its_definition(X: np.ndarray) -> None:
    statistics = mote.Statistics(FEATURES).fit(X)
    found = statistics.transform(X)
    names = statistics.get_feature_names_out().tolist()
    assert found.dtype == (np.float32 if X is REAL else np.int32)
    assert names == [f"{axis}_{name}" for name in DEFINED for axis in "xyz"] + list(JOINT)
    for window, row in zip(X.astype(np.float64), found):
        for name, value in zip(names, row):
            define, unit = JOINT.get(name) or DEFINED[name[2:]]
            given = window if name in JOINT else window[:, "xyz".index(name[0])]
            wanted = define(given)
            if X is REAL:
                assert abs(value - wanted) <= 2e-5 * (1 + abs(wanted)), name
            else:
                assert abs(value * unit - wanted) <= 1.01 * unit + 1e-9 * abs(wanted), name


@pytest.mark.slow
def test_a_few_statistics_have_the_numbers_of_all() -> None:
    statistics = mote.Statistics(["mean", "iqr", "peaks", "correlation"]).fit(SHORT)
    every = statistics.transform(SHORT)
    stage = statistics._stage([4, 0, 11])
    assert stage.names == ("y_iqr", "x_mean", "y_z_correlation")
    assert (run(stage, SHORT) == every[:, [4, 0, 11]]).all()
    assert "iqr.of(" not in statistics._stage().declarations


@pytest.mark.slow
@pytest.mark.parametrize("X", [REAL, SHORT], ids=["float", "int16"])
def test_a_spectrum_is_that_of_the_functions(X: np.ndarray) -> None:
    names = ["centroid", "spread", "rolloff", "dominant", "flatness", "entropy", "crest", "level"]
    spectrum = mote.Spectrum(names, bands=[(3, 12), (12, 33)]).fit(X)
    found = spectrum.transform(X)
    columns = spectrum.get_feature_names_out().tolist()
    assert columns[:3] == ["x_centroid", "y_centroid", "z_centroid"]
    assert columns[-3:] == ["x_band_12_33", "y_band_12_33", "z_band_12_33"]
    tapered = transform.apply_window(X, axis=1)
    shape = feature.spectrum_shape(tapered, axis=1)
    for i, name in enumerate(names[:-1]):
        assert (found[:, 3 * i : 3 * i + 3] == getattr(shape, name)).all(), name
    powers: Any = transform.power_spectrum(tapered, axis=1)
    powers = powers if X is REAL else powers.real / 2**30
    total = powers.sum(axis=1)
    unit = 1 if X is REAL else 256
    assert np.abs(found[:, 21:24] - 10 * np.log10(total) * unit).max() < (1e-4 if unit == 1 else 2)
    unit = 1 if X is REAL else 65536
    shares = np.concatenate([powers[:, 3:12].sum(axis=1), powers[:, 12:].sum(axis=1)], axis=1)
    wanted = shares / np.tile(total, 2)
    assert np.abs(found[:, 24:] / unit - wanted).max() < (1e-5 if unit == 1 else 1.01 / 65536)


@pytest.mark.slow
def test_bands_may_be_said_in_hertz() -> None:
    in_bins = mote.Spectrum([], bands=[(2, 8), (8, 33)]).fit(SHORT)
    in_hertz = mote.Spectrum([], bands=[(1.4, 6.25), (6.25, 26)], rate=50).fit(SHORT)
    assert (in_bins.transform(SHORT) == in_hertz.transform(SHORT)).all()
    assert in_hertz.get_feature_names_out()[0] == "x_band_1.4_6.25"
    assert set(in_bins._stage([4]).names) == {f"{axis}_band_8_33" for axis in "xyz"}


@pytest.mark.slow
@pytest.mark.parametrize("X", [REAL * 0.1, SHORT], ids=["float", "int16"])
def test_mel_and_mfcc_are_those_of_the_functions(X: np.ndarray) -> None:
    X = X[:, :, :2]
    options = {"rate": 8000, "bands": 12, "fmin": 50.0, "htk": True}
    mel = mote.Mel(**options).fit(X)
    mfcc = mote.Mfcc(coefficients=7, lifter=5.0, channels=["left", "right"], **options).fit(X)
    rows = X.swapaxes(1, 2)
    bands = feature.mel(rows, length=ROWS, output="db", **options)
    assert (mel.transform(X) == bands.reshape(len(X), -1)).all()
    assert mel.get_feature_names_out()[12] == "ch1_mel0"
    cepstrum: Any = feature.mfcc(rows, length=ROWS, coefficients=7, lifter=5.0, **options)
    cepstrum = cepstrum if X.dtype == np.float32 else cepstrum.values
    assert (mfcc.transform(X) == cepstrum.reshape(len(X), -1)).all()
    assert mfcc.get_feature_names_out()[[0, 13]].tolist() == ["left_mfcc0", "right_mfcc6"]


@pytest.mark.slow
@pytest.mark.parametrize(
    "step",
    [
        mote.Statistics(["mean"], channels=["a", "b", "c"]), mote.Spectrum(["entropy"]),
        mote.Mel(bands=8), mote.Mfcc(coefficients=3, bands=8),
    ],
    ids=lambda step: type(step).__name__,
)  # fmt: skip
def test_each_is_a_transformer_of_scikit_learn(step: Any) -> None:
    fitted = clone(step).fit(SHORT)
    assert fitted.get_params() == step.get_params()
    again = pickle.loads(pickle.dumps(fitted))
    assert (again.transform(SHORT) == fitted.transform(SHORT)).all()
    table = fitted.set_output(transform="pandas").transform(SHORT)
    assert list(table.columns) == fitted.get_feature_names_out().tolist()
    with pytest.raises(ValueError, match="64 rows of 3 channels; got 64 of 2"):
        fitted.transform(SHORT[:, :, :2])


@pytest.mark.slow
def test_steps_are_put_side_by_side() -> None:
    both = make_union(mote.Statistics(["rms"]), mote.Motion(["l1_mean"]))
    model = make_pipeline(both, GaussianNB()).fit(SHORT, np.arange(len(SHORT)) % 2)
    assert model[:-1].get_feature_names_out().tolist() == [
        "statistics__x_rms", "statistics__y_rms", "statistics__z_rms", "motion__l1_mean",
    ]  # fmt: skip
    assert model.predict(SHORT).shape == (len(SHORT),)


def statistics(*names: str) -> Any:
    return lambda: mote.Statistics(list(names)).fit(SHORT)


MISTAKES: dict[str, tuple[Any, str]] = {
    "statistic": (statistics("average"), "'average' is no statistic: there are mean"),
    "quantile": (statistics("quantile_2"), "'quantile_2' is no statistic of 64 rows: quantile_0"),
    "lag": (statistics("autocorrelation_64"), "of a lag below the rows"),
    "twice": (statistics("mean", "mean"), "each once"),
    "word": (lambda: mote.Statistics("mean").fit(SHORT), "'all' or a list of names; got 'mean'"),
    "one channel": (
        lambda: mote.Statistics(["correlation"]).fit(SHORT[:, :, 0]),
        "a correlation is of two channels",
    ),
    "double": (
        lambda: mote.Statistics(["mean"]).fit(np.full((2, 9), 0.1)),
        r"X of Statistics has .*0\.1.*which is no float32",
    ),
    "nan": (
        lambda: mote.Statistics(["mean"]).fit(np.full((2, 9), np.nan, np.float32)),
        r"X of Statistics has nan at \[0, 0, 0\]",
    ),
    "names": (
        lambda: mote.Statistics(["mean"], channels=["a", "b"]).fit(SHORT),
        r"the 3 channels that Statistics takes, each once; got \['a', 'b'\]",
    ),
    "rows": (lambda: mote.Spectrum().fit(SHORT[:, :60]), "power of two.*got 60.*rows=32"),
    "kind": (lambda: mote.Spectrum(["loudness"]).fit(SHORT), "got 'loudness'"),
    "band": (
        lambda: mote.Spectrum(bands=[(30, 34)]).fit(SHORT),
        "has no bin: there are the bins 0",
    ),
    "hertz": (lambda: mote.Spectrum(bands=[(1, 1.1)], rate=50).fit(SHORT), "0.78125 Hz apart"),
    "halves": (lambda: mote.Spectrum(bands=[(1, 2.5)]).fit(SHORT), "whole bins, or Hz where rate="),
    "nothing": (lambda: mote.Spectrum([]).fit(SHORT), "at least one of features or bands"),
    "energy": (lambda: mote.Mel(output="energy").fit(SHORT), "no energies of int16"),
    "fmax": (lambda: mote.Mfcc(rate=8000, fmax=5000).fit(SHORT), "between 0 and rate / 2"),
    "coefficients": (lambda: mote.Mfcc(coefficients=9, bands=8).fit(SHORT), "9 of 8 bands"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_every_mistake_gets_a_sentence(mistake: str) -> None:
    call, words = MISTAKES[mistake]
    with pytest.raises(ValueError, match=words):
        call()
