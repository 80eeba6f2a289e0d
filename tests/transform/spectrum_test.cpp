#include "mote/transform/spectrum.hpp"

#include <gtest/gtest.h>

#include <math.h>
#include <stddef.h>
#include <stdint.h>

#include "data/signal.hpp"
#include "mote/core/array.hpp"

namespace {

using mote::array;
using mote::bins;
using mote::power_to_db;
using mote::scaled;

constexpr array<int16_t, 8> small{3, -5, 3, 4, -6, 8, 0, -7};
constexpr array<uint32_t, 5> powers() {
  array<uint32_t, 5> out{};
  return mote::power_spectrum(bins{scaled{small, 3}}, out).exponent() == 6 ? out : decltype(out){};
}
static_assert(powers() == array<uint32_t, 5>{9, 25, 100, 49, 25},
              "bins 0 and N/2 are real; of the others both parts count");
constexpr array<uint16_t, 5> magnitudes() {
  array<uint16_t, 5> out{};
  const int exponent = mote::magnitude_spectrum(bins{scaled{small, 3}}, out).exponent();
  return exponent == 3 ? out : decltype(out){};
}
static_assert(magnitudes() == array<uint16_t, 5>{3, 5, 10, 7, 5});

TEST(Spectrum, PowerAndMagnitudeOfFloat) {
  array<float, 8> x{3, -5, 3, 4, -6, 8, 0, -7};
  array<float, 5> power{};
  EXPECT_EQ(mote::power_spectrum(bins{x}, power).exponent(), 0);
  EXPECT_EQ(power, (array<float, 5>{9, 25, 100, 49, 25}));
  array<float, 5> magnitude{};
  mote::magnitude_spectrum(bins{x}, magnitude);
  EXPECT_EQ(magnitude, (array<float, 5>{3, 5, 10, 7, 5}));
}

TEST(Spectrum, OfInt16NeverWraps) {
  array<int16_t, 8> x{};
  for (int16_t& value : x) value = -32768;
  array<uint32_t, 5> power{};
  EXPECT_EQ(mote::power_spectrum(bins{scaled{x, -2}}, power).exponent(), -4);
  EXPECT_EQ(power,
            (array<uint32_t, 5>{0x40000000u, 0x80000000u, 0x80000000u, 0x80000000u, 0x40000000u}));
  array<uint16_t, 5> magnitude{};
  EXPECT_EQ(mote::magnitude_spectrum(bins{scaled{x, -2}}, magnitude).exponent(), -2);
  EXPECT_EQ(magnitude, (array<uint16_t, 5>{32768, 46340, 46340, 46340, 32768}));
}

/// librosa.power_to_db of [1, 0.5, 1e-3, 0, 20], by its rule.
void expect_rule(double ref, double amin, double top_db) {
  const array<float, 5> power{1, 0.5f, 1e-3f, 0, 20};
  array<float, 5> out{};
  power_to_db<float>{ref, amin, top_db}.process(power, out);
  double expected[5];
  double loudest = -1000;
  for (size_t i = 0; i < 5; ++i) {
    expected[i] =
        10 * log10(fmax(amin, static_cast<double>(power[i]))) - 10 * log10(fmax(amin, ref));
    loudest = fmax(loudest, expected[i]);
  }
  for (size_t i = 0; i < 5; ++i) {
    if (top_db >= 0) expected[i] = fmax(expected[i], loudest - top_db);
    EXPECT_NEAR(static_cast<double>(out[i]), expected[i], 2e-5) << ref << " " << amin << " " << i;
  }
}

TEST(PowerToDb, FollowsLibrosasRule) {
  expect_rule(1.0, 1e-10, 80);
  expect_rule(1.0, 1e-10, -1);
  expect_rule(20.0, 1e-10, 30);
  expect_rule(1e-12, 1e-2, -1);
  expect_rule(0.25, 1e-5, 0);
}

TEST(PowerToDb, EqualsLibrosa) {
  // librosa.power_to_db([1, .5, 1e-3, 0, 20]), whose top_db is 80
  const array<float, 5> power{1, 0.5f, 1e-3f, 0, 20};
  const array<double, 5> expected{0.0, -3.010299956639812, -30.0, -66.98970004336019,
                                  13.010299956639813};
  array<float, 5> out{};
  power_to_db<float>{}.process(power, out);
  for (size_t i = 0; i < 5; ++i) EXPECT_NEAR(static_cast<double>(out[i]), expected[i], 2e-5);
}

TEST(PowerToDb, OfInt16EqualsFloat) {
  const array<uint32_t, 9> whole{0, 1, 2, 3, 100, 65536, 12345678, 0x7fffffff, 0x80000000};
  for (const int exponent : {-8, 0, 5}) {
    for (const double top_db : {-1.0, 60.0}) {
      array<float, 9> real{};
      for (size_t i = 0; i < 9; ++i) {
        real[i] = ldexpf(static_cast<float>(whole[i]), 2 * exponent - 30);
      }
      power_to_db<float>{0.5, 1e-8, top_db}.process(real, real);
      array<int16_t, 9> out{};
      power_to_db<int16_t>{0.5, 1e-8, top_db}.process(scaled{whole, 2 * exponent}, out);
      for (size_t i = 0; i < 9; ++i) {
        EXPECT_NEAR(out[i] / 256.0, static_cast<double>(real[i]), 0.003) << exponent << " " << i;
      }
    }
  }
}

TEST(PowerToDb, OfInt16Saturates) {
  const array<uint32_t, 2> power{1, 0x80000000};
  array<int16_t, 2> out{};
  power_to_db<int16_t>{1.0, 1e-18, -1.0}.process(scaled{power, 80}, out);
  EXPECT_EQ(out[1], 32767);
  power_to_db<int16_t>{1.0, 1e-18, -1.0}.process(scaled{power, -60}, out);
  EXPECT_EQ(out[0], -32768);
}

}  // namespace
