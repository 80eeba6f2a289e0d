#include "mote/core/ordered.hpp"

#include <gtest/gtest.h>

#include <stdint.h>
#include <string.h>

#include <limits>
#include <vector>

namespace {

using mote::at_most;
using mote::key;

static_assert(mote::traits::same<mote::key_t<int8_t>, int8_t>);
static_assert(mote::traits::same<mote::key_t<int32_t>, int32_t>);
static_assert(mote::traits::same<mote::key_t<float>, int32_t>);
static_assert(key(int8_t{-128}) == -128 && key(INT32_MIN) == INT32_MIN, "integers are their keys");
#if MOTE_HAS_BIT_CAST
static_assert(key(0.0f) == 0);
static_assert(key(-0.0f) == -1, "just below +0, so a threshold of zero is written as +0");
static_assert(key(1.0f) > key(0.5f) && key(-1.0f) < key(-0.5f) && key(-1.0f) < key(1.0f));
static_assert(key(__builtin_inff()) == 0x7f800000 && key(-__builtin_inff()) == -0x7f800001);
#endif

float from_bits(uint32_t bits) {
  float value;
  memcpy(&value, &bits, sizeof value);
  return value;
}

/// Both signs of every exponent with the fractions where a carry could go wrong.
std::vector<float> floats_of_every_exponent() {
  std::vector<float> out;
  for (uint32_t sign = 0; sign < 2; ++sign) {
    for (uint32_t exponent = 0; exponent < 256; ++exponent) {
      for (uint32_t fraction : {0u, 1u, 0x2aaaaau, 0x400000u, 0x7ffffeu, 0x7fffffu}) {
        if (exponent == 255 && fraction != 0) continue;  // NaN
        out.push_back(from_bits((sign << 31) | (exponent << 23) | fraction));
      }
    }
  }
  return out;
}

TEST(Key, OrdersEverySignExponentAndInfinityAsTheFloatsDo) {
  const std::vector<float> all = floats_of_every_exponent();
  for (const float a : all) {
    for (const float b : all) {
      if (a == 0 && b == 0) continue;
      ASSERT_EQ(key(a) < key(b), a < b) << a << ' ' << b;
      ASSERT_EQ(key(a) <= key(b), a <= b) << a << ' ' << b;
    }
  }
}

TEST(Key, OfNeighbouringFloatsDiffersByOne) {
  for (uint32_t bits = 0; bits < 0x7f800000u; bits += 4099) {
    ASSERT_EQ(key(from_bits(bits)) + 1, key(from_bits(bits + 1)));
    ASSERT_EQ(key(from_bits(bits | 0x80000000u)) - 1, key(from_bits((bits + 1) | 0x80000000u)));
  }
}

TEST(Key, PutsBothZerosAtOrBelowAThresholdOfZero) {
  EXPECT_LE(key(-0.0f), key(0.0f));
  EXPECT_LE(key(0.0f), key(0.0f));
  EXPECT_GT(key(std::numeric_limits<float>::denorm_min()), key(0.0f));
  EXPECT_LT(key(-std::numeric_limits<float>::denorm_min()), key(-0.0f));
}

TEST(Key, PutsNanBeyondTheInfinityOfItsSign) {
  EXPECT_GT(key(from_bits(0x7fc00000u)), key(std::numeric_limits<float>::infinity()));
  EXPECT_LT(key(from_bits(0xffc00000u)), key(-std::numeric_limits<float>::infinity()));
}

TEST(AtMost, AgreesWithTheKeysForEveryPairOfFloats) {
  std::vector<float> all = floats_of_every_exponent();
  all.push_back(from_bits(0x7fc00000u));
  all.push_back(from_bits(0xffc00000u));
  for (const float threshold : all) {
    for (const float value : all) {
      ASSERT_EQ(at_most(value, key(threshold)), key(value) <= key(threshold))
          << value << ' ' << threshold;
    }
  }
}

TEST(AtMost, OfIntegersIsLessOrEqual) {
  EXPECT_TRUE(at_most(int8_t{-128}, int8_t{-128}));
  EXPECT_TRUE(at_most(int16_t{-32768}, int16_t{32767}));
  EXPECT_FALSE(at_most(int32_t{2147483647}, int32_t{2147483646}));
}

TEST(Missing, IsEveryKindOfNanAndNoOtherFloat) {
  for (const uint32_t payload : {0x7f800001u, 0x7fc00000u, 0x7fffffffu, 0xff800001u, 0xffffffffu}) {
    EXPECT_TRUE(mote::is_missing(mote::bit_cast<float>(payload), 0.0f)) << payload;
  }
  for (const uint32_t number : {0u, 1u, 0x7f7fffffu, 0x7f800000u, 0x80000000u, 0xff800000u}) {
    const float x = mote::bit_cast<float>(number);
    EXPECT_FALSE(mote::is_missing(x, x)) << number;
  }
}

TEST(Missing, OfIntegersIsTheirNumberAlone) {
  for (int32_t x = -32768; x <= 32767; ++x) {
    ASSERT_EQ(mote::is_missing(static_cast<int16_t>(x), int16_t{-999}), x == -999);
  }
}

}  // namespace
