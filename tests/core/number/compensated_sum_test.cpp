#include "mote/core/number/compensated_sum.hpp"

#include <gtest/gtest.h>

#include <math.h>
#include <stdint.h>

namespace {

using mote::compensated_sum;

constexpr float of_many_small() {
  compensated_sum sum{16777216.0f};
  for (int i = 0; i < 1000; ++i) sum.add(0.25f);
  return sum.value();
}
static_assert(of_many_small() == 16777466.0f, "a float alone would stand still at 2^24");
static_assert(compensated_sum{}.value() == 0 && compensated_sum{3}.rest() == 0);

TEST(CompensatedSum, IsThatOfDoubleForTermsOfEverySizeAndSign) {
  for (uint32_t seed = 1; seed <= 20; ++seed) {
    uint32_t state = seed;
    compensated_sum sum;
    double exact = 0, sizes = 0;
    const int terms = 1000 * static_cast<int>(seed);
    for (int i = 0; i < terms; ++i) {
      state = state * 1664525u + 1013904223u;
      const double size = ldexp(1.0, static_cast<int>((state >> 8) % 40) - 20);
      const auto x = static_cast<float>(size * (static_cast<int32_t>(state) / 2147483648.0));
      sum.add(x);
      exact += static_cast<double>(x);
      sizes += fabs(static_cast<double>(x));
    }
    const double bound = (1.2e-7 + 4e-15 * terms) * sizes;
    EXPECT_NEAR(static_cast<double>(sum.value()), exact, bound) << seed;
  }
}

TEST(CompensatedSum, OfTenMillionTermsOfOneSignIsExactToAnUlp) {
  for (const float term : {0.1f, 1e-30f, 3.3e20f}) {
    compensated_sum sum;
    const int terms = 10000000;
    for (int i = 0; i < terms; ++i) sum.add(term);
    const double exact = static_cast<double>(term) * terms;
    EXPECT_NEAR(static_cast<double>(sum.value()), exact, 1.2e-7 * exact) << term;
  }
}

}  // namespace
