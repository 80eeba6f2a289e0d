#include "mote/nn/activation.hpp"

#include <gtest/gtest.h>

#include <math.h>
#include <stdint.h>

#include "mote/core/traits.hpp"

namespace {

namespace activation = mote::activation;

static_assert(activation::relu::of(-1.0f) == 0.0f && activation::relu::of(2.0f) == 2.0f);
static_assert(activation::identity::of(-1.0f) == -1.0f);
static_assert(activation::logistic::of<int8_t, 11>(0) == 0, "a half of 256, and -128 for 0");
static_assert(activation::logistic::of<int16_t, 11>(0) == 16384);
static_assert(activation::logistic::of<int8_t, 1>(-32768) == -128);
static_assert(activation::logistic::of<int8_t, 1>(32767) == 127);
static_assert(activation::tanh::of<int8_t, 12>(0) == 0 &&
              activation::tanh::of<int16_t, 12>(0) == 0);
static_assert(activation::tanh::of<int16_t, 2>(32767) == 32767);
static_assert(activation::tanh::of<int16_t, 2>(-32768) == -32768);
static_assert(activation::tanh::of<int8_t, 2>(-32768) == -128);

/// The largest error in units of the output, over every input, where the exact answer is in range.
template <class Curve, class Sample, int Bits, class Exact>
double worst(const Exact& exact) {
  double most = 0;
  int32_t before = -40000;
  for (int32_t x = -32768; x < 32768; ++x) {
    const int32_t own = Curve::template of<Sample, Bits>(x);
    const double top = sizeof(Sample) == 1 ? 127 : 32767;
    double expected = exact(x * exp2(-Bits));
    if (expected > top) expected = top;
    most = fmax(most, fabs(own - expected));
    if (own < before) return 1e9;  // a curve never falls
    before = own;
  }
  return most;
}
double logistic(double x) { return 1 / (1 + exp(-x)); }

template <int Bits>
void expect_bounds() {
  const double bytes =
      worst<activation::logistic, int8_t, Bits>([](double x) { return 256 * logistic(x) - 128; });
  EXPECT_LE(bytes, 0.51) << Bits;
  EXPECT_GE(bytes, 0.49) << Bits;
  const double words =
      worst<activation::logistic, int16_t, Bits>([](double x) { return 32768 * logistic(x); });
  EXPECT_LE(words, 1.2) << Bits;
  EXPECT_GE(words, 0.4) << Bits;
  const double tanh_bytes =
      worst<activation::tanh, int8_t, Bits + 1>([](double x) { return 128 * tanh(x); });
  EXPECT_LE(tanh_bytes, 0.51) << Bits;
  EXPECT_GE(tanh_bytes, 0.4) << Bits;
  const double tanh_words =
      worst<activation::tanh, int16_t, Bits + 1>([](double x) { return 32768 * tanh(x); });
  EXPECT_LE(tanh_words, 1.7) << Bits;
  EXPECT_GE(tanh_words, 0.4) << Bits;
}

TEST(Activation, OfIntegersIsWithinItsBoundOnEveryInputAndNeverFalls) {
  expect_bounds<1>();
  expect_bounds<4>();
  expect_bounds<8>();
  expect_bounds<10>();
  expect_bounds<11>();
  expect_bounds<12>();
}

TEST(Activation, OfFloatsIsThatOfMath) {
  for (float x = -12; x < 12; x += 0.37f) {
    EXPECT_NEAR(static_cast<double>(activation::logistic::of(x)), logistic(static_cast<double>(x)),
                2e-7);
    EXPECT_NEAR(static_cast<double>(activation::tanh::of(x)), tanh(static_cast<double>(x)), 2e-7);
  }
}

}  // namespace
