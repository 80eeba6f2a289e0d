#include "mote/feature/frame.hpp"

#include <gtest/gtest.h>

#include <stddef.h>
#include <stdint.h>

#include <random>
#include <vector>

#include "mote/feature/statistics.hpp"
#include "mote/pipeline/stage.hpp"

namespace {

using mote::frame;
using mote::span;

static_assert(mote::is_framer<frame<int16_t, 128, 64, 3>>);
static_assert(sizeof(frame<int16_t, 128, 64, 3>) <= 2 * 128 * 3 + 12);
static_assert(sizeof(frame<uint8_t, 20>) <= 32);
constexpr int16_t two_rows[]{1, 2, 3, 4};
static_assert(mote::frame_view<int16_t, 2, 2>{two_rows}(1, 0) == 3, "an array of rows is a window");
static_assert(frame<float, 10, 4>::frames(9) == 0);
static_assert(frame<float, 10, 4>::frames(10) == 1);
static_assert(frame<float, 10, 4>::frames(18) == 3);

constexpr int32_t sum_of_the_last_window() {
  frame<int32_t, 4, 2> windows;
  int32_t sum = 0;
  for (int32_t x = 1; x <= 9; ++x) {
    if (!windows.push(x)) continue;
    sum = 0;
    for (size_t row = 0; row < 4; ++row) sum += windows.view()(row);
  }
  return sum;
}
static_assert(sum_of_the_last_window() == 5 + 6 + 7 + 8, "a window at compile time");

/// A sample that says its row and its channel.
template <class Sample>
Sample sample(size_t row, size_t channel) {
  return static_cast<Sample>((row * 3 + channel) % 120);
}

template <class Sample, size_t N, size_t Hop, size_t Channels>
struct of {
  using type = frame<Sample, N, Hop, Channels>;
  using sample_type = Sample;
  static constexpr size_t length = N, hop = Hop, channels = Channels;
};
using Shapes = ::testing::Types<of<int16_t, 128, 64, 3>, of<float, 10, 10, 1>, of<int8_t, 7, 3, 2>,
                                of<int32_t, 4, 1, 1>, of<uint8_t, 5, 1, 6>, of<uint16_t, 33, 32, 1>,
                                of<float, 64, 1, 3>>;
template <class Shape>
class Frame : public ::testing::Test {};
TYPED_TEST_SUITE(Frame, Shapes, );

/// A recording in which rows were lost, and the windows that it has by the definition.
struct recording {
  std::vector<bool> there;

