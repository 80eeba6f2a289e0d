// window_moments.hpp - the moments of a window about its mean, and products of two. Floor 3.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../../core/traits.hpp"
#include "../../kernel/number/long_product.hpp"
#include "../../kernel/row/reduce.hpp"
#include "window_number.hpp"

namespace mote::detail::feature {

/// mean = pivot + rest, exactly; the others are means of powers of x - mean.
template <class Sample>
struct window_moments {
  using number = window_number<Sample>;
  using real = typename number::real;

  typename number::place pivot{};  // of integers the whole number next to the mean
  int32_t above = 0;               // of integers: the sum of x - pivot
  real rest{};
  real second{}, third{}, fourth{};
  int64_t sum = 0, squares = 0, squares_about = 0;  // of integers; the last about the pivot

  constexpr real mean() const noexcept { return real(pivot) + rest; }
};

/// Two passes of float, three with powers above the second: about a number of the row, then about
/// what that says is the mean.
template <int Powers, size_t N>
constexpr void find_moments(const float* x, window_moments<float>& m) noexcept {
  constexpr float n = static_cast<float>(N);
  m.pivot = x[0] + float_sum(N, [&](size_t i) { return x[i] - x[0]; }) / n;
  m.rest = float_sum(N, [&](size_t i) { return x[i] - m.pivot; }) / n;
  const float centre = m.pivot, rest = m.rest;
  const auto away = [&](size_t i) { return (x[i] - centre) - rest; };
  if constexpr (Powers >= 2) {
    m.second = float_sum(N, [&](size_t i) { return away(i) * away(i); }) / n;
  }
}
template <int Powers, size_t N>
constexpr void find_high_moments(const float* x, window_moments<float>& m) noexcept {
  constexpr float n = static_cast<float>(N);
  const float centre = m.pivot, rest = m.rest;
  const auto away = [&](size_t i) { return (x[i] - centre) - rest; };
  m.third = float_sum(N, [&](size_t i) { return away(i) * away(i) * away(i); }) / n;
  if constexpr (Powers >= 4) {
    m.fourth = float_sum(N,
                         [&](size_t i) {
                           const float square = away(i) * away(i);
                           return square * square;
                         }) /
               n;
  }
}

/// Rounded down, for any sign of a; b > 0.
constexpr int32_t floor_quotient(int32_t a, int32_t b) noexcept {
  const int32_t q = a / b;
  return q * b > a ? q - 1 : q;
}

template <size_t N>
inline constexpr kernel::wide_real one_by = kernel::wide_real(1) / kernel::wide_real(int64_t{N});

/// Exact sums in one pass; those of third and fourth powers in a second one, about the pivot.
template <int Powers, size_t N, class Sample>
constexpr void find_moments(const Sample* x, window_moments<Sample>& m) noexcept {
  constexpr int32_t n = static_cast<int32_t>(N);
  kernel::power_sums sums;
  kernel::reduce(x, N, sums);
  m.sum = sums.sum;
  m.squares = static_cast<int64_t>(sums.squares);
  const int32_t sum = static_cast<int32_t>(sums.sum);
  m.pivot = floor_quotient(sum + n / 2, n);
  m.above = sum - n * m.pivot;
  m.rest = kernel::wide_real(m.above) * one_by<N>;
  if constexpr (Powers >= 2) {  // squares - pivot * (sum + above) is the sum of (x - pivot)^2
    m.squares_about = m.squares - kernel::long_product(m.pivot, sum + m.above);
    m.second = kernel::wide_real(m.squares_about) * one_by<N> - m.rest * m.rest;
  }
}
template <int Powers, size_t N, class Sample>
constexpr void find_high_moments(const Sample* x, window_moments<Sample>& m) noexcept {
  using kernel::wide_real;
  // The sum of fourth powers is at most the square of that of squares: 32 bits of that one.
  int cut = 0;
  while ((m.squares_about >> cut) > 0xffff0000) ++cut;
  const uint32_t half = (uint32_t{1} << cut) >> 1;
  int64_t third = 0;
  uint64_t fourth = 0;
  for (size_t i = 0; i < N; ++i) {
    const int32_t away = int32_t{x[i]} - m.pivot;
    const uint32_t size = static_cast<uint32_t>(away < 0 ? -away : away);
    const uint32_t square = size * size;
    const int64_t cube =
        static_cast<int64_t>(kernel::long_product(square, static_cast<uint16_t>(size)));
    third += away < 0 ? -cube : cube;
    if constexpr (Powers >= 4) {
      const uint32_t some = (square >> cut) + ((square & half) != 0 ? 1u : 0u);
      fourth += kernel::long_product(some, some);
    }
  }
  const wide_real r = m.rest, rr = r * r;
  const wide_real about_third = wide_real(third) * one_by<N>;
  const wide_real about_second = m.second + rr;  // the mean of (x - pivot)^2
  m.third = about_third - wide_real(3) * r * m.second - r * rr;
  if constexpr (Powers >= 4) {
    const wide_real about_fourth = wide_real(false, fourth, 2 * cut) * one_by<N>;
    m.fourth = about_fourth - wide_real(4) * r * about_third + wide_real(6) * rr * about_second -
               wide_real(3) * rr * rr;
  }
}

template <size_t N>
constexpr float per_row(float sum) noexcept {
  return sum / static_cast<float>(N);
}
template <size_t N>
constexpr kernel::wide_real per_row(const kernel::wide_real& sum) noexcept {
  return sum * one_by<N>;
}

/// The mean as a feature: of integers to nearest, halves up, exactly.
template <size_t N>
constexpr float mean(const window_moments<float>& m) noexcept {
  return m.mean();
}
template <size_t N, class Sample>
constexpr int32_t mean(const window_moments<Sample>& m) noexcept {
  constexpr int32_t n = static_cast<int32_t>(N),
                    unit = int32_t{1} << (8 + window_number<Sample>::finer);
  return m.pivot * unit + floor_quotient(m.above * unit + n / 2, n);
}

/// The mean of the squares of the samples.
template <size_t N>
constexpr float mean_square(const window_moments<float>& m) noexcept {
  return m.second + m.mean() * m.mean();
}
template <size_t N, class Sample>
constexpr kernel::wide_real mean_square(const window_moments<Sample>& m) noexcept {
  return per_row<N>(kernel::wide_real(m.squares));
}

}  // namespace mote::detail::feature
