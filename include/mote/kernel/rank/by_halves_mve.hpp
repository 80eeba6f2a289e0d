// by_halves_mve.hpp - a number of a given rank, by halves of what may hold it: Helium. Floor 1.
// Empty on other cores.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../../core/target.hpp"

#if MOTE_HAS_MVE
#include <arm_mve.h>

namespace mote::kernel::detail::rank {

/// Adds the number of bytes of v that are at least t. `flags` is written to say that VPR changes:
/// GCC keeps numbers there.
MOTE_ALWAYS_INLINE uint32_t add_at_least(uint32_t count, uint8x16_t v, uint32_t t,
                                         uint8x16_t ones) noexcept {
  mve_pred16_t flags;
  __asm__("vpt.u8 cs, %q2, %3\n\tvaddvat.u8 %0, %q4"
          : "+Te"(count), "=Up"(flags)
          : "w"(v), "r"(t), "w"(ones));
  return count;
}
/// How many numbers are at least t. Of bytes there are whole vectors.
MOTE_ALWAYS_INLINE uint32_t count_at_least(const uint8_t* x, size_t size, int32_t t) noexcept {
  const uint8x16_t ones = vdupq_n_u8(1);
  uint32_t count = 0;
  for (size_t left = size / 16; left != 0; --left, x += 16) {
    count = add_at_least(count, vld1q_u8(x), static_cast<uint32_t>(t), ones);
  }
  return count;
}
MOTE_ALWAYS_INLINE uint32_t count_at_least(const int16_t* x, size_t size, int32_t t) noexcept {
  const uint16x8_t ones = vdupq_n_u16(1);
  uint32_t count = 0;
  for (size_t left = size / 8; left != 0; --left, x += 8) {
    mve_pred16_t flags;
    __asm__("vpt.s16 ge, %q2, %3\n\tvaddvat.u16 %0, %q4"
            : "+Te"(count), "=Up"(flags)
            : "w"(vld1q_s16(x)), "r"(t), "w"(ones));
  }
  for (size_t left = size % 8; left != 0; --left, ++x) count += *x >= t ? 1 : 0;
  return count;
}
MOTE_ALWAYS_INLINE uint32_t count_at_least(const int32_t* x, size_t size, int32_t t) noexcept {
  const uint32x4_t ones = vdupq_n_u32(1);
  uint32_t count = 0;
  for (size_t left = size / 4; left != 0; --left, x += 4) {
    mve_pred16_t flags;
    __asm__("vpt.s32 ge, %q2, %3\n\tvaddvat.u32 %0, %q4"
            : "+Te"(count), "=Up"(flags)
            : "w"(vld1q_s32(x)), "r"(t), "w"(ones));
  }
  for (size_t left = size % 4; left != 0; --left, ++x) count += *x >= t ? 1 : 0;
  return count;
}
/// The smallest number that is at least t, of which there is one: what is below t is further above
/// it, modulo 2^8, 2^16 or 2^32, than any other.
MOTE_ALWAYS_INLINE int32_t smallest_from(const uint8_t* x, size_t size, int32_t t) noexcept {
  const uint8x16_t from = vdupq_n_u8(static_cast<uint8_t>(t));
  uint8x16_t least = vdupq_n_u8(0xff);
  for (size_t left = size / 16; left != 0; --left, x += 16) {
    least = vminq_u8(least, vsubq_u8(vld1q_u8(x), from));
  }
  return t + static_cast<int32_t>(vminvq_u8(0xff, least));
}
MOTE_ALWAYS_INLINE int32_t smallest_from(const int16_t* x, size_t size, int32_t t) noexcept {
  const uint16x8_t from = vdupq_n_u16(static_cast<uint16_t>(t));
  uint16x8_t least = vdupq_n_u16(0xffff);
  for (; size >= 8; size -= 8, x += 8) {
    least = vminq_u16(least, vsubq_u16(vreinterpretq_u16_s16(vld1q_s16(x)), from));
  }
  uint32_t above = vminvq_u16(0xffff, least);
  for (; size != 0; --size, ++x) {
    const uint32_t d = static_cast<uint16_t>(*x - t);
    if (d < above) above = d;
  }
  return t + static_cast<int32_t>(above);
}
MOTE_ALWAYS_INLINE int32_t smallest_from(const int32_t* x, size_t size, int32_t t) noexcept {
  const uint32x4_t from = vdupq_n_u32(static_cast<uint32_t>(t));
  uint32x4_t least = vdupq_n_u32(0xffffffffu);
  for (; size >= 4; size -= 4, x += 4) {
    least = vminq_u32(least, vsubq_u32(vreinterpretq_u32_s32(vld1q_s32(x)), from));
  }
  uint32_t above = vminvq_u32(0xffffffffu, least);
  for (; size != 0; --size, ++x) {
    const uint32_t d = static_cast<uint32_t>(*x) - static_cast<uint32_t>(t);
    if (d < above) above = d;
  }
  return static_cast<int32_t>(static_cast<uint32_t>(t) + above);
}

/// Of `size` numbers the one that is not above `wanted` of them, itself included; it is between low
/// and high. By halves of that range: a round is a pass, and there are as many as it has bits.
template <class T>
MOTE_NOINLINE T number_of_rank(const T* x, size_t size, uint32_t wanted, int32_t low,
                               int32_t high) noexcept {
  while (low != high) {
    const uint32_t range = static_cast<uint32_t>(high) - static_cast<uint32_t>(low);
    const int32_t middle =
        static_cast<int32_t>(static_cast<uint32_t>(low) + range / 2 + (range & 1));
    const uint32_t count = count_at_least(x, size, middle);
    if (count == wanted) return static_cast<T>(smallest_from(x, size, middle));
    if (count > wanted) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return static_cast<T>(low);
}

}  // namespace mote::kernel::detail::rank
#endif
