// random_forests.hpp - forests grown from a seed, as explicit nodes and as the library's table.
// The nodes hold double thresholds and name both children: the plain definition that tables are
// held to. Everything is constexpr, so that a seed gives a model that can also be unrolled.
#pragma once

#include <stdint.h>

#include <limits>

#include "mote/model/trees.hpp"

namespace grown {

using mote::array;

struct random {
  uint32_t state;

  constexpr uint32_t operator()() {
    state ^= state << 13;
    state ^= state >> 17;
    state ^= state << 5;
    return state;
  }
  constexpr size_t below(size_t n) { return (*this)() % n; }
};

/// Trees of exactly PerTree splits. `Leaves` is how many different leaves there are.
template <class X, class Index, class Slot, bool Own, size_t Trees, size_t PerTree, size_t Leaves>
struct shape {
  using feature_type = X;
  using index_type = Index;
  using slot_type = Slot;
  static constexpr bool own_slots = Own;
  static constexpr size_t features = 5, trees = Trees, splits = Trees * PerTree;
  static constexpr size_t slots = 2 * splits, first_fork = PerTree, leaves = Leaves;
};

/// A value at, beside or far from every place where a comparison could go wrong.
template <class X>
constexpr X any_value(random& next) {
  if constexpr (mote::traits::same<X, float>) {
    constexpr float edges[] = {0.0f,
                               -0.0f,
                               1.0f,
                               -1.0f,
                               1.40129846e-45f,
                               -1.40129846e-45f,
                               1.17549435e-38f,
                               3.40282347e+38f,
                               -3.40282347e+38f,
                               __builtin_inff(),
                               -__builtin_inff(),
                               0.1f};
    if (next.below(4) == 0) return edges[next.below(12)];
    return static_cast<float>(static_cast<int32_t>(next())) /
           static_cast<float>(1 + next.below(999));
  } else {
    constexpr X low = std::numeric_limits<X>::min(), high = std::numeric_limits<X>::max();
    constexpr X edges[] = {low, static_cast<X>(low + 1), high, static_cast<X>(high - 1), -1, 0, 1};
    if (next.below(4) == 0) return edges[next.below(7)];
    return static_cast<X>(next());
  }
}

/// The neighbour of a number; of the last one the number itself.
template <class X>
constexpr X step(X value, int by) {
  if constexpr (mote::traits::same<X, float>) {
    if (value == (by < 0 ? -__builtin_inff() : __builtin_inff())) return value;
    const int32_t key = mote::key(value) + by;
    return mote::bit_cast<float>(key < 0 ? key ^ 0x7fffffff : key);
  } else {
    if (by < 0 && value == std::numeric_limits<X>::min()) return value;
    if (by > 0 && value == std::numeric_limits<X>::max()) return value;
    return static_cast<X>(value + by);
  }
}

template <class Shape>
struct forest {
  using X = typename Shape::feature_type;
  using slot = typename Shape::slot_type;

  struct node {
    size_t feature = 0;
    double threshold = 0;
    int left = 0, right = 0;  // a node, or ~ the number of a leaf
    int splits = 0;           // of this subtree
  };
  array<node, Shape::splits> nodes{};
  array<int, Shape::trees> roots{};
  array<slot, Shape::leaves> leaves{};
  int used = 0;

  /// `leaf(next, i)` makes the i-th leaf.
  template <class Leaf>
  constexpr forest(uint32_t seed, const Leaf& leaf) {
    random next{seed * 2654435761u + 1};
    for (size_t i = 0; i < Shape::leaves; ++i) leaves[i] = leaf(next, i);
    for (int& root : roots) root = grow(next, static_cast<int>(Shape::splits / Shape::trees));
  }

  /// The leaf of a sample, by the plain rule in double.
  constexpr slot leaf(size_t tree, const X* sample) const { return descend(roots[tree], sample); }

  /// A sample near the thresholds of this forest.
  constexpr array<X, Shape::features> sample(random& next) const {
    array<X, Shape::features> out{};
    for (X& x : out) x = any_value<X>(next);
    for (size_t i = 0; i < Shape::features; ++i) {
      const node& n = nodes[next.below(Shape::splits)];
      if (next.below(3) != 0) out[n.feature] = step(at_most(n.threshold), int(next.below(3)) - 1);
    }
    return out;
  }

