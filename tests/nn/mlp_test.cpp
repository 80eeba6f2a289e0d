#include "mote/nn/mlp.hpp"

#include <gtest/gtest.h>

#include <math.h>
#include <stdint.h>

#include <random>

#include "../data/mlp/mlp_cancer_float_rows.hpp"
#include "../data/mlp/mlp_cancer_int16_rows.hpp"
#include "../data/mlp/mlp_cancer_int8_rows.hpp"
#include "../data/mlp/mlp_diabetes_float_rows.hpp"
#include "../data/mlp/mlp_diabetes_int16_rows.hpp"
#include "../data/mlp/mlp_diabetes_int8_rows.hpp"
#include "../data/mlp/mlp_iris_float_rows.hpp"
#include "../data/mlp/mlp_iris_int16_rows.hpp"
#include "../data/mlp/mlp_iris_int8_rows.hpp"
#include "../model/model_contract.hpp"

namespace {

namespace activation = mote::activation;
enum class side : uint8_t { left, right };
enum class place : uint8_t { low, middle, high };

constexpr mote::mlp<side, mote::dense<activation::relu, float, 2, 2>, mote::dense_sums<float, 2, 1>>
    exclusive{{}, {{{{{0, -1}}, {{1, 1, 1, 1}}}, {}}, {{{{-0.5f}}, {{1, -2}}}}}};
constexpr float none[2] = {0, 0}, one[2] = {1, 0}, both[2] = {1, 1};
static_assert(mote::predict(exclusive, none) == side::left);
static_assert(mote::predict(exclusive, one) == side::right);
static_assert(mote::predict<exclusive>(both) == side::left, "at compile time too");
static_assert(mote::score(exclusive, one)[0] == 0.5f);
static_assert(sizeof(exclusive) == 9 * sizeof(float), "weights and starts, and nothing else");

constexpr mote::mlp<void, mote::dense_sums<int8_t, 2, 1>> line{{{0.25f}}, {{{{-3}}, {{100, -7}}}}};
constexpr int8_t extreme[2] = {-128, 127};
static_assert(mote::predict(line, extreme) == -12800 - 889 - 3, "a network without hidden layers");
static_assert(line.rule().real(mote::predict(line, extreme)) == -3423.0f);

using three_layers =
    mote::mlp<place, mote::dense<activation::tanh, int8_t, 3, 5, 8>,
              mote::dense<activation::identity, int8_t, 5, 2>, mote::dense_sums<int8_t, 2, 3>>;
constexpr three_layers deep{
    {{0.03f, {0x8000, 4}}},
    {{{{{5, -5, 0, 9, 1}}, {{9, -1, 3, 0, 7, -8, 1, 1, 2, 6, 6, 6, -100, 100, 5}}},
      {{{1 << 30, 1 << 30, 1900000000, 1 << 30, 1}}, {{1, 2, 3, 1, 31}}}},
     {{{{{1, -1}}, {{90, -90, 3, 4, 5, 6, 7, 8, 9, -9}}}, {{{1 << 30, 1999999999}}, {{6, 7}}}},
      {{{{7, 0, -7}}, {{1, -2, 3, -4, 5, -6}}}}}}};
static_assert(deep.valid() && line.valid() && exclusive.valid());

TEST(Mlp, OfFloatsSaysWhatScikitLearnSays) {
  const auto sums = [](const auto& model, const auto& samples, const auto& expected) {
    size_t at = 0;
    for (const auto& x : samples) {
      const auto own = mote::score(model, x);
      for (size_t k = 0; k < own.size(); ++k) {
        const double sum = expected[at][k];
        EXPECT_NEAR(static_cast<double>(own[k]), sum, 4e-6 * (1 + fabs(sum))) << at;
      }
      ++at;
    }
  };
  sums(mlp_iris_float::model, mlp_iris_float::samples, mlp_iris_float::sums);
  sums(mlp_cancer_float::model, mlp_cancer_float::samples, mlp_cancer_float::sums);
  sums(mlp_diabetes_float::model, mlp_diabetes_float::samples, mlp_diabetes_float::sums);
}

TEST(Mlp, OfFloatsGivesTheLabelsAndProbabilitiesOfScikitLearn) {
  const auto answers = [](const auto& model, const auto& samples, const auto& labels,
                          const auto& shares) {
    size_t at = 0;
    for (const auto& x : samples) {
      EXPECT_EQ(static_cast<uint8_t>(mote::predict(model, x)), labels[at][0]) << at;
      const auto own = mote::predict_proba(model, x);
      for (size_t k = 0; k < own.size(); ++k)
        EXPECT_NEAR(static_cast<double>(own[k]), shares[at][k], 4e-6) << at;
      ++at;
    }
  };
  answers(mlp_iris_float::model, mlp_iris_float::samples, mlp_iris_float::predicted,
          mlp_iris_float::probabilities);
  answers(mlp_cancer_float::model, mlp_cancer_float::samples, mlp_cancer_float::predicted,
          mlp_cancer_float::probabilities);
}

TEST(Mlp, OfIntegersGivesTheBitsOfTheReferenceInNumpy) {
  const auto sums = [](const auto& model, const auto& samples, const auto& expected) {
    size_t at = 0;
    for (const auto& x : samples) {
      const auto own = mote::score(model, x);
      for (size_t k = 0; k < own.size(); ++k) EXPECT_EQ(own[k], expected[at][k]) << at;
      ++at;
    }
  };
  sums(mlp_iris_int8::model, mlp_iris_int8::samples, mlp_iris_int8::sums);
  sums(mlp_iris_int16::model, mlp_iris_int16::samples, mlp_iris_int16::sums);
  sums(mlp_cancer_int8::model, mlp_cancer_int8::samples, mlp_cancer_int8::sums);
  sums(mlp_cancer_int16::model, mlp_cancer_int16::samples, mlp_cancer_int16::sums);
  sums(mlp_diabetes_int8::model, mlp_diabetes_int8::samples, mlp_diabetes_int8::sums);
  sums(mlp_diabetes_int16::model, mlp_diabetes_int16::samples, mlp_diabetes_int16::sums);
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
template <const auto& Model>
void keeps_the_contract() {
  auto next = draw<mote::model_of<Model>>(1);
  model_contract::expect_constant_model<Model, true>([&] { return next(); });
}

TEST(Mlp, KeepsTheContractOfModels) {
  keeps_the_contract<exclusive>();
  keeps_the_contract<deep>();
  keeps_the_contract<mlp_iris_float::model>();
  keeps_the_contract<mlp_iris_int8::model>();
  keeps_the_contract<mlp_iris_int16::model>();
  keeps_the_contract<mlp_cancer_float::model>();
  keeps_the_contract<mlp_cancer_int8::model>();
  keeps_the_contract<mlp_cancer_int16::model>();
}

TEST(Mlp, RefusesDamage) {
  model_contract::expect_damage_is_refused(
      exclusive, [](auto& m) { m.chain.first.start[1] = HUGE_VALF; },
      [](auto& m) { m.chain.rest.first.weights[1] = nanf(""); });
  model_contract::expect_damage_is_refused(
      deep, [](auto& m) { m.chain.first.shifts[4] = 0; },
      [](auto& m) { m.chain.rest.first.factors[0] = -1; },
      [](auto& m) { m.chain.rest.first.start[1] = 0x3fffffff; },
      [](auto& m) { m.chain.rest.rest.first.start[2] = 0x7fffffff; },
      [](auto& m) { m.fade.factor = 1; });
  EXPECT_FALSE(([] {
    auto copy = deep;
    copy.chain.rest.rest.first.start[2] = 0x7fffffff;
    return copy.valid(25, 31);
  }()))
      << "the piece with the last layer";
}

TEST(Mlp, OfSamplesFromNowhereGivesADistribution) {
  for (const float far : {1e30f, -1e30f, 1e5f, -1e5f}) {
    const float x[4] = {far, -far, far, far};
    float whole = 0;
    for (const float p : mote::predict_proba(mlp_iris_float::model, x)) {
      EXPECT_GE(p, 0);
      whole += p;
    }
    EXPECT_NEAR(static_cast<double>(whole), 1.0, 1e-6);
  }
}

}  // namespace
