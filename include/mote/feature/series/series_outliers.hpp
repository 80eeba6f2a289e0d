// series_outliers.hpp - catch22: when the largest values of a series come. Floor 3.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../../kernel/row/select.hpp"

namespace mote::detail::series {

/// How many thresholds of 0.01, 0.02, ... a value of at least 0 reaches.
constexpr size_t hundredths(float value) noexcept {
  const auto reaches = [value](size_t j) { return value >= static_cast<float>(j) * 0.01f; };
  size_t j = static_cast<size_t>(value * 100);
  while (!reaches(j)) --j;
  while (reaches(j + 1)) ++j;
  return j;
}

/// Places of a series that are above a threshold, lowest first, and the one in the middle: of an
/// even number the lower of two. What was taken out has room for a number of its own; `before` has
/// one more, behind the last.
struct series_places {
  uint16_t* next;
  float* before;  // whole numbers
  size_t none, count, middle;

  constexpr void take(size_t at) noexcept {
    const size_t above = next[at], below = static_cast<size_t>(before[at]);
    if (count % 2 == 0) {
      if (at <= middle) middle = next[middle];
    } else if (at >= middle) {
      middle = static_cast<size_t>(before[middle]);
    }
    before[above] = static_cast<float>(below);
    if (below != none) next[below] = static_cast<uint16_t>(above);
    --count;
  }
  constexpr size_t twice_the_median() const noexcept {
    return middle + (count % 2 == 0 ? next[middle] : middle);
  }
};

/// Thresholds rise by 0.01 while more than 2 % of the values are above them: the median of the
/// median places of those above, from -1 to 1. The values leave in the order of their size, so that
/// a median is found once for all thresholds between two of them. `work` has room for a number a
/// value and one, `room` for two a value.
///
/// Time     size log2(size); the values are put in order once
constexpr float series_outliers(const float* z, size_t size, float sign, float* work,
                                uint16_t* room) noexcept {
  uint16_t* const order = room;
  series_places places{room + size, work, size, 0, 0};
  size_t last = size;
  for (size_t i = 0; i < size; ++i) {
    if (!(sign * z[i] >= 0)) continue;
    order[places.count++] = static_cast<uint16_t>(i);
    places.before[i] = static_cast<float>(last);
    if (last != size) places.next[last] = static_cast<uint16_t>(i);
    last = i;
  }
  const size_t all = places.count;
  if (all == 0) return 0;
  places.next[last] = static_cast<uint16_t>(size);
  places.middle = order[(all - 1) / 2];
  kernel::sort(order, all,
               [=](uint16_t one, uint16_t other) { return sign * z[one] < sign * z[other]; });
  if (hundredths(sign * z[order[all - 1]]) == 0) return 0;

  size_t sets = 0, thresholds = 0;
  for (; sets < all; ++sets) {
    if (sets > 0 && uint32_t{100} * (all - sets - 1) <= uint32_t{2} * all) break;
    const size_t at = order[sets], twice = places.twice_the_median();
    const size_t reached = hundredths(sign * z[at]) + 1;
    places.take(at);
    places.next[at] = static_cast<uint16_t>(twice);
    work[at] = static_cast<float>(reached - thresholds);  // how many have this median
    thresholds = reached;
  }

  // The median of the medians.
  const auto number_of = [&](size_t rank) {
    size_t low = 0, high = 2 * size - 2;
    while (low < high) {
      const size_t half = (low + high) / 2;
      float below = 0;
      for (size_t i = 0; i < sets; ++i) {
        if (places.next[order[i]] <= half) below += work[order[i]];
      }
      if (below > static_cast<float>(rank)) {
        high = half;
      } else {
        low = half + 1;
      }
    }
    return low;
  };
  const size_t lower = number_of((thresholds - 1) / 2);
  const size_t sum = lower + (thresholds % 2 == 0 ? number_of(thresholds / 2) : lower);
  return (static_cast<float>(sum) / 4 + 1) / (static_cast<float>(size) / 2) - 1;
}

}  // namespace mote::detail::series
