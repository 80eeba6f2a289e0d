// loaded_trees.hpp - a tree ensemble in RAM, read at run time, with a bound on its size. Floor 2.
//
//     struct capacity {
//       using feature_type = int16_t;        // int8_t, int16_t, int32_t or float
//       using link_type = int8_t;            // int16_t for trees of more than about 100 splits
//       static constexpr size_t features = 64;                             // exactly
//       static constexpr size_t trees = 10, splits = 1000, leaves = 100;   // at most
//         // and `columns` = 80, at most, for a model that takes missing numbers
//     };
//     mote::loaded_trees<capacity, mote::hard_vote<digit, 10, capacity::trees>> model;
//
//     mote::tree_reader reader{model};       // or mote::emlearn_reader
//     if (const mote::status s = reader.read(next_byte); !s) report(s.line(), s.message());
//     digit out;
//     if (mote::predict(model, x, out)) use(out);
//
// Features, classes and the kind of vote are what a program is written for: a file that says
// otherwise is refused, so a sample of the wrong length cannot be passed. Sizes may be smaller.
#pragma once

#include "../../core/ordered.hpp"
#include "../../core/status.hpp"
#include "../file/loaded.hpp"
#include "../trees.hpp"
#include "loaded_sides.hpp"

namespace mote {

namespace detail::model {
template <class Model>
class tree_builder;
}  // namespace detail::model

/// One split of a loaded tree: go left when sample[feature] <= threshold. `feature` is a byte
/// offset. A child > 0 is a split that many entries on; a child < 0 is leaf -1 - child.
/// Size: 4, 6 or 8 bytes for int8_t, int16_t and the 32-bit types with int8_t links and features
/// that one byte numbers; else 6 to 8, 8 and 12.
template <class X, class Index, class Link>
struct loaded_split {
  key_t<X> threshold;
  Index feature;
  Link left;
  Link right;
};

/// A model that is empty until a reader has filled and checked all of it.
///
/// Vote     hard_vote, soft_vote or value_sum, with the trees and entries of Capacity as capacities
/// Scaler   scaler<feature_type, features> to load a model that scales its features
/// State    the arrays of Capacity; no heap
/// Errors   predict, predict_proba and score, into an `out`, return status_code::empty as long as
///          nothing is loaded
template <class Capacity, class Vote, class Scaler = no_scaler>
class loaded_trees {
  static_assert(Capacity::trees <= Vote::most_trees,
                "loaded_trees: the vote counts fewer trees than Capacity::trees: raise the vote's");

 public:
  using shape = Capacity;
  using feature_type = typename Capacity::feature_type;
  using vote_type = Vote;
  using scaler_type = Scaler;
  using evidence = typename Vote::evidence;
  using probability = typename Vote::template probability<feature_type>;
  static constexpr size_t features = Capacity::features;

  /// True when a model is loaded: all of it was read and checked.
  constexpr bool ready() const noexcept { return trees_ != 0; }
  constexpr void reset() noexcept { trees_ = 0; }

  /// What the loaded model takes of the capacity; 0 trees when empty.
  constexpr size_t trees() const noexcept { return trees_; }
  constexpr size_t splits() const noexcept { return trees_ != 0 ? split_count_ : 0; }
  constexpr size_t leaves() const noexcept { return trees_ != 0 ? leaf_count_ : 0; }

  constexpr const Vote& vote() const noexcept { return vote_; }
  /// Raw features -> the model's integers, see scaler.hpp; of a model that is ready().
  constexpr const Scaler& scaler() const noexcept { return scaler_; }

  /// For a model that is ready(). Time: one compare and one test of the link a split on the way.
  evidence weigh(const feature_type* sample) const noexcept {
    if constexpr (columns != 0) {
      if (sides_.any()) return sums_of(sides_.row(sample).data());
    }
    return sums_of(sample);
  }
  /// Its own rule: the vote, for as many trees as were loaded.
  auto decide(const evidence& sums) const noexcept { return vote_.decide(sums, count()); }
  auto score(const evidence& sums) const noexcept { return vote_.score(sums); }
  template <class Probability>
  auto proba(const evidence& sums) const noexcept {
    return vote_.template proba<Probability>(sums, count());
  }

 private:
  friend class detail::model::tree_builder<loaded_trees>;

  using link_type = typename Capacity::link_type;
  static constexpr size_t columns = detail::model::columns_of<Capacity>;
  static constexpr size_t widest = columns > features ? columns : features;
  using index_type = traits::smallest_unsigned<(widest - 1) * sizeof(feature_type)>;

  uint32_t count() const noexcept { return static_cast<uint32_t>(trees_); }
  evidence sums_of(const feature_type* row) const noexcept {
    evidence sums = vote_.start();
    size_t output = 0;
    for (size_t tree = 0; tree < trees_; ++tree) {
      vote_.add(sums, output, leaf(tree, row));
      if (Vote::outputs > 1 && ++output == Vote::outputs) output = 0;
    }
    return sums;
  }
  typename Vote::leaf leaf(size_t tree, const feature_type* sample) const noexcept {
    const auto* at = splits_.data() + roots_[tree];
    for (;;) {
      const bool right = key(detail::model::feature_at(sample, at->feature)) > at->threshold;
      const link_type to = right ? at->right : at->left;
      if (to < 0) return leaves_[static_cast<size_t>(-1 - to)];
      at += to;
    }
  }

  size_t trees_ = 0;
  size_t split_count_ = 0;
  size_t leaf_count_ = 0;
  array<traits::smallest_unsigned<Capacity::splits>, Capacity::trees> roots_{};
  array<loaded_split<feature_type, index_type, link_type>, Capacity::splits> splits_{};
  array<typename Vote::leaf, Capacity::leaves> leaves_{};
  Vote vote_{};
  Scaler scaler_{};
  detail::model::loaded_sides<feature_type, features, columns> sides_{};
};

}  // namespace mote
