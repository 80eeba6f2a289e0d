#include "mote/kernel/row/reduce.hpp"

#include <gtest/gtest.h>
#include <stdint.h>

#include <limits>
#include <vector>

namespace {

using mote::kernel::distance_sums;
using mote::kernel::power_sums;
using mote::kernel::reduce;

constexpr power_sums of_three() {
  const int16_t x[3] = {-3, 4, 12};
  power_sums sums;
  reduce(x, 3, sums);
  return sums;
}
static_assert(of_three() == power_sums{13, 169, 0}, "at compile time too");

template <class T>
class Reduce : public ::testing::Test {};
using Integers = ::testing::Types<int8_t, int16_t, int32_t>;
TYPED_TEST_SUITE(Reduce, Integers, );

TYPED_TEST(Reduce, OfNativeEqualsScalarAtEveryLengthAndAlignment) {
  uint32_t state = 1;
  std::vector<TypeParam> x(60);
  for (TypeParam& v : x) {
    state = state * 1664525u + 1013904223u;
    v = static_cast<TypeParam>(static_cast<int32_t>(state) >> (32 - 8 * sizeof(TypeParam)));
  }
  for (size_t from = 0; from < 8; ++from) {
    power_sums native, scalar;
    int64_t expected = 0;
    for (size_t count = 0; count <= 50; ++count) {
      reduce(x.data() + from, count, native);
      reduce(x.data() + from, count, scalar, mote::target::scalar{});
      for (size_t i = 0; i < count; ++i) expected += x[from + i];
      ASSERT_EQ(native, scalar) << count;
      ASSERT_EQ(native.sum, expected) << count;
    }
  }
}

TYPED_TEST(Reduce, HoldsTheLargestSumsOfLongRows) {
  const TypeParam low = std::numeric_limits<TypeParam>::min();
  const std::vector<TypeParam> x(140000, low);
  power_sums sums;
  reduce(x.data(), x.size(), sums);
  EXPECT_EQ(sums.sum, int64_t{140000} * low);
  const uint64_t square = static_cast<uint64_t>(int64_t{low} * low);
  EXPECT_EQ(sums.squares, 140000 * (square & 0xffffffffu));
  EXPECT_EQ(sums.squares_above, 140000 * (square >> 32));
}

TEST(Distances, OfNativeAreNearScalar) {
  uint32_t state = 2;
  float x[64];
  for (float& v : x) {
    state = state * 1664525u + 1013904223u;
    v = static_cast<float>(state >> 8) / 16777216.0f + 5;
  }
  for (size_t count = 0; count <= 60; ++count) {
    const distance_sums native = mote::kernel::distances(x + 1, count, 5.5f);
    const distance_sums scalar =
        mote::kernel::distances(x + 1, count, 5.5f, mote::target::scalar{});
    double sum = 0, squares = 0;
    for (size_t i = 0; i < count; ++i) {
      const double d = static_cast<double>(x[i + 1]) - 5.5;
      sum += d;
      squares += d * d;
    }
    ASSERT_NEAR(native.sum, sum, 2e-5);
    ASSERT_NEAR(scalar.sum, sum, 2e-5);
    ASSERT_NEAR(native.squares, squares, 2e-5);
    ASSERT_NEAR(scalar.squares, squares, 2e-5);
  }
}

}  // namespace
