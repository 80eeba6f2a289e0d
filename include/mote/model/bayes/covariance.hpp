// covariance.hpp - normal curves of features that hang together, or vary alike. Floor 2.
#pragma once

#include "gaussian.hpp"

namespace mote {

/// Features that do not hang together and vary alike: one precision, 0.5 / variance, for all.
template <size_t Features>
struct spherical_gaussian {
  array<float, Features> mean;
  float precision, start;

  template <class Line>
  constexpr void numbers(Line& line) noexcept {
    line(mean, precision, start);
  }
};

/// Features that hang together. With S their covariance and L the lower triangle of
/// 0.5 * S^-1 = L' L, the logarithm of the density is start - |L (x - mean)|^2.
template <size_t Features>
struct full_gaussian {
  array<float, Features> mean;
  array<float, Features*(Features + 1) / 2> factor;  // rows of L, each up to its diagonal
  float start;

  template <class Line>
  constexpr void numbers(Line& line) noexcept {
    line(mean, factor, start);
  }
};

namespace detail::model {

/// What a file calls the covariance of a row.
template <class Row>
inline constexpr const char* covariance_name = nullptr;
template <size_t Features>
inline constexpr const char* covariance_name<gaussian<Features>> = "diag";
template <size_t Features>
inline constexpr const char* covariance_name<spherical_gaussian<Features>> = "spherical";
template <size_t Features>
inline constexpr const char* covariance_name<full_gaussian<Features>> = "full";

/// x - mean, where the mean may lie in flash.
template <size_t Features, class Mean>
constexpr array<float, Features> distance_from(const Mean& mean, const float* x) noexcept {
  array<float, Features> distance{};
  for (size_t i = 0; i < Features; ++i) distance[i] = x[i] - mean[i];
  return distance;
}
/// L d, of rows of L as in full_gaussian, from `at` on.
template <size_t Features, class Pointer>
constexpr array<float, Features> product_of(Pointer at,
                                            const array<float, Features>& distance) noexcept {
  array<float, Features> product{};
  for (size_t j = 0; j < Features; ++j) {
    for (size_t i = 0; i <= j; ++i) product[j] += *at++ * distance[i];
  }
  return product;
}
/// The square of its length.
template <size_t Features, class Pointer>
constexpr float squared_length(Pointer at, const array<float, Features>& distance) noexcept {
  float sum = 0;
  for (size_t j = 0; j < Features; ++j) {
    float part = 0;
    for (size_t i = 0; i <= j; ++i) part += *at++ * distance[i];
    sum += part * part;
  }
  return sum;
}

template <size_t Features>
struct density_of<spherical_gaussian<Features>> {
  template <class Row>
  static constexpr float at(const Row& row, const float* x) noexcept {
    float square = 0;
    for (size_t i = 0; i < Features; ++i) {
      const float distance = x[i] - row.mean[i];
      square += distance * distance;
    }
    return above_lowest(row.start - square * row.precision);
  }
};
template <size_t Features>
struct density_of<full_gaussian<Features>> {
  template <class Row>
  static constexpr float at(const Row& row, const float* x) noexcept {
    const auto distance = distance_from<Features>(row.mean, x);
    return above_lowest(row.start - squared_length(row.factor.data(), distance));
  }
};
/// Every number is finite, and every precision above 0.
template <size_t Features>
constexpr bool is_curve(const gaussian<Features>& row) noexcept {
  for (const float precision : row.precision) {
    if (!is_finite(precision) || !(precision > 0)) return false;
  }
  return are_finite(row.mean) && is_finite(row.start);
}
template <size_t Features>
constexpr bool is_curve(const spherical_gaussian<Features>& row) noexcept {
  return are_finite(row.mean) && is_finite(row.precision) && row.precision > 0 &&
         is_finite(row.start);
}
template <size_t Features>
constexpr bool is_curve(const full_gaussian<Features>& row) noexcept {
  return are_finite(row.mean) && are_finite(row.factor) && is_finite(row.start);
}

/// True when rows whose first number is among `from` to `to` - 1 are curves.
template <class Rows>
constexpr bool are_curves(const Rows& rows, size_t from, size_t to) noexcept {
  constexpr size_t numbers = sizeof(rows[0]) / sizeof(float);
  for (size_t k = (from + numbers - 1) / numbers; k < rows.size() && k * numbers < to; ++k) {
    if (!is_curve(rows[k])) return false;
  }
  return true;
}

}  // namespace detail::model

}  // namespace mote
