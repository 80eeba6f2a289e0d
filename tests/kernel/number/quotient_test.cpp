#include "mote/kernel/number/quotient.hpp"

#include <gtest/gtest.h>

#include <random>

namespace {

using mote::kernel::quotient;

static_assert(quotient<1>(65535) == 65535);
static_assert(quotient<3>(196607) == 65535);
static_assert(quotient<65536>(0xffffffffu) == 65535);
static_assert(quotient<10, 2560>(2559) == 255);

/// Both sides of every multiple near the ends and at random, and the largest value.
template <uint32_t Divisor, uint64_t Bound = Divisor* uint64_t{65536}>
void check() {
  std::mt19937 next{Divisor};
  for (int i = 0; i < 600; ++i) {
    const uint64_t q = i < 100 ? static_cast<uint64_t>(i) : next() % (Bound / Divisor + 1);
    for (int beside = -1; beside <= 1; ++beside) {
      const uint64_t value = q * Divisor + static_cast<uint64_t>(beside);
      if (value >= Bound) continue;
      const auto v = static_cast<uint32_t>(value);
      ASSERT_EQ((quotient<Divisor, Bound>(v)), v / Divisor) << v << " / " << Divisor;
    }
  }
  const auto top = static_cast<uint32_t>(Bound - 1);
  EXPECT_EQ((quotient<Divisor, Bound>(top)), top / Divisor);
}

template <uint32_t... Divisors>
void check_all() {
  (check<Divisors>(), ...);
  (check<Divisors, Divisors * uint64_t{256}>(), ...);
}

TEST(Quotient, IsTheDivisionRoundedDown) {
  check_all<1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12, 15, 16, 17, 25, 31, 33, 50, 63, 100, 125, 127, 255,
            257, 641, 1000, 1023, 4095, 16000, 32767, 32768, 32769, 48000, 65521, 65535, 65536>();
}

}  // namespace
