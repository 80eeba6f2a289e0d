#include <gtest/gtest.h>

#include <math.h>

#include <limits>
#include <random>

#include "data/knn/outliers.hpp"
#include "model_contract.hpp"
#include "mote/core/numeric.hpp"
#include "mote/model/knn.hpp"

namespace {

using mote::knn_metric;
using mote::predict;

enum class label : uint8_t { outlier, inlier };

// Rows at 0, 1, 2 and 10: of each the distance of its second neighbour.
constexpr mote::local_outlier_factor<label, int16_t, 1, 4, 2> four{
    {{{{0}}, {{1}}, {{2}}, {{10}}}}, {{2, 1, 2, 9}}, {{0.5f, 0.75f, 0.5f, 0.125f}}, 0, -1.5f, 10};
static_assert(four.valid());
constexpr int16_t among[1] = {1}, apart[1] = {6};
static_assert(mote::score(four, among) == -0.9375f, "of 0 and 1: (1 + 2) / 2 by (0.75 + 0.5) / 2");
static_assert(predict(four, among) == label::inlier && predict<four>(among) == label::inlier);
static_assert(mote::score(four, apart) == -2.03125f, "of 2 and 10: (4 + 9) / 2 by 0.3125");
static_assert(predict(four, apart) == label::outlier && predict<four>(apart) == label::outlier);
constexpr auto at_its_limit = [] {
  auto model = four;
  model.limit = -0.9375f;
  return model;
}();
static_assert(predict(at_its_limit, among) == label::inlier, "as in scikit-learn");

constexpr size_t rows = sizeof iris_outliers::rows / sizeof *iris_outliers::rows;

template <class T, knn_metric Metric, class Radii>
constexpr auto flowers(const Radii& radii, const Radii& densities, float limit) {
  mote::local_outlier_factor<label, T, 4, rows, 6, Metric> out{};
  for (size_t i = 0; i < rows; ++i) {
    float norm = 0;
    for (size_t f = 0; f < 4; ++f) {
      const T value = static_cast<T>(iris_outliers::rows[i][f]);
      out.rows[i][f] = value;
      norm += static_cast<float>(value) * static_cast<float>(value);
    }
    if constexpr (Metric == knn_metric::cosine) {
      for (auto& value : out.rows[i]) value /= mote::sqrt(norm);
    }
    out.radii[i] = radii[0][i];
    out.densities[i] = densities[0][i];
  }
  out.least = 1e-10f;
  out.limit = limit;
  out.reach = 127;
  return out;
}

template <const auto& Model, class T, class Scores>
void expect_scores(const Scores& scores, double within) {
  static_assert(Model.valid());
  size_t at = 0, outliers = 0;
  for (const auto& sample : iris_outliers::samples) {
    mote::array<T, 4> x{};
    for (size_t f = 0; f < 4; ++f) x[f] = static_cast<T>(sample[f]);
    const double wanted = scores[0][at];
    EXPECT_NEAR(static_cast<double>(mote::score(Model, x)), wanted, -within * wanted) << at;
    const bool is_near = fabs(wanted - static_cast<double>(Model.limit)) < -within * wanted;
    const label said = predict(Model, x);
    if (!is_near) {
      EXPECT_EQ(said == label::inlier, wanted >= static_cast<double>(Model.limit)) << at;
    }
    EXPECT_EQ(predict<Model>(x), said);
    outliers += said == label::outlier ? 1 : 0;
    ++at;
  }
  EXPECT_GT(outliers, 20u);
  EXPECT_GT(at - outliers, 20u);
}

#define EXPECT_GOLDEN(T, METRIC, WITHIN)                                                 \
  {                                                                                      \
    namespace golden = iris_outliers::METRIC;                                            \
    static constexpr auto model =                                                        \
        flowers<T, knn_metric::METRIC>(golden::radii, golden::densities, golden::limit); \
    expect_scores<model, T>(golden::scores, WITHIN);                                     \
  }

TEST(LocalOutlierFactor, IsScikitLearnsOfIntegers) {
  EXPECT_GOLDEN(int8_t, euclidean, 1e-6);
  EXPECT_GOLDEN(int16_t, euclidean, 1e-6);
  EXPECT_GOLDEN(int16_t, manhattan, 1e-6);
  EXPECT_GOLDEN(int8_t, chebyshev, 1e-6);
}

TEST(LocalOutlierFactor, IsScikitLearnsOfFloats) {
  EXPECT_GOLDEN(float, euclidean, 1e-6);
  EXPECT_GOLDEN(float, manhattan, 1e-6);
  EXPECT_GOLDEN(float, chebyshev, 1e-6);
  EXPECT_GOLDEN(float, cosine, 1e-3);
}

TEST(LocalOutlierFactor, IsFiniteWhateverTheSampleIs) {
  constexpr float largest = std::numeric_limits<float>::max();
  constexpr mote::local_outlier_factor<label, float, 2, 2, 2> two{
      {{{{0, 0}}, {{1, 1}}}}, {{2, largest}}, {{1e10f, 1e-30f}}, 1e-10f, -1.5f, 0};
  static_assert(two.valid());
  const float ends[] = {largest, -largest, HUGE_VALF, -HUGE_VALF, nanf(""), 0};
  for (const float a : ends) {
    for (const float b : ends) {
      const float x[2] = {a, b};
      EXPECT_EQ(mote::score(two, x), -largest) << a << " " << b;
      EXPECT_EQ(predict(two, x), label::outlier) << a << " " << b;
    }
  }
}

TEST(LocalOutlierFactor, KeepsTheContractOfModels) {
  std::mt19937 random{3};
  model_contract::expect_constant_model<four, false>([&] {
    const int32_t x = static_cast<int32_t>(random() % 24) - 6;
    return mote::array<int16_t, 1>{{static_cast<int16_t>(random() % 8 == 0 ? 4096 * x : x)}};
  });
  model_contract::expect_damage_is_refused(
      four, [](auto& m) { m.rows[3][0] = 11; }, [](auto& m) { m.radii[1] = -1; },
      [](auto& m) { m.radii[1] = HUGE_VALF; }, [](auto& m) { m.densities[0] = 0; },
      [](auto& m) { m.densities[3] = nanf(""); }, [](auto& m) { m.limit = nanf(""); },
      [](auto& m) { m.least = -1; });
}

}  // namespace
