#include "mote/model/trees/symmetric_trees.hpp"

#include <gtest/gtest.h>

#include <stdint.h>

#include "model/model_contract.hpp"
#include "model/random_forests.hpp"

namespace {

using mote::array;
namespace link = mote::link;

enum class label : uint8_t { a, b, c };

template <class X, class Index>
struct shape {
  using feature_type = X;
  using index_type = Index;
  static constexpr size_t features = 5, trees = 4, levels = 13, leaves = 4 + 1 + 64 + 32;
};
constexpr array<uint8_t, 4> depths{{2, 0, 6, 5}};

/// Grown from a seed; what it is compared with are the numbers that its borders are keys of.
template <class X, class Index, class Vote>
struct grown_trees {
  mote::symmetric_trees<shape<X, Index>, Vote> model;
  array<X, 13> borders;
};
template <class X, class Index, class Link, class Leaf, size_t Outputs>
constexpr auto grow(uint32_t seed) {
  using vote = mote::value_sum<Link, label, Leaf, Outputs>;
  grown_trees<X, Index, vote> out{};
  grown::random next{seed};
  out.model.depths = depths;
  for (size_t i = 0; i < 13; ++i) {
    X border = grown::any_value<X>(next);
    if (border == X{}) border = X{};  // -0.0 is no border: see mote::key
    out.borders[i] = border;
    out.model.borders[i] = mote::key(border);
    out.model.columns[i] = static_cast<Index>(next.below(5) * sizeof(X));
  }
  for (Leaf& leaf : out.model.leaves) {
    leaf = static_cast<Leaf>(static_cast<int>(next.below(61)) - 30);
    if constexpr (mote::traits::same<Leaf, float>) leaf /= 7.0f;  // sums depend on their order
  }
  for (auto& base : out.model.vote.base) base = static_cast<int8_t>(next.below(9));
  out.model.vote.scale = 0.0625f;
  if constexpr (mote::traits::same<decltype(out.model.vote.fade), mote::decay>) {
    out.model.vote.fade = {47274, 4};
  }
  return out;
}

constexpr auto of_int8 = grow<int8_t, uint8_t, link::logistic, int16_t, 1>(1);
constexpr auto of_int16 = grow<int16_t, uint16_t, link::identity, int16_t, 1>(2);
constexpr auto of_int32 = grow<int32_t, uint8_t, link::softmax, int32_t, 3>(3);
constexpr auto of_float = grow<float, uint8_t, link::softmax, float, 3>(4);
constexpr auto exponential = grow<float, uint16_t, link::exponential, float, 1>(5);
constexpr auto logistic = grow<float, uint8_t, link::logistic, float, 1>(6);

static_assert(of_int8.model.valid() && of_int32.model.valid() && of_float.model.valid());
static_assert(sizeof(of_int8.model.borders) + sizeof(of_int8.model.columns) == 26);

/// Any number, or one of the borders, or a neighbour of one.
template <class Grown>
auto draw(const Grown& grown, grown::random& next) {
  using model = decltype(grown.model);
  using X = typename model::feature_type;
  array<X, 5> out{};
  for (X& x : out) {
    x = next.below(2) == 0
            ? grown::any_value<X>(next)
            : grown::step(grown.borders[next.below(13)], static_cast<int>(next.below(3)) - 1);
  }
  return out;
}

/// The definition: bits of a leaf's number, the first split's the highest, and sums in their order.
template <class Grown, class X>
auto sums_of(const Grown& grown, const array<X, 5>& x) {
  const auto& model = grown.model;
  auto sums = model.vote.base;
  size_t level = 0, first = 0;
  for (const uint8_t depth : depths) {
    size_t leaf = 0;
    for (size_t bit = depth; bit-- > 0; ++level) {
      const X value = x[model.columns[level] / sizeof(X)];
      if (value > grown.borders[level]) leaf += size_t{1} << bit;
    }
    for (size_t k = 0; k < sums.size(); ++k) {
      sums[k] += model.leaves[(first + leaf) * sums.size() + k];
    }
    first += size_t{1} << depth;
  }
  return sums;
}

template <const auto& Grown>
constexpr auto model_of = Grown.model;

template <const auto& Grown, bool HasProba>
void expect_its_definition(uint32_t seed) {
  grown::random next{seed};
  for (int i = 0; i < 2000; ++i) {
    const auto x = draw(Grown, next);
    ASSERT_EQ(mote::score(model_of<Grown>, x), sums_of(Grown, x)) << i;
  }
  model_contract::expect_constant_model<model_of<Grown>, HasProba>(
      [&] { return draw(Grown, next); });
}

TEST(SymmetricTrees, AreTheirDefinitionWalkedAndAsCode) {
  expect_its_definition<of_int8, true>(1);
  expect_its_definition<of_int16, false>(2);
  expect_its_definition<of_int32, true>(3);
  expect_its_definition<of_float, true>(4);
  expect_its_definition<exponential, false>(5);
  expect_its_definition<logistic, true>(6);
}

TEST(SymmetricTrees, DecideAtCompileTime) {
  static constexpr array<int8_t, 5> x{{1, -128, 127, 0, -1}};
  static_assert(mote::predict(model_of<of_int8>, x) == mote::predict<model_of<of_int8>>(x));
  EXPECT_EQ(mote::score(of_int8.model, x), sums_of(of_int8, x));
}

TEST(SymmetricTrees, ThatAreDamagedAreNotValid) {
  model_contract::expect_damage_is_refused(
      of_int32.model, [](auto& m) { m.depths[0] = 3; }, [](auto& m) { m.depths[3] = 4; },
      [](auto& m) { m.depths[1] = 255; }, [](auto& m) { m.depths[2] = 16; },
      [](auto& m) {
        m.depths = {{0, 2, 5, 5}};
      },
      [](auto& m) { m.columns[4] = 20; }, [](auto& m) { m.columns[12] = 2; },
      [](auto& m) { m.vote.fade.shift = 255; });
  // The same splits in another order of the trees are valid, and another model.
  auto other = of_int32.model;
  other.depths = {{0, 2, 6, 5}};
  EXPECT_TRUE(other.valid());
}

}  // namespace
