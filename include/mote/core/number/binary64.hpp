// binary64.hpp - sums of IEEE 754 doubles without a double: on bits, in integers. Floor 0.
// scikit-learn adds class proportions in double precision, and where two classes tie, the last
// bit decides. A chip that must give the same label must give the same bit, with no double.
#pragma once

#include <stdint.h>

#include "division.hpp"

namespace mote::binary64 {

/// A double >= 0 as its bits. Values order as the integers do. Subnormals count as zero.
using bits = uint64_t;

/// The format of a double: bits of its fraction, the bit above them, and 1.0.
inline constexpr int fraction_bits = 52;
inline constexpr bits hidden_bit = bits{1} << fraction_bits;
inline constexpr bits one = bits{1023} << fraction_bits;

}  // namespace mote::binary64

namespace mote::detail::number {
using binary64::bits;
using binary64::fraction_bits;
using binary64::hidden_bit;

constexpr bits significand(bits a) noexcept { return (a & (hidden_bit - 1)) | hidden_bit; }
constexpr int exponent(bits a) noexcept { return static_cast<int>(a >> fraction_bits); }

/// `wide` is a significand with three more bits, the last of them sticky, in [2^55, 2^56).
/// Rounds to nearest, ties to even; a carry out of the fraction raises the exponent by itself.
constexpr bits round_pack(int exponent, uint64_t wide) noexcept {
  const unsigned tail = static_cast<unsigned>(wide & 7);
  const bits packed = (static_cast<bits>(exponent) << fraction_bits) + ((wide >> 3) - hidden_bit);
  return packed + (tail > 4 || (tail == 4 && (packed & 1) != 0) ? 1 : 0);
}
}  // namespace mote::detail::number

namespace mote::binary64 {

/// a + b, rounded as IEEE 754 does (to nearest, ties to even).
///
/// Range    0 <= a, b < 2^1000
/// Time     about 40 instructions on Cortex-M4, 90 on Cortex-M0; shifts and adds only
/// Target   bit-exact; a test holds it to the host's own double
/// Source   IEEE 754-2019, 4.3.1 and 5.4.1
constexpr bits add(bits a, bits b) noexcept {
  if (a < b) {
    const bits swap = a;
    a = b;
    b = swap;
  }
  if (b < hidden_bit) return a;
  const int shift = detail::number::exponent(a) - detail::number::exponent(b);
  if (shift > fraction_bits + 3) return a;
  const uint64_t lesser = detail::number::significand(b) << 3;
  const uint64_t kept = lesser >> shift;
  const uint64_t sticky = (kept << shift) != lesser ? 1 : 0;
  uint64_t sum = (detail::number::significand(a) << 3) + (kept | sticky);
  int exponent = detail::number::exponent(a);
  if ((sum >> (fraction_bits + 4)) != 0) {
    sum = (sum >> 1) | (sum & 1);
    ++exponent;
  }
  return detail::number::round_pack(exponent, sum);
}

/// a / n, rounded as IEEE 754 does.
///
/// Range    0 <= a < 2^1000 and the quotient not subnormal, 1 <= n < 2^16
/// Time     one shift and subtract per bit, 74 of them: for rare cases
constexpr bits divide(bits a, uint16_t n) noexcept {
  if (a < hidden_bit) return 0;
  const uint64_t dividend = detail::number::significand(a);
  uint64_t quotient = 0;
  uint32_t rest = 0;
  int exponent = detail::number::exponent(a) + 3;
  for (int bit = fraction_bits; bit >= 0 || (quotient >> (fraction_bits + 3)) == 0; --bit) {
    rest = (rest << 1) | (bit >= 0 ? static_cast<uint32_t>((dividend >> bit) & 1) : 0u);
    find_digit(quotient, rest, n);
    if (bit < 0) --exponent;
  }
  return detail::number::round_pack(exponent, quotient | (rest != 0 ? 1 : 0));
}

/// round(a * 2^fraction), for a * 2^fraction < 2^32; rounds half up.
constexpr uint32_t to_fixed(bits a, int fraction) noexcept {
  if (a < hidden_bit) return 0;
  const int shift = 1023 + fraction_bits - fraction - detail::number::exponent(a);
  if (shift > fraction_bits + 1) return 0;
  const uint64_t half = shift > 0 ? uint64_t{1} << (shift - 1) : 0;
  return static_cast<uint32_t>((detail::number::significand(a) + half) >> shift);
}

}  // namespace mote::binary64
