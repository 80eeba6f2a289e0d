// Bounds against double. The stride through all 2^32 floats is MOTE_MATH_STRIDE; 1 tests every one.
#include "mote/core/trig.hpp"

#include <gtest/gtest.h>

#include <math.h>

#include <random>

#include "ulp.hpp"

namespace {

using mote::bit_cast;

#if MOTE_HAS_BIT_CAST
static_assert(mote::sin(0.0f) == 0.0f && mote::cos(0.0f) == 1.0f);
static_assert(mote::sin(1.57079637f) == 1.0f && mote::cos(3.14159274f) == -1.0f);
#endif
static_assert(mote::atan2(0.0f, 1.0f) == 0.0f && mote::atan2(1.0f, 0.0f) == 1.57079633f);
static_assert(mote::atan2(0.0f, -1.0f) == 3.14159265f && mote::atan2(0.0f, 0.0f) == 0.0f);

TEST(Trig, SinStaysWithinItsBoundAtEveryAngle) {
  EXPECT_LT(worst_ulp([](float x) { return mote::sin(x); }, [](double x) { return ::sin(x); }),
            1.525);
}

TEST(Trig, CosStaysWithinItsBoundAtEveryAngle) {
  EXPECT_LT(worst_ulp([](float x) { return mote::cos(x); }, [](double x) { return ::cos(x); }),
            1.525);
}

TEST(Trig, AnglesNearMultiplesOfHalfPiKeepTheirRelativeAccuracy) {
  double worst = 0;
  for (int n = 1; n < 20000; ++n) {
    const float x = static_cast<float>(n * 1.5707963267948966);
    for (const float near : {nextafterf(x, 0.0f), x, nextafterf(x, 1e9f)}) {
      const double s = ::sin(static_cast<double>(near));
      const double c = ::cos(static_cast<double>(near));
      worst = fmax(worst, fabs(static_cast<double>(mote::sin(near)) - s) / spacing(s));
      worst = fmax(worst, fabs(static_cast<double>(mote::cos(near)) - c) / spacing(c));
    }
  }
  EXPECT_LT(worst, 1.6);
}

TEST(Trig, TheFloatClosestToAMultipleOfHalfPiIsReduced) {
  // Of all floats, this one is nearest to a multiple of pi/2, relative to its size.
  const float x = 16367173.0f * ldexpf(1.0f, 72);
  const double expected = ::cos(static_cast<double>(x));
  EXPECT_LT(fabs(expected), 1e-8);
  EXPECT_LT(fabs(static_cast<double>(mote::cos(x)) - expected) / spacing(expected), 1.6);
}

TEST(Trig, SinIsOddCosIsEvenAndBothStayInsideOne) {
  for (float x = 0; x < 1e6f; x += 37.7f + x * 0.01f) {
    EXPECT_EQ(mote::sin(-x), -mote::sin(x));
    EXPECT_EQ(mote::cos(-x), mote::cos(x));
    EXPECT_LE(fabsf(mote::sin(x)), 1.0f);
    EXPECT_LE(fabsf(mote::cos(x)), 1.0f);
  }
}

TEST(Trig, ZeroKeepsItsSignAndSubnormalsStay) {
  EXPECT_EQ(bit_cast<uint32_t>(mote::sin(-0.0f)), 0x80000000u);
  EXPECT_EQ(mote::sin(1e-45f), 1e-45f);
  EXPECT_EQ(mote::cos(1e-45f), 1.0f);
}

TEST(Trig, InfinityAndNanGiveNan) {
  for (const float x : {__builtin_inff(), -__builtin_inff(), __builtin_nanf("")}) {
    EXPECT_TRUE(isnan(mote::sin(x)));
    EXPECT_TRUE(isnan(mote::cos(x)));
  }
}

TEST(Atan2, StaysWithinItsBoundInEveryDirectionAndOfEverySize) {
  std::mt19937 next{5};
  std::uniform_real_distribution<float> place{-1, 1}, exponent{-30, 30};
  double worst = 0;
  for (int i = 0; i < 300000; ++i) {
    const float x = ldexpf(place(next), static_cast<int>(exponent(next)));
    const float y =
        i % 3 == 0 ? x * place(next) : ldexpf(place(next), static_cast<int>(exponent(next)));
    const double exact = ::atan2(static_cast<double>(y), static_cast<double>(x));
    worst = fmax(worst, fabs(static_cast<double>(mote::atan2(y, x)) - exact) / spacing(exact));
  }
  EXPECT_LT(worst, 3);
}

TEST(Atan2, KeepsTheSymmetryOfTheCircle) {
  for (const float y : {0.1f, 0.4f, 0.42f, 1.0f, 3.0f}) {
    EXPECT_EQ(mote::atan2(-y, 1.0f), -mote::atan2(y, 1.0f));
    EXPECT_EQ(mote::atan2(y, -1.0f), 3.14159265f - mote::atan2(y, 1.0f));
  }
}

}  // namespace
