#include "mote/filter/fir_resample.hpp"

#include <gtest/gtest.h>
#include <math.h>
#include <stdint.h>

#include <vector>

#include "data/fir/filtered.hpp"
#include "mote/design/fir_design.hpp"
#include "mote/filter/fir_resampler.hpp"

namespace {

using mote::array;
using mote::fir;
using mote::fir_decimator;
using mote::fir_interpolator;
using mote::fir_resampler;
using mote::size_t;
using mote::span;
namespace golden = goldens::filtered;

constexpr array<double, 50> design = mote::fir_lowpass<50>(0.3, 2);
constexpr array<double, 50> loud = mote::fir_lowpass<50>(0.3, 8);

constexpr size_t outputs_of_ten() {
  fir_decimator<float, 50, 4> filter{design};
  return filter.outputs(10);
}
static_assert(outputs_of_ten() == 3, "of samples 0, 4 and 8");

struct noise {
  uint32_t state;
  int32_t operator()() {
    state = state * 1664525u + 1013904223u;
    return static_cast<int32_t>(state >> 16) - 32768;
  }
};
template <class Sample>
std::vector<Sample> random_samples(size_t count, uint32_t seed) {
  noise next{seed};
  std::vector<Sample> x(count);
  for (Sample& v : x) {
    if constexpr (mote::traits::same<Sample, float>) {
      v = static_cast<float>(next()) / 32768.0f;
    } else if constexpr (sizeof(Sample) == 4) {
      v = next() * 65536;
    } else {
      v = static_cast<Sample>(next() >> (16 - 8 * static_cast<int>(sizeof(Sample))));
    }
  }
  return x;
}
template <class Sample>
span<const Sample> all(const std::vector<Sample>& x) {
  return {x.data(), x.size()};
}
template <class Sample>
span<Sample> all(std::vector<Sample>& x) {
  return {x.data(), x.size()};
}
template <class Sample>
void expect_near(Sample a, Sample b) {
  if constexpr (mote::traits::same<Sample, float>) {
    ASSERT_NEAR(a, b, 1e-6);
  } else {
    ASSERT_EQ(a, b);
  }
}

template <class Sample>
class FirDecimator : public ::testing::Test {};
template <class Sample>
class FirInterpolator : public ::testing::Test {};
using Samples = ::testing::Types<float, int8_t, int16_t, int32_t>;
TYPED_TEST_SUITE(FirDecimator, Samples, );
TYPED_TEST_SUITE(FirInterpolator, Samples, );

template <class Sample, size_t Factor>
void expect_every_nth_of_fir(size_t step) {
  const auto x = random_samples<Sample>(400, 1);
  fir<Sample, 50> filter{design};
  fir_decimator<Sample, 50, Factor, 20> decimator{design};
  std::vector<Sample> full(x.size()), kept = x;
  filter.process(all(x), all(full));
  size_t count = 0;
  for (size_t at = 0, length = 0; at < x.size(); at += length, length = (length + step) % 67) {
    if (length > x.size() - at) length = x.size() - at;
    const size_t expected = decimator.outputs(length);
    const size_t made = decimator.process(span<const Sample>(x.data() + at, length),
                                          span<Sample>(kept.data() + count, expected));
    ASSERT_EQ(made, expected);
    count += made;
  }
  ASSERT_EQ(count, (x.size() + Factor - 1) / Factor);
  for (size_t i = 0; i < count; ++i) expect_near(kept[i], full[Factor * i]);
}

TYPED_TEST(FirDecimator, KeepsEveryNthOutputWhateverTheBlocks) {
  expect_every_nth_of_fir<TypeParam, 1>(3);
  expect_every_nth_of_fir<TypeParam, 3>(1);
  expect_every_nth_of_fir<TypeParam, 4>(17);
  expect_every_nth_of_fir<TypeParam, 64>(23);
}

TYPED_TEST(FirDecimator, WorksInPlace) {
  const auto x = random_samples<TypeParam>(200, 2);
  fir_decimator<TypeParam, 50, 3> one{design}, two{design};
  std::vector<TypeParam> apart(67), place = x;
  ASSERT_EQ(one.process(all(x), all(apart)), 67u);
  ASSERT_EQ(two.process(span<const TypeParam>(place.data(), place.size()), all(place)), 67u);
  for (size_t i = 0; i < 67; ++i) ASSERT_EQ(apart[i], place[i]);
}

TYPED_TEST(FirDecimator, IsAsNewAfterReset) {
  const auto x = random_samples<TypeParam>(100, 3);
  fir_decimator<TypeParam, 50, 3> used{design}, fresh{design};
  std::vector<TypeParam> a(34), b(34);
  used.process(all(x), all(a));
  used.reset();
  used.process(all(x), all(a));
  fresh.process(all(x), all(b));
  EXPECT_EQ(a, b);
}

template <class Sample, size_t Factor>
void expect_fir_of_zeros_between() {
  const auto x = random_samples<Sample>(150, 4);
  fir<Sample, 50> filter{loud};
  fir_interpolator<Sample, 50, Factor, 20> interpolator{loud};
  std::vector<Sample> stuffed(Factor * x.size()), expected(stuffed.size()), made(stuffed.size());
  for (size_t i = 0; i < x.size(); ++i) stuffed[Factor * i] = x[i];
  filter.process(all(stuffed), all(expected));
  size_t at = 0;
  for (size_t length = 0; at < x.size(); at += length, length = (length + 7) % 31) {
    if (length > x.size() - at) length = x.size() - at;
    interpolator.process(span<const Sample>(x.data() + at, length),
                         span<Sample>(made.data() + Factor * at, Factor * length));
  }
  for (size_t i = 0; i < made.size(); ++i) expect_near(made[i], expected[i]);
}

TYPED_TEST(FirInterpolator, IsAFirBehindZerosBetweenTheSamples) {
  expect_fir_of_zeros_between<TypeParam, 1>();
  expect_fir_of_zeros_between<TypeParam, 2>();
  expect_fir_of_zeros_between<TypeParam, 4>();
  expect_fir_of_zeros_between<TypeParam, 7>();
}

TYPED_TEST(FirInterpolator, IsAsNewAfterReset) {
  const auto x = random_samples<TypeParam>(40, 5);
  fir_interpolator<TypeParam, 50, 3> used{loud}, fresh{loud};
  std::vector<TypeParam> a(120), b(120);
  used.process(all(x), all(a));
  used.reset();
  used.process(all(x), all(a));
  fresh.process(all(x), all(b));
  EXPECT_EQ(a, b);
}

/// Blocks of any length; every Down-th output of an interpolator by Up.
template <class Sample, size_t Up, size_t Down>
void expect_every_nth_of_an_interpolator() {
  const auto x = random_samples<Sample>(300, 6);
  fir_interpolator<Sample, 50, Up> interpolator{loud};
  fir_resampler<Sample, 50, Up, Down, 20> resampler{loud};
  std::vector<Sample> full(Up * x.size());
  interpolator.process(all(x), all(full));
  std::vector<Sample> made((full.size() + Down - 1) / Down);
  size_t count = 0;
  for (size_t at = 0, length = 0; at < x.size(); at += length, length = (length + 13) % 47) {
    if (length > x.size() - at) length = x.size() - at;
    const size_t expected = resampler.outputs(length);
    ASSERT_LE(count + expected, made.size());
    ASSERT_EQ(resampler.process(span<const Sample>(x.data() + at, length),
                                span<Sample>(made.data() + count, expected)),
              expected);
    count += expected;
  }
  ASSERT_EQ(count, made.size());
  for (size_t i = 0; i < count; ++i) expect_near(made[i], full[Down * i]);
}

template <class Sample>
class FirResampler : public ::testing::Test {};
TYPED_TEST_SUITE(FirResampler, Samples, );

TYPED_TEST(FirResampler, KeepsEveryNthOutputOfAnInterpolatorWhateverTheBlocks) {
  expect_every_nth_of_an_interpolator<TypeParam, 1, 1>();
  expect_every_nth_of_an_interpolator<TypeParam, 3, 2>();
  expect_every_nth_of_an_interpolator<TypeParam, 2, 7>();
  expect_every_nth_of_an_interpolator<TypeParam, 5, 4>();
}

/// As after a long time of x: the first outputs are those of all later ones, until x changes.
template <class Filter, class Sample>
void expect_no_jump(Filter filter, Filter settled, size_t outputs) {
  const std::vector<Sample> x(60, Sample{40});
  std::vector<Sample> a(outputs), b(outputs);
  settled.process(all(x), all(b));
  settled.process(all(x), all(b));  // every phase of the steady state, and whole periods of 60
  filter.reset(Sample{40});
  filter.process(all(x), all(a));
  for (size_t i = 0; i < outputs; ++i) expect_near(a[i], b[i]);
}
TYPED_TEST(FirResampler, StartsWithoutAJumpAfterResetToAValue) {
  using Sample = TypeParam;
  expect_no_jump<fir<Sample, 50>, Sample>(fir<Sample, 50>{design}, fir<Sample, 50>{design}, 60);
  expect_no_jump<fir_decimator<Sample, 50, 3>, Sample>(fir_decimator<Sample, 50, 3>{design},
                                                       fir_decimator<Sample, 50, 3>{design}, 20);
  expect_no_jump<fir_interpolator<Sample, 50, 3>, Sample>(
      fir_interpolator<Sample, 50, 3>{loud}, fir_interpolator<Sample, 50, 3>{loud}, 180);
  expect_no_jump<fir_resampler<Sample, 50, 3, 2>, Sample>(
      fir_resampler<Sample, 50, 3, 2>{loud}, fir_resampler<Sample, 50, 3, 2>{loud}, 90);
}

TYPED_TEST(FirResampler, IsAsNewAfterReset) {
  const auto x = random_samples<TypeParam>(41, 5);
  fir_resampler<TypeParam, 50, 3, 2> used{loud}, fresh{loud};
  std::vector<TypeParam> a(62), b(62);
  ASSERT_EQ(used.process(all(x), all(a)), 62u);
  used.reset();
  ASSERT_EQ(used.process(all(x), all(a)), 62u);
  fresh.process(all(x), all(b));
  EXPECT_EQ(a, b);
}

template <size_t Up, size_t Down, size_t N>
void expect_resample_poly(const array<double, N>& expected) {
  static constexpr auto taps = mote::resampling_design<Up, Down>();
  noise next{6};
  std::vector<float> x(200);
  for (float& v : x) v = static_cast<float>(next()) / 32768.0f;
  fir_resampler<float, taps.size(), Up, Down> filter{taps};
  std::vector<float> y(filter.outputs(x.size()));
  filter.process(all(x), all(y));
  constexpr size_t delay = mote::resampling_delay<Up, Down>;
  for (size_t i = 0; i < N; ++i) {
    EXPECT_NEAR(y[delay + i] * 32768.0f, expected[i], 0.05) << Up << "/" << Down << " " << i;
  }
}

TEST(FirResamplerOfFloat, EqualsResamplePoly) {
  expect_resample_poly<3, 2>(golden::poly_3_2);
  expect_resample_poly<160, 147>(golden::poly_160_147);
}

std::vector<float> golden_input() {
  noise next{5};
  std::vector<float> x(40);
  for (float& v : x) v = static_cast<float>(next()) / 32768.0f;
  return x;
}

TEST(FirDecimatorOfFloat, EqualsUpfirdn) {
  const std::vector<float> x = golden_input();
  fir_decimator<float, 23, 3> filter{golden::b};
  std::vector<float> y(14);
  ASSERT_EQ(filter.process(all(x), all(y)), 14u);
  for (size_t i = 0; i < 14; ++i) EXPECT_NEAR(y[i] * 32768.0f, golden::down_3[i], 0.01);
}

TEST(FirInterpolatorOfFloat, EqualsUpfirdn) {
  const std::vector<float> x = golden_input();
  array<double, 23> b = golden::b;
  for (double& tap : b) tap *= 4;
  fir_interpolator<float, 23, 4> filter{b};
  std::vector<float> y(160);
  filter.process(all(x), all(y));
  for (size_t i = 0; i < 160; ++i) EXPECT_NEAR(y[i] * 32768.0f, golden::up_4[i], 0.03);
}

#if MOTE_ON_DESKTOP
/// A minute at 16 kHz: noise, a sweep from 0 to 8 kHz, impulses.
std::vector<float> minute() {
  constexpr size_t part = 20 * 16000;
  std::vector<float> x;
  noise next{8};
  for (size_t i = 0; i < part; ++i) x.push_back(static_cast<float>(next()) / 32768.0f);
  for (size_t i = 0; i < part; ++i) {
    const double t = static_cast<double>(i) / static_cast<double>(part);
    x.push_back(static_cast<float>(sin(3.14159265358979 * t * t / 2 * static_cast<double>(part))));
  }
  for (size_t i = 0; i < part; ++i) x.push_back(i % 997 == 0 ? (i % 2 == 0 ? 1.0f : -1.0f) : 0.0f);
  return x;
}

/// scipy.signal.upfirdn in double: output i.
double upfirdn(const std::vector<float>& x, size_t up, size_t down, size_t i) {
  double sum = 0;
  for (size_t k = 0; k < 50 && k <= i * down; ++k) {
    if ((i * down - k) % up == 0) sum += design[k] * static_cast<double>(x[(i * down - k) / up]);
  }
  return sum;
}

TEST(FirDecimatorOfFloat, EqualsDoubleOverAMinute) {
  const std::vector<float> x = minute();
  std::vector<float> y(x.size() / 4);
  fir_decimator<float, 50, 4> filter{design};
  ASSERT_EQ(filter.process(all(x), all(y)), y.size());
  double worst = 0;
  for (size_t i = 0; i < y.size(); ++i) {
    worst = fmax(worst, fabs(static_cast<double>(y[i]) - upfirdn(x, 1, 4, i)));
  }
  EXPECT_LT(worst, 1e-6);
}

TEST(FirInterpolatorOfFloat, EqualsDoubleOverAMinute) {
  const std::vector<float> x = minute();
  std::vector<float> y(3 * x.size());
  fir_interpolator<float, 50, 3> filter{design};
  filter.process(all(x), all(y));
  double worst = 0;
  for (size_t i = 0; i < y.size(); ++i) {
    worst = fmax(worst, fabs(static_cast<double>(y[i]) - upfirdn(x, 3, 1, i)));
  }
  EXPECT_LT(worst, 1e-6);
}
#endif

}  // namespace
