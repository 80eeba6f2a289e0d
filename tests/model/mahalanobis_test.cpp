#include "mote/model/mahalanobis.hpp"

#include <gtest/gtest.h>

#include <math.h>

#include <random>

#include "data/curves/iris.hpp"
#include "data/curves/wine.hpp"
#include "model_contract.hpp"

namespace {

using mote::predict;

enum class kind : uint8_t { outlier, inlier };
constexpr mote::mahalanobis<kind, 2> round{{{1.0f, 2.0f}}, {{0.5f, 0.0f, 1.0f}}, 4.0f};
constexpr float at_the_limit[2] = {5.0f, 2.0f}, beyond[2] = {1.0f, 4.5f};
static_assert(predict(round, at_the_limit) == kind::inlier, "as scikit-learn: not below it");
static_assert(predict(round, beyond) == kind::outlier && predict<round>(beyond) == kind::outlier);
static_assert(mote::score(round, at_the_limit) == -4.0f);
static_assert(sizeof(round) == (2 + 3 + 1) * 4);

template <class Model, class Samples, class Labels, class Scores>
void expect_golden(const Model& model, const Samples& samples, const Labels& labels,
                   const Scores& scores) {
  size_t at = 0;
  for (const auto& x : samples) {
    EXPECT_EQ(static_cast<uint8_t>(predict(model, x)), labels[at]) << at;
    const double exact = scores[at][0];
    EXPECT_NEAR(static_cast<double>(mote::score(model, x)), exact, 2e-5 * (1 + fabs(exact)));
    ++at;
  }
}

TEST(Mahalanobis, SaysWhatScikitLearnSays) {
  expect_golden(curves::iris::envelope, curves::iris::samples, curves::iris::envelope_labels,
                curves::iris::envelope_scores);
  expect_golden(curves::wine::envelope, curves::wine::samples, curves::wine::envelope_labels,
                curves::wine::envelope_scores);
}

TEST(Mahalanobis, KeepsTheContractOfModels) {
  std::mt19937 random{3};
  model_contract::expect_constant_model<curves::iris::envelope, false>([&] {
    std::uniform_real_distribution<float> values(-3, 9);
    mote::array<float, 4> x{};
    for (float& v : x) v = values(random);
    return x;
  });
  const float nan = nanf(""), inf = HUGE_VALF;
  model_contract::expect_damage_is_refused(
      curves::iris::envelope, [&](auto& m) { m.mean[3] = nan; },
      [&](auto& m) { m.factor[9] = inf; }, [&](auto& m) { m.limit = nan; },
      [&](auto& m) { m.limit = -1; });
}

TEST(Mahalanobis, TakesWhatIsFarForAnOutlier) {
  for (const float far : {3.4e38f, -3.4e38f, 1e20f, 1e5f}) {
    const float x[4] = {far, -far, far, far};
    EXPECT_EQ(static_cast<int>(predict(curves::iris::envelope, x)), 0);
    EXPECT_GE(mote::score(curves::iris::envelope, x), -3.40282347e+38f);
  }
}

enum class side : uint8_t { left, right };
constexpr mote::quadratic_discriminant<side, 1, 2> two{
    {{{{{-1.0f}}, {{0.5f}}, 0.0f}, {{{1.0f}}, {{0.5f}}, 0.0f}}}};
constexpr float near_left[1] = {-0.25f}, middle[1] = {0.0f};
static_assert(predict(two, near_left) == side::left && predict<two>(near_left) == side::left);
static_assert(predict(two, middle) == side::left, "the lower class where two tie");
static_assert(mote::score(two, middle)[1] == -0.25f);
static_assert(sizeof(mote::quadratic_discriminant<side, 4, 3>) == 3 * (4 + 10 + 1) * 4);

template <class Model, class Samples, class Labels, class Shares>
void expect_classes(const Model& model, const Samples& samples, const Labels& labels,
                    const Shares& shares) {
  size_t at = 0;
  for (const auto& x : samples) {
    EXPECT_EQ(static_cast<uint8_t>(predict(model, x)), labels[at]) << at;
    const auto p = mote::predict_proba(model, x);
    for (size_t k = 0; k < p.size(); ++k) {
      EXPECT_NEAR(static_cast<double>(p[k]), shares[at][k], 3e-5) << at;
    }
    ++at;
  }
}

TEST(QuadraticDiscriminant, SaysWhatScikitLearnSays) {
  expect_classes(curves::iris::quadratic, curves::iris::samples, curves::iris::quadratic_labels,
                 curves::iris::quadratic_shares);
  expect_classes(curves::wine::quadratic, curves::wine::samples, curves::wine::quadratic_labels,
                 curves::wine::quadratic_shares);
}

TEST(QuadraticDiscriminant, KeepsTheContractOfModels) {
  std::mt19937 random{2};
  model_contract::expect_constant_model<curves::iris::quadratic, true>([&] {
    std::uniform_real_distribution<float> values(-3, 9);
    mote::array<float, 4> x{};
    for (float& v : x) v = values(random);
    return x;
  });
  const float nan = nanf(""), inf = HUGE_VALF;
  model_contract::expect_damage_is_refused(
      curves::iris::quadratic, [&](auto& m) { m.rows[2].mean[3] = nan; },
      [&](auto& m) { m.rows[0].factor[9] = inf; }, [&](auto& m) { m.rows[1].start = nan; });
}

TEST(QuadraticDiscriminant, GivesADistributionHoweverFarTheSample) {
  for (const float far : {3.4e38f, -3.4e38f, 1e20f, 1e5f}) {
    const float x[4] = {far, -far, far, far};
    float whole = 0;
    for (const float p : mote::predict_proba(curves::iris::quadratic, x)) whole += p;
    EXPECT_NEAR(static_cast<double>(whole), 1.0, 1e-6) << static_cast<double>(far);
  }
}

}  // namespace
