// Filters in float whose poles lie near 0 Hz, near half the rate, or at both ends.
#include "mote/filter/detail/biquad_forms.hpp"

#include <gtest/gtest.h>

#include <math.h>

#include <vector>

#include "mote/filter/biquad.hpp"
#include "mote/design/butterworth.hpp"
#include "mote/design/chebyshev.hpp"

namespace {

using mote::biquad_cascade;
using mote::biquad_taps;
using mote::fixed_biquad_cascade;
using mote::sos;
using biquad_form = mote::kernel::section_form;
using mote::detail::biquad::form_for;

static_assert(form_for({1, 0, 0, 1, 0, 0}) == biquad_form::plain);
static_assert(form_for({1, 0, 0, 1, -1.9, 0.95}) == biquad_form::summed);
static_assert(form_for({1, 0, 0, 2, 3.8, 1.9}) == biquad_form::mirrored);
static_assert(form_for({1, 0, 0, 1, -0.9999, 0}) == biquad_form::summed);  // of first order

inline constexpr auto top_2 = mote::butterworth_highpass<2>(0.49, 1.0);
inline constexpr auto top_4 = mote::butterworth_lowpass<4>(0.49, 1.0);
inline constexpr auto top_band = mote::butterworth_bandpass<5>(0.41, 0.495, 1.0);
inline constexpr auto ripple_10 = mote::chebyshev1_lowpass<10>(1.0, 0.4, 1.0);
inline constexpr auto low_4 = mote::butterworth_lowpass<4>(0.0005, 1.0);
inline constexpr auto low_1 = mote::butterworth_lowpass<1>(0.00005, 1.0);
inline constexpr auto middle = mote::butterworth_bandpass<2>(0.2, 0.3, 1.0);
inline constexpr auto both_ends = mote::butterworth_bandpass<1>(0.0005, 0.4995, 1.0);

static_assert(mote::quantize<float>(middle).sign == 1 && mote::quantize<float>(top_4).sign == -1);
// A constant of 1 would come out 3e-5 off, 1.6e-4 off.
static_assert(mote::quantize<float>(low_4).inexact() && mote::quantize<float>(low_1).inexact());
inline constexpr auto low_4_taps = mote::quantize<float>(low_4, 1e-4);
inline constexpr auto low_1_taps = mote::quantize<float>(low_1, 1e-3);
static_assert(low_4_taps.sign == 1 && low_4_taps.valid() && low_1_taps.valid());
static_assert(!biquad_taps<float, 1>{{{{1, 0, 0, 0, 0}}}, 0}.valid(), "a sign is 1 or -1");

template <size_t Sections>
class exact {
 public:
  explicit exact(const sos<Sections>& design) : design_{design} {}
  double operator()(double x) {
    for (size_t k = 0; k < Sections; ++k) {
      const mote::section& s = design_[k];
      const double y = s.b0 / s.a0 * x + state_[k][0];
      state_[k][0] = s.b1 / s.a0 * x - s.a1 / s.a0 * y + state_[k][1];
      state_[k][1] = s.b2 / s.a0 * x - s.a2 / s.a0 * y;
      x = y;
    }
    return x;
  }

