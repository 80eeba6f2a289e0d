#include "mote/core/expects.hpp"

#include <gtest/gtest.h>

namespace {

constexpr int half_of_even(int x) {
  MOTE_EXPECTS(x % 2 == 0, "an odd number has no half");
  return x / 2;
}

static_assert(half_of_even(8) == 4);

TEST(Expects, AKeptPromiseChangesNothing) {
  volatile int x = 8;
  EXPECT_EQ(half_of_even(x), 4);
}

#if !MOTE_CHECKED
TEST(Expects, UncheckedConditionIsNotEvaluatedAtRunTime) {
  int evaluations = 0;
  MOTE_EXPECTS(++evaluations < 0, "");
  EXPECT_EQ(evaluations, 0);
}
#elif defined(GTEST_HAS_DEATH_TEST)
TEST(ExpectsDeathTest, ABrokenPromiseSaysWhatWasExpectedAndTraps) {
  volatile int x = 7;
  EXPECT_DEATH(static_cast<void>(half_of_even(x)),
               "expects_test.cpp:8: mote expected `x % 2 == 0`: an odd number has no half");
}
#endif

}  // namespace
