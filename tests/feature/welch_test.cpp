#include "mote/feature/welch.hpp"

#include <gtest/gtest.h>

#include <math.h>
#include <stddef.h>
#include <stdint.h>

#include <complex>
#include <random>
#include <vector>

#include "data/signal.hpp"
#include "data/speech/goldens.hpp"
#include "mote/design/constant.hpp"
#include "mote/feature/spectrum.hpp"

namespace {

using mote::array;
using mote::span;
using mote::welch;
using mote::welch_detrend;
using mote::welch_scaling;
using mote::constant::pi;
namespace golden = speech_goldens;

template <class Sample, size_t N>
inline constexpr mote::window<Sample, N> hamming{mote::windows::hamming};

template <class Sample>
class Welch : public ::testing::Test {};
using Samples = ::testing::Types<float, int16_t>;
TYPED_TEST_SUITE(Welch, Samples, );

/// Within 1e-5 of the largest power; int16_t and 1e-3 of itself.
template <class Sample, class Block, size_t Bins>
void expect_powers(const Block& got, const double (&wanted)[Bins], const char* what) {
  double most = 0;
  for (const double v : wanted) most = fmax(most, v);
  for (size_t k = 0; k < Bins; ++k) {
    const double power = static_cast<double>(got[k]) * pow(2, got.exponent());
    const double bound = 1e-5 * most + (sizeof(Sample) == 4 ? 0 : 1e-3 * wanted[k]);
    EXPECT_NEAR(power, wanted[k], bound) << what << " " << k;
  }
}

TYPED_TEST(Welch, IsScipys) {
  welch<TypeParam, 128> density;
  welch<TypeParam, 64, 50, welch_scaling::spectrum, welch_detrend::none, hamming<TypeParam, 64>>
      spectrum;
  mote_test::signal next;
  for (size_t i = 0; i < golden::samples; ++i) {
    const TypeParam x = static_cast<TypeParam>(next());
    density.add(x);
    spectrum.add(x);
  }
  EXPECT_EQ(density.segments(), 1 + (golden::samples - 128) / 64);
  EXPECT_EQ(spectrum.segments(), 1 + (golden::samples - 64) / 14);
  array<typename welch<TypeParam, 128>::output_type, 65> a{};
  array<typename welch<TypeParam, 64>::output_type, 33> b{};
  expect_powers<TypeParam>(density.powers(a), golden::density, "density");
  expect_powers<TypeParam>(spectrum.powers(b), golden::spectrum, "spectrum");
}

/// The definition, in double.
template <size_t N>
void exact(const std::vector<double>& x, size_t overlap, double (&out)[N / 2 + 1]) {
  double weights = 0, count = 0;
  for (size_t i = 0; i < N; ++i) {
    const double w = 0.5 - 0.5 * cos(2 * pi * static_cast<double>(i) / N);
    weights += w * w;
  }
  for (double& v : out) v = 0;
  for (size_t at = 0; at + N <= x.size(); at += N - overlap, ++count) {
    double mean = 0;
    for (size_t i = 0; i < N; ++i) mean += x[at + i] / N;
    for (size_t k = 0; k <= N / 2; ++k) {
      std::complex<double> sum = 0;
      for (size_t i = 0; i < N; ++i) {
        const double w = 0.5 - 0.5 * cos(2 * pi * static_cast<double>(i) / N);
        sum +=
            w * (x[at + i] - mean) * std::polar(1.0, -2 * pi * static_cast<double>(i * k % N) / N);
      }
      out[k] += std::norm(sum);
    }
  }
  for (size_t k = 0; k <= N / 2; ++k) out[k] *= (k % (N / 2) == 0 ? 1 : 2) / (weights * count);
}

TYPED_TEST(Welch, HoldsExtremes) {
  std::minstd_rand random{2};
  for (int kind = 0; kind < 5; ++kind) {
    std::vector<double> x(200);
    welch<TypeParam, 32, 8> density;
    for (size_t i = 0; i < x.size(); ++i) {
      const int any = static_cast<int>(random() % 65536) - 32768;
      const int choices[5] = {any, i % 2 == 0 ? 32767 : -32768, i == 60 ? 32767 : -32768, any % 40,
                              i < 100 ? 32767 : -32768};
      x[i] = choices[kind];
      density.add(static_cast<TypeParam>(x[i]));
    }
    double wanted[17];
    exact<32>(x, 8, wanted);
    array<typename welch<TypeParam, 32>::output_type, 17> out{};
    expect_powers<TypeParam>(density.powers(out), wanted, "kind");
  }
}

TYPED_TEST(Welch, OfSilenceIsNothingAndResetForgets) {
  welch<TypeParam, 8> density, fresh;
  array<typename welch<TypeParam, 8>::output_type, 5> a{}, b{};
  const array<TypeParam, 100> quiet{};
  density.add(quiet);
  for (const auto v : density.powers(a).values()) EXPECT_EQ(v, 0);
  density.add(static_cast<TypeParam>(1000));
  density.reset();
  EXPECT_EQ(density.segments(), 0u);
  for (int i = 0; i < 30; ++i) {
    density.add(static_cast<TypeParam>(i * i));
    fresh.add(static_cast<TypeParam>(i * i));
  }
  EXPECT_EQ(density.powers(a).exponent(), fresh.powers(b).exponent());
  EXPECT_EQ(a, b);
}

#if MOTE_ON_DESKTOP
TEST(WelchOfIntegers, HoldsTheSegmentsOfFullScaleThatItNames) {
  static constexpr mote::window<int16_t, 8> flat{mote::windows::rectangular};
  welch<int16_t, 8, 0, welch_scaling::spectrum, welch_detrend::none, flat> density;
  for (int i = 0; i < 8 * 16384; ++i) density.add(int16_t{-32768});
  array<uint32_t, 5> out{};
  const auto powers = density.powers(out);
  EXPECT_NEAR(powers[0] * pow(2, powers.exponent()), pow(2, 30), pow(2, 30) * 1e-4);
#if MOTE_CHECKED && GTEST_HAS_DEATH_TEST
  for (int i = 0; i < 7; ++i) density.add(int16_t{1});
  EXPECT_DEATH(density.add(int16_t{1}), "welch takes 16384 segments");
#endif
}
#endif

TEST(WelchOfIntegers, IsTheSameOnEveryCore) {
  welch<int16_t, 64, 32> density;
  mote_test::signal next;
  for (int i = 0; i < 3000; ++i) density.add(next());
  array<uint32_t, 33> out{};
  const auto powers = density.powers(out);
  uint32_t sum = static_cast<uint32_t>(powers.exponent() + 100);
  for (const uint32_t v : out) sum = sum * 31 + v;
  EXPECT_EQ(sum, 2684843230u);
  EXPECT_GT(mote::spectrum_shape{powers}.centroid(), 0u);
}

}  // namespace
