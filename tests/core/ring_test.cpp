#include "mote/core/ring.hpp"

#include <gtest/gtest.h>

#include <stdint.h>

#include <deque>

namespace {

using mote::ring;

constexpr int newest_two_of_three() {
  ring<int, 2> r;
  r.push(1);
  r.push(2);
  r.push(3);
  return 10 * r[0] + r[1];
}

static_assert(newest_two_of_three() == 23);
static_assert(sizeof(ring<uint8_t, 16>) == 18, "two byte counters");
static_assert(sizeof(ring<uint8_t, 255>) == 257);
static_assert(sizeof(ring<uint8_t, 256>) == 260, "counting to 256 takes 16 bits");
static_assert(ring<int, 5>::capacity() == 5);

template <class Ring>
class AnyRing : public ::testing::Test {};
using Rings = ::testing::Types<ring<int, 1>, ring<int, 2>, ring<int, 3>, ring<int, 8>,
                               ring<int, 255>, ring<int, 256>, ring<int, 300>>;
TYPED_TEST_SUITE(AnyRing, Rings, );

TYPED_TEST(AnyRing, FollowsAQueueThroughAnyMixOfOperations) {
  TypeParam r;
  std::deque<int> model;
  uint32_t random = 1;
  for (int step = 0; step < 5000; ++step) {
    random = random * 1664525u + 1013904223u;
    switch (random >> 29) {
      case 0:
      case 1:
        if (!model.empty()) {
          ASSERT_EQ(r.pop(), model.front());
          model.pop_front();
        }
        break;
      case 2: {
        const bool room = model.size() < TypeParam::capacity();
        ASSERT_EQ(r.try_push(step), room);
        if (room) model.push_back(step);
        break;
      }
      default:
        r.push(step);
        if (model.size() == TypeParam::capacity()) model.pop_front();
        model.push_back(step);
    }
    ASSERT_EQ(r.size(), model.size());
    ASSERT_EQ(r.empty(), model.empty());
    ASSERT_EQ(r.full(), model.size() == TypeParam::capacity());
    if (model.empty()) continue;
    ASSERT_EQ(r.front(), model.front());
    ASSERT_EQ(r.back(), model.back());
    const size_t middle = model.size() / 2;
    ASSERT_EQ(r[middle], model[middle]);
  }
}

TYPED_TEST(AnyRing, ResetEqualsFresh) {
  TypeParam r;
  for (int i = 0; i < 700; ++i) r.push(i);
  r.reset();
  EXPECT_TRUE(r.empty());
  r.push(42);
  EXPECT_EQ(r.size(), 1u);
  EXPECT_EQ(r[0], 42);
}

TEST(Ring, PushOverwritesTheOldestAndTryPushRefuses) {
  ring<int, 3> r;
  for (int i = 1; i <= 3; ++i) EXPECT_TRUE(r.try_push(i));
  EXPECT_FALSE(r.try_push(4));
  EXPECT_EQ(r.back(), 3);
  r.push(4);
  EXPECT_EQ(r.front(), 2);
  EXPECT_EQ(r.back(), 4);
}

TEST(Ring, ElementsCanBeChangedInPlace) {
  ring<int, 3> r;
  r.push(1);
  r[0] = 9;
  EXPECT_EQ(r.front(), 9);
}

#if MOTE_CHECKED && defined(GTEST_HAS_DEATH_TEST)
TEST(RingDeathTest, AnIndexOutsideAndPopOfNothingTrap) {
  ring<int, 3> r;
  EXPECT_DEATH(static_cast<void>(r.pop()), "");
  r.push(1);
  EXPECT_DEATH(static_cast<void>(r[1]), "");
}
#endif

}  // namespace
