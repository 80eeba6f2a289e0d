#include "mote/model/gmm.hpp"

#include <gtest/gtest.h>

#include <math.h>

#include <random>

#include "data/curves/iris.hpp"
#include "data/curves/wine.hpp"
#include "model_contract.hpp"

namespace {

using mote::predict;

enum class part : uint8_t { low, high };

// Two components of one feature at -1 and 1, variance 1, each a half.
constexpr float start = -0.69314718f - 0.91893853f;
constexpr mote::gaussian_mixture<part, mote::gaussian<1>, 2> two{
    {}, {{{{{-1.0f}}, {{0.5f}}, start}, {{{1.0f}}, {{0.5f}}, start}}}};
constexpr float near_low[1] = {-0.25f}, middle[1] = {0.0f};
static_assert(predict(two, near_low) == part::low && predict<two>(near_low) == part::low);
static_assert(predict(two, middle) == part::low, "the lower component where two tie");
static_assert(sizeof(two) == 2 * 3 * sizeof(float), "rows, and nothing else");
static_assert(sizeof(mote::spherical_gaussian<8>) == 10 * 4);
static_assert(sizeof(mote::full_gaussian<8>) == (8 + 36 + 1) * 4);
static_assert(sizeof(mote::tied_gaussian_mixture<part, 8, 4>) == (8 + 36 + 4 * 9) * 4);

template <class Model, class Samples, class Labels, class Densities, class Shares>
void expect_golden(const Model& model, const Samples& samples, const Labels& components,
                   const Densities& densities, const Shares& shares) {
  size_t at = 0;
  for (const auto& x : samples) {
    EXPECT_EQ(static_cast<uint8_t>(predict(model, x)), components[at]) << at;
    const double exact = densities[at][0];
    EXPECT_NEAR(static_cast<double>(mote::score(model, x)), exact, 2e-5 + 2e-6 * fabs(exact));
    const auto p = mote::predict_proba(model, x);
    for (size_t k = 0; k < p.size(); ++k) {
      EXPECT_NEAR(static_cast<double>(p[k]), shares[at][k], 3e-5) << at;
    }
    ++at;
  }
}

TEST(GaussianMixture, SaysWhatScikitLearnSaysForEveryCovariance) {
  {
    using namespace curves::iris;
    expect_golden(full, samples, full_components, full_densities, full_shares);
    expect_golden(tied, samples, tied_components, tied_densities, tied_shares);
    expect_golden(diag, samples, diag_components, diag_densities, diag_shares);
    expect_golden(spherical, samples, spherical_components, spherical_densities, spherical_shares);
  }
  {
    using namespace curves::wine;
    expect_golden(full, samples, full_components, full_densities, full_shares);
    expect_golden(tied, samples, tied_components, tied_densities, tied_shares);
    expect_golden(diag, samples, diag_components, diag_densities, diag_shares);
    expect_golden(spherical, samples, spherical_components, spherical_densities, spherical_shares);
  }
}

struct draw {
  mutable std::mt19937 random{1};
  template <size_t N>
  mote::array<float, N> of() const {
    std::uniform_real_distribution<float> values(-3, 9);
    mote::array<float, N> x{};
    for (float& v : x) v = values(random);
    return x;
  }
  mote::array<float, 4> operator()() const { return of<4>(); }
};

TEST(GaussianMixture, KeepsTheContractOfModels) {
  model_contract::expect_constant_model<curves::iris::full, true>(draw{});
  model_contract::expect_constant_model<curves::iris::tied, true>(draw{});
  model_contract::expect_constant_model<curves::iris::diag, true>(draw{});
  model_contract::expect_constant_model<curves::iris::spherical, true>(draw{});
}

TEST(GaussianMixture, IsNotValidWithADamagedNumber) {
  const float nan = nanf(""), inf = HUGE_VALF;
  using model_contract::expect_damage_is_refused;
  expect_damage_is_refused(
      curves::iris::full, [&](auto& m) { m.rows[2].mean[3] = nan; },
      [&](auto& m) { m.rows[0].factor[9] = inf; }, [&](auto& m) { m.rows[1].start = nan; });
  expect_damage_is_refused(
      curves::iris::diag, [&](auto& m) { m.rows[2].mean[0] = inf; },
      [&](auto& m) { m.rows[0].precision[1] = 0; }, [&](auto& m) { m.rows[0].precision[1] = -1; },
      [&](auto& m) { m.rows[1].start = -inf; });
  expect_damage_is_refused(
      curves::iris::spherical, [&](auto& m) { m.rows[2].mean[0] = inf; },
      [&](auto& m) { m.rows[2].precision = 0; }, [&](auto& m) { m.rows[1].start = nan; });
  expect_damage_is_refused(
      curves::iris::tied, [&](auto& m) { m.centre[1] = nan; }, [&](auto& m) { m.factor[5] = nan; },
      [&](auto& m) { m.rows[2].mean[3] = inf; }, [&](auto& m) { m.rows[2].start = inf; });
}

TEST(GaussianMixture, GivesADistributionHoweverFarTheSample) {
  const auto expect_whole = [](const auto& model) {
    for (const float far : {3.4e38f, -3.4e38f, 1e20f, -1e10f, 1e5f}) {
      const float x[4] = {far, -far, far, far};
      float whole = 0;
      for (const float p : mote::predict_proba(model, x)) {
        EXPECT_GE(p, 0);
        whole += p;
      }
      EXPECT_NEAR(static_cast<double>(whole), 1.0, 1e-6) << static_cast<double>(far);
      EXPECT_GE(mote::score(model, x), -3.40282347e+38f);
    }
  };
  expect_whole(curves::iris::full);
  expect_whole(curves::iris::tied);
  expect_whole(curves::iris::diag);
  expect_whole(curves::iris::spherical);
}

TEST(GaussianMixture, OfOneComponentIsAnOrdinaryNormalCurve) {
  constexpr mote::gaussian_mixture<part, mote::spherical_gaussian<2>, 1> one{
      {}, {{{{{1.0f, -1.0f}}, 0.5f, -1.8378770664f}}}};
  const float x[2] = {3, 1};
  EXPECT_FLOAT_EQ(mote::score(one, x), -1.8378770664f - 4.0f);
  EXPECT_EQ(mote::predict_proba(one, x)[0], 1.0f);
}

}  // namespace
