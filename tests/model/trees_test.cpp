#include "mote/core/math.hpp"  // before trees.hpp: no name of one may hide a name of the other
#include "mote/core/span.hpp"
#include "mote/model/trees.hpp"

#include <gtest/gtest.h>

#include <stdint.h>
#include <string.h>

#include <array>
#include <memory>

#include "model/random_forests.hpp"

namespace {

using mote::array;
using mote::predict;
using mote::predict_proba;
using mote::score;
using mote::tree_ensemble;
namespace link = mote::link;

enum class label : uint16_t { a, b, c, d, e, f };

// --- Models grown from a seed, one of each kind of vote, feature, index and slot -----------------

template <class X, class Index, bool Own, size_t Trees, size_t PerTree, class Vote>
using model =
    tree_ensemble<grown::shape<X, Index, typename Vote::leaf, Own, Trees, PerTree, 24>, Vote>;

template <class X, class Index, bool Own, size_t Trees = 3, size_t PerTree = 7>
constexpr auto hard(uint32_t seed) {
  using type = model<X, Index, Own, Trees, PerTree, mote::hard_vote<label, 6, Trees>>;
  const auto leaf = [](grown::random& next, size_t) { return static_cast<uint8_t>(next.below(6)); };
  return type{grown::forest<typename type::shape>(seed, leaf).table(), {}};
}

template <class X, class Proportion, class Index, bool Own>
constexpr auto soft(uint32_t seed) {
  using vote_type = mote::soft_vote<label, 6, 3, Proportion, 24>;
  vote_type vote{};
  grown::random next{seed};
  for (size_t i = 0; i < 24; ++i) {
    const uint8_t last = i % 2 == 1 || next.below(3) == 0 ? vote_type::last : 0;
    vote.classes[i] = static_cast<uint8_t>(next.below(6) | last);
    if constexpr (mote::traits::same<Proportion, mote::binary64::bits>) {
      const auto part = static_cast<uint16_t>(2 + i % 9);
      vote.proportions[i] = mote::binary64::divide(mote::binary64::one, part);
    } else {
      vote.proportions[i] =
          static_cast<Proportion>(mote::proportion<Proportion>::one / (2 + i % 3));
    }
  }
  using type = model<X, Index, Own, 3, 7, vote_type>;
  const auto leaf = [](grown::random&, size_t i) { return static_cast<uint8_t>(i); };
  return type{grown::forest<typename type::shape>(seed, leaf).table(), vote};
}

template <class X, class Link, class Leaf, size_t Outputs>
constexpr auto sums(uint32_t seed) {
  using vote_type = mote::value_sum<Link, label, Leaf, Outputs>;
  vote_type vote{};
  vote.scale = 0.0625f;
  if constexpr (mote::traits::same<decltype(vote.fade), mote::decay>) vote.fade = {47274, 4};
  // Positive leaves for path lengths; sixteenths, so that float sums are exact.
  constexpr bool paths = mote::traits::same<Link, link::isolation>;
  if constexpr (paths) vote.base[0] = -120;
  using type = model<X, uint8_t, Outputs != 1, 3, 6, vote_type>;
  const auto leaf = [](grown::random& next, size_t) {
    const int units = static_cast<int>(next.below(61)) - (paths ? 0 : 30);
    return static_cast<Leaf>(mote::traits::same<Leaf, float> ? Leaf(units) / Leaf(16)
                                                             : Leaf(units));
  };
  return type{grown::forest<typename type::shape>(seed, leaf).table(), vote};
}

constexpr auto hard_int8 = hard<int8_t, uint8_t, false>(1);
constexpr auto hard_int16 = hard<int16_t, uint8_t, false>(2);
constexpr auto hard_int16_own = hard<int16_t, uint16_t, true>(3);
constexpr auto hard_int32 = hard<int32_t, uint8_t, true>(4);
constexpr auto hard_float = hard<float, uint8_t, false>(5);
constexpr auto hard_many = hard<int16_t, uint16_t, false, 270, 1>(6);
constexpr auto soft8 = soft<int16_t, uint8_t, uint8_t, false>(7);
constexpr auto soft16 = soft<int8_t, uint16_t, uint16_t, true>(8);
constexpr auto exact = soft<float, mote::binary64::bits, uint8_t, false>(9);
constexpr auto exact_int16 = soft<int16_t, mote::binary64::bits, uint8_t, true>(10);
constexpr auto value_int16 = sums<int16_t, link::identity, int16_t, 1>(11);
constexpr auto value_float = sums<float, link::identity, float, 1>(12);
constexpr auto exponential = sums<int32_t, link::exponential, float, 1>(13);
constexpr auto logistic_int16 = sums<int16_t, link::logistic, int16_t, 1>(14);
constexpr auto logistic_float = sums<float, link::logistic, float, 1>(15);
constexpr auto logistic_mixed = sums<float, link::logistic, int32_t, 1>(16);
constexpr auto softmax_int32 = sums<int8_t, link::softmax, int32_t, 3>(17);
constexpr auto softmax_float = sums<float, link::softmax, float, 3>(18);
constexpr auto isolation_int16 = sums<int16_t, link::isolation, int16_t, 1>(19);
constexpr auto isolation_float = sums<float, link::isolation, float, 1>(20);

static_assert(sizeof(hard_int16.table) == 4 * 21 + 42 + 3 + 1, "splits, slots, roots, alignment");
static_assert(sizeof(hard_int8.table) == 3 * 21 + 42 + 3);

// --- What holds at compile time -----------------------------------------------------------------

/// Walk and unrolled agree on samples around the model's own thresholds.
template <const auto& Model, uint32_t Seed>
constexpr bool agree_at_compile_time() {
  using shape = typename mote::model_of<Model>::shape;
  grown::random next{Seed};
  for (int i = 0; i < 20; ++i) {
    array<typename shape::feature_type, shape::features> x{};
    for (auto& value : x) value = grown::any_value<typename shape::feature_type>(next);
    if (predict(Model, x) != predict<Model>(x)) return false;
    if (score(Model, x) != score<Model>(x)) return false;
  }
  return true;
}
static_assert(agree_at_compile_time<hard_int8, 1>());
static_assert(agree_at_compile_time<hard_int16_own, 2>());
static_assert(agree_at_compile_time<hard_int32, 3>());
static_assert(agree_at_compile_time<hard_float, 4>());
static_assert(agree_at_compile_time<soft8, 5>());
static_assert(agree_at_compile_time<exact_int16, 6>());
static_assert(agree_at_compile_time<value_int16, 7>());
static_assert(agree_at_compile_time<softmax_int32, 8>());
static_assert(agree_at_compile_time<logistic_int16, 9>());

// XOR of two buttons: x0 <= 0 ? (x1 <= 0 ? a : b) : (x1 <= 0 ? b : a).
struct xor_shape {
  using feature_type = int8_t;
  using index_type = uint8_t;
  using slot_type = uint8_t;
  static constexpr bool own_slots = false;
  static constexpr size_t features = 2, trees = 1, splits = 3, slots = 3, first_fork = 2;
};
constexpr tree_ensemble<xor_shape, mote::hard_vote<label, 2, 1>> xor_model{
    {{{{0}}}, {{{0, 0, 1}, {0, 1, 2}, {0, 1, 3}}}, {{0, 1, 0}}}, {}};
constexpr label xor_of(int8_t a, int8_t b) {
  const int8_t x[2] = {a, b};
  return predict(xor_model, x) == predict<xor_model>(x) ? predict(xor_model, x) : label::f;
}
static_assert(xor_of(0, 0) == label::a && xor_of(1, 1) == label::a);
static_assert(xor_of(0, 1) == label::b && xor_of(1, 0) == label::b);
static_assert(xor_of(-128, 127) == label::b);

template <class Change>
constexpr bool xor_is_valid_after(const Change& change) {
  auto changed = xor_model;
  change(changed);
  return changed.valid();
}
static_assert(xor_model.valid());
static_assert(!xor_is_valid_after([](auto& m) { m.table.slots[2] = 2; }), "class 2 of 2");
static_assert(!xor_is_valid_after([](auto& m) { m.table.splits[2].link = 4; }), "slots 2 and 3");

// --- Walk, unrolled and plain trees -------------------------------------------------------------

template <class T, size_t N>
bool same_bits(const array<T, N>& a, const array<T, N>& b) {
  return memcmp(&a, &b, sizeof a) == 0;
}
template <class T>
bool same_bits(const T& a, const T& b) {
  return memcmp(&a, &b, sizeof a) == 0;
}

/// A sample whose features lie on thresholds of the model, beside them, or anywhere.
template <const auto& Model>
auto sample_near_thresholds(grown::random& next) {
  using shape = typename mote::model_of<Model>::shape;
  using X = typename shape::feature_type;
  array<X, shape::features> x{};
  for (X& value : x) value = grown::any_value<X>(next);
  for (size_t i = 0; i < shape::features; ++i) {
    if (next.below(3) == 0) continue;
    const auto entry = Model.table.splits[next.below(shape::splits)];
    X on{};
    if constexpr (mote::traits::same<X, float>) {
      const int32_t key = entry.threshold;
      on = mote::bit_cast<float>(key < 0 ? key ^ 0x7fffffff : key);
    } else {
      on = entry.threshold;
    }
    x[entry.feature / sizeof(X)] = grown::step(on, static_cast<int>(next.below(3)) - 1);
  }
  return x;
}

template <const auto& Model>
void expect_unrolled_is_walk(uint32_t seed) {
  static_assert(Model.valid());
  grown::random next{seed};
  for (int i = 0; i < 2000; ++i) {
    const auto x = sample_near_thresholds<Model>(next);
    ASSERT_TRUE(same_bits(score(Model, x), score<Model>(x))) << i;
    ASSERT_TRUE(same_bits(predict(Model, x), predict<Model>(x))) << i;
  }
}

TEST(Unrolled, IsTheWalkBitForBit) {
  expect_unrolled_is_walk<hard_int8>(1);
  expect_unrolled_is_walk<hard_int16>(2);
  expect_unrolled_is_walk<hard_int16_own>(3);
  expect_unrolled_is_walk<hard_int32>(4);
  expect_unrolled_is_walk<hard_float>(5);
  expect_unrolled_is_walk<hard_many>(6);
  expect_unrolled_is_walk<soft8>(7);
  expect_unrolled_is_walk<soft16>(8);
  expect_unrolled_is_walk<exact>(9);
  expect_unrolled_is_walk<exact_int16>(10);
  expect_unrolled_is_walk<value_int16>(11);
  expect_unrolled_is_walk<value_float>(12);
  expect_unrolled_is_walk<exponential>(13);
  expect_unrolled_is_walk<logistic_int16>(14);
  expect_unrolled_is_walk<logistic_float>(15);
  expect_unrolled_is_walk<logistic_mixed>(16);
  expect_unrolled_is_walk<softmax_int32>(17);
  expect_unrolled_is_walk<softmax_float>(18);
  expect_unrolled_is_walk<isolation_int16>(19);
  expect_unrolled_is_walk<isolation_float>(20);
}

template <const auto& Model>
void expect_distribution(double bound_a_class) {
  grown::random next{3};
  for (int i = 0; i < 500; ++i) {
    const auto x = sample_near_thresholds<Model>(next);
    const auto p = predict_proba(Model, x);
    ASSERT_TRUE(same_bits(p, predict_proba<Model>(x)));
    const bool is_float = mote::traits::same<mote::traits::remove_cvref_t<decltype(p[0])>, float>;
    const double one = is_float ? 1.0 : 32768.0;
    double whole = 0;
    for (const auto share : p) {
      ASSERT_GE(share, 0);
      whole += static_cast<double>(share) / one;
    }
    ASSERT_NEAR(whole, 1.0, bound_a_class * p.size());
    const size_t decided = static_cast<size_t>(predict(Model, x));
    ASSERT_EQ(p[decided], p[mote::argmax(p)]) << "no class is likelier than the decided";
  }
}

TEST(PredictProba, SumsToOneAndHoldsTheDecidedClassLikeliest) {
  expect_distribution<hard_int8>(1.5 / 32768);
  expect_distribution<hard_float>(1e-7);
  expect_distribution<hard_many>(1.5 / 32768);
  expect_distribution<logistic_int16>(1.0 / 32768);
  expect_distribution<logistic_float>(1e-6);
  expect_distribution<logistic_mixed>(1.0 / 32768);
  expect_distribution<softmax_int32>(1.0 / 32768);
  expect_distribution<softmax_float>(1e-6);
}

template <const auto& Model>
void expect_argmax_of_score() {
  grown::random next{4};
  for (int i = 0; i < 500; ++i) {
    const auto x = sample_near_thresholds<Model>(next);
    ASSERT_EQ(static_cast<size_t>(predict(Model, x)), mote::argmax(score(Model, x)));
  }
}

TEST(Predict, IsTheArgmaxOfTheScore) {
  expect_argmax_of_score<hard_int8>();
  expect_argmax_of_score<hard_float>();
  expect_argmax_of_score<hard_many>();
  expect_argmax_of_score<soft8>();
  expect_argmax_of_score<soft16>();
  expect_argmax_of_score<softmax_int32>();
  expect_argmax_of_score<softmax_float>();
}

TEST(Predict, GivesTheSignOfTheSumWhereTwoClassesShareOne) {
  grown::random next{5};
  for (int i = 0; i < 500; ++i) {
    const auto x = sample_near_thresholds<logistic_int16>(next);
    ASSERT_EQ(predict(logistic_int16, x) == label::b, score(logistic_int16, x)[0] >= 0);
    const auto y = sample_near_thresholds<isolation_int16>(next);
    const bool outlier = isolation_int16.weigh(y.data())[0] < 0;
    ASSERT_EQ(predict(isolation_int16, y) == label::a, outlier);
  }
}

/// Random forests as plain nodes, counted and added in the plainest way.
template <class X, bool Own>
void expect_plain_votes_and_sums() {
  using shape = grown::shape<X, uint8_t, uint8_t, Own, 5, 12, 24>;
  using value_shape = grown::shape<X, uint16_t, int16_t, Own, 6, 20, 40>;
  for (uint32_t seed = 100; seed < 130; ++seed) {
    const grown::forest<shape> votes(
        seed, [](grown::random& next, size_t) { return static_cast<uint8_t>(next.below(6)); });
    const tree_ensemble<shape, mote::hard_vote<label, 6, 5>> model{votes.table(), {}};
    const grown::forest<value_shape> values(seed, [](grown::random& next, size_t) {
      return static_cast<int16_t>(next.below(65535) - 32767);
    });
    using vote_type = mote::value_sum<link::softmax, label, int16_t, 3>;
    const tree_ensemble<value_shape, vote_type> sum{values.table(),
                                                    {{{1, 2, 3}}, 1.0f, {32768, 0}}};
    ASSERT_TRUE(model.valid() && sum.valid());
    grown::random next{seed};
    for (int i = 0; i < 50; ++i) {
      const auto x = votes.sample(next);
      size_t count[6] = {};
      for (size_t tree = 0; tree < 5; ++tree) ++count[votes.leaf(tree, x.data())];
      size_t best = 0;
      for (size_t k = 1; k < 6; ++k) best = count[k] > count[best] ? k : best;
      ASSERT_EQ(static_cast<size_t>(predict(model, x)), best);
      const auto y = values.sample(next);
      int32_t expected[3] = {1, 2, 3};
      for (size_t tree = 0; tree < 6; ++tree) expected[tree % 3] += values.leaf(tree, y.data());
      for (size_t k = 0; k < 3; ++k) ASSERT_EQ(score(sum, y)[k], expected[k]);
    }
  }
}

TEST(Predict, CountsAndAddsWhatPlainTreesSay) {
  expect_plain_votes_and_sums<int8_t, false>();
  expect_plain_votes_and_sums<int16_t, true>();
  expect_plain_votes_and_sums<int32_t, false>();
  expect_plain_votes_and_sums<float, true>();
}

TEST(Predict, TakesEveryKindOfArray) {
  const int8_t c[2] = {1, 0};
  const std::array<int8_t, 2> standard{{1, 0}};
  const array<int8_t, 2> own{{1, 0}};
  const mote::span<const int8_t, 2> view{c};
  EXPECT_EQ(predict(xor_model, c), label::b);
  EXPECT_EQ(predict(xor_model, standard), label::b);
  EXPECT_EQ(predict(xor_model, own), label::b);
  EXPECT_EQ(predict(xor_model, view), label::b);
  EXPECT_EQ(predict<xor_model>(view), label::b);
  EXPECT_EQ(predict_proba<xor_model>(standard)[1], 32768);
  EXPECT_EQ(score(xor_model, own)[1], 1);
}

/// The whole model, votes included, with every byte set to every value.
template <class Model>
void damage_every_byte(const Model& good) {
  using X = typename Model::feature_type;
  const auto bad = std::make_unique<Model>(good);
  const auto x = std::make_unique<array<X, Model::shape::features>>();
  size_t accepted = 0, refused = 0;
  for (size_t byte = 0; byte < sizeof(Model); ++byte) {
    for (int value = 0; value < 256; ++value) {
      unsigned char raw[sizeof(Model)];
      memcpy(raw, &good, sizeof raw);
      raw[byte] = static_cast<unsigned char>(value);
      memcpy(static_cast<void*>(bad.get()), raw, sizeof raw);
      if (!bad->valid()) {
        ++refused;
        continue;
      }
      ++accepted;
      grown::random next{static_cast<uint32_t>(byte * 256) + static_cast<uint32_t>(value) + 1};
      for (X& feature : *x) feature = grown::any_value<X>(next);
      const auto sums = bad->weigh(x->data());  // the sanitizers watch it
      for (const auto sum : sums) ASSERT_EQ(sum, sum);
    }
  }
  EXPECT_GT(refused, 0u);
  EXPECT_GT(accepted, 0u);
}

TEST(DamagedModel, ThatIsStillValidPredictsWithoutLeavingItself) {
  damage_every_byte(hard_int16);
  damage_every_byte(soft8);
  damage_every_byte(exact_int16);
  damage_every_byte(logistic_int16);
  damage_every_byte(softmax_int32);
}

TEST(DamagedModel, WithAClassOrRowOutOfRangeIsRefused) {
  auto votes = hard_int16;
  votes.table.slots[0] = 6;
  EXPECT_FALSE(votes.valid());
  auto rows = soft8;
  rows.vote.classes[23] &= 127;  // the last row never ends
  EXPECT_FALSE(rows.valid());
  auto classes = soft8;
  classes.vote.classes[0] = 6 | 128;
  EXPECT_FALSE(classes.valid());
  auto sum = logistic_int16;
  sum.vote.fade.shift = 48;
  EXPECT_FALSE(sum.valid());
}

TEST(Model, OfManyTreesAddsThemAll) {
  grown::random next{9};
  const auto x = sample_near_thresholds<hard_many>(next);
  unsigned whole = 0;
  for (const auto votes : score(hard_many, x)) whole += votes;
  EXPECT_EQ(whole, 270u);
}

}  // namespace
