// project_dsp.hpp - blocks of samples and rows that share what is read: Cortex-M with DSP. Floor 1.
#pragma once

#include "project_scalar.hpp"

#if MOTE_HAS_DSP && !MOTE_HAS_MVE

namespace mote::kernel {

namespace detail::nn {
/// Sums of a block.
struct four_sums {
  int32_t s0, s1, s2, s3;
};

/// Of two held samples and two rows: s0 and s1 are the first sample's, s2 and s3 the second's.
///
/// Shape    the lower row is `step` bytes behind the upper; `turns` times four inputs
/// Time     15 instructions for 16 products, and two for 32. By hand: GCC 12 has one register too
///          few. R7, which a debugger's build has for the frame, is put aside
MOTE_ALWAYS_INLINE four_sums two_by_two(const int8_t* held, const int8_t* w, uint32_t inputs,
                                        uint32_t fours, int32_t upper, int32_t lower) noexcept {
  register const int8_t* samples __asm__("r0") = held;
  register const int8_t* weights __asm__("r1") = w;
  register uint32_t step __asm__("r2") = inputs;
  register int32_t s0 __asm__("r3") = upper;
  register int32_t s1 __asm__("r4") = lower;
  register int32_t s2 __asm__("r5") = upper;
  register uint32_t turns __asm__("r6") = fours;
  register int32_t s3 __asm__("r8") = lower;
  __asm__ volatile(
      ".macro mote_row first, second\n\t"
      "sxtb16 lr, r7\n\t"
      "smlad \\first, r9, lr, \\first\n\t"
      "smlad \\second, r11, lr, \\second\n\t"
      "sxtb16 r7, r7, ror #8\n\t"
      "smlad \\first, r10, r7, \\first\n\t"
      "smlad \\second, r12, r7, \\second\n\t"
      ".endm\n\t"
      ".macro mote_four\n\t"
      "ldr r7, [r1, r2]\n\t"
      "ldmia r0!, {r9, r10, r11, r12}\n\t"
      "mote_row r4, r8\n\t"
      "ldr r7, [r1], #4\n\t"
      "mote_row r3, r5\n\t"
      ".endm\n\t"
      "push {r7}\n\t"
      "lsrs r6, r6, #1\n\t"
      "bcc 1f\n\t"
      "mote_four\n\t"
      "1:\n\t"
      "beq 3f\n\t"
      "2:\n\t"
      "mote_four\n\t"
      "mote_four\n\t"
      "subs r6, r6, #1\n\t"
      "bne 2b\n\t"
      "3:\n\t"
      "pop {r7}\n\t"
      ".purgem mote_four\n\t"
      ".purgem mote_row\n\t"
      : "+r"(samples), "+r"(weights), "+r"(s0), "+r"(s1), "+r"(s2), "+r"(turns), "+r"(s3)
      : "r"(step)
      : "r9", "r10", "r11", "r12", "lr", "cc", "memory");
  return {s0, s1, s2, s3};
}

/// Of one sample and four rows, in their order: the first inputs / 4 * 4.
///
/// Time     23 instructions for 16 products, and two for 32
MOTE_ALWAYS_INLINE four_sums one_by_four(const int8_t* x, const int8_t* w, uint32_t inputs,
                                         const int32_t* start) noexcept {
  register const int8_t* samples __asm__("r0") = x;
  register const int8_t* weights __asm__("r1") = w;
  register uint32_t step __asm__("r2") = inputs;
  register int32_t s0 __asm__("r3") = start[0];
  register int32_t s1 __asm__("r4") = start[1];
  register int32_t s2 __asm__("r5") = start[2];
  register uint32_t turns __asm__("r6") = inputs / 4;
  register int32_t s3 __asm__("r8") = start[3];
  register uint32_t steps __asm__("r11") = 3 * inputs;
  __asm__ volatile(
      ".macro mote_row sum\n\t"
      "sxtb16 lr, r7\n\t"
      "smlad \\sum, r9, lr, \\sum\n\t"
      "sxtb16 r7, r7, ror #8\n\t"
      "smlad \\sum, r10, r7, \\sum\n\t"
      ".endm\n\t"
      ".macro mote_four\n\t"
      "ldr r10, [r0], #4\n\t"
      "sxtb16 r9, r10\n\t"
      "sxtb16 r10, r10, ror #8\n\t"
      "ldr r7, [r1, r2]\n\t"
      "mote_row r4\n\t"
      "ldr r7, [r1, r2, lsl #1]\n\t"
      "mote_row r5\n\t"
      "ldr r7, [r1, r11]\n\t"
      "mote_row r8\n\t"
      "ldr r7, [r1], #4\n\t"
      "mote_row r3\n\t"
      ".endm\n\t"
      "push {r7}\n\t"
      "lsrs r6, r6, #1\n\t"
      "bcc 1f\n\t"
      "mote_four\n\t"
      "1:\n\t"
      "beq 3f\n\t"
      "2:\n\t"
      "mote_four\n\t"
      "mote_four\n\t"
      "subs r6, r6, #1\n\t"
      "bne 2b\n\t"
      "3:\n\t"
      "pop {r7}\n\t"
      ".purgem mote_four\n\t"
      ".purgem mote_row\n\t"
      : "+r"(samples), "+r"(weights), "+r"(s0), "+r"(s1), "+r"(s2), "+r"(turns), "+r"(s3)
      : "r"(step), "r"(steps)
      : "r9", "r10", "lr", "cc", "memory");
  return {s0, s1, s2, s3};
}

/// Adds what is behind the last four inputs, of `rows` rows.
MOTE_NOINLINE inline void add_last(const int8_t* x, const int8_t* w, uint32_t inputs, uint32_t rows,
                                   int32_t* sums) noexcept {
  const uint32_t rest = inputs % 4;
  x += inputs - rest;
  w += inputs - rest;
  for (; rows != 0; --rows) {
    int32_t sum = *sums;
    for (uint32_t i = 0; i < rest; ++i) sum += int{x[i]} * w[i];
    *sums++ = sum;
    w += inputs;
  }
}

/// Of one sample and one row.
MOTE_ALWAYS_INLINE int32_t one_by_one(const int8_t* x, const int8_t* w, uint32_t inputs,
                                      int32_t sum) noexcept {
  for (; inputs != 0; --inputs) sum += int{*x++} * *w++;
  return sum;
}
}  // namespace detail::nn

/// Of two samples, where inputs are no multiple of four, the zeros meet up to three bytes behind
/// the last row: other numbers of its constant.
inline void project(const layer_weights<int8_t>& layer, const int8_t* held, size_t count,
                    int8_t* out, target::dsp) noexcept {
  const uint32_t inputs = layer.inputs, outputs = layer.outputs, fours = (inputs + 3) / 4;
  const int8_t* weights = layer.weights;
  const int32_t* start = layer.start;
  finisher finish{layer, out};
  if (count == 2) {
    for (uint32_t n = outputs;;) {  // an odd row at the end goes twice, and is finished once
      const bool is_last = n == 1;
      const detail::nn::four_sums sums = detail::nn::two_by_two(
          held, weights, is_last ? 0 : inputs, fours, start[0], start[is_last ? 0 : 1]);
      finish.next(sums.s0, sums.s2, outputs);
      if (is_last) return;
      finish.next(sums.s1, sums.s3, outputs);
      weights += 2 * inputs;
      start += 2;
      n -= 2;
      if (n == 0) return;
    }
  }
  for (uint32_t n = outputs / 4; n != 0; --n) {
    detail::nn::four_sums sums = detail::nn::one_by_four(held, weights, inputs, start);
    if (inputs % 4 != 0) detail::nn::add_last(held, weights, inputs, 4, &sums.s0);
    for (const int32_t* sum = &sums.s0; sum <= &sums.s3; ++sum) finish.next(*sum);
    weights += 4 * inputs;
    start += 4;
  }
  for (uint32_t n = outputs % 4; n != 0; --n) {
    finish.next(detail::nn::one_by_one(held, weights, inputs, *start++));
    weights += inputs;
  }
}

}  // namespace mote::kernel
#endif