  constexpr mote::split_table<Shape> table() const {
    mote::split_table<Shape> out{};
    size_t at = 0, slots = 0;
    for (size_t tree = 0; tree < Shape::trees; ++tree) {
      out.roots[tree].split = static_cast<decltype(out.roots[tree].split)>(at);
      size_t first = 0;
      if constexpr (Shape::own_slots) {
        first = slots;
        out.roots[tree].slot = static_cast<decltype(out.roots[tree].slot)>(slots);
      }
      write(out, roots[tree], at, first, slots);
    }
    return out;
  }

 private:
  constexpr int grow(random& next, int splits) {
    if (splits == 0) return ~static_cast<int>(next.below(Shape::leaves));
    const int here = used++;
    const int on_left = static_cast<int>(next.below(static_cast<size_t>(splits)));
    node made{};
    made.feature = next.below(Shape::features);
    const double x = static_cast<double>(any_value<X>(next));
    const double fraction[] = {0.0, 0.0, 0.5, 0.999};
    made.threshold = x;
    if (x > -1e9 && x < 1e9) made.threshold += fraction[next.below(4)];
    made.splits = splits;
    made.left = grow(next, on_left);
    made.right = grow(next, splits - 1 - on_left);
    nodes[static_cast<size_t>(here)] = made;
    return here;
  }

  constexpr slot descend(int at, const X* sample) const {
    if (at < 0) return leaves[static_cast<size_t>(~at)];
    const node& n = nodes[static_cast<size_t>(at)];
    const double x = static_cast<double>(sample[n.feature]);
    return descend(x <= n.threshold ? n.left : n.right, sample);
  }

  /// The largest number of the feature type that is not above `threshold`.
  static constexpr X at_most(double threshold) {
    if constexpr (mote::traits::same<X, float>) {
      const float near = static_cast<float>(threshold);
      if (static_cast<double>(near) > threshold) return step(near, -1);
      return near == 0.0f ? 0.0f : near;
    } else {
      if (threshold >= static_cast<double>(std::numeric_limits<X>::max())) {
        return std::numeric_limits<X>::max();
      }
      const X toward_zero = static_cast<X>(threshold);
      const bool above = static_cast<double>(toward_zero) > threshold;
      return above ? static_cast<X>(toward_zero - 1) : toward_zero;
    }
  }

  constexpr slot outcome(int child) const {
    return child < 0 ? leaves[static_cast<size_t>(~child)] : mote::onward<slot>;
  }

  constexpr void write(mote::split_table<Shape>& out, int from, size_t& at, size_t first,
                       size_t& slots) const {
    const node& n = nodes[static_cast<size_t>(from)];
    auto& entry = out.splits[at++];
    using Index = typename Shape::index_type;
    entry.threshold = mote::key(at_most(n.threshold));
    entry.feature = static_cast<Index>(n.feature * sizeof(X));
    if (n.left >= 0 && n.right >= 0) {
      entry.link = static_cast<Index>(nodes[static_cast<size_t>(n.left)].splits);
    } else {
      const size_t place = fork(out, outcome(n.left), outcome(n.right), first, slots);
      entry.link = static_cast<Index>(Shape::first_fork + place - first);
    }
    if (n.left >= 0) write(out, n.left, at, first, slots);
    if (n.right >= 0) write(out, n.right, at, first, slots);
  }

  /// Two neighbouring slots from `first` on that hold (left, right); appends what is missing.
  static constexpr size_t fork(mote::split_table<Shape>& out, slot left, slot right, size_t first,
                               size_t& slots) {
    for (size_t i = first; i + 1 < slots; ++i) {
      if (out.slots[i] == left && out.slots[i + 1] == right) return i;
    }
    if (slots == first || out.slots[slots - 1] != left) out.slots[slots++] = left;
    out.slots[slots++] = right;
    return slots - 2;
  }
};

}  // namespace grown
