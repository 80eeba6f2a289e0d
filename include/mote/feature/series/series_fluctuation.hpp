// series_fluctuation.hpp - catch22: how the fluctuation of a series grows with the time. Floor 3.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../../core/array.hpp"
#include "../../core/math.hpp"
#include "../../design/constant.hpp"
#include "../../kernel/number/float_sum.hpp"

namespace mote::detail::series {

using kernel::float_sum;

/// Up to 50 times from 5 to half of Size, spaced by their logarithms: a constant.
struct series_times {
  array<uint16_t, 50> at;
  size_t count;
};
template <size_t Size>
constexpr series_times make_times() noexcept {
  series_times times{};
  const double low = constant::log(5);
  constexpr uint16_t half = Size / 2;
  const double high = constant::log(half);
  for (int i = 0; i < 50; ++i) {
    const double time = constant::exp(low + i * (high - low) / 49);
    const uint16_t whole = i == 49 ? half : static_cast<uint16_t>(constant::round_to_int(time));
    if (times.count == 0 || times.at[times.count - 1] != whole) times.at[times.count++] = whole;
  }
  return times;
}

/// A row without its straight line: the sum of squares, and the range of what is left.
struct series_rest {
  float squares, range;
};
constexpr series_rest without_line(const float* y, size_t size) noexcept {
  const float n = static_cast<float>(size), middle = (n - 1) / 2;
  const float mean = float_sum(size, [&](size_t i) { return y[i] - y[0]; }) / n + y[0];
  const float slope =
      float_sum(size, [&](size_t i) { return (static_cast<float>(i) - middle) * (y[i] - mean); }) *
      (12 / (n * (n * n - 1)));
  const auto rest = [&](size_t i) {
    return (y[i] - mean) - slope * (static_cast<float>(i) - middle);
  };
  float low = rest(0), high = low;
  for (size_t i = 1; i < size; ++i) {
    const float v = rest(i);
    low = v < low ? v : low;
    high = v > high ? v : high;
  }
  return {float_sum(size, [&](size_t i) { return rest(i) * rest(i); }), high - low};
}

/// The squared distances of points from the straight line next to them.
constexpr float line_error(const float* x, const float* y, size_t size) noexcept {
  const float n = static_cast<float>(size);
  const float mean_x = float_sum(size, [&](size_t i) { return x[i]; }) / n;
  const float mean_y = float_sum(size, [&](size_t i) { return y[i]; }) / n;
  const float squares =
      float_sum(size, [&](size_t i) { return (x[i] - mean_x) * (x[i] - mean_x); });
  const float slope =
      float_sum(size, [&](size_t i) { return (x[i] - mean_x) * (y[i] - mean_y); }) / squares;
  return float_sum(size, [&](size_t i) {
    const float away = (y[i] - mean_y) - slope * (x[i] - mean_x);
    return away * away;
  });
}

/// The share of the times that belongs to the first of two straight lines through the logarithms of
/// the fluctuation; 1 where there are too few. Squares: of detrended fluctuation analysis; else the
/// range of what is left is what fluctuates.
template <size_t Size, size_t Lag, bool Squares>
constexpr float series_regimes(const float* z, float* sums) noexcept {
  constexpr size_t size = (Size + Lag - 1) / Lag;
  constexpr series_times times = make_times<size>();
  constexpr size_t count = times.count, quarter = (count + 2) / 4;
  constexpr size_t least = quarter < 8 ? 8 : quarter;
  if constexpr (size < 10 || count < 2 * least) {
    return 1;
  } else {
    compensated_sum sum;
    for (size_t i = 0; i < size; ++i) {
      sum.add(z[i * Lag]);
      sums[i] = sum.value();
    }
    array<float, count> x{}, y{};
    for (size_t i = 0; i < count; ++i) {
      const size_t time = times.at[i], windows = size / time;
      const float all = float_sum(windows, [&](size_t k) {
        const series_rest rest = without_line(sums + k * time, time);
        return Squares ? rest.squares : rest.range * rest.range;
      });
      x[i] = log(static_cast<float>(time));
      y[i] = log(all / static_cast<float>(windows * (Squares ? time : 1))) / 2;
    }
    size_t best = least;
    float lowest = 0;
    for (size_t split = least; split + least <= count; ++split) {
      const float error =
          line_error(x.data(), y.data(), split) +
          line_error(x.data() + (split - 1), y.data() + (split - 1), count - split + 1);
      if (split == least || error < lowest) {
        lowest = error;
        best = split;
      }
    }
    return static_cast<float>(best) / static_cast<float>(count);
  }
}

}  // namespace mote::detail::series
