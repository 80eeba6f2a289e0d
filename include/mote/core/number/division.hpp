// division.hpp - division digit by digit: where a division is a large routine, or inexact. Floor 0.
#pragma once

#include <stdint.h>

#include "../target.hpp"

namespace mote {

/// One step of a division by hand, in binary: the next digit of the quotient. Before it, the caller
/// brings a digit of the dividend down: rest = (rest << 1) | digit.
template <class Quotient, class Rest, class Divisor>
MOTE_ALWAYS_INLINE constexpr void find_digit(Quotient& quotient, Rest& rest,
                                             Divisor divisor) noexcept {
  quotient <<= 1;
  if (rest >= divisor) {
    rest -= divisor;
    quotient |= 1;
  }
}

/// dividend / divisor, rounded down: a 64-bit division is a large routine on a small core.
///
/// Range    dividend < 2^Bits; the quotient < 2^32, divisor >= 1
/// Time     Bits steps of shift and subtract
template <int Bits>
constexpr uint32_t quotient_of(uint64_t dividend, uint32_t divisor) noexcept {
  static_assert(Bits > 0 && Bits <= 64, "quotient_of divides numbers of 1 to 64 bits");
  uint32_t quotient = 0;
  uint64_t rest = 0;
  for (int bit = Bits; bit-- > 0;) {
    rest = (rest << 1) | ((dividend >> bit) & 1);
    find_digit(quotient, rest, divisor);
  }
  return quotient;
}

/// The bits of the float nearest to 1 / n, n >= 1.
/// Time     26 steps of shift and subtract
constexpr uint32_t reciprocal_bits(uint32_t n) noexcept {
  uint32_t exponent = 31;
  while ((n >> exponent) == 0) --exponent;
  uint32_t quotient = 0;
  uint64_t rest = uint64_t{1} << exponent;
  for (int bit = 0; bit < 26; ++bit, rest <<= 1) find_digit(quotient, rest, n);
  return ((126u - exponent) << 23) + ((quotient + 1) >> 1) - (uint32_t{1} << 23);
}

}  // namespace mote
