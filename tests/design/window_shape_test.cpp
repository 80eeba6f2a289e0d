#include "mote/design/window_shape.hpp"

#include <gtest/gtest.h>

#include <stddef.h>

namespace {

using mote::window_shape;
namespace windows = mote::windows;

constexpr window_shape all[] = {
    windows::rectangular,     windows::hann,     windows::hamming,     windows::blackman,
    windows::blackman_harris, windows::flat_top, windows::kaiser(8.6), windows::kaiser(0),
    windows::kaiser(80),
};

constexpr bool near(double a, double b) { return mote::constant::abs(a - b) <= 1e-14; }

// scipy.signal.get_window(name, 9, fftbins=False)[1] and (name, 9)[2]
static_assert(near(windows::hann.symmetric(1, 9), 0.1464466094067262));
static_assert(near(windows::hann.periodic(2, 9), 0.41317591116653485));
static_assert(near(windows::hamming.symmetric(1, 9), 0.21473088065418822));
static_assert(near(windows::hamming.periodic(2, 9), 0.4601218382732121));
static_assert(near(windows::blackman.symmetric(1, 9), 0.06644660940672627));
static_assert(near(windows::blackman.periodic(2, 9), 0.25800050150366216));
static_assert(near(windows::blackman_harris.symmetric(1, 9), 0.021735837018679712));
static_assert(near(windows::blackman_harris.periodic(2, 9), 0.1470395578623815));
static_assert(near(windows::flat_top.symmetric(1, 9), -0.026872193286334629));
static_assert(near(windows::flat_top.periodic(2, 9), -0.07019904206318871));
static_assert(near(windows::kaiser(8.6).symmetric(1, 9), 0.06747207920440855));
static_assert(near(windows::kaiser(8.6).periodic(2, 9), 0.2583161662740322));

TEST(WindowShape, IsOneInTheMiddle) {
  for (const window_shape& w : all) {
    EXPECT_NEAR(w(0), 1, 1e-8);  // the published terms of the flat top add up to 1 + 3e-9
    EXPECT_NEAR(w.symmetric(10, 21), 1, 1e-8);
    EXPECT_NEAR(w.periodic(10, 20), 1, 1e-8);
    EXPECT_EQ(w.symmetric(0, 1), 1);
    EXPECT_EQ(w.periodic(0, 1), 1);
  }
}

TEST(WindowShape, IsSymmetricToTheLastBit) {
  for (const window_shape& w : all) {
    for (size_t i = 0; i < 40; ++i) {
      EXPECT_EQ(w.symmetric(i, 40), w.symmetric(39 - i, 40));
      EXPECT_EQ(w.periodic(i, 40), w.periodic((40 - i) % 40, 40));
    }
  }
}

TEST(WindowShape, IsPeriodicAsTheSymmetricOneThatIsOnePointLonger) {
  for (const window_shape& w : all) {
    for (size_t i = 0; i < 33; ++i) EXPECT_EQ(w.periodic(i, 33), w.symmetric(i, 34));
  }
}

TEST(WindowShape, OfKaiserWithoutABetaIsRectangular) {
  for (size_t i = 0; i < 12; ++i) EXPECT_EQ(windows::kaiser(0).symmetric(i, 12), 1);
}

}  // namespace
