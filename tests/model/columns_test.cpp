// Rows to rows: which columns, on which scale, in which type.
#include "mote/model/columns.hpp"

#include <gtest/gtest.h>

#include <math.h>
#include <stdint.h>

#include <limits>
#include <random>

#include "mote/pipeline/stage.hpp"

namespace {

using mote::array;

constexpr array<uint8_t, 4> chosen{{2, 0, 2, 3}};
constexpr array<float, 3> offset{{1.5f, -2.0f, 0.0f}}, scale{{2.0f, 0.25f, -1.0f}};

using select = mote::select_columns<int16_t, 4, chosen>;
using scaled = mote::scale_columns<int32_t, offset, scale>;
static_assert(mote::is_row_stage<select> && mote::is_stage<select>);
static_assert(mote::is_row_stage<scaled> && !mote::is_block_stage<scaled>);
static_assert(!mote::is_window_stage<select> && !mote::is_sample_stage<select>);

TEST(Columns, AreSelectedInAnyOrderAndAnyNumberOfTimes) {
  const array<int16_t, 4> in{{10, 11, -32768, 32767}};
  array<int16_t, 4> out{};
  select::process(in, out);
  EXPECT_EQ(out, (array<int16_t, 4>{{-32768, 10, -32768, 32767}}));
}

TEST(Columns, AreScaledAsTheDifferenceTimesTheScale) {
  std::mt19937 next{3};
  for (int i = 0; i < 1000; ++i) {
    array<int32_t, 3> in{};
    for (int32_t& x : in) x = static_cast<int32_t>(next()) >> (i % 31);
    array<float, 3> out{};
    scaled::process(in, out);
    for (size_t k = 0; k < 3; ++k) {
      const float difference = static_cast<float>(in[k]) - offset[k];
      EXPECT_EQ(out[k], difference * scale[k]);
    }
  }
}

template <class From, class To>
void expect_saturated() {
  using mote::numeric;
  const int64_t low = numeric<To>::lowest, high = numeric<To>::highest;
  for (const int64_t x : {low - 1, low, low + 1, int64_t{0}, high - 1, high, high + 1,
                          int64_t{numeric<From>::lowest}, int64_t{numeric<From>::highest}}) {
    if (x < numeric<From>::lowest || x > numeric<From>::highest) continue;
    const array<From, 1> in{{static_cast<From>(x)}};
    array<To, 1> out{};
    mote::cast_columns<From, To, 1>::process(in, out);
    EXPECT_EQ(int64_t{out[0]}, x < low ? low : x > high ? high : x) << x;
  }
}

TEST(Columns, SaturateInANarrowerType) {
  expect_saturated<int32_t, int16_t>();
  expect_saturated<int32_t, int8_t>();
  expect_saturated<int16_t, int8_t>();
  expect_saturated<int8_t, int32_t>();
  expect_saturated<int32_t, int32_t>();
}

TEST(Columns, BecomeTheNearestFloat) {
  const array<int32_t, 4> in{{0, -5, 16777217, 2147483647}};
  array<float, 4> out{};
  mote::cast_columns<int32_t, float, 4>::process(in, out);
  EXPECT_EQ(out, (array<float, 4>{{0.0f, -5.0f, 16777216.0f, 2147483648.0f}}));
}

constexpr size_t wide = 9, narrow = 4;
constexpr array<float, wide> mean = [] {
  array<float, wide> m{};
  for (size_t i = 0; i < wide; ++i) m[i] = 37.5f * static_cast<float>(i) - 100.0f;
  return m;
}();
constexpr array<array<float, narrow>, wide> weights = [] {
  array<array<float, narrow>, wide> w{};
  uint32_t state = 7;
  for (auto& row : w) {
    for (float& x : row) {
      state = state * 1664525u + 1013904223u;
      x = (static_cast<float>(state >> 8) / 8388608.0f - 1.0f) * 0.3f;
    }
  }
  return w;
}();

/// Distances from means, weighted and summed in double; within the bound that the header states.
template <class Sample>
void expect_projected(uint32_t seed) {
  using project = mote::project_columns<Sample, mean, weights>;
  static_assert(mote::is_row_stage<project> && project::inputs == wide &&
                project::features == narrow);
  std::mt19937 next{seed};
  constexpr double unit = 1.0 / 16777216;
  for (int round = 0; round < 300; ++round) {
    array<Sample, wide> in{};
    const int shift = static_cast<int>(next() % (8 * sizeof(Sample)));
    for (Sample& x : in) {
      if constexpr (mote::traits::same<Sample, float>) {
        x = ldexpf(static_cast<float>(static_cast<int32_t>(next())), -shift);
      } else {
        x = static_cast<Sample>(static_cast<Sample>(next()) >> shift);
        if (round < 3)
          x = round == 1 ? mote::numeric<Sample>::highest : mote::numeric<Sample>::lowest;
      }
    }
    array<float, narrow> out{};
    project::process(in, out);
    for (size_t k = 0; k < narrow; ++k) {
      double sum = 0, size = 0, given = 0;
      for (size_t i = 0; i < wide; ++i) {
        const double w = static_cast<double>(weights[i][k]), x = static_cast<double>(in[i]);
        const double distance = x - static_cast<double>(mean[i]);
        sum += w * distance;
        size += fabs(w * distance);
        given += mote::traits::same<Sample, int32_t> ? fabs(w * x) : 0;
      }
      const double bound = unit * (static_cast<double>(wide + 3) * size + given);
      EXPECT_LE(fabs(static_cast<double>(out[k]) - sum), bound) << k << " of round " << round;
    }
  }
}

TEST(Columns, AreProjectedWithinTheStatedBound) {
  expect_projected<float>(1);
  expect_projected<int32_t>(2);
  expect_projected<int16_t>(3);
  expect_projected<int8_t>(4);
}

constexpr float smallest = 2.220446e-15f;

template <mote::row_norm Norm, size_t N>
void expect_normalized(uint32_t seed) {
  using stage = mote::normalize_columns<float, N, Norm, smallest>;
  std::mt19937 next{seed};
  for (int round = 0; round < 300; ++round) {
    array<float, N> in{};
    const int shift = static_cast<int>(next() % 200) - 140;  // up to float's own end
    for (float& x : in) {
      x = ldexpf(static_cast<float>(static_cast<int32_t>(next())), shift / 2 + 25);
      if (next() % 4 == 0) x = 0;
      if (round == 1) x = std::numeric_limits<float>::max();
      if (round == 2) x = std::numeric_limits<float>::denorm_min();
      if (round == 3) x = 0;
    }
    array<float, N> out{};
    stage::process(in, out);
    double sum = 0;
    for (const float one : in) {
      const double x = fabs(static_cast<double>(one));
      if (Norm == mote::row_norm::l1) sum += x;
      if (Norm == mote::row_norm::l2) sum += x * x;
      if (Norm == mote::row_norm::max && x > sum) sum = x;
    }
    if (Norm == mote::row_norm::l2) sum = ::sqrt(sum);
    if (sum < static_cast<double>(smallest)) sum = 1;
    for (size_t i = 0; i < N; ++i) {
      const double wanted = static_cast<double>(in[i]) / sum;
      const double bound = fabs(wanted) * static_cast<double>(N + 6) / 16777216 + 1.2e-38;
      EXPECT_LE(fabs(static_cast<double>(out[i]) - wanted), bound) << i << " of round " << round;
    }
  }
}

TEST(Columns, AreDividedByTheirNorm) {
  expect_normalized<mote::row_norm::l1, 5>(1);
  expect_normalized<mote::row_norm::l2, 5>(2);
  expect_normalized<mote::row_norm::max, 5>(3);
  expect_normalized<mote::row_norm::l1, 1>(4);
  expect_normalized<mote::row_norm::l2, 33>(5);
  const array<int16_t, 2> in{{-32768, 0}};
  array<float, 2> out{};
  mote::normalize_columns<int16_t, 2, mote::row_norm::l2, smallest>::process(in, out);
  EXPECT_EQ(out, (array<float, 2>{{-1.0f, 0.0f}}));
}

constexpr size_t longest = 4;
constexpr array<array<uint8_t, longest>, 6> terms{{{{3, 3, 3, 3}},
                                                   {{0, 3, 3, 3}},
                                                   {{1, 1, 3, 3}},
                                                   {{0, 2, 3, 3}},
                                                   {{0, 1, 2, 3}},
                                                   {{2, 2, 2, 2}}}};

/// Products in double; within the bound that the header states, where nothing leaves float.
template <class Sample>
void expect_multiplied(uint32_t seed) {
  using multiply = mote::multiply_columns<Sample, 3, terms>;
  static_assert(mote::is_row_stage<multiply> && multiply::inputs == 3 && multiply::features == 6);
  std::mt19937 next{seed};
  constexpr bool rounds = mote::traits::same<Sample, int32_t>;
  for (int round = 0; round < 300; ++round) {
    array<Sample, 3> in{};
    for (Sample& x : in) {
      if constexpr (mote::traits::same<Sample, float>) {
        x = ldexpf(static_cast<float>(static_cast<int32_t>(next())),
                   -static_cast<int>(next() % 31));
      } else {
        x = static_cast<Sample>(static_cast<Sample>(next()) >> next() % (8 * sizeof(Sample)));
        if (round < 2)
          x = round == 1 ? mote::numeric<Sample>::highest : mote::numeric<Sample>::lowest;
      }
    }
    array<float, 6> out{};
    multiply::process(in, out);
    EXPECT_EQ(out[0], 1.0f) << "a product of nothing";
    for (size_t k = 1; k < terms.size(); ++k) {
      double product = 1, factors = 0;
      for (const uint8_t column : terms[k]) {
        if (column == 3) continue;
        product *= static_cast<double>(in[column]);
        factors += rounds ? 2 : 1;
      }
      const double bound = fabs(product) * factors / 16777216;
      EXPECT_LE(fabs(static_cast<double>(out[k]) - product), bound) << k << " of round " << round;
    }
  }
}

TEST(Columns, AreMultipliedWithinTheStatedBound) {
  expect_multiplied<float>(1);
  expect_multiplied<int32_t>(2);
  expect_multiplied<int16_t>(3);
  expect_multiplied<int8_t>(4);
  const array<float, 3> large{{3e38f, -3e38f, 1e-30f}};
  array<float, 6> out{};
  mote::multiply_columns<float, 3, terms>::process(large, out);
  EXPECT_EQ(out[2], HUGE_VALF) << "a product beyond float is infinite";
  EXPECT_EQ(out[4], -HUGE_VALF);
  EXPECT_EQ(out[5], 0.0f);
}

constexpr float nan = mote::bit_cast<float>(0x7fc00000u);
constexpr array<float, 3> fill{{-3.5f, nan, 8.0f}};

TEST(Columns, AreFilledWhereANumberIsMissing) {
  using stage = mote::impute_columns<fill>;
  static_assert(mote::is_row_stage<stage>);
  const array<float, 3> in{{mote::bit_cast<float>(0xff800001u), nan, 2.0f}};
  array<float, 3> out{};
  stage::process(in, out);
  EXPECT_EQ(out[0], -3.5f) << "a NaN with a sign that signals";
  EXPECT_TRUE(isnan(out[1])) << "of a column without a fill";
  EXPECT_EQ(out[2], 2.0f);
  const array<float, 3> ends{{HUGE_VALF, -HUGE_VALF, -0.0f}};
  stage::process(ends, out);
  EXPECT_EQ(out, ends);
}

constexpr array<int16_t, 3> what{{-1, 0, -32768}}, by{{40, 0, 7}};

TEST(Columns, AreReplacedWhereTheyHaveTheNumberOfAMissingOne) {
  using stage = mote::replace_columns<int16_t, what, by>;
  static_assert(mote::is_row_stage<stage>);
  array<int16_t, 3> out{};
  stage::process(array<int16_t, 3>{{-1, -1, -32768}}, out);
  EXPECT_EQ(out, (array<int16_t, 3>{{40, -1, 7}}));
  stage::process(array<int16_t, 3>{{0, 0, -32767}}, out);
  EXPECT_EQ(out, (array<int16_t, 3>{{0, 0, -32767}}));
}

}  // namespace