 private:
  sos<Sections> design_;
  double state_[Sections][2] = {};
};

/// Noise, and a sweep up to half the rate.
std::vector<float> signal(size_t count) {
  std::vector<float> x(count);
  uint32_t state = 7;
  for (size_t i = 0; i < count; ++i) {
    const double at = static_cast<double>(i) / static_cast<double>(count);
    state = state * 1664525u + 1013904223u;
    const double noise = static_cast<double>(static_cast<int32_t>(state)) / 2147483648.0;
    const double sweep = sin(1.5707963 * at * static_cast<double>(i));
    x[i] = static_cast<float>(i % 4096 < 2048 ? noise : sweep);
  }
  return x;
}

constexpr size_t count = MOTE_ON_DESKTOP ? 60000 : 4000;

template <size_t Sections, class Filter>
double largest_error(const sos<Sections>& design, Filter filter, size_t block) {
  std::vector<float> x = signal(count);
  exact<Sections> reference{design};
  double worst = 0;
  for (size_t from = 0; from < count; from += block) {
    const size_t size = count - from < block ? count - from : block;
    std::vector<float> y(size);
    filter.process({x.data() + from, size}, {y.data(), size});
    for (size_t i = 0; i < size; ++i) {
      const double expected = reference(static_cast<double>(x[from + i]));
      worst = fmax(worst, fabs(static_cast<double>(y[i]) - expected));
    }
  }
  return worst;
}

template <const auto& Design, const auto& Taps = Design>
void expect_exact() {
  using run_time = biquad_cascade<float, Design.size()>;
  for (const size_t block : {size_t{256}, size_t{37}, size_t{1}}) {  // odd ones turn the states
    EXPECT_LE(largest_error(Design, run_time{Taps}, block), 1e-5) << block;
    EXPECT_LE(largest_error(Design, fixed_biquad_cascade<Taps, float>{}, block), 1e-5) << block;
  }
}

TEST(BiquadForms, HoldPolesNearHalfTheRate) {
  expect_exact<top_2>();
  expect_exact<top_4>();
  expect_exact<top_band>();
  expect_exact<ripple_10>();
}

TEST(BiquadForms, HoldPolesNearZero) {
  expect_exact<low_4, low_4_taps>();
  expect_exact<low_1, low_1_taps>();
}

template <const auto& Design, const auto& Taps>
double off_at_one() {
  biquad_cascade<float, Design.size()> filter{Taps};
  exact<Design.size()> reference{Design};
  double worst = 0;
  for (int i = 0; i < (MOTE_ON_DESKTOP ? 100000 : 15000); ++i) {
    worst = fmax(worst, fabs(static_cast<double>(filter(1)) - reference(1)));
  }
  return worst;
}
TEST(BiquadForms, AreOffAConstantAtVeryLowCorners) {
  // Cores that fuse products round in other places.
  EXPECT_NEAR((off_at_one<low_4, low_4_taps>()), 3e-5, 2e-5);
#if MOTE_ON_DESKTOP
  EXPECT_NEAR((off_at_one<low_1, low_1_taps>()), 1.6e-4, 8e-5);
#endif
}

TEST(BiquadForms, HoldPolesElsewhere) {
  expect_exact<middle>();
  expect_exact<both_ends>();
}

inline constexpr auto top_taps = mote::quantize<float>(top_4);

TEST(BiquadForms, OfTapsThatAreCompiledInAreThoseOfTheirDesign) {
  EXPECT_LE(largest_error(top_4, fixed_biquad_cascade<top_taps, float>{}, 256), 1e-5);
}

TEST(BiquadForms, SampleBySampleIsTheBlock) {
  const std::vector<float> x = signal(999);
  std::vector<float> block(x.size());
  biquad_cascade<float, top_4.size()> by_block{top_4}, by_sample{top_4};
  by_block.process({x.data(), x.size()}, {block.data(), block.size()});
  for (size_t i = 0; i < x.size(); ++i) EXPECT_NEAR(by_sample(x[i]), block[i], 1e-6f) << i;
}

// A low and a high design have taps of different signs; what the sections remember stays.
TEST(BiquadForms, ChangeWithoutAJump) {
  const mote::section a = {0.2, 0.1, 0.05, 1, -0.3, 0.2};
  const mote::section b = {0.2, 0.1, 0.05, 1, 0.3, 0.2};
  biquad_cascade<float, 1> filter{sos<1>{a}};
  ASSERT_NE(filter.taps().sign, mote::quantize<float>(sos<1>{b}).sign);
  const std::vector<float> x = signal(300);
  double s1 = 0, s2 = 0;
  for (size_t i = 0; i < x.size(); ++i) {
    const mote::section& now = i / 51 % 2 == 0 ? a : b;
    if (i % 51 == 0) filter.set_taps(mote::quantize<float>(sos<1>{now}));
    const double in = static_cast<double>(x[i]);
    const double y = now.b0 * in + s1;
    s1 = now.b1 * in - now.a1 * y + s2;
    s2 = now.b2 * in - now.a2 * y;
    EXPECT_NEAR(static_cast<double>(filter(x[i])), y, 1e-5) << i;
  }
}

}  // namespace
