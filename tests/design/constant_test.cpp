#include "mote/design/constant.hpp"

#include <gtest/gtest.h>

#include <math.h>

namespace {

namespace constant = mote::constant;

static_assert(constant::sqrt(2.25) == 1.5 && constant::sqrt(0.0) == 0.0);
static_assert(constant::exp(0.0) == 1.0 && constant::log(1.0) == 0.0);
static_assert(constant::pow(2.0, 10.0) == 1024.0 && constant::pow(-2.0, -3.0) == -0.125);
static_assert(constant::pow(0.0, 0.0) == 1.0);
static_assert(constant::sin(0.0) == 0.0 && constant::cos(0.0) == 1.0);
static_assert(constant::abs(constant::sin(constant::pi / 6) - 0.5) < 1e-15);
static_assert(constant::abs(constant::tan(constant::pi / 4) - 1.0) < 1e-15);
static_assert(constant::abs(constant::log10(1000.0) - 3.0) < 1e-15);
static_assert(constant::atan(0.0) == 0.0 && constant::sinh(0.0) == 0.0);

/// Largest relative error over x in [low, high].
template <class Function, class Reference>
double worst(Function function, Reference reference, double low, double high, bool geometric) {
  constexpr int steps = 3000;
  double result = 0;
  for (int i = 0; i <= steps; ++i) {
    const double part = static_cast<double>(i) / steps;
    const double x =
        geometric ? ::pow(low, 1 - part) * ::pow(high, part) : low + (high - low) * part;
    const double expected = reference(x);
    const double error = fabs(function(x) - expected);
    const double relative = expected == 0 ? error : error / fabs(expected);
    if (!(relative <= result)) result = relative;
  }
  return result;
}

#define EXPECT_NEAR_LIBM(name, low, high, geometric, bound)                                       \
  EXPECT_LT(worst([](double x) { return constant::name(x); }, [](double x) { return ::name(x); }, \
                  low, high, geometric),                                                          \
            bound)

TEST(Constant, AgreesWithTheHostsDoubleFunctions) {
  EXPECT_NEAR_LIBM(sqrt, 1e-300, 1e300, true, 1e-15);
  EXPECT_NEAR_LIBM(sqrt, 5e-324, 1e-300, true, 1e-15);
  EXPECT_NEAR_LIBM(exp, -700.0, 700.0, false, 2e-15);
  EXPECT_NEAR_LIBM(exp, -1.0, 1.0, false, 1e-15);
  EXPECT_NEAR_LIBM(log, 1e-300, 1e300, true, 1e-15);
  EXPECT_NEAR_LIBM(log, 0.9, 1.1, false, 1e-15);
  EXPECT_NEAR_LIBM(log2, 1e-3, 1e3, true, 1e-15);
  EXPECT_NEAR_LIBM(log10, 1e-3, 1e3, true, 1e-15);
  EXPECT_NEAR_LIBM(sin, -7.0, 7.0, false, 1e-15);
  EXPECT_NEAR_LIBM(sin, 1e-300, 1e6, true, 1e-15);
  EXPECT_NEAR_LIBM(cos, -7.0, 7.0, false, 1e-15);
  EXPECT_NEAR_LIBM(cos, 1e-300, 1e6, true, 1e-15);
  EXPECT_NEAR_LIBM(tan, -7.0, 7.0, false, 2e-15);
  EXPECT_NEAR_LIBM(atan, -5.0, 5.0, false, 1e-15);
  EXPECT_NEAR_LIBM(atan, 1e-300, 1e300, true, 1e-15);
  EXPECT_NEAR_LIBM(sinh, 1e-300, 700.0, true, 3e-15);
  EXPECT_NEAR_LIBM(cosh, -700.0, 700.0, false, 3e-15);
  EXPECT_NEAR_LIBM(asinh, 1e-150, 1e150, true, 1e-15);
  EXPECT_NEAR_LIBM(asinh, -3.0, 3.0, false, 2e-15);
}

TEST(Constant, MultiplesOfPiKeepTheirRelativeAccuracy) {
  for (int n = 1; n < 300000; n += 997) {
    const double x = n * constant::pi;
    EXPECT_LT(fabs(constant::sin(x) / ::sin(x) - 1), 1e-14) << n;
  }
}

TEST(Constant, PowCoversDecibelsAndWholePowers) {
  for (int db = -200; db <= 200; ++db) {
    const double y = db / 20.0;
    EXPECT_LT(fabs(constant::pow(10.0, y) / ::pow(10.0, y) - 1), 1e-14) << db;
  }
  for (int n = -60; n <= 60; ++n) {
    EXPECT_LT(fabs(constant::pow(-1.7, n) / ::pow(-1.7, n) - 1), 1e-14) << n;
  }
}

#if MOTE_CHECKED && defined(GTEST_HAS_DEATH_TEST)
TEST(ConstantDeathTest, ArgumentsWithoutAnAnswerTrap) {
  volatile double negative = -1;
  EXPECT_DEATH(static_cast<void>(constant::sqrt(negative)), "");
  EXPECT_DEATH(static_cast<void>(constant::log(negative)), "");
  EXPECT_DEATH(static_cast<void>(constant::log(0 * negative)), "");
  EXPECT_DEATH(static_cast<void>(constant::pow(negative, 0.5)), "");
  EXPECT_DEATH(static_cast<void>(constant::exp(1e3 * -negative)), "");
}
#endif

}  // namespace
