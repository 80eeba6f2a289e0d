#include "mote/filter/detail/delay_line.hpp"

#include <gtest/gtest.h>
#include <stdint.h>

namespace {

using mote::delay_line;

constexpr int oldest_of_three() {
  delay_line<int, 3, 2> line;
  for (int i = 1; i < 9; ++i) line.push(i);
  return *line.push(9);
}
static_assert(oldest_of_three() == 7);
static_assert(sizeof(delay_line<int16_t, 64, 32>) <= 2 * 96 + 8);

TEST(DelayLine, IsTheNewestSamplesInOrder) {
  delay_line<int16_t, 5, 3> line;
  for (int16_t n = 1; n < 50; ++n) {
    const int16_t* const window = line.push(n);
    for (int16_t i = 0; i < 5; ++i) {
      const int expected = n - 4 + i;
      ASSERT_EQ(window[i], expected > 0 ? expected : 0);
    }
  }
}

TEST(DelayLine, TakesBlocksWhoseWindowsFollowOneAnother) {
  delay_line<float, 4, 6> line;
  float next = 1;
  for (int block = 0; block < 20; ++block) {
    line.make_space();
    ASSERT_GT(line.space(), 0u);
    const mote::size_t count = line.space() < 4 ? line.space() : 4;
    float samples[4];
    for (float& x : samples) x = next++;
    next -= static_cast<float>(4 - count);
    const float first = samples[0];
    const float* const window = line.append(samples, count);
    for (mote::size_t i = 0; i < 3 + count; ++i) {
      const float expected = first - 3 + static_cast<float>(i);
      ASSERT_EQ(window[i], expected > 0 ? expected : 0.0f);
    }
  }
}

TEST(DelayLine, OfOneSampleHasNoPast) {
  delay_line<int32_t, 1, 1> line;
  EXPECT_EQ(*line.push(5), 5);
  EXPECT_EQ(*line.push(6), 6);
}

TEST(DelayLine, IsAsNewAfterReset) {
  delay_line<int8_t, 3, 2> line;
  for (int8_t i = 1; i < 8; ++i) line.push(i);
  line.reset();
  const int8_t* const window = line.push(9);
  EXPECT_EQ(window[0], 0);
  EXPECT_EQ(window[1], 0);
  EXPECT_EQ(window[2], 9);
}

}  // namespace
