// add_scales.hpp - what adds two bytes of different scales. Floor 1.
#pragma once

#include "finish.hpp"

namespace mote::kernel {

/// Less its zero point and times 2^20 each input is requantized to a common scale; their sum, to
/// the scale of the outputs.
///
/// Range    shifts in [-16, 31]; of the inputs so that a number is below 2^30 on the common scale
struct add_scales {
  int32_t first_factor, first_shift, second_factor, second_shift, factor, shift;
  int16_t first_zero, second_zero, zero, lowest, highest;

  /// True when no shift is to the left.
  constexpr bool shifts_right() const noexcept {
    return first_shift >= 0 && second_shift >= 0 && shift >= 0;
  }
};

constexpr int8_t added(const add_scales& scales, int8_t first, int8_t second) noexcept {
  constexpr int32_t more = int32_t{1} << 20;
  const int32_t sum = requantized_by_any((first - scales.first_zero) * more, scales.first_factor,
                                         scales.first_shift) +
                      requantized_by_any((second - scales.second_zero) * more, scales.second_factor,
                                         scales.second_shift);
  const int32_t whole = requantized_by_any(sum, scales.factor, scales.shift) + scales.zero;
  return static_cast<int8_t>(whole < scales.lowest    ? scales.lowest
                             : whole > scales.highest ? scales.highest
                                                      : whole);
}

}  // namespace mote::kernel
