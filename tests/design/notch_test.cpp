#include "mote/design/notch.hpp"

#include <gtest/gtest.h>
#include <math.h>

#include "data/designs/notch.hpp"
#include "design/designs.hpp"

namespace {

using mote::notch;
using mote::peak;
using mote::sos;
namespace rows = goldens::notch;

constexpr sos<1> one(const mote::section& row) { return {{row}}; }

TEST(Notch, HasScipysRowsAsConstants) {
  EXPECT_ROWS(one(notch(50, 10, 125)), rows::notch_50_10);
  EXPECT_ROWS(one(notch(50, 30, 16000)), rows::notch_50_30);
  EXPECT_ROWS(one(notch(23000, 2, 48000)), rows::notch_23000_2);
  EXPECT_ROWS(one(peak(50, 10, 125)), rows::peak_50_10);
  EXPECT_ROWS(one(peak(50, 30, 16000)), rows::peak_50_30);
  EXPECT_ROWS(one(peak(23000, 2, 48000)), rows::peak_23000_2);
}

TEST(SosFromCmsis, TurnsTheSignsOfItsFeedback) {
  constexpr float taps[] = {0.25f, 0.5f, 0.25f, 0.5f, -0.25f, 1, 2, 3, 4, 5};
  constexpr auto design = mote::sos_from_cmsis(taps);
  static_assert(design.size() == 2 && design[0].b1 == 0.5 && design[0].a0 == 1);
  EXPECT_EQ(design[0].a1, -0.5);
  EXPECT_EQ(design[0].a2, 0.25);
  EXPECT_EQ(design[1].b2, 3);
  EXPECT_EQ(design[1].a2, -5);
}

/// The band between the -3.01 dB frequencies is frequency / q wide, near half the rate as well.
TEST(Notch, IsAsWideAsItsQSays) {
  for (const double frequency : {500.0, 4000.0, 7500.0}) {
    for (const double q : {2.0, 10.0, 40.0}) {
      const auto design = one(notch(frequency, q, 16000));
      const auto edge = [&](double inside, double outside) {
        for (int i = 0; i < 60; ++i) {
          const double middle = (inside + outside) / 2;
          const bool deep = magnitude_db(design, middle, 16000) < -10 * log10(2.0);
          (deep ? inside : outside) = middle;
        }
        return inside;
      };
      if (frequency * (1 + 1 / q) >= 8000) continue;
      const double width = edge(frequency, 7999) - edge(frequency, 1);
      EXPECT_NEAR(width, frequency / q, 1e-6 * frequency) << frequency << " " << q;
      EXPECT_NEAR(mote::magnitude(design, frequency, 16000), 0, 1e-12);
      EXPECT_NEAR(mote::magnitude(one(peak(frequency, q, 16000)), frequency, 16000), 1, 1e-9);
    }
  }
}

}  // namespace
