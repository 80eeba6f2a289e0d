// watched_leaf.hpp - what a leaf of a learning tree has seen, and where it is best cut. Floor 2.
#pragma once

#include "../../core/array.hpp"
#include "../../core/math.hpp"
#include "../../core/number/probability.hpp"
#include "../../core/target.hpp"
#include "class_curve.hpp"

namespace mote::detail::model {

/// A split and by how much it lowers Gini's impurity, Q15; `second`: the best of another feature.
template <class Sample>
struct found_split {
  Sample at{};
  uint16_t feature = 0;
  uint32_t gain = 0, second = 0;
};

/// The samples of a leaf: how many of each class, and a normal curve a feature and class.
template <class Sample, size_t Features, size_t Classes>
class watched_leaf {
 public:
  /// The bins between the lowest and the highest sample whose ends are tried.
  static constexpr uint32_t bins = 16;
  using curve = class_curve<Sample>;
  using shape = typename curve::shape;
  using weights = array<uint32_t, Classes>;

  void add(const Sample* x, size_t y) noexcept {
    const bool is_first = total() == 0;
    const uint32_t count = ++seen_[y];
    for (size_t i = 0; i < Features; ++i) {
      if (is_first || x[i] < lowest_[i]) lowest_[i] = x[i];
      if (is_first || x[i] > highest_[i]) highest_[i] = x[i];
      curves_[i][y].add(x[i], count);
    }
  }
  uint32_t total() const noexcept {
    uint32_t sum = 0;
    for (const uint16_t one : seen_) sum += one;
    return sum;
  }
  bool is_pure() const noexcept {
    size_t classes = 0;
    for (const uint16_t one : seen_) classes += one != 0 ? 1 : 0;
    return classes < 2;
  }
  /// Older samples count half.
  void halve() noexcept {
    for (size_t k = 0; k < Classes; ++k) {
      if (seen_[k] == 0) continue;
      for (auto& of : curves_) of[k].halve(seen_[k]);
      seen_[k] = static_cast<uint16_t>(seen_[k] / 2);
    }
  }

  found_split<Sample> best() const noexcept {
    found_split<Sample> found;
    const weights all = shares();
    const uint32_t before = impurity(all);
    for (size_t i = 0; i < Features; ++i) {
      Sample at{};
      const uint32_t gain = best_of(i, all, before, at);
      if (gain > found.gain) {
        found.second = found.gain;
        found.gain = gain;
        found.at = at;
        found.feature = static_cast<uint16_t>(i);
      } else if (gain > found.second) {
        found.second = gain;
      }
    }
    return found;
  }
  /// The samples of each class that are expected on either side of the split, at least one.
  void share_out(const found_split<Sample>& split, array<uint16_t, Classes>& lower,
                 array<uint16_t, Classes>& upper) const noexcept {
    weights below{}, above{};
    uint32_t lower_sum = 0, upper_sum = 0;
    for (size_t k = 0; k < Classes; ++k) {
      if (seen_[k] == 0) continue;
      below[k] = seen_[k] * share_below(shape_of(split.feature, k).distance(split.at, 1));
      above[k] = (uint32_t{seen_[k]} << 15) - below[k];
      lower[k] = static_cast<uint16_t>((below[k] + 0x4000u) >> 15);
      upper[k] = static_cast<uint16_t>(seen_[k] - lower[k]);
      lower_sum += lower[k];
      upper_sum += upper[k];
    }
    if (lower_sum == 0) lower[argmax(below)] = 1;
    if (upper_sum == 0) upper[argmax(above)] = 1;
  }

