// hoeffding_options.hpp - when a leaf becomes a split, and what it answers. Floor 2.
#pragma once

#include "../../core/root.hpp"
#include "watched_leaf.hpp"

namespace mote {

/// What a leaf answers: its most frequent class; or that or naive Bayes, whichever was right more
/// often in this leaf.
enum class hoeffding_leaf : uint8_t { majority, adaptive };

/// Every `grace` of its samples a leaf is looked at. It is split where its best feature is better
/// than the second with a probability of 1 - 2^-`doubt`, or where that is known to differ by less
/// than `tie` thousandths of Gini's impurity. Where a leaf has seen `memory` samples, all of them
/// count half from then on: with fewer it follows what changes.
struct hoeffding_options {
  uint16_t grace = 50;
  uint16_t tie = 200;
  uint16_t memory = 0xFFFF;
  uint8_t doubt = 10;

  /// By how much the mean of `count` numbers from 0 to 1 is off at most, Q15: the root of
  /// ln(2^doubt) / (2 count). count > 0.
  constexpr uint32_t bound(uint32_t count) const noexcept {
    constexpr uint32_t half_ln_2 = 5814540;  // Q24
    return uint32_t{floor_root(doubt * half_ln_2 / count)} << 3;
  }
  template <class Sample>
  constexpr bool decides(const detail::model::found_split<Sample>& found,
                         uint32_t count) const noexcept {
    const uint32_t most = bound(count);
    const bool is_tie = most * 125 < tie * uint32_t{4096};
    return found.gain != 0 && (is_tie || found.gain - found.second > most);
  }
};

}  // namespace mote
