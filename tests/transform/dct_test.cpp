#include "mote/transform/dct.hpp"

#include <gtest/gtest.h>

#include <math.h>
#include <stddef.h>
#include <stdint.h>

#include "data/signal.hpp"
#include "mote/design/constant.hpp"
#include "data/transform/dct.hpp"

namespace {

using mote::array;
using mote::dct;
using mote::dct_norm;
using mote::constant::pi;

// Nothing in RAM; integers say how far they are scaled down.
static_assert(sizeof(dct<float, 40, 13>) == 1);
static_assert(dct<float, 40, 13>::exponent == 0);
static_assert(dct<int16_t, 40, 13>::exponent == 3, "sqrt(40) < 8");
static_assert(dct<int16_t, 16>::exponent == 2, "sqrt(16) = 4");
static_assert(dct<int16_t, 13, 13, dct_norm::none>::exponent == 5, "2 * 13 < 32");

constexpr int16_t one_of_four() {
  array<int16_t, 4> out{};
  dct<int16_t, 4>{}.process(array<int16_t, 4>{1000, 1000, 1000, 1000}, out);
  return out[0];
}
static_assert(one_of_four() == 1000, "sqrt(4) * 1000 / 2^1, by the compiler");

template <class Sample, size_t N>
array<Sample, N> signal() {
  array<Sample, N> x{};
  mote_test::signal next;
  for (Sample& value : x) value = static_cast<Sample>(next());
  return x;
}

template <size_t N, size_t M, dct_norm Norm>
void expect_golden(const double (&golden)[N]) {
  double largest = 0;
  for (const double y : golden) largest = fmax(largest, fabs(y));
  array<float, M> real{};
  dct<float, N, M, Norm>{}.process(signal<float, N>(), real);
  array<int16_t, M> whole{};
  const dct<int16_t, N, M, Norm> integers;
  integers.process(signal<int16_t, N>(), whole);
  for (size_t k = 0; k < M; ++k) {
    EXPECT_NEAR(static_cast<double>(real[k]), golden[k], 3e-7 * largest) << k;
    EXPECT_NEAR(whole[k], ldexp(golden[k], -integers.exponent), 0.75) << k;
  }
}

TEST(Dct, EqualsScipy) {
  expect_golden<8, 8, dct_norm::ortho>(golden::dct_ortho_8);
  expect_golden<8, 8, dct_norm::none>(golden::dct_none_8);
  expect_golden<13, 13, dct_norm::ortho>(golden::dct_ortho_13);
  expect_golden<13, 13, dct_norm::none>(golden::dct_none_13);
  expect_golden<40, 40, dct_norm::ortho>(golden::dct_ortho_40);
  expect_golden<40, 13, dct_norm::ortho>(golden::dct_ortho_40);
  expect_golden<40, 13, dct_norm::none>(golden::dct_none_40);
}

TEST(Dct, InverseEqualsScipy) {
  array<float, 13> out{};
  dct<float, 13>{}.inverse(signal<float, 13>(), out);
  for (size_t n = 0; n < 13; ++n) {
    EXPECT_NEAR(static_cast<double>(out[n]), golden::idct_ortho_13[n], 0.02) << n;
  }
  dct<float, 13, 13, dct_norm::none>{}.inverse(signal<float, 13>(), out);
  for (size_t n = 0; n < 13; ++n) {
    EXPECT_NEAR(static_cast<double>(out[n]), golden::idct_none_13[n], 0.002) << n;
  }
}

template <size_t N, dct_norm Norm>
void expect_there_and_back() {
  const dct<float, N, N, Norm> real;
  array<float, N> y{};
  array<float, N> back{};
  real.process(signal<float, N>(), y);
  real.inverse(y, back);
  const dct<int16_t, N, N, Norm> integers;
  array<int16_t, N> y_whole{};
  array<int16_t, N> back_whole{};
  integers.process(signal<int16_t, N>(), y_whole);
  integers.inverse(y_whole, back_whole);
  for (size_t n = 0; n < N; ++n) {
    EXPECT_NEAR(back[n], (signal<float, N>()[n]), 0.02f);
    EXPECT_NEAR(back_whole[n], (signal<int16_t, N>()[n]), 1.5 * (1 << integers.exponent));
  }
}

TEST(Dct, InverseOfForwardReturnsTheInput) {
  expect_there_and_back<1, dct_norm::ortho>();
  expect_there_and_back<2, dct_norm::none>();
  expect_there_and_back<13, dct_norm::none>();
  expect_there_and_back<40, dct_norm::ortho>();
  expect_there_and_back<64, dct_norm::none>();
}

/// Random samples of all sizes, there by `process` and back: the largest error of `inverse`, in its
/// bound, which is 0.51 LSB and what weights of 16 bits leave of the sum of |coefficient|.
template <size_t N, dct_norm Norm>
double largest_inverse_error(double& largest_in_lsb) {
  const dct<int16_t, N, N, Norm> transform;
  const bool ortho = Norm == dct_norm::ortho;
  uint32_t random = N;
  double worst = 0;
  largest_in_lsb = 0;
  for (int trial = 0; trial < (MOTE_ON_DESKTOP ? 60 : 3); ++trial) {
    array<int16_t, N> x{}, y{}, back{};
    for (int16_t& value : x) {
      random = random * 1664525u + 1013904223u;
      value = static_cast<int16_t>(static_cast<int32_t>(random) >> (16 + trial % 5));
    }
    transform.process(x, y);
    transform.inverse(y, back);
    double sizes = 0;
    for (const int16_t value : y) sizes += fabs(static_cast<double>(value));
    const double scale = ldexp(1.0, transform.exponent), n = N;
    const double bound = 0.51 + 3.1e-5 * sizes * scale * (ortho ? sqrt(2 / n) : 1 / n);
    for (size_t i = 0; i < N; ++i) {
      double exact = 0;
      for (size_t k = 0; k < N; ++k) {
        const double angle = 3.14159265358979 * static_cast<double>(k * (2 * i + 1)) / (2 * n);
        const double weight = ortho ? sqrt((k == 0 ? 1 : 2) / n) : (k == 0 ? 0.5 : 1) / n;
        exact += weight * cos(angle) * scale * static_cast<double>(y[k]);
      }
      exact = fmin(fmax(exact, -32768), 32767);
      const double error = fabs(static_cast<double>(back[i]) - exact);
      worst = fmax(worst, error / bound);
      largest_in_lsb = fmax(largest_in_lsb, error);
    }
  }
  return worst;
}
TEST(Dct, InverseOfInt16IsWithinItsBound) {
  double lsb = 0;
  EXPECT_LE((largest_inverse_error<4, dct_norm::ortho>(lsb)), 1);
  EXPECT_LE((largest_inverse_error<13, dct_norm::none>(lsb)), 1);
  EXPECT_LE((largest_inverse_error<40, dct_norm::none>(lsb)), 1);
  EXPECT_LE((largest_inverse_error<40, dct_norm::ortho>(lsb)), 1);
  EXPECT_LE((largest_inverse_error<64, dct_norm::ortho>(lsb)), 1);
#if MOTE_ON_DESKTOP
  EXPECT_NEAR(lsb, 1.2, 0.3) << "the sum of the weights' rounding is no fiction";
#endif
}

TEST(Dct, InverseTakesMissingCoefficientsForZero) {
  array<float, 16> y{100, -50, 25, 12};
  array<float, 16> all{};
  dct<float, 16>{}.inverse(y, all);
  array<float, 16> some{};
  dct<float, 16, 4>{}.inverse(array<float, 4>{100, -50, 25, 12}, some);
  for (size_t n = 0; n < 16; ++n) EXPECT_FLOAT_EQ(some[n], all[n]);
}

/// Full scale with the signs of a row: the largest that this coefficient can become.
template <size_t N, dct_norm Norm>
void expect_no_wrap() {
  const dct<int16_t, N, N, Norm> transform;
  for (size_t k = 0; k < N; ++k) {
    for (const int sign : {-1, 1}) {
      array<int16_t, N> in{};
      double exact = 0;
      for (size_t n = 0; n < N; ++n) {
        const double weight = cos(pi * static_cast<double>(k * (2 * n + 1)) / (2 * N));
        in[n] = weight * sign < 0 ? int16_t{-32768} : int16_t{32767};
        exact += in[n] * weight;
      }
      exact *= Norm == dct_norm::none ? 2 : sqrt((k == 0 ? 1.0 : 2.0) / N);
      array<int16_t, N> out{};
      transform.process(in, out);
      EXPECT_NEAR(out[k], ldexp(exact, -transform.exponent), 2.0) << k;
    }
  }
}

TEST(Dct, NeverWrapsNorSaturatesForward) {
  expect_no_wrap<16, dct_norm::ortho>();
  expect_no_wrap<16, dct_norm::none>();
  expect_no_wrap<13, dct_norm::none>();
  expect_no_wrap<40, dct_norm::ortho>();
}

TEST(Dct, InverseSaturates) {
  array<int16_t, 8> y{};
  y[0] = 32767;
  array<int16_t, 8> x{};
  dct<int16_t, 8>{}.inverse(y, x);
  for (const int16_t value : x) EXPECT_EQ(value, 32767) << "32767 * 4 / sqrt(8)";
  y[0] = -32768;
  dct<int16_t, 8>{}.inverse(y, x);
  for (const int16_t value : x) EXPECT_EQ(value, -32768);
}

TEST(Dct, WorksInPlace) {
  array<int16_t, 13> out{};
  dct<int16_t, 13>{}.process(signal<int16_t, 13>(), out);
  array<int16_t, 13> x = signal<int16_t, 13>();
  dct<int16_t, 13>{}.process(x, x);
  EXPECT_EQ(x, out);
}

}  // namespace
