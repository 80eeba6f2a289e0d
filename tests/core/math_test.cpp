// Bounds against double. The stride through all 2^32 floats is MOTE_MATH_STRIDE; 1 tests every one.
#include "mote/core/math.hpp"

#include <gtest/gtest.h>

#include <math.h>
#include <stdint.h>

#include "ulp.hpp"

namespace {

using mote::bit_cast;

constexpr float infinity = __builtin_inff();
const float quiet_nan = __builtin_nanf("");

float from_bits(uint32_t bits) { return bit_cast<float>(bits); }

static_assert(mote::exp2_q15(0) == 32768);
static_assert(mote::exp2_q15(1u << 16) == 16384);
static_assert(mote::exp2_q15(15u << 16) == 1);
static_assert(mote::exp2_q15(16u << 16) == 0);
static_assert(mote::exp2_q15(0xffffffffu) == 0);
#if MOTE_HAS_BIT_CAST
static_assert(mote::exp2(0.0f) == 1.0f && mote::exp2(-3.0f) == 0.125f);
static_assert(mote::exp(0.0f) == 1.0f);
static_assert(mote::log(1.0f) == 0.0f);
static_assert(mote::log2(8.0f) == 3.0f);
static_assert(mote::tanh(0.0f) == 0.0f && mote::tanh(20.0f) == 1.0f);
static_assert(mote::sigmoid(0.0f) == 0.5f);
#endif

TEST(Math, Exp2Q15IsWithinOneBitNeverRisesAndNeverExceedsOne) {
  uint16_t before = 32768;
  double worst = 0;
  for (uint32_t x = 0; x < (18u << 16); x += MOTE_ON_DESKTOP ? 1 : 61) {
    const uint16_t got = mote::exp2_q15(x);
    ASSERT_LE(got, before) << x;
    before = got;
    const double error = fabs(static_cast<double>(got) - ldexp(::exp2(x / -65536.0), 15));
    if (error > worst) worst = error;
  }
  EXPECT_LT(worst, 0.66);
}

TEST(Math, Exp2StaysWithinItsBound) {
  EXPECT_LT(worst_ulp([](float x) { return mote::exp2(x); }, [](double x) { return ::exp2(x); }),
            1.235);
}

TEST(Math, ExpStaysWithinItsBound) {
  EXPECT_LT(worst_ulp([](float x) { return mote::exp(x); }, [](double x) { return ::exp(x); }),
            0.985);
}

TEST(Math, LogStaysWithinItsBound) {
  EXPECT_LT(worst_ulp([](float x) { return mote::log(x); }, [](double x) { return ::log(x); }),
            0.865);
}

TEST(Math, Log2StaysWithinItsBound) {
  EXPECT_LT(worst_ulp([](float x) { return mote::log2(x); }, [](double x) { return ::log2(x); }),
            1.385);
}

TEST(Math, TanhStaysWithinItsBound) {
  EXPECT_LT(worst_ulp([](float x) { return mote::tanh(x); }, [](double x) { return ::tanh(x); }),
            1.345);
}

TEST(Math, SigmoidStaysWithinItsBound) {
  EXPECT_LT(worst_ulp([](float x) { return mote::sigmoid(x); },
                      [](double x) { return 1 / (1 + ::exp(-x)); }),
            2.415);
}

TEST(Math, PowersOfTwoAreExact) {
  for (int n = -149; n < 128; ++n) {
    const float power = ldexpf(1.0f, n);
    EXPECT_EQ(mote::exp2(static_cast<float>(n)), power);
    EXPECT_EQ(mote::log2(power), static_cast<float>(n));
  }
}

TEST(Math, LimitsAreRight) {
  EXPECT_EQ(mote::exp2(infinity), infinity);
  EXPECT_EQ(mote::exp2(-infinity), 0.0f);
  EXPECT_EQ(mote::exp2(128.0f), infinity);
  EXPECT_EQ(mote::exp2(-200.0f), 0.0f);
  EXPECT_EQ(mote::exp(infinity), infinity);
  EXPECT_EQ(mote::exp(-infinity), 0.0f);
  EXPECT_EQ(mote::exp(88.7228394f), ::expf(88.7228394f));
  EXPECT_EQ(mote::exp(88.7229f), infinity);
  EXPECT_EQ(mote::log(0.0f), -infinity);
  EXPECT_EQ(mote::log(-0.0f), -infinity);
  EXPECT_EQ(mote::log(infinity), infinity);
  EXPECT_TRUE(isnan(mote::log(-1.0f)));
  EXPECT_TRUE(isnan(mote::log2(-infinity)));
  EXPECT_EQ(mote::tanh(infinity), 1.0f);
  EXPECT_EQ(mote::tanh(-infinity), -1.0f);
  EXPECT_EQ(bit_cast<uint32_t>(mote::tanh(-0.0f)), 0x80000000u);
  EXPECT_EQ(mote::sigmoid(infinity), 1.0f);
  EXPECT_EQ(mote::sigmoid(-infinity), 0.0f);
}

TEST(Math, NanGivesNan) {
  for (const float x : {quiet_nan, -quiet_nan, from_bits(0x7f800001u)}) {
    EXPECT_TRUE(isnan(mote::exp2(x)));
    EXPECT_TRUE(isnan(mote::exp(x)));
    EXPECT_TRUE(isnan(mote::log(x)));
    EXPECT_TRUE(isnan(mote::log2(x)));
    EXPECT_TRUE(isnan(mote::tanh(x)));
    EXPECT_TRUE(isnan(mote::sigmoid(x)));
  }
}

TEST(Math, TanhIsOddAndStaysInsideOne) {
  for (float x = 0; x < 12; x += 0.01f) {
    EXPECT_EQ(mote::tanh(-x), -mote::tanh(x));
    EXPECT_LE(mote::tanh(x), 1.0f);
  }
}

TEST(Math, SigmoidNeverLeavesZeroToOne) {
  for (float x = -110; x < 110; x += 0.37f) {
    EXPECT_GE(mote::sigmoid(x), 0.0f);
    EXPECT_LE(mote::sigmoid(x), 1.0f);
    EXPECT_NEAR(mote::sigmoid(x) + mote::sigmoid(-x), 1.0f, 1.2e-7f);
  }
}

}  // namespace
