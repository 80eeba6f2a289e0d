#include "mote/design/chebyshev.hpp"

#include <gtest/gtest.h>

#include "data/designs/chebyshev.hpp"
#include "data/designs/chebyshev2.hpp"
#include "design/designs.hpp"

namespace {

using namespace mote;
using namespace goldens::chebyshev;

// --- Compile time ---
static_assert(chebyshev1_lowpass<4>(0.5, 8.0, 62.5).size() == 2);
static_assert(chebyshev1_bandstop<5>(0.5, 1.0, 2.0, 62.5).size() == 5);
static_assert(chebyshev1_lowpass<4>(0.5, 8.0, 62.5)[1].b1 == 2, "zeros at -1 are exact");

// --- scipy.signal.cheby1, row by row ---

TEST(Chebyshev, HasScipysRowsAsConstants) {
  EXPECT_ROWS(chebyshev1_lowpass<1>(0.5, 100.0, 1000.0), lowpass_1);
  EXPECT_ROWS(chebyshev1_lowpass<2>(0.5, 0.5, 100.0), lowpass_2);
  EXPECT_ROWS(chebyshev1_lowpass<3>(0.5, 3000.0, 16000.0), lowpass_3);
  EXPECT_ROWS(chebyshev1_lowpass<4>(0.5, 8.0, 62.5), lowpass_4);
  EXPECT_ROWS(chebyshev1_lowpass<5>(0.5, 20.0, 48000.0), lowpass_5);
  EXPECT_ROWS(chebyshev1_lowpass<8>(0.5, 7900.0, 16000.0), lowpass_8);
  EXPECT_ROWS(chebyshev1_lowpass<9>(0.5, 5.0, 25.0), lowpass_9);
  EXPECT_ROWS(chebyshev1_lowpass<16>(0.5, 2000.0, 16000.0), lowpass_16);
  EXPECT_ROWS(chebyshev1_highpass<1>(0.5, 100.0, 1000.0), highpass_1);
  EXPECT_ROWS(chebyshev1_highpass<2>(0.5, 0.5, 100.0), highpass_2);
  EXPECT_ROWS(chebyshev1_highpass<3>(0.5, 3000.0, 16000.0), highpass_3);
  EXPECT_ROWS(chebyshev1_highpass<4>(0.5, 8.0, 62.5), highpass_4);
  EXPECT_ROWS(chebyshev1_highpass<5>(0.5, 20.0, 48000.0), highpass_5);
  EXPECT_ROWS(chebyshev1_highpass<8>(0.5, 7900.0, 16000.0), highpass_8);
  EXPECT_ROWS(chebyshev1_highpass<9>(0.5, 5.0, 25.0), highpass_9);
  EXPECT_ROWS(chebyshev1_highpass<16>(0.5, 2000.0, 16000.0), highpass_16);
  EXPECT_ROWS(chebyshev1_bandpass<1>(0.5, 40.0, 60.0, 1000.0), bandpass_1);
  EXPECT_ROWS(chebyshev1_bandpass<1>(0.5, 1.0, 450.0, 1000.0), bandpass_1_wide);
  EXPECT_ROWS(chebyshev1_bandpass<2>(0.5, 0.5, 3.0, 25.0), bandpass_2);
  EXPECT_ROWS(chebyshev1_bandpass<3>(0.5, 100.0, 7000.0, 16000.0), bandpass_3_wide);
  EXPECT_ROWS(chebyshev1_bandpass<4>(0.5, 300.0, 3400.0, 16000.0), bandpass_4);
  EXPECT_ROWS(chebyshev1_bandpass<5>(0.5, 49.0, 51.0, 1000.0), bandpass_5);
  EXPECT_ROWS(chebyshev1_bandpass<8>(0.5, 500.0, 1000.0, 16000.0), bandpass_8);
  EXPECT_ROWS(chebyshev1_bandstop<1>(0.5, 40.0, 60.0, 1000.0), bandstop_1);
  EXPECT_ROWS(chebyshev1_bandstop<1>(0.5, 1.0, 450.0, 1000.0), bandstop_1_wide);
  EXPECT_ROWS(chebyshev1_bandstop<2>(0.5, 0.5, 3.0, 25.0), bandstop_2);
  EXPECT_ROWS(chebyshev1_bandstop<3>(0.5, 100.0, 7000.0, 16000.0), bandstop_3_wide);
  EXPECT_ROWS(chebyshev1_bandstop<4>(0.5, 300.0, 3400.0, 16000.0), bandstop_4);
  EXPECT_ROWS(chebyshev1_bandstop<5>(0.5, 49.0, 51.0, 1000.0), bandstop_5);
  EXPECT_ROWS(chebyshev1_bandstop<8>(0.5, 500.0, 1000.0, 16000.0), bandstop_8);
}

TEST(Chebyshev2, HasScipysRowsAsConstants) {
  namespace rows = goldens::chebyshev2;
  EXPECT_ROWS(chebyshev2_lowpass<1>(60.0, 100.0, 1000.0), rows::lowpass_1);
  EXPECT_ROWS(chebyshev2_lowpass<2>(60.0, 0.5, 100.0), rows::lowpass_2);
  EXPECT_ROWS(chebyshev2_lowpass<3>(60.0, 3000.0, 16000.0), rows::lowpass_3);
  EXPECT_ROWS(chebyshev2_lowpass<4>(60.0, 8.0, 62.5), rows::lowpass_4);
  EXPECT_ROWS(chebyshev2_lowpass<5>(60.0, 20.0, 48000.0), rows::lowpass_5);
  EXPECT_ROWS(chebyshev2_lowpass<8>(60.0, 7900.0, 16000.0), rows::lowpass_8);
  EXPECT_ROWS(chebyshev2_lowpass<9>(60.0, 5.0, 25.0), rows::lowpass_9);
  EXPECT_ROWS(chebyshev2_highpass<1>(60.0, 100.0, 1000.0), rows::highpass_1);
  EXPECT_ROWS(chebyshev2_highpass<2>(60.0, 0.5, 100.0), rows::highpass_2);
  EXPECT_ROWS(chebyshev2_highpass<3>(60.0, 3000.0, 16000.0), rows::highpass_3);
  EXPECT_ROWS(chebyshev2_highpass<4>(60.0, 8.0, 62.5), rows::highpass_4);
  EXPECT_ROWS(chebyshev2_highpass<5>(60.0, 20.0, 48000.0), rows::highpass_5);
  EXPECT_ROWS(chebyshev2_highpass<8>(60.0, 7900.0, 16000.0), rows::highpass_8);
  EXPECT_ROWS(chebyshev2_highpass<9>(60.0, 5.0, 25.0), rows::highpass_9);
  EXPECT_ROWS(chebyshev2_bandpass<1>(60.0, 40.0, 60.0, 1000.0), rows::bandpass_1);
  EXPECT_ROWS(chebyshev2_bandpass<1>(60.0, 1.0, 450.0, 1000.0), rows::bandpass_1_wide);
  EXPECT_ROWS(chebyshev2_bandpass<2>(60.0, 0.5, 3.0, 25.0), rows::bandpass_2);
  EXPECT_ROWS(chebyshev2_bandpass<3>(60.0, 100.0, 7000.0, 16000.0), rows::bandpass_3_wide);
  EXPECT_ROWS(chebyshev2_bandpass<4>(60.0, 300.0, 3400.0, 16000.0), rows::bandpass_4);
  EXPECT_ROWS(chebyshev2_bandpass<5>(60.0, 49.0, 51.0, 1000.0), rows::bandpass_5);
  EXPECT_ROWS(chebyshev2_bandpass<8>(60.0, 500.0, 1000.0, 16000.0), rows::bandpass_8);
  EXPECT_ROWS(chebyshev2_bandstop<1>(60.0, 40.0, 60.0, 1000.0), rows::bandstop_1);
  EXPECT_ROWS(chebyshev2_bandstop<1>(60.0, 1.0, 450.0, 1000.0), rows::bandstop_1_wide);
  EXPECT_ROWS(chebyshev2_bandstop<2>(60.0, 0.5, 3.0, 25.0), rows::bandstop_2);
  EXPECT_ROWS(chebyshev2_bandstop<3>(60.0, 100.0, 7000.0, 16000.0), rows::bandstop_3_wide);
  EXPECT_ROWS(chebyshev2_bandstop<4>(60.0, 300.0, 3400.0, 16000.0), rows::bandstop_4);
  EXPECT_ROWS(chebyshev2_bandstop<5>(60.0, 49.0, 51.0, 1000.0), rows::bandstop_5);
  EXPECT_ROWS(chebyshev2_bandstop<8>(60.0, 500.0, 1000.0, 16000.0), rows::bandstop_8);
}

// --- Properties ---
TEST(Chebyshev, IsDownByItsRippleAtItsEdges) {
  constexpr auto low = chebyshev1_lowpass<6>(1.5, 1000.0, 16000.0);
  constexpr auto high = chebyshev1_highpass<7>(1.5, 1000.0, 16000.0);
  constexpr auto pass = chebyshev1_bandpass<4>(1.5, 300.0, 3400.0, 16000.0);
  EXPECT_NEAR(magnitude_db(low, 1000.0, 16000.0), -1.5, 1e-9);
  EXPECT_NEAR(magnitude_db(high, 1000.0, 16000.0), -1.5, 1e-9);
  EXPECT_NEAR(magnitude_db(pass, 300.0, 16000.0), -1.5, 1e-8);
  EXPECT_NEAR(magnitude_db(pass, 3400.0, 16000.0), -1.5, 1e-8);
}

TEST(Chebyshev, SwingsBetweenZeroAndItsRipple) {
  constexpr auto design = chebyshev1_lowpass<6>(1.5, 1000.0, 16000.0);
  double most = -100;
  double least = 100;
  for (int i = 0; i <= 1000; ++i) {
    const double now = magnitude_db(design, i, 16000.0);
    most = now > most ? now : most;
    least = now < least ? now : least;
  }
  EXPECT_NEAR(most, 0, 1e-3);
  EXPECT_NEAR(least, -1.5, 1e-3);
  EXPECT_NEAR(magnitude_db(design, 0, 16000.0), -1.5, 1e-9) << "an even order starts in a dip";
  EXPECT_NEAR(magnitude_db(chebyshev1_lowpass<5>(1.5, 1000.0, 16000.0), 0, 16000.0), 0, 1e-9);
}

TEST(Chebyshev2, StaysBelowItsAttenuationAndFallsWithoutARipple) {
  constexpr auto design = chebyshev2_lowpass<6>(50.0, 2000.0, 16000.0);
  EXPECT_NEAR(magnitude_db(design, 2000.0, 16000.0), -50, 1e-9);
  EXPECT_NEAR(magnitude_db(design, 0, 16000.0), 0, 1e-9);
  double before = 0;
  for (int f = 0; f < 2000; f += 10) {
    const double now = magnitude_db(design, f, 16000.0);
    EXPECT_LE(now, before + 1e-9) << f;
    before = now;
  }
  for (int f = 2000; f < 8000; f += 7) EXPECT_LE(magnitude_db(design, f, 16000.0), -50 + 1e-9) << f;
}

}  // namespace
