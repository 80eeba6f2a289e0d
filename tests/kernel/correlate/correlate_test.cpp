#include "mote/kernel/correlate/correlate.hpp"

#include <gtest/gtest.h>
#include <stdint.h>

#include <limits>
#include <vector>

namespace {

using mote::size_t;
using mote::kernel::correlate;
using mote::kernel::every_nth;
using mote::kernel::no_rounding;
using mote::kernel::rounding;
using mote::kernel::rounding_by;

// Rounding: halves up, saturated, of sums that start at a half.
static_assert(rounding<int16_t>{15}.start<int32_t>() == 1 << 14);
static_assert(rounding<int16_t>{4}(int32_t{8 + 7}) == 0 && rounding<int16_t>{4}(int32_t{16}) == 1);
static_assert(rounding<int16_t>{4}(int64_t{-1}) == -1 && rounding<int16_t>{4}(int32_t{-16}) == -1);
static_assert(rounding<int16_t>{1}(int32_t{70000}) == 32767);
static_assert(rounding<int16_t>{15}(-(int64_t{1} << 40)) == -32768);
static_assert(rounding<int8_t>{8}(int32_t{-40000}) == -128 &&
              rounding<int8_t>{8}(int64_t{255}) == 0);
static_assert(rounding<int32_t>{31}(int64_t{1} << 62) == 2147483647);
static_assert(rounding<int32_t>{31}(-(int64_t{1} << 62)) == -2147483647 - 1);
static_assert(rounding<int32_t>{20}(-(int64_t{1} << 62)) == -2147483647 - 1);
static_assert(rounding<int32_t>{20}(int64_t{1} << 51) == 2147483647);
static_assert(rounding<int32_t>{20}((int64_t{1} << 51) - 1) == 2147483647);
static_assert(rounding<int32_t>{20}(-(int64_t{1} << 51)) == -2147483647 - 1);
static_assert(rounding<int16_t>{20}.halves(0xfff00000u, 0xffffffffu) == -1);
static_assert(rounding_by<int16_t, 4>{}(int32_t{32}) == 2);

template <class T>
T number(uint32_t& state) {
  state = state * 1664525u + 1013904223u;
  if constexpr (mote::traits::same<T, float>) {
    return static_cast<float>(static_cast<int32_t>(state)) / 2147483648.0f;
  } else {
    return static_cast<T>(static_cast<int32_t>(state) >> (32 - 8 * sizeof(T)));
  }
}

constexpr size_t most = 40;

/// Native against scalar, for every count, start and bits, and nothing is written elsewhere.
template <class Acc, class Out, size_t N, class T, class Round>
void expect_scalar(const T* taps, Round round, double bound) {
  uint32_t state = N;
  alignas(8) T x[most + N + 8];
  for (T& v : x) v = number<T>(state);
  for (size_t from = 0; from < 3; ++from) {
    for (size_t count = 0; count <= most; ++count) {
      std::vector<Out> native(2 * most + 2, Out{77}), scalar(2 * most + 2, Out{77});
      correlate<Acc, N>(x + from, taps, native.data(), count, round);
      correlate<Acc, N>(x + from, taps, scalar.data(), count, round, mote::target::scalar{});
      for (size_t i = 0; i < native.size(); ++i) ASSERT_NEAR(native[i], scalar[i], bound) << count;
      std::vector<Out> spread(2 * most + 2, Out{77});
      correlate<Acc, N>(x + from, taps, every_nth<Out, 2>{spread.data()}, count, round);
      for (size_t i = 0; i <= most; ++i) {
        ASSERT_NEAR(spread[2 * i], i < count ? scalar[i] : Out{77}, bound) << count;
        ASSERT_EQ(spread[2 * i + 1], Out{77});
      }
    }
  }
}

template <size_t N>
void expect_scalar_of_int16() {
  uint32_t state = 9;
  alignas(8) int16_t small[N], large[N];
  for (size_t i = 0; i < N; ++i) {
    small[i] = static_cast<int16_t>(number<int16_t>(state) / static_cast<int16_t>(N));
    large[i] = number<int16_t>(state);
  }
  expect_scalar<int32_t, int16_t, N>(small, rounding<int16_t>{15}, 0);
  expect_scalar<int32_t, int8_t, N>(small, rounding<int8_t>{9}, 0);
  expect_scalar<int64_t, int16_t, N>(large, rounding<int16_t>{18}, 0);
  expect_scalar<int64_t, int16_t, N>(large, rounding_by<int16_t, 14>{}, 0);
}

TEST(Correlate, OfNativeEqualsScalarOnInt16) {
  expect_scalar_of_int16<8>();
  expect_scalar_of_int16<16>();
  expect_scalar_of_int16<24>();
  expect_scalar_of_int16<48>();
}

TEST(Correlate, OfNativeEqualsScalarOnInt32) {
  uint32_t state = 3;
  int32_t taps[12];
  for (int32_t& tap : taps) tap = number<int32_t>(state) / 16;
  expect_scalar<int64_t, int32_t, 12>(taps, rounding<int32_t>{29}, 0);
}

TEST(Correlate, OfNativeIsNearScalarOnFloat) {
  uint32_t state = 4;
  float taps[35];
  for (float& tap : taps) tap = number<float>(state);
  expect_scalar<float, float, 1>(taps, no_rounding{}, 1e-6);
  expect_scalar<float, float, 7>(taps, no_rounding{}, 2e-6);
  expect_scalar<float, float, 32>(taps, no_rounding{}, 5e-6);
  expect_scalar<float, float, 35>(taps, no_rounding{}, 5e-6);
}

TEST(Correlate, HoldsTheLargestSums) {
  // The largest that 32 bits may hold: sum |tap| * 32768 + half just below 2^31.
  alignas(8) int16_t taps[8] = {32767, -32767};
  alignas(8) int16_t x[12];
  for (int i = 0; i < 12; ++i)
    x[i] = i % 2 == 0 ? std::numeric_limits<int16_t>::min() : int16_t{32767};
  int16_t y[4];
  correlate<int32_t, 8>(x, taps, y, 4, rounding<int16_t>{15});
  EXPECT_EQ(y[0], -32768);
  EXPECT_EQ(y[1], 32767);
  // And in 64 bits.
  for (int16_t& tap : taps) tap = std::numeric_limits<int16_t>::min();
  for (int16_t& v : x) v = std::numeric_limits<int16_t>::min();
  correlate<int64_t, 8>(x, taps, y, 4, rounding<int16_t>{19});
  EXPECT_EQ(y[3], 16384);
}

}  // namespace
