// biquad_fixed.hpp - real taps as integers of 2^-29. Floor 2.
// In double: for constant expressions and the host.
#pragma once

#include <stdint.h>

#include "../../core/array.hpp"
#include "../../design/constant.hpp"
#include "biquad_range.hpp"

namespace mote::detail::biquad {

constexpr double power_of_two(int32_t exponent) noexcept { return constant::scale(1, exponent); }

/// The smallest exponent with size <= 2^exponent.
constexpr int32_t exponent_above(double size) noexcept {
  int32_t exponent = 0;
  for (; size > 1 && exponent < 1000; ++exponent) size /= 2;
  for (; size <= 0.5 && exponent > -1000; --exponent) size *= 2;
  return exponent;
}

/// A tap in units of 2^-29, to the nearest multiple of four; out of range where it is.
constexpr int32_t fixed_tap(double tap) noexcept {
  const double units = tap * 134217728.0;
  if (!(units < 268435457.0 && units > -268435457.0)) return 0x7fffffff;
  return constant::round_to_int(units) * 4;
}

/// The numerator with its zeros at 0 Hz and at half the sample rate as exact as they were.
constexpr void set_numerator(array<int32_t, 5>& taps, double b0, double b1, double b2) noexcept {
  taps[0] = fixed_tap(b0);
  taps[1] = fixed_tap(b1);
  taps[2] = fixed_tap(b2);
  const double nothing = 1e-9 * (constant::abs(b0) + constant::abs(b2));
  if (constant::abs(b0 + b1 + b2) <= nothing) {
    taps[1] = -(taps[0] + taps[2]);
  } else if (constant::abs(b0 - b1 + b2) <= nothing) {
    taps[1] = taps[0] + taps[2];
  }
}

/// The taps of a section whose poles lie near 0 Hz or half the rate, with the sum that decides
/// there as near as its taps allow: the middle ones take what rounding left.
constexpr void refine(array<int32_t, 5>& taps, const monic_section& s, double scale) noexcept {
  const double sign = s.a1 < 0 ? 1 : -1;
  if (1 + sign * s.a1 + s.a2 >= 0.25) return;
  const int32_t by = s.a1 < 0 ? 1 : -1;
  taps[1] = by * (fixed_tap((s.b0 + sign * s.b1 + s.b2) * scale) - taps[0] - taps[2]);
  taps[3] = by * ((int32_t{1} << 29) - taps[4] - fixed_tap(1 + sign * s.a1 + s.a2));
}

}  // namespace mote::detail::biquad
