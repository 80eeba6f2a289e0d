#!/usr/bin/env python3
"""Check that every public template over a sample type refuses every other type with a sentence.

usage: wrong_samples.py <include> <compiler> <flag>...

What takes a block refuses likewise what is none: pointers, volatile arrays, other element types.

One source holds a line for each template and each wrong type, and is compiled once. The first error
of each line must be a sentence of docs/reference/compile-errors.md. A template with a parameter
`Sample`, `From` or `To` in a public header that has no line here is an error as well.
"""

import collections
import pathlib
import re
import subprocess
import sys

WRONG = ["double", "int64_t", "uint32_t", "uint64_t", "long long", "char", "bool", "wchar_t",
         "std::complex<float>", "mote::complex<float>", "const float", "const int16_t", "float*",
         "some_class", "some_enum"]  # fmt: skip
UNSIGNED = ["uint8_t", "uint16_t"]
REAL = [wrong for wrong in WRONG if "complex" not in wrong]

# Declarations of T; the types besides WRONG that a template refuses.
CLASSES: dict[str, tuple[str, list[str]]] = {
    "frame": ("frame<T, 8, 4, 3>", []),
    "frame_view": ("frame_view<T, 8, 3>", []),
    "select_columns": ("select_columns<T, 8, columns>", UNSIGNED),
    "scale_columns": ("scale_columns<T, thousandths, thousandths>", UNSIGNED),
    "cast_columns": ("cast_columns<T, int8_t, 3>", [*UNSIGNED, "float"]),
    "cast_columns, to": ("cast_columns<int32_t, T, 3>", UNSIGNED),
    "cast_features": ("cast_features<mote::window_statistics<int16_t, 8, 2, few>, T>", UNSIGNED),
    "project_columns": ("project_columns<T, thousandths, squares>", UNSIGNED),
    "multiply_columns": ("multiply_columns<T, 3, products>", UNSIGNED),
    "normalize_columns": ("normalize_columns<T, 3, mote::row_norm::l2, little>", UNSIGNED),
    "input": ("nn::input<T, mote::nn::shape<1, 1, 2>>", [*UNSIGNED, "int16_t", "int32_t"]),
    "weights": ("nn::weights<T, 2, 2>", [*UNSIGNED, "int16_t", "int32_t"]),
    "categorical_naive_bayes": (
        "categorical_naive_bayes<some_enum, T, 2, columns>",
        [*UNSIGNED, "int32_t"],
    ),
    "knn": (
        "knn<mote::detail::model::knn_values, T, 2, 3, 1, mote::knn_metric::manhattan, "
        "mote::knn_weights::uniform, mote::fixed>",
        [*UNSIGNED, "int32_t"],
    ),
    "kmeans": (
        "kmeans<some_enum, T, 2, 3, mote::knn_metric::euclidean, mote::fixed>",
        [*UNSIGNED, "int32_t"],
    ),
    "local_outlier_factor": ("local_outlier_factor<some_enum, T, 2, 3, 1>", [*UNSIGNED, "int32_t"]),
    "hoeffding_tree": ("hoeffding_tree<some_enum, T, 2, 3, 7>", [*UNSIGNED, "int32_t"]),
    "knn_regressor": ("knn_regressor<T, 2, 3, 1>", [*UNSIGNED, "int32_t"]),
    "knn_novelty": ("knn_novelty<T, 2, 3, 1>", [*UNSIGNED, "int32_t"]),
    "svm": (
        "svm<mote::svm_value, mote::svm_kernel::rbf, T, 2, 3>",
        [*UNSIGNED, "int32_t"],
    ),
    "svr": ("svr<mote::svm_kernel::rbf, T, 2, 3>", [*UNSIGNED, "int32_t"]),
    "svc": ("svc<some_enum, 2, mote::svm_kernel::rbf, T, 2, 3>", [*UNSIGNED, "int32_t"]),
    "one_class_svm": (
        "one_class_svm<some_enum, mote::svm_kernel::rbf, T, 2, 3>",
        [*UNSIGNED, "int32_t"],
    ),
    "near_classes": ("near_classes<T, 3, 2>", UNSIGNED),
    "replace_columns": ("replace_columns<T, thousandths, thousandths>", UNSIGNED),
    "linear_model": (
        "linear_model<mote::link::margin, some_enum, T, 3>",
        [*UNSIGNED, "int32_t"],
    ),
    "dense": (
        "dense<mote::activation::relu, T, 3, 2>",
        [*UNSIGNED, "int32_t"],
    ),
    "dense_sums": ("dense_sums<T, 3, 2>", [*UNSIGNED, "int32_t"]),
    "sided_columns": ("sided_columns<T, 8, columns, thousandths, little>", UNSIGNED),
    "npy_reader": ("npy_reader<T, 3>", []),
    "npy_writer": ("npy_writer<T, 3>", []),
    "statistics": ("statistics<T>", []),
    "extremes": ("extremes<T>", []),
    "series_features": (
        "series_features<T, 16, mote::all_series>",
        ["int32_t", "int8_t", *UNSIGNED],
    ),
    "window_statistics": ("window_statistics<T, 8, 2, few>", ["int32_t", *UNSIGNED]),
    "zero_crossings": ("zero_crossings<T>", UNSIGNED),
    "moving_sum": ("moving_sum<T, 8>", []),
    "moving_mean": ("moving_mean<T, 8>", []),
    "moving_min": ("moving_min<T, 8>", []),
    "moving_max": ("moving_max<T, 8>", []),
    "median": ("median<T, 5>", []),
    "running_median": ("running_median<T, 5>", []),
    "hampel": ("hampel<T, 5>", []),
    "hampel_threshold": ("hampel_threshold<T>", []),
    "linear_map": ("linear_map<T, int16_t>", ["float"]),
    "linear_map, to": ("linear_map<int16_t, T>", ["float"]),
    "one_pole": ("one_pole<T>", UNSIGNED),
    "one_pole_highpass": ("one_pole_highpass<T>", UNSIGNED),
    "one_pole_taps": ("one_pole_taps<T>", UNSIGNED),
    "comb_notch": ("comb_notch<T, 8>", UNSIGNED),
    "comb_peak": ("comb_peak<T, 8>", UNSIGNED),
    "dc_blocker": ("dc_blocker<T>", UNSIGNED),
    "envelope": ("envelope<T>", UNSIGNED),
    "peak_hold": ("peak_hold<T>", UNSIGNED),
    "rms_envelope": ("rms_envelope<T>", UNSIGNED),
    "biquad_cascade": ("biquad_cascade<T, 3>", UNSIGNED),
    "biquad_taps": ("biquad_taps<T, 3>", UNSIGNED),
    "fixed_biquad_cascade": ("fixed_biquad_cascade<design, T>", UNSIGNED),
    "fir": ("fir<T, 8>", UNSIGNED),
    "fir_taps": ("fir_taps<T, 8>", UNSIGNED),
    "fixed_fir": ("fixed_fir<taps, T>", UNSIGNED),
    "fir_decimator": ("fir_decimator<T, 8, 2>", UNSIGNED),
    "fir_interpolator": ("fir_interpolator<T, 8, 2>", UNSIGNED),
    "fir_resampler": ("fir_resampler<T, 8, 3, 2>", UNSIGNED),
    "cic_decimator": ("cic_decimator<T, 3, 8>", [*UNSIGNED, "float"]),
    "cic_interpolator": ("cic_interpolator<T, 3, 8>", [*UNSIGNED, "float"]),
    "window": ("window<T, 16>", [*UNSIGNED, "int8_t"]),
    "stft": ("stft<T, 16>", [*UNSIGNED, "int8_t"]),
    "goertzel_bin": ("goertzel_bin<T, 205>", UNSIGNED),
    "goertzel": ("goertzel<T, 205>", UNSIGNED),
    "dct": ("dct<T, 16>", [*UNSIGNED, "int8_t", "int32_t"]),
    "dct_table": ("dct_table<T, 16, 16, gain>", [*UNSIGNED, "int8_t", "int32_t"]),
    "pre_emphasis": ("pre_emphasis<T>", [*UNSIGNED, "int8_t", "int32_t"]),
    "deltas": ("deltas<T, 13>", [*UNSIGNED, "int8_t", "int32_t"]),
    "welch": ("welch<T, 16>", [*UNSIGNED, "int8_t", "int32_t"]),
    "power_to_db": ("power_to_db<T>", [*UNSIGNED, "int8_t", "int32_t"]),
    "level_meter": ("level_meter<T, level>", ["uint8_t", "int8_t"]),
    "mel": ("mel<T, bands>", [*UNSIGNED, "int8_t", "int32_t"]),
    "motion_features": (
        "motion_features<T, 128, mote::motion::all>",
        [*UNSIGNED, "int8_t", "int32_t", "float"],
    ),
    "spectral_features": (
        "spectral_features<T, 16, 1, spectral>",
        [*UNSIGNED, "int8_t", "int32_t"],
    ),
    "mel_features": ("mel_features<T, 2048, 1, bands>", [*UNSIGNED, "int8_t", "int32_t"]),
    "mfcc_features": ("mfcc_features<T, 2048, 1, cepstrum>", [*UNSIGNED, "int8_t", "int32_t"]),
    "box_downscale": (
        "image::box_downscale<T, mote::nn::shape<4, 4, 1>, mote::nn::shape<2, 2, 1>>",
        ["int32_t"],
    ),
    "bilinear_downscale": (
        "image::bilinear_downscale<T, mote::nn::shape<4, 4, 1>, mote::nn::shape<2, 2, 1>>",
        ["int32_t"],
    ),
    "crop": ("image::crop<T, mote::nn::shape<4, 4, 1>, mote::nn::shape<2, 2, 1>, 0, 0>", []),
    "mfcc": ("mfcc<T, cepstrum>", [*UNSIGNED, "int8_t", "int32_t"]),
}
# Expressions, of a function.
CALLS: dict[str, tuple[str, list[str]]] = {
    "convert": ("mote::convert<int16_t>(some<T>())", []),
    "convert, to": ("mote::convert<T>(int16_t{1})", []),
    "quantize of sos": ("mote::quantize<T>(design)", UNSIGNED),
    "quantize of array": ("mote::quantize<T>(taps)", UNSIGNED),
    "quantize of smoothing": ("mote::quantize<T>(mote::smoothing{0.5})", UNSIGNED),
    "make_fir_taps": ("mote::make_fir_taps<T, 8>({}, 15)", UNSIGNED),
    "fft": ("mote::fft(some<mote::array<mote::complex<T>, 16>&>())", [*UNSIGNED, "int8_t"]),
    "ifft": ("mote::ifft(some<mote::array<mote::complex<T>, 16>&>())", [*UNSIGNED, "int8_t"]),
    "rfft": ("mote::rfft(some<mote::array<T, 16>&>())", [*UNSIGNED, "int8_t"]),
    "irfft": ("mote::irfft(some<mote::array<T, 16>&>())", [*UNSIGNED, "int8_t"]),
    "power_spectrum": (
        "mote::power_spectrum(some<mote::bins<T, 16>>(), some<mote::array<float, 9>&>())",
        [*UNSIGNED, "int8_t", "int32_t"],
    ),
    "magnitude_spectrum": (
        "mote::magnitude_spectrum(some<mote::bins<T, 16>>(), some<mote::array<float, 9>&>())",
        [*UNSIGNED, "int8_t", "int32_t"],
    ),
}
# What takes blocks of int16_t, and calls of it, where T is none. Compilers say a thing once, so
# that each call has a length of its own.
BLOCKS: dict[str, list[str]] = {
    "mote::statistics<int16_t>": ["it.add(some<T>())"],
    "mote::statistics<float>": ["it.add(some<T>())"],
    "mote::extremes<int16_t>": ["it.add(some<T>())"],
    "mote::zero_crossings<int16_t>": ["it.add(some<T>())"],
    "mote::level_meter<int16_t, level>": ["it.add(some<T>())"],
    "mote::level_histogram<0, 10>": ["it.add(some<T>())"],
    "mote::peak_hold<int16_t>": ["it.add(some<T>())"],
    "mote::rms_envelope<int16_t>": ["it.add(some<T>())"],
    "mote::goertzel<int16_t, 8>": ["it.add(some<T>())"],
    "const mote::goertzel_bin<int16_t, 8>": ["it.value(some<T>())", "it.power(some<T>())"],
    "mote::stft<int16_t, 8>": ["it.push(some<T>())"],
    "mote::frame<int16_t, 8>": ["it.push(some<T>())"],
    "mote::deltas<int16_t, 8>": ["it.push(some<T>())"],
    "mote::welch<int16_t, 8>": ["it.add(some<T>())"],
    "mote::spsc_ring<int16_t, 8>": ["it.push(some<T>())", "it.pop(some<T>())"],
    "const mote::window<int16_t, 8>": [
        "it.process(some<T>(), eight)", "it.process(eight, some<T>())",
    ],
    "const mote::dct<int16_t, 8>": [
        "it.process(some<T>(), eight)", "it.process(eight, some<T>())",
        "it.inverse(some<T>(), eight)", "it.inverse(eight, some<T>())",
    ],
    "mote::median<int16_t, 5>": ["it.process(some<T>(), eight)", "it.process(eight, some<T>())"],
    "void": [
        "mote::convert<int16_t, int16_t>(some<T>(), eight)",
        "mote::convert<int16_t, int16_t>(eight, some<T>())",
        "mote::unpack_int24(some<T>(), words)",
        "mote::unpack_int24(bytes, some<T>())",
        "mote::deinterleave<int16_t>(some<T>(), {four, four})",
        "mote::interleave<int16_t>({four, four}, some<T>())",
    ],
}  # fmt: skip
NO_BLOCKS = ["some_class (*)[N]", "volatile int16_t (*)[N]", "volatile int16_t (&)[N]",
             "const volatile float (&)[N]", "double (&)[N]", "mote::array<double, N>&"]  # fmt: skip

