#include "mote/core/decibel.hpp"

#include <gtest/gtest.h>

#include <math.h>

namespace {

using mote::decibels;
using mote::decibels_of_power;

static_assert(decibels{94.0f}.hundredths() == 9400 && decibels{-0.255f}.hundredths() == -26);
static_assert((decibels{94.0f} - decibels{0.5f}).value() == 93.5f);
static_assert(decibels{-1.0f} < decibels{} && decibels{1.0f} != decibels{2.0f});
static_assert(decibels_of_power(uint64_t{1}) == decibels{} &&
              decibels_of_power(uint64_t{0}) == decibels{});
static_assert(decibels_of_power(uint64_t{1000000}) == decibels{60.0f});
static_assert(decibels_of_power(uint64_t{1}, 32) == decibels{96.33f});
static_assert(decibels_of_power(uint64_t{1}, -100) == decibels{-301.03f});

TEST(Decibels, OfAnIntegerPowerAreWithinAHundredthOfTheLogarithm) {
  for (double power = 1; power < 1.8e19; power *= 1.0017) {
    const auto whole = static_cast<uint64_t>(power);
    const double exact = 1000 * log10(static_cast<double>(whole));
    EXPECT_NEAR(decibels_of_power(whole).hundredths(), exact, 0.6) << whole;
  }
}

TEST(Decibels, NeverFallWhenThePowerRises) {
  int32_t before = 0;
  for (uint64_t power = 1; power < 70000; ++power) {
    const int32_t now = decibels_of_power(power).hundredths();
    EXPECT_GE(now, before) << power;
    before = now;
  }
}

TEST(Decibels, OfAFloatPowerAreWithinAHundredthOfTheLogarithm) {
  for (double power = 1e-29; power < 1e30; power *= 1.31) {
    EXPECT_NEAR(decibels_of_power(static_cast<float>(power)).hundredths(), 1000 * log10(power),
                0.6);
  }
  EXPECT_EQ(decibels_of_power(0.0f), decibels{-300.0f});
  EXPECT_EQ(decibels_of_power(-1.0f), decibels{-300.0f});
}

TEST(Decibels, OfWhatIsNoNumberAreLoudAndNotSilent) {
  EXPECT_EQ(decibels_of_power(INFINITY), decibels{400.0f});
  EXPECT_EQ(decibels_of_power(NAN), decibels{400.0f});
  EXPECT_EQ(decibels{NAN}, decibels{1e6f});
  EXPECT_EQ(decibels{-INFINITY}, decibels{-1e6f});
  EXPECT_EQ((decibels{INFINITY} + decibels{INFINITY}).value(), 2e6f);
}

}  // namespace
