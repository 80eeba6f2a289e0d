#include "mote/feature/level_histogram.hpp"

#include <gtest/gtest.h>

#include "data/level/percentiles.hpp"

namespace {

using mote::decibels;
using mote::level_histogram;

template <class Histogram>
constexpr Histogram filled() {
  Histogram histogram;
  for (const int16_t level : goldens::percentiles::levels) {
    histogram.add(decibels::of_hundredths(level));
  }
  return histogram;
}

// --- Compile time ---
using half = level_histogram<-100, 200>;
using tenth = level_histogram<-100, 1000, 10, uint32_t>;
static_assert(sizeof(half) == 408);
static_assert(half::edge(0) == decibels{-100.0f} && half::edge(200) == decibels{0.0f});
static_assert(filled<half>().percentile(50) < filled<half>().percentile(10));

// --- numpy.percentile ---
template <class Histogram>
void expect_numpy(int32_t width) {
  const Histogram histogram = filled<Histogram>();
  for (size_t i = 0; i < sizeof goldens::percentiles::percent; ++i) {
    EXPECT_NEAR(histogram.percentile(goldens::percentiles::percent[i]).hundredths(),
                goldens::percentiles::exceeded[i], width)
        << "L" << int{goldens::percentiles::percent[i]};
  }
}

TEST(LevelHistogram, HasNumpysPercentilesWithinAClass) {
  expect_numpy<level_histogram<-100, 100, 100>>(100);
  expect_numpy<half>(50);
  expect_numpy<level_histogram<-100, 1000, 10>>(40);  // few levels: numpy goes between two of them
  expect_numpy<tenth>(40);
}

// --- Properties ---
TEST(LevelHistogram, PercentilesFallAsTheirNumberRises) {
  const half histogram = filled<half>();
  for (uint8_t n = 2; n <= 99; ++n) {
    EXPECT_LE(histogram.percentile(n).hundredths(),
              histogram.percentile(static_cast<uint8_t>(n - 1)).hundredths());
  }
}

TEST(LevelHistogram, SpreadsLevelsOverTheirClass) {
  level_histogram<0, 4, 100> histogram;
  for (int i = 0; i < 10; ++i) histogram.add(decibels{2.5f});
  EXPECT_EQ(histogram.percentile(50), decibels{2.5f});
  EXPECT_EQ(histogram.percentile(10), decibels{2.9f});
  EXPECT_EQ(histogram.percentile(90), decibels{2.1f});
}

TEST(LevelHistogram, CountsWhatIsOutsideInItsEnds) {
  level_histogram<0, 4, 100> histogram;
  histogram.add(decibels{-50.0f});
  histogram.add(decibels{-0.01f});
  histogram.add(decibels{4.0f});
  histogram.add(decibels{500.0f});
  EXPECT_EQ(histogram.count(0), 2);
  EXPECT_EQ(histogram.count(3), 2);
}

TEST(LevelHistogram, TakesManyLevelsAtOnce) {
  const decibels levels[3] = {decibels{-99.9f}, decibels{-50.0f}, decibels{-0.1f}};
  half together, apart;
  together.add(levels);
  for (const decibels level : levels) apart.add(level);
  for (size_t i = 0; i < half::size(); ++i) EXPECT_EQ(together.count(i), apart.count(i));
  EXPECT_EQ(together.count(0), 1);
}

TEST(LevelHistogram, AnEmptyOneReadsItsLowestLevel) {
  EXPECT_EQ(half{}.percentile(50), decibels{-100.0f});
}

TEST(LevelHistogram, StaysTrueWhenItsCountersAreFull) {
  level_histogram<0, 4, 100, uint8_t> small;
  level_histogram<0, 4, 100, uint32_t> large;
  for (uint32_t i = 0; i < 30000; ++i) {  // 70%, 20%, 10%; the loud part comes in the end
    const float part = static_cast<float>((i * 7919u) % 100u);
    const float level = i < 15000 ? (part < 70 ? 0.5f : 1.5f) : (part < 60 ? 0.5f : 3.5f);
    small.add(decibels{level});
    large.add(decibels{level});
  }
  constexpr uint8_t percent[] = {5, 10, 25, 40, 60, 90};
  for (const uint8_t n : percent) {
    EXPECT_NEAR(small.percentile(n).hundredths(), large.percentile(n).hundredths(), 10) << int{n};
  }
}

TEST(LevelHistogram, ResetEqualsFresh) {
  half used = filled<half>();
  used.reset();
  for (size_t i = 0; i < half::size(); ++i) EXPECT_EQ(used.count(i), 0);
  EXPECT_EQ(used.percentile(1), half{}.percentile(1));
}

}  // namespace
