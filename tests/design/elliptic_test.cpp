#include "mote/design/elliptic.hpp"

#include <gtest/gtest.h>

#include "data/designs/elliptic.hpp"
#include "design/designs.hpp"

namespace {

using namespace mote;

// --- scipy.signal.ellip, row by row ---
TEST(Elliptic, HasScipysRowsAsConstants) {
  namespace rows = goldens::elliptic;
  EXPECT_ROWS(elliptic_lowpass<1>(0.5, 60.0, 100.0, 1000.0), rows::lowpass_1);
  EXPECT_ROWS(elliptic_lowpass<2>(0.5, 60.0, 0.5, 100.0), rows::lowpass_2);
  EXPECT_ROWS(elliptic_lowpass<3>(0.5, 60.0, 3000.0, 16000.0), rows::lowpass_3);
  EXPECT_ROWS(elliptic_lowpass<4>(0.5, 60.0, 8.0, 62.5), rows::lowpass_4);
  EXPECT_ROWS(elliptic_lowpass<5>(0.5, 60.0, 20.0, 48000.0), rows::lowpass_5);
  EXPECT_ROWS(elliptic_lowpass<8>(0.5, 60.0, 7900.0, 16000.0), rows::lowpass_8);
  EXPECT_ROWS(elliptic_lowpass<9>(0.5, 60.0, 5.0, 25.0), rows::lowpass_9);
  EXPECT_ROWS(elliptic_highpass<1>(0.5, 60.0, 100.0, 1000.0), rows::highpass_1);
  EXPECT_ROWS(elliptic_highpass<2>(0.5, 60.0, 0.5, 100.0), rows::highpass_2);
  EXPECT_ROWS(elliptic_highpass<3>(0.5, 60.0, 3000.0, 16000.0), rows::highpass_3);
  EXPECT_ROWS(elliptic_highpass<4>(0.5, 60.0, 8.0, 62.5), rows::highpass_4);
  EXPECT_ROWS(elliptic_highpass<5>(0.5, 60.0, 20.0, 48000.0), rows::highpass_5);
  EXPECT_ROWS(elliptic_highpass<8>(0.5, 60.0, 7900.0, 16000.0), rows::highpass_8);
  EXPECT_ROWS(elliptic_highpass<9>(0.5, 60.0, 5.0, 25.0), rows::highpass_9);
  EXPECT_ROWS(elliptic_bandpass<1>(0.5, 60.0, 40.0, 60.0, 1000.0), rows::bandpass_1);
  EXPECT_ROWS(elliptic_bandpass<1>(0.5, 60.0, 1.0, 450.0, 1000.0), rows::bandpass_1_wide);
  EXPECT_ROWS(elliptic_bandpass<2>(0.5, 60.0, 0.5, 3.0, 25.0), rows::bandpass_2);
  EXPECT_ROWS(elliptic_bandpass<3>(0.5, 60.0, 100.0, 7000.0, 16000.0), rows::bandpass_3_wide);
  EXPECT_ROWS(elliptic_bandpass<4>(0.5, 60.0, 300.0, 3400.0, 16000.0), rows::bandpass_4);
  EXPECT_ROWS(elliptic_bandpass<5>(0.5, 60.0, 49.0, 51.0, 1000.0), rows::bandpass_5);
  EXPECT_ROWS(elliptic_bandpass<8>(0.5, 60.0, 500.0, 1000.0, 16000.0), rows::bandpass_8);
  EXPECT_ROWS(elliptic_bandstop<1>(0.5, 60.0, 40.0, 60.0, 1000.0), rows::bandstop_1);
  EXPECT_ROWS(elliptic_bandstop<1>(0.5, 60.0, 1.0, 450.0, 1000.0), rows::bandstop_1_wide);
  EXPECT_ROWS(elliptic_bandstop<2>(0.5, 60.0, 0.5, 3.0, 25.0), rows::bandstop_2);
  EXPECT_ROWS(elliptic_bandstop<3>(0.5, 60.0, 100.0, 7000.0, 16000.0), rows::bandstop_3_wide);
  EXPECT_ROWS(elliptic_bandstop<4>(0.5, 60.0, 300.0, 3400.0, 16000.0), rows::bandstop_4);
  EXPECT_ROWS(elliptic_bandstop<5>(0.5, 60.0, 49.0, 51.0, 1000.0), rows::bandstop_5);
  EXPECT_ROWS(elliptic_bandstop<8>(0.5, 60.0, 500.0, 1000.0, 16000.0), rows::bandstop_8);
}

// --- Properties ---
template <size_t Order>
void expect_ripples(double ripple, double attenuation) {
  SCOPED_TRACE(testing::Message() << Order << ", " << ripple << " and " << attenuation << " dB");
  const auto design = elliptic_lowpass<Order>(ripple, attenuation, 1000.0, 16000.0);
  EXPECT_TRUE(designs::stable(design));
  EXPECT_NEAR(magnitude_db(design, 1000.0, 16000.0), -ripple, 1e-6);
  double least = 0, loudest = -1000;
  for (int i = 0; i <= 1000; ++i) {
    const double passed = magnitude_db(design, i, 16000.0);
    EXPECT_LE(passed, 1e-6) << i;
    least = fmin(least, passed);
    loudest = fmax(loudest, magnitude_db(design, 8000 - i / 2, 16000.0));
  }
  EXPECT_NEAR(least, -ripple, 1e-6);
  EXPECT_LE(loudest, -attenuation + 1e-6);
}

TEST(Elliptic, KeepsItsRippleAndItsAttenuation) {
  for (const double ripple : {0.01, 0.5, 3.0}) {
    for (const double attenuation : {20.0, 60.0, 120.0}) {
      expect_ripples<7>(ripple, attenuation);
      expect_ripples<8>(ripple, attenuation);
      expect_ripples<12>(ripple, attenuation);
    }
  }
}

}  // namespace