  template <class Shape>
  std::vector<size_t> whole(size_t& skipped) const {
    std::vector<size_t> starts;
    skipped = 0;
    for (size_t start = 0; start < there.size(); start += Shape::hop) {
      bool lost = false;
      for (size_t row = start; row < start + Shape::length && row < there.size(); ++row) {
        lost = lost || !there[row];
      }
      if (lost) {
        ++skipped;
      } else if (start + Shape::length <= there.size()) {
        starts.push_back(start);
      }
    }
    return starts;
  }
};

template <class Shape>
void expect_window(const typename Shape::type& windows, size_t start) {
  using sample_type = typename Shape::sample_type;
  const auto view = windows.view();
  for (size_t c = 0; c < Shape::channels; ++c) {
    sample_type series[Shape::length];
    view.copy(c, series);
    for (size_t row = 0; row < Shape::length; ++row) {
      ASSERT_EQ(view(row, c), sample<sample_type>(start + row, c)) << start << " " << row;
      ASSERT_EQ(series[row], view(row, c));
    }
  }
  ASSERT_EQ(view.older().size() + view.newer().size(), Shape::length * Shape::channels);
}

/// Pushes the recording in blocks of random or one size, and compares each window.
template <class Shape>
void expect_windows(typename Shape::type& windows, const recording& from, uint32_t seed,
                    size_t block) {
  using sample_type = typename Shape::sample_type;
  size_t expected_skipped = 0;
  const std::vector<size_t> expected = from.whole<Shape>(expected_skipped);
  std::minstd_rand random{seed};
  size_t found = 0;
  for (size_t row = 0; row < from.there.size();) {
    if (!from.there[row]) {
      uint32_t lost = 0;
      for (; row < from.there.size() && !from.there[row]; ++row) ++lost;
      windows.lose(lost);
      continue;
    }
    std::vector<sample_type> samples;
    for (; row < from.there.size() && from.there[row]; ++row) {
      for (size_t c = 0; c < Shape::channels; ++c) samples.push_back(sample<sample_type>(row, c));
    }
    if (row < from.there.size() && random() % 2 != 0) {  // a row of which the rest is lost
      for (size_t c = 0; c + 1 < Shape::channels; ++c) samples.push_back(99);
    }
    for (size_t at = 0; at < samples.size();) {
      size_t count = block != 0 ? block : random() % 200;
      if (samples.size() - at < count) count = samples.size() - at;
      if (count == 1 && block != 1) {
        if (windows.push(samples[at++])) {
          ASSERT_LT(found, expected.size());
          expect_window<Shape>(windows, expected[found++]);
        }
        continue;
      }
      span<const sample_type> part{samples.data() + at, count};
      while (windows.push(part)) {
        ASSERT_LT(found, expected.size());
        expect_window<Shape>(windows, expected[found++]);
        if (::testing::Test::HasFatalFailure()) return;
      }
      EXPECT_TRUE(part.empty());
      at += count;
    }
  }
  EXPECT_EQ(found, expected.size());
  EXPECT_EQ(windows.skipped(), expected_skipped);
}

TYPED_TEST(Frame, GivesTheSameWindowsFromBlocksOfAnySize) {
  const recording all{std::vector<bool>(4 * TypeParam::length + 9, true)};
  constexpr size_t blocks[] = {1, 7, 64, 1000, 0};  // 0: of random sizes
  for (const size_t block : blocks) {
    typename TypeParam::type windows;
    expect_windows<TypeParam>(windows, all, 1, block);
    EXPECT_EQ(windows.skipped(), 0u);
  }
}

TYPED_TEST(Frame, SkipsEachWindowOverLostRowsAndNoOther) {
  std::minstd_rand random{20261128};
  for (uint32_t seed = 0; seed < 60; ++seed) {
    recording some{std::vector<bool>(6 * TypeParam::length + random() % 100, true)};
    for (size_t gaps = random() % 5; gaps != 0; --gaps) {
      const size_t first = random() % some.there.size();
      const size_t count = 1 + random() % (random() % 3 == 0 ? 3 * TypeParam::length : 3);
      for (size_t i = first; i < first + count && i < some.there.size(); ++i) some.there[i] = false;
    }
    typename TypeParam::type windows;
    expect_windows<TypeParam>(windows, some, seed, 0);
    windows.reset();
    expect_windows<TypeParam>(windows, some, seed + 1, 7);
    if (::testing::Test::HasFailure()) return;
  }
}

TYPED_TEST(Frame, IsAsNewAfterReset) {
  using sample_type = typename TypeParam::sample_type;
  const recording all{std::vector<bool>(3 * TypeParam::length, true)};
  typename TypeParam::type windows;
  for (size_t before = 0; before < 2 * TypeParam::length * TypeParam::channels; before += 5) {
    for (size_t i = 0; i < before; ++i) static_cast<void>(windows.push(sample_type{77}));
    windows.reset();
    expect_windows<TypeParam>(windows, all, 1, 7);
    windows.reset();
  }
}

TEST(FrameOfOneChannel, SumsUpInTwoPieces) {
  frame<int16_t, 8, 3> windows;
  mote::statistics<int16_t> sums;
  for (int16_t x = 1; x <= 11; ++x) {
    if (!windows.push(x)) continue;
    sums.reset();
    sums.add(windows.view().older());
    sums.add(windows.view().newer());
  }
  EXPECT_EQ(sums.count(), 8u);
  EXPECT_EQ(sums.sum(), 4 + 5 + 6 + 7 + 8 + 9 + 10 + 11);
}

TEST(FrameOfOneChannel, LosesAsManyRowsAsAClockCounts) {
  frame<float, 100, 30> windows;
  for (int i = 0; i < 250; ++i) static_cast<void>(windows.push(1.0f));
  windows.lose(uint32_t{1} << 30);  // 12 days at 1 kHz
  const uint32_t lost = windows.skipped();
  size_t pushed = 0;
  while (!windows.push(1.0f)) ++pushed;
  // Window k has the rows from 30 k on: 6 were whole, the next begins behind the lost rows.
  const uint64_t begin = 250 + (uint64_t{1} << 30);
  const uint64_t next = (begin + 29) / 30;
  EXPECT_EQ(lost + 6, next);
  EXPECT_EQ(pushed + 1, next * 30 - begin + 100);
}

}  // namespace
