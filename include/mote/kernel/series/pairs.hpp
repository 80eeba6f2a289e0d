// pairs.hpp - two int16_t in a word, compared and ordered: the DSP extension of Cortex-M. Floor 1.
// Empty on other cores.
#pragma once

#include <stdint.h>

#include "../../core/target.hpp"

#if MOTE_HAS_DSP
#include <arm_acle.h>

namespace mote::kernel {

/// The smaller ones and the larger ones of two pairs; SSUB16 sets the flags that SEL reads.
MOTE_ALWAYS_INLINE uint32_t smaller_pair(uint32_t a, uint32_t b) noexcept {
  static_cast<void>(__ssub16(static_cast<int16x2_t>(a), static_cast<int16x2_t>(b)));
  return __sel(b, a);
}
MOTE_ALWAYS_INLINE uint32_t larger_pair(uint32_t a, uint32_t b) noexcept {
  static_cast<void>(__ssub16(static_cast<int16x2_t>(a), static_cast<int16x2_t>(b)));
  return __sel(a, b);
}
/// The magnitudes of a pair, each as 16 bits without a sign: that of -32768 is 32768.
MOTE_ALWAYS_INLINE uint32_t magnitudes(uint32_t a) noexcept {
  const uint32_t negated = static_cast<uint32_t>(__ssub16(0, static_cast<int16x2_t>(a)));
  return __sel(negated, a);
}
MOTE_ALWAYS_INLINE uint32_t median_of_pairs(uint32_t a, uint32_t b, uint32_t c) noexcept {
  static_cast<void>(__ssub16(static_cast<int16x2_t>(a), static_cast<int16x2_t>(b)));
  const uint32_t high = __sel(a, b);
  const uint32_t low = __sel(b, a);
  return larger_pair(low, smaller_pair(high, c));
}
MOTE_ALWAYS_INLINE int32_t first_of(uint32_t pair) noexcept {
  return static_cast<int16_t>(pair & 0xffffu);
}
MOTE_ALWAYS_INLINE int32_t second_of(uint32_t pair) noexcept {
  return static_cast<int32_t>(pair) >> 16;
}

}  // namespace mote::kernel
#endif
