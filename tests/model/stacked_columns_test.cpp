// A stack of models: the columns that its last model is given, and its verbs.
#include "mote/model/combined/stacked_columns.hpp"

#include <gtest/gtest.h>

#include <random>

#include "data/combined/answers.hpp"
#include "data/combined/stack.hpp"
#include "model_contract.hpp"
#include "mote/model/linear.hpp"
#include "mote/model/prepared.hpp"

namespace {

using mote::array;
using mote::predict;

enum class side : uint8_t { left, right };
enum class label : uint8_t { a, b, c };

inline constexpr mote::linear_model<mote::link::softmax, label, float, 2, 3> three{
    {}, {{0, 1, 2}}, {{1, 0, 0, 1, -1, -1}}};
inline constexpr mote::linear_model<mote::link::softmax, side, float, 2, 1> two{
    {}, {{0.5f}}, {{1, 2}}};
inline constexpr mote::linear_model<mote::link::identity, void, float, 2, 1> value{
    {}, {{3}}, {{1, -1}}};

using every = mote::stacked_columns<true, mote::stacked_shares<three>, mote::stacked_shares<two>,
                                    mote::stacked_scores<three>, mote::stacked_value<value>,
                                    mote::stacked_value<three>>;
static_assert(every::inputs == 2 && every::features == 3 + 1 + 3 + 1 + 1 + 2);
static_assert(mote::stacked_columns<false, mote::stacked_shares<two>>::features == 1);

inline constexpr mote::linear_model<mote::link::softmax, label, float, 11, 3> last{
    {}, {{0, 1, 2}}, {{1, -2, 3, 4, 5, -6, 7, 8, 9, 1, 2, 3, 4, 5}}};
constexpr mote::prepared<last, every> stack{};
static_assert(stack.valid() && stack.features == 2);

TEST(StackedColumns, AreTheAnswersOfTheMembersInTurn) {
  std::mt19937 random{5};
  for (int i = 0; i < 200; ++i) {
    array<float, 2> x{};
    for (float& v : x) v = static_cast<float>(static_cast<int>(random() % 400) - 200) / 16;
    array<float, every::features> row{};
    every::process(x, row);
    const auto shares = mote::predict_proba(three, x), scores = mote::score(three, x);
    for (size_t k = 0; k < 3; ++k) {
      EXPECT_EQ(row[k], shares[k]);
      EXPECT_EQ(row[4 + k], scores[k]);
    }
    EXPECT_EQ(row[3], mote::predict_proba(two, x)[1]) << "of two classes the second";
    EXPECT_EQ(row[7], predict(value, x));
    EXPECT_EQ(row[8], static_cast<float>(predict(three, x)));
    EXPECT_EQ(row[9], x[0]);
    EXPECT_EQ(row[10], x[1]);
    EXPECT_EQ(predict(stack, x), predict(last, row));
    EXPECT_EQ(mote::predict_proba<stack>(x), mote::predict_proba(last, row));
  }
}

TEST(StackedColumns, SayWhatScikitLearnSays) {
  for (size_t i = 0; i < 200; ++i) {
    float x[4];
    for (size_t f = 0; f < 4; ++f) x[f] = combined_answers::flowers[i][f];
    EXPECT_EQ(static_cast<size_t>(predict(::stack::model, x)), combined_answers::stacked[i]) << i;
    EXPECT_EQ(predict<::stack::model>(x), predict(::stack::model, x));
    const auto shares = mote::predict_proba(::stack::model, x);
    for (size_t k = 0; k < 3; ++k) {
      EXPECT_NEAR(static_cast<double>(shares[k]), combined_answers::stacked_shares[i][k], 1e-5);
    }
  }
}

TEST(StackedColumns, AStackKeepsTheContractOfModels) {
  std::mt19937 random{11};
  const auto draw = [&] {
    array<float, 4> x{};
    for (auto& v : x) v = static_cast<float>(random() % 80);
    return x;
  };
  model_contract::expect_constant_model<::stack::model, true>(draw);
}

}  // namespace
