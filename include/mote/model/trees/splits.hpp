// splits.hpp - decision trees as a table of splits, and the walk through it. Floor 2.
//
// A tree is the list of its splits in preorder; leaves take no entry. A split's left child is the
// next entry. Its link says the rest:
//   link <  first_fork   both children are splits; the right one is `link` entries after the next
//   link >= first_fork   a fork: slots[link - first_fork] is what going left leads to, and the slot
//                        after it what going right leads to: a leaf, or `onward`, the next entry
// Neighbouring forks share slots, so that ten classes need about a hundred slots for any forest.
// A walk only moves forward, so it ends for every table with valid().
#pragma once

#include "../../core/array.hpp"
#include "../../core/ordered.hpp"
#include "../../core/target.hpp"
#include "../../core/traits.hpp"

namespace mote {

/// One split: go left when sample[feature] <= threshold, which is scikit-learn's rule.
/// `feature` is a byte offset, index * sizeof(X): a scaled index costs an instruction a split on
/// Cortex-M0. Index is uint8_t or uint16_t. Size: 3, 4 or 6 bytes for int8_t, int16_t and the
/// 32-bit types with uint8_t; 6, 6 and 8 with uint16_t.
template <class X, class Index, bool Pack = (sizeof(X) == 4 && sizeof(Index) == 1)>
struct split {
  key_t<X> threshold;
  Index feature;
  Index link;
};
template <class X, class Index>
struct [[gnu::packed]] alignas(2) split<X, Index, true> {
  key_t<X> threshold;
  Index feature;
  Index link;
};

/// Where a tree begins: its first split, and (where trees have slots of their own) its first slot.
template <class Offset, bool OwnSlots>
struct tree_root {
  Offset split;
  static constexpr size_t slot = 0;
};
template <class Offset>
struct tree_root<Offset, true> {
  Offset split;
  Offset slot;
};

/// The slot that says: not a leaf, go on with the next split. Never the value of a leaf.
template <class Slot>
inline constexpr Slot onward = static_cast<Slot>(-1);
template <>
inline constexpr int8_t onward<int8_t> = -128;
template <>
inline constexpr int16_t onward<int16_t> = -32767 - 1;
template <>
inline constexpr int32_t onward<int32_t> = -2147483647 - 1;
template <>
inline constexpr float onward<float> = -3.40282347e+38f;

namespace detail::model {

template <class X>
inline const X* at_offset(const X* sample, size_t offset) noexcept {
  const void* start = sample;
  const void* place = static_cast<const char*>(start) + offset;
  return static_cast<const X*>(place);
}
template <class X>
constexpr X feature_at(const X* sample, size_t offset) noexcept {
  return MOTE_CONSTANT_EVALUATED() ? sample[offset / sizeof(X)] : *at_offset(sample, offset);
}

template <class Shape>
using split_of = mote::split<typename Shape::feature_type, typename Shape::index_type>;
template <class Shape>
using root_of =
    tree_root<traits::smallest_unsigned<(Shape::splits + Shape::slots)>, Shape::own_slots>;

template <class Slot>
constexpr bool is_onward(Slot slot) noexcept {
  return key(slot) == key(onward<Slot>);
}

}  // namespace detail::model

/// What goes on after split `at` of `table`: an entry number, or the slot of a leaf.
struct step {
  size_t next;
  size_t slot;
  bool leaf;
};

/// All trees of an ensemble. `Shape` is a struct of constants, written by the converter:
///   feature_type  int8_t, int16_t, int32_t or float    index_type  uint8_t or uint16_t
///   slot_type     what a leaf is                       own_slots   slots numbered per tree?
///   features, trees, splits, slots, first_fork         sizes, all >= 1
template <class Shape>
struct split_table {
  using feature_type = typename Shape::feature_type;
  using slot_type = typename Shape::slot_type;

  array<detail::model::root_of<Shape>, Shape::trees> roots;
  array<detail::model::split_of<Shape>, Shape::splits> splits;
  array<slot_type, Shape::slots> slots;

  /// True when every walk stays inside the table and ends. Time: linear; meant for static_assert.
  constexpr bool valid() const noexcept { return valid(0, Shape::splits); }
  /// The same of splits `from` to `to` - 1, and of the trees up to there.
  constexpr bool valid(size_t from, size_t to) const noexcept {
    if (roots[0].split != 0) return false;
    size_t tree = 0;
    for (size_t at = from; at < to && at < Shape::splits; ++at) {
      for (; tree + 1 < Shape::trees && roots[tree + 1].split <= at; ++tree) {
        if (roots[tree + 1].split <= roots[tree].split) return false;
      }
      const size_t end = tree + 1 < Shape::trees ? roots[tree + 1].split : Shape::splits;
      if (end > Shape::splits || !valid_split(at, end, roots[tree].slot)) return false;
    }
    // A tree that no split leads to begins behind the last one.
    return from >= Shape::splits || to < Shape::splits || tree + 1 == Shape::trees;
  }

  /// Where split `at` of `tree` leads to.
  constexpr step after(size_t tree, size_t at, bool right) const noexcept {
    const size_t link = splits[at].link;
    if (link < Shape::first_fork) return {at + 1 + (right ? link : 0), 0, false};
    const size_t slot = roots[tree].slot + (link - Shape::first_fork) + (right ? 1 : 0);
    return {at + 1, slot, !detail::model::is_onward(slots[slot])};
  }

  /// The leaf that `sample` (Shape::features values) reaches in `tree`.
  /// Time: one compare and one test of the link a split on the way.
  constexpr slot_type leaf(size_t tree, const feature_type* sample) const noexcept {
    const auto* at = splits.data() + roots[tree].split;
    const slot_type* own = slots.data() + roots[tree].slot;
    for (;;) {
      const size_t link = at->link;
      const bool right = key(detail::model::feature_at(sample, at->feature)) > at->threshold;
      ++at;
      if (link < Shape::first_fork) {
        if (right) at += link;
      } else {
        const slot_type outcome = own[link - Shape::first_fork + (right ? 1 : 0)];
        if (!detail::model::is_onward(outcome)) return outcome;
      }
    }
  }

 private:
  constexpr bool valid_split(size_t at, size_t end, size_t first_slot) const noexcept {
    const auto& s = splits[at];
    if (s.feature % sizeof(feature_type) != 0) return false;
    if (s.feature / sizeof(feature_type) >= Shape::features) return false;
    // Differences, because sums may wrap where size_t has 16 bits.
    if (s.link < Shape::first_fork) return s.link > 0 && s.link < end - at - 1;
    const size_t fork = s.link - Shape::first_fork;
    if (first_slot >= Shape::slots || fork >= Shape::slots - first_slot - 1) return false;
    const size_t left = first_slot + fork;
    const bool goes_on =
        detail::model::is_onward(slots[left]) || detail::model::is_onward(slots[left + 1]);
    return !goes_on || at + 1 < end;
  }
};

}  // namespace mote
