// tree_builder.hpp - fills a loaded_trees entry by entry, and checks every one. Floor 2.
#pragma once

#include "../../core/array.hpp"
#include "../../core/number/binary64.hpp"
#include "../../core/ordered.hpp"
#include "../../core/status.hpp"
#include "../../core/traits.hpp"
#include "loaded_sides.hpp"

namespace mote::detail::model {

/// Leaves first, then roots, then splits. A split is a root or the child of exactly one split
/// before it in the same tree, and every leaf is some split's child: what is complete is a set of
/// trees, and every walk moves forward and ends.
///
/// State    a bit for each split and each leaf of the capacity, and five counters
/// Errors   the model is empty until complete() returned ok
template <class Model>
class tree_builder {
 public:
  using feature_type = typename Model::feature_type;
  using leaf_type = typename Model::vote_type::leaf;
  using vote_type = typename Model::vote_type;

  explicit tree_builder(Model& target) noexcept : model_{target} {
    target.reset();
    if constexpr (columns_of<capacity> != 0) target.sides_ = {};
  }

  size_t leaves() const noexcept { return leaves_; }
  size_t trees() const noexcept { return trees_; }
  size_t splits() const noexcept { return splits_; }
  vote_type& vote() noexcept { return model_.vote_; }
  auto& scaler() noexcept { return model_.scaler_; }
  auto& sides() noexcept { return model_.sides_; }
  const auto& sides() const noexcept { return model_.sides_; }

  status_code add_leaf(leaf_type leaf) noexcept {
    if (leaves_ >= capacity::leaves) return status_code::capacity;
    model_.leaves_[leaves_++] = leaf;
    return status_code::ok;
  }

  /// The next tree begins at this split.
  status_code add_root(int32_t split) noexcept {
    if (trees_ >= capacity::trees) return status_code::capacity;
    if (split < 0) return status_code::range;
    if (trees_ == 0 ? split != 0 : split <= root(trees_ - 1)) return status_code::order;
    if (static_cast<uint32_t>(split) >= capacity::splits) return status_code::capacity;
    using root_type = traits::remove_cvref_t<decltype(model_.roots_[0])>;
    model_.roots_[trees_++] = static_cast<root_type>(split);
    return status_code::ok;
  }

  /// Children as in loaded_split.
  status_code add_split(int32_t feature, key_t<feature_type> threshold, int32_t left,
                        int32_t right) noexcept {
    if (feature < 0) return status_code::feature;
    if (static_cast<uint32_t>(feature) >= sides().width()) return status_code::feature;
    if (splits_ >= capacity::splits) return status_code::capacity;
    const bool next_tree = tree_ + 1 < trees_ && at(splits_) == root(tree_ + 1);
    if (next_tree) ++tree_;
    if (splits_ != 0 && !next_tree && !marked(splits_)) return status_code::link;
    status_code code = claim(left);
    if (code == status_code::ok) code = claim(right);
    if (code != status_code::ok) return code;
    auto& split = model_.splits_[splits_++];
    using split_type = traits::remove_cvref_t<decltype(split)>;
    using index = decltype(split_type::feature);
    using link = decltype(split_type::left);
    split.threshold = threshold;
    split.feature = static_cast<index>(static_cast<uint32_t>(feature) * sizeof(feature_type));
    split.left = static_cast<link>(left);
    split.right = static_cast<link>(right);
    return status_code::ok;
  }

  /// The split just added takes the right child for every sample.
  void always_right() noexcept {
    auto& split = model_.splits_[splits_ - 1];
    split.left = split.right;
  }

  /// Ok: the model is ready() from now on. Errors: truncated, missing (a leaf that nothing uses),
  /// count (trees that do not divide among the outputs)
  status_code complete() noexcept {
    if (trees_ == 0 || tree_ + 1 != trees_ || furthest_ >= splits_) return status_code::truncated;
    for (size_t leaf = 0; leaf < leaves_; ++leaf) {
      if (!marked(capacity::splits + leaf)) return status_code::missing;
    }
    if (trees_ % vote_type::outputs != 0) return status_code::count;
    model_.split_count_ = splits_;
    model_.leaf_count_ = leaves_;
    model_.trees_ = trees_;
    return status_code::ok;
  }

