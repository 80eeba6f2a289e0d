// Models of models: golden answers of scikit-learn, ties as numpy has them, sums at full range.
#include "mote/model/combined/voting.hpp"

#include <gtest/gtest.h>

#include <math.h>
#include <string.h>

#include <algorithm>
#include <random>

#include "data/combined/answers.hpp"
#include "data/combined/hard_float.hpp"
#include "data/combined/hard_int8.hpp"
#include "data/combined/mean_float.hpp"
#include "data/combined/mean_int16.hpp"
#include "data/combined/soft_float.hpp"
#include "model_contract.hpp"
#include "mote/core/bits.hpp"

namespace {

using mote::array;
using mote::predict;
using mote::binary64::bits;

enum class label : uint8_t { a, b, c };

/// A model that answers with three numbers of its sample.
template <class T, size_t First, size_t Features>
struct echo {
  using feature_type = T;
  using evidence = array<T, 3>;
  using probability = T;
  static constexpr size_t features = Features;
  int sound;

  constexpr bool valid() const noexcept { return sound == 1; }
  constexpr evidence weigh(const T* x) const noexcept {
    return {{x[First], x[First + 1], x[First + 2]}};
  }
  constexpr label decide(const evidence& e) const noexcept {
    return static_cast<label>(mote::argmax(e));
  }
  template <class Probability>
  constexpr array<Probability, 3> proba(const evidence& e) const noexcept {
    return e;
  }
};
template <class T>
constexpr echo<T, 0, 9> one{1};
template <class T>
constexpr echo<T, 3, 9> two{1};
template <class T>
constexpr echo<T, 6, 9> three{1};
constexpr echo<float, 0, 9> broken{0};

/// A model whose value is a number of its sample.
template <class T, size_t At>
struct value_of {
  using feature_type = T;
  using evidence = array<T, 1>;
  static constexpr size_t features = 3;

