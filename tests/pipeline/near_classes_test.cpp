#include "mote/pipeline/near_classes.hpp"

#include <gtest/gtest.h>

#include <math.h>
#include <stddef.h>
#include <stdint.h>

#include <algorithm>
#include <limits>
#include <random>

#include "mote/core/numeric.hpp"

namespace {

using mote::array;
using mote::known_classes;
using mote::near_classes;

constexpr known_classes<2, 3> training{
    {{{{100, -50, 7.5}}, {{400, -50, 9}}}}, {{{{10, 5, 0}}, {{20, 2, 0}}}}, 2};
constexpr near_classes<int16_t, 3, 2> near = mote::quantize<int16_t>(training);
static_assert(near(array<int16_t, 3>{{100, -50, 30000}}),
              "a column without a deviation is left out");
static_assert(near(array<int16_t, 3>{{128, -50, 0}}), "28 is below 10 * 2 * sqrt(2)");
static_assert(!near(array<int16_t, 3>{{129, -50, 0}}));
static_assert(near(array<int16_t, 3>{{119, -40, 0}}),
              "1.9 and 2 deviations, in the mean of squares");
static_assert(!near(array<int16_t, 3>{{121, -40, 0}}));
static_assert(!near(array<int16_t, 3>{{400, -40, 0}}), "each class has deviations of its own");
static_assert(!near(array<int16_t, 3>{{250, -50, 0}}), "between two classes is near none");
static_assert(sizeof(near) == 8 * 6 + 4 * 3);

/// Of the nearest class, as a share of the limit.
template <class Sample, size_t Classes, size_t Columns>
double distance(const known_classes<Classes, Columns>& design, const array<Sample, Columns>& row) {
  double least = INFINITY;
  for (size_t k = 0; k < Classes; ++k) {
    double sum = 0, count = 0;
    for (size_t i = 0; i < Columns; ++i) {
      if (!(design.deviations[k][i] > 0)) continue;
      const double z = (static_cast<double>(row[i]) - design.means[k][i]) / design.deviations[k][i];
      sum += z * z;
      count += 1;
    }
    least = std::min(least, sqrt(sum / count) / design.distance);
  }
  return least;
}

constexpr int designs = MOTE_ON_DESKTOP ? 60 : 2;

/// Classes whose columns have every size that fits into Sample, now and then none; rows at any
/// share of the limit, some far away, and with extremes.
template <class Sample, size_t Columns, size_t Classes>
void expect_exact_but_at_the_limit(uint32_t seed) {
  std::mt19937 random{seed};
  std::uniform_real_distribution<double> unit{0, 1};
  std::normal_distribution<double> normal;
  constexpr bool whole = !mote::traits::same<Sample, float>;
  constexpr double lowest = whole ? static_cast<double>(mote::numeric<Sample>::lowest) : -1e6;
  constexpr double highest = whole ? static_cast<double>(mote::numeric<Sample>::highest) : 1e6;
  const double columns = static_cast<double>(Columns);
  const double bound = whole ? sqrt(columns) / 16384 : (columns + 6) / 16777216;  // 2^24
  int near_count = 0, far_count = 0, close = 0;
  for (int design_count = 0; design_count < designs; ++design_count) {
    known_classes<Classes, Columns> design{};
    design.distance = 0.5 + 3 * unit(random);
    for (size_t i = 0; i < Columns; ++i) {
      const double size = exp(unit(random) * log(highest / 2) + log(0.3));
      const bool out = Columns > 1 && i % 7 == 6;
      for (size_t k = 0; k < Classes; ++k) {
        const double mean = normal(random) * size * 8;
        design.means[k][i] = std::clamp(mean, lowest, highest);
        if (!whole)
          design.means[k][i] = static_cast<double>(static_cast<float>(design.means[k][i]));
        design.deviations[k][i] = out ? 0 : size * (0.3 + unit(random));
      }
    }
    const auto table = mote::quantize<Sample>(design);
    for (int i = 0; i < 200; ++i) {
      const size_t k = random() % Classes;
      array<double, Columns> way{};
      double length = 0;
      for (double& x : way) {
        x = normal(random);
        length += x * x;
      }
      const double around = i % 4 == 1 ? 8 * bound : 0.02;
      const double share = i % 4 == 0 ? 3 * unit(random) : 1 + (unit(random) - 0.5) * around;
      array<Sample, Columns> row{};
      for (size_t c = 0; c < Columns; ++c) {
        const double step = way[c] / sqrt(length) * sqrt(static_cast<double>(Columns));
        const double x =
            design.means[k][c] + step * share * design.distance * design.deviations[k][c];
        row[c] = static_cast<Sample>(std::clamp(whole ? round(x) : x, lowest, highest));
      }
      if (i % 50 == 0) row[random() % Columns] = static_cast<Sample>(highest);
      if (i % 50 == 1) row[random() % Columns] = static_cast<Sample>(lowest);
      const double exact = distance(design, row);
      if (fabs(exact - 1) <= bound) {
        ++close;
        continue;
      }
      ASSERT_EQ(table(row), exact < 1) << "at " << exact << ", design " << design_count;
      ++(exact < 1 ? near_count : far_count);
    }
  }
  EXPECT_GT(near_count, designs * 15);
  EXPECT_GT(far_count, designs * 15);
  EXPECT_LT(close, designs * 25);
}
TEST(NearClasses, AreThoseOfExactArithmeticButAtTheLimit) {
  expect_exact_but_at_the_limit<int8_t, 5, 3>(1);
  expect_exact_but_at_the_limit<int16_t, 1, 2>(2);
  expect_exact_but_at_the_limit<int16_t, 92, 4>(3);
  expect_exact_but_at_the_limit<int32_t, 3, 4>(4);
  expect_exact_but_at_the_limit<int32_t, 92, 4>(5);
  expect_exact_but_at_the_limit<float, 16, 3>(6);
}

template <class Sample>
void expect_right_at_the_extremes() {
  using limit = std::numeric_limits<Sample>;
  const double low = static_cast<double>(limit::min()), high = static_cast<double>(limit::max());
  const double span = high - low;
  // Means at both ends, deviations from the smallest to all of the range.
  for (const double deviation : {0.3, 1.0, 7.0, span / 1000, span / 10, span}) {
    known_classes<2, 2> design{{{{{low, low}}, {{high, high}}}}, {}, 2};
    if (span / (deviation * 2 * sqrt(2.0)) > 16000) design.means[1] = design.means[0];
    for (auto& own : design.deviations) own = {{deviation, deviation}};
    const auto table = mote::quantize<Sample>(design);
    const double steps[] = {0, 1, 2, 3, deviation, 2 * deviation, 3 * deviation, span / 2, span};
    for (const double first : steps) {
      for (const double second : steps) {
        for (const bool from_top : {false, true}) {
          const double x = round(std::min(first, span)), y = round(std::min(second, span));
          const array<Sample, 2> row{{static_cast<Sample>(from_top ? high - x : low + x),
                                      static_cast<Sample>(from_top ? high - y : low + y)}};
          const double exact = distance(design, row);
          if (fabs(exact - 1) <= sqrt(2.0) / 16384) continue;
          ASSERT_EQ(table(row), exact < 1) << deviation << " " << x << " " << y << " " << from_top;
        }
      }
    }
  }
}
TEST(NearClasses, AreRightAtTheEndsOfEveryType) {
  expect_right_at_the_extremes<int8_t>();
  expect_right_at_the_extremes<int16_t>();
  expect_right_at_the_extremes<int32_t>();
}

TEST(NearClasses, HaveNoFloatThatIsNoNumber) {
  constexpr near_classes<float, 3, 2> table = mote::quantize<float>(training);
  static_assert(table(array<float, 3>{{100, -50, 3e30f}}));
  EXPECT_TRUE(table(array<float, 3>{{128, -50, 0}}));
  EXPECT_FALSE(table(array<float, 3>{{129, -50, 0}}));
  for (const float bad : {NAN, INFINITY, -INFINITY, 3e38f, -3e38f}) {
    for (size_t i = 0; i < 2; ++i) {
      array<float, 3> row{{100, -50, 0}};
      row[i] = bad;
      EXPECT_FALSE(table(row)) << bad;
    }
  }
}

}  // namespace
