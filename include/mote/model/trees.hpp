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
// One that learns on the chip: trees/hoeffding_tree.hpp.
// Every integer is a feature, and every float except NaN, which scikit-learn refuses as well.
#pragma once

#include "../kernel/row/in_flash.hpp"
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
  static constexpr size_t entries = Shape::splits > Shape::slots ? Shape::splits : Shape::slots;
  static_assert(traits::same<typename Shape::slot_type, typename Vote::leaf>,
                "tree_ensemble: the table's slot_type must be the vote's leaf type");

  split_table<Shape> table;
  Vote vote;

  /// True when every walk ends in a leaf that the vote can read. For static_assert.
  constexpr bool valid() const noexcept { return valid(0, entries); }
  /// The same of splits and slots `from` to `to` - 1: compilers limit the steps of one assertion.
  constexpr bool valid(size_t from, size_t to) const noexcept {
    for (size_t i = from; i < to && i < Shape::slots; ++i) {
      const auto& slot = table.slots[i];
      if (!detail::model::is_onward(slot) && !vote.valid(slot)) return false;
    }
    return table.valid(from, to);
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

/// The table of a soft vote, for kernel::in_flash.
template <const auto& Model>
struct classes_of {
  static constexpr const auto& values() noexcept { return vote_of<Model>.classes; }
};
template <const auto& Model>
struct proportions_of {
  static constexpr const auto& values() noexcept { return vote_of<Model>.proportions; }
};

/// One copy for all leaves: inlined into each, a row of proportions takes four times the flash.
template <const auto& Model, class Evidence, class Leaf>
MOTE_NOINLINE constexpr void add_row(Evidence& sums, Leaf leaf) noexcept {
  if constexpr (kernel::flash_is_apart) {
    using vote = typename decltype(Model.vote)::in_flash;
    vote{{kernel::in_flash<classes_of<Model>>()}, {kernel::in_flash<proportions_of<Model>>()}}.add(
        sums, 0, leaf);
  } else {
    vote_of<Model>.add(sums, 0, leaf);
  }
}

template <const auto& Model, size_t Output, size_t Slot, class Evidence>
MOTE_ALWAYS_INLINE constexpr void reach(Evidence& sums) noexcept {
  if constexpr (decltype(Model.vote)::leaf_is_row) {
    add_row<Model>(sums, Model.table.slots[Slot]);
  } else {
    vote_of<Model>.add(sums, Output, Model.table.slots[Slot]);
  }
}

/// Splits of one path that a function takes in: one of a thousand costs a compiler too much.
inline constexpr size_t levels_in_one = 64;

template <const auto& Model, size_t Tree, size_t At, size_t Depth, class X, class Evidence>
MOTE_ALWAYS_INLINE constexpr void unroll(const X* sample, Evidence& sums) noexcept;

/// A function a tree: branches stay short, and the code of equal leaves is shared.
template <const auto& Model, size_t Tree, size_t At, size_t Depth, class X, class Evidence>
MOTE_NOINLINE constexpr void unrolled_part(const X* sample, Evidence& sums) noexcept {
  unroll<Model, Tree, At, Depth>(sample, sums);
}

/// A split and all below it: one function, as a compiler's time goes by their number. Depth up to
/// 800, as compilers limit the recursion of templates.
template <const auto& Model, size_t Tree, size_t At, size_t Depth, class X, class Evidence>
MOTE_ALWAYS_INLINE constexpr void unroll(const X* sample, Evidence& sums) noexcept {
  constexpr auto node = Model.table.splits[At];
  constexpr step left = Model.table.after(Tree, At, false);
  constexpr step right = Model.table.after(Tree, At, true);
  constexpr size_t output = Tree % decltype(Model.vote)::outputs, below = Depth + 1;
  if (at_most(sample[node.feature / sizeof(X)], node.threshold)) {
    if constexpr (left.leaf) {
      reach<Model, output, left.slot>(sums);
    } else if constexpr (below % levels_in_one == 0) {
      unrolled_part<Model, Tree, left.next, below>(sample, sums);
    } else {
      unroll<Model, Tree, left.next, below>(sample, sums);
    }
  } else {
    if constexpr (right.leaf) {
      reach<Model, output, right.slot>(sums);
    } else if constexpr (below % levels_in_one == 0) {
      unrolled_part<Model, Tree, right.next, below>(sample, sums);
    } else {
      unroll<Model, Tree, right.next, below>(sample, sums);
    }
  }
}

/// In halves: compilers limit the length of a fold and the depth of a recursion.
template <const auto& Model, size_t First, size_t Last, class X, class Evidence>
MOTE_ALWAYS_INLINE constexpr void unrolled_trees(const X* sample, Evidence& sums) noexcept {
  if constexpr (Last - First == 1) {
    unrolled_part<Model, First, Model.table.roots[First].split, 0>(sample, sums);
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
    static_assert(detail::model::sound<Model>(),
                  "tree_ensemble: a link, feature or leaf is out of range");
    auto sums = detail::trees::vote_of<Model>.start();
    detail::trees::unrolled_trees<Model, 0, Shape::trees>(x, sums);
    return sums;
  }
  MOTE_ALWAYS_INLINE static constexpr const Vote& rule() noexcept {
    return detail::trees::vote_of<Model>;
  }
};

}  // namespace mote
