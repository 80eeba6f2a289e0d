#include "mote/filter/cic.hpp"

#include <gtest/gtest.h>
#include <math.h>
#include <stdint.h>

#include <limits>
#include <vector>

#include "mote/design/cic_compensator.hpp"

namespace {

using mote::cic_decimator;
using mote::cic_interpolator;
using mote::size_t;
using mote::span;

// 16 bits of samples and 12 of gain need one word, 24 of gain two.
static_assert(sizeof(cic_decimator<int16_t, 4, 8>) == 8 * 4 + sizeof(size_t));
static_assert(sizeof(cic_decimator<int16_t, 4, 64>) >= 8 * 8);
static_assert(cic_decimator<int16_t, 3, 16>::gain() == 1);
static_assert(cic_decimator<int16_t, 1, 3>::gain() == 0.75);
static_assert(cic_interpolator<int16_t, 3, 16>::gain() == 1);

constexpr int16_t constant_in[4] = {100, 100, 100, 100};
constexpr int16_t settled() {
  cic_decimator<int16_t, 2, 2> filter;
  int16_t out[2] = {};
  filter.process(constant_in, out);
  return out[1];
}
static_assert(settled() == 100);

template <class Sample>
std::vector<Sample> random_samples(size_t count, uint32_t seed) {
  std::vector<Sample> x(count);
  for (Sample& v : x) {
    seed = seed * 1664525u + 1013904223u;
    v = static_cast<Sample>(static_cast<int32_t>(seed) >> (32 - 8 * sizeof(Sample)));
  }
  return x;
}
template <class Sample>
std::vector<Sample> extremes(size_t count, size_t run) {
  std::vector<Sample> x(count);
  for (size_t i = 0; i < count; ++i) {
    x[i] =
        i / run % 2 == 0 ? std::numeric_limits<Sample>::min() : std::numeric_limits<Sample>::max();
  }
  return x;
}

/// The taps of the same filter as an FIR: a row of ones, Stages times folded with itself.
std::vector<int64_t> taps_of(size_t stages, size_t length) {
  std::vector<int64_t> taps{1};
  for (size_t s = 0; s < stages; ++s) {
    std::vector<int64_t> next(taps.size() + length - 1);
    for (size_t i = 0; i < taps.size(); ++i) {
      for (size_t j = 0; j < length; ++j) next[i + j] += taps[i];
    }
    taps = next;
  }
  return taps;
}

template <class Sample>
Sample rounded(int64_t sum, double raw_gain) {
  int growth = 0;
  while (static_cast<double>(int64_t{1} << growth) < raw_gain) ++growth;
  const int64_t half = growth == 0 ? 0 : int64_t{1} << (growth - 1);
  const int64_t v = (sum + half) >> growth;
  return static_cast<Sample>(
      v > std::numeric_limits<Sample>::max() ? std::numeric_limits<Sample>::max() : v);
}

template <class Sample, size_t Stages, size_t Factor, size_t Delay>
void expect_fir(const std::vector<Sample>& x) {
  const std::vector<int64_t> taps = taps_of(Stages, Factor * Delay);
  const double raw = pow(static_cast<double>(Factor * Delay), static_cast<double>(Stages));
  cic_decimator<Sample, Stages, Factor, Delay> filter;
  std::vector<Sample> y(x.size() / Factor + 1);
  size_t made = 0, at = 0;
  for (size_t length = 1; at < x.size(); at += length, length = length * 3 % 37 + 1) {
    if (length > x.size() - at) length = x.size() - at;
    const size_t expected = filter.outputs(length);
    ASSERT_EQ(filter.process(span<const Sample>(x.data() + at, length),
                             span<Sample>(y.data() + made, expected)),
              expected);
    made += expected;
  }
  ASSERT_EQ(made, x.size() / Factor);
  for (size_t i = 0; i < made; ++i) {
    const size_t newest = Factor * (i + 1) - 1;
    int64_t sum = 0;
    for (size_t k = 0; k < taps.size() && k <= newest; ++k) sum += taps[k] * x[newest - k];
    ASSERT_EQ(y[i], rounded<Sample>(sum, raw)) << i;
  }
}

template <class Sample>
class Cic : public ::testing::Test {};
using Samples = ::testing::Types<int8_t, int16_t, int32_t>;
TYPED_TEST_SUITE(Cic, Samples, );

TYPED_TEST(Cic, DecimatorIsTheFirOfRepeatedMeans) {
  for (const auto& x : {random_samples<TypeParam>(600, 1), extremes<TypeParam>(600, 1000),
                        extremes<TypeParam>(600, 7), extremes<TypeParam>(600, 64)}) {
    expect_fir<TypeParam, 1, 1, 1>(x);
    expect_fir<TypeParam, 1, 5, 1>(x);
    expect_fir<TypeParam, 2, 8, 2>(x);
    expect_fir<TypeParam, 3, 7, 1>(x);
    expect_fir<TypeParam, 4, 16, 1>(x);
    expect_fir<TypeParam, 5, 32, 1>(x);
  }
}

TYPED_TEST(Cic, DecimatorStaysExactWhenItsIntegratorsHaveWrappedManyTimes) {
  cic_decimator<TypeParam, 3, 8> used, fresh;
  const auto loud = extremes<TypeParam>(800, 8000);  // a constant: integrators run away
  std::vector<TypeParam> y(100), z(100);
  for (int i = 0; i < 300; ++i)
    used.process(span<const TypeParam>(loud.data(), 800), span<TypeParam>(y.data(), 100));
  for (const TypeParam v : y) ASSERT_EQ(v, std::numeric_limits<TypeParam>::min());
  used.reset();
  const auto x = random_samples<TypeParam>(800, 2);
  used.process(span<const TypeParam>(x.data(), 800), span<TypeParam>(y.data(), 100));
  fresh.process(span<const TypeParam>(x.data(), 800), span<TypeParam>(z.data(), 100));
  EXPECT_EQ(y, z);
}

template <class Sample, size_t Stages, size_t Factor, size_t Delay>
void expect_interpolated(const std::vector<Sample>& x) {
  const std::vector<int64_t> taps = taps_of(Stages, Factor * Delay);
  const double raw = pow(static_cast<double>(Factor * Delay), static_cast<double>(Stages)) /
                     static_cast<double>(Factor);
  cic_interpolator<Sample, Stages, Factor, Delay> filter;
  std::vector<Sample> y(Factor * x.size());
  filter.process(span<const Sample>(x.data(), x.size()), span<Sample>(y.data(), y.size()));
  for (size_t i = 0; i < y.size(); ++i) {
    int64_t sum = 0;
    for (size_t k = i % Factor; k < taps.size() && k <= i; k += Factor) {
      sum += taps[k] * x[(i - k) / Factor];
    }
    ASSERT_EQ(y[i], rounded<Sample>(sum, raw)) << i;
  }
  filter.reset();
  std::vector<Sample> again(y.size());
  filter.process(span<const Sample>(x.data(), x.size()), span<Sample>(again.data(), y.size()));
  EXPECT_EQ(y, again);
}

TYPED_TEST(Cic, InterpolatorIsTheFirBehindZeros) {
  for (const auto& x : {random_samples<TypeParam>(60, 3), extremes<TypeParam>(60, 1000),
                        extremes<TypeParam>(60, 3)}) {
    expect_interpolated<TypeParam, 1, 4, 1>(x);
    expect_interpolated<TypeParam, 2, 8, 2>(x);
    expect_interpolated<TypeParam, 3, 6, 1>(x);
    expect_interpolated<TypeParam, 4, 16, 1>(x);
  }
}

constexpr auto flat = mote::cic_compensator<31>(4, 32, 9600, 48000, mote::windows::kaiser(5));

/// As one that has seen nothing else, from the first sample on and whatever comes then.
template <class Filter>
void expect_as_after_a_long_time() {
  using Sample = typename Filter::input_type;
  for (const Sample x : {std::numeric_limits<Sample>::min(), Sample{77}}) {
    Filter started, settled;
    const std::vector<Sample> before(5 * 400, x), noise = random_samples<Sample>(200, 3);
    std::vector<Sample> a(20000), b(20000);
    size_t length = settled.outputs(before.size());
    settled.process({before.data(), before.size()}, {b.data(), length});
    length = started.outputs(7);
    started.process({noise.data(), 7}, {a.data(), length});
    started.reset(x);
    length = started.outputs(noise.size());
    ASSERT_EQ(settled.outputs(noise.size()), length);
    started.process({noise.data(), noise.size()}, {a.data(), length});
    settled.process({noise.data(), noise.size()}, {b.data(), length});
    for (size_t i = 0; i < length; ++i) ASSERT_EQ(a[i], b[i]) << i;
  }
}
TYPED_TEST(Cic, GoesOnAsAfterALongTimeWhenItIsResetToAValue) {
  expect_as_after_a_long_time<cic_decimator<TypeParam, 3, 5>>();
  expect_as_after_a_long_time<cic_decimator<TypeParam, 4, 8, 2>>();
  expect_as_after_a_long_time<cic_decimator<TypeParam, 1, 1>>();
  expect_as_after_a_long_time<cic_interpolator<TypeParam, 3, 5>>();
  expect_as_after_a_long_time<cic_interpolator<TypeParam, 2, 4, 2>>();
}

TEST(CicCompensator, MakesThePassBandFlatAndStopsTheRest) {
  for (int f = 0; f <= 24000; f += 100) {
    const double x = 3.14159265358979323846 * f / 48000;
    double gain = 0;
    for (size_t i = 0; i < 31; ++i) gain += flat[i] * cos(2 * x * (static_cast<double>(i) - 15));
    const double droop = f == 0 ? 1 : pow(sin(x) / (32 * sin(x / 32)), 4);
    if (f <= 6800) {
      EXPECT_NEAR(20 * log10(fabs(gain) * droop), 0, 0.06) << f;
    }
    if (f >= 12400) {
      EXPECT_LT(fabs(gain) * droop, 2e-3) << f;
    }
  }
}

}  // namespace
