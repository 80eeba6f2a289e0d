#include "mote/kernel/number/square_sum.hpp"

#include <gtest/gtest.h>

namespace {

using mote::kernel::long_square_sum;
using mote::kernel::short_square_sum;

template <class Sum>
constexpr uint64_t sum_of(uint32_t first, uint32_t step, int count) {
  Sum sum;
  for (int i = 0; i < count; ++i) sum.add((first + step * static_cast<uint32_t>(i)) & 0xfffffu);
  return sum.value();
}

static_assert(sum_of<short_square_sum>(3, 0, 1) == 12 && sum_of<long_square_sum>(3, 0, 1) == 12);
static_assert(sum_of<short_square_sum>(0, 0, 64) == 0);

TEST(SquareSum, BothWaysGiveTheSameBits) {
  for (uint32_t step = 1; step < 0x100000u; step = step * 3 + 1) {
    for (uint32_t first = 0; first < 0x100000u; first += 104729) {
      EXPECT_EQ(sum_of<short_square_sum>(first, step, 64), sum_of<long_square_sum>(first, step, 64))
          << first << " + i * " << step;
    }
  }
}

TEST(SquareSum, HoldsTheLargestSizes) {
  constexpr uint64_t largest = uint64_t{0xfffff} * 0x100000;
  EXPECT_EQ(sum_of<short_square_sum>(0xfffff, 0, 64), 64 * largest);
  EXPECT_EQ(sum_of<long_square_sum>(0xfffff, 0, 64), 64 * largest);
}

}  // namespace
