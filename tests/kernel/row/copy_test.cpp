#include "mote/kernel/row/copy.hpp"

#include <gtest/gtest.h>
#include <stdint.h>

namespace {

using mote::kernel::copy;

constexpr int last_of_seven() {
  const int8_t from[7] = {1, 2, 3, 4, 5, 6, 7};
  int to[7] = {};
  copy(to, from, 7);
  return to[6] * 10 + to[0];
}
static_assert(last_of_seven() == 71, "at compile time, and to a longer type");

template <class T>
class Copy : public ::testing::Test {};
using Elements = ::testing::Types<int8_t, int16_t, int32_t, float>;
TYPED_TEST_SUITE(Copy, Elements, );

TYPED_TEST(Copy, MovesEveryNumberOfElementsAndNoMore) {
  for (size_t count = 0; count < 20; ++count) {
    for (size_t start = 0; start < 3; ++start) {
      TypeParam from[24], to[24];
      for (int i = 0; i < 24; ++i) {
        from[i] = static_cast<TypeParam>(i + 1);
        to[i] = TypeParam{99};
      }
      copy(to + 1, from + start, count);
      for (size_t i = 0; i < 24; ++i) {
        const bool inside = i >= 1 && i <= count;
        ASSERT_EQ(to[i], inside ? static_cast<TypeParam>(i + start) : TypeParam{99}) << count;
      }
    }
  }
}

TYPED_TEST(Copy, MayOverlapFromBelow) {
  for (size_t distance = 1; distance < 9; ++distance) {
    TypeParam row[40];
    for (int i = 0; i < 40; ++i) row[i] = static_cast<TypeParam>(i);
    copy(row, row + distance, 31);
    for (size_t i = 0; i < 31; ++i) ASSERT_EQ(row[i], static_cast<TypeParam>(i + distance));
    for (size_t i = 31; i < 40; ++i) ASSERT_EQ(row[i], static_cast<TypeParam>(i));
  }
}

}  // namespace
