#include "mote/pipeline/smooth_values.hpp"

#include <gtest/gtest.h>

#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <algorithm>
#include <random>
#include <type_traits>
#include <vector>

#include "mote/pipeline/stage.hpp"

namespace {

using mote::running_median;
using mote::smooth_values;

constexpr auto at_once = mote::quantize<int32_t>(mote::smoothing{1});
constexpr auto quarter = mote::quantize<int32_t>(mote::smoothing{0.25});
constexpr auto slowest = mote::quantize<int32_t>(mote::smoothing{1.0 / 1024});
constexpr auto quarter_of_float = mote::quantize<float>(mote::smoothing{0.25});
constexpr auto slowest_of_float = mote::quantize<float>(mote::smoothing{1.0 / 1024});

static_assert(mote::is_sample_stage<running_median<float, 5>>);
static_assert(mote::is_sample_stage<smooth_values<int32_t, quarter>>);

template <class Stage>
constexpr auto third(int a, int b, int c) {
  using value = typename Stage::input_type;
  Stage stage;
  stage(static_cast<value>(a));
  stage(static_cast<value>(b));
  return stage(static_cast<value>(c));
}
static_assert(third<running_median<int32_t, 3>>(5, -7, 9) == 5);
static_assert(third<running_median<int32_t, 3>>(5, -7, -9) == -7);
static_assert(third<smooth_values<int32_t, at_once>>(5, -7, 9) == 9);
static_assert(third<smooth_values<int32_t, quarter>>(100, 200, 200) == 144);

std::vector<int32_t> drawn(size_t count) {
  std::minstd_rand random{11};
  std::vector<int32_t> x(count);
  for (int32_t& one : x) {
    const auto kind = random() % 10;
    const auto any = static_cast<uint32_t>(random()) * 2 + static_cast<uint32_t>(random() % 2);
    one = kind == 0 ? INT32_MAX : kind == 1 ? INT32_MIN : static_cast<int32_t>(any) >> (kind * 2);
  }
  return x;
}

template <class Value, size_t N>
void is_the_middle_one() {
  running_median<Value, N> steady;
  std::vector<Value> last;
  for (const int32_t one : drawn(500)) {
    const auto x = static_cast<Value>(one);
    const bool is_first = last.empty();
    for (size_t i = 0; i < (is_first ? N : 1); ++i) last.push_back(x);
    std::vector<Value> sorted(last.end() - N, last.end());
    std::sort(sorted.begin(), sorted.end());
    const Value said = steady(x);
    ASSERT_EQ(said, sorted[N / 2]);
    if (is_first) {
      ASSERT_EQ(said, x);
    }
    if (last.size() > N + 60) {
      steady.reset();
      last.clear();
    }
  }
}

TEST(RunningMedian, IsTheMiddleOneAndBeginsWithTheFirstValue) {
  is_the_middle_one<int32_t, 1>();
  is_the_middle_one<int32_t, 3>();
  is_the_middle_one<float, 5>();
  is_the_middle_one<int32_t, 9>();
}

template <class Value, const mote::one_pole_taps<Value>& Taps>
void follows(double alpha) {
  smooth_values<Value, Taps> smooth;
  double y = 0, most = 0;
  int i = 0;
  for (const int32_t one : drawn(4000)) {
    const auto x = static_cast<Value>(one);
    const auto exact = static_cast<double>(x);
    y = i == 0 ? exact : y + alpha * (exact - y);
    most = std::max(most, fabs(exact));
    const double bound = std::is_same_v<Value, int32_t> ? 0.9 : most * 0x1p-21;
    const Value said = smooth(x);
    ASSERT_NEAR(static_cast<double>(said), y, bound) << alpha << " " << i;
    if (i == 0) {
      ASSERT_EQ(said, x);
    }
    if (++i == 1000) {
      smooth.reset();
      i = 0;
      most = 0;
    }
  }
}

TEST(SmoothValues, FollowWithinTheirBoundAndBeginWithTheFirstValue) {
  follows<int32_t, at_once>(1);
  follows<int32_t, quarter>(0.25);
  follows<int32_t, slowest>(1.0 / 1024);
  follows<float, quarter_of_float>(0.25);
  follows<float, slowest_of_float>(1.0 / 1024);
}

TEST(SmoothValues, AreAllZerosBeforeTheFirstValueSoThatTheyTakeNoFlash) {
  static const smooth_values<int32_t, quarter> fresh{};
  static const running_median<int32_t, 5> also{};
  unsigned char bytes[sizeof(fresh) + sizeof(also)];
  memcpy(bytes, &fresh, sizeof(fresh));
  memcpy(bytes + sizeof(fresh), &also, sizeof(also));
  for (const unsigned char byte : bytes) EXPECT_EQ(byte, 0);
}

}  // namespace
