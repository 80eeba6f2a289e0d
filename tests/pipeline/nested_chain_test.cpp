// A nested chain against windows that are cut from the recording, and frames that are cut from
// them.
#include "mote/pipeline/nested_chain.hpp"

#include <gtest/gtest.h>

#include <stdint.h>

#include <random>
#include <vector>

#include "mote/filter/median.hpp"
#include "mote/model/columns.hpp"
#include "mote/pipeline/decide.hpp"
#include "pipeline/window_stages.hpp"
#include "target/small_trees.hpp"

namespace {

using mote::array;
using mote::chain;
using mote::frame;
using mote::span;
using small_trees::label;

constexpr size_t Length = 12, Step = 5, Frames = 4, Hop = 2;  // of frames; of windows, in frames
constexpr size_t Rows = Length + (Frames - 1) * Step;         // of a window
constexpr size_t Two = 2;                                     // channels

template <class Sample, size_t N, size_t Channels>
using sums = window_stages::some_features<Sample, N, Channels, 2>;  // and last samples
using of_frames = sums<int16_t, Length, Two>;
using of_windows = sums<int16_t, Frames, 4>;

constexpr array<uint8_t, 3> used{{6, 1, 4}};
constexpr mote::hard_vote<label, 3, 3> hard{};
constexpr auto trees = small_trees::model<int32_t, uint8_t, false>(hard, 0, 2);

using rows_of_frames =
    chain<frame<int16_t, Length, Step, Two>, of_frames, mote::cast_columns<int32_t, int16_t, 4>>;
using of_rows = chain<frame<int16_t, Frames, Hop, 4>, of_windows,
                      mote::select_columns<int32_t, 8, used>, mote::classify<trees>>;
using nested = mote::nested_chain<rows_of_frames, of_rows>;

static_assert(sizeof(nested) == sizeof(rows_of_frames) + sizeof(of_rows) + 4);
static_assert(sizeof(nested) <
                  sizeof(chain<frame<int16_t, Rows, Rows, Two>, sums<int16_t, Rows, Two>>) + 120,
              "what is kept grows with the frame and with the rows");

std::vector<int16_t> noise(size_t count) { return window_stages::noise(count, 90, 5); }

struct seen {
  array<int32_t, 3> features;
  label decision;
  bool operator==(const seen& b) const { return features == b.features && decision == b.decision; }
};

/// Of a window of the recording, from its first row on.
seen by_hand(const std::vector<int16_t>& x, size_t first) {
  array<int16_t, Frames * 4> rows{};
  for (size_t i = 0; i < Frames; ++i) {
    array<int16_t, Length * Two> samples{};
    for (size_t j = 0; j < samples.size(); ++j) samples[j] = x[(first + i * Step) * Two + j];
    array<int32_t, 4> row{};
    of_frames::scratch room;
    of_frames{}.process(mote::frame_view<int16_t, Length, Two>{samples}, row, room);
    for (size_t c = 0; c < 4; ++c) rows[4 * i + c] = static_cast<int16_t>(row[c]);
  }
  array<int32_t, 8> wide{};
  of_windows::scratch room;
  of_windows{}.process(mote::frame_view<int16_t, Frames, 4>{rows}, wide, room);
  const array<int32_t, 3> kept{{wide[6], wide[1], wide[4]}};
  return {kept, mote::predict(trees, kept)};
}

std::vector<seen> fed(nested& all, const std::vector<int16_t>& x, size_t block) {
  std::vector<seen> out;
  for (size_t at = 0; at < x.size(); at += block) {
    span<const int16_t> samples{x.data() + at, x.size() - at < block ? x.size() - at : block};
    while (all.push(samples)) out.push_back({all.features(), all.decision()});
    EXPECT_TRUE(samples.empty());
  }
  return out;
}

TEST(NestedChain, DecidesOfEachWindowOfTheRecordingForBlocksOfAnySize) {
  const auto x = noise(Two * 700);
  std::vector<seen> expected;
  for (size_t first = 0; first + Rows <= 700; first += Hop * Step) {
    expected.push_back(by_hand(x, first));
  }
  size_t labels[3] = {};
  for (const seen& one : expected) ++labels[static_cast<size_t>(one.decision)];
  EXPECT_GT((labels[0] > 0) + (labels[1] > 0) + (labels[2] > 0), 1)
      << "the test must see more than one decision";
  for (const size_t block : {1u, 7u, 64u, 1000u, 2000u}) {
    nested all;
    EXPECT_TRUE(fed(all, x, block) == expected) << block;
  }
  nested by_sample;
  size_t decisions = 0;
  for (const int16_t one : x) decisions += by_sample.push(one) ? 1 : 0;
  EXPECT_EQ(decisions, expected.size());
}

TEST(NestedChain, SkipsTheWindowsOverLostRowsAndNoOther) {
  const auto x = noise(Two * 900);
  std::mt19937 next{3};
  for (int tried = 0; tried < 60; ++tried) {
    std::vector<bool> lost(900, false);
    nested all;
    std::vector<seen> given, expected;
    for (size_t row = 0; row < 900;) {
      const size_t gap = next() % 40 == 0 ? 1 + next() % 70 : 0;
      if (gap > 0 && row + gap < 900) {
        for (size_t i = 0; i < gap; ++i) lost[row + i] = true;
        all.lose(static_cast<uint32_t>(gap));
        row += gap;
      }
      span<const int16_t> samples{&x[row * Two], Two};
      if (all.push(samples)) given.push_back({all.features(), all.decision()});
      ++row;
    }
    for (size_t first = 0; first + Rows <= 900; first += Hop * Step) {
      bool whole = true;
      for (size_t i = 0; i < Rows; ++i) whole = whole && !lost[first + i];
      if (whole) expected.push_back(by_hand(x, first));
    }
    ASSERT_TRUE(given == expected) << tried;
    ASSERT_LT(expected.size(), 1 + (900 - Rows) / (Hop * Step)) << "the test must lose windows";
    EXPECT_GT(all.skipped(), 0u);
  }
}

TEST(NestedChain, DecidesAsAFreshOneAfterAResetInTheMiddleOfAFrame) {
  const auto x = noise(Two * 200);
  nested fresh, used_up;
  for (size_t i = 0; i < Two * 131 + 1; ++i) (void)used_up.push(static_cast<int16_t>(7 * i % 40));
  used_up.lose(3);
  for (size_t i = 0; i < Two * 80; ++i) (void)used_up.push(static_cast<int16_t>(i % 9));
  used_up.reset();
  EXPECT_EQ(used_up.skipped(), 0u);
  EXPECT_TRUE(fed(used_up, x, 50) == fed(fresh, x, 50));
}

TEST(NestedChain, TakesChainsWithSettingsOfTheirOwn) {
  using filtered = chain<mote::median<int16_t, 3>, frame<int16_t, Length, Step, Two>, of_frames,
                         mote::cast_columns<int32_t, int16_t, 4>>;
  mote::nested_chain<filtered, of_rows> all{filtered{}, of_rows{}};
  const auto x = noise(Two * 300);
  std::vector<int16_t> smooth(x.size());
  for (size_t c = 0; c < Two; ++c) {
    mote::median<int16_t, 3> own;
    for (size_t i = c; i < x.size(); i += Two) smooth[i] = own(x[i]);
  }
  nested expected;
  span<const int16_t> raw{x}, same{smooth};
  size_t decisions = 0;
  while (all.push(raw)) {
    ASSERT_TRUE(expected.push(same));
    EXPECT_EQ(all.features(), expected.features());
    ++decisions;
  }
  EXPECT_EQ(decisions, 1 + (300 - Rows) / (Hop * Step));
}

}  // namespace
