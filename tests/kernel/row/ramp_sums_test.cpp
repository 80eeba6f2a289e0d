#include "mote/kernel/row/ramp_sums.hpp"

#include <gtest/gtest.h>

#include <stddef.h>
#include <stdint.h>

#include "data/signal.hpp"

namespace {

using mote::kernel::sum_powers;

constexpr int16_t three[] = {1, 2, -3, 0, 0, 10};
static_assert(sum_powers(three, 3, mote::target::scalar{}).total == 114);
static_assert(sum_powers(three, 3).ramp == 2 * 5 + 9);
static_assert(sum_powers(three, 0).total == 0);

TEST(RampSums, OfTheNativeKernelAreThoseOfTheScalarOne) {
  int16_t x[401] = {};
  mote_test::signal next;
  for (int16_t& value : x) value = next();
  for (size_t i = 0; i < 40; ++i) x[i] = i % 3 == 0 ? int16_t{-32768} : int16_t{32767};
  for (const size_t count : {0u, 1u, 2u, 17u, 200u}) {
    for (const size_t start : {0u, 1u}) {  // words need not be aligned
      const auto scalar = sum_powers(x + start, count, mote::target::scalar{});
      const auto native = sum_powers(x + start, count, mote::target::native{});
      EXPECT_EQ(scalar.total, native.total) << count;
      EXPECT_EQ(scalar.ramp, native.ramp) << count;
    }
  }
}

TEST(RampSums, AreExactAtTheEndsOfTheRange) {
  int16_t x[200] = {};
  for (int16_t& value : x) value = -32768;
  const auto sums = sum_powers(x, 100, mote::target::native{});
  EXPECT_EQ(sums.total, uint64_t{100} << 31);
  EXPECT_EQ(sums.ramp, uint64_t{99 * 100 / 2} << 31);
}

}  // namespace
