// growing_splits.hpp - the splits of a tree that grows: each takes the place of a leaf. Floor 2.
#pragma once

#include "../../core/array.hpp"

namespace mote::detail::model {

/// Leaves are numbered as they come: split i leaves its leaf on its lower side, x[feature] <= at,
/// and makes leaf i + 1. So any row of splits is a tree, if each names a leaf that is there.
template <class Sample, size_t Features, size_t Splits>
class growing_splits {
 public:
  constexpr size_t size() const noexcept { return size_; }
  constexpr void clear() noexcept {
    size_ = 0;
    for (split& one : splits_) one = {};
  }
  constexpr size_t leaf_of(const Sample* x) const noexcept {
    size_t place = size_ == 0 ? Splits : 0;
    while (place < Splits) {
      const split& at = splits_[place];
      place = at.below[x[at.feature] > at.at ? 1 : 0];
    }
    return place - Splits;
  }
  /// Gives the new leaf. There is room: size() < Splits.
  constexpr size_t cut(size_t leaf, uint16_t feature, Sample at) noexcept {
    for (size_t i = 0; i < size_; ++i) {
      for (uint16_t& below : splits_[i].below) {
        if (below == Splits + leaf) below = static_cast<uint16_t>(size_);
      }
    }
    split& made = splits_[size_++];
    made.at = at;
    made.feature = feature;
    made.below[0] = static_cast<uint16_t>(Splits + leaf);
    made.below[1] = static_cast<uint16_t>(Splits + size_);
    return size_;
  }

  /// See state.hpp. A split is its leaf, its feature and where it cuts.
  template <class Archive>
  constexpr void state(Archive& archive) noexcept {
    auto known = static_cast<uint32_t>(size_);
    archive.at_most(known, static_cast<uint32_t>(Splits));
    if constexpr (Archive::restores) clear();
    for (size_t i = 0; i < Splits; ++i) {
      uint32_t leaf = i < size_ ? static_cast<uint32_t>(lowest_leaf(i)) : 0;
      uint32_t feature = splits_[i].feature;
      Sample at = splits_[i].at;
      archive.at_most(leaf, static_cast<uint32_t>(i));
      archive.at_most(feature, static_cast<uint32_t>(Features - 1));
      archive(at);
      if constexpr (Archive::restores) {
        if (i < known) cut(static_cast<size_t>(leaf), static_cast<uint16_t>(feature), at);
      }
    }
  }

 private:
  /// A place in `below` that is under Splits is a split, another a leaf.
  struct split {
    Sample at{};
    uint16_t feature = 0;
    uint16_t below[2] = {};
  };
  constexpr size_t lowest_leaf(size_t place) const noexcept {
    while (place < Splits) place = splits_[place].below[0];
    return place - Splits;
  }

  size_t size_ = 0;
  array<split, Splits> splits_{};
};

}  // namespace mote::detail::model