# Public templates of these parameters that take any type, and why.
ANY = {
    "interleave": "copies", "deinterleave": "copies",
    "bit_cast": "copies bits",
    "predict": "a whole sample of a model, see sample_of_wrong_type.cpp",
    "predict_proba": "likewise", "score": "likewise",
    "hann_window": "a `window`", "taper": "what a `window` takes",
}  # fmt: skip

HEAD = """#include <complex>
#include "mote/mote.hpp"
struct some_class {};
enum some_enum { one };
struct gain { static constexpr double at(size_t) { return 1; } };
inline constexpr mote::sos<1> design{{1, 0, 0, 1, 0, 0}};
inline constexpr mote::array<double, 8> taps{1};
inline constexpr mote::array<uint8_t, 2> columns{{1, 0}};
inline constexpr mote::array<float, 2> thousandths{{1e-3f, 1e-3f}};
inline constexpr mote::array<mote::array<float, 2>, 2> squares{};
inline constexpr mote::array<mote::array<uint8_t, 2>, 1> products{{{{0, 1}}}};
inline constexpr float little = 1e-6f;
inline constexpr mote::level_options level{};
inline constexpr mote::array few{mote::stat::mean};
inline constexpr mote::mel_options bands = [] {
  mote::mel_options o;
  o.output = mote::mel_output::db;
  return o;
}();
inline constexpr mote::array<mote::spectral::feature, 1> spectral = {
    {{mote::spectral::kind::centroid}}};
inline constexpr mote::mfcc_options cepstrum{};
template <class T> T some();
int16_t eight[8], four[4];
int32_t words[8];
uint8_t bytes[24];
"""


