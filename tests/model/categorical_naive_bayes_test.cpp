#include <gtest/gtest.h>

#include <math.h>

#include <limits>
#include <random>

#include "data/naive_bayes/categories.hpp"
#include "model_contract.hpp"
#include "mote/model/linear.hpp"

namespace {

using mote::predict;

enum class side : uint8_t { left, right };

constexpr mote::array<uint16_t, 2> counts{{3, 2}};
constexpr mote::array<mote::array<float, 2>, 5> logarithms{
    {{{-1, -2}}, {{-3, -1}}, {{-2, -2}}, {{0, -4}}, {{-1, -0.5f}}}};
constexpr mote::categorical_naive_bayes<side, float, 2, counts> real{{}, {{-0.5f, -1}}, logarithms};
static_assert(real.valid() && real.total == 5);
constexpr float first[2] = {0, 0}, second[2] = {1.75f, 1}, unknown[2] = {3, -1};
static_assert(predict(real, first) == side::left && mote::score(real, first)[1] == -7.0f);
static_assert(predict(real, second) == side::right, "a fraction is cut off");
static_assert(mote::score(real, unknown)[0] == -0.5f, "what is no category adds nothing");

constexpr mote::categorical_naive_bayes<side, int8_t, 2, counts> whole{
    {0.0625f, {47274, 3}},
    {{8, -8}},
    {{{{127, -127}}, {{-128, 127}}, {{0, 1}}, {{64, -64}}, {{-16, 16}}}}};
static_assert(whole.valid());
constexpr int8_t at_end[2] = {1, 1}, below[2] = {-128, 127};
static_assert(predict<whole>(at_end) == side::right && mote::score(whole, at_end)[0] == -136);
static_assert(mote::score(whole, below)[0] == 8 && mote::score(whole, below)[1] == -8);

template <const auto& Model, class T, class Labels, class Scores, class Shares>
void expect_golden(const Labels& labels, const Scores& scores, const Shares& shares) {
  size_t at = 0;
  for (const auto& sample : categories::samples) {
    mote::array<T, 4> x{};
    for (size_t f = 0; f < 4; ++f) x[f] = static_cast<T>(sample[f]);
    EXPECT_EQ(static_cast<uint8_t>(predict(Model, x)), labels[at]) << at;
    const auto p = mote::predict_proba(Model, x);
    const auto sums = mote::score(Model, x);
    for (size_t k = 0; k < 3; ++k) {
      EXPECT_NEAR(static_cast<double>(sums[k]), scores[at][k], 1e-6 * fabs(scores[at][k])) << at;
      EXPECT_NEAR(static_cast<double>(p[k]), shares[at][k], 2e-6) << at;
    }
    ++at;
  }
  EXPECT_GT(at, 40u);
}

enum class flower : uint8_t {};
constexpr mote::categorical_naive_bayes<flower, float, 3, categories::counts> flowers = [] {
  mote::categorical_naive_bayes<flower, float, 3, categories::counts> out{};
  for (size_t k = 0; k < 3; ++k) out.start[k] = categories::start[0][k];
  for (size_t i = 0; i < out.total; ++i) {
    for (size_t k = 0; k < 3; ++k) out.rows[i][k] = categories::table[i][k];
  }
  return out;
}();
static_assert(flowers.valid());

TEST(CategoricalNaiveBayes, SaysWhatScikitLearnSays) {
  expect_golden<flowers, float>(categories::predicted, categories::scores, categories::shares);
}

TEST(CategoricalNaiveBayes, TakesNoNumberForACategoryThatIsNone) {
  const float ends[] = {
      HUGE_VALF, -HUGE_VALF, nanf(""), 3, -1, 1e30f, std::numeric_limits<float>::denorm_min() * -1};
  for (const float a : ends) {
    const float x[2] = {a, nanf("")};
    EXPECT_EQ(mote::score(real, x), real.start) << a;
  }
}

TEST(CategoricalNaiveBayes, KeepsTheContractOfModels) {
  std::mt19937 random{5};
  model_contract::expect_constant_model<flowers, true>([&] {
    mote::array<float, 4> x{};
    for (float& v : x) v = static_cast<float>(static_cast<int32_t>(random() % 9) - 1);
    return x;
  });
  model_contract::expect_constant_model<whole, true>([&] {
    return mote::array<int8_t, 2>{
        {static_cast<int8_t>(random()), static_cast<int8_t>(random() % 4)}};
  });
  model_contract::expect_damage_is_refused(
      real, [](auto& m) { m.start[1] = nanf(""); }, [](auto& m) { m.rows[4][0] = -HUGE_VALF; });
  model_contract::expect_damage_is_refused(
      whole, [](auto& m) { m.start[0] = std::numeric_limits<int32_t>::max(); },
      [](auto& m) { m.start[1] = std::numeric_limits<int32_t>::min(); },
      [](auto& m) { m.fade.factor = 0; });
}

TEST(CategoricalNaiveBayes, SumsOfIntegersStayWithin32Bits) {
  constexpr int32_t most = 0x7FFFFFFF - 2 * 128;
  auto held = whole;
  held.start = {{most, -most}};
  for (auto& row : held.rows) row = {{127, -128}};
  ASSERT_TRUE(held.valid());
  const int8_t x[2] = {0, 0};
  EXPECT_EQ(mote::score(held, x)[0], most + 254);
  EXPECT_EQ(mote::score(held, x)[1], -most - 256);
}

}  // namespace
