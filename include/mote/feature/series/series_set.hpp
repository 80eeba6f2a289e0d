// series_set.hpp - to choose features of catch22: their names. Floor 3.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../../core/array.hpp"

namespace mote {

/// The features of catch22, by the short names of the PyPI package pycatch22 and in its order.
enum class series : uint8_t {
  mode_5,
  mode_10,
  outlier_timing_pos,
  outlier_timing_neg,
  acf_timescale,
  acf_first_min,
  low_freq_power,
  median_freq,
  forecast_error,
  whiten_timescale,
  high_fluctuation,
  stretch_high,
  stretch_decreasing,
  entropy_pairs,
  ami2,
  trev,
  ami_timescale,
  transition_variance,
  periodicity,
  embedding_dist,
  rs_range,
  dfa
};

/// All 22.
inline constexpr array<series, 22> all_series = [] {
  array<series, 22> all{};
  for (uint8_t i = 0; i < 22; ++i) all[i] = static_cast<series>(i);
  return all;
}();

/// A feature of some of the channels of a window: bit c of `channels` is channel c.
struct series_on {
  series what{};
  uint32_t channels = 0;
};

namespace detail::series {

/// What an array of `series` or `series_on` chooses of so many channels.
template <size_t Channels>
struct choice {
  static constexpr uint32_t every = 0xffffffffu >> (32 - Channels);

  static constexpr mote::series what(mote::series one) noexcept { return one; }
  static constexpr mote::series what(const series_on& one) noexcept { return one.what; }
  static constexpr uint32_t mask(mote::series) noexcept { return every; }
  static constexpr uint32_t mask(const series_on& one) noexcept { return one.channels; }

  /// How many of the channels below `channel` a mask has.
  static constexpr size_t below(uint32_t channels, size_t channel) noexcept {
    size_t count = 0;
    for (size_t c = 0; c < channel; ++c) count += channels >> c & 1u;
    return count;
  }
  /// How many numbers the first `count` of the choice give.
  template <class Chosen>
  static constexpr size_t first(const Chosen& chosen, size_t count) noexcept {
    size_t sum = 0;
    for (size_t i = 0; i < count; ++i) sum += below(mask(chosen[i]), Channels);
    return sum;
  }
  template <class Chosen>
  static constexpr bool sound(const Chosen& chosen) noexcept {
    for (const auto& one : chosen) {
      if (mask(one) == 0 || (mask(one) & ~every) != 0) return false;
    }
    return true;
  }
  /// The channels of which something is chosen.
  template <class Chosen>
  static constexpr uint32_t used(const Chosen& chosen) noexcept {
    uint32_t all = 0;
    for (const auto& one : chosen) all |= mask(one);
    return all;
  }
};

}  // namespace detail::series
}  // namespace mote
