// gaussian.hpp - normal curves of features that do not hang together. Floor 2.
//
// Every curve has `start`, the logarithm of its density at its mean, with what it counts (its
// prior or weight) in it; the lowest float where it never is. All numbers are float.
#pragma once

#include "../../core/array.hpp"
#include "../../core/target.hpp"

namespace mote {

/// Features that do not hang together: mean and 0.5 / variance of each.
template <size_t Features>
struct gaussian {
  array<float, Features> mean, precision;
  float start;

  template <class Line>
  constexpr void numbers(Line& line) noexcept {
    line(mean, precision, start);
  }
};

namespace detail::model {

/// A sum below the range of float, and one that is no number, is the lowest float.
inline constexpr float lowest_sum = -3.40282347e+38f;
constexpr float above_lowest(float sum) noexcept { return sum >= lowest_sum ? sum : lowest_sum; }
constexpr bool is_finite(float x) noexcept { return x >= lowest_sum && x <= -lowest_sum; }

template <size_t N>
constexpr bool are_finite(const array<float, N>& values) noexcept {
  for (const float value : values) {
    if (!is_finite(value)) return false;
  }
  return true;
}

/// Of any row with a mean and a precision a feature and a start.
template <size_t Features, class Row>
constexpr float diagonal_density(const Row& row, const float* x) noexcept {
  float sum = row.start;
  for (size_t i = 0; i < Features; ++i) {
    const float distance = x[i] - row.mean[i];
    sum -= distance * distance * row.precision[i];
  }
  return above_lowest(sum);
}

/// The logarithm of the density of a kind of row, which may lie in flash.
template <class Row>
struct density_of;
template <size_t Features>
struct density_of<gaussian<Features>> {
  template <class Row>
  static constexpr float at(const Row& row, const float* x) noexcept {
    return diagonal_density<Features>(row, x);
  }
};
template <class Row>
constexpr float log_density(const Row& row, const float* x) noexcept {
  return density_of<Row>::at(row, x);
}

/// That of each of N rows.
template <size_t N, class Rows>
constexpr array<float, N> log_densities(const Rows& rows, const float* x) noexcept {
  array<float, N> densities{};
  for (size_t k = 0; k < N; ++k) densities[k] = log_density(rows[k], x);
  return densities;
}

template <class Row>
inline constexpr size_t features_of = 0;
template <template <size_t> class Gaussian, size_t Features>
inline constexpr size_t features_of<Gaussian<Features>> = Features;

}  // namespace detail::model

}  // namespace mote
