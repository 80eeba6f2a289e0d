#include "mote/transform/window.hpp"

#include <gtest/gtest.h>

#include <math.h>
#include <stddef.h>
#include <stdint.h>

#include "data/signal.hpp"
#include "data/transform/windows.hpp"

namespace {

using mote::array;
using mote::window;
using mote::window_ends;
using mote::window_shape;
namespace windows = mote::windows;

template <class Sample, size_t N>
using symmetric = window<Sample, N, window_ends::symmetric>;

// Exactly half a table, in flash, as long as compilers allow.
static_assert(sizeof(window<int16_t, 512>) == 257 * 2);
static_assert(sizeof(window<float, 13>) == 7 * 4);
static_assert(sizeof(symmetric<int16_t, 512>) == 256 * 2);
static_assert(sizeof(symmetric<float, 13>) == 7 * 4);
constexpr window<int32_t, 8192> longest{windows::flat_top};
constexpr window<int16_t, 8192> longest_kaiser{windows::kaiser(80)};
static_assert(longest[4096] == 2147483647 && longest_kaiser[4096] == 32767);
static_assert(window<int16_t, 4>{windows::hann}[1] == 16384);
static_assert(window<int16_t, 4>{windows::hann}[2] == 32767, "1.0 is the largest value");
static_assert(window<int16_t, 1>{windows::hann}[0] == 32767);
static_assert(symmetric<float, 1>{windows::blackman}[0] == 1.0f);

/// Table and golden agree: the golden in double to 1e-12, each table to half a step of its type.
template <size_t N>
void expect_golden(const window_shape& shape, const double (&periodic)[N],
                   const double (&ends)[N]) {
  const window<float, N> floats{shape};
  const window<int16_t, N> shorts{shape};
  const window<int32_t, N> longs{shape};
  const symmetric<float, N> floats_2{shape};
  const symmetric<int16_t, N> shorts_2{shape};
  const symmetric<int32_t, N> longs_2{shape};
  for (size_t i = 0; i < N; ++i) {
    EXPECT_NEAR(shape.periodic(i, N), periodic[i], 1e-12);
    EXPECT_NEAR(shape.symmetric(i, N), ends[i], 1e-12);
    EXPECT_NEAR(static_cast<double>(floats[i]), periodic[i], 3.0e-8);
    EXPECT_NEAR(static_cast<double>(floats_2[i]), ends[i], 3.0e-8);
    EXPECT_NEAR(shorts[i], fmin(periodic[i] * 32768, 32767), 0.5 + 1e-7);
    EXPECT_NEAR(shorts_2[i], fmin(ends[i] * 32768, 32767), 0.5 + 1e-7);
    EXPECT_NEAR(longs[i], fmin(periodic[i] * 2147483648.0, 2147483647.0), 0.5 + 2e-3);
    EXPECT_NEAR(longs_2[i], fmin(ends[i] * 2147483648.0, 2147483647.0), 0.5 + 2e-3);
  }
}

#define EXPECT_GOLDEN(shape, name)                                               \
  expect_golden(shape, golden::name##_periodic_12, golden::name##_symmetric_12); \
  expect_golden(shape, golden::name##_periodic_13, golden::name##_symmetric_13)

TEST(Window, EqualsScipy) {
  EXPECT_GOLDEN(windows::rectangular, rectangular);
  EXPECT_GOLDEN(windows::hann, hann);
  EXPECT_GOLDEN(windows::hamming, hamming);
  EXPECT_GOLDEN(windows::blackman, blackman);
  EXPECT_GOLDEN(windows::blackman_harris, blackman_harris);
  EXPECT_GOLDEN(windows::flat_top, flat_top);
  EXPECT_GOLDEN(windows::kaiser(5), kaiser_5);
  EXPECT_GOLDEN(windows::kaiser(14), kaiser_14);
}

TEST(Window, IsTheCurveAtEveryPointOfALongTable) {
  for (size_t i = 0; i < 8192; i += 61) {
    const double height = windows::flat_top.periodic(i, 8192) * 2147483648.0;
    EXPECT_NEAR(longest[i], fmin(height, 2147483647.0), 0.5 + 1e-4);
  }
}

template <class Sample>
class WindowOf : public ::testing::Test {};
using Samples = ::testing::Types<float, int16_t, int32_t>;
TYPED_TEST_SUITE(WindowOf, Samples, );

/// x * w in exact arithmetic, rounded as the type does.
double expected(float x, float w) { return static_cast<double>(x * w); }
double expected(int16_t x, int16_t w) { return floor(x * static_cast<double>(w) / 32768 + 0.5); }
double expected(int32_t x, int32_t w) {
  const int64_t product = static_cast<int64_t>(x) * w;
  return static_cast<double>((product + (int64_t{1} << 30)) >> 31);
}

template <class Sample, size_t N, window_ends Ends>
void expect_products() {
  static constexpr window<Sample, N, Ends> taper{windows::flat_top};
  array<Sample, N> in{};
  mote_test::signal next;
  for (Sample& x : in) {
    x = static_cast<Sample>(next());
    if constexpr (sizeof(Sample) == 4 && mote::numeric<Sample>::fraction_bits > 0) x *= 65535;
  }
  if (N > 3) in[3] = mote::numeric<Sample>::highest;
  in[N / 2] = mote::numeric<Sample>::lowest;  // meets the largest weight
  array<Sample, N> out{};
  taper.process(in, out);
  for (size_t i = 0; i < N; ++i) {
    EXPECT_EQ(static_cast<double>(out[i]), expected(in[i], taper[i])) << N << " " << i;
  }
  taper.process(in, in);
  EXPECT_EQ(in, out) << "in place";
}

TYPED_TEST(WindowOf, MultipliesEverySampleByItsWeight) {
  expect_products<TypeParam, 1, window_ends::periodic>();
  expect_products<TypeParam, 1, window_ends::symmetric>();
  expect_products<TypeParam, 2, window_ends::periodic>();
  expect_products<TypeParam, 2, window_ends::symmetric>();
  expect_products<TypeParam, 17, window_ends::periodic>();
  expect_products<TypeParam, 17, window_ends::symmetric>();
  expect_products<TypeParam, 64, window_ends::periodic>();
  expect_products<TypeParam, 64, window_ends::symmetric>();
}

TEST(Window, NeverWrapsAtTheEnds) {
  static constexpr window<int16_t, 8> flat{windows::rectangular};
  array<int16_t, 8> in{-32768, -32768, 32767, 32767, -32768, 1, -1, 0};
  flat.process(in, in);
  EXPECT_EQ(in, (array<int16_t, 8>{-32767, -32767, 32766, 32766, -32767, 1, -1, 0}));
}

}  // namespace
