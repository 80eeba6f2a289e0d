#include "mote/model/model.hpp"

#include <gtest/gtest.h>

#include "data/naive_bayes/iris.hpp"
#include "data/trees/cancer_forest_hard.hpp"
#include "data/trees/iris_tree_exact.hpp"
#include "data/trees/wine_boosted_float.hpp"
#include "data/trees/wine_boosted_int16.hpp"
#include "data/trees/wine_isolation_int16.hpp"
#include "model/model_contract.hpp"
#include "model/random_forests.hpp"
#include "model/tree_files.hpp"
#include "mote/model/tree_reader.hpp"

namespace {

using model_contract::sample_of;

template <class Model>
auto any_sample(uint32_t seed) {
  return [next = grown::random{seed}]() mutable {
    sample_of<Model> x{};
    for (auto& value : x) value = grown::any_value<typename Model::feature_type>(next);
    return x;
  };
}

/// A model of its own: the sum of its two features, positive or not. It has no rule().
struct sign_of_sum {
  using feature_type = int16_t;
  using evidence = int32_t;
  using probability = float;
  static constexpr size_t features = 2;
  int32_t base;
  constexpr bool valid() const noexcept { return base == 0; }
  constexpr evidence weigh(const int16_t* x) const noexcept { return base + x[0] + x[1]; }
  constexpr bool decide(const evidence& sum) const noexcept { return sum > 0; }
  constexpr evidence score(const evidence& sum) const noexcept { return sum; }
};
constexpr sign_of_sum own{0};
constexpr int16_t pair[2] = {3, -2};
static_assert(mote::is_model<sign_of_sum> && !mote::is_model<int> && !mote::is_model<const int*>);
static_assert(mote::predict(own, pair) && mote::predict<own>(pair) && mote::score<own>(pair) == 1);
static_assert(mote::traits::same<mote::prediction_t<sign_of_sum>, bool>);
static_assert(mote::traits::same<mote::scores_t<sign_of_sum>, int32_t>);
static_assert(mote::traits::same<mote::model_of<own>, sign_of_sum>);

template <const auto& Model, bool HasProba>
void keep_contract(uint32_t seed) {
  auto draw = any_sample<mote::model_of<Model>>(seed);
  model_contract::expect_constant_model<Model, HasProba>([&] { return draw(); });
}

TEST(Contract, IsKeptByAModelOfAProgramsOwn) {
  keep_contract<own, false>(1);
  model_contract::expect_damage_is_refused(own, [](auto& m) { m.base = 1; });
}

TEST(Contract, IsKeptByTrees) {
  keep_contract<cancer_forest_hard::model, true>(2);
  keep_contract<iris_tree_exact::model, true>(3);
  keep_contract<wine_boosted_float::model, true>(4);
  keep_contract<wine_boosted_int16::model, true>(5);
  keep_contract<wine_isolation_int16::model, false>(6);
  model_contract::expect_damage_is_refused(
      cancer_forest_hard::model, [](auto& m) { m.table.splits[0].link = 255; },
      [](auto& m) { m.table.splits[1].feature = 255; }, [](auto& m) { m.table.roots[1].split = 0; },
      [](auto& m) { m.table.slots[0] = 7; });
}

template <bool HasProba, class Model>
void keep_contract_in_ram(const char* file, uint32_t seed) {
  Model model;
  model_contract::expect_empty<HasProba>(model);
  const std::string text = tree_files::read(file);
  mote::tree_reader<Model> reader{model};
  reader.put(text.data(), text.size());
  ASSERT_TRUE(reader.finish().ok()) << file;
  auto draw = any_sample<Model>(seed);
  model_contract::expect_ready<HasProba>(model, [&] { return draw(); });
  model.reset();
  model_contract::expect_empty<HasProba>(model);
}

TEST(Contract, IsKeptByLoadedTrees) {
  keep_contract_in_ram<true, tree_files::hard_int16>("hard_int16.csv", 7);
  keep_contract_in_ram<true, tree_files::exact_int32>("exact_int32.csv", 8);
  keep_contract_in_ram<true, tree_files::softmax_int16>("softmax_int16.csv", 9);
  keep_contract_in_ram<false, tree_files::isolation_int16>("isolation_int16.csv", 10);
}

/// Finite samples within a few ranges of the data's own.
auto flower(uint32_t seed) {
  return [next = grown::random{seed}]() mutable {
    mote::array<float, 4> x{};
    for (float& value : x) value = static_cast<float>(next.below(10000)) / 1000.0f - 1.0f;
    return x;
  };
}

TEST(Contract, IsKeptByNaiveBayes) {
  auto draw = flower(11);
  model_contract::expect_constant_model<iris::model, true>([&] { return draw(); });
  constexpr float inf = __builtin_inff();
  model_contract::expect_damage_is_refused(
      iris::model, [](auto& m) { m.rows[2].mean[3] = inf; },
      [](auto& m) { m.rows[0].precision[0] = 0; }, [](auto& m) { m.rows[1].precision[1] = -1; },
      [](auto& m) { m.rows[1].precision[1] = inf; }, [](auto& m) { m.rows[1].start = -inf; },
      [](auto& m) { m.rows[0].mean[0] = inf - inf; });
}

TEST(Contract, IsKeptByNaiveBayesInRam) {
  mote::gaussian_naive_bayes<iris::label, 4, 3, mote::bounded> model{};
  model_contract::expect_empty<true>(model);
  for (const auto& row : iris::model.rows) EXPECT_TRUE(model.rows.push_back(row));
  auto draw = flower(12);
  model_contract::expect_ready<true>(model, [&] { return draw(); });
  for (int i = 0; i < 100; ++i) {
    const auto x = draw();
    EXPECT_EQ(mote::score(model, x), mote::score(iris::model, x)) << "where rows live is all";
  }
}

TEST(Contract, IsKeptByNaiveBayesThatLearns) {
  mote::learning_naive_bayes<iris::label, 4, 3> model;
  model_contract::expect_empty<true>(model);
  for (size_t i = 0; i < 75; ++i) {
    const auto y = static_cast<iris::label>(iris::training_labels[i]);
    ASSERT_TRUE(model.partial_fit(iris::training[i], y).ok());
  }
  auto draw = flower(13);
  model_contract::expect_ready<true>(model, [&] { return draw(); });
  model.reset();
  model_contract::expect_empty<true>(model);
}

}  // namespace
