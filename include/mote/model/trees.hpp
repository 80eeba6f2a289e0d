// trees.hpp - tree ensembles: one table, walked or unrolled into code. Floor 2.
//
// Decision trees, random forests and extra trees, gradient boosting, isolation forests. Models come
// from the converter (`mote.convert` in Python) as a header with a constexpr `model`; then
//   mote::predict(digits::model, x)         walks the table: smallest code
//   mote::predict<digits::model>(x)         the same table as code: fastest
//   mote::predict_proba, mote::score        likewise, both ways
// `x` is an array of exactly the model's features: a C array, mote::array, std::array.
// Both ways give the same result, bit for bit.
#pragma once

#include "trees/splits.hpp"
#include "vote/sums.hpp"
#include "vote/votes.hpp"

namespace mote {

/// Trees and what their leaves mean: an aggregate of constants that lives in flash.
///
/// Vote     hard_vote, soft_vote or value_sum
/// Source   L. Breiman, Random Forests (2001); J. Friedman, Greedy Function Approximation (2001);
///          F. T. Liu et al., Isolation Forest (2008); decision rule of scikit-learn
template <class Shape, class Vote>
struct tree_ensemble {
  using shape = Shape;
  using feature_type = typename Shape::feature_type;
  using total = typename Vote::total;
  using probability = typename Vote::template probability<feature_type>;
  static_assert(traits::same<typename Shape::slot_type, typename Vote::leaf>,
                "tree_ensemble: the table's slot_type must be the vote's leaf type");

  split_table<Shape> table;
  Vote vote;

  /// True when every walk ends in a leaf that the vote can read. For static_assert.
  constexpr bool valid() const noexcept {
    for (const auto& slot : table.slots) {
      if (!detail::is_onward(slot) && !vote.valid(slot)) return false;
    }
    return table.valid();
  }

