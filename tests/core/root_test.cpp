#include "mote/core/root.hpp"

#include <gtest/gtest.h>

#include <math.h>

#include <random>

namespace {

using mote::nearest_root;

static_assert(nearest_root(uint32_t{0}) == 0 && nearest_root(uint32_t{2}) == 1);
static_assert(nearest_root(uint32_t{3}) == 2 && nearest_root(uint32_t{0xffffffff}) == 65536);
static_assert(nearest_root(uint64_t{1} << 62) == uint64_t{1} << 31);
static_assert(nearest_root(~uint64_t{0}) == uint64_t{1} << 32);

TEST(NearestRoot, IsTheRootRoundedToNearest) {
  std::mt19937_64 next{4};
  for (int i = 0; i < 20000; ++i) {
    const auto x = static_cast<uint32_t>(next() >> (32 + next() % 32));
    ASSERT_EQ(nearest_root(x), static_cast<uint32_t>(lround(sqrt(x)))) << x;
    const uint64_t root = static_cast<uint64_t>(next()) >> (33 + next() % 20);
    ASSERT_EQ(nearest_root(root * root + root), root);
    ASSERT_EQ(nearest_root(root * root + root + 1), root + 1);
  }
}

TEST(FloorRoot, IsTheRootRoundedDown) {
  for (uint32_t x = 0; x < 5000; ++x) {
    EXPECT_EQ(mote::floor_root(x), static_cast<uint16_t>(sqrt(static_cast<double>(x))));
  }
  for (uint32_t root = 1; root < 65536; root += 77) {
    EXPECT_EQ(mote::floor_root(root * root), root);
    EXPECT_EQ(mote::floor_root(root * root - 1), root - 1);
  }
  EXPECT_EQ(mote::floor_root(0xffffffffu), 65535);
}

}  // namespace
