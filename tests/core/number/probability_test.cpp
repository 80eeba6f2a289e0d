#include "mote/core/number/probability.hpp"

#include <gtest/gtest.h>

#include <math.h>
#include <stdint.h>

#include <limits>

#include "model/random_forests.hpp"

namespace {

using mote::argmax;
using mote::array;
using mote::decay;
using mote::ratio;
using mote::softmax;
using mote::traits::constant;

static_assert(argmax(array{3, 7, 7, 1}) == 1, "of equal ones the first");
static_assert(argmax(array{-5, -9}) == 0);
static_assert(argmax(array{1}) == 0);
static_assert(argmax(array{0u, 0u, 0u}) == 0);

static_assert(ratio<uint16_t>(1, constant<1>{}) == 32768);
static_assert(ratio<uint16_t>(3, constant<3>{}) == 32768);
static_assert(ratio<uint16_t>(65535u * 65535u, constant<65535u * 65535u>{}) == 32768);
static_assert(ratio<float>(1, constant<4>{}) == 0.25f);

static_assert(decay{0x8000, 0}.valid() && decay{0xffff, 47}.valid());
static_assert(!decay{0x7fff, 0}.valid() && !decay{0x8000, 48}.valid());
static_assert(decay{0x8000, 15}(0) == 32768 && decay{0x8000, 15}(65536) == 16384);
static_assert(decay{0xffff, 0}(UINT32_MAX) == 0);

template <uint64_t Whole>
void expect_ratio_near() {
  constexpr constant<Whole> whole{};
  const uint32_t at_run_time = static_cast<uint32_t>(Whole);
  ASSERT_EQ(ratio<uint16_t>(at_run_time, whole), 32768) << Whole;
  ASSERT_EQ(ratio<uint16_t>(0, whole), 0);
  grown::random next{99};
  for (int i = 0; i < 3000; ++i) {
    const uint32_t part = static_cast<uint32_t>(next() % (Whole + 1));
    const double exact = static_cast<double>(part) / static_cast<double>(Whole);
    ASSERT_LE(fabs(ratio<uint16_t>(part, whole) - exact * 32768), 1.5) << part << '/' << Whole;
    ASSERT_NEAR(static_cast<double>(ratio<float>(part, whole)), exact, 1.3e-7) << part;
    ASSERT_EQ(ratio<uint16_t>(part, at_run_time), ratio<uint16_t>(part, whole));
    ASSERT_EQ(ratio<float>(part, at_run_time), ratio<float>(part, whole));
  }
}

TEST(Ratio, IsWithinOneAndAHalfUnitsAndTheSameForAConstantAndAVariableWhole) {
  expect_ratio_near<1>();
  expect_ratio_near<2>();
  expect_ratio_near<3>();
  expect_ratio_near<7>();
  expect_ratio_near<10 * 255>();
  expect_ratio_near<65535>();
  expect_ratio_near<65536>();
  expect_ratio_near<65537>();
  expect_ratio_near<300 * 255>();
  expect_ratio_near<10 * 65535>();
  expect_ratio_near<511 * 65535>();
  expect_ratio_near<65535ull * 65535>();
}

TEST(Decay, IsWithinTwoUnitsOfThePowerForEveryShift) {
  grown::random next{11};
  double worst = 0;
  for (int shift = 0; shift <= 47; ++shift) {
    for (int i = 0; i < 4000; ++i) {
      const auto factor = static_cast<uint16_t>(0x8000 + next.below(0x8000));
      const decay fade{factor, static_cast<uint8_t>(shift)};
      const double rate = ldexp(factor, -16 - shift);
      // Distances of 0 to 20 halvings where they fit, small ones, and the largest.
      uint32_t distance = next();
      if (i % 4 != 0 && 20 / rate < 4e9) distance %= 1 + static_cast<uint32_t>(20 / rate);
      if (i == 0) distance = UINT32_MAX;
      const double exact = 32768 * exp2(-static_cast<double>(distance) * rate);
      worst = fmax(worst, fabs(fade(distance) - exact));
      ASSERT_NEAR(fade(distance), exact, 2.0) << factor << ' ' << shift << ' ' << distance;
      ASSERT_LE(fade(distance), 32768);
    }
  }
  EXPECT_GT(worst, 0.5) << "the samples must come near the bound";
}

TEST(Decay, NeverRisesWithTheDistance) {
  grown::random next{12};
  for (int i = 0; i < 100000; ++i) {
    const decay fade{static_cast<uint16_t>(0x8000 + next.below(0x8000)),
                     static_cast<uint8_t>(next.below(48))};
    const uint32_t distance = next() >> next.below(32);
    if (distance == UINT32_MAX) continue;
    ASSERT_LE(fade(distance + 1), fade(distance));
  }
}

TEST(Decay, OfTwoNumbersTakesTheirDistanceOverTheWholeRange) {
  const decay fade{0x8000, 15};
  EXPECT_EQ(fade(int32_t{65536}, int32_t{0}), fade(uint32_t{65536}));
  EXPECT_EQ(fade(INT32_MAX, INT32_MIN), fade(UINT32_MAX));
}

TEST(Softmax, IsTheSoftmaxOfDoublesInFloatAndInIntegers) {
  grown::random next{13};
  const decay fade{47274, 9};  // log2(e) * 2^-10 halvings a unit
  const double unit = 47274.0 * pow(2, -25) * log(2.0);
  for (int i = 0; i < 500; ++i) {
    array<float, 5> logits{};
    array<int32_t, 5> units{};
    double exact[5], exact_units[5], whole = 0, whole_units = 0;
    for (size_t k = 0; k < 5; ++k) {
      logits[k] = static_cast<float>(next.below(20000)) / 1000.0f - 10.0f;
      units[k] = static_cast<int32_t>(next.below(8000)) - 4000;
      whole += exact[k] = exp(static_cast<double>(logits[k]) * 0.5);
      whole_units += exact_units[k] = exp(units[k] * unit);
    }
    const auto real = softmax(logits, 0.5f);
    const auto q15 = softmax<uint16_t>(units, fade);
    for (size_t k = 0; k < 5; ++k) {
      ASSERT_NEAR(static_cast<double>(real[k]), exact[k] / whole, 1e-6);
      ASSERT_NEAR(q15[k] / 32768.0, exact_units[k] / whole_units, 5.0 / 32768);
    }
  }
}

TEST(LogSumExp, IsThatOfDoublesAndDoesNotOverflow) {
  grown::random next{17};
  for (int i = 0; i < 500; ++i) {
    array<float, 5> logits{};
    double whole = 0;
    for (float& logit : logits) {
      logit = static_cast<float>(next.below(40000)) / 1000.0f - 20.0f;
      whole += exp(static_cast<double>(logit));
    }
    ASSERT_NEAR(static_cast<double>(mote::log_sum_exp(logits)), log(whole), 3e-6);
  }
  EXPECT_EQ(mote::log_sum_exp(array<float, 2>{{3.4e38f, -3.4e38f}}), 3.4e38f);
  EXPECT_EQ(mote::log_sum_exp(array<float, 1>{{-3.4e38f}}), -3.4e38f);
}

TEST(Softmax, GivesNothingToAClassThatIsImpossible) {
  const float inf = std::numeric_limits<float>::infinity();
  EXPECT_EQ(softmax(array<float, 3>{{-inf, 2.0f, -3.40282347e+38f}}), (array<float, 3>{{0, 1, 0}}));
}

}  // namespace
