#include "mote/design/rbj.hpp"

#include <gtest/gtest.h>

#include "data/designs/rbj.hpp"
#include "design/designs.hpp"

namespace {

using namespace mote;
using namespace goldens::rbj;

constexpr double rate = 16000;
constexpr double f0 = 1000;

sos<1> one(const section& row) { return {{row}}; }

// --- Compile time ---
static_assert(rbj_lowpass(f0, 0.8, rate).a0 == 1);
static_assert(rbj_bandpass(f0, 0.8, rate).b1 == 0);
static_assert(magnitude(sos<1>{{rbj_notch(f0, 0.8, rate)}}, f0, rate) < 1e-12);

// --- The formulas of the cookbook, typed once more in Python ---
TEST(Rbj, HasTheRowsOfTheCookbook) {
#define EXPECT_ROW(name, ...) \
  EXPECT_LT(designs::difference(one(rbj_##name(f0, __VA_ARGS__, rate)), name), 1e-12)
  EXPECT_ROW(lowpass, 0.8);
  EXPECT_ROW(highpass, 0.8);
  EXPECT_ROW(bandpass, 0.8);
  EXPECT_ROW(bandpass_skirt, 0.8);
  EXPECT_ROW(notch, 0.8);
  EXPECT_ROW(allpass, 0.8);
  EXPECT_ROW(peaking, 0.8, -7.5);
  EXPECT_ROW(low_shelf, 0.8, -7.5);
  EXPECT_ROW(high_shelf, 0.8, -7.5);
}

// --- Properties: what each shape is for ---
TEST(Rbj, PassesHaveAGainOfQAtTheirFrequency) {
  for (const double q : {0.5, 0.7071, 3.0}) {
    EXPECT_NEAR(magnitude(rbj_lowpass(f0, q, rate), f0, rate), q, 1e-9);
    EXPECT_NEAR(magnitude(rbj_highpass(f0, q, rate), f0, rate), q, 1e-9);
    EXPECT_NEAR(magnitude(rbj_bandpass_skirt(f0, q, rate), f0, rate), q, 1e-9);
    EXPECT_NEAR(magnitude(rbj_bandpass(f0, q, rate), f0, rate), 1, 1e-9);
    EXPECT_NEAR(magnitude(rbj_lowpass(f0, q, rate), 0, rate), 1, 1e-9);
    EXPECT_NEAR(magnitude(rbj_highpass(f0, q, rate), rate / 2, rate), 1, 1e-9);
  }
}

TEST(Rbj, GainsAreReachedWhereTheCookbookSays) {
  for (const double gain : {-12.0, 3.0, 20.0}) {
    EXPECT_NEAR(magnitude_db(rbj_peaking(f0, 1.2, gain, rate), f0, rate), gain, 1e-9);
    EXPECT_NEAR(magnitude_db(rbj_peaking(f0, 1.2, gain, rate), 0, rate), 0, 1e-9);
    EXPECT_NEAR(magnitude_db(rbj_low_shelf(f0, 0.7, gain, rate), 0, rate), gain, 1e-9);
    EXPECT_NEAR(magnitude_db(rbj_low_shelf(f0, 0.7, gain, rate), f0, rate), gain / 2, 1e-9);
    EXPECT_NEAR(magnitude_db(rbj_low_shelf(f0, 0.7, gain, rate), rate / 2, rate), 0, 1e-9);
    EXPECT_NEAR(magnitude_db(rbj_high_shelf(f0, 0.7, gain, rate), rate / 2, rate), gain, 1e-9);
    EXPECT_NEAR(magnitude_db(rbj_high_shelf(f0, 0.7, gain, rate), f0, rate), gain / 2, 1e-9);
    EXPECT_NEAR(magnitude_db(rbj_high_shelf(f0, 0.7, gain, rate), 0, rate), 0, 1e-9);
  }
}

TEST(Rbj, AnAllpassLeavesTheMagnitude) {
  for (double f = 0; f <= rate / 2; f += 250) {
    EXPECT_NEAR(magnitude(rbj_allpass(f0, 2.0, rate), f, rate), 1, 1e-12);
  }
}

TEST(Rbj, ABandwidthIsTheDistanceOfItsHalfPowerFrequenciesInOctaves) {
  constexpr double q = rbj_q_of_bandwidth(1.0, f0, rate);
  const auto above = [](double f) {
    return magnitude_db(rbj_bandpass(f0, q, rate), f, rate) > -3.0102999566398120;
  };
  const auto edge = [&above](double inside, double outside) {
    for (int i = 0; i < 60; ++i) {
      const double middle = (inside + outside) / 2;
      (above(middle) ? inside : outside) = middle;
    }
    return inside;
  };
  // The cookbook's formula is exact for the analog filter, and near it for the warped digital one.
  EXPECT_NEAR(log2(edge(f0, 4 * f0) / edge(f0, f0 / 4)), 1, 0.01);
}

TEST(Rbj, ASlopeOfOneIsAQOfHalfTheRootOfTwo) {
  EXPECT_NEAR(rbj_q_of_slope(1.0, 12.0), 0.70710678118654752, 1e-12);
  EXPECT_LT(rbj_q_of_slope(0.5, 12.0), 0.7);
}

}  // namespace
