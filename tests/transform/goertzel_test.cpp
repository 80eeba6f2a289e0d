#include "mote/transform/goertzel.hpp"

#include <gtest/gtest.h>

#include <math.h>
#include <stddef.h>
#include <stdint.h>

#include <complex>

#include "data/signal.hpp"
#include "mote/design/constant.hpp"
#include "mote/core/array.hpp"

namespace {

using mote::array;
using mote::goertzel;
using mote::goertzel_bin;
using mote::span;
using mote::constant::pi;

static_assert(goertzel_bin<int16_t, 256>::fraction_bits == 6);
static_assert(goertzel_bin<int16_t, 16384>::fraction_bits == 0);
static_assert(goertzel_bin<int32_t, 256>::fraction_bits == -10);
static_assert(goertzel_bin<int8_t, 256>::fraction_bits == 14);

constexpr goertzel_bin<int16_t, 4> constant_part{0, 16};
constexpr goertzel_bin<int16_t, 4> fastest{8, 16};
static_assert(constant_part.power(array<int16_t, 4>{100, 100, 100, 100}) == 160000ull << 24);
static_assert(constant_part.power(array<int16_t, 4>{100, -100, 100, -100}) == 0);
static_assert(fastest.power(array<int16_t, 4>{100, -100, 100, -100}) == 160000ull << 24);
static_assert(fastest.power(array<int16_t, 4>{100, 100, 100, 100}) == 0);

template <class Sample, size_t N>
std::complex<double> transform(const array<Sample, N>& x, double turns) {
  std::complex<double> sum = 0;
  for (size_t n = 0; n < N; ++n) {
    const double angle = -2 * pi * fmod(turns * static_cast<double>(n), 1.0);
    sum += static_cast<double>(x[n]) * std::polar(1.0, angle);
  }
  return sum;
}

template <class Sample, size_t N>
array<Sample, N> chirp() {
  array<Sample, N> x{};
  mote_test::signal next;
  for (Sample& value : x) {
    const int32_t sample = next();
    if constexpr (sizeof(Sample) == 1) {
      value = static_cast<Sample>(sample / 256);
    } else if constexpr (mote::numeric<Sample>::fraction_bits == 31) {
      value = sample * 65536;
    } else {
      value = static_cast<Sample>(sample);
    }
  }
  return x;
}

// From 0 to half the rate, low ones, whole bins and others.
constexpr double turns[] = {0,    1e-5,   0.0004, 1 / 256., 0.0131, 0.05,   0.125, 0.2,
                            0.25, 0.2501, 0.37,   0.4375,   0.49,   0.4999, 0.5};

template <class Sample>
class Goertzel : public ::testing::Test {};
using Samples = ::testing::Types<float, int8_t, int16_t, int32_t>;
TYPED_TEST_SUITE(Goertzel, Samples, );

/// What the rounded frequency and the state's last place leave open, of the sum of |x|.
template <class Sample, size_t N>
double bound(double sum) {
  constexpr double n = N;
  if (mote::numeric<Sample>::fraction_bits == 0) return fmax(1e-6, 1.2e-7 * n) * sum;
  const double places = ldexp(1.0, -goertzel_bin<Sample, N>::fraction_bits);
  return (sizeof(Sample) > 2 ? 1e-8 : 1e-5) * n * sum + places * sqrt(n) * 8;
}

template <class Sample, size_t N>
void expect_transform() {
  const array<Sample, N> x = chirp<Sample, N>();
  double sum = 0;
  for (const Sample value : x) sum += fabs(static_cast<double>(value));
  for (const double t : turns) {
    const goertzel_bin<Sample, N> bin{t * 48000, 48000};
    const std::complex<double> exact = transform(x, t);
    const double scale = ldexp(1.0, -bin.fraction_bits);
    const auto value = bin.value(x);
    const double allowed = bound<Sample, N>(sum);
    EXPECT_NEAR(static_cast<double>(value.re) * scale, exact.real(), allowed) << N << " " << t;
    EXPECT_NEAR(static_cast<double>(value.im) * scale, exact.imag(), allowed) << N << " " << t;
    const double power = static_cast<double>(bin.power(x)) * scale * scale;
    EXPECT_NEAR(sqrt(power), abs(exact), 2 * allowed) << N << " " << t;
  }
}

TYPED_TEST(Goertzel, IsTheFourierSumAtEveryFrequency) {
  expect_transform<TypeParam, 1>();
  expect_transform<TypeParam, 2>();
  expect_transform<TypeParam, 205>();
  expect_transform<TypeParam, 256>();
  expect_transform<TypeParam, 1000>();
}

/// A tone at a random frequency, many of them near 0 Hz, a quarter and half of the rate, over the
/// block or at its start alone, where the phase has run away the most. The share of its bound that
/// the largest error takes.
template <class Sample, size_t N>
double largest_error() {
  using type = mote::numeric<Sample>;
  uint32_t random = 1;
  const auto next = [&random] {
    random = random * 1664525u + 1013904223u;
    return static_cast<double>(random >> 8) / 16777216.0;
  };
  static array<Sample, N> x;
  double worst = 0;
  for (int trial = 0; trial < (MOTE_ON_DESKTOP ? 240 : 12); ++trial) {
    const double places[] = {next() * 0.5, 0.5 - next() * 0.02, pow(10, -4 * next()) / 2,
                             0.24 + next() * 0.02};
    const double t = places[trial % 4], phase = next();
    const size_t length = trial % 8 < 4 ? N : 1 + N / 50;
    double sum = 0;
    for (size_t n = 0; n < N; ++n) {
      const double wave = n < length ? cos(2 * pi * (t * static_cast<double>(n) + phase)) : 0;
      x[n] = type::from_real(wave);
      sum += fabs(static_cast<double>(x[n]));
    }
    const goertzel_bin<Sample, N> bin{t * 8000, 8000};
    const auto value = bin.value(x);
    const double scale = ldexp(1.0, -bin.fraction_bits);
    const std::complex<double> found{static_cast<double>(value.re) * scale,
                                     static_cast<double>(value.im) * scale};
    worst = fmax(worst, abs(found - transform(x, t)) / bound<Sample, N>(sum));
  }
  return worst;
}
TYPED_TEST(Goertzel, StaysWithinItsBoundByNAtRandomFrequencies) {
  EXPECT_LE((largest_error<TypeParam, 16>()), 1);
  EXPECT_LE((largest_error<TypeParam, 205>()), 1);
  EXPECT_LE((largest_error<TypeParam, 400>()), 1);
  EXPECT_LE((largest_error<TypeParam, 1000>()), 1);
#if MOTE_ON_DESKTOP
  EXPECT_GT((largest_error<TypeParam, 1000>()), 0.4);  // the bound says what is true
  EXPECT_LE((largest_error<TypeParam, 4096>()), 1);
#endif
}

TYPED_TEST(Goertzel, BySampleEqualsByBlock) {
  const array<TypeParam, 64> x = chirp<TypeParam, 64>();
  for (const double t : {0.03, 0.31}) {
    const goertzel_bin<TypeParam, 64> bin{t, 1};
    goertzel<TypeParam, 64> tone{bin};
    for (int block = 0; block < 2; ++block) {
      const size_t alone = 20;  // some by sample, the rest at once
      for (size_t n = 0; n < alone; ++n) tone.add(x[n]);
      EXPECT_FALSE(tone.complete());
      tone.add(span<const TypeParam>{x.data() + alone, 64 - alone});
      EXPECT_TRUE(tone.complete());
      EXPECT_EQ(tone.value(), bin.value(x));
      EXPECT_EQ(tone.power(), bin.power(x));
      tone.reset();
    }
  }
}

/// The signs of the wave itself at full scale make the state as large as it can become.
template <class Sample, size_t N>
void expect_no_wrap() {
  for (const double t : turns) {
    for (const double phase : {0.0, 0.125, 0.25, 0.6}) {
      array<Sample, N> x{};
      for (size_t n = 0; n < N; ++n) {
        const bool up = cos(2 * pi * (t * static_cast<double>(n) + phase)) >= 0;
        x[n] = up ? mote::numeric<Sample>::highest : mote::numeric<Sample>::lowest;
      }
      const goertzel_bin<Sample, N> bin{t, 1};
      const double exact = abs(transform(x, t));
      const double scale = ldexp(1.0, -bin.fraction_bits);
      const double power = static_cast<double>(bin.power(x)) * scale * scale;
      EXPECT_NEAR(sqrt(power), exact,
                  4e-3 * N * -static_cast<double>(mote::numeric<Sample>::lowest))
          << N << " " << t << " " << phase;
    }
  }
}

TEST(GoertzelBin, NeverWrapsAtFullScale) {
  expect_no_wrap<int8_t, 100>();
  expect_no_wrap<int16_t, 64>();
  expect_no_wrap<int16_t, 1000>();
  expect_no_wrap<int32_t, 64>();
  expect_no_wrap<int32_t, 1000>();
}

TEST(GoertzelBin, FloatStaysExactAtLowFrequencies) {
  // The classical recursion, 2 cos(w) s1 - s2, loses 1 / w of its digits here.
  static array<float, 4096> x;
  for (size_t n = 0; n < 4096; ++n) {
    x[n] = static_cast<float>(cos(2 * pi * 3 * static_cast<double>(n) / 4096) + 5);
  }
  const goertzel_bin<float, 4096> bin{3, 4096};
  EXPECT_NEAR(static_cast<double>(bin.power(x)), 2048.0 * 2048.0, 2048.0 * 2048.0 * 1e-4);
}

TEST(GoertzelBin, TellsTheTonesOfAKeyApart) {
  array<int16_t, 205> key{};  // "5": 770 Hz and 1336 Hz
  for (size_t n = 0; n < 205; ++n) {
    const double t = static_cast<double>(n) / 8000;
    key[n] = static_cast<int16_t>(9000 * sin(2 * pi * 770 * t) + 7000 * sin(2 * pi * 1336 * t));
  }
  static constexpr goertzel_bin<int16_t, 205> tones[] = {
      {697, 8000}, {770, 8000}, {852, 8000}, {941, 8000}, {1209, 8000}, {1336, 8000}, {1477, 8000}};
  uint64_t power[7] = {};
  for (size_t i = 0; i < 7; ++i) power[i] = tones[i].power(key);
  for (const size_t i : {0u, 2u, 3u}) EXPECT_GT(power[1], 20 * power[i]);
  for (const size_t i : {4u, 6u}) EXPECT_GT(power[5], 20 * power[i]);
}

}  // namespace
