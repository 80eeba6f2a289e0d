"""What is counted of filters, transforms, features and models: programs, their goals and peers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import model_kernels
from kernel import OPTS, OPTS_OF, SMALL, Kernel
from results import Job

KERNELS: list[Kernel] = []


def _biquads(sample: str, variant: str, define: str, goals: Mapping[str, float]) -> Kernel:
    """A row of filter/biquad_bench.cpp, whose check() is the largest error."""
    kind = sample if sample == "float" else f"{sample}_t"
    off, unit = {
        "float": ("{:.2f}e-6 off", 1000),
        "int32": ("{:.2f} LSB of 24 bits off", 1000),
    }.get(sample, ("{:.3f} LSB off", 1000))
    peers: tuple[str, ...] = ()
    if sample == "float":
        peers = (
            "CMSIS df2T_f32", "CMSIS df2T_f32 UNROLL", "CMSIS df1_f32", "CMSIS df1_f32 UNROLL",
            "emlearn eml_iir f32 per-sample",
        )  # fmt: skip
    elif sample in ("int16", "int32"):  # q31: q15 has a signal-to-noise ratio of 0.5 dB
        peers = ("CMSIS df1_q31", "CMSIS df1_q31 UNROLL")
    return Kernel(
        f"mote biquads, {variant}", sample, "3 sections, block 256", "filter/biquad_bench.cpp",
        (f"SAMPLE={kind}", *([define] if define else [])), accuracy=off, accuracy_unit=unit,
        goals=goals, peers=peers, peer_size="3 sections",
    )  # fmt: skip


KERNELS += [
    _biquads("float", "taps at run time", "", {"m4": 24, "m55": 24.08}),
    _biquads("float", "A-weighting in code", "FIXED", {"m4": 18}),
    _biquads("float", "sample by sample", "SINGLE", {}),
    _biquads("int16", "taps at run time", "", {"m4": 60, "m0": 450, "m55": 21.1}),
    _biquads("int16", "A-weighting in code", "FIXED", {"m4": 45, "m0": 280}),
    _biquads("int16", "sample by sample", "SINGLE", {}),
    _biquads("int32", "taps at run time", "", {}),
    _biquads("int32", "A-weighting in code", "FIXED", {}),
    _biquads("int8", "taps at run time", "", {}),
    _biquads("int8", "A-weighting in code", "FIXED", {}),
]


def _fir(sample: str, variant: str, defines: tuple[str, ...], goals: Mapping[str, float]) -> Kernel:
    """A row of filter/fir_bench.cpp, whose check() is the largest error."""
    kind = sample if sample == "float" else f"{sample}_t"
    off, unit = ("{:.2f}e-6 off", 1e6) if sample == "float" else ("{:.3f} LSB off", 1000)
    name = {"float": "f32", "int8": "q7", "int16": "q15", "int32": "q31"}[sample]
    other = any(define.startswith(("DOWN", "UP", "SINGLE")) for define in defines)
    return Kernel(
        f"mote FIR, {variant}", sample, "64 taps, block 64", "filter/fir_bench.cpp",
        (f"SAMPLE={kind}", *defines), accuracy=off, accuracy_unit=unit, not_on=SMALL, goals=goals,
        peers=() if other else (f"CMSIS fir_{name} 64x64", f"CMSIS fir_{name} 64x64 UNROLL"),
    )  # fmt: skip


def _statistics(sample: str, goals: Mapping[str, float]) -> Kernel:
    """A row of feature/statistics_bench.cpp, whose check() is the largest relative error."""
    kind = sample if sample == "float" else f"{sample}_t"
    name = {"float": "f32", "int16": "q15"}.get(sample, "")
    peers = (f"CMSIS rms+mean+var {name}", f"CMSIS rms+mean+var {name} UNROLL") if name else ()
    return Kernel(
        "mote RMS, mean and variance", sample, "block 2000", "feature/statistics_bench.cpp",
        (f"SAMPLE={kind}",), accuracy="{:.2f}e-6 off", accuracy_unit=1000, not_on=SMALL,
        goals=goals, peers=peers,
    )  # fmt: skip


KERNELS += [
    _fir("float", "taps at run time", (), {"m4": 90, "m55": 55.56}),
    _fir("float", "taps in flash", ("FIXED",), {}),
    _fir("int16", "taps at run time", (), {"m4": 75, "m55": 54.34}),
    _fir("int16", "fine taps, 64-bit sums", ("FINEST=18",), {"m4": 75, "m55": 54.34}),
    _fir("int16", "taps in flash", ("FIXED",), {}),
    _fir("int8", "taps at run time", (), {}),
    _fir("int32", "taps at run time", (), {}),
    _fir("float", "sample by sample", ("SINGLE",), {}),
    _fir("int16", "sample by sample", ("SINGLE",), {}),
    _fir("float", "one output of 4", ("DOWN=4",), {}),
    _fir("int16", "one output of 4", ("DOWN=4",), {}),
    _fir("float", "4 outputs a sample", ("UP=4",), {}),
    _fir("int16", "4 outputs a sample", ("UP=4",), {}),
    _statistics("float", {}),
    _statistics("int8", {}),
    _statistics("int16", {"m4": 6, "m55": 1.55}),
    _statistics("int32", {}),
    Kernel(
        "mote PDM to PCM", "int16", "64 bits a sample", "filter/pdm_bench.cpp", ("FACTOR=64",),
        accuracy="{:.1f} LSB off", accuracy_unit=1000, not_on=SMALL,
    ),
]  # fmt: skip


def _simple(name: str, sample: str, size: str, work: str, window: int = 0) -> Kernel:
    """A row of filter/simple_bench.cpp, whose check() is the largest error."""
    kind = sample if sample == "float" else f"{sample}_t"
    defines = (f"SAMPLE={kind}", f"WORK={work}", *([f"WINDOW={window}"] if window else []))
    off, unit = ("{:.0f}e-6 off", 1) if sample == "float" else ("{:.2f} LSB off", 1000)
    return Kernel(
        f"mote {name}", sample, size, "filter/simple_bench.cpp", defines, accuracy=off,
        accuracy_unit=unit, not_on=SMALL,
    )  # fmt: skip


KERNELS += [
    _simple("one-pole low pass", "float", "block 256", "one_pole"),
    _simple("one-pole low pass", "int16", "block 256", "one_pole"),
    _simple("one-pole low pass", "int32", "block 256", "one_pole"),
    _simple("DC blocker", "int16", "block 256", "dc_blocker"),
    _simple("envelope", "int16", "block 256", "envelope"),
    _simple("RMS envelope", "int16", "one root a block of 256", "rms_envelope"),
    _simple("moving sum", "int16", "window 10", "sum", 10),
    _simple("moving mean", "float", "window 10", "mean", 10),
    _simple("moving mean", "int16", "window 10", "mean", 10),
    _simple("moving mean", "int16", "window 16", "mean", 16),
    _simple("moving minimum", "int16", "window 16", "lowest", 16),
    _simple("median", "int16", "window 3", "median", 3),
    _simple("median", "int16", "window 5", "median", 5),
    _simple("median", "int16", "window 9", "median", 9),
    _simple("median", "int16", "window 31", "median", 31),
    _simple("linear map", "int16", "block 256", "map"),
    _simple("int16 to float", "int16", "block 256", "to_float"),
    _simple("float to int16", "int16", "block 256", "to_int16"),
    _simple("deinterleave", "int16", "256 pairs", "split"),
    _simple("interleave", "int16", "256 pairs", "join"),
]


def _fft(
    sample: str, size: int, goals: Mapping[str, float] | None = None, flash_goal: int = 0,
    variant: str = "",
) -> Kernel:  # fmt: skip
    """A row of transform/fft_bench.cpp, whose check() is a signal-to-noise ratio."""
    kind = sample if sample == "float" else f"{sample}_t"
    name = {
        "": "real FFT",
        "COMPLEX": "complex FFT",
        "INVERSE": "real FFT and inverse",
        "QUIET": "real FFT at -40 dBFS",
    }[variant]
    peer = {"float": "CMSIS rfft_fast_f32", "int16": "CMSIS rfft_q15", "int32": "CMSIS rfft_q31"}
    return Kernel(
        f"mote {name}", sample, f"n {size}", "transform/fft_bench.cpp",
        (f"BENCH_SAMPLE={kind}", f"BENCH_SIZE={size}", *([f"BENCH_{variant}"] if variant else [])),
        unit="transform", accuracy="{:.1f} dB SNR", accuracy_unit=100,
        not_on=() if sample == "int16" and size < 1024 else SMALL, goals=goals or {},
        flash_goal=flash_goal, peers=(peer[sample],) if not variant else (),
        peer_size=f"n {size}",
    )  # fmt: skip


KERNELS += [
    _fft("float", 256),
    _fft("float", 512, {"m4": 21000, "m55": 6356.06}, 6144),
    _fft("float", 1024),
    _fft("int16", 256),
    _fft("int16", 512, {"m4": 17000, "m0": 65000, "m55": 3944.95}, 5120),
    _fft("int16", 1024),
    _fft("int32", 256),
    _fft("int32", 512),
    _fft("int32", 1024),
    _fft("float", 512, variant="INVERSE"),
    _fft("int16", 512, variant="INVERSE"),
    _fft("int16", 512, variant="QUIET"),
    _fft("float", 256, variant="COMPLEX"),
    _fft("int16", 256, variant="COMPLEX"),
]


def _mel(name: str, sample: str, size: str, variant: str, accuracy: str) -> Kernel:
    """A row of feature/mel_bench.cpp, whose check() counts thousandths, or values that differ."""
    kind = sample if sample == "float" else f"{sample}_t"
    return Kernel(
        f"mote {name}", sample, size, "feature/mel_bench.cpp",
        (f"BENCH_SAMPLE={kind}", f"BENCH_{variant}"), unit="frame", accuracy=accuracy,
        accuracy_unit=1 if accuracy.endswith("differ") else 1000, not_on=SMALL,
    )  # fmt: skip


for _sample, _off in (("float", "{:.3f}e-6 off"), ("int16", "{:.3f} LSB off")):
    KERNELS += [
        _mel("mel in dB", _sample, "40 bands of 512", "MEL", "{:.3f} dB off"),
        _mel("MFCC of a spectrum", _sample, "13 of 40 bands of 512", "MFCC", "{:.3f} off"),
        _mel("STFT", _sample, "512, hop 160", "STFT", "{:.0f} differ"),
        _mel("MFCC of samples", _sample, "13 of 512, hop 160", "MFCC_STFT", "{:.0f} differ"),
        _mel("Goertzel", _sample, "1 bin of 256", "GOERTZEL", "{:.3f} dB off"),
        _mel("DCT-II", _sample, "13 of 40", "DCT", _off),
        _mel("window", _sample, "512", "WINDOW", _off),
        _mel("Welch", _sample, "a segment of 512", "WELCH", "{:.3f}e-6 of the largest off"),
        _mel("deltas", _sample, "13, width 9", "DELTAS", _off),
        _mel("pre-emphasis", _sample, "512", "EMPHASIS", _off),
    ]
KERNELS.append(_mel("mel energies", "float", "40 bands of 512", "ENERGY", "{:.3f}e-6 off"))


def _level(sample: str, readings: str, peak: str) -> Kernel:
    """A row of feature/level_bench.cpp, whose check() is the level of a tone of -20 dBFS."""
    kind = sample if sample == "float" else f"{sample}_t"
    return Kernel(
        f"mote sound level meter, {readings}", sample, "16 kHz, block 256",
        "feature/level_bench.cpp", (f"SAMPLE={kind}", f"PEAK={peak}"),
        accuracy="{:.2f} dBFS of -20", accuracy_unit=100, not_on=SMALL,
    )  # fmt: skip


for _sample in ("float", "int16", "int32"):
    KERNELS += [
        _level(_sample, "LAF and LAeq", "none"),
        _level(_sample, "LAF, LAeq, LCpeak", "c"),
    ]


MOTION_BY_HAND = ("C++ integers, std::sort", "C float, qsort")


def _motion(name: str, defines: tuple[str, ...], goals: Mapping[str, float]) -> Kernel:
    """A row of feature/motion_bench.cpp; check() is 0 where the bits are those of the desk."""
    return Kernel(
        f"mote motion, {name}", "int16", "128 x 3", "feature/motion_bench.cpp", defines,
        unit="window", accuracy="{:.0f} differ", not_on=SMALL, goals=goals,
        peers=MOTION_BY_HAND if name == "92 features" else (),
    )  # fmt: skip


KERNELS += [
    _motion("92 features", ("FEATURES=all", "EXPECTED=1030646660u"),
            {"m0": 80_000, "m4": 42_000, "m55": 29_000}),
    _motion("41 features of a forest", ("FEATURES=forest", "EXPECTED=1167376728u"),
            {"m0": 64_000, "m4": 31_000, "m55": 22_000}),
    _motion("92 features of the slowest window", ("FEATURES=all", "WORST", "EXPECTED=1705106776u"),
            {"m0": 160_000, "m4": 95_000, "m55": 80_000}),
]  # fmt: skip


def _windows(name: str, sample: str, work: str) -> Kernel:
    """A row of feature/windows_bench.cpp, whose check() is the largest difference from the desk."""
    kind = sample if sample == "float" else f"{sample}_t"
    return Kernel(
        f"mote {name}", sample, "128 x 3", "feature/windows_bench.cpp",
        (f"SAMPLE={kind}", f"WORK={work}"), unit="window", accuracy="{:.3f}e-6 off",
        accuracy_unit=1000,
        # float by library takes some hundred million instructions for the windows of catch22
        not_on=("m0", "m3", "rv32", "avr") if work == "series" else SMALL,
    )  # fmt: skip


for _sample in ("float", "int16"):
    KERNELS += [
        _windows("window statistics, all 67", _sample, "statistics"),
        _windows("window statistics, mean to kurtosis", _sample, "moments"),
        _windows("window statistics, median, IQR, MAD, quantile", _sample, "ranks"),
        _windows("spectral features, 27", _sample, "spectral"),
        _windows("catch22, all 22 of each channel", _sample, "series"),
    ]


def _image(name: str, size: str, work: str, *defines: str, goals: Mapping[str, float]) -> Kernel:
    """A row of feature/image_bench.cpp, whose check() is the largest error."""
    return Kernel(
        f"mote {name}", "uint8", size, "feature/image_bench.cpp", (f"WORK={work}", *defines),
        unit="pixel", accuracy="{:.3f} steps off", accuracy_unit=1000, not_on=SMALL, goals=goals,
    )  # fmt: skip


KERNELS += [
    _image("box downscale", "120 x 160 to 30 x 40", "box", goals={}),
    _image("box downscale", "120 x 160 to 96 x 96", "box", "PICTURE=96,96,1", goals={}),
    _image("bilinear downscale", "120 x 160 to 96 x 96", "bilinear", "PICTURE=96,96,1", goals={}),
    _image("grey of RGB565", "160", "grey", goals={}),
    _image("pixels to int8", "320", "shift", goals={}),
]

KERNELS += model_kernels.KERNELS


def _knn(name: str, sample: str, *defines: str, goals: Mapping[str, float] | None = None) -> Kernel:
    """A row of model/knn_bench.cpp, whose check() counts the samples with scikit-learn's class."""
    kind = sample if sample == "float" else f"{sample}_t"
    is_peers = name == "euclidean" and sample == "int16"
    return Kernel(
        f"mote KNN, {name}", sample, "100 x 16, k 3", "model/knn_bench.cpp",
        (f"SAMPLE={kind}", *defines), unit="inference", accuracy="{:.0f} of 50 right",
        goals=goals or {}, flash_goal=4371 if is_peers else 0,
        peers=("emlearn KNN",) if is_peers else (),
    )  # fmt: skip


