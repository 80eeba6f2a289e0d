#include "mote/core/scaled.hpp"

#include <gtest/gtest.h>

#include <stddef.h>
#include <stdint.h>

#include <array>

#include "mote/core/array.hpp"

namespace {

using mote::array;
using mote::complex;
using mote::scaled;
using mote::span;
using mote::traits::same;

static_assert(sizeof(scaled<float, 8>) == sizeof(float*),
              "an exponent that is always 0 is not kept");
static_assert(sizeof(scaled<complex<float>, 8>) == sizeof(float*));
static_assert(sizeof(scaled<int16_t, 8>) <= 2 * sizeof(int16_t*));
static_assert(scaled<int16_t, 8>::size() == 8 && scaled<const float, 5>::size() == 5);
static_assert(scaled<const float, 5>::exponent() == 0);

constexpr array<int16_t, 4> constants{1, -2, 3, -4};
static_assert(scaled(constants, -7).exponent() == -7 && scaled(constants, -7)[3] == -4);

TEST(Scaled, ReadsAndWritesTheArrayThatItWasGiven) {
  array<int32_t, 3> x{1, 2, 3};
  const scaled block(x, 5);
  static_assert(same<decltype(block), const scaled<int32_t, 3>>);
  EXPECT_EQ(block.exponent(), 5);
  block[1] = 20;
  block.values()[2] = 30;
  EXPECT_EQ(x, (array<int32_t, 3>{1, 20, 30}));
  EXPECT_EQ(block.values().data(), x.data());
}

TEST(Scaled, IsDeducedFromEveryArrayOfKnownLength) {
  int16_t raw[4] = {};
  static_assert(same<decltype(scaled(raw, 1)), scaled<int16_t, 4>>);
  static_assert(same<decltype(scaled(constants, 1)), scaled<const int16_t, 4>>);
  std::array<int8_t, 2> standard{};
  static_assert(same<decltype(scaled(standard, 1)), scaled<int8_t, 2>>);
  static_assert(same<decltype(scaled(span<int16_t, 4>{raw}, 1)), scaled<int16_t, 4>>);
  EXPECT_EQ(scaled(raw, 1).exponent() + scaled(standard, 2).exponent(), 3);
}

TEST(Scaled, ThatOnlyReadsComesFromOneThatWrites) {
  array<complex<int16_t>, 2> x{{{1, 2}, {3, 4}}};
  const scaled<const complex<int16_t>, 2> reads = scaled(x, 9);
  EXPECT_EQ(reads.exponent(), 9);
  EXPECT_EQ(reads[1].im, 4);
}

float sum(scaled<const float, 3> block) { return block[0] + block[1] + block[2]; }

TEST(Scaled, OfFloatComesFromAnArrayAlone) {
  array<float, 3> x{1, 2, 3};
  const array<float, 3> kept{4, 5, 6};
  float raw[3] = {7, 8, 9};
  EXPECT_EQ(sum(x), 6.0f);
  EXPECT_EQ(sum(kept), 15.0f);
  EXPECT_EQ(sum(raw), 24.0f);
  EXPECT_EQ(sum(span<float, 3>{raw}), 24.0f);
  EXPECT_EQ(sum(scaled(x, 0)), 6.0f);
  scaled<float, 3> writes = x;
  writes[0] = 10;
  EXPECT_EQ(x[0], 10.0f);
}

#if MOTE_CHECKED && GTEST_HAS_DEATH_TEST
TEST(ScaledDeathTest, OfFloatHasNoExponentToGive) {
  array<float, 3> x{};
  EXPECT_DEATH(static_cast<void>(scaled(x, 1)), "");
  EXPECT_DEATH(static_cast<void>(scaled(x, 0)[3]), "");
}
#endif

}  // namespace