def all_uses() -> list[tuple[str, str]]:
    """What is wrong, and the line that does it."""
    uses: list[tuple[str, str]] = []
    for table, form in (
        (CLASSES, "static_assert(sizeof(mote::{}) > 0);"),
        (CALLS, "void use_{n}() {{ (void)({}); }}"),
    ):
        for text, more in table.values():
            for wrong in [*(REAL if "rfft" in text else WRONG), *more]:
                if "const" in wrong and ("mote::array<" in text or "some<T>" in text):
                    continue
                use = re.sub(r"\bT\b", wrong, text)
                uses.append((use, form.format(use, n=len(uses))))
    for taker, calls in BLOCKS.items():
        for call in calls:
            for block in NO_BLOCKS:
                n = len(uses)
                use = re.sub(r"\bT\b", block.replace("N", f"{n + 100}"), call)
                it = "" if taker == "void" else f"{taker}& it"
                uses.append((f"{taker}: {use}", f"void use_{n}({it}) {{ (void)({use}); }}"))
    return uses


def first_errors(output: str, name: str) -> dict[int, str]:
    """The first error of each line of the source: GCC says before an error, and Clang after it,
    which line wanted the template."""
    place = re.compile(re.escape(name) + r":(\d+):\d+: +(.*)")
    first: dict[int, str] = {}
    wanted_by, pending = 0, ""
    for text in output.splitlines():
        found = place.match(text)
        error = re.search(r"(?:fatal )?error: (.*)", text)
        if error:
            pending = error[1]
            if found or wanted_by:
                first.setdefault(int(found[1]) if found else wanted_by, pending)
                pending = ""
        elif found and "required from here" in found[2]:  # GCC
            wanted_by = int(found[1])
        elif text.endswith("required from here"):  # a default argument: its class itself follows
            wanted_by = 0
        elif found and pending and re.search("(requested|required) here", found[2]):  # Clang
            first.setdefault(int(found[1]), pending)
            pending = ""
    return first


