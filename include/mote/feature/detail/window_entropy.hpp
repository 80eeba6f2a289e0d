// window_entropy.hpp - the entropy of a histogram of a window. Floor 3.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../../core/log2.hpp"
#include "../../core/math.hpp"
#include "../../kernel/number/long_product.hpp"
#include "window_counts.hpp"

namespace mote::detail::feature {

/// Counts samples in Bins equal bins from the lowest to the highest, which is in the last one. Of
/// integers bin k is where k * range <= bins * (x - lowest): exact, by a factor and one correction.
template <size_t Bins, size_t N, class Sample>
constexpr void count_bins(const Sample* x, const window_extent<Sample>& ends,
                          uint16_t* counts) noexcept {
  for (size_t k = 0; k < Bins; ++k) counts[k] = 0;
  if constexpr (traits::same<Sample, float>) {
    const float range = ends.high - ends.low;
    const float factor = range > 0 ? static_cast<float>(Bins) / range : 0.0f;
    for (size_t i = 0; i < N; ++i) {
      const size_t k = static_cast<size_t>((x[i] - ends.low) * factor);
      ++counts[k < Bins ? k : Bins - 1];
    }
  } else {
    constexpr int bits = 31 - ceil_log2(Bins);
    const uint32_t range = static_cast<uint32_t>(int32_t{ends.high} - ends.low);
    const uint32_t factor = range != 0 ? (static_cast<uint32_t>(Bins) << bits) / range : 0;
    for (size_t i = 0; i < N; ++i) {
      const uint32_t away = static_cast<uint32_t>(int32_t{x[i]} - ends.low);
      uint32_t k = (away * factor) >> bits;
      if ((k + 1) * range <= away * static_cast<uint32_t>(Bins)) ++k;
      ++counts[k < Bins ? k : Bins - 1];
    }
  }
}

/// log2 N - sum(count log2 count) / N, in bits.
template <size_t Bins, size_t N>
constexpr float entropy_of(const uint16_t* counts, float) noexcept {
  constexpr float n = static_cast<float>(N);
  return float_sum(Bins, [&](size_t k) {
    const float share = static_cast<float>(counts[k]) / n;
    return counts[k] == 0 ? 0.0f : -share * log2(share);
  });
}
/// The same, Q12.
template <size_t Bins, size_t N>
constexpr int32_t entropy_of(const uint16_t* counts, int32_t) noexcept {
  uint64_t sum = 0;
  for (size_t k = 0; k < Bins; ++k) {
    if (counts[k] > 1) {
      sum += kernel::long_product(static_cast<uint32_t>(log2_q16(counts[k])), counts[k]);
    }
  }
  constexpr int32_t whole = log2_q16(N);
  const kernel::wide_real mean = kernel::wide_real(static_cast<int64_t>(sum)) * one_by<N>;
  return (whole - mean.rounded(0) + 8) >> 4;
}

}  // namespace mote::detail::feature
