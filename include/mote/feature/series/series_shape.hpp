// series_shape.hpp - catch22: spectrum, period and transitions of a series. Floor 3.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../../core/math.hpp"
#include "../../core/trig.hpp"
#include "../../kernel/number/sqrt.hpp"
#include "../../transform/power.hpp"
#include "../../transform/rfft.hpp"
#include "series_correlation.hpp"
#include "series_values.hpp"

namespace mote::detail::series {

/// The power of the lowest fifth of the bins, and the frequency below which half of it lies, of the
/// series with zeros up to a power of two.
struct series_spectrum {
  float low_power, median;
};
template <size_t Padded>
constexpr series_spectrum find_spectrum(const float* z, size_t size, float* work) noexcept {
  for (size_t i = 0; i < Padded; ++i) work[i] = i < size ? z[i] : 0.0f;
  const bins<float, Padded> all{rfft(span<float, Padded>{work})};
  constexpr size_t count = Padded / 2;
  constexpr float turn = 6.28318531f, step = turn / static_cast<float>(Padded);
  const auto power = [&](size_t k) { return power_of(all[k + 1]); };
  const float density = 2 / static_cast<float>(size) / turn;
  const float low = float_sum(count / 5, power);
  const float half = float_sum(count, power) / 2;
  compensated_sum below;
  size_t k = 0;
  for (; k + 1 < count; ++k) {
    below.add(power(k));
    if (below.value() >= half) break;
  }
  return {low * density * step, static_cast<float>(k + 1) * step};
}

/// Takes off r what it has of f(i).
template <class Function>
constexpr void take_off(float* r, size_t size, Function f) noexcept {
  const float own = float_sum(size, [&](size_t i) { return f(i) * f(i); });
  const float part = float_sum(size, [&](size_t i) { return r[i] * f(i); }) / own;
  for (size_t i = 0; i < size; ++i) r[i] -= part * f(i);
}
/// What is left of a series without the cubic spline next to it, with one knot in the middle: four
/// orthogonal polynomials and the cube behind the knot, made orthogonal to them.
constexpr void take_spline_off(float* r, size_t size) noexcept {
  const float last = static_cast<float>(size - 1);
  const float n = static_cast<float>(size),
              knot = static_cast<float>(static_cast<int>(size / 2) - 1);
  const auto x = [=](size_t i) { return (2 * static_cast<float>(i) - last) / last; };
  const float second = (n + 1) / (3 * (n - 1));
  const float fourth = float_sum(size, [&](size_t i) { return x(i) * x(i) * x(i) * x(i); }) / n;
  const auto polynomial = [&](size_t degree, size_t i) {
    const float v = x(i);
    if (degree == 0) return 1.0f;
    if (degree == 1) return v;
    return degree == 2 ? v * v - second : v * v * v - v * (fourth / second);
  };
  const auto cube = [&](size_t i) {
    const float v = (static_cast<float>(i) - knot) / last;
    return v > 0 ? v * v * v : 0.0f;
  };
  float parts[4] = {};
  for (size_t degree = 0; degree < 4; ++degree) {
    const auto p = [&](size_t i) { return polynomial(degree, i); };
    const float own = float_sum(size, [&](size_t i) { return p(i) * p(i); });
    parts[degree] = float_sum(size, [&](size_t i) { return cube(i) * p(i); }) / own;
    take_off(r, size, p);
  }
  take_off(r, size, [&](size_t i) {
    float rest = cube(i);
    for (size_t degree = 0; degree < 4; ++degree) rest -= parts[degree] * polynomial(degree, i);
    return rest;
  });
}
/// The first peak of the autocorrelation that is not negative, and 0.01 above the trough before it.
constexpr float series_period(const float* z, size_t size, float* r) noexcept {
  for (size_t i = 0; i < size; ++i) r[i] = z[i];
  take_spline_off(r, size);
  const auto product = [&](size_t lag) {
    return float_sum(size - lag, [&](size_t i) { return r[i] * r[i + lag]; }) /
           static_cast<float>(size - lag);
  };
  const size_t lags = (size + 2) / 3;
  float before = product(1), now = product(2), trough = 0;
  bool any = false;
  for (size_t lag = 2; lag < lags; ++lag) {
    const float next = product(lag + 1);
    if (now < before && next > now) {
      trough = now;
      any = true;
    } else if (now > before && next < now && any && now - trough >= 0.01f && now >= 0) {
      return static_cast<float>(lag);
    }
    before = now;
    now = next;
  }
  return 0;
}

/// The modified Bessel function I0.
constexpr float bessel_0(float x) noexcept {
  float term = 1, sum = 1;
  for (int k = 1; k < 40; ++k) {
    const float half = x / (2 * static_cast<float>(k));
    term *= half * half;
    sum += term;
  }
  return sum;
}
/// Every `down`-th value of the series behind a low pass of 20 down + 1 taps (a sinc in a Kaiser
/// window); `taps` has room for half of them.
MOTE_BIT_CONSTEXPR size_t series_thinned(const float* z, size_t size, size_t down, float* out,
                                         float* taps) noexcept {
  const size_t reach = 10 * down;
  const float step = 3.14159265f / static_cast<float>(down);
  float sum = 0;
  for (size_t m = 0; m <= reach; ++m) {
    const float angle = static_cast<float>(m) * step;
    const float r = static_cast<float>(m) / static_cast<float>(reach);
    // sin(pi u) where u is whole is 0.
    const float sinc = m == 0 ? 1.0f : m % down == 0 ? 0.0f : sin(angle) / angle;
    taps[m] = sinc * bessel_0(5 * sqrt((1 - r) * (1 + r)));
    sum += m == 0 ? taps[m] : 2 * taps[m];
  }
  const size_t count = (size + down - 1) / down;
  for (size_t k = 0; k < count; ++k) {
    const size_t centre = k * down;
    const size_t first = centre < reach ? 0 : centre - reach;
    const size_t last = centre + reach < size ? centre + reach : size - 1;
    out[k] = float_sum(last + 1 - first,
                       [&](size_t i) {
                         const size_t j = first + i;
                         return z[j] * taps[j < centre ? centre - j : j - centre];
                       }) /
             sum;
  }
  return count;
}
/// The variances of the columns of the matrix of transitions of three letters, summed up.
MOTE_BIT_CONSTEXPR float series_transitions(const float* z, size_t size, float* work,
                                            size_t room) noexcept {
  const series_acf acf{[&](size_t i) { return z[i]; }, size};
  size_t tau = 1;
  while (tau < size / 50 && !(acf(tau) < 0)) ++tau;
  series_pairs pairs{};
  size_t count = size;
  if (tau > 1) {
    count = series_thinned(z, size, tau, work, work + (room - 10 * tau - 1));
    pairs = count_pairs(work, count, work + count);
  } else {
    pairs = count_pairs(z, size, work);
  }
  const float n = static_cast<float>(count - 1);
  float sum = 0;
  for (size_t j = 0; j < 3; ++j) {
    float mean = 0;
    for (size_t i = 0; i < 3; ++i) mean += static_cast<float>(pairs[i][j]) / (3 * n);
    for (size_t i = 0; i < 3; ++i) {
      const float away = static_cast<float>(pairs[i][j]) / n - mean;
      sum += away * away / 2;
    }
  }
  return sum;
}

}  // namespace mote::detail::series
