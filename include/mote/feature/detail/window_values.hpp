// window_values.hpp - the statistics of a window as features, each in its unit. Floor 3.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "statistic.hpp"
#include "window_counts.hpp"
#include "window_entropy.hpp"
#include "window_moments.hpp"
#include "window_number.hpp"
#include "window_order.hpp"
#include "window_products.hpp"

namespace mote::detail::feature {

/// Units are those of window_statistics.
template <class Sample, size_t N, size_t Channels>
struct window_values {
  using number = window_number<Sample>;
  using real = typename number::real;
  using output = typename number::output;
  using moments = window_moments<Sample>;
  using kind = statistic::kind;
  static constexpr int size = 8 + number::finer;  // bits below the point of what samples measure

  template <kind What, uint32_t Parameter>
  static constexpr output of_moments(const Sample* x, const moments& m) noexcept {
    if constexpr (What == kind::mean) {
      return mean<N>(m);
    } else if constexpr (What == kind::variance) {
      return number::give(m.second, 2 * number::finer);
    } else if constexpr (What == kind::deviation) {
      return number::give(root(m.second), size);
    } else if constexpr (What == kind::skewness) {
      return number::give(quotient(m.third, m.second * root(m.second)), 12);
    } else if constexpr (What == kind::kurtosis) {
      const real square = m.second * m.second;
      return is_zero(square) ? 0 : number::give(m.fourth / square - real(3), 12);
    } else if constexpr (What == kind::rms) {
      return number::give(root(mean_square<N>(m)), size);
    } else if constexpr (What == kind::energy) {
      return number::give(mean_square<N>(m), 2 * number::finer);
    } else if constexpr (What == kind::mean_crossings) {
      return static_cast<output>(mean_crossings<N>(x, m));
    } else if constexpr (What == kind::autocorrelation) {
      return number::give(autocorrelation<N, Parameter>(x, m), 15);
    } else {
      static_assert(What == kind::slope);
      return number::give(slope<N>(x, m), 14 + number::finer);
    }
  }

  template <kind What>
  static constexpr output counted(const Sample* x, const window_extent<Sample>& ends) noexcept {
    if constexpr (What == kind::lowest) {
      return static_cast<output>(ends.low);
    } else if constexpr (What == kind::highest) {
      return static_cast<output>(ends.high);
    } else if constexpr (What == kind::range) {
      return static_cast<output>(ends.high) - static_cast<output>(ends.low);
    } else if constexpr (What == kind::zero_crossings) {
      return static_cast<output>(changes<N>(x, [](Sample v) { return v < 0; }));
    } else if constexpr (What == kind::peaks) {
      return static_cast<output>(peaks<N>(x));
    } else {
      static_assert(What == kind::differences);
      return sum_of_differences<N>(x);
    }
  }

  template <uint32_t Bins>
  static constexpr output entropy(const Sample* x, const window_extent<Sample>& ends,
                                  uint16_t* counts) noexcept {
    count_bins<Bins, N>(x, ends, counts);
    return entropy_of<Bins, N>(counts, output{});
  }

  static constexpr real sizes(const Sample* x) noexcept { return real(sum_of_sizes<N>(x)); }
  static constexpr output mean_size(const real& sizes) noexcept {
    return number::give(per_row<N>(sizes), size);
  }
};

}  // namespace mote::detail::feature
