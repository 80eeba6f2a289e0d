#include "mote/core/log2.hpp"

#include <gtest/gtest.h>

#include <math.h>
#include <stdint.h>

namespace {

using mote::log2_q16;

static_assert(log2_q16(1) == 0);
static_assert(log2_q16(2) == 0x10000);
static_assert(log2_q16(uint64_t{1} << 63) == 63 * 0x10000);
static_assert(log2_q16(~uint64_t{0}) == 64 * 0x10000 || log2_q16(~uint64_t{0}) == 64 * 0x10000 - 1);

double error(uint64_t x) { return log2_q16(x) - 65536 * log2(static_cast<double>(x)); }

TEST(Log2, IsWithinThreeUnits) {
  for (uint64_t x = 1; x < 3000; ++x) EXPECT_LE(fabs(error(x)), 3.0) << x;
  uint64_t x = 88172645463325252u;  // xorshift
  for (int i = 0; i < 3000; ++i) {
    x ^= x << 13;
    x ^= x >> 7;
    x ^= x << 17;
    const uint64_t shorter = (x >> (i % 60)) | 1;
    EXPECT_LE(fabs(error(shorter)), 3.0) << shorter;
  }
}

TEST(Log2, IsExactAtPowersOfTwo) {
  for (int n = 0; n < 64; ++n) EXPECT_EQ(log2_q16(uint64_t{1} << n), n * 0x10000);
}

TEST(Log2, NeverFalls) {
  for (uint64_t f = 0; f < 0x10000; f += 3) {
    EXPECT_LE(log2_q16((0x10000 + f) << 9), log2_q16((0x10003 + f) << 9));
  }
}

TEST(Log2, TakesTheHighestSixteenBits) {
  // What lies below them is cut off, across the border of words too.
  EXPECT_EQ(log2_q16(0x123450000u), log2_q16(0x12345ffffu) - 0);
  EXPECT_EQ(log2_q16(uint64_t{3} << 40) - (40 << 16), log2_q16(3));
}

}  // namespace
