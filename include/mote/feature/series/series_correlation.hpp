// series_correlation.hpp - catch22: what the autocorrelation of a series says. Floor 3.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../../core/math.hpp"
#include "../../kernel/number/sqrt.hpp"
#include "../../kernel/row/select.hpp"
#include "series_values.hpp"

namespace mote::detail::series {

/// The autocorrelation of x(0) to x(size - 1), a lag when it is asked for.
template <class Value>
struct series_acf {
  Value x;
  size_t size;
  float mean, squares;

  constexpr series_acf(Value value, size_t count) noexcept
      : x{value},
        size{count},
        mean{float_sum(count, value) / static_cast<float>(count)},
        squares{0} {
    squares = products(0);
  }
  constexpr float products(size_t lag) const noexcept {
    return float_sum(size - lag, [&](size_t i) { return (x(i) - mean) * (x(i + lag) - mean); });
  }
  constexpr float operator()(size_t lag) const noexcept {
    return lag < size ? products(lag) / squares : 0.0f;
  }

  /// Where it first falls below a threshold, between two lags; size - 1 if it never does.
  constexpr float crossing(float threshold) const noexcept {
    float before = 1;
    for (size_t lag = 1; lag < size; ++lag) {
      const float now = (*this)(lag);
      if (now < threshold) {
        return static_cast<float>(lag - 1) + (before - threshold) / (before - now);
      }
      before = now;
    }
    return static_cast<float>(size - 1);
  }
  /// The first lag of at most `last` that is not above 0.
  constexpr size_t first_zero(size_t last) const noexcept {
    size_t lag = 1;
    while (lag < last && (*this)(lag) > 0) ++lag;
    return lag;
  }
  /// The first lag that is lower than both beside it; size if there is none.
  constexpr float first_minimum() const noexcept {
    float before = 1, now = (*this)(1);
    for (size_t lag = 1; lag + 1 < size; ++lag) {
      const float next = (*this)(lag + 1);
      if (now < before && now < next) return static_cast<float>(lag);
      before = now;
      now = next;
    }
    return static_cast<float>(size);
  }
};
template <class Value>
series_acf(Value, size_t) -> series_acf<Value>;

/// The squared correlation of a series and itself `lag` later, each about its own mean; where one
/// of them is constant, as of a sensor at its limit, NaN, which is below and above nothing.
constexpr float squared_correlation(const float* z, size_t size, size_t lag) noexcept {
  const size_t count = size - lag;
  const float n = static_cast<float>(count);
  const float first = z[0] + float_sum(count, [&](size_t i) { return z[i] - z[0]; }) / n;
  const float last = z[lag] + float_sum(count, [&](size_t i) { return z[i + lag] - z[lag]; }) / n;
  const float a = float_sum(count, [&](size_t i) { return (z[i] - first) * (z[i] - first); });
  const float b =
      float_sum(count, [&](size_t i) { return (z[i + lag] - last) * (z[i + lag] - last); });
  const float both =
      float_sum(count, [&](size_t i) { return (z[i] - first) * (z[i + lag] - last); });
  return both * both / (a * b);
}
/// The first lag below 40 where information of a Gaussian is least: it rises with the square.
constexpr float series_ami_timescale(const float* z, size_t size) noexcept {
  const size_t half = (size + 1) / 2;
  const size_t lags = half < 40 ? half : 40;
  float before = squared_correlation(z, size, 1), now = squared_correlation(z, size, 2);
  for (size_t lag = 2; lag < lags; ++lag) {
    const float next = squared_correlation(z, size, lag + 1);
    if (now < before && now < next) return static_cast<float>(lag);
    before = now;
    now = next;
  }
  return static_cast<float>(lags);
}

/// Matlab's quartiles of n sorted numbers: between the places (k + 1/2) / n.
constexpr float matlab_quantile(float* x, size_t n, size_t quarters) noexcept {
  const size_t place = n * quarters;  // in quarters, and two of them too many
  if (place <= 2) {
    kernel::select(x, 0, n, 0);
    return x[0];
  }
  const size_t at = (place - 2) / 4;
  kernel::select(x, 0, n, at);
  const float part = static_cast<float>((place - 2) % 4) / 4;
  if (at + 1 >= n || !(part > 0)) return x[at];
  kernel::select(x, at + 1, n, at + 1);
  return x[at] + part * (x[at + 1] - x[at]);
}

/// What is said where all steps are equal.
constexpr float equal_steps(float n) noexcept {
  return 707.106781f + (n - 2) / (1.41421356f * (1 - 0.5f / n - 0.125f / (n * n)));
}

/// How far the steps of (z[i], z[i + tau]) are from an exponential distribution, tau being the
/// first zero of the autocorrelation and at most a tenth of the series.
MOTE_BIT_CONSTEXPR float series_embedding(const float* z, size_t size, float* steps,
                                          uint16_t* counts) noexcept {
  const size_t tau = series_acf{[&](size_t i) { return z[i]; }, size}.first_zero(size / 10);
  const size_t n = size - tau - 1;
  for (size_t i = 0; i < n; ++i) {
    const float a = z[i + 1] - z[i], b = z[i + tau + 1] - z[i + tau];
    steps[i] = sqrt(a * a + b * b);
  }
  const float count = static_cast<float>(n);
  const series_bins range = series_bins::of(steps, n, 1);
  const series_bins ends = series_bins::of(z, size, 1);
  if (range.width <= 1e-6f * ends.width) {  // equal but for rounding: the largest value that is
    return equal_steps(static_cast<float>(size));
  }
  const float mean = float_sum(n, [&](size_t i) { return steps[i]; }) / count;
  const float quartiles = matlab_quantile(steps, n, 3) - matlab_quantile(steps, n, 1);
  const auto ceiling = [](float x) {
    const size_t whole = static_cast<size_t>(x);
    return static_cast<float>(whole) < x ? whole + 1 : whole;
  };
  size_t bins = ceiling(log2(count) + 1);
  if (quartiles > 1e-6f * range.high) {
    const float wanted = range.width / (2 * quartiles * exp2(log2(count) * -0.333333343f));
    const size_t other = wanted < count ? ceiling(wanted) : n;
    bins = other > bins ? other : bins;
  }
  bins = bins < n ? bins : n;
  const series_bins all = series_bins::of(steps, n, bins);
  for (size_t k = 0; k < bins; ++k) counts[k] = 0;
  for (size_t i = 0; i < n; ++i) ++counts[all.index(steps[i], bins)];
  const float sum = float_sum(bins, [&](size_t k) {
    const float width = all.edge(k + 1, bins) - all.edge(k, bins);
    const float density = static_cast<float>(counts[k]) / (count * width);
    const float apart = density - exp(-all.centre(k, bins) / mean) / mean;
    return apart < 0 ? -apart : apart;
  });
  return sum / static_cast<float>(bins);
}

}  // namespace mote::detail::series
