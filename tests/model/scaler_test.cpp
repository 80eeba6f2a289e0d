#include "mote/model/scaler.hpp"

#include <gtest/gtest.h>

#include <math.h>
#include <stdint.h>

#include <array>
#include <limits>

#include "data/trees/iris_scaled_int8.hpp"
#include "data/trees/wine_scaled_int16.hpp"
#include "model/random_forests.hpp"

namespace {

using mote::array;
using mote::scaler;

static_assert(sizeof(scaler<int16_t, 3>) == 24, "8 bytes a feature");

template <class Integer>
constexpr Integer one_value(float raw, float offset, float scale, size_t expected_saturated = 0) {
  const scaler<Integer, 1> s{{{offset}}, {{scale}}};
  array<Integer, 1> out{};
  const float values[1] = {raw};
  return s(values, out) == expected_saturated ? out[0] : Integer{99};
}
static_assert(one_value<int16_t>(3.0f, 1.0f, 10.0f) == 20);
static_assert(one_value<int16_t>(0.25f, 0.0f, 2.0f) == 1, "halves up");
static_assert(one_value<int16_t>(-0.25f, 0.0f, 2.0f) == 0, "halves up, below zero too");
static_assert(one_value<int16_t>(-0.75f, 0.0f, 2.0f) == -1);
static_assert(one_value<int8_t>(127.0f, 0.0f, 1.0f) == 127);
static_assert(one_value<int8_t>(127.5f, 0.0f, 1.0f, 1) == 127, "saturated and counted");
static_assert(one_value<int8_t>(-128.5f, 0.0f, 1.0f) == -128);
static_assert(one_value<int8_t>(-128.51f, 0.0f, 1.0f, 1) == -128);

/// The rule in exact arithmetic: a float difference and a float factor have an exact product in
/// double, and so has its double.
template <class Integer>
int32_t reference(float raw, float offset, float scale, bool& saturated) {
  const float difference = raw - offset;
  const double exact = static_cast<double>(difference) * static_cast<double>(scale);
  const double rounded = floor(exact) + (exact - floor(exact) >= 0.5 ? 1 : 0);
  const double low = std::numeric_limits<Integer>::min(),
               high = std::numeric_limits<Integer>::max();
  saturated = rounded < low || rounded > high;
  return static_cast<int32_t>(saturated ? (rounded < low ? low : high) : rounded);
}

template <class Integer>
class Scaler : public ::testing::Test {};
using Integers = ::testing::Types<int8_t, int16_t>;
TYPED_TEST_SUITE(Scaler, Integers, );

TYPED_TEST(Scaler, RoundsHalvesUpAsExactArithmeticDoes) {
  // Steps of 1/64 and scales that are powers of two: all products, halves included, are exact.
  for (const float scale : {0.25f, 0.5f, 1.0f, 2.0f, 8.0f}) {
    for (int i = -40000; i <= 40000; ++i) {
      const float raw = static_cast<float>(i) / 64;
      const scaler<TypeParam, 1> s{{{0.25f}}, {{scale}}};
      array<TypeParam, 1> out;
      bool saturated = false;
      const int32_t expected = reference<TypeParam>(raw, 0.25f, scale, saturated);
      ASSERT_EQ(s(array<float, 1>{{raw}}, out), saturated ? 1u : 0u) << raw << " x " << scale;
      ASSERT_EQ(out[0], expected) << raw << " x " << scale;
    }
  }
}

TYPED_TEST(Scaler, IsWithinAFloatsRoundingOfExactArithmeticOnRandomData) {
  grown::random next{17};
  int different = 0;
  for (int i = 0; i < 100000; ++i) {
    const float offset = static_cast<float>(static_cast<int32_t>(next())) / 1e6f;
    const float scale = static_cast<float>(1 + next.below(1u << 20)) / 9973;
    const float raw = offset + static_cast<float>(static_cast<int32_t>(next())) / 65536 / scale;
    const scaler<TypeParam, 1> s{{{offset}}, {{scale}}};
    array<TypeParam, 1> out;
    const size_t count = s(array<float, 1>{{raw}}, out);
    bool saturated = false;
    const int32_t expected = reference<TypeParam>(raw, offset, scale, saturated);
    const double exact = static_cast<double>(raw - offset) * static_cast<double>(scale);
    if (out[0] == expected && count == (saturated ? 1u : 0u)) continue;
    ++different;  // only where the product lies on a half, to the precision of a float
    ASSERT_NEAR(fabs(exact - floor(exact) - 0.5), 0, fabs(exact) * 6e-8) << exact;
    ASSERT_LE(abs(out[0] - expected), 1);
  }
  EXPECT_LT(different, 300);
}

TYPED_TEST(Scaler, SaturatesAndCountsEveryFeature) {
  const float inf = std::numeric_limits<float>::infinity();
  const scaler<TypeParam, 6> s{{{0, 0, 0, 0, 0, 0}}, {{1, 1, 1, 1, 1, 1}}};
  array<TypeParam, 6> out;
  EXPECT_EQ(s(std::array<float, 6>{{inf, -inf, 1e30f, -1e30f, 5.0f, 1e38f}}, out), 5u);
  const TypeParam low = std::numeric_limits<TypeParam>::min();
  const TypeParam high = std::numeric_limits<TypeParam>::max();
  EXPECT_EQ(out, (array<TypeParam, 6>{{high, low, high, low, 5, high}}));
}

TYPED_TEST(Scaler, TurnsNanIntoZeroAndCountsIt) {
  const scaler<TypeParam, 2> s{{{3, 3}}, {{10, 10}}};
  array<TypeParam, 2> out{{1, 1}};
  const float nan = std::numeric_limits<float>::quiet_NaN();
  EXPECT_EQ(s(array<float, 2>{{nan, -nan}}, out), 2u);
  EXPECT_EQ(out, (array<TypeParam, 2>{{0, 0}}));
}

template <class Integer, size_t Rows, size_t Features, class Quantize>
void expect_golden(const Quantize& quantize, const float (&raw)[Rows][Features],
                   const Integer (&quantized)[Rows][Features], const uint16_t (&saturated)[Rows]) {
  size_t clipped = 0;
  for (size_t row = 0; row < Rows; ++row) {
    array<Integer, Features> out;
    EXPECT_EQ(quantize(raw[row], out), saturated[row]) << "row " << row;
    clipped += saturated[row];
    for (size_t i = 0; i < Features; ++i) {
      EXPECT_EQ(out[i], quantized[row][i]) << "row " << row << " feature " << i;
    }
  }
  EXPECT_GT(clipped, 0u) << "some rows must lie beyond the calibrated range";
}

TEST(GeneratedQuantize, GivesTheIntegersOfExactArithmeticInInt16) {
  namespace g = wine_scaled_int16::golden;
  const auto quantize = [](const auto& raw, auto& out) {
    return wine_scaled_int16::quantize(raw, out);
  };
  expect_golden(quantize, g::raw, g::quantized, g::saturated);
}

TEST(GeneratedQuantize, GivesTheIntegersOfExactArithmeticInInt8) {
  namespace g = iris_scaled_int8::golden;
  const auto quantize = [](const auto& raw, auto& out) {
    return iris_scaled_int8::quantize(raw, out);
  };
  expect_golden(quantize, g::raw, g::quantized, g::saturated);
}

}  // namespace
