#include "mote/kernel/row/dot.hpp"

#include <gtest/gtest.h>
#include <stdint.h>

#include <limits>
#include <vector>

namespace {

using mote::kernel::dot;

constexpr int16_t a[5] = {1, -2, 3, -4, 32767};
constexpr int16_t b[5] = {10, 20, 30, 40, -32768};
static_assert(dot(a, b, 0) == 0);
static_assert(dot(a, b, 4) == -100, "at compile time too");
static_assert(dot(a, b, 5) == -100 - int64_t{32767} * 32768);

template <class T>
class Dot : public ::testing::Test {};
using Integers = ::testing::Types<int8_t, int16_t, int32_t>;
TYPED_TEST_SUITE(Dot, Integers, );

TYPED_TEST(Dot, OfNativeEqualsScalarAtEveryLengthAndAlignment) {
  uint32_t state = 1;
  std::vector<TypeParam> x(80), y(80);
  for (size_t i = 0; i < x.size(); ++i) {
    state = state * 1664525u + 1013904223u;
    x[i] = static_cast<TypeParam>(static_cast<int32_t>(state) >> (32 - 8 * sizeof(TypeParam)));
    state = state * 1664525u + 1013904223u;
    y[i] = static_cast<TypeParam>(static_cast<int32_t>(state) >> (32 - 8 * sizeof(TypeParam)));
    if (sizeof(TypeParam) == 4) x[i] = static_cast<TypeParam>(x[i] / 128);
  }
  for (size_t from = 0; from < 8; ++from) {
    for (size_t count = 0; count <= 70; ++count) {
      int64_t expected = 0;
      for (size_t i = 0; i < count; ++i) expected += int64_t{x[from + i]} * y[i];
      ASSERT_EQ(dot(x.data() + from, y.data(), count), expected);
      ASSERT_EQ(dot(x.data() + from, y.data(), count, mote::target::scalar{}), expected);
    }
  }
}

TYPED_TEST(Dot, HoldsManyProductsOfTheLargestSize) {
  const TypeParam low = std::numeric_limits<TypeParam>::min();
  const size_t count = sizeof(TypeParam) == 4 ? 1 : 4000;
  const std::vector<TypeParam> x(count, low);
  EXPECT_EQ(static_cast<int64_t>(dot(x.data(), x.data(), count)),
            static_cast<int64_t>(count) * low * low);
}

TEST(DotOfFloat, IsNearTheExactSum) {
  float x[37], y[37];
  double sum = 0;
  for (int i = 0; i < 37; ++i) {
    x[i] = static_cast<float>(i - 18) / 18.0f;
    y[i] = 1.0f / static_cast<float>(i + 1);
    sum += static_cast<double>(x[i]) * static_cast<double>(y[i]);
  }
  EXPECT_NEAR(dot(x, y, 37), sum, 1e-6);
}

}  // namespace
