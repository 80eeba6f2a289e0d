// bytes.hpp - four numbers of 8 bits in one word, widened or compared. Floor 1.
// Empty on cores without the DSP extension.
#pragma once

#include <stdint.h>

#include "../../core/target.hpp"

#if MOTE_HAS_DSP
namespace mote::kernel {

/// Of four bytes with a sign the first and the third as a pair, and the second and the fourth.
MOTE_ALWAYS_INLINE uint32_t even_bytes(uint32_t bytes) noexcept {
  uint32_t pair;
  __asm__("sxtb16 %0, %1" : "=r"(pair) : "r"(bytes));
  return pair;
}
MOTE_ALWAYS_INLINE uint32_t odd_bytes(uint32_t bytes) noexcept {
  uint32_t pair;
  __asm__("sxtb16 %0, %1, ror #8" : "=r"(pair) : "r"(bytes));
  return pair;
}
/// The same added to a pair.
MOTE_ALWAYS_INLINE uint32_t add_even_bytes(uint32_t pair, uint32_t bytes) noexcept {
  uint32_t both;
  __asm__("sxtab16 %0, %1, %2" : "=r"(both) : "r"(pair), "r"(bytes));
  return both;
}
MOTE_ALWAYS_INLINE uint32_t add_odd_bytes(uint32_t pair, uint32_t bytes) noexcept {
  uint32_t both;
  __asm__("sxtab16 %0, %1, %2, ror #8" : "=r"(both) : "r"(pair), "r"(bytes));
  return both;
}
/// Four bytes without a sign: the sizes of their differences from four others, added to a sum.
MOTE_ALWAYS_INLINE uint32_t add_bytes_apart(uint32_t sum, uint32_t x, uint32_t y) noexcept {
  uint32_t grown;
  __asm__("usada8 %0, %1, %2, %3" : "=r"(grown) : "r"(x), "r"(y), "r"(sum));
  return grown;
}

}  // namespace mote::kernel
#endif
