#include "mote/filter/moving.hpp"

#include <algorithm>
#include <limits>
#include <vector>

#include "filter/simple_filters.hpp"
#include "mote/filter/moving_extreme.hpp"

namespace {

using mote::moving_max;
using mote::moving_mean;
using mote::moving_min;
using mote::moving_sum;
namespace goldens = simple::goldens;

static_assert(sizeof(moving_sum<int16_t, 8>) == 24, "eight samples, a place and a sum");
static_assert(sizeof(moving_min<int8_t, 8>) == 10, "eight samples, a place and one more");

constexpr int16_t mean_of_three(int16_t a, int16_t b, int16_t c) {
  moving_mean<int16_t, 3> mean;
  mean(a);
  mean(b);
  return mean(c);
}
static_assert(mean_of_three(1, 2, 4) == 2, "7 / 3 is nearer to 2");
static_assert(mean_of_three(1, 2, 5) == 3, "8 / 3 is nearer to 3");
static_assert(mean_of_three(-1, -2, -4) == -2);
static_assert(mean_of_three(-32768, -32768, -32768) == -32768);
static_assert(mean_of_three(32767, 32767, 32767) == 32767);

template <class Sample>
class Moving : public ::testing::Test {};
TYPED_TEST_SUITE(Moving, simple::Samples, );

TEST(Moving, AreScipysOnItsInput) {
  const auto check = [](auto zero) {
    using Sample = decltype(zero);
    const auto x = simple::golden_input<Sample>();
    const auto expect = [&](auto filter, const double(&golden)[goldens::length], double most) {
      EXPECT_LE(simple::worst(simple::by_sample(filter, x), simple::scaled<Sample>(golden)), most);
    };
    constexpr bool real = std::is_same_v<Sample, float>;
    const double rounding = real ? 1e-6 : 0.51;  // of an LSB
    expect(moving_mean<Sample, 7>{}, goldens::mean_7, rounding);
    expect(moving_mean<Sample, 16>{}, goldens::mean_16, rounding);
    expect(moving_min<Sample, 7>{}, goldens::min_7, 0);
    expect(moving_max<Sample, 7>{}, goldens::max_7, 0);
    expect(moving_max<Sample, 10>{}, goldens::max_10, 0);
    moving_sum<Sample, 7> sum;
    const auto sums = simple::scaled<Sample>(goldens::sum_7);
    for (size_t i = 0; i < x.size(); ++i) {
      ASSERT_NEAR(static_cast<double>(sum(x[i])), sums[i], real ? 1e-6 : 0) << i;
    }
  };
  check(0.0f);
  check(int16_t{});
  check(int32_t{});
}

template <size_t Window, class Sample>
void expect_exact_integers(const std::vector<Sample>& x) {
  moving_sum<Sample, Window> sum;
  moving_mean<Sample, Window> mean;
  int64_t exact = 0;
  for (size_t i = 0; i < x.size(); ++i) {
    exact += x[i] - (i < Window ? int64_t{0} : int64_t{x[i - Window]});
    ASSERT_EQ(sum(x[i]), exact) << i;
    const int64_t doubled = 2 * exact + int64_t{Window};
    constexpr int64_t twice = 2 * Window;
    const int64_t floor = doubled / twice - (doubled % twice < 0 ? 1 : 0);
    ASSERT_EQ(mean(x[i]), floor) << i << ", window " << Window;
  }
}

template <class Sample>
class IntegerMoving : public ::testing::Test {};
TYPED_TEST_SUITE(IntegerMoving, simple::Integers, );

TYPED_TEST(IntegerMoving, SumsAndMeansAreExactAtEveryWindow) {
  const auto x = simple::hard_input<TypeParam>(2500);
  expect_exact_integers<1>(x);
  expect_exact_integers<2>(x);
  expect_exact_integers<3>(x);
  expect_exact_integers<7>(x);
  expect_exact_integers<10>(x);
  expect_exact_integers<64>(x);
  expect_exact_integers<100>(x);
  expect_exact_integers<257>(x);
  expect_exact_integers<1000>(x);
}

TYPED_TEST(IntegerMoving, SumsOfTheWidestWindowDoNotWrap) {
  constexpr TypeParam lowest = mote::numeric<TypeParam>::lowest;
  static moving_mean<TypeParam, 65536> mean;
  TypeParam y = 0;
  for (uint32_t i = 0; i < 65536; ++i) y = mean(lowest);
  EXPECT_EQ(y, lowest);
}

template <class Sample, size_t Window>
void expect_true_extremes(const std::vector<Sample>& x) {
  const auto low = simple::by_sample(moving_min<Sample, Window>{}, x);
  const auto high = simple::by_sample(moving_max<Sample, Window>{}, x);
  for (size_t i = 0; i < x.size(); ++i) {
    const auto end = x.begin() + static_cast<std::ptrdiff_t>(i) + 1;
    const auto first = end - static_cast<std::ptrdiff_t>(std::min(Window, i + 1));
    ASSERT_EQ(low[i], *std::min_element(first, end)) << i << ", window " << Window;
    ASSERT_EQ(high[i], *std::max_element(first, end)) << i << ", window " << Window;
  }
}

TYPED_TEST(Moving, ExtremesAreThoseOfTheWindow) {
  const auto x = simple::hard_input<TypeParam>(600);
  expect_true_extremes<TypeParam, 1>(x);
  expect_true_extremes<TypeParam, 2>(x);
  expect_true_extremes<TypeParam, 3>(x);
  expect_true_extremes<TypeParam, 16>(x);
  expect_true_extremes<TypeParam, 61>(x);
}

TYPED_TEST(Moving, GiveOneResultBySampleByBlockInPlaceAndAfterReset) {
  const auto x = simple::hard_input<TypeParam>(500);
  simple::expect_one_result(moving_mean<TypeParam, 9>{}, x);
  simple::expect_one_result(moving_min<TypeParam, 9>{}, x);
  simple::expect_one_result(moving_max<TypeParam, 16>{}, x);
}

TYPED_TEST(Moving, SumsOfABlockAreThoseBySample) {
  const auto x = simple::hard_input<TypeParam>(300);
  moving_sum<TypeParam, 11> by_sample, by_block;
  std::vector<mote::sum_t<TypeParam>> y(x.size());
  by_block.process(simple::view(x), simple::view(y));
  for (size_t i = 0; i < x.size(); ++i) ASSERT_EQ(by_sample(x[i]), y[i]);
}

TYPED_TEST(Moving, ResetToAValueFillsTheWindow) {
  moving_mean<TypeParam, 12> mean;
  mean(TypeParam{5});
  mean.reset(TypeParam{40});
  for (int i = 0; i < 30; ++i) ASSERT_NEAR(static_cast<double>(mean(TypeParam{40})), 40, 1e-5);
}

/// Until the window holds nothing but new samples, all is larger (or smaller) than these.
TYPED_TEST(Moving, ExtremesAfterResetToAValueAreThoseOfAWindowOfIt) {
  moving_min<TypeParam, 4> low;
  moving_max<TypeParam, 4> high;
  low(TypeParam{-9});
  high(TypeParam{99});
  low.reset(TypeParam{40});
  high.reset(TypeParam{40});
  for (int i = 0; i < 9; ++i) {
    EXPECT_EQ(low(TypeParam{50}), TypeParam(i < 3 ? 40 : 50)) << i;
    EXPECT_EQ(high(TypeParam{30}), TypeParam(i < 3 ? 40 : 30)) << i;
  }
}

TEST(FloatMoving, SumDoesNotDriftAfterBurstsThatAreAMillionTimesLarger) {
  constexpr size_t window = 50;
  std::mt19937 next{3};
  moving_sum<float, window> sum;
  std::vector<float> seen(window, 0.0f);
  double worst = 0;
  for (size_t i = 0; i < 200000; ++i) {
    const float size = i % 3000 < 100 ? 1e6f : 1.0f;  // bursts leave nothing behind
    const float x = size * static_cast<float>(static_cast<double>(next()) / 2147483648.0 - 1.0);
    seen[i % window] = x;
    const float y = sum(x);
    if (i % 3000 > 100 + 2 * window) {
      double exact = 0;
      for (const float value : seen) exact += static_cast<double>(value);
      worst = std::max(worst, fabs(static_cast<double>(y) - exact));
    }
  }
  const double bound = 3 * window * 0x1p-24 * window;
  EXPECT_LE(worst, bound);
  EXPECT_LE(worst, bound / 20) << "random errors are much smaller than the bound";
}

TEST(FloatMoving, SumForgetsNanAndInfinity) {
  moving_sum<float, 8> sum;
  sum(std::numeric_limits<float>::quiet_NaN());
  sum(std::numeric_limits<float>::infinity());
  float y = 0;
  for (int i = 0; i < 16; ++i) y = sum(2.0f);
  EXPECT_EQ(y, 16.0f);
}

TEST(FloatMoving, ExtremesPassOverNan) {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  moving_min<float, 4> low;
  moving_max<float, 4> high;
  const float x[] = {nan, 3, nan, 1, 2, nan, 5, nan, 7, nan};
  const float lows[] = {0, 3, 3, 1, 1, 1, 1, 2, 5, 5};
  const float highs[] = {0, 3, 3, 3, 3, 2, 5, 5, 7, 7};
  for (size_t i = 0; i < 10; ++i) {
    const float l = low(x[i]), h = high(x[i]);
    if (i == 0) continue;
    EXPECT_EQ(l, lows[i]) << i;
    EXPECT_EQ(h, highs[i]) << i;
  }
}

TEST(FloatMoving, MeanStaysWithin1e5OverAMinuteOfEverySignal) {
  constexpr size_t window = 160;
  const auto x = simple::minute();
  const auto y = simple::by_sample(moving_mean<float, window>{}, x);
  std::vector<double> exact;
  double sum = 0;
  for (size_t i = 0; i < x.size(); ++i) {
    sum += static_cast<double>(x[i]) - (i < window ? 0 : static_cast<double>(x[i - window]));
    exact.push_back(sum / window);
  }
  EXPECT_LE(simple::worst(y, exact), 1e-5);
}

template <class Sample>
class MovingWithoutSign : public ::testing::Test {};
using Unsigned = ::testing::Types<uint8_t, uint16_t>;
TYPED_TEST_SUITE(MovingWithoutSign, Unsigned, );

template <class Sample, size_t Window>
void expect_moving_without_sign() {
  uint32_t state = 20261128;
  moving_sum<Sample, Window> sum;
  moving_mean<Sample, Window> mean;
  moving_min<Sample, Window> least;
  moving_max<Sample, Window> largest;
  std::vector<Sample> x;
  for (size_t i = 0; i < 4 * Window + 50; ++i) {
    state = state * 1664525u + 1013904223u;
    const auto top = std::numeric_limits<Sample>::max();
    const auto v = i < 2 * Window ? top : static_cast<Sample>(state >> 16);
    x.push_back(v);
    const size_t held = std::min(x.size(), Window);
    uint64_t exact = 0;
    for (size_t k = 0; k < held; ++k) exact += x[x.size() - 1 - k];
    ASSERT_EQ(sum(v), exact);
    ASSERT_EQ(mean(v), (exact + Window / 2) / Window);
    ASSERT_EQ(least(v), *std::min_element(x.end() - static_cast<ptrdiff_t>(held), x.end()));
    ASSERT_EQ(largest(v), *std::max_element(x.end() - static_cast<ptrdiff_t>(held), x.end()));
  }
  mean.reset(200);
  EXPECT_EQ(mean(200), 200);
}

TYPED_TEST(MovingWithoutSign, AreThoseOfTheNumbers) {
  expect_moving_without_sign<TypeParam, 1>();
  expect_moving_without_sign<TypeParam, 3>();
  expect_moving_without_sign<TypeParam, 8>();
  expect_moving_without_sign<TypeParam, 100>();
}

TEST(MovingMeanWithoutSign, HoldsTheLargestWindow) {
  constexpr size_t window = 65536;
  static moving_mean<uint16_t, window> mean;
  uint16_t y = 0;
  for (size_t i = 0; i < window; ++i) y = mean(65535);
  EXPECT_EQ(y, 65535);
}

}  // namespace
