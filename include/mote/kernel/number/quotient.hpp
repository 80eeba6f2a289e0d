// quotient.hpp - division by a constant, without a division and without 64-bit products. Floor 1.
#pragma once

#include <stdint.h>

#include "../../core/log2.hpp"
#include "../../core/target.hpp"

namespace mote::kernel {

namespace detail::number {
/// The largest shift s <= 31 for which factor = ceil(2^s / Divisor) has factor * Bound <= 2^32.
template <uint32_t Divisor, uint64_t Bound>
constexpr int shift_of() noexcept {
  int shift = 31;
  while (shift > 0 && ((uint64_t{1} << shift) + Divisor - 1) / Divisor * Bound > 4294967296u) {
    --shift;
  }
  return shift;
}
}  // namespace detail::number

/// value / Divisor, rounded down, for value < Bound <= Divisor * 2^16.
///
/// Time     a shift where Divisor is a power of two; one 32-bit product where that is exact; else
///          the core's long product, or without one (Cortex-M0, AVR) two 32-bit products and at
///          most 3 corrections
/// Target   bit-exact
template <uint32_t Divisor, uint64_t Bound = Divisor* uint64_t{65536}>
constexpr uint32_t quotient(uint32_t value) noexcept {
  static_assert(Divisor > 0 && Divisor <= 65536 && Bound <= Divisor * uint64_t{65536},
                "quotient divides by 1 to 65536, and gives at most 16 bits");
  constexpr int bits = ceil_log2(Divisor);
  constexpr int shift = detail::number::shift_of<Divisor, Bound>();
  constexpr uint32_t factor =
      static_cast<uint32_t>(((uint64_t{1} << shift) + Divisor - 1) / Divisor);
  constexpr uint64_t excess = uint64_t{factor} * Divisor - (uint64_t{1} << shift);
  if constexpr ((Divisor & (Divisor - 1)) == 0) {
    return value >> bits;
  } else if constexpr (excess * Bound <= (uint64_t{1} << shift)) {
    return (value * factor) >> shift;
  } else if constexpr (target::long_multiply) {
    return value / Divisor;
  } else {
    constexpr uint32_t estimate = (uint32_t{1} << (bits + 15)) / Divisor;  // in [2^15, 2^16)
    uint32_t q = ((value >> bits) * estimate) >> 15;
    uint32_t rest = value - q * Divisor;
    while (rest >= Divisor) {
      rest -= Divisor;
      ++q;
    }
    return q;
  }
}

}  // namespace mote::kernel
