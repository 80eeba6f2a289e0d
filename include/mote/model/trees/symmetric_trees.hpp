// symmetric_trees.hpp - trees of one split a level, as CatBoost grows them. Floor 2.
//
// Every sample meets all splits of a tree, and what it passed is the binary number of its leaf, the
// first split's bit the highest. So a tree of d levels is d splits and 2^d leaves, its time does
// not hang on the sample, and a leaf may hold a value for each output: one tree for all classes.
// Models come from the converter, which takes tree_ensemble (model/trees.hpp) where that is
// smaller.
#pragma once

#include "../../core/array.hpp"
#include "../../core/ordered.hpp"
#include "../../core/target.hpp"
#include "../../core/traits.hpp"
#include "../../kernel/row/in_flash.hpp"
#include "../model.hpp"
#include "../vote/sums.hpp"
#include "splits.hpp"

namespace mote {

namespace detail::model {

/// Adds the values of a leaf, one an output.
template <class Vote, class Values>
MOTE_ALWAYS_INLINE constexpr void add_values(const Vote& vote, typename Vote::evidence& sums,
                                             Values of_leaf) noexcept {
  for (size_t k = 0; k < Vote::outputs; ++k) vote.add(sums, k, of_leaf[k]);
}

}  // namespace detail::model

/// Trees of one split a level, whose leaves a value_sum adds: an aggregate of constants in flash.
///
/// Sample   int8_t, int16_t, int32_t or float, as `Shape` says: a struct of constants
///            feature_type    what a sample holds      index_type  uint8_t or uint16_t
///            features, trees, levels (of all trees), leaves (of all trees), all >= 1
/// Range    that of tree_ensemble
/// State    none; the sums are on the stack
/// Time     a compare a level, and an addition a tree and output
/// Target   the bits of the same trees as a tree_ensemble
/// Source   L. Prokhorenkova et al., CatBoost: unbiased boosting with categorical features (2018)
template <class Shape, class Vote>
struct symmetric_trees {
  using shape = Shape;
  using feature_type = typename Shape::feature_type;
  using evidence = typename Vote::evidence;
  using probability = typename Vote::template probability<feature_type>;
  static constexpr size_t features = Shape::features;
  static constexpr size_t outputs = Vote::outputs, values = Shape::leaves * outputs;
  static constexpr size_t entries = Shape::levels > values ? Shape::levels : values;
  static constexpr uint8_t deepest = sizeof(size_t) > 2 ? 16 : 15;
  static_assert(!Vote::leaf_is_row,
                "symmetric_trees adds up values: use value_sum, or tree_ensemble for votes");

  array<uint8_t, Shape::trees> depths;
  array<key_t<feature_type>, Shape::levels> borders;         // right is above: mote::key
  array<typename Shape::index_type, Shape::levels> columns;  // byte offsets of features
  array<typename Vote::leaf, values> leaves;                 // tree by tree, leaf by leaf
  Vote vote;

  /// True when every sample reaches a leaf of each tree. For static_assert.
  constexpr bool valid() const noexcept { return valid(0, entries); }
  /// The same of levels and values `from` to `to` - 1, and of all depths: compilers limit the steps
  /// of one assertion.
  constexpr bool valid(size_t from, size_t to) const noexcept {
    size_t levels = 0, ends = 0;
    for (const uint8_t depth : depths) {
      // Differences, because sums may wrap where size_t has 16 bits.
      if (depth > deepest || depth > Shape::levels - levels) return false;
      if (((Shape::leaves - ends) >> depth) == 0) return false;
      levels += depth;
      ends += size_t{1} << depth;
    }
    if (levels != Shape::levels || ends != Shape::leaves) return false;
    for (size_t i = from; i < to && i < Shape::levels; ++i) {
      if (columns[i] % sizeof(feature_type) != 0) return false;
      if (columns[i] / sizeof(feature_type) >= features) return false;
    }
    for (size_t i = from; i < to && i < values; ++i) {
      if (!vote.valid(leaves[i])) return false;
    }
    return true;
  }