KERNELS += [
    _knn("euclidean", "int16", goals={"m4": 6000, "m0": 14000, "m55": 2000}),
    _knn("euclidean, full range", "int16", "SPREAD=15"),
    _knn("manhattan", "int16", "METRIC=manhattan"),
    _knn("manhattan", "int8", "METRIC=manhattan"),
    _knn("euclidean", "int8"),
    _knn("euclidean", "float"),
]


def _svm(sample: str, digits: bool = False) -> Kernel:
    """A row of model/svm_bench.cpp: right rows, and 1000 times those as scikit-learn."""
    kind = sample if sample == "float" else f"{sample}_t"
    return Kernel(
        f"mote SVC rbf, {'ten digits' if digits else 'two classes'}", sample,
        "282 x 64" if digits else "100 x 16", "model/svm_bench.cpp",
        (f"SAMPLE={kind}", *(["DIGITS"] if digits else [])), unit="inference",
        accuracy="{:.3f} thousand rows as scikit-learn", accuracy_unit=1000,
        flash_goal=7723 if sample == "float" else 0,
        peers=("m2cgen SVC rbf", "loops over float SVC rbf") if sample == "float" else (),
    )  # fmt: skip


KERNELS += [_svm("float"), _svm("int16"), _svm("int8"), _svm("int8", True)]

