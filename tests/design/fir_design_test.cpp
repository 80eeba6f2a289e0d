#include "mote/design/fir_design.hpp"

#include <gtest/gtest.h>
#include <math.h>

#include "data/fir/firwin.hpp"

namespace {

using mote::array;
namespace firwin = goldens::firwin;
namespace windows = mote::windows;

// Designs are constants.
constexpr auto lowpass_1 = mote::fir_lowpass<1>(10, 100);
constexpr auto lowpass_2 = mote::fir_lowpass<2>(10, 100);
constexpr auto lowpass_64 = mote::fir_lowpass<64>(0.2, 2);
constexpr auto lowpass_kaiser = mote::fir_lowpass<101>(3000, 48000, windows::kaiser(8.6));
constexpr auto lowpass_boxcar = mote::fir_lowpass<31>(12, 25, windows::rectangular);
constexpr auto highpass_63 = mote::fir_highpass<63>(300, 16000, windows::hann);
constexpr auto highpass_9 = mote::fir_highpass<9>(11, 25);
constexpr auto bandpass_64 = mote::fir_bandpass<64>(300, 3400, 16000, windows::blackman);
constexpr auto bandpass_33 = mote::fir_bandpass<33>(49, 51, 1000);
constexpr auto bandstop_101 = mote::fir_bandstop<101>(45, 55, 1000);
constexpr auto bandstop_kaiser = mote::fir_bandstop<21>(1, 4, 25, windows::kaiser(5));
constexpr auto many_taps = mote::fir_bandpass<1001>(300, 3400, 16000, windows::kaiser(8));
static_assert(lowpass_1[0] == 1);
static_assert(lowpass_64[0] == lowpass_64[63]);
static_assert(many_taps[0] == many_taps[1000]);

template <mote::size_t N>
void expect_same(const array<double, N>& made, const array<double, N>& scipy) {
  for (mote::size_t i = 0; i < N; ++i) ASSERT_NEAR(made[i], scipy[i], 1e-12) << i;
}

TEST(FirDesign, EqualsFirwin) {
  expect_same(lowpass_1, firwin::lowpass_1);
  expect_same(lowpass_2, firwin::lowpass_2);
  expect_same(lowpass_64, firwin::lowpass_64);
  expect_same(lowpass_kaiser, firwin::lowpass_101_kaiser);
  expect_same(lowpass_boxcar, firwin::lowpass_31_boxcar);
  expect_same(highpass_63, firwin::highpass_63_hann);
  expect_same(highpass_9, firwin::highpass_9);
  expect_same(bandpass_64, firwin::bandpass_64_blackman);
  expect_same(bandpass_33, firwin::bandpass_33);
  expect_same(bandstop_101, firwin::bandstop_101);
  expect_same(bandstop_kaiser, firwin::bandstop_21_kaiser);
}

/// |H| at a frequency of a sample rate of 1.
template <mote::size_t N>
double gain(const array<double, N>& b, double frequency) {
  double re = 0, im = 0;
  for (mote::size_t i = 0; i < N; ++i) {
    const double angle = 2 * 3.14159265358979323846 * frequency * static_cast<double>(i);
    re += b[i] * cos(angle);
    im += b[i] * sin(angle);
  }
  return sqrt(re * re + im * im);
}

TEST(FirDesign, HasAGainOfOneWhereTheCommentSays) {
  EXPECT_NEAR(gain(lowpass_kaiser, 0), 1, 1e-14);
  EXPECT_NEAR(gain(bandstop_101, 0), 1, 1e-14);
  EXPECT_NEAR(gain(highpass_63, 0.5), 1, 1e-14);
  EXPECT_NEAR(gain(bandpass_64, 1850.0 / 16000), 1, 1e-14);
}

TEST(FirDesign, HalvesTheSignalAtTheCutOffAndStopsWhatItShould) {
  EXPECT_NEAR(gain(lowpass_kaiser, 3000.0 / 48000), 0.5, 1e-4);
  EXPECT_NEAR(gain(many_taps, 300.0 / 16000), 0.5, 1e-4);
  EXPECT_NEAR(gain(many_taps, 3400.0 / 16000), 0.5, 1e-4);
  EXPECT_LT(gain(many_taps, 100.0 / 16000), 1e-4);
  EXPECT_LT(gain(many_taps, 3600.0 / 16000), 1e-4);
  EXPECT_LT(gain(lowpass_kaiser, 6000.0 / 48000), 1e-4);
  EXPECT_LT(gain(lowpass_64, 0.15), 5e-3);
}

}  // namespace
