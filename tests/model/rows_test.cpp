#include "mote/model/rows.hpp"

#include <gtest/gtest.h>

namespace {

using mote::bounded;
using mote::fixed;

static_assert(sizeof(fixed<float, 5>) == 5 * sizeof(float), "no count beside the rows");
static_assert(fixed<float, 5>::size() == 5);

constexpr int sum_of_some() {
  bounded<int, 4> rows;
  rows.push_back(3);
  rows.push_back(4);
  int sum = 0;
  for (const int row : rows) sum += row;
  return sum;
}
static_assert(sum_of_some() == 7);

TEST(Bounded, TakesRowsUntilItIsFullAndKeepsThemThen) {
  bounded<int, 3> rows;
  EXPECT_TRUE(rows.empty());
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(rows.push_back(10 + i));
  EXPECT_FALSE(rows.push_back(99));
  EXPECT_EQ(rows.size(), rows.capacity());
  for (size_t i = 0; i < 3; ++i) EXPECT_EQ(rows[i], 10 + static_cast<int>(i));
}

TEST(Bounded, ResizesWithFreshRowsAndRefusesMoreThanItHolds) {
  bounded<int, 3> rows;
  rows.push_back(5);
  EXPECT_TRUE(rows.resize(3));
  EXPECT_EQ(rows[0], 5);
  EXPECT_EQ(rows[2], 0);
  rows[2] = 8;
  EXPECT_TRUE(rows.resize(1));
  EXPECT_FALSE(rows.resize(4));
  EXPECT_EQ(rows.size(), 1u);
  EXPECT_TRUE(rows.resize(3));
  EXPECT_EQ(rows[2], 0) << "not the row that was there before";
  rows.clear();
  EXPECT_TRUE(rows.empty());
}

}  // namespace