  constexpr total walk(const feature_type* sample) const noexcept {
    total sums = vote.start();
    size_t output = 0;
    for (size_t tree = 0; tree < Shape::trees; ++tree) {
      vote.add(sums, output, table.leaf(tree, sample));
      if (Vote::outputs > 1 && ++output == Vote::outputs) output = 0;
    }
    return sums;
  }
};

namespace detail {

template <class Model, template <class, size_t> class Array, class X, size_t N>
constexpr const X* features(const Array<X, N>& sample) noexcept {
  static_assert(traits::same<traits::remove_cvref_t<X>, typename Model::feature_type>,
                "the sample's element type must be the model's feature type: quantize it first");
  static_assert(N == Model::shape::features,
                "the sample must hold exactly as many features as the model was trained on");
  return sample.data();
}
template <class Model, class X, size_t N>
constexpr const X* features(const X (&sample)[N]) noexcept {
  static_assert(traits::same<X, typename Model::feature_type>,
                "the sample's element type must be the model's feature type: quantize it first");
  static_assert(N == Model::shape::features,
                "the sample must hold exactly as many features as the model was trained on");
  return sample;
}
template <class Model, class Sample>
constexpr const typename Model::feature_type* features(const Sample&) noexcept {
  static_assert(traits::never<Sample>,
                "a sample is an array of known length (C array, mote::array, std::array): a "
                "pointer does not say how many features it has");
  return nullptr;
}

template <const auto& Model>
using model_of = traits::remove_cvref_t<decltype(Model)>;

/// A copy that the linker keeps without the table: as code, the trees do not need it.
template <const auto& Model>
inline constexpr auto vote_of = Model.vote;

template <const auto& Model, size_t Tree, size_t At, bool Right, class X, class Total>
MOTE_ALWAYS_INLINE constexpr void branch(const X* sample, Total& sums) noexcept;

template <const auto& Model, size_t Tree, size_t At, class X, class Total>
MOTE_ALWAYS_INLINE constexpr void unroll(const X* sample, Total& sums) noexcept {
  constexpr auto node = Model.table.splits[At];
  if (at_most(sample[node.feature / sizeof(X)], node.threshold)) {
    branch<Model, Tree, At, false>(sample, sums);
  } else {
    branch<Model, Tree, At, true>(sample, sums);
  }
}

/// One copy for all leaves: inlined into each, a row of proportions takes four times the flash.
template <const auto& Model, class Total, class Leaf>
MOTE_NOINLINE constexpr void add_row(Total& sums, Leaf leaf) noexcept {
  vote_of<Model>.add(sums, 0, leaf);
}

template <const auto& Model, size_t Tree, size_t At, bool Right, class X, class Total>
MOTE_ALWAYS_INLINE constexpr void branch(const X* sample, Total& sums) noexcept {
  using vote = decltype(Model.vote);
  constexpr step to = Model.table.after(Tree, At, Right);
  if constexpr (to.leaf && vote::leaf_is_row) {
    add_row<Model>(sums, Model.table.slots[to.slot]);
  } else if constexpr (to.leaf) {
    vote_of<Model>.add(sums, Tree % vote::outputs, Model.table.slots[to.slot]);
  } else {
    unroll<Model, Tree, to.next>(sample, sums);
  }
}

/// A function a tree: branches stay short, and the code of equal leaves is shared.
template <const auto& Model, size_t Tree, class X, class Total>
MOTE_NOINLINE constexpr void unrolled_tree(const X* sample, Total& sums) noexcept {
  unroll<Model, Tree, Model.table.roots[Tree].split>(sample, sums);
}

/// In halves: compilers limit the length of a fold and the depth of a recursion.
template <const auto& Model, size_t First, size_t Last, class X, class Total>
MOTE_ALWAYS_INLINE constexpr void unrolled_trees(const X* sample, Total& sums) noexcept {
  if constexpr (Last - First == 1) {
    unrolled_tree<Model, First>(sample, sums);
  } else {
    constexpr size_t middle = First + (Last - First) / 2;
    unrolled_trees<Model, First, middle>(sample, sums);
    unrolled_trees<Model, middle, Last>(sample, sums);
  }
}

template <const auto& Model, class Sample>
constexpr auto unrolled(const Sample& sample) noexcept {
  static_assert(Model.valid(), "tree_ensemble: a link, feature or leaf is out of range");
  using model = model_of<Model>;
  auto sums = vote_of<Model>.start();
  unrolled_trees<Model, 0, model::shape::trees>(features<model>(sample), sums);
  return sums;
}

}  // namespace detail

/// The label (an enum class) of `sample`; of a regression its value: float for float leaves,
/// int32_t in units of model.vote.scale for integer leaves (model.vote.real() converts).
/// Range    every integer; every float except NaN, which scikit-learn refuses as well
template <class Shape, class Vote, class Sample>
constexpr auto predict(const tree_ensemble<Shape, Vote>& model, const Sample& sample) noexcept {
  return model.vote.decide(model.walk(detail::features<tree_ensemble<Shape, Vote>>(sample)));
}
template <const auto& Model, class Sample>
constexpr auto predict(const Sample& sample) noexcept {
  return detail::vote_of<Model>.decide(detail::unrolled<Model>(sample));
}

/// The probability of each class.
/// Unit     float where features (votes) or leaves (sums) are float; else uint16_t, 32768 = 1.0
template <class Shape, class Vote, class Sample>
constexpr auto predict_proba(const tree_ensemble<Shape, Vote>& model,
                             const Sample& sample) noexcept {
  using model_type = tree_ensemble<Shape, Vote>;
  const auto sums = model.walk(detail::features<model_type>(sample));
  return model.vote.template probabilities<typename model_type::probability>(sums);
}
template <const auto& Model, class Sample>
constexpr auto predict_proba(const Sample& sample) noexcept {
  using probability = typename detail::model_of<Model>::probability;
  return detail::vote_of<Model>.template probabilities<probability>(
      detail::unrolled<Model>(sample));
}

/// What the decision rests on: votes a class, sums of proportions, sums in units of
/// model.vote.scale; of an isolation forest scikit-learn's score_samples.
template <class Shape, class Vote, class Sample>
constexpr auto score(const tree_ensemble<Shape, Vote>& model, const Sample& sample) noexcept {
  return model.vote.score(model.walk(detail::features<tree_ensemble<Shape, Vote>>(sample)));
}
template <const auto& Model, class Sample>
constexpr auto score(const Sample& sample) noexcept {
  return detail::vote_of<Model>.score(detail::unrolled<Model>(sample));
}

}  // namespace mote