# The rows of the README.
SHOWN = [
    ("mote biquads, taps at run time", "float", "3 sections, block 256"),
    ("mote biquads, A-weighting in code", "float", "3 sections, block 256"),
    ("mote biquads, taps at run time", "int16", "3 sections, block 256"),
    ("mote biquads, A-weighting in code", "int16", "3 sections, block 256"),
    ("mote FIR, taps at run time", "float", "64 taps, block 64"),
    ("mote FIR, taps at run time", "int16", "64 taps, block 64"),
    ("mote real FFT", "float", "n 512"),
    ("mote real FFT", "int16", "n 512"),
    ("mote real FFT", "int32", "n 512"),
    ("mote MFCC of samples", "int16", "13 of 512, hop 160"),
    ("mote sound level meter, LAF and LAeq", "int16", "16 kHz, block 256"),
    ("mote RMS, mean and variance", "int16", "block 2000"),
    ("mote motion, 92 features", "int16", "128 x 3"),
]


def jobs(
    cores: Iterable[str], opts: Iterable[str] = OPTS, kernels: Sequence[Kernel] | None = None
) -> list[Job[Kernel]]:
    return [
        Job(k, core, opt)
        for core in cores
        for opt in opts
        if opt in OPTS_OF.get(core, ("-O2",))
        for k in (KERNELS if kernels is None else kernels)
        if core not in k.not_on
    ]
