// window_counts.hpp - what is counted along a window: ends, crossings, peaks, differences. Floor 3.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../../core/traits.hpp"
#include "window_moments.hpp"

namespace mote::detail::feature {

template <class Sample>
struct window_extent {
  Sample low, high;
};
template <size_t N, class Sample>
constexpr window_extent<Sample> ends_of(const Sample* x) noexcept {
  window_extent<Sample> ends{x[0], x[0]};
  for (size_t i = 1; i < N; ++i) {
    if (x[i] < ends.low) ends.low = x[i];
    if (ends.high < x[i]) ends.high = x[i];
  }
  return ends;
}

/// How often below(x) changes.
template <size_t N, class Sample, class Below>
constexpr int32_t changes(const Sample* x, Below below) noexcept {
  int32_t count = 0;
  bool was = below(x[0]);
  for (size_t i = 1; i < N; ++i) {
    const bool is = below(x[i]);
    count += is != was ? 1 : 0;
    was = is;
  }
  return count;
}
/// A whole number is below the mean where it is below the pivot, or at the pivot and the mean
/// above.
template <size_t N, class Sample>
constexpr int32_t mean_crossings(const Sample* x, const window_moments<Sample>& m) noexcept {
  if constexpr (traits::same<Sample, float>) {
    return changes<N>(x, [&](float v) { return v - m.pivot < m.rest; });
  } else {
    const int32_t limit = m.pivot + (m.above > 0 ? 1 : 0);
    return changes<N>(x, [=](Sample v) { return v < limit; });
  }
}

/// A peak rises, may stay, and falls.
template <size_t N, class Sample>
constexpr int32_t peaks(const Sample* x) noexcept {
  int32_t count = 0;
  bool rising = false;
  for (size_t i = 1; i < N; ++i) {
    if (x[i - 1] < x[i]) {
      rising = true;
    } else if (x[i] < x[i - 1]) {
      count += rising ? 1 : 0;
      rising = false;
    }
  }
  return count;
}

template <size_t N>
constexpr float sum_of_differences(const float* x) noexcept {
  return float_sum(N - 1,
                   [&](size_t i) { return x[i] < x[i + 1] ? x[i + 1] - x[i] : x[i] - x[i + 1]; });
}
template <size_t N, class Sample>
constexpr int32_t sum_of_differences(const Sample* x) noexcept {
  int32_t sum = 0;
  for (size_t i = 0; i + 1 < N; ++i) {
    const int32_t step = int32_t{x[i + 1]} - x[i];
    sum += step < 0 ? -step : step;
  }
  return sum;
}

template <size_t N>
constexpr float sum_of_sizes(const float* x) noexcept {
  return float_sum(N, [&](size_t i) { return x[i] < 0 ? -x[i] : x[i]; });
}
template <size_t N, class Sample>
constexpr int32_t sum_of_sizes(const Sample* x) noexcept {
  int32_t sum = 0;
  for (size_t i = 0; i < N; ++i) sum += x[i] < 0 ? -int32_t{x[i]} : int32_t{x[i]};
  return sum;
}

}  // namespace mote::detail::feature
