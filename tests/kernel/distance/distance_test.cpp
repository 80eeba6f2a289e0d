#include "mote/kernel/distance/distance.hpp"

#include <gtest/gtest.h>
#include <stddef.h>
#include <stdint.h>

#include <algorithm>
#include <limits>
#include <utility>
#include <vector>

namespace {

using mote::kernel::distance;
using mote::kernel::held;
using mote::kernel::largest;
using mote::kernel::sizes_apart;
using mote::kernel::squares;

constexpr uint32_t no_limit = ~uint32_t{0};

constexpr uint32_t of_five() {
  const int8_t x[5] = {-128, 127, 1, -1, 0}, y[5] = {127, -128, -1, 1, 0};
  return distance<5>(static_cast<const int8_t*>(x), static_cast<const int8_t*>(y), no_limit,
                     squares<uint32_t>{});
}
static_assert(of_five() == 2 * 255 * 255 + 2 * 4, "at compile time too");

/// Numbers up to `reach`, one in four of them at an end of that.
template <class T>
std::vector<T> row(uint32_t& state, size_t count, int32_t reach) {
  std::vector<T> out(count);
  for (T& v : out) {
    state = state * 1664525u + 1013904223u;
    const auto drawn = static_cast<int32_t>(state >> 8) % (2 * reach + 2) - reach - 1;
    v = static_cast<T>((state & 0xC0u) != 0 ? drawn : (state & 0x20u) != 0 ? -reach - 1 : reach);
  }
  return out;
}

template <class T>
uint64_t expected(const T* x, const T* y, size_t n, squares<uint32_t>) {
  uint64_t sum = 0;
  for (size_t i = 0; i < n; ++i) {
    const int64_t apart = int64_t{x[i]} - y[i];
    sum += static_cast<uint64_t>(apart * apart);
  }
  return sum;
}
template <class T>
uint64_t expected(const T* x, const T* y, size_t n, sizes_apart<uint32_t>) {
  uint64_t sum = 0;
  for (size_t i = 0; i < n; ++i) {
    sum += static_cast<uint64_t>(x[i] > y[i] ? int64_t{x[i]} - y[i] : int64_t{y[i]} - x[i]);
  }
  return sum;
}
template <class T>
uint64_t expected(const T* x, const T* y, size_t n, largest<uint32_t>) {
  uint64_t most = 0;
  for (size_t i = 0; i < n; ++i) {
    most = std::max(most, expected(x + i, y + i, 1, sizes_apart<uint32_t>{}));
  }
  return most;
}

/// A row as it lies and held, at every alignment, is exact below the limit, and not below it else.
template <size_t N, class By, class T>
void is_exact(uint32_t& state, int32_t reach) {
  const std::vector<T> left = row<T>(state, N + 4, reach), right = row<T>(state, N + 4, reach);
  for (size_t from = 0; from < 4; ++from) {
    const T *x = left.data() + from, *y = right.data() + (from * 3) % 4;
    const uint64_t sum = expected(x, y, N, By{});
    ASSERT_LT(sum, no_limit);
    const auto kept = held<N>(x);
    ASSERT_EQ(distance<N>(x, y, no_limit, By{}), sum) << N << " from " << from;
    ASSERT_EQ(distance<N>(kept, y, no_limit, By{}), sum) << N << " from " << from;
    if (sum == 0) continue;
    const auto limit = static_cast<uint32_t>(sum);
    ASSERT_GE(distance<N>(x, y, limit, By{}), limit) << N;
    ASSERT_GE(distance<N>(kept, y, limit, By{}), limit) << N;
    ASSERT_GE(distance<N>(kept, y, limit / 2 + 1, By{}), limit / 2 + 1) << N;
    ASSERT_EQ(distance<N>(kept, y, limit + 1, By{}), sum) << N;
  }
}

template <class T, class By, size_t... N>
void are_exact(int32_t reach, std::index_sequence<N...>) {
  uint32_t state = 7;
  for (int turn = 0; turn < 3; ++turn) {
    (is_exact<N + 1, By, T>(state, reach), ...);
    is_exact<63, By, T>(state, reach);
    is_exact<64, By, T>(state, reach);
    is_exact<65, By, T>(state, reach);
    is_exact<131, By, T>(state, reach);
  }
}

using lengths = std::make_index_sequence<37>;

TEST(Distance, OfBytesIsExactAtEveryLengthAndAlignment) {
  are_exact<int8_t, squares<uint32_t>>(127, lengths{});
  are_exact<int8_t, sizes_apart<uint32_t>>(127, lengths{});
  are_exact<int8_t, largest<uint32_t>>(127, lengths{});
}
TEST(Distance, OfShortsIsExactAtEveryLengthAndAlignment) {
  are_exact<int16_t, squares<uint32_t>>(2500, lengths{});  // 131 squares of 5001 fit 32 bits
  are_exact<int16_t, sizes_apart<uint32_t>>(32767, lengths{});
  are_exact<int16_t, largest<uint32_t>>(32767, lengths{});
}

TEST(Distance, OfTheLongestRowOfBytesFits32Bits) {
  constexpr size_t longest = 65536;
  const std::vector<int8_t> low(longest, -128), high(longest, 127);
  const uint32_t most = uint32_t{longest} * 255u * 255u;
  EXPECT_EQ(distance<longest>(low.data(), high.data(), no_limit, squares<uint32_t>{}), most);
  EXPECT_EQ(distance<longest>(high.data(), low.data(), no_limit, squares<uint32_t>{}), most);
}

}  // namespace
