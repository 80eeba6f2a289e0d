#include "mote/feature/tilt.hpp"

#include <gtest/gtest.h>

#include <math.h>

#include <random>

#include "mote/filter/dc_blocker.hpp"
#include "mote/filter/one_pole.hpp"

namespace {

using mote::array;
using mote::tilt;

constexpr double pi = 3.14159265358979323846;

static_assert(tilt(array<int16_t, 3>{{0, 0, 16384}}).pitch == 0);
static_assert(tilt(array<int16_t, 3>{{-16384, 0, 0}}).pitch == 16384);  // a quarter of a turn
static_assert(tilt(array<int16_t, 3>{{0, 0, -1}}).roll == -32768);
static_assert(tilt(array<int16_t, 3>{}).roll == 0 && tilt(array<int16_t, 3>{}).pitch == 0);

double pitch(double x, double y, double z) { return ::atan2(-x, sqrt(y * y + z * z)); }
double roll(double y, double z) { return ::atan2(y, z); }

/// Units of 2^-16 of a turn between an angle and radians, around the circle.
double apart(int16_t angle, double radians) {
  const double off = angle - radians / (2 * pi) * 65536;
  return fabs(off - 65536 * round(off / 65536));
}

void check(int16_t x, int16_t y, int16_t z) {
  if (x == 0 && y == 0 && z == 0) return;
  const auto found = tilt(array<int16_t, 3>{{x, y, z}});
  ASSERT_LE(apart(found.pitch, pitch(x, y, z)), 1) << x << ' ' << y << ' ' << z;
  ASSERT_LE(apart(found.roll, y == 0 && z == 0 ? 0 : roll(y, z)), 1) << x << ' ' << y << ' ' << z;
}

TEST(Tilt, OfIntegersIsWithinOneUnitOnEveryInput) {
  std::mt19937 next{3};
  std::uniform_int_distribution<int> all{-32768, 32767}, few{-9, 9};
  for (int i = 0; i < 100000; ++i) {
    const auto draw = [&](int bit) {
      return static_cast<int16_t>((i >> bit) % 2 != 0 ? few(next) : all(next));
    };
    check(draw(0), draw(1), draw(2));
  }
  constexpr int16_t edges[] = {-32768, -32767, -1, 0, 1, 2, 32767};
  for (const int16_t x : edges) {
    for (const int16_t y : edges) {
      for (const int16_t z : edges) check(x, y, z);
    }
  }
}

TEST(Tilt, OfFloatsIsWithinAMillionthOfARadian) {
  std::mt19937 next{4};
  std::uniform_real_distribution<float> place{-1, 1}, exponent{-55, 55};
  for (int i = 0; i < 100000; ++i) {
    const int size = static_cast<int>(exponent(next));
    const array<float, 3> g{{ldexpf(place(next), size), ldexpf(place(next), size),
                             i % 5 == 0 ? 0 : ldexpf(place(next), size)}};
    const double x = static_cast<double>(g[0]), y = static_cast<double>(g[1]),
                 z = static_cast<double>(g[2]);
    const auto found = tilt(g);
    ASSERT_NEAR(static_cast<double>(found.pitch), pitch(x, y, z), 1e-6) << i;
    ASSERT_NEAR(static_cast<double>(found.roll), roll(y, z), 1e-6) << i;
  }
  EXPECT_EQ(tilt(array<float, 3>{}).pitch, 0);
}

/// What docs/reference/feature.md says of gravity: a low pass leaves it, a DC blocker takes it
/// away.
TEST(Gravity, OfTheSampleBeforeAndMotionAreTheWholeWithinOneStep) {
  std::mt19937 next{6};
  std::uniform_int_distribution<int> noise{-3000, 3000};
  constexpr auto slow = mote::quantize<int16_t>(mote::smoothing{0.02});
  mote::one_pole<int16_t> gravity{slow};
  mote::dc_blocker<int16_t> motion{slow};
  int before = 0;
  for (int i = 0; i < 5000; ++i) {
    const auto x = static_cast<int16_t>(12000 + noise(next));
    ASSERT_NEAR(before + motion(x), x, 1) << i;
    before = gravity(x);
  }
  EXPECT_NEAR(before, 12000, 500);
}

}  // namespace