  constexpr evidence weigh(const feature_type* sample) const noexcept {
    evidence sums = vote.start();
    const auto* border = borders.data();
    const auto* column = columns.data();
    const auto* of_tree = leaves.data();
    for (const uint8_t depth : depths) {
      size_t leaf = 0;
      for (size_t level = 0; level < depth; ++level) {
        const bool right = key(detail::model::feature_at(sample, *column++)) > *border++;
        leaf = leaf * 2 + (right ? 1 : 0);
      }
      detail::model::add_values(vote, sums, of_tree + leaf * outputs);
      of_tree += outputs << depth;
    }
    return sums;
  }
  MOTE_ALWAYS_INLINE constexpr const Vote& rule() const noexcept { return vote; }
};

namespace detail::model {

/// Where the levels and the values of a tree begin.
struct symmetric_place {
  size_t level;
  size_t value;
};
template <const auto& Model>
constexpr auto symmetric_places() noexcept {
  using model = model_of<Model>;
  array<symmetric_place, model::shape::trees> out{};
  for (size_t i = 1; i < out.size(); ++i) {
    const size_t depth = Model.depths[i - 1];
    out[i] = {out[i - 1].level + depth, out[i - 1].value + (model::outputs << depth)};
  }
  return out;
}
template <const auto& Model>
inline constexpr auto symmetric_places_of = symmetric_places<Model>();

/// Copies that the linker keeps without the levels: as code, the trees do not need them.
template <const auto& Model>
inline constexpr auto symmetric_vote_of = Model.vote;
template <const auto& Model>
inline constexpr auto symmetric_leaves_of = Model.leaves;
template <const auto& Model>
struct symmetric_row {
  static constexpr const auto& values() noexcept { return symmetric_leaves_of<Model>; }
};

/// The number of the leaf that `Levels` splits from `First` on lead to.
template <const auto& Model, size_t First, size_t Levels, class X>
MOTE_ALWAYS_INLINE constexpr size_t symmetric_leaf([[maybe_unused]] const X* sample) noexcept {
  if constexpr (Levels == 0) {
    return 0;
  } else {
    constexpr size_t last = First + Levels - 1, column = Model.columns[last] / sizeof(X);
    const bool left = at_most(sample[column], Model.borders[last]);
    return symmetric_leaf<Model, First, Levels - 1>(sample) * 2 + (left ? 0 : 1);
  }
}

/// A function a tree, as of other trees: a compiler's time goes by the length of the longest.
template <const auto& Model, size_t Tree, class X, class Evidence>
MOTE_NOINLINE constexpr void symmetric_tree(const X* sample, Evidence& sums) noexcept {
  constexpr symmetric_place place = symmetric_places_of<Model>[Tree];
  const size_t leaf = symmetric_leaf<Model, place.level, Model.depths[Tree]>(sample);
  add_values(
      symmetric_vote_of<Model>, sums,
      kernel::in_flash<symmetric_row<Model>>() + (place.value + leaf * model_of<Model>::outputs));
}
/// In halves: compilers limit the length of a fold and the depth of a recursion.
template <const auto& Model, size_t First, size_t Last, class X, class Evidence>
MOTE_ALWAYS_INLINE constexpr void symmetric_forest(const X* sample, Evidence& sums) noexcept {
  if constexpr (Last - First == 1) {
    symmetric_tree<Model, First>(sample, sums);
  } else {
    constexpr size_t middle = First + (Last - First) / 2;
    symmetric_forest<Model, First, middle>(sample, sums);
    symmetric_forest<Model, middle, Last>(sample, sums);
  }
}

}  // namespace detail::model

/// A function a tree: compares with constants, and a look at the leaves.
template <const auto& Model, class Shape, class Vote>
struct in_code_as<Model, symmetric_trees<Shape, Vote>> {
  template <class X>
  static constexpr auto weigh(const X* x) noexcept {
    static_assert(detail::model::sound<Model>(),
                  "symmetric_trees: a depth, column or leaf is out of range");
    auto sums = detail::model::symmetric_vote_of<Model>.start();
    detail::model::symmetric_forest<Model, 0, Shape::trees>(x, sums);
    return sums;
  }
  MOTE_ALWAYS_INLINE static constexpr const Vote& rule() noexcept {
    return detail::model::symmetric_vote_of<Model>;
  }
};

}  // namespace mote
