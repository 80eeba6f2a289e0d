#include "mote/kernel/number/wide_real.hpp"

#include <gtest/gtest.h>

#include <math.h>
#include <stdint.h>

#include <random>

namespace {

using mote::kernel::wide_real;

static_assert(wide_real(7).rounded(0) == 7 && wide_real(-7).rounded(3) == -56);
static_assert((wide_real(1) / wide_real(3)).rounded(30) == 357913941);
static_assert((wide_real(5) - wide_real(5)).is_zero() && (wide_real(5) / wide_real(0)).is_zero());
static_assert(root(wide_real(2)).rounded(30) == 1518500250 && root(wide_real(-2)).is_zero());

/// Any whole number, and a power of 2 that it is multiplied by.
struct number {
  explicit number(std::minstd_rand& random) {
    const uint64_t high = random(), low = random();
    whole = static_cast<int64_t>((high << 33) ^ (low << 2)) >> (random() % 63);
    exponent = static_cast<int>(random() % 41) - 20;
    if (random() % 20 == 0) whole = 0;
  }
  wide_real wide() const {
    const uint64_t size = static_cast<uint64_t>(whole < 0 ? -whole : whole);
    return {whole < 0, size, exponent};
  }
  double real() const { return ldexp(static_cast<double>(whole), exponent); }

  int64_t whole;
  int exponent;
};

/// With 28 bits of it, as all that comes out is 32 bits.
void expect_near(const wide_real& got, double wanted, double scale, const char* what) {
  int power = 0;
  (void)frexp(scale, &power);
  const double unit = ldexp(1, 29 - power);
  if (power > 500 || power < -500) return;
  ASSERT_NEAR(static_cast<double>(got.rounded(29 - power)), wanted * unit, 1) << what;
}

TEST(WideReal, IsWithinItsBoundOfDoubles) {
  std::minstd_rand random{5};
  for (int i = 0; i < 20000; ++i) {
    const number a{random}, b{random};
    const double x = a.real(), y = b.real();
    expect_near(a.wide(), x, x, "itself");
    expect_near(a.wide() * b.wide(), x * y, x * y, "product");
    if (b.whole != 0) expect_near(a.wide() / b.wide(), x / y, x / y, "quotient");
    expect_near(a.wide() + b.wide(), x + y, fmax(fabs(x), fabs(y)), "sum");
    expect_near(a.wide() - b.wide(), x - y, fmax(fabs(x), fabs(y)), "difference");
    expect_near(root(a.wide()), sqrt(fmax(x, 0)), sqrt(fmax(x, 0)), "root");
  }
}

TEST(WideReal, SaturatesAndRoundsHalvesAwayFromZero) {
  EXPECT_EQ(wide_real(int64_t{1} << 31).rounded(0), INT32_MAX);
  EXPECT_EQ(wide_real(-(int64_t{1} << 40)).rounded(0), INT32_MIN);
  EXPECT_EQ(wide_real(INT64_MIN).rounded(-33), -1073741824);
  EXPECT_EQ(wide_real(INT32_MAX).rounded(0), INT32_MAX);
  EXPECT_EQ(wide_real(1).rounded(31), INT32_MAX);
  EXPECT_EQ(wide_real(3).rounded(-1), 2);
  EXPECT_EQ(wide_real(-3).rounded(-1), -2);
  EXPECT_EQ(wide_real(1).rounded(-1), 1);
  EXPECT_EQ(wide_real(1).rounded(-2), 0);
  EXPECT_EQ(wide_real(1).rounded(-90), 0);
  EXPECT_EQ(wide_real(false, 0xffffffffffffffffu, 0).rounded(-34), 1073741824);
}

}  // namespace
