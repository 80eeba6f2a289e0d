#include "mote/model/linear.hpp"

#include <gtest/gtest.h>

#include <math.h>

#include "data/linear/learning.hpp"
#include "learning_contract.hpp"

namespace {

using follower = mote::recursive_least_squares<10>;
static_assert(sizeof(follower) == 2 * 10 * 15 + 20, "what the page says");

TEST(RecursiveLeastSquares, IsTheClosedFormAfterEverySample) {
  for (const auto& golden : linear_learning::closed) {
    follower model{static_cast<float>(golden[0])};
    for (size_t at = 0; at < 120; ++at) {
      ASSERT_TRUE(
          model.partial_fit(linear_learning::samples[at], linear_learning::values[at][0]).ok());
    }
    EXPECT_NEAR(static_cast<double>(model.intercept()), golden[1], 1e-4);
    for (size_t i = 0; i < 10; ++i)
      EXPECT_NEAR(static_cast<double>(model.weights()[i]), golden[i + 2], 1e-3) << golden[0];
    EXPECT_EQ(model.samples(), 120u);
  }
}

TEST(RecursiveLeastSquares, FollowsWhatChanges) {
  mote::recursive_least_squares<1> model{0.95f}, all;
  for (int at = 0; at < 400; ++at) {
    const float x[1] = {static_cast<float>(at % 7) - 3.0f};
    const float y = at < 200 ? 2.0f * x[0] + 1.0f : -3.0f * x[0];
    ASSERT_TRUE(model.partial_fit(x, y).ok());
    ASSERT_TRUE(all.partial_fit(x, y).ok());
  }
  EXPECT_NEAR(static_cast<double>(model.weights()[0]), -3.0, 1e-3);
  EXPECT_NEAR(static_cast<double>(all.weights()[0]), -0.5, 0.05) << "which forgets nothing";
}

TEST(RecursiveLeastSquares, WaitsThroughFeaturesThatStandStill) {
  mote::recursive_least_squares<2> model{0.9f};
  const float moved[2] = {1, -2}, still[2] = {0, 0};
  for (int at = 0; at < 20; ++at) ASSERT_TRUE(model.partial_fit(moved, 5.0f).ok());
  for (int at = 0; at < 20000; ++at) ASSERT_TRUE(model.partial_fit(still, 1.0f).ok());
  ASSERT_TRUE(model.partial_fit(moved, 6.0f).ok());
  EXPECT_NEAR(static_cast<double>(mote::predict(model, moved)), 6.0, 0.1);
  EXPECT_NEAR(static_cast<double>(mote::predict(model, still)), 1.0, 0.5);
}

TEST(RecursiveLeastSquares, KeepsTheContractOfWhatLearns) {
  learning_contract::keeps<mote::recursive_least_squares<3>>(1e6f);
}

}  // namespace
