// window_choice.hpp - what the chosen statistics of a window need. Floor 3.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../../core/array.hpp"
#include "../../core/traits.hpp"
#include "../../kernel/rank/chains.hpp"
#include "statistic.hpp"

namespace mote::detail::feature {

template <class Sample>
inline constexpr bool takes_windows =
    traits::same<Sample, float> || traits::same<Sample, int16_t> || traits::same<Sample, int8_t>;

/// True of one number of several channels.
constexpr bool is_joint(const statistic& s) noexcept {
  return s.what == statistic::kind::correlation || s.what == statistic::kind::magnitude_area;
}
constexpr bool fits(const statistic& s, size_t rows, size_t channels) noexcept {
  using kind = statistic::kind;
  const bool has_channel = s.channel == statistic::every_channel || s.channel < channels;
  if (s.what == kind::correlation) return s.channel < channels && s.other < channels;
  if (s.what == kind::autocorrelation) return has_channel && s.parameter < rows;
  if (s.what == kind::entropy) return has_channel && s.parameter >= 2 && s.parameter <= 256;
  return has_channel && s.parameter <= 1000000;
}
template <size_t Count>
constexpr bool fit(const array<statistic, Count>& chosen, size_t rows, size_t channels) noexcept {
  for (const statistic& s : chosen) {
    if (!fits(s, rows, channels)) return false;
  }
  return true;
}

/// True of what is counted along the samples.
constexpr bool is_counted(const statistic& s) noexcept {
  using kind = statistic::kind;
  return s.what == kind::lowest || s.what == kind::highest || s.what == kind::range ||
         s.what == kind::zero_crossings || s.what == kind::peaks || s.what == kind::differences;
}

/// True of what is told from the lowest and the highest sample.
constexpr bool needs_ends(const statistic& s) noexcept {
  using kind = statistic::kind;
  return s.what == kind::lowest || s.what == kind::highest || s.what == kind::range ||
         s.what == kind::entropy;
}

/// The highest power of the distance from the mean that a statistic needs the mean of.
constexpr int order_of(const statistic& s) noexcept {
  switch (s.what) {
    case statistic::kind::kurtosis:
      return 4;
    case statistic::kind::skewness:
      return 3;
    case statistic::kind::variance:
    case statistic::kind::deviation:
    case statistic::kind::rms:
    case statistic::kind::energy:
    case statistic::kind::autocorrelation:
    case statistic::kind::correlation:
      return 2;
    case statistic::kind::mean:
    case statistic::kind::mean_crossings:
    case statistic::kind::slope:
      return 1;
    default:
      return 0;
  }
}

/// The quantiles that a statistic needs in order.
struct needed_quantiles {
  uint32_t millionths[2];
  size_t count;
};
constexpr needed_quantiles quantiles_of(const statistic& s) noexcept {
  if (s.what == statistic::kind::quantile) return {{s.parameter, 0}, 1};
  if (s.what == statistic::kind::median_deviation) return {{500000, 0}, 1};
  if (s.what == statistic::kind::spread) return {{250000, 750000}, 2};
  return {{0, 0}, 0};
}

template <size_t Channels, const auto& Chosen>
struct window_choice {
  static constexpr size_t count = Chosen.size();

  /// Where the features of statistic i begin.
  static constexpr size_t first(size_t i) noexcept {
    size_t at = 0;
    for (size_t k = 0; k < i; ++k) at += width(k);
    return at;
  }
  static constexpr size_t width(size_t i) noexcept {
    return !is_joint(Chosen[i]) && Chosen[i].channel == statistic::every_channel ? Channels : 1;
  }
  static constexpr size_t features = first(count);

  static constexpr bool has(statistic::kind what) noexcept {
    for (const statistic& s : Chosen) {
      if (s.what == what) return true;
    }
    return false;
  }
  /// Statistic i as constants: nothing of the table is left in a program.
  template <size_t I>
  struct one {
    static constexpr statistic what = Chosen[I];
    static constexpr size_t at = first(I);
    static constexpr needed_quantiles quantiles = quantiles_of(what);
    static constexpr int order = order_of(what);
    static constexpr bool mad = what.what == statistic::kind::median_deviation;

    /// True where it has to do with channel c.
    static constexpr bool concerns(size_t c) noexcept {
      return what.channel == statistic::every_channel || what.channel == c ||
             (what.what == statistic::kind::correlation && what.other == c);
    }
    /// Where its feature of that channel belongs.
    static constexpr size_t place(size_t c) noexcept {
      return at + (what.channel == statistic::every_channel ? c : 0);
    }
  };

  static constexpr bool joint = has(statistic::kind::correlation);
  static constexpr bool sizes = has(statistic::kind::magnitude_area);

  static constexpr int order = [] {
    int most = 0;
    for (const statistic& s : Chosen) most = order_of(s) > most ? order_of(s) : most;
    return most;
  }();
  static constexpr size_t bins = [] {
    size_t most = 0;
    for (const statistic& s : Chosen) {
      if (s.what == statistic::kind::entropy && s.parameter > most) {
        most = static_cast<size_t>(s.parameter);
      }
    }
    return most;
  }();

  /// The quantiles in order of size, and how many.
  static constexpr size_t quantiles = [] {
    size_t found = 0;
    for (const statistic& s : Chosen) found += quantiles_of(s).count;
    return found;
  }();
  static constexpr array<uint32_t, quantiles + 1> sorted = [] {
    array<uint32_t, quantiles + 1> list{};
    size_t size = 0;
    for (const statistic& s : Chosen) {
      const needed_quantiles own = quantiles_of(s);
      for (size_t k = 0; k < own.count; ++k) {
        size_t at = size++;
        for (; at > 0 && list[at - 1] > own.millionths[k]; --at) list[at] = list[at - 1];
        list[at] = own.millionths[k];
      }
    }
    return list;
  }();
};

/// What a window is worked on in: a channel's samples side by side, and what some statistics need.
template <size_t Bins>
struct window_counts {
  array<uint16_t, Bins> counts;
};
template <>
struct window_counts<0> {};
template <bool ByBins, size_t N>
struct window_chains {
  kernel::chains<N> chains;
};
template <size_t N>
struct window_chains<false, N> {};
template <class Sample, size_t N, size_t Bins, bool ByBins>
struct window_scratch : window_counts<Bins>, window_chains<ByBins, N> {
  array<Sample, N> series;
};

}  // namespace mote::detail::feature