def untested(include: pathlib.Path) -> list[str]:
    """Public templates over a sample type that have no line here."""
    known = {re.split(r"[, ]", name)[0] for name in (*CLASSES, *CALLS)} | set(ANY)
    template = re.compile(
        r"^template <[^{;]*?\bclass (?:Sample|From|To)\b[^{;]*?>\s*"
        r"(?:MOTE_BIT_CONSTEXPR |inline |constexpr )*"
        r"(?:(?:class|struct)\s+(\w+)\s*[:{;\n]|[\w:<>, *&+/()-]+?\s(\w+)\s*[({])",
        re.M,
    )
    missing = []
    for header in sorted(include.rglob("*.hpp")):
        if {"detail", "kernel"} & set(header.relative_to(include).parts):
            continue
        text = re.sub(
            r"namespace (?:mote::)?detail.*?\n}  // namespace (?:mote::)?detail",
            "",
            header.read_text(),
            flags=re.S,
        )
        missing += [
            f"{header.name}: {name}"
            for a, b in template.findall(text)
            if (name := a or b) not in known
        ]
    return missing


def main() -> int:
    include, compiler, flags = pathlib.Path(sys.argv[1]), sys.argv[2], sys.argv[3:]
    page = (include.parent / "docs/reference/compile-errors.md").read_text()
    sentences = re.findall(r"^\| (.*?) \|", page, re.M)[2:]
    limit = (
        ["-ferror-limit=0", "-ftemplate-backtrace-limit=0"]
        if "clang" in compiler
        else ["-fmax-errors=0"]
    )
    command = [compiler, *flags, *limit, f"-I{include}", "-fsyntax-only", "-x", "c++", "-"]

    # A compiler says a thing once: what is made of another template of this list is tried again
    # without it.
    uses = left = all_uses()
    first: dict[str, str] = {}
    while left:
        text = HEAD + "\n".join(line for _, line in left) + "\n"
        done = subprocess.run(command, input=text, capture_output=True, text=True)
        at = first_errors(done.stderr, "<stdin>")
        above = HEAD.count("\n") + 1
        first = {use: at.get(i, "no error") for i, (use, _) in enumerate(left, start=above)}
        still = [u for u in left if not any(sentence in first[u[0]] for sentence in sentences)]
        if len(still) == len(left):
            break
        left = still
    wrong = [f"{name}: a template over samples, and no line in {pathlib.Path(__file__).name}"
             for name in untested(include / "mote")]  # fmt: skip
    wrong += [
        f"{use}: expected a sentence of compile-errors.md first, and got: {first[use]}"
        for use, _ in left
    ]
    print("\n".join(wrong))
    count = collections.Counter(re.split(r"[<(]", use)[0] for use, _ in uses)
    print(f"{len(uses)} wrong uses of {len(count)} templates, {len(wrong)} without a sentence")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
