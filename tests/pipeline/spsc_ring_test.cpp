#include "mote/pipeline/spsc_ring.hpp"

#include <gtest/gtest.h>
#include <stdint.h>

#include <deque>
#include <vector>

#include "mote/core/target.hpp"
#if MOTE_ON_DESKTOP
#include <thread>
#endif

namespace {

using mote::span;
using mote::spsc_ring;

static_assert(sizeof(spsc_ring<uint8_t, 128>) == 130, "128 elements and two counters of a byte");
static_assert(spsc_ring<int16_t, 64>::capacity() == 64);

TEST(SpscRing, RefusesWhatDoesNotFitAndLosesNothing) {
  spsc_ring<int16_t, 4> ring;
  EXPECT_TRUE(ring.empty());
  for (int16_t x = 1; x <= 4; ++x) EXPECT_TRUE(ring.try_push(x));
  EXPECT_TRUE(ring.full());
  EXPECT_FALSE(ring.try_push(5));
  int16_t out = 0;
  EXPECT_TRUE(ring.try_pop(out));
  EXPECT_EQ(out, 1);
  EXPECT_TRUE(ring.try_push(5));
  int16_t rest[6] = {};
  EXPECT_EQ(ring.pop(rest), 4u);
  EXPECT_EQ(rest[0], 2);
  EXPECT_EQ(rest[3], 5);
  out = -1;
  EXPECT_FALSE(ring.try_pop(out));
  EXPECT_EQ(out, -1) << "an empty ring leaves it as it was";
}

template <size_t N>
void expect_a_queue() {
  spsc_ring<uint32_t, N> ring;
  std::deque<uint32_t> queue;
  uint32_t seed = 7, next = 0;
  for (int turn = 0; turn < 3000; ++turn) {
    seed = seed * 1664525u + 1013904223u;
    const size_t length = (seed >> 20) % (N + 2);
    if ((seed >> 16) % 2 == 0) {
      std::vector<uint32_t> in(length);
      for (uint32_t& x : in) x = next++;
      const size_t pushed = ring.push({in.data(), in.size()});
      ASSERT_EQ(pushed, std::min(length, N - queue.size()));
      queue.insert(queue.end(), in.begin(), in.begin() + static_cast<std::ptrdiff_t>(pushed));
      next -= static_cast<uint32_t>(length - pushed);
    } else {
      std::vector<uint32_t> out(length);
      const size_t popped = ring.pop({out.data(), out.size()});
      ASSERT_EQ(popped, std::min(length, queue.size()));
      for (size_t i = 0; i < popped; ++i, queue.pop_front()) ASSERT_EQ(out[i], queue.front());
    }
    ASSERT_EQ(ring.size(), queue.size());
    if (turn % 500 == 499) {
      ring.clear();
      queue.clear();
    }
  }
}
TEST(SpscRing, FollowsAQueueAtEveryCapacity) {
  expect_a_queue<1>();
  expect_a_queue<2>();
  expect_a_queue<8>();
  expect_a_queue<64>();
  expect_a_queue<128>();
}

#if MOTE_ON_DESKTOP
TEST(SpscRing, HandsEveryElementFromOneThreadToAnother) {
  static spsc_ring<uint64_t, 16> ring;
  constexpr uint64_t last = 200000;
  std::thread producer([] {
    for (uint64_t x = 1; x <= last;) {
      // Both halves tell of an element that was seen half written.
      if (ring.try_push(x << 32 | x)) {
        ++x;
      } else {
        std::this_thread::yield();
      }
    }
  });
  for (uint64_t expected = 1; expected <= last;) {
    uint64_t x[5];
    const size_t count = ring.pop(x);
    if (count == 0) std::this_thread::yield();
    for (size_t i = 0; i < count; ++i, ++expected) {
      if (x[i] != (expected << 32 | expected)) {
        ADD_FAILURE() << x[i] << " came for " << expected;
        expected = last;
      }
    }
  }
  producer.join();
  EXPECT_TRUE(ring.empty());
}
#endif

}  // namespace
