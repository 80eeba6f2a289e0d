// project_mve.hpp - four rows at once with Helium vectors: Cortex-M52, M55, M85. Floor 1.
#pragma once

#include "project_scalar.hpp"

#if MOTE_HAS_MVE
#include <arm_mve.h>

namespace mote::kernel {

namespace detail::nn {
/// The numbers of `count` outputs from k on, as finished() gives them; of plain layers.
///
/// Time     14 instructions for four; the tail is a turn with lanes left out. By hand: GCC 12 has
///          no such turns for intrinsics
MOTE_ALWAYS_INLINE void finish_sums(const layer_weights<int8_t>& layer, size_t k,
                                    const int32_t* sums, uint32_t count, int8_t* out) noexcept {
  const int32_t* factors = layer.factors + k;
  const int8_t* shifts = layer.shifts + k;
  const int32_t zero = layer.zero, lowest = layer.lowest, highest = 127;
  __asm__ volatile(
      "vdup.32 q3, %[lowest]\n\t"
      "vdup.32 q2, %[highest]\n\t"
      "dlstp.32 lr, %[count]\n\t"
      "1:\n\t"
      "vldrb.s32 q1, [%[shifts]], #4\n\t"
      "vldrw.32 q0, [%[sums]], #16\n\t"
      "vldrw.32 q4, [%[factors]], #16\n\t"
      "vqrdmulh.s32 q0, q0, q4\n\t"
      "vneg.s32 q1, q1\n\t"
      "vand q4, q0, q1\n\t"
      "vshr.s32 q4, q4, #31\n\t"
      "vadd.i32 q0, q0, q4\n\t"
      "vrshl.s32 q0, q0, q1\n\t"
      "vadd.i32 q0, q0, %[zero]\n\t"
      "vmin.s32 q0, q0, q2\n\t"
      "vmax.s32 q0, q0, q3\n\t"
      "vstrb.32 q0, [%[out]], #4\n\t"
      "letp lr, 1b\n\t"
      : [sums] "+r"(sums), [factors] "+r"(factors), [shifts] "+l"(shifts), [out] "+l"(out)
      : [count] "r"(count), [zero] "r"(zero), [lowest] "r"(lowest), [highest] "r"(highest)
      : "q0", "q1", "q2", "q3", "q4", "lr", "cc", "memory");
}

/// sums = start + the products of each of four rows, which are `inputs` apart.
///
/// Time     10 instructions for 64 products; the tail is a turn with lanes left out
MOTE_ALWAYS_INLINE void four_rows(const int8_t* x, const int8_t* w, uint32_t inputs,
                                  const int32_t* start, int32_t* sums) noexcept {
  register const int8_t* samples __asm__("r1") = x;
  register const int8_t* row __asm__("r3") = w;
  register const int32_t* from __asm__("r5") = start;  // then the fourth row
  register uint32_t count __asm__("r8") = inputs;
  register int32_t* to __asm__("r9") = sums;
  __asm__ volatile(
      "ldrd r0, r2, [r5]\n\t"
      "ldrd r4, r6, [r5, #8]\n\t"
      "add r10, r3, r8\n\t"
      "add r11, r10, r8\n\t"
      "add r5, r11, r8\n\t"
      "dlstp.8 lr, r8\n\t"
      "1:\n\t"
      "vldrb.8 q0, [r1], #16\n\t"
      "vldrb.8 q1, [r3], #16\n\t"
      "vmladava.s8 r0, q0, q1\n\t"
      "vldrb.8 q1, [r10], #16\n\t"
      "vmladava.s8 r2, q0, q1\n\t"
      "vldrb.8 q1, [r11], #16\n\t"
      "vmladava.s8 r4, q0, q1\n\t"
      "vldrb.8 q1, [r5], #16\n\t"
      "vmladava.s8 r6, q0, q1\n\t"
      "letp lr, 1b\n\t"
      "strd r0, r2, [r9]\n\t"
      "strd r4, r6, [r9, #8]\n\t"
      : "+r"(samples), "+r"(row), "+r"(from)
      : "r"(count), "r"(to)
      : "r0", "r2", "r4", "r6", "r10", "r11", "q0", "q1", "lr", "cc", "memory");
}
}  // namespace detail::nn

/// Rows are taken by four, of which the last four may have been taken before, and finished when
/// there are 64 sums.
inline void project(const layer_weights<int8_t>& layer, const int8_t* x, size_t count, int8_t* out,
                    target::mve) noexcept {
  const uint32_t inputs = layer.inputs, outputs = layer.outputs;
  if (outputs < 4) return project(layer, x, count, out, target::scalar{});
  int32_t held[4 + 64];
  for (; count != 0; --count) {
    const int8_t* w = layer.weights;
    const int32_t* start = layer.start;
    for (uint32_t k = 0; k < outputs; k += 64) {
      const uint32_t rows = outputs - k < 64 ? outputs - k : 64;
      int32_t* sums = held + 4;
      for (uint32_t n = rows / 4; n != 0; --n) {
        detail::nn::four_rows(x, w, inputs, start, sums);
        w += 4 * inputs;
        start += 4;
        sums += 4;
      }
      if (const uint32_t rest = rows % 4; rest != 0) {
        const uint32_t back = 4 - rest;
        detail::nn::four_rows(x, w - back * inputs, inputs, start - back, sums - back);
      }
      detail::nn::finish_sums(layer, k, held + 4, rows, out);
      out += rows;
    }
    x += inputs;
  }
}

}  // namespace mote::kernel
#endif
