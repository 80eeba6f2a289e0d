#include "mote/core/array.hpp"

#include <gtest/gtest.h>

#include <stdint.h>

#include <numeric>

namespace {

using mote::array;

static_assert(sizeof(array<int16_t, 5>) == 10, "nothing but the elements");
static_assert(array<int, 3>::size() == 3);
static_assert(array{1, 2, 3} == array<int, 3>{{1, 2, 3}}, "the length follows from the elements");
static_assert(array{1, 2, 3} != array{1, 2, 4});
static_assert(array<int, 4>{{7}}[3] == 0, "elements that are left out are zero");

constexpr int doubled_last() {
  array values{1, 2, 3};
  for (int& value : values) value *= 2;
  values[0] = values.data()[1] + *(values.end() - 1);
  return values[0];
}
static_assert(doubled_last() == 10);

TEST(Array, IsAnAggregateThatAlgorithmsCanWalk) {
  const array<float, 4> values{{0.5f, 1.5f, 2.5f, 3.5f}};
  EXPECT_EQ(std::accumulate(values.begin(), values.end(), 0.0f), 8.0f);
  EXPECT_EQ(values.end() - values.begin(), 4);
  EXPECT_EQ(values.data(), &values[0]);
}

TEST(Array, CopiesItsElements) {
  array<int, 2> a{{1, 2}};
  const array<int, 2> b = a;
  a[0] = 9;
  EXPECT_EQ(b[0], 1);
  EXPECT_NE(a, b);
}

TEST(Array, ComparesByTheElementsOwnEquality) {
  const float nan = __builtin_nanf("");
  EXPECT_TRUE((array<float, 1>{{0.0f}} == array<float, 1>{{-0.0f}}));
  EXPECT_TRUE((array<float, 1>{{nan}} != array<float, 1>{{nan}}));
}

}  // namespace
