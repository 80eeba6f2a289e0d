#include "mote/filter/envelope.hpp"

#include <limits>

#include "filter/simple_filters.hpp"

namespace {

using mote::envelope;
using mote::peak_hold;
using mote::quantize;
using mote::rms_envelope;
using mote::smoothing;
namespace goldens = simple::goldens;

constexpr smoothing time = smoothing::time_constant(goldens::time, goldens::rate);

constexpr int16_t after(int16_t loud, int silence) {
  envelope<int16_t> size{quantize<int16_t>(smoothing{1}), quantize<int16_t>(smoothing{0.5})};
  int16_t y = size(loud);
  for (int i = 0; i < silence; ++i) y = size(0);
  return y;
}
static_assert(after(-800, 0) == 800 && after(800, 3) == 100 && after(-32768, 0) == 32767);

template <class Sample>
class Envelope : public ::testing::Test {};
TYPED_TEST_SUITE(Envelope, simple::Samples, );

template <class Sample>
std::vector<double> followed(const std::vector<Sample>& x, double attack, double release) {
  std::vector<double> y;
  double last = 0;
  for (const Sample& sample : x) {
    const double size = fabs(static_cast<double>(sample));
    last += (size > last ? attack : release) * (size - last);
    y.push_back(last);
  }
  return y;
}

template <class Sample>
std::vector<double> smoothed_rms(const std::vector<Sample>& x, double alpha) {
  std::vector<double> y;
  double square = 0;
  for (const Sample& sample : x) {
    square += alpha * (static_cast<double>(sample) * static_cast<double>(sample) - square);
    y.push_back(sqrt(square));
  }
  return y;
}

TEST(Envelope, AreThoseOfExactArithmeticOnTheGoldenInput) {
  const auto check = [](auto zero) {
    using Sample = decltype(zero);
    const auto x = simple::golden_input<Sample>();
    const envelope<Sample> size{quantize<Sample>(smoothing{0.5}), quantize<Sample>(time)};
    const rms_envelope<Sample> rms{quantize<Sample>(time)};
    EXPECT_LE(simple::worst(simple::by_sample(size, x), simple::scaled<Sample>(goldens::followed)),
              simple::allowed<Sample>);
    EXPECT_LE(simple::worst(simple::by_sample(rms, x), simple::scaled<Sample>(goldens::rms)),
              simple::allowed<Sample>);
  };
  check(0.0f);
  check(int16_t{});
  check(int32_t{});
}

TYPED_TEST(Envelope, StaysWithinOneLsbOfDouble) {
  const auto x = simple::hard_input<TypeParam>(8000);
  for (const double alpha : {1.0, 0.1, 1e-3, 1e-5}) {
    const auto tap = quantize<TypeParam>(smoothing{alpha});
    const auto fast = quantize<TypeParam>(smoothing{std::min(1.0, alpha * 20)});
    const auto size = simple::by_sample(envelope<TypeParam>{fast, tap}, x);
    EXPECT_LE(simple::worst(size, followed(x, std::min(1.0, alpha * 20), alpha)),
              simple::allowed<TypeParam>)
        << alpha;
    const auto rms = simple::by_sample(rms_envelope<TypeParam>{tap}, x);
    EXPECT_LE(simple::worst(rms, smoothed_rms(x, alpha)), simple::allowed<TypeParam>) << alpha;
  }
}

TYPED_TEST(Envelope, RmsOfAConstantIsItsSize) {
  for (const int value : {1, 2, 3, 17, -100, 127, -127}) {
    rms_envelope<TypeParam> rms{quantize<TypeParam>(smoothing{0.01})};
    TypeParam y{};
    for (int i = 0; i < 6000; ++i) y = rms(static_cast<TypeParam>(value));
    ASSERT_NEAR(static_cast<double>(y), fabs(static_cast<double>(value)),
                1e-5 * fabs(static_cast<double>(value)))
        << value;
  }
}

TYPED_TEST(Envelope, GivesOneResultBySampleByBlockInPlaceAndAfterReset) {
  const auto x = simple::hard_input<TypeParam>(500);
  const auto slow = quantize<TypeParam>(smoothing{0.01});
  simple::expect_one_result(envelope<TypeParam>{quantize<TypeParam>(smoothing{1}), slow}, x);
  simple::expect_one_result(rms_envelope<TypeParam>{slow}, x);
}

TYPED_TEST(Envelope, RmsOfABlockNeedsOneRoot) {
  const auto x = simple::hard_input<TypeParam>(300);
  rms_envelope<TypeParam> by_sample{quantize<TypeParam>(smoothing{0.01})};
  rms_envelope<TypeParam> by_block = by_sample;
  TypeParam y{};
  for (const TypeParam& value : x) y = by_sample(value);
  by_block.add(simple::view(x));
  EXPECT_EQ(by_block.value(), y);
}

TYPED_TEST(Envelope, PeakIsTheLargestSizeSinceReset) {
  peak_hold<TypeParam> peak;
  peak.add(TypeParam{5});
  EXPECT_EQ(peak.value(), TypeParam{5});
  peak.add(static_cast<TypeParam>(-9));
  EXPECT_EQ(peak.value(), TypeParam{9});
  peak.add(TypeParam{8});
  EXPECT_EQ(peak.value(), TypeParam{9});
  peak.reset();
  const TypeParam block[] = {1, static_cast<TypeParam>(-3), 2};
  peak.add(mote::span<const TypeParam>{block});
  EXPECT_EQ(peak.value(), TypeParam{3});
}

template <class Sample>
class IntegerEnvelope : public ::testing::Test {};
TYPED_TEST_SUITE(IntegerEnvelope, simple::Integers, );

TYPED_TEST(IntegerEnvelope, SaturatesAtTheSizeOfTheLowestInteger) {
  constexpr TypeParam highest = mote::numeric<TypeParam>::highest;
  constexpr TypeParam lowest = mote::numeric<TypeParam>::lowest;
  const auto at_once = quantize<TypeParam>(smoothing{1});
  envelope<TypeParam> size{at_once, at_once};
  rms_envelope<TypeParam> rms{at_once};
  peak_hold<TypeParam> peak;
  for (int i = 0; i < 20; ++i) {
    ASSERT_EQ(size(lowest), highest);
    ASSERT_EQ(rms(lowest), highest);
    peak.add(lowest);
    ASSERT_EQ(peak.value(), highest);
    ASSERT_EQ(size(0), 0);
    ASSERT_EQ(rms(0), 0);
  }
}

TYPED_TEST(IntegerEnvelope, ComesBackToZeroAfterTheSignal) {
  const auto slow = quantize<TypeParam>(smoothing{1.0 / 512});
  envelope<TypeParam> size{quantize<TypeParam>(smoothing{1}), slow};
  rms_envelope<TypeParam> rms{slow};
  size(mote::numeric<TypeParam>::lowest);
  rms(mote::numeric<TypeParam>::lowest);
  for (int i = 0; i < 512 * 46; ++i) {
    size(0);
    rms.add(TypeParam{0});
  }
  EXPECT_EQ(size(0), 0);
  EXPECT_EQ(rms(0), 0);
}

TEST(FloatEnvelope, PeakPassesOverNan) {
  peak_hold<float> peak;
  peak.add(2.0f);
  peak.add(std::numeric_limits<float>::quiet_NaN());
  EXPECT_EQ(peak.value(), 2.0f);
}

TYPED_TEST(Envelope, WithOtherTapsGoesOnAsOneThatIsBuiltWithThem) {
  const auto slow = quantize<TypeParam>(smoothing{0.01}),
             fast = quantize<TypeParam>(smoothing{0.5});
  envelope<TypeParam> changed{slow, slow}, built{fast, slow};
  rms_envelope<TypeParam> changed_rms{slow}, built_rms{fast};
  changed.set_taps(fast, slow);
  changed_rms.set_taps(fast);
  for (int i = 0; i < 20; ++i) {
    const auto x = static_cast<TypeParam>(i % 3 * 30);
    EXPECT_EQ(changed(x), built(x)) << i;
    EXPECT_EQ(changed_rms(x), built_rms(x)) << i;
  }
}

TEST(RmsEnvelopeOfFloat, FollowsTheSizesThatItNames) {
  for (const float size : {1e-19f, 1.0f, 1e19f}) {
    rms_envelope<float> rms{quantize<float>(smoothing{0.5})};
    float last = 0;
    for (int i = 0; i < 60; ++i) last = rms(i % 2 == 0 ? size : -size);
    EXPECT_NEAR(static_cast<double>(last / size), 1, 1e-4);
  }
}

}  // namespace
