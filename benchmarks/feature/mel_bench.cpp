// mel_bench.cpp - mel spectra, MFCC, and what comes before them, on 512 samples at 16 kHz.
//
//   BENCH_SAMPLE  float or int16_t
//   one of
//   BENCH_MEL        40 bands in dB, of a spectrum; BENCH_ENERGY: energies, float only
//   BENCH_MFCC       13 coefficients, of a spectrum
//   BENCH_DCT        the first 13 of the DCT-II of 40 values
//   BENCH_WINDOW     Hann's window
//   BENCH_GOERTZEL   the power of one bin of 256 samples
//   BENCH_STFT       a frame: 160 samples taken in, Hann's window, and the transform
//   BENCH_MFCC_STFT  a frame and its 13 MFCC
//   BENCH_WELCH      a segment of 512 samples, half of them new, added to the mean
//   BENCH_DELTAS     the slopes of 13 coefficients over 9 frames
//   BENCH_EMPHASIS   the pre-emphasis of 512 samples
#include "harness.hpp"

#include "mote/design/constant.hpp"
#include "mote/core/numeric.hpp"
#include "mote/feature/deltas.hpp"
#include "mote/feature/mfcc.hpp"
#include "mote/feature/welch.hpp"
#include "mote/filter/pre_emphasis.hpp"
#include "mote/transform/dct.hpp"
#include "mote/transform/goertzel.hpp"
#include "mote/transform/rfft.hpp"
#include "mote/transform/stft.hpp"

inline constexpr auto speech = [] {
  mote::mfcc_options o;
  o.rate = 16000;
  o.length = 512;
  o.bands = 40;
  o.coefficients = 13;
#ifdef BENCH_ENERGY
  o.output = mote::mel_output::energy;
#endif
  return o;
}();

namespace {

using sample = BENCH_SAMPLE;
constexpr size_t length = 512;
constexpr size_t hop = 160;
constexpr bool real = mote::traits::same<sample, float>;
[[maybe_unused]] constexpr double full_scale = real ? 1 : 32768;

using samples = mote::array<sample, length>;

/// A tone, its harmonics and noise.
constexpr samples make_signal() {
  samples x{};
  uint32_t random = 1;
  for (size_t i = 0; i < length; ++i) {
    random = random * 1664525u + 1013904223u;
    const double noise = static_cast<double>(random >> 16) / 32768.0 - 1;
    const double tone = mote::constant::sin(0.1 * static_cast<double>(i)) +
                        0.3 * mote::constant::sin(0.7 * static_cast<double>(i));
    x[i] = mote::numeric<sample>::from_real(0.5 * tone + 0.1 * noise);
  }
  return x;
}
constexpr samples windowed() {
  samples x = make_signal();
  mote::hann_window<sample, length>.process(x, x);
  return x;
}
struct spectrum {
  samples values;
  int exponent;

