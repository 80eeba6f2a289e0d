#include "mote/model/linear.hpp"

#include <gtest/gtest.h>

#include <math.h>

#include <random>

#include "data/linear/learning.hpp"
#include "learning_contract.hpp"
#include "mote/model/rows.hpp"

namespace {

using mote::status_code;
using regression = mote::learning_linear<10>;
static_assert(sizeof(regression) == 4 * 12 * 14, "what the page says");

struct golden_row {
  float x[10];
  float y;
};
using golden_rows = mote::bounded<golden_row, 120>;

golden_rows all_rows() {
  golden_rows rows;
  for (size_t at = 0; at < 120; ++at) {
    golden_row row{};
    for (size_t i = 0; i < 10; ++i) row.x[i] = linear_learning::samples[at][i];
    row.y = linear_learning::values[at][0];
    EXPECT_TRUE(rows.push_back(row));
  }
  return rows;
}

double objective(const regression& model, const golden_rows& rows, double alpha, double ratio) {
  double squares = 0, penalty = 0;
  for (const golden_row& row : rows) {
    double missed = static_cast<double>(row.y) - static_cast<double>(model.intercept());
    for (size_t i = 0; i < 10; ++i)
      missed -= static_cast<double>(row.x[i]) * static_cast<double>(model.weights()[i]);
    squares += missed * missed;
  }
  for (const float weight : model.weights()) {
    const double w = static_cast<double>(weight);
    penalty += ratio * fabs(w) + (1 - ratio) / 2 * w * w;
  }
  return squares / 2 / static_cast<double>(rows.size()) + alpha * penalty;
}

TEST(LearningLinear, ReachesTheObjectiveOfScikitLearn) {
  const golden_rows rows = all_rows();
  for (const auto& [alpha, ratio, least] : linear_learning::objectives) {
    regression model{static_cast<float>(alpha), static_cast<float>(ratio)};
    ASSERT_TRUE(model.fit(rows).ok());
    const double reached = objective(model, rows, alpha, ratio);
    EXPECT_GE(reached, least * (1 - 1e-6));
    EXPECT_LE(reached, least * (1 + 1e-5)) << alpha << " " << ratio;
    regression stream{static_cast<float>(alpha), static_cast<float>(ratio)};
    for (const golden_row& row : rows) ASSERT_TRUE(stream.partial_fit(row.x, row.y).ok());
    EXPECT_LE(objective(stream, rows, alpha, ratio), least * 1.01) << "a sweep a sample";
    EXPECT_TRUE(stream.settle());
    EXPECT_LE(objective(stream, rows, alpha, ratio), least * (1 + 1e-5));
  }
}

TEST(LearningLinear, TakesFeaturesOfAnySizeAndOnesThatStandStill) {
  std::mt19937 random(5);
  std::normal_distribution<float> normal;
  const float sizes[3] = {1e-6f, 1e6f, 1.0f};
  mote::learning_linear<4> model;
  for (int at = 0; at < 300; ++at) {
    const float x[4] = {sizes[0] * normal(random), 1e4f * sizes[1] + sizes[1] * normal(random),
                        sizes[2] * normal(random), 7.0f};
    ASSERT_TRUE(model.partial_fit(x, 3e6f * x[0] - 2e-6f * x[1] + x[2] + 1.0f).ok());
  }
  EXPECT_TRUE(model.settle());
  EXPECT_NEAR(static_cast<double>(model.weights()[0]), 3e6, 3e3);
  EXPECT_NEAR(static_cast<double>(model.weights()[1]), -2e-6, 2e-9);
  EXPECT_NEAR(static_cast<double>(model.weights()[2]), 1.0, 1e-3);
  EXPECT_EQ(model.weights()[3], 0.0f);
}

TEST(LearningLinear, LearnsFromALongRunAsMuchAsFromAShortOne) {
  mote::learning_linear<1> model;
  for (uint32_t at = 0; at < 40000; ++at) {
    const float x[1] = {2000.0f + static_cast<float>(at % 2)};
    ASSERT_TRUE(model.partial_fit(x, 3.0f * (x[0] - 2000.0f)).ok());
  }
  EXPECT_NEAR(static_cast<double>(model.weights()[0]), 3.0, 1e-5);
  EXPECT_NEAR(static_cast<double>(model.intercept()), -6000.0, 0.02);
}

TEST(LearningLinear, KeepsTheContractOfWhatLearns) {
  learning_contract::keeps<mote::learning_linear<3>>(1e12f);
}

}  // namespace
