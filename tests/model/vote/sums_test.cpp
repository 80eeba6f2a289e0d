#include "mote/model/vote/sums.hpp"

#include <gtest/gtest.h>

#include <math.h>
#include <stdint.h>

#include <limits>

#include "model/random_forests.hpp"

namespace {

using mote::array;
using mote::decay;
using mote::value_sum;
using mote::traits::same;
namespace link = mote::link;

enum class label : uint8_t {};

static_assert(sizeof(value_sum<link::identity, void, float, 1>::evidence) == 4);
static_assert(sizeof(value_sum<link::softmax, label, int16_t, 10>::evidence) == 40, "int32_t sums");
static_assert(
    mote::traits::same<value_sum<link::logistic, label, int16_t, 1>::probability<float>, uint16_t>,
    "the leaves say what a probability is");
static_assert(
    mote::traits::same<value_sum<link::logistic, label, float, 1>::probability<int16_t>, float>);
constexpr value_sum<link::logistic, label, int16_t, 1> logistic{{{-3}}, 1.0f, {47274, 0}};
constexpr label decided(int16_t leaf) {
  auto sums = logistic.start();
  logistic.add(sums, 0, leaf);
  return logistic.decide(sums);
}
static_assert(decided(2) == label{0} && decided(3) == label{1}, "a sum of zero is the second");

constexpr value_sum<link::softmax, label, int32_t, 3> softmax{{{5, 5, 0}}, 1.0f, {47274, 0}};
static_assert(softmax.decide(softmax.start()) == label{0}, "the lower class where two tie");

template <class Value>
constexpr auto one_sum(Value base) {
  const value_sum<link::identity, void, Value, 1> value{{{base}}, 0.5f, {}};
  auto sums = value.start();
  value.add(sums, 0, 7);
  return value.decide(sums);
}
static_assert(one_sum<int16_t>(1) == 8, "integers give units");
static_assert(mote::traits::same<decltype(one_sum<int32_t>(1)), int32_t>);
static_assert(one_sum<float>(1.0f) == 4.0f, "floats the value itself");

/// factor and shift of a rate of halvings a unit, as the converter writes them.
decay decay_of(double rate) {
  int exponent = 0;
  const double fraction = frexp(rate * 65536, &exponent);  // in [0.5, 1)
  const long factor = lround(fraction * 65536);
  if (factor == 65536) return {0x8000, static_cast<uint8_t>(15 - exponent)};
  return {static_cast<uint16_t>(factor), static_cast<uint8_t>(16 - exponent)};
}

template <class Leaf, size_t Outputs>
using classifier = value_sum<mote::traits::choose_t<(Outputs == 1), link::logistic, link::softmax>,
                             label, Leaf, Outputs>;

template <class Leaf, size_t Outputs>
void expect_softmax_of_doubles(double scale, uint32_t seed) {
  classifier<Leaf, Outputs> vote{};
  vote.scale = static_cast<float>(scale);
  constexpr bool is_float = mote::traits::same<Leaf, float>;
  if constexpr (!is_float) vote.fade = decay_of(scale * 1.4426950408889634);
  grown::random next{seed};
  for (int i = 0; i < 300; ++i) {
    auto sums = vote.start();
    double logits[Outputs + 1] = {};
    for (size_t k = 0; k < Outputs; ++k) {
      const double drawn = (static_cast<double>(next()) / 4294967296.0 - 0.5) * 20 / scale;
      sums[k] = static_cast<typename classifier<Leaf, Outputs>::sum>(drawn);
      logits[Outputs == 1 ? 1 : k] = static_cast<double>(sums[k]) * scale;
    }
    constexpr size_t classes = Outputs == 1 ? 2 : Outputs;
    double most = logits[0], whole = 0;
    for (size_t k = 0; k < classes; ++k) most = fmax(most, logits[k]);
    for (size_t k = 0; k < classes; ++k) whole += exp(logits[k] - most);
    using probability = typename classifier<Leaf, Outputs>::template probability<int16_t>;
    const auto p = vote.template proba<probability>(sums);
    double total = 0;
    for (size_t k = 0; k < classes; ++k) {
      const double got = static_cast<double>(p[k]) / (is_float ? 1.0 : 32768.0);
      const double bound = is_float ? 2e-6 : (2.5 + classes * 0.5) / 32768;
      ASSERT_NEAR(got, exp(logits[k] - most) / whole, bound) << scale << " class " << k;
      total += got;
    }
    ASSERT_NEAR(total, 1.0, is_float ? 1e-6 : classes / 32768.0);
    ASSERT_EQ(p[static_cast<size_t>(vote.decide(sums))], p[mote::argmax(p)]);
  }
}

TEST(Probabilities, AreTheSoftmaxInFloat) {
  expect_softmax_of_doubles<float, 1>(1.0, 1);
  expect_softmax_of_doubles<float, 1>(2.0, 2);
  expect_softmax_of_doubles<float, 3>(1.0, 3);
  expect_softmax_of_doubles<float, 20>(1.0, 4);
}

TEST(Probabilities, AreTheSoftmaxInIntegersOfEveryUnit) {
  for (double scale = 1e-8; scale < 0.5; scale *= 3) {
    expect_softmax_of_doubles<int32_t, 1>(scale, 5);
    expect_softmax_of_doubles<int16_t, 2>(scale, 6);
    expect_softmax_of_doubles<int32_t, 10>(scale, 7);
  }
}

TEST(Probabilities, StayADistributionAtTheEndsOfTheRange) {
  classifier<int32_t, 2> vote{{{0, 0}}, 1.0f, {0xffff, 0}};
  EXPECT_EQ(vote.proba<uint16_t>({{INT32_MIN, INT32_MAX}}), (array<uint16_t, 2>{{0, 32768}}));
  EXPECT_EQ(vote.proba<uint16_t>({{INT32_MIN, INT32_MIN}}), (array<uint16_t, 2>{{16384, 16384}}));
  const float inf = std::numeric_limits<float>::infinity();
  const classifier<float, 2> real{{{0, 0}}, 1.0f, {}};
  EXPECT_EQ(real.proba<float>({{3e38f, -3e38f}}), (array<float, 2>{{1, 0}}));
  EXPECT_EQ(real.proba<float>({{-inf, 1.0f}}), (array<float, 2>{{0, 1}}));
}

TEST(ValueSum, AddsTheTreesOfEachOutputToItsOwnSum) {
  const value_sum<link::softmax, label, int16_t, 3> vote{{{1, 2, 3}}, 1.0f, {0x8000, 0}};
  auto sums = vote.start();
  vote.add(sums, 2, 1000);
  vote.add(sums, 0, -30000);
  vote.add(sums, 0, -30000);
  EXPECT_EQ(vote.score(sums), (array<int32_t, 3>{{-59999, 2, 1003}}));
}

TEST(ValueSum, ThatADamagedTableOverflowsIsStillDefined) {
  const value_sum<link::identity, void, int32_t, 1> vote{{{INT32_MAX}}, 1.0f, {}};
  auto sums = vote.start();
  vote.add(sums, 0, 1);
  EXPECT_EQ(sums[0], INT32_MIN) << "wraps, with no undefined behaviour";
}

TEST(ValueSum, WithAnExponentialLinkGivesTheExponential) {
  const value_sum<link::exponential, void, float, 1> vote{{{0.5f}}, 1.0f, {}};
  auto sums = vote.start();
  vote.add(sums, 0, 1.25f);
  EXPECT_NEAR(static_cast<double>(vote.decide(sums)), exp(1.75), exp(1.75) * 1e-6);
}

TEST(Isolation, ScoresAsTwoToTheMeanPathLength) {
  // Paths of 1 to 20 splits in 50 trees; a limit of 8; score = -2^(-path / (50 * 7)).
  const double rate = 1.0 / (50 * 7);
  const double unit = 1.0 / 1000;
  const value_sum<link::isolation, label, float, 1> real{{{-8 * 50}}, static_cast<float>(rate), {}};
  const value_sum<link::isolation, label, int32_t, 1> units{
      {{-8 * 50 * 1000}}, static_cast<float>(rate * unit), decay_of(rate * unit)};
  grown::random next{21};
  for (int i = 0; i < 500; ++i) {
    auto real_sums = real.start();
    auto unit_sums = units.start();
    int32_t path = 0;
    for (int tree = 0; tree < 50; ++tree) {
      const int32_t length = 1000 + static_cast<int32_t>(next.below(19001));
      path += length;
      units.add(unit_sums, 0, length);
      real.add(real_sums, 0, static_cast<float>(length) / 1000);
    }
    const double exact = -exp2(-path * unit * rate);
    ASSERT_NEAR(static_cast<double>(real.score(real_sums)), exact, 1e-6);
    ASSERT_NEAR(units.score(unit_sums) / 32768.0, exact, 2.0 / 32768);
    ASSERT_EQ(units.decide(unit_sums), path < 8 * 50 * 1000 ? label{0} : label{1});
    ASSERT_GE(units.score(unit_sums), -32768);
  }
}

}  // namespace
