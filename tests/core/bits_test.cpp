#include "mote/core/bits.hpp"

#include <gtest/gtest.h>

#include <stdint.h>

namespace {

#if MOTE_HAS_BIT_CAST
static_assert(mote::bit_cast<uint32_t>(1.0f) == 0x3f800000u);
static_assert(mote::bit_cast<float>(uint32_t{0xc0000000u}) == -2.0f);
#endif

struct pair {
  uint16_t first, second;
};

TEST(Bits, EveryPatternOfAFloatComesBack) {
  for (uint64_t bits = 0; bits < (uint64_t{1} << 32); bits += 999983) {
    const uint32_t pattern = static_cast<uint32_t>(bits);
    // A signalling NaN may turn quiet on its way through a floating-point register.
    const uint32_t back = mote::bit_cast<uint32_t>(mote::bit_cast<float>(pattern));
    EXPECT_TRUE(back == pattern || back == (pattern | 0x00400000u)) << pattern;
  }
}

TEST(Bits, CopiesStructuresOfTheSameSize) {
  const pair both = mote::bit_cast<pair>(uint32_t{0x00010001u});
  EXPECT_EQ(both.first, 1);
  EXPECT_EQ(both.second, 1);
}

}  // namespace
