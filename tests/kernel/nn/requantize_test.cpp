#include "mote/kernel/nn/requantize.hpp"

#include <gtest/gtest.h>

#include <stdint.h>

#include <limits>
#include <random>

#include "mote/core/array.hpp"

namespace {

using mote::kernel::requantize;
using mote::kernel::requantized;

static_assert(requantized(3, 1 << 30, 1) == 1, "0.75, whose product is rounded to 1.5 at first");
static_assert(requantized(1000, 1 << 30, 1) == 250);
static_assert(requantized(-1002, 1 << 30, 1) == -251, "a half goes away from 0");
static_assert(requantized(1002, 1 << 30, 1) == 251);
static_assert(requantized((1 << 30) - 1, 0x7fffffff, 1) == 1 << 29);
static_assert(requantized(-(1 << 30) + 1, 0x7fffffff, 31) == 0, "a little less than a half");
static_assert(requantized(123456789, 0, 5) == 0);

/// The rule in 64 bits and by sizes, as it is said.
int64_t said(int64_t sum, int64_t factor, int shift) {
  const int64_t product = sum * factor + (int64_t{1} << 30);
  const int64_t high = product >= 0 ? product >> 31 : -((-product + 0x7fffffff) >> 31);
  const int64_t half = int64_t{1} << (shift - 1);
  return high < 0 ? -((-high + half) >> shift) : (high + half) >> shift;
}

struct drawn {
  int32_t sum, factor;
  uint8_t shift;
};
/// Of the whole range, and its ends.
drawn draw(std::mt19937& random) {
  std::uniform_int_distribution<int32_t> sums(-(1 << 30) + 1, (1 << 30) - 1), bits(0, 29);
  std::uniform_int_distribution<int32_t> factors(0, 0x7fffffff), shifts(1, 31), kind(0, 9);
  drawn out{sums(random), factors(random), static_cast<uint8_t>(shifts(random))};
  switch (kind(random)) {
    case 0:
      out.sum = (1 << 30) - 1;
      break;
    case 1:
      out.sum = -(1 << 30) + 1;
      break;
    case 2:
      out.factor = 0x7fffffff;
      break;
    case 3:
      out.factor = 1 << 30;
      break;
    case 4:
      out.sum = out.sum % 3;
      break;
    default:
      out.sum >>= bits(random);
  }
  return out;
}

TEST(Requantize, IsTheRuleOnEveryKindOfNumber) {
  std::mt19937 random(1);
  for (int i = 0; i < 20000; ++i) {
    const drawn at = draw(random);
    const int64_t expected = said(at.sum, at.factor, at.shift);
    ASSERT_EQ(requantized(at.sum, at.factor, at.shift), expected)
        << at.sum << " " << at.factor << " " << int{at.shift};
    ASSERT_EQ(requantized(at.sum, at.factor, at.shift, mote::target::scalar{}), expected);
  }
}

template <size_t Count, int32_t Zero, int32_t Lowest, class Out>
void expect_rows(std::mt19937& random) {
  int32_t sums[Count], factors[Count];
  uint8_t shifts[Count];
  for (size_t k = 0; k < Count; ++k) {
    drawn at = draw(random);
    at.shift = at.shift > 28 ? static_cast<uint8_t>(at.shift - 28) : at.shift;
    sums[k] = at.sum;
    factors[k] = at.factor;
    shifts[k] = at.shift;
  }
  Out out[Count + 1], scalar[Count];
  out[Count] = 77;
  requantize<Count, Zero, Lowest>(sums, static_cast<const int32_t*>(factors),
                                  static_cast<const uint8_t*>(shifts), out);
  requantize<Count, Zero, Lowest>(sums, static_cast<const int32_t*>(factors),
                                  static_cast<const uint8_t*>(shifts), scalar,
                                  mote::target::scalar{});
  ASSERT_EQ(out[Count], 77) << "nothing is written beyond the last";
  for (size_t k = 0; k < Count; ++k) {
    int64_t expected = said(sums[k], factors[k], shifts[k]) + Zero;
    if (expected < Lowest) expected = Lowest;
    if (expected > std::numeric_limits<Out>::max()) expected = std::numeric_limits<Out>::max();
    ASSERT_EQ(out[k], expected) << k << " of " << Count;
    ASSERT_EQ(scalar[k], expected);
  }
}

TEST(Requantize, SaturatesAndCutsRowsOfEveryLength) {
  std::mt19937 random(2);
  for (int i = 0; i < 100; ++i) {
    expect_rows<1, 0, -128, int8_t>(random);
    expect_rows<2, -128, -128, int8_t>(random);
    expect_rows<3, 5, 5, int8_t>(random);
    expect_rows<4, 0, 0, int16_t>(random);
    expect_rows<5, -1000, -32768, int16_t>(random);
    expect_rows<17, 127, -128, int8_t>(random);
    expect_rows<32, -128, -128, int8_t>(random);
    expect_rows<33, 0, -32768, int16_t>(random);
  }
}

}  // namespace
