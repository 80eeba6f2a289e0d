// biquad_settled.hpp - the gains at 0 Hz that a settled cascade has, from its taps. Floor 2.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../../core/array.hpp"
#include "../../core/number/division.hpp"
#include "../../kernel/number/long_product.hpp"

namespace mote::detail::biquad {

/// A number >= 0 as bits * 2^exponent: bits is 0, or has its highest bit set.
struct normal_number {
  uint32_t bits;
  int32_t exponent;
};
constexpr normal_number normal(uint32_t bits, int32_t exponent) noexcept {
  for (; bits != 0 && bits < 0x80000000u; bits *= 2) --exponent;
  return {bits, exponent};
}
/// Both rounded down.
constexpr normal_number product(normal_number a, normal_number b) noexcept {
  const uint64_t high = kernel::long_product(a.bits, static_cast<uint16_t>(b.bits >> 16));
  const uint64_t low = kernel::long_product(a.bits, static_cast<uint16_t>(b.bits & 0xffffu));
  return normal(static_cast<uint32_t>((high + (low >> 16)) >> 16), a.exponent + b.exponent + 32);
}
constexpr normal_number quotient(normal_number a, normal_number b) noexcept {
  uint32_t digits = 0;
  uint64_t rest = a.bits;
  for (int digit = 0; digit < 32; ++digit, rest <<= 1) find_digit(digits, rest, b.bits);
  return normal(digits, a.exponent - b.exponent - 31);
}

/// The gain at 0 Hz from the input to the output of each section, in units of 2^-31: of taps that
/// are valid() and scaled as quantize does, which leaves no gain above 1. It is carried along with
/// 32 digits, however small it gets on the way.
///
/// Time     32 steps of shift and subtract a section; nothing where the taps are constants
/// Target   bit-exact
template <size_t Sections>
constexpr array<int32_t, Sections> gains_at_zero(
    const array<array<int32_t, 5>, Sections>& sections) noexcept {
  array<int32_t, Sections> gains{};
  normal_number gain{0x80000000u, -31};
  bool negative = false;
  for (size_t k = 0; k < Sections; ++k) {
    const array<int32_t, 5>& taps = sections[k];
    const int64_t forward = int64_t{taps[0]} + taps[1] + taps[2];
    const uint32_t size = static_cast<uint32_t>(forward < 0 ? -forward : forward);
    const uint32_t back = static_cast<uint32_t>((int64_t{1} << 29) - taps[3] - taps[4]);
    negative = negative != (forward < 0);
    gain = quotient(product(gain, normal(size, 0)), normal(back, 0));
    const int32_t below = -31 - gain.exponent;  // digits below 2^-31
    uint32_t rounded = 0;
    if (below > 0 && below <= 32) {
      const uint32_t twice = gain.bits >> (below - 1);
      rounded = (twice >> 1) + (twice & 1);
    }
    if (rounded > 0x7fffffffu || (gain.bits != 0 && below <= 0)) rounded = 0x7fffffffu;
    gains[k] = negative ? -static_cast<int32_t>(rounded) : static_cast<int32_t>(rounded);
  }
  return gains;
}

}  // namespace mote::detail::biquad
