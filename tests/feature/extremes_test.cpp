#include "mote/feature/extremes.hpp"

#include <gtest/gtest.h>
#include <stdint.h>

#include <limits>

namespace {

using mote::extremes;
using mote::zero_crossings;

constexpr int16_t few[6] = {3, -7, 0, 12, -7, 5};
constexpr extremes<int16_t> of_few() {
  extremes<int16_t> all;
  all.add(few);
  return all;
}
static_assert(of_few().lowest() == -7 && of_few().highest() == 12);
static_assert(of_few().peak_to_peak() == 19);

template <class Sample>
class Extremes : public ::testing::Test {};
using Samples = ::testing::Types<float, int8_t, int16_t, int32_t>;
TYPED_TEST_SUITE(Extremes, Samples, );

TYPED_TEST(Extremes, FollowTheSamplesOneByOne) {
  extremes<TypeParam> all;
  EXPECT_TRUE(all.empty());
  all.add(TypeParam{5});
  EXPECT_EQ(all.lowest(), TypeParam{5});
  EXPECT_EQ(all.highest(), TypeParam{5});
  all.add(TypeParam{9});
  all.add(TypeParam{7});
  all.add(TypeParam{-2});
  EXPECT_EQ(all.lowest(), TypeParam{-2});
  EXPECT_EQ(all.highest(), TypeParam{9});
  EXPECT_EQ(static_cast<int>(all.peak_to_peak()), 11);
  all.reset();
  EXPECT_TRUE(all.empty());
  all.add(TypeParam{3});
  EXPECT_EQ(all.lowest(), TypeParam{3});
}

TYPED_TEST(Extremes, CountCrossingsOfZeroAcrossBlocks) {
  zero_crossings<TypeParam> all;
  const TypeParam first[4] = {1, -1, -1, 0};
  const TypeParam second[5] = {5, 0, -3, 4, -5};
  all.add(first);
  EXPECT_EQ(all.count(), 2u);
  all.add(second);
  EXPECT_EQ(all.count(), 5u);
  all.reset();
  all.add(second);
  EXPECT_EQ(all.count(), 3u);
}

TYPED_TEST(Extremes, CountNoCrossingBeforeTheFirstSample) {
  zero_crossings<TypeParam> all;
  const TypeParam negative[3] = {-4, -1, -2};
  all.add(negative);
  EXPECT_EQ(all.count(), 0u);
  all.add(TypeParam{3});
  EXPECT_EQ(all.count(), 1u);
  all.reset();
  all.add(TypeParam{-3});
  EXPECT_EQ(all.count(), 0u);
}

TEST(ExtremesOfIntegers, HaveAPeakToPeakOfFullScale) {
  extremes<int32_t> all;
  all.add(std::numeric_limits<int32_t>::min());
  all.add(std::numeric_limits<int32_t>::max());
  EXPECT_EQ(all.peak_to_peak(), 0xffffffffu);
  extremes<int16_t> shorter;
  shorter.add(int16_t{-32768});
  shorter.add(int16_t{32767});
  EXPECT_EQ(shorter.peak_to_peak(), 65535u);
}

TEST(ExtremesOfFloat, PassOverNan) {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  extremes<float> all;
  all.add(nan);
  EXPECT_TRUE(all.empty());
  all.add(2.0f);
  all.add(nan);
  all.add(-1.0f);
  EXPECT_EQ(all.lowest(), -1.0f);
  EXPECT_EQ(all.highest(), 2.0f);
}

TEST(ExtremesWithoutSign, AreThoseOfTheNumbers) {
  extremes<uint16_t> all;
  constexpr uint16_t x[] = {40000, 65535, 3};
  all.add(x);
  EXPECT_EQ(all.lowest(), 3);
  EXPECT_EQ(all.highest(), 65535);
  EXPECT_EQ(all.peak_to_peak(), 65532u);
}

}  // namespace
