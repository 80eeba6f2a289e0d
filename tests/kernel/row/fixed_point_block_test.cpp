#include "mote/kernel/row/fixed_point_block.hpp"

#include <gtest/gtest.h>

#include <stddef.h>
#include <stdint.h>

#include <vector>

#include "kernel/random_words.hpp"

namespace {

using mote::bit_cast;
using mote::kernel::definition;
using mote::kernel::to_fixed;
using mote::kernel::to_float;

constexpr size_t most = 21;

/// Numbers around every edge: halves of a unit, both ends, zeros, subnormals, infinities, NaN.
float any_float(random_words& next) {
  const uint32_t word = next();
  switch (word % 6) {
    case 0:
      return static_cast<float>(static_cast<int16_t>(word >> 16)) / 65536.0f;
    case 1:
      return (word & 64) != 0 ? 1.0f : -1.0f;
    case 2:
      return bit_cast<float>((word & 0x80000000u) | (((word >> 8) & 3) << 22) | 0x7f800000u);
    case 3:
      return bit_cast<float>(word & 0x807fffffu);
    case 4:
      return static_cast<float>(static_cast<int32_t>(word)) / 1.8e9f;
    default:
      return bit_cast<float>(next());
  }
}

TEST(FixedPointBlock, ToFixedOnThisCoreHasTheBitsOfTheDefinitionAtEveryLength) {
  random_words next{5};
  for (int turn = 0; turn < 200; ++turn) {
    float in[most];
    for (float& x : in) x = any_float(next);
    const size_t count = next() % (most + 1);
    std::vector<int16_t> native(most + 1, 77), scalar = native;
    to_fixed(in, native.data(), count);
    to_fixed(in, scalar.data(), count, definition{});
    ASSERT_EQ(native, scalar) << count;
    for (size_t i = 0; i < count; ++i) {
      ASSERT_EQ(native[i], to_fixed<int16_t>(in[i], definition{})) << in[i];
    }
    ASSERT_EQ(native[count], 77);
  }
}

TEST(FixedPointBlock, ToFloatOnThisCoreHasTheBitsOfTheDefinitionAtEveryLength) {
  random_words next{6};
  for (int turn = 0; turn < 200; ++turn) {
    int16_t in[most];
    for (int16_t& x : in) x = next.sample();
    const size_t count = next() % (most + 1);
    std::vector<float> native(most + 1, 77), scalar = native;
    to_float(in, native.data(), count);
    to_float(in, scalar.data(), count, definition{});
    ASSERT_EQ(native, scalar) << count;
    for (size_t i = 0; i < count; ++i) ASSERT_EQ(native[i], in[i] / 32768.0f);
    ASSERT_EQ(native[count], 77);
  }
}

TEST(FixedPointBlock, ASampleAloneHasTheSameBits) {
  random_words next{7};
  for (int turn = 0; turn < 2000; ++turn) {
    const float x = any_float(next);
    ASSERT_EQ(to_fixed<int8_t>(x), to_fixed<int8_t>(x, definition{})) << x;
    ASSERT_EQ(to_fixed<int16_t>(x), to_fixed<int16_t>(x, definition{})) << x;
    ASSERT_EQ(to_fixed<int32_t>(x), to_fixed<int32_t>(x, definition{})) << x;
    const int32_t word = static_cast<int32_t>(next());
    ASSERT_EQ(to_float(word), to_float(word, definition{})) << word;
    ASSERT_EQ(to_float(static_cast<int8_t>(word >> 24)),
              to_float(static_cast<int8_t>(word >> 24), definition{}));
  }
}

}  // namespace
