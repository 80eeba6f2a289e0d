// power.hpp - the power of one bin, and powers as levels in Q8. Floor 2.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../core/complex.hpp"
#include "../kernel/number/fraction.hpp"

namespace mote {

namespace detail::transform {

/// v (Q16) times a constant below 128, as Q8, rounded half up.
template <int FactorBits>
constexpr int32_t scale_to_q8(int32_t v, uint16_t factor) noexcept {
  constexpr int32_t half = int32_t{1} << (FactorBits - 9);
  return (kernel::scaled_q16(v, factor) + half) >> (FactorBits - 8);
}

}  // namespace detail::transform

/// |z|^2: of int16_t exact, and at most 2^31.
constexpr float power_of(complex<float> z) noexcept { return z.re * z.re + z.im * z.im; }
constexpr uint32_t power_of(complex<int16_t> z) noexcept {
  const int32_t re = z.re;
  const int32_t im = z.im;
  return static_cast<uint32_t>(re * re) + static_cast<uint32_t>(im * im);
}

/// A power in dB Q8, from its log2 in Q16.
constexpr int32_t decibels_q8(int32_t log2_power) noexcept {
  return detail::transform::scale_to_q8<14>(log2_power, 49321);  // 10 log10(2)
}
/// A power as its natural logarithm in Q8, from its log2 in Q16.
constexpr int32_t logarithm_q8(int32_t log2_power) noexcept {
  return detail::transform::scale_to_q8<16>(log2_power, 45426);  // ln 2
}

/// Raises what lies more than `range` below the loudest of the levels.
///
/// Shape    count >= 1
template <class Level, class Range>
constexpr void limit_range(Level* levels, size_t count, Range range) noexcept {
  Level loudest = levels[0];
  for (size_t i = 1; i < count; ++i) loudest = levels[i] > loudest ? levels[i] : loudest;
  const Range least = static_cast<Range>(loudest) - range;
  for (size_t i = 0; i < count; ++i) {
    if (static_cast<Range>(levels[i]) < least) levels[i] = static_cast<Level>(least);
  }
}

}  // namespace mote
