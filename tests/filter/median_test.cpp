#include "mote/filter/median.hpp"

#include <limits>

#include "filter/simple_filters.hpp"

namespace {

using mote::median;
namespace goldens = simple::goldens;

static_assert(sizeof(median<int16_t, 9>) == 38, "nine samples twice, and a place");
static_assert(sizeof(median<int16_t, 5>) == 14, "no second copy");

constexpr int16_t middle(int16_t a, int16_t b, int16_t c, int16_t d, int16_t e) {
  median<int16_t, 5> filter;
  for (const int16_t x : {a, b, c, d}) filter(x);
  return filter(e);
}
static_assert(middle(5, 1, 4, 2, 3) == 3);
static_assert(middle(-32768, 32767, 32767, -32768, 7) == 7);

template <class Sample>
class Median : public ::testing::Test {};
TYPED_TEST_SUITE(Median, simple::Samples, );

/// scipy's medfilt is centred: this filter's output, (Window - 1) / 2 samples late, and with zeros
/// after the end.
template <class Sample, size_t Window>
void expect_medfilt(const double (&golden)[goldens::length]) {
  constexpr size_t late = (Window - 1) / 2;
  const auto exact = simple::scaled<Sample>(golden);
  auto x = simple::golden_input<Sample>();
  x.insert(x.end(), late, Sample{0});
  const auto y = simple::by_sample(median<Sample, Window>{}, x);
  for (size_t i = 0; i < exact.size(); ++i) {
    ASSERT_EQ(static_cast<double>(y[i + late]), exact[i]) << i << ", window " << Window;
  }
}

TEST(Median, IsScipysMedfiltTheEdgesIncluded) {
  expect_medfilt<float, 3>(goldens::median_3);
  expect_medfilt<float, 5>(goldens::median_5);
  expect_medfilt<float, 21>(goldens::median_21);
  expect_medfilt<int16_t, 3>(goldens::median_3);
  expect_medfilt<int16_t, 5>(goldens::median_5);
  expect_medfilt<int16_t, 21>(goldens::median_21);
  expect_medfilt<int32_t, 3>(goldens::median_3);
  expect_medfilt<int32_t, 5>(goldens::median_5);
  expect_medfilt<int32_t, 21>(goldens::median_21);
}

template <class Sample, size_t Window>
void expect_true_medians(const std::vector<Sample>& x) {
  const auto y = simple::by_sample(median<Sample, Window>{}, x);
  for (size_t i = 0; i < x.size(); ++i) {
    std::vector<Sample> window(Window, Sample{0});
    for (size_t k = 0; k < Window && k <= i; ++k) window[k] = x[i - k];
    std::nth_element(window.begin(), window.begin() + Window / 2, window.end());
    ASSERT_EQ(y[i], window[Window / 2]) << i << ", window " << Window;
  }
}

TYPED_TEST(Median, IsTheMiddleOfTheWindowAtEveryOddLength) {
  const auto x = simple::hard_input<TypeParam>(700);
  expect_true_medians<TypeParam, 1>(x);
  expect_true_medians<TypeParam, 3>(x);
  expect_true_medians<TypeParam, 5>(x);
  expect_true_medians<TypeParam, 7>(x);
  expect_true_medians<TypeParam, 9>(x);
  expect_true_medians<TypeParam, 31>(x);
  expect_true_medians<TypeParam, 255>(x);
}

TYPED_TEST(Median, FindsEqualOnesAmongMany) {
  std::mt19937 next{9};
  std::vector<TypeParam> x;
  for (int i = 0; i < 3000; ++i) x.push_back(static_cast<TypeParam>(static_cast<int>(next() % 4)));
  expect_true_medians<TypeParam, 3>(x);
  expect_true_medians<TypeParam, 5>(x);
  expect_true_medians<TypeParam, 11>(x);
}

TYPED_TEST(Median, GivesOneResultBySampleByBlockInPlaceAndAfterReset) {
  const auto x = simple::hard_input<TypeParam>(500);
  simple::expect_one_result(median<TypeParam, 3>{}, x);
  simple::expect_one_result(median<TypeParam, 9>{}, x);
}

TYPED_TEST(Median, TakesOutSpikesOfHalfTheWindow) {
  median<TypeParam, 7> filter;
  filter.reset(TypeParam{20});
  for (int i = 0; i < 300; ++i) {
    const bool spike = i % 7 == 1 || i % 7 == 2 || i % 7 == 4;
    ASSERT_EQ(filter(static_cast<TypeParam>(spike ? 100 - i : 20)), TypeParam{20});
  }
}

TEST(FloatMedian, SortsNanAboveAllNumbersAndForgetsIt) {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  const auto check = [&](auto filter, int window) {
    filter.reset(1.0f);
    EXPECT_EQ(filter(nan), 1.0f);
    for (int i = 0; i < window; ++i) filter(i % 2 == 0 ? nan : -nan);
    EXPECT_TRUE(isnan(filter(5.0f)));
    float y = nan;
    for (int i = 0; i < window; ++i) y = filter(static_cast<float>(i));
    EXPECT_EQ(y, static_cast<float>(window / 2));
  };
  check(median<float, 3>{}, 3);
  check(median<float, 5>{}, 5);
  check(median<float, 9>{}, 9);
}

template <size_t Window>
void expect_median_without_sign() {
  uint32_t state = 1128;
  median<uint16_t, Window> filter;
  median<int32_t, Window> wide;
  for (int i = 0; i < 500; ++i) {
    state = state * 1664525u + 1013904223u;
    const auto x = static_cast<uint16_t>(state >> 16);
    ASSERT_EQ(filter(x), wide(x));
  }
}

TEST(MedianWithoutSign, IsThatOfTheNumbers) {
  expect_median_without_sign<3>();
  expect_median_without_sign<5>();
  expect_median_without_sign<9>();
}

}  // namespace
