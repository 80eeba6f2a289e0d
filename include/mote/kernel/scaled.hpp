// scaled.hpp - an integer times a fraction of 16 bits; an integer limited to a sample. Floor 1.
// Floor 1.
#pragma once

#include <stdint.h>

#include "../core/numeric.hpp"
#include "../core/target.hpp"
#include "rounding.hpp"

namespace mote::kernel {

/// value * factor / 65536, rounded down.
///
/// Range    factor <= 65536
/// Time     the core's long product, or without one (Cortex-M0, AVR) two 32-bit products
/// Target   bit-exact
constexpr int32_t scaled_q16(int32_t value, uint32_t factor) noexcept {
#if MOTE_HAS_LONG_MULTIPLY
  return static_cast<int32_t>((int64_t{value} * static_cast<int32_t>(factor)) >> 16);
#else
  const uint32_t low = (static_cast<uint32_t>(value) & 0xffffu) * factor;
  return (value >> 16) * static_cast<int32_t>(factor) + static_cast<int32_t>(low >> 16);
#endif
}

/// value, limited to the range of Sample.
///
/// Sample   int8_t, int16_t
/// Target   bit-exact; one instruction where there is SSAT
template <class Sample>
constexpr Sample clipped(int32_t value) noexcept {
#if MOTE_HAS_DSP
  if (!MOTE_CONSTANT_EVALUATED())
    return static_cast<Sample>(detail::ssat<8 * sizeof(Sample)>(value));
#endif
  return static_cast<Sample>(value < numeric<Sample>::lowest    ? numeric<Sample>::lowest
                             : value > numeric<Sample>::highest ? numeric<Sample>::highest
                                                                : value);
}

}  // namespace mote::kernel