  /// Naive Bayes: 32768 for the likeliest class, and what the others are in proportion.
  weights likelihoods(const Sample* x) const noexcept {
    array<int32_t, Classes> logs{};
    int32_t most = -0x7FFFFFFF;
    for (size_t k = 0; k < Classes; ++k) {
      if (seen_[k] == 0) continue;
      logs[k] = log2_q16(seen_[k]) / 16;
      const int32_t unit = shape::log_unit(seen_[k]);
      for (size_t i = 0; i < Features; ++i) {
        if (!(lowest_[i] < highest_[i])) continue;
        const shape of = shape_of(i, k);
        const int32_t distance = of.distance(x[i], 0);
        const int32_t square = (distance * distance) >> 12;
        logs[k] -= ((square * 1477) >> 11) + of.log_deviation() - unit;  // 1477 / 2048: 0.5 / ln 2
      }
      if (logs[k] > most) most = logs[k];
    }
    weights result{};
    for (size_t k = 0; k < Classes; ++k) {
      const uint32_t away = static_cast<uint32_t>(most) - static_cast<uint32_t>(logs[k]);
      if (seen_[k] != 0 && away < uint32_t{16} * 4096) result[k] = exp2_q15(away << 4);
    }
    return result;
  }

  /// See state.hpp.
  template <class Archive>
  constexpr void state(Archive& archive) noexcept {
    archive(seen_, lowest_, highest_, curves_);
  }

 private:
  shape shape_of(size_t feature, size_t k) const noexcept {
    return {curves_[feature][k], seen_[k], lowest_[feature], highest_[feature]};
  }
  /// Of all samples those of each class, Q15.
  weights shares() const noexcept {
    weights result{};
    const uint32_t all = total();
    for (size_t k = 0; k < Classes; ++k) result[k] = (uint32_t{seen_[k]} << 15) / all;
    return result;
  }
  /// Gini's impurity of weights, times their sum: at most 2^15, as the weights together. Inlined
  /// into best_of, Clang 14 for AVR gives another split at -Os.
  MOTE_NOINLINE static uint32_t impurity(const weights& of) noexcept {
    uint32_t sum = 0, squares = 0;
    for (const uint32_t one : of) {
      sum += one;
      squares += one * one;
    }
    return sum == 0 ? 0 : sum - squares / sum;
  }
  uint32_t best_of(size_t feature, const weights& all, uint32_t before, Sample& at) const noexcept {
    const Sample lowest = lowest_[feature], highest = highest_[feature];
    uint32_t most = 0;
    if (!(lowest < highest)) return most;
    array<shape, Classes> shapes{};
    for (size_t k = 0; k < Classes; ++k) {
      if (seen_[k] != 0) shapes[k] = shape_of(feature, k);
    }
    Sample last = highest;
    for (uint32_t bin = 1; bin < bins; ++bin) {
      const Sample end = end_of(lowest, highest, bin);
      if (end == last) continue;
      last = end;
      weights left{}, right{};
      uint32_t sum = 0;
      for (size_t k = 0; k < Classes; ++k) {
        if (all[k] == 0) continue;
        left[k] = (all[k] * share_below(shapes[k].distance(end, 1))) >> 15;
        right[k] = all[k] - left[k];
        sum += left[k];
      }
      if (sum < least_side || sum > 0x8000u - least_side) continue;
      const uint32_t after = impurity(left) + impurity(right);
      if (before > after && before - after > most) {
        most = before - after;
        at = end;
      }
    }
    return most;
  }
  /// A side of a split has a hundredth of the samples.
  static constexpr uint32_t least_side = 328;
  static Sample end_of(Sample lowest, Sample highest, uint32_t bin) noexcept {
    if constexpr (traits::same<Sample, float>) {
      const float share = static_cast<float>(bin) * (1.0f / static_cast<float>(bins));
      return lowest * (1.0f - share) + highest * share;
    } else {
      const auto range = static_cast<uint32_t>(int32_t{highest} - int32_t{lowest});
      return static_cast<Sample>(lowest + static_cast<int32_t>(range * bin / bins));
    }
  }

  array<uint16_t, Classes> seen_{};
  array<Sample, Features> lowest_{}, highest_{};
  array<array<curve, Classes>, Features> curves_{};
};

}  // namespace mote::detail::model
