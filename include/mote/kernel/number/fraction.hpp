// fraction.hpp - an integer times a fraction of 15 or 16 bits. Floor 1.
#pragma once

#include <stdint.h>

#include "../../core/target.hpp"
#include "../best.hpp"

namespace mote::kernel {

/// value * factor / 65536, rounded down.
///
/// Range    factor <= 65536
/// Time     the core's long product, or without one (Cortex-M0, AVR) two 32-bit products
/// Target   bit-exact
constexpr int32_t scaled_q16(int32_t value, uint32_t factor) noexcept {
  if constexpr (target::long_multiply) {
    return static_cast<int32_t>((int64_t{value} * static_cast<int32_t>(factor)) >> 16);
  } else {
    const uint32_t low = (static_cast<uint32_t>(value) & 0xffffu) * factor;
    return (value >> 16) * static_cast<int32_t>(factor) + static_cast<int32_t>(low >> 16);
  }
}

/// value * factor / 32768, rounded half up.
///
/// Range    the result fits into 32 bits
/// Time     one long product with the DSP extension; two short ones elsewhere
/// Target   bit-exact
MOTE_ALWAYS_INLINE constexpr int32_t scaled_q15(int32_t value, uint16_t factor,
                                                target::scalar) noexcept {
  const uint32_t low = (static_cast<uint32_t>(value) & 0xffffu) * factor + 0x4000u;
  return (value >> 16) * static_cast<int32_t>(factor) * 2 + static_cast<int32_t>(low >> 15);
}
MOTE_ALWAYS_INLINE constexpr int32_t scaled_q15(int32_t value, uint16_t factor,
                                                target::dsp) noexcept {
  return static_cast<int32_t>((int64_t{value} * factor + 0x4000) >> 15);
}

constexpr int32_t scaled_q15(int32_t value, uint16_t factor) noexcept {
  if (MOTE_CONSTANT_EVALUATED()) return scaled_q15(value, factor, definition{});
  return scaled_q15(value, factor, best<int32_t>{});
}

}  // namespace mote::kernel