  constexpr bool valid() const noexcept { return true; }
  constexpr evidence weigh(const T* x) const noexcept { return {{x[At]}}; }
  constexpr T decide(const evidence& e) const noexcept { return e[0]; }
};
template <class T, size_t At>
constexpr value_of<T, At> value{};

template <class Rule, class T>
using all_three = mote::voting<Rule, one<T>, two<T>, three<T>>;

constexpr all_three<mote::hard_voting<label, 3, 3, uint16_t>, float> hard{{{{1, 2, 3}}}};
constexpr all_three<mote::soft_voting<label, 3, 3, float>, float> soft{{{{1, 1, 2}}}};
constexpr all_three<mote::soft_voting<label, 3, 3, uint16_t>, uint16_t> whole{{{{1, 2, 65532}}}};
static_assert(hard.valid() && soft.valid() && whole.valid());

constexpr float ties[9] = {0, 1, 0, 0, 1, 0, 1, 0, 0};  // class 1 has 1 + 2, class 0 has 3
static_assert(predict(hard, ties) == label::a, "the first of two that tie, as numpy's argmax");
static_assert(mote::score(hard, ties) == array<uint16_t, 3>{{3, 3, 0}});
static_assert(predict<hard>(ties) == label::a);
static_assert(predict(soft, ties) == label::a);
static_assert(mote::predict_proba(soft, ties) == array<float, 3>{{0.5f, 0.5f, 0.0f}});

constexpr bits of(double number) { return mote::bit_cast<bits>(number); }

TEST(Voting, AddsWeightsThatAreNoWholeNumbersAsNumpyDoes) {
  // In doubles 0.1 + 0.2 is above 0.3, and 0.3 + 0.4 is below 0.7 or not, as its halves go.
  static constexpr all_three<mote::hard_voting<label, 3, 3, bits>, float> tenths{
      {{{of(0.1), of(0.2), of(0.3)}}}};
  static_assert(tenths.valid());
  EXPECT_EQ(predict(tenths, ties), label::b);
  EXPECT_EQ(predict<tenths>(ties), label::b);
  EXPECT_NEAR(static_cast<double>(mote::score(tenths, ties)[1]), 0.3, 1e-7);
}

TEST(Voting, EqualsSumsOfDoublesOnRandomWeights) {
  std::mt19937 random{3};
  std::uniform_real_distribution<double> draw{0.0, 0.6};
  mote::hard_voting<label, 3, 3, bits> rule{};
  for (int i = 0; i < 2000; ++i) {
    double weights[3];
    for (size_t m = 0; m < 3; ++m) {
      weights[m] = i % 3 == 0 ? static_cast<int>(draw(random) * 10) / 10.0 : draw(random);
      if (i % 7 == 0) weights[m] = ::ldexp(weights[m], -static_cast<int>(random() % 60));
      rule.weights[m] = of(weights[m]);
    }
    array<bits, 3> votes{};
    double sums[3] = {};
    for (size_t m = 0; m < 3; ++m) {
      float x[9] = {};
      const size_t which = random() % 3;
      x[which] = 1;
      sums[which] += weights[m];
      rule.add<mote::walked<one<float>>>(votes, m, x);
    }
    const auto best = std::max_element(sums, sums + 3) - sums;
    EXPECT_EQ(static_cast<int>(rule.decide(votes)), static_cast<int>(best));
    for (size_t k = 0; k < 3; ++k) {
      EXPECT_EQ(votes[k], of(sums[k]));
      EXPECT_NEAR(static_cast<double>(rule.score(votes)[k]), sums[k], 1.2e-7);
    }
  }
}

TEST(Voting, AddsProbabilitiesOf16BitsWithoutLeaving32) {
  const uint16_t most[9] = {32768, 0, 0, 32768, 0, 0, 32768, 0, 0};
  EXPECT_EQ(mote::score(whole, most)[0], 65535u * 32768u);
  EXPECT_EQ(mote::predict_proba(whole, most), (array<uint16_t, 3>{{32768, 0, 0}}));
  std::mt19937 random{5};
  double apart = 0;
  for (int i = 0; i < 1000; ++i) {
    uint16_t x[9];
    double sums[3] = {};
    for (size_t m = 0; m < 3; ++m) {
      const auto first = static_cast<uint32_t>(random() % 32769);
      const auto second = static_cast<uint32_t>(random() % (32769 - first));
      const uint32_t all[3] = {first, second, 32768 - first - second};
      for (size_t k = 0; k < 3; ++k) {
        x[3 * m + k] = static_cast<uint16_t>(all[k]);
        sums[k] += whole.weights[m] * static_cast<double>(all[k]);
      }
    }
    const auto best = std::max_element(sums, sums + 3) - sums;
    EXPECT_EQ(static_cast<int>(predict(whole, x)), static_cast<int>(best));
    const auto shares = mote::predict_proba(whole, x);
    for (size_t k = 0; k < 3; ++k) {
      apart = std::max(apart, fabs(shares[k] - sums[k] / 65535));
    }
  }
  EXPECT_LE(apart, 1.5);
  EXPECT_GT(apart, 0.3);
}

TEST(Voting, MeansOfIntegersStayWithin32BitsAtEveryValue) {
  mote::mean_voting<3, int32_t> rule{{{1000000000, 1147483645, 0}}, 1.0f};
  ASSERT_TRUE(rule.valid()) << "shares of 2^31 - 3";
  std::mt19937 random{7};
  constexpr int32_t lowest = -2147483647 - 1, highest = 2147483647;
  for (int i = 0; i < 3000; ++i) {
    int32_t x[3];
    for (int32_t& v : x) {
      v = random() % 4 == 0 ? lowest : random() % 3 == 0 ? highest : static_cast<int32_t>(random());
    }
    if (i % 2 == 0) {
      rule.shares[0] = static_cast<int32_t>(random() % 1000000000);
      rule.shares[1] = static_cast<int32_t>(random() % 1000000000);
      rule.shares[2] = static_cast<int32_t>(2147483645 - rule.shares[0] - rule.shares[1]);
    }
    ASSERT_TRUE(rule.valid());
    array<int32_t, 1> sums{};
    rule.add<mote::walked<value<int32_t, 0>>>(sums, 0, x);
    rule.add<mote::walked<value<int32_t, 1>>>(sums, 1, x);
    rule.add<mote::walked<value<int32_t, 2>>>(sums, 2, x);
    double exact = 0;
    for (size_t m = 0; m < 3; ++m) {
      exact += static_cast<double>(rule.shares[m]) / 2147483648.0 * x[m];
    }
    ASSERT_LE(fabs(sums[0] - exact), 1.5 + 1e-6);
  }
}

template <const auto& Model, size_t Rows, class Label>
void expect_labels(const int8_t (&rows)[Rows][4], const Label& labels, size_t most) {
  size_t apart = 0;
  for (size_t i = 0; i < Rows; ++i) {
    using T = typename mote::model_of<Model>::feature_type;
    T x[4];
    for (size_t f = 0; f < 4; ++f) x[f] = static_cast<T>(rows[i][f]);
    apart += static_cast<size_t>(predict(Model, x)) != static_cast<size_t>(labels[i]);
    EXPECT_EQ(predict<Model>(x), predict(Model, x));
  }
  EXPECT_LE(apart, most);
}
TEST(Voting, SaysWhatScikitLearnSays) {
  expect_labels<soft_float::model>(combined_answers::flowers, combined_answers::soft, 0);
  expect_labels<hard_float::model>(combined_answers::flowers, combined_answers::hard, 0);
  expect_labels<hard_int8::model>(combined_answers::flowers, combined_answers::narrow, 2);
}
TEST(Voting, GivesProbabilitiesAsNearAsFloatIs) {
  double most = 0;
  for (size_t i = 0; i < 200; ++i) {
    float x[4];
    for (size_t f = 0; f < 4; ++f) x[f] = combined_answers::flowers[i][f];
    const auto shares = mote::predict_proba(soft_float::model, x);
    for (size_t k = 0; k < 3; ++k) {
      most = std::max(most, fabs(static_cast<double>(shares[k]) - combined_answers::shares[i][k]));
    }
  }
  EXPECT_LT(most, 1e-5);
  EXPECT_GT(most, 1e-8);
}
TEST(Voting, GivesMeansOfValues) {
  double real = 0, units = 0;
  size_t i = 0;
  for (const auto& person : combined_answers::people) {
    float x[4];
    for (size_t f = 0; f < 4; ++f) x[f] = person[f];
    const double expected = combined_answers::mean[0][i++];
    real = std::max(real, fabs(static_cast<double>(predict(mean_float::model, x)) - expected));
    const auto sum = predict(mean_int16::model, person);
    static_assert(mote::traits::same<decltype(sum), const int32_t>);
    EXPECT_EQ(predict<mean_int16::model>(person), sum);
    const double given = static_cast<double>(mean_int16::model.real(sum));
    units = std::max(units, fabs(given - expected));
  }
  EXPECT_LT(real, 1e-4);
  EXPECT_LT(units, 0.2);
  EXPECT_GT(units, 1e-5);
}

template <const auto& Model, bool HasProba>
void expect_contract() {
  std::mt19937 random{11};
  using T = typename mote::model_of<Model>::feature_type;
  model_contract::expect_constant_model<Model, HasProba>([&] {
    array<T, mote::model_of<Model>::features> x{};
    for (auto& v : x) v = static_cast<T>(random() % 80);
    return x;
  });
}
TEST(Voting, KeepsTheContractOfModels) {
  expect_contract<soft_float::model, true>();
  expect_contract<hard_float::model, false>();
  expect_contract<hard_int8::model, false>();
  expect_contract<mean_float::model, false>();
  expect_contract<mean_int16::model, false>();
  expect_contract<whole, true>();
}

TEST(Voting, IsNotValidWhereItIsDamaged) {
  static constexpr mote::voting<mote::soft_voting<label, 3, 2, float>, one<float>, broken> bad{
      {{{1, 1}}}};
  static_assert(!bad.valid(), "a member is damaged");
  model_contract::expect_damage_is_refused(
      soft, [](auto& m) { m.weights[1] = -1; }, [](auto& m) { m.weights[2] = nanf(""); },
      [](auto& m) { m.weights[0] = HUGE_VALF; }, [](auto& m) { m.weights = {}; });
  model_contract::expect_damage_is_refused(
      hard, [](auto& m) { m.weights[1] = 65535; }, [](auto& m) { m.weights = {}; });
  model_contract::expect_damage_is_refused(
      whole, [](auto& m) { m.weights[0] = 2; }, [](auto& m) { m.weights = {}; });
  model_contract::expect_damage_is_refused(
      hard_float::model, [](auto& m) { m.weights[1] = of(1.7); },
      [](auto& m) { m.weights[0] = of(-0.1); }, [](auto& m) { m.weights[2] = of(HUGE_VAL); });
  model_contract::expect_damage_is_refused(
      mean_int16::model, [](auto& m) { m.shares[1] = -1; },
      [](auto& m) { m.shares[0] = 2147483647; }, [](auto& m) { m.scale = 0; });
  model_contract::expect_damage_is_refused(
      mean_float::model, [](auto& m) { m.shares[1] = nanf(""); },
      [](auto& m) { m.shares[0] = -1; });
}

}  // namespace
