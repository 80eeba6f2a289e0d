#include "mote/core/numeric.hpp"

#include <gtest/gtest.h>

#include <math.h>
#include <stdint.h>

namespace {

using mote::numeric;

constexpr double infinity = __builtin_inf();
constexpr double not_a_number = __builtin_nan("");

static_assert(numeric<int8_t>::fraction_bits == 7 && numeric<int16_t>::fraction_bits == 15);
static_assert(numeric<int32_t>::fraction_bits == 31 && numeric<float>::fraction_bits == 0);
static_assert(numeric<int8_t>::highest == INT8_MAX && numeric<int8_t>::lowest == INT8_MIN);
static_assert(numeric<int16_t>::highest == INT16_MAX && numeric<int16_t>::lowest == INT16_MIN);
static_assert(numeric<int32_t>::highest == INT32_MAX && numeric<int32_t>::lowest == INT32_MIN);
static_assert(sizeof(mote::prod_t<int16_t>) == 4 && sizeof(mote::acc_t<int16_t>) == 8);
static_assert(sizeof(mote::prod_t<int32_t>) == 8 && sizeof(mote::sum_t<int8_t>) == 4);
static_assert(numeric<int16_t>::from_real(0.5) == 16384);
static_assert(numeric<int16_t>::from_real(1.5, 14) == 24576);
static_assert(numeric<int8_t>::from_real(1e308) == 127, "no overflow at compile time");
static_assert(numeric<int16_t>::narrow(3, 1) == 2 && numeric<int16_t>::narrow(-3, 1) == -1);
static_assert(numeric<float>::from_real(0.25) == 0.25f);

template <class T>
class Fixed : public ::testing::Test {};
using FixedTypes = ::testing::Types<int8_t, int16_t, int32_t>;
TYPED_TEST_SUITE(Fixed, FixedTypes, );

TYPED_TEST(Fixed, FromRealRoundsToNearestOverTheWholeRange) {
  using N = numeric<TypeParam>;
  const double scale = ldexp(1.0, N::fraction_bits);
  for (int i = -1000; i < 1000; ++i) {
    const double real = i * 0.00099873;
    const double inside = fmin(real, static_cast<double>(N::highest) / scale);
    const double got = static_cast<double>(N::from_real(real)) / scale;
    EXPECT_LE(fabs(got - inside), 0.5 / scale) << real;
  }
  EXPECT_EQ(N::from_real(0.49999999999999994, 0), 0) << "adding a half first would round up";
  EXPECT_EQ(N::from_real(0.5, 0), 1);
  EXPECT_EQ(N::from_real(-0.5, 0), -1);
}

TYPED_TEST(Fixed, FromRealSaturatesAndTakesNanAsZero) {
  using N = numeric<TypeParam>;
  for (const double huge : {1.0, 1e9, 1e308, infinity}) {
    EXPECT_EQ(N::from_real(huge), N::highest);
    EXPECT_EQ(N::from_real(-huge), N::lowest);
    EXPECT_EQ(N::from_real(huge, 62), N::highest);
  }
  EXPECT_EQ(N::from_real(not_a_number), 0);
  EXPECT_EQ(N::from_real(-not_a_number), 0);
  EXPECT_EQ(N::from_real(5e-324), 0);
  EXPECT_EQ(N::from_real(-0.0), 0);
}

TYPED_TEST(Fixed, SaturateKeepsTheRangeAndLimitsTheRest) {
  using N = numeric<TypeParam>;
  using acc = typename N::acc;
  for (const acc inside : {acc{N::lowest}, acc{-1}, acc{0}, acc{1}, acc{N::highest}}) {
    EXPECT_EQ(N::saturate(inside), inside);
  }
  EXPECT_EQ(N::saturate(acc{N::highest} + 1), N::highest);
  EXPECT_EQ(N::saturate(acc{N::lowest} - 1), N::lowest);
}

TYPED_TEST(Fixed, NarrowRoundsHalfUpForEveryShift) {
  using N = numeric<TypeParam>;
  using acc = typename N::acc;
  for (int shift = 1; shift < 6; ++shift) {
    for (int v = -300; v <= 300; ++v) {
      const double expected = floor(ldexp(static_cast<double>(v), -shift) + 0.5);
      if (fabs(expected) > 127) continue;
      EXPECT_EQ(static_cast<double>(N::narrow(static_cast<acc>(v), shift)), expected);
    }
  }
}

TYPED_TEST(Fixed, NarrowIsDefinedAtTheEndsOfTheAccumulator) {
  using N = numeric<TypeParam>;
  using acc = typename N::acc;
  constexpr int bits = static_cast<int>(8 * sizeof(acc));
  constexpr acc top = static_cast<acc>(~(uint64_t{1} << (bits - 1)));
  constexpr acc bottom = static_cast<acc>(-top - 1);
  EXPECT_EQ(N::narrow(top, 0), N::highest);
  EXPECT_EQ(N::narrow(bottom, 0), N::lowest);
  EXPECT_EQ(N::narrow(top, 1), N::highest);
  EXPECT_EQ(N::narrow(bottom, 1), N::lowest);
  EXPECT_EQ(N::narrow(top, bits - 1), 1);
  EXPECT_EQ(N::narrow(bottom, bits - 1), -1);
}

TYPED_TEST(Fixed, TheProductOfTheLowestValuesFits) {
  using N = numeric<TypeParam>;
  const auto product =
      static_cast<typename N::prod>(static_cast<typename N::prod>(N::lowest) * N::lowest);
  EXPECT_GT(product, 0);
  EXPECT_EQ(N::narrow(product, N::fraction_bits), N::highest) << "-1 * -1 saturates";
}

TEST(Numeric, FloatFromRealIsNearestAndSaturatesFiniteNumbers) {
  using N = numeric<float>;
  EXPECT_EQ(N::from_real(0.1), 0.1f);
  EXPECT_EQ(N::from_real(1e300), N::highest);
  EXPECT_EQ(N::from_real(-1e300), N::lowest);
  EXPECT_EQ(N::from_real(infinity), __builtin_inff());
  EXPECT_EQ(N::from_real(-infinity), -__builtin_inff());
  EXPECT_TRUE(isnan(N::from_real(not_a_number)));
  EXPECT_EQ(N::from_real(1e-300), 0.0f);
}

TEST(Numeric, FloatPassesThroughNarrowAndSaturate) {
  EXPECT_EQ(numeric<float>::narrow(1e30f, 14), 1e30f);
  EXPECT_EQ(numeric<float>::saturate(-1e30f), -1e30f);
}

}  // namespace
