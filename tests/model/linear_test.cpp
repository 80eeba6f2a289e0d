#include "mote/model/linear.hpp"

#include <gtest/gtest.h>

#include <math.h>

#include <random>

#include "data/linear/cancer.hpp"
#include "data/linear/clipped.hpp"
#include "data/linear/diabetes.hpp"
#include "data/linear/iris.hpp"
#include "data/linear/poisson.hpp"
#include "data/linear/wine.hpp"
#include "model_contract.hpp"

namespace {

using mote::linear_model;
using mote::predict;
using mote::predict_proba;
namespace link = mote::link;

enum class side : uint8_t { left, right };
enum class place : uint8_t { low, middle, high };

constexpr linear_model<link::softmax, side, float, 2> two{{}, {{0.5f}}, {{1.0f, -2.0f}}};
constexpr float right_of[2] = {1.0f, 0.5f}, on_the_line[2] = {1.5f, 1.0f};
static_assert(predict(two, right_of) == side::right && predict<two>(right_of) == side::right);
static_assert(predict(two, on_the_line) == side::left, "a sum of 0 is the first class");
static_assert(mote::score(two, right_of)[0] == 0.5f);
static_assert(sizeof(two) == 3 * sizeof(float), "weights and a start, and nothing else");

constexpr linear_model<link::identity, void, int8_t, 2> value{{0.25f}, {{-3}}, {{100, -7}}};
constexpr int8_t extreme[2] = {-128, 127};
static_assert(predict(value, extreme) == -12800 - 889 - 3);
static_assert(value.rule().real(predict(value, extreme)) == -3423.0f);

constexpr mote::decay halves{0x8000, 4};  // a half for each 32 units
constexpr linear_model<link::softmax, place, int8_t, 3, 3> shares{
    {{0.03f, halves}}, {{5, -5, 0}}, {{9, -1, 3, 0, 7, -8, 1, 1, 2}}};
constexpr linear_model<link::softmax, side, int16_t, 2> binary{{{0.03f, halves}}, {{1}}, {{3, -2}}};
constexpr linear_model<link::one_vs_rest, place, int16_t, 3, 3> apart{
    {{0.03f, halves}}, {{-5, 5, 0}}, {{2, -1, 3, 0, 7, -8, 1, 1, 2}}};
constexpr linear_model<link::clipped, place, int16_t, 2, 3> huber{
    {{0.001f, 1000}}, {{-5, 5, 0}}, {{2, -1, 3, 0, 7, -8}}};
constexpr linear_model<link::clipped, side, int8_t, 2> huber_of_two{
    {{0.001f, 1000}}, {{-5}}, {{2, -1}}};
constexpr linear_model<link::margin, place, int16_t, 2, 3> margin{
    {{0.5f}}, {{-5, 5, 0}}, {{20000, -10000, 32000, -32000, 0, 1}}};
static_assert(value.valid() && shares.valid() && binary.valid() && apart.valid());
static_assert(huber.valid() && huber_of_two.valid() && margin.valid());

template <const auto& Model, size_t Rows, size_t Features, size_t Outputs>
void expect_sums(const float (&samples)[Rows][Features], const double (&sums)[Rows][Outputs]) {
  for (size_t at = 0; at < Rows; ++at) {
    const auto own = mote::score(Model, samples[at]);
    for (size_t k = 0; k < Outputs; ++k) {
      EXPECT_NEAR(static_cast<double>(own[k]), sums[at][k], 4e-6 * (1 + fabs(sums[at][k])));
    }
  }
}
template <const auto& Model, class Samples, class Labels, class Values, class Sums>
void expect_golden(const Samples& samples, const Sums& sums, const Labels& labels,
                   const Values& probabilities) {
  expect_sums<Model>(samples, sums);
  size_t at = 0;
  for (const auto& x : samples) {
    EXPECT_EQ(static_cast<uint8_t>(predict(Model, x)), labels[at][0]) << at;
    const auto p = predict_proba(Model, x);
    for (size_t k = 0; k < p.size(); ++k) {
      EXPECT_NEAR(static_cast<double>(p[k]), probabilities[at][k], 4e-6) << at;
    }
    ++at;
  }
}

TEST(LinearModel, SaysWhatScikitLearnSays) {
  expect_golden<linear_iris::model>(linear_iris::samples, linear_iris::sums, linear_iris::predicted,
                                    linear_iris::probabilities);
  expect_golden<linear_cancer::model>(linear_cancer::samples, linear_cancer::sums,
                                      linear_cancer::predicted, linear_cancer::probabilities);
  expect_golden<linear_wine::model>(linear_wine::samples, linear_wine::sums, linear_wine::predicted,
                                    linear_wine::probabilities);
  expect_golden<linear_clipped::model>(linear_clipped::samples, linear_clipped::sums,
                                       linear_clipped::predicted, linear_clipped::probabilities);
}

TEST(LinearModel, GivesTheValuesOfScikitLearn) {
  expect_sums<linear_diabetes::model>(linear_diabetes::samples, linear_diabetes::sums);
  size_t at = 0;
  for (const auto& x : linear_diabetes::samples) {
    const double expected = linear_diabetes::values[at++][0];
    EXPECT_NEAR(static_cast<double>(predict(linear_diabetes::model, x)), expected,
                1e-6 * expected + 1e-4);
  }
  at = 0;
  for (const auto& x : linear_poisson::samples) {
    const double expected = linear_poisson::values[at++][0];
    EXPECT_NEAR(static_cast<double>(predict(linear_poisson::model, x)), expected, 4e-6 * expected);
  }
}

/// Samples of the whole range of integers, or about 0.
template <class Model>
auto draw(uint32_t seed) {
  return [random = std::mt19937(seed)]() mutable {
    using feature = typename Model::feature_type;
    model_contract::sample_of<Model> sample;
    for (feature& v : sample) {
      if constexpr (mote::traits::same<feature, float>) {
        v = std::normal_distribution<float>()(random);
      } else {
        v = static_cast<feature>(static_cast<int32_t>(random()) >> (32 - 8 * sizeof(feature)));
      }
    }
    return sample;
  };
}
template <const auto& Model, bool HasProba>
void keeps_the_contract() {
  auto next = draw<mote::model_of<Model>>(1);
  model_contract::expect_constant_model<Model, HasProba>([&] { return next(); });
}

TEST(LinearModel, KeepsTheContractOfModels) {
  keeps_the_contract<two, true>();
  keeps_the_contract<linear_iris::model, true>();
  keeps_the_contract<linear_wine::model, true>();
  keeps_the_contract<linear_clipped::model, true>();
  keeps_the_contract<shares, true>();
  keeps_the_contract<binary, true>();
  keeps_the_contract<apart, true>();
  keeps_the_contract<huber, true>();
  keeps_the_contract<huber_of_two, true>();
  keeps_the_contract<margin, false>();
}

TEST(LinearModel, RefusesDamage) {
  model_contract::expect_damage_is_refused(
      linear_iris::model, [](auto& m) { m.start[1] = HUGE_VALF; },
      [](auto& m) { m.weights[11] = nanf(""); }, [](auto& m) { m.weights[0] = -HUGE_VALF; });
  model_contract::expect_damage_is_refused(
      margin, [](auto& m) { m.weights[0] = 32767, m.weights[1] = -32768, m.start[0] = 40000; },
      [](auto& m) { m.start[0] = -2147483647 - 1; },
      [](auto& m) { m.weights[5] = 32767, m.start[2] = 2147483647; });
  model_contract::expect_damage_is_refused(shares, [](auto& m) { m.fade.factor = 1; });
  model_contract::expect_damage_is_refused(
      huber, [](auto& m) { m.one = 0; }, [](auto& m) { m.one = 0x7FFFFFFF; });
  EXPECT_FALSE(([] {
    auto copy = margin;
    copy.weights[2] = 32767;
    copy.weights[3] = -32768;
    copy.start[1] = -40000;
    return copy.valid(2, 4);
  }()))
      << "a piece that begins with a row checks all of it";
}

template <const auto& Model, class X, class Share>
void expect_shares(double bound, Share exact) {
  using model = mote::model_of<Model>;
  auto next = draw<model>(7);
  double most = 0;
  for (int i = 0; i < 3000; ++i) {
    auto x = next();
    // Short rows too, whose logits are near 0, and far ones, all below 0.
    for (X& v : x)
      v = static_cast<X>(i % 3 == 0 ? v : v / (1 << i % static_cast<int>(8 * sizeof(X))));
    const auto p = predict_proba(Model, x);
    const auto sums = mote::score(Model, x);
    double expected[model::classes], whole = 0;
    for (size_t k = 0; k < model::classes; ++k) whole += expected[k] = exact(sums, k);
    for (size_t k = 0; k < model::classes; ++k) {
      const double off = fabs(static_cast<double>(p[k]) / 32768 - expected[k] / whole);
      most = off > most ? off : most;
      ASSERT_LE(off, bound) << k;
    }
  }
  EXPECT_GT(most, bound / 100) << "the bound is near what happens";
}

TEST(LinearModel, GivesProbabilitiesInIntegersWithinTheirBound) {
  constexpr double last = 1.0 / 32768, rate = 1.0 / 32;  // halvings a unit
  expect_shares<shares, int8_t>(10 * last, [&](const auto& sums, size_t k) {
    double most = sums[mote::argmax(sums)];
    return exp2((sums[k] - most) * rate);
  });
  expect_shares<apart, int16_t>(42 * last, [&](const auto& sums, size_t k) {
    double top = sums[mote::argmax(sums)];
    if (top > 0) top = 0;
    const double z = sums[k] * rate;
    return z > 0 ? 1 / (1 + exp2(-z)) : exp2(z - top * rate) / (1 + exp2(z));
  });
  expect_shares<huber, int16_t>(2 * last, [&](const auto& sums, size_t k) {
    bool none = true;
    for (const int32_t sum : sums) none = none && sum <= -1000;
    const double z = sums[k] < -1000 ? -1000 : sums[k] > 1000 ? 1000 : sums[k];
    return none ? 1.0 : z + 1000;
  });
}

TEST(LinearModel, TellsSharesApartWhereEveryClassIsUnlikely) {
  static constexpr linear_model<link::one_vs_rest, place, float, 1, 3> far{
      {}, {{-200, -201, -300}}, {{1, 1, 1}}};
  const float x[1] = {0};
  const auto p = predict_proba(far, x);
  EXPECT_NEAR(static_cast<double>(p[0]), 1 / (1 + exp(-1.0)), 1e-6);
  EXPECT_NEAR(static_cast<double>(p[1]), 1 / (1 + exp(1.0)), 1e-6);
}

TEST(LinearModel, GivesADistributionHoweverFarTheSample) {
  for (const float far : {1e30f, -1e30f, 1e5f, -1e5f}) {
    const float x[4] = {far, -far, far, far};
    float whole = 0;
    for (const float p : predict_proba(linear_iris::model, x)) {
      EXPECT_GE(p, 0);
      whole += p;
    }
    EXPECT_NEAR(static_cast<double>(whole), 1.0, 1e-6);
  }
}

}  // namespace
