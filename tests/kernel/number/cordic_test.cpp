#include "mote/kernel/number/cordic.hpp"

#include <gtest/gtest.h>

#include <math.h>

#include <random>

namespace {

using mote::kernel::angle_of;
using mote::kernel::detail::number::angle_of_step;

constexpr double turn = 4294967296.0, pi = 3.14159265358979323846;

TEST(Cordic, HasTheStepsOfItsDefinition) {
  for (size_t i = 0; i < angle_of_step.size(); ++i) {
    EXPECT_EQ(angle_of_step[i], llround(::atan(ldexp(1, -static_cast<int>(i))) / (2 * pi) * turn));
  }
}

TEST(Cordic, IsWithin2ToMinus18OfATurnAndLongerByOneFactor) {
  std::mt19937 next{7};
  std::uniform_int_distribution<int32_t> place{-(1 << 29), 1 << 29}, small{-(1 << 20), 1 << 20};
  for (int i = 0; i < 200000; ++i) {
    const int32_t x = i % 2 != 0 ? place(next) : small(next);
    const int32_t y = i % 4 < 2 ? place(next) : small(next);
    const double length = hypot(x, y);
    if (length < 1 << 20) continue;
    const auto found = angle_of(x, y);
    const double exact = ::atan2(y, x) / (2 * pi) * turn;
    const auto wrapped = static_cast<int32_t>(found.angle - static_cast<uint32_t>(llround(exact)));
    ASSERT_LE(fabs(wrapped), turn / (1 << 18)) << x << ' ' << y;
    ASSERT_NEAR(found.length, 1.646760258 * length, 1e-5 * length + 20) << x << ' ' << y;
  }
}

}  // namespace
