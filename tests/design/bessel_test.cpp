#include "mote/design/bessel.hpp"

#include <gtest/gtest.h>
#include <math.h>

#include "data/designs/bessel.hpp"
#include "data/designs/bessel_delay.hpp"
#include "data/designs/bessel_magnitude.hpp"
#include "design/designs.hpp"

namespace {

using namespace mote;

// --- scipy.signal.bessel, row by row ---
TEST(Bessel, HasScipysRowsAsConstants) {
  namespace rows = goldens::bessel;
  EXPECT_ROWS(bessel_lowpass<1>(100.0, 1000.0), rows::lowpass_1);
  EXPECT_ROWS(bessel_lowpass<2>(0.5, 100.0), rows::lowpass_2);
  EXPECT_ROWS(bessel_lowpass<3>(3000.0, 16000.0), rows::lowpass_3);
  EXPECT_ROWS(bessel_lowpass<4>(8.0, 62.5), rows::lowpass_4);
  EXPECT_ROWS(bessel_lowpass<5>(20.0, 48000.0), rows::lowpass_5);
  EXPECT_ROWS(bessel_lowpass<8>(7900.0, 16000.0), rows::lowpass_8);
  EXPECT_ROWS(bessel_lowpass<9>(5.0, 25.0), rows::lowpass_9);
  EXPECT_ROWS(bessel_highpass<1>(100.0, 1000.0), rows::highpass_1);
  EXPECT_ROWS(bessel_highpass<2>(0.5, 100.0), rows::highpass_2);
  EXPECT_ROWS(bessel_highpass<3>(3000.0, 16000.0), rows::highpass_3);
  EXPECT_ROWS(bessel_highpass<4>(8.0, 62.5), rows::highpass_4);
  EXPECT_ROWS(bessel_highpass<5>(20.0, 48000.0), rows::highpass_5);
  EXPECT_ROWS(bessel_highpass<8>(7900.0, 16000.0), rows::highpass_8);
  EXPECT_ROWS(bessel_highpass<9>(5.0, 25.0), rows::highpass_9);
  EXPECT_ROWS(bessel_bandpass<1>(40.0, 60.0, 1000.0), rows::bandpass_1);
  EXPECT_ROWS(bessel_bandpass<1>(1.0, 450.0, 1000.0), rows::bandpass_1_wide);
  EXPECT_ROWS(bessel_bandpass<2>(0.5, 3.0, 25.0), rows::bandpass_2);
  EXPECT_ROWS(bessel_bandpass<3>(100.0, 7000.0, 16000.0), rows::bandpass_3_wide);
  EXPECT_ROWS(bessel_bandpass<4>(300.0, 3400.0, 16000.0), rows::bandpass_4);
  EXPECT_ROWS(bessel_bandpass<5>(49.0, 51.0, 1000.0), rows::bandpass_5);
  EXPECT_ROWS(bessel_bandpass<8>(500.0, 1000.0, 16000.0), rows::bandpass_8);
  EXPECT_ROWS(bessel_bandstop<1>(40.0, 60.0, 1000.0), rows::bandstop_1);
  EXPECT_ROWS(bessel_bandstop<1>(1.0, 450.0, 1000.0), rows::bandstop_1_wide);
  EXPECT_ROWS(bessel_bandstop<2>(0.5, 3.0, 25.0), rows::bandstop_2);
  EXPECT_ROWS(bessel_bandstop<3>(100.0, 7000.0, 16000.0), rows::bandstop_3_wide);
  EXPECT_ROWS(bessel_bandstop<4>(300.0, 3400.0, 16000.0), rows::bandstop_4);
  EXPECT_ROWS(bessel_bandstop<5>(49.0, 51.0, 1000.0), rows::bandstop_5);
  EXPECT_ROWS(bessel_bandstop<8>(500.0, 1000.0, 16000.0), rows::bandstop_8);
}
TEST(Bessel, HasScipysRowsOfItsDelay) {
  namespace rows = goldens::bessel_delay;
  EXPECT_ROWS(bessel_lowpass<1>(100.0, 1000.0, bessel_norm::delay), rows::lowpass_1);
  EXPECT_ROWS(bessel_lowpass<2>(0.5, 100.0, bessel_norm::delay), rows::lowpass_2);
  EXPECT_ROWS(bessel_lowpass<3>(3000.0, 16000.0, bessel_norm::delay), rows::lowpass_3);
  EXPECT_ROWS(bessel_lowpass<4>(8.0, 62.5, bessel_norm::delay), rows::lowpass_4);
  EXPECT_ROWS(bessel_lowpass<5>(20.0, 48000.0, bessel_norm::delay), rows::lowpass_5);
  EXPECT_ROWS(bessel_highpass<1>(100.0, 1000.0, bessel_norm::delay), rows::highpass_1);
  EXPECT_ROWS(bessel_highpass<2>(0.5, 100.0, bessel_norm::delay), rows::highpass_2);
  EXPECT_ROWS(bessel_highpass<3>(3000.0, 16000.0, bessel_norm::delay), rows::highpass_3);
  EXPECT_ROWS(bessel_highpass<4>(8.0, 62.5, bessel_norm::delay), rows::highpass_4);
  EXPECT_ROWS(bessel_highpass<5>(20.0, 48000.0, bessel_norm::delay), rows::highpass_5);
  EXPECT_ROWS(bessel_bandpass<1>(40.0, 60.0, 1000.0, bessel_norm::delay), rows::bandpass_1);
  EXPECT_ROWS(bessel_bandpass<1>(1.0, 450.0, 1000.0, bessel_norm::delay), rows::bandpass_1_wide);
  EXPECT_ROWS(bessel_bandpass<2>(0.5, 3.0, 25.0, bessel_norm::delay), rows::bandpass_2);
  EXPECT_ROWS(bessel_bandpass<3>(100.0, 7000.0, 16000.0, bessel_norm::delay),
              rows::bandpass_3_wide);
  EXPECT_ROWS(bessel_bandpass<4>(300.0, 3400.0, 16000.0, bessel_norm::delay), rows::bandpass_4);
  EXPECT_ROWS(bessel_bandpass<5>(49.0, 51.0, 1000.0, bessel_norm::delay), rows::bandpass_5);
  EXPECT_ROWS(bessel_bandstop<1>(40.0, 60.0, 1000.0, bessel_norm::delay), rows::bandstop_1);
  EXPECT_ROWS(bessel_bandstop<1>(1.0, 450.0, 1000.0, bessel_norm::delay), rows::bandstop_1_wide);
  EXPECT_ROWS(bessel_bandstop<2>(0.5, 3.0, 25.0, bessel_norm::delay), rows::bandstop_2);
  EXPECT_ROWS(bessel_bandstop<3>(100.0, 7000.0, 16000.0, bessel_norm::delay),
              rows::bandstop_3_wide);
  EXPECT_ROWS(bessel_bandstop<4>(300.0, 3400.0, 16000.0, bessel_norm::delay), rows::bandstop_4);
  EXPECT_ROWS(bessel_bandstop<5>(49.0, 51.0, 1000.0, bessel_norm::delay), rows::bandstop_5);
}
TEST(Bessel, HasScipysRowsOfItsMagnitude) {
  namespace rows = goldens::bessel_magnitude;
  EXPECT_ROWS(bessel_lowpass<1>(100.0, 1000.0, bessel_norm::magnitude), rows::lowpass_1);
  EXPECT_ROWS(bessel_lowpass<2>(0.5, 100.0, bessel_norm::magnitude), rows::lowpass_2);
  EXPECT_ROWS(bessel_lowpass<3>(3000.0, 16000.0, bessel_norm::magnitude), rows::lowpass_3);
  EXPECT_ROWS(bessel_lowpass<4>(8.0, 62.5, bessel_norm::magnitude), rows::lowpass_4);
  EXPECT_ROWS(bessel_lowpass<5>(20.0, 48000.0, bessel_norm::magnitude), rows::lowpass_5);
  EXPECT_ROWS(bessel_highpass<1>(100.0, 1000.0, bessel_norm::magnitude), rows::highpass_1);
  EXPECT_ROWS(bessel_highpass<2>(0.5, 100.0, bessel_norm::magnitude), rows::highpass_2);
  EXPECT_ROWS(bessel_highpass<3>(3000.0, 16000.0, bessel_norm::magnitude), rows::highpass_3);
  EXPECT_ROWS(bessel_highpass<4>(8.0, 62.5, bessel_norm::magnitude), rows::highpass_4);
  EXPECT_ROWS(bessel_highpass<5>(20.0, 48000.0, bessel_norm::magnitude), rows::highpass_5);
  EXPECT_ROWS(bessel_bandpass<1>(40.0, 60.0, 1000.0, bessel_norm::magnitude), rows::bandpass_1);
  EXPECT_ROWS(bessel_bandpass<1>(1.0, 450.0, 1000.0, bessel_norm::magnitude),
              rows::bandpass_1_wide);
  EXPECT_ROWS(bessel_bandpass<2>(0.5, 3.0, 25.0, bessel_norm::magnitude), rows::bandpass_2);
  EXPECT_ROWS(bessel_bandpass<3>(100.0, 7000.0, 16000.0, bessel_norm::magnitude),
              rows::bandpass_3_wide);
  EXPECT_ROWS(bessel_bandpass<4>(300.0, 3400.0, 16000.0, bessel_norm::magnitude), rows::bandpass_4);
  EXPECT_ROWS(bessel_bandpass<5>(49.0, 51.0, 1000.0, bessel_norm::magnitude), rows::bandpass_5);
  EXPECT_ROWS(bessel_bandstop<1>(40.0, 60.0, 1000.0, bessel_norm::magnitude), rows::bandstop_1);
  EXPECT_ROWS(bessel_bandstop<1>(1.0, 450.0, 1000.0, bessel_norm::magnitude),
              rows::bandstop_1_wide);
  EXPECT_ROWS(bessel_bandstop<2>(0.5, 3.0, 25.0, bessel_norm::magnitude), rows::bandstop_2);
  EXPECT_ROWS(bessel_bandstop<3>(100.0, 7000.0, 16000.0, bessel_norm::magnitude),
              rows::bandstop_3_wide);
  EXPECT_ROWS(bessel_bandstop<4>(300.0, 3400.0, 16000.0, bessel_norm::magnitude), rows::bandstop_4);
  EXPECT_ROWS(bessel_bandstop<5>(49.0, 51.0, 1000.0, bessel_norm::magnitude), rows::bandstop_5);
}

// --- Properties ---
TEST(Bessel, OfMagnitudeLosesHalfThePowerAtItsCutoff) {
  constexpr auto design = bessel_lowpass<12>(1000.0, 16000.0, bessel_norm::magnitude);
  EXPECT_NEAR(magnitude_db(design, 1000.0, 16000.0), -10 * log10(2.0), 1e-9);
}

TEST(Bessel, OfDelayDelaysByThePeriodOverTwoPiAndEquallyInItsPassBand) {
  constexpr auto design = bessel_lowpass<6>(50.0, 16000.0, bessel_norm::delay);
  const auto phase = [&](double f) {
    const complex<double> z = response(design, f, 16000.0);
    return atan2(z.im, z.re);
  };
  for (const double f : {1.0, 20.0, 40.0}) {
    const double delay = -(phase(f + 0.01) - phase(f - 0.01)) / (2 * 3.141592653589793 * 0.02);
    EXPECT_NEAR(delay, 1 / (2 * 3.141592653589793 * 50), 2e-6) << f;
  }
}

}  // namespace
