// thumb.hpp - W x + b of integers on cores with eight registers: Cortex-M0. Floor 1.
#pragma once

#include "products.hpp"

#if MOTE_HAS_THUMB == 1

namespace mote::kernel {

namespace detail::affine {
struct two_sums {
  int32_t first, second;
};

/// A sample times a weight of each of two rows: 4.25 instructions a product where Count is even,
/// 4.5 where it is odd. One index walks along all three from the end of them, in bytes. By hand,
/// since GCC 12 runs out of the eight registers.
template <size_t Count, class T>
MOTE_NOINLINE inline two_sums two_rows(const T* x, const T* w, int32_t first,
                                       int32_t second) noexcept {
  register const T* samples __asm__("r0") = x + Count;
  register const T* upper __asm__("r1") = w + Count;
  register const T* lower __asm__("r2") = w + 2 * Count;
  register int32_t at __asm__("r3") = -static_cast<int32_t>(Count * sizeof(T));
  register int32_t up __asm__("r4") = first;
  register int32_t low __asm__("r5") = second;
  __asm__ volatile(
      ".syntax unified\n\t"
      ".macro mote_load to, from\n\t"
      ".if %c[bytes] == 1\n\t"
      "ldrsb \\to, [\\from, r3]\n\t"
      ".else\n\t"
      "ldrsh \\to, [\\from, r3]\n\t"
      ".endif\n\t"
      ".endm\n\t"
      ".macro mote_step\n\t"
      "mote_load r6, r0\n\t"
      "mote_load r7, r1\n\t"
      "muls r7, r6, r7\n\t"
      "adds r4, r4, r7\n\t"
      "mote_load r7, r2\n\t"
      "muls r7, r6, r7\n\t"
      "adds r5, r5, r7\n\t"
      "adds r3, r3, #%c[bytes]\n\t"
      ".endm\n\t"
      "push {r7}\n\t"
      "1:\n\t"
      "mote_step\n\t"
      ".if %c[even]\n\t"
      "mote_step\n\t"
      ".endif\n\t"
      "bne 1b\n\t"
      "pop {r7}\n\t"
      ".purgem mote_load\n\t"
      ".purgem mote_step\n\t"
      : "+r"(samples), "+r"(upper), "+r"(lower), "+r"(at), "+r"(up), "+r"(low)
      : [bytes] "i"(sizeof(T)), [even] "i"(Count % 2 == 0)
      : "r6", "cc", "memory");
  return {up, low};
}
}  // namespace detail::affine

/// Two rows at once.
template <size_t Rows, size_t Count, class T>
inline const T* affine_pairs(const T* x, const T* w, const int32_t* start, int32_t* out) noexcept {
  for (size_t k = Rows / 2; k != 0; --k) {
    const detail::affine::two_sums sums = detail::affine::two_rows<Count>(x, w, start[0], start[1]);
    out[0] = sums.first;
    out[1] = sums.second;
    w += 2 * Count;
    start += 2;
    out += 2;
  }
  return affine<Rows % 2, Count>(x, w, start, out, target::scalar{});
}

}  // namespace mote::kernel
#endif
