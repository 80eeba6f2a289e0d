// Designs whose rows, in scipy's order, let the signal between sections shrink to nothing.
#include "mote/filter/detail/biquad_order.hpp"

#include <gtest/gtest.h>

#include <math.h>
#include <stdint.h>

#include "data/biquad/goldens.hpp"
#include "mote/design/butterworth.hpp"
#include "mote/design/chebyshev.hpp"
#include "mote/design/rbj.hpp"
#include "mote/filter/biquad.hpp"
#include "mote/filter/dc_blocker.hpp"
#include "mote/filter/envelope.hpp"
#include "mote/filter/one_pole.hpp"

namespace {

using mote::biquad_cascade;
using mote::fixed_biquad_cascade;
using mote::quantize;
using mote::sos;

inline constexpr auto stop_8 = mote::butterworth_bandstop<8>(3200.0, 7840.0, 16000.0);
inline constexpr auto low_200th = mote::butterworth_lowpass<2>(80.0, 16000.0);
inline constexpr auto stop_8_words = quantize<int32_t>(stop_8, 2e-5);
inline constexpr auto weighting = biquad_goldens::a_weighting_16k::design;

/// What a constant of 10000 / 32768 leaves after it has settled; a band stop passes it.
template <class Filter>
double off_at_rest(Filter filter, double one) {
  using sample = typename Filter::input_type;
  const sample x = static_cast<sample>(one * 10000 / 32768);
  sample y{};
  for (int i = 0; i < 3000; ++i) y = filter(x);
  return fabs(static_cast<double>(y) - static_cast<double>(x));
}

TEST(BiquadOrder, LetsAConstantThroughAWideBandStop) {
  EXPECT_LE(off_at_rest(biquad_cascade<int16_t, 8>{stop_8}, 32768), 1);
  EXPECT_LE(off_at_rest(biquad_cascade<int32_t, 8>{stop_8_words}, 2147483648.0), 21475);
  EXPECT_LE(off_at_rest(biquad_cascade<float, 8>{stop_8}, 1), 1e-5);
  EXPECT_LE(off_at_rest(fixed_biquad_cascade<stop_8, int16_t>{}, 32768), 1);
  EXPECT_LE(off_at_rest(fixed_biquad_cascade<stop_8_words, int32_t>{}, 2147483648.0), 21475);
  EXPECT_LE(off_at_rest(fixed_biquad_cascade<stop_8, float>{}, 1), 1e-5);
}

/// In any order the rows are the same filter.
template <size_t Sections>
constexpr bool same_rows(const sos<Sections>& a, const sos<Sections>& b) {
  for (const mote::section& x : a) {
    bool found = false;
    for (const mote::section& y : b) {
      found |= x.b0 == y.b0 && x.b1 == y.b1 && x.b2 == y.b2 && x.a1 == y.a1 && x.a2 == y.a2;
    }
    if (!found) return false;
  }
  return true;
}
static_assert(same_rows(mote::detail::biquad::reordered(stop_8), stop_8));

// What is good stays: the second row is the one with a double zero.
static_assert(quantize<int16_t>(weighting).sections[1][0] * -2 ==
              quantize<int16_t>(weighting).sections[1][1]);

TEST(BiquadOrder, MakesFineTapsOfALowPassAtATwoHundredthOfTheRate) {
  static_assert(!quantize<int16_t>(low_200th).inexact());
  EXPECT_LE(off_at_rest(biquad_cascade<int16_t, 1>{low_200th}, 32768), 1);
}

TEST(BiquadOrder, RefusesWhatRoundingRuinsUnlessThatIsAllowed) {
  const auto low = mote::butterworth_lowpass<4>(8.0, 16000.0);
  EXPECT_TRUE(quantize<int16_t>(low).inexact());
  EXPECT_FALSE(quantize<int16_t>(low).valid());
  EXPECT_TRUE(quantize<int16_t>(low, 1e-3).valid());
  EXPECT_TRUE(quantize<float>(low).inexact());
  EXPECT_TRUE(quantize<float>(low, 1e-4).valid());
  // 60 dB of resonance at a thousandth of the rate
  const sos<1> sharp{{{1, 0, -1, 1, -1.999952524, 0.999992}}};
  EXPECT_FALSE(quantize<int32_t>(sharp).valid());
}

TEST(BiquadOrder, DoesNotJudgeUnstableDesignsOnFloat) {
  const sos<1> unstable{{{1, 0, 0, 1, -2.1, 1.2}}};
  EXPECT_TRUE(quantize<float>(unstable).valid());
  EXPECT_FALSE(quantize<int16_t>(unstable).valid() || quantize<int16_t>(unstable).inexact());
}

/// Noise at full scale, and silence behind it: the largest difference from double, in parts of full
/// scale.
template <class Sample>
double error_on_noise(const sos<1>& design, double one) {
  biquad_cascade<Sample, 1> filter{design};
  const mote::section& s = design[0];
  double s1 = 0, s2 = 0, worst = 0;
  uint32_t random = 5;
  for (int i = 0; i < 3000; ++i) {
    random = random * 1664525u + 1013904223u;
    const double loud = i < 1500 ? static_cast<double>(static_cast<int32_t>(random)) : 0;
    const Sample x = static_cast<Sample>(loud / 2147483648.0 * (one - 256.0 * (one > 1e6)));
    const double in = static_cast<double>(x);
    const double y = s.b0 / s.a0 * in + s1;
    s1 = s.b1 / s.a0 * in - s.a1 / s.a0 * y + s2;
    s2 = s.b2 / s.a0 * in - s.a2 / s.a0 * y;
    const double wanted = one > 1 ? fmin(fmax(y, -one), one - 1) : y;
    worst = fmax(worst, fabs(static_cast<double>(filter(x)) - wanted) / one);
  }
  return worst;
}

/// Resonances of any sharpness up to 0.49 of the rate. Those near half the rate have the most
/// noise, as the error feedback has its zero at 0 Hz: the share refused.
template <class Sample>
double refused_resonances(double one) {
  uint32_t random = 1;
  const auto next = [&random] {
    random = random * 1664525u + 1013904223u;
    return static_cast<double>(random >> 8) / 16777216.0;
  };
  int refused = 0;
  constexpr int trials = MOTE_ON_DESKTOP ? 500 : 20;
  for (int trial = 0; trial < trials; ++trial) {
    const double f = 0.01 + 0.48 * next(), q = pow(10, 2.5 * next() - 0.3);
    const sos<1> design{trial % 2 == 0 ? mote::rbj_bandpass(f, q, 1) : mote::rbj_lowpass(f, q, 1)};
    if (quantize<Sample>(design).inexact()) {
      ++refused;
    } else if (quantize<Sample>(design).valid()) {
      EXPECT_LE(error_on_noise<Sample>(design, one), mote::biquad_promise<Sample>)
          << f << " " << q << " " << trial % 2;
    }
  }
  return static_cast<double>(refused) / trials;
}
TEST(BiquadOrder, ResonancesHoldTheirPromiseOrAreRefused) {
  const double words = refused_resonances<int32_t>(2147483648.0);
  const double shorts = refused_resonances<int16_t>(32768);
#if MOTE_ON_DESKTOP
  EXPECT_NEAR(words, 0.2, 0.01);  // docs/reference/filter.md
  EXPECT_NEAR(shorts, 0.17, 0.01);
#else
  EXPECT_LE(words + shorts, 1);
#endif
  EXPECT_TRUE(quantize<int32_t>(sos<1>{mote::rbj_bandpass(23333, 24.4, 48000)}).inexact());
  EXPECT_TRUE(quantize<int16_t>(sos<1>{mote::rbj_lowpass(7000, 500, 16000)}).inexact());
}

/// A float filter in silence ends below the smallest normal number, and stays there.
template <class Filter>
double left_in_silence(Filter filter) {
  for (int i = 0; i < 1000; ++i) filter(i % 2 == 0 ? 1.0f : -0.5f);
  float y = 1;
  for (int i = 0; i < 30000; ++i) y = filter(0);
  return fabs(static_cast<double>(y));
}
TEST(BiquadOrder, FloatEndsInSubnormalsAndNoHigher) {
  constexpr auto speed = quantize<float>(mote::smoothing{1.0 / 16});
  const auto high_pass = mote::butterworth_highpass<2>(20.0, 16000.0);
  EXPECT_LT(left_in_silence(biquad_cascade<float, 1>{high_pass}), 1.2e-38);
  EXPECT_LT(left_in_silence(mote::one_pole<float>{speed}), 1.2e-38);
  EXPECT_LT(left_in_silence(mote::dc_blocker<float>{speed}), 1.2e-38);
  EXPECT_LT(left_in_silence(mote::envelope<float>{speed, speed}), 1.2e-38);
}

TEST(BiquadOrder, TakesWhatTheHeaderSaysInMemory) {
  EXPECT_EQ(sizeof(fixed_biquad_cascade<weighting, int16_t>), 3 * 20u);
  EXPECT_EQ(sizeof(fixed_biquad_cascade<weighting, int32_t>), 3 * 24u);
  EXPECT_EQ(sizeof(fixed_biquad_cascade<weighting, float>), 3 * 8u);
  EXPECT_EQ(sizeof(biquad_cascade<int16_t, 3>), 3 * 40u + 4);
}

TEST(BiquadOrder, TakesCascadesOfThirtyTwoSections) {
  constexpr auto long_one = mote::butterworth_bandpass<32>(0.1, 0.3, 1.0);
  constexpr auto taps = quantize<int16_t>(long_one, 1.0);
  EXPECT_TRUE(taps.valid());
}

}  // namespace
