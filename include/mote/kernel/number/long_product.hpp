// long_product.hpp - products of more than 32 bits, on cores without an instruction too. Floor 1.
#pragma once

#include <stdint.h>

#include "../../core/target.hpp"

namespace mote::kernel {

namespace detail::number {
// A call: eight registers do not hold halves and the sums of the caller.
MOTE_NOINLINE constexpr int64_t product_of_halves(int32_t a, int32_t b) noexcept {
  const uint32_t a_low = static_cast<uint32_t>(a) & 0xffffu;
  const uint32_t b_low = static_cast<uint32_t>(b) & 0xffffu;
  const int32_t a_high = a >> 16;
  const int32_t b_high = b >> 16;
  const uint32_t low = a_low * b_low;
  const int32_t middle = a_high * static_cast<int32_t>(b_low) + static_cast<int32_t>(low >> 16);
  const int32_t rest = b_high * static_cast<int32_t>(a_low) + (middle & 0xffff);
  const int32_t high = a_high * b_high + (middle >> 16) + (rest >> 16);
  return static_cast<int64_t>((uint64_t{static_cast<uint32_t>(high)} << 32) |
                              (static_cast<uint32_t>(rest) << 16) | (low & 0xffffu));
}
}  // namespace detail::number

/// a * b.
///
/// Time     one instruction; on Cortex-M0 and AVR short products of halves: half the time of the
///          library's product of 64 bits
/// Target   bit-exact
constexpr int64_t long_product(int32_t a, int32_t b) noexcept {
  return target::long_multiply ? int64_t{a} * b : detail::number::product_of_halves(a, b);
}
constexpr uint64_t long_product(uint32_t a, uint16_t b) noexcept {
  if constexpr (target::long_multiply) {
    return uint64_t{a} * b;
  } else {
    const uint32_t high = (a >> 16) * b;
    return (uint64_t{high} << 16) + (a & 0xffffu) * uint32_t{b};
  }
}
constexpr uint64_t long_product(uint32_t a, uint32_t b) noexcept {
  if constexpr (target::long_multiply) {
    return uint64_t{a} * b;
  } else {
    const uint64_t high = long_product(a, static_cast<uint16_t>(b >> 16));
    return (high << 16) + long_product(a, static_cast<uint16_t>(b & 0xffffu));
  }
}

}  // namespace mote::kernel
