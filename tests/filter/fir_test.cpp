#include "mote/filter/fir.hpp"

#include <gtest/gtest.h>
#include <math.h>
#include <stdint.h>

#include <limits>
#include <vector>

#include "data/fir/filtered.hpp"
#include "mote/design/fir_design.hpp"

namespace {

using mote::array;
using mote::fir;
using mote::fir_taps;
using mote::quantize;
using mote::size_t;
using mote::span;

constexpr array<double, 64> lowpass = mote::fir_lowpass<64>(0.2, 2);
constexpr array<double, 37> bandpass = mote::fir_bandpass<37>(300, 3400, 16000);
constexpr array<double, 5> steep{{-1.5, 3.25, -3.5, 3.25, -1.5}};  // sums beyond 32 bits
constexpr array<double, 3> uneven{{0.5, 0.25, -0.125}};
constexpr array<double, 1> half{{0.5}};

// What holds at compile time.
static_assert(quantize<int16_t>(lowpass).bits == 15 && quantize<int16_t>(lowpass).narrow);
static_assert(quantize<int16_t>(steep).bits == 13 && !quantize<int16_t>(steep).narrow);
static_assert(quantize<int16_t>(lowpass, 17).bits == 17 && !quantize<int16_t>(lowpass, 17).narrow);
static_assert(quantize<int8_t>(steep).bits == 13 && quantize<int8_t>(steep).narrow);
static_assert(quantize<int32_t>(half).bits == 31);
static_assert(quantize<int32_t>(steep).bits == 28, "the sum of |b| is 13");
static_assert(quantize<float>(uneven).real(2) == -0.125);
static_assert(quantize<int16_t>(uneven).real(1) == 0.25);
static_assert(sizeof(fir<int16_t, 64, 64>) <= 64 * 2 + 128 * 2 + 24);

template <class Sample>
constexpr Sample third_of_impulse(Sample one) {
  fir<Sample, 3, 2> filter{uneven};
  filter(one);
  filter(Sample{});
  return filter(Sample{});
}
static_assert(third_of_impulse<float>(1) == -0.125f);
static_assert(third_of_impulse<int8_t>(64) == -8);
static_assert(third_of_impulse<int16_t>(1 << 14) == -(1 << 11));
static_assert(third_of_impulse<int32_t>(1 << 30) == -(1 << 27));

constexpr auto whole = mote::make_fir_taps<int16_t>(array<int16_t, 3>{{16384, 8192, -4096}}, 15);
static_assert(whole.taps == quantize<int16_t>(uneven).taps && whole.narrow);
static_assert(whole.real(0) == 0.5 && whole.real(2) == -0.125);
static_assert(!mote::make_fir_taps<int16_t>(array<int16_t, 3>{{32767, 32767, 2}}, 14).narrow);
static_assert(mote::make_fir_taps<int16_t>(array<int16_t, 2>{{32767, 32767}}, 14).narrow);
static_assert(mote::make_fir_taps<float>(array<float, 1>{{0.25f}}).real(0) == 0.25);

struct noise {
  uint32_t state;
  int32_t operator()() {
    state = state * 1664525u + 1013904223u;
    return static_cast<int32_t>(state >> 16) - 32768;
  }
};

template <class Sample>
Sample sample_of(int32_t v, int32_t low) {
  if constexpr (mote::traits::same<Sample, float>) {
    return static_cast<float>(v) / 32768.0f;
  } else if constexpr (sizeof(Sample) == 4) {
    return v * 65536 + (low & 0xffff);
  } else {
    return static_cast<Sample>(v >> (16 - 8 * static_cast<int>(sizeof(Sample))));
  }
}

template <class Sample>
std::vector<Sample> random_samples(size_t count, uint32_t seed) {
  noise next{seed};
  std::vector<Sample> x(count);
  for (Sample& v : x) {
    const int32_t value = next();
    v = sample_of<Sample>(value, next());
  }
  return x;
}

/// The exact sum of integer products in 128 bits, or of float products in double.
template <class Sample, size_t N>
Sample exact(const fir_taps<Sample, N>& taps, const std::vector<Sample>& x, size_t at) {
  if constexpr (mote::traits::same<Sample, float>) {
    double sum = 0;
    for (size_t k = 0; k < N && k <= at; ++k) sum += taps.real(k) * static_cast<double>(x[at - k]);
    return static_cast<float>(sum);
  } else {
    // High and low halves apart, as no type of every machine holds 2^63 * N.
    int64_t high = 0, low = 0;
    for (size_t k = 0; k < N && k <= at; ++k) {
      const int64_t product =
          int64_t{taps.taps[fir_taps<Sample, N>::padded - 1 - k]} * int64_t{x[at - k]};
      high += product >> 32;
      low += product & 0xffffffff;
    }
    low += taps.bits > 32 ? 0 : int64_t{1} << (taps.bits - 1);
    high += low >> 32;
    low &= 0xffffffff;
    const int64_t sum = taps.bits >= 32
                            ? high >> (taps.bits - 32)
                            : high * (int64_t{1} << (32 - taps.bits)) + (low >> taps.bits);
    const int64_t top = std::numeric_limits<Sample>::max(), bottom = -top - 1;
    return static_cast<Sample>(sum > top ? top : sum < bottom ? bottom : sum);
  }
}

template <class Sample>
void expect_near(Sample y, Sample expected, double bound) {
  if constexpr (mote::traits::same<Sample, float>) {
    ASSERT_NEAR(y, expected, bound);
  } else {
    ASSERT_EQ(y, expected);
  }
}

template <class Sample>
class Fir : public ::testing::Test {};
using Samples = ::testing::Types<float, int8_t, int16_t, int32_t>;
TYPED_TEST_SUITE(Fir, Samples, );

template <class Sample, size_t Block, size_t N>
void expect_exact(const array<double, N>& design, const std::vector<Sample>& x, double bound) {
  const auto taps = quantize<Sample>(design);
  fir<Sample, N, Block> filter{taps};
  std::vector<Sample> y(x.size());
  filter.process(span<const Sample>(x.data(), x.size()), span<Sample>(y.data(), y.size()));
  for (size_t i = 0; i < x.size(); ++i) expect_near(y[i], exact(taps, x, i), bound);
}

TYPED_TEST(Fir, IsTheExactSumRoundedOnce) {
  const auto x = random_samples<TypeParam>(300, 1);
  expect_exact<TypeParam, 64>(lowpass, x, 1e-6);
  expect_exact<TypeParam, 16>(bandpass, x, 1e-6);
  expect_exact<TypeParam, 7>(steep, x, 4e-6);
  expect_exact<TypeParam, 1>(uneven, x, 1e-6);
  expect_exact<TypeParam, 32>(half, x, 1e-6);
}

TYPED_TEST(Fir, SaturatesAndNeverWraps) {
  // Full scale with the signs of the taps, which is the largest sum there is, and its negative.
  std::vector<TypeParam> x;
  const TypeParam top =
      mote::traits::same<TypeParam, float> ? TypeParam(1) : std::numeric_limits<TypeParam>::max();
  const TypeParam bottom = static_cast<TypeParam>(
      mote::traits::same<TypeParam, float> ? TypeParam(-1) : std::numeric_limits<TypeParam>::min());
  for (int sign = 1; sign >= -1; sign -= 2) {
    for (size_t k = 5; k-- > 0;) x.push_back(steep[k] * sign > 0 ? top : bottom);
    for (size_t k = 64; k-- > 0;) x.push_back(lowpass[k] * sign > 0 ? top : bottom);
  }
  expect_exact<TypeParam, 8>(steep, x, 4e-6);
  expect_exact<TypeParam, 8>(lowpass, x, 1e-6);
}

TYPED_TEST(Fir, GivesTheSameBySampleAndByBlocksOfAnyLength) {
  const auto x = random_samples<TypeParam>(500, 2);
  fir<TypeParam, 37, 20> one{bandpass}, blocks{bandpass};
  std::vector<TypeParam> by_block = x;
  size_t at = 0;
  for (size_t length = 0; at < x.size(); length = length * 3 % 71 + 1) {
    const size_t count = length < x.size() - at ? length : x.size() - at;
    const span<TypeParam> block(by_block.data() + at, count);
    blocks.process(block, block);  // in place
    at += count;
  }
  for (size_t i = 0; i < x.size(); ++i) expect_near(one(x[i]), by_block[i], 1e-6);
}

constexpr auto fixed_design = bandpass;
TYPED_TEST(Fir, WithConstantTapsGivesTheSame) {
  static constexpr auto fine = quantize<TypeParam>(bandpass, 18);
  const auto x = random_samples<TypeParam>(200, 3);
  fir<TypeParam, 37> filter{bandpass}, fine_filter{fine};
  mote::fixed_fir<fixed_design, TypeParam> fixed;
  mote::fixed_fir<fine, TypeParam> fixed_fine;
  std::vector<TypeParam> y(x.size()), same(x.size()), y_fine(x.size()), same_fine(x.size());
  const span<const TypeParam> in(x.data(), x.size());
  filter.process(in, span<TypeParam>(y.data(), y.size()));
  fixed.process(in, span<TypeParam>(same.data(), same.size()));
  fine_filter.process(in, span<TypeParam>(y_fine.data(), y.size()));
  fixed_fine.process(in, span<TypeParam>(same_fine.data(), same.size()));
  EXPECT_EQ(y, same);
  EXPECT_EQ(y_fine, same_fine);
}

TYPED_TEST(Fir, IsAsNewAfterReset) {
  const auto x = random_samples<TypeParam>(90, 4);
  fir<TypeParam, 37> filter{bandpass}, fresh{bandpass};
  for (const TypeParam v : x) filter(v);
  filter.reset();
  for (const TypeParam v : x) ASSERT_EQ(filter(v), fresh(v));
}

TYPED_TEST(Fir, TakesOtherTapsAndKeepsItsPast) {
  const auto x = random_samples<TypeParam>(30, 5);
  const array<double, 3> second{{0, 0, 0.5}};
  fir<TypeParam, 3> filter{uneven};
  for (const TypeParam v : x) filter(v);
  filter.set_taps(quantize<TypeParam>(second));
  EXPECT_EQ(filter.taps().real(2), 0.5);
  std::vector<TypeParam> all = x;
  for (int i = 0; i < 4; ++i) {
    all.push_back(x[static_cast<size_t>(i)]);
    ASSERT_EQ(filter(all.back()), exact(filter.taps(), all, all.size() - 1));
  }
}

TEST(FirOfFloat, IsLinear) {
  const auto a = random_samples<float>(100, 6), b = random_samples<float>(100, 7);
  fir<float, 64> of_a{lowpass}, of_b{lowpass}, of_both{lowpass};
  for (size_t i = 0; i < a.size(); ++i) {
    ASSERT_NEAR(of_both(2 * a[i] - b[i]), 2 * of_a(a[i]) - of_b(b[i]), 2e-6);
  }
}

TEST(FirOfFloat, EqualsLfilter) {
  namespace golden = goldens::filtered;
  noise next{5};
  fir<float, 23, 8> filter{golden::b};
  for (const double expected : golden::lfilter) {
    ASSERT_NEAR(filter(static_cast<float>(next()) / 32768.0f) * 32768.0f, expected, 0.01);
  }
}

TEST(FirOfInt16, OfFineTapsIsCloserToTheDesign) {
  const array<double, 201> narrow_band = mote::fir_bandpass<201>(400, 600, 16000);
  double coarse = 0, fine = 0;
  const auto plain = quantize<int16_t>(narrow_band), finest = quantize<int16_t>(narrow_band, 20);
  EXPECT_EQ(finest.bits, 20);
  for (size_t i = 0; i < 201; ++i) {
    coarse += fabs(plain.real(i) - narrow_band[i]);
    fine += fabs(finest.real(i) - narrow_band[i]);
  }
  EXPECT_LT(fine, coarse / 12);
}

#if MOTE_ON_DESKTOP
/// A minute at 16 kHz: noise, a sweep from 0 to 8 kHz, impulses.
TEST(FirOfFloat, EqualsDoubleOverAMinute) {
  constexpr size_t part = 20 * 16000;
  std::vector<float> x;
  noise next{8};
  for (size_t i = 0; i < part; ++i) x.push_back(static_cast<float>(next()) / 32768.0f);
  for (size_t i = 0; i < part; ++i) {
    const double t = static_cast<double>(i) / static_cast<double>(part);
    x.push_back(static_cast<float>(sin(3.14159265358979 * t * t / 2 * static_cast<double>(part))));
  }
  for (size_t i = 0; i < part; ++i) x.push_back(i % 997 == 0 ? (i % 2 == 0 ? 1.0f : -1.0f) : 0.0f);
  fir<float, 64> filter{lowpass};
  std::vector<float> y(x.size());
  filter.process(span<const float>(x.data(), x.size()), span<float>(y.data(), y.size()));
  double worst = 0;
  for (size_t i = 0; i < x.size(); ++i) {
    double sum = 0;
    for (size_t k = 0; k < 64 && k <= i; ++k) sum += lowpass[k] * static_cast<double>(x[i - k]);
    worst = fmax(worst, fabs(static_cast<double>(y[i]) - sum));
  }
  EXPECT_LT(worst, 1e-6);
}
#endif

}  // namespace
