#include "mote/filter/hampel.hpp"

#include <limits>

#include "filter/simple_filters.hpp"

namespace {

using mote::deviations;
using mote::hampel;
using mote::quantize;

static_assert(sizeof(hampel<int16_t, 9>) == 40, "nine samples twice, a place and a number");

constexpr int16_t after_a_spike(int16_t spike) {
  hampel<int16_t, 5> filter{quantize<int16_t>(deviations{3})};
  filter(10);
  filter(12);
  filter(spike);
  filter(11);
  return filter(13);
}
static_assert(after_a_spike(14) == 14, "no outlier: the sample itself");
static_assert(after_a_spike(900) == 12, "an outlier: the median");
static_assert(after_a_spike(-32768) == 11);

/// By sorting the window and the distances, in exact arithmetic.
template <class Sample>
double by_definition(std::vector<double> window, double factor) {
  const auto middle_of = [](std::vector<double> x) {
    std::sort(x.begin(), x.end());
    return x[x.size() / 2];
  };
  const double y = window[window.size() / 2];
  const double median = middle_of(window);
  std::vector<double> distances;
  for (const double x : window) distances.push_back(fabs(x - median));
  return fabs(y - median) <= factor * middle_of(distances) ? y : median;
}

template <class Sample, size_t Window>
void expect_definition(const std::vector<Sample>& x, double count) {
  const auto threshold = quantize<Sample>(deviations{count});
  const double unit = std::is_same_v<Sample, float> ? 1 : 256;
  const double factor = static_cast<double>(threshold.factor) / unit;
  EXPECT_NEAR(factor, 1.482602218505602 * count, 0.002);
  const auto y = simple::by_sample(hampel<Sample, Window>{threshold}, x);
  int replaced = 0;
  for (size_t i = 0; i < x.size(); ++i) {
    std::vector<double> window(Window, 0);
    for (size_t k = 0; k < Window && k <= i; ++k) window[k] = static_cast<double>(x[i - k]);
    const double expected = by_definition<Sample>(window, factor);
    replaced += expected != window[Window / 2];
    ASSERT_EQ(static_cast<double>(y[i]), expected) << i << ", window " << Window;
  }
  EXPECT_GT(replaced, 0) << "or nothing was tried";
}

template <class Sample>
class Hampel : public ::testing::Test {};
using All = ::testing::Types<float, int8_t, int16_t, int32_t, uint8_t, uint16_t>;
TYPED_TEST_SUITE(Hampel, All, );

TYPED_TEST(Hampel, IsItsDefinitionAtEveryWindow) {
  std::mt19937 next{5};
  std::vector<TypeParam> x;
  for (int i = 0; i < 900; ++i) {
    // Small numbers, of which floats have exact differences, and now and then the ends of the
    // range.
    const int noise = static_cast<int>(next() % 24);
    const bool spike = next() % 9 == 0;
    x.push_back(!spike                             ? static_cast<TypeParam>(noise + 40)
                : std::is_same_v<TypeParam, float> ? static_cast<TypeParam>(noise * 1000)
                : next() % 2 == 0                  ? std::numeric_limits<TypeParam>::lowest()
                                                   : std::numeric_limits<TypeParam>::max());
  }
  expect_definition<TypeParam, 3>(x, 1);
  expect_definition<TypeParam, 5>(x, 3);
  expect_definition<TypeParam, 7>(x, 0);
  expect_definition<TypeParam, 21>(x, 2.5);
}

/// Of a window whose median is 0 and whose median deviation is 1000: what becomes of `x`.
template <class Sample>
Sample beside_a_thousand(Sample x) {
  hampel<Sample, 5> filter{quantize<Sample>(deviations{3})};
  for (const Sample y : {Sample{-1000}, Sample{0}, x, Sample{1000}}) filter(y);
  return filter(Sample{0});
}
TEST(HampelThreshold, LiesWhereItSays) {
  EXPECT_EQ(beside_a_thousand<int16_t>(4449), 4449) << "1139 / 256 of 1000";
  EXPECT_EQ(beside_a_thousand<int16_t>(4450), 0);
  EXPECT_EQ(beside_a_thousand<int32_t>(-4449), -4449);
  EXPECT_EQ(beside_a_thousand<int32_t>(-4450), 0);
  EXPECT_EQ(beside_a_thousand<float>(4447.8f), 4447.8f) << "3 * 1.4826";
  EXPECT_EQ(beside_a_thousand<float>(4447.9f), 0.0f);
}

TYPED_TEST(Hampel, GivesOneResultBySampleByBlockInPlaceAndAfterReset) {
  std::vector<TypeParam> x;
  std::mt19937 next{6};
  for (int i = 0; i < 300; ++i) x.push_back(static_cast<TypeParam>(next() % 100));
  simple::expect_one_result(hampel<TypeParam, 7>{quantize<TypeParam>(deviations{1})}, x);
}

TEST(FloatHampel, TakesNanForAnOutlier) {
  hampel<float, 5> filter{quantize<float>(deviations{3})};
  filter.reset(2.0f);
  filter(std::numeric_limits<float>::quiet_NaN());
  filter(2.0f);
  EXPECT_EQ(filter(2.0f), 2.0f);
  EXPECT_EQ(filter(2.0f), 2.0f);
}

}  // namespace
