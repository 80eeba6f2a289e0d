// trees.hpp - tree ensembles: one table, walked or unrolled into code. Floor 2.
//
// Decision trees, random forests and extra trees, gradient boosting, isolation forests. Models come
// from the converter (`mote.convert` in Python) as a header with a constexpr `model`; the verbs are
// those of every model (model.hpp):
//   mote::predict(digits::model, x)         walks the table: smallest code
//   mote::predict<digits::model>(x)         the same table as code: fastest
//   mote::predict_proba, mote::score        likewise, both ways
// The answers:
//   predict         the label (an enum class); of a regression its value: float for float leaves,
//                   int32_t in units of model.vote.scale for integer leaves (model.vote.real()
//                   converts)
//   predict_proba   float where features (votes) or leaves (sums) are float; else uint16_t,
//                   32768 = 1.0
//   score           votes a class, sums of proportions, sums in units of model.vote.scale; of an
//                   isolation forest scikit-learn's score_samples
// Every integer is a feature, and every float except NaN, which scikit-learn refuses as well.
#pragma once

#include "model.hpp"
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
  using evidence = typename Vote::evidence;
  using probability = typename Vote::template probability<feature_type>;
  static constexpr size_t features = Shape::features;
  static_assert(traits::same<typename Shape::slot_type, typename Vote::leaf>,
                "tree_ensemble: the table's slot_type must be the vote's leaf type");

  split_table<Shape> table;
  Vote vote;

  /// True when every walk ends in a leaf that the vote can read. For static_assert.
  constexpr bool valid() const noexcept {
    for (const auto& slot : table.slots) {
      if (!detail::model::is_onward(slot) && !vote.valid(slot)) return false;
    }
    return table.valid();
  }

  constexpr evidence weigh(const feature_type* sample) const noexcept {
    evidence sums = vote.start();
    size_t output = 0;
    for (size_t tree = 0; tree < Shape::trees; ++tree) {
      vote.add(sums, output, table.leaf(tree, sample));
      if (Vote::outputs > 1 && ++output == Vote::outputs) output = 0;
    }
    return sums;
  }
  MOTE_ALWAYS_INLINE constexpr const Vote& rule() const noexcept { return vote; }
};

namespace detail::trees {

/// A copy that the linker keeps without the table: as code, the trees do not need it.
template <const auto& Model>
inline constexpr auto vote_of = Model.vote;

template <const auto& Model, size_t Tree, size_t At, bool Right, class X, class Evidence>
MOTE_ALWAYS_INLINE constexpr void branch(const X* sample, Evidence& sums) noexcept;

template <const auto& Model, size_t Tree, size_t At, class X, class Evidence>
MOTE_ALWAYS_INLINE constexpr void unroll(const X* sample, Evidence& sums) noexcept {
  constexpr auto node = Model.table.splits[At];
  if (at_most(sample[node.feature / sizeof(X)], node.threshold)) {
    branch<Model, Tree, At, false>(sample, sums);
  } else {
    branch<Model, Tree, At, true>(sample, sums);
  }
}

/// One copy for all leaves: inlined into each, a row of proportions takes four times the flash.
template <const auto& Model, class Evidence, class Leaf>
MOTE_NOINLINE constexpr void add_row(Evidence& sums, Leaf leaf) noexcept {
  vote_of<Model>.add(sums, 0, leaf);
}

template <const auto& Model, size_t Tree, size_t At, bool Right, class X, class Evidence>
MOTE_ALWAYS_INLINE constexpr void branch(const X* sample, Evidence& sums) noexcept {
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
template <const auto& Model, size_t Tree, class X, class Evidence>
MOTE_NOINLINE constexpr void unrolled_tree(const X* sample, Evidence& sums) noexcept {
  unroll<Model, Tree, Model.table.roots[Tree].split>(sample, sums);
}

/// In halves: compilers limit the length of a fold and the depth of a recursion.
template <const auto& Model, size_t First, size_t Last, class X, class Evidence>
MOTE_ALWAYS_INLINE constexpr void unrolled_trees(const X* sample, Evidence& sums) noexcept {
  if constexpr (Last - First == 1) {
    unrolled_tree<Model, First>(sample, sums);
  } else {
    constexpr size_t middle = First + (Last - First) / 2;
    unrolled_trees<Model, First, middle>(sample, sums);
    unrolled_trees<Model, middle, Last>(sample, sums);
  }
}

}  // namespace detail::trees

/// A function a tree, of branches alone.
template <const auto& Model, class Shape, class Vote>
struct in_code_as<Model, tree_ensemble<Shape, Vote>> {
  template <class X>
  static constexpr auto weigh(const X* x) noexcept {
    static_assert(Model.valid(), "tree_ensemble: a link, feature or leaf is out of range");
    auto sums = detail::trees::vote_of<Model>.start();
    detail::trees::unrolled_trees<Model, 0, Shape::trees>(x, sums);
    return sums;
  }
  MOTE_ALWAYS_INLINE static constexpr const Vote& rule() noexcept {
    return detail::trees::vote_of<Model>;
  }
};

}  // namespace mote
