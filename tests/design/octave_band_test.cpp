#include "mote/design/octave_band.hpp"

#include <gtest/gtest.h>
#include <math.h>

#include "mote/design/response.hpp"

namespace {

using mote::band_middle;
using mote::magnitude_db;
using mote::octave_band;

static_assert(band_middle(0) == 1000 && band_middle<3>(0) == 1000);
static_assert(octave_band<3>(10, 48000)[0].a0 == 1);

TEST(OctaveBand, HasTheMiddlesOfTheStandard) {
  EXPECT_NEAR(band_middle(-4), 63.096, 5e-4);
  EXPECT_NEAR(band_middle(3), 7943.28, 5e-3);
  EXPECT_NEAR(band_middle<3>(-16), 25.119, 5e-4);
  EXPECT_NEAR(band_middle<3>(10), 10000, 1e-9);
}

/// Every band of a rate of which the sections are at ease: the lowest edge above rate / 1000.
template <int Fraction>
void expect_bands(double rate) {
  const double half = pow(10, 0.15 / Fraction);
  int bands = 0;
  for (int band = -30; band <= 13 * Fraction; ++band) {
    const double middle = band_middle<Fraction>(band);
    if (middle / half < rate / 1000 || middle * half >= rate / 4) continue;
    SCOPED_TRACE(testing::Message()
                 << Fraction << " bands an octave, " << middle << " of " << rate);
    ++bands;
    const auto filter = octave_band<Fraction>(band, rate);
    EXPECT_NEAR(magnitude_db(filter, middle, rate), 0, 0.05);
    EXPECT_NEAR(magnitude_db(filter, middle * half, rate), -3.0103, 1e-6);
    EXPECT_NEAR(magnitude_db(filter, middle / half, rate), -3.0103, 1e-6);
    // So far beside the middle as an octave is from its own: the standard's Omega of a fraction.
    for (const auto& [octaves, loss] : {std::pair{1, 16.6}, {2, 40.5}, {3, 60.0}, {4, 70.0}}) {
      const double side = pow(10, 0.3 * octaves);
      const double wide = 1 + (half - 1 / half) / (pow(10, 0.15) - pow(10, -0.15)) * (side - 1);
      EXPECT_LE(magnitude_db(filter, middle / wide, rate), -loss) << octaves;
      if (middle * wide < rate / 2) {
        EXPECT_LE(magnitude_db(filter, middle * wide, rate), -loss) << octaves;
      }
    }
  }
  EXPECT_GE(bands, 5) << "or nothing was tried";
}

TEST(OctaveBand, PassesItsBandAndStopsTheOthers) {
  for (const double rate : {8000.0, 16000.0, 44100.0, 48000.0, 96000.0}) {
    expect_bands<1>(rate);
    expect_bands<3>(rate);
  }
}

}  // namespace
