// window_products.hpp - what depends on the order of samples: slope and correlations. Floor 3.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../../core/block/frame_view.hpp"
#include "../../kernel/number/long_product.hpp"
#include "../../kernel/row/dot.hpp"
#include "window_moments.hpp"

namespace mote::detail::feature {

/// Of the straight line next to the samples, a step.
template <size_t N>
constexpr float slope(const float* x, const window_moments<float>& m) noexcept {
  constexpr float n = static_cast<float>(N);
  const float sum = float_sum(N, [&](size_t i) {
    return (static_cast<float>(2 * static_cast<int32_t>(i) + 1) - n) * (x[i] - m.pivot);
  });
  return sum * (6 / (n * (n * n - 1)));
}
template <size_t N, class Sample>
constexpr kernel::wide_real slope(const Sample* x, const window_moments<Sample>&) noexcept {
  constexpr int64_t n = static_cast<int64_t>(N);
  constexpr kernel::wide_real factor = kernel::wide_real(6) / kernel::wide_real(n * (n * n - 1));
  int64_t sum = 0;
  int32_t place = 1 - static_cast<int32_t>(N);
  for (size_t i = 0; i < N; ++i, place += 2) sum += int32_t{x[i]} * place;
  return kernel::wide_real(sum) * factor;
}

/// The sum of (x[i] - mean) (x[i + lag] - mean) by that of (x[i] - mean)^2.
template <size_t N, size_t Lag>
constexpr float autocorrelation(const float* x, const window_moments<float>& m) noexcept {
  if (is_zero(m.second)) return 0;
  const auto away = [&](size_t i) { return (x[i] - m.pivot) - m.rest; };
  return float_sum(N - Lag, [&](size_t i) { return away(i) * away(i + Lag); }) /
         (m.second * static_cast<float>(N));
}
template <size_t N, size_t Lag, class Sample>
constexpr kernel::wide_real autocorrelation(const Sample* x,
                                            const window_moments<Sample>& m) noexcept {
  using kernel::wide_real;
  constexpr int32_t count = static_cast<int32_t>(N - Lag);
  int32_t first = static_cast<int32_t>(m.sum), last = first;
  for (size_t i = 0; i < Lag; ++i) {
    first -= x[N - 1 - i];
    last -= x[i];
  }
  const int32_t above = first - count * m.pivot;  // of the first samples; of all pairs:
  const int32_t both = above + last - count * m.pivot;
  const int64_t products =
      kernel::dot(x, x + Lag, N - Lag) - kernel::long_product(m.pivot, above + last);
  const wide_real sum =
      wide_real(products) - m.rest * wide_real(both) + m.rest * m.rest * wide_real(count);
  return sum * one_by<N> / m.second;  // 0 by 0 is 0
}

/// The sum of products of two channels, in the rows of a piece.
template <class Sum, class Sample, class Term>
constexpr void add_products(span<const Sample> rows, size_t channels, Term term,
                            Sum& sum) noexcept {
  for (size_t i = 0; i < rows.size(); i += channels) sum += term(rows.data() + i);
}

/// Pearson's: the sum of products about the means by the root of the sums of squares.
template <size_t N, size_t Channels>
constexpr float correlation(const frame_view<float, N, Channels>& in, size_t a, size_t b,
                            const window_moments<float>& of_a,
                            const window_moments<float>& of_b) noexcept {
  const float scale = root(of_a.second) * root(of_b.second) * static_cast<float>(N);
  if (is_zero(scale)) return 0;
  return float_sum(N,
                   [&](size_t i) {
                     return ((in(i, a) - of_a.pivot) - of_a.rest) *
                            ((in(i, b) - of_b.pivot) - of_b.rest);
                   }) /
         scale;
}
template <class Sample, size_t N, size_t Channels>
constexpr kernel::wide_real correlation(const frame_view<Sample, N, Channels>& in, size_t a,
                                        size_t b, const window_moments<Sample>& of_a,
                                        const window_moments<Sample>& of_b) noexcept {
  using kernel::wide_real;
  int64_t products = 0;
  const auto term = [&](const Sample* row) { return int32_t{row[a]} * int32_t{row[b]}; };
  add_products(in.older(), Channels, term, products);
  add_products(in.newer(), Channels, term, products);
  products -= kernel::long_product(of_a.pivot, static_cast<int32_t>(of_b.sum)) +
              kernel::long_product(of_b.pivot, of_a.above);
  const wide_real sum = wide_real(products) - of_a.rest * wide_real(of_b.above);
  return sum * one_by<N> / root(of_a.second * of_b.second);
}

}  // namespace mote::detail::feature
