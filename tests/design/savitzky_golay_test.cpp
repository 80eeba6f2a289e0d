#include "mote/design/savitzky_golay.hpp"

#include <gtest/gtest.h>
#include <math.h>

#include "data/designs/savitzky_golay.hpp"

namespace {

using mote::array;
using mote::savitzky_golay;
namespace golden = goldens::savitzky_golay;

static_assert(savitzky_golay<1>(0)[0] == 1);

template <size_t N>
void expect_same(const array<double, N>& made, const array<double, N>& scipy) {
  double largest = 0;
  for (const double tap : scipy) largest = fmax(largest, fabs(tap));
  for (size_t i = 0; i < N; ++i) EXPECT_NEAR(made[i], scipy[i], 1e-9 * largest) << N << " " << i;
}

TEST(SavitzkyGolay, EqualsScipy) {
  expect_same(savitzky_golay<1>(0), golden::taps_1_0_0);
  expect_same(savitzky_golay<5>(2), golden::taps_5_2_0);
  expect_same(savitzky_golay<11>(3), golden::taps_11_3_0);
  expect_same(savitzky_golay<5>(4, 2, 0.5), golden::taps_5_4_2);
  expect_same(savitzky_golay<21>(5, 3, 2.0), golden::taps_21_5_3);
  expect_same(savitzky_golay<51>(4, 1, 0.01), golden::taps_51_4_1);
}

/// scipy solves by powers of x, and is 7e-5 off here. A row of least squares is the one that keeps
/// every power and whose squares add up to its middle.
TEST(SavitzkyGolay, OfAHighDegreeIsTheLeastSquares) {
  constexpr auto taps = savitzky_golay<25>(12);
  double squares = 0;
  for (const double tap : taps) squares += tap * tap;
  EXPECT_NEAR(squares, taps[12], 1e-14);
  for (int power = 0; power <= 12; ++power) {
    double sum = 0;
    for (size_t i = 0; i < 25; ++i) sum += taps[i] * pow((static_cast<double>(i) - 12) / 12, power);
    EXPECT_NEAR(sum, power == 0 ? 1 : 0, 1e-14) << power;
  }
}

/// On a polynomial of its degree the output is the polynomial, or its derivative.
TEST(SavitzkyGolay, LeavesPolynomialsAsTheyAre) {
  constexpr auto same = savitzky_golay<9>(4);
  constexpr auto slope = savitzky_golay<9>(4, 1, 0.1);
  double value = 0, rise = 0;
  for (size_t i = 0; i < 9; ++i) {
    const double x =
        0.1 * (4 - static_cast<double>(i));  // taps are in the order of fir's: newest first
    const double y = 1 - 2 * x + 3 * x * x - 5 * x * x * x + 7 * x * x * x * x;
    value += same[i] * y;
    rise += slope[i] * y;
  }
  EXPECT_NEAR(value, 1, 1e-12);
  EXPECT_NEAR(rise, -2, 1e-11);
}

}  // namespace
