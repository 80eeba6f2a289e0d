// Calibrated classifiers: golden probabilities of scikit-learn, curves at their points and ends.
#include "mote/model/combined/calibrated.hpp"

#include <gtest/gtest.h>

#include <math.h>

#include <algorithm>
#include <random>

#include "data/combined/answers.hpp"
#include "data/combined/isotonic.hpp"
#include "data/combined/sigmoid.hpp"
#include "data/combined/two.hpp"
#include "model_contract.hpp"
#include "mote/model/linear.hpp"

namespace {

using mote::array;
using mote::predict;

enum class side : uint8_t { left, right };
enum class label : uint8_t { a, b, c };

inline constexpr mote::linear_model<mote::link::margin, side, float, 1, 1> line{{}, {{0}}, {{1}}};
constexpr mote::calibrated<side, 2, mote::sigmoid_curve, line> steep{{{{4.0f, -2.0f}}}};
constexpr mote::calibrated<side, 2, mote::isotonic_curve<3>, line> lines{
    {{{{{0.0f, 1.0f, 3.0f}}, {{0.0f, 0.5f, 1.0f}}}}}};
static_assert(steep.valid() && lines.valid());

constexpr float half_x[1] = {0.5f}, below[1] = {-1.0f}, second[1] = {2.0f}, above[1] = {9.0f};
static_assert(mote::predict_proba(lines, half_x) == array<float, 2>{{0.75f, 0.25f}});
static_assert(mote::predict_proba(lines, second) == array<float, 2>{{0.25f, 0.75f}});
static_assert(mote::predict_proba(lines, below)[1] == 0 &&
              mote::predict_proba(lines, above)[1] == 1);
static_assert(predict(lines, half_x) == side::left && predict<lines>(second) == side::right);

// Three classes, each with a sum and points of its own.
inline constexpr mote::linear_model<mote::link::margin, label, float, 3, 3> planes{
    {}, {{0, 0, 0}}, {{1, 0, 0, 0, 1, 0, 0, 0, 1}}};
constexpr mote::isotonic_curve<2> rising{{{0, 1}}, {{0, 1}}};
constexpr mote::calibrated<label, 3, mote::isotonic_curve<2>, planes> three{
    {{rising, rising, rising}}};

TEST(Calibrated, SharesAreOfTheSumAndEqualWhereAllAreNone) {
  const float x[3] = {0.5f, 0.25f, 0.25f}, none[3] = {-1, -2, -3}, one[3] = {-1, 0.125f, -3};
  EXPECT_EQ(mote::predict_proba(three, x), (array<float, 3>{{0.5f, 0.25f, 0.25f}}));
  EXPECT_EQ(mote::predict_proba(three, one), (array<float, 3>{{0, 1, 0}}));
  EXPECT_EQ(mote::predict_proba(three, none), (array<float, 3>{{1.0f / 3, 1.0f / 3, 1.0f / 3}}));
  EXPECT_EQ(predict(three, none), label::a);
}

TEST(Calibrated, ACurveHasItsValuesAtItsPointsAndNeverFalls) {
  std::mt19937 random{17};
  for (int round = 0; round < 200; ++round) {
    mote::isotonic_curve<7> curve{};
    for (auto& score : curve.scores) {
      score = static_cast<float>(::ldexp(static_cast<double>(random() % 2001) - 1000,
                                         static_cast<int>(random() % 40) - 30));
    }
    for (auto& value : curve.values) value = static_cast<float>(random() % 1001) / 1000;
    std::sort(curve.scores.begin(), curve.scores.end());
    std::sort(curve.values.begin(), curve.values.end());
    if (round % 3 == 0) {  // fewer points: the last one is repeated
      for (size_t i = 4; i < 7; ++i) {
        curve.scores[i] = curve.scores[3];
        curve.values[i] = curve.values[3];
      }
    }
    ASSERT_TRUE(curve.valid());
    for (size_t i = 0; i < 7; ++i) {
      size_t last = i;  // of points with one score the last counts
      while (last < 6 && curve.scores[last + 1] == curve.scores[i]) ++last;
      EXPECT_EQ(curve(curve.scores[i]), curve.values[last]);
    }
    float before = curve(-HUGE_VALF);
    EXPECT_EQ(before, curve.values[0]);
    for (int i = 0; i <= 100; ++i) {
      const float share = static_cast<float>(i) / 100;
      const float score = curve.scores[0] + share * (curve.scores[6] - curve.scores[0]);
      const float value = curve(score);
      EXPECT_GE(value, before - 2e-7f);
      before = value;
    }
    EXPECT_EQ(curve(HUGE_VALF), curve.values[6]);
    EXPECT_EQ(curve(nanf("")), curve.values[6]);
  }
}

template <const auto& Model, size_t Rows, size_t Classes, class Label>
void expect_answers(const int8_t (&rows)[Rows][4], const Label& labels,
                    const double (&shares)[Rows][Classes]) {
  double most = 0;
  for (size_t i = 0; i < Rows; ++i) {
    float x[4];
    for (size_t f = 0; f < 4; ++f) x[f] = rows[i][f];
    EXPECT_EQ(static_cast<size_t>(predict(Model, x)), static_cast<size_t>(labels[i])) << i;
    const auto own = mote::predict_proba(Model, x);
    for (size_t k = 0; k < Classes; ++k) {
      most = std::max(most, fabs(static_cast<double>(own[k]) - shares[i][k]));
    }
  }
  EXPECT_LT(most, 1e-5);
  EXPECT_GT(most, 1e-9);
}
TEST(Calibrated, SaysWhatScikitLearnSays) {
  using namespace combined_answers;
  expect_answers<::sigmoid::model>(flowers, combined_answers::sigmoid, sigmoids);
  expect_answers<::isotonic::model>(flowers, combined_answers::isotonic, combined_answers::lines);
  expect_answers<::two::model>(flowers, combined_answers::two, shares_of_two);
}

template <const auto& Model>
void expect_contract() {
  std::mt19937 random{11};
  model_contract::expect_constant_model<Model, true>([&] {
    array<float, mote::model_of<Model>::features> x{};
    for (auto& v : x) v = static_cast<float>(random() % 80) - 20;
    return x;
  });
}
TEST(Calibrated, KeepsTheContractOfModels) {
  expect_contract<::sigmoid::model>();
  expect_contract<::isotonic::model>();
  expect_contract<::two::model>();
  expect_contract<steep>();
  expect_contract<three>();
}

TEST(Calibrated, IsNotValidWhereItIsDamaged) {
  model_contract::expect_damage_is_refused(
      steep, [](auto& m) { m.curves[0].slope = nanf(""); },
      [](auto& m) { m.curves[0].start = HUGE_VALF; });
  model_contract::expect_damage_is_refused(
      lines, [](auto& m) { m.curves[0].scores[1] = 4; },
      [](auto& m) { m.curves[0].scores[2] = nanf(""); },
      [](auto& m) { m.curves[0].scores[2] = HUGE_VALF; },
      [](auto& m) { m.curves[0].values[0] = -0.5f; }, [](auto& m) { m.curves[0].values[2] = 1.5f; },
      [](auto& m) { m.curves[0].values[1] = nanf(""); },
      [](auto& m) { m.curves[0].values[0] = 0.75f; });
}

}  // namespace
