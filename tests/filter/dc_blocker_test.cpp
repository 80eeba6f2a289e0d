#include "mote/filter/dc_blocker.hpp"

#include "filter/simple_filters.hpp"

namespace {

using mote::dc_blocker;
using mote::quantize;
using mote::smoothing;
namespace goldens = simple::goldens;

constexpr int16_t after_a_jump(int count) {
  dc_blocker<int16_t> block{quantize<int16_t>(smoothing{0.5})};
  int16_t y = 0;
  for (int i = 0; i < count; ++i) y = block(1000);
  return y;
}
static_assert(after_a_jump(1) == 1000 && after_a_jump(2) == 500 && after_a_jump(3) == 250);
static_assert(after_a_jump(40) == 0);

template <class Sample>
class DcBlocker : public ::testing::Test {};
TYPED_TEST_SUITE(DcBlocker, simple::Samples, );

TEST(DcBlocker, IsScipysLeakyDifferenceOnItsInput) {
  const auto check = [](auto zero) {
    using Sample = decltype(zero);
    const dc_blocker<Sample> block{quantize<Sample>(smoothing{1 - goldens::r})};
    const auto y = simple::by_sample(block, simple::golden_input<Sample>());
    EXPECT_LE(simple::worst(y, simple::scaled<Sample>(goldens::blocked)),
              sizeof(Sample) == 4 ? simple::allowed<Sample> : 0.9);
  };
  check(0.0f);
  check(int16_t{});
  check(int32_t{});
}

TYPED_TEST(DcBlocker, StaysWithinOneLsbOfDouble) {
  const auto x = simple::hard_input<TypeParam>(12000);
  for (const double r : {0.5, 0.95, 0.995, 0.9999, 0.999999}) {
    const dc_blocker<TypeParam> block{quantize<TypeParam>(smoothing{1 - r})};
    EXPECT_LE(simple::worst(simple::by_sample(block, x), simple::lfilter(1, -1, -r, x)),
              simple::allowed<TypeParam>)
        << r;
  }
}

TYPED_TEST(DcBlocker, GivesOneResultBySampleByBlockInPlaceAndAfterReset) {
  simple::expect_one_result(dc_blocker<TypeParam>{quantize<TypeParam>(smoothing{0.005})},
                            simple::hard_input<TypeParam>(500));
}

TYPED_TEST(DcBlocker, StartsFromZeroAfterAResetToTheOffset) {
  dc_blocker<TypeParam> block{quantize<TypeParam>(smoothing{0.001})};
  block.reset(TypeParam{77});
  for (int i = 0; i < 50; ++i) ASSERT_EQ(block(TypeParam{77}), TypeParam{0});
}

template <class Sample>
class IntegerDcBlocker : public ::testing::Test {};
TYPED_TEST_SUITE(IntegerDcBlocker, simple::Integers, );

TYPED_TEST(IntegerDcBlocker, LeavesExactlyZeroOfAnyOffsetAndNoLimitCycle) {
  for (const double alpha : {0.2, 0.01, 0.0005}) {
    dc_blocker<TypeParam> block{quantize<TypeParam>(smoothing{alpha})};
    const auto noise = simple::hard_input<TypeParam>(1000);
    for (const TypeParam& x : noise) block(x);
    for (const int offset : {100, -128, 3, 0}) {
      for (int i = 0; i < static_cast<int>(24 / alpha); ++i) block(static_cast<TypeParam>(offset));
      for (int i = 0; i < 300; ++i) {
        ASSERT_EQ(block(static_cast<TypeParam>(offset)), 0) << offset << " at alpha " << alpha;
      }
    }
  }
}

TYPED_TEST(IntegerDcBlocker, NeverWrapsAtFullScale) {
  constexpr TypeParam highest = mote::numeric<TypeParam>::highest;
  constexpr TypeParam lowest = mote::numeric<TypeParam>::lowest;
  dc_blocker<TypeParam> block{quantize<TypeParam>(smoothing{0.001})};
  block.reset(lowest);
  EXPECT_EQ(block(highest), highest) << "twice the range saturates";
  block.reset(highest);
  EXPECT_EQ(block(lowest), lowest);
}

TEST(FloatDcBlocker, StaysWithin1e5OverAMinuteOfEverySignal) {
  const auto x = simple::minute();
  for (const double r : {0.9, 0.999, 0.99999}) {
    const dc_blocker<float> block{quantize<float>(smoothing{1 - r})};
    EXPECT_LE(simple::worst(simple::by_sample(block, x), simple::lfilter(1, -1, -r, x)), 1e-5) << r;
  }
}

TYPED_TEST(DcBlocker, WithOtherTapsGoesOnAsOneThatIsBuiltWithThem) {
  const auto fast = quantize<TypeParam>(smoothing{0.5});
  dc_blocker<TypeParam> changed{quantize<TypeParam>(smoothing{0.01})}, built{fast};
  changed.reset(TypeParam{20});
  built.reset(TypeParam{20});
  changed.set_taps(fast);
  for (int i = 0; i < 20; ++i) {
    const auto x = static_cast<TypeParam>(i % 3 * 30);
    EXPECT_EQ(changed(x), built(x)) << i;
  }
}

}  // namespace
