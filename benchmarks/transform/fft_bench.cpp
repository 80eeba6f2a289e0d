// fft_bench.cpp - one transform of a tone and noise that fill the range of the samples.
//
//   BENCH_SAMPLE   float, int16_t or int32_t
//   BENCH_SIZE     samples
//   BENCH_COMPLEX  of complex samples; else of real ones
//   BENCH_INVERSE  forward and back again, instead of forward only
//   BENCH_QUIET    at -40 dBFS
#include "harness.hpp"

#include "mote/design/constant.hpp"
#include "mote/core/math.hpp"
#include "mote/core/numeric.hpp"
#include "mote/transform/rfft.hpp"

namespace {

using sample = BENCH_SAMPLE;
constexpr size_t size = BENCH_SIZE;
#ifdef BENCH_COMPLEX
constexpr size_t length = 2 * size;
#else
constexpr size_t length = size;
#endif
using samples = mote::array<sample, length>;

constexpr double real_sample(size_t i, uint32_t noise) {
  const double tone = 0.7 * mote::constant::sin(0.7753 * static_cast<double>(i));
  const double full = tone + 0.3 * (static_cast<double>(noise >> 16) / 32768.0 - 1.0);
#ifdef BENCH_QUIET
  return 0.01 * full;
#else
  return full;
#endif
}
constexpr samples make_signal() {
  samples x{};
  uint32_t random = 1;
  for (size_t i = 0; i < length; ++i) {
    random = random * 1664525u + 1013904223u;
    x[i] = mote::numeric<sample>::from_real(real_sample(i, random));
  }
  return x;
}

BENCH_IN_FLASH constexpr samples signal = make_signal();
BENCH_IN_RAM samples block;
BENCH_IN_RAM volatile int exponent;

[[gnu::noinline]] void copy() {
  const samples& from = bench::at(signal);
  for (size_t i = 0; i < length; ++i) block[i] = from[i];
  asm volatile("" ::: "memory");
}

[[gnu::always_inline]] inline void transform() {
#ifdef BENCH_COMPLEX
  auto& x = reinterpret_cast<mote::array<mote::complex<sample>, size>&>(block);
  const auto spectrum = mote::fft(x);
#ifdef BENCH_INVERSE
  exponent = mote::ifft(spectrum).exponent();
#else
  exponent = spectrum.exponent();
#endif
#else
  const auto spectrum = mote::rfft(block);
#ifdef BENCH_INVERSE
  exponent = mote::irfft(spectrum).exponent();
#else
  exponent = spectrum.exponent();
#endif
#endif
}

double real(sample value, int e) {
  double x = static_cast<double>(value);
  for (; e > 0; --e) x *= 2;
  for (; e < 0; ++e) x /= 2;
  return x;
}

/// Bin k of the samples, by the definition.
mote::complex<double> bin(const samples& x, size_t k) {
  // w = e^(-2 pi j k / size), by which a number is turned from sample to sample.
  const double angle = -2 * mote::constant::pi * static_cast<double>(k) / static_cast<double>(size);
  const mote::complex<double> w{mote::constant::cos(angle), mote::constant::sin(angle)};
  mote::complex<double> turn{1, 0}, sum{0, 0};
  for (size_t i = 0; i < size; ++i) {
#ifdef BENCH_COMPLEX
    const double re = static_cast<double>(x[2 * i]), im = static_cast<double>(x[2 * i + 1]);
    sum.re += re * turn.re - im * turn.im;
    sum.im += re * turn.im + im * turn.re;
#else
    const double re = static_cast<double>(x[i]);
    sum.re += re * turn.re;
    sum.im += re * turn.im;
#endif
    turn = {turn.re * w.re - turn.im * w.im, turn.re * w.im + turn.im * w.re};
  }
  return sum;
}

}  // namespace

namespace bench {

const uint32_t units = 1;

void kernel() {
  copy();
  transform();
}
void idle() { copy(); }
void once() { transform(); }

/// Signal to error, in hundredths of a decibel; over every second bin.
int32_t check() {
  kernel();
  double power = 0, error = 0;
#ifdef BENCH_INVERSE
  const samples& original = at(signal);
  for (size_t i = 0; i < length; ++i) {
    const double x = static_cast<double>(original[i]), y = real(block[i], exponent);
    power += x * x;
    error += (y - x) * (y - x);
  }
#else
  const samples& original = at(signal);
  for (size_t k = 1; k < length / 2; k += size < 64 ? 1 : 2) {
    const mote::complex<double> x = bin(original, k);
    const double re = real(block[2 * k], exponent) - x.re;
    const double im = real(block[2 * k + 1], exponent) - x.im;
    power += x.re * x.re + x.im * x.im;
    error += re * re + im * im;
  }
#endif
  return static_cast<int32_t>(1000.0f * mote::log2(static_cast<float>(power / error)) * 0.30103f);
}

}  // namespace bench
