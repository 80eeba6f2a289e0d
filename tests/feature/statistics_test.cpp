#include "mote/feature/statistics.hpp"

#include <gtest/gtest.h>
#include <math.h>
#include <stdint.h>

#include <limits>
#include <vector>

namespace {

using mote::span;
using mote::statistics;

constexpr int16_t few[5] = {1, -2, 3, -4, 5};
constexpr statistics<int16_t> of_few() {
  statistics<int16_t> all;
  all.add(few);
  return all;
}
static_assert(of_few().sum() == 3 && of_few().sum_of_squares() == 55 && of_few().count() == 5);
static_assert(of_few().mean_rounded() == 1);
static_assert(sizeof(statistics<int16_t>) <= 32 && sizeof(statistics<float>) == 20);

struct noise {
  uint32_t state;
  int32_t operator()() {
    state = state * 1664525u + 1013904223u;
    return static_cast<int32_t>(state);
  }
};

/// numpy's mean, var and the root of the mean square, in double.
struct reference {
  double mean = 0, variance = 0, rms = 0;
};
template <class Sample>
reference exact(const std::vector<Sample>& x) {
  reference r;
  const double n = static_cast<double>(x.size());
  for (const Sample v : x) r.mean += static_cast<double>(v);
  r.mean /= n;
  for (const Sample v : x) {
    const double d = static_cast<double>(v) - r.mean;
    r.variance += d * d / n;
    r.rms += static_cast<double>(v) * static_cast<double>(v) / n;
  }
  r.rms = sqrt(r.rms);
  return r;
}

template <class Sample>
void expect_exact(const std::vector<Sample>& x, double bound) {
  const reference expected = exact(x);
  statistics<Sample> all;
  // In blocks of several lengths.
  mote::size_t at = 0;
  for (mote::size_t length = 1; at < x.size(); length = length * 5 % 1009 + 1) {
    const mote::size_t count = length < x.size() - at ? length : x.size() - at;
    all.add(span<const Sample>(x.data() + at, count));
    at += count;
  }
  ASSERT_EQ(all.count(), x.size());
  const double deviation = sqrt(expected.variance);
  EXPECT_NEAR(all.mean(), expected.mean, bound * (fabs(expected.mean) + deviation));
  EXPECT_NEAR(all.variance(), expected.variance, bound * expected.variance);
  EXPECT_NEAR(all.deviation(), deviation, bound * deviation);
  EXPECT_NEAR(all.rms(), expected.rms, bound * expected.rms);
  const double n = static_cast<double>(x.size());
  EXPECT_NEAR(all.variance(1), expected.variance * n / (n - 1), bound * expected.variance * 2);
}

template <class Sample>
class Statistics : public ::testing::Test {};
using Samples = ::testing::Types<float, int8_t, int16_t, int32_t>;
TYPED_TEST_SUITE(Statistics, Samples, );

template <class Sample>
Sample sample_of(int32_t v) {
  if constexpr (mote::traits::same<Sample, float>) return static_cast<float>(v) / 2147483648.0f;
  return static_cast<Sample>(v / (1 << (32 - 8 * static_cast<int>(sizeof(Sample)))));
}

TYPED_TEST(Statistics, EqualsDoubleOnNoise) {
  noise next{1};
  for (const int count : {2, 3, 17, 4000}) {
    std::vector<TypeParam> x;
    for (int i = 0; i < count; ++i) x.push_back(sample_of<TypeParam>(next()));
    expect_exact(x, 1e-6);
  }
}

TYPED_TEST(Statistics, LosesNothingBesideALargeMean) {
  noise next{2};
  const bool real = mote::traits::same<TypeParam, float>;
  for (const int sign : {1, -1}) {
    std::vector<TypeParam> x;
    for (int i = 0; i < 3000; ++i) {
      const int32_t wide = sizeof(TypeParam) == 4 && !real ? 2000000000 : 100;
      x.push_back(static_cast<TypeParam>(
          static_cast<TypeParam>(sign * wide) +
          (real ? static_cast<TypeParam>(static_cast<double>(next()) / 2147483648.0)
                : static_cast<TypeParam>((next() >> 16) % 3))));
    }
    expect_exact(x, real ? 1e-5 : 1e-6);
  }
}

TYPED_TEST(Statistics, OfAConstantHasNoVariance) {
  const TypeParam value = sample_of<TypeParam>(-1234567890);
  statistics<TypeParam> all;
  for (int i = 0; i < 300; ++i) all.add(value);
  EXPECT_NEAR(all.variance(), 0, 1e-12);
  EXPECT_FLOAT_EQ(all.mean(), static_cast<float>(value));
  EXPECT_FLOAT_EQ(all.rms(), fabsf(static_cast<float>(value)));
}

TYPED_TEST(Statistics, IsAsNewAfterReset) {
  statistics<TypeParam> used, fresh;
  for (int i = 0; i < 50; ++i) used.add(static_cast<TypeParam>(3 * i % 100));
  used.reset();
  EXPECT_EQ(used.count(), 0u);
  for (int i = 0; i < 10; ++i) {
    used.add(static_cast<TypeParam>(i));
    fresh.add(static_cast<TypeParam>(i));
  }
  EXPECT_EQ(used.mean(), fresh.mean());
  EXPECT_EQ(used.variance(), fresh.variance());
}

// --- Long runs of float: what one addition loses is not lost for ever. ---
TEST(StatisticsOfFloat, OfMillionsOfSamplesOneByOne) {
  statistics<float> all;
  for (const float level : {20.0f, 21.0f}) {
    for (int i = 0; i < 2000000; ++i) all.add(level);
  }
  EXPECT_NEAR(all.mean(), 20.5f, 20.5e-6f);
  EXPECT_NEAR(all.deviation(), 0.5f, 0.5e-5f);
}

TEST(StatisticsOfFloat, OfMillionsOfSamplesInBlocks) {
  float block[128];
  for (int i = 0; i < 128; ++i) block[i] = i % 2 == 0 ? 0.7f : -0.7f;
  statistics<float> all;
  for (int i = 0; i < 4000000 / 128; ++i) all.add(block);
  EXPECT_NEAR(all.mean(), 0, 0.7e-6f);
  EXPECT_NEAR(all.variance(), 0.49f, 0.49e-5f);
}

TEST(StatisticsOfFloat, FollowsAMeanThatDriftsSlowly) {
  statistics<float> all;
  const int count = 1 << 21;
  double sum = 0, squares = 0;
  for (int i = 0; i < count; ++i) {
    const float x = 1000.0f + static_cast<float>(i) * 0x1p-17f;  // to 1016, in steps of float
    all.add(x);
    const double d = static_cast<double>(x) - 1008;
    sum += d;
    squares += d * d;
  }
  const double mean = sum / count;
  EXPECT_NEAR(static_cast<double>(all.mean()), 1008 + mean, 1e-6 * 1008);
  const double variance = squares / count - mean * mean;
  EXPECT_NEAR(static_cast<double>(all.variance()), variance, 1e-5 * variance);
}

template <class Integer>
class StatisticsOfIntegers : public ::testing::Test {};
using Integers = ::testing::Types<int8_t, int16_t, int32_t>;
TYPED_TEST_SUITE(StatisticsOfIntegers, Integers, );

TYPED_TEST(StatisticsOfIntegers, HoldTheLargestOfAllSamples) {
  const TypeParam low = std::numeric_limits<TypeParam>::min();
  const TypeParam high = std::numeric_limits<TypeParam>::max();
  std::vector<TypeParam> x(9000, low);
  expect_exact(std::vector<TypeParam>{low, low, high, high, low, high}, 1e-6);
  statistics<TypeParam> all;
  for (int i = 0; i < 20; ++i) all.add(span<const TypeParam>(x.data(), x.size()));
  EXPECT_EQ(all.sum(), int64_t{180000} * low);
  EXPECT_EQ(all.variance(), 0.0f);
  EXPECT_EQ(all.rms(), -static_cast<float>(low));
  EXPECT_EQ(all.mean_rounded(), low);
}

TYPED_TEST(StatisticsOfIntegers, RoundTheMeanHalvesUp) {
  const auto rounded = [](std::vector<TypeParam> x) {
    statistics<TypeParam> all;
    for (const TypeParam v : x) all.add(v);
    return static_cast<int>(all.mean_rounded());
  };
  EXPECT_EQ(rounded({1, 2}), 2);
  EXPECT_EQ(rounded({-1, -2}), -1);
  EXPECT_EQ(rounded({-1, -1, -2}), -1);
  EXPECT_EQ(rounded({-1, -2, -2}), -2);
  EXPECT_EQ(rounded({0, 0, 1}), 0);
  EXPECT_EQ(rounded({7}), 7);
}

template <class Sample>
class StatisticsWithoutSign : public ::testing::Test {};
using Unsigned = ::testing::Types<uint8_t, uint16_t>;
TYPED_TEST_SUITE(StatisticsWithoutSign, Unsigned, );

TYPED_TEST(StatisticsWithoutSign, AreThoseOfTheNumbers) {
  noise next{20261128};
  constexpr int top = std::numeric_limits<TypeParam>::max();
  for (const int spread : {0, 1, 5, top}) {
    for (const size_t size : {1u, 3u, 64u, 70000u}) {
      std::vector<TypeParam> x(size);
      for (TypeParam& v : x) {
        v = static_cast<TypeParam>(top - static_cast<int>(static_cast<uint32_t>(next()) >> 8) %
                                             (spread + 1));
      }
      statistics<TypeParam> all;
      all.add({x.data(), size});
      const reference r = exact(x);
      EXPECT_NEAR(all.mean(), r.mean, 1e-6 * r.mean);
      EXPECT_NEAR(all.variance(), r.variance, 1e-6 * r.variance + 1e-7);
      EXPECT_NEAR(all.rms(), r.rms, 1e-6 * r.rms);
      EXPECT_EQ(all.mean_rounded(), static_cast<TypeParam>(floor(r.mean + 0.5)));
    }
  }
}

#if defined(__x86_64__) && defined(__OPTIMIZE__)
/// As many samples as can be counted, then one more: 0.2 s here, minutes in an emulator.
TEST(Statistics, CountsAsFarAsItSaysAndStopsThere) {
  const std::vector<int8_t> block(1 << 20, -3);
  statistics<int8_t> all;
  for (int i = 0; i < 1024; ++i) all.add(span<const int8_t>{block.data(), block.size()});
  EXPECT_EQ(all.count(), uint32_t{1} << 30);
  EXPECT_EQ(all.mean(), -3.0f);
  EXPECT_EQ(all.variance(), 0.0f);
#if MOTE_CHECKED && GTEST_HAS_DEATH_TEST
  EXPECT_DEATH(all.add(int8_t{1}), "statistics takes 2.30 samples");
#endif
}
#endif

TEST(StatisticsOfFloat, HoldsSquaresOfTheSizesThatItNames) {
  statistics<float> all;
  constexpr float size = 3.1e17f;
  for (int i = 0; i < 1000; ++i) all.add(i % 2 == 0 ? size : -size);
  EXPECT_NEAR(static_cast<double>(all.mean() / size), 0, 1e-6);
  EXPECT_NEAR(static_cast<double>(all.deviation() / size), 1, 1e-5);
  EXPECT_NEAR(static_cast<double>(all.rms() / size), 1, 1e-5);
}

}  // namespace
