// dsp_bytes.hpp - up to four rows of W x + b of bytes, by pairs: Cortex-M with DSP. Floor 1.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../../core/target.hpp"

#if MOTE_HAS_DSP

namespace mote::kernel::detail::affine {

/// Rows that one block of instructions takes: it reaches 4095 bytes beyond the first.
template <size_t Count>
inline constexpr size_t most_rows = 3 * Count + 4 < 4096 ? 4 : 1;

/// out[k] = start[k] + the products of the first Count / 4 * 4 bytes of row k.
///
/// Shape    Rows from 1 to most_rows<Count>; rows of Count bytes; the first at a word
/// Time     84 instructions for 16 samples and four rows, and three a turn. By hand: GCC 12 has
///          one register too few for it
template <size_t Rows, size_t Count>
MOTE_ALWAYS_INLINE void rows_of_bytes(const int8_t* x, const int8_t* w, const int32_t* start,
                                      int32_t* out) noexcept {
  constexpr bool is_even = Count % 4 == 0 && 3 * Count <= 1020;  // LDRD reaches so far, at words
  register const int8_t* samples __asm__("r0") = x;
  register const int8_t* weights __asm__("r1") = w;
  register const int32_t* from __asm__("r2") = start;
  register int32_t* to __asm__("r3") = out;
  __asm__ volatile(
      // Sums in r2 to r5, samples in r8 to r11: 0 and 2, 1 and 3, 4 and 6, 5 and 7.
      ".macro mote_four sum, word, first, second\n\t"
      "sxtb16 lr, \\word\n\t"
      "smlad \\sum, \\first, lr, \\sum\n\t"
      "sxtb16 \\word, \\word, ror #8\n\t"
      "smlad \\sum, \\second, \\word, \\sum\n\t"
      ".endm\n\t"
      ".macro mote_row k, sum\n\t"
      ".if \\k < %c[rows]\n\t"
      ".if %c[even]\n\t"
      "ldrd r7, r12, [r1, #(\\k * %c[count])]\n\t"
      ".else\n\t"
      "ldr r7, [r1, #(\\k * %c[count])]\n\t"
      "ldr r12, [r1, #(\\k * %c[count] + 4)]\n\t"
      ".endif\n\t"
      "mote_four \\sum, r7, r8, r9\n\t"
      "mote_four \\sum, r12, r10, r11\n\t"
      ".endif\n\t"
      ".endm\n\t"
      ".macro mote_eight\n\t"
      "ldr r7, [r0], #4\n\t"
      "ldr r12, [r0], #4\n\t"
      "sxtb16 r8, r7\n\t"
      "sxtb16 r9, r7, ror #8\n\t"
      "sxtb16 r10, r12\n\t"
      "sxtb16 r11, r12, ror #8\n\t"
      "mote_row 0, r2\n\t"
      "mote_row 1, r3\n\t"
      "mote_row 2, r4\n\t"
      "mote_row 3, r5\n\t"
      "adds r1, r1, #8\n\t"
      ".endm\n\t"
      ".macro mote_last k, sum\n\t"
      ".if \\k < %c[rows]\n\t"
      "ldr r7, [r1, #(\\k * %c[count])]\n\t"
      "mote_four \\sum, r7, r8, r9\n\t"
      ".endif\n\t"
      ".endm\n\t"
      "push {r3, r7}\n\t"
      ".if %c[rows] == 4\n\t"
      "ldm r2, {r2, r3, r4, r5}\n\t"
      ".elseif %c[rows] == 3\n\t"
      "ldm r2, {r2, r3, r4}\n\t"
      ".elseif %c[rows] == 2\n\t"
      "ldm r2, {r2, r3}\n\t"
      ".else\n\t"
      "ldr r2, [r2]\n\t"
      ".endif\n\t"
      ".if %c[turns] > 0\n\t"
      "movw r6, #%c[turns]\n\t"
      "1:\n\t"
      "mote_eight\n\t"
      "mote_eight\n\t"
      "subs r6, r6, #1\n\t"
      "bne 1b\n\t"
      ".endif\n\t"
      ".if (%c[count] / 8) %% 2\n\t"
      "mote_eight\n\t"
      ".endif\n\t"
      ".if (%c[count] / 4) %% 2\n\t"
      "ldr r7, [r0]\n\t"
      "sxtb16 r8, r7\n\t"
      "sxtb16 r9, r7, ror #8\n\t"
      "mote_last 0, r2\n\t"
      "mote_last 1, r3\n\t"
      "mote_last 2, r4\n\t"
      "mote_last 3, r5\n\t"
      ".endif\n\t"
      "pop {r6, r7}\n\t"
      ".if %c[rows] == 4\n\t"
      "stm r6, {r2, r3, r4, r5}\n\t"
      ".elseif %c[rows] == 3\n\t"
      "stm r6, {r2, r3, r4}\n\t"
      ".elseif %c[rows] == 2\n\t"
      "stm r6, {r2, r3}\n\t"
      ".else\n\t"
      "str r2, [r6]\n\t"
      ".endif\n\t"
      ".purgem mote_four\n\t"
      ".purgem mote_row\n\t"
      ".purgem mote_eight\n\t"
      ".purgem mote_last\n\t"
      : "+r"(samples), "+r"(weights), "+r"(from), "+r"(to)
      : [rows] "i"(Rows), [count] "i"(Count), [turns] "i"(Count / 16), [even] "i"(is_even)
      : "r4", "r5", "r6", "r8", "r9", "r10", "r11", "r12", "lr", "cc", "memory");
}

}  // namespace mote::kernel::detail::affine
#endif
