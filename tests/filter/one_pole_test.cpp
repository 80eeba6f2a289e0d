#include "mote/filter/one_pole.hpp"

#include "filter/simple_filters.hpp"

namespace {

using mote::one_pole;
using mote::one_pole_highpass;
using mote::quantize;
using mote::smoothing;
namespace goldens = simple::goldens;

constexpr auto half = quantize<int16_t>(smoothing{0.5});
static_assert(half.factor == 32768 && half.shift == 0);
static_assert(quantize<int16_t>(smoothing{1}).factor == 65536);
static_assert(quantize<int32_t>(smoothing{1}).factor == 0, "stands for 2^32");
static_assert(quantize<int32_t>(smoothing{0.9999999999999}).factor == 0);
static_assert(quantize<int32_t>(smoothing{0.49999999999999}).factor == 0x80000000u, "half");
static_assert(quantize<int32_t>(smoothing{0.25}).factor == 0x80000000u);
static_assert(quantize<int32_t>(smoothing{0.25}).shift == 1);

constexpr int16_t third_output() {
  one_pole<int16_t> low{half};
  low(1000);
  low(1000);
  return low(1000);
}
static_assert(third_output() == 875, "usable in a constant expression");

template <class Sample>
class OnePole : public ::testing::Test {};
TYPED_TEST_SUITE(OnePole, simple::Samples, );

TEST(Smoothing, HasScipysCoefficients) {
  EXPECT_NEAR(smoothing::time_constant(0.02, 1000).alpha, -expm1(-1 / 20.0), 1e-16);
  EXPECT_NEAR(smoothing::time_constant(3600, 48000).alpha, -expm1(-1 / (3600.0 * 48000)), 1e-22);
  EXPECT_NEAR(smoothing::time_constant(1e-4, 1000).alpha, -expm1(-10), 1e-15);
  EXPECT_EQ(smoothing::time_constant(0, 1000).alpha, 1);
  for (const double hz : {0.001, 1.0, 30.0, 250.0, 499.0}) {
    const double alpha = smoothing::cutoff(hz, 1000).alpha;
    const double w = 2 * mote::constant::pi * hz / 1000;
    const double gain = alpha * alpha / (1 - 2 * (1 - alpha) * cos(w) + (1 - alpha) * (1 - alpha));
    EXPECT_NEAR(gain, 0.5, 1e-6) << hz;  // what cancels in this formula at 0.001 Hz
  }
}

TEST(OnePole, IsScipysLowPassOnItsInput) {
  constexpr smoothing time = smoothing::time_constant(goldens::time, goldens::rate);
  constexpr smoothing edge = smoothing::cutoff(goldens::edge, goldens::rate);
  const auto check = [&](auto zero) {
    using Sample = decltype(zero);
    const auto x = simple::golden_input<Sample>();
    const auto by_time = simple::by_sample(one_pole<Sample>{quantize<Sample>(time)}, x);
    const auto by_edge = simple::by_sample(one_pole<Sample>{quantize<Sample>(edge)}, x);
    const auto high = simple::by_sample(one_pole_highpass<Sample>{quantize<Sample>(edge)}, x);
    const double most = sizeof(Sample) == 4 ? simple::allowed<Sample> : 0.9;
    EXPECT_LE(simple::worst(by_time, simple::scaled<Sample>(goldens::low_time)), most);
    EXPECT_LE(simple::worst(by_edge, simple::scaled<Sample>(goldens::low_cutoff)), most);
    EXPECT_LE(simple::worst(high, simple::scaled<Sample>(goldens::high_cutoff)), most);
  };
  check(0.0f);
  check(int16_t{});
  check(int32_t{});
}

TYPED_TEST(OnePole, StaysWithinOneLsbOfDoubleAtEverySpeed) {
  const auto x = simple::hard_input<TypeParam>(12000);
  for (const double alpha : {1.0, 0.9, 0.3, 0.01, 1e-3, 2e-4, 1e-5, 3e-7}) {
    const auto tap = quantize<TypeParam>(smoothing{alpha});
    const auto low = simple::by_sample(one_pole<TypeParam>{tap}, x);
    const auto high = simple::by_sample(one_pole_highpass<TypeParam>{tap}, x);
    EXPECT_LE(simple::worst(low, simple::lfilter(alpha, 0, alpha - 1, x)),
              simple::allowed<TypeParam>)
        << alpha;
    EXPECT_LE(simple::worst(high, simple::lfilter(1 - alpha, alpha - 1, alpha - 1, x)),
              simple::allowed<TypeParam>)
        << alpha;
  }
}

TYPED_TEST(OnePole, GivesOneResultBySampleByBlockInPlaceAndAfterReset) {
  const auto x = simple::hard_input<TypeParam>(500);
  const auto tap = quantize<TypeParam>(smoothing::cutoff(30, 1000));
  simple::expect_one_result(one_pole<TypeParam>{tap}, x);
  simple::expect_one_result(one_pole_highpass<TypeParam>{tap}, x);
}

TYPED_TEST(OnePole, StaysAtTheValueThatItIsResetTo) {
  one_pole<TypeParam> low{quantize<TypeParam>(smoothing{1e-6})};
  one_pole_highpass<TypeParam> high{quantize<TypeParam>(smoothing{1e-6})};
  const auto x = static_cast<TypeParam>(-100);
  low.reset(x);
  high.reset(x);
  for (int i = 0; i < 100; ++i) {
    ASSERT_EQ(low(x), x);
    ASSERT_EQ(high(x), TypeParam{0});
  }
}

TYPED_TEST(OnePole, ChangesItsSpeedWithoutAJump) {
  one_pole<TypeParam> low{quantize<TypeParam>(smoothing{0.01})};
  low.reset(TypeParam{100});
  low.set_taps(quantize<TypeParam>(smoothing{0.5}));
  EXPECT_EQ(low(TypeParam{100}), TypeParam{100});
  EXPECT_EQ(low(TypeParam{50}), TypeParam{75});
}

template <class Sample>
class IntegerOnePole : public ::testing::Test {};
TYPED_TEST_SUITE(IntegerOnePole, simple::Integers, );

/// A state with too few bits stands still where alpha times the difference is below its last one.
TYPED_TEST(IntegerOnePole, HasNoDeadBandAtVeryLongTimeConstants) {
  constexpr TypeParam highest = mote::numeric<TypeParam>::highest;
  constexpr TypeParam lowest = mote::numeric<TypeParam>::lowest;
  constexpr double alpha = 1.0 / 16384;
  one_pole<TypeParam> low{quantize<TypeParam>(smoothing{alpha})};
  low.reset(lowest);
  TypeParam last = lowest;
  // After 16384 * (ln(2^32) + 1) samples even int32_t is within half an LSB.
  for (int i = 0; i < 16384 * 24; ++i) {
    const TypeParam y = low(highest);
    ASSERT_GE(y, last) << "rises all the way";
    last = y;
  }
  EXPECT_EQ(last, highest);
}

TYPED_TEST(IntegerOnePole, MovesByTheSmallestDifferenceAtTheSmallestAlpha) {
  one_pole<TypeParam> low{quantize<TypeParam>(smoothing{1.0 / 1048576})};  // 17 minutes at 1 kHz
  low.reset(TypeParam{0});
  int64_t samples = 0;
  while (low(TypeParam{1}) == 0 && samples < 800000) ++samples;
  // Half an LSB after alpha^-1 * ln 2 samples.
  EXPECT_NEAR(static_cast<double>(samples), 1048576 * mote::constant::ln_2, 1048576 * 1e-3);
}

TYPED_TEST(IntegerOnePole, NeverWrapsAtFullScale) {
  constexpr double highest = mote::numeric<TypeParam>::highest;
  constexpr double lowest = mote::numeric<TypeParam>::lowest;
  for (const double alpha : {1.0, 0.7, 0.1}) {
    const auto tap = quantize<TypeParam>(smoothing{alpha});
    one_pole<TypeParam> low{tap};
    one_pole_highpass<TypeParam> high{tap};
    double exact = 0;
    for (int i = 0; i < 400; ++i) {
      const double x = i / 20 % 2 == 0 ? highest : lowest;
      exact += alpha * (x - exact);
      ASSERT_NEAR(low(static_cast<TypeParam>(x)), exact, 1);
      ASSERT_NEAR(high(static_cast<TypeParam>(x)), std::clamp(x - exact, lowest, highest), 1);
    }
  }
}

TEST(FloatOnePole, HasNoDeadBandAtVeryLongTimeConstants) {
  constexpr double alpha = 1.0 / 1048576;
  one_pole<float> low{quantize<float>(smoothing{alpha})};
  float y = 0;
  for (int i = 0; i < 750000; ++i) y = low(1.0f);
  EXPECT_NEAR(y, -expm1(750000 * log1p(-alpha)), 1e-6);  // a plain float stops 0.03 below 1
}

TEST(FloatOnePole, StaysWithin1e5OverAMinuteOfEverySignal) {
  const auto x = simple::minute();
  for (const double alpha : {0.5, 0.02, 1e-4}) {
    const auto tap = quantize<float>(smoothing{alpha});
    const auto low = simple::by_sample(one_pole<float>{tap}, x);
    const auto high = simple::by_sample(one_pole_highpass<float>{tap}, x);
    EXPECT_LE(simple::worst(low, simple::lfilter(alpha, 0, alpha - 1, x)), 1e-5) << alpha;
    EXPECT_LE(simple::worst(high, simple::lfilter(1 - alpha, alpha - 1, alpha - 1, x)), 1e-5);
  }
}

TYPED_TEST(OnePole, HighPassWithOtherTapsGoesOnAsOneThatIsBuiltWithThem) {
  const auto fast = quantize<TypeParam>(smoothing{0.5});
  one_pole_highpass<TypeParam> changed{quantize<TypeParam>(smoothing{0.01})}, built{fast};
  changed.set_taps(fast);
  for (int i = 0; i < 20; ++i) {
    const auto x = static_cast<TypeParam>(i % 3 * 30);
    EXPECT_EQ(changed(x), built(x)) << i;
  }
}

}  // namespace
