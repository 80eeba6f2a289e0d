#include "mote/kernel/number/fraction.hpp"

#include <gtest/gtest.h>

#include "mote/kernel/number/clip.hpp"
#include "mote/kernel/number/long_product.hpp"

namespace {

using mote::kernel::clipped;
using mote::kernel::long_product;
using mote::kernel::scaled_q15;
using mote::kernel::scaled_q16;

constexpr int32_t ends[] = {-2147483647 - 1, -2147483647, -65537, -65536,  -32769,
                            -32768,          -1,          0,      1,       32767,
                            32768,           65535,       65536,  1234567, 2147483647};
constexpr uint16_t factors[] = {0, 1, 2, 32767, 32768, 49321, 65535};

TEST(Fraction, OfSixteenBitsIsRoundedDown) {
  for (const int32_t value : ends) {
    for (const uint16_t factor : factors) {
      EXPECT_EQ(scaled_q16(value, factor), (int64_t{value} * factor) >> 16)
          << value << ' ' << factor;
    }
    EXPECT_EQ(scaled_q16(value, 65536), value);
  }
}

TEST(Fraction, OfFifteenBitsIsRoundedHalfUp) {
  for (const int32_t value : ends) {
    for (const uint16_t factor : factors) {
      const int64_t exact = (int64_t{value} * factor + 0x4000) >> 15;
      if (exact != static_cast<int32_t>(exact)) continue;
      EXPECT_EQ(scaled_q15(value, factor), exact) << value << ' ' << factor;
    }
  }
}

TEST(LongProduct, IsExactAtTheEnds) {
  for (const int32_t a : ends) {
    for (const int32_t b : ends) EXPECT_EQ(long_product(a, b), int64_t{a} * b) << a << ' ' << b;
    for (const uint16_t b : factors) {
      const auto size = static_cast<uint32_t>(a);
      EXPECT_EQ(long_product(size, b), uint64_t{size} * b) << size << ' ' << b;
    }
  }
}

TEST(Clip, LimitsToTheRangeOfTheSample) {
  for (const int32_t value : ends) {
    EXPECT_EQ(clipped<int8_t>(value), value < -128 ? -128 : value > 127 ? 127 : value);
    EXPECT_EQ(clipped<int16_t>(value), value < -32768 ? -32768 : value > 32767 ? 32767 : value);
    EXPECT_EQ(clipped<int32_t>(value), value);
  }
}

TEST(Clip, AndFractionsOnThisCoreHaveTheBitsOfTheDefinition) {
  constexpr mote::kernel::definition definition{};
  for (const int32_t value : ends) {
    EXPECT_EQ(clipped<int8_t>(value), clipped<int8_t>(value, definition));
    EXPECT_EQ(clipped<int16_t>(value), clipped<int16_t>(value, definition));
    EXPECT_EQ(clipped<int32_t>(value), clipped<int32_t>(value, definition));
    for (const uint16_t factor : factors) {
      const int64_t exact = (int64_t{value} * factor + 0x4000) >> 15;
      if (exact != static_cast<int32_t>(exact)) continue;
      EXPECT_EQ(scaled_q15(value, factor), scaled_q15(value, factor, definition));
    }
  }
}

}  // namespace