 private:
  using capacity = typename Model::shape;
  using link_type = typename capacity::link_type;
  static_assert(link_type(-1) < 0 && sizeof(link_type) <= 2,
                "loaded_trees: link_type is int8_t or int16_t");
  static_assert(capacity::splits <= 0x7FFFFFFF, "loaded_trees: splits are numbered by int32_t");
  static constexpr int32_t longest = (int32_t{1} << (8 * sizeof(link_type) - 1)) - 1;

  static int32_t at(size_t place) noexcept { return static_cast<int32_t>(place); }
  int32_t root(size_t tree) const noexcept { return static_cast<int32_t>(model_.roots_[tree]); }

  status_code claim(int32_t child) noexcept {
    if (child < 0) {
      const uint32_t leaf = ~static_cast<uint32_t>(child);
      if (leaf >= leaves_) return status_code::link;
      if (child < -longest - 1) return status_code::capacity;
      mark(capacity::splits + static_cast<size_t>(leaf));
      return status_code::ok;
    }
    const int32_t end = tree_ + 1 < trees_ ? root(tree_ + 1) : 0x7FFFFFFF;
    if (child == 0 || child >= end - at(splits_)) return status_code::link;
    if (child > longest || at(splits_) + child >= at(capacity::splits)) {
      return status_code::capacity;
    }
    const size_t target = splits_ + static_cast<size_t>(child);
    if (marked(target)) return status_code::link;
    mark(target);
    if (target > furthest_) furthest_ = target;
    return status_code::ok;
  }

  bool marked(size_t i) const noexcept { return ((marks_[i / 8] >> (i % 8)) & 1) != 0; }
  void mark(size_t i) noexcept {
    marks_[i / 8] = static_cast<uint8_t>(marks_[i / 8] | (1u << (i % 8)));
  }

  Model& model_;
  size_t leaves_ = 0;
  size_t trees_ = 0;
  size_t splits_ = 0;
  size_t tree_ = 0;      // that the next split belongs to, or ends
  size_t furthest_ = 0;  // split that is some split's child
  array<uint8_t, (capacity::splits + capacity::leaves + 7) / 8> marks_{};
};

/// Rows of a soft_vote, written pair by pair into its table.
template <class Vote>
class row_builder {
 public:
  using proportion_type = traits::remove_cvref_t<decltype(Vote{}.proportions[0])>;

  /// The classes of a row rise.
  status_code add(Vote& vote, int32_t k, proportion_type value) noexcept {
    if (k < 0 || static_cast<uint32_t>(k) >= classes) return status_code::label;
    if (used_ != start_ && k <= highest_) return status_code::order;
    if (used_ >= vote.classes.size()) return status_code::capacity;
    vote.classes[used_] = static_cast<class_index>(k);
    vote.proportions[used_++] = value;
    highest_ = k;
    return status_code::ok;
  }
  bool empty() const noexcept { return used_ == start_; }

  /// Ends the row; returns the leaf that stands for it. The row must not be empty.
  typename Vote::leaf end(Vote& vote) noexcept {
    vote.classes[used_ - 1] = static_cast<class_index>(vote.classes[used_ - 1] | Vote::last);
    const size_t row = start_;
    start_ = used_;
    return static_cast<typename Vote::leaf>(row);
  }
  size_t used() const noexcept { return used_; }

 private:
  using class_index = typename Vote::class_index;
  static constexpr size_t classes = sizeof(typename Vote::evidence) / sizeof(typename Vote::sum);

  size_t used_ = 0;
  size_t start_ = 0;
  int32_t highest_ = 0;
};
struct no_rows {};

}  // namespace mote::detail::model
