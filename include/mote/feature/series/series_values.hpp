// series_values.hpp - catch22: the values of a series, whatever their order is. Floor 3.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../../core/array.hpp"
#include "../../core/math.hpp"
#include "../../core/number/compensated_sum.hpp"
#include "../../kernel/number/float_sum.hpp"
#include "../../kernel/row/select.hpp"

namespace mote::detail::series {

using kernel::float_sum;

/// Edges of equal bins from the lowest to the highest, a millionth of a bin lower than they would
/// be, so that what lies on an edge is above it.
struct series_bins {
  float low, high, width;

  static constexpr series_bins of(const float* x, size_t size, size_t bins) noexcept {
    float low = x[0], high = x[0];
    for (size_t i = 1; i < size; ++i) {
      low = x[i] < low ? x[i] : low;
      high = x[i] > high ? x[i] : high;
    }
    return {low, high, (high - low) / static_cast<float>(bins)};
  }
  constexpr size_t index(float x, size_t bins) const noexcept {
    const size_t k = static_cast<size_t>((x - low) / width + 1e-6f);
    return k < bins ? k : bins - 1;
  }
  constexpr float edge(size_t k, size_t bins) const noexcept {
    const float least = 1e-6f * width;
    return low + static_cast<float>(k) * width + (k == bins ? least : -least);
  }
  constexpr float centre(size_t k, size_t bins) const noexcept {
    return (edge(k, bins) + edge(k + 1, bins)) / 2;
  }
};

/// The centre of the fullest bin; of several the mean.
template <size_t Bins>
constexpr float series_mode(const float* z, size_t size) noexcept {
  const series_bins bins = series_bins::of(z, size, Bins);
  array<uint16_t, Bins> counts{};
  for (size_t i = 0; i < size; ++i) ++counts[bins.index(z[i], Bins)];
  uint16_t most = 0;
  for (const uint16_t count : counts) most = count > most ? count : most;
  float sum = 0;
  int number = 0;
  for (size_t k = 0; k < Bins; ++k) {
    if (counts[k] != most) continue;
    sum += bins.centre(k, Bins);
    ++number;
  }
  return sum / static_cast<float>(number);
}

/// Three letters of equal frequency: 0 up to the first limit, 2 above the second one.
struct series_letters {
  float first, second;

  /// `sorted` is a copy of the series, and is put in order.
  static constexpr series_letters of(float* sorted, size_t size) noexcept {
    const size_t low = (2 * size - 3) / 6, high = (4 * size - 3) / 6;
    kernel::select(sorted, 0, size, low);
    if (high > low) kernel::select(sorted, low + 1, size, high);
    return {sorted[low], sorted[high]};
  }
  constexpr size_t of(float x) const noexcept { return x <= first ? 0 : x <= second ? 1 : 2; }
};
using series_pairs = array<array<uint16_t, 3>, 3>;
constexpr series_pairs count_pairs(const float* x, size_t size, float* sorted) noexcept {
  for (size_t i = 0; i < size; ++i) sorted[i] = x[i];
  const series_letters letters = series_letters::of(sorted, size);
  series_pairs pairs{};
  for (size_t i = 0; i + 1 < size; ++i) ++pairs[letters.of(x[i])][letters.of(x[i + 1])];
  return pairs;
}

/// The entropy of pairs of letters, with a term for the number of those that occur.
MOTE_BIT_CONSTEXPR float series_entropy_of_pairs(const float* z, size_t size,
                                                 float* work) noexcept {
  const float n = static_cast<float>(size - 1);
  float sum = 0;
  int filled = 0;
  for (const auto& row : count_pairs(z, size, work)) {
    for (const uint16_t count : row) {
      if (count == 0) continue;
      const float share = static_cast<float>(count) / n;
      sum -= share * log(share);
      ++filled;
    }
  }
  return filled > 5 ? sum + static_cast<float>(filled - 5) / (2 * n) : sum;
}

/// Mutual information of two values two steps apart, in 5 x 5 bins, with its bias taken off.
MOTE_BIT_CONSTEXPR float series_ami2(const float* z, size_t size) noexcept {
  const series_bins bins = series_bins::of(z, size, 5);
  array<array<uint16_t, 5>, 5> both{};
  array<uint16_t, 5> first{}, second{};
  for (size_t i = 0; i + 2 < size; ++i) {
    const size_t a = bins.index(z[i], 5), b = bins.index(z[i + 2], 5);
    ++both[a][b];
    ++first[a];
    ++second[b];
  }
  const float n = static_cast<float>(size - 2);
  compensated_sum sum;
  int cells = 1;
  for (size_t a = 0; a < 5; ++a) {
    cells -= (first[a] != 0 ? 1 : 0) + (second[a] != 0 ? 1 : 0);
    for (size_t b = 0; b < 5; ++b) {
      if (both[a][b] == 0) continue;
      ++cells;
      const float share = static_cast<float>(both[a][b]);
      sum.add(share / n *
              log(share * n / (static_cast<float>(first[a]) * static_cast<float>(second[b]))));
    }
  }
  return sum.value() - static_cast<float>(cells) / (2 * n);
}

/// The longest run of i < size with is(i).
template <class Is>
constexpr float longest_run(size_t size, Is is) noexcept {
  size_t longest = 0, run = 0;
  for (size_t i = 0; i < size; ++i) {
    run = is(i) ? run + 1 : 0;
    longest = run > longest ? run : longest;
  }
  return static_cast<float>(longest);
}

}  // namespace mote::detail::series