  constexpr mote::scaled<const sample, length> block() const { return {values, exponent}; }
};
constexpr spectrum make_spectrum() {
  spectrum s{windowed(), 0};
  s.exponent = mote::rfft(s.values).exponent();
  return s;
}

BENCH_IN_FLASH constexpr samples signal = make_signal();
[[maybe_unused]] BENCH_IN_FLASH constexpr spectrum transformed = make_spectrum();
[[maybe_unused]] BENCH_IN_RAM mote::array<sample, speech.bands> levels;
[[maybe_unused]] BENCH_IN_RAM mote::array<sample, speech.coefficients> coefficients;
[[maybe_unused]] BENCH_IN_RAM samples block;

double size_of(double x) { return x < 0 ? -x : x; }

/// Energy of a band in double, by the triangles themselves.
[[maybe_unused]] double energy(size_t i) {
  using bank = mote::detail::feature::mel_bank<speech>;
  double scale = 1 / full_scale;
  for (int e = transformed.exponent; e > 0; --e) scale *= 2;
  for (int e = transformed.exponent; e < 0; ++e) scale /= 2;
  double sum = 0;
  for (size_t k = 1; k < length / 2; ++k) {
    const double f = static_cast<double>(k) * bank::spacing;
    const double up = (f - bank::edges[i]) / (bank::edges[i + 1] - bank::edges[i]);
    const double down = (bank::edges[i + 2] - f) / (bank::edges[i + 2] - bank::edges[i + 1]);
    const double weight = up < down ? up : down;
    if (weight <= 0) continue;
    const double re = static_cast<double>(transformed.values[2 * k]) * scale;
    const double im = static_cast<double>(transformed.values[2 * k + 1]) * scale;
    sum += weight * (re * re + im * im);
  }
  return sum * bank::gain(i);
}
[[maybe_unused]] double level(size_t i) { return 10 * mote::constant::log10(energy(i)); }

/// Coefficient k of the ortho DCT-II of 40 values.
template <class Value>
double cosines(size_t k, Value value) {
  double sum = 0;
  for (size_t n = 0; n < 40; ++n) {
    const double angle = mote::constant::pi * static_cast<double>(k * (2 * n + 1)) / 80;
    sum += value(n) * mote::constant::cos(angle);
  }
  return sum * mote::constant::sqrt((k == 0 ? 1.0 : 2.0) / 40);
}

#if defined(BENCH_MEL) || defined(BENCH_ENERGY)

void run() { mote::mel<sample, speech>{}.process(transformed.block(), levels); }

/// The largest error of a band: thousandths of a decibel; of energies 1e-9 of each.
int32_t compare() {
  double most = 0;
  for (size_t i = 0; i < speech.bands; ++i) {
    const double out = static_cast<double>(levels[i]);
#ifdef BENCH_ENERGY
    const double error = 1e9 * size_of(out / energy(i) - 1);
#else
    const double error = 1000 * size_of(out * (real ? 1 : 1 / 256.) - level(i));
#endif
    most = error > most ? error : most;
  }
  return static_cast<int32_t>(most + 0.5);
}

#elif defined(BENCH_MFCC)

void run() { mote::mfcc<sample, speech>{}.process(transformed.block(), coefficients); }

/// The largest error of a coefficient, in thousandths.
int32_t compare() {
  double most = 0;
  for (size_t k = 0; k < coefficients.size(); ++k) {
    const double out = static_cast<double>(coefficients[k]);
    const double unit = 1.0 / (1 << mote::mfcc<sample, speech>::fraction_bits);
    const double error = 1000 * size_of(out * unit - cosines(k, level));
    most = error > most ? error : most;
  }
  return static_cast<int32_t>(most + 0.5);
}

#elif defined(BENCH_DCT)

using cosine_transform = mote::dct<sample, 40, 13>;
void run() {
  cosine_transform{}.process(mote::span<const sample, 40>{signal.data()}, coefficients);
}

/// The largest error: thousandths of an LSB, of float 1e-9.
int32_t compare() {
  double most = 0;
  for (size_t k = 0; k < coefficients.size(); ++k) {
    const auto value = [](size_t n) { return static_cast<double>(signal[n]); };
    const double unit = 1.0 / (1 << cosine_transform::exponent);
    const double error = size_of(static_cast<double>(coefficients[k]) - cosines(k, value) * unit);
    most = error > most ? error : most;
  }
  return static_cast<int32_t>((real ? 1e9 : 1000) * most + 0.5);
}

#elif defined(BENCH_WINDOW)

void run() { mote::hann_window<sample, length>.process(signal, block); }

/// The largest error: thousandths of an LSB, of float 1e-9.
int32_t compare() {
  double most = 0;
  for (size_t i = 0; i < length; ++i) {
    const double weight = mote::windows::hann.periodic(i, length);
    const double error =
        size_of(static_cast<double>(block[i]) - static_cast<double>(signal[i]) * weight);
    most = error > most ? error : most;
  }
  return static_cast<int32_t>((real ? 1e9 : 1000) * most + 0.5);
}

#elif defined(BENCH_GOERTZEL)

using bin = mote::goertzel_bin<sample, 256>;
constexpr bin tone{1000, 16000};
BENCH_IN_RAM volatile bin::power_type power;
[[gnu::noinline]] void run_on(const sample* x) {
  power = tone.power(mote::span<const sample, 256>{x});
}
void run() {
  const sample* x = signal.data();
  asm volatile("" : "+r"(x));  // or the compiler computes the answer
  run_on(x);
}

/// Error of the power, in thousandths of a decibel.
int32_t compare() {
  double re = 0, im = 0;
  for (size_t i = 0; i < 256; ++i) {
    const double angle = 2 * mote::constant::pi * static_cast<double>(i % 16) / 16;
    re += static_cast<double>(signal[i]) * mote::constant::cos(angle);
    im += static_cast<double>(signal[i]) * mote::constant::sin(angle);
  }
  const double unit = 1.0 / (1 << bin::fraction_bits);
  const double ratio = static_cast<double>(power) * unit * unit / (re * re + im * im);
  return static_cast<int32_t>(10000 * size_of(mote::constant::log10(ratio)) + 0.5);
}

#elif defined(BENCH_WELCH)

BENCH_IN_RAM mote::welch<sample, length> density;
BENCH_IN_RAM mote::array<mote::welch<sample, length>::output_type, length / 2 + 1> powers;
void run() { density.add({signal.data(), length / 2}); }

/// The density of bin k of one segment, from its definition.
double exact(size_t k) {
  double mean = 0, squares = 0, re = 0, im = 0;
  for (const sample x : signal) mean += static_cast<double>(x) / length;
  for (size_t i = 0; i < length; ++i) {
    const double weight = mote::windows::hann.periodic(i, length);
    const double x = weight * (static_cast<double>(signal[i]) - mean);
    const double angle = 2 * mote::constant::pi * static_cast<double>(k * i % length) / length;
    squares += weight * weight;
    re += x * mote::constant::cos(angle);
    im += x * mote::constant::sin(angle);
  }
  return (k == 0 || k == length / 2 ? 1 : 2) * (re * re + im * im) / squares;
}

/// The largest error of one bin in eight, in 1e-9 of the largest density.
int32_t compare() {
  density.reset();
  density.add(signal);
  const auto found = density.powers(powers);
  double unit = 1, most = 0, largest = 0;
  for (int e = found.exponent(); e > 0; --e) unit *= 2;
  for (int e = found.exponent(); e < 0; ++e) unit /= 2;
  for (size_t k = 0; k <= length / 2; k += 8) {
    const double wanted = exact(k);
    const double error = size_of(static_cast<double>(found[k]) * unit - wanted);
    most = error > most ? error : most;
    largest = wanted > largest ? wanted : largest;
  }
  return static_cast<int32_t>(1e9 * most / largest);
}

#elif defined(BENCH_DELTAS)

constexpr size_t width = 9, coefficients_of = 13;
BENCH_IN_RAM mote::deltas<sample, coefficients_of, width> slopes;
mote::span<const sample, coefficients_of> frame_at(size_t i) {
  return mote::span<const sample, coefficients_of>{signal.data() + i * coefficients_of};
}
void run() { (void)slopes.push(frame_at(0)); }

/// The largest error: thousandths of an LSB, of float 1e-9.
int32_t compare() {
  slopes.reset();
  for (size_t i = 0; i < width; ++i) (void)slopes.push(frame_at(i));
  double most = 0;
  for (size_t c = 0; c < coefficients_of; ++c) {
    double sum = 0;
    for (size_t i = 0; i < width; ++i) {
      sum += (static_cast<double>(i) - 4) * static_cast<double>(frame_at(i)[c]);
    }
    const double error = size_of(static_cast<double>(slopes.frame()[c]) - sum / 60);
    most = error > most ? error : most;
  }
  return static_cast<int32_t>((real ? 1e9 : 1000) * most + 0.5);
}

#elif defined(BENCH_EMPHASIS)

constexpr mote::pre_emphasis<sample> as_speech{0.97};
mote::pre_emphasis<sample> treble = as_speech;
void run() { treble.process(signal, block); }

/// The largest error: thousandths of an LSB, of float 1e-9.
int32_t compare() {
  treble.reset();
  run();
  double most = 0, last = 0;
  for (size_t i = 0; i < length; ++i) {
    const double now = static_cast<double>(signal[i]);
    const double error = size_of(static_cast<double>(block[i]) - (now - 0.97 * last));
    most = error > most ? error : most;
    last = now;
  }
  return static_cast<int32_t>((real ? 1e9 : 1000) * most + 0.5);
}

#else  // BENCH_STFT, BENCH_MFCC_STFT

mote::stft<sample, length, hop> spectra;

void take(mote::scaled<sample, length> frame) {
#ifdef BENCH_MFCC_STFT
  mote::mfcc<sample, speech>{}.process(frame, coefficients);
#else
  block[0] = frame[0];
#endif
}

/// The first calls complete no frame; the harness has made four before it counts.
void run() {
  mote::span<const sample> rest{signal.data(), hop};
  while (spectra.push(rest)) take(spectra.frame());
}

/// Values that are not those of window, rfft and mfcc on the same samples: a frame starts at a
/// multiple of `hop`, and the stream repeats after as many samples.
int32_t compare() {
  size_t pushed = 0;
  while (!spectra.push(signal[pushed % hop])) ++pushed;
  for (size_t i = 0; i < length; ++i) block[i] = signal[i % hop];
  mote::hann_window<sample, length>.process(block, block);
  const auto expected = mote::rfft(block);
  int32_t different = expected.exponent() != spectra.frame().exponent();
#ifdef BENCH_MFCC_STFT
  const auto out = coefficients;
  mote::mfcc<sample, speech>{}.process(expected, coefficients);
  for (size_t k = 0; k < out.size(); ++k) different += out[k] != coefficients[k];
#else
  for (size_t i = 0; i < length; ++i) different += block[i] != spectra.frame()[i];
#endif
  return different;
}

#endif

}  // namespace

namespace bench {

#ifdef BENCH_DELTAS
const uint32_t units = 16;  // the first eight frames of all have no answer
#else
const uint32_t units = 4;
#endif

void kernel() {
  for (uint32_t i = 0; i < units; ++i) {
    asm volatile("" ::: "memory");
    run();
  }
  asm volatile("" ::: "memory");
}
void once() { run(); }

int32_t check() {
  kernel();
  return compare();
}

}  // namespace bench
