#include "mote/kernel/row/two_channels.hpp"

#include <gtest/gtest.h>

#include <stddef.h>
#include <stdint.h>

#include <vector>

#include "kernel/random_words.hpp"

namespace {

using mote::kernel::definition;
using mote::kernel::join_channels;
using mote::kernel::split_channels;
using row = std::vector<int16_t>;

constexpr size_t most = 40, room = most + 2;  // one more on either side, which nobody may touch

row random_row(size_t size) {
  random_words next{static_cast<uint32_t>(size)};
  row x(size);
  for (int16_t& v : x) v = next.sample();
  return x;
}

TEST(TwoChannels, SplitOnThisCoreIsThatOfTheDefinitionAtEveryLength) {
  const row in = random_row(2 * most + 1);
  for (size_t count = 0; count <= most; ++count) {
    row even(room, 7), odd(room, 8), same_even = even, same_odd = odd;
    split_channels(in.data() + 1, even.data() + 1, odd.data() + 1, count);
    split_channels(in.data() + 1, same_even.data() + 1, same_odd.data() + 1, count, definition{});
    ASSERT_EQ(even, same_even) << count;
    ASSERT_EQ(odd, same_odd) << count;
    for (size_t i = 0; i < count; ++i) {
      ASSERT_EQ(even[i + 1], in[2 * i + 1]);
      ASSERT_EQ(odd[i + 1], in[2 * i + 2]);
    }
    EXPECT_EQ(even[count + 1], 7);
    EXPECT_EQ(odd[0], 8);
  }
}

TEST(TwoChannels, JoinOnThisCoreIsThatOfTheDefinitionAndUndoesSplit) {
  const row in = random_row(2 * most);
  for (size_t count = 0; count <= most; ++count) {
    row even(room), odd(room), out(2 * room, 9), same = out;
    split_channels(in.data(), even.data() + 1, odd.data() + 1, count);
    join_channels(even.data() + 1, odd.data() + 1, out.data() + 1, count);
    join_channels(even.data() + 1, odd.data() + 1, same.data() + 1, count, definition{});
    ASSERT_EQ(out, same) << count;
    for (size_t i = 0; i < 2 * count; ++i) ASSERT_EQ(out[i + 1], in[i]) << count;
    EXPECT_EQ(out[2 * count + 1], 9);
  }
}

}  // namespace
