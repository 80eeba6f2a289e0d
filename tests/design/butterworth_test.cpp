#include "mote/design/butterworth.hpp"

#include <gtest/gtest.h>

#include "data/designs/butterworth.hpp"
#include "design/designs.hpp"

namespace {

using namespace mote;
using namespace goldens::butterworth;

// --- Compile time ---
static_assert(butterworth_lowpass<4>(8.0, 62.5).size() == 2);
static_assert(butterworth_lowpass<5>(8.0, 62.5).size() == 3, "an odd order rounds up");
static_assert(butterworth_bandpass<5>(1.0, 2.0, 62.5).size() == 5);
static_assert(butterworth_highpass<1>(1.0, 4.0)[0].a2 == 0, "order 1 is a section of order 1");
static_assert(butterworth_lowpass<1>(1.0, 4.0)[0].b0 == butterworth_lowpass<1>(1.0, 4.0)[0].b1);
static_assert(butterworth_lowpass<4>(8.0, 62.5)[1].b1 == 2, "zeros at -1 are exact");
static_assert(butterworth_highpass<4>(8.0, 62.5)[1].b1 == -2, "zeros at 1 are exact");

// --- scipy.signal.butter, row by row ---

TEST(Butterworth, HasScipysRowsAsConstants) {
  EXPECT_ROWS(butterworth_lowpass<1>(100.0, 1000.0), lowpass_1);
  EXPECT_ROWS(butterworth_lowpass<2>(0.5, 100.0), lowpass_2);
  EXPECT_ROWS(butterworth_lowpass<3>(3000.0, 16000.0), lowpass_3);
  EXPECT_ROWS(butterworth_lowpass<4>(8.0, 62.5), lowpass_4);
  EXPECT_ROWS(butterworth_lowpass<5>(20.0, 48000.0), lowpass_5);
  EXPECT_ROWS(butterworth_lowpass<8>(7900.0, 16000.0), lowpass_8);
  EXPECT_ROWS(butterworth_lowpass<9>(5.0, 25.0), lowpass_9);
  EXPECT_ROWS(butterworth_lowpass<16>(2000.0, 16000.0), lowpass_16);
  EXPECT_ROWS(butterworth_highpass<1>(100.0, 1000.0), highpass_1);
  EXPECT_ROWS(butterworth_highpass<2>(0.5, 100.0), highpass_2);
  EXPECT_ROWS(butterworth_highpass<3>(3000.0, 16000.0), highpass_3);
  EXPECT_ROWS(butterworth_highpass<4>(8.0, 62.5), highpass_4);
  EXPECT_ROWS(butterworth_highpass<5>(20.0, 48000.0), highpass_5);
  EXPECT_ROWS(butterworth_highpass<8>(7900.0, 16000.0), highpass_8);
  EXPECT_ROWS(butterworth_highpass<9>(5.0, 25.0), highpass_9);
  EXPECT_ROWS(butterworth_highpass<16>(2000.0, 16000.0), highpass_16);
  EXPECT_ROWS(butterworth_bandpass<1>(40.0, 60.0, 1000.0), bandpass_1);
  EXPECT_ROWS(butterworth_bandpass<1>(1.0, 450.0, 1000.0), bandpass_1_wide);
  EXPECT_ROWS(butterworth_bandpass<2>(0.5, 3.0, 25.0), bandpass_2);
  EXPECT_ROWS(butterworth_bandpass<3>(100.0, 7000.0, 16000.0), bandpass_3_wide);
  EXPECT_ROWS(butterworth_bandpass<4>(300.0, 3400.0, 16000.0), bandpass_4);
  EXPECT_ROWS(butterworth_bandpass<5>(49.0, 51.0, 1000.0), bandpass_5);
  EXPECT_ROWS(butterworth_bandpass<8>(500.0, 1000.0, 16000.0), bandpass_8);
  EXPECT_ROWS(butterworth_bandstop<1>(40.0, 60.0, 1000.0), bandstop_1);
  EXPECT_ROWS(butterworth_bandstop<1>(1.0, 450.0, 1000.0), bandstop_1_wide);
  EXPECT_ROWS(butterworth_bandstop<2>(0.5, 3.0, 25.0), bandstop_2);
  EXPECT_ROWS(butterworth_bandstop<3>(100.0, 7000.0, 16000.0), bandstop_3_wide);
  EXPECT_ROWS(butterworth_bandstop<4>(300.0, 3400.0, 16000.0), bandstop_4);
  EXPECT_ROWS(butterworth_bandstop<5>(49.0, 51.0, 1000.0), bandstop_5);
  EXPECT_ROWS(butterworth_bandstop<8>(500.0, 1000.0, 16000.0), bandstop_8);
}

// --- Properties ---
constexpr double half_power_db = -3.0102999566398120;

TEST(Butterworth, LosesHalfThePowerAtItsEdges) {
  constexpr auto low = butterworth_lowpass<7>(1000.0, 16000.0);
  constexpr auto high = butterworth_highpass<6>(1000.0, 16000.0);
  constexpr auto pass = butterworth_bandpass<4>(300.0, 3400.0, 16000.0);
  constexpr auto stop = butterworth_bandstop<3>(300.0, 3400.0, 16000.0);
  EXPECT_NEAR(magnitude_db(low, 1000.0, 16000.0), half_power_db, 1e-9);
  EXPECT_NEAR(magnitude_db(high, 1000.0, 16000.0), half_power_db, 1e-9);
  for (const double edge : {300.0, 3400.0}) {
    EXPECT_NEAR(magnitude_db(pass, edge, 16000.0), half_power_db, 1e-9);
    EXPECT_NEAR(magnitude_db(stop, edge, 16000.0), half_power_db, 1e-9);
  }
}

TEST(Butterworth, PassesTheMiddleOfItsBandWhole) {
  EXPECT_NEAR(magnitude(butterworth_lowpass<16>(2000.0, 16000.0), 0.0, 16000.0), 1, 1e-9);
  EXPECT_NEAR(magnitude(butterworth_highpass<16>(2000.0, 16000.0), 8000.0, 16000.0), 1, 1e-9);
  EXPECT_NEAR(magnitude(butterworth_bandstop<3>(300.0, 3400.0, 16000.0), 0.0, 16000.0), 1, 1e-9);
}

TEST(Butterworth, NeverRisesFromThePassBandOutwards) {
  constexpr auto design = butterworth_lowpass<8>(1000.0, 16000.0);
  double before = 1 + 1e-9;
  for (int i = 0; i <= 100; ++i) {
    const double now = magnitude(design, 80.0 * i, 16000.0);
    EXPECT_LE(now, before) << 80 * i << " Hz";
    before = now + 1e-12;
  }
}

TEST(Butterworth, IsStableUpToOrder32) {
  EXPECT_TRUE(designs::stable(butterworth_lowpass<32>(4000.0, 16000.0)));
  EXPECT_TRUE(designs::stable(butterworth_bandpass<16>(1000.0, 4000.0, 16000.0)));
}

}  // namespace
