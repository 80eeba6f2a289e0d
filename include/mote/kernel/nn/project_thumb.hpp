// project_thumb.hpp - a sample and two rows at once on eight registers: Cortex-M0. Floor 1.
#pragma once

#include "project_scalar.hpp"

#if MOTE_HAS_THUMB == 1

namespace mote::kernel {

namespace detail::nn {
struct two_sums {
  int32_t upper, lower;
};

/// A sample times a weight of each of two rows: 8 instructions an input, and a branch for four. One
/// index walks along all three from the end of them. By hand, since GCC 12 runs out of the eight
/// registers.
///
/// Range    count >= 1
inline two_sums products_of_two(const int8_t* x, const int8_t* w, size_t count,
                                two_sums from) noexcept {
  register const int8_t* samples __asm__("r0") = x + count;
  register const int8_t* upper __asm__("r1") = w + count;
  register const int8_t* lower __asm__("r2") = w + 2 * count;
  register int32_t at __asm__("r3") = -static_cast<int32_t>(count);
  register int32_t up __asm__("r4") = from.upper;
  register int32_t low __asm__("r5") = from.lower;
  __asm__ volatile(
      ".syntax unified\n\t"
      ".macro mote_step\n\t"
      "ldrsb r6, [r0, r3]\n\t"
      "ldrsb r7, [r1, r3]\n\t"
      "muls r7, r6, r7\n\t"
      "adds r4, r4, r7\n\t"
      "ldrsb r7, [r2, r3]\n\t"
      "muls r7, r6, r7\n\t"
      "adds r5, r5, r7\n\t"
      "adds r3, r3, #1\n\t"
      ".endm\n\t"
      "push {r7}\n\t"
      "movs r6, #3\n\t"
      "ands r6, r3\n\t"
      "beq 2f\n\t"
      "1:\n\t"
      "mote_step\n\t"
      "movs r6, #3\n\t"
      "ands r6, r3\n\t"
      "bne 1b\n\t"
      "cmp r3, #0\n\t"
      "beq 3f\n\t"
      "2:\n\t"
      "mote_step\n\t"
      "mote_step\n\t"
      "mote_step\n\t"
      "mote_step\n\t"
      "bne 2b\n\t"
      "3:\n\t"
      "pop {r7}\n\t"
      ".purgem mote_step\n\t"
      : "+r"(samples), "+r"(upper), "+r"(lower), "+r"(at), "+r"(up), "+r"(low)
      :
      : "r6", "cc", "memory");
  return {up, low};
}
}  // namespace detail::nn

inline void project_pairs(const layer_weights<int8_t>& layer, const int8_t* x, size_t count,
                          int8_t* out) noexcept {
  const size_t inputs = layer.inputs, outputs = layer.outputs;
  for (; count != 0; --count) {
    const int8_t* weights = layer.weights;
    size_t k = 0;
    for (; k + 2 <= outputs; k += 2) {
      const detail::nn::two_sums sums =
          detail::nn::products_of_two(x, weights, inputs, {layer.start[k], layer.start[k + 1]});
      *out++ = finished(layer, k, sums.upper);
      *out++ = finished(layer, k + 1, sums.lower);
      weights += 2 * inputs;
    }
    if (k < outputs) {
      int32_t sum = layer.start[k];
      for (size_t i = 0; i < inputs; ++i) sum += int{x[i]} * weights[i];
      *out++ = finished(layer, k, sum);
    }
    x += inputs;
  }
}

}  // namespace mote::kernel
#endif
