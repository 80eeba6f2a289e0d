// level_scale.hpp - what a sine at full scale comes to in a level meter, in dB. Floor 3.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../../core/decibel.hpp"
#include "../../design/constant.hpp"

namespace mote {

namespace detail::feature {

/// Levels of a sine at full scale and 1 kHz on the scale of what is summed over a tick, and of
/// peaks; and of a second on that of a tick.
template <class Unit, class Plan, size_t Tick, uint64_t MilliTicksPerSecond>
struct level_scale {
  static constexpr decibels rounded(double power) noexcept {
    const double db = 10 * constant::log10(power);
    return decibels::of_hundredths(static_cast<int32_t>(100 * db + (db < 0 ? -0.5 : 0.5)));
  }
  static constexpr double size = Unit::full_size * Plan::gain;
  static constexpr decibels full = rounded(size * size / 2 * static_cast<double>(Tick));
  static constexpr double peak = Unit::full_word * Plan::peak_gain;
  static constexpr decibels full_peak = rounded(peak * peak / 2);
  static constexpr decibels second = rounded(static_cast<double>(MilliTicksPerSecond) / 1000);
};

}  // namespace detail::feature
}  // namespace mote
